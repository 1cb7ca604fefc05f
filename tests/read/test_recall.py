"""A number told as the one before is marked so, in four languages, and others are not."""

import pytest

from qantar.domain.claim import Figure
from qantar.domain.source import Document
from qantar.pipeline import read_document
from qantar.text.block import blocks

SENTENCES = [
    ("ru", "Ранее сообщалось о пяти погибших.", {5}),
    ("ru", "Как сообщалось ранее, задержаны 20 человек.", {20}),
    ("ru", "По первым данным, погибли трое, ранены 12.", {3, 12}),
    ("ru", "Сначала говорили о трех погибших, теперь их девять.", {3}),
    ("ru", "Число раненых увеличилось с 10 до 14.", {10}),
    ("ru", "Ранее судимый водитель сбил пятерых человек, двое погибли.", set()),
    ("ru", "С начала года до июня погибли 14 человек.", set()),
    ("uk", "Раніше повідомлялося про п’ятьох загиблих.", {5}),
    ("uk", "Кількість поранених зросла з десяти осіб до 14.", {10}),
    ("uk", "За попередніми даними, загинули троє людей.", set()),
    ("kk", "Бұған дейін бес адам қаза тапты деп хабарланған еді.", {5}),
    ("kk", "Жараланғандар саны 10-нан 14-ке өсті.", {10}),
    ("kk", "Өртте жеті адам қаза тапты.", set()),
    ("en", "Earlier reports put the death toll at five.", {5}),
    ("en", "Officials had earlier said five people were killed.", {5}),
    ("en", "In February the office had said five people were killed.", {5}),
    ("en", "He said police had detained 12 people.", set()),
    ("en", "The commission said on Monday it had counted 39 deaths.", set()),
    ("en", "The number of injured rose to 14, up from 10.", {10}),
    ("en", "The number of arrests rose from 20 to 30.", {20}),
    ("en", "Police said 20 people were arrested from Monday to Friday.", set()),
]


@pytest.mark.parametrize("lang, sentence, recalled", SENTENCES)
def test_the_number_before_is_told_from_the_number_now(
    lang: str, sentence: str, recalled: set[int]
) -> None:
    document = Document(
        capture="c", report="r", text=sentence, lang=lang, published="2024-03-14",
        blocks=tuple(blocks(sentence, None)),
    )  # fmt: skip
    figures = [c.content for c in read_document(document) if isinstance(c.content, Figure)]
    assert figures
    marked = {int(f.quantity.value or 0) for f in figures if f.recalled}
    assert marked == recalled
