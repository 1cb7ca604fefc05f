"""A web page as a document: headline, main text, captions; menus and "read also" kept apart.

Which part of a page is the report is decided by trafilatura; the words themselves are never its
output, which drops the headline and changes spaces, but stretches of the source with their bytes.
Of the head of the page only what it says outright is believed: no date is guessed from the text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura

from qantar.domain.source import Block, BlockKind, Segment
from qantar.domain.span import Span
from qantar.text.block import folded, lexicon
from qantar.text.bounds import Bounds
from qantar.text.encoding import Decoded, Ruler
from qantar.text.markup import Page, Stretch, Zone, read
from qantar.text.stamp import edtf_of
from qantar.text.weave import Weave

_FURNITURE_ZONES = Zone.CHROME | Zone.NAMED | Zone.HIDDEN
_UNSEEN = Zone.TITLE | Zone.HIDDEN
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^.!?]{20,}[.!?…][»”\"')\]]*(?:\s|$)")
PARAGRAPH = 60
"""A stretch of this many characters with a whole sentence, between two that are main content and
mostly not links, is content too: trafilatura leaves such paragraphs out now and then."""
WHOLE = 25
"""A stretch shorter than this counts as main content only where it is a whole line of it: «0» or
«Алматы» would otherwise be found inside any report."""

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "dc.date.issued", "dcterms.created", "date", "dc.date", "sailthru.date", "mediator_published_time",
)  # fmt: skip
_ARTICLES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "webpage",
    "liveblogposting",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page with its parts and map, and what the page says of itself."""

    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None


def page_text(decoded: Decoded, bounds: Bounds, *, whole: bool = False) -> PageText:
    """The text of a page. ``whole`` takes all of it for the report, as in a feed or a letter."""
    page = read(decoded.text)
    data = _linked_data(page)
    title = _title(page, data)
    main = None if whole else _main_content(decoded.text, page, bounds)
    kinds = _kinds(page.stretches, main, title, whole)
    text, blocks, segments = _woven(page.stretches, kinds, Ruler(decoded))
    return PageText(
        text=text,
        blocks=blocks,
        segments=segments,
        title=title,
        outlet=page.meta.get("og:site_name") or data.get("publisher"),
        author=page.meta.get("author") or data.get("author") or page.meta.get("article:author"),
        published=_published(page, data),
        url=_address(page.meta.get("og:url")) or _address(page.meta.get("canonical")),
        lang=_lang(page.meta.get("html lang")),
    )


