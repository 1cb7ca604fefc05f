"""How far the name of a body, a group or an outlet goes: owners, members, quotation, acronym."""

from qantar.grammar.token import MARK, WORD, Token
from qantar.read.sentence import Sentence, capitalised


def through_acronym(sentence: Sentence, index: int) -> int:
    """«управление | МЧС», «центр | «Весна»»: the acronym or the name in quotation marks behind a
    noun for bodies is part of its name."""
    tokens = sentence.tokens
    if index < len(tokens) and tokens[index].kind == WORD:
        text = tokens[index].text
        if len(text) > 1 and text.isupper() and not tokens[index - 1].text.isupper():
            return genitive_end(sentence, index + 1)
    if (
        index + 1 < len(tokens)
        and tokens[index].text in "«“"
        and capitalised(tokens[index + 1])
    ):
        for last in range(index + 2, min(len(tokens), index + 6)):
            if tokens[last].text in "»”":
                return last + 1
    return index


_OPENING, _CLOSING = "«“„", "»”"
MEMBERS = 4
"""Words that may tell whose a group is: "a group of |Sudanese human rights lawyers"."""


def through_members(sentence: Sentence, last: int) -> int:
    """Where the name of a group ends that says of whom it is."""
    tokens = sentence.tokens
    if last >= len(tokens) or tokens[last].norm != "of":
        return last
    end = last + 1
    while end < len(tokens) and end - last <= MEMBERS and tokens[end].kind == WORD:
        if any(hit.first == end for hit in sentence.of("attribution")) or any(
            hit.first == end for hit in sentence.of("auxiliaries")
        ):
            break
        end += 1
    return end if end > last + 1 else last


def is_acronym(token: Token) -> bool:
    """Two to six capitals that are read as one word, of a text that is not all capitals."""
    return token.kind == WORD and 1 < len(token.text) <= ACRONYM and token.text.isupper()


ACRONYM = 6
"""Letters an acronym has at most: more are a word of a headline in capitals."""


