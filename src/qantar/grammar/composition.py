"""How parts make a number: one way of composing them for all languages.

Additive words fill the places a bigger word left open («двести» – «сорок» – «пять»), multipliers
close what was said so far («тысяч»), digits may stand for any group of it («2 тысячи 300»).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from qantar.grammar.number import ONE, Number, plain_number
from qantar.grammar.numeral_table import (
    ADD,
    EITHER,
    GROUP,
    HALF,
    HUNDRED,
    ORDINAL,
    PLURAL,
    SHORT,
    SINGLE,
    TIMES,
    VAGUE,
    Part,
)  # fmt: skip
from qantar.grammar.token import MARK, NUMBER, SUFFIX, Token

if TYPE_CHECKING:
    from qantar.grammar.numerals import Numerals

_GROUPED = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?")
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
"""Hundreds of thousands and tens of millions set off as in India: 2,31,819."""
_POINTED = re.compile(r"(\d+)([.,])(\d+)")
_TRIPLE = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
DASHES = "-–—‑−"
_ZERO, _TWO = Decimal(0), Decimal(2)


class Composition:
    """One number being put together, word by word."""

    def __init__(self, numerals: "Numerals", tokens: Sequence[Token], at: int) -> None:
        self.numerals, self.table, self.tokens = numerals, numerals.table, tokens
        self.first = self.at = at
        self.total = _ZERO
        self.group: Decimal | None = None
        self.room = ONE
        self.limit: Decimal | None = None
        self.scale = ONE
        self.digits = self.words = False
        self.vague = self.pointed = self.ordinal = self.approximate = self.half = False
        self.exceeding = False
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
            return plain_number(self.first, self.at, value, "fraction", "words")
        form = "mixed" if self.digits and self.words else "digits" if self.digits else self.form
        kind = "decimal" if self.pointed and self.scale == ONE else "cardinal"
        named: Decimal | None = value
        high: Decimal | None = value
        if self.ordinal:
            kind = "ordinal"
        elif self.high is not None:
            kind, named, high = "range", None, self.high
        elif self.vague:
            kind, named, high = "vague", None, None
        number = Number(
            first=self.first, last=self.at, value=named, low=value, high=high, kind=kind, form=form,
            scale=self.scale, ending=self.ending, approximate=self.approximate,
            exceeding=self.exceeding,
        )  # fmt: skip
        return self._spelled_out(number) if form == "digits" else number

    def _step(self) -> bool:
        token = self.tokens[self.at]
        if token.kind == NUMBER:
            return self._digits()
        if token.kind == MARK:
            return self._dash(token)
        if token.kind == SUFFIX:
            return False
        word = self.numerals.word(token)
        if word in self.table.phrases:
            phrase = self.numerals.phrase(self.tokens, self.at, word)
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
        if self.vague and word in self.table.of and self._multiplied(self.at + 1):
            return self._take(self.numerals.parts(self.tokens[self.at + 1])[0], self.at + 2)
        return word in self.table.conjunctions and self._and()

    def _take(self, part: Part, end: int) -> bool:
        role = part.role
        if part.weak and not self._beside(end):
            return False
        if (
            role == ADD
            and self.group is None
            and self.limit is not None
            and part.value >= self.limit
        ):
            return False
        if (
            role == ADD
            and self.group is not None
            and (part.value >= self.room or self.digits_open)
        ):
            return False
        if role == TIMES and part.shape in (PLURAL, EITHER) and self.at == self.first:
            if not self._governed() and self._inverted(part):
                return True
        match role:
            case "add":
                self.group = (self.group or _ZERO) + part.value
                self.room = part.room
                self.scale = ONE if self.scale == 100 else self.scale
                if part.form != "words":
                    self.form = part.form
            case "hundred":
                if self.group is not None and not _ZERO < self.group < 100:
                    return False
                if self.group is None and part.shape == PLURAL:
                    self.vague, self.group = True, _TWO * part.value
                else:
                    self.scale = ONE if self.group is None else part.value
                    self._multiply(part.value)
                self.half = False
                self.room = (
                    Decimal(100) if self.group is not None and self.group % 100 == 0 else ONE
                )
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
                if self.pointed:
                    return False
                if self.group is None:
                    if not self.total or self.limit is None:
                        return False
                    self.total += part.value * self.limit  # «мың жарым»: a thousand and a half
                else:
                    self.group += part.value
                self.room = ONE
            case "plus_some":
                if self.group is None or not self._multiplied(end):
                    return False  # «сто с лишним»: the words hedge the whole number
                self.exceeding = True
            case "half" | "vague" | "range":
                if self.group is not None or self.limit is not None:
                    return False
                self.group, self.room, self.high = part.value, ONE, part.high
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
        return self.digits and self.room == ONE and not self.words

    def _multiply(self, factor: Decimal) -> None:
        self.group = (ONE if self.group is None else self.group) * factor
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
        elif (
            part.shape == SINGLE and self.group == ONE and part.value != 10
        ) or self.group < 1000:
            self._multiply(part.value)
            self.scale = part.value
            self.half = False
        else:
            return False
        self.room = ONE
        return True

    def _times(self, part: Part) -> bool:
        if self.limit is not None and part.value >= self.limit:
            return False
        if self.group is None:
            if part.shape == SHORT or (self.limit is not None and part.shape != SINGLE):
                return False
            self.group = ONE
            if part.shape == PLURAL or (part.shape == EITHER and not self._governed()):
                self.vague, self.group = True, _TWO
        self.total += self.group * part.value
        if self.high is not None:
            self.high *= part.value
        self.group, self.half = None, False
        # "two to three hundred thousand": the hundred is part of the scale
        self.scale = part.value * (self.scale if self.scale == 100 else ONE)
        self.limit = self.room = part.value
        return True

    def _inverted(self, part: Part) -> bool:
        """«тысяч пять», «тисяч зо три»: the multiplier before its number means about."""
        at = self.at + 1
        if (
            at < len(self.tokens)
            and self.numerals.word(self.tokens[at]) in self.table.inverted_by
        ):
            at += 1
        if at >= len(self.tokens) or self.tokens[at].kind == MARK:
            return False
        number = Composition(self.numerals, self.tokens, at).read()
        if number is None or number.scale != ONE or number.form != "words":
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
        return any(
            p.role in (TIMES, GROUP, HUNDRED) for p in self.numerals.parts(self.tokens[at])
        )

    def _dash(self, token: Token) -> bool:
        """A dash written inside a number word: «twenty—fifth»."""
        if token.text not in DASHES or token.spaced or self.room != 10 or self.digits:
            return False
        if self.at + 1 >= len(self.tokens) or self.tokens[self.at + 1].spaced:
            return False
        following = self.numerals.parts(self.tokens[self.at + 1])
        if not following or following[0].role not in (ADD, ORDINAL) or following[0].value >= 10:
            return False
        return self._take(following[0], self.at + 2)

    def _and(self) -> bool:
        """«seven hundred and twelve»: only after a hundred or a thousand, before what is smaller."""
        if (
            not self.words
            or self.digits
            or self.room < 100
            or self.vague
            or self.at + 1 >= len(self.tokens)
        ):
            return False
        if not self.table.minus or self.table.conjunctions != frozenset({"and"}):
            return False
        for part in self.numerals.parts(self.tokens[self.at + 1]):
            if part.role == ADD and part.value < 100:
                ahead = Composition(self.numerals, self.tokens, self.at + 1).read()
                if ahead is None or ahead.value is None:
                    continue
                # "two hundred and three thousand" counts thousands; after a thousand it does not
                whole = self.limit is None and ahead.scale >= 1000
                if (ahead.value / ahead.scale if whole else ahead.value) < 100:
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
        self.digits, self.pointed, self.group, self.room = True, pointed, value, ONE
        self.at = end
        if end < len(self.tokens) and self.tokens[end].kind == SUFFIX:
            self._glued(self.tokens[end])
        return True

    def _goes_on(self, end: int) -> bool:
        """«2 тысячи 300», «2 мың 300-ден»: digits after a multiplier belong to it unless what is
        glued to them makes them another number, an ordinal or a unit: «2 тысячи 300-метровых»."""
        if end >= len(self.tokens) or self.tokens[end].kind != SUFFIX:
            return True
        said, digits = self.tokens[end].text, self.tokens[end - 1].text
        ending = self.table.digits_ending(said, digits)
        return ending is not None and ending[0] not in (ORDINAL, TIMES)

    def _glued(self, suffix: Token) -> None:
        ending = self.table.digits_ending(
            suffix.text, self.tokens[self.at - 1].text, large=self._is_large()
        )
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

    def _is_large(self) -> bool:
        """Whether «1.7m», «$5m» means millions: with a decimal point or after a currency."""
        before = self.tokens[self.first - 1].text if self.first else ""
        return self.table.decimal == "." and (self.pointed or before in "$€£")

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
        if "," in table.grouping and _LAKHS.fullmatch(text) is not None:
            return Decimal(text.replace(",", "")), at + 1, False
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
        if (
            at < len(self.tokens)
            and self.numerals.word(self.tokens[at]) in self.table.conjunctions
        ):
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
                read = plain_number(at, at + 1, weak[0].value, "cardinal", "words")
        if read is None or read.value is None or read.value % 1 or read.kind != "cardinal":
            return False
        return self._decimal_end(Decimal(f"0.{zeros}{read.value}"), read.last)

    def _decimal_end(self, fraction: Decimal, end: int) -> bool:
        self.group = (self.group or _ZERO) + fraction
        self.at, self.words, self.pointed = end, True, True
        self.scale, self.room = ONE, ONE
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
