import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.export.csv import (
    CLAIMS,
    FORMULA,
    LEDGER,
    cell,
    chronology_csv,
    claim_cells,
    ledger_csv,
    line,
)
from qantar.export.dossier import Contents
from qantar.export.jsonl import chronology_lines, ledger_lines


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
)
def test_a_cell_that_would_compute_is_made_text(formula: str) -> None:
    assert cell(formula) == "'" + formula


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert [cell(-5), cell(0), cell(None), cell(True), cell(False)] == [
        "-5",
        "0",
        "",
        "yes",
        "no",
    ]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_every_row_comes_back_and_none_begins_a_formula(values: list[str]) -> None:
    (back,) = csv.reader(io.StringIO(line(values), newline=""))
    assert [value.removeprefix("'") for value in back] == [
        value.removeprefix("'") for value in values
    ]
    assert not any(value.startswith(FORMULA) for value in back)


def test_every_appearance_of_an_account_is_a_row_with_its_words(contents: Contents) -> None:
    rows = read(ledger_csv(contents.questions))
    assert tuple(rows[0]) == LEDGER
    assert {row["number"] for row in rows} == {">1500", "1600"}
    texts = [document.text for document in contents.documents.values()]
    assert all(row["quote"] in texts for row in rows)
    assert {row["read_by"] for row in rows} == {"read by rules, not checked"}


def test_a_claim_is_a_row_with_its_rule(contents: Contents) -> None:
    cells = dict(zip(CLAIMS, claim_cells(contents.claims[0]), strict=True))
    assert cells["measure"] == "weapon.stolen"
    assert cells["rule"] == "by hand"


def test_the_chronology_has_a_row_for_each_telling(contents: Contents) -> None:
    rows = read(chronology_csv(contents.chronology))
    assert [row["told_as"] for row in rows] == ["dated", "dated"]


def test_ledger_lines_are_sorted_and_marked(contents: Contents) -> None:
    rows = list(ledger_lines(contents.questions))
    assert [row["question"] for row in rows] == sorted(row["question"] for row in rows)
    assert all(row["read_by"] == "read by rules, not checked" for row in rows)


def test_chronology_lines_say_how_they_are_told(contents: Contents) -> None:
    assert {row["told_as"] for row in chronology_lines(contents.chronology)} == {"dated"}
