"""Contradictions and retractions as the desk lists them: who against whom, on which words."""

from qantar.desk.shelf import Value, packed
from qantar.domain.identity import Json
from qantar.domain.ledger import Account, Evidence, Ledger, RelationType
from qantar.views.ledger import evidence_words

TYPES = (RelationType.CONTRADICTS, RelationType.RETRACTS)


def conflict_rows(ledger: Ledger) -> list[dict[str, Value]]:
    """Every contradiction and retraction with both sides; unsettled contradictions first."""
    left = {id_ for estimate in ledger.estimates for id_ in estimate.accounts}
    rows: list[dict[str, Value]] = []
    for relation in ledger.relations:
        if relation.type not in TYPES:
            continue
        a = [ledger.account(id_) for id_ in relation.a]
        b = ledger.account(relation.b)
        unsettled = relation.type is RelationType.CONTRADICTS and all(
            account.id in left for account in (*a, b)
        )
        sides = [
            _side(account, evidence)
            for account, evidence in zip(a, relation.a_evidence, strict=True)
        ]
        row = {
            "a": sides, "b": _side(b, relation.b_evidence), "because": relation.because,
            "explicit": relation.explicit, "relation": relation.id,
        }  # fmt: skip
        rows.append(
            {
                "question": b.question, "type": relation.type.value, "open": unsettled,
                "row": packed(row),
            }
        )  # fmt: skip
    return sorted(
        rows, key=lambda row: (not row["open"], str(row["question"]), str(row["row"]))
    )


def _side(account: Account, evidence: Evidence) -> Json:
    first = account.appearances[0]
    return {
        "account": account.id, "question": account.question, "number": str(account.quantity),
        "denied": account.denied, "speaker": account.speaker,
        "as_of": str(account.as_of) if account.as_of else None, "outlet": first.outlet,
        "claim": first.claim, "words": evidence_words(evidence),
    }  # fmt: skip
