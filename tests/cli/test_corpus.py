"""``qantar corpus``: what a change of rules changes, and how it is accepted."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import run

REPORT = {
    "id": "n1",
    "lang": "en",
    "published": "2022-01-06",
    "text": "Police detained 40 people in Almaty.",
}


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "accepted.txt"
    assert run("corpus", "accept", "--accepted", str(path)).code == 0
    return path


def annotated(folder: Path, act: str = "detained") -> Path:
    figure = {"start": 16, "end": 18, "value": 40, "act": act, "object": "person"}
    path = folder / "n1.json"
    path.write_text(json.dumps({"report": REPORT, "figures": [figure]}), "utf-8")
    return path


def test_readings_just_accepted_do_not_differ(accepted: Path) -> None:
    assert run("corpus", "diff", "--accepted", str(accepted)).code == 0


def test_a_claim_that_was_accepted_otherwise_is_shown_field_by_field(
    accepted: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text(accepted.read_text("utf-8").replace("speaker=Timur", "speaker=Samat", 1))
    answer = run("corpus", "diff", "--accepted", str(old))
    assert answer.code == 1
    assert "speaker: Samat Iskakov → Timur Iskakov" in answer.out


def test_a_report_that_was_never_accepted_is_new_with_what_annotators_say(
    accepted: Path, tmp_path: Path
) -> None:
    answer = run("corpus", "diff", str(annotated(tmp_path)), "--accepted", str(accepted))
    assert "+ 16-18\tfigure\t40 person.detained" in answer.out
    assert "[annotated: 40 person.detained]" in answer.out


def test_reports_given_once_stay_accepted_when_only_the_packs_are_read(
    accepted: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text(accepted.read_text("utf-8"), "utf-8")
    run("corpus", "accept", str(annotated(tmp_path)), "--accepted", str(mine))
    run("corpus", "accept", "--accepted", str(mine))
    assert "# n1 " in mine.read_text("utf-8")


def test_without_accepted_readings_the_remedy_is_named(tmp_path: Path) -> None:
    from qantar.domain.errors import Misuse

    with pytest.raises(Misuse, match="qantar corpus accept"):
        run("corpus", "diff", "--accepted", str(tmp_path / "none.txt"))


def test_a_file_that_is_no_annotated_report_is_named(tmp_path: Path, accepted: Path) -> None:
    from qantar.domain.errors import Misuse

    broken = tmp_path / "x.json"
    broken.write_text("{}", "utf-8")
    with pytest.raises(Misuse, match=r"x\.json: not an annotated report"):
        run("corpus", "diff", str(broken), "--accepted", str(accepted))
