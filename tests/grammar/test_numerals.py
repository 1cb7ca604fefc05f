"""Numbers in tokens: every whole number said in words reads back, and the forms between."""

import importlib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import LexiconError
from qantar.grammar.number import Number
from qantar.grammar.numeral_table import NumeralTable
from qantar.grammar.pack import Pack

LANGUAGES = ("en", "kk", "ru", "uk")
PLURAL = {
    "ru": {1000: ("тысяча", "тысячи", "тысяч"), 1000000: ("миллион", "миллиона", "миллионов")},
    "uk": {1000: ("тисяча", "тисячі", "тисяч"), 1000000: ("мільйон", "мільйони", "мільйонів")},
}
FEMININE = {"ru": {1: "одна", 2: "две"}, "uk": {1: "одна", 2: "дві"}}


@cache
def pack(code: str) -> Pack:
    found = importlib.import_module(f"qantar.lang.{code}.pack").PACK
    assert isinstance(found, Pack)
    return found


def numbers(code: str, text: str) -> list[Number]:
    return pack(code).numerals.find(pack(code).tokens(text))


def only(code: str, text: str) -> Number:
    found = numbers(code, text)
    assert len(found) == 1, f"«{text}» reads as {found}"
    return found[0]


@cache
def names(code: str) -> dict[int, str]:
    """The first form the table lists for each additive value: its nominative."""
    found: dict[int, str] = {}
    for form, part in pack(code).numerals.table.simple_forms():
        if part.role == "add" and part.form == "words" and part.value % 1 == 0:
            found.setdefault(int(part.value), form)
    return found


def below_thousand(code: str, value: int, feminine: bool = False) -> list[str]:
    words = names(code)
    out: list[str] = []
    hundreds, rest = divmod(value, 100)
    if hundreds and code in ("ru", "uk"):
        out.append(words[hundreds * 100])
    elif hundreds and code == "en":
        out += [words[hundreds], "hundred"]
    elif hundreds:
        out += ([words[hundreds]] if hundreds > 1 else []) + ["жүз"]
    ones = FEMININE.get(code, {}) if feminine else {}
    if rest in words and (code != "kk" or rest <= 10):
        out.append(ones.get(rest, words[rest]))
    elif rest:
        out += [
            words[rest // 10 * 10],
            *([ones.get(rest % 10, words[rest % 10])] if rest % 10 else []),
        ]
    return out


def many(code: str, scale: int, count: int) -> str:
    if code not in PLURAL:
        return {
            1000: {"en": "thousand", "kk": "мың"},
            1000000: {"en": "million", "kk": "миллион"},
        }[scale][code]
    one, few, lots = PLURAL[code][scale]
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else lots


def in_words(code: str, value: int) -> str:
    if not value:
        return names(code)[0]
    out: list[str] = []
    for scale in (1000000, 1000):
        count, value = divmod(value, scale)
        if count:
            out += below_thousand(code, count, feminine=scale == 1000)
            out.append(many(code, scale, count))
    return " ".join([*out, *below_thousand(code, value)])


@pytest.mark.parametrize("code", LANGUAGES)
@given(value=st.integers(0, 999_999_999))
@settings(max_examples=150, deadline=None)
def test_every_whole_number_in_words_reads_back(code: str, value: int) -> None:
    number = only(code, in_words(code, value))
    assert number.value == value
    assert number.kind == "cardinal"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_below_1000_in_words_reads_back(code: str) -> None:
    for value in range(1000):
        assert only(code, in_words(code, value)).value == value


@pytest.mark.parametrize("code", LANGUAGES)
@given(value=st.integers(0, 10**12))
@settings(max_examples=60, deadline=None)
def test_every_whole_number_in_digits_reads_back(code: str, value: int) -> None:
    assert only(code, str(value)).value == value
    assert only(code, f"{value:,}").value == value


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize("code", ["kk", "ru", "uk"])
@given(value=st.integers(1000, 10**12))
@settings(max_examples=30, deadline=None)
def test_thousands_parted_by_any_space_are_one_number(
    code: str, space: str, value: int
) -> None:
    assert only(code, f"{value:,}".replace(",", space)).value == value


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_searched_for_numbers(code: str, text: str) -> None:
    tokens = pack(code).tokens(text)
    last = 0
    for number in pack(code).numerals.find(tokens):
        assert last <= number.first < number.last <= len(tokens)
        last = number.last


def test_a_comma_parts_thousands_in_english_and_decimals_in_russian() -> None:
    assert only("en", "7,939").value == 7939
    assert only("ru", "7,9").value == Decimal("7.9")
    assert only("uk", "2.193").value == 2193
    assert only("en", "2.193").value == Decimal("2.193")


def test_a_multiplier_makes_three_decimals_of_three_digits() -> None:
    assert only("ru", "1,925 млн").value == 1925000


def test_numbers_of_a_list_stay_apart() -> None:
    assert [n.value for n in numbers("ru", "пять, шесть и двадцать")] == [5, 6, 20]
    assert [n.value for n in numbers("en", "two hundred and three thousand")] == [203000]


def test_digits_of_dates_and_hours_are_no_numbers() -> None:
    assert numbers("ru", "12.01.2022 в 11:35") == []


def test_a_chain_of_dashes_is_no_range() -> None:
    assert all(number.kind != "range" for number in numbers("ru", "254-44-10"))


def test_the_family_is_not_seven() -> None:
    assert numbers("ru", "вывез семью") == []
    assert only("ru", "двадцатью семью").value == 27


def test_for_is_not_three_in_kazakh() -> None:
    assert numbers("kk", "сол үшін бірге келді") == []
    assert only("kk", "үшеуі").value == 3


def test_latin_kazakh_reads_as_cyrillic() -> None:
    assert only("kk", "ekı jüz elu").value == only("kk", "екі жүз елу").value == 250


def test_a_multiplier_said_once_belongs_to_both_ends() -> None:
    number = only("ru", "2–3 млрд")
    assert number.low == 2_000_000_000 and number.high == 3_000_000_000


def test_a_genitive_after_a_hedge_is_one_hundred_and_bare_it_is_hundreds() -> None:
    assert numbers("ru", "около сотни машин")[0].value == 100
    assert numbers("ru", "горели сотни машин")[0].kind == "vague"


def test_a_table_with_a_wrong_number_is_refused_with_its_name(tmp_path: Path) -> None:
    text = (pack("en").folder / "lexicon" / "numerals.toml").read_text("utf-8")
    path = tmp_path / "numerals.toml"
    path.write_text(text.replace('2 = "two"', 'deux = "two"'), "utf-8")
    with pytest.raises(LexiconError, match=r"numerals\.toml.*deux"):
        NumeralTable(path)


def test_a_hundred_said_once_belongs_to_both_ends() -> None:
    one, two = only("en", "two to three hundred"), only("en", "two to three hundred thousand")
    assert [one.low, one.high, two.low, two.high] == [200, 300, 200_000, 300_000]
    unlike = only("en", "eighty to a hundred and twenty")
    assert [unlike.low, unlike.high] == [80, 120]
