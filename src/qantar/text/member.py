"""What the readers of one format hand to the rest: a part of a capture, ready to be a document."""

from dataclasses import dataclass

from qantar.domain.source import Block, BlockKind, Capture, Document, Segment
from qantar.text.language import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report found in a capture, with what the capture itself says of it."""

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    member: str = ""
    report: str | None = None
    lang: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    forwarded_from: str | None = None
    is_whole: bool = True
    """Whether it is the only report of its capture: then the sidecar speaks of it by name, and
    knows better than the page. Where there are many, the sidecar only fills what they leave open."""


def document(capture: Capture, member: Member) -> Document:
    """The document of a member, with the sidecar's word and a language if none is given."""
    said = dict(capture.sidecar)
    own = {
        key: value
        for key in ("lang", "title", "outlet", "author", "published", "url")
        if (value := getattr(member, key)) is not None
    }
    known = own | said if member.is_whole else said | own
    report = said.get("id") if member.is_whole else None
    lang = known.get("lang") or language(readable(member))
    return Document(
        capture=capture.id,
        member=member.member,
        report=report or member.report or name_of(capture.origin),
        text=member.text,
        lang=lang,
        title=known.get("title"),
        outlet=known.get("outlet"),
        author=known.get("author"),
        published=known.get("published"),
        url=known.get("url"),
        forwarded_from=member.forwarded_from,
        blocks=member.blocks,
        segments=member.segments,
    )


def readable(member: Member) -> str:
    """The text without its furniture, whose language is the site's and not the report's."""
    kept = [b.span.of(member.text) for b in member.blocks if b.kind is not BlockKind.FURNITURE]
    return "\n".join(kept) if kept else member.text


def name_of(origin: str) -> str:
    """The last part of a path or address."""
    return origin.replace("\\", "/").rstrip("/").rpartition("/")[2] or origin
