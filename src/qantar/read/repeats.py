"""How often an attack or a protest took place: «шли на штурм 27 раз»."""

from qantar.domain.derivation import Derivation
from qantar.grammar.quantities import Said
from qantar.read.found import Found, number_told
from qantar.read.sentence import Sentence


def repeated(sentence: Sentence, said: Said, within: int | None = None) -> Found | None:
    """«шли на штурм 27 раз»: how often an attack or a protest of the sentence took place; how often
    anything else was done counts nothing of the story; ``within`` is the segment to look in."""
    named = [
        (hit.first, hit.code) for hit in (*sentence.of("objects"), *sentence.of("events"))
        if hit.code in ("attack", "protest") and not _belongs_to_noun(sentence, hit.first)
    ]  # fmt: skip
    named += [(hit.first, "attack") for hit in sentence.of("acts", "attacked")]
    if within is not None:
        named = [pair for pair in named if sentence.segment_of(pair[0]) == within]
    if not named:
        return None
    at, object_ = min(named, key=lambda pair: (abs(pair[0] - said.first), pair))
    words = sentence.words(at, at + 1)
    why = [
        number_told(sentence, said),
        Derivation("object that is repeated", words, object_),
        Derivation("so many times", sentence.words(said.last, said.last + 1), "occurred"),
    ]
    return Found(sentence, said.first, said.last, said.quantity, "occurred", object_, words,
                 said.outer_last + 1, why)  # fmt: skip


def _belongs_to_noun(sentence: Sentence, index: int) -> bool:
    """Whether a noun only tells more of the noun before it: «на ліквідацію наслідків | обстрілів»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or not index:
        return False
    own, before = sentence.tokens[index].word, sentence.tokens[index - 1].word
    return (
        "gen" in own.features
        and "nom" not in own.features
        and before.has("noun")
        and not before.has("adp")
    )
