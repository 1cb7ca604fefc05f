"""Hedges, uses and the limits of both."""

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.grammar.pack import Pack
from qantar.grammar.quantities import Said, parse_quantity, quantities, quantity_row


def pack(code: str) -> Pack:
    found = importlib.import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def said(code: str, text: str) -> list[Said]:
    return quantities(pack(code), pack(code).tokens(text))


def counts(code: str, text: str) -> list[str]:
    return [str(each.quantity) for each in said(code, text) if each.use == "count"]


def test_a_hedge_before_a_list_belongs_to_the_first_number_only() -> None:
    assert counts("ru", "сожгли более 20 машин, 3 дома и 5 киосков") == [">20", "3", "5"]


def test_the_number_words_leave_the_hedge_out() -> None:
    tokens = pack("ru").tokens("задержали не менее 40 человек")
    (one,) = quantities(pack("ru"), tokens)
    assert [t.text for t in tokens[one.first : one.last]] == ["40"]
    assert [t.text for t in tokens[one.outer_first : one.outer_last]] == ["не", "менее", "40"]


def test_up_to_after_a_verb_of_growth_is_what_was_reached() -> None:
    assert counts("ru", "число погибших увеличилось до 117 человек") == ["117"]
    assert counts("ru", "на площади собралось до 117 человек") == ["<=117"]


def test_a_rise_from_one_number_to_another_is_no_range() -> None:
    assert counts("en", "the toll rose from 26 to 164") == ["26", "164"]
    assert counts("en", "from 26 to 164 sheep grazed there") == ["26..164"]


def test_no_more_than_is_no_denial() -> None:
    assert [str(each.quantity) for each in said("en", "no more than 7 sheep")] == ["<=7"]


def test_a_denial_is_marked_and_is_no_count() -> None:
    (one,) = said("uk", "жодного човна не знайшли")
    assert (str(one.quantity), one.use) == ("0", "denial")


def test_what_dates_have_taken_is_no_count() -> None:
    tokens = pack("ru").tokens("с 18 на 19 число нашли 5 лодок")
    found = quantities(pack("ru"), tokens, frozenset({1, 3}))
    assert [each.use for each in found] == ["date", "date", "count"]


def test_money_keeps_its_quantity() -> None:
    (one,) = said("ru", "ущерб превысил 68 млн тенге")
    assert one.use == "money" and one.quantity.value == 68_000_000


def test_one_of_them_counts_and_one_of_the_neighbours_only_introduces() -> None:
    assert said("ru", "один из них уехал")[0].use == "count"
    assert said("ru", "один из соседей уехал")[0].use == "partitive"


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("35-летний сторож", "age"),
        ("за 5 дней", "duration"),
        ("статья 272 кодекса", "law"),
        ("около 11 часов", "duration"),
        ("в 3 раза", "rate"),
        ("РПГ-26", "name"),
        ("12 %", "percent"),
        ("№ 5", "number"),
        ("третий автобус", "ordinal"),
        ("треть посёлка", "fraction"),
    ],
)
def test_what_is_no_count_says_what_it_is(text: str, use: str) -> None:
    assert [each.use for each in said("ru", text)] == [use]


def test_a_phrase_with_two_numbers_is_no_quantity() -> None:
    assert parse_quantity(pack("ru"), "5 лодок и 3 весла") is None
    assert quantity_row(pack("ru"), "лодки")["kind"] == "none"


def test_coins_join_their_unit() -> None:
    assert quantity_row(pack("ru"), "больше чем 3 доллара и 15 центов")["low"] == 3.15


def test_a_minus_before_a_phrase_makes_it_negative() -> None:
    assert quantity_row(pack("en"), "-3,200")["value"] == -3200


@pytest.mark.parametrize("code", ["en", "kk", "ru", "uk"])
@given(text=st.text(alphabet=" 0123456789.,-–/()%№«»кмдоnotabсынжүз", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read_and_reads_the_same_twice(code: str, text: str) -> None:
    tokens = pack(code).tokens(text)
    found = quantities(pack(code), tokens)
    assert found == quantities(pack(code), tokens)
    for each in found:
        assert each.outer_first <= each.first < each.last <= each.outer_last <= len(tokens)


def test_numbers_side_by_side_share_their_unit() -> None:
    assert counts("ru", "дети 11 и 4 лет нашлись, с 9 по 12 января шли дожди") == []
    assert counts("en", "two boys, aged 17 and 19, escaped") == ["2"]
    assert counts("ru", "в т. ч. 3-4 лодки") == ["3..4"]


def test_a_lower_case_m_is_millions_only_where_metres_cannot_be() -> None:
    assert counts("en", "about 1.7m leaflets") == ["~1700000"]
    assert counts("en", "a 5m fence") == []


def test_a_multiplier_before_its_number_means_about() -> None:
    assert counts("ru", "тысячи три овец") == ["~3000"]
    assert counts("ru", "около тысячи овец") == ["~1000"]
