"""When feasts fall: by rule, by table, and nowhere where nobody can know."""

import datetime as dt
import itertools
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.when import When
from qantar.grammar.calendar import when_row
from qantar.grammar.feasts import easter, feast_day, feast_days, orthodox_easter
from qantar.grammar.pack import Pack

LANGUAGES = ("ru", "uk", "kk", "en")
PUBLISHED = When("2022-02-07")


def pack(code: str) -> Pack:
    found = import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def days(rule: str, year: int) -> list[str]:
    return [str(day) for day in feast_days(rule, year)]


def read(code: str, text: str, published: When = PUBLISHED) -> list[str]:
    moments = pack(code).calendar.find(pack(code).tokens(text), published)
    return [str(moment.when) for moment in moments]


# -- by rule


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2021, "2021-12-25"),
        ("11-4th-3", 2021, "2021-11-25"),
        ("05--1th-0", 2021, "2021-05-31"),
        ("easter+1", 2022, "2022-04-18"),
        ("orthodox-2", 2022, "2022-04-22"),
        ("orthodox+9", 2022, "2022-05-03"),
        ("04-27!6-1", 2025, "2025-04-26"),
        ("04-27!6-1", 2026, "2026-04-27"),
        ("yazdegerd+0", 2022, "2022-08-16"),
    ],
)
def test_a_feast_of_the_civil_calendar_has_its_one_day(rule: str, year: int, day: str) -> None:
    assert feast_day(rule, year).isoformat() == day
    assert days(rule, year) == [day]


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1900, 2099))
def test_both_easters_are_sundays_and_the_orthodox_one_is_never_the_earlier(year: int) -> None:
    assert easter(year).weekday() == orthodox_easter(year).weekday() == 6
    assert orthodox_easter(year) >= easter(year)


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1930, 2076))
def test_parsi_years_have_365_days(year: int) -> None:
    first, second = feast_day("yazdegerd+0", year), feast_day("yazdegerd+365", year)
    assert (second - first).days == 365


@pytest.mark.parametrize("rule", ["13", "easter+", "no-such-feast", "12-25..", "Easter", ""])
def test_a_broken_rule_or_an_unknown_feast_is_refused(rule: str) -> None:
    with pytest.raises(ValueError):
        feast_days(rule, 2022)


def test_a_feast_that_changed_its_calendar_falls_on_the_new_day_from_then_on() -> None:
    rule = "01-07<2023-09-01<12-25"
    assert days(rule, 2022) == ["2022-01-07"]
    assert days(rule, 2023) == ["2023-01-07", "2023-12-25"]
    assert days(rule, 2024) == ["2024-12-25"]


# -- by table


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("eid-al-fitr", 2021, ["2021-05-13"]),
        ("eid-al-adha", 2022, ["2022-07-09"]),
        ("ashura", 2021, ["2021-08-18"]),
        ("passover-1..7", 2022, ["2022-04-15/2022-04-22"]),
        ("yom-kippur-1..1", 1973, ["1973-10-05/1973-10-06"]),
        ("chinese-new-year", 2022, ["2022-02-01"]),
        ("diwali", 2021, ["2021-11-04"]),
        ("ramadan..eid-al-fitr-1", 2022, ["2022-04-02/2022-05-02"]),
    ],
)
def test_a_feast_of_the_moon_stands_in_the_table(
    rule: str, year: int, expected: list[str]
) -> None:
    assert days(rule, year) == expected


def test_where_countries_kept_two_days_the_feast_spans_both() -> None:
    assert days("eid-al-adha", 2016) == ["2016-09-11/2016-09-12"]


def test_a_feast_may_come_twice_in_a_year_and_then_the_year_does_not_tell_which() -> None:
    assert days("eid-al-adha", 2006) == ["2006-01-10", "2006-12-30/2006-12-31"]
    assert read("en", "Eid al-Adha 2006") == ["None"]


