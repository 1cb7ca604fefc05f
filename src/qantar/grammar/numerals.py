"""Numbers in running text: one way of composing them for all languages.

A newspaper prints *"сто шестьдесят с лишним"*, *"2,3 мың"*, *"half a dozen"*, *"20–30"*; each
becomes a ``Number`` over the tokens of the number words alone. Hedges and what is counted are
another matter (``grammar/quantities.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from pathlib import Path

from qantar.grammar.numeral_table import (
    ADD, BOTH, DENY, EITHER, FRACTION, GROUP, HALF, HUNDRED, ORDINAL, PLURAL, SHORT, SINGLE, TIMES, VAGUE,
    NumeralTable, Part, Parts,
)  # fmt: skip
from qantar.grammar.token import MARK, NUMBER, SUFFIX, Token

_GROUPED = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?")
_POINTED = re.compile(r"(\d+)([.,])(\d+)")
_TRIPLE = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
_DASHES = "-–—‑−"
PRECISION = 40
"""Significant digits: the names of numbers go up to nonillions, 10 to the 30th."""
_ZERO, _ONE, _TWO = Decimal(0), Decimal(1), Decimal(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in words or digits: tokens ``first`` up to but not including ``last``.

    ``kind`` is cardinal, decimal, ordinal, fraction, range, vague or zero (a denial); ``form``
    digits, words, mixed, collective, both, only. ``value`` is None for ranges and vague words,
    which have bounds; ``ends`` are the two numbers of a range. ``scale`` is the multiplier said last («тысяч»), ``ending`` the case a
    Kazakh suffix shows; ``approximate`` if the form itself says "about" («екі мыңдай», «тысяч пять»).
    """

    first: int
    last: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    kind: str
    form: str
    scale: Decimal = _ONE
    ending: str = ""
    approximate: bool = False
    ends: "tuple[Number, ...]" = ()


