"""What a calendar owes its readers, whatever the language."""

import datetime as dt
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.when import When
from qantar.grammar.calendar import when_row
from qantar.grammar.feasts import easter, feast_day, orthodox_easter
from qantar.grammar.moments import SINCE, UNTIL, Moment, read_moment, settled
from qantar.grammar.pack import Pack

LANGUAGES = ("ru", "uk", "kk", "en")
MONDAY = When("2022-02-07")


def pack(code: str) -> Pack:
    found = import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def find(code: str, text: str, published: When | None = MONDAY) -> list[Moment]:
    return pack(code).calendar.find(pack(code).tokens(text), published)


def only(code: str, text: str, published: When | None = MONDAY) -> str:
    (moment,) = find(code, text, published)
    return str(moment.when or moment.partial)


def words(code: str, slot: str, number: int) -> list[str]:
    """The plain names of a month, as the pack's own file spells them."""
    names = pack(code).calendar.words[slot].get(str(number), [])
    return [name.lstrip("=").rstrip("~") for name in names]


# -- laws

days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2035, 12, 31))
FULL = {
    "ru": ("{d} {month} {y} года", "{d} {month} {y}", "{d} {month} {y} г.", "{d}-го {month} {y} года"),
    "uk": ("{d} {month} {y} року", "{d} {month} {y}", "{d} {month} {y} р."),
    "kk": ("{y} жылғы {d} {month}", "{y} жылдың {d} {month}", "{d} {month} {y} жыл", "{d} {month} {y}"),
    "en": ("{month} {d}, {y}", "{d} {month} {y}", "{month} {d} {y}", "the {d}th of {month} {y}"),
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(day=days, pattern=st.integers(0, 3), name=st.integers(0, 4), capital=st.booleans())
def test_a_full_date_in_any_pattern_and_form_of_the_month_reads_back(
    code: str, day: dt.date, pattern: int, name: int, capital: bool
) -> None:
    names = words(code, "month", day.month)
    month = names[name % len(names)]
    text = FULL[code][pattern % len(FULL[code])].format(
        d=day.day, month=month.capitalize() if capital or code == "en" else month, y=day.year
    )
    assert only(code, text, None) == day.isoformat()


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=30, deadline=None)
@given(day=days)
def test_a_date_in_digits_reads_back(code: str, day: dt.date) -> None:
    assert only(code, day.isoformat(), None) == day.isoformat()
    assert only(code, f"{day:%d.%m.%Y}", None) == day.isoformat()


@settings(max_examples=60, deadline=None)
@given(published=days, back=st.integers(0, 6))
def test_a_bare_weekday_is_the_last_one_on_or_before_publication(
    published: dt.date, back: int
) -> None:
    day = published - dt.timedelta(back)
    name = "понедельник вторник среду четверг пятницу субботу воскресенье".split()[
        day.weekday()
    ]
    assert only("ru", f"в {name}", When(published.isoformat())) == day.isoformat()


@settings(max_examples=60, deadline=None)
@given(published=days, back=st.integers(0, 300))
def test_a_day_without_a_year_is_within_a_year_of_publication(
    published: dt.date, back: int
) -> None:
    day = published - dt.timedelta(back)
    if (day.month, day.day) != (2, 29):
        month = words("ru", "month", day.month)[0]
        read = only("ru", f"взрыв прогремел {day.day} {month}", When(published.isoformat()))
        assert read == day.isoformat()


SOUP = (
    "5 05 31 2022 1,5 20:00 20.00 5.01 05.01.2022 2022-01-05 1/5/2022 24/7 - – / . , ( ) ' th го-е ші "
    "января січня қаңтардың January may в у з с по до на ночь ніч түні қараған дейін бастап since "
    "until from to the of last next прошлый минулої өткен неделе week тиждень аптада вчера сегодня "
    "среду середу Saturday дүйсенбіде года року жылғы ago назад тому бұрын часов вечера ранку a.m. pm "
    "Рождество Easter сутки того же ж дня day сол күні полночь noon сағат last двадцать first сорок"
).split()


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=80, deadline=None)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(SOUP), st.text(max_size=4)), max_size=14),
    joint=st.sampled_from([" ", "", "-"]),
    published=st.one_of(st.none(), days.map(lambda day: When(day.isoformat()))),
    plain=st.booleans(),
)
def test_any_words_are_survived_and_moments_lie_within_the_text_apart(
    code: str, pieces: list[str], joint: str, published: When | None, plain: bool
) -> None:
    tokens = pack(code).tokens(joint.join(pieces))
    moments = pack(code).calendar.find(tokens, published, plain=plain)
    at = 0
    for moment in moments:
        assert at <= moment.first < moment.last <= len(tokens)
        at = moment.last
    assert pack(code).calendar.find(tokens, published, plain=plain) == moments
    settled(moments, published)


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1990, 2035))
def test_easter_is_a_spring_sunday_and_orthodox_easter_never_before_it(year: int) -> None:
    assert easter(year).weekday() == orthodox_easter(year).weekday() == 6
    assert dt.date(year, 3, 22) <= easter(year) <= dt.date(year, 4, 25)
    assert orthodox_easter(year) >= easter(year)


