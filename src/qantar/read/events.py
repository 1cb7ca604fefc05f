"""Dated happenings: a clause that says what happened and stands with a date."""

from dataclasses import dataclass

from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import AS_OF, CLOCK, SINCE, UNTIL, Moment
from qantar.grammar.token import NUMBER, WORD
from qantar.read.cues import is_article
from qantar.read.dates_of_others import HAPPENINGS, dates_a_saying
from qantar.read.incidents import is_short
from qantar.read.order import is_governed, is_passive_at, is_small
from qantar.read.sentence import Segment, Sentence
from qantar.read.status import WHOLE
from qantar.read.tale import Tale
from qantar.read.times import is_dateline

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


NO_TALE = Tale()


def happenings(
    sentence: Sentence, day: Moment | None = None, tale: Tale = NO_TALE
) -> list[Happening]:
    """One event for each date of the sentence: the nearest word that says what happened, verbs first.
    ``day`` is the date its paragraph stands under, in a chronology; ``tale`` is what the report is about."""
    if day is None and not sentence.moments:
        return []
    kinds = _kinds(sentence, tale)
    dated = [m for m in sentence.moments if _dates_an_event(m) and not is_dateline(sentence, m)]
    if not kinds:
        return _untold(sentence, dated, tale)
    if not dated:
        counted = any(moment.flag == AS_OF for moment in sentence.moments)
        return _under(sentence, day, kinds) if day is not None and not counted else []
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
        hit, type_ = _told_to_occur(sentence, moment, kinds) or best
        verb = sentence.pack.fixed_order and hit.role == "verb"  # both lists have "killed"
        if hit.code == "recovered":
            pass  # bodies are found after the wreck, whatever it is called
        elif type_ == "attack" and tale.main == "disaster" and _is_a_blast(sentence, hit):
            type_ = "disaster"
        elif (hit.entry.category == "acts" or verb) and type_ in OUTCOMES:
            type_ = _cause(sentence, hit, kinds) or type_
            if type_ == "attack" and hit.code == "injured" and tale.main == "disaster":
                type_ = (
                    _means(sentence, kinds) or "disaster"
                )  # nothing else is told to have done it
        elif type_ == "statement" and hit.role == "verb":
            type_ = _announced(sentence, hit, kinds) or type_
        elif verb and type_ == "disaster":
            type_ = _what_broke_out(sentence, hit, kinds) or type_
        if moment.kind == CLOCK and type_ == "status_change" and _are_hours(sentence):
            continue
        if type_ in TALLIED and _sums_up(sentence, moment):
            continue
        first = sentence.segments[sentence.segment_of(min(hit.first, moment.first))].first
        last = sentence.segments[sentence.segment_of(max(hit.last, moment.last) - 1)].last
        if any(h.words == (hit.first, hit.last) for h in out):
            begun = {one.first for one in out}
            out += [h for h in _untold(sentence, [moment], tale) if h.first not in begun]
            continue
        out.append(
            Happening(type_, moment, first, last, hit.entry.phrase, (hit.first, hit.last))
        )
    return out


def _are_hours(sentence: Sentence) -> bool:
    """ "A curfew from 9 p.m. to 5 a.m.": the hours at which a regime holds; not «тревогу отменили в 03:12»."""
    clocks = [m for m in sentence.moments if m.kind == CLOCK]
    return len(clocks) > 1 or bool(sentence.of("status", "curfew"))


OUTCOMES = frozenset({"killing", "destruction", "attack", "other"})
"""What disasters do as well as people."""


def _cause(sentence: Sentence, outcome: Hit, kinds: list[tuple[Hit, str]]) -> str | None:
    """«Паводок снёс 12 домов», "the landslide killed four", "killed in a drone |strike": what the outcome is
    told of in its clause."""
    at = sentence.segment_of(outcome.first)
    done = outcome.code in ("killed", "injured") or outcome.code == "killing"
    if done and outcome.role != "noun" and not is_article(sentence, outcome.first - 1):
        causes = frozenset({"disaster", "attack"})
    else:
        causes = frozenset({"disaster"})
    return next(
        (
            type_ for hit, type_ in kinds
            if type_ in causes and hit.entry.category == "events"
            and (type_ == "disaster" or _is_means(sentence, hit, outcome))
            and sentence.segment_of(hit.first) == at
            and (  # «under |fire»; but «|пожар охватил склад»
                not (hit.first < outcome.last and outcome.first < hit.last)
                or outcome.code in ("damaged", "destroyed")
            )
        ),
        None,
    )  # fmt: skip


