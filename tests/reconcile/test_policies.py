"""One ledger under the rules of several projects: every number leads back to its accounts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.codebook.policies import policies, policy
from qantar.domain.claim import Measure
from qantar.domain.errors import Misuse
from qantar.domain.ledger import Citation, Ledger
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile import reconcile
from qantar.reconcile.count import Count
from qantar.reconcile.policies import RULES, Counted, Counting, all_counted

from .test_laws import PLACES, counts


def said(
    number: str, day: int = 10, speaker: str | None = "МВД", *, act: str = "killed",
    object_: str = "person", denied: bool = False, name: str | None = None,
) -> Count:  # fmt: skip
    claim = name or f"{speaker}-{number}-{day}{'-denied' * denied}"
    return Count(
        claim=claim, report=claim, document=claim, outlet=f"{claim}.test",
        published=When(f"2022-01-{day:02}"), measure=Measure(object_, act),
        quantity=Quantity.parse(number), total=True, denied=denied, place="almaty",
        place_name="Almaty", as_of=When(f"2022-01-{day:02}"), speaker=speaker,
        evidence=Citation(claim, number),
    )  # fmt: skip


def made(*figures: Count) -> Ledger:
    return reconcile(figures).ledger


def counted(name: str, *figures: Count, as_of: When | None = None) -> Counted:
    ledger = made(*figures)
    assert len(ledger.questions) == 1
    return Counting(ledger).count(policy(name), ledger.questions[0].id, as_of)


def values(result: Counted) -> dict[str, int | None]:
    return {one.name: one.value for one in result.numbers}


RIVALS = (said("149", speaker="МВД"), said("164", speaker="Lantern"))


def test_acled_takes_the_lowest_of_rival_accounts() -> None:
    result = counted("acled", *RIVALS)
    assert values(result) == {"fatalities": 149}
    assert result.claims == ("МВД-149-10",)
    assert "the lowest of 2" in result.because


@pytest.mark.parametrize(
    ("number", "value"), [("20..", 10), ("24..", 12), ("200..", 100), (">=25", 25), ("~50", 50),
                          (">1500", 1501), ("20..30", 20)]
)  # fmt: skip
def test_acled_makes_one_whole_number_of_hedged_and_vague_words(
    number: str, value: int
) -> None:
    assert values(counted("acled", said(number))) == {"fatalities": value}


@pytest.mark.parametrize("number", ["<=40", "<40", "2..", "2000.."])
def test_acled_gives_no_number_where_it_has_no_rule(number: str) -> None:
    result = counted("acled", said(number))
    assert not result.is_applicable and result.numbers == () and "not used" in result.because


def test_acled_does_not_count_the_injured() -> None:
    result = counted("acled", said("30", act="injured"))
    assert not result.is_applicable
    assert result.shown == "not applicable" and "counts killed person only" in result.because


def test_ucdp_leaves_best_empty_where_accounts_differ() -> None:
    assert values(counted("ucdp", *RIVALS)) == {"low": 149, "best": None, "high": 164}
    assert values(counted("ucdp", RIVALS[0])) == {"low": 149, "best": 149, "high": 149}


def test_ucdp_invents_no_upper_end() -> None:
    result = counted("ucdp", said(">=25"), said("12", speaker="Lantern"))
    assert values(result)["high"] is None
    assert "names no upper end" in result.because


def test_ibc_counts_deaths_and_injuries_from_least_to_most() -> None:
    assert values(counted("ibc", *RIVALS)) == {"min": 149, "max": 164}
    hurt = counted(
        "ibc", said("30", act="injured"), said(">=50", speaker="Lantern", act="injured")
    )
    assert values(hurt) == {"min": 30, "max": 50}
    assert hurt.because.startswith("injuries:") and "open above" in hurt.because


def test_the_latest_official_is_the_last_word_of_the_state() -> None:
    result = counted(
        "latest-official", said("100", 8), said("149", 10), said("190", 12, "Lantern")
    )
    assert values(result) == {"low": 149, "high": 149}
    assert result.claims == ("МВД-149-10",)


def test_without_an_official_there_is_no_latest_official() -> None:
    result = counted("latest-official", said("190", 12, "Lantern"))
    assert not result.is_applicable and "state" in result.because


def test_the_span_holds_what_was_replaced() -> None:
    figures = said("100", 8), said("149", 10)
    assert values(counted("span", *figures)) == {"low": 100, "high": 149}
    assert values(counted("acled", *figures)) == {"fatalities": 149}


def test_what_was_taken_back_is_in_no_policy() -> None:
    figures = said("200", 8), said("200", 9, denied=True), said("149", 9)
    ledger = made(*figures)
    for result in all_counted(Counting(ledger), ledger.questions[0].id):
        assert "МВД-200-8" not in result.claims


def test_a_policy_answers_as_of_a_day() -> None:
    figures = said("100", 8), said("149", 10)
    assert values(counted("acled", *figures, as_of=When("2022-01-09"))) == {"fatalities": 100}
    assert not counted("acled", *figures, as_of=When("2022-01-01")).is_applicable


def test_two_policies_are_compared_account_by_account() -> None:
    ledger = made(*RIVALS)
    difference = Counting(ledger).difference(
        policy("acled"), policy("span"), ledger.questions[0].id
    )
    assert difference.is_difference
    assert [ledger.account(id_).speaker for id_ in difference.only_other] == ["Lantern"]
    assert "only Span of all accounts used 164" in difference.because


def test_one_number_and_a_range_with_equal_ends_are_no_difference() -> None:
    ledger = made(RIVALS[0])
    difference = Counting(ledger).difference(
        policy("acled"), policy("ibc"), ledger.questions[0].id
    )
    assert not difference.is_difference


def test_an_unknown_policy_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Misuse, match="acled, ucdp, ibc, latest-official, span"):
        policy("best")


def test_every_policy_names_its_source_and_what_we_added() -> None:
    for one in policies().values():
        assert one.rule in RULES
        assert one.source and one.ours and one.definition


@settings(max_examples=60, deadline=None)
@given(counts(), st.sampled_from(sorted(policies())))
def test_every_number_comes_from_accounts_of_the_question_that_admit_it(
    figures: list[Count], name: str
) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    counting = Counting(ledger)
    for question in ledger.questions:
        result = counting.count(policy(name), question.id)
        assert result.because
        for number in result.numbers:
            accounts = [ledger.account(id_) for id_ in number.accounts]
            assert all(account.question == question.id for account in accounts)
            assert not any(account.denied for account in accounts)
            if number.value is not None:
                ends = {end for a in accounts for end in (
                    a.quantity.interval().low, a.quantity.interval().high, a.quantity.value)}  # fmt: skip
                assert number.value in ends
