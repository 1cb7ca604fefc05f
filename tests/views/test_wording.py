from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Label
from qantar.domain.derivation import Derivation
from qantar.domain.source import Document
from qantar.domain.span import Quote, Span
from qantar.views.wording import wording_rows

ONE = Document(
    capture="capture-1",
    report="a",
    text="Террористы ушли. Потом террористы вернулись.",
    outlet="one.test",
)
TWO = Document(
    capture="capture-2",
    report="b",
    text="«Террористы», — сказал он. Протестующие ушли.",
    lang="ru",
)
DOCUMENTS = {document.id: document for document in (ONE, TWO)}


def label(document: Document, words: str, side: str, voice: str = "outlet") -> Claim:
    at = document.text.index(words)
    return Claim(
        document=document.id, report=document.report, content=Label(words=words, side=side, voice=voice),
        quote=Quote.cut(document.text, at, at + len(words)), anchor=Span(at, at + len(words)),
        attribution=Attribution(speaker="Асан Ким") if voice == "quoted" else None,
        derivation=Derivation("test"), capture=document.capture,
    )  # fmt: skip


CLAIMS = [
    label(ONE, "Террористы", "attackers"),
    label(ONE, "террористы", "attackers"),
    label(TWO, "Террористы", "attackers", "quoted"),
    label(TWO, "Протестующие", "crowd"),
]


def test_a_word_is_counted_once_for_its_outlet_whatever_its_capital() -> None:
    (row,) = [row for row in wording_rows(CLAIMS, DOCUMENTS) if row.outlet == "one.test"]
    assert (row.words, row.in_outlets_voice, row.quoted) == ("террористы", 2, 0)
    assert len(row.claims) == 2


def test_a_quoted_word_is_its_speakers_and_not_the_outlets() -> None:
    (row,) = [row for row in wording_rows(CLAIMS, DOCUMENTS) if row.quoted]
    assert row.speakers == ("Асан Ким",) and row.in_outlets_voice == 0
    assert row.first_words == "Террористы"


def test_an_outlet_nobody_names_is_said_to_be_so() -> None:
    assert {row.outlet for row in wording_rows(CLAIMS, DOCUMENTS)} == {
        "one.test",
        "outlet not named",
    }


def test_sides_come_in_the_order_of_the_codebook() -> None:
    sides = [
        row.side for row in wording_rows(CLAIMS, DOCUMENTS) if row.outlet == "outlet not named"
    ]
    assert sides == ["crowd", "attackers"]


def test_the_order_of_claims_tells_nothing() -> None:
    assert wording_rows(CLAIMS, DOCUMENTS) == wording_rows(CLAIMS[::-1], DOCUMENTS)
    assert wording_rows(CLAIMS, DOCUMENTS)[0].as_json()["claims"]