def _means(sentence: Sentence, kinds: list[tuple[Hit, str]]) -> str | None:
    """The attack that a sentence names, whatever the report is about."""
    return next(
        (type_ for hit, type_ in kinds if type_ == "attack" and hit.entry.category == "events"),
        None,
    )


def _is_a_blast(sentence: Sentence, hit: Hit) -> bool:
    """«Взрыв произошёл в 3.39»: in a mine or in a market, as the report tells."""
    return any(
        hit.first < one.last and one.first < hit.last for one in sentence.of("small", "blast")
    )


def _announced(sentence: Sentence, verb: Hit, kinds: list[tuple[Hit, str]]) -> str | None:
    """«Объявили об |аресте», «оголосили про |завершення місії»: what was announced happened."""
    if (
        sentence.pack.fixed_order
        or sentence.pack.verb_final
        or verb.last >= len(sentence.tokens)
    ):
        return None
    if "adp" not in sentence.tokens[verb.last].word.features:
        return None
    at = sentence.segment_of(verb.first)
    return next(
        (
            type_ for hit, type_ in kinds
            if hit.role == "noun" and type_ != "statement" and hit.first >= verb.last
            and hit.first - verb.last <= SUBJECT_REACH and sentence.segment_of(hit.first) == at
        ),
        None,
    )  # fmt: skip


def _told_to_occur(
    sentence: Sentence, moment: Moment, kinds: list[tuple[Hit, str]]
) -> tuple[Hit, str] | None:
    """«|Авария, случившаяся накануне, унесла жизни пяти», «|сутичок, що почалися у вівторок»: the date is of
    the happening that the verb beside it says occurred."""
    nouns = [k for k in kinds if k[0].role == "noun" and k[0].entry.category == "events"]
    if not nouns or sentence.pack.fixed_order:
        return None
    if sentence.pack.verb_final:
        came = {hit.last for hit in sentence.of("small", "came_about")}
        return next(
            (
                k for k in nouns
                if k[0].first in came and 0 < k[0].first - moment.last <= SUBJECT_REACH
                and "ptcp" in sentence.tokens[k[0].first - 1].word.features
            ),
            None,
        )  # fmt: skip
    at = sentence.segment_of(moment.first)
    segment = sentence.segments[at]
    if segment.opened_by != "," or at == 0:
        return None
    occurs = next(
        (
            hit for hit in sentence.of("acts", "occurred")
            if segment.first <= hit.first <= segment.first + 1 and _is_verbal(sentence, hit)
        ),
        None,
    )  # fmt: skip
    if occurs is None:
        return None
    before = sentence.segments[at - 1]
    named = [k for k in nouns if before.first <= k[0].first < before.last]
    return named[-1] if named else None


def _is_verbal(sentence: Sentence, hit: Hit) -> bool:
    features = sentence.tokens[hit.last - 1].word.features
    return bool(features & {"fin", "ptcp"})


def _is_means(sentence: Sentence, hit: Hit, outcome: Hit) -> bool:
    """ "Killed in a drone |strike", "a |raid killed"; not "killed when bandits |raided", "set off |clashes"."""
    if hit.role != "noun" or "past" in sentence.tokens[hit.last - 1].word.features:
        return False
    if not sentence.pack.fixed_order or hit.last <= outcome.first:
        return True
    return is_governed(sentence, hit.first)


