"""A web page cut into stretches of text, each knowing where in the source it stands.

This is not a browser. It keeps one promise that parsers do not: of every letter it hands on, it
knows the character of the source it came from. It reads any text whatever in time that grows with
its length, and never fails.
"""

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from qantar.text.tags import (
    ATTRIBUTE,
    DROPPED,
    END_LEFT_OUT,
    MAY_BE_EMPTY,
    TAGS,
    Tag,
    Zone,
    tag_of,
    zone_of,
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_WHOLE_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?>[^>"'=]+|=\s*"[^"]*"|=\s*'[^']*'|[="'])*)>"""
)
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
"""Where a tag or a comment begins; any other «<» is a letter like others."""
_REGULAR = re.compile(r"""(?>[^"'=<>]+|=\s*"[^"]*"|=\s*'[^']*'|=[^\s"'<>]*)*""")
"""Attributes of which any reader says the same."""
_TAG_REACH = 4096
"""Characters within which quoted values are respected when the end of a tag is looked for; beyond
it the first «>» ends the tag, so that an unclosed quote cannot swallow the page."""
_PLAIN = re.compile(
    r"""([^<]*)<(/?[a-zA-Z][a-zA-Z0-9]*)((?>[^<>"'/=]+|="[^"<>]*"|=[^<>"'/\s]*|/(?!>))*)>""",
)
"""Words and the tag after them, where nothing about it is out of the ordinary."""
_EMPTY = re.compile(r"""(?:^|[\s"'])/$""")
"""How the attributes of an element end that is closed by its own tag; in «href=/» the «/» is a value."""
_CHANGED = re.compile(
    r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|(?: (?=[ \t\n\r\f\v\x00\x85\u2028\u2029])|[\t\n\r\f\v\x00\x85\u2028\u2029])"
    r"[ \t\n\r\f\v\x00\x85\u2028\u2029]*"  # a single space inside words stays as it is
    r"|[\u00ad\u200b\u2060\ufeff]+"
)
_TWO_SPACES, _ENTITY = "  ", "&"
_SPACE = " \t\n\r\f\v\x00\x85\u2028\u2029"
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Marks that nobody sees: a soft hyphen, joints of no width."""

_LINK = Zone.LINK

Piece = tuple[str, int, int, bool]
"""Text, first character, character after the last, whether the text is exactly the source."""


@dataclass(slots=True)
class Stretch:
    """One block of a page: its pieces with the characters they came from."""

    zone: int
    pieces: list[Piece] = field(default_factory=list)
    linked: int = 0
    """Characters of it that are a link."""
    length: int = 0
    links: int = 0
    """Links begun in it."""

    @property
    def text(self) -> str:
        if len(self.pieces) == 1:
            return self.pieces[0][0]
        return "".join([piece[0] for piece in self.pieces])


@dataclass(slots=True)
class Page:
    """A page as stretches of text, with what its head says of it."""

    stretches: list[Stretch] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)
    depth: int = 0
    elements: int = 0
    left_open: int = 0
    """Elements of mere appearance (bold, a link) not closed in their turn. A browser opens each again in
    all that follows, so that some thousands make a page of millions."""
    deeper: int = 0
    """By how much a browser may nest it deeper than it was read here."""
    cuts: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the source that say nothing or are malformed, half-open and in order: comments,
    scripts, the attributes of tags where it is in doubt where they end."""


def read(source: str) -> Page:
    """The stretches of a page in source order."""
    return _Reading(source).page


class _Reading:
    """Tags pass here by the thousand, so the common ones take a short way: what a tag means is
    remembered by its letters, and a stretch is begun only where there are words for it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.page = Page()
        self._stack: list[tuple[str, int]] = []
        self._zone = Zone.NONE
        self._pieces: list[Piece] = []
        self._begun = Zone.NONE
        self._linked = 0
        self._length = 0
        self._links = 0
        self._no_end: set[str] = set()  # names of which no closing tag follows any more
        self._run()

    def _run(self) -> None:
        source, at, size = self.source, 0, len(self.source)
        plain, tags, stack, page = _PLAIN.match, TAGS, self._stack, self.page
        while at < size:
            match = plain(source, at)
            tag: Tag | None = None
            if match is not None:
                words, name, attributes = match.groups()
                tag = tags.get(name)
            if match is None or tag is None or len(attributes) > _TAG_REACH:
                found = _MARKUP.search(source, at)
                begin = size if found is None else found.start()
                if begin > at:
                    self._text(at, begin)
                if found is None:
                    break
                at, tag, attributes = self._markup(begin)
                if tag is None:
                    continue
            else:
                begin = at
                if words:
                    begin += len(words)
                    if self._pieces or words[0] in _SPACE or not _stays(words):
                        self._text(at, begin)
                    else:  # the common case, a stretch that begins with plain words
                        self._begun = self._zone
                        self._pieces.append((words, at, begin, True))
                        self._length = len(words)
                        if self._zone & _LINK:
                            self._linked = self._length
                at = match.end()
            if tag.breaks and self._pieces:
                self._break()
            if tag.closes:
                if stack and stack[-1][0] is tag.name:
                    self._zone = stack.pop()[1]
                    if tag.appears:
                        page.left_open -= 1
                else:
                    self._close(tag)
                continue
            page.elements += 1
            if tag.void:
                continue
            if tag.ended_by_next and stack and stack[-1][0] is tag.name:
                self._zone = stack.pop()[1]
                if tag.appears:
                    page.left_open -= 1
            if tag.cell and self._pieces:
                self._between_cells(begin, at)
            zone = zone_of(tag, attributes) if attributes else tag.zone
            stack.append((tag.name, self._zone))
            self._zone |= zone
            if tag.appears:
                page.left_open += 1
                if zone & _LINK:
                    self._links += 1
            if len(stack) > page.depth:
                page.depth = len(stack)
        self._break()

    def _markup(self, at: int) -> tuple[int, Tag | None, str]:
        """Where reading goes on past the tag or comment at a place; the tag, if it means anything,
        and its attributes."""
        source = self.source
        whole = _WHOLE_TAG.match(source, at, at + _TAG_REACH)
        if whole is None:
            match = _TAG.match(source, at)
            if match is None:
                return self._no_tag(at), None, ""
            closes, name = match.groups()
            end = self._after(">", match.end())
            attributes = source[match.end() : end - 1]
            self.page.cuts.append((match.end(), end - 1))
        else:
            closes, name, attributes = whole.groups()
            end = whole.end()
            if attributes and _REGULAR.fullmatch(attributes) is None:
                self.page.cuts.append((whole.start(3), end - 1))
        name = name.lower()
        tag = tag_of(name, bool(closes))
        if closes:
            return end, tag, ""
        if name in DROPPED:
            after = self._skip(name, attributes, end)
            self.page.cuts.append((at, after))
            return after, None, ""
        if tag.says:
            self._learn(name, attributes)
        if name in MAY_BE_EMPTY and _EMPTY.search(attributes) is not None:
            self.page.elements += 1
            self.page.deeper += 1  # to a browser it is open
            self.page.left_open += tag.appears
            if tag.breaks:
                self._break()
            return end, None, ""
        return end, tag, attributes

    def _no_tag(self, at: int) -> int:
        source = self.source
        if source.startswith("<!--", at):
            end = self._after("-->", at + 4)
        elif source.startswith("<![CDATA[", at):
            end = at + 9  # its text is read, its end «]]>» is dropped with other furniture
        else:
            end = self._after(">", at + 2)
        self.page.cuts.append((at, end))
        return end

    def _after(self, mark: str, at: int) -> int:
        found = self.source.find(mark, at)
        return len(self.source) if found < 0 else found + len(mark)

    def _skip(self, name: str, attributes: str, at: int) -> int:
        if attributes.endswith("/") and name in ("svg", "math"):
            return at
        if name in self._no_end:
            return at
        match = _end_of(name).search(self.source, at)
        if match is None:
            self._no_end.add(name)
            # Without an end a script runs to the end of the page; other elements are opened by
            # mistake more often than left open, and their text is read.
            return len(self.source) if name in ("script", "style") else at
        if name == "script" and "ld+json" in attributes:
            self.page.linked_data.append(self.source[at : match.start()])
        return self._after(">", match.end())

    def _between_cells(self, at: int, end: int) -> None:
        last = self._pieces[-1][0]
        self._put("| " if last.endswith(" ") else " | ", at, end, exact=False)

    def _close(self, tag: Tag) -> None:
        # A closing tag ends the nearest element of its name; one that was never opened ends none.
        # Looking a bounded way down keeps a hostile page from costing more than its length.
        stack, page = self._stack, self.page
        for back in range(1, min(len(stack), 64) + 1):
            if stack[-back][0] == tag.name:
                self._zone = stack[-back][1]
                page.left_open -= tag.appears
                page.deeper += sum(
                    inner not in END_LEFT_OUT for inner, _ in stack[len(stack) - back + 1 :]
                )
                del stack[-back:]
                return
        page.elements += 1  # a browser makes an element of some of them

    def _break(self) -> None:
        pieces = self._pieces
        if pieces:
            text, start, end, exact = pieces[-1]
            if text[-1] == " ":
                pieces.pop()
                if len(text) > 1:
                    pieces.append((text[:-1], start, end - 1, exact))
            if pieces:
                self.page.stretches.append(
                    Stretch(self._begun, pieces, self._linked, self._length, self._links)
                )
            self._pieces = []
            self._linked = self._length = self._links = 0

    def _text(self, start: int, end: int) -> None:
        at = start
        source = self.source
        words = source[start:end]
        if _stays(words):
            self._put(words, start, end, exact=True)
            return
        for match in _CHANGED.finditer(source, start, end):
            first, after = match.span()
            found = source[first]
            if first > at:
                self._put(source[at:first], at, first, exact=True)
            if found == "&":
                self._put(_character(match.group()), first, after, exact=False)
            elif found in _SPACE and self._pieces:
                self._put(" ", first, after, exact=False)
            at = after
        if end > at:
            self._put(source[at:end], at, end, exact=True)

    def _put(self, text: str, start: int, end: int, *, exact: bool) -> None:
        pieces = self._pieces
        if text.startswith(" ") and (not pieces or pieces[-1][0].endswith(" ")):
            text, start = text[1:], start + 1
        if text:
            if not pieces:
                self._begun = self._zone
            pieces.append((text, start, end, exact))
            self._length += len(text)
            if self._zone & Zone.LINK:
                self._linked += len(text)

    def _learn(self, name: str, attributes: str) -> None:
        pairs = {
            match.group(1).lower(): html.unescape(
                match.group(2) or match.group(3) or match.group(4) or ""
            )
            for match in ATTRIBUTE.finditer(attributes)
        }
        meta = self.page.meta
        if name == "meta":
            key = pairs.get("property") or pairs.get("name") or pairs.get("itemprop")
            if key and (value := pairs.get("content", "").strip()):
                meta.setdefault(key.lower(), value)
        elif name == "link" and pairs.get("rel", "").lower() == "canonical":
            meta.setdefault("canonical", pairs.get("href", "").strip())
        elif name == "html" and "lang" in pairs:
            meta.setdefault("html lang", pairs["lang"].strip().lower())
        elif name == "time" and "datetime" in pairs:
            meta.setdefault(
                "time published"
                if "pubdate" in attributes or "datePublished" in attributes
                else "time",
                pairs["datetime"].strip(),
            )


def _stays(words: str) -> bool:
    """Whether words are handed on as they stand: spaces but single blanks and marks that nobody sees are no
    printable characters to Python, which knows that faster than a pattern is looked for."""
    return (
        words.isprintable() and _ENTITY not in words and _TWO_SPACES not in words
    ) or _CHANGED.search(words) is None


@lru_cache(maxsize=64)
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s>/])", re.I)


def _character(entity: str) -> str:
    """What an entity stands for; spaces of layout become a space, invisible marks nothing."""
    text = html.unescape(entity)
    if text and text in _SPACE:
        return " "
    return "" if text in INVISIBLE else text
