"""A web page as a document: headline, main text, captions; menus and "read also" kept apart.

Which part of a page is the report is found by ``main_content``; the words themselves are never its
output, which changes spaces, but stretches of the source with their bytes.
Of the head of the page only what it says outright is believed: no date is guessed from the text.
"""

import re
from dataclasses import dataclass

from qantar.domain.source import Block, BlockKind, Segment
from qantar.domain.span import Span
from qantar.text.block import folded, lexicon
from qantar.text.bounds import Bounds
from qantar.text.encoding import Decoded, Ruler
from qantar.text.linked_data import linked_data
from qantar.text.main_content import main_content
from qantar.text.markup import INVISIBLE, Page, Stretch, read
from qantar.text.stamp import edtf_of
from qantar.text.tags import Zone
from qantar.text.weave import Weave

_FURNITURE_ZONES = Zone.CHROME | Zone.NAMED | Zone.HIDDEN
_UNSEEN = Zone.TITLE | Zone.HIDDEN
_SENTENCE = re.compile(r"[^\W\d_]{2,}[^.!?]{20,}[.!?…][»”\"')\]]*(?:\s|$)")
PARAGRAPH = 60
"""A stretch of this many characters with a whole sentence, between two that are main content and
mostly not links, is content too: such paragraphs are left out now and then."""
WHOLE = 25
"""A stretch shorter than this counts as main content only where it is a whole line of it: «0» or
«Алматы» would otherwise be found inside any report."""
LINKS = 3
"""So many links on end with nothing between them are a menu or a list of other reports."""

_NO_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "dc.date.issued", "dcterms.created", "date", "dc.date", "sailthru.date", "mediator_published_time",
)  # fmt: skip


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
    data = linked_data(page)
    title = _title(page, data)
    main = None if whole else main_content(decoded.text, page, bounds)
    kinds = _kinds(page.stretches, main, title, whole)
    text, blocks, segments = _woven(page.stretches, kinds, decoded)
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


def _kinds(
    stretches: list[Stretch], main: str | None, title: str | None, whole: bool
) -> list[BlockKind]:
    words = [stretch.text for stretch in stretches]
    if whole:
        kept = [True] * len(words)
    else:
        menus = _menus(stretches)
        kept = _kept(stretches, words, main, menus)
        if True not in kept:  # all is links, as where one was never closed
            kept = _kept(stretches, words, main, [False] * len(words))
    kinds = [
        _kind(stretch, text, keep)
        for stretch, text, keep in zip(stretches, words, kept, strict=True)
    ]
    _choose_headline(stretches, words, kinds, title)
    return kinds


def _kept(
    stretches: list[Stretch], words: list[str], main: str | None, menus: list[bool]
) -> list[bool]:
    if main is None:
        return [
            not (menu or stretch.zone & _FURNITURE_ZONES)
            for stretch, menu in zip(stretches, menus, strict=True)
        ]
    if any(mark in main for mark in INVISIBLE):
        main = main.translate(_NO_INVISIBLE)
    packed = _packed(main)
    whole = {_packed(line) for line in main.split("\n")}
    kept = []
    for stretch, text, menu in zip(stretches, words, menus, strict=True):
        zone = stretch.zone
        if menu or zone & _UNSEEN:
            kept.append(False)
            continue
        # The bars between the cells of a row are not the page's own.
        letters = _packed(text.replace(" | ", " ") if zone & Zone.ITEM else text)
        if len(letters) < WHOLE:
            kept.append(letters in whole and letters != "")
        else:
            kept.append(letters in packed)
    if True in kept:
        first = kept.index(True)
        last = len(kept) - 1 - kept[::-1].index(True)
        for at in range(first, last + 1):
            if not (kept[at] or menus[at]):
                kept[at] = _is_content(stretches[at], words[at])
    return kept


def _packed(text: str) -> str:
    """A text without its spaces, which layout may change."""
    return "".join(text.split())


def _menus(stretches: list[Stretch]) -> list[bool]:
    """Which stretches are links on end, in stretches of their own or within one."""
    found = [False] * len(stretches)
    begin = links = 0
    for at, stretch in enumerate(stretches):
        if stretch.linked * 10 >= stretch.length * 9:
            links += stretch.links or 1
            continue
        if links >= LINKS:
            found[begin:at] = [True] * (at - begin)
        begin, links = at + 1, 0
    if links >= LINKS:
        found[begin:] = [True] * (len(found) - begin)
    return found


def _is_content(stretch: Stretch, text: str) -> bool:
    """Whether what stands between two stretches of main content is content too: a paragraph, or an
    entry of a list that leads nowhere else."""
    if stretch.zone & _FURNITURE_ZONES or stretch.linked * 2 >= len(text):
        return False
    if stretch.zone & Zone.ITEM:
        return True
    return len(text) >= PARAGRAPH and _SENTENCE.search(text) is not None


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
    stretches: list[Stretch], words: list[str], kinds: list[BlockKind], title: str | None
) -> None:
    """The page's first heading outside its furniture, else the heading or line that is the title,
    else the title of the page itself."""
    wanted = "" if title is None else folded(title)
    headings = [
        at for at, stretch in enumerate(stretches)
        if stretch.zone & Zone.HEADLINE and not stretch.zone & _FURNITURE_ZONES and folded(words[at])
    ]  # fmt: skip
    equal = [at for at in headings if wanted and folded(words[at]) == wanted]
    if candidates := equal or headings:
        kinds[candidates[0]] = BlockKind.HEADLINE
        return
    titles = [
        at for at, stretch in enumerate(stretches) if stretch.zone & Zone.TITLE and words[at]
    ]
    shown = (
        at for at, text in enumerate(words)
        if wanted and not stretches[at].zone & Zone.TITLE and folded(text) == wanted
    )  # fmt: skip
    at = next(shown, titles[0] if titles else None)
    if at is not None:
        kinds[at] = BlockKind.HEADLINE


_PLACE = {BlockKind.HEADLINE: 0, BlockKind.FURNITURE: 2}


def _woven(
    stretches: list[Stretch], kinds: list[BlockKind], decoded: Decoded
) -> tuple[str, tuple[Block, ...], tuple[Segment, ...]]:
    """Headline first, the report in the order of the page, furniture after it."""
    mended = "\ufffd" in decoded.text
    byte_at = Ruler(decoded).bytes_at(
        [
            char
            for stretch in stretches
            for _, start, end, _ in stretch.pieces
            for char in (start, end)
        ]
    )
    weave = Weave()
    found: list[Block] = []
    for at in sorted(
        range(len(kinds)), key=[_PLACE.get(kind, 1) for kind in kinds].__getitem__
    ):
        if found:
            weave.gap("\n")
        start = weave.length
        for text, first, after, exact in stretches[at].pieces:
            verbatim = exact and not (mended and "\ufffd" in text)
            weave.add(text, byte_at[first], byte_at[after], verbatim=verbatim)
        found.append(Block(Span(start, weave.length), kinds[at]))
    return weave.text, tuple(found), weave.segments()


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
