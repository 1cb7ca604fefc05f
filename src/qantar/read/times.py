"""When, in one sentence: the dates that say when something happened, and which of them a figure takes."""

import re

from qantar.domain.claim import Reality
from qantar.domain.when import When
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import (
    CLOCK,
    DATE,
    MONTH,
    PERIOD,
    SINCE,
    UNTIL,
    WEEKDAY,
    YEAR,
    Moment,
)
from qantar.grammar.token import MARK, WORD, Token
from qantar.read.dates_of_others import (
    dates_a_saying,
    is_of_a_clause_aside,
    is_of_a_making,
    is_of_a_noun,
    is_of_another_clause,
    is_of_participle,
    is_of_relative,
    is_of_the_offence,
    is_of_the_verdict,
)
from qantar.read.found import Found
from qantar.read.growth import grown_to
from qantar.read.nearness import distance
from qantar.read.sentence import Sentence
from qantar.read.since import began, is_open, is_since_of_a_noun
from qantar.read.stamps import STAMPED

INCIDENT_ACTS = frozenset(
    "killed injured hospitalized missing abducted attended rescued evacuated displaced stolen looted"
    " destroyed damaged attacked captured".split()
)
"""What happens in an incident itself; arrests, charges, finds and payments come on later days."""
OF_EVENTS = INCIDENT_ACTS | {"detained", "occurred"}
"""What the name of an event dates: «в январских беспорядках погибли», not «дел о январских событиях»."""


def closest(sentence: Sentence, first: int, last: int) -> Moment | None:
    """The date nearest to the tokens: same segment before others, before rather than after."""
    return _nearest(sentence, usable(sentence), first, last)


def own_date(figure: Found, published: When | None = None) -> Moment | None:
    """The date a figure's own sentence gives it: the nearest of those that are not another's."""
    sentence = figure.sentence
    dates = [
        m for m in usable(sentence)
        if not is_dateline(sentence, m) and not _is_anothers(sentence, m, figure)
        and not is_to_come(m, figure, published)
    ]  # fmt: skip
    return _nearest(sentence, dates, figure.first, figure.last)


def is_to_come(moment: Moment, figure: Found, published: When | None) -> bool:
    """Whether a date lies behind the day the report was published on, while its figure is told as a
    fact: "the hearing into the |two deaths opens next month", "pulled down |29 houses in three days"."""
    return (
        published is not None
        and moment.when is not None
        and moment.when.start[:DAY] > published.end[:DAY]
        and figure.reality is Reality.ASSERTED
    )


def is_of_a_plan(sentence: Sentence, moment: Moment) -> bool:
    """Whether a weekday is that of what is planned, and dates nothing else: "they expect to bring up the rest
    |on Wednesday. Three were treated"; what they "|were about to do on Friday" is past."""
    if moment.kind != WEEKDAY:
        return False
    plans = [
        hit for hit in sentence.of("reality", "future")
        if not any(was.last == hit.first for was in sentence.of("small", "was"))
    ]  # fmt: skip
    return sentence.tells_in(sentence.segment_of(moment.first), plans)


def _nearest(sentence: Sentence, dates: list[Moment], first: int, last: int) -> Moment | None:
    return min(
        dates,
        key=lambda m: (distance(sentence, first, last, m.first, m.last), m.first),
        default=None,
    )


def usable(sentence: Sentence) -> list[Moment]:
    """Dates that say when something happened: not bare clock times, not the date of a statement, nor of
    what was published: «у новині від 2 грудня»."""
    return [
        m for m in sentence.moments
        if m.kind != CLOCK and (m.when is not None or m.partial is not None)
        and not dates_a_saying(sentence, m, statements=True)
        and not any(_is_of_a_paper(sentence, m, hit) for hit in sentence.of("times", "paper"))
        and not _repeats_a_day(sentence, m)
        and not _is_of_birth(sentence, m)
    ]  # fmt: skip


def _is_of_a_paper(sentence: Sentence, moment: Moment, hit: Hit) -> bool:
    """Whether a word for what was published has the date beside it: «у новині від |2 грудня», «5 қаңтарда|
    ұсынған мәлімет»."""
    if sentence.pack.verb_final:
        return 0 <= hit.first - moment.last <= 1
    return moment.first - 1 <= hit.last <= moment.first + 1


def _is_of_birth(sentence: Sentence, moment: Moment) -> bool:
    """«дівчина 1999 р. н.», «1950 жылы туған», "a man born in 1950": tells of somebody's age."""
    if moment.kind not in (DATE, MONTH, YEAR):
        return False
    if sentence.pack.fixed_order:
        return any(-1 <= moment.first - hit.last <= 0 for hit in sentence.of("times", "born"))
    return any(
        hit.first <= moment.last + 1 and moment.last <= hit.last
        for hit in sentence.of("times", "born")
        if hit.first >= moment.first
    )


