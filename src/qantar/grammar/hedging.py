"""Words that hedge a number, before it and after it, as a pack's ``lexicon/hedges.toml`` lists them."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qantar.domain.errors import LexiconError
from qantar.domain.quantity import Hedge
from qantar.grammar.number import Number
from qantar.grammar.numerals import Numerals
from qantar.grammar.token import SUFFIX, WORD, Token
from qantar.grammar.word import Word

OPENING, CLOSING = frozenset("«\"“„'‘("), frozenset("»\"”“'’")
_CURRENCY = frozenset("$€₸£₴₽")
_REACH = 6
"""Words back from «до» in which a verb of change is looked for: «увеличилось в республике до 117»."""

Rule = tuple[tuple[str, ...], Hedge]


class Hedges:
    """The hedges of a language. ``before`` and ``after`` give the class and where the words end."""

    def __init__(self, path: Path, numerals: Numerals) -> None:
        self._numerals = numerals
        try:
            raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
            self._before = _rules(raw["before"], last=True)
            self._before_group = _rules(raw["before_group"], last=True)
            self._after = _rules(raw["after"], last=False)
        except (
            OSError,
            tomllib.TOMLDecodeError,
            UnicodeDecodeError,
            KeyError,
            ValueError,
        ) as error:
            raise LexiconError(f"{path}: {error}") from None
        self._never = tuple(tuple(phrase.split()) for phrase in raw["never"]["before"])
        limit = raw["limit"]
        self._limits = frozenset(limit["words"])
        self._change = frozenset(limit["change"])
        self._opened = frozenset(limit["opened"])
        self._endings: dict[str, str] = raw.get("endings", {})
        gap = raw.get("gap", {"words": (), "endings": ()})
        self._gap_words, self._gap_endings = frozenset(gap["words"]), tuple(gap["endings"])
        across = raw.get("across", {"prepositions": (), "before": ()})
        self._prepositions = frozenset(across["prepositions"])
        self._before_preposition = frozenset(across["before"])
        self.inverted_nouns = frozenset(raw["inverted"]["nouns"])
        self.inverted_by = frozenset(raw["inverted"]["by"])

    def before(self, tokens: Sequence[Token], number: Number) -> tuple[Hedge | None, int]:
        """The hedge that stands before a number, and the first token of its words."""
        at = number.first
        while at and at > number.first - 2 and (
            tokens[at - 1].text in _CURRENCY or tokens[at - 1].norm in ("rs", "us")
            or tokens[at - 1].text in OPENING
        ):  # fmt: skip
            at -= 1
        if not at:
            return None, number.first
        word = self._numerals.word
        rules = self._before.get(word(tokens[at - 1]), ())
        if (
            number.kind != "range"
            and number.form == "words"
            and number.last == number.first + 1
        ):
            group = any(
                part.role in ("group", "times")
                for part in self._numerals.parts(tokens[number.first])
            )
            if group:
                rules = (*rules, *self._before_group.get(word(tokens[at - 1]), ()))
        for words, hedge in rules:
            start = at - len(words)
            if start >= 0 and all(word(tokens[start + k]) == w for k, w in enumerate(words)):
                if " ".join(words) in self._limits and self.is_change(tokens, start):
                    return None, number.first
                if any(
                    _stands(tokens, start, phrase, word)
                    or _stands(tokens, start - len(phrase) + 1, phrase, word)
                    for phrase in self._never
                ):  # «более того, 12», "took over two": it begins or ends there
                    return None, number.first
                return hedge, start
        return self._across(tokens, at), number.first

    def _across(self, tokens: Sequence[Token], at: int) -> Hedge | None:
        """The hedge before the preposition a number stands with: «более чем |в 20 регионах», «как минимум |у
        двоих». It belongs to the number; the preposition to the noun."""
        if at < 2 or tokens[at - 1].norm not in self._prepositions:
            return None
        word = self._numerals.word
        for words, hedge in self._before.get(word(tokens[at - 2]), ()):
            start = at - 1 - len(words)
            if " ".join(words) in self._before_preposition and start >= 0:
                if all(word(tokens[start + k]) == w for k, w in enumerate(words)):
                    return hedge
        return None

    def after(self, tokens: Sequence[Token], number: Number) -> tuple[Hedge | None, int]:
        """The hedge that follows a number, and the token after its words."""
        at, word = number.last, self._numerals.word
        if at < len(tokens) and tokens[at].text in CLOSING:
            at += 1
        if at >= len(tokens):
            return None, number.last
        if tokens[at].kind == SUFFIX:
            for words, hedge in self._after.get(tokens[at].norm.lstrip("-"), ()):
                if len(words) == 1:
                    return hedge, at + 1
            return None, number.last
        if tokens[at].text == "+" and tokens[at].spaced:
            return None, number.last
        for words, hedge in self._after.get(word(tokens[at]), ()):
            end = at + len(words)
            if end > len(tokens) or any(word(tokens[at + k]) != w for k, w in enumerate(words)):
                continue
            wanted = self._endings.get(hedge.value)
            bare = number.form == "digits" and not number.ending  # «2 300 астам қару»
            if wanted is not None and words != ("+",) and number.ending != wanted and not bare:
                continue
            return hedge, end
        return self._after_noun(tokens, number, at)

    def _after_noun(
        self, tokens: Sequence[Token], number: Number, at: int
    ) -> tuple[Hedge | None, int]:
        """«200 адамнан астам», «полторы тысячи человек с лишним»."""
        word = self._numerals.word
        if at + 1 >= len(tokens) or number.ending or tokens[at].kind != WORD:
            return None, number.last
        for words, hedge in self._after.get(word(tokens[at + 1]), ()):
            end = at + 1 + len(words)
            if " ".join(words) not in self._gap_words or end > len(tokens):
                continue
            if all(word(tokens[at + 1 + k]) == w for k, w in enumerate(words)):
                if word(tokens[at]).endswith(self._gap_endings):
                    return hedge, end
        return None, number.last

    def is_change(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether what ends at a token speaks of growth or fall, or opened with «с 26…»."""
        for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
            token = tokens[back]
            if token.text in ".;!?":
                return False
            if token.norm in self._change or self._changes(token.word):
                return True
            if token.norm in self._opened and back + 1 < at:
                following = tokens[back + 1]
                if following.text[:1].isdigit() or self._numerals.parts(following):
                    return True
        return False

    def _changes(self, word: Word) -> bool:
        return any(lemma in self._change for lemma in word.lemmas)

    def is_opened(self, token: Token) -> bool:
        return token.norm in self._opened


def _rules(table: dict[str, list[str]], *, last: bool) -> dict[str, tuple[Rule, ...]]:
    """Phrases under their word next to the number, longest first."""
    rules: dict[str, list[Rule]] = {}
    for name, phrases in table.items():
        hedge = Hedge(name)
        for phrase in phrases:
            words = tuple(phrase.split())
            rules.setdefault(words[-1] if last else words[0], []).append((words, hedge))
    return {key: tuple(sorted(found, key=lambda r: -len(r[0]))) for key, found in rules.items()}


def _stands(tokens: Sequence[Token], at: int, phrase: tuple[str, ...], word: Any) -> bool:
    return 0 <= at <= len(tokens) - len(phrase) and all(
        word(tokens[at + k]) == w for k, w in enumerate(phrase)
    )
