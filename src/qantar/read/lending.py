"""When a figure has no date of its own: what its paragraph, the heading above and the report lend it.

Each loan has its reason and its end. A date goes on through a paragraph until another comes, but not
over many sentences, not to what is still so ("have been arrested", «до сих пор»), and not to a figure
that the text disowns.
"""

from dataclasses import replace

from qantar.domain.claim import Reality
from qantar.domain.source import BlockKind
from qantar.domain.when import When
from qantar.grammar.moments import (
    AS_OF,
    MONTH,
    PERIOD,
    UNTIL,
    WEEKDAY,
    YEAR,
    Moment,
    read_moment,
)
from qantar.grammar.token import MARK
from qantar.read.accounts import only_names_its_source
from qantar.read.dated_lines import dated_line
from qantar.read.found import Found
from qantar.read.incidents import is_short, is_toll
from qantar.read.places import Places
from qantar.read.present import is_so_now
from qantar.read.results import before_of
from qantar.read.sentence import Sentence, is_item
from qantar.read.since import began, is_counted_back, is_open, is_since_of_a_noun
from qantar.read.stamps import STAMPED
from qantar.read.story import Story
from qantar.read.times import (
    DAY,
    INCIDENT_ACTS,
    OF_EVENTS,
    day_of,
    has_own_stretch,
    is_dateline,
    is_of_a_plan,
    is_to_come,
    own_date,
    own_hour,
    usable,
)

CARRIED = 4
"""Sentences of a paragraph over which a date goes on."""
CASUALTIES = frozenset({"killed", "injured", "missing"})
"""Counted by the day of the incident even where the list above bears a later day, unless it is said
to be the state of that day («станом на 3 жовтня»)."""
OF_THE_DAY = INCIDENT_ACTS - {"evacuated", "displaced"}
"""What is told of the incident itself and so of its day. Flight and evacuation go on for days."""
_TOLD = (Reality.ASSERTED, Reality.ESTIMATED)
OF_RAIDS = OF_EVENTS | {"seized", "recovered", "released", "deployed"}
"""What a raid or a search brings on its day."""
OF_THE_VERY_DAY = OF_RAIDS | {
    "arrested",
    "charged",
    "convicted",
    "released",
    "dismissed",
    "other",
}
ON_THE_SPOT = frozenset({"deployed", "seized", "recovered", "released", "detained"})
"""What may be done at an incident on its very day; charges, verdicts and shelters have days of their own."""
LATER = frozenset({"displaced", "evacuated", "hospitalized"})
"""What comes of an incident over days, so that the only day a report names need not be its day."""
OF_BULLETINS = OF_RAIDS | {"other"}
"""What a bulletin of a day and night counts over it."""
DECIDED = frozenset({"charged", "convicted", "dismissed", "appointed"})
"""What is decided about a matter, on another day than that on which it befell."""
FIRES = 30
"""Fires or explosions that one incident may bring."""
STAMP_WORDS = 4
"""Words beside the date in the stamp of a post: the name of a channel or an office."""


