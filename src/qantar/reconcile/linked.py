"""A group of numbers that sums link with each other, and what is said of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from qantar.domain.quantity import Interval
from qantar.reconcile.constraints import Bond, Constraints
from qantar.reconcile.system import Sum, System

CLIMB = 4
"""How many times as many steps as there are sums the least numbers are raised in, before a circle is given up."""


@dataclass(frozen=True, slots=True)
class Said:
    """One account's word on one number."""

    account: str
    number: int
    interval: Interval


class Lows:
    """The least each number can be, and which sayings and sums make it so."""

    def __init__(
        self, index: dict[int, int], lows: list[int], why: list[Said | Bond | None]
    ) -> None:
        self._index = index
        self._lows = lows
        self._why = why

    def least(self, number: int) -> int:
        return self._lows[self._index[number]]

    def support(self, number: int) -> list[Said]:
        """The sayings the least of a number rests on, strongest first."""
        return [s for s in self._chain(number) if isinstance(s, Said)]

    def bonds(self, number: int) -> list[Bond]:
        return [b for b in self._chain(number) if isinstance(b, Bond)]

    def _chain(self, number: int) -> list[Said | Bond]:
        chain: list[Said | Bond] = []
        todo, seen = [number], {number}
        while todo:
            why = self._why[self._index[todo.pop()]]
            if why is None:
                continue
            chain.append(why)
            if isinstance(why, Bond):
                for part in why.parts:
                    if part not in seen:
                        seen.add(part)
                        todo.append(part)
        return chain


