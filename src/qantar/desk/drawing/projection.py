"""The round earth on a flat page: Albers' equal-area cone, so that a region looks as large as it is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

WIDEST = 150.0
"""Degrees across beyond which a cone tears the map apart; then plain degrees are drawn."""
LEAST_ACROSS, LEAST_HIGH = 16.0, 7.0
"""Degrees of longitude and latitude a map shows at the least: about a large region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A stretch of the earth in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]], room: float = 0.06) -> "Extent":
        """The stretch that holds all points (longitude, latitude), with some room beside."""
        places = list(points)
        west, east = min(x for x, _ in places), max(x for x, _ in places)
        south, north = min(y for _, y in places), max(y for _, y in places)
        beside = max(1.0, (east - west) * room, (north - south) * room)
        # One town alone would be a dot on nothing: there is always country to be seen around it.
        across = max(beside, (LEAST_ACROSS - (east - west)) / 2)
        beside = max(beside, (LEAST_HIGH - (north - south)) / 2)
        return cls(
            west=west - across,
            south=max(-85.0, south - beside),
            east=east + across,
            north=min(85.0, north + beside),
        )


class Projection:
    """From degrees to the units of a drawing ``width`` wide; ``height`` follows from the extent."""

    def __init__(self, extent: Extent, width: float = 1000.0) -> None:
        self.extent = extent
        self._middle = math.radians((extent.west + extent.east) / 2)
        third = (extent.north - extent.south) / 6
        first = math.radians(extent.south + third)
        second = math.radians(extent.north - third)
        self._n = (math.sin(first) + math.sin(second)) / 2
        self._is_cone = extent.east - extent.west <= WIDEST and abs(self._n) > 0.1
        self._c = math.cos(first) ** 2 + 2 * self._n * math.sin(first)
        self._squeeze = math.cos(math.radians((extent.north + extent.south) / 2))
        edge = [self._flat(x, y) for x, y in _edge(extent)]
        left, right = min(x for x, _ in edge), max(x for x, _ in edge)
        top, bottom = min(y for _, y in edge), max(y for _, y in edge)
        self._scale = width / (right - left)
        self._left, self._top = left, top
        self.width = width
        self.height = round((bottom - top) * self._scale, 1)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands, from the upper left corner."""
        x, y = self._flat(longitude, latitude)
        return round((x - self._left) * self._scale, 1), round((y - self._top) * self._scale, 1)

    def _flat(self, longitude: float, latitude: float) -> tuple[float, float]:
        turn = math.radians(longitude)
        if not self._is_cone:
            return turn * self._squeeze, -math.radians(latitude)
        angle = self._n * (turn - self._middle)
        reach = (
            math.sqrt(max(0.0, self._c - 2 * self._n * math.sin(math.radians(latitude))))
            / self._n
        )
        return reach * math.sin(angle), reach * math.cos(angle)


def _edge(extent: Extent, steps: int = 24) -> Iterable[tuple[float, float]]:
    for step in range(steps + 1):
        share = step / steps
        longitude = extent.west + share * (extent.east - extent.west)
        latitude = extent.south + share * (extent.north - extent.south)
        yield longitude, extent.south
        yield longitude, extent.north
        yield extent.west, latitude
        yield extent.east, latitude
