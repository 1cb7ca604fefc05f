"""Parts told beside a part: "three of the lorries burned and |four were damaged; |nine got through"."""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.grammar.token import MARK, WORD
from qantar.read.found import Found
from qantar.read.order import is_preposition
from qantar.read.part_words import is_another, is_the_rest
from qantar.read.sentence import Sentence
from qantar.read.wholes import PRESENT, holds

OF_WHOM_SOME_DIE = PRESENT | {"killed"}
"""What is told of those among whom a bare number of dead may be."""


def beside_a_part(codebook: Codebook, figure: Found, told: Sequence[Found]) -> Found | None:
    """The whole of the number told just before, if a bare number goes on with it and both do not exceed it."""
    before = told[-1]
    whole = before.part_of
    if whole is None or not is_bare(figure) or before.sentence is not figure.sentence:
        return None
    if not names_nobody(figure) or is_the_rest(figure):
        return None
    if before.object_given and whole.sentence is figure.sentence:
        return None  # «61 мешканця, у тому числі 14 дітей; |трьох зняли»
    if figure.act == "killed" and whole.act not in OF_WHOM_SOME_DIE:
        return None  # "treated 6,700 and admitted 340; |eleven died"
    counted = whole.quantity.value
    parts = [one for one in told if one.part_of is whole]
    numbers = [one.quantity.value for one in (*parts, figure)]
    if counted is None or is_another(figure) or any(number is None for number in numbers):
        return None
    if sum(number for number in numbers if number is not None) > counted:
        return None
    return whole if holds(codebook, whole, figure) else None


def of_condition(codebook: Codebook, figure: Found, told: Sequence[Found]) -> Found | None:
    """«доставили 14 пострадавших, состояние |пятерых врачи называют тяжёлым»: of those hurt just before; what stands behind
    the number is none of them."""
    sentence = figure.sentence
    if not any(hit.last == figure.first for hit in sentence.of("parts", "condition")):
        return None
    for whole in reversed(told):
        if whole.act in ("injured", "hospitalized") and whole.sentence is sentence:
            if whole.part_of is not None and whole.part_of.sentence is sentence:
                continue
            named = (figure.object, figure.object_given, figure.object_words)
            if figure.object_words is not None and not _stands_beside(figure):
                figure.object, figure.object_given, figure.object_words = (
                    whole.object,
                    False,
                    None,
                )
            if holds(codebook, whole, figure):
                figure.act = whole.act
                return whole
            figure.object, figure.object_given, figure.object_words = named
    return None


def _stands_beside(figure: Found) -> bool:
    """Whether the noun behind a number in the genitive is in the genitive too: «состояние двух |детей»."""
    token = figure.sentence.tokens[min(figure.last, len(figure.sentence.tokens) - 1)]
    return "gen" in token.word.features and "nom" not in token.word.features


def is_bare(figure: Found) -> bool:
    """Whether a number has no noun of its own: "|three have fled"."""
    return not figure.object_given and not figure.object_words and bool(figure.quantity.value)


def names_nobody(figure: Found) -> bool:
    """Whether no noun follows a number at once, known or not."""
    sentence, at = figure.sentence, figure.last
    if at >= len(sentence.tokens) or sentence.tokens[at].kind == MARK:
        return True
    token = sentence.tokens[at]
    if not sentence.pack.fixed_order:
        return "noun" not in token.word.features or "verb" in token.word.features
    if token.text[:1].isupper() or any(hit.first == at for hit in sentence.of("objects")):
        return False
    if not token.norm.endswith("s"):
        return True
    return is_preposition(sentence, at) or any(
        hit.first == at for category in ("acts", "auxiliaries") for hit in sentence.of(category)
    )


def runs_on(figure: Found, previous: Found) -> bool:
    """Whether a list of parts goes on: joined by a comma or "and", no predicate of its own."""
    sentence = figure.sentence
    if figure.sentence is not previous.sentence:
        return False
    between = range(_end_of_noun(previous, figure.first), figure.first)
    places = {
        i
        for place in sentence.places
        for i in range(sentence.token_at(place.start), sentence.token_at(place.end - 1) + 1)
    }
    if len(between) - len(places.intersection(between)) > JOINED:
        return False
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    if not all(
        sentence.tokens[i].text in ",–—-"
        or i in joints
        or i in places
        or (i + 1 in places and _leads_a_place(sentence, i))
        or _describes_both(sentence, i)
        for i in between
    ):
        return False
    segment = sentence.segments[sentence.segment_of(figure.first)]
    own = any(
        figure.last <= hit.first < segment.last and hit.role in ("subject", "object")
        for hit in sentence.of("acts")
    )
    return not own


JOINED = 4
"""Words between two parts of a list besides the names of places."""


def _end_of_noun(part: Found, end: int) -> int:
    """Where the nouns and adjectives behind a number end: «семеро |работников военкомата, трое врачей»."""
    sentence = part.sentence
    at = part.np_last
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return at
    while at < end:
        token = sentence.tokens[at]
        features = token.word.features
        named = token.kind == WORD and token.text.isupper()
        if not named and (not features & {"noun", "adj"} or features & {"fin", "short", "adp"}):
            break
        if any(hit.first == at for hit in sentence.of("joints", "and")):
            break
        at += 1
    return at


def _describes_both(sentence: Sentence, index: int) -> bool:
    """«53 |областных и 217 городских чиновников»: an adjective whose noun stands behind the next number."""
    features = sentence.tokens[index].word.features
    return not sentence.pack.fixed_order and "adj" in features and "noun" not in features


def _leads_a_place(sentence: Sentence, index: int) -> bool:
    """Whether a word may lead a place: «27 |in Godra»."""
    return "adp" in sentence.tokens[index].word.features or is_preposition(sentence, index)


def is_aside_of(figure: Found, before: Found) -> bool:
    """Whether it says of what part a count is told: "2,700 were treated, |288 for eye injuries", "117 bodies, |41 in
    May alone": a bare number behind a comma that no verb follows, only what tells where, whence or of what,
    right after one that counts them all."""
    sentence = figure.sentence
    if not sentence.pack.fixed_order or sentence.is_caseless or not is_bare(figure):
        return False
    if before.sentence is not sentence:
        return False
    segment = sentence.segments[sentence.segment_of(figure.first)]
    if segment.opened_by != "," or segment.first != figure.first or figure.last == segment.last:
        return False
    if not sentence.tokens[figure.last].word.has("adp") and not is_preposition(
        sentence, figure.last
    ):
        return False
    if any(
        sentence.tokens[i].word.has("verb", "fin") for i in range(figure.last, segment.last)
    ):
        return False
    return not (_is_placed(before) and _is_placed(figure))


def _is_placed(figure: Found) -> bool:
    """Whether a preposition and a name stand behind a number in its own segment: "five |in North Waziristan"."""
    sentence = figure.sentence
    segment = sentence.segments[sentence.segment_of(figure.first)]
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    return any(
        is_preposition(sentence, at)
        and at + 1 not in dated
        and sentence.tokens[at + 1].text[:1].isupper()
        for at in range(figure.last, segment.last - 1)
    )
