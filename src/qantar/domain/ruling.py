"""Which judgements hold over what is read today, and what they decide of it.

A judgement holds to the claims it names, by id, or where a later reader cut the quote elsewhere, by
words and meaning. Where two cannot both hold, the newer one does. None is dropped silently: what
was withdrawn, overruled, or has lost its claim says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.claim import Claim
from qantar.domain.identity import Json
from qantar.domain.judgement import Change, JudgedClaim, Judgement, Regard, Verb, corrected


class State(StrEnum):
    """How a judgement stands today."""

    IN_FORCE = "in force"
    WITHDRAWN = "withdrawn"
    OVERRULED = "overruled"
    """A newer judgement decided otherwise."""
    VANISHED = "claim vanished"
    """No claim of today's reading says this in these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A judgement, how it stands, and the claims of today it is about (empty if one vanished).

    ``because`` says what withdrew or overruled it, or what stands at its words now.
    """

    judgement: Judgement
    state: State
    claims: tuple[str, ...] = ()
    because: str = ""

    @property
    def is_in_force(self) -> bool:
        return self.state is State.IN_FORCE

    @classmethod
    def from_json(cls, row: Json) -> "Ruling":
        return cls(
            judgement=Judgement.from_json(row),
            state=State(row["state"]),
            claims=tuple(row["claims"]),
            because=row["because"],
        )

    def as_json(self) -> Json:
        return {
            **self.judgement.as_json(),
            "sentence": self.judgement.sentence,
            "state": self.state.value,
            "claims": list(self.claims),
            "because": self.because,
        }


def rulings(judgements: Sequence[Judgement], claims: Iterable[Claim]) -> tuple[Ruling, ...]:
    """Every judgement, in the order given (that of arrival), with how it stands over these claims."""
    withdrawn: dict[str | None, Judgement] = {}
    for judgement in reversed(judgements):  # a withdrawal may itself be withdrawn
        if judgement.verb is Verb.WITHDRAW and judgement.id not in withdrawn:
            withdrawn[judgement.withdraws] = judgement
    wanted = {one.claim for j in judgements for one in j.about}
    captures = {one.capture for j in judgements for one in j.about}
    by_id: dict[str, str] = {}
    near: dict[tuple[str, str], list[Claim]] = {}
    if wanted:
        for claim in claims:
            if claim.id in wanted:
                by_id[claim.id] = claim.id
            if claim.capture in captures:
                near.setdefault((claim.capture, claim.words), []).append(claim)
    found: dict[str, Ruling] = {}
    links = {regard: _Links() for regard in Regard}
    decided: dict[tuple[str, str], Judgement] = {}
    for judgement in reversed(judgements):
        if (by := withdrawn.get(judgement.id)) is not None:
            found[judgement.id] = _ruled(judgement, State.WITHDRAWN, by.signed)
            continue
        ids, missing = [], ""
        for one in judgement.about:
            id_, told = _today(one, by_id, near)
            ids.append(id_)
            missing = missing or told
        if not missing and len(set(ids)) < len(ids):
            missing = "the two claims are one claim today"
        if missing:
            found[judgement.id] = _ruled(judgement, State.VANISHED, missing)
            continue
        over = _overruled(judgement, ids, links, decided)
        if over is not None:
            found[judgement.id] = _ruled(
                judgement, State.OVERRULED, f"{over.id}, {over.signed}"
            )
        else:
            found[judgement.id] = Ruling(
                judgement=judgement, state=State.IN_FORCE, claims=tuple(ids)
            )
    return tuple(found[judgement.id] for judgement in judgements)


def _ruled(judgement: Judgement, state: State, because: str) -> Ruling:
    return Ruling(judgement=judgement, state=state, because=because)


def _today(
    one: JudgedClaim, by_id: Mapping[str, str], near: Mapping[tuple[str, str], Sequence[Claim]]
) -> tuple[str, str]:
    """The id a judged claim has today, and if it has none, why."""
    if one.claim in by_id:
        return one.claim, ""
    beside = near.get((one.capture, one.words), ())
    again = sorted({claim.id for claim in beside if one.is_told_by(claim)})
    if len(again) == 1:
        return again[0], ""
    told = f"{one.claim}, «{one.words}» read as {one.read_as}, is read so no more"
    others = sorted({claim.id for claim in beside if claim.id not in again})
    if again:
        told += f"; {len(again)} claims now fit its words equally: {', '.join(again)}"
    elif others:
        told += f"; at these words now: {', '.join(others)}"
    return "", told


def _overruled(
    judgement: Judgement,
    ids: Sequence[str],
    links: Mapping[Regard, "_Links"],
    decided: dict[tuple[str, str], Judgement],
) -> Judgement | None:
    """The newer judgement that decided otherwise; if there is none, this one is noted."""
    if judgement.regard is not None:
        return links[judgement.regard].add(judgement, ids[0], ids[1])
    keys: list[str] = []
    match judgement.verb:
        case Verb.REJECT | Verb.CONFIRM:
            keys = ["reading"]
        case Verb.CORRECT:
            keys = [name for name, _ in judgement.changes]
        case _:
            return None
    newer = [decided.get((ids[0], key)) for key in keys]
    for key in keys:
        decided.setdefault((ids[0], key), judgement)
    # A correction stands as long as one of its fields does.
    return newer[0] if all(one is not None for one in newer) else None


class _Links:
    """What must be together and what apart, grown from the newest decision back."""

    def __init__(self) -> None:
        self._top: dict[str, str] = {}
        self._why: dict[str, Judgement] = {}
        self._apart: list[tuple[str, str, Judgement]] = []

    def find(self, claim: str) -> str:
        while (above := self._top.get(claim, claim)) != claim:
            claim = above
        return claim

    def add(self, judgement: Judgement, one: str, other: str) -> Judgement | None:
        a, b = self.find(one), self.find(other)
        if judgement.verb is Verb.APART:
            if a == b:
                return self._why[a]
            self._apart.append((one, other, judgement))
            return None
        for x, y, newer in self._apart:
            if {self.find(x), self.find(y)} == {a, b}:
                return newer
        top, below = sorted((a, b))
        self._top[below] = top
        self._why[top] = judgement
        return None


def corrections(ruled: Iterable[Ruling]) -> dict[str, tuple[Change, ...]]:
    """The fields people corrected, by claim; of one field the newest word counts."""
    changes: dict[str, dict[str, str | None]] = {}
    for ruling in ruled:
        if ruling.is_in_force and ruling.judgement.verb is Verb.CORRECT:
            changes.setdefault(ruling.claims[0], {}).update(ruling.judgement.changes)
    return {claim: tuple(sorted(fields.items())) for claim, fields in changes.items()}


def as_judged(claims: Iterable[Claim], ruled: Iterable[Ruling]) -> tuple[Claim, ...]:
    """The claims with the fields people corrected, each under its own id; the rejected are among
    them. What the machine read is what was given."""
    changes = corrections(ruled)
    return tuple(
        corrected(claim, changes[claim.id]) if claim.id in changes else claim
        for claim in claims
    )


def rejected(ruled: Iterable[Ruling]) -> dict[str, Ruling]:
    """The claims people rejected, each with its ruling."""
    return {
        ruling.claims[0]: ruling
        for ruling in ruled
        if ruling.is_in_force and ruling.judgement.verb is Verb.REJECT
    }


def by_claim(ruled: Iterable[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    """The rulings in force on each claim, oldest first: what stands beside it as judged by a person."""
    found: dict[str, list[Ruling]] = {}
    for ruling in ruled:
        if ruling.is_in_force:
            for claim in ruling.claims:
                found.setdefault(claim, []).append(ruling)
    return {claim: tuple(own) for claim, own in found.items()}
