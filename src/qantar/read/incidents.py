"""What dates an incident: the words beside a date that tell deeds, sum up days or stand in a title."""

import datetime as dt
from collections.abc import Sequence

from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import (
    AS_OF,
    CLOCK,
    DATE,
    MONTH,
    PERIOD,
    WEEKDAY,
    Moment,
)
from qantar.grammar.token import MARK
from qantar.read.dates_of_others import BEFORE_THE_LAW
from qantar.read.sentence import Sentence
from qantar.read.since import is_open
from qantar.read.times import day_of

INCIDENTS = ("attack", "disaster", "killing", "destruction", "theft")


STRIKES = frozenset(
    "killed injured stolen looted destroyed damaged attacked captured abducted".split()
)  # fmt: skip
"""What dates an incident; rescue, search and hospital go on for days."""


LEAD = 5
"""Sentences that make the lead of a report, headline included."""


ONE_INCIDENT = 2
"""Days an incident may last and be one: a night belongs to two."""


TITLE_WORDS = 8
"""Words beside the date in the title of a bulletin: «Паводок в области: сводка на 3 июля»."""


def happening_beside(sentence: Sentence, moment: Moment) -> Hit | None:
    """The noun for a happening that the date stands with: «беспорядки 5 января», nothing but a few
    words of place between; before the date rather than behind it."""
    nearest: tuple[int, int, Hit] | None = None
    tolls = {i for one in sentence.of("times", "toll") for i in range(one.first, one.last)}
    at = sentence.segment_of(moment.first)
    for hit in sentence.of("events", *INCIDENTS, "protest"):
        if hit.role != "noun" or sentence.segment_of(hit.first) != at or hit.first in tolls:
            continue
        behind = hit.first >= moment.last
        gap = hit.first - moment.last if behind else moment.first - hit.last
        if gap <= NOUN_REACH:
            cost = gap + (NOUN_REACH if behind else 0), hit.first, hit
            nearest = cost if nearest is None or cost[:2] < nearest[:2] else nearest
    return None if nearest is None else nearest[2]


def is_since_it(sentence: Sentence, moment: Moment) -> bool:
    """Whether a time that goes on began with the incident itself: "since the collapse on Monday"."""
    if not is_open(moment) or moment.when is None:
        return False
    noun = happening_beside(sentence, moment)
    return (
        noun is not None
        and noun.code != "protest"
        and noun.last <= moment.first
        and not is_toll(sentence, moment.first)
        and any(
            noun.first - SINCE_REACH <= hit.last <= noun.first
            for hit in sentence.of("times", "began")
        )
    )


SINCE_REACH = 3
"""Words between "since" and the noun for what happened: "since the deadly collapse"."""


def word_at(sentence: Sentence, hit: Hit) -> tuple[str, str]:
    """A noun for a happening whatever its ending and the words before it."""
    return hit.code, sentence.tokens[hit.last - 1].norm[:STEM]


def is_definite(sentence: Sentence, hit: Hit) -> bool:
    """ "the attack", "the Boston attack": one that was named before."""
    return any(
        hit.first - DEFINITE_REACH <= one.first < hit.first
        for one in sentence.of("times", "definite")
    )


def _is_the_very(sentence: Sentence, hit: Hit) -> bool:
    """ "the deadly shooting", and not "the spate of shootings"."""
    return any(
        one.last in (hit.first, hit.first - 1) and sentence.tokens[one.last].norm != "of"
        for one in sentence.of("times", "definite")
    )


DEFINITE_REACH = 3


STEM = 5
"""Letters that tell a noun in its forms: «беспорядки», «беспорядков»."""


NOUN_REACH = 4


def is_short(moment: Moment) -> bool:
    """Whether the date is one day or one night."""
    assert moment.when is not None
    when = day_of(moment.when)
    if len(when.start) != 10 or len(when.end) != 10:
        return False
    days = dt.date.fromisoformat(when.end) - dt.date.fromisoformat(when.start)
    return days.days < ONE_INCIDENT


