"""The bounds people chose for a question: always those an account gives, never a number of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qantar.domain.judgement import End, Verb
from qantar.domain.ledger import Account, Estimate, Ledger
from qantar.domain.quantity import Interval
from qantar.domain.ruling import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen for a question; None is an end nobody chose."""

    question: str
    low: int | None = None
    high: int | None = None
    low_accounts: tuple[str, ...] = ()
    high_accounts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    because: str = ""

    def over(self, interval: Interval | None) -> Interval | None:
        """The interval with the chosen ends; an end of a rule that the choice passes gives way."""
        if self.low is None and self.high is None:
            return interval
        low = self.low if self.low is not None else interval.low if interval else 0
        high = self.high if self.high is not None else interval.high if interval else None
        if high is not None and high < low:
            low, high = (low, None) if self.high is None else (min(low, high), high)
        return Interval(low, high)


def choices(ledger: Ledger, rulings: Iterable[Ruling]) -> dict[str, Choice]:
    """The choices in force by question; of one end the newest counts, and where two chosen ends
    pass each other, the newer one."""
    account_of: dict[str, Account] = {}
    for account in ledger.accounts:
        for claim in account.claims:
            account_of[claim] = account
    found: dict[str, Choice] = {}
    for ruling in reversed(list(rulings)):
        if not ruling.is_in_force or ruling.judgement.verb is not Verb.CHOOSE:
            continue
        chosen = account_of.get(ruling.claims[0])
        if chosen is not None:
            before = found.get(chosen.question, Choice(question=chosen.question))
            found[chosen.question] = _with(before, chosen, ruling)
    return found


def _with(choice: Choice, account: Account, ruling: Ruling) -> Choice:
    interval, end = account.quantity.interval(), ruling.judgement.end
    ends: list[str] = []
    if end in (End.LOW, End.BOTH) and choice.low is None:
        if choice.high is None or interval.low <= choice.high:
            choice = replace(choice, low=interval.low, low_accounts=(account.id,))
            ends.append(f"lower bound {interval.low}")
    if end in (End.HIGH, End.BOTH) and choice.high is None and interval.high is not None:
        if choice.low is None or choice.low <= interval.high:
            choice = replace(choice, high=interval.high, high_accounts=(account.id,))
            ends.append(f"upper bound {interval.high}")
    if not ends:
        return choice
    told = f"{' and '.join(ends)} of {account.quantity} chosen, {ruling.judgement.signed}"
    return replace(
        choice,
        claims=(*choice.claims, ruling.claims[0]),
        judgements=(*choice.judgements, ruling.judgement.id),
        because="; ".join(filter(None, (choice.because, told))),
    )


def with_choices(ledger: Ledger, chosen: Iterable[Choice]) -> Ledger:
    """The ledger with the chosen bounds in its estimates, what the rules alone gave kept beside."""
    by_question = {choice.question: choice for choice in chosen}
    if not by_question:
        return ledger
    return replace(
        ledger,
        estimates=tuple(
            judged_estimate(estimate, by_question.get(estimate.question))
            for estimate in ledger.estimates
        ),
    )


def judged_estimate(estimate: Estimate, choice: Choice | None) -> Estimate:
    """The estimate with the bounds a person chose."""
    if choice is None:
        return estimate
    return replace(
        estimate,
        interval=choice.over(estimate.interval),
        by_rules=estimate.interval,
        judged=choice.judgements,
    )
