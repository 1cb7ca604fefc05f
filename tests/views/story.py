"""A small story told by claims made for it: one report each, so that nothing depends on a reader."""

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Figure, Measure, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.identity import sha256
from qantar.domain.judgement import Change, End, JudgedClaim, Judgement, Regard, Verb
from qantar.domain.quantity import Quantity
from qantar.domain.source import Capture, Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When


def told(
    number: int, quantity: str, words: str, text: str, *, day: int = 10,
    speaker: str | None = "МВД", printed: int | None = None, denied: bool = False,
    url: str | None = None,
) -> tuple[Claim, Document]:  # fmt: skip
    """A report and the one figure of people killed in Almaty that it gives in these words."""
    document = Document(
        capture=f"capture-{number}", report=f"r{number}", text=text, outlet=f"{number}.example",
        published=f"2022-01-{printed or day:02}", url=url,
    )  # fmt: skip
    at = text.index(words)
    content = Figure(measure=Measure("person", "killed"), quantity=Quantity.parse(quantity),
                     total=True, denied=denied)  # fmt: skip
    claim = Claim(
        document=document.id, report=document.report, capture=document.capture, content=content,
        quote=Quote.cut(text, 0, len(text)), anchor=Span(at, at + len(words)),
        attribution=Attribution(speaker=speaker) if speaker else None,
        scope=Scope(place="Almaty", as_of=When(f"2022-01-{day:02}")),
        derivation=Derivation("test"),
    )  # fmt: skip
    return claim, document


def capture(number: int, at: str) -> Capture:
    return Capture(
        sha256=sha256(str(number).encode()), size=1, origin=f"inbox/{number}.html",
        captured_at=at, media_type="text/html",
    )  # fmt: skip


def judged(
    verb: Verb, *claims: Claim, regard: Regard | None = None, changes: tuple[Change, ...] = (),
    was: tuple[Change, ...] = (), end: End | None = None,
) -> Judgement:  # fmt: skip
    return Judgement(
        verb=verb, about=tuple(map(JudgedClaim.of, claims)), by="Дана Ким", reason="прочла целиком",
        at="2022-03-09T10:00:00Z", regard=regard, changes=changes, was=was, end=end,
    )  # fmt: skip
