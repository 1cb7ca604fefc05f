"""What the comparing steps share: accounts by question, classes of equal accounts, what was taken back.

A *class* is all accounts of one question with one number, whoever gives it and whenever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qantar.domain.ledger import Account, Evidence, Question, Relation, RelationType
from qantar.domain.quantity import Interval
from qantar.domain.when import OPEN
from qantar.reconcile.count import toll_acts
from qantar.reconcile.currencies import beyond_money
from qantar.reconcile.moments import is_later, order
from qantar.reconcile.speakers import is_one_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Accounts and questions of one reconciling, indexed.

    ``headlines`` are accounts printed only in headlines whose own reports say otherwise below:
    they supersede nothing and are part of nothing.
    """

    questions: Mapping[str, Question]
    above: Mapping[str, frozenset[str]]
    by_question: Mapping[str, Sequence[Account]]
    by_utterance: Mapping[str, Sequence[Account]]
    account_of: Mapping[str, Account]
    """By claim."""
    headlines: frozenset[str]
    totals: frozenset[str]
    """Accounts said as running totals."""
    firm: frozenset[str] = field(default=frozenset())
    recalled: frozenset[str] = field(default=frozenset())
    """Accounts that every text tells as the number given before, and nobody gives himself."""
    retracted: frozenset[str] = field(default=frozenset())
    _intervals: dict[str, Interval] = field(default_factory=dict, repr=False, compare=False)
    """Asked for before."""

    def is_loose(self, account: Account) -> bool:
        """Whether its question names neither period nor population, and it is no running total:
        then it may be the count of one incident or one hospital, and proves little."""
        question = self.questions[account.question]
        if account.id in self.totals or account.id in self.firm:
            return False
        if beyond_money(question.population) is not None:
            return False
        # What one witness or one hospital saw on a day is of that day, and not of all of it.
        period = question.period
        return period is None or (
            question.measure.act in toll_acts() and not period.edtf.endswith(OPEN)
        )

    def interval(self, account: Account) -> Interval:
        found = self._intervals.get(account.id)
        if found is None:
            found = self._intervals[account.id] = account.quantity.interval()
        return found


def words(account: Account) -> Evidence:
    """The words an account stands on: its first appearance, the body before the headline."""
    if len(account.appearances) == 1:
        return account.appearances[0].evidence
    return min(
        account.appearances, key=lambda a: (a.headline, order(a.published), a.claim)
    ).evidence


def relation(
    type_: RelationType,
    a: Account | Sequence[Account],
    b: Account,
    because: str,
    explicit: bool = False,
) -> Relation:
    """A relation with the words of both sides."""
    parts = [a] if isinstance(a, Account) else list(a)
    return Relation(
        type=type_,
        a=tuple(part.id for part in parts),
        b=b.id,
        because=because,
        explicit=explicit,
        a_evidence=tuple(words(part) for part in parts),
        b_evidence=words(b),
    )


def sorted_accounts(accounts: Iterable[Account]) -> list[Account]:
    """In time, then by id."""
    return sorted(accounts, key=lambda account: (order(account.as_of), account.id))


def classes(accounts: Iterable[Account]) -> list[list[Account]]:
    """Accounts of one question in classes of equal number, in time; denied ones left out."""
    found: dict[str, list[Account]] = {}
    for account in sorted_accounts(accounts):
        if not account.denied:
            found.setdefault(str(account.quantity), []).append(account)
    return list(found.values())


def is_at_one_moment(one: Account, other: Account) -> bool:
    """Whether neither is later. Where a moment is unknown, only one utterance or one report is
    one moment."""
    if (
        one.as_of is None
        or other.as_of is None
        or one.as_of.is_partial
        or other.as_of.is_partial
    ):
        return one.utterance == other.utterance or is_in_one_text(one, other)
    return not is_later(one.as_of, other.as_of) and not is_later(other.as_of, one.as_of)


def is_in_one_text(one: Account, other: Account) -> bool:
    """Whether one text prints both, in its headline or below."""
    documents = {appearance.document for appearance in one.appearances}
    return any(appearance.document in documents for appearance in other.appearances)


def is_side_by_side(one: Account, other: Account) -> bool:
    """Whether one text gives both in its body as one voice's, or as nobody's.

    A writer who prints two numbers below each other means two things; where the reading did not
    catch what differs, silence is better than a contradiction.
    """
    if one.utterance != other.utterance and "not named" not in (one.line, other.line):
        return False
    bodies = {appearance.document for appearance in one.appearances if not appearance.headline}
    return any(a.document in bodies and not a.headline for a in other.appearances)


FAR = 4
"""How many times a number must exceed another of the same counter to show that both do not count the same."""


def counts_something_else(standing: Standing, one: Account, other: Account) -> bool:
    """Whether one counter gives numbers so far apart, not both called totals, that they are of different people
    or things: 353 hurt of a ministry's own, 18 of those it fought. Two counters may differ as widely and
    dispute; one does not dispute with itself."""
    if one.line != other.line or one.line == "not named":
        return False
    if {one.id, other.id} <= standing.totals:
        return False
    a, b = standing.interval(one), standing.interval(other)
    if a.low > b.low:
        a, b = b, a
    return is_far_above(b, a)


def is_far_above(one: Interval, other: Interval) -> bool:
    """Whether every number of the one is ``FAR`` times any of the other."""
    return other.high is not None and one.low >= FAR * max(other.high, 1)


ELSE = "one counter gives"
"""How the reason begins where it is so."""


def is_same_voice(one: Account, other: Account) -> bool:
    """Whether both are given by one speaker, or one office."""
    if one.speaker is None or other.speaker is None:
        return False
    return is_one_voice(one.speaker, other.speaker)


def spoken(account: Account) -> str:
    """The account as a reason names it: ``>1500 (Rizabek Ozharov, 2022-02-07)``."""
    about = ", ".join(
        filter(None, (account.speaker, str(account.as_of) if account.as_of else None))
    )
    return f"{account.quantity} ({about})" if about else str(account.quantity)
