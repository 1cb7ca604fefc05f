"""Why a claim was read as it was: the tree of rules behind it."""

from dataclasses import dataclass, field

from qantar.domain.identity import Json
from qantar.domain.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Derivation:
    """One step: the rule's name, the words it covered (as text), what it concluded, its premises.

    As a newspaper would print it: *"figure ← quantity «более 1,5 тысяч» >1500; act stolen from
    «попали в руки»"*.
    """

    rule: str
    words: str = ""
    concluded: str = ""
    premises: tuple["Derivation", ...] = field(default=())

    def as_json(self) -> Json:
        row: Json = {"rule": self.rule}
        if self.words:
            row["words"] = self.words
        if self.concluded:
            row["concluded"] = self.concluded
        if self.premises:
            row["premises"] = [premise.as_json() for premise in self.premises]
        return row

    @classmethod
    def from_json(cls, row: Json) -> "Derivation":
        return cls(
            row["rule"],
            row.get("words", ""),
            row.get("concluded", ""),
            tuple(cls.from_json(premise) for premise in row.get("premises", ())),
        )

    def lines(self, depth: int = 0) -> list[str]:
        """The tree as indented lines, root first."""
        words = f" «{self.words}»" if self.words else ""
        concluded = f" → {self.concluded}" if self.concluded else ""
        out = [f"{'  ' * depth}{self.rule}{words}{concluded}"]
        for premise in self.premises:
            out += premise.lines(depth + 1)
        return out
