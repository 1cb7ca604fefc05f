"""One name, several places: which one a report means, or that it does not say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

OVERWHELMING = 20
"""A namesake this many times more populous is meant when nothing else is said: "Paris" is not
the one in Texas."""
CITY, VILLAGE = 100_000, 15_000
"""A city of the first size beside places below the second is meant too: of three Актау two have
ten thousand people, which is a fourteenth of the city's."""
TOWN, HAMLET = 50_000, 7_500
"""And a town beside hamlets of one country: whoever means the hamlet of Олександрія says where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rest of the report says about where things happen."""

    countries: frozenset[str] = frozenset()
    """ISO 3166-1 codes of the countries in which its unambiguous places lie."""
    about: str | None = None
    """The place the report is about: its dateline, or the place of the paragraph before."""
    on: date | None = None
    """The day of which it tells; None means as things lie today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A candidate as the choice sees it."""

    id: str
    country: str
    population: int
    is_settlement: bool


def choose(
    rivals: Sequence[Rival],
    context: Context,
    contains: Callable[[str, str, date | None], bool],
) -> str | None:
    """The one candidate the context leaves, or None where several stay open."""
    rivals = list(rivals)
    if context.about is not None:
        for rival in rivals:
            if rival.id == context.about:
                return rival.id
    weighty = _of_weight(rivals)
    if weighty is not None:
        return weighty
    if context.about is not None:
        rivals = [r for r in rivals if contains(context.about, r.id, context.on)] or rivals
    rivals = [r for r in rivals if r.country in context.countries] or rivals
    rivals = _drop_wholes(rivals, context, contains)
    rivals = _drop_units(rivals)
    if len(rivals) == 1:
        return rivals[0].id
    if not rivals:
        return None
    largest, second = sorted(rivals, key=lambda r: (-r.population, r.id))[:2]
    if largest.population >= OVERWHELMING * max(second.population, 1):
        return largest.id if second.population else _only_counted(rivals)
    if largest.population >= CITY and second.population < VILLAGE and second.is_settlement:
        return largest.id
    home = all(rival.is_settlement and rival.country == largest.country for rival in rivals)
    if home and largest.population >= TOWN and second.population < HAMLET:
        return largest.id
    return None


def _of_weight(rivals: Sequence[Rival]) -> str | None:
    """A unit known by its bare name beside villages of that name: «над Крымом» is over Crimea in a
    report from Russia too, where a village is called so."""
    units = [r for r in rivals if not r.is_settlement and r.population]
    if len(units) != 1 or len(rivals) == 1:
        return None
    small = all(r.population < VILLAGE for r in rivals if r.is_settlement)
    return (
        units[0].id
        if small and len(rivals) == 1 + sum(r.is_settlement for r in rivals)
        else None
    )


def _only_counted(rivals: Sequence[Rival]) -> str | None:
    """A region has no count of people here, so it cannot be outweighed by one."""
    counted = [rival for rival in rivals if rival.population]
    if len(counted) == 1 and all(rival.is_settlement for rival in rivals):
        return counted[0].id
    return None


def _drop_units(rivals: Sequence[Rival]) -> list[Rival]:
    """A town and a unit of its name in the same land: the bare name means the town, wherever the unit
    is said to lie. Units with a weight of their own (Crimea) stand as they are."""
    towns = {r.country for r in rivals if r.is_settlement and r.population >= VILLAGE}
    return [r for r in rivals if r.is_settlement or r.population or r.country not in towns]


def _drop_wholes(
    rivals: Sequence[Rival],
    context: Context,
    contains: Callable[[str, str, date | None], bool],
) -> list[Rival]:
    """A town and the region named after it: the bare name means the town."""
    return [
        whole
        for whole in rivals
        if not any(
            part.is_settlement and contains(whole.id, part.id, context.on)
            for part in rivals
            if part.id != whole.id and not whole.id.startswith("country:")
        )
    ]
