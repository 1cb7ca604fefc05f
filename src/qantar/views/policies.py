"""Questions counted by a named rule: whose rule it is, what it gives, which accounts it used.

"By ACLED's rule 16: the lowest number an account left standing gives." A number of this kind stands
beside the range, never in its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qantar.codebook.policies import policies
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import Ruling
from qantar.domain.when import When
from qantar.reconcile.choice import choices
from qantar.reconcile.policies import Counting


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWords:
    """A rule as people are told of it; ``ours`` is what its source leaves open and we decided."""

    name: str
    title: str
    definition: str
    source: str
    ours: tuple[str, ...]


def policy_words() -> tuple[PolicyWords, ...]:
    """All rules, in the order of the codebook."""
    return tuple(
        PolicyWords(
            name=name,
            title=policy.title,
            definition=policy.definition,
            source=policy.source,
            ours=policy.ours,
        )
        for name, policy in policies().items()
    )


def counted_rows(
    ledger: Ledger,
    rulings: Sequence[Ruling],
    questions: Iterable[str],
    as_of: When | None = None,
) -> Mapping[str, list[Json]]:
    """For each question what each rule makes of it, rules that do not apply included, with why; with
    ``as_of`` as it stood by the end of that date."""
    counting = Counting(ledger, choices(ledger, rulings))
    return {
        question: [
            counting.count(policy, question, as_of).as_json() for policy in policies().values()
        ]
        for question in questions
    }
