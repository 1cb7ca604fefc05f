"""Real reports, where they are at hand, go through with their texts unchanged."""

import json
import os
from pathlib import Path

import pytest

from qantar.capture import Received, gather
from qantar.domain.source import BlockKind, Document
from qantar.text import documents, language

from .reading import check_map, document

SHARED = Path(os.environ.get("QANTAR_SHARED", Path(__file__).parents[2] / ".." / "shared"))


@pytest.fixture
def gold() -> list[dict[str, object]]:
    files = sorted((SHARED / "gold" / "dev").glob("*.json"))
    if not files:
        pytest.skip(f"no annotated reports at {SHARED}: set QANTAR_SHARED to measure on them")
    return [json.loads(file.read_text("utf-8")) for file in files]


def test_annotated_reports_keep_every_letter(gold: list[dict[str, object]]) -> None:
    for row in gold:
        report = row["report"]
        assert isinstance(report, dict)
        data = json.dumps(report, ensure_ascii=False).encode()
        found = document("a.jsonl", data)
        assert found.text == report["text"]
        check_map(found, data)
        assert language(found.text) == report["lang"], report["id"]


def test_no_annotated_figure_stands_in_furniture(gold: list[dict[str, object]]) -> None:
    lost = []
    for row in gold:
        report, figures = row["report"], row["figures"]
        assert isinstance(report, dict) and isinstance(figures, list)
        found = document("a.jsonl", json.dumps(report, ensure_ascii=False).encode())
        furniture = [b.span for b in found.blocks if b.kind is BlockKind.FURNITURE]
        for figure in figures:
            start = figure.get("start")
            if isinstance(start, int) and any(s.start <= start < s.end for s in furniture):
                lost.append((report["id"], figure))
    assert lost == []


def test_the_folder_of_real_reports_is_read_unchanged() -> None:
    folder = SHARED / "reports"
    if not folder.is_dir():
        pytest.skip(f"no reports at {folder}: set QANTAR_SHARED to measure on them")
    for received in gather([str(folder)], captured_at="2026-01-05T12:00:00Z"):
        assert isinstance(received, Received), received
        (found,) = documents(received.capture, received.data)
        assert isinstance(found, Document)
        assert found.text.encode() == received.data
        check_map(found, received.data)
