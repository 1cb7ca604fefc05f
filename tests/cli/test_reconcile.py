import json
from pathlib import Path
from typing import Any

import pytest

from qantar.domain.errors import Misuse

from .conftest import run

TEXT = "Toll\nThe ministry said 12 people were killed in Ensk. Later it said 14 people were killed."


def fact(id_: str, number: int, at: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(str(number))
    return {
        "id": id_, "report": "r1", "num": str(number), "start": start, "end": start + 2,
        "value": number, "low": number, "high": number, "hedge": "exact", "act": "killed",
        "object": "person", "place": "Ensk", "when": None, "as_of": at, "total": True,
        "speaker": "health ministry", "part_of": None, "denied": False,
    } | more  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    facts = [fact("f1", 12, "2022-01-08"), fact("f2", 14, "2022-01-09")]
    report = {"id": "r1", "outlet": "ensk.example", "published": "2022-01-09", "text": TEXT}
    ask = {"object": "person", "act": "killed", "place": "Ensk", "when": None, "scope": None}
    asks = [ask | {"id": "a1", "as_of": "latest"}, ask | {"id": "a2", "as_of": "2022-01-08"},
            ask | {"id": "a3", "as_of": "latest", "place": "Nowhere"}]  # fmt: skip
    for name, rows in (("facts", facts), ("reports", [report]), ("asks", asks)):
        (tmp_path / f"{name}.jsonl").write_text(
            "".join(json.dumps(r) + "\n" for r in rows), "utf-8"
        )
    return tmp_path


def reconciled(folder: Path, *more: str) -> dict[str, list[dict[str, Any]]]:
    answer = run(
        "reconcile", str(folder / "facts.jsonl"), "--reports", str(folder / "reports.jsonl"),
        "--ask", str(folder / "asks.jsonl"), "--out", str(folder / "out"), *more,
    )  # fmt: skip
    assert answer.code == 0
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in sorted((folder / "out").iterdir())
    }


def test_a_later_count_of_one_line_supersedes(folder: Path) -> None:
    relations = reconciled(folder)["relations"]
    assert [(r["type"], r["a"], r["b"]) for r in relations] == [("supersedes", "f2", "f1")]
    assert relations[0]["because"]


def test_an_ask_is_answered_as_of_its_day(folder: Path) -> None:
    answers = {row["id"]: row for row in reconciled(folder)["expected"]}
    assert (answers["a1"]["low"], answers["a1"]["high"]) == (14, 14)
    assert (answers["a2"]["low"], answers["a2"]["high"]) == (12, 12)


def test_what_no_question_fits_is_left_without_an_answer(folder: Path) -> None:
    answers = {row["id"]: row for row in reconciled(folder)["expected"]}
    assert answers["a3"] == {"id": "a3", "question": None}


def test_every_figure_goes_back_to_one_origin_and_answers_one_question(folder: Path) -> None:
    out = reconciled(folder)
    assert sorted(f for row in out["origins"] for f in row["facts"]) == ["f1", "f2"]
    assert sorted(f for row in out["ledgers"] for f in row["facts"]) == ["f1", "f2"]


def test_the_same_figures_give_the_same_bytes(folder: Path) -> None:
    assert reconciled(folder) == reconciled(folder)


def test_a_line_that_is_no_object_is_named(folder: Path) -> None:
    (folder / "facts.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(Misuse, match=r"facts\.jsonl line 1"):
        reconciled(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "facts.jsonl").unlink()
    with pytest.raises(Misuse, match="no such file"):
        reconciled(folder)
