"""What was covered never leaves the desk: not in a text, a quote, a speaker or a judgement."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import MalformedValue, Misuse
from qantar.domain.identity import sha256
from qantar.domain.source import Block, BlockKind, Capture, Document, Segment
from qantar.domain.span import Span
from qantar.export.redaction import MARK, covered, published, redact_text, spans_of
from qantar.pipeline import holding, ledger_of, read_document
from qantar.record.copies import copies
from qantar.record.verification import verify
from qantar.store.memory import MemoryStore

AT = "2022-01-07T09:00:00Z"
TEXT = (
    "Marat Ospanov, a student, said 12 people were detained in Taraz. "
    "Ospanov said 3 of them were wounded. In Almaty 40 people were detained."
)


def document(text: str = TEXT) -> Document:
    return Document(
        capture="capture-x", report="r", text=text, lang="en", published="2022-01-06",
        title="Marat Ospanov speaks", blocks=(Block(Span(0, len(text)), BlockKind.BODY),),
        segments=(Segment(Span(0, len(text)), 0, len(text.encode())),),
    )  # fmt: skip


@pytest.fixture
def store() -> MemoryStore:
    """One report read as the rules read it, and one that nothing is done to."""
    made = MemoryStore()
    for text in (TEXT, "Taraz: the mayor said 5 people were injured."):
        data = text.encode()
        capture = Capture(
            sha256=sha256(data), size=len(data), origin=f"{len(data)}.txt", captured_at=AT,
            media_type="text/plain",
        )  # fmt: skip
        base = document(text)
        one = Document(
            capture=capture.id, report=base.report, text=text, lang="en",
            published=base.published, blocks=base.blocks, segments=base.segments,
        )  # fmt: skip
        with made.writer(who="desk", at=AT) as writer:
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, "reader-1", [(one, read_document(one))])
    return made


def redact(store: MemoryStore, words: str) -> None:
    with store.view() as view:
        found = next(one for one in view.documents() if words in one.text)
    redact_text(
        store, found.id, spans_of(found, words), by="А. Ким", reason="asked", who="desk", at=AT
    )


def test_a_covered_name_is_in_nothing_that_leaves(store: MemoryStore) -> None:
    redact(store, "Marat Ospanov")
    redact(store, "Ospanov")
    with store.view() as view:
        held, custody = holding(view), tuple(view.custody())
    shown = published(held.documents, held.claims, held.rulings, custody, read_document)
    assert shown.covered == 1
    assert shown.claims
    told = repr(shown) + repr([claim.as_row() for claim in shown.claims])
    assert "Ospanov" not in told
    assert MARK in told
    assert "Ospanov" in repr(held.claims)
    assert list(verify(store)) == []


def test_the_figures_beside_a_covered_name_are_still_told(store: MemoryStore) -> None:
    redact(store, "Marat Ospanov")
    with store.view() as view:
        held, custody = holding(view), tuple(view.custody())
    shown = published(held.documents, held.claims, held.rulings, custody, read_document)
    quotes = " ".join(claim.quote.exact for claim in shown.claims)
    assert "40 people were detained" in quotes
    for claim in shown.claims:
        text = shown.documents[claim.document].text
        assert text[claim.quote.span.start : claim.quote.span.end] == claim.quote.exact
    assert ledger_of(
        type(held)(captures=held.captures, documents=shown.documents, claims=shown.claims)
    )


def test_where_nothing_was_redacted_everything_is_the_same(store: MemoryStore) -> None:
    with store.view() as view:
        held, custody = holding(view), tuple(view.custody())
    shown = published(held.documents, held.claims, held.rulings, custody, read_document)
    assert (shown.documents, shown.claims) == (held.documents, held.claims)


def test_a_redaction_of_another_text_withholds_the_report(store: MemoryStore) -> None:
    redact(store, "Ospanov")
    with store.view() as view:
        custody = tuple(view.custody())
        (copy,) = copies(custody)
        other = next(d for d in view.documents() if d.capture == copy.capture)
        newer = Document(
            capture=other.capture, report=other.report, text=other.text + " Ospanov again.",
            lang="en",
        )  # fmt: skip
    shown = published({newer.id: newer}, [], [], custody, read_document)
    assert shown.documents == {}
    assert shown.withheld == 1


def test_a_second_redaction_keeps_the_first(store: MemoryStore) -> None:
    redact(store, "Taraz. ")
    redact(store, "Almaty")
    with store.view() as view:
        last = copies(view.custody())[-1]
    kept = store.blobs.read(last.sha256).decode()
    assert "Taraz" not in kept
    assert "Almaty" not in kept


def test_the_length_of_the_mark_says_nothing() -> None:
    short = covered(document("A Li said 3."), [Span(2, 4)])
    long = covered(document("A Konstantinopolsky said 3."), [Span(2, 19)])
    assert short.text == long.text == f"A {MARK} said 3."


def test_the_title_loses_the_words_too() -> None:
    made = covered(document(), [Span(0, 13)])
    assert made.title == f"{MARK} speaks"


def test_a_span_out_of_the_text_is_refused() -> None:
    for span in (Span(3, 3), Span(0, len(TEXT) + 1)):
        with pytest.raises(MalformedValue, match="give START-END"):
            covered(document(), [span])
    with pytest.raises(Misuse, match="does not stand in"):
        spans_of(document(), "nobody")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_not_covered_stays_and_keeps_its_block(data: st.DataObject) -> None:
    text = data.draw(st.text("абв gд.", min_size=2, max_size=40))
    ends = st.integers(0, len(text))
    spans = [
        Span(min(a, b), max(a, b))
        for a, b in data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=4))
        if a != b
    ]
    cut = data.draw(ends)
    blocks = (
        Block(Span(0, cut), BlockKind.HEADLINE),
        Block(Span(cut, len(text)), BlockKind.BODY),
    )
    made = covered(Document(capture="c", report="r", text=text, blocks=blocks), spans)
    hidden = {at for span in spans for at in range(span.start, span.end)}
    left = "".join(letter for at, letter in enumerate(text) if at not in hidden)
    assert made.text.replace(MARK, "") == left
    for block in made.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(made.text)
    head = made.text[made.blocks[0].span.start : made.blocks[0].span.end].replace(MARK, "")
    assert head == "".join(x for at, x in enumerate(text[:cut]) if at not in hidden)


def test_the_desk_writes_its_dossier_of_the_copy(store: MemoryStore, tmp_path: Path) -> None:
    from dataclasses import replace

    from qantar.cli.dossier import write_dossier

    redact(store, "Marat Ospanov")
    redact(store, "Ospanov")
    with store.view() as view:
        held, custody = holding(view), tuple(view.custody())
    shown = published(held.documents, held.claims, held.rulings, custody, read_document)
    held = replace(held, documents=shown.documents, claims=shown.claims, rulings=shown.rulings)
    write_dossier(held, tmp_path / "d.html", "Test")
    page = (tmp_path / "d.html").read_text("utf-8")
    assert "Ospanov" not in page
    assert MARK in page
