"""When, in one sentence: the dates that say when something happened, and which of them a figure takes."""

import re

from qantar.domain.claim import Reality
from qantar.domain.when import When
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import CLOCK, DATE, MONTH, PERIOD, SINCE, UNTIL, YEAR, Moment
from qantar.grammar.token import MARK
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
    if all(place.start != opening for place in sentence.places):
        return False
    if _ends(sentence, moment) and all(
        token.kind == MARK or any(p.start <= token.start < p.end for p in sentence.places)
        for token in tokens[: moment.first]
    ):
        return True
    behind = tokens[moment.last : moment.last + DATELINE]
    dash = next((i for i, token in enumerate(behind) if token.text in "–—-"), None)
    if dash is None:
        return False
    own = [token.text for token in behind[:dash]]
    return not own or (own[0] in "(/" and own[-1] in ")/") or own == ["."]


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
        _is_of_the_offence(sentence, moment, figure)
        or _is_of_the_verdict(sentence, moment, figure)
    ):
        return True
    if is_open(moment) and grown_to(sentence, figure):
        return True
    if "{happening}" in moment.rule and figure.act not in OF_EVENTS:
        return True
    if figure.act in AFTERWARDS and _is_of_a_noun(sentence, moment):
        return True
    own, at = sentence.segment_of(figure.first), sentence.segment_of(moment.first)
    if own == at:
        return _is_of_relative(sentence, moment, figure) or _is_of_participle(
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
    if moment.first >= figure.last and _is_of_another_clause(sentence, moment, own, at):
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
    if sentence.pack.fixed_order and _is_of_a_making(sentence, moment, segment.first):
        return True
    if sentence.pack.fixed_order and _is_of_a_clause_aside(sentence, moment, at):
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
    return _is_of_participle(sentence, moment, figure)


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
        and not _is_of_participle(sentence, m, figure)
        and not (sentence.pack.verb_final and m.first >= figure.last)
    ]  # fmt: skip
    own = sentence.segment_of(figure.first)
    near = [m for m in hours if 0 <= own - sentence.segment_of(m.first) <= 1]
    return _nearest(sentence, near, figure.first, figure.last)


BEGAN_REACH = 5
"""Words between one of beginning and the day of it: "since the war began on Monday"."""


def _is_of_another_clause(sentence: Sentence, moment: Moment, own: int, at: int) -> bool:
    """Whether a date behind a figure is of another clause: one behind a semicolon, one of contrast («хотя
    накануне», "down from 40 on Friday"), or what is told of the year before."""
    segments = sentence.segments[own + 1 : at + 1]
    return moment.rule.startswith("yearbefore") or any(
        segment.opened_by == ";"
        or any(
            segment.first <= hit.first <= segment.first + 1
            for hit in sentence.of("times", "contrast")
        )
        for segment in segments
    )


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


def _is_of_a_making(sentence: Sentence, moment: Moment, first: int) -> bool:
    """ "The bridge, |built in 1994|, held, but two culverts gave way": the year of a participle about a thing."""
    return (
        moment.kind == YEAR
        and moment.flag is None
        and first > 0
        and "ptcp" in sentence.tokens[first].word.features
    )


def _is_of_a_clause_aside(sentence: Sentence, moment: Moment, at: int) -> bool:
    """ "Bodies of six, |who went missing on Sunday, |were recovered on Monday": the day of a clause about the
    noun, where the clause it is put into has a day of its own behind it."""
    segments = sentence.segments
    inside = segments[at]
    if not any(
        inside.first <= hit.first <= inside.first + 1
        for hit in sentence.of("times", "relative")
    ):
        return False
    return at + 1 < len(segments) and any(
        m.kind != CLOCK and m.when is not None and sentence.segment_of(m.first) == at + 1
        for m in sentence.moments
    )


AFTERWARDS = frozenset("convicted charged wanted paid cost imposed".split())
"""What comes of a happening on a later day."""
HAPPENINGS = ("attack", "protest", "disaster", "killing", "theft", "destruction")


def _is_of_a_noun(sentence: Sentence, moment: Moment) -> bool:
    """Whether a date stands right behind the noun for a happening, in the genitive or behind a word of place:
    «участников |беспорядков 2 июня»."""
    return not sentence.pack.fixed_order and any(
        hit.role == "noun" and hit.last == moment.first
        for hit in sentence.of("events", *HAPPENINGS)
    )


