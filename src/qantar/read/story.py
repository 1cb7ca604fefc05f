"""When, over a report: the incident it is about, the period it sums up, and events named again.

«Нападение произошло 15 сентября» dates every casualty of the report; «Итоги января» dates its totals;
«жертвами беспорядков стали 227» stands on the date that the riots were given above.
"""

from collections.abc import Sequence

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.domain.when import When
from qantar.grammar.moments import (
    ANAPHORIC,
    AS_OF,
    CLOCK,
    DATE,
    MONTH,
    PERIOD,
    RELATIVE,
    WEEKDAY,
    YEAR,
    Moment,
)
from qantar.grammar.said import Back
from qantar.read.dates_of_others import dates_a_saying
from qantar.read.incidents import (
    INCIDENTS,
    LEAD,
    STEM,
    STRIKES,
    clause_of,
    dates_an_incident,
    ends_a_title,
    happening_beside,
    incidents_of,
    is_definite,
    is_short,
    is_since_it,
    is_the_papers,
    is_title,
    is_told_aside,
    is_toll,
    kinds_of,
    recalls,
    sums_up,
    tells_deeds,
    tells_what_came_after,
    word_at,
)
from qantar.read.openings import STAMP, is_counted_over, is_told_behind, is_told_in_full, opens
from qantar.read.sentence import Sentence
from qantar.read.since import begun, is_counted_back, is_open, is_since_of_a_noun
from qantar.read.times import DAY, day_of, is_dateline, is_of_a_plan, usable

KIND_OF = {
    "killed": "killing",
    "injured": "attack",
    "destroyed": "destruction",
    "attacked": "attack",
}
"""Which kind of incident an act speaks of."""
OPENING = 3
"""Sentences that tell what a report is about, headline included."""
OPENED = 2
"""The sentence from which on another place may be another matter."""
NIGHTFALL = "nightfall"
"""The rule of a calendar by which «ночью» is read."""
DAYS_TOLD = 4
"""Days of a stretch counted back that may be those of one story: «за три дня затопило 12 сёл»."""
LEADS = 3
"""Paragraphs of the lead: headline, first, second. Of the very first its first sentences only, where the
division into paragraphs may be lost."""


