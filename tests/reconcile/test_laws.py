"""What reconciling must keep, whatever it is given."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Measure
from qantar.domain.identity import canonical_json
from qantar.domain.ledger import Citation, Ledger
from qantar.domain.quantity import Hedge, Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import reconcile

PLACES = ListedPlaces({"almaty": ("kazakhstan",), "osh": ("kyrgyzstan",)})
DAYS = st.integers(1, 20).map(lambda day: When(f"2022-01-{day:02}"))
QUANTITIES = st.builds(
    Quantity.of,
    st.integers(0, 30),
    st.sampled_from((Hedge.EXACT, Hedge.EXACT, Hedge.MORE_THAN, Hedge.ABOUT, Hedge.AT_MOST)),
) | st.builds(
    lambda low, more: Quantity.between(low, low + more), st.integers(0, 30), st.integers(0, 9)
)
ODD_DATES = ("2022-01-02/..", "../2022-01-08", "2022-01", "2022-01-05T20:00/2022-01-06T05:00",
             "2022-01-02/2022-01-10", "XXXX-01-05")  # fmt: skip
PERIODS = st.none() | DAYS | st.sampled_from(ODD_DATES).map(When)
MOMENTS = st.none() | DAYS | st.sampled_from(ODD_DATES).map(When)
SPEAKERS = st.sampled_from(
    (None, "МВД", "Interior Ministry", "Асан Ким", "Кима", "соцсети", "Lantern")
)


@st.composite
def counts(draw: st.DrawFn) -> list[Count]:
    """A few reports with a few figures each, some inside others."""
    found: list[Count] = []
    for number in range(draw(st.integers(0, 9))):
        report = f"r{draw(st.integers(0, 4))}"
        place = draw(st.sampled_from((None, "kazakhstan", "almaty", "osh")))
        found.append(
            Count(
                claim=f"claim-{number}",
                report=report,
                document=report,
                outlet=f"{report}.test",
                published=draw(st.none() | DAYS),
                start=number * 10,
                headline=draw(st.booleans()),
                measure=Measure(
                    draw(st.sampled_from(("person", "police", "attacker"))),
                    draw(st.sampled_from(("killed", "injured", "hospitalized"))),
                ),
                quantity=draw(QUANTITIES),
                total=draw(st.sampled_from((None, True, False))),
                denied=draw(st.sampled_from((False, False, False, True))),
                part_of=draw(st.sampled_from([None, *(c.claim for c in found)])),
                place=place,
                place_name=place.title() if place else None,
                period=draw(PERIODS),
                as_of=draw(MOMENTS),
                population=draw(st.sampled_from((None, None, "shops not counted"))),
                speaker=draw(SPEAKERS),
                via=draw(st.sampled_from(((), ("r0.test",)))),
                evidence=Citation(source=report, words=str(number)),
            )
        )
    return found


LAW = settings(max_examples=120, deadline=None)


def text(ledger: Ledger) -> str:
    return canonical_json(ledger.as_json())


@LAW
@given(counts(), st.integers(0, 99))
def test_the_order_of_the_figures_tells_nothing(figures: list[Count], seed: int) -> None:
    shuffled = list(figures)
    random.Random(seed).shuffle(shuffled)
    there = reconcile(figures, places=PLACES).ledger
    assert text(there) == text(reconcile(shuffled, places=PLACES).ledger)


@LAW
@given(counts())
def test_a_figure_given_twice_is_one_figure(figures: list[Count]) -> None:
    once = reconcile(figures, places=PLACES).ledger
    assert text(once) == text(reconcile([*figures, *figures], places=PLACES).ledger)


@LAW
@given(counts())
def test_every_figure_stands_in_the_ledger_once(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    in_accounts = [claim for account in ledger.accounts for claim in account.claims]
    in_utterances = [claim for utterance in ledger.utterances for claim in utterance.claims]
    given_ids = sorted(count.claim for count in figures)
    assert sorted(in_accounts) == sorted(in_utterances) == given_ids


@LAW
@given(counts())
def test_nothing_in_the_ledger_lacks_a_figure(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    assert {account.question for account in ledger.accounts} == {q.id for q in ledger.questions}
    assert {account.utterance for account in ledger.accounts} == {
        u.id for u in ledger.utterances
    }
    assert [e.question for e in ledger.estimates] == [q.id for q in ledger.questions]


@LAW
@given(counts())
def test_every_relation_has_the_words_of_both_sides_and_a_reason(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    for one in ledger.relations:
        assert one.because
        for id_, evidence in (
            *zip(one.a, one.a_evidence, strict=True),
            (one.b, one.b_evidence),
        ):
            printed = [appearance.evidence for appearance in ledger.account(id_).appearances]
            assert evidence in printed


@LAW
@given(counts(), st.data())
def test_adding_a_figure_never_deletes_another(
    figures: list[Count], data: st.DataObject
) -> None:
    fewer = figures[: data.draw(st.integers(0, len(figures)))]
    before = {a.claim: a for account in reconcile(fewer, places=PLACES).ledger.accounts
              for a in account.appearances}  # fmt: skip
    after = {a.claim: a for account in reconcile(figures, places=PLACES).ledger.accounts
             for a in account.appearances}  # fmt: skip
    assert before.items() <= after.items()


@LAW
@given(counts(), st.data())
def test_another_appearance_of_an_account_never_strengthens_it(
    figures: list[Count], data: st.DataObject
) -> None:
    named = [  # what a text counts inside another number is known by it, and this copy prints one only
        c for c in figures
        if c.speaker == "Асан Ким" and c.as_of and c.place and not c.denied and c.part_of is None
    ]  # fmt: skip
    if not named:
        return
    one = data.draw(st.sampled_from(named))
    # The same speaker, moment and figure, printed by another outlet the same day.
    again = Count(
        claim="claim-again", report="again", document="again", outlet="again.test",
        published=one.published, start=0, measure=one.measure, quantity=one.quantity,
        total=one.total, place=one.place, place_name=one.place_name, period=one.period,
        as_of=one.as_of, population=one.population, speaker=one.speaker,
        evidence=Citation(source="again"),
    )  # fmt: skip
    before, after = (reconcile(f, places=PLACES).ledger for f in (figures, [*figures, again]))
    account = next(a for a in before.accounts if one.claim in a.claims)
    same = next(a for a in after.accounts if one.claim in a.claims)
    assert "claim-again" in same.claims
    old = next(e for e in before.estimates if e.question == account.question)
    new = next(e for e in after.estimates if e.question == same.question)
    assert new.origins <= old.origins


@LAW
@given(counts())
def test_an_envelope_holds_every_account_it_rests_on(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    for estimate in ledger.estimates:
        assert (estimate.interval is None) == (not estimate.accounts)
        for id_ in estimate.accounts:
            assert estimate.interval is not None
            assert estimate.interval.meets(ledger.account(id_).quantity.interval())


@LAW
@given(counts())
def test_questions_do_not_lie_in_each_other_in_circles(figures: list[Count]) -> None:
    inside = {q.id: q.inside for q in reconcile(figures, places=PLACES).ledger.questions}
    for start in inside:
        todo, seen = list(inside[start]), set[str]()
        while todo:
            here = todo.pop()
            assert here != start
            if here not in seen:
                seen.add(here)
                todo += inside[here]