def tells_deeds(sentence: Sentence, moment: Moment) -> bool:
    """Whether a sentence, or the clause of its date, tells of deeds and not of what was said or made public:
    «25 октября поступило 500 жалоб, сообщает пресс-служба»."""
    acts = sentence.of("acts")
    told = [  # «надійшло 500 заяв»: a complaint that was counted is no statement
        hit for hit in sentence.of("events", "statement")
        if not any(act.first < hit.last and hit.first < act.last for act in acts)
    ]  # fmt: skip
    if told:
        return False
    said = sentence.of("attribution", "say", "relay")
    if not said:
        return True
    at = sentence.segment_of(moment.first)
    spoken = {sentence.segment_of(hit.first) for hit in said}
    done = {sentence.segment_of(hit.first) for hit in acts} - spoken
    return (
        not _sums_days(sentence, moment)
        and at not in spoken
        and not done.isdisjoint((at - 1, at, at + 1))
    )


AFTER = frozenset("rescued recovered evacuated hospitalized".split())
"""What is done for those whom it befell, over days."""


def tells_what_came_after(sentence: Sentence) -> bool:
    """«в среду кинологи достали живыми четверых»: the day of a rescue, on which nothing else befell."""
    if sentence.of("events", *INCIDENTS):
        return False
    acts = {hit.code for hit in sentence.of("acts")}
    return not acts.isdisjoint(AFTER) and acts <= AFTER | {"deployed", "other", "attended"}


def is_told_aside(sentence: Sentence, moment: Moment) -> bool:
    """Whether a date stands in a clause that only tells of a noun: «бійка, що виникла 13 травня», "a
    policeman whose body was found on Tuesday"."""
    if sentence.pack.verb_final:
        return False
    if sentence.pack.fixed_order:
        segment = sentence.segments[sentence.segment_of(moment.first)]
        inside = range(segment.first + 1, moment.first)
        return any(hit.first in inside for hit in sentence.of("times", "relative"))
    first = sentence.segments[sentence.segment_of(moment.first)].first
    return any(first <= hit.first <= first + 1 for hit in sentence.of("times", "relative"))


def recalls(sentence: Sentence) -> bool:
    """Whether the sentence opens by reminding of what the report follows up: «Напомним, …»."""
    return any(hit.first <= 1 for hit in sentence.of("times", "recall"))


def is_title(sentences: Sequence[Sentence], sentence: Sentence) -> bool:
    """Whether a sentence stands alone over a report: its headline, or the name of a bulletin."""
    if sentence.kind is BlockKind.HEADLINE:
        return True
    after = sentences[sentence.number + 1 : sentence.number + 2]
    # "Ministry of the Interior", then the title
    office = sentences[:1] if sentence.number == 1 else []
    return (
        (
            sentence.number == 0
            or any(
                len(one.tokens) <= TITLE_WORDS and one.tokens[-1].text not in ".!?…"
                for one in office
            )
        )
        and sentence.kind is BlockKind.BODY
        and bool(after)
        and after[0].paragraph != sentence.paragraph
        and sentence.tokens[-1].text not in ".!?…"
    )


def ends_a_title(sentence: Sentence, moment: Moment) -> bool:
    """Whether a title's last words are its day: «…: сводка на 3 июля», "Morning Brief | January 5"."""
    if moment.when is None or moment.last != len(sentence.tokens):
        return False
    if moment.flag == AS_OF:
        return True
    if sentence.places or moment.flag is not None or moment.kind not in (DATE, WEEKDAY):
        return False  # a dateline is the day of writing
    before = sentence.tokens[moment.first - 1] if moment.first else None
    words = sum(1 for token in sentence.tokens[: moment.first] if token.kind != MARK)
    return before is not None and before.kind == MARK and words <= TITLE_WORDS


def sums_up(sentence: Sentence, moment: Moment) -> bool:
    """Whether a title calls the report a summary of its date: «Итоги июля», «Сводка МВД за 14 октября»."""
    if moment.when is None or moment.flag not in (None, AS_OF):
        return False
    if moment.kind not in (DATE, WEEKDAY, MONTH, PERIOD):
        return False
    return any(
        hit.last <= moment.first or hit.role == "numbers"
        for hit in sentence.of("times", "summary")
    )


