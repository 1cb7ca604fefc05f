"""A report's text in blocks, each with the stretches that claims are about set apart.

Nothing is left out and nothing added: the pieces of all blocks, put together, are the text.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qantar.domain.claim import Claim
from qantar.domain.source import BlockKind, Document
from qantar.domain.span import Span

PRECEDENCE = ("figure", "status", "post", "credit", "label", "event")
"""Which kind is shown where several claims stand on the same letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Letters that the same claims are about; ``claims`` are their ids, the shown one first.

    ``opens`` names the claims whose stretch begins here: a link to a claim leads to this piece.
    """

    text: str
    kind: str | None
    claims: tuple[str, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedBlock:
    """A paragraph, headline, entry or piece of furniture, and the claims that begin in it."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    claims: tuple[Claim, ...]


def marked_blocks(document: Document, claims: Sequence[Claim]) -> tuple[MarkedBlock, ...]:
    """The whole text, block by block. What lies between blocks is a block of its own, unless empty."""
    ordered = sorted(claims, key=_order)
    made = []
    for span, kind in _stretches(document):
        inside = [c for c in ordered if span.start <= c.anchor.start < span.end]
        touching = [c for c in ordered if c.anchor.overlaps(span)]
        pieces = tuple(_pieces(document.text, span, touching))
        first = {claim.id: claim for claim in reversed(inside)}
        own = tuple(sorted(first.values(), key=_order))
        made.append(MarkedBlock(kind=kind, pieces=pieces, claims=own))
    return tuple(made)


def _order(claim: Claim) -> tuple[Span, int, str]:
    return claim.anchor, PRECEDENCE.index(claim.content.kind), claim.id


def _stretches(document: Document) -> Iterable[tuple[Span, BlockKind]]:
    at, text = 0, document.text
    for block in sorted(document.blocks, key=lambda b: b.span):
        if block.span.start > at and text[at : block.span.start].strip():
            yield Span(at, block.span.start), BlockKind.BODY
        start = max(at, block.span.start)
        if start < block.span.end:
            yield Span(start, block.span.end), block.kind
        at = max(at, block.span.end)
    if text[at:].strip():
        yield Span(at, len(text)), BlockKind.BODY


def _pieces(text: str, span: Span, claims: Sequence[Claim]) -> Iterable[Piece]:
    cuts = {span.start, span.end}
    for claim in claims:
        cuts |= {
            max(span.start, claim.anchor.start),
            min(span.end, claim.anchor.end),
        }
    for start, end in itertools.pairwise(sorted(cuts)):
        active = sorted(
            (c for c in claims if c.anchor.start <= start and end <= c.anchor.end),
            key=lambda c: (PRECEDENCE.index(c.content.kind), c.anchor, c.id),
        )
        opens = (c.id for c in active if c.anchor.start == start)
        yield Piece(
            text=text[start:end],
            kind=active[0].content.kind if active else None,
            claims=tuple(dict.fromkeys(c.id for c in active)),
            opens=tuple(dict.fromkeys(opens)),
        )