def _what_broke_out(sentence: Sentence, verb: Hit, kinds: list[tuple[Hit, str]]) -> str | None:
    """ "|Fighting erupted", "a |riot broke out": a verb said of fires and of people is of its subject's type."""
    at = sentence.segment_of(verb.first)
    return next(
        (
            type_ for hit, type_ in reversed(kinds)
            if hit.role == "noun" and type_ in ("attack", "protest") and hit.last <= verb.first
            and verb.first - hit.last <= SUBJECT_REACH
            and abs(sentence.segment_of(hit.first) - at) <= 1
        ),
        None,
    )  # fmt: skip


SUBJECT_REACH = 3
"""Words between a happening and the verb it is the subject of: "the riot, which | broke out"."""


def _untold(sentence: Sentence, dated: list[Moment], tale: Tale) -> list[Happening]:
    """«К восьми приехали следователи»: what a verb no list knows tells of a day, of no kind in the codebook;
    «инцидент произошёл в 9.20»: that what the report is about then happened."""
    out: list[Happening] = []
    for moment in dated:
        if moment.when is None or len(moment.when.edtf) < len("2022-01-05"):
            continue
        if _sums_up(sentence, moment) or (moment.kind == CLOCK and "/" in moment.when.edtf):
            continue  # «за сутки обратились 320 человек», «с 15:00 до 11:00»
        if dates_a_saying(sentence, moment):
            continue
        segment = sentence.segments[sentence.segment_of(moment.first)]
        saying = {
            index
            for hit in sentence.of("attribution", "say", "according")
            for index in range(hit.first, hit.last)
        }
        verb = next(
            (
                i for i in range(segment.first, segment.last)
                if i not in saying and not sentence.is_dated(i) and _tells_the_past(sentence, i)
            ),
            None,
        )  # fmt: skip
        told = [i for i in range(segment.first, segment.last) if not sentence.is_dated(i)]
        if len(told) <= STAMP:
            continue  # «оновлено 11:40»
        if (
            verb is None and sentence.pack.fixed_order
        ):  # "the |incident happened at around 11 pm"
            verb = _pointing(sentence, segment) if tale.main is not None else None
        if verb is None or any(h.first == segment.first for h in out):
            continue
        out.append(
            Happening(_pointed_to(sentence, segment, tale), moment, segment.first, segment.last, "a verb no list knows",
                      (verb, verb + 1))
        )  # fmt: skip
    return out


STAMP = 1
"""Words beside the hour of a line that only tells when something was written."""


def _pointed_to(sentence: Sentence, segment: Segment, tale: Tale) -> str:
    points = _pointing(sentence, segment) is not None
    return tale.main if points and tale.main is not None else "other"


def _pointing(sentence: Sentence, segment: Segment) -> int | None:
    """Where a segment says that what the report is about happened."""
    return next(
        (
            hit.first for hit in sentence.of("times", "incident")
            if segment.first <= hit.first < segment.last
        ),
        None,
    )  # fmt: skip


def _tells_the_past(sentence: Sentence, index: int) -> bool:
    """Whether a word is a verb that says what was or will be done, and nothing else."""
    word = sentence.tokens[index].word
    if sentence.pack.fixed_order:
        return "past" in word.features and _is_predicate(sentence, index)
    if word.has("noun"):
        return False
    if word.has("fin"):
        return bool(word.features & {"past", "fut"}) or sentence.pack.verb_final
    return {"pass", "short"} <= word.features  # «мост |открыт», «школи |зачинено»


def _is_predicate(sentence: Sentence, index: int) -> bool:
    """ "Two miners were |brought up", "the operation |ended on Monday"; not "the |wounded man"."""
    if is_passive_at(sentence, index):
        return True
    before, after = index - 1, index + 1
    if before < 0 or sentence.tokens[before].kind != WORD or is_small(sentence, before):
        return False
    if sentence.segment_of(before) != sentence.segment_of(index):
        return False
    return (
        after < len(sentence.tokens)
        and not sentence.tokens[before].word.features & {"past", "ger"}
        and (is_small(sentence, after) or sentence.is_dated(after))
    )


