"""The map: where things were told to have happened, no closer than they were told.

A town is a dot. "Somewhere in the region" is the region itself, hatched: it gets no dot, for a dot
would say more than the source did. What is told of a country, or of no place, is counted beside.
Boundaries are those of the days told of: on 8 June 2022 regions of Kazakhstan were divided. What
lies in one of these on the other side of that day is told beside, for its borders are not those drawn.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from qantar.desk.drawing.projection import Extent, Projection

Ring = tuple[int, ...]
"""Longitude and latitude by turns, in hundredths of a degree."""

SMALLEST, LARGEST = 4.0, 20.0
"""Radius of a dot, in units of a drawing 1,000 wide."""
SHADES = (1, 5, 20)
"""From how many happenings on a region is drawn darker."""
FARTHEST = 60.0
"""Degrees around the regions told of within which others are drawn for orientation."""


@cache
def _loaded() -> Mapping[str, Any]:
    file = resources.files("qantar.desk").joinpath("boundaries.json")
    loaded: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


DIVIDED = "2022-06-08"
"""The day from which the regions of ``divided()`` have the borders they have now."""


@cache
def divided() -> frozenset[str]:
    """Regions whose borders differ before and since ``DIVIDED``."""
    return frozenset(_loaded()["since"][DIVIDED])


@cache
def _boundaries(is_later: bool = False) -> Mapping[str, tuple[Ring, ...]]:
    """Rings of every region and country, as before ``DIVIDED`` or as since."""
    loaded = _loaded()
    if is_later:
        return {**_boundaries(), **_rings(loaded["since"][DIVIDED])}
    return _rings(dict(loaded["regions"]) | dict(loaded["countries"]))


def _rings(told: Mapping[str, Any]) -> dict[str, tuple[Ring, ...]]:
    return {id_: tuple(tuple(ring) for ring in rings) for id_, rings in told.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with how often it is told of. Coordinates None for areas."""

    id: str
    kind: str
    name: str
    happenings: int
    longitude: float | None
    latitude: float | None
    is_later: bool = False
    """Told of since ``DIVIDED``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A drawn region or country; ``shade`` 0 is told of by nobody."""

    id: str
    path: str
    shade: int
    spot: Spot | None
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A drawn town."""

    x: float
    y: float
    radius: float
    spot: Spot
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The drawing; ``beside`` are the places it cannot show: countries, and towns without a point;
    ``other_borders`` are regions told of when their borders were not those drawn."""

    width: float
    height: float
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    beside: tuple[Spot, ...]
    other_borders: tuple[Spot, ...]
    is_later: bool
    """Whether the borders are those since ``divided_on``."""
    divided_on: str = DIVIDED


def draw(spots: Sequence[Spot]) -> Map | None:
    """The map of some places, None if none of them can be drawn: with the borders of today if all
    was told of since they were drawn, else with those before."""
    is_later = bool(spots) and all(spot.is_later for spot in spots)
    known = _boundaries(is_later)
    other = [s for s in spots if s.id in divided() and s.is_later is not is_later]
    spots = _together(s for s in spots if s not in other)
    towns = [s for s in spots if s.kind == "settlement" and s.longitude is not None]
    regions = {s.id: s for s in spots if s.id.startswith("region:") and s.kind != "settlement"}
    shown = {id_: spot for id_, spot in regions.items() if id_ in known}
    beside = [s for s in spots if s not in towns and s.id not in shown]
    points = [(s.longitude or 0.0, s.latitude or 0.0) for s in towns]
    for id_ in shown:
        points += _points(known[id_])
    for spot in beside:
        # A country told of is in the picture, though nothing in it is marked.
        points += [p for id_ in _of_country(spot.id, known) for p in _points(known[id_])]
    if not points:
        return None
    projection = Projection(Extent.around(points))
    return Map(
        width=projection.width,
        height=projection.height,
        areas=tuple(_areas(shown, projection, is_later)),
        dots=tuple(_dots(towns, projection)),
        beside=tuple(beside),
        other_borders=tuple(other),
        is_later=is_later,
    )


def _together(spots: Iterable[Spot]) -> list[Spot]:
    """Each place once, with what was told of it before and since added up."""
    found: dict[str, Spot] = {}
    for spot in spots:
        known = found.get(spot.id)
        sum_ = spot.happenings + (known.happenings if known else 0)
        found[spot.id] = replace(spot, happenings=sum_)
    return list(found.values())


def _of_country(id_: str, known: Mapping[str, tuple[Ring, ...]]) -> list[str]:
    """The drawn areas of a country: its regions, or its outline; the largest country is left out,
    for a map of it would show nothing else."""
    country = id_.removeprefix("country:")
    if country == "RU" or not id_.startswith("country:"):
        return []
    regions = [other for other in known if other.startswith(f"region:{country}-")]
    return regions or ([id_] if id_ in known else [])


def _points(rings: Iterable[Ring]) -> list[tuple[float, float]]:
    return [
        (ring[i] / 100, ring[i + 1] / 100) for ring in rings for i in range(0, len(ring), 2)
    ]


def _areas(shown: Mapping[str, Spot], projection: Projection, is_later: bool) -> Iterable[Area]:
    for id_, path, x, y in _land(projection.extent, is_later):
        spot = shown.get(id_)
        yield Area(
            id=id_,
            path=path,
            shade=sum(spot.happenings >= least for least in SHADES) if spot else 0,
            spot=spot,
            x=x,
            y=y,
        )


@lru_cache(maxsize=32)
def _land(extent: Extent, is_later: bool) -> tuple[tuple[str, str, float, float], ...]:
    """All that can be seen of the land in an extent: id, path, middle. The same for every filter
    that leaves the same places, so it is kept."""
    projection, seen = Projection(extent), []
    for id_, rings in _boundaries(is_later).items():
        near = [
            ring
            for ring in rings
            if any(
                extent.west - 5 < ring[i] / 100 < extent.east + 5
                and extent.south - 5 < ring[i + 1] / 100 < extent.north + 5
                for i in range(0, len(ring), 2)
            )
            and max(ring[::2]) - min(ring[::2]) < FARTHEST * 100
        ]
        if near:
            x, y = projection.at(*_middle(max(near, key=len)))
            seen.append((id_, "".join(_path(ring, projection) for ring in near), x, y))
    return tuple(seen)


def _path(ring: Ring, projection: Projection) -> str:
    points = [projection.at(ring[i] / 100, ring[i + 1] / 100) for i in range(0, len(ring), 2)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring, in degrees."""
    xs, ys = ring[::2], ring[1::2]
    area = east = north = 0.0
    for i in range(len(xs)):
        j = (i + 1) % len(xs)
        cross = xs[i] * ys[j] - xs[j] * ys[i]
        area += cross
        east += (xs[i] + xs[j]) * cross
        north += (ys[i] + ys[j]) * cross
    if area == 0:
        return xs[0] / 100, ys[0] / 100
    return east / (3 * area) / 100, north / (3 * area) / 100


def _dots(towns: Sequence[Spot], projection: Projection) -> Iterable[Dot]:
    most = max((town.happenings for town in towns), default=1)
    labels: list[tuple[float, float]] = []
    for town in sorted(towns, key=lambda t: (-t.happenings, t.id)):
        x, y = projection.at(town.longitude or 0.0, town.latitude or 0.0)
        radius = round(max(SMALLEST, LARGEST * math.sqrt(town.happenings / most)), 1)
        free = all(abs(x - a) > 110 or abs(y - b) > 24 for a, b in labels)
        if free:
            labels.append((x, y))
        yield Dot(x=x, y=y, radius=radius, spot=town, labelled=free)
