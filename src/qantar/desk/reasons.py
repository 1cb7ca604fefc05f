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
from qantar.desk.sentences import measure_words
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
    "{rule} counts {counted} only; this asks {measure}",
    "no account is left standing",
    "no account of the line «{line}» is left standing",
    "no account gives a number this rule takes",
    "no account of the line bears a date, so none is the latest",
    "not used: {names}",
    "the lowest of {low} left standing, {names}",
    "{n} is {low} by their table of vague words",
    "lowest from {names}, highest from {whose}",
    "lowest from {names}, no highest: {whose} names no upper end",
    "best is the only number left",
    "best stays empty: the accounts differ",
    "deaths: {reason}",
    "injuries: {reason}",
    "minimum from {names}, maximum from {whose}",
    "maximum from {names}",
    "open above: {names} names no upper end",
    "said last of {low} official: {names}",
    "of {low} accounts, replaced ones included: least from {names}, greatest from {whose}",
    "of {low} accounts, replaced ones included: least from {names}, open above: {whose} names no upper end",
)
"""The forms, as messages of the catalogues; the first that fits is taken."""

_NUMBER = r"[<>=~]*\d[\d.]*\+?"
_SPOKEN = rf"{_NUMBER}(?: \([^()]*\))?"
_LISTED = rf"{_SPOKEN}(?:, {_SPOKEN})*(?: and \d+ more)?"
_SLOTS = {
    "a": _SPOKEN, "b": _SPOKEN, "n": _NUMBER, "m": _NUMBER, "low": r"\d+", "reason": r".+",
    "range": r">?=?\d+(?:\.\.\d+)?|none left",
    "names": _LISTED, "whose": _LISTED,
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
    if "; " in because:
        parts = [reason(language, part) for part in because.split("; ")]
        if all(part.lang == language.code for part in parts):
            return Reason("; ".join(part.words for part in parts), language.code)
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
        "names": lambda: _listed(language, value),
        "whose": lambda: _listed(language, value),
        "rule": lambda: language.say(value),
        "line": lambda: LINES.get(value) and language.say(LINES[value]),
        "counted": lambda: _counted(language, value),
        "measure": lambda: measure_words(language, *value.split(".")),
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


LINES = {"state": "offices of the state"}
"""Lines of counting as the rules name them."""


def _listed(language: Language, value: str) -> str | None:
    """``16 (interior ministry), 18 (Ministry) and 2 more``, each as it is written here."""
    named, _, more = value.partition(" and ")
    found = [_spoken(language, one) for one in re.findall(_SPOKEN, named)]
    words = ", ".join(one for one in found if one is not None)
    if None in found or len(", ".join(re.findall(_SPOKEN, named))) != len(named):
        return None
    if more:
        words += " " + language.say("and {n} more", n=language.number(int(more.split()[0])))
    return words


def _counted(language: Language, value: str) -> str | None:
    """``killed and injured person`` in the words of the codebook."""
    acts, _, object_ = value.rpartition(" ")
    told = [language.term("act", act) for act in acts.split(" and ")]
    return f"{language.term('object', object_)}: {', '.join(told)}"


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
