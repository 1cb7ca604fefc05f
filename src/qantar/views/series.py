"""A question as a time series: which figure stood when, when it was said, when printed, what replaced it.

*"As of 9 January: 164, said and printed on the 9th, by the Health Ministry; replaced on the 15th by
225."* A late report about an earlier day stands on the day it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qantar.domain.identity import Json
from qantar.domain.ledger import Account, Ledger, RelationType
from qantar.domain.ruling import Ruling
from qantar.domain.when import When
from qantar.reconcile.moments import order
from qantar.reconcile.settle import Settling
from qantar.views.judged import Mark, marks_of
from qantar.views.ledger import evidence_words, signs, title

REVISING = {
    RelationType.SUPERSEDES: "replaced by",
    RelationType.RETRACTS: "taken back by",
    RelationType.REFINES: "said more closely by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What became of a figure: how, by which account, why."""

    how: str
    account: str
    number: str
    because: str

    def as_json(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One account in time. The three dates are never mixed: ``as_of`` when it stood, ``said`` when it
    was said, ``published`` when first printed; each None where no text tells."""

    account: str
    as_of: str | None
    said: str | None
    published: str | None
    number: str
    low: int
    high: int | None
    denied: bool
    stands: bool
    speaker: str | None
    line: str
    claims: tuple[str, ...]
    words: str
    """Verbatim: the first appearance."""
    revisions: tuple[Revision, ...]
    envelope: str | None
    """What all accounts up to this moment jointly allow; None where it has no date."""
    judged: tuple[Mark, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it was first printed more than a day after the moment it is about."""
        if self.as_of is None or self.published is None:
            return False
        moment, printed = When(self.as_of), When(self.published)
        if moment.is_partial or printed.is_partial or moment.end == "..":
            return False
        return (printed.bounds()[0] - moment.bounds()[1]).days >= 1

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {
            "claims": list(self.claims),
            "revisions": [revision.as_json() for revision in self.revisions],
            "late": self.is_late,
            "judged": [mark.as_json() for mark in self.judged],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All accounts of a question in time, those without a date last."""

    question: str
    title: str
    cumulative: bool
    points: tuple[Point, ...]

    def as_json(self) -> Json:
        return {
            "question": self.question,
            "title": self.title,
            "cumulative": self.cumulative,
            "points": [point.as_json() for point in self.points],
        }


def series(
    ledger: Ledger,
    questions: Iterable[str] | None = None,
    rulings: Iterable[Ruling] = (),
    *,
    until: When | None = None,
) -> tuple[Series, ...]:
    """The series of these questions, or of all; with ``until`` as it looked by that date."""
    settling, marks = Settling(ledger), marks_of(rulings)
    said = {utterance.id: utterance.said for utterance in ledger.utterances}
    revised: dict[str, list[Revision]] = {}
    for relation in ledger.relations:
        if relation.type in REVISING:
            for id_ in relation.a:
                revised.setdefault(relation.b, []).append(
                    Revision(
                        how=REVISING[relation.type], account=id_,
                        number=str(ledger.account(id_).quantity), because=relation.because,
                    )
                )  # fmt: skip
    accounts: dict[str, list[Account]] = {}
    for account in ledger.accounts:
        accounts.setdefault(account.question, []).append(account)
    wanted = None if questions is None else set(questions)
    found = []
    for question in ledger.questions:
        if wanted is not None and question.id not in wanted:
            continue
        left = frozenset(settling.settle(question.id, until).accounts)
        points = []
        for account in sorted(
            accounts.get(question.id, ()), key=lambda a: (order(a.as_of), a.id)
        ):
            if until is not None and not _is_by(account, until):
                continue
            then = _envelope(settling, account)
            points.append(
                _point(
                    account, said, revised.get(account.id, ()), then, account.id in left, marks
                )
            )
        if points:
            found.append(
                Series(
                    question=question.id, title=title(question),
                    cumulative=question.cumulative, points=tuple(points),
                )
            )  # fmt: skip
    return tuple(found)


def _is_by(account: Account, until: When) -> bool:
    moment = account.as_of
    return (
        moment is not None and not moment.is_partial and moment.bounds()[0] <= until.bounds()[1]
    )


def _envelope(settling: Settling, account: Account) -> str | None:
    moment = account.as_of
    if moment is None or moment.is_partial or moment.end == "..":
        return None
    interval = settling.settle(account.question, When(moment.end)).interval
    return signs(interval.low, interval.high) if interval else signs(None, None)


def _point(
    account: Account,
    said: dict[str, When | None],
    revisions: Iterable[Revision],
    envelope: str | None,
    stands: bool,
    marks: dict[str, tuple[Mark, ...]],
) -> Point:
    interval = account.quantity.interval()
    printed = [a.published for a in account.appearances if a.published is not None]
    first = next((a for a in account.appearances if not a.headline), account.appearances[0])
    spoken = said.get(account.utterance)
    judged = {m.judgement: m for claim in account.claims for m in marks.get(claim, ())}
    return Point(
        account=account.id,
        as_of=str(account.as_of) if account.as_of else None,
        said=str(spoken) if spoken else None,
        published=str(min(printed, key=order)) if printed else None,
        number=str(account.quantity),
        low=interval.low,
        high=interval.high,
        denied=account.denied,
        stands=stands,
        speaker=account.speaker,
        line=account.line,
        claims=account.claims,
        words=evidence_words(first.evidence),
        revisions=tuple(sorted(revisions, key=lambda r: (r.how, r.account))),
        envelope=envelope,
        judged=tuple(judged.values()),
    )
