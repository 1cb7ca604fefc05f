"""A chronicle of a week: paragraphs that open with nothing but a weekday, "Sunday: …", «Среда. …», one after another."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from qantar.domain.when import When
from qantar.grammar.moments import WEEKDAY, Moment, read_moment
from qantar.grammar.token import MARK, WORD
from qantar.read.sentence import Sentence

LEAST = 3
"""Paragraphs that must open so."""
ENDS = ".:–—|"
WEEK = dt.timedelta(7)


def name_days(sentences: Sequence[Sentence], published: When | None) -> None:
    """Read the weekdays that head paragraphs of a chronicle and stand in no phrase: «Суббота. У деревни…»."""
    if published is None:
        return
    found: list[tuple[Sentence, Moment]] = []
    for sentence in _openings(sentences):
        tokens = sentence.tokens
        if len(tokens) > 1 and (tokens[1].kind != MARK or tokens[1].text not in ENDS):
            continue
        if sentence.moments and sentence.moments[0].first == 0:
            if sentence.moments[0].kind == WEEKDAY:
                found.append((sentence, sentence.moments[0]))
            continue
        if tokens[0].kind != WORD:
            continue
        for moment in sentence.pack.calendar.find(tokens[:1], published, plain=True):
            if moment.kind == WEEKDAY:
                back = replace(moment, ahead=False, plain=False)
                found.append((sentence, read_moment(back, published, None)))
    if len(found) >= LEAST:
        for sentence, moment in found:
            if moment not in sentence.moments:
                sentence.moments = [moment, *sentence.moments]


def in_order(sentences: Sequence[Sentence]) -> None:
    """Set the days of a chronicle one after another: of a week that was told on a Sunday the first Sunday
    is not that of the report."""
    heads = [
        (sentence, sentence.moments[0]) for sentence in _openings(sentences)
        if sentence.moments and _is_head(sentence, sentence.moments[0])
    ]  # fmt: skip
    if len(heads) < LEAST:
        return
    later: dt.date | None = None
    for sentence, moment in reversed(heads):
        assert moment.when is not None
        day = dt.date.fromisoformat(moment.when.edtf)
        if later is not None and day - WEEK < later < day:
            day -= WEEK
            sentence.moments[0] = replace(moment, when=When(day.isoformat()))
        later = day


def _openings(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The first sentence of each paragraph."""
    return [
        sentence for at, sentence in enumerate(sentences)
        if not at or sentence.paragraph != sentences[at - 1].paragraph
    ]  # fmt: skip


def _is_head(sentence: Sentence, moment: Moment) -> bool:
    """Whether a weekday stands alone before a mark that ends it: a colon, a full stop, a dash."""
    if moment.first or moment.kind != WEEKDAY or moment.when is None:
        return False
    if len(moment.when.edtf) != len("2022-01-05"):
        return False
    tokens = sentence.tokens
    if moment.last == len(tokens):
        return True
    return tokens[moment.last].kind == MARK and tokens[moment.last].text in ENDS
