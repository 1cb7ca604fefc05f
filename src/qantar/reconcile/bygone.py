"""A ledger as it stood by a day: what was known then, nothing that came later."""

from dataclasses import replace

from qantar.domain.ledger import Ledger
from qantar.domain.when import When
from qantar.reconcile.moments import stretch
from qantar.reconcile.settle import Settling


def ledger_as_of(ledger: Ledger, as_of: When) -> Ledger:
    """Accounts that stood by the end of that date, how these stand to each other, what they allow.

    Accounts without a date stood at no day and are left out; bounds over several questions are
    those of today and are left out too. Bounds chosen by people are of today as well.
    """
    end = stretch(as_of)[1]
    accounts = tuple(
        account
        for account in ledger.accounts
        if account.as_of is not None
        and not account.as_of.is_partial
        and stretch(account.as_of)[0] <= end
    )
    kept = {account.id for account in accounts}
    questions = {account.question for account in accounts}
    settling = Settling(ledger)
    return replace(
        ledger,
        questions=tuple(
            replace(one, inside=tuple(id_ for id_ in one.inside if id_ in questions))
            for one in ledger.questions
            if one.id in questions
        ),
        accounts=accounts,
        relations=tuple(one for one in ledger.relations if kept >= {*one.a, one.b}),
        estimates=tuple(
            settling.settle(one.question, as_of)
            for one in ledger.estimates
            if one.question in questions
        ),
        bounds=(),
        conflicts=tuple(one for one in ledger.conflicts if kept >= set(one.accounts)),
    )