def _dates_an_event(moment: Moment) -> bool:
    """A day, a time of a day, a month; not the end of something that goes on, nor "since", nor the day a
    count is as of, nor a whole year: what is told of a year is background."""
    if moment.flag in (UNTIL, AS_OF) or "{happening}" in moment.rule:
        return False  # «январские беспорядки» only names what was told elsewhere
    if moment.when is None:
        return moment.partial is not None
    if moment.rule.startswith(COUNTED_BACK) and not is_short(moment):
        return False  # «за неделю умерли девять»: what was counted over it
    if moment.flag == SINCE:
        return False  # nor a stretch from its start to the day it is counted to
    return not moment.when.edtf.endswith("..") and not _is_of_years(moment.when.edtf)


COUNTED_BACK = ("back", "within")
"""Rules of stretches that end with the report: «за две недели», "in the last 48 hours". Fewer than the dates counted back
of `is_counted_back`: what happened "over three days" is an event of these."""


TALLIED = frozenset({"killing", "attack", "destruction", "disaster", "other"})
"""What bulletins count by the day; raids and arrests of a day are told as one."""


def _sums_up(sentence: Sentence, moment: Moment) -> bool:
    """«|За сутки убиты двое», "|over the past day": what a bulletin counts, no dated happening."""
    return any(
        moment.first <= hit.first and hit.last <= moment.last
        for hit in sentence.of("small", "day_and_night")
    ) and (
        sentence.pack.fixed_order
        or not any(
            token.kind == NUMBER for token in sentence.tokens[moment.first : moment.last]
        )
    )


def _is_of_years(edtf: str) -> bool:
    return all(len(part) == len("2022") for part in edtf.split("/"))


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


def _kinds(sentence: Sentence, tale: Tale) -> list[tuple[Hit, str]]:
    events = sentence.of("events")
    named = {(hit.first, hit.last) for hit in events if hit.role == "noun"}
    kinds = [  # "at a |rally" is no verb
        (hit, hit.code) for hit in events
        if hit.role == "noun" or (hit.first, hit.last) not in named
        or not is_article(sentence, hit.first - 1)
        or "ger" in sentence.tokens[hit.first].word.features
    ]  # fmt: skip
    # «вспыхнули»: riots break out as houses do into flames; the noun beside it tells
    occurring = {(hit.first, hit.last) for hit in sentence.of("acts", "occurred")}
    kinds += [
        (hit, BY_ACT[hit.code])
        for hit in sentence.of("acts")
        if hit.code in BY_ACT
        and not _only_tells_where(sentence, hit)
        and hit.role in ("subject", "object", "noun")
        and (hit.first, hit.last) not in occurring
        and (hit.code != "attended" or tale.protest)
    ]
    bodies = {sentence.segment_of(hit.first) for hit in sentence.of("objects", "body")}
    if bodies:  # «тела подняли на поверхность»: nobody took anything
        kinds = [
            (hit, "other" if type_ == "seizure" and sentence.segment_of(hit.first) in bodies else type_)
            for hit, type_ in kinds
        ]  # fmt: skip
    offices = not sentence.pack.verb_final or "roles" in sentence.hits
    closer = [
        (hit, BY_POST[hit.code]) for hit in sentence.of("posts") if hit.code in BY_POST and offices
    ]  # fmt: skip
    lost = {(hit.first, hit.last) for hit in sentence.of("acts", "missing")}
    kinds = [  # «ұшақ |жоғалып кетті»: what is lost was not taken
        (hit, "disaster" if type_ == "theft" and (hit.first, hit.last) in lost else type_)
        for hit, type_ in kinds
    ]  # fmt: skip
    if any(True for _ in sentence.of("status", "imposed", "lifted")) and any(
        hit.role == "noun" for hit in sentence.of("status")
    ):
        closer += [(hit, "status_change") for hit in sentence.of("status", "imposed", "lifted")]
    closed = sentence.of("status", *WHOLE)
    closer += [(hit, "status_change") for hit in closed]
    regimes = {
        sentence.segment_of(h.first)
        for h in sentence.of("status")
        if h.role in ("noun", "clause")
    }
    told = [  # "took over as chief", "an emergency was declared": office or regime tells what it was
        range(hit.first, hit.last) for hit, type_ in closer
        if (
            sentence.segment_of(hit.first) in regimes
            if type_ == "status_change"
            else hit.last - hit.first > 1  # "fired" alone is shots as well
        )
    ]  # fmt: skip
    kinds = [
        k for k in kinds
        if not any(k[0].first in words and k[0].last - 1 in words for words in told)
    ] + closer  # fmt: skip
    return [
        (hit, kind)
        for hit, kind in kinds
        if not any(m.first <= hit.first and hit.last <= m.last for m in sentence.moments)
    ]  # "In March, four workers died": the month is no march