class Numerals:
    """Finds numbers with the number words of one pack."""

    def __init__(self, path: Path) -> None:
        self.table = NumeralTable(path)
        self._parts: dict[str, Parts] = {}

    def parts(self, token: Token) -> Parts:
        """What the token's word may be in a number, looked up once per form."""
        found = self._parts.get(token.norm)
        if found is None:
            found = self.table.look_up(self.table.fold(token.norm))
            self._parts[token.norm] = found
        return found

    def word(self, token: Token) -> str:
        return self.table.fold(token.norm)

    def find(self, tokens: Sequence[Token]) -> list[Number]:
        """Every number of the tokens, left to right, none overlapping."""
        with localcontext(prec=PRECISION):
            return self._find(tokens)

    def _find(self, tokens: Sequence[Token]) -> list[Number]:
        out: list[Number] = []
        known, starts = self._parts, self.table.starts
        at, size = 0, len(tokens)
        while at < size:
            token = tokens[at]
            norm = token.norm
            if token.kind == NUMBER:
                number = self.read(tokens, at)
            elif token.kind == MARK or token.kind == SUFFIX:
                number = self._leading_point(tokens, at) if norm == "." else None
            elif known.get(norm) == () and norm not in starts:
                number = None
            else:
                number = self.read(tokens, at)
            if number is None:
                at += 1
            else:
                out.append(number)
                at = max(number.last, at + 1)
        return out

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
            return self._compose(tokens, at)
        word = self.word(token)
        if word in self.table.minus:
            inner = self._single(tokens, at + 1) if at + 1 < len(tokens) else None
            if inner is None or inner.value is None or inner.kind not in ("cardinal", "decimal"):
                return None
            return replace(inner, first=at, value=-inner.value, low=-inner.value, high=-inner.value)
        phrase = self._phrase(tokens, at, word)
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
                return _number(at, at + 2, value, "decimal", "mixed")
            return None
        if parts[0].role in (DENY, FRACTION, BOTH):
            return _simple(parts[0], at, at + 1)
        return self._compose(tokens, at)

    def _phrase(self, tokens: Sequence[Token], at: int, word: str) -> tuple[Part, int] | None:
        for words, part in self.table.phrases.get(word, ()):
            end = at + len(words)
            if end <= len(tokens) and all(
                self.word(tokens[at + k]) == words[k] for k in range(1, len(words))
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
        value, end, factor = Decimal("0." + digits.text), at + 2, _ONE
        if end < len(tokens) and tokens[end].kind == SUFFIX:
            ending = self.table.digits_ending(tokens[end].text, digits.text)
            if ending is not None and ending[1] is not None:
                factor, end = ending[1], end + 1
        return _number(at, end, value * factor, "decimal", "digits")

    def _compose(self, tokens: Sequence[Token], at: int) -> Number | None:
        return Composition(self, tokens, at).read()

    # -- ranges -------------------------------------------------------------------------------

    def _range(self, tokens: Sequence[Token], low: Number) -> Number | None:
        table, at = self.table, low.last
        if at >= len(tokens):
            return None
        before = self.word(tokens[low.first - 1]) if low.first else ""
        opened = table.opens.get(before)
        for gap in range(3):  # «от 10 долларов до 20»: a unit may stand between
            to = at + gap
            if to + 1 >= len(tokens):
                break
            if gap and tokens[to - 1].kind == MARK and tokens[to - 1].text not in "$€₸£₴°%":
                break
            word = self.word(tokens[to])
            if opened is not None and word == opened:
                high = self._other(tokens, to + 1)
                if high is not None:
                    return _between(low, high)
            if not gap or opened is None:
                joined = self._joined(tokens, to, low, plain=not gap)
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

    def _joined(
        self, tokens: Sequence[Token], at: int, low: Number, *, plain: bool
    ) -> Number | None:
        token = tokens[at]
        if token.kind == MARK and token.text in _DASHES and low.ending == "":
            if not plain:
                return None
            following = tokens[at + 1]
            tight = not token.spaced and not following.spaced
            # a spaced dash is a sentence's own; only the short one, between digits, is a range's
            if not tight and (token.text != "-" or low.form == "words"):
                return None
            high = self._other(tokens, at + 1)
            if high is None:
                return None
            chain = high.last + 1 < len(tokens) and tokens[high.last].text in _DASHES
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
            if not plain and words[0] != "to":
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


class Composition:
    """One number being put together, word by word."""

    def __init__(self, numerals: Numerals, tokens: Sequence[Token], at: int) -> None:
        self.numerals, self.table, self.tokens = numerals, numerals.table, tokens
        self.first = self.at = at
        self.total = _ZERO
        self.group: Decimal | None = None
        self.room = _ONE
        self.limit: Decimal | None = None
        self.scale = _ONE
        self.digits = self.words = False
        self.vague = self.pointed = self.ordinal = self.approximate = self.half = False
        self.high: Decimal | None = None
        self.form = "words"
        self.ending = ""

    def read(self) -> Number | None:
        while self.at < len(self.tokens) and not self.ending and not self.ordinal:
            if not self._step():
                break
        if self.at == self.first or (self.group is None and self.limit is None):
            return None
        value = self.total + (self.group or _ZERO)
        if self.half:
            return _number(self.first, self.at, value, "fraction", "words")
        form = "mixed" if self.digits and self.words else "digits" if self.digits else self.form
        kind = "decimal" if self.pointed and self.scale == _ONE else "cardinal"
        number = _number(self.first, self.at, value, kind, form)
        number = replace(number, scale=self.scale, ending=self.ending, approximate=self.approximate)
        if self.ordinal:
            return replace(number, kind="ordinal")
        if self.high is not None:
            return replace(number, kind="range", value=None, low=value, high=self.high)
        if self.vague:
            return replace(number, kind="vague", value=None, low=value, high=None)
        return self._spelled_out(number)

    def _step(self) -> bool:
        token = self.tokens[self.at]
        if token.kind == NUMBER:
            return self._digits()
        if token.kind == MARK:
            return self._dash(token)
        if token.kind == SUFFIX:
            return False
        word = self.numerals.word(token)
        phrase = self.numerals._phrase(self.tokens, self.at, word)
        if phrase is not None:
            return self._take(phrase[0], phrase[1])
        parts = self.numerals.parts(token)
        if len(parts) > 1 and parts[-1].weak and self._multiplied(self.at + 1):
            parts = parts[::-1]  # «сьома тисячами»: seven, not the seventh
        for part in parts:
            if self._take(part, self.at + 1):
                return True
        started = self.group is not None
        if started and word in self.table.whole and self._decimals_named():
            return True
        if started and word in self.table.point and self._decimals_spelled():
            return True
        return word in self.table.conjunctions and self._and()

    def _take(self, part: Part, end: int) -> bool:
        role = part.role
        if part.weak and not self._beside(end):
            return False
        if role == ADD and self.group is None and self.limit is not None and part.value >= self.limit:
            return False
        if role == ADD and self.group is not None and (part.value >= self.room or self.digits_open):
            return False
        if role == TIMES and part.shape == PLURAL and self.at == self.first and self._inverted(part):
            return True
        match role:
            case "add":
                self.group = (self.group or _ZERO) + part.value
                self.room = part.room
                if part.form != "words":
                    self.form = part.form
            case "hundred":
                if self.group is not None and not _ZERO < self.group < 100:
                    return False
                if self.group is None and part.shape == PLURAL:
                    self.vague, self.group = True, _TWO * part.value
                else:
                    self._multiply(part.value)
                self.room = Decimal(100) if self.group is not None and self.group % 100 == 0 else _ONE
            case "group":
                if not self._group(part):
                    return False
            case "times":
                if not self._times(part):
                    return False
                if part.shape == SHORT and end < len(self.tokens):
                    # the full stop of «тыс.» belongs to the number, unless it ends the sentence
                    stop = self.tokens[end]
                    if stop.text == "." and not stop.spaced and end + 1 < len(self.tokens):
                        end += 1
            case "plus_half":
                if self.group is None or self.pointed:
                    return False
                self.group += part.value
                self.room = _ONE
            case "half" | "vague" | "range":
                if self.group is not None or self.limit is not None:
                    return False
                self.group, self.room, self.high = part.value, _ONE, part.high
                self.half, self.vague = role == HALF, role == VAGUE
            case "ordinal":
                if self.limit is not None and part.value >= self.limit:
                    return False
                if self.group is not None and part.form in (HUNDRED, TIMES) and not self.vague:
                    self.group *= part.value
                    self.ordinal = self.words = True
                    self.at = end
                    return True
                elif self.group is not None and (part.value >= self.room or self.digits_open):
                    return False
                self.group = (self.group or _ZERO) + part.value
                self.ordinal = True
            case _:
                return False
        self.words = True
        self.ending = part.ending
        if part.ending == "about":
            self.approximate = True
        self.at = end
        return True

    @property
    def digits_open(self) -> bool:
        """Whether the group being built was written in digits: no word may be added to it."""
        return self.digits and self.room == _ONE and not self.words

    def _multiply(self, factor: Decimal) -> None:
        self.group = (_ONE if self.group is None else self.group) * factor
        if self.high is not None:
            self.high *= factor

    def _group(self, part: Part) -> bool:
        if self.limit is not None and self.group is None:
            return False
        if self.group is None:
            if part.shape == PLURAL or (part.shape == EITHER and not self._governed()):
                self.vague, self.group = True, _TWO * part.value
            else:
                self.group = part.value
        elif part.shape == SINGLE and self.group == _ONE and part.value != 10 or self.group < 1000:
            self._multiply(part.value)
            self.scale = part.value
            self.half = False
        else:
            return False
        self.room = _ONE
        return True

    def _times(self, part: Part) -> bool:
        if self.limit is not None and part.value >= self.limit:
            return False
        if self.group is None:
            if part.shape == SHORT or self.limit is not None and part.shape != SINGLE:
                return False
            self.group = _ONE
            if part.shape == PLURAL or (part.shape == EITHER and not self._governed()):
                self.vague, self.group = True, _TWO
        self.total += self.group * part.value
        if self.high is not None:
            self.high *= part.value
        self.group, self.half = None, False
        self.limit = self.room = self.scale = part.value
        return True

    def _inverted(self, part: Part) -> bool:
        """«тысяч пять», «тисяч зо три»: the multiplier before its number means about."""
        at = self.at + 1
        if at < len(self.tokens) and self.numerals.word(self.tokens[at]) in self.table.inverted_by:
            at += 1
        if at >= len(self.tokens) or self.tokens[at].kind == MARK:
            return False
        number = Composition(self.numerals, self.tokens, at).read()
        if number is None or number.scale != _ONE or number.form != "words":
            return False
        if number.kind not in ("cardinal", "range") or number.low is None:
            return False
        self.total, self.limit, self.scale = number.low * part.value, part.value, part.value
        if number.kind == "range" and number.high is not None:
            self.high = number.high * part.value
        self.at, self.ending = number.last, "inverted"
        self.approximate = self.words = True
        return True

    def _governed(self) -> bool:
        """Whether a word before asks for the genitive: «около сотни» is one hundred."""
        if self.first == 0:
            return False
        return self.numerals.word(self.tokens[self.first - 1]) in self.table.governs

    def _beside(self, end: int) -> bool:
        return self.words or self._multiplied(end)

    def _multiplied(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        return any(p.role in (TIMES, GROUP, HUNDRED) for p in self.numerals.parts(self.tokens[at]))

    def _dash(self, token: Token) -> bool:
        """A dash written inside a number word: «twenty—fifth»."""
        if token.text not in _DASHES or token.spaced or self.room != 10 or self.digits:
            return False
        if self.at + 1 >= len(self.tokens) or self.tokens[self.at + 1].spaced:
            return False
        following = self.numerals.parts(self.tokens[self.at + 1])
        if not following or following[0].role not in (ADD, ORDINAL) or following[0].value >= 10:
            return False
        return self._take(following[0], self.at + 2)

    def _and(self) -> bool:
        """«seven hundred and twelve»: only after a hundred or a thousand, before what is smaller."""
        if not self.words or self.digits or self.room < 100 or self.vague or self.at + 1 >= len(self.tokens):
            return False
        if not self.table.minus or self.table.conjunctions != frozenset({"and"}):
            return False
        for part in self.numerals.parts(self.tokens[self.at + 1]):
            if part.role == ADD and part.value < 100:
                ahead = Composition(self.numerals, self.tokens, self.at + 1).read()
                if ahead is not None and ahead.value is not None and ahead.value < 100:
                    return self._take(part, self.at + 2)
        return False

    def _digits(self) -> bool:
        if self.group is not None:
            return False
        read = self._digit_group()
        if read is None:
            return False
        value, end, pointed = read
        if self.limit is not None and (value >= self.limit or pointed):
            return False
        if self.limit is not None and not self._goes_on(end):
            return False
        self.digits, self.pointed, self.group, self.room = True, pointed, value, _ONE
        self.at = end
        if end < len(self.tokens) and self.tokens[end].kind == SUFFIX:
            self._glued(self.tokens[end])
        return True

    def _goes_on(self, end: int) -> bool:
        """«2 тысячи 300»: digits after a multiplier belong to it only when nothing marks a break."""
        return not (end < len(self.tokens) and self.tokens[end].kind == SUFFIX)

    def _glued(self, suffix: Token) -> None:
        ending = self.table.digits_ending(suffix.text, self.tokens[self.at - 1].text)
        if ending is None:
            return
        name, factor = ending
        self.at += 1
        if factor is not None:
            assert self.group is not None
            self.total += self.group * factor
            self.group, self.limit, self.scale, self.words = None, factor, factor, True
            if self.at < len(self.tokens) and self.tokens[self.at].text == ".":
                if not self.tokens[self.at].spaced and self.at + 1 < len(self.tokens):
                    self.at += 1 if len(suffix.norm) > 1 else 0
        elif name == ORDINAL:
            self.ordinal = True
        else:
            self.ending = name
            self.approximate = name == "about"

    def _digit_group(self) -> tuple[Decimal, int, bool] | None:
        """The digits at hand with their thousands: value, end, whether a decimal point is written."""
        tokens, at, table = self.tokens, self.at, self.table
        text = tokens[at].text
        if text.isdecimal():
            end, joined = at + 1, text
            if table.spaced_groups and len(text) <= 3 and text[0] != "0":
                while end < len(tokens) and _follows(tokens[end - 1], tokens[end]):
                    joined += tokens[end].text
                    end += 1
                    if not joined.isdecimal():
                        break
            if joined.isdecimal():
                return Decimal(joined), end, False
            return Decimal(joined.replace(",", ".")), end, True
        grouped = _GROUPED.fullmatch(text)
        if grouped is not None and grouped[2] in table.grouping and text[0] != "0":
            once = text.count(".") + text.count(",") == 1
            if not (once and grouped[2] in table.decimal and self._multiplier_at(at + 1)):
                whole = grouped[1].replace(grouped[2], "")
                return Decimal(f"{whole}.{grouped[3] or 0}"), at + 1, False
        pointed = _POINTED.fullmatch(text)
        if pointed is not None and pointed[2] in table.decimal:
            return Decimal(f"{pointed[1]}.{pointed[3]}"), at + 1, True
        return None

    def _multiplier_at(self, at: int) -> bool:
        return at < len(self.tokens) and any(
            part.role == TIMES for part in self.numerals.parts(self.tokens[at])
        )

    def _decimals_named(self) -> bool:
        """«две целых три десятых»."""
        at = self.at + 1
        if at < len(self.tokens) and self.numerals.word(self.tokens[at]) in self.table.conjunctions:
            at += 1
        inner = Composition(self.numerals, self.tokens, at)
        while inner.at < len(self.tokens) and not inner.ordinal:
            word = self.numerals.word(self.tokens[inner.at])
            bottom = self.table.denominators.get(word)
            if bottom is not None and inner.group is not None:
                return self._decimal_end((inner.total + inner.group) / bottom, inner.at + 1)
            if not inner._step():
                return False
        return False

    def _decimals_spelled(self) -> bool:
        """«десять кома нуль два», «1 point 1»: digits as they are read aloud."""
        at, zeros = self.at + 1, ""
        while at < len(self.tokens):
            parts = self.numerals.parts(self.tokens[at])
            if not parts or parts[0].role != ADD or parts[0].value != 0:
                break
            zeros, at = zeros + "0", at + 1
        number = Composition(self.numerals, self.tokens, at)
        number.words = True  # a weak form beside other number words is a number
        read = number.read() if at < len(self.tokens) else None
        if read is not None and read.kind == "ordinal":
            weak = [p for p in self.numerals.parts(self.tokens[at]) if p.role == ADD]
            if weak and read.last == at + 1:
                read = _number(at, at + 1, weak[0].value, "cardinal", "words")
        if read is None or read.value is None or read.value % 1 or read.kind != "cardinal":
            return False
        return self._decimal_end(Decimal(f"0.{zeros}{read.value}"), read.last)

    def _decimal_end(self, fraction: Decimal, end: int) -> bool:
        self.group = (self.group or _ZERO) + fraction
        self.at, self.words, self.pointed = end, True, True
        self.scale, self.room = _ONE, _ONE
        return True

    def _spelled_out(self, number: Number) -> Number:
        """``45 (forty five)``: digits and the same number in words are one number."""
        at = self.at
        if number.form != "digits" or at + 2 >= len(self.tokens) or self.tokens[at].text != "(":
            return number
        again = Composition(self.numerals, self.tokens, at + 1).read()
        if again is None or again.value != number.value or again.form == "digits":
            return number
        if again.last < len(self.tokens) and self.tokens[again.last].text == ")":
            return replace(number, last=again.last + 1)
        return number


def _follows(token: Token, following: Token) -> bool:
    """Whether three more digits stand one space further: «4 353»."""
    return (
        following.kind == NUMBER
        and following.start - token.end == 1
        and _TRIPLE.fullmatch(following.text) is not None
    )


def _divided(tokens: Sequence[Token], number: Number) -> Number:
    """``1/5``; a second stroke makes it a date."""
    at = number.last
    if at + 1 >= len(tokens) or tokens[at].text != "/" or number.kind != "cardinal":
        return number
    below = tokens[at + 1]
    if below.kind != NUMBER or below.spaced or not below.text.isdecimal() or not int(below.text):
        return number
    if at + 2 < len(tokens) and tokens[at + 2].text == "/":
        return number
    assert number.value is not None
    return _number(number.first, at + 2, number.value / Decimal(below.text), "fraction", "digits")


def _number(first: int, last: int, value: Decimal, kind: str, form: str) -> Number:
    return Number(
        first=first, last=last, value=value, low=value, high=value, kind=kind, form=form
    )


def _simple(part: Part, first: int, last: int) -> Number:
    kind = {DENY: "zero", FRACTION: "fraction"}.get(part.role, "cardinal")
    return _number(first, last, part.value, kind, part.form)


def _between(low: Number, high: Number) -> Number | None:
    """The range of two numbers; «2–3 млрд» gives its multiplier to both."""
    a, b = low.value, high.value
    if a is None or b is None or high.kind not in ("cardinal", "decimal"):
        return None
    if low.scale == _ONE and high.scale != _ONE and a <= b / high.scale:
        a *= high.scale
    if a >= b:
        return None
    form = low.form if low.form == high.form else "mixed"
    return replace(
        low, last=high.last, value=None, low=a, high=b, kind="range", form=form,
        ending=high.ending, scale=high.scale, approximate=False, ends=(low, high),
    )  # fmt: skip
