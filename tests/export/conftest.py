"""Two reports of one briefing, their claims made by hand, and what follows from them."""

from collections.abc import Callable
from typing import Any

import pytest

from qantar import codebook
from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Figure, Label, Measure, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.quantity import Quantity
from qantar.domain.source import Block, BlockKind, Capture, Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.export.dossier import Contents
from qantar.reconcile import counts_of, reconcile
from qantar.views.chronology import chronology
from qantar.views.ledger import question_rows
from qantar.views.wording import wording_rows

CAPTURE = Capture(
    sha256="ab" * 32, size=9, origin="a.txt", captured_at="2022-02-08T10:00:00Z", media_type="text/plain"
)  # fmt: skip
FIRST = "Weapons gone\nMore than 1,500 weapons were stolen, Ozharov said. Attackers took them."
SECOND = "Prosecutors: 1,600 weapons were stolen, Kim said."


def document(text: str, report: str, outlet: str, published: str = "2022-02-07") -> Document:
    end = text.find("\n")
    head = (Block(Span(0, end), BlockKind.HEADLINE),) if end > 0 else ()
    return Document(
        capture=CAPTURE.id, report=report, text=text, lang="en", outlet=outlet,
        published=published, blocks=head,
    )  # fmt: skip


def figure(doc: Document, words: str, number: str, speaker: str, **more: Any) -> Claim:
    """A figure whose number is ``words``, quoted with all of its document."""
    at = doc.text.index(words)
    fields: dict[str, Any] = {
        "document": doc.id, "report": doc.report, "capture": doc.capture,
        "content": Figure(measure=Measure.parse("weapon.stolen"), quantity=Quantity.parse(number),
                          total=True),
        "quote": Quote.cut(doc.text, 0, len(doc.text)),
        "anchor": Span(at, at + len(words)),
        "attribution": Attribution(speaker=speaker, role="prosecutor"),
        "scope": Scope(place="Kazakhstan", place_id="country:KZ", as_of=When("2022-02-07")),
        "derivation": Derivation("by hand"),
    }  # fmt: skip
    return Claim(**fields | more)


def label(doc: Document, words: str, side: str) -> Claim:
    at = doc.text.index(words)
    return Claim(
        document=doc.id, report=doc.report, capture=doc.capture,
        content=Label(words=words, side=side), quote=Quote.cut(doc.text, at, at + len(words)),
        anchor=Span(at, at + len(words)), derivation=Derivation("by hand"),
    )  # fmt: skip


def contents_of(documents: list[Document], claims: list[Claim], name: str = "Test") -> Contents:
    by_id = {doc.id: doc for doc in documents}
    counts, aside = counts_of(claims, by_id)
    return Contents(
        name=name,
        questions=question_rows(reconcile(counts, set_aside=aside).ledger),
        chronology=chronology(claims, by_id),
        wordings=wording_rows(claims, by_id),
        sides=tuple(codebook.load().sides),
        claims=claims,
        documents=by_id,
        captures={CAPTURE.id: CAPTURE},
    )


@pytest.fixture
def contents() -> Contents:
    one, other = document(FIRST, "r1", "ensk.test"), document(SECOND, "r2", "other.test")
    claims = [
        figure(one, "1,500", ">1500", "Ozharov"),
        label(one, "Attackers", "attackers"),
        figure(other, "1,600", "1600", "Kim"),
    ]
    return contents_of([one, other], claims)


@pytest.fixture
def with_text() -> Callable[[str], Contents]:
    """Contents of one report whose text, outlet, speaker and name are what is given."""

    def make(hostile: str) -> Contents:
        text = f"{hostile} and 27 weapons were stolen, he said."
        doc = document(text, hostile, hostile)
        claims = [figure(doc, "27", "27", hostile), label(doc, hostile, "attackers")]
        return contents_of([doc], claims, hostile)

    return make
