"""An RSS or Atom file: one report an entry, its words mapped to the bytes of the file."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import feedparser

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import Block, BlockKind, Segment
from qantar.domain.span import Span
from qantar.text.block import folded
from qantar.text.bounds import Bounds
from qantar.text.encoding import Decoded, Ruler
from qantar.text.member import Member
from qantar.text.page import PageText, page_text
from qantar.text.stamp import edtf_of

_ENTRY = re.compile(r"<(?:[\w.-]+:)?(item|entry)(?=[\s>/])", re.I)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def feed_entries(decoded: Decoded, origin: str, bounds: Bounds) -> Iterator[Member]:
    """The entries of a feed in its order.

    Raises:
        HostileInput: if the file defines entities of its own, which no feed needs and bombs do.
        UnreadableInput: if no entry is found.
    """
    source = decoded.text
    entity = source.find("<!ENTITY")
    if entity >= 0:
        raise HostileInput(
            origin,
            "defines entities of its own, as bombs do",
            "take the <!ENTITY …> lines out",
            entity,
        )
    feed = _parsed(source, origin)
    entries: list[Any] = feed.entries
    if not entries:
        raise UnreadableInput(origin, "has no entries", "give an RSS or Atom file")
    places = _places(source, len(entries))
    ruler = Ruler(decoded)
    named: dict[str, int] = {}
    for number, (entry, place) in enumerate(zip(entries, places, strict=True), start=1):
        name = _clean(entry.get("id") or entry.get("link") or "") or f"{number}"
        named[name] = named.get(name, 0) + 1
        again = f" ({named[name]})" if named[name] > 1 else ""
        enclosure = (ruler.byte_at(place[0]), ruler.byte_at(place[1]))
        found = _words(entry, decoded, place, enclosure, bounds)
        if found is None:
            continue
        yield replace(
            found,
            member=f"entry {name}{again}",
            report=f"{name}{again}",
            outlet=_clean(feed.feed.get("title") or "") or None,
            author=_clean(entry.get("author") or "") or None,
            published=_published(entry),
            url=_address(entry.get("link")),
        )


def _parsed(source: str, origin: str) -> Any:
    body = _DECLARATION.sub("", source).encode("utf-8", "replace")
    try:
        return feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its parsers fail on broken feeds in ways it does not name
        raise UnreadableInput(
            origin, f"is a damaged feed ({error})", "fetch it again"
        ) from None


def _places(source: str, count: int) -> list[tuple[int, int]]:
    """Where each entry stands in the source; the whole source where that cannot be told."""
    starts = [match.start() for match in _ENTRY.finditer(source)]
    ends = [match.end() for match in _ENTRY_END.finditer(source)]
    matched = len(starts) == len(ends) == count
    if matched and all(a < b for a, b in zip(starts, ends, strict=True)):
        return list(zip(starts, ends, strict=True))
    return [(0, len(source))] * count


def _words(
    entry: Any,
    decoded: Decoded,
    place: tuple[int, int],
    enclosure: tuple[int, int],
    bounds: Bounds,
) -> Member | None:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    body = max([*contents, entry.get("summary", "") or ""], key=len)
    title = entry.get("title", "") or ""
    head = _part(title, decoded, place, enclosure, bounds)
    rest = _part(body, decoded, place, enclosure, bounds)
    if head is None and rest is None:
        return None
    heading = None if head is None else " ".join(head.text.split())
    if head is None or rest is None or folded(rest.text).startswith(folded(head.text)):
        only = rest or head
        assert only is not None
        return Member(text=only.text, blocks=only.blocks, segments=only.segments, title=heading)
    gap = len(head.text) + 1
    headline = Block(Span(0, len(head.text)), BlockKind.HEADLINE)
    return Member(
        text=f"{head.text}\n{rest.text}",
        blocks=(headline, *(Block(_moved(b.span, gap), b.kind) for b in rest.blocks)),
        segments=(
            *head.segments,
            *(replace(s, span=_moved(s.span, gap)) for s in rest.segments),
        ),
        title=heading,
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _part(
    words: str,
    decoded: Decoded,
    place: tuple[int, int],
    enclosure: tuple[int, int],
    bounds: Bounds,
) -> PageText | None:
    """The text of one field; exact where its markup stands in the file as it is (in CDATA, or
    without a character that XML escapes), else within the entry."""
    words = _UNWRITABLE.sub("", words)
    if not words.strip():
        return None
    at = decoded.text.find(words, *place) if len(decoded.anchors) == 1 else -1
    if at >= 0:
        base = enclosure[0] + len(decoded.text[place[0] : at].encode(decoded.encoding))
        here = Decoded(text=words, encoding=decoded.encoding, anchors=((0, base),))
        found = page_text(here, bounds, whole=True)
    else:
        found = page_text(
            Decoded(text=words, encoding="utf-8", anchors=((0, 0),)), bounds, whole=True
        )
        whole = Segment(Span(0, len(found.text)), *enclosure, False)
        found = replace(found, segments=(whole,))
    return found if found.text.strip() else None


def _published(entry: Any) -> str | None:
    """The day as the feed writes it (ISO 8601, or the RFC 822 of RSS); its clock is kept."""
    for key in ("published", "updated"):
        stamp = dict.get(entry, key)  # its own «get» answers for «updated» with «published»
        if isinstance(stamp, str) and (edtf := edtf_of(stamp)) is not None:
            return edtf
    return None


def _clean(text: str) -> str:
    return " ".join(_UNWRITABLE.sub("", text).split())


def _address(url: object) -> str | None:
    return (
        _clean(url)
        if isinstance(url, str) and url.startswith(("http://", "https://"))
        else None
    )
