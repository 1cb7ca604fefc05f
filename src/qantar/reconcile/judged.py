"""The ledger of claims as people judged them: corrected, without what they rejected, joined and parted
as they said, with the bounds they chose. Without judgements it is the ledger of the rules."""

from collections.abc import Iterable, Mapping, Sequence

from qantar.domain.claim import Claim, Figure
from qantar.domain.ledger import Ledger, SetAside
from qantar.domain.ruling import Ruling, as_judged, rejected
from qantar.domain.source import Document
from qantar.reconcile.choice import choices, with_choices
from qantar.reconcile.count import Count, counts_of
from qantar.reconcile.judging import Judging
from qantar.reconcile.places import Places
from qantar.reconcile.reconciliation import reconcile


def judged_ledger(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    rulings: Sequence[Ruling] = (),
    places: Places | None = None,
) -> Ledger:
    """The ledger of these claims under these rulings. Rejected figures are set aside, and say so."""
    counts, aside = judged_counts(claims, documents, rulings)
    ledger = reconcile(
        counts, places=places, set_aside=aside, judging=Judging(tuple(rulings))
    ).ledger
    return with_choices(ledger, choices(ledger, rulings).values())


def judged_counts(
    claims: Iterable[Claim], documents: Mapping[str, Document], rulings: Sequence[Ruling]
) -> tuple[tuple[Count, ...], tuple[SetAside, ...]]:
    """The figures as people corrected them, and what is set aside by them or by the rules."""
    refused = rejected(rulings)
    left, aside = [], []
    for claim in as_judged(claims, rulings):
        ruling = refused.get(claim.id)
        if ruling is None:
            left.append(claim)
        elif isinstance(claim.content, Figure):
            aside.append(SetAside(claim=claim.id, because=ruling.judgement.signed))
    counts, unasserted = counts_of(left, documents)
    return counts, (*unasserted, *aside)
