"""Which places hold which: from the atlas, and from texts that count one place inside another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from qantar.atlas.atlas import Atlas
from qantar.domain.when import OPEN, When
from qantar.reconcile.count import Count
from qantar.reconcile.currencies import beyond_money


class Places(Protocol):
    """What reconciling must know of places."""

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        """The places that hold this one at that time, nearest first, itself left out."""
        ...

    def are_apart(self, one: str, other: str, on: When | None) -> bool:
        """Whether it is known that the two places have no ground in common; False if it is not known."""
        ...


class NoPlaces:
    """A world in which no place is known to lie in another."""

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        return ()

    def are_apart(self, one: str, other: str, on: When | None) -> bool:
        return False


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
            if same and part.place != whole.place and beyond_money(part.population) is None:
                said.add((part.place, whole.place))
        self._around: dict[tuple[str, When | None], tuple[str, ...]] = {}
        """Asked for before."""
        self._said: dict[str, list[str]] = {}
        for inner, outer in sorted(said):
            if (outer, inner) not in said:
                self._said.setdefault(inner, []).append(outer)

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        found = self._around.get((place, on))
        if found is None:
            found = self._around[place, on] = self._look_around(place, on)
        return found

    def _look_around(self, place: str, on: When | None) -> tuple[str, ...]:
        around: list[str] = []
        todo = [place]
        while todo:
            here = todo.pop(0)
            for outer in (*self._known.around(here, on), *self._said.get(here, ())):
                if outer != place and outer not in around:
                    around.append(outer)
                    todo.append(outer)
        return tuple(around)

    def are_apart(self, one: str, other: str, on: When | None) -> bool:
        """As the known places have it, unless a text puts the one into the other."""
        told = one in self.around(other, on) or other in self.around(one, on)
        return not told and self._known.are_apart(one, other, on)


class ListedPlaces:
    """Places from a table: each inner place with those that hold it, nearest first. The table is taken to
    be whole: two of its places of which neither holds the other do not overlap."""

    def __init__(self, table: Mapping[str, tuple[str, ...]]) -> None:
        self._table = dict(table)

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        return self._table.get(place, ())

    def are_apart(self, one: str, other: str, on: When | None) -> bool:
        if one == other or one not in self._table or other not in self._table:
            return False
        return one not in self._table[other] and other not in self._table[one]


class AtlasPlaces:
    """Places of the atlas, by id, or by a common English name that means one place only."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._found: dict[tuple[str, dt.date | None], tuple[str, ...]] = {}
        self._region: dict[tuple[str, dt.date | None], frozenset[str]] = {}

    def around(self, place: str, on: When | None) -> tuple[str, ...]:
        key = place, _day(on)
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def are_apart(self, one: str, other: str, on: When | None) -> bool:
        """Two first-level units, or what lies in two of them, or a unit and what lies in another: those
        surely have no ground in common. Two settlements of one region may (a city, its suburb)."""
        a, b = self._regions(one, on), self._regions(other, on)
        return bool(a) and bool(b) and not a & b

    def _regions(self, place: str, on: When | None) -> frozenset[str]:
        """The first-level units a place is or lies in, by id."""
        key = place, _day(on)
        if key not in self._region:
            self._region[key] = self._look_up_regions(*key)
        return self._region[key]

    def _look_up_regions(self, place: str, on: dt.date | None) -> frozenset[str]:
        if ":" not in place:
            ids = self._atlas.look_up(place.title(), "en")
            if len(ids) != 1:
                return frozenset()
            place = ids[0]
        around = (place, *self._atlas.parents(place, on))
        return frozenset(id_ for id_ in around if id_.startswith("region:"))

    def _look_up(self, place: str, on: dt.date | None) -> tuple[str, ...]:
        if ":" in place:
            return self._atlas.parents(place, on)
        ids = self._atlas.look_up(place.title(), "en")
        if len(ids) != 1:
            return ()
        parents = self._atlas.parents(ids[0], on)
        return tuple(self._atlas.place(parent).name.casefold() for parent in parents)


@lru_cache(maxsize=65536)
def _day(when: When | None) -> dt.date | None:
    """The first day of a date, None if it has none."""
    if when is None or when.is_partial or when.start == OPEN:
        return None
    return when.bounds()[0].date()
