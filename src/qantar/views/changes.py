"""What changed between two states of a record: figures new, replaced, taken back; contradictions new
and settled; claims read so no more; decisions; pages edited without saying so.

States are compared by claims, not by the ids of questions or accounts: those may change when a new
report joins two of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qantar.domain.identity import Json
from qantar.domain.ledger import Account, Estimate, Ledger, Relation, RelationType
from qantar.domain.ruling import Ruling
from qantar.domain.source import Capture, Document
from qantar.reconcile.moments import order
from qantar.reconcile.standing import spoken
from qantar.views.edits import Edit, edits
from qantar.views.ledger import evidence_words, signs, title


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """All that one state of a record says. ``documents`` and ``captures`` by id."""

    ledger: Ledger
    documents: Mapping[str, Document]
    captures: Mapping[str, Capture]
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A figure that is new, or no longer stands as it did."""

    question: str
    title: str
    account: str
    figure: str
    """As a reason names it: number, speaker, moment."""
    claims: tuple[str, ...]
    words: str
    because: str = ""

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {"claims": list(self.claims)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRange:
    """A question whose range is another: before and after in signs, None where it was not asked."""

    question: str
    title: str
    before: str | None
    after: str | None

    def as_json(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRelation:
    """A contradiction that appeared or is gone, with the words of both sides."""

    relation: str
    title: str
    sides: tuple[str, ...]
    words: tuple[str, ...]
    because: str

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {"sides": list(self.sides), "words": list(self.words)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that is not as it was, each list in a fixed order."""

    new_reports: tuple[str, ...] = ()
    gone_reports: tuple[str, ...] = ()
    new_figures: tuple[ChangedFigure, ...] = ()
    gone_figures: tuple[ChangedFigure, ...] = ()
    """Claims read so no more, removed, or rejected by a person."""
    superseded: tuple[ChangedFigure, ...] = ()
    retracted: tuple[ChangedFigure, ...] = ()
    ranges: tuple[ChangedRange, ...] = ()
    new_contradictions: tuple[ChangedRelation, ...] = ()
    gone_contradictions: tuple[ChangedRelation, ...] = ()
    edits: tuple[Edit, ...] = ()
    judgements: tuple[Ruling, ...] = ()
    """New ones, and those that stand otherwise than before."""
    counts: Mapping[str, int] = field(init=False, hash=False)

    def __post_init__(self) -> None:
        lists = {name: len(getattr(self, name)) for name in self.__slots__ if name != "counts"}
        object.__setattr__(self, "counts", lists)

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())

    def lines(self) -> Iterable[Json]:
        """One object a change; ``change`` names its list."""
        for name in self.counts:
            for one in getattr(self, name):
                row = {"report": one} if isinstance(one, str) else one.as_json()
                yield {"change": name.replace("_", " "), **row}


def changes(before: RecordState, after: RecordState) -> Changes:
    """What changed from one state to the other. The same state twice gives nothing."""
    old, new = _Side(before), _Side(after)
    old_edits = {
        (edit.before, edit.after) for edit in edits(before.documents.values(), before.captures)
    }
    stood = {r.judgement.id: r.state for r in before.rulings}
    return Changes(
        new_reports=_reports(after, before),
        gone_reports=_reports(before, after),
        new_figures=tuple(
            new.figure(account)
            for account in new.accounts
            if not any(claim in old.account_of for claim in account.claims)
        ),
        gone_figures=tuple(
            old.figure(account, _gone(account, after))
            for account in old.accounts
            if not any(claim in new.account_of for claim in account.claims)
        ),
        superseded=_ended(old, new, RelationType.SUPERSEDES),
        retracted=_ended(old, new, RelationType.RETRACTS),
        ranges=_ranges(old, new),
        new_contradictions=_contradictions(new, old),
        gone_contradictions=_contradictions(old, new),
        edits=tuple(
            edit
            for edit in edits(after.documents.values(), after.captures)
            if (edit.before, edit.after) not in old_edits
        ),
        judgements=tuple(
            ruling for ruling in after.rulings if stood.get(ruling.judgement.id) != ruling.state
        ),
    )


class _Side:
    """One state, indexed by claim."""

    def __init__(self, state: RecordState) -> None:
        self.state, self.ledger = state, state.ledger
        self.titles = {question.id: title(question) for question in self.ledger.questions}
        self.accounts = sorted(
            self.ledger.accounts, key=lambda a: (self.titles[a.question], order(a.as_of), a.id)
        )
        self.account_of = {claim: one for one in self.accounts for claim in one.claims}
        self.claims_of: dict[str, set[str]] = {}
        for account in self.accounts:
            self.claims_of.setdefault(account.question, set()).update(account.claims)
        self.estimates = {one.question: one for one in self.ledger.estimates}

    def figure(self, account: Account, because: str = "") -> ChangedFigure:
        first = next((a for a in account.appearances if not a.headline), account.appearances[0])
        return ChangedFigure(
            question=account.question, title=self.titles[account.question], account=account.id,
            figure=spoken(account), claims=account.claims, words=evidence_words(first.evidence),
            because=because,
        )  # fmt: skip

    def ended(self, type_: RelationType) -> dict[str, Relation]:
        """By claim, the relation that ended its account."""
        return {
            claim: relation
            for relation in self.ledger.relations
            if relation.type is type_
            for claim in self.ledger.account(relation.b).claims
        }

    def contradictions(self) -> dict[frozenset[frozenset[str]], Relation]:
        return {
            frozenset(
                frozenset(self.ledger.account(end).claims) for end in (*one.a, one.b)
            ): one
            for one in self.ledger.relations
            if one.type is RelationType.CONTRADICTS
        }


def _reports(one: RecordState, other: RecordState) -> tuple[str, ...]:
    held = {document.id for document in other.documents.values()}
    return tuple(sorted(d.report for d in one.documents.values() if d.id not in held))


def _gone(account: Account, after: RecordState) -> str:
    """Why a figure is no longer in the ledger."""
    aside = {one.claim: one.because for one in after.ledger.set_aside}
    for claim in account.claims:
        if claim in aside:
            return f"set aside: {aside[claim]}"
    if any(a.document in after.documents for a in account.appearances):
        return "the report is still there, and read otherwise"
    return "its report is not there"


def _ended(old: _Side, new: _Side, type_: RelationType) -> tuple[ChangedFigure, ...]:
    before, after = old.ended(type_), new.ended(type_)
    found: dict[str, ChangedFigure] = {}
    for claim, relation in after.items():
        if claim not in before and claim in old.account_of:
            account = new.account_of[claim]
            found.setdefault(account.id, new.figure(account, relation.because))
    return tuple(sorted(found.values(), key=lambda one: (one.title, one.figure, one.account)))


def _ranges(old: _Side, new: _Side) -> tuple[ChangedRange, ...]:
    """Ranges of questions paired by the claims they share most of."""
    found: list[ChangedRange] = []
    paired: set[str] = set()
    for id_, claims in sorted(new.claims_of.items()):
        shared: dict[str, int] = {}
        for claim in claims:
            if claim in old.account_of:
                question = old.account_of[claim].question
                shared[question] = shared.get(question, 0) + 1
        partner = min(shared, key=lambda q: (-shared[q], q), default=None)
        paired.update(shared)
        was = _signs(old.estimates.get(partner)) if partner else None
        now = _signs(new.estimates.get(id_))
        if was != now:
            found.append(
                ChangedRange(question=id_, title=new.titles[id_], before=was, after=now)
            )
    for id_ in sorted(old.claims_of.keys() - paired):
        was = _signs(old.estimates.get(id_))
        found.append(ChangedRange(question=id_, title=old.titles[id_], before=was, after=None))
    return tuple(sorted(found, key=lambda one: (one.title, one.question)))


def _signs(estimate: Estimate | None) -> str | None:
    if estimate is None:
        return None
    interval = estimate.interval
    shown = signs(interval.low, interval.high) if interval else signs(None, None)
    return f"{shown}, open" if estimate.open else shown


def _contradictions(one: _Side, other: _Side) -> tuple[ChangedRelation, ...]:
    """Those of one state whose sides, by their claims, do not contradict each other in the other."""
    there = other.contradictions()
    found = []
    for sides, relation in one.contradictions().items():
        if sides in there or _grown(sides, there):
            continue
        accounts = [one.ledger.account(id_) for id_ in (*relation.a, relation.b)]
        found.append(
            ChangedRelation(
                relation=relation.id,
                title=one.titles[accounts[-1].question],
                sides=tuple(spoken(account) for account in accounts),
                words=tuple(
                    evidence_words(e) for e in (*relation.a_evidence, relation.b_evidence)
                ),
                because=relation.because,
            )
        )
    return tuple(sorted(found, key=lambda c: (c.title, c.sides, c.relation)))


def _grown(
    sides: frozenset[frozenset[str]], there: Iterable[frozenset[frozenset[str]]]
) -> bool:
    """Whether the same sides stand there with more or fewer appearances."""
    return any(
        len(sides) == len(others)
        and all(any(side & other for other in others) for side in sides)
        for others in there
    )
