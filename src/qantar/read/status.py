"""Regimes over territory: what was imposed, lifted or stays in force, and where."""

from dataclasses import dataclass

from qantar.grammar.lexicon import Hit
from qantar.read.sentence import Sentence

REGIMES = (
    "terror_level",
    "emergency",
    "curfew",
    "internet_shutdown",
    "alert",
    "mourning",
    "regime",
)
CHANGES = ("imposed", "lifted", "in_force")
LEVELS = ("red", "orange", "yellow")


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime at tokens ``first`` up to ``last`` (its clause)."""

    kind: str
    level: str | None
    change: str
    first: int
    last: int
    regions: int | None
    rule: str


def regimes(sentence: Sentence) -> list[Regime]:
    """Every regime of the sentence that is said to begin, end or go on."""
    nouns = list(sentence.of("status", *REGIMES))
    if not nouns:
        return []
    changes = list(sentence.of("status", *CHANGES))
    levels = list(sentence.of("status", *LEVELS))
    out: list[Regime] = []
    for noun in nouns:
        change = _nearest(changes, noun)
        if change is None or _is_of_a_house(sentence, noun) or _is_of_a_body(sentence, noun):
            continue
        level = next(
            (hit.code for hit in levels if noun.first - 4 <= hit.first <= noun.last + 2), None
        )
        first = sentence.segments[sentence.segment_of(min(noun.first, change.first))].first
        last = sentence.segments[sentence.segment_of(max(noun.last, change.last) - 1)].last
        kind, level = (
            (noun.code, level) if noun.code not in ("mourning", "regime") else ("other", None)
        )
        out.append(
            Regime(kind, level if kind in ("terror_level", "alert") else None, change.code,
                   first, last, _regions(sentence, first, last), change.entry.phrase)
        )  # fmt: skip
    return out


def _is_of_a_body(sentence: Sentence, noun: Hit) -> bool:
    """«|Төтенше жағдай департаменті», "the |Emergency Committee": the name of who deals with it."""
    bodies = sentence.of("bodies")
    if any(hit.first <= noun.first and noun.last < hit.last for hit in bodies):
        return True
    if any(hit.first == noun.last for hit in bodies):
        word = sentence.tokens[noun.last].word  # «төтенше жағдай | департаменті»
        if sentence.pack.fixed_order or (sentence.pack.verb_final and word.has("poss")):
            return True
    before = noun.first - 1  # «Комитет |по чрезвычайным ситуациям»
    joined = before > 0 and sentence.tokens[before].word.has("adp")
    return joined and any(hit.last == before for hit in bodies)


def _is_of_a_house(sentence: Sentence, noun: Hit) -> bool:
    """«ауруханада |төтенше жағдай жарияланды»: what holds in one building is no regime over territory."""
    return sentence.pack.verb_final and any(
        hit.last == noun.first and "loc" in sentence.tokens[hit.last - 1].word.features
        for hit in sentence.of("objects", *_HOUSES)
    )


_HOUSES = ("building", "police_building", "home", "shop", "bank")


def _nearest(changes: list[Hit], noun: Hit) -> Hit | None:
    if not changes:
        return None
    return min(
        changes, key=lambda hit: (max(hit.first - noun.last, noun.first - hit.last), hit.first)
    )


def _regions(sentence: Sentence, first: int, last: int) -> int | None:
    """«в 14 регионах»: how many regions the clause counts, if it counts them."""
    for said in sentence.said:
        if (
            first <= said.first < last
            and said.use == "count"
            and said.quantity.value is not None
        ):
            for hit in sentence.of("objects", "region"):
                if said.last <= hit.first <= said.last + 1:
                    return int(said.quantity.value)
    return None