@pytest.mark.parametrize(("rule", "year"), [("eid-al-fitr", 2090), ("diwali", 1950)])
def test_a_year_the_table_does_not_know_has_no_day(rule: str, year: int) -> None:
    assert days(rule, year) == []


def test_a_feast_beyond_the_end_of_the_table_is_left_open() -> None:
    assert read("ru", "на Курбан-айт", When("2085-06-01")) == ["None"]
    assert when_row(pack("en"), "next Diwali", When("2036-01-01")) == {"edtf": None}


@settings(max_examples=80, deadline=None)
@given(
    rule=st.sampled_from(["eid-al-fitr", "eid-al-adha", "ashura", "mawlid", "ramadan"]),
    year=st.integers(1930, 2075),
)
def test_islamic_feasts_return_after_twelve_moons(rule: str, year: int) -> None:
    found = [day for y in (year, year + 1) for day in feast_days(rule, y)]
    for first, second in itertools.pairwise(found):
        assert 352 <= (second.first - first.first).days <= 357


@settings(max_examples=80, deadline=None)
@given(year=st.integers(1950, 2099))
def test_passover_falls_in_spring_at_a_full_moon_and_never_on_a_friday(year: int) -> None:
    (day,) = feast_days("passover", year)
    assert dt.date(year, 3, 20) <= day.first <= dt.date(year, 5, 1)
    assert day.first.weekday() not in (0, 2, 4)
    (kippur,) = feast_days("yom-kippur", year)
    assert (kippur.first - day.first).days == 172


# -- in the packs


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_of_a_pack_gives_a_day_in_a_year_all_tables_know(code: str) -> None:
    words = pack(code).calendar.words
    for slot in ("feast", "fast", "fastday", "upon"):
        for rule in words.get(slot, {}):
            assert feast_days(rule, 2021), f"{code}: {rule}"
            assert words[slot][rule], f"{code}: {rule} has no name"


def test_the_second_day_of_a_feast_is_the_day_after() -> None:
    assert read("en", "on the second day of Eid al-Adha 2021") == ["2021-07-21"]
    assert read("en", "the second day of Eid al-Adha 2016") == ["2016-09-12/2016-09-13"]


def test_the_day_before_a_feast_is_not_the_feast() -> None:
    assert read("ru", "накануне Нового года") == ["2021-12-31"]
    assert read("en", "on the eve of Eid al-Fitr 2021") == ["2021-05-12"]


def test_a_trio_is_no_trinity_and_a_man_called_ramadan_no_month() -> None:
    assert read("ru", "напали на троицу приезжих") == []
    assert read("en", "Tariq Ramadan was questioned") == []
    assert read("kk", "Рамазан келді") == []


def test_who_was_shot_on_a_feast_was_shot_on_the_last_one() -> None:
    assert read("en", "They were killed on Eid al-Adha") == ["2021-07-20"]
    assert read("ru", "Его задержали на Курбан-айт") == ["2021-07-20"]


def test_a_feast_of_last_year_is_not_the_last_feast() -> None:
    autumn = When("2022-10-01")
    assert read("ru", "Курбан-айт прошлого года", autumn) == ["2021-07-20"]
    assert read("en", "last Kurban Ait", autumn) == ["2022-07-09"]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "during Ramadan 2021", "2021-04-13/2021-05-12"),
        ("en", "the holy month of Ramadan in 2021", "2021-04-13/2021-05-12"),
        ("en", "the start of Ramadan 2021", "2021-04-13"),
        ("ru", "в месяц Рамадан 2021 года", "2021-04-13/2021-05-12"),
        ("ru", "в начале Рамадана 2021 года", "2021-04-13"),
        ("uk", "під час Рамадану 2021 року", "2021-04-13/2021-05-12"),
        ("kk", "2021 жылғы Рамазан айында", "2021-04-13/2021-05-12"),
    ],
)
def test_the_year_said_with_a_feast_is_its_year(code: str, text: str, expected: str) -> None:
    assert read(code, text) == [expected]
