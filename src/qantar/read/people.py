"""People a report has met, by the name's bare stem, so that a surname alone finds the full name."""

from functools import lru_cache

from qantar.read.sentence import Sentence


class People:
    """Persons named so far in a report, so that a bare surname is known to be one of them."""

    def __init__(self) -> None:
        self._by_stem: dict[str, str] = {}

    def note(self, sentence: Sentence, first: int, last: int) -> None:
        """Remember a full name by its last word."""
        stem = _stem(sentence.tokens[last - 1].norm)
        if len(stem) >= STEM_LEAST:
            self._by_stem.setdefault(stem, sentence.words(first, last))

    def full_name(self, norm: str) -> str | None:
        """The full name a word is the surname of."""
        stem = _stem(norm)
        return self._by_stem.get(stem) if len(stem) >= STEM_LEAST else None


STEM_LEAST = 3
"""Letters of a surname that must be left when endings are cut, to tell names apart."""


_ENDINGS = ("ова", "ева", "ина", "ого", "ому", "ыми", "ую", "ою", "ой", "ом", "ем", "ым", "ей", "их", "ых",
            "дың", "дің", "ның", "нің", "тың", "тің", "а", "у", "е", "ы", "и", "і", "я", "ю", "'s")  # fmt: skip

_SUFFIXES = ("ов", "ев", "ёв", "єв", "їв", "ин", "ін", "ын")
"""What surnames are made with: it goes together with the ending of a woman's."""


@lru_cache(maxsize=1 << 16)
def _stem(norm: str) -> str:
    """A surname without its case ending, roughly: enough to meet the same name again in one report."""
    return _cut(_cut(norm, _ENDINGS), _SUFFIXES)  # «Гуляев», «Гуляева», «Гуляеву»


def _cut(norm: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if norm.endswith(ending) and len(norm) - len(ending) >= STEM_LEAST:
            return norm[: len(norm) - len(ending)]
    return norm
