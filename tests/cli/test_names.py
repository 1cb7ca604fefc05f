"""A count beside the names its own report lists below it: shown where a question is asked for."""

import json

import pytest

from .conftest import run

TEXT = """Пожар в общежитии

При пожаре в общежитии в Таразе 3 ноября 2023 года ранены 20 человек, погибли 3 человека: Асель Нурова, Пётр Ильин и Данияр Ахметов.

В больнице остаются 6 человек: Олег Ким, Жанна Сеитова."""


@pytest.fixture(scope="module")
def fire(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("names")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "fire.txt").write_text(TEXT, "utf-8")
    (reports / "sources.csv").write_text(
        "file,outlet,lang,published\nfire.txt,ensk.example,ru,2023-11-04\n", "utf-8"
    )
    record = str(folder / "fire.qantar")
    answer = run("ingest", str(reports), "--record", record, "--workers", "1")
    assert answer.code == 0, answer.err
    return record


def question(record: str, words: str) -> str:
    return run("ledger", "--record", record, "--question", words).out


def test_who_asks_for_the_dead_sees_how_their_names_line_up(fire: str) -> None:
    told = question(fire, "killed")
    assert "a check only" in told
    assert "3 said, 3 names listed: they line up" in told
    assert "Асель Нурова" in told


def test_names_that_fall_short_are_said_to(fire: str) -> None:
    assert "6 said, 2 names listed: they do not line up" in question(fire, "hospital")


def test_names_under_the_dead_are_not_those_of_the_hurt(fire: str) -> None:
    told = question(fire, "injured")
    assert "20" in told and "names listed" not in told


def test_no_range_moves_by_a_list(fire: str) -> None:
    done = run("ledger", "--record", fire, "--question", "hospital", "--format", "json").out
    (row,) = map(json.loads, done.splitlines())
    assert (row["low"], row["high"]) == (6, 6)
    assert [(one["number"], one["agrees"], len(one["names"])) for one in row["names"]] == [("6", False, 2)]  # fmt: skip


def test_without_a_question_nothing_is_said_of_names(fire: str) -> None:
    assert "names listed" not in run("ledger", "--record", fire).out
