"""Packs the boundaries that ``tools/map.sh`` cut for the desk: ``src/qantar/desk/boundaries.json``.

Regions by the atlas's ids, rings as flat lists of hundredths of a degree, longitude before latitude.

python tools/build_map.py regions.json countries.json
"""

import json
import sys
from pathlib import Path
from typing import Any

from qantar.atlas.atlas import Atlas
from qantar.domain.errors import LexiconError

OUT = Path(__file__).resolve().parent.parent / "src/qantar/desk/boundaries.json"
OWN = {
    ("KZ-ALA", "Almaty"): "region:KZ-19",  # the region; the city bears the same withdrawn code
    ("KZ-ALA", "Almaty City"): "region:KZ-75",
    ("RU-X01~", None): "region:KZ-43",  # Baikonur: leased, and in Kyzylorda region
}
"""What the source's codes do not tell apart."""
NORTHMOST = {"region:KZ-43": 4800}
"""Hundredths of a degree: the source gives a sliver in the Arctic the code of Baikonur."""


def rings(geometry: dict[str, Any] | None) -> list[list[int]]:
    """The rings of a polygon or of several, closing point left out."""
    if geometry is None:  # an island state too small to draw
        return []
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    found = []
    for polygon in polygons:
        for ring in polygon:
            points = [(round(x * 100), round(y * 100)) for x, y in ring[:-1]]
            flat = [number for point in points for number in point]
            if len(points) > 2:
                found.append(flat)
    return found


def main() -> None:
    atlas = Atlas.load()
    regions: dict[str, list[list[int]]] = {}
    unknown = []
    for feature in json.loads(Path(sys.argv[1]).read_text("utf-8"))["features"]:
        code, name = feature["properties"]["id"], feature["properties"].get("name")
        try:
            place = OWN.get((code, name)) or atlas.place(f"region:{code}").id
        except LexiconError:
            place = f"region:{code.rstrip('~')}"
            unknown.append(code)
        most = NORTHMOST.get(place, 9000)
        found = [ring for ring in rings(feature["geometry"]) if max(ring[1::2]) <= most]
        regions.setdefault(place, []).extend(found)
    countries: dict[str, list[list[int]]] = {}
    for feature in json.loads(Path(sys.argv[2]).read_text("utf-8"))["features"]:
        code = feature["properties"]["country"]
        countries.setdefault(f"country:{code}", []).extend(rings(feature["geometry"]))
    made = {
        "regions": dict(sorted(regions.items())),
        "countries": dict(sorted(countries.items())),
    }
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    print(
        f"{OUT}: {len(regions)} regions, {len(countries)} countries, {OUT.stat().st_size} bytes; "
        f"not in the atlas: {', '.join(unknown)}"
    )


if __name__ == "__main__":
    main()
