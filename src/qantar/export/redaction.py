"""Words covered before a report leaves the desk: the working copy is read anew, and nothing else goes out.

*«Рассказал █████, житель Тараза»*: where a name stood stands a mark, of one length whatever stood there. What is
published is computed from the copy, so that no quote, speaker or total can still know the name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qantar.domain.claim import Claim
from qantar.domain.errors import MalformedValue, Misuse
from qantar.domain.identity import sha256
from qantar.domain.ruling import Ruling
from qantar.domain.source import Block, Document, Segment
from qantar.domain.span import Span
from qantar.record.copies import Copy, copy_detail, shown_instead
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Store

MARK = "█████"
"""Stands for covered words. Its length says nothing about theirs."""
TEXT = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What may leave the desk; ``covered`` reports stand as their working copies, ``withheld`` ones not at
    all, because the text they were redacted in is no longer what the reader makes of them."""

    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]
    rulings: tuple[Ruling, ...]
    covered: int = 0
    withheld: int = 0


def spans_of(document: Document, words: str) -> tuple[Span, ...]:
    """Every place where words stand in a document.

    Raises:
        Misuse: if they stand nowhere in it.
    """
    found, at = list[Span](), document.text.find(words) if words else -1
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = document.text.find(words, at + len(words))
    if not found:
        raise Misuse(
            f"«{words}» does not stand in {document.report}; copy the words from its text"
        )
    return tuple(found)


def covered(document: Document, spans: Sequence[Span]) -> Document:
    """The working copy of a document with stretches covered, in its text and wherever the same words stand
    in its title or author.

    Raises:
        MalformedValue: if a span is empty or reaches out of the text.
    """
    cuts = _joined(document, spans)
    parts, moved, at = list[str](), list[tuple[Span, int]](), 0
    for cut in cuts:
        parts += (document.text[at : cut.start], MARK)
        moved.append((cut, sum(map(len, parts))))
        at = cut.end
    text = "".join([*parts, document.text[at:]])

    def place(offset: int, *, is_end: bool) -> int:
        by = 0
        for cut, end in moved:
            if offset >= cut.end:
                by = end - cut.end
            elif offset > cut.start or (offset == cut.start and not is_end):
                return end if is_end else end - len(MARK)
        return offset + by

    def span(one: Span) -> Span:
        start = place(one.start, is_end=False)
        return Span(start, max(start, place(one.end, is_end=True)))

    words = sorted({document.text[c.start : c.end].strip() for c in cuts} - {""}, key=len)
    return replace(
        document,
        text=text,
        title=_without(document.title, words),
        author=_without(document.author, words),
        blocks=tuple(Block(span(block.span), block.kind) for block in document.blocks),
        segments=tuple(
            Segment(
                span(one.span), one.start, one.end,
                one.verbatim and not any(one.span.overlaps(cut) for cut in cuts),
            )
            for one in document.segments
        ),
    )  # fmt: skip


def _joined(document: Document, spans: Sequence[Span]) -> list[Span]:
    cuts: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        if one.start == one.end or one.end > len(document.text):
            raise MalformedValue(
                f"span {one}: {document.report} has {len(document.text)} characters; "
                "give START-END within them"
            )
        if cuts and one.start <= cuts[-1].end:
            cuts[-1] = Span(cuts[-1].start, max(cuts[-1].end, one.end))
        else:
            cuts.append(one)
    return cuts


def _without(text: str | None, words: Sequence[str]) -> str | None:
    for one in reversed(
        words
    ):  # the longest first: «Иванов» must not leave «Иван» of «Иванова»
        text = text.replace(one, MARK) if text else text
    return text


def redact_text(
    store: Store,
    document: str,
    spans: Sequence[Span],
    *,
    by: str,
    reason: str,
    who: str,
    at: str,
) -> CustodyEntry:
    """Keep a working copy of a report with stretches covered, those covered before among them.

    Raises:
        RecordError: if there is no such document, or nobody signs, or for no reason.
        MalformedValue: if a span reaches out of the text.
    """
    with store.view() as view:
        found = view.document(document)
        before = shown_instead(view.custody(found.capture)).get((found.capture, document))
    cuts = _joined(found, [*spans, *(_spans(before) if before is not None else ())])
    data = covered(found, cuts).text.encode("utf-8", "surrogatepass")
    detail = copy_detail(
        data, TEXT, before=_digest(found.text), by=by, reason=reason, made="words covered",
        document=document, spans=[[cut.start, cut.end] for cut in cuts],
    )  # fmt: skip
    with store.writer(who=who, at=at) as writer:
        return writer.keep_copy(Act.REDACTED, found.capture, data, detail)


def published(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    rulings: Iterable[Ruling],
    entries: Iterable[CustodyEntry],
    read: Callable[[Document], list[Claim]],
) -> Published:
    """What may leave the desk: the same, where nothing was redacted.

    A redaction that no longer fits (a newer reader makes another text of the bytes) withholds the whole report.
    """
    held = list(claims)
    by_text = {
        key: copy for key, copy in shown_instead(entries).items() if copy.document is not None
    }
    if not by_text:
        return Published(documents=documents, claims=tuple(held), rulings=tuple(rulings))
    touched = {capture for capture, _ in by_text}
    fitting = {
        id_ for id_, one in documents.items() if _fits(one, by_text.get((one.capture, id_)))
    }
    astray = {capture for capture, id_ in by_text if id_ not in fitting}
    by_document: dict[str, list[Claim]] = {}
    for claim in held:
        by_document.setdefault(claim.document, []).append(claim)
    shown: dict[str, Document] = {}
    out: list[Claim] = []
    for id_, document in documents.items():
        if document.capture in astray:
            continue
        if id_ in fitting:
            copy = covered(document, _spans(by_text[document.capture, id_]))
            shown[copy.id] = copy
            out += read(copy)
        else:
            shown[id_] = document
            out += by_document.get(id_, ())
    left = {claim.id for claim in out}
    return Published(
        documents=shown,
        claims=tuple(out),
        rulings=tuple(
            ruling
            for ruling in rulings
            if all(
                one.capture not in touched or one.claim in left
                for one in ruling.judgement.about
            )
        ),
        covered=len(fitting),
        withheld=sum(document.capture in astray for document in documents.values()),
    )


def _fits(document: Document, copy: Copy | None) -> bool:
    """Whether a redaction was made in this very text."""
    return copy is not None and copy.detail.get("before") == _digest(document.text)


def _spans(copy: Copy) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in copy.detail["spans"])


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass"))
