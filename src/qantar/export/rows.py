"""What rows of other projects have in common: the words they stand on, who printed them, one line each."""

from collections.abc import Iterable, Sequence

from qantar.domain.claim import Claim
from qantar.export.format import Material
from qantar.reconcile.policies import Counted
from qantar.views.ledger import QuestionRow


def sources(material: Material, claims: Iterable[Claim]) -> str:
    """The outlets, or where one is not known the reports, each once."""
    return "; ".join(sorted({material.outlet(claim) or claim.report for claim in claims}))


def quotes(material: Material, claims: Iterable[Claim]) -> str:
    """«words» (who said so, in which outlet, claim id), one after the other; the words verbatim."""
    told = []
    for claim in claims:
        speaker = claim.attribution.speaker if claim.attribution else "speaker not named"
        told.append(
            f"«{claim.quote.exact}» ({speaker}; {material.outlet(claim) or claim.report}; {claim.id})"
        )
    return " | ".join(told)


def used(material: Material, counted: Counted) -> tuple[Claim, ...]:
    """The claims a counting rule used, in order; those coded by hand have no words and stay out."""
    return tuple(material.by_id[id_] for id_ in counted.claims if id_ in material.by_id)


def counting_note(material: Material, row: QuestionRow, counted: Counted) -> str:
    """How a number was got, the range it stands in, who stands for it, and the words."""
    standing = [account for account in row.accounts if account.stands]
    by = material.read_by(*counted.claims)
    chosen = "; ".join(mark.words for mark in row.chosen)
    parts = (
        row.title,
        f"counted by the rule «{counted.policy}»: {counted.shown} ({counted.because})",
        f"the accounts left standing allow {row.envelope}: "
        + ", ".join(
            f"{a.number} {a.speaker or 'speaker not named'}"
            + (f", as of {a.as_of}" if a.as_of else "")
            for a in standing
        ),
        f"reading: {by}" + (f"; bounds {chosen}" if chosen else ""),
        quotes(material, used(material, counted)),
    )
    return " || ".join(part for part in parts if part)


def counted_questions(
    material: Material, policy: str
) -> tuple[Sequence[tuple[QuestionRow, Counted]], int]:
    """The questions a rule gives numbers for, and how many it does not."""
    found = [
        (row, material.counted[row.question][policy])
        for row in material.questions
        if material.counted[row.question][policy].is_applicable
    ]
    return found, len(material.questions) - len(found)


def number(counted: Counted, name: str) -> int | None:
    """The number of a column, None if the rule leaves it empty."""
    return next((one.value for one in counted.numbers if one.name == name), None)