class Times:
    """Dates of one document by sentence, already settled against each other."""

    def __init__(
        self, sentences: list[Sentence], places: Places, published: When | None = None
    ) -> None:
        self.places = places
        self.published = published
        self.sentences = sentences
        self.story = Story(sentences, places.atlas, published)
        self._given: dict[int, Moment] = {}
        """The dates given so far, by the figure's identity."""
        self._undated: set[int] = set()
        """The figures counted over a time of their own of which no day is known, by their identity."""
        self._dated_acts: set[str] = set()
        """What is dated in its own sentence so far."""
        self._running = {
            s.paragraph: s.moments[0]
            for s in sentences
            if s.moments and s.moments[0].rule == STAMPED
        }

    def date(self, figure: Found) -> str | None:
        """Set the figure's date: its own, else one that is lent. Returns the rule that did it."""
        moment, rule = self._found(figure)
        if moment is None:
            return None
        self._given[id(figure)] = moment
        if moment.when is None:
            figure.when_partial = moment.partial
        elif moment.flag == AS_OF:
            figure.as_of = moment.when
            figure.when = day_of(moment.when)
        elif rule == BEGAN:
            figure.when = day_of(When(moment.when.edtf.removesuffix("/..")))
        else:
            figure.when = day_of(moment.when)
        return rule

    def _found(self, figure: Found) -> tuple[Moment | None, str]:
        sentence = figure.sentence
        story = self.story
        casualty = figure.act in CASUALTIES
        incident = None if _is_apart(sentence) else story.incident_of(sentence)
        if incident is not None and self._befell_elsewhere(figure, incident):
            incident = None
        moment = own_date(figure, self.published)
        if moment is not None:
            moment = _still_to_come(moment, figure, self.published)
            if (
                casualty
                and incident is not None
                and (
                    is_toll(sentence, moment.first)
                    or (moment.flag is None and _lasts(sentence, figure, bare=False))
                )
            ):
                return (
                    incident,
                    INCIDENT,
                )  # "41 bodies were found on Monday and 51 are still missing"
            if began(sentence, moment) and moment.last <= figure.first:
                return moment, BEGAN
            self._dated_acts.add(figure.act)
            return moment, "date of its sentence"
        if figure.denied or figure.reality not in _TOLD:
            if (
                (casualty or figure.act in ("destroyed", "damaged"))
                and figure.reality is Reality.HYPOTHETICAL
                and incident is not None
            ):
                return incident, INCIDENT  # "as many as twelve may lie under the rubble"
            return None, ""
        whole = figure.part_of
        if has_own_stretch(sentence, figure.first) or id(whole) in self._undated:
            self._undated.add(id(figure))
            return None, ""
        moment = own_hour(figure)
        if moment is not None:
            if incident is not None and incident.when is not None:
                return incident, INCIDENT
            return moment, "day whose hour its sentence tells"
        if whole is not None and (
            whole.act == figure.act or {whole.act, figure.act} <= INCIDENT_ACTS
        ):
            lent = self._given.get(id(whole))
            if lent is not None:
                return lent, "date of the whole it is part of"
        lasts = figure.act != "missing" and _lasts(sentence, figure)
        now = is_so_now(figure)
        of_incident = (
            figure.act in OF_THE_DAY
            or _came_of_it(figure)
            or _was_there(figure)
            or _came_to_it(figure)
            or (incident is not None and self._can_only_be_of(figure, incident))
        )
        if figure.act in OF_EVENTS:
            moment = story.named_again(sentence, figure.first)
            if moment is not None:
                return moment, AGAIN
        if not lasts:
            loan = self._of_paragraph(figure)
            if loan is not None and (not now or self._heads(sentence, loan[0])):
                return loan
        lasts = lasts or now
        moment = self._heading(sentence)
        if casualty and incident is not None and (moment is None or moment.flag is None):
            return incident, INCIDENT
        if moment is not None:
            return moment, "date of the heading or stamp above"
        if of_incident and not lasts and incident is not None:
            return incident, INCIDENT
        running = self._running.get(sentence.paragraph)
        if (
            running is not None
            and not figure.total
            and not _lasts(sentence, figure, bare=False)
        ):
            return running, STAMPED
        if (
            story.counted is not None
            and figure.act in OF_BULLETINS
            and not (figure.total or lasts)
            and (story.counted_until is None or sentence.paragraph < story.counted_until)
        ):
            return story.counted, "day the bulletin counts over"
        if story.stamp is not None:
            return story.stamp, "day the title bears"
        if story.opened is not None and not now:
            return story.opened, "days the report sums up"
        summed = lasts or (figure.total and not casualty)
        if (
            story.only is not None
            and self._is_of_the_only_day(figure, story.only)
            and not summed
            and not _is_apart(sentence)
            and (story.only_until is None or sentence.paragraph < story.only_until)
            and (
                sentence.number >= story.only_in
                or sentence.kind is BlockKind.HEADLINE
                or figure.act in INCIDENT_ACTS
            )
        ):
            return story.only, "only date of the report"
        if story.titled is not None and (
            figure.act in INCIDENT_ACTS or story.titled.kind == PERIOD
        ):
            return story.titled, "month or days the title names"
        return None, ""

    def _is_of_the_only_day(self, figure: Found, only: Moment) -> bool:
        """Whether a figure is of a kind that the only day of a report dates: what it tells of that very day;
        what it counts on that day or lists below it; what a raid brings. Of an incident more comes later."""
        if self._is_of_today(only):
            return figure.act in OF_THE_VERY_DAY
        if self.story.incident is not None:
            return figure.act == "detained"
        if self._tells_what_was_decided(only):
            return figure.act in self._dated_acts
        return (
            figure.act in OF_RAIDS - LATER
            or figure.act in self._dated_acts
            or (bool(self._dated_acts) and is_item(figure.sentence))
        )

    def _tells_what_was_decided(self, day: Moment) -> bool:
        """Whether a day is that of a verdict or an appointment, whose matter befell on others."""
        told_in = self.story.told_in(day)
        if told_in is None or not is_short(day):
            return False
        acts = {hit.code for hit in told_in.of("acts")}
        return not acts.isdisjoint(DECIDED) and acts.isdisjoint(OF_RAIDS)

    def _can_only_be_of(self, figure: Found, incident: Moment) -> bool:
        """Whether what is told can only be of the incident's day, on which the report was published, and at
        its place."""
        if figure.act not in ON_THE_SPOT or not self._is_of_today(incident):
            return False
        told_in = self.story.told_in(incident)
        there = [] if told_in is None else self._places(told_in)
        return figure.place_id is None or not there or self._touch([figure.place_id], there)

    def _befell_elsewhere(self, figure: Found, incident: Moment) -> bool:
        """Whether a sentence names places of its own, all of them in other countries than the incident was."""
        told_in = self.story.told_in(incident)
        if (
            told_in is None
            or told_in is figure.sentence
            or not self._elsewhere(figure, told_in)
        ):
            return False
        atlas = self.places.atlas
        lands = {atlas.place(one).country for one in self._places(told_in)}
        return lands.isdisjoint(
            atlas.place(one).country for one in self._places(figure.sentence)
        )

    def _is_of_today(self, day: Moment) -> bool:
        """Whether a report was published on the very day of what it tells: all of it happened then."""
        return (
            self.published is not None
            and day.when is not None
            and day_of(day.when).end == self.published.end[:DAY]
        )

    def _of_paragraph(self, figure: Found) -> tuple[Moment, str] | None:
        """The last date before it in its paragraph that goes on, or that of an event named again."""
        sentence = figure.sentence
        if any(hit.first <= 1 for hit in sentence.of("times", "earlier")):
            return None
        then = any(True for _ in sentence.of("times", "then"))
        above = before_of(self.sentences, sentence)
        for earlier in reversed(self.sentences[: sentence.number]):
            if (
                earlier.paragraph != sentence.paragraph and earlier not in above
            ) or sentence.number - earlier.number > CARRIED:
                return None
            dates = [
                m for m in usable(earlier)
                if not is_to_come(m, figure, self.published) and not is_dateline(earlier, m)
            ]  # fmt: skip
            if not dates:
                if any(hit for hit in earlier.of("times", "stretch")):
                    return None
                again = self.story.named_again(earlier) if figure.act in OF_EVENTS else None
                if again is not None:
                    return again, AGAIN
                continue
            if self._elsewhere(figure, earlier):
                return None
            lent = [m for m in dates if then or _goes_on(earlier, m)]
            if not lent:
                return None
            return lent[-1], BEGAN if began(earlier, lent[-1]) else "date of its paragraph"
        return None

    def _heads(self, sentence: Sentence, moment: Moment) -> bool:
        """Whether a paragraph opens with its day, as those of a chronicle do, told in the present or not."""
        opening = next(one for one in self.sentences if one.paragraph == sentence.paragraph)
        return moment.first <= 1 and moment in opening.moments

    def _elsewhere(self, figure: Found, earlier: Sentence) -> bool:
        """Whether the figure's sentence has gone over to another place than the dated one."""
        here = self._places(figure.sentence)
        there = self._places(earlier)
        return bool(here) and bool(there) and not self._touch(here, there)

    def _touch(self, here: list[str], there: list[str]) -> bool:
        """Whether a place of the one is, holds or lies in one of the other."""
        atlas = self.places.atlas
        return any(
            a == b or atlas.contains(a, b) or atlas.contains(b, a) for a in here for b in there
        )

    def _places(self, sentence: Sentence) -> list[str]:
        return [
            w.place_id for w in self.places.of_sentence.get(sentence.number, ())
            if w.place_id and not w.weak
        ]  # fmt: skip

    def _heading(self, sentence: Sentence) -> Moment | None:
        """The date over a list or a post: «Станом на 3 жовтня:», «6.01, 10:40 | МВС», "As of Friday". It
        holds for the items and paragraphs below, until another heading or, for a list, its end."""
        for earlier in reversed(self.sentences[: sentence.number]):
            if earlier.paragraph == sentence.paragraph:
                continue
            dates = [
                m for m in usable(earlier)
                if m.kind != YEAR and m.flag != UNTIL and not is_dateline(earlier, m)
            ]  # fmt: skip
            if not dates:
                continue
            if _is_stamp(earlier, dates[0]):
                return dates[0]
            # «1 маусымнан бері рейд өтті. Оның барысында:»
            closing = next(
                one for one in reversed(self.sentences) if one.paragraph == earlier.paragraph
            )
            introduces = closing.tokens[-1].text == ":" or dates[-1].flag == AS_OF
            if introduces and self._lists(closing, sentence):
                return dates[-1]
            if only_names_its_source(earlier) and self._stands_alone(earlier):
                return dates[-1]
            return None
        return None

    def _stands_alone(self, sentence: Sentence) -> bool:
        """Whether a sentence is the whole of its paragraph."""
        beside = self.sentences[max(0, sentence.number - 1) : sentence.number + 2]
        return [one.paragraph for one in beside].count(sentence.paragraph) == 1

    def _lists(self, heading: Sentence, item: Sentence) -> bool:
        """Whether everything between the heading and the item is items of one list."""
        below = self.sentences[heading.number + 1 : item.number + 1]
        return bool(below) and all(is_item(sentence) for sentence in below)


