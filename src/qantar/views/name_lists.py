"""Names a report lists under a count, counted beside it: a check of the reading, and nothing more.

*"Погибли 7 человек: …" with six names: a note says "7 said, 6 names listed".* Nobody is identified:
names are those this list gives, as written, and are never joined with another report's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar.domain.claim import Claim, Figure
from qantar.domain.identity import Json
from qantar.domain.source import BlockKind, Document
from qantar.domain.span import Span

LEAST = 2
"""One name after a colon is a quotation's speaker as often as a list."""
REACH = 400
"""Code points after the number within which the colon of its list must stand."""

_NAME_WORD = r"[^\W\d_a-zа-яёіїєґәғқңөұүһ][\w’'ʼ-]*\.?"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s*{_NAME_WORD}){{1,3}}")
"""Two to four words or initials with capitals, in any letters."""
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-–—•*])\s*")
_PARTS = re.compile(r";|,(?!\s*\d)|\s(?:и|та|й|және|мен|and)\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """The names listed under one count. ``names`` are verbatim, ``spans`` where they stand."""

    claim: str
    report: str
    number: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    agrees: bool
    """Whether the count admits so many."""

    @property
    def note(self) -> str:
        """``7 said, 6 names listed: they do not line up``"""
        verdict = "they line up" if self.agrees else "they do not line up"
        return f"{self.number} said, {len(self.names)} names listed: {verdict}"

    def as_json(self) -> Json:
        return {
            "claim": self.claim,
            "report": self.report,
            "number": self.number,
            "names": list(self.names),
            "spans": [str(span) for span in self.spans],
            "agrees": self.agrees,
            "note": self.note,
        }


def name_lists(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[NameList, ...]:
    """The lists of names that follow counts of people, each under the count nearest before it."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.content, Figure) and not claim.content.denied:
            by_document.setdefault(claim.document, []).append(claim)
    found = []
    for id_, figures in by_document.items():
        document = documents.get(id_)
        if document is None or ":" not in document.text:
            continue
        taken: set[int] = set()
        for claim in sorted(figures, key=lambda c: (-c.anchor.start, c.id)):
            colon = document.text.find(":", claim.anchor.end, claim.anchor.end + REACH)
            if colon < 0 or colon in taken or not _same_sentence(document.text, claim, colon):
                continue
            spans = _names_after(document, colon + 1)
            if len(spans) >= LEAST:
                taken.add(colon)
                found.append(_listed(claim, document, spans))
    return tuple(sorted(found, key=lambda one: (one.report, one.spans[0], one.claim)))


def _listed(claim: Claim, document: Document, spans: list[Span]) -> NameList:
    assert isinstance(claim.content, Figure)
    interval = claim.content.quantity.interval()
    high = interval.high
    return NameList(
        claim=claim.id,
        report=claim.report,
        number=str(claim.content.quantity),
        names=tuple(span.of(document.text) for span in spans),
        spans=tuple(spans),
        agrees=interval.low <= len(spans) and (high is None or len(spans) <= high),
    )


def _same_sentence(text: str, claim: Claim, colon: int) -> bool:
    return re.search(r"[.!?…]\s", text[claim.anchor.end : colon]) is None


def _names_after(document: Document, start: int) -> list[Span]:
    """The names of a list that begins at a place: the rest of the sentence, or the items below it."""
    text = document.text
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    if text[start:line_end].strip():
        return _in_line(text, start, _sentence_end(text, start, line_end))
    spans: list[Span] = []
    at = line_end + 1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line.strip():
            mark = _NUMBERED.match(line)
            is_item = mark is not None or any(
                block.kind is BlockKind.ITEM and block.span.start <= at < block.span.end
                for block in document.blocks
            )
            name = _NAME.match(line, mark.end() if mark else len(line) - len(line.lstrip()))
            if not is_item or name is None:
                break
            spans.append(_trimmed(text, at + name.start(), at + name.end()))
        at = end + 1
    return spans


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the sentence ends; a full stop after one letter is that of an initial."""
    for match in re.finditer(r"[.!?…](?=\s|$)", text[start:end]):
        before = text[max(start, start + match.start() - 2) : start + match.start()]
        if not re.search(r"(?:^|\W)\w$", before):
            return start + match.start()
    return end


def _in_line(text: str, start: int, end: int) -> list[Span]:
    """Every part between commas that is a name, with at most an age or a post after it. A part that
    is none, unless it belongs to the one before («34 года»), ends the list."""
    spans: list[Span] = []
    at = start
    for cut in (*_PARTS.finditer(text, start, end), None):
        stop = end if cut is None else cut.start()
        part = text[at:stop]
        lead = len(part) - len(part.lstrip())
        name = _NAME.match(text, at + lead, stop)
        if name is not None:
            spans.append(_trimmed(text, name.start(), name.end()))
        elif part.strip() and not re.match(r"\s*(?:\d|\()", part):
            if not spans or not part.strip()[0].islower():
                break
        at = stop if cut is None else cut.end()
    return spans


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the full stop of a sentence, which is none of an initial."""
    if text[end - 1] == "." and not re.search(r"(?:^|\W)\w\.$", text[start:end]):
        end -= 1
    return Span(start, end)
