"""When: the date a claim takes from its sentence, and what the paragraph lends."""

from qantar.domain.when import When
from qantar.grammar.moments import AS_OF, CLOCK, UNTIL, YEAR, Moment
from qantar.read.found import Found
from qantar.read.sentence import Sentence

CARRY = 3


class Times:
    """Dates of one document by sentence, already settled against each other."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.story = self._story()

    def _story(self) -> Moment | None:
        """The day of the incident a report is about: the only day, or span of days, that its
        sentences date anything by, statements and bare years aside."""
        days: dict[str, Moment] = {}
        for sentence in self.sentences:
            for moment in _usable(sentence):
                if moment.when is None or moment.flag is not None or moment.kind == YEAR:
                    continue
                days.setdefault(day_of(moment.when).edtf, moment)
        return next(iter(days.values())) if len(days) == 1 else None

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
                usable = _usable(earlier)
                if usable:
                    moment, rule = usable[-1], "date of its paragraph"
                    break
        if moment is None:
            for earlier in reversed(self.sentences[: sentence.number]):
                if sentence.paragraph - earlier.paragraph > CARRY:
                    break
                usable = [m for m in _usable(earlier) if m.flag is None and m.kind != YEAR]
                if usable:
                    moment, rule = usable[-1], "date of the paragraphs before"
                    break
        if moment is None and self.story is not None:
            moment, rule = self.story, "date of the incident the report is about"
        if moment is None:
            return None
        if moment.when is None:
            figure.when_partial = moment.partial
        elif moment.flag in (AS_OF, UNTIL):
            figure.as_of = moment.when
            figure.when = moment.when
        else:
            figure.when = day_of(moment.when)
        return rule


def closest(sentence: Sentence, first: int, last: int) -> Moment | None:
    """The date nearest to the tokens: same segment before others, before rather than after."""
    usable = _usable(sentence)
    if not usable:
        return None
    at = sentence.segment_of(first)

    def cost(moment: Moment) -> tuple[float, int]:
        apart = abs(sentence.segment_of(moment.first) - at)
        after = moment.first >= last
        gap = moment.first - last if after else first - moment.last
        return apart * 3 + (1 if after else 0) + min(gap, 20) * 0.1, moment.first

    return min(usable, key=cost)


def _usable(sentence: Sentence) -> list[Moment]:
    """Dates that say when something happened: not bare clock times, not the date of a statement."""
    return [
        m for m in sentence.moments
        if m.kind != CLOCK and (m.when is not None or m.partial is not None)
        and not dates_a_saying(sentence, m)
    ]  # fmt: skip


def dates_a_saying(sentence: Sentence, moment: Moment) -> bool:
    """«сообщила в среду комендатура»: the date is that of the statement."""
    for hit in sentence.of("attribution", "say", "relay"):
        low, high = min(hit.last, moment.last), max(hit.first, moment.first)
        if high - low <= 2 and sentence.segment_of(hit.first) == sentence.segment_of(
            moment.first
        ):
            return True
    return False


def day_of(when: When) -> When:
    """The date of a count without its clock time: counts are kept by the day."""
    if "T" not in when.edtf:
        return when
    start, slash, end = when.edtf.partition("/")
    a, b = start.partition("T")[0], end.partition("T")[0]
    return When(a if not slash or a == b else f"{a}/{b}")
