"""Wholes and their parts: part of, sum, and parts that together exceed their whole."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from qantar import codebook
from qantar.domain.ledger import Account, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.domain.when import OPEN, When
from qantar.reconcile.count import Count
from qantar.reconcile.moments import days_between, is_later, lies_in, order
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import Standing, is_at_one_moment, relation, spoken, words


def partings(
    standing: Standing, counts: Sequence[Count]
) -> list[tuple[Account, list[Account]]]:
    """Every whole with the parts one text counts inside it."""
    found: dict[str, dict[str, Account]] = {}
    whole_of: dict[str, Account] = {}
    for count in sorted(counts, key=lambda c: (c.document, c.start, c.claim)):
        if count.part_of is None or count.part_of not in standing.account_of or count.denied:
            continue
        part, whole = standing.account_of[count.claim], standing.account_of[count.part_of]
        if part.id == whole.id or standing.headlines & {part.id, whole.id}:
            continue
        key = f"{count.part_of}"
        whole_of[key] = whole
        found.setdefault(key, {})[part.id] = part
    return [(whole_of[key], list(parts.values())) for key, parts in found.items()]


def part_of_relations(
    standing: Standing, listed: Iterable[tuple[Account, Sequence[Account]]]
) -> list[Relation]:
    """Parts as texts list them, and as one utterance counts them in nested questions."""
    found: dict[tuple[str, str], Relation] = {}
    for whole, parts in listed:
        for part in parts:
            because = f"the text counts {part.quantity} inside {whole.quantity}"
            found[part.id, whole.id] = relation(
                RelationType.PART_OF, part, whole, because, explicit=True
            )
    for whole, days in days_filled(standing):
        for day in days:
            because = f"one of the days behind the {spoken(whole)}"
            found[day.id, whole.id] = relation(RelationType.PART_OF, day, whole, because)
    for part, whole in _nested_in_one_utterance(standing):
        because = (
            f"one utterance, one question inside the other: {part.quantity} of {whole.quantity}"
        )
        found.setdefault(
            (part.id, whole.id), relation(RelationType.PART_OF, part, whole, because)
        )
    return [found[key] for key in sorted(found)]


def _nested_in_one_utterance(standing: Standing) -> list[tuple[Account, Account]]:
    by_utterance: dict[tuple[str, str], list[Account]] = {}
    for accounts in standing.by_question.values():
        for account in accounts:
            if not account.denied and not standing.headlines & {account.id}:
                key = account.utterance, account.question
                by_utterance.setdefault(key, []).append(account)
    finest = {key: _finest(accounts) for key, accounts in by_utterance.items()}
    found = []
    for utterance, question in by_utterance:
        wholes = {q for q in standing.above[question] if (utterance, q) in by_utterance}
        nearest = wholes.difference(*(standing.above[other] for other in wholes))
        for q in sorted(nearest):
            for part in finest[utterance, question]:
                for whole in finest[utterance, q][:1]:
                    if part.quantity.interval().low <= _top(whole) and is_at_one_moment(
                        part, whole
                    ):
                        found.append((part, whole))
    return found


def _finest(accounts: Sequence[Account]) -> list[Account]:
    """Those no other of the same question and utterance says more closely."""
    finest: set[Interval] = set()
    lowest = float("inf")  # upper end among the intervals that begin no lower
    for interval in sorted(
        {account.quantity.interval() for account in accounts}, key=lambda i: (-i.low, _end(i))
    ):
        if not finest or _end(interval) < lowest:
            finest.add(interval)
            lowest = _end(interval)
    return sorted(
        (account for account in accounts if account.quantity.interval() in finest),
        key=lambda account: account.id,
    )


def _top(account: Account) -> float:
    return _end(account.quantity.interval())


def _end(interval: Interval) -> float:
    return float("inf") if interval.high is None else interval.high


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
                f"{written} are the {whole.quantity}: {_why_apart(standing, parts)}",
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


def _why_apart(standing: Standing, parts: Sequence[Account]) -> str:
    return f"different {_dimension(standing, parts) or 'parts of one list'}"


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
        added, target = _together(parts), whole.quantity.interval()
        key = whole.utterance, whole.question
        if key not in by_width:
            by_width[key] = _by_width(inside.get(key, ()))
        for extra in _fitting(by_width[key], target, added):
            if extra.id not in used and not _overlaps_any(standing, extra, parts):
                found.append((whole, [*parts, extra]))
    nearest: dict[tuple[str, str], tuple[list[Account], Interval]] = {}
    for accounts in standing.by_question.values():
        for whole in accounts:
            key = whole.utterance, whole.question
            if whole.id in listed_wholes or whole.denied or len(inside.get(key, ())) < 2:
                continue
            if key not in nearest:
                alone = _alone(standing, inside[key])
                nearest[key] = alone, _together(alone)
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


def _together(accounts: Iterable[Account]) -> Interval:
    return add_up(account.quantity.interval() for account in accounts)


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
    added, target = _together(parts), whole.quantity.interval()
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


def _overlaps_any(standing: Standing, one: Account, others: Iterable[Account]) -> bool:
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


def _exhausts(standing: Standing, parts: Sequence[Account], whole: Account) -> bool:
    """Whether the parts do not overlap and add up. Exact numbers that add up to an exact whole
    show by themselves that nothing is left; others must differ in one respect."""
    added, target = _together(parts), whole.quantity.interval()
    if not added.meets(target):
        return False
    exact = added == target and added.low == added.high
    if not exact and not (_dimension(standing, parts) == "days" and _abut(standing, parts)):
        return False
    return not any(_overlaps_any(standing, part, parts) for part in parts)


def add_up(intervals: Iterable[Interval]) -> Interval:
    """The numbers a sum of such quantities allows."""
    low, high = 0, 0
    bounded = True
    for interval in intervals:
        low += interval.low
        bounded = bounded and interval.high is not None
        high += interval.high or 0
    return Interval(low, high if bounded else None)


def _dimension(standing: Standing, parts: Sequence[Account]) -> str | None:
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
        and a.population is None
    )


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


def is_partition(standing: Standing, parts: Sequence[Account]) -> bool:
    """Whether parts of one list differ in one respect and do not overlap, so that they may be added."""
    return (
        len(parts) > 1
        and _dimension(standing, parts) is not None
        and not any(_overlaps_any(standing, part, parts) for part in parts)
    )


def overfull(
    standing: Standing, listed: Sequence[tuple[Account, Sequence[Account]]]
) -> list[Relation]:
    """Parts of one list that together exceed their whole."""
    found = []
    for whole, parts in listed:
        ceiling = whole.quantity.interval().high
        if ceiling is None or not is_partition(standing, parts):
            continue
        least = add_up([part.quantity.interval() for part in parts]).low
        if least > ceiling and all(p.quantity.interval().low <= ceiling for p in parts):
            written = " + ".join(str(part.quantity) for part in parts)
            because = f"the parts, {written}, together exceed the whole, {whole.quantity}"
            found.append(relation(RelationType.CONTRADICTS, parts, whole, because, True))
    return found
