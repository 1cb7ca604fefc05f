"""Whose release a whole report is: the name of a body that stands alone above it.

«МЧС Калмыкии», «УМВД по Томской области сообщает», «Оперативний штаб Донецької ОВА.», «Жедел штаб, 21 қыркүйек:
қаладағы жағдай»: nothing but the name, where it is, a day and at most a verb of informing.
"""

from qantar.domain.attribution import Attribution, Manner
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, Token
from qantar.read.body_names import is_acronym
from qantar.read.colons import Voice, is_bare_head
from qantar.read.names import Mention, Who
from qantar.read.order import is_small
from qantar.read.sentence import Sentence, capitalised
from qantar.read.subjects import is_nominative, is_where_it_was

LAST = 2
"""Sentences among which such a line stands, headline included."""
LONGEST = 14
"""Words it has at most."""


def masthead_voice(sentence: Sentence) -> Voice | None:
    """Who tells all that stands below a line that names nobody and nothing else."""
    if sentence.number > LAST or sentence.kind is BlockKind.CAPTION or sentence.is_caseless:
        return None
    last = _end_of_name(sentence)
    if last is None or any(said.use == "count" for said in sentence.said):
        return None
    bodies = [m for m in sentence.people if m.who is Who.BODY and m.last <= last]
    if not bodies or _names_others(sentence, last):
        return None
    mention = bodies[0]
    if not _is_its_own(sentence, mention, last) or any(
        not _belongs(sentence, i, bodies) for i in range(last)
    ):
        return None
    name = sentence.words(*_whole_name(sentence, bodies))
    attribution = Attribution(speaker=name, cue=name, manner=Manner.CITED, organisation=name)
    return Voice(attribution, mention, mention.first, mention.last)


def _end_of_name(sentence: Sentence) -> int | None:
    """Where the words end that must be the name's: with the line, or with a colon behind a date and a heading
    without a verb."""
    tokens = sentence.tokens
    at = next((i for i, token in enumerate(tokens[:LONGEST]) if token.text == ":"), None)
    if at is None:
        return len(tokens) if len(tokens) <= LONGEST else None
    dated = any(moment.last <= at for moment in sentence.moments)
    return (
        at if dated and not any(_tells(sentence, i) for i in range(at, len(tokens))) else None
    )


def _tells(sentence: Sentence, index: int) -> bool:
    word = sentence.tokens[index].word
    return word.has("fin") and not word.has("noun")


def _names_others(sentence: Sentence, last: int) -> bool:
    """Whether anybody else stands in the line: a person, an outlet, a group."""
    return any(
        m.who in (Who.PERSON, Who.OUTLET, Who.GROUP) and m.first < last for m in sentence.people
    )


def _is_its_own(sentence: Sentence, mention: Mention, last: int) -> bool:
    """A whole name in the nominative, free of a preposition: no «В больнице», no «Суд»."""
    return (
        is_nominative(sentence, mention)
        and not is_where_it_was(sentence, mention)
        and (mention.last < last - 1 or not is_bare_head(sentence, mention))
    )


def _whole_name(sentence: Sentence, bodies: list[Mention]) -> tuple[int, int]:
    """All of a name that is listed in pieces: «Оперативний штаб | Сумської ОВА», "Lagos State | Fire Service"."""
    first, last = bodies[0].first, bodies[0].last
    for other in bodies:
        if other.first <= last:
            last = max(last, other.last)
    while sentence.pack.fixed_order and first and capitalised(sentence.tokens[first - 1]):
        first -= 1
    return first, last


def _belongs(sentence: Sentence, index: int, bodies: list[Mention]) -> bool:
    token = sentence.tokens[index]
    if token.kind == MARK:
        return token.text not in '?!«»"“”'
    return (
        any(body.first <= index < body.last for body in bodies)
        or sentence.is_dated(index)
        or token.word.has("adp")
        or is_small(sentence, index)
        or is_acronym(token)
        or _tells_where(token)
        or _is_placed(sentence, index)
        or any(_covers(hit, index) for hit in sentence.of("attribution", "say", "relay"))
        or any(_covers(hit, index) for hit in sentence.of("reference", "local", "region"))
    )


def _tells_where(token: Token) -> bool:
    """«по |Тальменской области»: the name of a region no atlas has."""
    return capitalised(token) and "adj" in token.word.features and not token.word.has("nom")


def _covers(hit: Hit, index: int) -> bool:
    return hit.first <= index < hit.last


def _is_placed(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return any(p.start <= token.start < p.end for p in sentence.places)
