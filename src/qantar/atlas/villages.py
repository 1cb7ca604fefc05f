"""Settlements too small to be read wherever their name stands: one country's at a time.

A village is called like a river, a surname or another village. So none is read out of a text alone; it is
looked up when a report already is in its country and its words call something a place.

``villages.bin`` is a line of JSON, ``[[country, length of the chunk], …]``, then the chunks, each
zlib-compressed: first the numbers of GeoNames, ascending, as 4-byte little-endian integers with one
byte each for their country's place in the list; then every country's lines ``number<tab>name<tab>parent<tab>
latitude<tab>longitude<tab>people<tab>names in Cyrillic,…``, coordinates in ten-thousandths of a degree.
"""

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from qantar.atlas.shipped import read_shipped
from qantar.atlas.sound import skeleton, sound
from qantar.atlas.spelling import spell
from qantar.domain.errors import LexiconError

FILE = "villages.bin"
OUTWEIGHS = 20
"""Times as many people a place must have to be meant among namesakes, as elsewhere in the atlas."""
ALIKE, UNHEARD = 4, 5
"""Letters of the shortest code by which a name in other letters is known: of a town the atlas itself
holds, and of a village."""
HELD = 8
"""Countries kept at a time, so that memory stays flat over a pile of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    number: int
    """Of GeoNames."""
    name: str
    parent: str
    latitude: int
    longitude: int
    population: int
    cyrillic: tuple[str, ...]


Listed = Iterable[tuple[int, str, int]]
"""Settlements the atlas holds itself: number of GeoNames, English name, people."""


class _Country:
    """The settlements of one country, by spelling and by sound."""

    def __init__(self, code: str, lines: list[str], listed: Listed) -> None:
        self.rows: dict[int, Village] = {}
        self.people: dict[int, int] = {}
        self.by_name: dict[str, list[int]] = {}
        self._code, self._listed = code, listed
        self._by_sound: dict[str, dict[str, list[int]]] = {}
        for line in lines:
            number, name, parent, latitude, longitude, people, cyrillic = line.split("\t")
            village = Village(
                number=int(number), name=name, parent=parent, latitude=int(latitude),
                longitude=int(longitude), population=int(people),
                cyrillic=tuple(cyrillic.split(",")) if cyrillic else (),
            )  # fmt: skip
            self.rows[village.number] = village
            for one in {spell(name), *map(spell, village.cyrillic)}:
                self.by_name.setdefault(one, []).append(village.number)
            self.people[village.number] = village.population

    @cached_property
    def _initials(self) -> dict[str, list[tuple[str, int]]]:
        """Names in Latin letters by the sound they begin with, those the atlas itself holds with them."""
        found: dict[str, list[tuple[str, int]]] = {}
        own = ((one.number, one.name, one.population) for one in self.rows.values())
        for number, name, people in chain(own, self._listed):
            self.people[number] = people
            found.setdefault(sound(name[:3], self._code)[:1], []).append((name, number))
        return found

    def sounding(self, code: str) -> list[int]:
        """The settlements whose name or its skeleton has this code."""
        initial = code[:1]
        if initial not in self._by_sound:
            found = self._by_sound[initial] = {}
            for name, number in self._initials.get(initial, ()):
                own = sound(name, self._code)
                for key in {own, skeleton(own)} - {""}:
                    found.setdefault(key, []).append(number)
        return self._by_sound[initial].get(code, [])


class Villages:
    """What is in the file, read when first asked for, a country at a time."""

    def __init__(self, listed: Callable[[str], Listed]) -> None:
        self._listed = listed
        """What the atlas itself holds of a country, for names it lacks in the language at hand."""
        self._countries: dict[str, _Country] = {}

    def named(
        self,
        country: str,
        lemmas: tuple[str, ...],
        *,
        called: bool = False,
        is_inside: Callable[[int], bool] | None = None,
    ) -> int | None:
        """The one village of a country that a name in one of these dictionary forms may mean: by its
        spelling, else by its sound; by its consonants only where a word calls it a settlement.

        Of namesakes the one that ``is_inside`` (a region at hand holds it), else the one by far the
        largest; None where several are left.
        """
        land = self._country(country)
        if land is None:
            return None
        for lemma in lemmas:
            if numbers := land.by_name.get(lemma):
                return _largest(land, numbers, is_inside)
        if not any("\u0400" <= letter <= "\u04ff" for letter in lemmas[0]):
            return None
        codes = [code for lemma in lemmas if len(code := sound(lemma)) >= ALIKE]
        if called:
            codes += [bare for code in codes if (bare := skeleton(code))]
        for code in codes:
            numbers = land.sounding(code)
            if len(code) < UNHEARD:
                numbers = [number for number in numbers if number not in land.rows]
            if numbers:
                return _largest(land, numbers, is_inside)
        return None

    def spelled(self, country: str, lemmas: tuple[str, ...]) -> tuple[int, ...]:
        """The villages of a country with one of these dictionary forms for a name."""
        land = self._country(country)
        if land is None:
            return ()
        return next((tuple(land.by_name[one]) for one in lemmas if one in land.by_name), ())

    def of_number(self, number: int) -> Village | None:
        """The village of a number of GeoNames, whichever its country."""
        numbers, countries = self._index
        at = bisect_left(numbers, number)
        if at == len(numbers) or numbers[at] != number:
            return None
        land = self._country(self._header[countries[at]][0])
        return None if land is None else land.rows.get(number)

    def _country(self, code: str) -> _Country | None:
        land = self._countries.get(code)
        if land is None and code in self._spans:
            start, end = self._spans[code]
            lines = self._unpacked(start, end).decode("utf-8").split("\n")
            if len(self._countries) >= HELD:
                del self._countries[next(iter(self._countries))]
            land = self._countries[code] = _Country(code, lines, self._listed(code))
        return land

    @cached_property
    def _data(self) -> bytes:
        return read_shipped(FILE)

    @cached_property
    def _header(self) -> list[tuple[str, int]]:
        return [(code, length) for code, length in json.loads(self._data.split(b"\n", 1)[0])]

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        spans: dict[str, tuple[int, int]] = {}
        at = self._data.index(b"\n") + 1
        for code, length in self._header:
            spans[code] = at, at + length
            at += length
        return spans

    @cached_property
    def _index(self) -> tuple["array[int]", bytes]:
        raw = self._unpacked(*self._spans[""])
        size = len(raw) // 5
        numbers = array("I", raw[: 4 * size])
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers, raw[4 * size :]

    def _unpacked(self, start: int, end: int) -> bytes:
        try:
            return zlib.decompress(self._data[start:end])
        except zlib.error as error:
            raise LexiconError(
                f"atlas/data/{FILE}: {error} at byte {start}; build it again with tools/build_atlas.py"
            ) from error


def _largest(
    land: _Country, numbers: list[int], is_inside: Callable[[int], bool] | None
) -> int | None:
    """The one number, the one that ``is_inside``, or the one whose place is by far the largest."""
    if len(numbers) == 1:
        return numbers[0]
    inside = [number for number in numbers if is_inside(number)] if is_inside else []
    if len(inside) == 1:
        return inside[0]
    numbers = inside or numbers
    first, second = sorted((land.people[n] for n in numbers), reverse=True)[:2]
    if first < OUTWEIGHS * max(second, 1):
        return None
    return next(n for n in numbers if land.people[n] == first)
