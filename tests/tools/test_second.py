"""The annotated reports of ``tests/second``: what is marked stands on the words of the text."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "second"
REPORTS = sorted(FOLDER.glob("*.json"))
WORDS = ("num", "quote", "text", "person")
"""Keys under which a mark keeps its words."""


def marks(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        mark for kind, rows in gold.items() if kind != "report" and isinstance(rows, list)
        for mark in rows if isinstance(mark, dict) and "start" in mark
    ]  # fmt: skip


def test_each_language_has_six() -> None:
    assert sorted(path.name[:2] for path in REPORTS) == sorted(6 * ["en", "kk", "ru", "uk"])


@pytest.mark.parametrize("path", REPORTS, ids=[path.stem for path in REPORTS])
def test_every_mark_is_verbatim(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    found = marks(gold)
    assert len(found) > 10
    for mark in found:
        words = gold["report"]["text"][mark["start"] : mark["end"]]
        assert words in [mark.get(key) for key in WORDS], (words, mark)
