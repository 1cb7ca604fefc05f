"""Who is reported as saying it, in which manner, and through whom it came."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.identity import Json


class Manner(StrEnum):
    DIRECT = "direct"
    """Inside quotation marks, or a quoted paragraph."""
    INDIRECT = "indirect"
    """«заявил, что…»"""
    CITED = "cited"
    """«по данным…»"""
    CARRIED = "carried"
    """Said earlier; the same account visibly goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Speaker, post and body in exact words of the text; ``via`` the relaying outlets, nearest first."""

    speaker: str
    cue: str = ""
    manner: Manner = Manner.INDIRECT
    role: str | None = None
    organisation: str | None = None
    via: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {
            "speaker": self.speaker,
            "cue": self.cue,
            "manner": self.manner.value,
            "role": self.role,
            "organisation": self.organisation,
            "via": list(self.via),
        }

    @classmethod
    def from_json(cls, row: Json) -> "Attribution":
        return cls(
            speaker=row["speaker"],
            cue=row.get("cue", ""),
            manner=Manner(row.get("manner", "indirect")),
            role=row.get("role"),
            organisation=row.get("organisation"),
            via=tuple(row.get("via", ())),
        )
