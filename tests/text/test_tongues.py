"""Stretches of Russian inside Kazakh and Ukrainian paragraphs."""

import pytest

from qantar.domain.source import Block, BlockKind, Document
from qantar.domain.span import Span
from qantar.text import passages
from qantar.text.tongues import tongues


def russian(text: str, lang: str = "kk") -> list[str]:
    return [passage.span.of(text) for passage in tongues(text, 0, len(text), lang)]


def test_a_russian_quotation_is_cut_out_of_a_kazakh_sentence() -> None:
    text = "«На данный момент из-под завалов извлечены двое», – деді өрт сөндірушілер бастығы."
    assert russian(text) == ["На данный момент из-под завалов извлечены двое"]


def test_a_short_russian_sentence_goes_with_the_one_beside_it() -> None:
    text = "«Уровень воды в реке вырос за ночь. Подтоплены дома», – дейді тұрғын."
    assert russian(text) == ["Уровень воды в реке вырос за ночь. Подтоплены дома"]


@pytest.mark.parametrize(
    "text",
    [
        "Жол жабылды. Полиция бастады. Барлығы аман.",
        "«Жол жабылды», – деді полиция.",
        "Сот залында «Не болды?» деген сауал қойылды.",
        "Қарағандыда «Шахтер» мен «Тобыл» ойнады.",
    ],
)
def test_kazakh_words_without_letters_of_their_own_stay_kazakh(text: str) -> None:
    assert russian(text) == []


def test_a_russian_sentence_stands_out_of_a_ukrainian_paragraph_only_by_its_letters() -> None:
    text = "Очевидець каже: «Мы были на улице, когда всё это началось». Про це пише поліція."
    assert russian(text, "uk") == ["Мы были на улице, когда всё это началось"]
    assert russian("Він пише про село на околиці міста.", "uk") == []


def test_the_passages_of_a_document_name_its_blocks_and_the_stretches_in_them() -> None:
    text = "Өртте екі адам зардап шекті. По словам акима, сгорели три дома на улице Абая."
    block = Block(Span(0, len(text)), BlockKind.BODY)
    document = Document(
        capture="capture-1", report="r", text=text, lang="kk", title=None, outlet=None,
        published=None, blocks=(block,),
    )  # fmt: skip
    found = [(passage.span.of(text)[:10], passage.lang) for passage in passages(document)]
    assert found == [("Өртте екі ", "kk"), ("По словам ", "ru")]
