"""Double coding: two people enter what a figure's words say, apart; a third decides between them.

Neither sees the other's entry before both are in, nor what the rules read. What is decided in the
end is a judgement and goes into the record; the entries stay in the cabinet, unchanged.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qantar import codebook
from qantar.desk.cabinet import Drawer
from qantar.desk.judging import fields_of
from qantar.domain.claim import Claim, Measure
from qantar.domain.errors import MalformedValue
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.views.agreement import Agreement, cohen, krippendorff
from qantar.views.places import place_called

TOLD = "told"
FIELDS = ("quantity", "object", "act", "place", "when", "as_of", "speaker", "denied")
"""What is coded of a figure, the fields of its judgement."""
CODERS = 2
LONGEST = 300
"""Letters of an entry."""
YES, NO = "true", "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One person's entry for one claim, in canonical text form; empty where nothing is said.

    ``told`` is false if the words say no such figure at all; then every other field is empty.
    """

    claim: str
    coder: str
    at: str
    fields: Mapping[str, str]

    @property
    def is_told(self) -> bool:
        return self.fields[TOLD] == YES


def canonical(entered: Mapping[str, str]) -> dict[str, str]:
    """An entry with each field in the one form that is compared.

    A place the atlas knows by one meaning takes its English name; other names stay as typed.

    Raises:
        MalformedValue: if a number or a date is none, or what was counted is not said.
        LexiconError: if what was counted has no such code.
    """
    if entered.get(TOLD) not in (YES, NO):
        raise MalformedValue("say first whether the words give such a figure")
    typed = {
        name: " ".join(entered.get(name, "").split())[:LONGEST]
        for name in FIELDS
        if entered[TOLD] == YES
    }
    if entered[TOLD] == NO:
        return {TOLD: NO} | dict.fromkeys(FIELDS, "")
    if not typed["quantity"] or not typed["object"] or not typed["act"]:
        raise MalformedValue("give the number, what was counted and what happened to it")
    place = place_called(typed["place"]) if typed["place"] else None
    return {
        TOLD: YES,
        **typed,
        "quantity": str(Quantity.parse(typed["quantity"])),
        "place": dict(place.names)["en"] if place is not None else typed["place"],
        **{name: str(When(typed[name])) if typed[name] else "" for name in ("when", "as_of")},
        "denied": YES if typed["denied"] == YES else NO,
        **_measure(typed),
    }


def _measure(typed: Mapping[str, str]) -> dict[str, str]:
    measure = Measure.parse(f"{typed['object']}.{typed['act']}")
    codebook.load().check_measure(measure)
    return {"object": measure.object, "act": measure.act}


def as_read(claim: Claim) -> dict[str, str]:
    """What the rules read of a figure, in the same form."""
    fields = {TOLD: YES} | {name: fields_of(claim)[name] for name in FIELDS}
    try:
        return canonical(fields)
    except MalformedValue:
        return fields


def keep(drawer: Drawer, coding: Coding) -> None:
    """Keep an entry for good.

    Raises:
        MalformedValue: if this person has coded the claim, or two others have.
    """
    coders = {c.coder for c in codings(drawer, coding.claim)}
    if coding.coder in coders:
        raise MalformedValue("you have coded this claim already; an entry is not changed")
    if len(coders) >= CODERS:
        raise MalformedValue("two people have coded this claim already; take the next")
    drawer.do(
        "INSERT INTO codings (claim, coder, at, fields) VALUES (?, ?, ?, ?)",
        coding.claim, coding.coder, coding.at, json.dumps(coding.fields, ensure_ascii=False),
    )  # fmt: skip
    drawer.log(
        at=coding.at, who=coding.coder, act="coded", about=coding.claim,
        detail=dict(coding.fields),
    )  # fmt: skip


def codings(drawer: Drawer, claim: str | None = None) -> tuple[Coding, ...]:
    """The entries, of one claim or of all, in order of arrival."""
    rows = drawer.all(
        "SELECT * FROM codings WHERE ? IS NULL OR claim = ? ORDER BY number", claim, claim
    )
    return tuple(
        Coding(
            claim=row["claim"], coder=row["coder"], at=row["at"], fields=json.loads(row["fields"])
        )
        for row in rows
    )  # fmt: skip


def complete(drawer: Drawer) -> dict[str, tuple[Coding, ...]]:
    """The claims two people have coded, with both entries; no other entry may be shown."""
    found: dict[str, tuple[Coding, ...]] = {}
    for coding in codings(drawer):
        found[coding.claim] = (*found.get(coding.claim, ()), coding)
    return {claim: both for claim, both in found.items() if len(both) == CODERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided between two entries; ``judgement`` is its id in the record."""

    claim: str
    who: str
    at: str
    verb: str
    judgement: str
    fields: Mapping[str, str]


def decisions(drawer: Drawer) -> tuple[Decision, ...]:
    """Newest first."""
    return tuple(
        Decision(
            claim=row["claim"], who=row["who"], at=row["at"], verb=row["verb"],
            judgement=row["judgement"], fields=json.loads(row["fields"]),
        )
        for row in drawer.all("SELECT * FROM adjudications ORDER BY at DESC, claim")
    )  # fmt: skip


def keep_decision(drawer: Drawer, decision: Decision) -> None:
    """Note what was decided; another decision on the same claim takes its place, the log has both."""
    drawer.do(
        "INSERT OR REPLACE INTO adjudications VALUES (?, ?, ?, ?, ?, ?)",
        decision.claim, decision.who, decision.at, decision.verb, decision.judgement,
        json.dumps(decision.fields, ensure_ascii=False),
    )  # fmt: skip
    drawer.log(
        at=decision.at, who=decision.who, act="adjudicated", about=decision.claim,
        detail={"verb": decision.verb, "judgement": decision.judgement} | dict(decision.fields),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """How far entries agree on one field: each two coders by kappa, all of them by alpha."""

    field: str
    pairs: tuple[tuple[str, str, Agreement], ...]
    items: int
    agreed: int
    alpha: float | None


def agreements(both: Mapping[str, Sequence[Coding]]) -> tuple[FieldAgreement, ...]:
    """Of claims coded twice, field by field.

    A field other than ``told`` is compared where both say there is a figure; a name of a speaker
    without regard to the size of its letters.
    """
    return tuple(_agreement(name, both) for name in (TOLD, *FIELDS))


def _agreement(name: str, both: Mapping[str, Sequence[Coding]]) -> FieldAgreement:
    units: list[tuple[tuple[str, str], ...]] = []
    for claim in sorted(both):
        if name == TOLD or all(coding.is_told for coding in both[claim]):
            units.append(tuple((c.coder, c.fields[name].casefold()) for c in both[claim]))
    coders = sorted({coder for unit in units for coder, _ in unit})
    pairs = []
    for one, other in combinations(coders, 2):
        said = [dict(unit) for unit in units]
        shared = [(by[one], by[other]) for by in said if one in by and other in by]
        if shared:
            pairs.append((one, other, cohen(shared)))
    values = [tuple(value for _, value in unit) for unit in units]
    return FieldAgreement(
        field=name,
        pairs=tuple(pairs),
        items=len(units),
        agreed=sum(len(set(unit)) == 1 for unit in values),
        alpha=krippendorff(values),
    )
