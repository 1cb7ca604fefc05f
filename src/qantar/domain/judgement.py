"""What a person decided about what was read, signed and kept for good.

*"Dana Akhmetova, 9 March: these two are not one count, the second is of one hospital."* A judgement
names the claims it is about by their ids and by their words, so that it survives another reading of
the same bytes. None is ever changed: to withdraw one is another judgement.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Content, Figure, Measure, Reality, content_row
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json, canonical_json, make_id
from qantar.domain.quantity import Quantity
from qantar.domain.when import When


class Verb(StrEnum):
    """What was decided. Two claims for ``same`` and ``apart``, none for ``withdraw``, else one."""

    SAME = "same"
    APART = "apart"
    REJECT = "reject"
    """The words do not say what was read; nothing is concluded from this claim any more."""
    CONFIRM = "confirm"
    """A person compared it with its words and found it right."""
    CORRECT = "correct"
    CHOOSE = "choose"
    """A bound of a question is the one this claim gives."""
    COMMENT = "comment"
    WITHDRAW = "withdraw"


class Regard(StrEnum):
    """In which respect two claims are the same or apart."""

    QUESTION = "question"
    """Whether they answer one question."""
    ORIGIN = "origin"
    """Whether they go back to one saying of one speaker."""


class End(StrEnum):
    LOW = "low"
    HIGH = "high"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim as it stood when somebody judged it.

    ``quote`` and ``words`` are verbatim: the quote, and the stretch of it the claim is about;
    ``read_as`` is the meaning it was given. With the capture they find the claim again under
    another id, if a later reader cuts the quote elsewhere and gives it the same meaning.
    """

    claim: str
    capture: str
    report: str
    quote: str
    words: str
    read_as: str

    @classmethod
    def of(cls, claim: Claim) -> "JudgedClaim":
        return cls(
            claim=claim.id,
            capture=claim.capture,
            report=claim.report,
            quote=claim.quote.exact,
            words=claim.words,
            read_as=read_as(claim.content),
        )

    def is_told_by(self, claim: Claim) -> bool:
        """Whether a claim under another id says the same in the same words of the same bytes."""
        quote = claim.quote.exact
        return (
            claim.capture == self.capture
            and claim.words == self.words
            and (quote in self.quote or self.quote in quote)
            and read_as(claim.content) == self.read_as
        )


def read_as(content: Content) -> str:
    """The meaning of a claim as one line: ``person.killed 7``, or the content as JSON."""
    if isinstance(content, Figure):
        return f"{content.measure} {content.quantity}{' denied' if content.denied else ''}"
    return canonical_json(content_row(content))


Change = tuple[str, str | None]
"""A field and its value in canonical text form, None for "not said"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision: about which claims, by whom, why, and when (ISO 8601, UTC).

    ``regard`` belongs to same and apart, ``changes`` to correct, ``end`` to choose, ``withdraws``
    (the id of an earlier judgement) to withdraw.

    Raises:
        MalformedValue: if nobody signs, no reason is given, or what the verb needs is missing.
    """

    verb: Verb
    about: tuple[JudgedClaim, ...] = ()
    by: str
    reason: str
    at: str
    regard: Regard | None = None
    changes: tuple[Change, ...] = ()
    was: tuple[Change, ...] = ()
    """Of a correction: what the machine had read when it was judged."""
    end: End | None = None
    withdraws: str | None = None
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.reason.strip():
            raise MalformedValue(
                f"a judgement ({self.verb}) is signed with a name and a reason; give both"
            )
        needed = {Verb.SAME: 2, Verb.APART: 2, Verb.WITHDRAW: 0}.get(self.verb, 1)
        if len(self.about) != needed or len({one.claim for one in self.about}) != needed:
            raise MalformedValue(f"{self.verb} is about {needed} different claims")
        pair = self.verb in (Verb.SAME, Verb.APART)
        if (
            pair is (self.regard is None)
            or (self.verb is Verb.CORRECT) is not bool(self.changes)
            or (self.verb is Verb.CHOOSE) is (self.end is None)
            or (self.verb is Verb.WITHDRAW) is (self.withdraws is None)
        ):
            raise MalformedValue(
                f"{self.verb}: what it decides is missing, or it decides what is not its own"
            )
        object.__setattr__(self, "id", make_id("judgement", self._content()))

    def _content(self) -> Json:
        return {
            "verb": self.verb.value,
            "about": [
                {part.name: getattr(one, part.name) for part in fields(one)}
                for one in self.about
            ],
            "by": self.by,
            "reason": self.reason,
            "at": self.at,
            "regard": self.regard.value if self.regard else None,
            "changes": [list(change) for change in self.changes],
            "was": [list(change) for change in self.was],
            "end": self.end.value if self.end else None,
            "withdraws": self.withdraws,
        }

    def as_json(self) -> Json:
        return {"id": self.id, **self._content()}

    @classmethod
    def from_json(cls, row: Json) -> "Judgement":
        return cls(
            verb=Verb(row["verb"]),
            about=tuple(JudgedClaim(**one) for one in row["about"]),
            by=row["by"],
            reason=row["reason"],
            at=row["at"],
            regard=Regard(row["regard"]) if row["regard"] else None,
            changes=tuple((name, value) for name, value in row["changes"]),
            was=tuple((name, value) for name, value in row["was"]),
            end=End(row["end"]) if row["end"] else None,
            withdraws=row["withdraws"],
        )

    @property
    def sentence(self) -> str:
        """What was decided, in words, without name and reason."""
        match self.verb:
            case Verb.SAME:
                return _SAME[self.regard]
            case Verb.APART:
                return _APART[self.regard]
            case Verb.REJECT:
                return "rejected: the words do not say this"
            case Verb.CONFIRM:
                return "compared with its words and found right"
            case Verb.CORRECT:
                changed = ", ".join(f"{k} is {v or 'not said'}" for k, v in self.changes)
                return f"corrected: {changed}"
            case Verb.CHOOSE:
                ends = {"low": "lower bound", "high": "upper bound", "both": "bounds"}
                return f"chosen for the {ends[str(self.end)]} of its question"
            case Verb.COMMENT:
                return "commented"
            case Verb.WITHDRAW:
                return f"withdrew {self.withdraws}"

    @property
    def signed(self) -> str:
        """``judged by Dana Akhmetova, 2022-03-09: one hospital only``"""
        return f"judged by {self.by}, {self.at[:10]}: {self.reason}"


