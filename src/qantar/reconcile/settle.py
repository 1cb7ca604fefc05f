"""What the accounts left standing jointly allow, as of a day or to the latest."""

from collections.abc import Iterable

from qantar.domain.ledger import Account, Estimate, Ledger, RelationType
from qantar.domain.quantity import Interval
from qantar.domain.when import When
from qantar.reconcile.moments import stretch


def settle(ledger: Ledger, question: str, as_of: When | None = None) -> Estimate:
    """The envelope of one question.

    With ``as_of``, only accounts that stood by the end of that date count. The denied and the
    taken back are dropped, then those superseded by an account so taken; what is left is listed.
    Accounts another one says more closely do not widen the envelope.
    """
    return Settling(ledger).settle(question, as_of)


class Settling:
    """The relations of a ledger by account, for settling many questions."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._by_question: dict[str, list[Account]] = {}
        for account in ledger.accounts:
            self._by_question.setdefault(account.question, []).append(account)
        self._standing: dict[tuple[str, When | None], tuple[set[str], set[str]]] = {}
        """By question and moment, the accounts taken and those left standing; asked for before."""
        self._number: dict[str, list[str]] = {}
        """Accounts of one question with one number, by any of them: what holds for one holds for
        all of its class."""
        classes: dict[tuple[str, str, bool], list[str]] = {}
        for account in ledger.accounts:
            key = account.question, str(account.quantity), account.denied
            classes.setdefault(key, []).append(account.id)
        for members in classes.values():
            for member in members:
                self._number[member] = members
        self._superseded: dict[str, set[str]] = {}
        self._refined: dict[str, set[str]] = {}
        self._contradicted: dict[str, set[str]] = {}
        self._retracted: set[str] = set()
        for relation in ledger.relations:
            for a in relation.a:
                self._note(relation.type, a, relation.b)

    def _note(self, type_: RelationType, a: str, b: str) -> None:
        match type_:
            case RelationType.RETRACTS:
                self._retracted.update(self._number[b])
            case RelationType.SUPERSEDES:
                self._pair(self._superseded, a, b)
            case RelationType.REFINES:
                self._pair(self._refined, a, b)
            case RelationType.CONTRADICTS:
                self._pair(self._contradicted, a, b)
                self._pair(self._contradicted, b, a)
            case _:
                pass

    def _pair(self, table: dict[str, set[str]], a: str, b: str) -> None:
        for account in self._number[b]:
            table.setdefault(account, set()).update(self._number[a])

    def settle(self, question: str, as_of: When | None = None) -> Estimate:
        taken = {a.id for a in self._taken(self._by_question.get(question, ()), as_of)}
        left = self._left(taken)
        opened = any(
            self._stands(other, as_of)
            for account in left
            for other in self._contradicted.get(account, ())
        )
        finest = [a for a in left if not self._refined.get(a, set()) & left]
        intervals = [self._ledger.account(a).quantity.interval() for a in finest]
        return Estimate(
            question=question,
            interval=_envelope(intervals),
            origins=len({self._ledger.account(a).utterance for a in left}),
            open=opened,
            accounts=tuple(sorted(left)),
        )

    def _taken(self, accounts: Iterable[Account], as_of: When | None) -> list[Account]:
        return [a for a in accounts if _stood_by(a, as_of)]

    def _left(self, taken: set[str]) -> set[str]:
        usable = {
            a for a in taken if a not in self._retracted and not self._ledger.account(a).denied
        }
        return {a for a in usable if not self._is_superseded(a, taken)}

    def _is_superseded(self, account: str, taken: set[str]) -> bool:
        """By an account taken that is itself neither denied nor taken back."""
        newer = self._superseded.get(account, set()) & taken
        return any(n not in self._retracted for n in newer)

    def _stands(self, account: str, as_of: When | None) -> bool:
        """Whether an account is left in its own question, or is a denial still made."""
        question = self._ledger.account(account).question
        key = question, as_of
        if key not in self._standing:
            taken = {a.id for a in self._taken(self._by_question[question], as_of)}
            self._standing[key] = taken, self._left(taken)
        taken, left = self._standing[key]
        return account in (taken if self._ledger.account(account).denied else left)


def _stood_by(account: Account, as_of: When | None) -> bool:
    if as_of is None or account.as_of is None or account.as_of.is_partial:
        return as_of is None
    return stretch(account.as_of)[0] <= stretch(as_of)[1]


def _envelope(intervals: Iterable[Interval]) -> Interval | None:
    intervals = list(intervals)
    if not intervals:
        return None
    highs = [interval.high for interval in intervals]
    bounded = [high for high in highs if high is not None]
    high = max(bounded) if len(bounded) == len(highs) else None
    return Interval(min(interval.low for interval in intervals), high)
