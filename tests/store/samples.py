"""Captures, documents and claims for the tests, made by number: the same number, the same values."""

from collections.abc import Iterator

from qantar.domain.attribution import Attribution, Manner
from qantar.domain.claim import (
    Claim,
    Content,
    Credit,
    Event,
    Figure,
    Label,
    Measure,
    Post,
    Scope,
    Status,
)  # fmt: skip
from qantar.domain.derivation import Derivation
from qantar.domain.identity import sha256
from qantar.domain.quantity import Quantity
from qantar.domain.source import Block, BlockKind, Capture, Document, Segment
from qantar.domain.span import Quote, Span
from qantar.domain.when import When

AT = "2022-01-07T09:00:00Z"
READER = "reader-1"


def capture(number: int, *, origin: str = "", text: str = "") -> tuple[Capture, bytes]:
    """A report file and its bytes."""
    data = (text or report_text(number)).encode("utf-8", "surrogatepass")
    made = Capture(
        sha256=sha256(data),
        size=len(data),
        origin=origin or f"inbox/report-{number}.txt",
        captured_at=AT,
        media_type="text/plain",
        sidecar=(("lang", "ru"), ("outlet", f"Вестник {number % 3}")),
    )
    return made, data


def report_text(number: int) -> str:
    return (
        f"Сводка {number}. В городе задержаны {number + 100} человек, сообщил комендант. "
        f"Похищено более {number + 10} единиц оружия."
    )


def document(of: Capture, number: int, *, member: str = "", text: str = "") -> Document:
    text = text or report_text(number)
    return Document(
        capture=of.id,
        member=member,
        report=f"report-{number}",
        text=text,
        lang="ru",
        published="2022-01-07",
        blocks=(Block(Span(0, len(text)), BlockKind.BODY),),
        segments=(Segment(Span(0, len(text)), 0, len(text.encode("utf-8", "surrogatepass"))),),
    )


def figure(of: Document, words: str, quantity: str, measure: str) -> Claim:
    """A figure whose words are the first such words of the document."""
    content = Figure(measure=Measure.parse(measure), quantity=Quantity.parse(quantity))
    return claim(of, words, content)


def claim(of: Document, words: str, content: Content) -> Claim:
    at = of.text.index(words)
    return Claim(
        document=of.id,
        report=of.report,
        capture=of.capture,
        content=content,
        quote=Quote.cut(of.text, at, at + len(words)),
        anchor=Span(at, at + len(words)),
        attribution=Attribution(speaker="комендант", cue="сообщил", manner=Manner.INDIRECT),
        scope=Scope(place_words="В городе", place_id="settlement:1", when=When("2022-01-07")),
        derivation=Derivation("figure", words, str(content), (Derivation("numeral", words),)),
    )


def claims(of: Document, number: int) -> list[Claim]:
    return [
        figure(of, str(number + 100), str(number + 100), "person.detained"),
        figure(of, f"более {number + 10}", f">{number + 10}", "weapon.stolen"),
    ]


def one_of_each(of: Document) -> list[Claim]:
    """A claim of every kind."""
    kinds: tuple[Content, ...] = (
        Figure(measure=Measure("person", "detained"), quantity=Quantity.parse(">2.5")),
        Event(type="detention"),
        Post(person="комендант", post="комендант города", change="appointed"),
        Status(regime="curfew", level=None, change="introduced", places=("Almaty",)),
        Status(regime="curfew", level="red", change="lifted", regions=3),
        Credit(name="Вестник"),
        Label(words="комендант", side="state"),
    )
    return [claim(of, "комендант", content) for content in kinds]


def reading(of: Capture, number: int) -> Iterator[tuple[Document, list[Claim]]]:
    made = document(of, number)
    yield made, claims(made, number)
