"""Names of outlets by their form: in quotation marks, in Latin letters, by their address, before the noun for what they are."""

import re

from qantar.domain.source import BlockKind
from qantar.grammar.token import MARK, NUMBER
from qantar.read.body_names import bare_names
from qantar.read.sentence import Sentence, capitalised

OPEN = "«“„\"'‘"


CLOSE = "»”“\"'’"


NAME_LENGTH = 6
"""Tokens a quoted outlet name may have: «Казахстанская правда»."""


LATIN = re.compile(r"[A-Z][A-Za-z]*")


SITE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me/\w+|[^\W\d_][\w-]*(?:\.[a-z][\w-]+)*\.[a-z]{2,6}(?![\w])|[A-Z]{3,}\.(?:RU|KZ|KG|UA|COM|UZ|BY|AM|GE)\b|\d{1,3}\.(?:kg|kz|ru|ua|uz|com)\b)|(?<!\w)@\w{4,}"
)
"""An outlet named by its address: «BNews.kz», «Газета.uz», «t.me/channel», «@channel»."""


SITE_SIGN = re.compile(r"@|\.[a-zA-Z]")
"""What no address lacks: looked for first, as few sentences have it."""


def sites(sentence: Sentence) -> list[tuple[int, int]]:
    """Token ranges of addresses that name outlets and channels, sought once a sentence."""
    if sentence.addresses is None:
        sentence.addresses = addresses(sentence)
    return sentence.addresses


def addresses(sentence: Sentence) -> list[tuple[int, int]]:
    if SITE_SIGN.search(sentence.text, sentence.start, sentence.end) is None:
        return []
    return [
        (sentence.token_at(match.start()), sentence.token_at(match.end() - 1) + 1)
        for match in SITE.finditer(sentence.text, sentence.start, sentence.end)
    ]


def name_before(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """«Хабар 24» арнасы, BBC телеарнасы: the name before the noun for what it is."""
    tokens = sentence.tokens
    if index and tokens[index - 1].kind == MARK and tokens[index - 1].text in CLOSE:
        for first in range(index - 2, max(-1, index - 2 - NAME_LENGTH), -1):
            if tokens[first].kind == MARK and tokens[first].text in OPEN:
                return first + 1, index - 1
        return None
    if sentence.pack.fixed_order:
        return capitals_before(sentence, index)
    return latin_before(sentence, index)


def capitals_before(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """ "The Baza Telegram channel", "the Kyiv Independent newspaper": capitals between an article and the noun
    for what it is; not where a paper is from ("the Russian newspaper", "a Moscow daily")."""
    tokens = sentence.tokens
    if sentence.is_caseless or sentence.kind is BlockKind.HEADLINE:
        return None
    first = index
    while first and index - first < NAME_LENGTH and (
        capitalised(tokens[first - 1])
        or (first == index > 1 and tokens[first - 1].kind == NUMBER and capitalised(tokens[first - 2]))
        or (1 < first < index and tokens[first - 1].norm in INSIDE and capitalised(tokens[first - 2]))
    ):  # fmt: skip
        if any(h.first == first - 1 for h in sentence.of("auxiliaries", "determiner")):
            break
        first -= 1
    bare = not first or tokens[first - 1].norm != "the"
    if first == index or (bare and not stands_bare(sentence, first, index)):
        return None
    if (
        capitalised(tokens[index])
        and index + 1 < len(tokens)
        and tokens[index + 1].norm == "of"
    ):
        return None  # "the Federal |Bureau of Prisons"
    where = any(
        hit.adjectival and first <= sentence.token_at(hit.start) < index
        for hit in sentence.places
    )
    dated = any(m.first < index and first < m.last for m in sentence.moments)
    return None if where or dated or bare_names(sentence, index + 1) else (first, index)


def stands_bare(sentence: Sentence, first: int, index: int) -> bool:
    """ "told |Lake FM radio", "|Delta news agency said": a name without "the" behind a verb of saying or at the
    head of its clause, before a noun for nothing but an outlet, and no place."""
    if not any(h.first == index for h in sentence.of("outlets", "head")) or any(
        first <= sentence.token_at(place.start) < index for place in sentence.places
    ):
        return False
    if sentence.tokens[index].norm not in OUTLETS_ONLY:
        return False
    if first and sentence.tokens[first - 1].text in ',"“':
        return True
    return any(h.last == first for h in sentence.of("attribution", "say", "relay"))


OUTLETS_ONLY = frozenset(
    "radio television tv newspaper daily news weekly broadcaster newswire tabloid".split()
)


INSIDE = frozenset("of de do da du del della di el la le der and &".split())
"""Small words inside the name of a paper: "the Folha |de Lisboa newspaper"."""


def latin_before(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """«Interpressnews жазуынша»: a name in Latin letters right before a word of relaying, in a text
    that is in other letters."""
    tokens = sentence.tokens
    first = index
    while first and index - first < NAME_LENGTH and LATIN.fullmatch(tokens[first - 1].text):
        first -= 1
    if first == index or tokens[first].norm in NETWORKS:
        return None
    latin = sum(token.text.isascii() for token in tokens if token.kind != MARK)
    return None if latin * 2 > len(tokens) else (first, index)


NETWORKS = frozenset(
    "facebook instagram telegram tiktok twitter youtube whatsapp threads x linkedin".split()
)
"""Where anybody writes: no outlet, whatever pages it has."""


def quoted_name(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """The name in quotation marks that opens at a token: «Степная правда»."""
    tokens = sentence.tokens
    if index >= len(tokens) or tokens[index].kind != MARK or tokens[index].text not in OPEN:
        return None
    for last in range(index + 2, min(len(tokens), index + 2 + NAME_LENGTH)):
        if tokens[last].kind == MARK and tokens[last].text in CLOSE:
            return index + 1, last
    return None
