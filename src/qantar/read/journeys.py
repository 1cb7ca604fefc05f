"""Whence and whither: the ends of a way, where people are taken, what is far off. None of these is where it happened."""

from qantar.grammar.token import MARK, WORD
from qantar.read.sentence import Sentence, capitalised

NAMED_WAY = 6
"""Tokens from the word for a way to the ends that name it: «автодорога М-06 «Київ – |Чоп»»."""


def ends_a_way(sentence: Sentence, first: int, last: int) -> bool:
    """«потяг Адлер — |Перм», «на трасі «|Дніпро – Миколаїв»»: the ends that name a way or a run behind the
    word for it."""
    ways = sentence.of("places", "way")
    if not ways:
        return False
    tokens = sentence.tokens
    beside = [(last, last + 1), (first - 1, first - 2)]
    word = tokens[first]
    if sum(word.start <= hit.start < word.end for hit in sentence.places) > 1 and any(
        0 <= first - way.last <= NAMED_WAY for way in ways
    ):
        return True  # «на трассе |Ош-Бишкек»
    dashed = any(
        0 <= dash < len(tokens) and 0 <= end < len(tokens)
        and tokens[dash].text in "-–—" and capitalised(tokens[end])
        for dash, end in beside
    )  # fmt: skip
    return dashed and any(0 <= first - way.last <= NAMED_WAY for way in ways)


JOURNEY = 3
"""Words from the word for a journey to where it began: «вёз группу рабочих из Самары»."""


def is_of_a_journey(sentence: Sentence, first: int, last: int) -> bool:
    """«автобус, ехавший |из Самары |в Казань»: where a journey began, and right behind it whither it
    was to go. What befell the travellers befell them on the way."""
    origins = {
        hit.last for hit in sentence.of("places", "from")
        if any(
            0 <= hit.first - way.last <= JOURNEY
            and all(token.kind == WORD for token in sentence.tokens[way.last : hit.first])
            for way in sentence.of("places", "journey", "way")
        )
    }  # fmt: skip
    if not origins:
        return False
    units = sentence.of("objects", "settlement", "region")
    origins |= {unit.last for unit in units if unit.first in origins}  # «рейс з |міста Бетел»
    if first in origins:
        return True
    to = next((unit.first for unit in units if unit.last == first), first) - 1
    if not any(hit.first == to for hit in sentence.of("places", "toward")):
        return False
    end = sentence.tokens[to].start
    return any(
        sentence.token_at(place.start) in origins and place.end <= end <= place.end + 1
        for place in sentence.places
    )


def is_left(sentence: Sentence, index: int, ways: set[int]) -> bool:
    """«Мьянмадан |Малайзияға бет алған»: the place one comes from, before the one one goes to."""
    tokens = sentence.tokens
    if not ways or index >= len(tokens) or "abl" not in tokens[index - 1].word.features:
        return False
    return (
        capitalised(tokens[index])
        and "dat" in tokens[index].word.features
        and index + 1 in ways
    )


def is_on_a_route(sentence: Sentence, first: int, last: int) -> bool:
    """ "58 pilgrims |from Ratlam to Neemuch": either end of a way; "50 km |away from the state capital
    Bhopal": what is far off."""
    tokens = sentence.tokens
    since = next(
        (i for i in range(first - 1, max(0, first - FAR_OFF), -1) if tokens[i].norm == "from"),
        0,
    )
    if since and tokens[since - 1].norm == "away":
        return all(tokens[i].kind == WORD for i in range(since, first))
    ways = [
        at for at in range(1, len(tokens) - 1)
        if tokens[at].norm == "to" and (at == last or at == first - 1)
    ]  # fmt: skip
    for at in ways:
        start = next(
            (i for i in range(at - 1, max(-1, at - WAY), -1) if tokens[i].norm == "from"), None
        )
        if (
            start is None
            or not _is_begun_at(sentence, start + 1, at)
            or not _is_a_place(sentence, at + 1)
        ):
            continue
        if first == start + 1 and any(
            hit.last <= start for hit in sentence.of("acts", "evacuated")
        ):
            return (
                False  # "evacuated 300 people from |Irpin to Kyiv": there they were in danger
            )
        if not any(tokens[start - 1].norm.startswith(word) for word in ("spread", "spill")):
            return True
    return False


