"""Who did to others what a verb tells, where endings tell who did it: «|двое мужчин избили прохожего»."""

from qantar.grammar.quantities import Said
from qantar.read.cues import Cue, Form
from qantar.read.head import Head
from qantar.read.sentence import Sentence

HARM = frozenset({"killed", "injured", "abducted", "stolen", "looted", "attacked"})
"""Acts whose doers are an attacking force."""
ATTACKING = frozenset({None, "person", "child", "suspect", "attacker", "other"})
"""What those counted may be called where an act of harm makes them attackers."""


ASIDE = 2
"""Segments from those who did it to the verb, what tells more of them between: «|двое, выбравшись сами, вызвали…»."""


def did_it(sentence: Sentence, said: Said, head: Head, cue: Cue) -> bool:
    """Whether those counted stand in the nominative beside an active verb in the plural that has somebody else in
    the accusative."""
    if cue.form is not Form.PREDICATE or cue.role != "object" or cue.passive or head.left:
        return False
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    tokens = sentence.tokens
    if not any(
        {"act", "fin", "pl"} <= tokens[i].word.features for i in range(cue.first, cue.last)
    ):
        return False
    at = sentence.segment_of(said.outer_first)
    own = range(said.outer_first, max(head.end, said.outer_last))
    features = tokens[said.first].word.features
    collective = said.number.form == "collective"
    apart = sentence.segment_of(cue.first) - at
    if apart and not (collective and 0 < apart <= ASIDE):
        return False
    if collective and "nom" not in features:
        return False  # «|двоих избили»
    if not collective and (said.number.form != "digits" and "nom" not in features):
        return False
    if collective and cue.act == "attacked" and own.stop <= cue.first:
        return True  # «|трое мужчин напали на магазин»
    if collective and "gen" not in features:
        return True  # «|двое вызвали подмогу»: those it was done to are «двоих»
    segment = sentence.segments[at]
    reach = (
        range(segment.first, segment.last)
        if collective
        else range(cue.last, min(cue.last + 2, segment.last))
    )
    if not collective and cue.first < own.stop:
        return False
    return any(_is_whom(sentence, index) for index in reach if index not in own)


def _is_whom(sentence: Sentence, index: int) -> bool:
    """Whether a living being in the accusative, numbered or not, stands at a token with no preposition before it."""
    word = sentence.tokens[index].word
    if index and "adp" in sentence.tokens[index - 1].word.features:
        return False
    whom = (
        any({"noun", "anim", "acc"} <= one.features for one in word.analyses)
        or {"adj", "acc", "sg"} <= word.features
    )
    if not whom or "nom" in word.features:
        return False
    before = sentence.tokens[index - 1].word.features if index else frozenset[str]()
    return "noun" not in before or "ins" in before  # «избили | сына чиновника»: whose he is
