"""The shipped data as it lies on disk: places in columns, names by language.

``places.z`` is zlib-compressed JSON, ``names.xx.z`` zlib-compressed lines
the names first, then as many lines ``[!]number,number…``, where the numbers count places and ``!`` marks a name that is also
a common word or a person's name. All are written by ``tools/build_atlas.py`` only.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qantar.atlas.shipped import read_shipped
from qantar.atlas.villages import Villages
from qantar.domain.errors import LexiconError
from qantar.domain.place import Place, PlaceKind, Precision

NOWHERE = -1
"""In the column of parents: a country lies in nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A unit made out of another: «Abai was made out of East Kazakhstan on 8 June 2022»."""

    unit: int
    since: date
    out_of: int
    stands: bool
    """True where the thing itself is older than its rank: Shymkent was a city before."""


class Gazetteer:
    """Places in columns; a ``Place`` is made when asked for.

    Numbers of places count from 0: countries, regions, districts, settlements, in that order.
    """

    def __init__(self, columns: dict[str, Any]) -> None:
        self._ids: list[str] = columns["ids"]
        self._names: list[str] = columns["names"]
        self.parents: list[int] = columns["parents"]
        self.populations: list[int] = columns["populations"]
        self._latitudes: list[int | None] = columns["latitudes"]
        self._longitudes: list[int | None] = columns["longitudes"]
        self._counts: list[int] = columns["counts"]
        """Up to which number the countries, regions, districts and settlements go."""
        self.cities = frozenset(columns["cities"])
        """Regions that are cities."""
        self.capitals = frozenset(columns.get("capitals", ()))
        """Seats of the governments of countries."""
        self.prominent = frozenset(columns["prominent"])
        """Countries, and the regions whose names were reviewed: read whatever they hold."""
        self.clashing: dict[str, list[str]] = columns["clashing"]
        """Declined forms of names that are also forms of common words, by language."""
        self.retired: dict[str, str] = columns["retired"]
        self.abbreviations: dict[str, dict[str, list[int]]] = columns["abbreviations"]
        self.adjectives: dict[str, dict[str, list[int]]] = columns["adjectives"]
        self.own_names: dict[str, dict[str, list[str]]] = columns["own_names"]
        self._numbers = {place_id: number for number, place_id in enumerate(self._ids)}
        self.villages = Villages(self._listed)
        """Settlements beyond these, read in their country alone."""
        self._places: dict[int, Place] = {}
        """Places asked for before, at the most all of them."""
        self.foundings = tuple(
            Founding(
                unit=self._numbers[row["unit"]],
                since=date.fromisoformat(row["since"]),
                out_of=self._numbers[row["out_of"]],
                stands=row["stands"],
            )
            for row in columns["founded"]
        )

    @classmethod
    def load(cls) -> "Gazetteer":
        return cls(json.loads(read_shipped("places.z")))

    def __len__(self) -> int:
        return self._counts[-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids[: self._counts[-1]])

    def number(self, place_id: str) -> int:
        """The place's number; withdrawn ISO codes and GeoNames numbers of city-regions lead on.

        Raises:
            LexiconError: for an id the atlas does not hold.
        """
        number = self._numbers.get(place_id)
        if number is None:
            number = self._numbers.get(self.retired.get(place_id, ""))
        if number is None:
            number = self._admitted(place_id)
        if number is None:
            raise LexiconError(
                f"the atlas holds no place {place_id!r}; add it as docs/atlas.md describes"
            )
        return number

    def _listed(self, country: str) -> Iterator[tuple[int, str, int]]:
        """The settlements of a country that are in the columns."""
        land = self._numbers[f"country:{country}"]
        for number in range(self._counts[2], self._counts[3]):
            if self.country(number) == land:
                digits = self._ids[number].partition(":")[2]
                yield int(digits), self._names[number], self.populations[number]

    def _admitted(self, place_id: str) -> int | None:
        """The number of a village, which joins the columns when it is first asked for."""
        kind, _, digits = place_id.partition(":")
        if kind != "settlement" or not digits.isdecimal():
            return None
        village = self.villages.of_number(int(digits))
        if village is None:
            return None
        number = self._numbers[place_id] = len(self._ids)
        self._ids.append(place_id)
        self._names.append(village.name)
        self.parents.append(self._numbers[village.parent])
        self.populations.append(village.population)
        self._latitudes.append(village.latitude)
        self._longitudes.append(village.longitude)
        return number

    def id(self, number: int) -> str:
        return self._ids[number]

    def kind(self, number: int) -> PlaceKind:
        countries, regions, districts, _ = self._counts
        if number < countries:
            return PlaceKind.COUNTRY
        if number < regions:
            return PlaceKind.REGION
        return PlaceKind.DISTRICT if number < districts else PlaceKind.SETTLEMENT

    def is_settlement(self, number: int) -> bool:
        return number >= self._counts[2]

    def is_city(self, number: int) -> bool:
        """A settlement, or a region that is one."""
        return number >= self._counts[2] or number in self.cities

    def country(self, number: int) -> int:
        """The country a place lies in today."""
        while (parent := self.parents[number]) != NOWHERE:
            number = parent
        return number

    def place(self, number: int) -> Place:
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = self._make_place(number)
        return place

    def _make_place(self, number: int) -> Place:
        kind = self.kind(number)
        latitude, longitude = self._latitudes[number], self._longitudes[number]
        if latitude is None or longitude is None:
            precision = Precision.UNKNOWN
        elif kind is PlaceKind.SETTLEMENT or number in self.cities:
            precision = Precision.SETTLEMENT
        else:
            precision = Precision.REGION
        return Place(
            id=self._ids[number],
            name=self._names[number],
            kind=kind,
            country=self._ids[self.country(number)].removeprefix("country:"),
            latitude=None if latitude is None else latitude / 10_000,
            longitude=None if longitude is None else longitude / 10_000,
            precision=precision,
            population=self.populations[number],
        )