FAR_OFF = 6
"""Words between "away" and the name of what is far off: "away from the state capital"."""


def _is_begun_at(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a journey begins at the words between "from" and "to": a place, or a name that no list has."""
    if _is_a_place(sentence, first):
        return True
    words = sentence.tokens[first:last]
    return 0 < len(words) <= NAME and all(
        token.kind == WORD and (capitalised(token) or sentence.is_caseless) for token in words
    )


NAME = 2
"""Words of a name that no list has."""


def _is_a_place(sentence: Sentence, index: int) -> bool:
    start = sentence.tokens[index].start
    return any(hit.start == start for hit in sentence.places)


def is_destination(sentence: Sentence, first: int, *, land: bool = False) -> bool:
    """Where somebody was taken after it happened: "were shifted to a hospital in Vadodara"; with the verb
    behind it, too: «в больницы |Караганды доставили 18», «|Римге жетті»."""
    hits = sentence.of("places", "destination")
    for hit in hits:
        between = sentence.tokens[hit.last : first]
        if hit.last <= first and len(between) <= WAY:
            if all(token.kind != MARK for token in between):
                return True
    if "places" not in sentence.hits:
        return False
    if _is_of_a_hospital(sentence, first):
        return True
    # a land is where those are who were sent to it: «отправила 620 военных в Афганистан»
    return not land and not sentence.pack.fixed_order and _is_brought_behind(sentence, first)


def _is_of_a_hospital(sentence: Sentence, first: int) -> bool:
    """Where those hurt lie: «перебувають у лікарні в |Краматорську», "12 are in hospital in |Oslo"; what
    happened in a hospital itself happened there."""
    hospitals = sentence.of("places", "hospital")
    if not hospitals:
        return False
    if not sentence.tells_in(sentence.segment_of(first), sentence.of("acts", "hospitalized")):
        return False
    if sentence.pack.verb_final:
        return any(0 < hit.first - first <= NEAR_HOSPITAL for hit in hospitals)
    return any(0 <= first - hit.last <= NEAR_HOSPITAL for hit in hospitals)


NEAR_HOSPITAL = 2
"""Words between a hospital and the place it is in."""


def _is_brought_behind(sentence: Sentence, first: int) -> bool:
    """Whether a verb of taking somebody somewhere stands in the clause of a place that a preposition or a
    case makes the end of the way."""
    if not sentence.tells_in(sentence.segment_of(first), sentence.of("places", "brought")):
        return False
    if sentence.pack.verb_final:
        return has_case(sentence, first, "dat")
    index = first
    while index and first - index < WAY and sentence.tokens[index - 1].kind == WORD:
        index -= 1
        if any(hit.first == index for hit in sentence.of("places", "toward")):
            return _is_reached(sentence, index, first)
        if "adp" in sentence.tokens[index].word.features:
            return False
    return False


def _is_reached(sentence: Sentence, index: int, first: int) -> bool:
    """Whether what stands behind "into" may be in the case of the end of a way: «в больницы Караганды», not «в
    Караганде»."""
    if any(hit.first == index for hit in sentence.of("places", "up_to")):
        return True
    word = sentence.tokens[index + 1].word
    if index + 1 == first and "guess" not in word.features:
        return "loc" not in word.features or "acc" in word.features
    return "acc" in word.features


def has_case(sentence: Sentence, first: int, case: str) -> bool:
    """Whether a name, or the word for a unit right behind it, has a case of place."""
    tokens = sentence.tokens
    for index in (first, first + 1):
        if index >= len(tokens):
            return False
        features = tokens[index].word.features
        if case in features and "nom" not in features:
            return True
        if not any(
            hit.first == index + 1
            for hit in sentence.of("places", "settlement_behind", "district_behind")
        ) and not any(hit.first == index + 1 for hit in sentence.of("objects", "region")):
            return False
    return False


def is_aside_of(sentence: Sentence, first: int) -> bool:
    """Whether a distance stands before it, so that it only tells where another is: "180 km west of El
    Fasher"."""
    return any(
        hit.last == first
        and any(
            said.use == "distance" and 0 <= hit.first - said.outer_last <= 2
            for said in sentence.said
        )
        for hit in sentence.of("places", "aside")
    )


WAY = 5
"""Words from a verb of bringing to the place: «доставили в больницу города Кутаиси»."""
