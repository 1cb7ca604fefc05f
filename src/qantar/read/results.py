"""Paragraphs that tell what came of the one before: «Апат салдарынан екі адам қаза тапты»."""

from collections.abc import Sequence

from qantar.read.sentence import Sentence

OPENING = 2
"""Tokens before the words by which such a paragraph opens: «Бұл жол |апаты салдарынан»."""


def before_of(sentences: Sequence[Sentence], sentence: Sentence) -> list[Sentence]:
    """The sentences of the paragraph that a sentence's own goes on from, nearest first; none where it opens
    a matter of its own."""
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
    before = sentences[number - 1].paragraph
    return [one for one in reversed(sentences[:number]) if one.paragraph == before]
