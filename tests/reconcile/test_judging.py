"""A judgement beats any rule, survives new readings, and is never dropped silently."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Claim, Figure, Measure, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.errors import MalformedValue
from qantar.domain.judgement import End, JudgedClaim, Judgement, Regard, Verb, corrected
from qantar.domain.ledger import Account, Ledger, RelationType
from qantar.domain.quantity import Quantity
from qantar.domain.ruling import Ruling, State, as_judged, by_claim, rulings
from qantar.domain.source import Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.reconcile.choice import choices
from qantar.reconcile.judged import judged_ledger
from qantar.reconcile.places import ListedPlaces

PLACES = ListedPlaces({"almaty": ("kazakhstan",)})
EPOCH = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)


def claim(
    number: int, quantity: str, *, day: int = 10, place: str | None = "Almaty",
    speaker: str | None = None, act: str = "killed", text: str | None = None,
) -> tuple[Claim, Document]:  # fmt: skip
    """A report of its own that gives one figure."""
    text = text or f"Report {number}: {quantity} people were {act}."
    document = Document(
        capture=f"capture-{number}", report=f"r{number}", text=text, outlet=f"{number}.example",
        published=f"2022-01-{day:02}",
    )  # fmt: skip
    at = text.index(quantity)
    made = Claim(
        document=document.id, report=document.report, capture=document.capture,
        content=Figure(
            measure=Measure("person", act), quantity=Quantity.parse(quantity), total=True
        ),
        quote=Quote.cut(text, 0, len(text)), anchor=Span(at, at + len(quantity)),
        attribution=Attribution(speaker=speaker) if speaker else None,
        scope=Scope(place=place, as_of=When(f"2022-01-{day:02}")), derivation=Derivation("test"),
    )  # fmt: skip
    return made, document


def judged(
    verb: Verb, *claims: Claim, minute: int = 0, by: str = "Дана", reason: str = "I looked",
    regard: Regard | None = None, changes: tuple[tuple[str, str | None], ...] = (),
    end: End | None = None, withdraws: str | None = None,
) -> Judgement:  # fmt: skip
    at = (EPOCH + dt.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Judgement(
        verb=verb, about=tuple(map(JudgedClaim.of, claims)), by=by, reason=reason, at=at,
        regard=regard, changes=changes, end=end, withdraws=withdraws,
    )  # fmt: skip


@st.composite
def judged_stories(draw: st.DrawFn) -> tuple[list[Claim], dict[str, Document], list[Judgement]]:
    """A few figures that rules join and part, and decisions on them, some against each other."""
    pairs = [
        claim(
            number,
            draw(st.sampled_from(("7", "12", "12", ">10", "~20", "15..30"))),
            day=draw(st.integers(1, 5)),
            place=draw(st.sampled_from((None, "Almaty", "Kazakhstan", "Osh"))),
            speaker=draw(st.sampled_from((None, "МВД", "Lantern", "Асан Ким"))),
            act=draw(st.sampled_from(("killed", "killed", "injured"))),
        )
        for number in range(draw(st.integers(2, 7)))
    ]
    claims = [made for made, _ in pairs]
    found = []
    for minute in range(draw(st.integers(1, 7))):
        one, other = draw(st.permutations(claims))[:2]
        kind = draw(st.integers(0, 7))
        if kind < 5:
            verb = Verb.SAME if kind % 2 else Verb.APART
            regard = draw(st.sampled_from(Regard))
            found.append(judged(verb, one, other, minute=minute, regard=regard))
        elif kind == 5:
            found.append(judged(Verb.REJECT, one, minute=minute))
        elif kind == 6:
            field = draw(
                st.sampled_from((("quantity", "99"), ("place", "Taraz"), ("speaker", None)))
            )
            found.append(judged(Verb.CORRECT, one, minute=minute, changes=(field,)))
        else:
            found.append(
                judged(Verb.CHOOSE, one, minute=minute, end=draw(st.sampled_from(End)))
            )
    return claims, {document.id: document for _, document in pairs}, found


def accounts_of(ledger: Ledger) -> dict[str, Account]:
    return {claim: account for account in ledger.accounts for claim in account.claims}


@settings(max_examples=80, deadline=None)
@given(judged_stories())
def test_a_judgement_beats_any_rule(
    story: tuple[list[Claim], dict[str, Document], list[Judgement]],
) -> None:
    claims, documents, judgements = story
    ruled = rulings(judgements, claims)
    ledger = judged_ledger(claims, documents, ruled, PLACES)
    account_of = accounts_of(ledger)
    aside = {one.claim: one.because for one in ledger.set_aside}
    estimates = {estimate.question: estimate for estimate in ledger.estimates}
    chosen = choices(ledger, ruled)
    assert account_of.keys() | aside.keys() == {one.id for one in claims}
    for ruling in ruled:
        judgement = ruling.judgement
        if ruling.state is State.OVERRULED:
            assert ruling.because.startswith("judgement-")
            continue
        if judgement.verb is Verb.REJECT:
            assert aside[ruling.claims[0]] == judgement.signed
        accounts = [account_of.get(one) for one in ruling.claims]
        if any(account is None for account in accounts):
            continue
        one, other = accounts[0], accounts[-1]
        assert one is not None and other is not None
        equal = judgement.verb is Verb.SAME
        match judgement.verb, judgement.regard:
            case Verb.SAME | Verb.APART, Regard.QUESTION:
                assert (one.question == other.question) is equal
                if not equal:
                    between = [
                        r for r in ledger.relations
                        if {one.id, other.id} <= {*r.a, r.b}
                        and (one.id == r.b or other.id == r.b)
                    ]  # fmt: skip
                    assert {r.type for r in between} == {RelationType.APART}
                    assert judgement.signed in [r.because for r in between] or len(between) == 1
            case Verb.SAME | Verb.APART, _:
                assert (one.utterance == other.utterance) is equal
            case Verb.CORRECT, _:
                field = dict(judgement.changes)
                newest = dict(corrections_of(ruled, ruling.claims[0]))
                if field.get("quantity") and newest["quantity"] == field["quantity"]:
                    assert str(one.quantity) == field["quantity"]
            case Verb.CHOOSE, _:
                estimate = estimates[one.question]
                choice = chosen.get(one.question)
                if choice is not None and judgement.id in choice.judgements:
                    assert judgement.id in estimate.judged
                    assert estimate.interval is not None
                    ends = one.quantity.interval()
                    assert (
                        ends.low == estimate.interval.low or ends.high == estimate.interval.high
                    )


def corrections_of(ruled: tuple[Ruling, ...], claim_: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for ruling in ruled:
        if ruling.is_in_force and ruling.judgement.verb is Verb.CORRECT:
            if ruling.claims == (claim_,):
                found.update(ruling.judgement.changes)
    return found


@settings(max_examples=25, deadline=None)
@given(judged_stories())
def test_judging_keeps_every_claim_once_and_its_words(
    story: tuple[list[Claim], dict[str, Document], list[Judgement]],
) -> None:
    claims, documents, judgements = story
    ruled = rulings(judgements, claims)
    for one, before in zip(as_judged(claims, ruled), claims, strict=True):
        assert (one.id, one.quote, one.words) == (before.id, before.quote, before.words)
    ledger = judged_ledger(claims, documents, ruled, PLACES)
    assert {question.id for question in ledger.questions} == {
        account.question for account in ledger.accounts
    }
    again = judged_ledger(list(reversed(claims)), documents, ruled, PLACES)
    assert again.as_json() == ledger.as_json()


@settings(max_examples=25, deadline=None)
@given(judged_stories())
def test_what_is_withdrawn_leaves_the_ledger_of_the_rules(
    story: tuple[list[Claim], dict[str, Document], list[Judgement]],
) -> None:
    claims, documents, judgements = story
    withdrawals = [
        judged(Verb.WITHDRAW, minute=60, withdraws=judgement.id) for judgement in judgements
    ]
    ruled = rulings([*judgements, *withdrawals], claims)
    assert {r.state for r in ruled[: len(judgements)]} == {State.WITHDRAWN}
    there = judged_ledger(claims, documents, ruled, PLACES)
    assert there.as_json() == judged_ledger(claims, documents, (), PLACES).as_json()


def ledger_with(*pairs: tuple[Claim, Document], judgements: list[Judgement]) -> Ledger:
    claims = [made for made, _ in pairs]
    documents = {document.id: document for _, document in pairs}
    return judged_ledger(claims, documents, rulings(judgements, claims), PLACES)


A = claim(1, "149", speaker="МВД")
B = claim(2, "164", speaker="Lantern")
C = claim(3, "12", place="Osh", speaker="Lantern")


def test_rules_see_the_contradiction_that_judges_part() -> None:
    before = ledger_with(A, B, judgements=[])
    assert [one.type for one in before.relations] == [RelationType.CONTRADICTS]
    assert before.estimates[0].open
    parted = judged(Verb.APART, A[0], B[0], regard=Regard.QUESTION, reason="one morgue only")
    after = ledger_with(A, B, judgements=[parted])
    assert [one.type for one in after.relations] == [RelationType.APART]
    assert "one morgue only" in after.relations[0].because
    assert [estimate.open for estimate in after.estimates] == [False, False]


def test_two_questions_judged_one_are_compared() -> None:
    joined = judged(Verb.SAME, A[0], C[0], regard=Regard.QUESTION)
    after = ledger_with(A, C, judgements=[joined])
    assert len(after.questions) == 1
    assert [one.type for one in after.relations] == [RelationType.CONTRADICTS]


def test_copies_of_a_claim_judged_apart_leave_with_it() -> None:
    copy = claim(4, "164", speaker="Lantern")
    parted = judged(Verb.APART, A[0], B[0], regard=Regard.QUESTION)
    after = accounts_of(ledger_with(A, B, copy, judgements=[parted]))
    assert after[copy[0].id].question == after[B[0].id].question != after[A[0].id].question


def test_an_origin_judged_one_is_counted_once() -> None:
    other = claim(5, "149", speaker="Асан Ким")
    assert ledger_with(A, other, judgements=[]).estimates[0].origins == 2
    joined = judged(Verb.SAME, A[0], other[0], regard=Regard.ORIGIN, reason="he read it out")
    after = ledger_with(A, other, judgements=[joined])
    assert after.estimates[0].origins == 1
    assert len(after.accounts) == 1


def test_a_chosen_bound_stands_beside_what_the_rules_give() -> None:
    chosen = judged(Verb.CHOOSE, B[0], end=End.BOTH)
    (estimate,) = ledger_with(A, B, judgements=[chosen]).estimates
    assert str(estimate.interval) == "[164,164]"
    assert str(estimate.by_rules) == "[149,164]"
    assert estimate.judged == (chosen.id,)


def test_of_two_choices_for_one_end_the_newer_counts() -> None:
    first = judged(Verb.CHOOSE, B[0], end=End.LOW)
    second = judged(Verb.CHOOSE, A[0], end=End.LOW, minute=1)
    (estimate,) = ledger_with(A, B, judgements=[first, second]).estimates
    assert estimate.interval is not None and estimate.interval.low == 149
    assert estimate.judged == (second.id,)


def test_a_newer_judgement_overrules_an_older_and_says_so() -> None:
    older = judged(Verb.SAME, A[0], C[0], regard=Regard.QUESTION)
    newer = judged(Verb.APART, A[0], C[0], regard=Regard.QUESTION, minute=1, by="Иван")
    ruled = rulings([older, newer], [A[0], C[0]])
    assert [r.state for r in ruled] == [State.OVERRULED, State.IN_FORCE]
    assert newer.id in ruled[0].because and "Иван" in ruled[0].because


def test_what_is_the_same_by_a_chain_cannot_be_apart() -> None:
    chain = [
        judged(Verb.APART, A[0], C[0], regard=Regard.QUESTION),
        judged(Verb.SAME, A[0], B[0], regard=Regard.QUESTION, minute=1),
        judged(Verb.SAME, B[0], C[0], regard=Regard.QUESTION, minute=2),
    ]
    states = [r.state for r in rulings(chain, [A[0], B[0], C[0]])]
    assert states == [State.OVERRULED, State.IN_FORCE, State.IN_FORCE]


def test_a_rejection_and_a_confirmation_of_one_claim_do_not_both_hold() -> None:
    ruled = rulings([judged(Verb.CONFIRM, A[0]), judged(Verb.REJECT, A[0], minute=1)], [A[0]])
    assert [r.state for r in ruled] == [State.OVERRULED, State.IN_FORCE]


def test_a_withdrawal_can_be_withdrawn() -> None:
    rejected = judged(Verb.REJECT, A[0])
    first = judged(Verb.WITHDRAW, minute=1, withdraws=rejected.id)
    second = judged(Verb.WITHDRAW, minute=2, withdraws=first.id)
    states = [r.state for r in rulings([rejected, first, second], [A[0]])]
    assert states == [State.IN_FORCE, State.WITHDRAWN, State.IN_FORCE]


def test_a_judgement_survives_a_reader_that_cuts_the_quote_elsewhere() -> None:
    made, _ = A
    start = made.anchor.start
    again = replace(made, quote=Quote.cut(made.quote.exact, start, start + len("149 people")))
    assert again.id != made.id
    (ruling,) = rulings([judged(Verb.REJECT, made)], [again])
    assert ruling.is_in_force and ruling.claims == (again.id,)


def test_a_judgement_survives_a_reader_that_reads_another_scope() -> None:
    made, _ = A
    again = replace(made, scope=Scope(place="Kazakhstan"), derivation=Derivation("new rule"))
    (ruling,) = rulings([judged(Verb.CORRECT, made, changes=(("place", "Osh"),))], [again])
    assert as_judged([again], [ruling])[0].scope.place == "Osh"


def test_a_judgement_whose_claim_is_read_otherwise_is_listed_with_what_stands_there() -> None:
    made, _ = A
    again = replace(made, content=Figure(measure=Measure("person", "injured"),
                                         quantity=Quantity.parse("149")))  # fmt: skip
    (ruling,) = rulings([judged(Verb.REJECT, made)], [again])
    assert ruling.state is State.VANISHED
    assert again.id in ruling.because and "person.killed 149" in ruling.because
    assert by_claim([ruling]) == {}


def test_a_corrected_claim_enters_the_question_it_was_corrected_to() -> None:
    ledger = ledger_with(A, C, judgements=[
        judged(Verb.CORRECT, C[0], changes=(("place", "Almaty"), ("quantity", "149")))
    ])  # fmt: skip
    assert len(ledger.questions) == 1
    assert {str(account.quantity) for account in ledger.accounts} == {"149"}


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [("quantity", "many", "no number"), ("quantity", None, "reject the claim"),
     ("when", "yesterday", "expected YYYY"), ("mood", "x", "cannot be corrected"),
     ("denied", "perhaps", "true or false"), ("reality", "so", "expected one of")],
)  # fmt: skip
def test_a_correction_that_breaks_a_definition_is_refused(
    name: str, value: str | None, found: str
) -> None:
    with pytest.raises(MalformedValue, match=found):
        corrected(A[0], ((name, value),))


@pytest.mark.parametrize("fields", [{"by": " "}, {"reason": ""}])
def test_a_judgement_is_signed_with_a_name_and_a_reason(fields: dict[str, str]) -> None:
    with pytest.raises(MalformedValue, match="signed with a name and a reason"):
        replace(judged(Verb.REJECT, A[0]), **fields)  # type: ignore[arg-type]


def test_a_judgement_comes_back_from_its_json() -> None:
    for one in (
        judged(Verb.APART, A[0], B[0], regard=Regard.ORIGIN),
        judged(Verb.CORRECT, A[0], changes=(("place", None),)),
        judged(Verb.CHOOSE, A[0], end=End.HIGH),
    ):
        again = Judgement.from_json(one.as_json())
        assert (again, again.id) == (one, one.id)
    (ruling,) = rulings([judged(Verb.REJECT, A[0])], [A[0]])
    assert Ruling.from_json(ruling.as_json()) == ruling
