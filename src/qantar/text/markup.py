"""A web page cut into stretches of text, each knowing where in the source it stands.

This is not a browser. It keeps one promise that parsers do not: of every letter it hands on, it
knows the character of the source it came from. It reads any text whatever in time that grows with
its length, and never fails.
"""

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from qantar.text.block import lexicon

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_TAG_END = re.compile(r"""(?>[^>"'=]+|=\s*"[^"]*"|=\s*'[^']*'|[="'])*>""")
_TAG_REACH = 4096
"""Characters within which quoted values are respected when the end of a tag is looked for; beyond
it the first «>» ends the tag, so that an unclosed quote cannot swallow the page."""
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAMES = re.compile(r"[a-z0-9_-]+")
_NAMED = re.compile(r"\b(?:class|id)\s*=", re.I)
_HIDDEN = re.compile(
    r"""display\s*:\s*none|visibility\s*:\s*hidden|\shidden(?:\s|=|$)|aria-hidden\s*=\s*["']?true""",
    re.I,
)
_CHANGED = re.compile(
    r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|(?: (?=[ \t\n\r\f\v\x00\x85\u2028\u2029])|[\t\n\r\f\v\x00\x85\u2028\u2029])"
    r"[ \t\n\r\f\v\x00\x85\u2028\u2029]*"  # a single space inside words stays as it is
    r"|[\u00ad\u200b\u2060\ufeff]+"
)
_SPACE = " \t\n\r\f\v\x00\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_DROPPED = frozenset(
    "script style noscript template svg math iframe object select textarea canvas audio video "
    "noframes noembed xmp applet datalist".split()
)
_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav "
    "ol option p pre section summary table tbody tfoot thead title tr ul".split()
)
_ENDED_BY_NEXT = frozenset("p li dt dd tr td th option".split())


class Zone:
    """Where in a page a stretch of text stands, by the elements around it: bits of a number, because
    a page has thousands of elements and each inherits from the one around it."""

    NONE = 0
    CHROME = 1
    """In navigation, a footer, a form, an aside: named so by the element itself."""
    NAMED = 2
    """In an element whose class or id names it "related", "share" and the like."""
    ARTICLE = 4
    ITEM = 8
    CAPTION = 16
    HEADLINE = 32
    SUBHEAD = 64
    TITLE = 128
    LINK = 256
    HIDDEN = 512


_ZONES = {
    "nav": Zone.CHROME, "footer": Zone.CHROME, "aside": Zone.CHROME, "form": Zone.CHROME,
    "button": Zone.CHROME, "menu": Zone.CHROME, "dialog": Zone.CHROME, "label": Zone.CHROME,
    "article": Zone.ARTICLE, "main": Zone.ARTICLE, "li": Zone.ITEM, "tr": Zone.ITEM,
    "dt": Zone.ITEM, "dd": Zone.ITEM, "figcaption": Zone.CAPTION, "h1": Zone.HEADLINE,
    "h2": Zone.SUBHEAD, "h3": Zone.SUBHEAD, "h4": Zone.SUBHEAD, "title": Zone.TITLE,
    "a": Zone.LINK,
}  # fmt: skip


@dataclass(slots=True)
class Stretch:
    """One block of a page as it is being read: its pieces with the characters they came from."""

    zone: int
    pieces: list[tuple[str, int, int, bool]] = field(default_factory=list)
    """Text, first character, character after the last, whether the text is exactly the source."""
    linked: int = 0
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(piece for piece, _, _, _ in self.pieces)


@dataclass(slots=True)
class Page:
    """A page as stretches of text, with what its head says of it."""

    stretches: list[Stretch] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)
    depth: int = 0
    elements: int = 0


def read(source: str) -> Page:
    """The stretches of a page in source order."""
    return _Reading(source).page


