"""Sums of money are compared only within one kind of money, whatever the language that names it."""

import pytest

from qantar import pipeline
from qantar.domain.source import Document
from qantar.read.load import load_reader
from qantar.reconcile.count import counts_of
from qantar.reconcile.currencies import currency
from qantar.text.block import blocks


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("$", "dollar"),
        ("US dollars", "dollar"),
        ("долларов", "dollar"),
        ("доларів", "dollar"),
        ("АҚШ доллары", "dollar"),
        ("A $", "australian_dollar"),
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


@pytest.mark.parametrize("words", [None, "", "штук", "сомнительно", "levels"])
def test_other_words_name_no_money(words: str | None) -> None:
    assert currency(words) is None


def population(lang: str, text: str) -> set[str | None]:
    document = Document(
        capture="c",
        report="r",
        text=text,
        lang=lang,
        published="2024-04-05",
        blocks=blocks(text),
    )
    counts, _ = counts_of(pipeline.read_document(document), {document.id: document})
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
    ],
)
def test_the_land_of_a_currency_is_no_place_of_the_sum(lang: str, text: str) -> None:
    document = Document(
        capture="c",
        report="r",
        text=text,
        lang=lang,
        published="2024-04-05",
        blocks=blocks(text),
    )
    places = {
        claim.scope.place
        for claim in load_reader().read(document)
        if claim.content.kind == "figure"
    }
    assert places
    assert "United States" not in places