BEGAN = "day on which it began"
AGAIN = "date of the event it names again"
INCIDENT = "date of the incident the report is about"


def _is_apart(sentence: Sentence) -> bool:
    """ "In another incident, …": what the report is not about."""
    return any(hit.first <= 1 for hit in sentence.of("times", "apart"))


THERE = frozenset(
    "person civilian police soldier security_force official attacker protester suspect child woman foreigner"
    " journalist rescuer prisoner weapon firearm ammunition aircraft".split()
)


def _was_there(figure: Found) -> bool:
    """«на борту находились 53 пассажира», "two pistols on him": who and what was where it happened."""
    return figure.act == "other" and figure.object in THERE


HELP = frozenset({"emergency_vehicle", "rescuer", "medic", "aircraft"})
"""Who comes where something has happened."""


def _came_to_it(figure: Found) -> bool:
    """ "Nine ambulances |attended", "115 families |were evacuated": help that a simple past tells of once. A
    tense that may as well tell what went on for days, «работали 35 спасателей», dates nothing."""
    if not figure.sentence.pack.fixed_order:
        return False
    return figure.act in ("evacuated", "recovered") or (
        figure.act == "deployed" and figure.object in HELP
    )


def _came_of_it(figure: Found) -> bool:
    """ "Three |fires broke out": what an attack brings, no statistics."""
    value = figure.quantity.value
    return (
        figure.act == "occurred"
        and figure.object in ("fire", "explosion")
        and value is not None
        and value <= FIRES
    )


