"""Accounts that cannot all hold, and what the others still admit."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Measure
from qantar.domain.ledger import Bound, Citation, Ledger
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import reconcile
from tests.reconcile.test_laws import PLACES, counts

KAZAKHSTAN = ListedPlaces(
    {town: ("kazakhstan",) for town in ("almaty", "taraz", "kyzylorda")} | {"kazakhstan": ()}
)


def count(
    claim: str, number: str, place: str = "kazakhstan", day: int = 9, **more: Any
) -> Count:
    """A running toll of the dead, as of a day of January 2022; each report by a speaker of its own."""
    given = {
        "measure": Measure("person", "killed"),
        "total": True,
        "as_of": When(f"2022-01-{day:02}"),
        "period": When("2022-01-02/.."),
        "speaker": f"Speaker {claim.title()}",
        **more,
    }
    return Count(
        claim=claim,
        report=claim,
        document=claim,
        place=place,
        place_name=place.title(),
        quantity=Quantity.parse(number),
        evidence=Citation(source=claim),
        **given,
    )


def made(*figures: Count) -> Ledger:
    return reconcile(figures, places=KAZAKHSTAN).ledger


def sets(ledger: Ledger) -> list[set[str]]:
    return [set(conflict.claims) for conflict in ledger.conflicts]


def bound(ledger: Ledger, claim: str) -> Bound:
    question = next(a.question for a in ledger.accounts if claim in a.claims)
    return next(one for one in ledger.bounds if one.question == question)


TOWNS = (
    count("alma", "149", "almaty", 8),
    count("tara", "50", "taraz", 8),
    count("kyzy", "50", "kyzylorda", 9),
)


def test_three_towns_that_together_exceed_the_country_conflict_though_none_does_alone() -> None:
    ledger = made(*TOWNS, count("land", "227"))
    assert sets(ledger) == [{"alma", "tara", "kyzy", "land"}]
    assert "these four cannot all hold" in ledger.conflicts[0].because
    assert "249 or more against 227 or fewer" in ledger.conflicts[0].because


def test_without_any_one_of_them_the_others_hold() -> None:
    figures = [*TOWNS, count("land", "227")]
    for one in figures:
        assert sets(made(*(figure for figure in figures if figure is not one))) == []


def test_a_conflict_is_told_with_the_words_of_each_account() -> None:
    ledger = made(*TOWNS, count("land", "227"))
    one = ledger.conflicts[0]
    assert [citation.source for citation in one.evidence if isinstance(citation, Citation)] == [
        *one.claims
    ]


def test_towns_told_later_than_the_country_conflict_with_nothing() -> None:
    late = [count(one.claim, str(one.quantity), one.place or "", 10) for one in TOWNS]
    assert sets(made(*late, count("land", "227"))) == []


def test_a_whole_taken_back_conflicts_no_more() -> None:
    land = count("land", "227")
    back = count("back", "227", day=11, denied=True, speaker=land.speaker)
    assert sets(made(*TOWNS, land, back)) == []


def test_what_may_be_the_count_of_one_incident_bounds_nothing() -> None:
    loose = count("loose", "20", total=None, period=None)
    assert sets(made(*TOWNS, loose)) == []


def test_days_that_overrun_the_total_of_their_time_conflict_with_it() -> None:
    held = Measure("person", "detained")
    days = [
        count(f"day{n}", number, day=n, period=When(f"2022-01-0{n}"), total=None, measure=held)
        for n, number in ((5, "100"), (6, "80"), (7, "60"))
    ]
    total = count("total", "230", day=7, period=When("2022-01-05/2022-01-07"), measure=held)
    ledger = made(*days, total)
    assert sets(ledger) == [{"day5", "day6", "day7", "total"}]
    assert "days that do not overlap" in ledger.conflicts[0].because


def test_two_that_contradict_each_other_are_a_conflict_and_stand_in_no_larger_one() -> None:
    ledger = made(*TOWNS, count("land", "227"), count("rival", "100", "almaty", 8))
    assert {"alma", "rival"} in sets(ledger)
    assert {"alma", "tara", "kyzy", "land"} in sets(ledger)
    assert not any({"alma", "rival"} < one for one in sets(ledger))


def test_a_country_has_at_least_the_dead_of_its_towns_together() -> None:
    ledger = made(*TOWNS, count("land", ">=200"))
    found = bound(ledger, "land")
    assert (found.interval.low, found.interval.high) == (249, None)
    assert {a.claims[0] for a in ledger.accounts if a.id in found.low_from} == {
        "alma", "tara", "kyzy"}  # fmt: skip
    assert "at least 249" in found.because


def test_a_town_has_at_most_what_its_country_leaves_it() -> None:
    ledger = made(count("alma", ">=100", "almaty"), TOWNS[1], count("land", "227"))
    found = bound(ledger, "alma")
    assert (found.interval.low, found.interval.high) == (100, 177)
    assert {a.claims[0] for a in ledger.accounts if a.id in found.high_from} == {"land", "tara"}


def test_a_bound_leaves_out_accounts_in_conflict_and_says_so() -> None:
    ledger = made(count("one", "100"), count("two", "90"), count("three", ">=80"))
    found = bound(ledger, "one")
    assert found.conflicted
    assert (found.interval.low, found.interval.high) == (80, None)


LAW = settings(max_examples=80, deadline=None)


@LAW
@given(counts())
def test_no_conflict_holds_another_and_each_is_told_once(figures: list[Count]) -> None:
    found = [set(c.accounts) for c in reconcile(figures, places=PLACES).ledger.conflicts]
    for at, one in enumerate(found):
        assert not any(one <= other for other in found[at + 1 :])
        assert not any(other <= one for other in found[at + 1 :])


@LAW
@given(counts())
def test_what_no_conflict_touches_holds_its_bound(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    for found in ledger.bounds:
        for id_ in (*found.low_from, *found.high_from):
            assert all(id_ not in one.accounts for one in ledger.conflicts)


@LAW
@given(
    st.lists(
        st.tuples(st.sampled_from((*TOWNS, None)), st.integers(0, 60), st.booleans()),
        max_size=6,
    )
)
def test_bounds_only_narrow_when_accounts_without_conflict_come_in(
    told: list[tuple[Count | None, int, bool]],
) -> None:
    figures = [
        count(
            f"c{at}",
            f"{'>=' if least else '<='}{number}",
            one.place if one and one.place else "kazakhstan",
        )
        for at, (one, number, least) in enumerate(told)
    ]
    for most in range(1, len(figures) + 1):
        before, after = made(*figures[: most - 1]), made(*figures[:most])
        if after.conflicts:
            return
        wide = {(q.place, b.interval) for b in before.bounds for q in before.questions
                if q.id == b.question}  # fmt: skip
        narrow = {q.place: b.interval for b in after.bounds for q in after.questions
                  if q.id == b.question}  # fmt: skip
        assert all(interval.contains(narrow[place]) for place, interval in wide)
