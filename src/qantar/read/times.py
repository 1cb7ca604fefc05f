"""When: the date a claim takes from its sentence, and what the paragraph lends."""

from qantar.domain.source import BlockKind
from qantar.domain.when import When
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import ANAPHORIC, AS_OF, CLOCK, MONTH, RELATIVE, UNTIL, YEAR, Moment
from qantar.grammar.token import MARK
from qantar.read.found import Found
from qantar.read.nearness import distance
from qantar.read.sentence import Sentence

INCIDENTS = ("attack", "disaster", "killing", "destruction", "theft")
INCIDENT_ACTS = frozenset(
    "killed injured hospitalized missing abducted attended rescued evacuated displaced stolen looted"
    " destroyed damaged attacked captured occurred".split()
)
"""What happens in an incident itself; arrests, charges, finds and payments come on later days."""
LEAD = 5
"""Sentences that make the lead of a report, headline included."""
STAMP_WORDS = 4
"""Words beside the date in the stamp of a post: the name of a channel or an office."""


class Times:
    """Dates of one document by sentence, already settled against each other."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.story = self._story()

    def _story(self) -> Moment | None:
        """The day of the incident a report is about: named in its lead beside an attack, a disaster, a
        protest or their victims, and no other day is so named in the whole report."""
        days: dict[str, Moment] = {}
        for sentence in self.sentences:
            for moment in _usable(sentence):
                if moment.when is None or moment.flag is not None:
                    continue
                if moment.kind in (YEAR, MONTH, RELATIVE, ANAPHORIC):
                    continue
                if _dates_an_incident(sentence, moment):
                    if not days and not self._leads(sentence):
                        return None
                    days.setdefault(day_of(moment.when).edtf, moment)
        return next(iter(days.values())) if len(days) == 1 else None

    def _leads(self, sentence: Sentence) -> bool:
        return sentence.number < LEAD

    def date(self, figure: Found) -> str | None:
        """Set the figure's date from its own sentence, else from earlier ones of its paragraph.
        Returns the rule that did it."""
        sentence = figure.sentence
        moment = closest(sentence, figure.first, figure.last)
        rule = "date of its sentence"
        if moment is None:
            for earlier in reversed(self.sentences[: sentence.number]):
                if earlier.paragraph != sentence.paragraph:
                    break
                usable = [
                    m for m in _usable(earlier)
                    if not (_is_open(m) and sentence.pack.fixed_order)
                ]  # fmt: skip
                if usable:
                    moment, rule = usable[-1], "date of its paragraph"
                    break
        if moment is None:
            moment, rule = self._heading(sentence), "date of the heading or stamp above"
        if moment is None and self.story is not None and figure.act in INCIDENT_ACTS:
            moment, rule = self.story, "date of the incident the report is about"
        if moment is None:
            return None
        if moment.when is None:
            figure.when_partial = moment.partial
        elif moment.flag in (AS_OF, UNTIL):
            figure.as_of = moment.when
            figure.when = day_of(moment.when)
        elif _is_open(moment) and _begins_a_clause(sentence, moment, figure.first):
            figure.when = day_of(When(moment.when.edtf.removesuffix("/..")))
            rule = "day on which it began"
        else:
            figure.when = day_of(moment.when)
        return rule

    def _heading(self, sentence: Sentence) -> Moment | None:
        """The date over a list or a post: «Станом на 3 жовтня:», «6.01, 10:40 | МВС», "As of Friday". It
        holds for the items and paragraphs below, until another heading or, for a list, its end."""
        for earlier in reversed(self.sentences[: sentence.number]):
            if earlier.paragraph == sentence.paragraph:
                continue
            usable = [m for m in _usable(earlier) if m.kind != YEAR]
            if not usable:
                continue
            if _is_stamp(earlier, usable[0]):
                return usable[0]
            introduces = earlier.tokens[-1].text == ":" or usable[-1].flag == AS_OF
            if introduces and self._lists(earlier, sentence):
                return usable[-1]
            return None
        return None

    def _lists(self, heading: Sentence, item: Sentence) -> bool:
        """Whether everything between the heading and the item is items of one list."""
        below = self.sentences[heading.number + 1 : item.number + 1]
        return bool(below) and all(_is_item(sentence) for sentence in below)


def _is_open(moment: Moment) -> bool:
    """«since Friday»: a time that has not ended, which dates nothing but its own clause."""
    return moment.when is not None and moment.when.edtf.endswith("/..")


def _begins_a_clause(sentence: Sentence, moment: Moment, first: int) -> bool:
    """«since Friday, when police fired 31 rounds»: the clause behind tells of that very day."""
    return moment.last <= first and any(
        moment.last <= hit.first <= moment.last + 2 for hit in sentence.of("reference", "when")
    )


def _dates_an_incident(sentence: Sentence, moment: Moment) -> bool:
    """Whether an incident, or what it did to people and things, stands in the date's clause."""
    at = sentence.segment_of(moment.first)
    near = [
        hit for hit in (*sentence.of("events", *INCIDENTS), *sentence.of("acts", *INCIDENT_ACTS))
        if abs(sentence.segment_of(hit.first) - at) <= 1
    ]  # fmt: skip
    return bool(near) or sentence.kind is BlockKind.HEADLINE


