"""A running report: its paragraphs open with nothing but the time of day, "21:05 …", "16.50 – …".

Whoever reads it takes all of them for the day it is published on.
"""

import re
from collections.abc import Sequence

from qantar.domain.source import BlockKind
from qantar.domain.when import When
from qantar.grammar.moments import CLOCK, Moment
from qantar.grammar.said import At, Point
from qantar.read.sentence import Sentence

LEAST = 3
"""Paragraphs that must open so."""
STAMPED = "time a paragraph is stamped with"
"""The rule by which such a moment is known."""
_STAMP = re.compile(
    r"\W{0,2}(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?!\d|[:.]\d)"
    r"(?:\s?(?:[ap]\.?m\.?|GMT|BST|UTC|CET|EST|local time))?\s*(?P<mark>[-–—:|.]?)\s*(?=[^\W\d_]|[\"“«„(]|$)"
)


def running(sentences: Sequence[Sentence], published: When | None) -> dict[int, Moment]:
    """The moment of each paragraph of a running report, by paragraph; nothing where the report bears days
    of its own or was not published on one."""
    if published is None or len(published.edtf) != len("2022-01-05"):
        return {}
    out: dict[int, Moment] = {}
    paragraph, more = -1, 0
    year, month, day = map(int, published.edtf.split("-"))
    for sentence in sentences:
        if sentence.kind is BlockKind.CAPTION:
            continue
        stamp = _STAMP.match(sentence.text, sentence.start, sentence.end)
        if sentence.paragraph == paragraph:  # «17:40. В Хосте …» behind another of the same
            more += stamp is not None and stamp["mark"] != ""
            continue
        paragraph = sentence.paragraph
        if stamp is None:
            if (
                sentence.moments
                and sentence.moments[0].first == 0
                and _is_day(sentence.moments[0])
            ):
                return {}
            continue
        last = next(
            (i for i, t in enumerate(sentence.tokens) if t.start >= stamp.end("minute")), 1
        )
        clock = f"{int(stamp['hour']):02}:{stamp['minute']}"
        out[paragraph] = Moment(
            first=0, last=last, when=When(f"{published.edtf}T{clock}"), partial=None, kind=CLOCK,
            clock=clock, flag=None, rule=STAMPED, said=At(day=Point(year=year, month=month, day=day), clock=clock), ahead=None,
        )  # fmt: skip
    return out if len(out) + more >= LEAST else {}


def _is_day(moment: Moment) -> bool:
    return moment.kind != CLOCK and moment.when is not None and len(moment.when.edtf) == 10