# -- years nobody said


def test_a_day_without_a_year_stays_partial_where_nothing_dates_the_text() -> None:
    assert only("ru", "Нападение произошло 15 сентября.", None) == "XXXX-09-15"


def test_an_announced_day_lies_ahead_of_publication() -> None:
    assert only("ru", "режим ЧП действует до 19 января", When("2022-01-12")) == "../2022-01-19"


def test_a_deadline_across_new_year_is_in_the_coming_year() -> None:
    assert only("ru", "режим продлён до 19 января", When("2021-12-30")) == "../2022-01-19"


def test_a_day_near_ahead_beside_a_verb_of_the_past_is_of_neither_year() -> None:
    text = "Премьер объявил 7 августа днём траура."
    assert only("ru", text, When("2023-08-04")) == "XXXX-08-07"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("С 3 июля по 2 августа в области введён режим ЧП.", "2022-07-03/2022-08-02"),
        ("Комендантский час ввели с 1 по 9 июля.", "2022-07-01/2022-07-09"),
        ("Траур объявлен с 5 по 7 июля.", "2022-07-05/2022-07-07"),
        ("С 10 августа по 8 сентября задержали сорок человек.", "2021-08-10/2021-09-08"),
    ],
)
def test_days_that_run_as_a_report_is_printed_are_not_those_of_a_year_before(
    text: str, days: str
) -> None:
    assert only("ru", text, When("2022-07-05")) == days


def test_what_happened_in_november_is_of_last_year_in_january() -> None:
    assert only("ru", "его перевели в ноябре", When("2026-01-14")) == "2025-11"


def test_a_past_day_is_never_put_after_publication() -> None:
    assert only("ru", "взрыв прогремел 5 марта", When("2022-01-10")) == "2021-03-05"


def test_the_thirty_first_of_february_is_no_date() -> None:
    assert [m.when or m.partial for m in find("ru", "31 февраля 2022 года")] == [None]


# -- where words look


def test_a_weekday_with_a_future_verb_is_the_coming_one() -> None:
    assert only("en", "the court will meet on Friday") == "2022-02-11"
    assert only("ru", "суд соберётся в пятницу") == "2022-02-11"


def test_a_weekday_with_a_past_verb_is_the_last_one() -> None:
    assert only("en", "police said on Friday") == "2022-02-04"


def test_the_nearest_verb_decides() -> None:
    assert only("en", "Police said on Friday they will go on") == "2022-02-04"


def test_a_weekday_needs_a_publication_date() -> None:
    (moment,) = find("ru", "в субботу", None)
    assert moment.when is None


# -- anchors


def test_that_same_day_leans_on_the_day_named_before() -> None:
    moments = settled(
        find("ru", "5 января начался штурм. В тот же день сгорел акимат."), MONDAY
    )
    assert [str(m.when) for m in moments] == ["2022-01-05", "2022-01-05"]


def test_the_next_day_leans_on_the_day_named_before() -> None:
    moments = settled(find("uk", "5 січня почався штурм. Наступного дня згорів банк."), MONDAY)
    assert [str(m.when) for m in moments] == ["2022-01-05", "2022-01-06"]


def test_a_bare_clock_time_leans_on_the_day_named_before() -> None:
    moments = settled(
        find("ru", "19 декабря 2019 года открыли огонь. Началось около 18:00."), None
    )
    assert [str(m.when) for m in moments] == ["2019-12-19", "2019-12-19T18:00"]


