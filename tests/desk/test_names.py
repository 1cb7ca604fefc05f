"""The names a report lists below a count stand beside it on the page of its question and in the JSON."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.domain.identity import Json
from tests.desk.conftest import record_of, served

TEXT = """Пожар в общежитии

При пожаре в общежитии в Таразе 3 ноября 2023 года погибли 4 человека: Асель Нурова, Пётр Ильин и Данияр Ахметов."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "fire.txt").write_text(TEXT, "utf-8")
    path = record_of(reports, tmp_path / "fire.qantar")
    with served(path) as client:
        yield client


def test_a_count_stands_beside_the_names_below_it(desk: TestClient) -> None:
    (row,) = desk.get("/api/v1/ledgers").json()["items"]
    question = row["question"]
    found: list[Json] = desk.get(f"/api/v1/ledgers/{question}/names").json()
    assert [(one["number"], one["names"], one["agrees"]) for one in found] == [
        ("4", ["Асель Нурова", "Пётр Ильин", "Данияр Ахметов"], False)
    ]
    page = desk.get(f"/ledgers/{question}").text
    assert "they do not line up" in page and "Данияр Ахметов" in page
    assert (row["low"], row["high"]) == (4, 4)


def test_of_a_question_the_record_does_not_hold_there_are_no_names(desk: TestClient) -> None:
    assert desk.get("/api/v1/ledgers/question-none/names").status_code == 404