def _is_item(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.ITEM or sentence.tokens[0].text in "–—-•*·▪"


def _is_stamp(sentence: Sentence, moment: Moment) -> bool:
    """Whether the sentence is little more than its date: the stamp of a post."""
    tokens = sentence.tokens
    if moment.first or (moment.last < len(tokens) and tokens[moment.last].kind != MARK):
        return False
    words = sum(1 for token in tokens if token.kind != MARK)
    dated = sum(m.last - m.first for m in sentence.moments)
    return words - dated <= STAMP_WORDS


def closest(sentence: Sentence, first: int, last: int) -> Moment | None:
    """The date nearest to the tokens: same segment before others, before rather than after."""
    usable = _usable(sentence)
    if not usable:
        return None
    return min(
        usable, key=lambda m: (distance(sentence, first, last, m.first, m.last), m.first)
    )


def _usable(sentence: Sentence) -> list[Moment]:
    """Dates that say when something happened: not bare clock times, not the date of a statement."""
    return [
        m for m in sentence.moments
        if m.kind != CLOCK and (m.when is not None or m.partial is not None)
        and not dates_a_saying(sentence, m)
    ]  # fmt: skip


SAYING_REACH = 12
"""Words between a verb of saying and the date it stands with: «9 січня канал оприлюднив»."""


def dates_a_saying(sentence: Sentence, moment: Moment) -> bool:
    """«сообщила в среду комендатура»: the date is that of the statement, for a word of saying is
    nearer to it than any word that says what happened."""
    if moment.flag is not None:
        return False
    at = sentence.segment_of(moment.first)

    def far(hit: Hit) -> float:
        apart = abs(sentence.segment_of(hit.first) - at)
        return max(hit.first - moment.last, moment.first - hit.last, 0) + 4 * apart

    said = min((far(hit) for hit in sentence.of("attribution", "say", "relay")), default=None)
    if said is None or said > SAYING_REACH:
        return False
    done = [hit for hit in sentence.of("acts") if hit.role in ("subject", "object")]
    words = {i for hit in sentence.of("attribution", "say") for i in range(hit.first, hit.last)}
    told = [  # «мәлімдеді» is a saying and no other happening
        hit for hit in sentence.of("events")
        if not (sentence.pack.verb_final and hit.code == "statement" and hit.last - 1 in words)
    ]  # fmt: skip
    return all(said < far(hit) for hit in (*done, *told))


def day_of(when: When) -> When:
    """The date of a count without its clock time: counts are kept by the day."""
    if "T" not in when.edtf:
        return when
    start, slash, end = when.edtf.partition("/")
    a, b = start.partition("T")[0], end.partition("T")[0]
    return When(a if not slash or a == b else f"{a}/{b}")
