"""Numbers as dates are written with them: 05.02.2022, 2022-01-05, 20:00, 26-го, «двадцать шестого»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.grammar.numerals import Numerals
from qantar.grammar.pattern import Edge
from qantar.grammar.said import Point
from qantar.grammar.token import NUMBER, SUFFIX, Token

FIRST_YEAR, LAST_YEAR = 1500, 2100
"""Four digits outside are no year of a report: 9999, 0350."""
PIVOT = 50
"""Two-digit years below are of this century: 31.10.74 is 1974, 18.07.14 is 2014."""

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})([:.])(\d\d)(?::\d\d)?")


@dataclass(frozen=True, slots=True)
class DigitDates:
    """What a run of digits may be. ``order`` is ``dmy`` or ``open`` (5/1/2022 is then left open)."""

    order: str

    def edges(self, tokens: Sequence[Token], index: int, known: bool) -> Iterator[Edge]:
        """The keys of the number at ``index``; ``known``: what follows is a word of the calendar."""
        token = tokens[index]
        text = token.text
        glued = index + 1 < len(tokens) and tokens[index + 1].kind == SUFFIX
        if glued and not known:
            return  # 28-летняя, 5кг
        if text.isdecimal() and text.isascii():
            yield from _plain(text)
            yield from self._written(tokens, index)
            return
        if match := _DOTTED.fullmatch(text):
            day, month, year = match.groups()
            # «1.5.2» is a version: a day, month and year are padded or end in four digits
            if len(year) == 4 or len(month) == 2:
                yield Edge(
                    "{digits}", 1, Point(year=_full_year(year), month=int(month), day=int(day))
                )
        elif (
            (match := _DAY_MONTH.fullmatch(text))
            and 1 <= int(match[2]) <= 12
            and match[1] != "0"
        ):
            if 1 <= int(match[1]) <= 31:
                yield Edge("{dm}", 1, Point(month=int(match[2]), day=int(match[1])))
        if match := _CLOCK.fullmatch(text):
            hour, minute = int(match[1]), int(match[3])
            if hour <= 24 and minute < 60 and (hour < 24 or minute == 0):
                key = "{hm}" if match[2] == ":" else "{hdot}"
                yield Edge(key, 1, f"{hour % 24:02d}:{minute:02d}")

    def _written(self, tokens: Sequence[Token], index: int) -> Iterator[Edge]:
        """2022-01-05, 2022/01, 31/10/1974, 10/31/1974, 2/15: digits joined by one kind of mark."""
        parts = [tokens[index].text]
        at = index + 1
        joint = tokens[at].text if at < len(tokens) else ""
        if joint not in {"-", "/"} or (
            index and tokens[index - 1].text in {"-", "/", "."} and not tokens[index].spaced
        ):
            return
        while (
            at + 1 < len(tokens)
            and tokens[at].text == joint
            and not tokens[at].spaced
            and tokens[at + 1].kind == NUMBER
            and not tokens[at + 1].spaced
            and tokens[at + 1].text.isdecimal()
        ):
            parts.append(tokens[at + 1].text)
            at += 2
        if at < len(tokens) and tokens[at].text == joint and not tokens[at].spaced:
            return
        sizes = tuple(map(len, parts))
        numbers = [int(part) for part in parts]
        match sizes:
            case (4, 2, 2):
                if FIRST_YEAR <= numbers[0] <= LAST_YEAR:
                    yield Edge(
                        "{digits}",
                        at - index,
                        Point(year=numbers[0], month=numbers[1], day=numbers[2]),
                    )
            case (4, 2) if FIRST_YEAR <= numbers[0] <= LAST_YEAR and 1 <= numbers[1] <= 12:
                if joint == "/" and numbers[1] != (numbers[0] + 1) % 100:  # 2010/11 is a season
                    yield Edge("{digits}", at - index, Point(year=numbers[0], month=numbers[1]))
            case (1 | 2, 1 | 2, 4 | 2):
                if sizes[2] == 4 or joint == "/":
                    yield from self._ordered(
                        numbers[0], numbers[1], _full_year(parts[2]), at - index, "{digits}"
                    )
            case (1 | 2, 1 | 2):
                yield from self._ordered(numbers[0], numbers[1], None, at - index, "{slashed}")

    def _ordered(
        self, one: int, two: int, year: int | None, size: int, key: str
    ) -> Iterator[Edge]:
        if self.order == "open" and one <= 12 and two <= 12 and one != two:
            return  # the fifth of January or the first of May: nobody can tell
        day, month = (two, one) if self.order == "open" and two > 12 else (one, two)
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Edge(key, size, Point(year=year, month=month, day=day))


def _full_year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number < PIVOT else 1900)


def _plain(text: str) -> Iterator[Edge]:
    number, size = int(text), len(text)
    if size <= 3:
        yield Edge("{n}", 1, number)
    if size <= 2:
        if 1 <= number <= 31:
            yield Edge("{d}", 1, number)
        if 1 <= number <= 12:
            yield Edge("{m}", 1, number)
        if number <= 24:
            yield Edge("{h}", 1, number)
        if size == 2:
            if number < 60:
                yield Edge("{mm}", 1, number)
            yield Edge("{yy}", 1, _full_year(text))
    if size == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        yield Edge("{y}", 1, number)


def ordinal_edges(text: str, tens: bool = False) -> list[Edge]:
    """Digits with their ordinal ending: 26-го, 6th, 2022-м, 5-і; ``tens``: one that years have by the ten,
    1990-е, 1990s."""
    if not (text.isdecimal() and text.isascii() and len(text) <= 4):
        return []
    number, keys = int(text), []
    if tens and len(text) == len("1990") and number % 10 == 0:
        return [Edge("{decade}", 2, number)] if FIRST_YEAR <= number <= LAST_YEAR else []
    if 1 <= number <= 31:
        keys += ["{o}", "{d}", "{od}"]
    if number <= 24:
        keys.append("{ho}")
    if FIRST_YEAR <= number <= LAST_YEAR:
        keys += ["{y}", "{yo}"]
    return [Edge(key, 2, number) for key in keys]


def worded_edges(
    numerals: Numerals, tokens: Sequence[Token], starts: Sequence[int]
) -> list[tuple[int, Edge]]:
    """Numbers in words: «двадцать четвертого», "fifth", «две тысячи девятого», «восемь»."""
    out: list[tuple[int, Edge]] = []
    past = 0
    for first in starts:
        if first < past:
            continue
        number = numerals.read(tokens, first)
        if number is None:
            continue
        value, to = number.value, number.last
        if number.kind == "range" and number.low is not None:  # «с восьми до десяти»
            value, to = number.low, first + 1
        past = to
        if value is None or value != int(value) or not 0 <= value <= LAST_YEAR:
            continue
        keys: list[str] = []
        if number.kind == "ordinal":
            if 1 <= value <= 31:
                keys += ["{o}", "{d}"]
            if 1 <= value <= 12:
                keys.append("{m}")
            if value >= FIRST_YEAR:
                keys += ["{y}", "{yo}"]
        elif number.kind in ("cardinal", "range"):
            keys.append("{n}")
            if value <= 24:
                keys.append("{h}")
            if value < 60:
                keys.append("{mm}")
        out += [(first, Edge(key, to - first, int(value))) for key in keys]
    return out
