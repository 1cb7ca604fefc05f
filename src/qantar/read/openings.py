"""What a report opens with: the sentence that stands first in it, and the day or days that it tells."""

from collections.abc import Sequence

from qantar.domain.source import BlockKind
from qantar.grammar.moments import DATE, Moment
from qantar.read.accounts import only_names_its_source
from qantar.read.incidents import TITLE_WORDS, is_short, is_title
from qantar.read.sentence import Sentence

STAMP = 4
"""Tokens of a sentence that only tells where a report was sent from: «КИНШАСА.»."""
HEADS = 3
"""Words before a stretch of days that a paragraph opens with: «Период проведения: 1–20 июня»."""


def opens(sentences: Sequence[Sentence], sentence: Sentence) -> bool:
    """Whether nothing stands above a sentence but headlines, the place the report was sent from and who it
    is from."""
    return all(
        one.kind is BlockKind.HEADLINE
        or is_title(sentences, one)
        or len(one.tokens) <= STAMP
        or only_names_its_source(one)
        or _only_says_whose_it_is(one)
        for one in sentences[: sentence.number]
    )


def _only_says_whose_it_is(sentence: Sentence) -> bool:
    """«Пресс-служба департамента сообщает.»: a short line of saying that neither counts nor dates."""
    return (
        len(sentence.tokens) <= TITLE_WORDS
        and not sentence.moments
        and bool(sentence.of("attribution", "say", "relay"))
        and not any(said.use == "count" for said in sentence.said)
    )


def is_told_in_full(sentences: Sequence[Sentence], sentence: Sentence, moment: Moment) -> bool:
    """Whether a date below the opening sentence is that of the report: a stretch of days that a paragraph
    opens with, «Период проведения: 1–20 июня», or a day of the calendar in the first paragraph."""
    if not is_short(moment):
        return moment.first <= HEADS
    above = sentences[sentence.number - 1]
    return (
        moment.kind == DATE
        and above.paragraph == sentence.paragraph
        and opens(sentences, above)
    )


def is_counted_over(sentence: Sentence, moment: Moment) -> bool:
    """Whether a date is a day and night over which something is counted: «за сутки»."""
    return (
        moment.when is not None
        and is_short(moment)
        and any(
            hit.first < moment.last and moment.first < hit.last
            for hit in sentence.of("times", "counted")
        )
    )


def is_told_behind(sentence: Sentence, moment: Moment) -> bool:
    """ "…, the office said, |after six more died overnight": whether a date stands in a clause behind one of
    saying, in a language that puts what is said before it or behind "that"."""
    if not sentence.pack.fixed_order:
        return False
    at = sentence.segment_of(moment.first)
    return any(sentence.segment_of(hit.first) < at for hit in sentence.of("attribution", "say"))