def with_adjectives(sentence: Sentence, index: int) -> int:
    """«областное | управление»: adjectives before a noun for bodies are part of its name."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return index
    while index and not sentence.is_caseless and is_acronym(sentence.tokens[index - 1]):
        index -= 1  # «|СММ ОБСЕ», «|ЦУКС МЧС»
    while index:
        word = sentence.tokens[index - 1].word
        if "adj" not in word.features or word.features & {
            "adv",  # «Раніше прокуратура»
            "pron",
            "num",
            "verb",
            "ptcp",
            "noun",
        }:
            break
        index -= 1
    return index


OWNERS = 8
"""Words a post or body may have before it: «облыстық | төтенше жағдайлар департаментінің бастығы»."""


def with_owners(sentence: Sentence, index: int, used: set[int]) -> int:
    """Where the name of a body or post begins when its owners stand before it in the genitive or bare:
    «Жамбыл облысының полиция | департаменті»."""
    lowest = max(0, index - OWNERS)
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    spoken = {
        i for hit in sentence.of("attribution", "according", "relay", "say")
        for i in range(hit.first, hit.last)
    }  # fmt: skip
    placed = {
        i for place in sentence.places
        for i in range(sentence.token_at(place.start), sentence.token_at(place.end - 1) + 1)
    }  # fmt: skip
    within = {hit.first for hit in sentence.of("reference", "within")}
    first = index
    while first > lowest:
        at = first - 1
        token = sentence.tokens[at]
        features = token.word.features
        if token.text in _CLOSING:
            opening = _quotation(sentence, at)
            if opening is not None:
                first = opening  # «Құқық» | қоғамдық қоры
                continue
        if (
            at in within
            and at > lowest
            and sentence.tokens[at - 1].word.features & {"noun", "inf"}
        ):
            first = at - 1  # «адам құқықтары | жөніндегі миссия»
            continue
        if token.kind != WORD or at in used or at in dated or at in spoken:
            break
        if features & {"pron", "adp", "conj", "part", "num"} or (
            "adv" in features and not features & {"noun", "adj"}
        ):
            break
        owns = "gen" in features
        if at in placed and not features & {"loc", "dat", "abl", "acc", "ins"}:
            first = at  # «Түркістан облысы | полиция департаменті»
            continue
        bare = (
            "nom" in features and "poss" not in features and features & {"noun", "name", "inf"}
        )
        describes = "adj" in features and not features & {"ptcp", "verb"}
        foreign = capitalised(token) and not features  # «Reuters | агенттігі»
        if not (owns or bare or describes or foreign):
            break
        first = at
    return first


QUOTATION = 6
"""Words a name in quotation marks may have."""


def _quotation(sentence: Sentence, closing: int) -> int | None:
    """Where the name in quotation marks opens that closes at a token."""
    for at in range(closing - 1, max(-1, closing - QUOTATION - 2), -1):
        token = sentence.tokens[at]
        if token.kind == MARK and token.text in _OPENING:
            return at if capitalised(sentence.tokens[at + 1]) else None
        if token.kind == MARK and token.text not in "-.":
            return None
    return None


def is_described(sentence: Sentence, index: int) -> bool:
    """Whether an adjective stands before a noun: «румынское ведомство» is a body of its own."""
    features = sentence.tokens[index - 1].word.features if index else frozenset()
    return "adj" in features and not features & {"noun", "adp"}


def bare_names(sentence: Sentence, index: int) -> list[tuple[int, int]]:
    """«издания Tolo и Pajhwok»: capitalised words after the noun, joined by "and" or a comma. On «сайті
    |Державної служби…» the longer name of an office begins, which is no outlet."""
    tokens = sentence.tokens
    offices = {hit.first: hit.last for hit in sentence.of("bodies")}
    joints = {hit.first for hit in sentence.of("joints", "and")}
    out: list[tuple[int, int]] = []
    while index < len(tokens):
        first = index
        while index < len(tokens) and capitalised(tokens[index]) and index - first < 3:
            index += 1
        if index == first or offices.get(first, 0) > index:
            break
        out.append((first, index))
        if index < len(tokens) and (index in joints or tokens[index].text == ","):
            index += 1
        else:
            break
    return out


OF_WORDS = 8
"""Words the name of a body may have behind "the head of": «the Ministry of Health of the region»."""


def _of_phrase_end(sentence: Sentence, index: int) -> int:
    """Where the body behind a post ends: "head | of the regional administration"."""
    tokens = sentence.tokens
    if index >= len(tokens) or tokens[index].norm != "of":
        return index
    small = {
        i: hit.code for hit in sentence.of("auxiliaries") for i in range(hit.first, hit.last)
    }
    barred = {
        i
        for category in ("attribution", "acts", "joints")
        for hit in sentence.of(category)
        for i in range(hit.first, hit.last)
    }
    last = index
    for at in range(index, min(len(tokens), index + OF_WORDS)):
        token = tokens[at]
        if token.kind != WORD or (at in barred and token.norm != "of"):
            break
        if token.norm == "of" or small.get(at) == "determiner":
            continue
        if at in small or sentence.is_dated(at):
            break
        last = at + 1
    return last


def genitive_end(sentence: Sentence, index: int) -> int:
    """Where the genitive after a body ends: «министерство | обороны Румынии»."""
    tokens = sentence.tokens
    if sentence.pack.verb_final:
        return index
    if sentence.pack.fixed_order:
        return _of_phrase_end(sentence, index)
    while index < len(tokens) and tokens[index].kind == WORD:
        word = tokens[index].word
        if not word.has("gen") or "verb" in word.features or word.has("nom", "pron"):
            break
        if "adp" in word.features:
            break
        if any(index == hit.first for hit in sentence.of("acts")):
            break
        index += 1
    return index
