"""Regimes over territory: what was imposed, lifted or stays in force, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import CLOCK, UNTIL
from qantar.read.incidents import is_title
from qantar.read.order import is_governed, is_passive_at
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
WHOLE = {"shut": "imposed", "opened": "lifted"}
"""Clauses that tell a regime and its change in one: «границы закрыты», "gatherings were banned"."""
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


def regimes(sentence: Sentence, before: Sequence[Regime] = ()) -> list[Regime]:
    """Every regime of the sentence that is said to begin, end or go on; ``before`` are those of the
    sentence before it, which "it" may be."""
    if "status" not in sentence.hits:
        return []
    out = [
        _whole(sentence, hit) for hit in sentence.of("status", *WHOLE) if not _is_only_where(sentence, hit)
    ]  # fmt: skip
    nouns = list(sentence.of("status", *REGIMES))
    changes = list(sentence.of("status", *CHANGES))
    if before and not out and all(sentence.segment_of(noun.first) for noun in nouns):
        again = _again(sentence, changes, before)
        out += [] if again is None else [again]
    levels = list(sentence.of("status", *LEVELS))
    for noun in nouns:
        if _is_of_a_house(sentence, noun) or _is_of_a_body(sentence, noun):
            continue
        change = _change(sentence, changes, noun, nouns)
        at = sentence.segment_of(noun.first)
        if change is None or (
            sentence.segment_of(change.first) != at
            and any(r.first <= change.first < r.last for r in out)
        ):
            hours = _hours(sentence, noun)
            if hours is not None:
                out.append(hours)
                continue
        if change is None or _is_undone(sentence, change):
            continue
        level = next(
            (hit.code for hit in levels if noun.first - 4 <= hit.first <= noun.last + 2), None
        )
        first = sentence.segments[sentence.segment_of(min(noun.first, change.first))].first
        last = sentence.segments[sentence.segment_of(max(noun.last, change.last) - 1)].last
        out.append(
            Regime(_kind(noun), level if noun.code in ("terror_level", "alert") else None,
                   change.code, first, last, _regions(sentence, first, last), change.entry.phrase)
        )  # fmt: skip
    return out


def all_regimes(sentences: Sequence[Sentence]) -> list[list[Regime]]:
    """The regimes of each sentence of a report; those of a headline only if no sentence below tells them."""
    out: list[list[Regime]] = []
    for sentence in sentences:
        if sentence.kind is BlockKind.CAPTION:
            out.append([])
            continue
        goes_on = bool(out) and sentences[len(out) - 1].paragraph == sentence.paragraph
        out.append(regimes(sentence, out[-1] if goes_on else ()))
    for number, sentence in enumerate(sentences):
        if out[number] and (
            sentence.kind is BlockKind.HEADLINE or is_title(sentences, sentence)
        ):
            below = {r.kind for told in out[number + 1 :] for r in told}
            out[number] = [r for r in out[number] if r.kind not in below]
    return out


def _kind(noun: Hit) -> str:
    return "other" if noun.code in ("mourning", "regime") else noun.code


def _whole(sentence: Sentence, hit: Hit) -> Regime:
    first = sentence.segments[sentence.segment_of(hit.first)].first
    last = sentence.segments[sentence.segment_of(hit.last - 1)].last
    return Regime("other", None, WHOLE[hit.code], first, last, None, hit.entry.phrase)


def _is_only_where(sentence: Sentence, hit: Hit) -> bool:
    """«|на границе закрыли два кафе», "villages near |the border remain closed": it only tells where
    something else was closed."""
    if sentence.pack.verb_final:
        return False
    if sentence.pack.fixed_order:
        return is_governed(sentence, hit.first)
    tokens = sentence.tokens
    if hit.first and "adp" in tokens[hit.first - 1].word.features:
        return True
    return "loc" in tokens[hit.last - 1].word.features and (
        "adp" in tokens[hit.last - 2].word.features
    )


def _hours(sentence: Sentence, noun: Hit) -> Regime | None:
    """«|надзвичайний стан — до 19 січня», "with |curfew 11 p.m.–7 a.m.": until when or at what hours it
    holds, told without a verb."""
    if noun.code in ("internet_shutdown", "alert", "regime"):
        return None
    at = sentence.segment_of(noun.first)
    here = [m for m in sentence.moments if abs(sentence.segment_of(m.first) - at) <= 1]
    if not (any(m.flag == UNTIL for m in here) or sum(m.kind == CLOCK for m in here) > 1):
        return None
    behind = any(sentence.segment_of(m.first) == at + 1 for m in here)
    first, last = sentence.segments[at].first, sentence.segments[at + behind].last
    return Regime(_kind(noun), None, "in_force", first, last, None, "hours without a verb")


def _again(sentence: Sentence, changes: list[Hit], before: Sequence[Regime]) -> Regime | None:
    """«|Введён он был 5 апреля», "|It was lifted on Monday": what happened to the regime told of just before."""
    opening = sentence.segments[0]
    it = [h for h in sentence.of("small", "itself") if h.last <= opening.first + OPENING]
    for change in changes:
        near = change.first < opening.last and it and abs(change.first - it[0].last) <= AGAIN
        if near and not _is_undone(sentence, change):
            told = before[-1]
            return Regime(told.kind, told.level, change.code, opening.first, opening.last,
                          None, change.entry.phrase)  # fmt: skip
    return None


OPENING = 4
"""Tokens among which a sentence has the word for what was told just before."""
AGAIN = 3
"""Words between that word and what happened to it."""


def _change(sentence: Sentence, changes: list[Hit], noun: Hit, nouns: list[Hit]) -> Hit | None:
    """What is told to have happened to a regime: the nearest word for it, one that only describes it aside
    («карантин, |объявленный в марте, |сняли») after the verb of its clause."""
    others = [h for h in changes if not (noun.first <= h.first and h.last <= noun.last)]
    inside = [h for h in changes if noun.first <= h.first and h.last <= noun.last]
    plain = [h for h in others if not _is_aside(sentence, h, noun, others)]
    taken = {sentence.segment_of(n.first) for n in nouns} - {sentence.segment_of(noun.first)}
    free = [h for h in plain if sentence.segment_of(h.first) not in taken]
    near = _nearest(free or plain, noun)
    if near is not None:
        at = sentence.segment_of(noun.first)
        if not inside or abs(sentence.segment_of(near.first) - at) <= 1:
            return near
    return _nearest(inside or others, noun) if noun.code != "regime" or not inside else None


def _is_aside(sentence: Sentence, change: Hit, noun: Hit, others: list[Hit]) -> bool:
    """Whether a change is told in passing of the regime: in a participle that goes with it."""
    features = sentence.tokens[change.last - 1].word.features
    if sentence.pack.verb_final:  # «16 наурыздан бері |жалғасқан төтенше жағдай аяқталды»
        return change.last == noun.first and "ptcp" in features
    behind = sentence.segment_of(noun.last - 1)
    at = sentence.segment_of(change.first)
    if sentence.pack.fixed_order:  # "the emergency, |extended twice, expired"
        inserted = sentence.segments[at]
        if at == behind:  # "a warning |issued by mistake was cancelled"
            return (
                change.first == noun.last and not is_passive_at(sentence, change.first)
                and any(h.first > change.last and sentence.segment_of(h.first) == at
                        and is_passive_at(sentence, h.first) for h in others)
            )  # fmt: skip
        return (
            at == behind + 1 < len(sentence.segments) - 1
            and inserted.opened_by == "," == sentence.segments[at + 1].opened_by
            and change.first - inserted.first <= 1
        )
    return (
        "ptcp" in features and not features & {"short", "fin"}
        and (at == behind + 1 or change.last == noun.first)
    )  # fmt: skip


def _is_undone(sentence: Sentence, change: Hit) -> bool:
    """«|не вводили», "was |not declared": what did not happen to it."""
    return any(hit.last == change.first for hit in sentence.of("small", "undone"))


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
