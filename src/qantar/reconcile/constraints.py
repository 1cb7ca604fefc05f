"""Which accounts bound each other: the numbers behind a ledger, and the sums that bind them.

A *number* is what one question's answer was at one moment; accounts of that question and moment speak
of it. An account that may be the count of one incident only, or that gives no moment, speaks of a number of
its own. The sums are few and each is true by the meaning of the words, not by the figures:

- a count that cannot fall: earlier is at most later;
- a question inside another: the part is at most the whole, at one moment or, where the whole cannot fall,
  earlier;
- places that do not overlap, and days that do not: together at most what holds them all;
- parts that a text lists of one whole: together at most the whole;
- days that fill a total's time, a toll with what was added since, and the parts of a balance: exactly the whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qantar.domain.ledger import Account, Question, Relation, RelationType
from qantar.domain.when import OPEN, When
from qantar.reconcile.additions import days_filled, growth
from qantar.reconcile.balances import balance_of
from qantar.reconcile.breakdowns import is_partition
from qantar.reconcile.count import place_key
from qantar.reconcile.moments import Stretch, stretch
from qantar.reconcile.places import Places
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import ELSE, Standing, sorted_accounts
from qantar.reconcile.system import Sum

MOMENTS = 400
"""Moments of one question that are ordered among each other; a question told at more is not bounded by
others, only by itself."""

Number = tuple[str, Stretch | str]
"""A question and a moment, or an account that speaks for itself alone."""


@dataclass(frozen=True, slots=True)
class Bond:
    """One sum between numbers, and why it holds in words."""

    parts: tuple[int, ...]
    whole: int
    complete: bool
    because: str

    @property
    def sum(self) -> Sum:
        return Sum(parts=self.parts, whole=self.whole, complete=self.complete)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """The numbers of a ledger by index, what each account says of which, and what binds them."""

    numbers: tuple[Number, ...]
    number_of: dict[str, int]
    """By account; accounts that speak of no number are absent."""
    bonds: tuple[Bond, ...]


def constraints(
    standing: Standing,
    listed: Sequence[tuple[Account, Sequence[Account]]],
    relations: Sequence[Relation],
    places: Places,
) -> Constraints:
    """The numbers and sums of a ledger. ``listed`` are wholes with the parts a text counts in them."""
    making = _Making(standing, places, _silent(relations))
    balanced = list(_balanced(standing, relations))
    making.speak(frozenset(part for parts, _, _ in balanced for part in parts))
    making.order_in_time()
    making.nest()
    making.add_up_places()
    making.add_up_days()
    making.list_parts(listed)
    making.add_lists(relations)
    making.exhaust()
    for parts, whole, because in balanced:
        making.fill(parts, whole, because)
    return Constraints(
        numbers=tuple(making.numbers),
        number_of=making.number_of,
        bonds=tuple(making.bonds),
    )


def _balanced(
    standing: Standing, relations: Iterable[Relation]
) -> Iterator[tuple[Sequence[str], str, str]]:
    """Parts, whole and reason of the sums that are balances."""
    accounts = {a.id: a for group in standing.by_question.values() for a in group}
    for one in relations:
        if one.type is RelationType.SUM:
            parts = [accounts[id_] for id_ in one.a]
            balance = balance_of(standing, accounts[one.b], parts)
            if balance is not None:
                yield one.a, one.b, balance.because


def _silent(relations: Iterable[Relation]) -> frozenset[str]:
    """Accounts that no longer speak, or of which nobody knows what they mean: put out of place by the words
    of a correction, or given beside another number in one voice."""
    silent: set[str] = set()
    for one in relations:
        if one.type is RelationType.SUPERSEDES and one.explicit:
            silent.add(one.b)
        elif one.type is RelationType.APART and one.because.startswith(
            ("one text gives", ELSE)
        ):
            silent.update((*one.a, one.b))
    return frozenset(silent)


class _Making:
    """Numbers and bonds, gathered step by step in an order that depends on nothing but the content."""

    def __init__(self, standing: Standing, places: Places, silent: frozenset[str]) -> None:
        self._standing = standing
        self._places = places
        self._silent = silent
        self.numbers: list[Number] = []
        self._index: dict[Number, int] = {}
        self.number_of: dict[str, int] = {}
        self.bonds: list[Bond] = []
        self._told: dict[str, list[Stretch]] = {}
        """Moments at which a question is answered, in time."""
        self._whole: dict[str, list[Stretch]] = {}
        """Those at which it is answered by a running total, in time: only such a figure surely holds
        the counts of parts."""
        self._below: dict[str, list[str]] = {}

    def _number(self, number: Number) -> int:
        at = self._index.get(number)
        if at is None:
            at = self._index[number] = len(self.numbers)
            self.numbers.append(number)
        return at

    def _bind(
        self, parts: Iterable[int], whole: int, because: str, complete: bool = False
    ) -> None:
        parts = tuple(dict.fromkeys(parts))
        if parts and whole not in parts:
            self.bonds.append(Bond(parts, whole, complete, because))

    def speak(self, balanced: frozenset[str]) -> None:
        """``balanced`` are parts of a balance: with the others they are all of the whole, so none of them is
        the count of one incident or one hospital."""
        standing = self._standing
        for id_ in sorted(standing.by_question):
            told: set[Stretch] = set()
            totals: set[Stretch] = set()
            for account in sorted_accounts(standing.by_question[id_]):
                if not self._speaks(account):
                    continue
                moment = account.as_of
                assert moment is not None
                if standing.is_loose(account) and account.id not in balanced:
                    self.number_of[account.id] = self._number((id_, account.id))
                    continue
                at = stretch(moment)
                self.number_of[account.id] = self._number((id_, at))
                told.add(at)
                if account.id in standing.totals:
                    totals.add(at)
            if len(told) <= MOMENTS:
                self._told[id_] = sorted(told)
                self._whole[id_] = sorted(totals)
                for wider in sorted(standing.above[id_]):
                    self._below.setdefault(wider, []).append(id_)

    def _speaks(self, account: Account) -> bool:
        standing = self._standing
        return not (
            account.denied
            or account.as_of is None
            or account.as_of.is_partial
            or account.id in standing.retracted
            or account.id in standing.headlines
            or account.id in self._silent
        )

    def order_in_time(self) -> None:
        for id_, told in sorted(self._told.items()):
            if not self._standing.questions[id_].cumulative:
                continue
            for at in told:
                for before in _just_before(at, told):
                    because = "a count that cannot fall"
                    self._bind([self._index[id_, before]], self._index[id_, at], because)

    def nest(self) -> None:
        """A question inside another of the same act. Of different acts (those in hospital, those hurt)
        only a text knows that it counts the one in the other; see ``list_parts``."""
        for wider, inner in self._nested():
            for part in self._told[inner.id]:
                for whole in self._holding(wider, part):
                    self._bind(
                        [self._index[inner.id, part]],
                        self._index[wider.id, whole],
                        _inside(inner, wider),
                    )

    def _nested(self) -> Iterator[tuple[Question, Question]]:
        questions = self._standing.questions
        for wider, inner in sorted(self._below.items()):
            if self._whole.get(wider):
                for id_ in inner:
                    if questions[id_].measure.act == questions[wider].measure.act:
                        yield questions[wider], questions[id_]

    def _holding(self, wider: Question, part: Stretch) -> list[Stretch]:
        """The nearest moments of a whole at which it must hold what a part had reached."""
        whole = self._whole[wider.id]
        if not wider.cumulative:
            return [at for at in whole if at == part]
        later = [at for at in whole if at[0] > part[1] or _covers(at, part)]
        return [at for at in later if not any(other[1] < at[0] for other in later)]

    def add_up_places(self) -> None:
        for wider in sorted(self._below):
            whole = self._standing.questions[wider]
            for group in self._apart_in_place(whole):
                self._add_up(whole, group, "places that do not overlap")

    def _apart_in_place(self, whole: Question) -> list[list[Question]]:
        """Questions that differ from the whole only in lying at places inside it which do not overlap;
        a place that overlaps one already taken begins another group. A group that has once refused a place
        goes on refusing it, and is not asked again."""
        groups: list[list[Question]] = []
        refused: dict[str | None, int] = {}
        """How many groups, from the first, a place does not fit into."""
        for id_ in self._below[whole.id]:
            part = self._standing.questions[id_]
            same = (part.measure, part.period, reservation(part.population), part.increment)
            if same != (
                whole.measure,
                whole.period,
                reservation(whole.population),
                whole.increment,
            ):
                continue
            place = place_key(part.place_id, part.place)
            at = refused.get(place, 0)
            while at < len(groups) and not all(self._are_apart(part, o) for o in groups[at]):
                at += 1
            refused[place] = at
            if at == len(groups):
                groups.append([])
            groups[at].append(part)
        return [group for group in groups if len(group) > 1]

    def _are_apart(self, one: Question, other: Question) -> bool:
        a, b = (
            place_key(one.place_id, one.place),
            place_key(other.place_id, other.place),
        )
        return a is not None and b is not None and self._places.are_apart(a, b, one.period)

    def add_up_days(self) -> None:
        for wider in sorted(self._below):
            whole = self._standing.questions[wider]
            if not whole.cumulative:
                continue
            days = [
                part
                for id_ in self._below[wider]
                if _is_closed((part := self._standing.questions[id_]).period)
                and part.period != whole.period
                and (part.measure, part.place_id, part.place, reservation(part.population))
                == (whole.measure, whole.place_id, whole.place, reservation(whole.population))
            ]
            chosen: list[Question] = []
            for part in sorted(days, key=lambda q: (_days(q.period), q.id)):
                last = chosen[-1].period if chosen else None
                if last is None or _days(last)[1] < _days(part.period)[0]:
                    chosen.append(part)
            if len(chosen) > 1:
                self._add_up(whole, chosen, "days that do not overlap")

    def _add_up(self, whole: Question, parts: Sequence[Question], because: str) -> None:
        for at in self._whole.get(whole.id, ()):
            numbers = []
            for part in parts:
                reached = self._reached(part, at, whole.cumulative)
                if reached is not None:
                    numbers.append(reached)
            if len(numbers) > 1:
                self._bind(numbers, self._index[whole.id, at], because)

    def _reached(self, part: Question, at: Stretch, cumulative: bool) -> int | None:
        """The number a part had reached by the moment of its whole."""
        told = self._told.get(part.id, ())
        if at in told:
            return self._index[part.id, at]
        if not cumulative or not part.cumulative:
            return None
        before = [b for b in told if b[1] < at[0] or _covers(at, b)]
        nearest = [b for b in before if not any(b[1] < other[0] for other in before)]
        if not nearest:
            return None
        number = self._number((part.id, at))
        for moment in nearest:
            self._bind([self._index[part.id, moment]], number, "a count that cannot fall")
        return number

    def list_parts(self, listed: Iterable[tuple[Account, Sequence[Account]]]) -> None:
        for whole, parts in listed:
            if whole.id not in self.number_of:
                continue
            told = [
                part
                for part in parts
                if part.id in self.number_of and self._is_known_inside(part, whole)
            ]
            numbers = [self.number_of[part.id] for part in told]
            because = "a text counts them inside it"
            for number in numbers:
                self._bind([number], self.number_of[whole.id], "a text counts it inside")
            if is_partition(self._standing, told):
                self._bind(numbers, self.number_of[whole.id], because)

    def _is_known_inside(self, part: Account, whole: Account) -> bool:
        """Where two texts count each in the other, neither is believed."""
        return (
            part.question == whole.question
            or whole.question in self._standing.above[part.question]
        )

    def add_lists(self, relations: Iterable[Relation]) -> None:
        """Parts that add up to their whole have nobody in common, whatever words tell them apart."""
        for one in relations:
            if one.type is RelationType.SUM:
                self.fill(one.a, one.b, "a text adds them up", complete=False)

    def exhaust(self) -> None:
        """Of lists only balances leave nothing over for sure, and time does. Numbers of a list that add up show that its author left
        nobody out, not that another counts the same kinds of people."""
        for total, days in days_filled(self._standing):
            self.fill([day.id for day in days], total.id, "days that fill the whole time")
        for earlier, added, total in growth(self._standing):
            self.fill([earlier.id, added.id], total.id, "a toll and what was added to it since")

    def fill(
        self, parts: Sequence[str], whole: str, because: str, complete: bool = True
    ) -> None:
        if whole in self.number_of and all(part in self.number_of for part in parts):
            numbers = [self.number_of[part] for part in parts]
            if len(set(numbers)) == len(numbers):
                self._bind(numbers, self.number_of[whole], because, complete)


def _just_before(at: Stretch, told: Sequence[Stretch]) -> list[Stretch]:
    """The moments over before this one begins that no other comes between."""
    before = [one for one in told if one[1] < at[0]]
    if not before:
        return []
    latest = max(one[0] for one in before)
    return [one for one in before if one[1] >= latest]


def _covers(outer: Stretch, inner: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _days(period: When | None) -> Stretch:
    assert period is not None
    return stretch(period)


def _is_closed(period: When | None) -> bool:
    return (
        period is not None and not period.is_partial and OPEN not in (period.start, period.end)
    )


def _inside(inner: Question, wider: Question) -> str:
    if (inner.place_id, inner.place) != (wider.place_id, wider.place):
        return f"{inner.place} lies in {wider.place}"
    if inner.period != wider.period:
        return "the days lie in the time of the whole"
    if inner.measure != wider.measure:
        return f"every {inner.measure.object} is a {wider.measure.object}"
    return "the narrower count lies in the wider"
