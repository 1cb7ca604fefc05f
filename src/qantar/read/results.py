"""Paragraphs that tell what came of the one before: «Апат салдарынан екі адам қаза тапты»."""

from collections.abc import Sequence

from qantar.domain.source import BlockKind
from qantar.read.sentence import Sentence

ABOVE = 3
"""Paragraphs within which such a thing is told above."""
OPENING = 2
"""Tokens before the words by which such a paragraph opens: «Бұл жол |апаты салдарынан»."""


def before_of(sentences: Sequence[Sentence], sentence: Sentence) -> list[Sentence]:
    """The sentences above the paragraph of one that goes on from them, nearest first; none where it opens a
    matter of its own."""
    number = sentence.number
    while number and sentences[number - 1].paragraph == sentence.paragraph:
        number -= 1
    if not number:
        return []
    opening = sentences[number]
    if "places" not in opening.hits or not any(
        hit.first <= OPENING for hit in opening.of("places", "result")
    ):
        return []
    return [
        one
        for one in reversed(sentences[:number])
        if one.kind is not BlockKind.HEADLINE and opening.paragraph - one.paragraph <= ABOVE
    ]