class _Reading:
    def __init__(self, source: str) -> None:
        self.source = source
        self.page = Page()
        self._stack: list[tuple[str, int]] = []
        self._zone = Zone.NONE
        self._open = Stretch(Zone.NONE)
        self._no_end: set[str] = set()  # names of which no closing tag follows any more
        self._run()

    def _run(self) -> None:
        source, at = self.source, 0
        while at < len(source):
            tag = source.find("<", at)
            if tag < 0:
                self._text(at, len(source))
                break
            if tag > at:
                self._text(at, tag)
            at = self._markup(tag)
        self._break()

    def _markup(self, at: int) -> int:
        """Past the tag, comment or lone «<» at a place; returns where reading goes on."""
        source = self.source
        match = _TAG.match(source, at)
        if match is None:
            if source.startswith("<!--", at):
                return self._after("-->", at + 4)
            if source.startswith("<![CDATA[", at):
                return at + 9  # its text is read, its end «]]>» is dropped with other furniture
            if source.startswith(("<!", "<?", "</"), at):
                return self._after(">", at + 2)
            self._text(at, at + 1)
            return at + 1
        named = match.end()
        if source.startswith(">", named):
            end = named + 1
        else:
            end_match = _TAG_END.match(source, named, named + _TAG_REACH)
            end = end_match.end() if end_match is not None else self._after(">", named)
        closes, name = match.groups()
        name = name.lower()
        if closes:
            self._close(name)
            return end
        attributes = source[named : end - 1]
        if name in _DROPPED:
            return self._skip(name, attributes, end)
        self._start(name, attributes, match.start(), end)
        return end

    def _after(self, mark: str, at: int) -> int:
        found = self.source.find(mark, at)
        return len(self.source) if found < 0 else found + len(mark)

    def _skip(self, name: str, attributes: str, at: int) -> int:
        if attributes.endswith("/") and name in ("svg", "math"):
            return at
        if name in self._no_end:
            return at
        match = re.compile(rf"</{name}(?=[\s>/])", re.I).search(self.source, at)
        if match is None:
            self._no_end.add(name)
            # Without an end a script runs to the end of the page; other elements are opened by
            # mistake more often than left open, and their text is read.
            return len(self.source) if name in ("script", "style") else at
        if name == "script" and "ld+json" in attributes:
            self.page.linked_data.append(self.source[at : match.start()])
        return self._after(">", match.end())

    def _start(self, name: str, attributes: str, at: int, end: int) -> None:
        if name in ("meta", "link", "html", "time"):
            self._remember(name, attributes)
        self.page.elements += 1
        if name in _BREAKING:
            self._break()
        if name in _VOID:
            return
        if name in _ENDED_BY_NEXT and self._stack and self._stack[-1][0] == name:
            self._close(name)
        if name in ("td", "th") and self._open.length:
            self._between_cells(at, end)
        if attributes.endswith("/") and name in ("a", "span", "i", "b", "div"):
            return
        zone = self._zone | _ZONES.get(name, Zone.NONE)
        if attributes and name != "a":
            zone |= _named_zone(attributes)
        self._stack.append((name, self._zone))
        self._zone = zone
        if len(self._stack) > self.page.depth:
            self.page.depth = len(self._stack)
        if not self._open.length:
            self._open.zone = zone

    def _close(self, name: str) -> None:
        if name in _BREAKING:
            self._break()
        # A closing tag ends the nearest element of its name; one that was never opened ends none.
        # Looking a bounded way down keeps a hostile page from costing more than its length.
        stack = self._stack
        if stack and stack[-1][0] == name:
            self._zone = stack.pop()[1]
        else:
            for back in range(2, min(len(stack), 64) + 1):
                if stack[-back][0] == name:
                    self._zone = stack[-back][1]
                    del stack[-back:]
                    break
        if not self._open.length:
            self._open.zone = self._zone

    def _break(self) -> None:
        stretch = self._open
        if stretch.pieces and stretch.pieces[-1][0] == " ":
            stretch.pieces.pop()
        elif stretch.pieces and stretch.pieces[-1][0].endswith(" "):
            text, start, end, exact = stretch.pieces.pop()
            stretch.pieces.append((text[:-1], start, end - 1, exact))
        if stretch.pieces:
            self.page.stretches.append(stretch)
        self._open = Stretch(self._zone)

    def _text(self, start: int, end: int) -> None:
        if not self._open.length:
            self._open.zone = self._zone
        at = start
        source = self.source
        for match in _CHANGED.finditer(source, start, end):
            first, after = match.span()
            found = match.group()
            if first > at:
                self._put(source[at:first], at, first, exact=True)
            if found[0] == "&":
                self._put(_character(found), first, after, exact=False)
            elif found[0] in _SPACE:
                self._put(" ", first, after, exact=False)
            at = after
        if end > at:
            self._put(source[at:end], at, end, exact=True)

    def _put(self, text: str, start: int, end: int, *, exact: bool) -> None:
        stretch = self._open
        if text.startswith(" ") and (not stretch.pieces or stretch.pieces[-1][0].endswith(" ")):
            text, start = text[1:], start + 1
        if text:
            stretch.pieces.append((text, start, end, exact))
            stretch.length += len(text)
            if self._zone & Zone.LINK:
                stretch.linked += len(text)

    def _between_cells(self, at: int, end: int) -> None:
        last = self._open.pieces[-1][0]
        self._put("| " if last.endswith(" ") else " | ", at, end, exact=False)

    def _remember(self, name: str, attributes: str) -> None:
        pairs = {
            match.group(1).lower(): html.unescape(
                match.group(2) or match.group(3) or match.group(4) or ""
            )
            for match in _ATTRIBUTE.finditer(attributes)
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


def _character(entity: str) -> str:
    """What an entity stands for; spaces of layout become a space, invisible marks nothing."""
    text = html.unescape(entity)
    if text and text in _SPACE:
        return " "
    return "" if text in _INVISIBLE else text


@lru_cache(maxsize=4096)
def _named_zone(attributes: str) -> int:
    zone = Zone.NONE
    if _NAMED.search(attributes) is not None:
        for match in _ATTRIBUTE.finditer(attributes):
            if match.group(1).lower() in ("class", "id"):
                value = (match.group(2) or match.group(3) or match.group(4) or "").lower()
                zone |= _zone_of_names(value)
    if _HIDDEN.search(attributes) is not None:
        zone |= Zone.HIDDEN
    return zone


@lru_cache(maxsize=4096)
def _zone_of_names(value: str) -> int:
    words = lexicon()
    zone = Zone.NONE
    for name in _NAMES.findall(value):
        parts = {name, *re.split(r"__|--|_", name)}
        if not words.caption_names.isdisjoint(parts):
            zone |= Zone.CAPTION
        elif not words.furniture_names.isdisjoint(parts):
            zone |= Zone.NAMED
    return zone
