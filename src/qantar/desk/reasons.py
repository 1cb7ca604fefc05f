"""Reasons of the comparing in the reader's language.

The comparing gives its reasons in English, each of one of a few forms with numbers, speakers and
dates in it. A form that is known is told in the reader's language; what is not known stands in
English and is marked as such. Names of speakers are the source's and never translated.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from qantar import codebook
from qantar.desk.language import Language
from qantar.domain.errors import QantarError
from qantar.domain.when import When
from qantar.views.terms import term_words, terms

FORMS = (
    "a count that cannot fall: {a} after {b}",
    "the same counter, later: {a} after {b}",
    "one question, one moment: {a} against {b}",
    "{a} lies inside the later {b}",
    "{a} lies inside the earlier {b}",
    "{a} lies inside {b}",
    "the text that gives {a} tells {b} as the number before",
    "{n} of the same question; said again on the same line: {a}, {b}",
    "{n} of the same question; given by another speaker: {a}, {b}",
    "one text gives {n} beside {m}: it means two things, not one",
    "the text counts {n} inside {m}",
    "one of the days behind the {a}",
    "one utterance, one question inside the other: {n} of {m}",
    "{who} denies {n}, which {whom} gives",
    "it is denied in {who}: {n}, which {whom} gives",
    "{who} takes {n} back",
    "{act} is not {other}: neither may be taken off the other",
    "two places beside each other: {place} and {beside}",
    "two periods, {period} and {later}: not a revision of one count",
    "two additions for different days, not a revision of one count",
    "{object} against {thing}: no text says whether the one is counted in the other",
    "{object} against {thing}: neither holds the other",
    "these two cannot both hold: {reason}",
    "because {reason} (a rule concludes so)",
    "because {reason} (a text or a person says so)",
    "{a} contradicts {b}",
    "{a} is the same as {b}",
    "{a} says more closely what is said by {b}",
    "{a} replaces {b}",
    "{a} takes back {b}",
    "{a} is part of {b}",
    "{a} must not be compared with {b}",
    "{a}: left standing",
    "{a}: left standing, but does not widen the range: {reason}",
    "{a}: not counted, replaced: {reason}",
    "{a}: not counted, taken back: {reason}",
    "{a}: not counted: it says that the number is false",
    "{a}: not counted: the same number was replaced or taken back where another gave it",
    "from the least to the greatest number any of them allows: {range}",
    "{n}: exactly that number",
    "{n}: every whole number from {low}, no upper end is said",
    "{n}: every whole number up to {low}",
    "{n}: every whole number between, both ends in",
    "leave any one of them out, and the rest can all hold",
    "open: accounts left standing contradict each other",
    "printed {low} times, counted once: all go back to one saying",
)
"""The forms, as messages of the catalogues; the first that fits is taken."""

_NUMBER = r"[<>=~]*\d[\d.]*\+?"
_SPOKEN = rf"{_NUMBER}(?: \([^()]*\))?"
_SLOTS = {
    "a": _SPOKEN, "b": _SPOKEN, "n": _NUMBER, "m": _NUMBER, "low": r"\d+", "reason": r".+",
    "range": r">?=?\d+(?:\.\.\d+)?|none left",
    "period": r"[\dTX:./-]+", "later": r"[\dTX:./-]+",
}  # fmt: skip
_SLOT = re.compile(r"\\\{(\w+)\\\}")
_SAID = re.compile(rf"({_NUMBER})(?: \((.*)\))?")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as words, and the language they are in."""

    words: str
    lang: str


def reason(language: Language, because: str) -> Reason:
    """A reason in the reader's language if its form is known, else as it was given."""
    if language.code == "en":
        return Reason(because, "en")
    for form, pattern in _patterns():
        found = pattern.fullmatch(because)
        if found is None:
            continue
        told = {name: _told(language, name, value) for name, value in found.groupdict().items()}
        if None not in told.values():
            return Reason(language.say(form, **told), language.code)
    return Reason(because, "en")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def slot(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{_SLOTS.get(match[1], '.+?')})"

    return tuple(
        (form, re.compile(_SLOT.sub(slot, re.escape(form)), re.DOTALL)) for form in FORMS
    )


def _told(language: Language, name: str, value: str) -> str | None:
    """What stands in a slot; None if it cannot be told, so that nothing is half translated."""
    known: dict[str, Callable[[], str | None]] = {
        "a": lambda: _spoken(language, value),
        "b": lambda: _spoken(language, value),
        "n": lambda: language.signs(value),
        "m": lambda: language.signs(value),
        "low": lambda: language.number(int(value)),
        "period": lambda: language.when(value),
        "later": lambda: language.when(value),
        "act": lambda: _term(language, "act", value),
        "other": lambda: _term(language, "act", value),
        "object": lambda: _term(language, "object", value),
        "thing": lambda: _term(language, "object", value),
        "range": lambda: language.interval(value),
        "reason": lambda: _whole(language, value),
    }
    try:
        return known.get(name, lambda: value)()
    except (QantarError, ValueError, AssertionError):
        return None


def _spoken(language: Language, value: str) -> str | None:
    """``16 (interior ministry, 2022-01-09T14:20)`` with its number and date as they are written here."""
    found = _SAID.fullmatch(value)
    if found is None:
        return None
    number = language.signs(found[1])
    if found[2] is None:
        return number
    speaker, comma, date = found[2].rpartition(", ")
    try:
        When(date)
    except QantarError:
        return f"{number} ({found[2]})"
    return f"{number} ({speaker}{comma}{language.when(date)})"


def _whole(language: Language, value: str) -> str | None:
    told = reason(language, value)
    return told.words if told.lang == language.code else None


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Codes by their table and their English words; reasons name a thing in the singular."""
    found = {(table, term_words(table, code)): code for table, code in terms()}
    return found | {("object", one.title): id_ for id_, one in codebook.load().objects.items()}


def _term(language: Language, table: str, words: str) -> str | None:
    code = _codes().get((table, words))
    return None if code is None else language.term(table, code)
