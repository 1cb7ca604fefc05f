"""What stands beside a row that a person judged: who, when, what and why, and what the machine had read.

*"Judged by Dana Akhmetova, 2022-03-09: one hospital only — corrected: place is Almaty; rules read
place Kazakhstan."*
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar.domain.identity import Json
from qantar.domain.ruling import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One judgement beside one claim. ``machine`` is what rules had read, where it was corrected;
    ``others`` the other claim it is about."""

    judgement: str
    verb: str
    sentence: str
    by: str
    at: str
    reason: str
    machine: str | None = None
    others: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The whole mark as one line."""
        read = f" (rules read: {self.machine})" if self.machine else ""
        beside = f" [{', '.join(self.others)}]" if self.others else ""
        return f"judged by {self.by}, {self.at[:10]}: {self.sentence}{beside}{read} — {self.reason}"

    def as_json(self) -> Json:
        return {
            "judgement": self.judgement,
            "verb": self.verb,
            "sentence": self.sentence,
            "by": self.by,
            "at": self.at,
            "reason": self.reason,
            "machine": self.machine,
            "others": list(self.others),
        }


Marks = Mapping[str, tuple[Mark, ...]]
"""Marks by claim."""


def mark(ruling: Ruling, claim: str | None = None) -> Mark:
    """A ruling as it stands beside one of its claims."""
    judgement = ruling.judgement
    machine = ", ".join(f"{name} {value or 'not said'}" for name, value in judgement.was)
    return Mark(
        judgement=judgement.id,
        verb=judgement.verb.value,
        sentence=judgement.sentence,
        by=judgement.by,
        at=judgement.at,
        reason=judgement.reason,
        machine=machine or None,
        others=tuple(other for other in ruling.claims if claim is not None and other != claim),
    )


def marks_of(rulings: Iterable[Ruling]) -> dict[str, tuple[Mark, ...]]:
    """The marks of every claim that a ruling in force is about, oldest first."""
    found: dict[str, tuple[Mark, ...]] = {}
    for ruling in rulings:
        if ruling.is_in_force:
            for claim in ruling.claims:
                found[claim] = (*found.get(claim, ()), mark(ruling, claim))
    return found
