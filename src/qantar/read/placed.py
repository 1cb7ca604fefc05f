"""Numbers that a place stands beside, as in a list by place: «у Києві – 4, по 3 – у Сумах»."""

from qantar.grammar.quantities import Said
from qantar.read.sentence import Sentence


def is_placed(sentence: Sentence, said: Said) -> bool:
    """Whether a bare number has nothing beside it but a place: «у Києві – |4», «по |3 – у Сумах», «|5 в
    Ізюмі»."""
    if not sentence.places:
        return False
    tokens = sentence.tokens
    ends = {sentence.token_at(place.end - 1) + 1 for place in sentence.places}
    begins = {sentence.token_at(place.start) for place in sentence.places}
    at = said.outer_first
    if at > 1 and tokens[at - 1].norm == "по" and tokens[at - 2].text in _MARKS:
        at -= 1
    if at and (at in ends or (tokens[at - 1].text in _MARKS and at - 1 in ends)):
        return True
    behind = said.outer_last
    if behind < len(tokens) and tokens[behind].text in _MARKS:
        behind += 1
    if behind < len(tokens) and "adp" in tokens[behind].word.features:
        return behind + 1 in begins
    return False


def is_labelled_number(sentence: Sentence, first: int) -> bool:
    """Whether a place and a dash or colon stand right before a number: «у Києві – |4»."""
    if first > 2 and sentence.tokens[first - 1].norm == "по":
        first -= 1  # «у Києві й Сумах – |по 4»
    if first < 2 or sentence.tokens[first - 1].text not in _MARKS:
        return False
    return any(sentence.token_at(place.end - 1) + 1 == first - 1 for place in sentence.places)


def goes_on_by_place(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a place behind a dash tells where those of a number are, as one before it or behind the number
    before did: «у Києві – 4, по |3 – у Сумах», «29 є громадянами Судану, |вісім – Сомалі»."""
    if not sentence.places or last >= len(sentence.tokens):
        return False
    tokens = sentence.tokens
    begins = [sentence.token_at(place.start) for place in sentence.places]
    behind = last + 1 if tokens[last].text in _MARKS else last
    if behind < len(tokens) and "adp" in tokens[behind].word.features and behind not in begins:
        behind += 1
    if behind not in begins:
        return False
    numbers = [said for said in sentence.said if said.use == "count" and said.last <= first]
    if not numbers:
        return False
    before = numbers[-1]
    if tokens[before.outer_first - 1].text in _MARKS and before.outer_first > 1:
        ends = {sentence.token_at(place.end - 1) + 1 for place in sentence.places}
        if before.outer_first - 1 in ends:
            return True
    return any(before.last <= at < first for at in begins)


_MARKS = ("–", "—", "-", ":")
