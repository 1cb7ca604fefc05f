"""A language pack: all that is known of a language, behind one value."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from qantar.grammar.calendar import Calendar
from qantar.grammar.hedging import Hedges
from qantar.grammar.lexicon import Lexicon, read_entries
from qantar.grammar.numerals import Numerals
from qantar.grammar.token import LONGEST, Known, Token, sentences, tokens
from qantar.grammar.uses import Uses
from qantar.grammar.word import Morphology, Spellings, Word, make_word

_CACHE_LIMIT = 200_000
"""Word forms kept per pack: about 100 MB at the most; news of a year in one language has fewer."""


@dataclass(eq=False)
class Pack:
    """``PACK = Pack(code="ru", folder=…, morphology=…)`` in ``lang/xx/pack.py``.

    ``verb_final`` languages look for their verb to the right of what it governs; in those of
    ``fixed_order`` the place before or behind a verb tells who did it and to whom.
    """

    code: str
    folder: Path
    morphology: Morphology
    verb_final: bool = False
    fixed_order: bool = False
    home: str | None = None
    """The country its papers mean by a place of many countries, where the report names no other."""
    spellings: Spellings | None = None
    """How a form of another alphabet may be written in that of the lexicons, best first."""
    surname_endings: tuple[str, ...] = ()
    """How surnames end that also look like a case of a common noun."""
    _words: dict[str, Word] = field(default_factory=dict, repr=False)
    _written: Known = field(default_factory=dict, repr=False)

    def analyse(self, form: str) -> Word:
        """The word behind a normal form, with the lexicon's phrases that may start at it."""
        word = self._words.get(form)
        if word is None:
            if len(self._words) > _CACHE_LIMIT:
                self._words.clear()
            word = self.bare(form)
            word.root = self.lexicon.root_of(word.keys)
            if len(form) <= LONGEST:
                self._words[form] = word
        return word

    def bare(self, form: str) -> Word:
        """The word without its place in the lexicon."""
        written = self.spellings(form)[:1] if self.spellings is not None else ()
        return make_word(
            form, self.morphology(form), marked=self.verb_final, written=(*written, form)[0]
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """Every ``lexicon/*.toml`` of the folder that holds phrases."""
        lexicon = Lexicon(self.bare)
        for path in sorted((self.folder / "lexicon").glob("*.toml")):
            if path.stem not in NOT_PHRASES:
                for entry in read_entries(path):
                    lexicon.add(entry)
        return lexicon

    @cached_property
    def calendar(self) -> Calendar:
        """The dates and times of the language, from ``lexicon/calendar.toml``."""
        return Calendar(self)

    @cached_property
    def numerals(self) -> Numerals:
        """Number words of ``lexicon/numerals.toml``."""
        return Numerals(self.folder / "lexicon" / "numerals.toml", self.spellings)

    @cached_property
    def hedges(self) -> Hedges:
        """Hedging words of ``lexicon/hedges.toml``."""
        return Hedges(self.folder / "lexicon" / "hedges.toml", self.numerals)

    @cached_property
    def uses(self) -> Uses:
        """Units of ``lexicon/units.toml`` and words before numbers that count nothing."""
        return Uses(self.folder / "lexicon" / "units.toml", self.numerals)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words after which a full stop ends no sentence, without the stop."""
        path = self.folder / "lexicon" / "abbreviations.txt"
        return frozenset(path.read_text("utf-8").split())

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        end = len(text) if end is None else end
        return tokens(text, start, end, self.analyse, self._written)

    def sentences(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        return sentences(text, start, end, self.abbreviations)


NOT_PHRASES = frozenset({"numerals", "calendar", "hedges", "units", "profile"})
"""Lexicon files with a structure of their own, read by the machinery they feed."""