def _only_tells_where(sentence: Sentence, hit: Hit) -> bool:
    """«көшеде |орналасқан үй», «үш көліктің |қатысуымен»: where a house stands and who had a part."""
    if not sentence.pack.verb_final or hit.code not in ("deployed", "attended"):
        return False
    features = sentence.tokens[hit.last - 1].word.features
    if hit.code == "attended":
        return "ins" in features
    if "ptcp" not in features or hit.last >= len(sentence.tokens):
        return False
    following = sentence.tokens[hit.last]
    return following.kind == WORD and "fin" not in following.word.features


def _is_bound(sentence: Sentence, hit: Hit, moment: Moment) -> bool:
    """Whether nothing but a place stands between the noun for a happening and its date."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    words = range(hit.last, moment.first)
    if len(words) > NOUN_REACH or hit.entry.category != "events":
        return False
    if not any(hit.code == code for code in HAPPENINGS):
        return False
    if hit.code == "protest" and _is_a_circumstance(sentence, hit):
        return False
    return all(
        sentence.tokens[i].kind == WORD
        and (
            sentence.tokens[i].word.features & {"adp"}
            or sentence.tokens[i].text[:1].isupper()
            or any(h.first <= i < h.last for h in sentence.of("places"))
        )
        for i in words
    )


def _is_a_circumstance(sentence: Sentence, hit: Hit) -> bool:
    """«Задержали |на акциях в воскресенье», «|під час протестів у суботу вбили»: the verb of the clause tells
    what happened."""
    at = sentence.segment_of(hit.first)
    governed = any(
        "adp" in sentence.tokens[i].word.features
        for i in range(max(0, hit.first - PREPOSITION), hit.first)
    )
    return governed and any(
        one.role in ("subject", "object") and one.code in ("killed", "injured", "detained", "arrested")
        and sentence.segment_of(one.first) == at
        for one in sentence.of("acts")
    )  # fmt: skip


PREPOSITION = 3
"""Words from a noun back to its preposition: «|під час масових протестів»."""
NOUN_REACH = 5
"""Words of place between a noun and its date."""
VERB_GAP = 4
"""What the way to its clause's verb counts at most where the verb stands last."""


def _cost(sentence: Sentence, moment: Moment, hit: Hit, dated: list[Moment]) -> float:
    """How far a word is from the date; verbs before nouns, other dates between weigh heavily."""
    gap = max(hit.first - moment.last, moment.first - hit.last, 0)
    apart = abs(sentence.segment_of(hit.first) - sentence.segment_of(moment.first))
    low, high = min(hit.first, moment.first), max(hit.last, moment.last)
    between = sum(1 for m in dated if m is not moment and low <= m.first and m.last <= high)
    noun = hit.role == "noun"
    if (
        noun
        and not between
        and 0 <= moment.first - hit.last
        and _is_bound(sentence, hit, moment)
    ):
        return 0  # «погромов |на площади Мира 9 июня»: the date is the noun's
    if sentence.pack.verb_final and not noun and not apart:
        gap = min(gap, VERB_GAP)
    if (
        noun
        and sentence.pack.fixed_order
        and hit.code == "protest"
        and is_governed(sentence, hit.first)
    ):
        gap += GOVERNED
    return gap + 6 * apart + 20 * between + (5 if noun else 0)


GOVERNED = 3
"""What it weighs that a happening only tells where: "arrested at the |protest on Sunday"."""
