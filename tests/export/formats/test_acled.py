import csv
import io

import pytest

from qantar.domain.when import When
from qantar.export.format import Material
from qantar.export.formats.acled import COLUMNS, FORMAT, event_type, time_precision
from tests.export.formats.story import ONE


def rows(record: Material) -> list[dict[str, str]]:
    text = FORMAT.write(record).data.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def tagged(record: Material, tag: str) -> list[dict[str, str]]:
    return [row for row in rows(record) if row["tags"] == tag]


def test_the_columns_are_those_of_the_data_export(record: Material) -> None:
    assert tuple(rows(record)[0]) == COLUMNS


def test_a_toll_is_the_lowest_and_its_notes_show_the_range_and_the_rule(
    record: Material,
) -> None:
    (toll,) = tagged(record, "toll")
    assert toll["fatalities"] == "16"
    assert ">=19" in toll["notes"]
    assert "rule «acled»" in toll["notes"]
    assert f"«{ONE.splitlines()[0]}»" in toll["notes"]
    assert toll["source"] == "ensk.test"


def test_no_event_has_deaths_of_its_own(record: Material) -> None:
    assert {row["fatalities"] for row in tagged(record, "event")} == {""}


def test_a_month_is_no_day(record: Material) -> None:
    loose = [row for row in tagged(record, "event") if row["time_precision"] == "3"]
    assert [row["event_date"] for row in loose] == ["", ""]
    assert {row["year"] for row in loose} == {"2022"}


def test_an_area_has_no_point(record: Material) -> None:
    regions = [row for row in tagged(record, "event") if row["geo_precision"] != "1"]
    assert {(row["latitude"], row["longitude"]) for row in regions} == {("", "")}


def test_plans_and_denials_are_no_events(record: Material) -> None:
    assert not [row for row in rows(record) if "войска" in row["notes"]]
    assert not [row for row in rows(record) if "denied" in row["notes"]]


def test_what_a_person_judged_is_told_from_what_rules_read(record: Material) -> None:
    notes = [row["notes"] for row in tagged(record, "event")]
    assert sum("reading: judged by Dana Testova" in note for note in notes) == 1
    assert sum("reading: read by rules, not checked" in note for note in notes) == 2


@pytest.mark.parametrize(
    ("when", "precision"),
    [("2022-01-05", 1), ("2022-01-04/2022-01-06", 2), ("2022-01", 3), ("2022", None),
     ("2022-01-05/..", None)],
)  # fmt: skip
def test_a_period_is_as_precise_as_it_is_long(when: str, precision: int | None) -> None:
    assert time_precision(When(when)) == precision


def test_a_code_with_several_equivalents_has_none() -> None:
    assert event_type("protest") == ("", "")
    assert event_type("detention") == ("Strategic developments", "Arrests")


def test_what_was_left_out_is_counted(record: Material) -> None:
    assert "2 rows have no event_date: no single day is said" in FORMAT.write(record).dropped


def test_a_toll_stands_on_the_day_of_its_incident(record: Material) -> None:
    (toll,) = tagged(record, "toll")
    assert (toll["event_date"], toll["time_precision"]) == ("2022-01-05", "1")