class Story:
    """The dates that hold over a whole report, each None where the report does not settle it.

    ``incident``: the one day, or night, on which what it is about happened. ``stamp``: the day its
    title bears («сводка на 3 июля», "Morning Brief, January 5"). ``titled``: the month or the days that
    its headline names, so that it is of no one day. ``opened``: those that its first words name. ``only``:
    the one day, night or stretch of days that anything in it is dated by, told in its lead.
    """

    def __init__(
        self, sentences: list[Sentence], atlas: Atlas, published: When | None = None
    ) -> None:
        self.sentences = sentences
        self.published = published
        self.atlas = atlas
        self.titled = self._titled()
        self._first: Moment | None = None
        """The day of the incident that the lead tells first."""
        self._until: int | None = None
        """The paragraph that tells an incident of another day."""
        self._lasts = self._goes_on()
        self.incident = None if self.titled is not None or self._lasts else self._incident()
        self.stamp = self._stamp()
        self.counted_until: int | None = None
        """The paragraph that tells of another day."""
        self.counted = self._counted()
        self.opened = self._opened()
        self.only_in = 0
        """The sentence that names it."""
        self.only_until: int | None = None
        """The paragraph that tells of another day."""
        self.only = self._only()
        self._events = self._dated_events()

    def _incident(self) -> Moment | None:
        """Named in the lead beside an attack, a disaster or their victims, or where the report reminds
        of it or says when what it opens with came about; and no other day is so named in the whole report."""
        days: dict[str, Moment] = {}
        asides: dict[str, Moment] = {}
        near: dict[str, Moment] = {}
        told = False
        alone = True
        lead = self.sentences[0].paragraph + LEADS if self.sentences else 0
        about = self._about()
        opening: str | None = None
        for sentence in self.sentences:
            for moment in usable(sentence):
                if is_since_it(sentence, moment):
                    moment = begun(moment)  # "pulled out since the collapse early yesterday"
                if moment.when is None or moment.flag is not None:
                    continue
                if moment.kind in (YEAR, MONTH, ANAPHORIC) or not is_short(moment):
                    continue
                if moment.kind == RELATIVE and not is_the_papers(sentence, moment):
                    continue  # who is quoted counts from another day
                if is_dateline(sentence, moment) or self._is_to_come(moment):
                    continue
                if is_of_a_plan(sentence, moment):
                    continue
                if moment.ahead and not sentence.pack.fixed_order:
                    continue  # there a present may look ahead or back
                if dates_an_incident(sentence, moment) or self._opens_with(
                    sentence, moment, about
                ):
                    if self._is_elsewhere(sentence):
                        if opening is not None and self._until is None:
                            self._until = sentence.paragraph
                            alone = False
                        continue
                    in_lead = lead - LEADS < sentence.paragraph < lead
                    told = told or sentence.number < LEAD or in_lead or recalls(sentence)
                    told = told or self._dates_what_it_opens_with(sentence, moment, about)
                    day = day_of(moment.when).edtf
                    if moment.kind == RELATIVE and not sentence.pack.fixed_order:
                        near.setdefault(day, moment)
                        opening = opening or (day if sentence.number < LEAD else None)
                        continue
                    found = asides if is_told_aside(sentence, moment) else days
                    if (
                        opening is None
                        and found is days
                        and sentence.number < LEAD
                        and not days
                    ):
                        opening = day
                    elif opening is not None and self._until is None and day != opening:
                        self._until = sentence.paragraph
                    found.setdefault(day, moment)
        if opening is not None:
            self._first = days.get(opening) or near[opening]
            if opening not in days and days:
                return None  # today's, and below one of another day
        days = days or asides or near
        if not days:
            return self._by_the_clock()
        widest = max(days, key=len, default="")
        if not told or not alone or any(day not in widest for day in days):
            return None
        return days[widest]

    def _goes_on(self) -> bool:
        """«Из-за дождей, которые льют с субботы»: whether the report opens with what has gone on for days."""
        return any(
            is_since_of_a_noun(sentence, moment)
            for sentence in self.sentences[:OPENING]
            for moment in sentence.moments
        )

    def _is_elsewhere(self, sentence: Sentence) -> bool:
        """«Нагадаємо, 28 вересня у Стрию стався землетрус» below a report of the Philippines: what was at
        a place that is none of those named above it, nor in one of them, and has no name in common with
        them («теплоход «Булгария»»), is of another matter. «Российские войска» are nowhere, and a country
        tells no place where towns are named."""
        if sentence.number < OPENED and not recalls(sentence):
            return False
        here = self._named([hit for hit in sentence.places if not hit.adjectival])
        if not here:
            return False
        earlier = self.sentences[: sentence.number]
        above = self._named(
            [hit for other in earlier if len(other.tokens) > STAMP for hit in other.places]
        )
        if not recalls(sentence) and all(
            self.atlas.place(name).kind is PlaceKind.COUNTRY for name in above
        ):
            return False  # «президент России» tells no place of what the report is about
        if not above or any(
            a == b or self.atlas.contains(a, b) or self.atlas.contains(b, a)
            for a in here
            for b in above
        ):
            return False
        names = {sentence.tokens[i].norm[:STEM] for i in sentence.capitals() if i}
        return names.isdisjoint(
            other.tokens[i].norm[:STEM] for other in earlier for i in other.capitals()
        )

    def _named(self, hits: Sequence[PlaceHit]) -> set[str]:
        """The places that may be meant, of countries and towns the towns."""
        every = {name for hit in hits for name in hit.candidates}
        towns = {name for name in every if self.atlas.place(name).kind is not PlaceKind.COUNTRY}
        return towns or every

    def told_in(self, moment: Moment) -> Sentence | None:
        """The first sentence that names a day."""
        return next((s for s in self.sentences if moment in s.moments), None)

    def _by_the_clock(self) -> Moment | None:
        """The hour at which what the lead tells of happened, where no sentence names a day for it: of the
        day that the report was sent or published on."""
        found: Moment | None = None
        for sentence in self.sentences[:LEAD]:
            for moment in sentence.moments:
                if moment.kind != CLOCK or moment.when is None or is_dateline(sentence, moment):
                    continue
                if not (
                    dates_an_incident(sentence, moment)
                    or self._opens_with(sentence, moment, self._about(LEAD))
                ) or recalls(sentence):
                    continue
                if dates_a_saying(sentence, moment, statements=True):
                    continue
                if found is not None and day_of(moment.when) != day_of(
                    found.when or moment.when
                ):
                    return None
                found = found or moment
        return found

    def _dates_what_it_opens_with(
        self, sentence: Sentence, moment: Moment, about: frozenset[str]
    ) -> bool:
        """«Смертельна сутичка сталася 12 листопада»: names again the kind of incident that the report opens
        with, without telling of its victims."""
        at = clause_of(sentence, moment)
        return not about.isdisjoint(kinds_of(sentence, moment)) and not (
            sentence.tells_in(at, sentence.of("acts", *STRIKES))
            and any(
                said.use == "count" and sentence.segment_of(said.first) == at
                for said in sentence.said
            )
        )

    def _opens_with(self, sentence: Sentence, moment: Moment, about: frozenset[str]) -> bool:
        """«Автобус около трёх ночи слетел с серпантина»: what a report of an incident opens with, by a verb that
        no list knows: none of what is done or said after one."""
        if not about or sentence.number >= OPENING or sentence.pack.fixed_order:
            return False
        if sentence.quoted[moment.first] or is_told_aside(sentence, moment):
            return False
        at = sentence.segments[sentence.segment_of(moment.first)]
        told = (*sentence.of("acts"), *sentence.of("events"))
        if any(at.first <= hit.first < at.last for hit in told) or is_toll(
            sentence, moment.first
        ):
            return False
        spoken = {hit.last - 1 for hit in sentence.of("attribution", "say", "relay")}
        return not spoken.intersection(range(at.first, at.last)) and any(
            "past" in (word := sentence.tokens[index].word).features
            and word.has("fin")
            and not word.has("noun")
            for index in range(at.first, at.last)
        )

    def _about(self, reach: int = OPENING) -> frozenset[str]:
        """What kinds of incident the headline and the first sentences name, and by what words."""
        kinds = {
            KIND_OF.get(hit.code, hit.code) for sentence in self.sentences[:reach]
            for hit in (*sentence.of("events", *INCIDENTS), *sentence.of("acts", *STRIKES))
        }  # fmt: skip
        # "the incident" is whatever of these it was
        words = {
            word_at(sentence, hit)[1] for sentence in self.sentences[:OPENING]
            for hit in (*sentence.of("events", *INCIDENTS), *incidents_of(sentence))
        }  # fmt: skip
        return frozenset({*kinds, *words, "incident"} if kinds else ())

    def incident_of(self, sentence: Sentence) -> Moment | None:
        """The incident a sentence is about: the report's only one, or that of the lead until a paragraph
        tells of another day."""
        if self.incident is not None or self.titled is not None or self._until is None:
            return self.incident
        return self._first if sentence.paragraph < self._until else None

    def _stamp(self) -> Moment | None:
        for sentence in self.sentences[:2]:
            for moment in usable(sentence):
                if not is_title(self.sentences, sentence):
                    continue
                if ends_a_title(sentence, moment) or sums_up(sentence, moment):
                    return moment
        return None

    def _is_to_come(self, moment: Moment) -> bool:
        """Whether a day lies behind that on which the report was published."""
        return (
            self.published is not None
            and moment.when is not None
            and moment.when.start[:DAY] > self.published.end[:DAY]
        )

    def _counted(self) -> Moment | None:
        """The day and night over which a bulletin counts: «За минувшие сутки по городу выпустили 9 ракет» told by the
        sentence it opens with; below the title of a morning's, «Обстановка на утро 23 мая», by the first sentence
        that has a date."""
        if self.stamp is None:
            return self._counts_over()
        if self.stamp.flag != AS_OF:
            return None
        for sentence in self.sentences[1:LEAD]:
            dates = usable(sentence)
            if dates:
                return dates[0] if is_counted_over(sentence, dates[0]) else None
            if any(said.use == "count" for said in sentence.said):
                return None
        return None

    def _counts_over(self) -> Moment | None:
        """The day over which a report of no single incident counts from its first sentence on."""
        if self.incident is not None:
            return None
        for sentence in self.sentences[:LEAD]:
            if sentence.kind is BlockKind.HEADLINE or is_title(self.sentences, sentence):
                continue
            if not opens(self.sentences, sentence):
                return None
            if any(m.flag == AS_OF for m in sentence.moments) or sentence.of("times", "began"):
                return None  # «на 4 мая, с начала боёв прибыли 44 тысячи, за сутки – 1650»
            for moment in usable(sentence):
                if is_counted_over(sentence, moment) and not is_told_behind(sentence, moment):
                    self.counted_until = self._other_day(sentence, moment)
                    return moment
        return None

    def _other_day(self, opening: Sentence, day: Moment) -> int | None:
        """The first paragraph below a sentence that tells of another day than its own."""
        for sentence in self.sentences[opening.number + 1 :]:
            for moment in usable(sentence):
                if moment.when is None or not self._is_of_a_day(sentence, moment):
                    continue
                if day.when is not None and day_of(moment.when) != day_of(day.when):
                    return sentence.paragraph
        return None

    def _is_of_a_day(self, sentence: Sentence, moment: Moment) -> bool:
        """Whether a date says on which day or days something was, and not by, since or before which."""
        return not (
            moment.flag is not None
            or is_open(moment)
            or moment.kind in (YEAR, MONTH)
            or is_dateline(sentence, moment)
            or self._is_to_come(moment)
            or is_of_a_plan(sentence, moment)
        )

    def _opened(self) -> Moment | None:
        """«С 9 по 12 января прошла операция…»: the stretch of days that opens the first dated sentence."""
        for sentence in self.sentences[:LEAD]:
            if sentence.kind is BlockKind.HEADLINE or is_title(self.sentences, sentence):
                continue
            if not opens(self.sentences, sentence):
                return None
            dates = [m for m in usable(sentence) if not is_dateline(sentence, m)]
            if not dates or dates[0].rule.startswith("within"):
                continue
            stretch = dates[0].kind == PERIOD and dates[0].first <= 1 and dates[0].flag is None
            return dates[0] if stretch and dates[0].when and not is_short(dates[0]) else None
        return None

    def _only(self) -> Moment | None:
        """«В ночь на 14 мая сотрудники вошли в посёлок… Задержаны 12»: the day of the sentence that a report
        opens with, below its headline and the place it was sent from. It holds until a paragraph tells of
        another day."""
        if self._lasts:
            return None
        found: Moment | None = None
        counted: list[str] = []
        for sentence in self.sentences:
            if sentence.kind is BlockKind.HEADLINE or is_title(self.sentences, sentence):
                continue
            first = opens(self.sentences, sentence)
            for moment in usable(sentence):
                if moment.when is not None and moment.flag == AS_OF:
                    counted.append(day_of(moment.when).end)
                if moment.when is None or not self._is_of_a_day(sentence, moment):
                    continue
                if is_toll(sentence, moment.first) or _sums_up_so_far(moment):
                    continue
                if found is not None and moment.rule.startswith(NIGHTFALL):
                    continue  # the night that followed
                if found is not None and day_of(found.when or moment.when) != day_of(
                    moment.when
                ):
                    if sentence.number == self.only_in:
                        return None  # «с 20.00 5 января до 5.00 6 января»
                    if self.only_until is None:
                        self.only_until = sentence.paragraph
                if found is None:
                    if self._is_elsewhere(sentence):
                        return None
                    if not first and not is_told_in_full(self.sentences, sentence, moment):
                        return None
                    if moment.kind == ANAPHORIC or moment.ahead or sentence.number >= LEAD:
                        return None
                    if not tells_deeds(sentence, moment) or tells_what_came_after(sentence):
                        return None
                    found, self.only_in = moment, sentence.number
        if found is not None and found.when is not None:
            day = day_of(found.when)
            if any(end[:DAY] not in (day.start[:DAY], day.end[:DAY]) for end in counted):
                return None  # told of one day and counted on another
        return found

    def _titled(self) -> Moment | None:
        """The month or stretch of days that a headline names, or the first words of a brief of one
        paragraph, and no other date."""
        for sentence in self.sentences[:1]:
            brief = self.sentences[-1].paragraph == sentence.paragraph
            if not brief and not is_title(self.sentences, sentence):
                continue
            dates = [m for m in sentence.moments if m.when is not None]
            if len(dates) == 1 and dates[0].kind in (MONTH, PERIOD) and dates[0].flag is None:
                if not is_short(dates[0]):  # «атака 17–18 листопада» is one night
                    return dates[0]
        return None

    def _dated_events(self) -> dict[tuple[str, str], tuple[int, Moment] | None]:
        """Each word for a happening that stands with one and the same date wherever it stands with one:
        the sentence where it first does, and the date."""
        found: dict[tuple[str, str], tuple[int, Moment] | None] = {}
        for sentence in self.sentences:
            for moment in usable(sentence):
                if moment.flag is not None or moment.kind not in (DATE, WEEKDAY, PERIOD, MONTH):
                    continue
                hit = happening_beside(sentence, moment)
                if hit is None:
                    continue
                key = word_at(sentence, hit)
                known = found.setdefault(key, (sentence.number, moment))
                if known is not None and (
                    moment.when is None or known[1].when is None or known[1].when != moment.when
                ):
                    found[key] = None
        return found

    def named_again(self, sentence: Sentence, first: int | None = None) -> Moment | None:
        """The date given in the lead to a happening that the sentence names again, in the clause of a
        token or in the one beside it."""
        if not self._events:
            return None
        for hit in sentence.of("events"):
            if hit.role != "noun":
                continue
            if first is not None:
                at = sentence.segment_of(first)
                if abs(sentence.segment_of(hit.first) - at) > 1:
                    continue
            dated = self._events.get(word_at(sentence, hit))
            if dated is not None and dated[0] < min(sentence.number, LEAD):
                if not sentence.pack.fixed_order or is_definite(sentence, hit):
                    return dated[1]
        return None


def _sums_up_so_far(moment: Moment) -> bool:
    """«за неделю», "in the past month": whether a date only tells over how long a count was made."""
    if isinstance(moment.said, Back) and moment.said.unit == "day":
        return moment.said.count > DAYS_TOLD
    return is_counted_back(moment)
