"""Who is named beside what he is, with commas around it, where order tells the subject.

"Relief Now, an Italian charity, said", "the officer on duty, Yusuf Demir, told": the name is who speaks, and
not the last noun of the description, whatever stands between the commas.
"""

from dataclasses import dataclass

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.order import is_adverb, is_preposition
from qantar.read.sentence import Sentence, capitalised

DESCRIPTION = 16
"""Tokens a description between commas may have."""
NAME = 8
"""Tokens a name beside it may have."""
PERSON = 4
"""Words of a person's name."""
_WITHIN = frozenset(("of", "for", "and", "the"))
"""Small words inside a name of capitalised ones."""
_ARTICLES = frozenset(("a", "an", "the"))
_FIRMS = frozenset(("inc", "ltd", "llc", "plc", "corp", "co", "jr", "sr"))
"""What a comma parts from the name it belongs to: «Hill Group, Inc., the operator»."""


@dataclass(frozen=True, slots=True)
class Apposed:
    first: int
    last: int
    role: tuple[int, int] | None
    """Where the description stands, if it is a post or a job."""


def apposed(sentence: Sentence, hit: Hit) -> Apposed | None:
    """Who is named in the apposition that ends right before a verb of saying."""
    tokens, close = sentence.tokens, hit.first - 1
    while close > 0 and (
        is_adverb(tokens[close]) or any(h.first == close for h in sentence.of("auxiliaries", "have"))
    ):  # fmt: skip
        close -= 1
    if close < 3 or tokens[close].text != ",":
        return None
    opening = _comma_before(sentence, close)
    if opening is None:
        return None
    return _named_inside(sentence, opening, close) or _named_before(sentence, opening, close)


def _comma_before(sentence: Sentence, close: int) -> int | None:
    tokens = sentence.tokens
    for at in range(close - 1, max(0, close - DESCRIPTION - 2), -1):
        if tokens[at].text == ",":
            return at if close - at > 1 else None
        if tokens[at].kind == MARK and tokens[at].text not in ".-()’'":
            return None
    return None


def _named_before(sentence: Sentence, opening: int, close: int) -> Apposed | None:
    """«|Relief Now, an Italian charity, said»."""
    tokens, begins = sentence.tokens, opening + 1
    if is_preposition(sentence, begins) or sentence.is_dated(begins):
        return None
    posts = [hit for hit in sentence.of("roles") if begins <= hit.first and hit.last <= close]
    plain = tokens[begins].norm in _ARTICLES or tokens[begins].norm == "who"
    if not plain and (
        not posts or any(is_preposition(sentence, i) for i in range(begins, posts[0].first))
    ):
        return None  # fmt: skip
    last = _past_firm(sentence, _before_brackets(sentence, opening))
    first = _run(sentence, last)
    if first is None or not _opens_clause(sentence, first):
        return None
    head = posts[0] if posts and not _heads_a_body(sentence, begins, posts[0]) else None
    role = (begins, close) if head is not None and head.code != "rank" else None
    if tokens[begins].norm == "who" and (role is None or last - first < 2):
        return None
    if last - first == 1 and role is None and not _is_lone(sentence, first):
        return None
    if role is not None and last - first > PERSON:
        role = None
    return Apposed(first, last, role)


def _heads_a_body(sentence: Sentence, begins: int, post: Hit) -> bool:
    """Whether a body stands before the post, or right behind it: «an aid group led by a doctor», «a
    rights activist network»."""
    return any(
        begins <= hit.first < post.first or hit.first == post.last
        for hit in sentence.of("bodies")
    )


def _is_lone(sentence: Sentence, at: int) -> bool:
    """Whether one capitalised word may be a name by itself: no place, none that opens the sentence but
    an acronym or one no dictionary has."""
    token = sentence.tokens[at]
    if any(sentence.token_at(place.start) == at for place in sentence.places):
        return False
    return at > 0 or "name" in token.word.features or not token.text[1:].islower() or (
        token.norm in token.word.lemmas
    )  # fmt: skip


def _named_inside(sentence: Sentence, opening: int, close: int) -> Apposed | None:
    """«the officer on duty, |Yusuf Demir, told»."""
    tokens = sentence.tokens
    words = [i for i in range(opening + 1, close) if tokens[i].kind == WORD]
    if not 2 <= len(words) <= PERSON or not all(capitalised(tokens[i]) for i in words):
        return None
    if any(
        tokens[i].kind == MARK and tokens[i].text not in ".-" for i in range(opening + 1, close)
    ):
        return None  # fmt: skip
    if any(sentence.is_dated(i) for i in words) or any(
        opening < hit.first < close
        for c in ("roles", "bodies", "outlets") for hit in sentence.of(c)
    ):  # fmt: skip
        return None
    posts = [
        hit for hit in sentence.of("roles")
        if hit.code in ("role", "job") and hit.last <= opening < hit.last + DESCRIPTION
        and _opens_clause(sentence, _past_modifiers(sentence, hit.first))
        and not any(tokens[i].kind == MARK for i in range(hit.last, opening))
    ]  # fmt: skip
    if not posts:
        return None
    return Apposed(opening + 1, close, (_past_modifiers(sentence, posts[0].first), opening))


def _past_modifiers(sentence: Sentence, at: int) -> int:
    """Where the words begin that tell of what kind a post is: «the |regional police officer»."""
    tokens = sentence.tokens
    while at and tokens[at - 1].kind == WORD and tokens[at - 1].norm not in _ARTICLES and (
        not is_preposition(sentence, at - 1)
    ):  # fmt: skip
        at -= 1
    return at


def _before_brackets(sentence: Sentence, last: int) -> int:
    """Where a name ends that has brackets behind it: «National Office |(NO), a body…»."""
    tokens = sentence.tokens
    if tokens[last - 1].text != ")":
        return last
    opening = next(
        (i for i in range(last - 2, max(0, last - PERSON - 2), -1) if tokens[i].text == "("),
        last,
    )
    return opening  # fmt: skip


def _past_firm(sentence: Sentence, last: int) -> int:
    tokens = sentence.tokens
    at = last - 1
    if at > 1 and tokens[at].text == ".":
        at -= 1
    if at > 1 and tokens[at].norm.rstrip(".") in _FIRMS and tokens[at - 1].text == ",":
        return at - 1
    return last


def _run(sentence: Sentence, last: int) -> int | None:
    """Where the capitalised words begin that end at a token."""
    tokens, first = sentence.tokens, last
    while first and last - first < NAME:
        token = tokens[first - 1]
        inside = (
            first < last
            and token.norm in _WITHIN
            and first > 1
            and capitalised(tokens[first - 2])
        )
        joined = (
            first < last and token.text in ".-" and first > 1 and capitalised(tokens[first - 2])
        )
        if not (capitalised(token) or inside or joined):
            break
        first -= 1
    while first < last and tokens[first].norm in _ARTICLES:
        first += 1
    if first == last or any(sentence.is_dated(i) for i in range(first, last)):
        return None
    return first


def _opens_clause(sentence: Sentence, first: int) -> bool:
    """Whether a noun phrase stands at the head of its clause, an article before it or none."""
    tokens = sentence.tokens
    if first and tokens[first - 1].norm in _ARTICLES:
        first -= 1
    if not first or tokens[first - 1].kind == MARK:
        return True
    return any(hit.last == first for hit in sentence.of("joints", "but", "and")) or (
        tokens[first - 1].norm in ("that", "while", "when")
    )
