"""The whole way from counts to a ledger."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from qantar.domain.claim import Measure
from qantar.domain.identity import make_id
from qantar.domain.ledger import (
    Account,
    Appearance,
    Citation,
    Estimate,
    Ledger,
    Relation,
    RelationType,
    SetAside,
    Utterance,
)
from qantar.domain.when import When
from qantar.reconcile.apart import apart
from qantar.reconcile.bounds import bounds
from qantar.reconcile.compare import comparisons, retractions
from qantar.reconcile.conflicts import conflicts, said_of
from qantar.reconcile.constraints import constraints
from qantar.reconcile.count import Count, toll_acts
from qantar.reconcile.judging import UNJUDGED, Judging
from qantar.reconcile.linked import groups
from qantar.reconcile.moments import order
from qantar.reconcile.parts import overfull, part_of_relations, partings
from qantar.reconcile.places import NoPlaces, Places, WordedPlaces
from qantar.reconcile.questions import Asked, questions
from qantar.reconcile.reprints import Reprint, as_first_told, reprints
from qantar.reconcile.settle import Settling, settle
from qantar.reconcile.speakers import STATE, is_counter
from qantar.reconcile.standing import Standing
from qantar.reconcile.strands import by_strand
from qantar.reconcile.sums import sums
from qantar.reconcile.utterances import fullest, utterances

T = TypeVar("T")

NO_WORDS = Citation(source="left out")
"""Stands for the words where only what is counted is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A ledger and the counts it was made of, by claim."""

    ledger: Ledger
    counts: Mapping[str, Count]

    def estimate(self, question: str, as_of: When | None = None) -> Estimate:
        """What the accounts of a question allow, as of a date or to the latest."""
        return settle(self.ledger, question, as_of)


def reconcile(
    claims: Iterable[Count],
    *,
    places: Places | None = None,
    set_aside: Iterable[SetAside] = (),
    judging: Judging = UNJUDGED,
) -> Reconciliation:
    """The ledger of a set of figures.

    The order of the figures, and giving one twice, change nothing. ``places`` says which place
    lies in which; what texts themselves count inside each other is believed beside it. ``judging`` is
    what people decided of one and two: it goes before every rule.
    """
    by_claim = {count.claim: count for count in distinct(claims)}
    known = places or NoPlaces()
    ledgers = [
        strand_ledger(counts, known, judging)
        for counts in by_strand(list(by_claim.values()), known, judging.links())
    ]
    aside = tuple(sorted(set(set_aside), key=lambda one: one.claim))
    return Reconciliation(ledger=replace(joined(ledgers), set_aside=aside), counts=by_claim)


def distinct(claims: Iterable[Count]) -> list[Count]:
    """Each claim once, in an order that depends on nothing but the content."""
    found: dict[str, list[Count]] = {}
    for count in claims:
        found.setdefault(count.claim, []).append(count)
    return [
        min(told, key=lambda c: (c.document, c.start, _as_told(c)))
        if len(told) > 1
        else told[0]
        for _, told in sorted(found.items())
    ]


def _as_told(count: Count) -> str:
    return repr(replace(count, evidence=NO_WORDS))


def joined(ledgers: Iterable[Ledger]) -> Ledger:
    """The ledgers of several strands as one."""
    ledgers = list(ledgers)
    return Ledger(
        questions=_sorted((one.questions for one in ledgers), lambda q: q.id),
        utterances=_sorted((one.utterances for one in ledgers), lambda u: u.id),
        accounts=_sorted((one.accounts for one in ledgers), lambda a: a.id),
        relations=_sorted((one.relations for one in ledgers), lambda r: (r.type, r.a, r.b)),
        estimates=_sorted((one.estimates for one in ledgers), lambda e: e.question),
        bounds=_sorted((one.bounds for one in ledgers), lambda b: b.question),
        conflicts=_sorted(
            (one.conflicts for one in ledgers), lambda c: (len(c.accounts), c.questions, c.id)
        ),
    )


def _sorted(parts: Iterable[Iterable[T]], key: Callable[[T], Any]) -> tuple[T, ...]:
    return tuple(sorted((one for part in parts for one in part), key=key))


def strand_ledger(counts: Iterable[Count], places: Places, judging: Judging) -> Ledger:
    """The ledger of one strand of counts, each claim given once."""
    counts = sorted(counts, key=lambda c: (c.document, c.report, c.start, c.claim))
    copies = reprints(counts)
    counts = as_first_told(counts, copies)
    worded = WordedPlaces(counts, places)
    said = judging.utterances(utterances(counts, worded, copies), counts)
    asked = judging.questions(questions(counts, said, worded), said, counts)
    accounts = _accounts(counts, said, asked, copies)
    standing = _standing(accounts, asked, counts)
    explicit = retractions(standing)
    retracted = {one.b for one in explicit if one.type is RelationType.RETRACTS}
    standing = replace(standing, retracted=_whole_classes(standing, retracted))
    listed = partings(standing, counts)
    relations = _one_for_each_pair(
        [
            *explicit,
            *comparisons(standing, explicit),
            *overfull(standing, listed),
            *part_of_relations(standing, listed),
            *sums(standing, listed),
        ]
    )
    relations += apart(standing, worded, relations)
    numbers = constraints(standing, listed, relations, worded)
    conflicting = conflicts(standing, groups(numbers, said_of(standing, numbers)), relations)
    relations = judging.relations(relations, accounts)
    ledger = Ledger(
        questions=tuple(asked.questions[q] for q in sorted(asked.questions)),
        utterances=said,
        accounts=tuple(sorted(accounts, key=lambda a: a.id)),
        relations=tuple(sorted(relations, key=lambda r: (r.type, r.a, r.b))),
        bounds=bounds(standing, numbers, conflicting),
        conflicts=conflicting,
    )
    settling = Settling(ledger)
    estimates = tuple(settling.settle(question.id) for question in ledger.questions)
    return replace(ledger, estimates=estimates)


def _accounts(
    counts: Sequence[Count],
    said: Sequence[Utterance],
    asked: Asked,
    copies: Iterable[Reprint],
) -> list[Account]:
    by_claim = {count.claim: count for count in counts}
    copied = {copy.claim: _copied(copy, by_claim[copy.of]) for copy in copies}
    utterance_of = {claim: utterance for utterance in said for claim in utterance.claims}
    groups: dict[tuple[str, str, str, bool], list[Count]] = {}
    for count in counts:
        question, utterance = asked.by_claim[count.claim], utterance_of[count.claim]
        key = question, utterance.id, str(count.quantity), count.denied
        groups.setdefault(key, []).append(count)
    accounts = []
    for (question, utterance_id, quantity, denied), group in groups.items():
        utterance = utterance_of[group[0].claim]
        accounts.append(
            Account(
                id=make_id("account", [question, utterance_id, quantity, denied]),
                question=question,
                utterance=utterance_id,
                speaker=fullest(count.speaker for count in group),
                line=utterance.line,
                quantity=group[0].quantity,
                denied=denied,
                as_of=min((count.moment for count in group), key=order),
                appearances=tuple(
                    sorted(
                        (_appearance(count, copied.get(count.claim, "")) for count in group),
                        key=_in_print,
                    )
                ),
            )
        )
    return accounts


def _copied(copy: Reprint, source: Count) -> str:
    told = f"{source.outlet or source.report}"
    if source.published is not None:
        told += f", {source.published}"
    return f"{copy.percent} % of the shorter text stands in the other: {told}"


def _appearance(count: Count, copied: str) -> Appearance:
    return Appearance(
        claim=count.claim,
        report=count.report,
        document=count.document,
        outlet=count.outlet,
        published=count.published,
        speaker=count.speaker,
        via=count.via,
        headline=count.headline,
        copied=copied,
        evidence=count.evidence,
    )


def _in_print(appearance: Appearance) -> tuple[object, ...]:
    return order(appearance.published), appearance.report, appearance.headline, appearance.claim


def _standing(accounts: Sequence[Account], asked: Asked, counts: Sequence[Count]) -> Standing:
    by_question: dict[str, list[Account]] = {}
    by_utterance: dict[str, list[Account]] = {}
    for account in sorted(accounts, key=lambda a: (order(a.as_of), a.id)):
        by_question.setdefault(account.question, []).append(account)
        by_utterance.setdefault(account.utterance, []).append(account)
    account_of = {claim: account for account in accounts for claim in account.claims}
    return Standing(
        questions=asked.questions,
        above=asked.above,
        by_question=by_question,
        by_utterance=by_utterance,
        account_of=account_of,
        totals=frozenset(account_of[count.claim].id for count in counts if count.total is True),
        recalled=frozenset(account_of[count.claim].id for count in counts if count.recalled)
        - frozenset(account_of[count.claim].id for count in counts if not count.recalled),
        headlines=frozenset(_slips(by_question)),
        firm=frozenset(_firm(accounts, asked, counts)),
    )


def _firm(accounts: Sequence[Account], asked: Asked, counts: Sequence[Count]) -> Iterable[str]:
    """Accounts that are surely the number reached so far though no text says so: of an office, on an act
    that is told that way, at a known place, and the greatest of its kind that its speaker gives in every report that prints it."""
    utterance_of = {
        claim: account.utterance for account in accounts for claim in account.claims
    }
    greatest: dict[tuple[str, str, Measure], int] = {}
    for count in counts:
        key = count.document, utterance_of[count.claim], count.measure
        if not count.denied:
            greatest[key] = max(greatest.get(key, 0), count.quantity.interval().low)
    parts = {count.claim for count in counts if count.part_of is not None}
    wholes = {count.part_of for count in counts if count.part_of is not None}
    firm: set[str] = set()
    for account in accounts:
        question = asked.questions[account.question]
        if question.measure.act not in toll_acts() or question.place is None:
            continue
        if not _is_somebody(account) and not any(
            a.claim in wholes or a.headline for a in account.appearances
        ):
            continue
        low = account.quantity.interval().low
        if all(
            greatest.get((appearance.document, account.utterance, question.measure), 0) <= low
            and appearance.claim not in parts
            for appearance in account.appearances
        ):
            firm.update(account.claims)
    # What a text counts inside such a number is as firm as the number itself.
    inside = {count.claim for count in counts if count.part_of in firm}
    for account in accounts:
        question = asked.questions[account.question]
        if firm & set(account.claims) or (
            inside & set(account.claims)
            and question.measure.act in toll_acts()
            and question.place is not None
        ):
            yield account.id


def _is_somebody(account: Account) -> bool:
    """Whether an office gives it, whoever speaks for one, or a body that keeps a count of its own."""
    return is_counter(account.speaker or "") or account.line.startswith(STATE)


def _slips(by_question: Mapping[str, Sequence[Account]]) -> Iterable[str]:
    """Accounts printed only in headlines whose own reports say otherwise below, of this question
    or, as happens with a place or a class of people, of a part of it."""
    for accounts in by_question.values():
        for account in accounts:
            if not all(appearance.headline for appearance in account.appearances):
                continue
            reports = {appearance.document for appearance in account.appearances}
            if any(
                not other.quantity.interval().meets(account.quantity.interval())
                and any(a.document in reports and not a.headline for a in other.appearances)
                for other in accounts
            ):
                yield account.id


def _whole_classes(standing: Standing, ids: Iterable[str]) -> frozenset[str]:
    """The given accounts and all of their questions with their numbers."""
    taken_back = set(ids)
    numbers = {
        (account.question, str(account.quantity))
        for accounts in standing.by_question.values()
        for account in accounts
        if account.id in taken_back
    }
    return frozenset(
        account.id
        for accounts in standing.by_question.values()
        for account in accounts
        if not account.denied and (account.question, str(account.quantity)) in numbers
    )


def _one_for_each_pair(relations: Iterable[Relation]) -> list[Relation]:
    """The first relation of each kind between two accounts, in the order of precedence."""
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    found = []
    for one in relations:
        ends = (*one.a, one.b)
        if one.type in (RelationType.SAME, RelationType.CONTRADICTS):
            ends = tuple(sorted(ends))
        key = one.type.value, ends, ""
        if key not in seen:
            seen.add(key)
            found.append(one)
    return found
