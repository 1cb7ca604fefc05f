"""A date that tells when something began which goes on: «с начала протестов 18 июня», "since the protests
began on 18 June", «18 маусымда наразылық басталғалы». What is counted since then is of no single day.
"""

from collections.abc import Iterable
from dataclasses import replace

from qantar.domain.when import OPEN, When
from qantar.grammar.moments import AS_OF, CLOCK, SINCE, UNTIL, Moment
from qantar.grammar.said import Back, In
from qantar.read.sentence import Sentence

DAY = len("2022-01-05")
REACH = 4
"""Words between "since … began" and its date: «с начала | протестов в Минске | 9 августа»."""
FURTHER = 10
"""Words between a bare "since" and its date: "since | troops overthrew the elected president in | May"."""


def opened(sentence: Sentence, moments: Iterable[Moment]) -> list[Moment]:
    """The dates of a sentence, those that a word of beginning governs without an end."""
    beginnings = sentence.of("times", "began") if "times" in sentence.hits else ()
    if not beginnings:
        return list(moments)
    return [
        replace(moment, flag=SINCE, when=When(f"{moment.when.edtf}/{OPEN}"))
        if moment.when is not None
        and _can_begin(moment)
        and any(_governs(sentence, hit.first, hit.last, moment) for hit in beginnings)
        else moment
        for moment in moments
    ]


def _can_begin(moment: Moment) -> bool:
    when = moment.when
    return (
        when is not None
        and not when.is_partial
        and "/" not in when.edtf
        and moment.flag is None
        and moment.kind != CLOCK
    )


def _governs(sentence: Sentence, first: int, last: int, moment: Moment) -> bool:
    """Whether the words of beginning stand just before the date, where verbs stand last just behind it,
    no comma and no number between."""
    if sentence.pack.verb_final:
        between = range(moment.last, first)
    else:
        between = range(last, moment.first)
    if (moment.last > first) if sentence.pack.verb_final else (moment.first < last):
        return False
    counted = {said.first for said in sentence.said}
    bare = last - first == 1 and sentence.pack.fixed_order
    return len(between) <= (FURTHER if bare else REACH) and not any(
        sentence.tokens[i].text in ",;:—–" or i in counted for i in between
    )


def begun(moment: Moment, flag: str | None = None) -> Moment:
    """The time at which something began, by itself: of "since Friday" the Friday."""
    if moment.when is None:
        return moment
    return replace(moment, flag=flag, when=When(moment.when.edtf.removesuffix(f"/{OPEN}")))


def of_a_day(sentence: Sentence, moments: list[Moment]) -> list[Moment]:
    """ "survivors |from Friday's incident", «у зв'язку |з лютневим нападом»: a day in the possessive or a month
    before the instrumental of what happened is that of the thing behind it and begins nothing."""
    if sentence.pack.verb_final:
        return moments
    if not sentence.pack.fixed_order:
        return [
            begun(moment) if moment.flag == SINCE and _is_with(sentence, moment) else moment
            for moment in moments
        ]
    return [
        begun(moment)
        if moment.flag == SINCE
        and moment.when is not None
        and sentence.tokens[moment.last - 1].text.endswith(("'s", "’s"))
        else moment
        for moment in moments
    ]


def _is_with(sentence: Sentence, moment: Moment) -> bool:
    """Whether «с» before a date governs the instrumental: «с июльскими протестами»."""
    word = sentence.tokens[moment.last - 1].word
    return word.has("noun", "ins") and not word.has("noun", "gen")


def told_of_data(sentence: Sentence, moments: list[Moment]) -> list[Moment]:
    """The dates of a sentence, those as the day for which a count held that name the day of its data:
    «по данным Минздрава от 29 марта», "figures from 28 March"."""
    data = sentence.of("times", "data") if "times" in sentence.hits else ()
    if not data:
        return moments
    ends = {hit.last for hit in data}
    return [
        begun(moment, AS_OF)
        if moment.when is not None
        and moment.kind != CLOCK
        and moment.flag in (None, SINCE)
        and (moment.first in ends or (moment.first + 1 in ends and moment.flag == SINCE))
        else moment
        for moment in moments
    ]


def ended(sentence: Sentence, moments: list[Moment]) -> list[Moment]:
    """The dates of a sentence, those of a stretch that began and of the day it is counted to as one: «станом
    на 9 листопада з початку року прибуло», "as of Sunday 12 had died since the start of the year"."""
    begins = [
        m for m in moments
        if m.flag == SINCE and _is_day(m, start=True) and not is_since_of_a_noun(sentence, m)
    ]  # fmt: skip
    ends = [m for m in moments if m.flag in (AS_OF, UNTIL) and _is_day(m)]
    if len(begins) != 1 or len(ends) != 1:
        return moments
    begin, end = begins[0].when, ends[0].when
    assert begin is not None and end is not None
    first, last = begin.start[:DAY], end.end[:DAY]
    if first >= last:
        return moments
    return [
        replace(m, when=When(f"{first}/{last}")) if m is begins[0] else m
        for m in moments
        if m is not ends[0]
    ]


def _is_day(moment: Moment, start: bool = False) -> bool:
    when = moment.when
    return (
        when is not None
        and not when.is_partial
        and len(when.start if start else when.end) >= DAY
        and (not start or when.edtf.endswith(OPEN))
    )


def is_open(moment: Moment) -> bool:
    """«since Friday»: a time that has not ended, which dates nothing but its own clause."""
    return moment.when is not None and moment.when.edtf.endswith("/..")


def is_counted_back(moment: Moment) -> bool:
    """«за неделю», "in the past three days": a stretch counted back from the report, which is that of the
    count it stands with."""
    return isinstance(moment.said, Back | In) or moment.rule.startswith("within")


def began(sentence: Sentence, moment: Moment) -> bool:
    """«since Friday, when police fired 31 rounds»: the clause behind tells of that very day."""
    return is_open(moment) and any(
        moment.last <= hit.first <= moment.last + 2 for hit in sentence.of("reference", "when")
    )


def is_since_of_a_noun(sentence: Sentence, moment: Moment) -> bool:
    """Whether a clause that only tells of a noun has the time since which that goes on: «из-за зноя, |который
    держится с выходных|,», «ливень, |не стихавший с субботы|,», "rain |that set in on Sunday|"."""
    if moment.flag != SINCE or sentence.pack.verb_final or began(sentence, moment):
        return False
    segment = sentence.segments[sentence.segment_of(moment.first)]
    if segment.first == 0 or segment.opened_by != ",":
        return False
    opening = range(segment.first, min(segment.first + ASIDE_WORDS, moment.first))
    return any(hit.first in opening for hit in sentence.of("times", "relative")) or any(
        "ptcp" in (features := sentence.tokens[index].word.features)
        and not features & {"short", "fin", "conv"}
        for index in opening
    )


ASIDE_WORDS = 2
"""Words in which a clause shows that it tells of a noun: «не стихавший»."""
