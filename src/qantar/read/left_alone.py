"""Adjectives of places that stand for a unit whose noun was said before: «у Львівській області – 7, у Київській – 2»."""

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, NUMBER
from qantar.read.sentence import Sentence


def is_left_alone(sentence: Sentence, first: int, last: int) -> bool:
    """«в |Костанайской – 26», «по 3 – у |Сумській та |Полтавській»: an adjective behind a preposition with no noun
    of its own, alone or in a list of such, beside a number."""
    tokens = sentence.tokens
    if not first or sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    if "adp" in tokens[first - 1].word.features and last < len(tokens):
        if tokens[last].text in "–—" or _shares_a_unit(sentence, last):
            return True
    counts = [said for said in sentence.said if said.use == "count"]
    if not counts:
        return False
    others = {sentence.token_at(place.start) for place in sentence.places if place.adjectival}
    joints = {hit.first for hit in sentence.of("joints", "and")}
    at, end = first, last
    while at > 1 and (tokens[at - 1].text == "," or at - 1 in joints) and at - 2 in others:
        at -= 2
    while (
        end < len(tokens) and (tokens[end].text == "," or end in joints) and end + 1 in others
    ):
        end += 2
    if not at or ("adp" not in tokens[at - 1].word.features and tokens[at - 1].text != ","):
        return False
    if tokens[at - 1].text == "," and not (end < len(tokens) and tokens[end].text in "–—-"):
        return False  # «…, |Сумській – 12» goes on with the preposition of the first
    if end < len(tokens) and tokens[end].kind not in (MARK, NUMBER):
        return False
    dashed = end < len(tokens) and tokens[end].text in "–—-"
    numbered = any(
        said.outer_first == end or (dashed and 1 <= said.outer_first - end <= DISTRIBUTED)
        for said in counts
    )
    return numbered or any(_is_before(sentence, said, at - 1) for said in counts)


def _shares_a_unit(sentence: Sentence, last: int) -> bool:
    """«над |Курской и Брянской областями»: whether an adjective ends before a mark or an "and" in a sentence that
    says the word for its unit."""
    ends = sentence.tokens[last].kind == MARK or any(
        hit.first == last for hit in sentence.of("joints", "and")
    )
    return ends and (
        any(True for _ in sentence.of("objects", "region"))
        or any(
            " " in sentence.text[hit.start : hit.end]
            and hit.candidates[0].startswith("region:")
            for hit in sentence.places
        )
    )


DISTRIBUTED = 2
"""Tokens from a dash to its number: «в Сумській і Одеській – |по 4»."""


def _is_before(sentence: Sentence, said: Said, at: int) -> bool:
    """Whether a number stands right before a preposition, or only a dash between them: «по |3 – у Сумській»."""
    gap = at - said.outer_last
    return not gap or (gap == 1 and sentence.tokens[at - 1].text in "–—-")


def unit_left_out(atlas: Atlas, sentence: Sentence, hit: PlaceHit) -> tuple[str, ...]:
    """The unit that such an adjective makes with the noun of another place of its sentence."""
    name = sentence.text[hit.start : hit.end]
    for other in sentence.places:
        words = sentence.text[other.start : other.end].split()
        if len(words) > 1 and not other.adjectival:
            whole = f"{name} {words[-1]}"
            found = atlas.find(whole, sentence.pack.code)
            if len(found) == 1 and found[0].end - found[0].start == len(whole):
                return found[0].candidates
    return ()
