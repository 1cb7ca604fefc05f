"""One ledger counted by the rules of several projects, each number led back to its accounts.

*"ACLED, conservative: 149, the lowest of the accounts left standing, given by the Prosecutor General's
Office."* A rule that does not fit a question says so and gives no number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qantar.codebook.policies import Policy, policies
from qantar.domain.identity import Json
from qantar.domain.ledger import Account, Ledger, Question, RelationType
from qantar.domain.quantity import Hedge
from qantar.domain.when import When
from qantar.reconcile.choice import Choice
from qantar.reconcile.moments import order, stretch
from qantar.reconcile.settle import Settling
from qantar.reconcile.standing import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One published number: its name there, its value (None is an open or empty end), the accounts
    it was got from."""

    name: str
    value: int | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a policy makes of a question. Without numbers it does not apply; ``because`` says why,
    and otherwise how the numbers were got."""

    policy: str
    question: str
    numbers: tuple[Number, ...] = ()
    because: str
    claims: tuple[str, ...] = ()
    """The claims of all accounts used."""
    judged: tuple[str, ...] = ()
    """Judgements that went before the rule."""

    @property
    def is_applicable(self) -> bool:
        return bool(self.numbers)

    @property
    def accounts(self) -> tuple[str, ...]:
        return tuple(sorted({id_ for number in self.numbers for id_ in number.accounts}))

    @property
    def shown(self) -> str:
        """``low 149, best –, high 164``, or ``not applicable``."""
        if not self.numbers:
            return "not applicable"
        return ", ".join(
            f"{one.name} {'–' if one.value is None else one.value}" for one in self.numbers
        )

    def as_json(self) -> Json:
        return {
            "policy": self.policy,
            "question": self.question,
            "applicable": self.is_applicable,
            "numbers": {one.name: one.value for one in self.numbers},
            "accounts": {one.name: list(one.accounts) for one in self.numbers},
            "claims": list(self.claims),
            "because": self.because,
            "judged": list(self.judged),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDifference:
    """Two policies over one question: what each gives, and which accounts only one of them used."""

    question: str
    one: Counted
    other: Counted
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    because: str

    @property
    def is_difference(self) -> bool:
        return _values(self.one) != _values(self.other)

    def as_json(self) -> Json:
        return {
            "question": self.question,
            "one": self.one.as_json(),
            "other": self.other.as_json(),
            "differ": self.is_difference,
            "only_one": list(self.only_one),
            "only_other": list(self.only_other),
            "because": self.because,
        }


class Counting:
    """The ledger made ready for counting many questions."""

    def __init__(self, ledger: Ledger, choices: Mapping[str, Choice] | None = None) -> None:
        self._ledger, self._settling = ledger, Settling(ledger)
        self._choices = choices or {}
        self._questions = {question.id: question for question in ledger.questions}
        self._by_question: dict[str, list[Account]] = {}
        for account in ledger.accounts:
            self._by_question.setdefault(account.question, []).append(account)
        self._refined: dict[str, set[str]] = {}
        self._taken_back: set[str] = set()
        for one in ledger.relations:
            if one.type is RelationType.REFINES:
                self._refined.setdefault(one.b, set()).update(one.a)
            elif one.type is RelationType.RETRACTS:
                self._taken_back.add(one.b)

    def count(self, policy: Policy, question: str, as_of: When | None = None) -> Counted:
        """What the policy makes of the question, as of a date or to the latest."""
        asked = self._questions[question]
        if not policy.counts(asked.measure):
            counted = " and ".join(policy.acts) or "anything"
            objects = f" {', '.join(policy.objects)}" if policy.objects else ""
            return _nothing(
                policy, question,
                f"{policy.title} counts {counted}{objects} only; this asks {asked.measure}",
            )  # fmt: skip
        heard = self._heard(policy, asked, as_of)
        if not heard:
            line = f" of the line «{policy.line}»" if policy.line else ""
            return _nothing(policy, question, f"no account{line} is left standing")
        return self._judged(RULES[policy.rule](policy, asked, heard), as_of)

    def difference(
        self, one: Policy, other: Policy, question: str, as_of: When | None = None
    ) -> PolicyDifference:
        """The two policies over one question, side by side."""
        a, b = self.count(one, question, as_of), self.count(other, question, as_of)
        only_a = tuple(sorted(set(a.accounts) - set(b.accounts)))
        only_b = tuple(sorted(set(b.accounts) - set(a.accounts)))
        parts = [
            f"{one.title}: {a.shown}, {a.because}",
            f"{other.title}: {b.shown}, {b.because}",
        ]
        for policy, only in ((one, only_a), (other, only_b)):
            if only:
                told = "; ".join(spoken(self._ledger.account(id_)) for id_ in only)
                parts.append(f"only {policy.title} used {told}")
        return PolicyDifference(
            question=question, one=a, other=b, only_one=only_a, only_other=only_b,
            because=". ".join(parts),
        )  # fmt: skip

    def _heard(self, policy: Policy, asked: Question, as_of: When | None) -> list[Account]:
        accounts = self._by_question.get(asked.id, [])
        if policy.superseded:
            taken = [a for a in accounts if not a.denied and self._is_given(a, as_of)]
            numbers = {str(a.quantity) for a in accounts if a.id in self._taken_back}
            heard = [a for a in taken if str(a.quantity) not in numbers]
        else:
            left = set(self._settling.settle(asked.id, as_of).accounts)
            heard = [
                a
                for a in accounts
                if a.id in left and not self._refined.get(a.id, set()) & left
            ]
        if policy.line is not None:
            heard = [a for a in heard if a.line == policy.line]
        return sorted(heard, key=lambda a: (order(a.as_of), a.id))

    def _is_given(self, account: Account, as_of: When | None) -> bool:
        if as_of is None:
            return True
        if account.as_of is None or account.as_of.is_partial:
            return False
        return stretch(account.as_of)[0] <= stretch(as_of)[1]

    def _judged(self, counted: Counted, as_of: When | None) -> Counted:
        """The bounds people chose, in place of those the rule gives."""
        choice = self._choices.get(counted.question)
        if choice is None or as_of is not None or not counted.numbers:
            return counted
        return choice_over(counted, choice)


def choice_over(counted: Counted, choice: Choice) -> Counted:
    """A policy's numbers with the bounds a person chose in place of the rule's."""
    lows, highs = ("fatalities", "low", "min"), ("high", "max")
    ids = tuple(sorted({*choice.low_accounts, *choice.high_accounts}))
    numbers = []
    for one in counted.numbers:
        if one.name in lows and choice.low is not None:
            one = Number(name=one.name, value=choice.low, accounts=choice.low_accounts)
        elif one.name in highs and choice.high is not None:
            one = Number(name=one.name, value=choice.high, accounts=choice.high_accounts)
        elif one.name == "best" and choice.low is not None and choice.low == choice.high:
            one = Number(name=one.name, value=choice.low, accounts=ids)
        numbers.append(one)
    return Counted(
        policy=counted.policy,
        question=counted.question,
        numbers=tuple(numbers),
        because=f"{counted.because}; then {choice.because}",
        claims=tuple(sorted({*counted.claims, *choice.claims})),
        judged=choice.judgements,
    )


def _values(counted: Counted) -> tuple[tuple[int | None, int | None], bool]:
    """Least and greatest, so that one number and a range with equal ends do not differ."""
    values = {one.name: one.value for one in counted.numbers}
    first = next(iter(values.values()), None)
    low = values.get("low", values.get("min", first))
    high = values.get("high", values.get("max", first))
    return (low, high), counted.is_applicable


def _nothing(policy: Policy, question: str, because: str) -> Counted:
    return Counted(policy=policy.name, question=question, because=because)


def _counted(
    policy: Policy, asked: Question, numbers: Sequence[tuple[str, int | None, Sequence[Account]]],
    because: str,
) -> Counted:  # fmt: skip
    used = {account.id: account for _, _, accounts in numbers for account in accounts}
    return Counted(
        policy=policy.name,
        question=asked.id,
        numbers=tuple(
            Number(name=name, value=value, accounts=tuple(sorted(a.id for a in accounts)))
            for name, value, accounts in numbers
        ),
        because=because,
        claims=tuple(sorted({claim for account in used.values() for claim in account.claims})),
    )


def _conservative(policy: Policy, asked: Question, heard: Sequence[Account]) -> Counted:
    values: list[tuple[int, Account]] = []
    unused: list[Account] = []
    for account in heard:
        value = _whole_number(policy, account)
        if value is None:
            unused.append(account)
        else:
            values.append((value, account))
    passed = _told("not used: ", unused)
    if not values:
        return _nothing(
            policy, asked.id, f"no account gives a number this rule takes; {passed}"
        )
    least = min(value for value, _ in values)
    from_ = [account for value, account in values if value == least]
    because = f"the lowest of {len(values)} left standing, {_names(from_)}"
    for account in from_:
        if account.quantity.hedge is Hedge.VAGUE:
            because += f"; {account.quantity} is {least} by their table of vague words"
    return _counted(
        policy,
        asked,
        [("fatalities", least, from_)],
        "; ".join(filter(None, (because, passed))),
    )


def _whole_number(policy: Policy, account: Account) -> int | None:
    quantity, interval = account.quantity, account.quantity.interval()
    match quantity.hedge:
        case Hedge.VAGUE:
            return policy.vague.get(interval.low)
        case Hedge.AT_MOST | Hedge.LESS_THAN:
            return None
        case Hedge.ABOUT | Hedge.ALMOST:
            assert quantity.value is not None
            return int(quantity.value)
        case _:
            return interval.low


def _low_best_high(policy: Policy, asked: Question, heard: Sequence[Account]) -> Counted:
    low, lowest, high, highest = _ends(heard)
    exact = low == high
    because = f"lowest from {_names(lowest)}, "
    because += (
        f"highest from {_names(highest)}"
        if high is not None
        else f"no highest: {_names(highest)} names no upper end"
    )
    because += (
        "; best is the only number left" if exact else "; best stays empty: the accounts differ"
    )
    return _counted(
        policy, asked,
        [("low", low, lowest), ("best", low if exact else None, lowest if exact else []),
         ("high", high, highest)],
        because,
    )  # fmt: skip


def _least_and_most(policy: Policy, asked: Question, heard: Sequence[Account]) -> Counted:
    lows = [a for a in heard if a.quantity.hedge not in (Hedge.AT_MOST, Hedge.LESS_THAN)]
    least = min((a.quantity.interval().low for a in lows), default=None)
    most = max(_top(account) for account in heard)
    lowest = [a for a in lows if a.quantity.interval().low == least]
    highest = [a for a in heard if _top(a) == most]
    because = f"maximum from {_names(highest)}"
    if least is not None:
        because = f"minimum from {_names(lowest)}, {because}"
    open_above = [a for a in heard if a.quantity.interval().high is None]
    if open_above:
        because += f"; open above: {_names(open_above)} names no upper end"
    kind = {"killed": "deaths", "injured": "injuries"}.get(asked.measure.act, asked.measure.act)
    because = f"{kind}: {because}"
    return _counted(policy, asked, [("min", least, lowest), ("max", most, highest)], because)


def _top(account: Account) -> int:
    interval = account.quantity.interval()
    return interval.low if interval.high is None else interval.high


def _latest_of_line(policy: Policy, asked: Question, heard: Sequence[Account]) -> Counted:
    dated = [a for a in heard if a.as_of is not None and not a.as_of.is_partial]
    if not dated:
        return _nothing(
            policy, asked.id, "no account of the line bears a date, so none is the latest"
        )
    latest = max(order(account.as_of) for account in dated)[:2]
    last = [account for account in dated if order(account.as_of)[:2] == latest]
    low, lowest, high, highest = _ends(last)
    return _counted(
        policy, asked, [("low", low, lowest), ("high", high, highest)],
        f"said last of {len(heard)} official: {_names(last)}",
    )  # fmt: skip


def _envelope(policy: Policy, asked: Question, heard: Sequence[Account]) -> Counted:
    low, lowest, high, highest = _ends(heard)
    above = (
        f"greatest from {_names(highest)}"
        if high is not None
        else f"open above: {_names(highest)} names no upper end"
    )
    return _counted(
        policy, asked, [("low", low, lowest), ("high", high, highest)],
        f"of {len(heard)} accounts, replaced ones included: least from {_names(lowest)}, {above}",
    )  # fmt: skip


def _ends(heard: Sequence[Account]) -> tuple[int, list[Account], int | None, list[Account]]:
    intervals = [(account.quantity.interval(), account) for account in heard]
    low = min(interval.low for interval, _ in intervals)
    open_ = [account for interval, account in intervals if interval.high is None]
    high = None if open_ else max(interval.high or 0 for interval, _ in intervals)
    highest = open_ or [account for interval, account in intervals if interval.high == high]
    return low, [a for interval, a in intervals if interval.low == low], high, highest


NAMED = 3
"""Accounts a reason names; more, and it says how many."""


def _names(accounts: Sequence[Account]) -> str:
    told = ", ".join(spoken(account) for account in accounts[:NAMED])
    return told + (f" and {len(accounts) - NAMED} more" if len(accounts) > NAMED else "")


def _told(opening: str, accounts: Sequence[Account]) -> str:
    return opening + _names(accounts) if accounts else ""


Rule = Callable[[Policy, Question, Sequence[Account]], Counted]
RULES: Mapping[str, Rule] = {
    "conservative": _conservative,
    "low_best_high": _low_best_high,
    "least_and_most": _least_and_most,
    "latest_of_line": _latest_of_line,
    "envelope": _envelope,
}
"""The functions that ``policies.toml`` names."""


def all_counted(
    counting: Counting, question: str, as_of: When | None = None
) -> tuple[Counted, ...]:
    """What every policy makes of a question, in the order of the file."""
    return tuple(counting.count(policy, question, as_of) for policy in policies().values())
