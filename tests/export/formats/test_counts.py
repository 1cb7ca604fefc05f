"""UCDP, IBC and GKG: what each has columns for."""

import csv
import io

import pytest

from qantar import codebook
from qantar.domain.when import When
from qantar.export.format import Format, Material
from qantar.export.formats import gkg_counts, ibc, ucdp_ged
from tests.export.formats.story import ALMATY, COUNTRY, REGION


def rows(one: Format, record: Material, delimiter: str = ",") -> list[dict[str, str]]:
    text = one.write(record).data.decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_ucdp_has_no_best_between_accounts_that_differ(record: Material) -> None:
    (row,) = rows(ucdp_ged.FORMAT, record)
    assert (row["low"], row["best"], row["high"]) == ("16", "", "")
    assert "»" in row["source_article"]
    assert "read by rules, not checked" in row["source_article"]
    dropped = ucdp_ged.FORMAT.write(record).dropped
    assert "1 row has no best: its accounts differ and nobody chose" in dropped


def test_ucdp_places_are_as_precise_as_the_words(record: Material) -> None:
    prec = [ucdp_ged.where_prec(record.place(id_)) for id_ in (ALMATY, REGION, COUNTRY, None)]
    assert prec == [1, 4, 6, None]


@pytest.mark.parametrize(
    ("when", "precision"),
    [("2022-01-05", 1), ("2022-01-04/2022-01-06", 2), ("2022-01-03/2022-01-09", 3),
     ("2022-01", 4), ("2022", 5), ("2021/2022", None)],
)  # fmt: skip
def test_ucdp_dates_are_as_precise_as_the_words(when: str, precision: int | None) -> None:
    assert ucdp_ged.date_prec(When(when)) == precision


def test_ibc_has_the_least_and_the_most_and_says_it_is_open_above(record: Material) -> None:
    (row,) = rows(ibc.FORMAT, record)
    assert (row["Reported Minimum"], row["Reported Maximum"]) == ("16", "19")
    assert "open above" in row["Notes"]
    assert row["Sources"] == "ensk.test; other.test"
    assert "1 question of injuries was left out" in ibc.FORMAT.write(record).dropped


def test_gkg_has_exact_numbers_only(record: Material) -> None:
    (row,) = rows(gkg_counts.FORMAT, record, "\t")
    assert tuple(row) == gkg_counts.COLUMNS
    assert (row["COUNTTYPE"], row["NUMBER"], row["OBJECTTYPE"]) == ("KILL", "16", "person")
    assert row["SOURCEURLS"] == "https://ensk.test/r1"
    dropped = gkg_counts.FORMAT.write(record).dropped
    assert "2 accounts were left out: their numbers are hedged (more than, about…)" in dropped


def test_count_types_are_of_acts_the_codebook_knows() -> None:
    assert set(gkg_counts.count_types()) <= set(codebook.load().acts)
