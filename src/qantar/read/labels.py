"""How actors are worded: the noun phrases that name them, in whose voice."""

from dataclasses import dataclass

from qantar.grammar.token import MARK, WORD
from qantar.read.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Labelled:
    first: int
    last: int
    side: str
    phrase: str
    quoted: bool


ADJECTIVES = 3
"""Adjectives before a noun that belong to its wording: «хорошо вооружёнными террористами»."""


def labels(sentence: Sentence, speakers: set[int]) -> list[Labelled]:
    """Every label of a sentence; ``speakers`` are tokens that name speakers, left out."""
    if not sentence.of("labels"):
        return []
    out: list[Labelled] = []
    bodies = {i for hit in sentence.of("bodies") for i in range(hit.first, hit.last)}
    posts = {i for hit in sentence.of("roles", "role") for i in range(hit.first, hit.last)}
    numbers = {i for said in sentence.said for i in range(said.outer_first, said.outer_last)}
    for hit in sentence.of("labels"):
        span = set(range(hit.first, hit.last))
        if span & speakers or span & posts:
            continue
        if span & bodies and not span <= _label_only(sentence, bodies, hit.first, hit.last):
            continue
        first = hit.first
        while (
            first > 0
            and hit.first - first < ADJECTIVES
            and first - 1 not in numbers
            and _describes(sentence, first - 1)
        ):
            first -= 1
        quoted = sentence.quoted[hit.first] if hit.first < len(sentence.quoted) else False
        out.append(Labelled(first, hit.last, hit.code, hit.entry.phrase, quoted))
    # «убитых протестующих»: the participle belongs to the noun and is no label of its own
    return [
        label for label in out
        if not any(
            other.first <= label.first and label.last <= other.last and other is not label
            and (other.first, other.last) != (label.first, label.last)
            for other in out
        )
    ]  # fmt: skip


def _label_only(sentence: Sentence, bodies: set[int], first: int, last: int) -> set[int]:
    """Tokens of a label that a longer body name does not swallow."""
    for hit in sentence.of("bodies"):
        if hit.first <= first and last <= hit.last and (hit.first, hit.last) != (first, last):
            return set()
    return set(range(first, last))


def _describes(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.kind != WORD or token.kind == MARK:
        return False
    features = token.word.features
    if sentence.pack.code == "en":
        return any(hit.first == index for hit in sentence.of("descriptions"))
    return (
        bool(features & {"adj", "ptcp"})
        and not features & {"adp", "conj", "pron", "num"}
        and "fin" not in features
    )
