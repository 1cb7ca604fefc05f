"""Settlements no atlas lists, told as such by the text: «Jinjhar village», "the village of Adas"."""

from qantar.grammar.token import WORD
from qantar.read.sentence import Sentence, capitalised

NAME_WORDS = 2
"""Words a settlement's name may have: more is a sentence that lost its marks."""


def named_settlements(sentence: Sentence) -> list[tuple[int, int]]:
    """Tokens of names that stand beside a word for a settlement and in no list, left to right."""
    beside = sentence.of("reference", "settlement_behind", "settlement_before")
    if not beside:
        return []
    known = {
        index
        for category in (
            "acts",
            "objects",
            "labels",
            "attribution",
            "auxiliaries",
            "totals",
            "parts",
        )
        for hit in sentence.of(category)
        for index in range(hit.first, hit.last)
    }
    for place in sentence.places:
        first = sentence.token_at(place.start)
        known.update(range(first, sentence.token_at(place.end - 1) + 1))
    out: list[tuple[int, int]] = []
    for hit in sentence.of("reference", "settlement_behind"):
        first = hit.first
        while hit.first - first < NAME_WORDS and first and _is_name(sentence, first - 1, known):
            first -= 1
        if first < hit.first:
            out.append((first, hit.first))
    for hit in sentence.of("reference", "settlement_before"):
        last = hit.last
        while (
            last - hit.last < NAME_WORDS
            and last < len(sentence.tokens)
            and _is_name(sentence, last, known)
        ):
            last += 1
        if last > hit.last:
            out.append((hit.last, last))
    return sorted(set(out))


def _is_name(sentence: Sentence, index: int, known: set[int]) -> bool:
    token = sentence.tokens[index]
    if token.kind != WORD or index in known or "gen" in token.word.features:
        return False
    if sentence.is_caseless:
        return "name" in token.word.features and len(token.text) > 2
    return capitalised(token) and index > 0