_SAME: Mapping[Regard | None, str] = {
    Regard.QUESTION: "these two answer one question",
    Regard.ORIGIN: "these two go back to one saying",
}
_APART: Mapping[Regard | None, str] = {
    Regard.QUESTION: "these two do not answer one question",
    Regard.ORIGIN: "these two are not one saying",
}


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise MalformedValue(f"«{text}»: expected true or false")
    return text == "true"


_SCOPE: Mapping[str, Callable[[str], Any]] = {
    "place": str, "place_id": str, "when": When, "as_of": When, "excluded": str,
}  # fmt: skip
_FIGURE: Mapping[str, Callable[[str], Any]] = {
    "measure": Measure.parse, "quantity": Quantity.parse, "total": _truth, "denied": _truth,
}  # fmt: skip
_NEEDED = ("measure", "quantity", "denied", "reality")
FIELDS = (*_FIGURE, *_SCOPE, "speaker", "reality")
"""What can be corrected, each in its canonical text form."""


def values_of(claim: Claim, names: Iterable[str]) -> tuple[Change, ...]:
    """What a claim says in these fields, in canonical text form; None where it says nothing."""
    figure, scope = claim.content, claim.scope
    values: dict[str, object] = {
        "place": scope.place, "place_id": scope.place_id, "as_of": scope.as_of,
        "when": scope.when or scope.when_partial, "excluded": scope.excluded,
        "speaker": claim.attribution.speaker if claim.attribution else None,
        "reality": claim.reality.value,
    }  # fmt: skip
    if isinstance(figure, Figure):
        values |= {
            "measure": figure.measure, "quantity": figure.quantity, "denied": figure.denied,
            "total": figure.total,
        }  # fmt: skip
    return tuple((name, _text(values.get(name))) for name in names)


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def corrected(claim: Claim, changes: tuple[Change, ...]) -> Claim:
    """The claim as a person corrected it, under the id of what was read; its words never change.

    Raises:
        MalformedValue: if a field cannot be corrected, or its value breaks its definition.
    """
    made = claim
    for name, value in changes:
        if name not in FIELDS or (name in _FIGURE and not isinstance(claim.content, Figure)):
            raise MalformedValue(
                f"«{name}» of a claim of kind {claim.content.kind} cannot be corrected; "
                f"use one of {', '.join(FIELDS)}, the first four for figures only"
            )
        if value is None and name in _NEEDED:
            raise MalformedValue(f"{name} cannot be empty; reject the claim instead")
        made = _changed(made, name, value)
    object.__setattr__(made, "id", claim.id)
    return made


def _changed(claim: Claim, name: str, value: str | None) -> Claim:
    parse = {**_SCOPE, **_FIGURE}.get(name, str)
    made: Any = None if value is None else parse(value)
    if name in _FIGURE:
        return replace(claim, content=replace(claim.content, **{name: made}))
    if name == "when":
        return replace(claim, scope=replace(claim.scope, when=made, when_partial=None))
    if name in _SCOPE:
        return replace(claim, scope=replace(claim.scope, **{name: made}))
    if name == "reality":
        return replace(claim, reality=_reality(value or ""))
    if value is None:
        return replace(claim, attribution=None)
    said = claim.attribution or Attribution(speaker=value)
    return replace(
        claim, attribution=replace(said, speaker=value, role=None, organisation=None)
    )


def _reality(value: str) -> Reality:
    try:
        return Reality(value)
    except ValueError:
        known = ", ".join(reality.value for reality in Reality)
        raise MalformedValue(f"reality «{value}»: expected one of {known}") from None
