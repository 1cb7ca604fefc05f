"""How the accounts of one question stand: same, refines, supersedes, contradicts, retracts.

The order of precedence between two classes is: what a text says in words, then supersedes, then
contradicts, then refines.
"""

from collections.abc import Iterable, Sequence

from qantar.domain.ledger import Account, Question, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.reconcile.crowds import FEW, Pair, crowded_pairs
from qantar.reconcile.moments import is_later
from qantar.reconcile.reservations import reservation
from qantar.reconcile.standing import (
    ELSE,
    Standing,
    classes,
    counts_something_else,
    is_at_one_moment,
    is_in_one_text,
    is_same_voice,
    is_side_by_side,
    relation,
    sorted_accounts,
    spoken,
)

Verdict = tuple[RelationType, Account, Account, str]
_PRECEDENCE = (
    RelationType.SUPERSEDES,
    RelationType.CONTRADICTS,
    RelationType.REFINES,
    RelationType.APART,
)


def retractions(standing: Standing) -> list[Relation]:
    """What denied accounts do: take back, replace, or contradict what another gave."""
    found: list[Relation] = []
    for accounts in standing.by_question.values():
        for denial in accounts:
            if not denial.denied:
                continue
            named = [a for a in accounts if not a.denied and _same_number(a, denial)]
            for target in named:
                if _gave(denial, target):
                    because = f"{_who(denial)} takes {target.quantity} back"
                    found.append(relation(RelationType.RETRACTS, denial, target, because, True))
                    alike = _of_the_same_count(standing, denial)
                    found += _replacements(denial, target, alike)
                else:
                    denied = (
                        f"{denial.speaker} denies"
                        if denial.speaker
                        else f"it is denied in {_who(denial)}:"
                    )
                    because = f"{denied} {target.quantity}, which {_who(target)} gives"
                    found.append(
                        relation(RelationType.CONTRADICTS, denial, target, because, True)
                    )
    return found


def _of_the_same_count(standing: Standing, denial: Account) -> list[Account]:
    """Accounts of one thing at one place, whatever days they count: what a correction puts in the place of a number may
    have joined the days that another report gives."""

    def kind(question: Question) -> tuple[object, ...]:
        population = reservation(question.population)
        return (
            question.measure,
            question.place_id,
            question.place,
            population,
            question.increment,
        )

    wanted = kind(standing.questions[denial.question])
    return [
        account
        for question, accounts in sorted(standing.by_question.items())
        if kind(standing.questions[question]) == wanted
        for account in accounts
    ]


def _same_number(one: Account, other: Account) -> bool:
    a, b = one.quantity, other.quantity
    return a == b or (a.value is not None and a.value == b.value)


def _who(account: Account) -> str:
    outlets = [appearance.outlet for appearance in account.appearances if appearance.outlet]
    return account.speaker or (outlets[0] if outlets else "a report that names neither")


def _gave(denial: Account, target: Account) -> bool:
    """Whether the denial comes from whoever is credited with the figure, or printed it."""
    if denial.speaker is not None:
        return denial.utterance == target.utterance or is_same_voice(denial, target)
    printed = {appearance.outlet for appearance in target.appearances if appearance.outlet}
    return any(appearance.outlet in printed for appearance in denial.appearances)


def _replacements(
    denial: Account, target: Account, accounts: Sequence[Account]
) -> list[Relation]:
    """The figure the report of a retraction gives instead stands in the old one's place."""
    reports = {appearance.document for appearance in denial.appearances}
    instead = [
        account
        for account in accounts
        if not account.denied
        and not _same_number(account, denial)
        and any(appearance.document in reports for appearance in account.appearances)
    ]
    because = f"put in the place of {target.quantity}, which {_who(denial)} took back"
    return [relation(RelationType.SUPERSEDES, one, target, because, True) for one in instead]


def comparisons(standing: Standing, explicit: Iterable[Relation]) -> list[Relation]:
    """Same, refines, supersedes, contradicts inside each question, and parts against wholes."""
    settled = {frozenset((*one.a, one.b)) for one in explicit}
    found: list[Relation] = []
    for id_ in sorted(standing.by_question):
        found += _within_question(standing, id_, settled)
    return found + _parts_above_wholes(standing, settled)


