"""Which language a text and each of its parts is in."""

import dataclasses

import pytest

from qantar.domain.source import Document
from qantar.text import blocks, language, passages

SENTENCES = {
    "ru": ["Найдено лишь 967 единиц, остальное оружие до сих пор на руках.", "Полиция задержала семь человек."],
    "uk": ["Вилучено тридцять вісім одиниць зброї, ідеться в повідомленні.", "Поліція затримала сім осіб."],
    "kk": ["Қаза тапқандардың арасында он тоғыз құқық қорғаушы бар.", "Полиция жеті адамды ұстады."],
    "ky": ["Окуяда он эки киши каза болуп, өлкөдө өзгөчө абал жарыяланды, деп билдирди өкмөт."],
    "en": ["Seven people were killed in the city, the ministry said.", "Police detained 12 people."],
}  # fmt: skip


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_tells_its_language(lang: str) -> None:
    assert [language(sentence) for sentence in SENTENCES[lang]] == [lang] * len(SENTENCES[lang])


def test_kazakh_in_latin_letters_is_kazakh() -> None:
    text = "Qala küzetıne 3,5 myñğa juyq sarbaz ben elu şaqty tehnika jūmyldyrylğan, dep habarlady."
    assert language(text) == "kk"


@pytest.mark.parametrize(
    "text",
    ["", "1 925", "…", "Die Polizei hat in der Stadt zwölf Menschen festgenommen, sagte der Minister gestern Abend.",
     "У горадзе затрымалі дванаццаць чалавек, паведаміла міліцыя ў сераду ўвечары.",
     "Полиција је у граду ухапсила дванаест људи, саопштило је министарство, џеп."],
)  # fmt: skip
def test_what_is_in_none_of_the_languages_is_left_open(text: str) -> None:
    assert language(text) is None


def test_a_kazakh_name_does_not_make_a_russian_report_kazakh() -> None:
    text = (
        "Операция «Қару» продлится до конца месяца, сообщил полковник Ғани Әбенов журналистам. "
        * 3
    )
    assert language(text) == "ru"


def report(*lines: str, lang: str | None) -> Document:
    text = "\n".join(lines)
    return Document(capture="c", report="r", text=text, lang=lang, blocks=blocks(text))


def langs(document: Document) -> list[str | None]:
    return [passage.lang for passage in passages(document)]


def test_a_kazakh_paragraph_in_a_russian_report_is_kazakh() -> None:
    russian, kazakh = SENTENCES["ru"][0], SENTENCES["kk"][0]
    assert langs(report(russian, kazakh, russian, lang="ru")) == ["ru", "kk", "ru"]


def test_short_lines_take_the_language_of_the_document() -> None:
    assert (
        langs(report("Полиция", "Астана", "Қару", SENTENCES["ru"][0], lang="ru")) == ["ru"] * 4
    )
    assert langs(report("Теңге өсті", SENTENCES["kk"][0], lang="kk")) == ["kk", "kk"]


def test_furniture_is_in_no_passage() -> None:
    assert langs(report(SENTENCES["en"][0], "Лента новостей", lang="en")) == ["en"]


def test_a_given_language_is_not_overruled_for_the_document() -> None:
    document = report(*SENTENCES["uk"], lang="uk")
    assert langs(dataclasses.replace(document)) == ["uk", "uk"]
