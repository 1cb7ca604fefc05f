"""What each question admits at its latest moment if all accounts hold that no conflict touches.

Where the estimate is the envelope of a question's own accounts, the bound takes in the others: the dead of a
country are at least those of its towns together, those of a town at most those of the country.
"""

from collections.abc import Iterable, Sequence

from qantar.domain.ledger import Account, Bound, Conflict
from qantar.domain.quantity import Interval
from qantar.reconcile.conflicts import said_of, subject
from qantar.reconcile.constraints import Constraints
from qantar.reconcile.linked import Linked, Said, groups
from qantar.reconcile.moments import Stretch
from qantar.reconcile.standing import Standing, spoken


def bounds(
    standing: Standing, numbers: Constraints, conflicts: Iterable[Conflict]
) -> tuple[Bound, ...]:
    """One bound for each question that an account outside all conflicts answers as a whole, by id.

    None where what is left still admits no solution, or where accounts may all be of single incidents.
    """
    touched = {id_ for one in conflicts for id_ in one.accounts}
    contested = {
        account.question
        for accounts in standing.by_question.values()
        for account in accounts
        if account.id in touched
    }
    said = [one for one in said_of(standing, numbers) if one.account not in touched]
    accounts = {a.id: a for group in standing.by_question.values() for a in group}
    found: list[Bound] = []
    for group in groups(numbers, said):
        latest: dict[str, tuple[Stretch, int]] = {}
        for one in group.said:
            question, moment = numbers.numbers[one.number]
            if not isinstance(moment, str):
                here = moment, one.number
                latest[question] = max(here, latest.get(question, here))
        if not latest or not group.admits(group.said):
            continue
        for question, (_, number) in sorted(latest.items()):
            found.append(_bound(standing, accounts, group, question, number, contested))
    return tuple(sorted(found, key=lambda bound: bound.question))


def _bound(
    standing: Standing,
    accounts: dict[str, Account],
    group: Linked,
    question: str,
    number: int,
    contested: set[str],
) -> Bound:
    interval = group.hull(number)
    low_from = group.low_from(number, interval.low)
    high_from = group.high_from(number, interval.high)
    return Bound(
        question=question,
        interval=interval,
        low_from=tuple(one.account for one in low_from),
        high_from=tuple(one.account for one in high_from),
        conflicted=question in contested,
        because=_because(standing, accounts, question, interval, low_from, high_from),
    )


def _because(
    standing: Standing,
    accounts: dict[str, Account],
    question: str,
    interval: Interval,
    low_from: Sequence[Said],
    high_from: Sequence[Said],
) -> str:
    def told(said: Sequence[Said]) -> str:
        return ", ".join(_told(standing, accounts[one.account], question) for one in said)

    low = f"at least {interval.low}"
    if low_from:
        low += f": {told(low_from)}"
    if interval.high is None:
        return f"{low}; nothing bounds it above"
    high = f"at most {interval.high}"
    if high_from:
        high += f": {told(high_from)}"
    return f"{low}; {high}"


def _told(standing: Standing, account: Account, question: str) -> str:
    if account.question == question:
        return spoken(account)
    return f"{spoken(account)} {subject(standing.questions[account.question])}"
