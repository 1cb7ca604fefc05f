"""Marks never change a letter of a report."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.desk.marking import marked_blocks
from qantar.domain.claim import Claim, Credit, Event
from qantar.domain.derivation import Derivation
from qantar.domain.source import Block, BlockKind, Document
from qantar.domain.span import Quote, Span

TEXTS = st.text(alphabet="аб в.\n<", min_size=1, max_size=60).filter(str.strip)


def document_of(text: str, cuts: list[int]) -> Document:
    edges = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    kinds = (BlockKind.BODY, BlockKind.FURNITURE, BlockKind.ITEM)
    spans = list(itertools.pairwise(edges))
    blocks = tuple(
        Block(Span(a, b), kinds[i % 3]) for i, (a, b) in enumerate(spans) if i % 4 < 3
    )
    return Document(capture="capture-1", report="r", text=text, blocks=blocks)


def claim_at(document: Document, start: int, end: int, kind: int) -> Claim:
    return Claim(
        document=document.id,
        report="r",
        content=Event(type="protest") if kind else Credit(name="n"),
        quote=Quote.cut(document.text, start, end),
        anchor=Span(start, end),
        derivation=Derivation("rule"),
        capture="capture-1",
    )


@settings(deadline=None, max_examples=80)
@given(
    text=TEXTS,
    cuts=st.lists(st.integers(0, 59), max_size=5),
    places=st.lists(
        st.tuples(st.integers(0, 58), st.integers(1, 20), st.integers(0, 1)), max_size=6
    ),
)
def test_all_pieces_together_are_the_text_but_for_empty_space(
    text: str, cuts: list[int], places: list[tuple[int, int, int]]
) -> None:
    document = document_of(text, cuts)
    claims = [
        claim_at(document, a % len(text), min(len(text), a % len(text) + n), kind)
        for a, n, kind in places
    ]
    blocks = marked_blocks(document, claims)
    shown = "".join(piece.text for block in blocks for piece in block.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    named = [id_ for block in blocks for piece in block.pieces for id_ in piece.opens]
    assert set(named) <= {claim.id for claim in claims}


def test_where_two_claims_stand_on_the_same_letters_both_are_named() -> None:
    document = document_of("один два", [])
    claims = [claim_at(document, 0, 4, 0), claim_at(document, 0, 8, 1)]
    first = marked_blocks(document, claims)[0].pieces[0]
    assert first.text == "один" and first.kind == "credit"
    assert set(first.claims) == {claim.id for claim in claims}
