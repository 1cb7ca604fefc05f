"""Why the ledger says so: a relation, a bound, an account or a conflict led back to the words.

*"contradicts. 149 (Interior Ministry, 10 January) is 149 exactly; 164 (Lantern, 10 January) is 164
exactly; no number is both. Because: one question, one moment… «…149 people…» — «…164 people…»"*
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qantar.domain.errors import Misuse
from qantar.domain.identity import Json
from qantar.domain.ledger import (
    Account,
    Conflict,
    Estimate,
    Evidence,
    Ledger,
    Relation,
    RelationType,
)
from qantar.domain.quantity import ABOUT_SHARE, ALMOST_SHARE, Hedge, Quantity
from qantar.domain.ruling import Ruling
from qantar.domain.span import Quote
from qantar.reconcile.standing import spoken
from qantar.views.judged import Marks, marks_of
from qantar.views.ledger import evidence_words, signs, title


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a derivation in words, with the words of reports it stands on, verbatim."""

    says: str
    quotes: tuple[tuple[str, str], ...] = ()
    """Claim and words; the claim is empty where the words only name a source."""
    steps: tuple["Step", ...] = field(default=())

    def as_json(self) -> Json:
        row: Json = {"says": self.says}
        if self.quotes:
            row["quotes"] = [{"claim": claim, "words": words} for claim, words in self.quotes]
        if self.steps:
            row["steps"] = [step.as_json() for step in self.steps]
        return row

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The step and what it stands on, indented."""
        yield f"{'  ' * depth}{self.says}"
        for claim, words in self.quotes:
            yield f"{'  ' * depth}  «{words}»" + (f"  {claim}" if claim else "")
        for step in self.steps:
            yield from step.lines(depth + 1)


def why(ledger: Ledger, id_: str, rulings: Iterable[Ruling] = ()) -> Step:
    """The derivation of what an id names: a relation, a question (its range and bound), an account,
    a conflict, a judgement. The beginning of an id is enough where only one thing begins so.

    Raises:
        Misuse: if nothing in the ledger begins so, or several do.
    """
    rulings = tuple(rulings)
    things: dict[str, object] = {
        **{one.id: one for one in ledger.relations},
        **{one.id: one for one in ledger.questions},
        **{one.id: one for one in ledger.accounts},
        **{one.id: one for one in ledger.conflicts},
        **{one.judgement.id: one for one in rulings},
    }
    found = [id_] if id_ in things else sorted(name for name in things if name.startswith(id_))
    if len(found) != 1:
        told = (
            f"{len(found)} begin so: {', '.join(found[:3])}…" if found else "nothing begins so"
        )
        raise Misuse(
            f"{id_}: {told}; qantar ledger --format json names relations, accounts, questions"
        )
    marks = marks_of(rulings)
    match things[found[0]]:
        case Relation() as relation:
            return _relation(ledger, relation, marks)
        case Account() as account:
            return _account(ledger, account, marks)
        case Conflict() as conflict:
            return _conflict(ledger, conflict, marks)
        case Ruling() as ruling:
            return _ruling(ruling)
        case _:
            return _question(ledger, found[0], rulings, marks)


_RELATED = {
    RelationType.SAME: "is the same as",
    RelationType.REFINES: "says more closely what is said by",
    RelationType.SUPERSEDES: "replaces",
    RelationType.RETRACTS: "takes back",
    RelationType.CONTRADICTS: "contradicts",
    RelationType.PART_OF: "is part of",
    RelationType.SUM: "add up to",
    RelationType.APART: "must not be compared with",
}


def _relation(ledger: Ledger, relation: Relation, marks: Marks) -> Step:
    a = [ledger.account(id_) for id_ in relation.a]
    b = ledger.account(relation.b)
    told = f"{' and '.join(spoken(one) for one in a)} {_RELATED[relation.type]} {spoken(b)}"
    steps = [
        _side(ledger, account, evidence, marks)
        for account, evidence in zip(
            (*a, b), (*relation.a_evidence, relation.b_evidence), strict=True
        )
    ]
    by = "a text or a person says so" if relation.explicit else "a rule concludes so"
    steps.append(Step(says=f"because {relation.because} ({by})"))
    return Step(says=told, steps=tuple(steps))


def _side(ledger: Ledger, account: Account, evidence: Evidence, marks: Marks) -> Step:
    questions = {question.id: question for question in ledger.questions}
    appearance = next((a for a in account.appearances if a.evidence == evidence), None)
    claim = appearance.claim if appearance and isinstance(evidence, Quote) else ""
    steps = [
        Step(says=f"it answers: {title(questions[account.question])}"),
        Step(says=interval_words(account.quantity)),
        *_judged(account, marks),
    ]
    return Step(
        says=spoken(account), quotes=((claim, evidence_words(evidence)),), steps=tuple(steps)
    )


def interval_words(quantity: Quantity) -> str:
    """How a number with its hedge becomes the whole numbers it allows, in words."""
    interval = quantity.interval()
    allowed = signs(interval.low, interval.high)
    match quantity.hedge:
        case Hedge.EXACT:
            return f"{quantity}: exactly that number"
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return f"{quantity}: every whole number from {interval.low}, no upper end is said"
        case Hedge.LESS_THAN | Hedge.AT_MOST:
            return f"{quantity}: every whole number up to {interval.high}"
        case Hedge.ABOUT:
            share = f"{ABOUT_SHARE * 100:f}".rstrip("0").rstrip(".")
            return f"{quantity}: «about» is taken as {share} % either way, {allowed}"
        case Hedge.ALMOST:
            share = f"{(1 - ALMOST_SHARE) * 100:f}".rstrip("0").rstrip(".")
            return f"{quantity}: «almost» is taken as up to {share} % below, {allowed}"
        case Hedge.RANGE:
            return f"{quantity}: every whole number between, both ends in"
        case _:
            return f"{quantity}: a vague word, taken as {interval.low} or more"


def _judged(account: Account, marks: Marks) -> Iterator[Step]:
    told = {m.judgement: m for claim in account.claims for m in marks.get(claim, ())}
    for mark in told.values():
        yield Step(says=mark.words)


def _account(ledger: Ledger, account: Account, marks: Marks) -> Step:
    steps = [Step(says=interval_words(account.quantity)), *_judged(account, marks)]
    copies = len(account.appearances)
    if copies > 1:
        steps.append(
            Step(says=f"printed {copies} times, counted once: all go back to one saying")
        )
    for relation in ledger.relations:
        if account.id in (*relation.a, relation.b):
            steps.append(_relation(ledger, relation, {}))
    quotes = tuple(
        (a.claim if isinstance(a.evidence, Quote) else "", evidence_words(a.evidence))
        for a in account.appearances
    )
    return Step(says=spoken(account), quotes=quotes, steps=tuple(steps))


def _conflict(ledger: Ledger, conflict: Conflict, marks: Marks) -> Step:
    steps = [
        _side(ledger, ledger.account(id_), evidence, marks)
        for id_, evidence in zip(conflict.accounts, conflict.evidence, strict=True)
    ]
    steps.append(Step(says="leave any one of them out, and the rest can all hold"))
    return Step(says=conflict.because, steps=tuple(steps))


def _ruling(ruling: Ruling) -> Step:
    judgement = ruling.judgement
    steps = [Step(says=f"{ruling.state.value}{': ' * bool(ruling.because)}{ruling.because}")]
    quotes = tuple((one.claim, one.quote) for one in judgement.about)
    return Step(
        says=f"{judgement.sentence}, {judgement.signed}", quotes=quotes, steps=tuple(steps)
    )


_DROPPED = (RelationType.SUPERSEDES, RelationType.RETRACTS)


def _question(ledger: Ledger, id_: str, rulings: tuple[Ruling, ...], marks: Marks) -> Step:
    """The range of a question: who is left standing, who is not and why, and what follows."""
    question = next(one for one in ledger.questions if one.id == id_)
    estimate = next(one for one in ledger.estimates if one.question == id_)
    accounts = [account for account in ledger.accounts if account.question == id_]
    left = set(estimate.accounts)
    refined = {
        one.b: one for one in ledger.relations
        if one.type is RelationType.REFINES and one.b in left and left & set(one.a)
    }  # fmt: skip
    steps = []
    for account in accounts:
        first = next((a for a in account.appearances if not a.headline), account.appearances[0])
        told = "left standing"
        if account.id in refined:
            told += f", but does not widen the range: {refined[account.id].because}"
        elif account.id not in left:
            told = _dropped(ledger, account)
        claim = first.claim if isinstance(first.evidence, Quote) else ""
        steps.append(
            Step(
                says=f"{spoken(account)}: {told}",
                quotes=((claim, evidence_words(first.evidence)),),
                steps=(Step(says=interval_words(account.quantity)), *_judged(account, marks)),
            )
        )
    interval = estimate.interval
    shown = signs(interval.low, interval.high) if interval else signs(None, None)
    steps.append(
        Step(
            says=f"from the least to the greatest number any of them allows: {_by_rules(estimate)}"
        )
    )
    in_force = {ruling.judgement.id: ruling for ruling in rulings}
    steps += [_ruling(in_force[one]) for one in estimate.judged if one in in_force]
    if estimate.open:
        steps.append(Step(says="open: accounts left standing contradict each other"))
    for bound in ledger.bounds:
        if bound.question == id_:
            steps.append(Step(says=f"with all other questions taken in: {bound.because}"))
    for conflict in ledger.conflicts:
        if id_ in conflict.questions:
            steps.append(_conflict(ledger, conflict, {}))
    return Step(says=f"{title(question)}: {shown}", steps=tuple(steps))


def _by_rules(estimate: Estimate) -> str:
    interval = estimate.by_rules if estimate.judged else estimate.interval
    return signs(interval.low, interval.high) if interval else signs(None, None)


def _dropped(ledger: Ledger, account: Account) -> str:
    if account.denied:
        return "not counted: it says that the number is false"
    for relation in ledger.relations:
        if relation.b == account.id and relation.type in _DROPPED:
            how = "replaced" if relation.type is RelationType.SUPERSEDES else "taken back"
            return f"not counted, {how}: {relation.because}"
    return "not counted: the same number was replaced or taken back where another gave it"
