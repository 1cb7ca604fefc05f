"""Settlements that no atlas lists, told by the preposition and the case behind it: «в |Адиграте», «біля |Макомії»,
«мэрия |Мартовска»; in Kazakh by the case alone or by the word that stands behind: «|Ларавантилде», «|Саваур маңында».

Only of words no dictionary knows, or the dictionary knows for the name of a place; what a report makes a
person's, a body's or a paper's name elsewhere is none.
"""

from collections.abc import Iterator

from qantar.domain.source import BlockKind
from qantar.grammar.token import WORD
from qantar.grammar.word import Analysis
from qantar.read.person_names import names_a_person
from qantar.read.sentence import Sentence, capitalised

LONGEST = 2
"""Words of such a name: «Умм Кеддада»."""
OPENING = 3
"""Sentences among which a report may open with the place it is sent from."""
SHORTEST = 3
"""Letters of its word."""
_TAKEN = (
    "bodies", "roles", "outlets", "calendar", "auxiliaries", "totals", "parts", "labels", "objects",
)  # fmt: skip
_CASES = {"locality_in": "loc", "locality_by": "gen", "locality_under": "ins"}
_OPENING = '«“„"'
UNKNOWN = frozenset({"unknown", "guess"})
_PERSONS = frozenset({"surname", "patronym"})


def told_by_case(sentence: Sentence, placed: set[int]) -> Iterator[tuple[int, int, str]]:
    """Tokens of each such name and the name as a map has it; ``placed`` are the tokens of places known."""
    if sentence.pack.fixed_order or sentence.is_caseless:
        return
    if sentence.number >= OPENING and not (
        sentence.pack.verb_final or "places" in sentence.hits
    ):
        return
    past = _dateline(sentence)
    if past and placed.isdisjoint(range(past)):
        yield 0, past, " ".join(_named(token.norm) for token in sentence.tokens[:past])
    for first in sentence.capitals():
        if first < max(past, 1) or first in placed or not _is_strange(sentence, first):
            continue
        last, case = (_behind_word if sentence.pack.verb_final else _before_word)(
            sentence, first
        )
        if last == first or not placed.isdisjoint(range(first, last)):
            continue
        if _is_another_thing(sentence, first, last):
            continue
        past = last
        yield first, last, _as_on_a_map(sentence, first, last, case)


def _dateline(sentence: Sentence) -> int:
    """Where the name ends that opens a report in capitals, before its day, a stop or a dash: «ЛАКРЕ. …», «КАЛАНТА, 14
    шілде — …»; 0 where none does."""
    tokens = sentence.tokens
    if sentence.number >= OPENING or sentence.kind is not BlockKind.BODY:
        return 0
    last = 0
    while last < min(LONGEST, len(tokens)) and _is_shouted(sentence, last):
        last += 1
    if not last or (last < len(tokens) and tokens[last].text not in ",.–—("):
        return 0
    dated = any(moment.first <= last + 1 for moment in sentence.moments)
    if last < len(tokens) and tokens[last].text == "," and not dated:
        return 0
    return 0 if any(hit.first < last for c in _TAKEN for hit in sentence.of(c)) else last


