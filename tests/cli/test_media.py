"""The commands on footage and working copies, as they are typed."""

import json
import shutil
from pathlib import Path

import pytest

from qantar.domain.errors import QantarError
from tests.capture.pictures import jpeg, scene

from .conftest import run

RECORD = ("--record", "x.qantar")


@pytest.fixture
def pictured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A record with a photograph, the same one sent on, and another; its captures in this order."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.txt").write_bytes(jpeg(scene(1), 95, placed=True))  # known by its bytes
    (folder / "2.jpg").write_bytes(jpeg(scene(1).resize((160, 120)), 40))
    (folder / "3.jpg").write_bytes(jpeg(scene(2)))
    run("ingest", "in", *RECORD)
    answer = run("media", *RECORD, "--json")
    assert answer.code == 0, answer.err
    return [json.loads(line)["id"] for line in answer.out.splitlines()[:3]]


def test_the_same_picture_is_named_and_its_place_is_not(pictured: list[str]) -> None:
    shown = run("media", pictured[0], *RECORD, "--thumbnail", "t.jpg")
    assert f"the same footage as {pictured[1]}" in shown.out
    assert pictured[2] not in shown.out
    assert "GPSLatitude" not in shown.out
    assert Path("t.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    if shutil.which("exiftool"):
        assert "values of place or person" in shown.out
        assert "GPSLatitude" in run("media", pictured[0], *RECORD, "--private").out


def test_a_picture_is_covered_verified_and_removed_with_its_copy(pictured: list[str]) -> None:
    id_ = pictured[0]
    made = run("redact", id_, "--box", "0,0,50,50", "--reason", "a minor", *RECORD)
    assert made.code == 0, made.err
    digest = made.out.split("working copy ")[1].split()[0]
    assert run("verify", *RECORD).code == 0
    assert run("bundle", "b.zip", "--withhold", *RECORD).code == 0
    gone = run("remove", id_, "--by", "A", "--reason", "he asked", *RECORD)
    assert gone.code == 0
    assert not list(Path().glob(f"x.qantar.blobs/**/{digest[2:]}*"))
    assert run("verify", *RECORD).code == 0
    with pytest.raises(QantarError, match="removed"):
        run("media", id_, *RECORD)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--reason", "x"), "give --box"),
        (("--box", "0,0,9", "--reason", "x"), "X,Y,WIDTH,HEIGHT"),
        (("--box", "0,0,9,9", "--reason", " "), "who made it and why"),
    ],
)
def test_what_is_covered_and_why_has_to_be_said(
    pictured: list[str], words: tuple[str, ...], told: str
) -> None:
    with pytest.raises(QantarError, match=told):
        run("redact", pictured[0], *words, *RECORD)


def test_a_removal_takes_the_pages_of_the_desk_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("In Taraz 7 people were detained, said Marat Ospanov.", "utf-8")
    run("ingest", "a.txt", *RECORD, "--workers", "1")
    (claim,) = {json.loads(line)["capture"] for line in run("claims", "a.txt").out.splitlines()}
    for name in ("x.qantar.desk", "x.qantar.desk.0123.html", "x.qantar.other.html"):
        Path(name).write_text("Ospanov", "utf-8")
    told = run("remove", claim, "--by", "A", "--reason", "he asked", *RECORD).out
    assert "2 files of the desk's pages went too" in told
    assert [path.name for path in Path().glob("x.qantar.*html")] == ["x.qantar.other.html"]
    assert not Path("x.qantar.desk").exists()
