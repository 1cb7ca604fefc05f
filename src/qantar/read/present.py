"""What a clause tells as being so while the report is written: «несут службу 1 240 человек», "roads are cut"."""

from qantar.read.found import Found

STILL = frozenset({"killed", "injured", "missing", "hospitalized", "rescued"})
"""Whose day stays that on which it befell them, in whatever tense it is told: «есть погибшие»."""


def is_so_now(figure: Found) -> bool:
    """Whether the verb of a figure's clause stands in the present and none in the past beside it."""
    if figure.act in STILL:
        return False
    sentence = figure.sentence
    number = sentence.segment_of(figure.first)
    at = sentence.segments[number]
    inside = range(at.first, at.last)
    if sentence.pack.fixed_order:
        return sentence.tells_in(number, sentence.of("times", "is")) and not sentence.tells_in(
            number, sentence.of("small", "was")
        )
    spoken = {
        index
        for hit in sentence.of("attribution", "say", "relay")
        for index in range(hit.first, hit.last)
    }
    now = False
    for index in inside:
        features = sentence.tokens[index].word.features
        if "verb" not in features or index in spoken:
            continue
        if "past" in features or {"pass", "short"} <= features:
            return False
        now = now or ({"fin", "pres"} <= features and "noun" not in features)
    return now