def _main_content(source: str, page: Page, bounds: Bounds) -> str | None:
    """The main text as trafilatura gives it; None where it finds none or must not be asked."""
    if (
        page.depth > bounds.depth
        or page.elements > bounds.elements
        or len(source) > bounds.page
    ):
        return None
    try:
        found = trafilatura.bare_extraction(
            source, fast=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except Exception:  # its parser fails on some broken pages in ways it does not name
        return None
    text = getattr(found, "text", None)
    return text if isinstance(text, str) and text.strip() else None


def _kinds(
    stretches: list[Stretch], main: str | None, title: str | None, whole: bool
) -> list[BlockKind]:
    words = [stretch.text for stretch in stretches]
    small = [folded(text) for text in words]
    if main is None:
        kept = [whole or not stretch.zone & _FURNITURE_ZONES for stretch in stretches]
    else:
        kept = _kept(stretches, words, small, main)
    kinds = [
        _kind(stretch, text, keep)
        for stretch, text, keep in zip(stretches, words, kept, strict=True)
    ]
    _choose_headline(stretches, words, small, kinds, title)
    return kinds


def _kept(
    stretches: list[Stretch], words: list[str], small: list[str], main: str
) -> list[bool]:
    packed = folded(main)
    whole = {folded(line) for line in main.split("\n")}
    kept = []
    for stretch, letters in zip(stretches, small, strict=True):
        if stretch.zone & _UNSEEN or not letters:
            kept.append(False)
        elif len(letters) < WHOLE:
            kept.append(letters in whole)
        else:
            kept.append(letters in packed)
    if True in kept:
        first = kept.index(True)
        last = len(kept) - 1 - kept[::-1].index(True)
        for at in range(first, last + 1):
            kept[at] = kept[at] or _is_paragraph(stretches[at], words[at])
    return kept


def _is_paragraph(stretch: Stretch, text: str) -> bool:
    return (
        len(text) >= PARAGRAPH
        and not stretch.zone & _FURNITURE_ZONES
        and stretch.linked * 2 < len(text)
        and _SENTENCE.search(text) is not None
    )


def _kind(stretch: Stretch, text: str, keep: bool) -> BlockKind:
    zone = stretch.zone
    if zone & _UNSEEN:
        return BlockKind.FURNITURE
    if zone & Zone.CAPTION and not zone & _FURNITURE_ZONES:
        return BlockKind.CAPTION
    if not keep:
        return BlockKind.FURNITURE
    announced = lexicon().kind(text)
    if announced is not None:
        return announced
    return BlockKind.ITEM if zone & Zone.ITEM else BlockKind.BODY


def _choose_headline(
    stretches: list[Stretch],
    words: list[str],
    small: list[str],
    kinds: list[BlockKind],
    title: str | None,
) -> None:
    """The page's first heading outside its furniture, else the heading or line that is the title,
    else the title of the page itself."""
    wanted = "" if title is None else folded(title)
    headings = [
        at for at, stretch in enumerate(stretches)
        if stretch.zone & Zone.HEADLINE and not stretch.zone & _FURNITURE_ZONES and small[at]
    ]  # fmt: skip
    equal = [at for at, letters in enumerate(small) if letters == wanted] if wanted else []
    titles = [
        at for at, stretch in enumerate(stretches) if stretch.zone & Zone.TITLE and words[at]
    ]
    shown = [at for at in equal if not stretches[at].zone & Zone.TITLE]
    for candidates in ([at for at in headings if at in equal], headings, shown, titles):
        if candidates:
            kinds[candidates[0]] = BlockKind.HEADLINE
            return


_PLACE = {BlockKind.HEADLINE: 0, BlockKind.FURNITURE: 2}


def _woven(
    stretches: list[Stretch], kinds: list[BlockKind], ruler: Ruler
) -> tuple[str, tuple[Block, ...], tuple[Segment, ...]]:
    """Headline first, the report in the order of the page, furniture after it."""
    byte_at = ruler.byte_at
    located = [
        [
            (text, byte_at(start), byte_at(end), exact)
            for text, start, end, exact in stretch.pieces
        ]
        for stretch in stretches
    ]
    order = sorted(range(len(kinds)), key=lambda at: _PLACE.get(kinds[at], 1))
    weave = Weave()
    found = []
    for at in order:
        if weave.length:
            weave.gap("\n")
        start = weave.length
        for text, first, after, exact in located[at]:
            weave.add(text, first, after, verbatim=exact and "\ufffd" not in text)
        found.append(Block(Span(start, weave.length), kinds[at]))
    return weave.text, tuple(found), weave.segments()


def _linked_data(page: Page) -> dict[str, str]:
    """What the page's JSON-LD says of the report: headline, publisher, author, datePublished."""
    said: dict[str, str] = {}
    for source in page.linked_data[:8]:
        try:
            for node in _nodes(json.loads(source, strict=False), 0):
                _learn(node, said)
        except (ValueError, RecursionError):
            continue
    return said


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for element in value[:64]:
            yield from _nodes(element, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _learn(node: dict[str, object], said: dict[str, str]) -> None:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    if not any(isinstance(name, str) and name.lower() in _ARTICLES for name in kinds):
        return
    for key, at in (("headline", "headline"), ("datePublished", "datePublished")):
        value = node.get(at)
        if isinstance(value, str) and value.strip():
            said.setdefault(key, value.strip())
    for key in ("publisher", "author"):
        names = _names(node.get(key))
        if names:
            said.setdefault(key, ", ".join(names))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() and "://" not in value else []
    if isinstance(value, dict):
        return _names(value.get("name")) if not isinstance(value.get("name"), dict) else []
    if isinstance(value, list):
        return [
            name
            for element in value[:16]
            if not isinstance(element, list)
            for name in _names(element)
        ]
    return []


def _title(page: Page, data: dict[str, str]) -> str | None:
    headings = (
        stretch.text for stretch in page.stretches
        if stretch.zone & Zone.HEADLINE and not stretch.zone & _FURNITURE_ZONES
    )  # fmt: skip
    titles = (stretch.text for stretch in page.stretches if stretch.zone & Zone.TITLE)
    return (
        page.meta.get("og:title")
        or data.get("headline")
        or next(headings, None)
        or next(titles, None)
    )


def _published(page: Page, data: dict[str, str]) -> str | None:
    named = (page.meta.get(key) for key in _PUBLISHED)
    for stamp in (data.get("datePublished"), *named, page.meta.get("time published")):
        if stamp and (edtf := edtf_of(stamp)) is not None:
            return edtf
    return None


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _lang(tag: str | None) -> str | None:
    """The language part of a tag such as ``ru-KZ``. Pages name it carelessly: it only breaks ties."""
    match = re.match(r"[a-z]{2}(?![a-z])", tag or "")
    return None if match is None else match.group()
