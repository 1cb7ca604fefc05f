"""What tools/compile.py compiles: a list that must not rot."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "compile.py"))


def test_every_module_left_out_is_there() -> None:
    there = {
        name for path in TOOL["SOURCE"].rglob("*.py")
        for name in (path.name, path.relative_to(TOOL["SOURCE"]).as_posix())
    }  # fmt: skip
    assert TOOL["LEFT_OUT"] <= there


def test_the_modules_on_the_way_of_a_sentence_are_compiled() -> None:
    compiled = set(TOOL["modules"]())
    assert {
        "grammar/lexicon.py",
        "grammar/calendar.py",
        "read/reader.py",
        "read/figures.py",
    } <= compiled
    assert "grammar/pack.py" not in compiled
