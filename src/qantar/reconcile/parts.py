"""Wholes and their parts: part of, sum, and parts that together exceed their whole."""

from collections.abc import Iterable, Mapping, Sequence
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
    found = []
    for (utterance, question), parts in by_utterance.items():
        wholes = [q for q in standing.above[question] if (utterance, q) in by_utterance]
        nearest = [q for q in wholes if not any(q in standing.above[other] for other in wholes)]
        for q in nearest:
            for part in _finest(parts):
                for whole in _finest(by_utterance[utterance, q])[:1]:
                    if part.quantity.interval().low <= _top(whole) and is_at_one_moment(
                        part, whole
                    ):
                        found.append((part, whole))
    return found


def _finest(accounts: Sequence[Account]) -> list[Account]:
    """Those no other of the same question and utterance says more closely."""
    finest = []
    for account in accounts:
        own = account.quantity.interval()
        if not any(
            other is not account and own.contains(other.quantity.interval())
            and own != other.quantity.interval()
            for other in accounts
        ):  # fmt: skip
            finest.append(account)
    return sorted(finest, key=lambda account: account.id)


def _top(account: Account) -> float:
    high = account.quantity.interval().high
    return float("inf") if high is None else high


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
    inside: dict[tuple[str, str], list[Account]] = {}
    for question, accounts in standing.by_question.items():
        for account in accounts:
            if not account.denied:
                for wider in standing.above[question]:
                    inside.setdefault((account.utterance, wider), []).append(account)
    for whole, parts in listed:
        used = {part.id for part in parts}
        found += [(whole, [*parts, rest]) for rest in _remainders(standing, whole, parts)]
        for extra in inside.get((whole.utterance, whole.question), ()):
            if extra.id not in used and not _overlaps_any(standing, extra, parts):
                found.append((whole, [*parts, extra]))
    for accounts in standing.by_question.values():
        for whole in accounts:
            candidates = inside.get((whole.utterance, whole.question), [])
            if whole.id in listed_wholes or whole.denied or len(candidates) < 2:
                continue
            nearest = [c for c in candidates if not _overlaps_any(standing, c, candidates)]
            found.append((whole, _finest_by_question(nearest)))
    return [(whole, parts) for whole, parts in found if len(parts) > 1]


def _remainders(standing: Standing, whole: Account, parts: Sequence[Account]) -> list[Account]:
    """What one sentence gives beside a list and what exactly remains of its whole: «164 в больницах,
    521 амбулаторно, один скончался» of 686. Of another act, of the same class and place."""
    added = add_up([part.quantity.interval() for part in parts])
    target = whole.quantity.interval()
    if added.low != added.high or target.low != target.high or added.low >= target.low:
        return []
    remainder = Interval(target.low - added.low, target.low - added.low)
    sentences = {words(part) for part in parts}
    acts = {standing.questions[part.question].measure.act for part in (whole, *parts)}
    asked = standing.questions[whole.question]
    found = []
    for account in standing.by_utterance.get(whole.utterance, ()):
        own = standing.questions[account.question]
        if (
            account.quantity.interval() == remainder
            and not account.denied
            and own.measure.act not in acts
            and own.measure.object == asked.measure.object
            and (own.place_id, own.place) == (asked.place_id, asked.place)
            and len(sentences) == 1
            and sentences & {appearance.evidence for appearance in account.appearances}
        ):
            found.append(account)
    return found if len(found) == 1 else []


def _finest_by_question(accounts: Sequence[Account]) -> list[Account]:
    by_question: dict[str, list[Account]] = {}
    for account in accounts:
        by_question.setdefault(account.question, []).append(account)
    return [_finest(group)[0] for _, group in sorted(by_question.items())]


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
    if any(_overlaps_any(standing, part, parts) for part in parts):
        return False
    added = add_up([part.quantity.interval() for part in parts])
    target = whole.quantity.interval()
    if not added.meets(target):
        return False
    if added == target and added.low == added.high:
        return True
    return _dimension(standing, parts) == "days" and _abut(standing, parts)


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
        for total in standing.by_question[wider]:
            if not total.denied:
                days = _days_to(standing, total, additions)
                if len(days) > 1:
                    found.append((total, days))
    return found


def _days_to(standing: Standing, total: Account, additions: Sequence[Account]) -> list[Account]:
    """The additions that fill the total's period to its moment, one a stretch; none if a stretch
    is missing or told in two ways."""
    period = standing.questions[total.question].period
    if period is None or period.is_partial or period.start == OPEN:
        return []
    if total.as_of is None or total.as_of.end == OPEN:
        return []
    documents = {appearance.document for appearance in total.appearances}
    own = [
        a
        for a in additions
        if a.line == total.line
        or documents & {appearance.document for appearance in a.appearances}
    ]
    own.sort(key=lambda a: (order(standing.questions[a.question].period), a.id))
    periods = [p for a in own if (p := standing.questions[a.question].period) is not None]
    if not periods or any(a == b for a, b in pairwise(periods)):
        return []
    starts = lies_in(When(periods[0].start), When(period.start))
    ends = When(periods[-1].end) == When(total.as_of.end)
    return (
        own
        if starts and ends and all(days_between(a, b) < 1 for a, b in pairwise(periods))
        else []
    )


def growth(standing: Standing) -> list[tuple[Account, Account, Account]]:
    """An earlier total, what was added since, and the later total they make."""
    found = []
    for question, accounts in sorted(standing.by_question.items()):
        inner = standing.questions[question]
        if inner.period is None or inner.period.is_partial:
            continue
        for increment in accounts:
            for total in _wholes_of(standing, increment):
                for earlier in standing.by_question[total.question]:
                    if _grew(earlier, inner.period, increment, total):
                        found.append((earlier, increment, total))
    return found


def _wholes_of(standing: Standing, part: Account) -> list[Account]:
    return [
        account
        for question in sorted(standing.above[part.question])
        if standing.questions[question].measure == standing.questions[part.question].measure
        for account in standing.by_question[question]
        if account.utterance == part.utterance and not account.denied
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
