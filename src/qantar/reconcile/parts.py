"""Wholes and their parts: part of, and parts that together exceed their whole."""

from collections.abc import Iterable, Sequence

from qantar.domain.ledger import Account, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.reconcile.additions import days_filled
from qantar.reconcile.breakdowns import add_up, is_partition
from qantar.reconcile.count import Count
from qantar.reconcile.standing import Standing, is_at_one_moment, relation, spoken


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
        if (part.id, whole.id) not in found:
            because = f"one utterance, one question inside the other: {part.quantity} of {whole.quantity}"
            found[part.id, whole.id] = relation(RelationType.PART_OF, part, whole, because)
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
