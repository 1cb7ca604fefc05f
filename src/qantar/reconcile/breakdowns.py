"""Whether counts are parts of one breakdown: what tells them apart, whether they overlap, what they add up to."""

import re
from collections.abc import Iterable, Mapping, Sequence

from qantar.domain.ledger import Account
from qantar.domain.quantity import Interval, Quantity
from qantar.reconcile.currencies import beyond_money
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import Standing


def is_partition(standing: Standing, parts: Sequence[Account]) -> bool:
    """Whether parts of one list differ in one respect and do not overlap, so that they may be added."""
    return (
        len(parts) > 1
        and dimension(standing, parts) is not None
        and not any(overlaps_any(standing, part, parts) for part in parts)
    )


def overlaps_any(standing: Standing, one: Account, others: Iterable[Account]) -> bool:
    """Whether the one's question is, or lies in or around, that of any other."""
    return any(
        other.id != one.id
        and (
            other.question == one.question
            or other.question in standing.above[one.question]
            or one.question in standing.above[other.question]
        )
        for other in others
    )


def dimension(standing: Standing, parts: Sequence[Account]) -> str | None:
    """The one respect in which parts differ."""
    questions = [standing.questions[part.question] for part in parts]
    respects: Mapping[str, set[object]] = {
        "acts": {q.measure.act for q in questions},
        "people or things": {(q.measure.object, reservation(q.population)) for q in questions},
        "places": {(q.place_id, q.place) for q in questions},
        "days": {str(q.period) for q in questions},
    }
    differing = [name for name, values in respects.items() if len(values) > 1]
    return differing[0] if len(differing) == 1 else None


def add_up(intervals: Iterable[Interval]) -> Interval:
    """The numbers a sum of such quantities allows."""
    low, high = 0, 0
    bounded = True
    for interval in intervals:
        low += interval.low
        bounded = bounded and interval.high is not None
        high += interval.high or 0
    return Interval(low, high if bounded else None)


def together(accounts: Iterable[Account]) -> Interval:
    return add_up(account.quantity.interval() for account in accounts)


def narrowed_by_number(part: Quantity, whole: Quantity) -> str:
    """What stands for the words, not read, that narrow a part which differs from its whole in number only."""
    return f"{part} of the {whole}"


def is_narrowed_by_number(population: str | None) -> bool:
    """Whether a population is told by such a stand-in and by no words of a text."""
    words = beyond_money(population)
    return words is not None and _BY_NUMBER.fullmatch(words) is not None


_BY_NUMBER = re.compile(r"[<>=~\d]\S* of the [<>=~\d]\S*")
