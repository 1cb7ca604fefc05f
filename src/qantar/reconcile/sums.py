"""Parts that leave nothing of their whole."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from qantar import codebook
from qantar.domain.ledger import Account, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.reconcile.additions import days_filled, growth
from qantar.reconcile.balances import balance_of
from qantar.reconcile.breakdowns import add_up, dimension, overlaps_any, together
from qantar.reconcile.currencies import beyond_money
from qantar.reconcile.moments import days_between
from qantar.reconcile.standing import Standing, relation, spoken, words


def sums(
    standing: Standing, listed: Sequence[tuple[Account, Sequence[Account]]]
) -> list[Relation]:
    """Parts that leave nothing of their whole: listed together by a text, of different people,
    places or days, adding up; and what follows for the questions between."""
    found: dict[tuple[tuple[str, ...], str], Relation] = {}

    def add(parts: Sequence[Account], whole: Account, because: str) -> None:
        parts = sorted(parts, key=lambda part: part.id)
        key = tuple(part.id for part in parts), whole.id
        if len(parts) > 1 and whole.id not in key[0]:
            found.setdefault(key, relation(RelationType.SUM, parts, whole, because))

    for whole, parts in _with_silent_parts(standing, listed):
        written = " + ".join(str(part.quantity) for part in parts)
        if _exhausts(standing, parts, whole):
            add(
                parts,
                whole,
                f"{written} are the {whole.quantity}: {_why_all(standing, whole, parts)}",
            )
            for between, inner, outer in _between(standing, whole, parts):
                because = (
                    f"{' + '.join(str(i.quantity) for i in inner)} are the {between.quantity}"
                )
                add(inner, between, f"{because} of another report")
                add(
                    [between, *outer],
                    whole,
                    f"{between.quantity} stand for its parts in {written}",
                )
    for total, days in days_filled(standing):
        if add_up([day.quantity.interval() for day in days]).meets(total.quantity.interval()):
            written = " + ".join(str(day.quantity) for day in days)
            add(days, total, f"{written}, day by day, fill the period of the {spoken(total)}")
    for earlier, increment, total in growth(standing):
        add(
            [earlier, increment],
            total,
            f"{spoken(earlier)} and {increment.quantity} more since are the {spoken(total)}",
        )
    return [found[key] for key in sorted(found)]


def _why_all(standing: Standing, whole: Account, parts: Sequence[Account]) -> str:
    balance = balance_of(standing, whole, parts)
    if balance is not None:
        return balance.because
    return f"different {dimension(standing, parts) or 'parts of one list'}"


def _with_silent_parts(
    standing: Standing, listed: Sequence[tuple[Account, Sequence[Account]]]
) -> list[tuple[Account, list[Account]]]:
    """The listed partings, and those that become whole with one more figure of the same utterance
    whose question lies inside («164 в больницах, 521 амбулаторно, один скончался»)."""
    found = [(whole, list(parts)) for whole, parts in listed]
    listed_wholes = {whole.id for whole, _ in listed}
    inside = _inside(standing)
    told = _told_alike(standing)
    by_width: dict[tuple[str, str], Mapping[bool, Sequence[Account]]] = {}
    for whole, parts in listed:
        used = {part.id for part in parts}
        found += [(whole, [*parts, rest]) for rest in _remainders(standing, told, whole, parts)]
        added, target = together(parts), whole.quantity.interval()
        key = whole.utterance, whole.question
        if key not in by_width:
            by_width[key] = _by_width(inside.get(key, ()))
        for extra in _fitting(by_width[key], target, added):
            if extra.id not in used and not overlaps_any(standing, extra, parts):
                found.append((whole, [*parts, extra]))
    nearest: dict[tuple[str, str], tuple[list[Account], Interval]] = {}
    for accounts in standing.by_question.values():
        for whole in accounts:
            key = whole.utterance, whole.question
            if whole.id in listed_wholes or whole.denied or len(inside.get(key, ())) < 2:
                continue
            if key not in nearest:
                alone = _alone(standing, inside[key])
                nearest[key] = alone, together(alone)
            if nearest[key][1].meets(whole.quantity.interval()):
                found.append((whole, nearest[key][0]))
    return [(whole, parts) for whole, parts in found if len(parts) > 1]


Inside = Mapping[tuple[str, str], Sequence[Account]]
"""By utterance and question, what it counts in narrower questions, the least first."""


def _inside(standing: Standing) -> Inside:
    inside: dict[tuple[str, str], list[Account]] = {}
    answered = {
        (a.utterance, a.question) for found in standing.by_question.values() for a in found
    }
    for question, accounts in standing.by_question.items():
        for account in accounts:
            if not account.denied:
                for wider in standing.above[question]:
                    if (account.utterance, wider) in answered:
                        inside.setdefault((account.utterance, wider), []).append(account)
    for found in inside.values():
        found.sort(key=_low)
    return inside


def _by_width(accounts: Iterable[Account]) -> Mapping[bool, Sequence[Account]]:
    """Under True those that say one number, under False those that allow more, each the least first."""
    found: dict[bool, list[Account]] = {True: [], False: []}
    for account in accounts:
        interval = account.quantity.interval()
        found[interval.low == interval.high].append(account)
    return found


def _fitting(
    found: Mapping[bool, Sequence[Account]], target: Interval, added: Interval
) -> Iterator[Account]:
    """Those that with what is added already can be the target: plain numbers are looked up, hedged ones
    tried while they do not surely exceed it."""
    plain, hedged = found.get(True, ()), found.get(False, ())
    least = 0 if added.high is None else target.low - added.high
    most = 0 if target.high is None else target.high - added.low
    first = bisect_left(plain, least, key=_low)
    last = len(plain) if target.high is None else bisect_right(plain, most, key=_low)
    yield from plain[first:last]
    last = len(hedged) if target.high is None else bisect_right(hedged, most, key=_low)
    for account in hedged[:last]:
        if (added + account.quantity.interval()).meets(target):
            yield account


def _low(account: Account) -> int:
    return account.quantity.interval().low


def _alone(standing: Standing, accounts: Sequence[Account]) -> list[Account]:
    """Accounts of questions none of which lies in another, or is answered twice."""
    many = Counter(account.question for account in accounts)
    holding = frozenset[str]().union(*(standing.above[question] for question in many))
    return sorted(
        (
            account
            for account in accounts
            if many[account.question] == 1
            and account.question not in holding
            and standing.above[account.question].isdisjoint(many)
        ),
        key=lambda account: account.question,
    )


Alike = Mapping[tuple[str, Interval], Sequence[Account]]
"""By utterance, what it says that allows the same numbers."""


def _told_alike(standing: Standing) -> Alike:
    told: dict[tuple[str, Interval], list[Account]] = {}
    for utterance, accounts in standing.by_utterance.items():
        for account in accounts:
            told.setdefault((utterance, account.quantity.interval()), []).append(account)
    return told


def _remainders(
    standing: Standing, told: Alike, whole: Account, parts: Sequence[Account]
) -> list[Account]:
    """What one sentence gives beside a list and what exactly remains of its whole: «164 в больницах,
    521 амбулаторно, один скончался» of 686. Of another act, of the same class and place."""
    added, target = together(parts), whole.quantity.interval()
    if added.low != added.high or target.low != target.high or added.low >= target.low:
        return []
    remainder = Interval(target.low - added.low, target.low - added.low)
    sentences = {words(part) for part in parts}
    acts = {standing.questions[part.question].measure.act for part in (whole, *parts)}
    asked = standing.questions[whole.question]
    found = []
    for account in told.get((whole.utterance, remainder), ()):
        own = standing.questions[account.question]
        if (
            not account.denied
            and own.measure.act not in acts
            and own.measure.object == asked.measure.object
            and (own.place_id, own.place) == (asked.place_id, asked.place)
            and len(sentences) == 1
            and sentences & {appearance.evidence for appearance in account.appearances}
        ):
            found.append(account)
    return found if len(found) == 1 else []


def _exhausts(standing: Standing, parts: Sequence[Account], whole: Account) -> bool:
    """Whether the parts do not overlap and add up. Exact numbers that add up to an exact whole
    show by themselves that nothing is left; others must differ in one respect."""
    added, target = together(parts), whole.quantity.interval()
    if not added.meets(target):
        return False
    exact = added == target and added.low == added.high
    if not exact and not (dimension(standing, parts) == "days" and _abut(standing, parts)):
        return False
    return not any(overlaps_any(standing, part, parts) for part in parts)


def _abut(standing: Standing, parts: Sequence[Account]) -> bool:
    """Whether the days counted follow each other without a gap."""
    periods = sorted(
        (p for part in parts if (p := standing.questions[part.question].period) is not None),
        key=lambda period: period.bounds() if not period.is_partial else (),
    )
    if len(periods) != len(parts) or any(period.is_partial for period in periods):
        return False
    return all(days_between(a, b) < 1 for a, b in pairwise(periods))


def _between(
    standing: Standing, whole: Account, parts: Sequence[Account]
) -> list[tuple[Account, list[Account], list[Account]]]:
    """Accounts of questions between parts and whole that equal the parts inside them."""
    found = []
    middles = {q for part in parts for q in standing.above[part.question]}
    for question in sorted(middles - {whole.question}):
        if whole.question not in standing.above[question]:
            continue
        inner = [part for part in parts if _could_hold(standing, question, part.question)]
        outer = [part for part in parts if part not in inner]
        if len(inner) < 2:
            continue
        added = add_up([part.quantity.interval() for part in inner])
        for account in standing.by_question[question]:
            if (
                account.denied
                or account.quantity.interval() != added
                or added.low != added.high
            ):
                continue
            if not standing.retracted & {account.id}:
                found.append((account, inner, outer))
    return found


def _could_hold(standing: Standing, outer: str, inner: str) -> bool:
    """Whether a question holds another, reservations in words not counted: the equal numbers,
    not this, are what shows it."""
    a, b = standing.questions[outer], standing.questions[inner]
    return outer in standing.above[inner] or (
        a.measure.act == b.measure.act
        and codebook.load().is_a(b.measure.object, a.measure.object)
        and (a.place_id, a.place, a.period) == (b.place_id, b.place, b.period)
        and beyond_money(a.population) is None
    )
