"""Minimal conflicting sets: accounts that cannot all hold, though all hold once any one is left out.

Two that contradict each other are such a set. Larger ones no comparison of two finds: 149 dead in one city
and 50 and 50 in two others, of 227 in the country. They are sought where the numbers of a ledger clash:
at every account that allows less than others, taken together, ask for; at every breakdown that should leave
nothing over; and last in what remains of a group of linked numbers, until it admits a solution. Every set
found is thinned until nothing in it can be spared, and told in one sentence.
"""

from collections.abc import Iterable, Sequence

from qantar import codebook
from qantar.domain.identity import make_id
from qantar.domain.ledger import Account, Conflict, Question, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.reconcile.clashes import Clashes
from qantar.reconcile.constraints import Constraints
from qantar.reconcile.linked import Linked, Said
from qantar.reconcile.standing import Standing, sorted_accounts, spoken, words

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def conflicts(
    standing: Standing, groups: Iterable[Linked], relations: Iterable[Relation]
) -> tuple[Conflict, ...]:
    """Every two accounts that contradict each other, and the larger sets that cannot all hold."""
    accounts = {a.id: a for group in standing.by_question.values() for a in group}
    pairs = _pairs(standing, relations)
    found: dict[frozenset[str], str] = dict(pairs)
    clashes = Clashes(frozenset(pairs))
    by_least: dict[str, list[frozenset[str]]] = {}
    for ids in found:
        by_least.setdefault(min(ids), []).append(ids)
    for group in groups:
        for ids, because in clashes.sets(group):
            if not any(other <= ids for one in ids for other in by_least.get(one, ())):
                found[ids] = because
                by_least.setdefault(min(ids), []).append(ids)
    told = [_conflict(standing, accounts, ids, why) for ids, why in found.items()]
    return tuple(sorted(told, key=lambda one: (len(one.accounts), one.questions, one.id)))


def _pairs(standing: Standing, relations: Iterable[Relation]) -> dict[frozenset[str], str]:
    """Accounts that contradict each other two by two, neither of them taken back."""
    return {
        frozenset((one.a[0], one.b)): one.because
        for one in relations
        if one.type is RelationType.CONTRADICTS
        and len(one.a) == 1
        and not standing.retracted & {one.a[0], one.b}
    }


def said_of(standing: Standing, numbers: Constraints) -> tuple[Said, ...]:
    """What is said of each number; of accounts that say the same of it, the first."""
    accounts = {a.id: a for group in standing.by_question.values() for a in group}
    found: dict[tuple[int, Interval], Said] = {}
    for account in sorted_accounts(accounts[id_] for id_ in numbers.number_of):
        number, interval = numbers.number_of[account.id], account.quantity.interval()
        found.setdefault((number, interval), Said(account.id, number, interval))
    return tuple(found.values())


def _conflict(
    standing: Standing, accounts: dict[str, Account], ids: frozenset[str], why: str
) -> Conflict:
    members = sorted_accounts(accounts[id_] for id_ in ids)
    return Conflict(
        id=make_id("conflict", sorted(ids)),
        accounts=tuple(account.id for account in members),
        claims=tuple(_claim(account) for account in members),
        questions=tuple(sorted({account.question for account in members})),
        because=_sentence(standing, members, why),
        evidence=tuple(words(account) for account in members),
    )


def _claim(account: Account) -> str:
    evidence = words(account)
    return next(a.claim for a in account.appearances if a.evidence == evidence)


def _sentence(standing: Standing, members: Sequence[Account], why: str) -> str:
    """«These three cannot all hold: …», each with its question unless all answer one."""
    if len(members) == 2:
        return f"these two cannot both hold: {why}"
    one_question = len({account.question for account in members}) == 1
    told = [
        spoken(account)
        if one_question
        else f"{spoken(account)} {subject(standing.questions[account.question])}"
        for account in members
    ]
    many = _NUMBERS[len(told) - 2] if len(told) - 2 < len(_NUMBERS) else str(len(told))
    return f"these {many} cannot all hold: {'; '.join(told)}: {why}"


def subject(question: Question) -> str:
    """The question in few words: "persons killed, Almaty"."""
    codes = codebook.load()
    counted = codes.objects[question.measure.object].plural
    parts = [f"{counted} {codes.acts[question.measure.act].title}"]
    parts += [str(part) for part in (question.place, question.period) if part is not None]
    if question.population is not None:
        parts.append(f"«{question.population}»")
    return ", ".join(parts)
