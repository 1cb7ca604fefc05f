"""Dated happenings: a clause that says what happened and stands with a date."""

from dataclasses import dataclass

from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import CLOCK, UNTIL, Moment
from qantar.read.sentence import Sentence
from qantar.read.times import dates_a_saying

BY_ACT = {
    "killed": "killing", "detained": "detention", "arrested": "detention", "stolen": "theft",
    "looted": "theft", "seized": "seizure", "captured": "seizure", "destroyed": "destruction",
    "damaged": "destruction", "deployed": "deployment", "withdrawn": "withdrawal",
    "dismissed": "dismissal", "appointed": "appointment", "attended": "protest",
    "attacked": "attack", "injured": "attack", "imposed": "status_change", "lifted": "status_change",
    "opened": "investigation", "charged": "investigation", "convicted": "investigation",
    "recovered": "seizure", "abducted": "attack", "released": "other", "evacuated": "other",
    "hospitalized": "other",
}  # fmt: skip
BY_POST = {"appointed": "appointment", "dismissed": "dismissal", "resigned": "dismissal",
           "replaced": "appointment"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a type, dated by a moment, in the clause at tokens ``first`` up to ``last``."""

    type: str
    moment: Moment
    first: int
    last: int
    rule: str
    words: tuple[int, int]


def happenings(sentence: Sentence, day: Moment | None = None) -> list[Happening]:
    """One event for each date of the sentence: the nearest word that says what happened, verbs first.
    ``day`` is the date its paragraph stands under, in a chronology."""
    kinds = _kinds(sentence)
    if not kinds:
        return []
    dated = [m for m in sentence.moments if _dates_an_event(m)]
    if not dated:
        return _under(sentence, day, kinds) if day is not None else []
    out: list[Happening] = []
    for moment in dated:
        if dates_a_saying(sentence, moment):
            continue
        best = min(
            (k for k in kinds),
            key=lambda k: (
                _cost(sentence, moment, k[0], dated),
                k[0].entry.category != "events",
                k[0].first,
                k[1],
            ),
        )
        hit, type_ = best
        if moment.kind == CLOCK and type_ == "status_change":
            continue  # the hours of a curfew
        first = sentence.segments[sentence.segment_of(min(hit.first, moment.first))].first
        last = sentence.segments[sentence.segment_of(max(hit.last, moment.last) - 1)].last
        if any(h.words == (hit.first, hit.last) for h in out):
            continue
        out.append(
            Happening(type_, moment, first, last, hit.entry.phrase, (hit.first, hit.last))
        )
    return out


def _dates_an_event(moment: Moment) -> bool:
    """A day or a time of a day; not the end of something that goes on, nor "since"."""
    if moment.when is None:
        return moment.partial is not None
    return moment.flag != UNTIL and not moment.when.edtf.endswith("..")


def _under(sentence: Sentence, day: Moment, kinds: list[tuple[Hit, str]]) -> list[Happening]:
    """«4 қаңтар. … Кешке қарай 12 көлік өртенді»: what a sentence of a day tells, its verb first."""
    hit, type_ = min(kinds, key=lambda k: (k[0].role == "noun", k[0].first, k[1]))
    segment = sentence.segments[sentence.segment_of(hit.first)]
    return [
        Happening(
            type_, day, segment.first, max(segment.last, hit.last), hit.entry.phrase,
            (hit.first, hit.last),
        )
    ]  # fmt: skip


def _kinds(sentence: Sentence) -> list[tuple[Hit, str]]:
    kinds = [(hit, hit.code) for hit in sentence.of("events")]
    kinds += [
        (hit, BY_ACT[hit.code])
        for hit in sentence.of("acts")
        if hit.code in BY_ACT and hit.role in ("subject", "object", "noun")
    ]
    kinds += [(hit, BY_POST[hit.code]) for hit in sentence.of("posts") if hit.code in BY_POST]
    if any(True for _ in sentence.of("status", "imposed", "lifted")) and any(
        hit.role == "noun" for hit in sentence.of("status")
    ):
        kinds += [(hit, "status_change") for hit in sentence.of("status", "imposed", "lifted")]
    return kinds


VERB_GAP = 4
"""What the way to its clause's verb counts at most where the verb stands last."""


def _cost(sentence: Sentence, moment: Moment, hit: Hit, dated: list[Moment]) -> float:
    """How far a word is from the date; verbs before nouns, other dates between weigh heavily."""
    gap = max(hit.first - moment.last, moment.first - hit.last, 0)
    apart = abs(sentence.segment_of(hit.first) - sentence.segment_of(moment.first))
    low, high = min(hit.first, moment.first), max(hit.last, moment.last)
    between = sum(1 for m in dated if m is not moment and low <= m.first and m.last <= high)
    noun = hit.role == "noun"
    if sentence.pack.verb_final and not noun and not apart:
        gap = min(gap, VERB_GAP)
    return gap + 6 * apart + 20 * between + (5 if noun else 0)