def _repeats_a_day(sentence: Sentence, moment: Moment) -> bool:
    """«28 июня |за ночь»: the night of the day named right before it, not the last before the report."""
    return moment.rule.startswith("lastnight") and any(
        other.last == moment.first and other.kind == DATE for other in sentence.moments
    )


DAY = len("2022-01-05")
DATELINE = 8
"""Words before the dash or bracket that ends a dateline: "NAIROBI, Kenya, June 26 (Reuters) – …"."""


def is_dateline(sentence: Sentence, moment: Moment) -> bool:
    """«АЛМАТЫ, 12 янв — …», "NAIROBI, June 26 (Reuters) – …", «Астана. 4 мая. Агентство –»: the day a report
    was sent on stands behind the place it was sent from and before a dash or a full stop."""
    tokens = sentence.tokens
    reach = 2 * DATELINE if tokens[0].text == "(" else DATELINE
    if moment.last > reach or sentence.number > DATELINE:
        return False
    if moment.first == 0:
        return _ends(sentence, moment) and _SENT_FROM.search(
            sentence.text, max(0, sentence.start - PLACE_LETTERS), sentence.start
        ) is not None  # fmt: skip
    opening = tokens[0].start
    if tokens[0].text == "(":  # "(Lake Wire) MWANZA, July 18 (LW) --"
        closing = next((i for i, t in enumerate(tokens[:DATELINE]) if t.text == ")"), None)
        while (
            closing is not None
            and closing + 1 < len(tokens)
            and tokens[closing + 1].text == ")"
        ):
            closing += 1
        opening = tokens[min(closing + 1, len(tokens) - 1)].start if closing else opening
    if all(place.start != opening for place in sentence.places) and not (
        sentence.number < OPENING and _is_in_capitals(tokens[0])
    ):
        return False
    if _ends(sentence, moment) and all(
        token.kind == MARK
        or any(p.start <= token.start < p.end for p in sentence.places)
        or _is_in_capitals(token)
        for token in tokens[: moment.first]
    ):
        return True
    behind = tokens[moment.last : moment.last + DATELINE]
    dash = next((i for i, token in enumerate(behind) if token.text in "–—-"), None)
    if dash is None:
        return False
    own = [token.text for token in behind[:dash]]
    return not own or (own[0] in "(/" and own[-1] in ")/") or own == ["."]


OPENING = 2
"""Sentences among which a place that no atlas knows may stand in capitals before the day."""


def _is_in_capitals(token: Token) -> bool:
    return len(token.text) > 2 and token.kind == WORD and token.text.isupper()


_SENT_FROM = re.compile(r"(?:^|\n)\s*[A-ZА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][\w’'-]+(?:[ -][\w’'-]+){0,2}\.\s+$")
"""A paragraph of nothing yet but a name of one to three words and a full stop."""
PLACE_LETTERS = 60


def _ends(sentence: Sentence, moment: Moment) -> bool:
    """Whether nothing but a full stop stands behind a date."""
    return all(token.text == "." for token in sentence.tokens[moment.last :])