class Linked:
    """One group of linked numbers."""

    def __init__(
        self, numbers: Sequence[int], bonds: Sequence[Bond], said: Sequence[Said]
    ) -> None:
        self.said = said
        self.numbers = numbers
        self._index = {number: at for at, number in enumerate(numbers)}
        self._bonds = bonds
        self.complete = [bond for bond in bonds if bond.complete]
        self._whole_system: System | None = None
        self._narrowed: tuple[list[int], list[int | None]] | None = None
        self._low: Lows | None = None
        self._rank: dict[int, int] | None = None
        self._above: dict[int, list[Bond]] = {}
        self._into: dict[int, list[Bond]] = {}
        for bond in bonds:
            self._into.setdefault(bond.whole, []).append(bond)
            for part in bond.parts:
                self._above.setdefault(part, []).append(bond)

    def under(self, number: int) -> "Linked":
        """The part of the group that the least of a number depends on; all of it where breakdowns leave
        nothing over, since those bind downwards, too."""
        if self.complete:
            return self
        below, todo, bonds = {number}, [number], list[Bond]()
        while todo:
            for bond in self._into.get(todo.pop(), ()):
                bonds.append(bond)
                new = set(bond.parts) - below
                below |= new
                todo += sorted(new)
        if len(below) == len(self.numbers):
            return self
        said = [one for one in self.said if one.number in below]
        return Linked([n for n in self.numbers if n in below], bonds, said)

    def _system_of(self, bonds: Sequence[Bond]) -> System:
        return System(
            len(self._index),
            [
                Sum(
                    parts=tuple(self._index[part] for part in bond.parts),
                    whole=self._index[bond.whole],
                    complete=bond.complete,
                )
                for bond in bonds
            ],
        )

    @property
    def _system(self) -> System:
        if self._whole_system is None:
            self._whole_system = self._system_of(self._bonds)
        return self._whole_system

    def admits(self, said: Iterable[Said]) -> bool:
        """Whether numbers exist that satisfy it. Where nothing must be left over exactly, the least numbers do
        if any do."""
        said = list(said)
        if self.complete:
            return self._system.admits((self._index[s.number], s.interval) for s in said)
        lows = self.lows(said)
        return all(
            one.interval.high is None or lows.least(one.number) <= one.interval.high
            for one in said
        )

    def lows(self, said: Iterable[Said]) -> Lows:
        """The least numbers that satisfy what is said, upper ends left out of account. In circles, which only
        texts that contradict each other make, they would climb for ever: there the climbing is broken off."""
        lows = [0] * len(self._index)
        why: list[Said | Bond | None] = [None] * len(self._index)
        for one in said:
            at = self._index[one.number]
            if one.interval.low > lows[at]:
                lows[at], why[at] = one.interval.low, one
        rank = self._ranks()
        todo = [(rank[number], number) for number, at in self._index.items() if lows[at]]
        heapify(todo)
        steps = CLIMB * (len(self._bonds) + len(todo))
        while todo and steps:
            steps -= 1
            _, number = heappop(todo)
            while todo and todo[0][1] == number:
                heappop(todo)
            for bond in self._above.get(number, ()):
                least = sum(lows[self._index[part]] for part in bond.parts)
                whole = self._index[bond.whole]
                if least > lows[whole]:
                    lows[whole], why[whole] = least, bond
                    heappush(todo, (rank[bond.whole], bond.whole))
        return Lows(self._index, lows, why)

    def _ranks(self) -> dict[int, int]:
        """Numbers in an order in which parts come before what holds them, so that each is raised once; those in
        circles come last."""
        if self._rank is None:
            into = {number: len(self._into.get(number, ())) for number in self.numbers}
            waits = {id(bond): len(bond.parts) for bond in self._bonds}
            free = [number for number in self.numbers if not into[number]]
            ranks: dict[int, int] = {}
            for number in free:  # grows while it is walked
                ranks[number] = len(ranks)
                for bond in self._above.get(number, ()):
                    waits[id(bond)] -= 1
                    if not waits[id(bond)]:
                        into[bond.whole] -= 1
                        if not into[bond.whole]:
                            free.append(bond.whole)
            for number in self.numbers:
                ranks.setdefault(number, len(ranks))
            self._rank = ranks
        return self._rank

    def hull(self, number: int) -> Interval:
        """What all that is said admits for one number; asked only of a group that admits it."""
        if self._narrowed is None:
            lows: list[int] = [0] * len(self._index)
            highs: list[int | None] = [None] * len(self._index)
            for one in self.said:
                at, high = self._index[one.number], one.interval.high
                lows[at] = max(lows[at], one.interval.low)
                if high is not None:
                    before = highs[at]
                    highs[at] = high if before is None else min(high, before)
            self._narrowed = self._system.narrowed(lows, highs)
        assert self._narrowed is not None, "a group that admits what is said has bounds"
        return self._system.hull(self._index[number], *self._narrowed)

    def low_from(self, number: int, low: int) -> list[Said]:
        """Sayings that give the least a number can be; all of its breakdowns' where those decide."""
        if low == 0:
            return []
        if self._low is None:
            self._low = self.lows(self.said)
        if self._low.least(number) == low:
            return self._low.support(number)
        return self._around(number)

    def high_from(self, number: int, high: int | None) -> list[Said]:
        """Sayings that give the most a number can be."""
        if high is None:
            return []
        if self._low is None:
            self._low = self.lows(self.said)
        others: list[Said] = []
        seen = {number}
        while True:
            own = [s for s in self.said if s.number == number and s.interval.high == high]
            if own:
                return [own[0], *others]
            for bond in self._above.get(number, ()):
                beside = [part for part in bond.parts if part != number]
                room = high + sum(self._low.least(part) for part in beside)
                if self.hull(bond.whole).high == room and bond.whole not in seen:
                    others += [s for part in beside for s in self._low.support(part)]
                    number, high = bond.whole, room
                    seen.add(number)
                    break
            else:
                return self._around(number)

    def _around(self, number: int) -> list[Said]:
        near = {number}
        for bond in self.complete:
            if number in (*bond.parts, bond.whole):
                near.update((*bond.parts, bond.whole))
        return [one for one in self.said if one.number in near]

    def reason(self, said: Sequence[Said]) -> str:
        """Why the sayings of a conflicting set cannot all hold."""
        lows = self.lows(said)
        for one in said:
            top = one.interval.high
            if top is not None and lows.least(one.number) > top:
                bonds = lows.bonds(one.number)
                grounds = list(dict.fromkeys(bond.because for bond in reversed(bonds)))
                return f"{', '.join(grounds)}: {lows.least(one.number)} or more against {top} or fewer"
        needed = list(self._bonds)
        for bond in self._bonds:
            fewer = [other for other in needed if other is not bond]
            boxes = [(self._index[s.number], s.interval) for s in said]
            if not self._system_of(fewer).admits(boxes):
                needed = fewer
        return ", ".join(dict.fromkeys(bond.because for bond in needed))


def _linked(size: int, bonds: Iterable[Bond]) -> list[int]:
    """For each number the least of those it is linked with."""
    top = list(range(size))

    def find(at: int) -> int:
        while top[at] != at:
            top[at] = top[top[at]]
            at = top[at]
        return at

    for bond in bonds:
        for part in bond.parts:
            a, b = sorted((find(part), find(bond.whole)))
            top[b] = a
    return [find(at) for at in range(size)]


def groups(numbers: Constraints, said: Sequence[Said]) -> Iterator[Linked]:
    """The groups in which anything is said, in a fixed order; a number bound to no other is one alone."""
    top = _linked(len(numbers.numbers), numbers.bonds)
    members: dict[int, list[int]] = {}
    for number, group in enumerate(top):
        members.setdefault(group, []).append(number)
    bonds: dict[int, list[Bond]] = {}
    for bond in numbers.bonds:
        bonds.setdefault(top[bond.whole], []).append(bond)
    told: dict[int, list[Said]] = {}
    for one in said:
        told.setdefault(top[one.number], []).append(one)
    for group in sorted(told):
        yield Linked(members[group], bonds.get(group, ()), told[group])
