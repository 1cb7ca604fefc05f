"""A reconciliation as rows in terms of the claims it was made of: relations, origins, questions, answers.

What somebody asks is matched by measure, place, period and population; where two questions would
fit equally, none is chosen and the ask is left without an answer. Words that narrow the ask (``scope``) and stand in no
text are passed over only if no text narrows that count at all; then a ``note`` says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qantar import codebook
from qantar.domain.claim import Measure
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json
from qantar.domain.ledger import Account, Ledger, Question, RelationType
from qantar.domain.when import When
from qantar.reconcile.breakdowns import is_narrowed_by_number
from qantar.reconcile.count import place_key
from qantar.reconcile.currencies import beyond_money, currency, money_of
from qantar.reconcile.reconciliation import Reconciliation
from qantar.reconcile.reservations import reservation

LATEST = "latest"
"""As of which an ask wants its answer, if not as of a day."""


def relation_rows(ledger: Ledger) -> Iterator[Json]:
    """One row a relation, sorted. An account is named by the first of its claims in print; the others
    are tied to it as ``same``. Only a sum names several; parts that together exceed a whole have a row each."""
    rows = [
        _same(account.claims[0], claim, account)
        for account in ledger.accounts
        for claim in account.claims[1:]
    ]
    for relation in ledger.relations:
        a = [ledger.account(id_).claims[0] for id_ in relation.a]
        rows += [
            {
                "type": relation.type.value,
                "a": ends,
                "b": ledger.account(relation.b).claims[0],
                "because": relation.because,
                "explicit": relation.explicit,
            }
            for ends in ([a] if relation.type is RelationType.SUM else a)
        ]
    yield from sorted(rows, key=lambda row: (row["type"], str(row["a"]), row["b"]))


def _same(first: str, claim: str, account: Account) -> Json:
    return {
        "type": "same",
        "a": claim,
        "b": first,
        "because": f"{account.quantity} of the same question; the same utterance",
        "explicit": False,
    }


def origin_rows(ledger: Ledger) -> Iterator[Json]:
    """One row an utterance: who said it, when, and the claims that go back to it."""
    copied: dict[str, list[Json]] = {}
    for account in ledger.accounts:
        for one in account.appearances:
            if one.copied:
                found = {"fact": one.claim, "because": one.copied}
                copied.setdefault(account.utterance, []).append(found)
    for utterance in sorted(ledger.utterances, key=lambda u: u.claims):
        yield {
            "id": utterance.id,
            "speaker": utterance.speaker,
            "line": utterance.line,
            "said": str(utterance.said) if utterance.said else None,
            "facts": list(utterance.claims),
            **({"copies": copies} if (copies := copied.get(utterance.id)) else {}),
        }


def question_rows(ledger: Ledger) -> Iterator[Json]:
    """One row a question with the claims that answer it and its envelope to the latest."""
    claims: dict[str, list[str]] = {}
    for account in ledger.accounts:
        claims.setdefault(account.question, []).extend(account.claims)
    estimates = {estimate.question: estimate for estimate in ledger.estimates}
    for question in ledger.questions:
        estimate = estimates[question.id].as_json()
        estimate.pop("accounts")
        yield question.as_json() | estimate | {"facts": sorted(claims[question.id])}


def answer_rows(made: Reconciliation, asks: Iterable[Mapping[str, Any]]) -> Iterator[Json]:
    """For each ask its envelope, origins and whether it is open, as of its day or to the latest.

    Raises:
        MalformedValue: if an ask lacks a field or a code is unknown; the ask is named.
    """
    for ask in asks:
        question = asked_question(made.ledger, ask)
        if question is None:
            yield {"id": ask["id"], "question": None}
            continue
        as_of = ask.get("as_of") or LATEST
        estimate = made.estimate(question.id, None if as_of == LATEST else When(as_of))
        untold = ask.get("scope") if question.population is None else None
        firsts = [made.ledger.account(id_).claims for id_ in estimate.accounts]
        yield {
            "id": ask["id"],
            "question": question.id,
            "as_of": as_of,
            "low": estimate.interval.low if estimate.interval else None,
            "high": estimate.interval.high if estimate.interval else None,
            "origins": estimate.origins,
            "open": estimate.open,
            "accounts": sorted(claim for claims in firsts for claim in claims),
            **(
                {"note": f"no text says «{untold}»; answered is what they say without"}
                if untold
                else {}
            ),
        }


def asked_question(ledger: Ledger, ask: Mapping[str, Any]) -> Question | None:
    """The one question of the ledger that an ask means; None if none fits, or several equally."""
    try:
        measure = codebook.load().check_measure(Measure(ask["object"], ask["act"]))
        place, period = place_key(ask.get("place_id"), ask.get("place")), ask.get("when")
        money = currency(ask.get("scope")) if measure.object == "money" else None
        narrowed = None if money else reservation(ask.get("scope"))
        ask["id"]
    except KeyError as error:
        raise MalformedValue(f"ask {ask.get('id')}: lacks {error}; add it") from None
    told = [
        question
        for question in ledger.questions
        if question.measure == measure
        and place
        in (place_key(question.place_id, question.place), place_key(None, question.place))
        and not question.increment  # what was added is no answer to how many there are
        and not is_narrowed_by_number(question.population)
    ]
    told = [question for question in told if money in (None, money_of(question.population))]
    fitting = [
        question for question in told if reservation(beyond_money(question.population)) == narrowed
    ]  # fmt: skip
    coded = "other" not in (measure.object, measure.act)
    if (
        not fitting
        and coded
        and all(beyond_money(question.population) is None for question in told)
    ):
        fitting = told  # nobody tells them apart by words
    exact = [q for q in fitting if (str(q.period) if q.period else None) == period]
    undated = [q for q in fitting if q.period is None]
    for candidates in (exact, undated, fitting):
        if candidates:
            return candidates[0] if len(candidates) == 1 else None
    return None