def dates_an_incident(sentence: Sentence, moment: Moment) -> bool:
    """Whether an incident, or what it did to people and things, stands in the date's clause; "the toll
    rose to 41 on Monday" dates the count alone."""
    if sentence.kind is BlockKind.HEADLINE:
        return True
    at = clause_of(sentence, moment)
    told = [
        hit for hit in (
            *sentence.of("events", *INCIDENTS),
            *sentence.of("acts", *STRIKES),
            *incidents_of(sentence),
        )
        if abs(sentence.segment_of(hit.first) - at) <= 1
    ]  # fmt: skip
    if sentence.pack.fixed_order and all(sentence.segment_of(hit.first) != at for hit in told):
        if sentence.tells_in(at, sentence.of("acts", *BEFORE_THE_LAW)):
            return False  # "sentenced on Monday for the unrest, |during which 14 died"
    if told and is_toll(sentence, moment.first):
        beside = happening_beside(sentence, moment)
        return beside is not None and not any(
            beside.last <= hit.first < moment.first for hit in sentence.of("times", "toll")
        )
    return bool(told)


def incidents_of(sentence: Sentence) -> list[Hit]:
    """Words that call something an incident, but for «төтенше жағдай» where it is the state that was put
    in force."""
    hits = sentence.of("times", "incident")
    if not hits:
        return []
    regimes = sentence.of("events", "status_change")
    return [
        hit for hit in hits
        if not any(one.first <= hit.first and hit.last <= one.last for one in regimes)
    ]  # fmt: skip


def kinds_of(sentence: Sentence, moment: Moment) -> set[str]:
    """What kinds of incident are named in a date's clause: as such, not by whom it killed."""
    at = clause_of(sentence, moment)
    named = [
        hit for hit in (*sentence.of("events", *INCIDENTS), *incidents_of(sentence))
        if hit.code != "killing" and sentence.segment_of(hit.first) == at
    ]  # fmt: skip
    if sentence.pack.fixed_order:  # "the shooting", of the very word; "violence" is of any kind
        return {word_at(sentence, hit)[1] for hit in named if _is_the_very(sentence, hit)}
    return {hit.code for hit in named}


def clause_of(sentence: Sentence, moment: Moment) -> int:
    """The segment whose verb a date stands with: "mud crashed onto the town of Oso, |in Washington state,
    |on March 22"."""
    at = sentence.segment_of(moment.first)
    if not sentence.pack.fixed_order:
        return at
    told = {
        sentence.segment_of(hit.first) for c in ("events", "acts", "attribution") for hit in sentence.of(c)
    }  # fmt: skip
    for _ in range(APPOSED):
        segment = sentence.segments[at]
        if (
            at == 0
            or at in told
            or segment.opened_by != ","
            or segment.last - segment.first > PLACE_WORDS
        ):
            break
        at -= 1
    return at


APPOSED = 2


PLACE_WORDS = 6
"""Tokens of a segment that only tells where or when."""


def is_the_papers(sentence: Sentence, moment: Moment) -> bool:
    """Whether "today" or "yesterday" is the paper's own: in no quotation, in the lead or where the paper
    reminds of what it reported."""
    if sentence.quoted[moment.first] or _sums_days(sentence, moment):
        return False
    at = sentence.segment_of(moment.first)
    if not sentence.pack.fixed_order and any(
        other is not moment and other.kind != CLOCK and sentence.segment_of(other.first) == at
        for other in sentence.moments
    ):
        return False  # «бүгін |5–6 қаңтардағы оқиға құрбандары жерленді»
    if sentence.pack.fixed_order:
        return sentence.number < LEAD and moment.last - moment.first == 1
    return sentence.number < LEAD or recalls(sentence)


def _sums_days(sentence: Sentence, moment: Moment) -> bool:
    """Whether a day is told as what a count was made over, or up to: «за сутки», «на сегодня»."""
    return any(
        hit.first < moment.last and moment.first < hit.last
        for hit in (*sentence.of("totals", "increment"), *sentence.of("times", "lasting"))
    )


def is_toll(sentence: Sentence, index: int) -> bool:
    """Whether the clause of a token tells how far a toll has come: «число погибших достигло 16»."""
    return sentence.tells_in(sentence.segment_of(index), sentence.of("times", "toll"))
