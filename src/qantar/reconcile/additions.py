"""Totals and what was added: days that fill the time of a total, and a toll with what came since."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from qantar.domain.ledger import Account
from qantar.domain.when import OPEN, When
from qantar.reconcile.breakdowns import add_up
from qantar.reconcile.moments import days_between, is_later, lies_in, order
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import Standing


def days_filled(standing: Standing) -> list[tuple[Account, list[Account]]]:
    """Totals whose period is filled day by day by additions of the same counter or the same
    report: «за ночь 3000… за ночь 2000… разом за дві доби»."""
    below: dict[str, list[Account]] = {}
    by_period: Callable[[Account], tuple[object, ...]]
    by_period = lambda a: (order(standing.questions[a.question].period), a.id)  # noqa: E731
    for question, accounts in sorted(standing.by_question.items()):
        inner = standing.questions[question]
        if (
            inner.period is None
            or inner.period.is_partial
            or OPEN in (inner.period.start, inner.period.end)
        ):
            continue
        for wider in standing.above[question]:
            outer = standing.questions[wider]
            same = (outer.measure, outer.place_id, outer.place, reservation(outer.population))
            if same == (
                inner.measure,
                inner.place_id,
                inner.place,
                reservation(inner.population),
            ):
                below.setdefault(wider, []).extend(a for a in accounts if not a.denied)
    found = []
    for wider, additions in sorted(below.items()):
        told: dict[str, list[Account]] = {}
        for addition in sorted(additions, key=by_period):
            for by in sorted(
                {f"line {addition.line}", *(f"in {a.document}" for a in addition.appearances)}
            ):
                told.setdefault(by, []).append(addition)
        twice = {by for by, found in told.items() if _is_any_twice(standing, found)}
        for total in standing.by_question[wider]:
            if total.denied:
                continue
            voices = {f"line {total.line}", *(f"in {a.document}" for a in total.appearances)}
            if not voices & twice:
                own = {a.id: a for by in sorted(voices) for a in told.get(by, ())}
                days = _days_to(standing, total, sorted(own.values(), key=by_period))
                if len(days) > 1:
                    found.append((total, days))
    return found


def _is_any_twice(standing: Standing, additions: Sequence[Account]) -> bool:
    """Whether one stretch of days is told twice; the additions in their order."""
    periods = [standing.questions[a.question].period for a in additions]
    return any(a == b for a, b in pairwise(periods))


def _days_to(standing: Standing, total: Account, own: Sequence[Account]) -> list[Account]:
    """The additions of the same counter or report, in their order, that fill the total's period to its
    moment, one a stretch; none if a stretch is missing or told in two ways."""
    period = standing.questions[total.question].period
    if period is None or period.is_partial or period.start == OPEN:
        return []
    if total.as_of is None or total.as_of.end == OPEN:
        return []
    periods = [p for a in own if (p := standing.questions[a.question].period) is not None]
    if not periods or any(a == b for a, b in pairwise(periods)):
        return []
    starts = lies_in(When(periods[0].start), When(period.start))
    ends = When(periods[-1].end) == When(total.as_of.end)
    return (
        list(own)
        if starts and ends and all(days_between(a, b) < 1 for a, b in pairwise(periods))
        else []
    )


def growth(standing: Standing) -> list[tuple[Account, Account, Account]]:
    """An earlier total, what was added since, and the later total they make."""
    found = []
    told: dict[tuple[str, str], list[Account]] = {}
    reached: dict[tuple[str, int], list[Account]] = {}
    for question, accounts in standing.by_question.items():
        for account in accounts:
            interval = account.quantity.interval()
            told.setdefault((account.utterance, question), []).append(account)
            if interval.low == interval.high:
                reached.setdefault((question, interval.low), []).append(account)
    for question, accounts in sorted(standing.by_question.items()):
        inner = standing.questions[question]
        if inner.period is None or inner.period.is_partial:
            continue
        for increment in accounts:
            added = increment.quantity.interval()
            for total in _wholes_of(standing, told, increment):
                before = total.quantity.interval().low - added.low
                for earlier in reached.get((total.question, before), ()):
                    if _grew(earlier, inner.period, increment, total):
                        found.append((earlier, increment, total))
    return found


def _wholes_of(
    standing: Standing, told: Mapping[tuple[str, str], Sequence[Account]], part: Account
) -> list[Account]:
    """What the same utterance says of wider questions of the same measure."""
    return [
        account
        for question in sorted(standing.above[part.question])
        if standing.questions[question].measure == standing.questions[part.question].measure
        for account in told.get((part.utterance, question), ())
        if not account.denied
    ]


def _grew(earlier: Account, period: When, increment: Account, total: Account) -> bool:
    if earlier.denied or earlier.as_of is None or not is_later(period, earlier.as_of):
        return False
    if total.as_of is None or total.as_of.end == OPEN:
        return False
    if not lies_in(period, When(f"{OPEN}/{total.as_of.end}")):
        return False
    near = days_between(earlier.as_of, period) < 1
    added = add_up([earlier.quantity.interval(), increment.quantity.interval()])
    return near and added == total.quantity.interval() and added.low == added.high
