"""Cities and countries that stand for those who govern, speak or send there: «Афины |направили самолёт»,
«по сведениям |Женевы». What they do happens elsewhere.

Read where endings tell who acts; a capital or a country only, in the nominative and no preposition before it.
"""

from qantar.grammar.token import MARK
from qantar.read.sentence import Sentence

AHEAD = 5
"""Words from a subject to its verb: «Сеул впервые в истории |приказал»."""
_DONE_ELSEWHERE = frozenset(
    {"deployed", "withdrawn", "paid", "released", "charged", "dismissed", "appointed"}
)
"""Acts a government does to others, wherever they are."""


def is_metonym(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the place named at these tokens stands for its government."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or last >= len(sentence.tokens):
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
        if token.word.has("fin") and not token.word.has("noun"):
            return not token.word.has("fin", "pass") and any(
                hit.first <= index < hit.last
                and hit.role == "object"
                and hit.code in _DONE_ELSEWHERE
                for hit in sentence.of("acts")
            )
    return False
