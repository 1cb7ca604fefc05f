"""How the accounts of what happened stand to each other.

A ledger holds questions ("weapons stolen — Kazakhstan"); a question holds accounts (who answered it,
with which number, where that is printed); relations say how accounts stand, always with a reason
and the words on both sides; an estimate says what the accounts left standing jointly allow.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from qantar.domain.claim import Measure
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json, make_id
from qantar.domain.quantity import Interval, Quantity
from qantar.domain.span import Quote
from qantar.domain.when import When


@dataclass(frozen=True, slots=True)
class Citation:
    """A source named by a person who coded the claim by hand. Its words were not compared with
    any document, and wherever it is shown it is marked so."""

    source: str
    words: str = ""

    def __post_init__(self) -> None:
        if not self.source:
            raise MalformedValue(
                "a citation without a source stands on nothing; name the source"
            )


Evidence = Quote | Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One place where an account is printed: the claim, its report and outlet, and its words."""

    claim: str
    report: str
    document: str
    outlet: str | None
    published: When | None
    speaker: str | None
    """As this text names them."""
    via: tuple[str, ...] = ()
    headline: bool = False
    copied: str = ""
    """If its text was printed before by another: how much of it, and where."""
    evidence: Evidence

    def as_json(self) -> Json:
        return {
            **({"copied": self.copied} if self.copied else {}),
            "claim": self.claim,
            "report": self.report,
            "document": self.document,
            "outlet": self.outlet,
            "published": str(self.published) if self.published else None,
            "speaker": self.speaker,
            "via": list(self.via),
            "headline": self.headline,
            **evidence_json(self.evidence),
        }


