"""``qantar corpus``: what a change of rules changes, and how it is accepted."""

import json
from pathlib import Path

import pytest

from qantar.cli.annotated import annotated as gold
from tests.cli.conftest import run

REPORT = {
    "id": "n1",
    "lang": "en",
    "published": "2022-01-06",
    "text": "Police detained 40 people in Almaty.",
}


# one process reads the corpora for all of them
pytestmark = [pytest.mark.xdist_group("corpus"), pytest.mark.usefixtures("corpora_read_once")]


@pytest.fixture
def accepted(tmp_path: Path, corpora_read_once: None) -> Path:
    path = tmp_path / "accepted.txt"
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


COLUMNS = """# id = n1
# lang = en
# published = 2022-01-06

Police\tO
detained\tO
40\tB-person.detained
people\tI-person.detained
in\tO
Almaty\tSpaceAfter=No\tO
.\tO

-DOCSTART-
Nobody\tO
died\tO
"""


def test_marked_reports_come_in_as_lines_of_json_and_as_columns_alike(tmp_path: Path) -> None:
    line = json.loads(annotated(tmp_path).read_text("utf-8"))
    line["figures"][0]["end"] = 25
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n\n" + json.dumps(line), "utf-8")
    (tmp_path / "b.conll").write_text(COLUMNS, "utf-8")
    one, other = gold(tmp_path / "a.jsonl")
    first, second = gold(tmp_path / "b.conll")
    assert one == other
    assert (first.text, first.published, first.lang) == (one.text, one.published, one.lang)
    assert first.figures == ((16, 25, "40 people person.detained"),)
    assert one.figures == ((16, 25, "40 person.detained"),)
    assert (second.name, second.text, second.lang) == ("b-2", "Nobody died", "en")
    (tmp_path / "n1.json").unlink()
    assert len(list(gold(tmp_path))) == 4


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.jsonl", "{}\n", "line 1: not an annotated report"),
        ("a.jsonl", "[1]\n", "line 1: not an annotated report"),
        ("a.conll", "Police\tO\n", "language is not said"),
        ("a.conll", "# lang = en\nPolice\tI-person.killed\n", "follows nothing"),
        ("a.conll", "# lang = en\nPolice\n", "line 2.*without a mark"),
    ],
)
def test_what_is_marked_in_no_such_way_is_named_by_its_line(
    name: str, text: str, says: str, tmp_path: Path
) -> None:
    from qantar.domain.errors import Misuse

    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(Misuse, match=says):
        list(gold(tmp_path / name))
