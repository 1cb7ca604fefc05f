"""Ledgers for people: a question, what is known of it, who says so in which words.

"Weapons stolen — Kazakhstan: >1500, by one speaker. Rizabek Ozharov (Prosecutor General's Office),
7 February: «более 1,5 тысяч единиц»… apart from: 967 recovered, because recovered is not stolen."
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar import codebook
from qantar.domain.identity import Json
from qantar.domain.ledger import (
    Account,
    Appearance,
    Citation,
    Estimate,
    Evidence,
    Ledger,
    Question,
    Relation,
    RelationType,
)
from qantar.domain.ruling import Ruling
from qantar.domain.span import Quote
from qantar.views.dates import when_words
from qantar.views.judged import Mark, Marks, mark, marks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceRow:
    """One place where an account is printed. ``words`` are verbatim, unless ``is_cited``: then a
    person coded the figure by hand and names the source only."""

    claim: str
    report: str
    outlet: str | None
    published: str | None
    speaker: str | None
    headline: bool
    words: str
    is_cited: bool
    judged: tuple[Mark, ...] = ()
    copied: str = ""
    """If its text was printed before by another: how much of it, and where."""

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        if not self.copied:
            del row["copied"]
        return row | {"judged": [mark.as_json() for mark in self.judged]}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """How an account stands to others: ``type`` as read from this account («superseded by»),
    the others with their numbers and questions, the reason."""

    type: str
    others: tuple[str, ...]
    other_numbers: tuple[str, ...]
    other_questions: tuple[str, ...]
    because: str
    relation: str = ""
    """The id to ask why by."""

    def as_json(self) -> Json:
        return {
            "relation": self.relation,
            "type": self.type,
            "others": list(self.others),
            "other_numbers": list(self.other_numbers),
            "other_questions": list(self.other_questions),
            "because": self.because,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One speaker's answer. ``stands`` is False if it was superseded, taken back or denied."""

    account: str
    number: str
    """With its sign: ``>1500``."""
    low: int
    high: int | None
    denied: bool
    stands: bool
    speaker: str | None
    line: str
    outlets: tuple[str, ...]
    as_of: str | None
    appearances: tuple[AppearanceRow, ...]
    relations: tuple[RelationRow, ...]

    @property
    def judged(self) -> tuple[Mark, ...]:
        """What people decided on any appearance, each decision once."""
        found = {m.judgement: m for printed in self.appearances for m in printed.judged}
        return tuple(found.values())

    @property
    def state(self) -> str:
        """``stands``, ``denied`` (it says the number is false), or ``no longer`` (superseded or
        taken back)."""
        if self.denied:
            return "denied"
        return "stands" if self.stands else "no longer"

    def as_json(self) -> Json:
        return {
            "account": self.account,
            "number": self.number,
            "low": self.low,
            "high": self.high,
            "denied": self.denied,
            "stands": self.stands,
            "speaker": self.speaker,
            "line": self.line,
            "outlets": list(self.outlets),
            "as_of": self.as_of,
            "judged": [mark.as_json() for mark in self.judged],
            "appearances": [row.as_json() for row in self.appearances],
            "relations": [row.as_json() for row in self.relations],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One question with its envelope and its accounts, in time."""

    question: str
    title: str
    measure: str
    place: str | None
    place_id: str | None
    period: str | None
    population: str | None
    cumulative: bool
    low: int | None
    high: int | None
    origins: int
    open: bool
    inside: tuple[str, ...]
    """Titles of the questions that hold this one."""
    inside_ids: tuple[str, ...] = ()
    """The same by id: two questions may bear one title."""
    accounts: tuple[AccountRow, ...]
    chosen: tuple[Mark, ...] = ()
    """Who chose the bounds shown; then ``by_rules`` is the envelope the rules alone give."""
    by_rules: str | None = None
    increment: bool = False
    """Counts what was added, on days nobody names."""

    @property
    def envelope(self) -> str:
        """The estimate in signs: ``967``, ``>=1501``, ``16..21``, ``none left``."""
        return signs(self.low, self.high)

    @property
    def range_words(self) -> str:
        """The number as said, where all accounts left standing say one; else the envelope."""
        if self.chosen:
            return self.envelope
        said = {account.number for account in self.accounts if account.stands}
        return said.pop() if len(said) == 1 else self.envelope

    @property
    def has_conflict(self) -> bool:
        """Whether an account contradicts another, takes it back, or says it is false."""
        return self.open or any(
            account.denied
            or any(word in r.type for r in account.relations for word in _CONFLICTS)
            for account in self.accounts
        )

    @property
    def heading(self) -> Json:
        """The question without its accounts."""
        return {
            "question": self.question,
            "title": self.title,
            "measure": self.measure,
            "place": self.place,
            "place_id": self.place_id,
            "period": self.period,
            "population": self.population,
            "cumulative": self.cumulative,
            "low": self.low,
            "high": self.high,
            "envelope": self.envelope,
            "origins": self.origins,
            "open": self.open,
            "inside": list(self.inside),
            "inside_ids": list(self.inside_ids),
            "chosen": [mark.as_json() for mark in self.chosen],
            "by_rules": self.by_rules,
        }

    def as_json(self) -> Json:
        return {**self.heading, "accounts": [row.as_json() for row in self.accounts]}


def signs(low: int | None, high: int | None) -> str:
    """An interval in signs; without a low end there is none."""
    if low is None:
        return "none left"
    if high is None:
        return f">={low}"
    return str(low) if low == high else f"{low}..{high}"


CONFLICTING = (RelationType.CONTRADICTS, RelationType.RETRACTS)
"""Relations that make a conflict of a question."""
_CONFLICTS = ("contradicts", "takes back", "taken back by")


def chosen(
    rows: Iterable[QuestionRow], *, words: str | None = None, conflicts: bool = False
) -> tuple[QuestionRow, ...]:
    """The rows whose title or measure has all the words, in any order and case; with ``conflicts``,
    of these only those where accounts contradict or take back each other."""
    wanted = words.casefold().split() if words else []
    return tuple(
        row
        for row in rows
        if all(word in f"{row.title} {row.measure}".casefold() for word in wanted)
        and (row.has_conflict or not conflicts)
    )


def families(rows: Iterable[QuestionRow]) -> tuple[tuple[QuestionRow, int], ...]:
    """The rows with every part below its whole, and how deep it lies (0 for what is part of nothing).

    Families with the most accounts come first. A part of several wholes stands below the one most
    told; a whole that is not among the rows is passed over.
    """
    rows = sorted(rows, key=most_told)
    by_id = {row.question: row for row in rows}
    below: dict[str, list[QuestionRow]] = {}
    tops: list[QuestionRow] = []
    for row in rows:
        wholes = [by_id[id_] for id_ in row.inside_ids if id_ in by_id]
        if wholes:
            below.setdefault(min(wholes, key=most_told).question, []).append(row)
        else:
            tops.append(row)
    lines = [_family(top, 0, below) for top in tops]
    lines.sort(
        key=lambda line: (-sum(len(row.accounts) for row, _ in line), most_told(line[0][0]))
    )
    return tuple(member for line in lines for member in line)


def _family(
    row: QuestionRow, depth: int, below: Mapping[str, list[QuestionRow]]
) -> list[tuple[QuestionRow, int]]:
    found = [(row, depth)]
    for part in below.get(row.question, ()):
        found += _family(part, depth + 1, below)
    return found


_TELLING = (
    "contradicts",
    "taken back by",
    "superseded by",
    "refined by",
    "holds",
    "part of",
    "sum of",
)
"""Relations that make a question worth reading first, besides how many answer it."""


def main_rows(rows: Iterable[QuestionRow], most: int) -> tuple[QuestionRow, ...]:
    """The questions a newcomer should see first: those that many speakers answer and in which their
    accounts contradict, take back, supersede, refine or hold each other. Counts of no named act or
    thing stay out."""
    named = [row for row in rows if "other" not in row.measure.split(".")]
    return tuple(sorted(named, key=lambda row: (-_telling(row), most_told(row)))[:most])


def _telling(row: QuestionRow) -> int:
    kinds = {r.type for account in row.accounts for r in account.relations}
    return len(row.accounts) + 2 * sum(any(word in kind for kind in kinds) for word in _TELLING)


def question_rows(ledger: Ledger, rulings: Iterable[Ruling] = ()) -> tuple[QuestionRow, ...]:
    """All questions, those with the most independent accounts first, then by title; ``rulings``
    are what people decided, so that it stands beside what it is about."""
    rulings = tuple(rulings)
    marks = marks_of(rulings)
    chosen = {ruling.judgement.id: mark(ruling) for ruling in rulings if ruling.is_in_force}
    estimates = {estimate.question: estimate for estimate in ledger.estimates}
    titles = {question.id: title(question) for question in ledger.questions}
    relations: dict[str, list[Relation]] = {}
    for relation in ledger.relations:
        for end in {*relation.a, relation.b}:
            relations.setdefault(end, []).append(relation)
    accounts: dict[str, list[Account]] = {}
    for account in ledger.accounts:
        accounts.setdefault(account.question, []).append(account)
    rows = [
        _question_row(
            ledger, question, accounts[question.id], estimates, titles, relations, marks, chosen
        )
        for question in ledger.questions
        if question.id in accounts
    ]
    return tuple(sorted(rows, key=most_told))


def most_told(row: QuestionRow) -> tuple[int, int, str, str]:
    """By what questions are ordered: those with the most accounts, then the most printed, first."""
    printed = sum(len(account.appearances) for account in row.accounts)
    return -len(row.accounts), -printed, row.title, row.question


def title(question: Question) -> str:
    """The question in words: "weapons stolen — Kazakhstan"."""
    codes = codebook.load()
    counted = codes.objects[question.measure.object]
    act = codes.acts[question.measure.act]
    parts = [f"{counted.plural} {act.title} — {question.place or 'place not said'}"]
    if question.period is not None:
        parts.append(when_words(question.period))
    if question.increment:
        parts.append("added, days not said")
    if question.population is not None:
        parts.append(f"«{question.population}»")
    return ", ".join(parts)


def _question_row(
    ledger: Ledger,
    question: Question,
    accounts: list[Account],
    estimates: dict[str, Estimate],
    titles: dict[str, str],
    relations: dict[str, list[Relation]],
    marks: Marks,
    chosen: Mapping[str, Mark],
) -> QuestionRow:
    estimate = estimates.get(question.id)
    left = frozenset(estimate.accounts) if estimate else frozenset()
    interval = estimate.interval if estimate else None
    rows = [
        _account_row(ledger, a, left, titles, relations.get(a.id, []), marks) for a in accounts
    ]
    judged = estimate.judged if estimate else ()
    by_rules = estimate.by_rules if estimate else None
    return QuestionRow(
        question=question.id,
        title=titles[question.id],
        measure=str(question.measure),
        place=question.place,
        place_id=question.place_id,
        period=str(question.period) if question.period else None,
        population=question.population,
        cumulative=question.cumulative,
        increment=question.increment,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        origins=estimate.origins if estimate else 0,
        open=estimate.open if estimate else False,
        inside=tuple(titles[id_] for id_ in question.inside if id_ in titles),
        inside_ids=question.inside,
        accounts=tuple(
            sorted(rows, key=lambda row: (row.as_of or "~", row.number, row.account))
        ),
        chosen=tuple(chosen[id_] for id_ in judged if id_ in chosen),
        by_rules=(signs(by_rules.low, by_rules.high) if by_rules else "none left")
        if judged
        else None,
    )


def _account_row(
    ledger: Ledger,
    account: Account,
    left: frozenset[str],
    titles: dict[str, str],
    relations: list[Relation],
    marks: Marks,
) -> AccountRow:
    interval = account.quantity.interval()
    return AccountRow(
        account=account.id,
        number=str(account.quantity),
        low=interval.low,
        high=interval.high,
        denied=account.denied,
        stands=account.id in left,
        speaker=account.speaker,
        line=account.line,
        outlets=tuple(sorted({a.outlet for a in account.appearances if a.outlet})),
        as_of=str(account.as_of) if account.as_of else None,
        appearances=tuple(
            _appearance_row(appearance, marks) for appearance in account.appearances
        ),
        relations=tuple(
            sorted(
                (_relation_row(ledger, account, relation, titles) for relation in relations),
                key=lambda row: (row.type, row.others),
            )
        ),
    )


def _appearance_row(appearance: Appearance, marks: Marks) -> AppearanceRow:
    return AppearanceRow(
        claim=appearance.claim,
        report=appearance.report,
        outlet=appearance.outlet,
        published=str(appearance.published) if appearance.published else None,
        speaker=appearance.speaker,
        headline=appearance.headline,
        words=evidence_words(appearance.evidence),
        is_cited=isinstance(appearance.evidence, Citation),
        judged=marks.get(appearance.claim, ()),
        copied=appearance.copied,
    )


def evidence_words(evidence: Evidence) -> str:
    """The words shown for a piece of evidence; for a citation, the source and what was noted."""
    if isinstance(evidence, Quote):
        return evidence.exact
    return f"{evidence.source}: {evidence.words}" if evidence.words else evidence.source


_READ_BACK = {
    "same": "same",
    "contradicts": "contradicts",
    "apart": "apart from",
    "refines": "refined by",
    "supersedes": "superseded by",
    "retracts": "taken back by",
    "part_of": "holds",
    "sum": "sum of",
}
_READ_ON = {**_READ_BACK, "refines": "refines", "supersedes": "supersedes", "retracts": "takes back",
            "part_of": "part of", "sum": "adds up to"}  # fmt: skip


def _relation_row(
    ledger: Ledger, account: Account, relation: Relation, titles: dict[str, str]
) -> RelationRow:
    back = account.id == relation.b
    others = relation.a if back else (relation.b,)
    beside = () if back else tuple(id_ for id_ in relation.a if id_ != account.id)
    words = (_READ_BACK if back else _READ_ON)[relation.type.value]
    if beside:
        numbers = ", ".join(str(ledger.account(id_).quantity) for id_ in beside)
        words = f"with {numbers} {words}"
    told = [ledger.account(id_) for id_ in others]
    return RelationRow(
        type=words,
        others=others,
        other_numbers=tuple(str(other.quantity) for other in told),
        other_questions=tuple(titles[other.question] for other in told),
        because=relation.because,
        relation=relation.id,
    )
