"""Whole numbers that must fit together: parts that are at most, or exactly, their whole.

One kind of constraint says all that reconciling needs: the sum of some numbers is at most another
(``x ≤ y`` is a sum of one part), or equal to it where nothing of the whole is left over. Numbers are
whole and not negative; what a number may be is an interval, open above or not.

The answers are exact. Bounds are narrowed until nothing moves; that decides every system without equalities,
because the least numbers it leaves are themselves a solution. Where equalities remain unmet, the system
is searched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qantar.domain.quantity import Interval

STEPS = 20_000
"""Constraints looked at in one search. Nested counts need dozens; a system that needs more is left
undecided, which counts as possible: silence before a false alarm."""

DEPTH = 200
"""Choices in a row after which a search is given up likewise."""

Lows = list[int]
Highs = list[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """``parts`` together are at most ``whole``, or equal to it if ``complete``; numbers by index."""

    parts: tuple[int, ...]
    whole: int
    complete: bool = False


class Exhausted(Exception):
    """The search took too many steps."""


class System:
    """Numbers by index, and the sums that bind them."""

    def __init__(self, size: int, sums: Sequence[Sum]) -> None:
        self.size = size
        self.sums = tuple(sums)
        self._complete = tuple(one for one in self.sums if one.complete)
        self._plain = all(len(one.parts) == 1 and not one.complete for one in self.sums)
        self._touching: list[list[int]] = [[] for _ in range(size)]
        for at, one in enumerate(self.sums):
            for number in {*one.parts, one.whole}:
                self._touching[number].append(at)

    def admits(self, boxes: Iterable[tuple[int, Interval]]) -> bool:
        """Whether numbers exist that lie in all the intervals given and satisfy every sum."""
        lows: Lows = [0] * self.size
        highs: Highs = [None] * self.size
        for number, interval in boxes:
            lows[number] = max(lows[number], interval.low)
            highs[number] = _least(highs[number], interval.high)
        return self.is_possible(lows, highs)

    def is_possible(self, lows: Lows, highs: Highs) -> bool:
        """Whether a solution lies between the bounds; True as well if the search gave up."""
        lows, highs = list(lows), list(highs)
        if self._complete:
            # Without an end the search could climb for ever; the ceiling takes no solution away.
            top = self._ceiling(lows, highs)
            highs = [top if high is None else high for high in highs]
        try:
            return self._search(lows, highs, [STEPS])
        except Exhausted:
            return True

    def narrowed(self, lows: Lows, highs: Highs) -> tuple[Lows, Highs] | None:
        """The bounds that every solution keeps; None if there is none."""
        lows, highs = list(lows), list(highs)
        try:
            return (
                (lows, highs) if self._narrow(lows, highs, [STEPS + 50 * self.size]) else None
            )
        except Exhausted:
            return lows, highs

    def hull(self, number: int, lows: Lows, highs: Highs) -> Interval:
        """The least interval that holds every value of one number in the solutions, given bounds that
        ``narrowed`` has returned and that admit a solution."""
        low, high = lows[number], highs[number]
        if self._plain:
            return Interval(low, high)
        if self._complete and not self._with(number, low, low, lows, highs):
            low = self._end(number, lows, highs, least=True) or 0
        if high is None or not self._with(number, high, high, lows, highs):
            high = self._end(number, lows, highs, least=False) if self._binds(high) else None
        return Interval(low, high)

    def _binds(self, high: int | None) -> bool:
        """Whether a search could find a bound that narrowing did not: only equalities hide one."""
        return high is not None or bool(self._complete)

    def _end(self, number: int, lows: Lows, highs: Highs, *, least: bool) -> int | None:
        """The least or greatest value with a solution, found by halving."""
        first, last = lows[number], highs[number]
        if last is None:
            last = self._ceiling(lows, highs)
            if not least and self._with(number, last, None, lows, highs):
                return None
        while first < last:
            middle = (first + last) // 2
            if least:
                if self._with(number, first, middle, lows, highs):
                    last = middle
                else:
                    first = middle + 1
            elif self._with(number, middle + 1, last, lows, highs):
                first = middle + 1
            else:
                last = middle
        return first

    def _with(self, number: int, low: int, high: int | None, lows: Lows, highs: Highs) -> bool:
        if high is not None and high < low:
            return False
        lows, highs = list(lows), list(highs)
        lows[number], highs[number] = low, high
        try:
            return self._search(lows, highs, [STEPS], self._touching[number])
        except Exhausted:
            return True

    def _ceiling(self, lows: Lows, highs: Highs) -> int:
        """A number so great that a system with any solution has one below it: corners of the solutions
        are quotients of determinants (Cramer), whose rows are the sums; whole-numbered solutions lie
        within as many times that as there are numbers (Schrijver 1986, theorem 17.1)."""
        ceiling = 1 + sum(lows) + sum(high for high in highs if high is not None)
        for one in self.sums:
            if len(one.parts) > 1:
                ceiling *= len(one.parts) + 1
        return ceiling * (self.size + 1)

    def _search(
        self, lows: Lows, highs: Highs, steps: list[int], moved: Sequence[int] | None = None
    ) -> bool:
        if not self._narrow(lows, highs, steps, moved):
            return False
        short = next(
            (s for s in self._complete if lows[s.whole] > sum(lows[p] for p in s.parts)),
            None,
        )
        if short is None:
            return True  # the least numbers satisfy every sum
        steps[0] -= STEPS // DEPTH
        if steps[0] < 0:
            raise Exhausted
        missing = lows[short.whole] - sum(lows[p] for p in short.parts)
        part = next(p for p in short.parts if highs[p] is None or lows[p] < (highs[p] or 0))
        high = highs[part]
        raised = lows[part] + missing if high is None else min(high, lows[part] + missing)
        more = list(lows)
        more[part] = raised
        if self._search(more, list(highs), steps):
            return True
        highs[part] = raised - 1
        return self._search(lows, highs, steps)

    def _narrow(
        self, lows: Lows, highs: Highs, steps: list[int], moved: Sequence[int] | None = None
    ) -> bool:
        """Tightens the bounds in place until nothing moves; False if one becomes empty. ``moved`` are
        the sums to begin with where the others are known to be at rest."""
        if moved is None and any(
            high is not None and high < low for low, high in zip(lows, highs, strict=True)
        ):
            return False
        todo = list(reversed(range(len(self.sums)) if moved is None else moved))
        waiting = set(todo)
        while todo:
            at = todo.pop()
            waiting.discard(at)
            steps[0] -= 1
            if steps[0] < 0:
                raise Exhausted
            for number in self._tighten(self.sums[at], lows, highs):
                high = highs[number]
                if high is not None and high < lows[number]:
                    return False
                for other in self._touching[number]:
                    if other not in waiting:
                        waiting.add(other)
                        todo.append(other)
        return True

    @staticmethod
    def _tighten(one: Sum, lows: Lows, highs: Highs) -> list[int]:
        """The numbers one sum moves."""
        moved = []
        least = sum(lows[part] for part in one.parts)
        if least > lows[one.whole]:
            lows[one.whole] = least
            moved.append(one.whole)
        top = highs[one.whole]
        if top is not None:
            for part in one.parts:
                room = top - (least - lows[part])
                high = highs[part]
                if high is None or room < high:
                    highs[part] = room
                    moved.append(part)
        if not one.complete:
            return moved
        open_parts = [part for part in one.parts if highs[part] is None]
        most = sum(highs[part] or 0 for part in one.parts)
        if not open_parts and (top is None or most < top):
            highs[one.whole] = most
            moved.append(one.whole)
        for part in one.parts:
            if open_parts in ([], [part]):
                others = most - (highs[part] or 0)
                if lows[one.whole] - others > lows[part]:
                    lows[part] = lows[one.whole] - others
                    moved.append(part)
        return moved


def _least(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
