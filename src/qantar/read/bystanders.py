"""People a report numbers though the story counts them nowhere: children someone is the parent of, and those who
only tell what happened."""

from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK
from qantar.read.counted_noun import hit_at
from qantar.read.cues import stands_at
from qantar.read.order import is_adverb, is_governed, is_passive_at
from qantar.read.sentence import Sentence

FEW = 4
"""People numbered at the most where they only tell something and no word says that they are witnesses."""
APART = 4
"""Words between those numbered and the verb of what they tell: «двое чиновников на условиях анонимности сообщили»."""
DESCRIBED = 1
"""Adjectives between a number and its noun: «мать пятерых |маленьких детей»."""


def is_of_kin(sentence: Sentence, said: Said) -> bool:
    """«мать |пятерых детей», "has |four children", «остались жена и |трое сыновей»: whose parent somebody is."""
    at = said.outer_first
    if "small" not in sentence.hits:
        return False
    parent = any(hit.last == at for hit in sentence.of("small", "parent"))
    if not parent and not any(hit.last == at for hit in sentence.of("small", "family")):
        return False
    tokens, end = sentence.tokens, said.outer_last
    if parent and (end >= len(tokens) or tokens[end].kind == MARK):
        return True  # «отец |двоих, …»
    for index in range(end, min(end + DESCRIBED + 1, len(tokens))):
        if any(hit.first <= index < hit.last for hit in sentence.of("acts")):
            return False  # «мать |двоих погибших детей»
        noun = hit_at(sentence, "objects", index)
        if noun is not None and not (tokens[index].word.features & {"adj"} - {"noun"}):
            return noun.code == "child" or stands_at(sentence, index, "offspring")
    return False


def is_of_tellers(sentence: Sentence, said: Said) -> bool:
    """«|двое очевидцев рассказали», "according to |two officials": who tells what happened is not counted in it."""
    if sentence.pack.verb_final or "attribution" not in sentence.hits:
        return False
    many = said.quantity.value
    tokens, end = sentence.tokens, said.outer_last
    noun = next(
        (
            hit for index in range(end, min(end + 3, len(tokens)))
            if (hit := hit_at(sentence, "objects", index)) is not None
        ),
        None,
    )  # fmt: skip
    witness = any(end <= hit.first < end + 3 for hit in sentence.of("small", "witness"))
    if not witness and (noun is None or many is None or many > FEW):
        return False
    if not witness and noun is not None and noun.code not in _TELLING:
        return False
    last = max(
        [noun.last if noun is not None else end]
        + [hit.last for hit in sentence.of("small", "witness") if end <= hit.first < end + 3]
    )
    at = said.outer_first
    before = tokens[at - 1].word if at else tokens[at].word
    for hit in sentence.of("attribution", "according"):
        if hit.last == at:
            return True
    if is_governed(sentence, at) if sentence.pack.fixed_order else "adp" in before.features:
        return False  # "the search for |three climbers goes on"
    if sentence.pack.fixed_order and any(
        hit.last == at and hit.role == "object" for hit in sentence.of("acts")
    ):
        return False  # "police are hunting |three men seen near the shop"
    acting = [(hit.first, hit.last) for hit in sentence.of("acts")]
    segment = sentence.segments[sentence.segment_of(at)]
    for hit in sentence.of("attribution", "say"):
        if any(first <= hit.first and hit.last <= behind for first, behind in acting):
            continue  # «|объявили голодовку трое»
        if last <= hit.first <= last + APART and hit.first < segment.last:
            between = range(last, hit.first)
            if sentence.pack.fixed_order:
                if not is_passive_at(sentence, hit.first) and all(
                    is_adverb(tokens[i]) or stands_at(sentence, i, "told_between")
                    for i in between
                ):
                    return True
            elif not any(_acts(sentence, i) for i in between):
                return True
        if hit.last == at and not sentence.pack.fixed_order:
            return True  # «рассказали |двое очевидцев»
    return False


_TELLING = (
    "person",
    "civilian",
    "woman",
    "official",
    "police",
    "soldier",
    "foreigner",
    "journalist",
    "security_force",
)


def _acts(sentence: Sentence, index: int) -> bool:
    features = sentence.tokens[index].word.features
    return (
        "fin" in features
        or ("verb" in features and "noun" not in features)
        or any(other.first == index for other in sentence.said)
    )
