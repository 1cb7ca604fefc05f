"""Which accounts of a crowded question are held against which, so that no contradiction goes unseen.

Up to ``FEW`` accounts everyone is compared with everyone. Of more, nobody reads every pair, and their number grows
with the square. Each account is then held against

- its neighbours in time;
- what stands in the same report;
- the next before and after it on its own line, for succession;
- the *ends* at its moment: the account that allows the least and the one that asks for the most. Two intervals
  have no number in common exactly if the one ends below where the other begins, so whatever contradicts any account
  of that moment contradicts one of the ends. Of a count that cannot fall, likewise the most asked for
  before. The ends of all, and of those that no later count of their line can have replaced.

A contradiction so left out is between accounts both of which contradict an end.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from qantar.domain.ledger import Account
from qantar.reconcile.moments import Stretch, order, stretch
from qantar.reconcile.standing import Standing

FEW = 60
"""Accounts of one question up to which all pairs are compared."""
NEAR = 2
"""Neighbours in time that an account of a crowded question is compared with, on either side."""

Pair = tuple[Account, Account]


def crowded_pairs(standing: Standing, accounts: Sequence[Account]) -> Iterator[Pair]:
    """The pairs of a crowded question to be compared; ``accounts`` are those that stand, in time. A pair
    may come more than once."""
    for at, one in enumerate(accounts):
        for other in accounts[at + 1 : at + 1 + NEAR]:
            yield one, other
    yield from _in_one_report(accounts)
    yield from _in_succession(standing, accounts)
    firm = [a for a in accounts if _is_dated(a) and not standing.is_loose(a)]
    last = _last_of_their_lines(firm)
    yield from _with_ends(standing, firm, firm)
    yield from _with_ends(standing, firm, [a for a in firm if a.id in last])


def _is_dated(account: Account) -> bool:
    return account.as_of is not None and not account.as_of.is_partial


def _moment(account: Account) -> Stretch:
    assert account.as_of is not None
    return stretch(account.as_of)


def _in_one_report(accounts: Iterable[Account]) -> Iterator[Pair]:
    by_document: dict[str, dict[str, Account]] = {}
    for account in accounts:
        for appearance in account.appearances:
            by_document.setdefault(appearance.document, {})[account.id] = account
    for group in by_document.values():
        told = list(group.values())
        for at, one in enumerate(told):
            for other in told[at + 1 :]:
                yield one, other


def _in_succession(standing: Standing, accounts: Iterable[Account]) -> Iterator[Pair]:
    """Each account with one of the moment before and one of the moment after on its line; what may be
    of one incident only succeeds its own speaker alone."""
    lines: dict[tuple[str, str | None], dict[Stretch, list[Account]]] = {}
    for account in accounts:
        if _is_dated(account) and account.line != "not named":
            speaker = (account.speaker or "") if standing.is_loose(account) else None
            moments = lines.setdefault((account.line, speaker), {})
            moments.setdefault(_moment(account), []).append(account)
    for moments in lines.values():
        ordered = sorted(moments)
        starts = [at[0] for at in ordered]
        for moment in ordered:
            later = bisect_left(starts, moment[1])
            while later < len(ordered) and starts[later] <= moment[1]:
                later += 1
            if later == len(ordered):
                continue
            old, new = moments[moment], moments[ordered[later]]
            for one in old:
                for other in _closest_said(standing, new):
                    yield one, other
            for other in new:
                for one in _closest_said(standing, old):
                    yield one, other


def _closest_said(standing: Standing, accounts: Sequence[Account]) -> list[Account]:
    """Two of different numbers, so that no account lies inside both, and the one that allows the most, which a
    count that cannot fall may have reached from any before; headlines last."""

    def width(account: Account) -> tuple[bool, float]:
        interval = standing.interval(account)
        wide = float("inf") if interval.high is None else interval.high - interval.low
        return account.id in standing.headlines, wide

    first = min(accounts, key=width)
    others = [a for a in accounts if a.quantity != first.quantity]
    if not others:
        return [first]
    return [first, min(others, key=width), max(others, key=lambda a: standing.interval(a).low)]


def _last_of_their_lines(accounts: Iterable[Account]) -> frozenset[str]:
    """Accounts that no other of their line comes after, and those of nobody's line."""
    begun: dict[str, Stretch] = {}
    accounts = list(accounts)
    for account in accounts:
        moment = _moment(account)
        begun[account.line] = max(moment, begun.get(account.line, moment))
    return frozenset(
        a.id for a in accounts if a.line == "not named" or _moment(a)[1] >= begun[a.line][0]
    )


def _with_ends(
    standing: Standing, accounts: Sequence[Account], others: Sequence[Account]
) -> Iterator[Pair]:
    """Each account with the ends of the others at its moment, and, of a count that cannot fall, with
    the most asked for before it and the least allowed after it."""
    if not others:
        return
    cumulative = standing.questions[others[0].question].cumulative
    by_moment: dict[Stretch, list[Account]] = {}
    for account in others:
        by_moment.setdefault(_moment(account), []).append(account)
    ends = {at: _ends(standing, group) for at, group in by_moment.items()}
    around: dict[Stretch, list[Account]] = {}
    for account in accounts:
        moment = _moment(account)
        if moment not in around:
            near, before, after = [], [], []
            for at, of_moment in ends.items():
                if at[1] < moment[0]:
                    before += of_moment
                elif at[0] > moment[1]:
                    after += of_moment
                else:
                    near += of_moment
            around[moment] = _ends(standing, near)
            if cumulative:
                around[moment] += _ends(standing, before) + _ends(standing, after)
        for end in around[moment]:
            if end.id != account.id:
                yield account, end


def _ends(standing: Standing, accounts: Sequence[Account]) -> list[Account]:
    """The account that allows the least, the one that asks for the most, and for each the next from another
    report: one text's two numbers are not held against each other."""

    def top(account: Account) -> tuple[float, object]:
        high = standing.interval(account).high
        return float("inf") if high is None else high, (order(account.as_of), account.id)

    def floor(account: Account) -> tuple[float, object]:
        return -standing.interval(account).low, (order(account.as_of), account.id)

    found: list[Account] = []
    for key in (top, floor):
        if accounts:
            first = min(accounts, key=key)
            reports = {a.document for a in first.appearances}
            elsewhere = [
                account
                for account in accounts
                if reports.isdisjoint(a.document for a in account.appearances)
            ]
            found += [first, *([min(elsewhere, key=key)] if elsewhere else [])]
    return found
