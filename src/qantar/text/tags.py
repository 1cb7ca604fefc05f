"""What the elements of a page mean for its text, by their names, classes and ids."""

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Final

from qantar.text.block import lexicon

ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAMES = re.compile(r"[a-z0-9_-]+")
_NAMED = re.compile(r"\b(?:class|id)\s*=", re.I)
_HIDDEN = re.compile(
    r"""display\s*:\s*none|visibility\s*:\s*hidden|\shidden(?:\s|=|$)|aria-hidden\s*=\s*["']?true""",
    re.I,
)
MAY_BE_EMPTY = frozenset({"a", "span", "i", "b", "div"})
_APPEARANCE = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
DROPPED = frozenset(
    "script style noscript template svg math iframe object select textarea canvas audio video "
    "noframes noembed xmp applet datalist".split()
)
_BREAKING = frozenset(
    "address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav "
    "ol option p pre section summary table tbody tfoot thead title tr ul".split()
)
_ENDED_BY_NEXT = frozenset("a p li dt dd tr td th option".split())
END_LEFT_OUT = (
    _ENDED_BY_NEXT | _APPEARANCE | frozenset("span thead tbody tfoot colgroup optgroup".split())
)
"""Elements that may end with the one around them, in a browser as here."""


class Zone:
    """Where in a page a stretch of text stands, by the elements around it: bits of a number, because
    a page has thousands of elements and each inherits from the one around it."""

    NONE: Final = 0
    CHROME: Final = 1
    """In navigation, a footer, a form, an aside: named so by the element itself."""
    NAMED: Final = 2
    """In an element whose class or id names it "related", "share" and the like."""
    ARTICLE: Final = 4
    ITEM: Final = 8
    CAPTION: Final = 16
    HEADLINE: Final = 32
    SUBHEAD: Final = 64
    TITLE: Final = 128
    LINK: Final = 256
    HIDDEN: Final = 512


_ZONES = {
    "nav": Zone.CHROME, "footer": Zone.CHROME, "aside": Zone.CHROME, "form": Zone.CHROME,
    "button": Zone.CHROME, "menu": Zone.CHROME, "dialog": Zone.CHROME, "label": Zone.CHROME,
    "article": Zone.ARTICLE, "main": Zone.ARTICLE, "li": Zone.ITEM, "tr": Zone.ITEM,
    "dt": Zone.ITEM, "dd": Zone.ITEM, "figcaption": Zone.CAPTION, "h1": Zone.HEADLINE,
    "h2": Zone.SUBHEAD, "h3": Zone.SUBHEAD, "h4": Zone.SUBHEAD, "title": Zone.TITLE,
    "a": Zone.LINK,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a tag of a name does, its attributes aside."""

    name: str
    """In small letters; of one name there is one string."""
    closes: bool
    zone: int
    breaks: bool
    void: bool
    appears: bool
    ended_by_next: bool
    cell: bool
    tells_zone: bool
    """Whether its class may say which part of the page it is."""
    says: bool
    """Whether its attributes tell something about the page."""


@lru_cache(maxsize=1024)
def tag_of(name: str, closes: bool) -> Tag:
    """What a tag does whose name is given in small letters."""
    return Tag(
        name=intern(name),
        closes=closes,
        zone=_ZONES.get(name, Zone.NONE),
        breaks=name in _BREAKING,
        void=name in _VOID,
        appears=name in _APPEARANCE,
        ended_by_next=name in _ENDED_BY_NEXT,
        cell=name in ("td", "th"),
        tells_zone=name != "a" and name not in _VOID,
        says=name in ("meta", "link", "html", "time"),
    )


TAGS = {
    sign + name: tag_of(name, bool(sign))
    for name in (
        _BREAKING | _VOID | _APPEARANCE | {"span", "td", "th", "label", "cite", "sup", "sub"}
    )
    - {"meta", "link", "html"}
    for sign in ("", "/")
}
"""Tags that take the short way, by their name as pages mostly write it."""


def zone_of(tag: Tag, attributes: str) -> int:
    """The part of the page that an element says it is."""
    if tag.tells_zone:
        return tag.zone | _named_zone(attributes) if attributes else tag.zone
    if tag.zone and "name" in attributes and "href" not in attributes.lower():
        return Zone.NONE  # <a name="top"> leads nowhere, and is often never closed
    return tag.zone


@lru_cache(maxsize=4096)
def _named_zone(attributes: str) -> int:
    zone = Zone.NONE
    if _NAMED.search(attributes) is not None:
        for match in ATTRIBUTE.finditer(attributes):
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
