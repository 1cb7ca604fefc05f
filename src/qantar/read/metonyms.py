"""Cities and countries that stand for those who govern, speak or send there: «Афины |направили самолёт»,
«по сведениям |Женевы». What they do happens elsewhere.

Read where endings tell who acts; a capital or a country only, in the nominative and no preposition before it.
"""

from qantar.grammar.token import MARK
from qantar.read.sentence import Sentence, capitalised

AHEAD = 5
"""Words from a subject to its verb: «Сеул впервые в истории |приказал»."""


def is_metonym(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the place named at these tokens stands for its government."""
    if sentence.pack.fixed_order:
        return _sends(sentence, first, last)
    if sentence.pack.verb_final or last >= len(sentence.tokens):
        return False
    tokens = sentence.tokens
    if any(hit.last == first for hit in sentence.of("places", "account")):
        return True
    if not tokens[last - 1].word.has("nom"):
        return False
    if first and (
        "adp" in tokens[first - 1].word.features
        or tokens[first - 1].word.has("noun")
        or (tokens[first - 1].kind == MARK and tokens[first - 1].text not in ".,:;—–«")
    ):
        return False
    if any(hit.first == last for hit in sentence.of("places", "against")):
        return True
    for index in range(last, min(last + AHEAD, len(tokens))):
        token = tokens[index]
        if token.kind == MARK:
            return False
        if any(hit.first == index for hit in sentence.of("attribution", "say")):
            return True
        if any(hit.first == index for hit in sentence.of("reality", "ordered")):
            return True
        if any(hit.first == index for hit in sentence.of("places", "governs")):
            return True
        if token.word.has("fin") and not token.word.has("noun"):
            return not token.word.has("fin", "pass") and any(
                hit.first <= index < hit.last and hit.role == "object"
                for hit in sentence.of("acts")
            )  # whom a government frees, sends or shoots down is elsewhere
    return False


def _sends(sentence: Sentence, first: int, last: int) -> bool:
    """ "|Russia sent 43 drones against Odesa", "|Canada has imposed sanctions": where order tells who acts, a name
    right before what only a government does, and no preposition before it."""
    if first and "adp" in sentence.tokens[first - 1].word.features:
        return False
    if any(hit.last == first for hit in sentence.of("auxiliaries", "preposition")):
        return False
    behind = {last}
    behind.update(hit.last for hit in sentence.of("auxiliaries", "have") if hit.first == last)
    return any(hit.first in behind for hit in sentence.of("places", "governs"))


def is_seat_acting(sentence: Sentence, last: int) -> bool:
    """«|Киев 103 жауынгерін қайтарып алды», «|Мәскеу дәл сонша адамын қабылдады»: where endings tell the place, a
    capital in the nominative before what it does to others; not before a noun of its own, «Киев облысы»."""
    if not sentence.pack.verb_final or last >= len(sentence.tokens):
        return False
    tokens = sentence.tokens
    word = tokens[last - 1].word
    if not word.analyses or "nom" not in word.analyses[0].features:
        return False
    following = tokens[last]
    if following.kind == MARK or following.word.features & {"adp", "poss"}:
        return False
    if capitalised(following) or (last + 1 < len(tokens) and capitalised(tokens[last + 1])):
        return False  # «Анкара мен Стамбулда»
    if any(hit.first == last for c in ("bodies", "roles", "objects") for hit in sentence.of(c)):
        return False
    clause = sentence.segments[sentence.segment_of(last - 1)]
    return any(
        last < hit.first < clause.last and (hit.role == "object" or hit.code == "governs")
        for hit in (*sentence.of("acts"), *sentence.of("places", "governs"))
    )