def evidence_json(evidence: Evidence) -> Json:
    """``quote`` and ``start`` for words of a document, ``cited`` for a named source."""
    if isinstance(evidence, Citation):
        return {"cited": evidence.source, "words": evidence.words}
    return {"quote": evidence.exact, "start": evidence.span.start, "end": evidence.span.end}


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One saying by one speaker on one occasion: a briefing, however many outlets print it.

    ``line`` is who keeps the count: the offices of one state are one line, a rights group is
    another. ``speaker`` is the fullest name the texts give, None if nobody is named.
    """

    id: str
    speaker: str | None
    line: str
    said: When | None
    claims: tuple[str, ...]

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "speaker": self.speaker,
            "line": self.line,
            "said": str(self.said) if self.said else None,
            "claims": list(self.claims),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one utterance answers to one question, with every place it is printed."""

    id: str
    question: str
    utterance: str
    speaker: str | None
    line: str
    quantity: Quantity
    denied: bool
    as_of: When | None
    appearances: tuple[Appearance, ...]

    def __post_init__(self) -> None:
        if not self.appearances:
            raise MalformedValue(f"account {self.id} appears nowhere")

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(appearance.claim for appearance in self.appearances)

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "question": self.question,
            "utterance": self.utterance,
            "speaker": self.speaker,
            "line": self.line,
            "quantity": str(self.quantity),
            "denied": self.denied,
            "as_of": str(self.as_of) if self.as_of else None,
            "appearances": [appearance.as_json() for appearance in self.appearances],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a set of accounts all answer: a measure, a place, a period, a population.

    ``period`` is None for a running toll whose start nobody names and for a state; ``increment``
    marks an addition for a period ("in the past day") whose days nobody names. ``population`` are
    the words that narrow or reserve ("gun shops not counted"), of a sum its kind of money before
    them ("dollar"). ``inside`` names the questions that hold this one.
    """

    id: str
    measure: Measure
    place: str | None
    place_id: str | None = None
    period: When | None = None
    increment: bool = False
    population: str | None = None
    cumulative: bool
    inside: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "measure": str(self.measure),
            "place": self.place,
            "place_id": self.place_id,
            "period": str(self.period) if self.period else None,
            "increment": self.increment,
            "population": self.population,
            "cumulative": self.cumulative,
            "inside": list(self.inside),
        }


class RelationType(StrEnum):
    """How two accounts stand. All but ``sum`` join two; ``contradicts``, ``same``, ``apart`` have no direction."""

    SAME = "same"
    REFINES = "refines"
    SUPERSEDES = "supersedes"
    RETRACTS = "retracts"
    CONTRADICTS = "contradicts"
    PART_OF = "part_of"
    SUM = "sum"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How accounts stand, why, and on whose words. ``a`` are several accounts in a sum, or where
    parts together exceed a whole; ``explicit`` if words of a text, not the figures, decide.

    Raises:
        MalformedValue: if a side has no evidence or there is no reason.
    """

    type: RelationType
    a: tuple[str, ...]
    b: str
    because: str
    explicit: bool = False
    a_evidence: tuple[Evidence, ...]
    b_evidence: Evidence

    def __post_init__(self) -> None:
        if not self.a or len(self.a_evidence) != len(self.a):
            raise MalformedValue(
                f"{self.type} to {self.b}: every account of a relation needs its words"
            )
        if not self.because:
            raise MalformedValue(f"{self.type} {self.a[0]} {self.b}: a relation needs a reason")
        if self.b in self.a:
            raise MalformedValue(f"{self.type}: account {self.b} cannot stand to itself")

    @property
    def id(self) -> str:
        """Made of its kind and its ends."""
        return make_id("relation", [self.type.value, list(self.a), self.b])

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "type": self.type.value,
            "a": list(self.a),
            "b": self.b,
            "because": self.because,
            "explicit": self.explicit,
            "a_evidence": [evidence_json(evidence) for evidence in self.a_evidence],
            "b_evidence": evidence_json(self.b_evidence),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What the accounts left standing jointly allow: an envelope, never a best guess.

    ``interval`` runs from the least to the greatest number any of them allows; None if none is
    left. ``origins`` counts independent utterances behind them, not appearances. ``open`` if a
    contradiction among accounts left standing is unsettled.
    """

    question: str
    interval: Interval | None
    origins: int
    open: bool
    accounts: tuple[str, ...]
    judged: tuple[str, ...] = ()
    """Judgements that chose a bound; then ``by_rules`` is what the rules alone give."""
    by_rules: Interval | None = None

    def as_json(self) -> Json:
        row: Json = {
            "question": self.question,
            "low": self.interval.low if self.interval else None,
            "high": self.interval.high if self.interval else None,
            "origins": self.origins,
            "open": self.open,
            "accounts": list(self.accounts),
        }
        if self.judged:
            row["judged"] = list(self.judged)
            row["by_rules"] = str(self.by_rules) if self.by_rules else None
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What one question admits if every account that no conflict touches holds, those of parts, of
    wholes and of other days included: "at least 149, for so many died in Almaty alone".

    Narrower than the estimate where other questions speak too; never a choice between accounts that
    cannot all hold. ``low_from`` and ``high_from`` are the accounts that give the two ends, empty
    where nobody does; ``because`` says it in words. ``conflicted`` if accounts of this question
    were left out because they stand in a conflict.
    """

    question: str
    interval: Interval
    low_from: tuple[str, ...] = ()
    high_from: tuple[str, ...] = ()
    conflicted: bool = False
    because: str

    def as_json(self) -> Json:
        return {
            "question": self.question,
            "low": self.interval.low,
            "high": self.interval.high,
            "low_from": list(self.low_from),
            "high_from": list(self.high_from),
            "conflicted": self.conflicted,
            "because": self.because,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accounts that cannot all hold, though all hold as soon as any one of them is left out.

    "These three cannot all hold: …": ``because`` is that sentence, ``accounts`` stand in the order
    in which it names them, ``claims`` is the claim each stands on, ``evidence`` its words.
    ``id`` is made of the accounts alone.

    Raises:
        MalformedValue: if fewer than two accounts are named, one is named twice, one lacks its
            claim or words, or there is no reason.
    """

    id: str
    accounts: tuple[str, ...]
    claims: tuple[str, ...]
    questions: tuple[str, ...]
    """The questions the accounts answer, sorted, each once."""
    because: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if len(set(self.accounts)) < 2 or len(set(self.accounts)) != len(self.accounts):
            raise MalformedValue(f"conflict {self.id}: needs two accounts or more, each once")
        if not len(self.accounts) == len(self.claims) == len(self.evidence):
            raise MalformedValue(f"conflict {self.id}: every account needs its claim and words")
        if not self.because:
            raise MalformedValue(f"conflict {self.id}: needs a reason")

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "accounts": list(self.accounts),
            "claims": list(self.claims),
            "questions": list(self.questions),
            "because": self.because,
            "evidence": [evidence_json(evidence) for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A claim that entered no question, and why: it speaks of a plan, an order, another story."""

    claim: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything reconciled, in an order that depends on nothing but the content.

    Raises:
        MalformedValue: if a part points to another that is not there, or a claim stands twice.
    """

    questions: tuple[Question, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    accounts: tuple[Account, ...] = ()
    relations: tuple[Relation, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    bounds: tuple[Bound, ...] = ()
    """One for each question that accounts outside all conflicts surely answer as a whole, by question."""
    conflicts: tuple[Conflict, ...] = ()
    """Minimal sets of accounts that cannot all hold; none holds another."""
    set_aside: tuple[SetAside, ...] = ()
    _by_id: dict[str, Account] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        questions = {question.id for question in self.questions}
        utterances = {utterance.id for utterance in self.utterances}
        seen: set[str] = set()
        for account in self.accounts:
            self._by_id[account.id] = account
            if account.question not in questions or account.utterance not in utterances:
                raise MalformedValue(f"account {account.id} answers no question of this ledger")
            for claim in account.claims:
                if claim in seen:
                    raise MalformedValue(f"claim {claim} stands twice in the ledger")
                seen.add(claim)
        for relation in self.relations:
            for end in (*relation.a, relation.b):
                if end not in self._by_id:
                    raise MalformedValue(f"{relation.type} points to no account: {end}")
        for conflict in self.conflicts:
            for end in conflict.accounts:
                if end not in self._by_id:
                    raise MalformedValue(f"conflict {conflict.id} points to no account: {end}")

    def account(self, id_: str) -> Account:
        return self._by_id[id_]

    def as_json(self) -> Json:
        return {
            "questions": [question.as_json() for question in self.questions],
            "utterances": [utterance.as_json() for utterance in self.utterances],
            "accounts": [account.as_json() for account in self.accounts],
            "relations": [relation.as_json() for relation in self.relations],
            "estimates": [estimate.as_json() for estimate in self.estimates],
            "bounds": [bound.as_json() for bound in self.bounds],
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "set_aside": [{"claim": a.claim, "because": a.because} for a in self.set_aside],
        }
