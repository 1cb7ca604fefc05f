"""What a person enters about a claim, as a decision the record can keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from qantar.domain.claim import Claim, Figure, Reality
from qantar.domain.judgement import Change, End, Regard, Verb, values_of
from qantar.domain.ruling import State
from qantar.views.places import place_called

VERBS = {
    Verb.CONFIRM: "right as it stands",
    Verb.CORRECT: "correct it",
    Verb.REJECT: "the words do not say this",
    Verb.CHOOSE: "it gives a bound of its question",
    Verb.COMMENT: "only a remark",
}
"""What one claim can be judged, in the words of the form; a bound is given by figures only."""
ENDS = {End.LOW: "the lower bound", End.HIGH: "the upper bound", End.BOTH: "both bounds"}
PAIRED = {
    (Verb.SAME, Regard.QUESTION): "they answer one question",
    (Verb.APART, Regard.QUESTION): "they do not answer one question",
    (Verb.SAME, Regard.ORIGIN): "they go back to one saying",
    (Verb.APART, Regard.ORIGIN): "they are not one saying",
}
"""What two claims can be judged together; the second one leaves where they are told apart."""
DECIDED = {
    Verb.CONFIRM: "found right",
    Verb.CORRECT: "corrected",
    Verb.REJECT: "rejected",
    Verb.CHOOSE: "chosen as a bound",
    Verb.COMMENT: "a remark",
    Verb.SAME: "judged one",
    Verb.APART: "judged two",
    Verb.WITHDRAW: "a judgement withdrawn",
}
"""What was decided, in short."""
HOLDING = {
    State.IN_FORCE: "in force",
    State.WITHDRAWN: "withdrawn",
    State.OVERRULED: "overruled by a newer one",
    State.VANISHED: "today’s reading has no such claim",
}
"""How a judgement stands today."""


def pair_of(entered: str) -> tuple[Verb, Regard] | None:
    """What a form decides about two claims, as ``same.question``; None if it is nothing known."""
    verb, _, regard = entered.partition(".")
    return next((pair for pair in PAIRED if pair == (verb, regard)), None)


FIGURE_FIELDS = ("quantity", "object", "act", "place", "when", "as_of", "speaker", "denied")
OTHER_FIELDS = ("place", "when", "speaker", "reality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A form as it was sent."""

    verb: str = ""
    by: str = ""
    reason: str = ""
    fields: Mapping[str, str]


def fields_of(claim: Claim) -> dict[str, str]:
    """What the form shows of a claim, each in its canonical text form; empty where nothing is said."""
    names = FIGURE_FIELDS if isinstance(claim.content, Figure) else OTHER_FIELDS
    asked = [name for name in names if name not in ("object", "act")]
    values = {name: value or "" for name, value in values_of(claim, asked)}
    if isinstance(claim.content, Figure):
        measure = claim.content.measure
        values |= {"object": measure.object, "act": measure.act}
    return {name: values[name] for name in names}


def changes_of(claim: Claim, entered: Mapping[str, str]) -> tuple[Change, ...]:
    """The fields in which a form differs from the claim, as a judgement names them.

    A place is looked up in the atlas in any of the languages; what it does not know, or knows
    several times, stands as a name only.
    """
    before = fields_of(claim)
    changed = {
        name: value.strip() or None
        for name, value in entered.items()
        if name in before and value.strip() != before[name]
    }
    if "object" in changed or "act" in changed:
        object_ = changed.pop("object", before.get("object"))
        act = changed.pop("act", before.get("act"))
        changed["measure"] = f"{object_}.{act}"
    if "place" in changed:
        named = changed["place"]
        found = place_called(named) if named else None
        changed["place_id"] = found.id if found else None
        if found:
            changed["place"] = dict(found.names)["en"]
    return tuple(sorted(changed.items()))


REALITIES = tuple(reality.value for reality in Reality)
