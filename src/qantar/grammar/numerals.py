"""Numbers in running text.

A newspaper prints *"сто шестьдесят с лишним"*, *"2,3 мың"*, *"half a dozen"*, *"20–30"*; each
becomes a ``Number`` over the tokens of the number words alone. Hedges and what is counted are
another matter (``grammar/quantities.py``).
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

from qantar.grammar.composition import DASHES, Composition
from qantar.grammar.number import ONE, Number, plain_number
from qantar.grammar.numeral_table import BOTH, DENY, FRACTION, NumeralTable, Part, Parts
from qantar.grammar.token import FORMS, MARK, NUMBER, SUFFIX, WORD, Token
from qantar.grammar.word import Spellings

PRECISION = 40
"""Significant digits: the names of numbers go up to nonillions, 10 to the 30th."""


_NO_NUMBER = frozenset(",;:!?«»“”„\"'()[]—–-…/")
"""Marks at which no number begins."""


class Numerals:
    """Finds numbers with the number words of one pack."""

    def __init__(self, path: Path, spellings: Spellings | None = None) -> None:
        self.table = NumeralTable(path, spellings)
        self._parts: dict[str, Parts] = {}
        self._words: dict[str, str] = {}
        self._plain = set(_NO_NUMBER)
        self._ending: dict[str, bool] = {}
        self._joiners = frozenset(words[0] for words in self.table.joins) | frozenset(DASHES)

    def parts(self, token: Token) -> Parts:
        """What the token's word may be in a number, looked up once per form."""
        norm = token.norm
        found = self._parts.get(norm)
        if found is None:
            self._forget()
            found = self._parts[norm] = self.table.look_up(self.table.fold(norm))
        return found

    def _forget(self) -> None:
        """Start anew once too many forms are remembered."""
        if max(len(self._parts), len(self._words), len(self._ending), len(self._plain)) > FORMS:
            for known in (self._parts, self._words, self._ending, self._plain):
                known.clear()
            self._plain.update(_NO_NUMBER)

    def word(self, token: Token) -> str:
        """The folded form of a token, under which the lexicons list it."""
        norm = token.norm
        found = self._words.get(norm)
        if found is None:
            self._forget()
            found = self._words[norm] = self.table.fold(norm)
        return found

    def find(self, tokens: Sequence[Token]) -> list[Number]:
        """Every number of the tokens, left to right, none overlapping."""
        plain = self._plain
        norms = [token.norm for token in tokens]
        if norms and norms[-1] == ".":
            norms.pop()
        if plain.issuperset(norms):
            return []
        starts = [
            at for at, norm in enumerate(norms)
            if norm not in plain and (tokens[at].kind != MARK or norm == ".")
        ]  # fmt: skip
        if not starts:
            return []
        with localcontext(prec=PRECISION):
            return self._find(tokens, starts)

    def _find(self, tokens: Sequence[Token], starts: Sequence[int]) -> list[Number]:
        out: list[Number] = []
        plain, skip = self._plain, 0
        for at in starts:
            token = tokens[at]
            if at < skip or token.norm in plain:
                continue
            if token.kind == MARK or token.kind == SUFFIX:
                number = self._leading_point(tokens, at) if token.norm == "." else None
            else:
                number = self.read(tokens, at)
                if number is None and self.is_plain(token):
                    plain.add(token.norm)
            if number is not None:
                out.append(number)
                skip = max(number.last, at + 1)
        return out

    def is_plain(self, token: Token) -> bool:
        """Whether no number can begin with the word."""
        starts = self.word(token) in self.table.starts
        return token.kind == WORD and not starts and not self.parts(token)

    def read(self, tokens: Sequence[Token], at: int) -> Number | None:
        """The number that begins at a token, ranges included."""
        number = self._single(tokens, at)
        if number is None or number.kind not in ("cardinal", "decimal", "vague"):
            return number
        if number.form == "digits":
            number = _divided(tokens, number)
        return self._range(tokens, number) or number

    # -- single numbers -----------------------------------------------------------------------

    def _single(self, tokens: Sequence[Token], at: int) -> Number | None:
        token = tokens[at]
        if token.kind == NUMBER:
            return self._lone_digits(tokens, at, token.text) or self._compose(tokens, at)
        word = self.word(token)
        if word in self.table.minus:
            inner = self._single(tokens, at + 1) if at + 1 < len(tokens) else None
            if (
                inner is None
                or inner.value is None
                or inner.kind not in ("cardinal", "decimal")
            ):
                return None
            return replace(
                inner, first=at, value=-inner.value, low=-inner.value, high=-inner.value
            )
        phrase = self.phrase(tokens, at, word) if word in self.table.phrases else None
        if phrase is not None:
            part, end = phrase
            if part.role in (DENY, FRACTION):
                return _simple(part, at, end)
            return self._compose(tokens, at)
        parts = self.parts(token)
        if not parts:
            point = word in self.table.point and at + 1 < len(tokens)
            if point and tokens[at + 1].kind == NUMBER and tokens[at + 1].text.isdigit():
                value = Decimal("0." + tokens[at + 1].text)
                return plain_number(at, at + 2, value, "decimal", "mixed")
            return None
        if parts[0].role in (DENY, FRACTION, BOTH):
            return _simple(parts[0], at, at + 1)
        return self._compose(tokens, at)

    def _lone_digits(self, tokens: Sequence[Token], at: int, text: str) -> Number | None:
        """Digits that nothing behind them can go on with: most numbers of any report."""
        if not text.isdecimal():
            return None
        end = at + 1
        if end < len(tokens):
            following = tokens[end]
            if following.kind == MARK:
                if following.text == "(":
                    return None  # «45 (forty five)»
            elif following.kind != WORD or not self._ends(following.norm):
                return None
        return plain_number(at, end, Decimal(text), "cardinal", "digits")

    def _ends(self, norm: str) -> bool:
        """Whether a word behind digits is no part of their number."""
        known = self._ending.get(norm)
        if known is None:
            self._forget()
            table = self.table
            word = table.fold(norm)
            known = self._ending[norm] = not (
                word in table.phrases
                or word in table.whole
                or word in table.point
                or word in table.conjunctions
                or table.look_up(word)
            )
        return known

    def phrase(self, tokens: Sequence[Token], at: int, word: str) -> tuple[Part, int] | None:
        """The phrase of several number words that begins at a token, the longest there is."""
        following = self.word(tokens[at + 1]) if at + 1 < len(tokens) else None
        for words, part in self.table.phrases.get(word, ()):
            if len(words) > 1 and words[1] != following:
                continue
            end = at + len(words)
            if end <= len(tokens) and all(
                self.word(tokens[at + k]) == words[k] for k in range(2, len(words))
            ):
                return part, end
        return None

    def _leading_point(self, tokens: Sequence[Token], at: int) -> Number | None:
        """``.77`` at the start of a phrase or after a space."""
        if at + 1 >= len(tokens) or (at and not tokens[at].spaced):
            return None
        digits = tokens[at + 1]
        if digits.kind != NUMBER or digits.spaced or not digits.text.isdigit():
            return None
        value, end, factor = Decimal("0." + digits.text), at + 2, ONE
        if end < len(tokens) and tokens[end].kind == SUFFIX:
            ending = self.table.digits_ending(tokens[end].text, digits.text)
            if ending is not None and ending[1] is not None:
                factor, end = ending[1], end + 1
        return plain_number(at, end, value * factor, "decimal", "digits")

    def _compose(self, tokens: Sequence[Token], at: int) -> Number | None:
        return Composition(self, tokens, at).read()

    # -- ranges -------------------------------------------------------------------------------

    def _range(self, tokens: Sequence[Token], low: Number) -> Number | None:
        table, at = self.table, low.last
        if at >= len(tokens):
            return None
        before = self.word(tokens[low.first - 1]) if low.first else ""
        opened = table.opens.get(before)
        if opened is not None:
            for to in range(at, min(at + 3, len(tokens) - 1)):
                # «от 10 долларов до 20»: a unit may stand between
                if self.word(tokens[to]) == opened:
                    high = self._other(tokens, to + 1)
                    return None if high is None else _between(low, high)
                if tokens[to].kind == MARK and tokens[to].text not in "$€₸£₴°%":
                    break
        if at + 1 < len(tokens) and self.word(tokens[at]) in self._joiners:
            joined = self._joined(tokens, at, low)
            if joined is not None:
                return joined
        if low.ending == "abl":
            high = self._other(tokens, at)
            if high is not None and high.ending == "dat" and high.last < len(tokens):
                if self.word(tokens[high.last]) in table.from_to:
                    return _between(low, high)
        after = table.between_after.get(self.word(tokens[at]))
        if after is not None:
            high = self._other(tokens, at + 1)
            if high is not None and high.last < len(tokens):
                if self.word(tokens[high.last]) in after:
                    return _between(low, high)
        return None

    def _joined(self, tokens: Sequence[Token], at: int, low: Number) -> Number | None:
        token = tokens[at]
        if token.kind == MARK and token.text in DASHES and low.ending == "":
            following = tokens[at + 1]
            tight = not token.spaced and not following.spaced
            # a spaced dash is a sentence's own; only the short one, between digits, is a range's
            if not tight and (token.text != "-" or low.form == "words"):
                return None
            high = self._other(tokens, at + 1)
            if high is None:
                return None
            chain = high.last + 1 < len(tokens) and tokens[high.last].text in DASHES
            if chain and tokens[high.last + 1].kind == NUMBER and not tokens[high.last].spaced:
                return None
            return _between(low, high)
        word = self.word(token)
        for words in self.table.joins:
            end = at + len(words)
            if words[0] != word or end >= len(tokens):
                continue
            if any(self.word(tokens[at + k]) != words[k] for k in range(1, len(words))):
                continue
            high = self._other(tokens, end)
            if high is None:
                continue
            if low.kind == "vague" and high.kind == "vague":
                return replace(low, last=high.last)
            return _between(low, high)
        return None

    def _other(self, tokens: Sequence[Token], at: int) -> Number | None:
        """The second number of a range; a hedge of one word or a currency may stand before it."""
        for skip in range(2):
            if at + skip >= len(tokens) or (skip and tokens[at].kind == NUMBER):
                return None
            if skip and tokens[at].text not in "$€₸£₴~":
                if self.word(tokens[at]) not in self.table.over:
                    return None
            number = self._single(tokens, at + skip)
            if number is not None:
                return number
        return None


