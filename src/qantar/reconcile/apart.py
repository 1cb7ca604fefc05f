"""Accounts that tempt to be compared and must not be: what differs is said instead.

A temptation is an equal number of different people, the same count on another day, the same
thing with a reservation on one side, or things stolen beside things seized. Of two questions
only one pair is named; questions one inside the other are never apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qantar import codebook
from qantar.domain.ledger import Account, Question, Relation, RelationType
from qantar.domain.when import OPEN, When
from qantar.reconcile.count import place_key
from qantar.reconcile.moments import days_between, order
from qantar.reconcile.places import Places
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import Standing, relation, sorted_accounts

KIN = (frozenset({"stolen", "seized", "recovered", "surrendered", "at_large"}),
       frozenset({"evacuated", "displaced"}), frozenset({"detained", "arrested"}))  # fmt: skip
"""Acts on one kind of thing that readers subtract from each other."""
TEMPTING_DAYS = 31.0
"""Accounts told further apart than this do not tempt anybody."""
NEXT_DAYS = 1.0
"""Finished periods this close follow each other."""
NEIGHBOURS = 12
"""How many questions of one kind and neighbourhood are looked at, nearest in time first."""
MOST = 4
"""How many questions one question is told apart from; more, and nobody reads them."""
TEMPTING_NUMBER = 3
"""Equal ones and twos are everywhere and tempt nobody."""

Pair = tuple[Account, Account, str]
"""Two accounts and what differs between them."""


def apart(standing: Standing, places: Places, related: Iterable[Relation]) -> list[Relation]:
    """What must not be compared, with what differs."""
    joined = {frozenset((a, one.b)) for one in related for a in one.a}
    faces = {
        question: face
        for question, accounts in sorted(standing.by_question.items())
        if (face := _face(standing, accounts, related)) is not None
    }
    # Of two questions only one pair is named: the most tempting that nothing else joins.
    best: dict[frozenset[str], tuple[tuple[int, float, str, str], Pair]] = {}
    for met in (
        *_equal_numbers(standing, faces, places),
        *_neighbours(standing, faces, places),
    ):
        a, b, _ = met
        if (
            a.question == b.question
            or b.question in standing.above[a.question]
            or a.question in standing.above[b.question]
            or frozenset((a.id, b.id)) in joined
        ):
            continue
        pair = frozenset((a.question, b.question))
        key = _rank(standing, a, b), _gap(a, b), a.id, b.id
        if pair not in best or key < best[pair][0]:
            best[pair] = key, met
    found: list[Relation] = []
    told: Counter[str] = Counter()
    for _, (a, b, because) in sorted(best.values(), key=lambda one: one[0]):
        if max(told[a.question], told[b.question]) < MOST:
            told.update((a.question, b.question))
            found.append(relation(RelationType.APART, a, b, because))
    return sorted(found, key=lambda one: (one.a, one.b))


def _rank(standing: Standing, one: Account, other: Account) -> int:
    """What tempts most first: reservations and kin acts and successive days; then equal numbers;
    then other people, other places."""
    a, b = standing.questions[one.question], standing.questions[other.question]
    if (
        any(a.measure.act in group and b.measure.act in group for group in KIN)
        or reservation(a.population) != reservation(b.population)
        or (a.measure == b.measure and a.place == b.place)
    ):
        return 0
    return 1 if one.quantity == other.quantity else 2


def _gap(one: Account, other: Account) -> float:
    if one.as_of is None or other.as_of is None:
        return 0.0
    return days_between(one.as_of, other.as_of)


def _face(
    standing: Standing, accounts: Sequence[Account], related: Iterable[Relation]
) -> Account | None:
    """The account a question shows: the latest left standing, the closest said."""
    left = [
        a for a in accounts
        if not a.denied and a.id not in standing.retracted and a.id not in standing.headlines
    ]  # fmt: skip
    if not left:
        return None
    latest = max(order(a.as_of)[0] for a in left)
    newest = [a for a in left if order(a.as_of)[0] == latest]
    return min(newest, key=lambda a: (_width(a), a.id))


def _width(account: Account) -> float:
    interval = account.quantity.interval()
    return float("inf") if interval.high is None else interval.high - interval.low


def _neighbours(
    standing: Standing, faces: dict[str, Account], places: Places
) -> Iterator[Pair]:
    """Questions of one act, or of acts that are kin, on related things in related places."""
    index: dict[tuple[str, str, str], list[Account]] = {}
    for question_id, face in faces.items():
        question = standing.questions[question_id]
        for act in _kin(question.measure.act):
            for place in _neighbourhood(question, places):
                index.setdefault((act, _root(question.measure.object), place), []).append(face)
    for group in index.values():
        ordered = sorted_accounts(group)
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
                because = _difference(standing, one, other)
                if because is not None:
                    yield one, other, because


def _kin(act: str) -> tuple[str, ...]:
    """The names under which acts are looked up together."""
    return (act, *("/".join(sorted(group)) for group in KIN if act in group))


def _root(object_: str) -> str:
    return (object_, *codebook.load().ancestors(object_))[-1]


def _neighbourhood(question: Question, places: Places) -> tuple[str, ...]:
    key = place_key(question.place_id, question.place)
    return () if key is None else (key, *places.around(key, question.period))


def _difference(standing: Standing, one: Account, other: Account) -> str | None:
    """What differs between two tempting questions; None if they do not tempt."""
    a, b = standing.questions[one.question], standing.questions[other.question]
    same_measure = a.measure == b.measure
    one_period = a.period is not None and a.period == b.period
    if not _told_together(one, other) and not (same_measure and one_period):
        return None
    if same_measure and (a.place_id, a.place) == (b.place_id, b.place):
        if reservation(a.population) != reservation(b.population):
            return f"not the same people or things: {_reserved(a)} against {_reserved(b)}"
        if a.increment or b.increment:
            return "two additions for different days, not a revision of one count"
        if a.period is not None and b.period is not None and _follow(a.period, b.period):
            return f"two periods, {a.period} and {b.period}: not a revision of one count"
        return None
    if same_measure:
        return f"two places beside each other: {a.place} and {b.place}"
    if a.measure.act != b.measure.act:
        acts = codebook.load().acts
        return (
            f"{acts[a.measure.act].title} is not {acts[b.measure.act].title}: "
            "neither may be taken off the other"
        )
    codes = codebook.load()
    x, y = a.measure.object, b.measure.object
    titles = f"{codes.objects[x].title} against {codes.objects[y].title}"
    if a.population is not None or b.population is not None:
        titles += f", {_reserved(a)} against {_reserved(b)}"
    if codes.is_a(x, y) or codes.is_a(y, x):
        return f"{titles}: no text says whether the one is counted in the other"
    return f"{titles}: neither holds the other"


def _reserved(question: Question) -> str:
    return f"«{question.population}»" if question.population else "no reservation"


def _follow(one: When, other: When) -> bool:
    closed = OPEN not in (one.start, one.end, other.start, other.end)
    return closed and not one.is_partial and days_between(one, other) <= NEXT_DAYS


def _told_together(one: Account, other: Account) -> bool:
    if one.as_of is None or other.as_of is None:
        return bool(
            {a.document for a in one.appearances} & {a.document for a in other.appearances}
        )
    return days_between(one.as_of, other.as_of) <= TEMPTING_DAYS


def _equal_numbers(
    standing: Standing, faces: dict[str, Account], places: Places
) -> Iterator[Pair]:
    """Equal numbers of different people or things in one neighbourhood."""
    index: dict[tuple[str, str], list[Account]] = {}
    for question_id in sorted(faces):
        question = standing.questions[question_id]
        for account in sorted_accounts(standing.by_question[question_id]):
            value = account.quantity.value
            if account.denied or value is None or value < TEMPTING_NUMBER:
                continue
            for place in _neighbourhood(question, places):
                index.setdefault((str(value), place), []).append(account)
    for group in index.values():
        for at, one in enumerate(group):
            for other in group[at + 1 : at + 1 + NEIGHBOURS]:
                a, b = standing.questions[one.question], standing.questions[other.question]
                if a.measure != b.measure and _told_together(one, other):
                    yield (
                        one,
                        other,
                        f"equal numbers of different things: {a.measure}, {b.measure}",
                    )
