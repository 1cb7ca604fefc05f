"""Formats from the command: the file, its note, and what is refused."""

import csv
from pathlib import Path

import pytest

from qantar.domain.errors import Misuse
from qantar.export.formats import formats

from .conftest import run


def test_a_format_is_written_with_its_note_beside_it(record: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    answer = run("export", "ucdp-ged", "--record", record, "--out", str(out))
    assert answer.code == 0, answer.err
    note = (tmp_path / "out.csv.loss.txt").read_text("utf-8")
    assert note == answer.err
    assert "Numbers counted by: UCDP" in note
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["best"] for row in rows} == {"225", "149"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.csv.loss.txt"]


def test_the_same_record_gives_the_same_file(record: str, tmp_path: Path) -> None:
    for name in ("one.db", "other.db"):
        run("export", "sqlite", "--record", record, "--out", str(tmp_path / name))
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "other.db").read_bytes()


def test_the_list_has_every_format_and_every_loss() -> None:
    answer = run("export", "--list")
    assert answer.code == 0
    for one in formats().values():
        assert f"{one.name}  {one.title}" in answer.out
        assert all(loss in answer.out for loss in one.losses)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--list"),
        (["morse"], "no format «morse»"),
        (["acled"], "--out record.csv"),
        (["acled", "--policy", "ucdp"], "written by acled"),
        (["geojson", "--policy", "acled"], "counts by no rule"),
        (["acled", "--out", "nowhere/at/all.csv"], "folder does not exist"),
    ],
)
def test_misuse_is_told_with_its_remedy(arguments: list[str], told: str) -> None:
    with pytest.raises(Misuse, match=told):
        run("export", *arguments)
