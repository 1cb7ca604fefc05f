"""Reasons of the comparing in the reader's language."""

from dataclasses import dataclass

from qantar.desk.language import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as words, and the language they are in."""

    words: str
    lang: str


def reason(language: Language, because: str) -> Reason:
    return Reason(because, "en")