def _within_question(
    standing: Standing, question: str, settled: set[frozenset[str]]
) -> list[Relation]:
    found: list[Relation] = []
    groups = classes(standing.by_question[question])
    for first, *rest in groups:
        found += [relation(RelationType.SAME, a, first, _same_because(a, first)) for a in rest]
    live = [g for g in groups if not any(a.id in standing.retracted for a in g)]
    steps: list[Verdict] = []
    for pairs in _class_pairs(standing, live):
        if settled and any(frozenset((a.id, b.id)) in settled for a, b in pairs):
            continue
        verdict = _verdict(standing, pairs, standing.questions[question].cumulative)
        if verdict is None:
            continue
        if verdict[0] is RelationType.SUPERSEDES:
            steps.append(verdict)
        else:
            found.append(relation(*verdict))
    return found + [relation(*step) for step in _only_steps(steps)]


def _class_pairs(
    standing: Standing, live: Sequence[Sequence[Account]]
) -> Iterable[Sequence[Pair]]:
    """For every two classes the pairs of their accounts; of a crowded question only those that
    ``crowds`` holds against each other."""
    if sum(len(group) for group in live) <= FEW:
        for at, one in enumerate(live):
            for other in live[at + 1 :]:
                yield [(a, b) for a in one for b in other]
        return
    rank = {account.id: at for at, group in enumerate(live) for account in group}
    accounts = sorted_accounts(account for group in live for account in group)
    found: dict[tuple[int, int], dict[tuple[str, str], Pair]] = {}
    for a, b in crowded_pairs(standing, accounts):
        if rank[a.id] > rank[b.id]:
            a, b = b, a
        if rank[a.id] != rank[b.id]:
            found.setdefault((rank[a.id], rank[b.id]), {})[a.id, b.id] = a, b
    for key in sorted(found):
        first, second = (live[at] for at in key)
        if len(first) * len(second) <= FEW:
            yield [(a, b) for a in first for b in second]
        else:
            yield list(found[key].values())


def _same_because(one: Account, other: Account) -> str:
    by = "said again on the same line" if one.line == other.line else "given by another speaker"
    return f"{one.quantity} of the same question; {by}: {spoken(one)}, {spoken(other)}"


def _verdict(standing: Standing, pairs: Iterable[Pair], cumulative: bool) -> Verdict | None:
    """The strongest relation any pair of two classes gives."""
    best: Verdict | None = None
    for a, b in pairs:
        verdict = _compare(standing, a, b, cumulative)
        if verdict is None:
            continue
        if best is None or _PRECEDENCE.index(verdict[0]) < _PRECEDENCE.index(best[0]):
            best = verdict
    return best


def _compare(standing: Standing, a: Account, b: Account, cumulative: bool) -> Verdict | None:
    x, y = standing.interval(a), standing.interval(b)
    if is_later(b.as_of, a.as_of):
        a, b, x, y = b, a, y, x
    if (a.id in standing.recalled) is not (b.id in standing.recalled) and is_in_one_text(a, b):
        return _recalled(standing, *((b, a) if a.id in standing.recalled else (a, b)))
    if is_later(a.as_of, b.as_of):
        return _later(standing, a, b, x, y, cumulative)
    if not is_at_one_moment(a, b):
        return None
    if y.contains(x):
        return RelationType.REFINES, a, b, f"{spoken(a)} lies inside {spoken(b)}"
    if x.contains(y):
        return RelationType.REFINES, b, a, f"{spoken(b)} lies inside {spoken(a)}"
    if x.meets(y):
        return None
    loose = standing.is_loose(a) or standing.is_loose(b)
    if loose and not is_side_by_side(a, b):
        return None
    if is_side_by_side(a, b):
        because = (
            f"one text gives {a.quantity} beside {b.quantity}: it means two things, not one"
        )
        return RelationType.APART, a, b, because
    if counts_something_else(standing, a, b):
        return RelationType.APART, a, b, _else(a, b)
    because = f"one question, one moment: {spoken(a)} against {spoken(b)}"
    return RelationType.CONTRADICTS, a, b, because


def _recalled(standing: Standing, a: Account, b: Account) -> Verdict | None:
    """``b`` is what the text that gives ``a`` tells as the number before."""
    x, y = standing.interval(a), standing.interval(b)
    if y.contains(x):
        return RelationType.REFINES, a, b, f"{spoken(a)} lies inside the earlier {spoken(b)}"
    if x.contains(y) or _is_beside_the_new(standing, a, b):
        return None
    because = f"the text that gives {spoken(a)} tells {spoken(b)} as the number before"
    return RelationType.SUPERSEDES, a, b, because


