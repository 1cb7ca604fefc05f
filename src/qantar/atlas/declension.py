"""How a language bends names: from «Таразе» back to «Тараз», from «Алматыда» to «Алматы».

Nothing is known here of which names exist: a form gives every dictionary form it may stand for,
and the names of the atlas decide. The endings themselves are data (``data/xx.toml``).
"""

from collections.abc import Mapping
from typing import Any

SHORTEST_STEM = 2
"""Letters that must be left: «Уфе» has two before its ending, no name of ours has fewer."""

Lemma = tuple[str, bool]
"""A dictionary form, and whether the form at hand is an adjective made of it."""


class Declension:
    """The endings of one language, turned round for reading."""

    def __init__(self, grammar: Mapping[str, Any]) -> None:
        self._endings: dict[str, tuple[str, ...]] = {
            ending.strip(): tuple(lemmas)
            for ending, lemmas in grammar.get("endings", {}).items()
        }
        suffixes = grammar.get("suffixes", {})
        self._back_vowels = frozenset(suffixes.get("back_vowels", ""))
        self._either: tuple[str, ...] = tuple(suffixes.get("either", ()))
        self._back = frozenset(suffixes.get("back", ()))
        self._front = frozenset(suffixes.get("front", ()))
        self._adjectival = frozenset(suffixes.get("adjectival", ()))
        self._possessives: tuple[str, ...] = tuple(
            grammar.get("possessives", {}).get("endings", ())
        )
        self._longest = max(map(len, [*self._endings, *self._back, *self._front]), default=0)

    def lemmas(self, form: str) -> tuple[Lemma, ...]:
        """Dictionary forms a spelled form may stand for, the form itself first."""
        found: dict[str, bool] = {form: False}
        for ending in self._possessives:
            if form.endswith(ending):
                found.setdefault(form.removesuffix(ending), False)
            if ending == "'" and form.endswith("s'"):
                found.setdefault(form[:-1], False)
        if self._endings:
            for lemma in self._bend_back(form):
                found.setdefault(lemma, False)
            if "-" in form:
                for lemma in self._bend_hyphenated(form):
                    found.setdefault(lemma, False)
        if self._back:
            for lemma, adjectival in self._strip(form):
                found.setdefault(lemma, adjectival)
        return tuple(found.items())

    def _bend_back(self, form: str) -> list[str]:
        lemmas: list[str] = []
        for length in range(1, min(self._longest, len(form) - SHORTEST_STEM) + 1):
            stem, ending = form[:-length], form[-length:]
            lemmas.extend(stem + last for last in self._endings.get(ending, ()))
        return lemmas

    def _bend_hyphenated(self, form: str) -> list[str]:
        """«Ростове-на-Дону» bends in front, «Петропавловске-Камчатском» on both sides."""
        first, _, rest = form.partition("-")
        fronts = self._bend_back(first)
        lemmas = [f"{front}-{rest}" for front in fronts]
        if "-" not in rest:
            lemmas.extend(
                f"{front}-{back}" for front in fronts for back in self._bend_back(rest)
            )
        return lemmas

    def _strip(self, form: str) -> list[Lemma]:
        lemmas: list[Lemma] = []
        for length in range(1, min(self._longest, len(form) - SHORTEST_STEM) + 1):
            stem, suffix = form[:-length], form[-length:]
            if suffix in self._harmonious(stem):
                lemmas.append((stem, suffix in self._adjectival))
        return lemmas

    def _harmonious(self, stem: str) -> frozenset[str]:
        if stem.endswith(self._either):
            return self._back | self._front
        for letter in reversed(stem):
            if letter in "уию":
                # these go with either row, as the rest of the word does: Мәскеуде, Жетісуда
                return self._back | self._front
            if letter in self._back_vowels:
                return self._back
            if letter in "әеіөүэ":
                return self._front
        return self._back | self._front
