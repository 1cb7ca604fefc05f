"""Which places hold which: from the atlas, and from texts that count one place inside another."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from qantar.domain.when import When
from qantar.reconcile.count import Count


class Places(Protocol):
    """What reconciling must know of places."""

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        """The places that hold this one at that time, nearest first, itself left out."""
        ...


class NoPlaces:
    """A world in which no place is known to lie in another."""

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        return ()


class WordedPlaces:
    """Places as the texts tell them: «227 погибших, из них 149 в Алматы» puts Almaty into Kazakhstan.

    Only pairs that differ in nothing but the place are believed, and only one way: where two texts
    put two places into each other, neither is. ``known`` answers first.
    """

    def __init__(self, counts: Iterable[Count], known: Places) -> None:
        self._known = known
        by_claim = {count.claim: count for count in counts}
        said: set[tuple[str, str]] = set()
        for part in by_claim.values():
            whole = by_claim.get(part.part_of or "")
            if whole is None or part.place is None or whole.place is None:
                continue
            same = part.measure.act == whole.measure.act and part.period == whole.period
            if same and part.place != whole.place and part.population is None:
                said.add((part.place, whole.place))
        self._said: dict[str, list[str]] = {}
        for inner, outer in sorted(said):
            if (outer, inner) not in said:
                self._said.setdefault(inner, []).append(outer)

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        around: list[str] = []
        todo = [place]
        while todo:
            here = todo.pop(0)
            for outer in (*self._known.around(here, on), *self._said.get(here, ())):
                if outer != place and outer not in around:
                    around.append(outer)
                    todo.append(outer)
        return tuple(around)


class ListedPlaces:
    """Places from a table of inner place to the places that hold it, or from a function."""

    def __init__(
        self,
        table: Mapping[str, tuple[str, ...]] | None = None,
        look_up: Callable[[str, When | None], tuple[str, ...]] | None = None,
    ) -> None:
        self._table = dict(table or {})
        self._look_up = look_up

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        if self._look_up is not None:
            return self._look_up(place, on)
        return self._table.get(place, ())