def test_a_day_alone_takes_its_month_from_the_day_named_before() -> None:
    moments = settled(find("ru", "25 декабря всё было тихо, а 26-го началось."), MONDAY)
    assert [str(m.when) for m in moments] == ["2021-12-25", "2021-12-26"]


def test_a_full_date_elsewhere_lends_its_year_where_publication_is_unknown() -> None:
    text = "Заявление появилось 2 ноября. 31 октября 2017 года он выехал на дорожку."
    moments = settled(find("ru", text, None), None)
    assert [str(m.when) for m in moments] == ["2017-11-02", "2017-10-31"]


def test_a_bare_year_lends_nothing() -> None:
    text = "Нападение произошло 15 сентября. Страна в союзе с 2004 года."
    moments = settled(find("ru", text, None), None)
    assert str(moments[0].partial) == "XXXX-09-15"


def test_an_anchor_may_be_given() -> None:
    (moment,) = find("ru", "15 сентября", None)
    assert str(read_moment(moment, None, When("2011-09-20")).when) == "2011-09-15"


# -- flags, hours, spans


def test_since_and_until_are_open_and_flagged() -> None:
    (since,) = find("en", "since 18 June 2024")
    (until,) = find("en", "until January 19, 2022")
    assert (str(since.when), since.flag) == ("2024-06-18/..", SINCE)
    assert (str(until.when), until.flag) == ("../2022-01-19", UNTIL)


def test_an_hour_and_its_day_are_one_moment() -> None:
    (moment,) = find("en", "It took place at around 10 pm on Saturday night.")
    assert (str(moment.when), moment.clock) == ("2022-02-05T22:00", "22:00")


def test_hours_past_midnight_end_on_the_next_day() -> None:
    assert (
        only("ru", "5 января 2022 года с 23:00 до 7:00") == "2022-01-05T23:00/2022-01-06T07:00"
    )


def test_the_moment_covers_its_words() -> None:
    text = "Как сообщили, в ночь с 5 на 6 января 2022 года, горели машины."
    tokens = pack("ru").tokens(text)
    (moment,) = pack("ru").calendar.find(tokens, MONDAY)
    covered = text[tokens[moment.first].start : tokens[moment.last - 1].end]
    assert covered == "в ночь с 5 на 6 января 2022 года"


def test_two_days_apart_joined_by_and_are_no_period() -> None:
    assert [str(m.when) for m in find("ru", "5 и 9 января")] == ["2022-01-09"]


# -- guards


@pytest.mark.parametrize("text", ["1/5/2022", "05/01/2022"])
def test_a_slashed_english_date_that_reads_two_ways_is_left_open(text: str) -> None:
    assert find("en", text) == []


def test_a_slashed_date_that_reads_one_way_is_read() -> None:
    assert only("en", "10/31/1974") == only("en", "31/10/1974") == "1974-10-31"


def test_months_ago_are_months_and_not_days() -> None:
    assert only("ru", "три месяца назад") == "2021-11"
    assert when_row(pack("ru"), "три месяца назад", MONDAY) == {"edtf": "2021-11-07"}


def test_about_a_year_ago_is_no_date() -> None:
    assert find("ru", "планировал около года назад") == []


def test_small_may_is_a_verb_and_capital_may_a_month() -> None:
    assert find("en", "you may 5 times try") == []
    assert only("en", "on May 5, 2022") == "2022-05-05"


def test_kazakh_in_latin_letters_is_read() -> None:
    assert only("kk", "5 qañtardan berı") == "2022-01-05/.."


def test_a_phrase_by_itself_looks_ahead() -> None:
    assert when_row(pack("ru"), "суббота", MONDAY) == {"edtf": "2022-02-12"}
    assert when_row(pack("ru"), "гостиница", MONDAY) == {"edtf": None}


# -- feasts


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter", 2022, "2022-04-17"), ("orthodox", 2022, "2022-04-24"), ("11-4th-3", 2016, "2016-11-24"),
        ("05--1th-0", 2022, "2022-05-30"), ("easter+49", 2013, "2013-05-19"), ("12-25", 1990, "1990-12-25"),
    ],
)  # fmt: skip
def test_a_feast_falls_on_its_day(rule: str, year: int, day: str) -> None:
    assert feast_day(rule, year).isoformat() == day


def test_a_feast_rule_of_no_known_form_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 12-25"):
        feast_day("full moon", 2022)
