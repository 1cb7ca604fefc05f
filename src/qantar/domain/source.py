"""What came from outside, and the readable text made of it.

Bytes are kept as a ``Capture``; a ``Document`` is a pure function of one capture (or of one part
of it, where a feed, an archive or a JSON Lines file holds many reports).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from qantar.domain.errors import MalformedValue, UnreadableInput
from qantar.domain.identity import Json, make_id
from qantar.domain.quick import quick
from qantar.domain.span import Span

SUBMISSION = "submission:"
"""How the origin of material begins that a witness left without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as received, by their digest. The bytes themselves lie in the record's blobs.

    ``origin`` is where they came from (a path, an address, ``-``); ``captured_at`` an ISO 8601
    UTC time to the second; ``media_type`` what they are by content; ``sidecar`` what was said of
    them beside them (id, lang, outlet, published, url, title, author), never mixed into the bytes.
    """

    sha256: str
    size: int
    origin: str
    captured_at: str
    media_type: str
    sidecar: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if len(self.sha256) != 64 or self.size < 0:
            raise MalformedValue(f"capture of {self.origin}: digest or size is malformed")

    @property
    def id(self) -> str:
        return f"capture-{self.sha256[:20]}"


class BlockKind(StrEnum):
    """What part of a page a stretch of text is."""

    HEADLINE = "headline"
    BODY = "body"
    ITEM = "item"
    """One entry of a list or one row of a table, turned to text."""
    CAPTION = "caption"
    FURNITURE = "furniture"
    """Menus, "read also", counters, subscriptions: kept, never read for claims."""


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A headline, paragraph, list item, caption or piece of furniture: half-open in the text."""

    span: Span
    kind: BlockKind


@quick
@dataclass(frozen=True, slots=True)
class Segment:
    """How a stretch of the text maps to the original: ``text[span]`` came from bytes ``[start, end)``
    of the capture (of the decoded member, for archives). Exact when ``verbatim``, else an enclosure."""

    span: Span
    start: int
    end: int
    verbatim: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Readable text made from a capture: the working copy every quote stands in.

    ``report`` is the name its giver uses (the ``id`` of a JSON line, a file name); ``member`` says
    which part of the capture it is ("line 12", "record 7", "entry tag:…"), empty for the whole.
    ``published`` is an EDTF text; ``lang`` an ISO 639-1 code, both None when nobody says.
    """

    capture: str
    member: str = ""
    report: str
    text: str
    lang: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    forwarded_from: str | None = None
    """Whose words it passes on, where its form says so by itself: a forwarded message."""
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = field(default=())

    @property
    def id(self) -> str:
        """Made of the capture, the member and the text: another reading of the bytes is another
        document."""
        return make_id("document", [self.capture, self.member, self.text])

    @property
    def is_submission(self) -> bool:
        """Whether a witness without a name left it: nobody quoted in it has spoken to us."""
        return (self.url or "").startswith(SUBMISSION)

    def original_range(self, span: Span) -> tuple[int, int] | None:
        """The bytes of the original that a stretch of text came from, None where unknown."""
        touched = [segment for segment in self.segments if segment.span.overlaps(span)]
        if not touched:
            return None
        return min(s.start for s in touched), max(s.end for s in touched)

    def as_json(self) -> Json:
        """The whole document as plain JSON; ``from_json`` brings it back."""
        passed_on = {"forwarded_from": self.forwarded_from} if self.forwarded_from else {}
        return {
            **passed_on,
            "capture": self.capture,
            "member": self.member,
            "report": self.report,
            "text": self.text,
            "lang": self.lang,
            "title": self.title,
            "outlet": self.outlet,
            "author": self.author,
            "published": self.published,
            "url": self.url,
            "blocks": [[b.span.start, b.span.end, b.kind.value] for b in self.blocks],
            "segments": [
                [s.span.start, s.span.end, s.start, s.end, s.verbatim] for s in self.segments
            ],
        }

    @classmethod
    def from_json(cls, row: Json) -> "Document":
        fields = {key: row.get(key) for key in _PLAIN}
        return cls(
            **fields,  # type: ignore[arg-type]
            blocks=tuple(Block(Span(a, b), BlockKind(kind)) for a, b, kind in row["blocks"]),
            segments=tuple(Segment(Span(a, b), c, d, e) for a, b, c, d, e in row["segments"]),
        )


@quick
@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in one language; ``lang`` is None where nothing decides it."""

    span: Span
    lang: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Input that could not be used, with the reason: it stands in the stream in the place of what
    it would have become, so that one bad file never stops the rest."""

    origin: str
    error: UnreadableInput

    def __str__(self) -> str:
        return str(self.error)


_PLAIN = (
    "capture", "member", "report", "text", "lang", "title", "outlet", "author", "published", "url",
    "forwarded_from",
)  # fmt: skip
