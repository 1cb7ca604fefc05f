"""Who is reported as saying it, in which manner, and through whom it came."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.identity import Json
from qantar.domain.quick import quick
from qantar.domain.when import When


class Manner(StrEnum):
    DIRECT = "direct"
    """Inside quotation marks, or a quoted paragraph."""
    INDIRECT = "indirect"
    """«заявил, что…»"""
    CITED = "cited"
    """«по данным…»"""
    CARRIED = "carried"
    """Said earlier; the same account visibly goes on."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Speaker, post and body in exact words of the text; ``via`` the relaying outlets, nearest first.

    ``said_at`` is the day the text gives to the saying, not to what is told: «сообщила 1 июля комиссия».
    """

    speaker: str
    cue: str = ""
    manner: Manner = Manner.INDIRECT
    role: str | None = None
    organisation: str | None = None
    via: tuple[str, ...] = ()
    said_at: When | None = None

    def as_json(self) -> Json:
        row: Json = {
            "speaker": self.speaker,
            "cue": self.cue,
            "manner": self.manner.value,
            "role": self.role,
            "organisation": self.organisation,
            "via": list(self.via),
        }
        if self.said_at is not None:
            row["said_at"] = str(self.said_at)
        return row

    @classmethod
    def from_json(cls, row: Json) -> "Attribution":
        return cls(
            speaker=row["speaker"],
            cue=row.get("cue", ""),
            manner=Manner(row.get("manner", "indirect")),
            role=row.get("role"),
            organisation=row.get("organisation"),
            via=tuple(row.get("via", ())),
            said_at=When(row["said_at"]) if row.get("said_at") else None,
        )
