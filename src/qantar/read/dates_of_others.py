"""Dates in a sentence that are of something else than what is counted: of a saying, a verdict, a making, another clause."""

from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import CLOCK, MONTH, YEAR, Moment
from qantar.grammar.token import MARK
from qantar.read.found import Found
from qantar.read.sentence import Sentence


def is_of_another_clause(sentence: Sentence, moment: Moment, own: int, at: int) -> bool:
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


def is_of_a_making(sentence: Sentence, moment: Moment, first: int) -> bool:
    """ "The bridge, |built in 1994|, held, but two culverts gave way": the year of a participle about a thing."""
    return (
        moment.kind == YEAR
        and moment.flag is None
        and first > 0
        and "ptcp" in sentence.tokens[first].word.features
    )


def is_of_a_clause_aside(sentence: Sentence, moment: Moment, at: int) -> bool:
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


HAPPENINGS = ("attack", "protest", "disaster", "killing", "theft", "destruction")


def is_of_a_noun(sentence: Sentence, moment: Moment) -> bool:
    """Whether a date stands right behind the noun for a happening, in the genitive or behind a word of place:
    «участников |беспорядков 2 июня»."""
    return not sentence.pack.fixed_order and any(
        hit.role == "noun" and hit.last == moment.first
        for hit in sentence.of("events", *HAPPENINGS)
    )


BEFORE_THE_LAW = frozenset(
    {"detained", "arrested", "charged", "convicted", "released", "wanted"}
)


def is_of_the_offence(sentence: Sentence, moment: Moment, figure: Found) -> bool:
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


def is_of_the_verdict(sentence: Sentence, moment: Moment, figure: Found) -> bool:
    """Whether victims are told in a clause behind one of a court or the police that has the date."""
    if figure.act not in ("killed", "injured", "missing") or moment.last > figure.first:
        return False
    at, own = sentence.segment_of(moment.first), sentence.segment_of(figure.first)
    if at == own:
        return False
    return sentence.tells_in(at, sentence.of("acts", *BEFORE_THE_LAW)) and any(
        sentence.segment_of(hit.first) == own and hit.first <= sentence.segments[own].first + 2
        for hit in sentence.of("times", "relative")
    )


def is_of_relative(sentence: Sentence, moment: Moment, figure: Found) -> bool:
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


def is_of_participle(sentence: Sentence, moment: Moment, figure: Found) -> bool:
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
        and not _speaks_behind(sentence, hit, moment)
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


def _speaks_behind(sentence: Sentence, hit: Hit, moment: Moment) -> bool:
    """ "A slope gave way in Atok, |on Tuesday, |police said": where a day stands behind its verb or beside it,
    one before the clause of saying is of what is said; "On Tuesday, |police said" tells nothing before it."""
    if sentence.pack.verb_final or moment.last > hit.first:
        return False
    at = sentence.segment_of(hit.first)
    if sentence.segment_of(moment.first) >= at:
        return False
    told = (
        index
        for index in range(sentence.segments[at].first)
        if sentence.tokens[index].kind != MARK and not sentence.is_dated(index)
    )
    return sum(1 for _ in told) >= TOLD


TOLD = 4
"""Words of a clause that tells something: "a slope gave way"."""


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