def _is_shouted(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return (
        token.kind == WORD
        and len(token.text) > SHORTEST
        and token.text.isupper()
        and not token.norm.isascii()
        and bool(token.word.features & (UNKNOWN | {"geo"}))
    )


def _before_word(sentence: Sentence, first: int) -> tuple[int, str]:
    """Where a name ends that stands in the case its preposition asks for, and which it is."""
    for code, case in _CASES.items():
        if any(hit.last == first for hit in sentence.of("places", code)):
            last = first
            while last - first < LONGEST and _bears(sentence, last, case):
                last += 1
            return last, case
    return first, ""


def _behind_word(sentence: Sentence, first: int) -> tuple[int, str]:
    """Where a Kazakh name ends whose last word tells by its case, or bare by the word behind, that it is a place's."""
    behind = {hit.first for hit in sentence.of("places", "locality_behind")}
    for last in range(first, min(first + LONGEST, len(sentence.tokens)) if behind else first):
        if last > first and not (_is_strange(sentence, last) and sentence.tokens[last].spaced):
            break
        if last + 1 in behind:
            return last + 1, ""
    last = first
    best = sentence.tokens[last].word.analyses[:1]
    return (last + 1, "loc") if best and "loc" in best[0].features else (first, "")


def _is_strange(sentence: Sentence, index: int) -> bool:
    """Whether a word with a capital is in no dictionary, or stands there as the name of a place."""
    token = sentence.tokens[index]
    if token.kind != WORD or not capitalised(token) or len(token.text) < SHORTEST:
        return False
    if token.text.isupper() or token.norm.isascii():
        return False
    features = token.word.features
    if features & _PERSONS and "geo" not in features:
        return "guess" in features and "inan" in features
    return bool(features & UNKNOWN) or "geo" in features


def _bears(sentence: Sentence, index: int, case: str) -> bool:
    if index >= len(sentence.tokens) or not _is_strange(sentence, index):
        return False
    token = sentence.tokens[index]
    if token.norm.endswith(("ии", "ії")) and case != "ins":
        return True
    return any(_is_name_in(analysis, case) for analysis in token.word.analyses)


def _is_name_in(analysis: Analysis, case: str) -> bool:
    return case in analysis.features and bool(analysis.features & {"noun", "name"})


def _is_another_thing(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.tokens
    if sentence.quoted[first] and tokens[first - 1].text in _OPENING:
        return True  # «в «Алдабергене»»
    if last < len(tokens) and capitalised(tokens[last]) and tokens[last].spaced:
        return True  # «в |Хаббард Пауэр», more of a name
    if first > 1 and capitalised(tokens[first - 1]) and tokens[first].spaced:
        return True  # «Фернандо |Андраде»
    if any(hit.first < last and first < hit.last for hit in sentence.of("places", "no_place")):
        return True
    if any(hit.first < last and first < hit.last for c in _TAKEN for hit in sentence.of(c)):
        return True
    if any(hit.first == first or hit.last == last for hit in sentence.of("acts")):
        return True
    return names_a_person(sentence, first)


def _as_on_a_map(sentence: Sentence, first: int, last: int, case: str) -> str:
    """The name without its ending where its word tells which: «в Адиграте» is in Адиграт, «в Макомии» in
    Макомия; a name that may not bend stays as it is told: «в Умлази»."""
    words = sentence.words(first, last)
    token = sentence.tokens[last - 1]
    analyses = token.word.analyses
    if sentence.pack.verb_final:
        bent = analyses[0] if analyses and analyses[0].features & _BENT else None
        return words if bent is None else words[: -len(token.text)] + _named(bent.lemma)
    if last - first > 1:
        return words
    for ending, nominative in _OF_LANDS:
        if words.endswith(ending):
            return words.removesuffix(ending) + nominative
    if words.endswith(_MAY_NOT_BEND):
        return words
    for ending, nominative in _OF_MANY:
        if case == "loc" and words.endswith(ending):
            return words.removesuffix(ending) + nominative
    named = next((a for a in analyses if _is_name_in(a, case)), None)
    return words if named is None else _named(named.lemma)


_OF_LANDS = (("ии", "ия"), ("ії", "ія"))
_OF_MANY = (
    *((f"{hush}ах", f"{hush}и") for hush in "гкхжшчщ"), ("ах", "ы"), ("ях", "и"),
)  # fmt: skip
_MAY_NOT_BEND = tuple("иіїоуюэ")
_BENT = frozenset({"loc", "gen", "abl", "dat"})


def _named(lemma: str) -> str:
    return "-".join(part.capitalize() for part in lemma.split("-"))


def as_met(name: str, told: frozenset[str]) -> str:
    """A name whose ending tells nothing as the report has it elsewhere: «у Ваянаді», of a report with Ваянад."""
    if " " in name or not name.endswith(_VOWELS):
        return name
    stem = name[:-1]
    found = [one for one in (stem, f"{stem}а", f"{stem}я") if one.casefold() in told]
    return found[0] if len(found) == 1 and name.casefold() != found[0].casefold() else name


_VOWELS = tuple("иіїеу")
