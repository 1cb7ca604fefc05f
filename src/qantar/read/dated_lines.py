"""A line of a day and a name: the stamp a post, an entry or a report bears.

«6.01, 10:40 | МВД (рассылка)» names who tells what stands below, «10 мая, 09:40 | Негомбо» where it was,
«KYIV. NEWS SERVICE | 9 January» whose it is; each of them dates it.
"""

from dataclasses import dataclass

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