def _is_beside_the_new(standing: Standing, a: Account, b: Account) -> bool:
    """Whether a text that tells ``b`` as the number before gives a greater one in its place, and ``a``, which is
    less, beside it: «139. Ранее говорилось о 137. От ран умерли 40»."""
    before = standing.interval(b)
    return standing.interval(a).is_below(before) and any(
        other.id not in standing.recalled
        and is_in_one_text(other, b)
        and not standing.interval(other).is_below(before)
        for other in standing.by_question[a.question]
        if other.id not in (a.id, b.id)
    )


def _later(
    standing: Standing, a: Account, b: Account, x: Interval, y: Interval, cumulative: bool
) -> Verdict | None:
    """``a`` later than ``b``."""
    loose = standing.is_loose(a) or standing.is_loose(b)
    if loose and (cumulative or not is_same_voice(a, b)):
        return None
    if cumulative and x.is_below(y):
        if counts_something_else(standing, a, b):
            return RelationType.APART, a, b, _else(a, b)
        because = f"a count that cannot fall: {spoken(a)} after {spoken(b)}"
        return RelationType.CONTRADICTS, a, b, because
    if a.line != b.line or a.line == "not named":
        return None  # rival counters at different times: the count may have grown
    if x.contains(y):
        return RelationType.REFINES, b, a, f"{spoken(b)} lies inside the later {spoken(a)}"
    if a.id in standing.headlines:
        return None
    return (
        RelationType.SUPERSEDES,
        a,
        b,
        f"the same counter, later: {spoken(a)} after {spoken(b)}",
    )


def _else(a: Account, b: Account) -> str:
    return f"{ELSE} {spoken(a)} and {spoken(b)}: so far apart, they are not of the same people or things"


def _only_steps(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Of a chain of supersedes only the steps. Classes are known by question and number."""
    after: dict[str, set[str]] = {}
    for _, a, b, _ in verdicts:
        after.setdefault(str(a.quantity), set()).add(str(b.quantity))
    steps = []
    for verdict in verdicts:
        newer, older = str(verdict[1].quantity), str(verdict[2].quantity)
        between = after[newer] - {older}
        if not any(older in after.get(middle, set()) for middle in between):
            steps.append(verdict)
    return steps


def _parts_above_wholes(standing: Standing, settled: set[frozenset[str]]) -> list[Relation]:
    """A part that, no later than the whole, is surely greater than it."""
    found: list[Relation] = []
    told = {question: classes(group) for question, group in standing.by_question.items()}
    wholes = {question: _surely_whole(standing, groups) for question, groups in told.items()}
    for question in sorted(told):
        parts = told[question]
        for wider in sorted(standing.above[question]):
            acts = {standing.questions[q].measure.act for q in (question, wider)}
            for ceiling, whole in wholes.get(wider, ()):
                for part in parts:
                    if standing.interval(part[0]).low <= ceiling:
                        continue
                    pair = _exceeding(standing, part, whole, settled, len(acts) == 1)
                    if pair is not None and counts_something_else(standing, *pair):
                        found.append(relation(RelationType.APART, *pair, _else(*pair)))
                    elif pair is not None:
                        because = (
                            f"the part, {spoken(pair[0])}, exceeds the whole, {spoken(pair[1])}"
                        )
                        found.append(relation(RelationType.CONTRADICTS, *pair, because))
    return found


def _surely_whole(
    standing: Standing, groups: Iterable[Sequence[Account]]
) -> list[tuple[int, list[Account]]]:
    """The running totals among classes of accounts, each class with the most it allows, if it has one: a whole
    not said to be a running total may be the count of one incident."""
    found = []
    for group in groups:
        ceiling = standing.interval(group[0]).high
        totals = [account for account in group if account.id in standing.totals]
        if ceiling is not None and totals:
            found.append((ceiling, totals))
    return found


def _exceeding(
    standing: Standing,
    part: Sequence[Account],
    whole: Sequence[Account],
    settled: set[frozenset[str]],
    same_act: bool,
) -> tuple[Account, Account] | None:
    """A pair of which both cannot be true. Of different acts (those in hospital, those hurt) only
    one utterance knows that it counts the one in the other."""
    for a in part:
        for b in whole:
            if standing.retracted & {a.id, b.id} or frozenset((a.id, b.id)) in settled:
                continue
            if not (same_act or a.utterance == b.utterance):
                continue
            unknown = a.as_of is None or b.as_of is None
            if unknown and not is_at_one_moment(a, b):
                continue
            if not is_later(a.as_of, b.as_of) and not is_side_by_side(a, b):
                return a, b
    return None