def _is_anothers(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """Whether a date of the sentence is no date of the figure:

    - the end of what goes on: «до пятницы»;
    - since which a count has grown: «с 4 июля выросло на три, до 21» counts three since then, and 21 in all;
    - of what one day added, where the figure is the total: «за сутки 640, а всего 2 847»;
    - of a number in brackets: «63 дела (в прошлом году – 19)»;
    - in the name of an event that the figure only concerns: «дел о январских событиях»;
    - of a happening that a court or an office only deals with: «приговорил участников |беспорядков 2 июня»;
    - of a place or person: "Zhanaozen, where it all began on Sunday", "the kin of those who died on Sunday";
    - of what was done to the things before: «возвращено 967 единиц из похищенных в январе»;
    - of a state that another clause tells: «в НАТО с 2004 года, она отправила 620 военных»;
    - since which what another clause tells of goes on: «после дождя, хлеставшего со среды, рухнули 320 опор»;
    - of the offence: "13 were jailed for riots in the town last year";
    - of the verdict, where a clause tells of what it was about: "sentenced on Monday for the unrest, during
      which 14 died";
    - in a language with the verb last, of a clause that comes after.
    """
    if moment.flag == UNTIL:
        return True
    if sentence.pack.fixed_order and (
        is_of_the_offence(sentence, moment, figure)
        or is_of_the_verdict(sentence, moment, figure)
    ):
        return True
    if is_open(moment) and grown_to(sentence, figure):
        return True
    if "{happening" in moment.rule and figure.act not in OF_EVENTS:
        return True
    if figure.act in AFTERWARDS and is_of_a_noun(sentence, moment):
        return True
    own, at = sentence.segment_of(figure.first), sentence.segment_of(moment.first)
    if own == at:
        return is_of_relative(sentence, moment, figure) or is_of_participle(
            sentence, moment, figure
        )
    if figure.total and any(
        hit.first < moment.last and moment.first < hit.last
        for hit in sentence.of("totals", "increment")
    ):
        return True
    segment = sentence.segments[at]
    inside = range(segment.first, segment.last)
    if segment.opened_by == "(":
        ends = (
            i
            for i in range(moment.last, len(sentence.tokens))
            if sentence.tokens[i].text == ")"
        )
        closing = next(ends, segment.last)
        if figure.first >= closing or figure.last <= segment.first:
            if any(
                said.use == "count" and segment.first <= said.first < closing
                for said in sentence.said
            ):
                return True
    if any(hit.first in inside and hit.first <= segment.first + 1
           for hit in sentence.of("times", "where")):  # fmt: skip
        return True
    if moment.first >= figure.last and is_of_another_clause(sentence, moment, own, at):
        return True
    if has_own_stretch(sentence, figure.first, clause=True):
        return True
    if is_since_of_a_noun(sentence, moment) and not any(
        hit.first in inside for hit in sentence.of("acts", figure.act)
    ):
        return True
    if _is_of_relative_act(sentence, moment, figure, segment.first):
        return True
    if sentence.pack.verb_final and moment.first >= figure.last:
        return True
    if sentence.pack.fixed_order and is_of_a_making(sentence, moment, segment.first):
        return True
    if sentence.pack.fixed_order and is_of_a_clause_aside(sentence, moment, at):
        return True
    if (
        moment.flag == SINCE
        and moment.last <= figure.first
        and moment.first > segment.first + 1
        and not any(  # "Since the union fell apart in 1991, some 200 have died"
            segment.first <= hit.first <= segment.first + 1
            for hit in sentence.of("times", "began")
        )
    ):
        return not began(sentence, moment) and not any(
            said.use == "count" and said.first in inside for said in sentence.said
        )
    return is_of_participle(sentence, moment, figure)


def _is_of_relative_act(sentence: Sentence, moment: Moment, figure: Found, first: int) -> bool:
    """«освобождены трое моряков, |которых похитили 16 ноября»: of a relative clause that tells an act of its own
    and no incident in which the figure may have come about."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    if not any(first <= hit.first <= first + 1 for hit in sentence.of("times", "relative")):
        return False
    at = sentence.segment_of(moment.first)
    acts = {hit.code for hit in sentence.of("acts") if sentence.segment_of(hit.first) == at}
    return (
        bool(acts)
        and figure.act not in acts
        and not (figure.act in INCIDENT_ACTS and acts & INCIDENT_ACTS)
        and not any(
            sentence.segment_of(hit.first) == at and hit.role == "noun"
            for hit in sentence.of("events", "attack", "disaster", "protest")
        )
    )


def own_hour(figure: Found) -> Moment | None:
    """The hour its own clause tells, or the one before, of the day named last: «в 15:40 отпустили |двух
    женщин, в 17:05 — ещё |одну»; no stretch of hours, nor the hour of a statement."""
    sentence = figure.sentence
    hours = [
        m for m in sentence.moments
        if m.kind == CLOCK and m.when is not None and m.flag is None
        and "/" not in m.when.edtf
        and m.rule != STAMPED
        and not is_dateline(sentence, m)
        and not dates_a_saying(sentence, m, statements=True)
        and not is_of_participle(sentence, m, figure)
        and not (sentence.pack.verb_final and m.first >= figure.last)
    ]  # fmt: skip
    own = sentence.segment_of(figure.first)
    near = [m for m in hours if 0 <= own - sentence.segment_of(m.first) <= 1]
    return _nearest(sentence, near, figure.first, figure.last)


BEGAN_REACH = 5
"""Words between one of beginning and the day of it: "since the war began on Monday"."""


def has_own_stretch(sentence: Sentence, first: int, clause: bool = False) -> bool:
    """Whether what a figure counts was over a time that the words tell and no day is known of: «с начала паводка
    |вывезли 8 453 человека», «за сезон», "since the war began". ``clause``: told in the clause itself."""
    at = sentence.segment_of(first)
    counted = [
        said.first for said in sentence.said if said.use == "count" and said.first < first
    ]
    since = first if clause else max(counted, default=-1)
    return any(
        since < hit.first < first or sentence.segment_of(hit.first) == at
        for hit in (*sentence.of("times", "began"), *sentence.of("times", "stretch"))
        if (clause or hit.first > since or hit.first > first)
        and not any(
            m.when is not None and m.first - BEGAN_REACH <= hit.first < m.last
            for m in sentence.moments
        )
    ) or any(
        moment.when is None
        and moment.partial is None
        and moment.kind == PERIOD
        and sentence.segment_of(moment.first) == at
        for moment in sentence.moments
    )


AFTERWARDS = frozenset("convicted charged wanted paid cost imposed".split())
"""What comes of a happening on a later day."""


def day_of(when: When) -> When:
    """The date of a count without its clock time: counts are kept by the day."""
    if "T" not in when.edtf:
        return when
    start, slash, end = when.edtf.partition("/")
    a, b = start.partition("T")[0], end.partition("T")[0]
    return When(a if not slash or a == b else f"{a}/{b}")