def _divided(tokens: Sequence[Token], number: Number) -> Number:
    """``1/5``; a second stroke makes it a date."""
    at = number.last
    if at + 1 >= len(tokens) or tokens[at].text != "/" or number.kind != "cardinal":
        return number
    below = tokens[at + 1]
    if (
        below.kind != NUMBER
        or below.spaced
        or not below.text.isdecimal()
        or not int(below.text)
    ):
        return number
    if at + 2 < len(tokens) and tokens[at + 2].text == "/":
        return number
    assert number.value is not None
    return plain_number(
        number.first, at + 2, number.value / Decimal(below.text), "fraction", "digits"
    )


def _simple(part: Part, first: int, last: int) -> Number:
    kind = {DENY: "zero", FRACTION: "fraction"}.get(part.role, "cardinal")
    return plain_number(first, last, part.value, kind, part.form)


def _between(low: Number, high: Number) -> Number | None:
    """The range of two numbers; «2–3 млрд» gives its multiplier to both."""
    a, b = low.value, high.value
    if a is None or b is None or high.kind not in ("cardinal", "decimal"):
        return None
    if low.scale == ONE and high.scale != ONE and a <= b / high.scale:
        a *= high.scale
    if a >= b:
        return None
    form = low.form if low.form == high.form else "mixed"
    return replace(
        low, last=high.last, value=None, low=a, high=b, kind="range", form=form,
        ending=high.ending, scale=high.scale, approximate=False, ends=(low, high),
    )  # fmt: skip
