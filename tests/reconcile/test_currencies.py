"""Sums of money are compared only within one kind of money, whatever the language that names it."""

import tomllib

import pytest

from qantar.domain.claim import Claim, Figure
from qantar.read.packs import packs
from qantar.reconcile.count import counts_of
from qantar.reconcile.currencies import beyond_money, currency, money_of, with_money
from qantar.reconcile.reservations import reservation
from tests.lang.reading import claims


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("$", "dollar"),
        ("US dollars", "dollar"),
        ("долларов", "dollar"),
        ("доларів", "dollar"),
        ("АҚШ доллары", "dollar"),
        ("A $", "dollar"),
        ("теңге", "tenge"),
        ("євро", "euro"),
        ("Rs", "rupee"),
        ("сомов", "som"),
        ("рублей", "rouble"),
        ("крон", "krone"),
    ],
)
def test_a_kind_of_money_is_known_by_its_word_or_sign(words: str, kind: str) -> None:
    assert currency(words) == kind


@pytest.mark.parametrize("lang", ["ru", "uk", "kk", "en"])
def test_every_currency_that_a_language_reads_is_of_one_kind(lang: str) -> None:
    units = tomllib.loads((packs()[lang].folder / "lexicon" / "units.toml").read_text("utf-8"))
    words = units["after"]["money"] + units["before"]["money"]
    assert [word for word in words if currency(word) is None] == []


def test_two_kinds_of_money_named_together_are_neither() -> None:
    assert currency("dollars euros") is None


@pytest.mark.parametrize("words", [None, "", "штук", "сомнительно", "levels", "sums of"])
def test_other_words_name_no_money(words: str | None) -> None:
    assert currency(words) is None


def read(lang: str, text: str) -> list[Claim]:
    found = claims(text, lang, published="2024-04-05")
    return [claim for claim in found if isinstance(claim.content, Figure)]


def population(lang: str, text: str) -> set[str | None]:
    counts, _ = counts_of(read(lang, text), {})
    return {count.population for count in counts if count.measure.object == "money"}


def test_a_sum_is_a_count_of_its_own_money_in_four_languages() -> None:
    told = {
        "en": "The flood in Narok caused damage of 48 million dollars.",
        "ru": "Наводнение в Нароке причинило ущерб в 48 млн долларов.",
        "uk": "Повінь у Нароку завдала збитків на 48 млн доларів.",
        "kk": "Нарокта су тасқынынан келген шығын 48 млн доллар.",
    }
    assert [population(lang, text) for lang, text in told.items()] == [{"dollar"}] * len(told)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The flood in Narok caused damage of 48 million US dollars."),
        ("kk", "Нарокта су тасқынынан келген шығын 48 млн АҚШ доллары."),
        ("ru", "Наводнение в Нароке причинило ущерб в 48 млн долларов США."),
        ("uk", "Повінь у Нароку завдала збитків на 48 млн доларів США."),
    ],
)
def test_the_land_of_a_currency_is_no_place_of_the_sum(lang: str, text: str) -> None:
    places = {claim.scope.place for claim in read(lang, text)}
    assert places
    assert "United States" not in places


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", "In Kenya $2 million was stolen.", "Kenya"),
        ("ru", "Правительство выделило 5 млн рублей Краснодарскому краю.", "Krasnodar Krai"),
        ("uk", "Уряд виділив 48 млн гривень Одесі.", "Odesa"),
    ],
)
def test_a_place_beside_a_sum_is_its_place(lang: str, text: str, place: str) -> None:
    assert [claim.scope.place for claim in read(lang, text)] == [place]


def test_each_sum_of_a_list_is_of_its_own_money() -> None:
    text = "Customs seized $20,000, €30,000 and £500."
    assert population("en", text) == {"dollar", "euro", "pound"}


def test_people_of_a_land_that_ends_like_a_currency_are_no_sum() -> None:
    assert population("en", "Three Sierra Leone soldiers were killed.") == set()


def test_a_reservation_leaves_a_sum_its_money() -> None:
    said = with_money("dollar", "shops not counted"), with_money("euro", "shops not counted")
    assert reservation(said[0]) != reservation(said[1])
    assert reservation(said[0]) == reservation(with_money("dollar", "не считая магазинов"))


@pytest.mark.parametrize("words", [None, "shops not counted"])
def test_money_and_words_that_narrow_a_sum_are_told_apart_again(words: str | None) -> None:
    said = with_money("dollar", words)
    assert (money_of(said), beyond_money(said)) == ("dollar", words)