BEFORE_THE_LAW = frozenset(
    {"detained", "arrested", "charged", "convicted", "released", "wanted"}
)


def _is_of_the_offence(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """ "jailed |for riots in the town last year": a month or year behind the "for" or "over" is that of what
    they are held for."""
    if figure.act not in BEFORE_THE_LAW or moment.first < figure.last:
        return False
    if moment.kind not in (YEAR, MONTH) or moment.flag is not None:
        return False
    if sentence.tokens[moment.first - 1].norm == "by":
        return False
    verbs = [
        hit.last for hit in sentence.of("acts", *BEFORE_THE_LAW) if hit.last <= moment.first
    ]
    since = max([figure.last, *verbs])
    own = sentence.segment_of(since - 1)
    return any(
        sentence.tokens[index].norm in ("for", "over") and sentence.segment_of(index) == own
        for index in range(since, moment.first - 1)
    )


def _is_of_the_verdict(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """Whether victims are told in a clause behind one of a court or the police that has the date."""
    if figure.act not in ("killed", "injured", "missing") or moment.last > figure.first:
        return False
    at, own = sentence.segment_of(moment.first), sentence.segment_of(figure.first)
    if at == own:
        return False
    return any(
        sentence.segment_of(hit.first) == at for hit in sentence.of("acts", *BEFORE_THE_LAW)
    ) and any(
        sentence.segment_of(hit.first) == own and hit.first <= sentence.segments[own].first + 2
        for hit in sentence.of("times", "relative")
    )


def _is_of_relative(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """ "pay $2,000 to the kin of those who died on Sunday": a relative word stands between, and the act
    of the figure is not behind it."""
    if moment.first < figure.last:
        return False
    words = [
        h for h in sentence.of("times", "relative") if figure.last <= h.first < moment.first
    ]
    return bool(words) and not any(
        hit.first > words[0].first for hit in sentence.of("acts", figure.act)
    )


PARTICIPLE_REACH = 4
"""Words between a participle and the date of what it tells."""


def _is_of_participle(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """«из похищенных в январе»: a participle of another act stands beside the date, in its segment."""
    if sentence.pack.fixed_order:  # there «killed» may be the verb of the clause as well
        return False
    at = sentence.segment_of(moment.first)
    for hit in sentence.of("acts"):
        if hit.code == figure.act or sentence.segment_of(hit.first) != at:
            continue
        behind = moment.first - hit.last  # «похищенных в январе»
        before = hit.first - moment.last  # «в январе похищенных»
        if not (0 <= behind <= PARTICIPLE_REACH or 0 <= before <= 1):
            continue
        if _is_attributive(sentence, hit):
            return True
    return False


def _is_attributive(sentence: Sentence, hit: Hit) -> bool:
    """Whether an act is told of a noun: a full participle; where verbs stand last, one before a noun."""
    features = sentence.tokens[hit.last - 1].word.features
    if sentence.pack.verb_final:  # «сайлауда» is no participle
        return "ptcp" in features and any(
            other.first == hit.last for other in sentence.of("objects")
        )
    return "ptcp" in features and not features & {"short", "fin"}


ASIDES = ("inserted", "witnessed")
"""Cues heard only beside a speaker: «начала», «увидел» say nothing by themselves."""
SAYING_REACH = 12
"""Words between a verb of saying and the date it stands with: «9 січня канал оприлюднив»."""


def dates_a_saying(sentence: Sentence, moment: Moment, statements: bool = False) -> bool:
    """«сообщила в среду комендатура»: the date is that of the statement, for a word of saying is
    nearer to it than any word that says what happened. ``statements``: a briefing is a saying too."""
    if moment.flag is not None or moment.kind == YEAR:
        return False  # nobody says when he speaks by the year
    at = sentence.segment_of(moment.first)
    if sentence.pack.fixed_order and _is_of_counted(sentence, at):
        return False

    def far(hit: Hit) -> float:
        apart = abs(sentence.segment_of(hit.first) - at)
        return max(hit.first - moment.last, moment.first - hit.last, 0) + 4 * apart

    reminders = {hit.last for hit in sentence.of("times", "recall")}
    spoken = [
        hit for hit in sentence.of("attribution", "say", "relay")
        if hit.role not in ASIDES and hit.last not in reminders
        and not _has_a_day(sentence, sentence.segment_of(hit.first), at)
        and not _is_inserted(sentence, sentence.segment_of(hit.first), at)
        and not (sentence.pack.fixed_order and _is_in_an_act(sentence, hit))
    ]  # fmt: skip
    if statements:
        spoken += sentence.of("events", "statement")
    said = min((far(hit) for hit in spoken), default=None)
    if said is None or said > SAYING_REACH:
        return False
    words = {i for hit in sentence.of("attribution", "say") for i in range(hit.first, hit.last)}
    cited = {
        i for hit in sentence.of("attribution", "according") for i in range(hit.first, hit.last)
    }
    done = [  # "in an interview on Sunday" is no act
        hit for hit in sentence.of("acts")
        if hit.role in ("subject", "object") and hit.last - 1 not in cited
        and not _is_what_is_said(sentence, hit, spoken, moment)
    ]  # fmt: skip
    told = [  # «мәлімдеді» is a saying and no other happening
        hit for hit in sentence.of("events")
        if (hit.code != "statement"
            or not (statements or (sentence.pack.verb_final and hit.last - 1 in words)))
        and not _is_what_is_said(sentence, hit, spoken, moment)
    ]  # fmt: skip
    return all(said < far(hit) for hit in (*done, *told))


def _is_in_an_act(sentence: Sentence, hit: Hit) -> bool:
    """ "The slide |claimed at least 68 lives": a word of saying that is part of what happened."""
    return any(
        act.first <= hit.first
        and hit.last <= act.last
        and act.last - act.first > hit.last - hit.first
        for act in sentence.of("acts")
    )


def _is_what_is_said(sentence: Sentence, event: Hit, spoken: list[Hit], moment: Moment) -> bool:
    """ "The chairman |confirmed the attack |on Saturday": what he confirmed was not then."""
    if not sentence.pack.fixed_order or moment.first <= event.last:
        return False
    return any(
        0 <= event.first - said.last <= CONFIRMED
        and sentence.segment_of(said.first) == sentence.segment_of(event.first)
        and (event.role == "noun" or _is_named(sentence, said.last, event))
        for said in spoken
    )


def _is_named(sentence: Sentence, since: int, event: Hit) -> bool:
    """Whether nothing but "the" stands between a verb of saying and a single word for a happening."""
    return (
        event.last - event.first == 1
        and event.first - since == 1
        and any(hit.first == since for hit in sentence.of("times", "definite"))
    )


CONFIRMED = 2
"""Words between a verb of saying and its noun: "confirmed the attack"."""


def _is_of_counted(sentence: Sentence, at: int) -> bool:
    """ "More than |18,000 people spent Monday night in schools, he added": a clause that counts and has no
    word of saying keeps its date, whatever verb it has."""
    segment = sentence.segments[at]
    inside = range(segment.first, segment.last)
    if any(h.first in inside for h in sentence.of("attribution", "say", "relay", "according")):
        return False
    return any(said.use == "count" and said.first in inside for said in sentence.said)


def _has_a_day(sentence: Sentence, said: int, at: int) -> bool:
    """ "clashed at Sabour on Friday, police said here on |Saturday": a clause of saying that has a date of
    its own takes none from another clause."""
    return said != at and any(
        m.kind != CLOCK and sentence.segment_of(m.first) == said for m in sentence.moments
    )


def _is_inserted(sentence: Sentence, said: int, at: int) -> bool:
    """«С 11 по 17 марта, | говорится в докладе, | погибли 14 человек»: a saying put between commas right
    behind a date dates nothing; the clause it stands in goes on."""
    segments = sentence.segments
    if not (
        said == at + 1 < len(segments) - 1
        and segments[said].opened_by == segments[said + 1].opened_by == ","
    ):
        return False
    inside = range(segments[said].first, segments[said].last)
    return not any(one.use == "count" and one.first in inside for one in sentence.said)


def day_of(when: When) -> When:
    """The date of a count without its clock time: counts are kept by the day."""
    if "T" not in when.edtf:
        return when
    start, slash, end = when.edtf.partition("/")
    a, b = start.partition("T")[0], end.partition("T")[0]
    return When(a if not slash or a == b else f"{a}/{b}")