def _goes_on(sentence: Sentence, moment: Moment) -> bool:
    """Whether a date holds for the sentences behind: a day or a stretch of days, not a month or year,
    not the end of something, not "since" nor "in the last five days" before something else."""
    if moment.kind in (YEAR, MONTH) or moment.flag == UNTIL or _is_aside(sentence, moment):
        return False
    if is_since_of_a_noun(sentence, moment) or is_of_a_plan(sentence, moment):
        return False
    if moment.flag == AS_OF and sentence.pack.fixed_order and moment.first > 1:
        return False  # "It was not contained |as of Sunday evening."
    if is_open(moment):
        if began(sentence, moment):
            return True
        at = sentence.segment_of(moment.first)  # «Всего с начала года 310 пожаров. Погибли 14.»
        return len(usable(sentence)) == 1 and sentence.tells_in(
            at, sentence.of("totals", "total")
        )
    return not is_counted_back(moment)


def _is_aside(sentence: Sentence, moment: Moment) -> bool:
    """Whether the date stands in an aside about a thing: "the airport, seized last week by a crowd,",
    «моряки, которых захватили 2 мая»."""
    at = sentence.segment_of(moment.first)
    segment = sentence.segments[at]
    if segment.first == 0 or segment.opened_by != ",":
        return False
    word = sentence.tokens[segment.first].word
    if "ptcp" in word.features and not word.features & {"short", "fin", "conv"}:
        return True
    return (
        not sentence.pack.fixed_order
        and not sentence.pack.verb_final
        and any(
            segment.first <= hit.first <= segment.first + 1
            for hit in sentence.of("times", "relative")
        )
        and sentence.tells_in(at, sentence.of("acts"))
    )


def _lasts(sentence: Sentence, figure: Found, bare: bool = True) -> bool:
    """Whether the figure's clause tells what is so by now, and on no day: "have been arrested", «до сих
    пор». ``bare``: an auxiliary by itself is enough."""
    at = sentence.segment_of(figure.first)
    return any(
        abs(sentence.segment_of(hit.first) - at) <= (0 if hit.last - hit.first == 1 else 1)
        for hit in sentence.of("times", "lasting")
        if bare or sentence.tokens[hit.first].norm not in _PERFECT
    )


_PERFECT = ("has", "have")


def _is_stamp(sentence: Sentence, moment: Moment) -> bool:
    """Whether the sentence is little more than its date: the stamp of a post."""
    tokens = sentence.tokens
    if moment.first or (moment.last < len(tokens) and tokens[moment.last].kind != MARK):
        return False
    line = dated_line(sentence)
    return line is not None and len(line.beside) <= STAMP_WORDS


def _still_to_come(moment: Moment, figure: Found, published: When | None) -> Moment:
    """A weekday of what is planned lies ahead: "will send 120 rescuers to the district |on Friday"."""
    if figure.reality is not Reality.FUTURE or moment.kind != WEEKDAY or published is None:
        return moment
    if moment.when is None or moment.when.end[:DAY] >= published.start[:DAY]:
        return moment
    ahead = read_moment(replace(moment, ahead=True), published, None)
    return ahead if ahead.when is not None else moment
