"""A line of a day and a name: the stamp a post, an entry or a report bears.

«6.01, 10:40 | МВД (рассылка)» names who tells what stands below, «10 мая, 09:40 | Негомбо» where it was,
«KYIV. NEWS SERVICE | 9 January» whose it is; each of them dates it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qantar.domain.when import When
from qantar.grammar.token import MARK
from qantar.read.sentence import Sentence

LONGEST = 8
"""Words such a line may have beside its dates."""


@dataclass(frozen=True, slots=True)
class DatedLine:
    """Where the dates of the line end and which words stand beside them (token indexes)."""

    opens: bool
    """Whether a date is the first thing in it."""
    last: int
    beside: tuple[int, ...]


def dated_line(sentence: Sentence) -> DatedLine | None:
    """The line's parts; nothing where a sentence has no date or is more than a stamp."""
    moments = sentence.moments
    if not moments:
        return None
    dated = {index for moment in moments for index in range(moment.first, moment.last)}
    beside: list[int] = []
    for index, token in enumerate(sentence.tokens):
        if token.kind != MARK and index not in dated:
            beside.append(index)
            if len(beside) > LONGEST:
                return None
    return DatedLine(moments[0].first == 0, moments[-1].last, tuple(beside))


DAY = len("2022-01-05")
SMALL = 2
"""Letters of a word that may stand between a day and its hour: "at", «в»."""
FIRST_LINES = 4
"""Sentences among which the line of publication stands, headline included."""


def publication_line(sentences: Sequence[Sentence], published: When | None) -> Sentence | None:
    """«30 октября 2023, 12:16» under a headline: the day a report was published on, alone on its line and
    the only such line. It tells of the report, and dates nothing in it; in a feed each entry has one."""
    if published is None:
        return None
    lines = [s for s in sentences if s.moments and _is_bare(s)]
    if len(lines) != 1 or lines[0].number >= FIRST_LINES:
        return None
    when = lines[0].moments[0].when
    return lines[0] if when is not None and when.start[:DAY] == published.start[:DAY] else None


def _is_bare(sentence: Sentence) -> bool:
    """Whether nothing but dates, times, marks and the like of «в» stands in a sentence."""
    line = dated_line(sentence)
    return (
        line is not None
        and line.opens
        and all(len(sentence.tokens[index].text) <= SMALL for index in line.beside)
    )
