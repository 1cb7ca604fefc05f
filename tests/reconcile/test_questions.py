"""Which figures answer the same question."""

from typing import Any

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation, Question
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.places import ListedPlaces, NoPlaces
from qantar.reconcile.reconciliation import Reconciliation, reconcile


def count(claim: str, number: str = "7", measure: str = "person.killed", **more: Any) -> Count:
    for field in ("period", "as_of", "published"):
        if field in more:
            more[field] = When(more[field])
    place = more.pop("place", "ensk")
    fields: dict[str, Any] = {
        "claim": claim, "report": claim, "document": claim, "place": place, "place_name": place,
        "measure": Measure.parse(measure), "quantity": Quantity.parse(number),
        "evidence": Citation(source=claim),
    }  # fmt: skip
    return Count(**fields | more)


def question(reconciliation: Reconciliation, claim: str) -> Question:
    account = next(a for a in reconciliation.ledger.accounts if claim in a.claims)
    return next(q for q in reconciliation.ledger.questions if q.id == account.question)


def share(*counts: Count) -> bool:
    done = reconcile(counts)
    return len({question(done, one.claim).id for one in counts}) == 1


def test_police_and_people_are_two_questions_one_inside_the_other() -> None:
    done = reconcile([count("a", "9"), count("b", measure="police.killed")])
    assert question(done, "b").inside == (question(done, "a").id,)


def test_more_told_beside_fewer_in_one_whole_does_not_lie_in_them() -> None:
    whole = count("a", "7", report="r")
    police = count("b", "3", "police.killed", report="r", part_of="a")
    agents = count("c", "2", "security_force.killed", report="r", part_of="a")
    done = reconcile([whole, police, agents])
    assert question(done, "b").inside == question(done, "c").inside == (question(done, "a").id,)


def test_an_undated_toll_joins_the_one_period_it_can_belong_to() -> None:
    since = count("a", period="2022-01-02/..", as_of="2022-01-09", total=True)
    assert share(since, count("b", as_of="2022-01-12"))
    assert not share(since, count("b", as_of="2021-12-30"))


def test_an_undated_toll_that_could_belong_to_two_periods_joins_neither() -> None:
    one = count("a", period="2022-01-02/..", as_of="2022-01-09", total=True)
    two = count("b", period="2022-01-05/..", as_of="2022-01-09", total=True)
    done = reconcile([one, two, count("c", as_of="2022-01-12")])
    assert len({question(done, claim).id for claim in "abc"}) == 3


def test_an_undated_figure_joins_one_day_only_with_the_same_number() -> None:
    day = count("a", "7", period="2011-11-12")
    assert share(day, count("b", "7", published="2011-11-14"))
    assert not share(day, count("b", "9", published="2011-11-14"))
    assert not share(day, count("b", "7", published="2012-01-14"))


def test_a_month_that_was_over_takes_no_toll_of_what_happened_after_it() -> None:
    august = count("a", "4", period="2023-08", published="2023-10-29")
    fire = count("b", "42", period="2023-10-28", published="2023-10-29")
    toll = count("c", "45", published="2023-10-29")
    assert share(august, toll)
    assert not share(august, fire, toll)
    done = reconcile([august, fire, toll])
    assert question(done, "a") != question(done, "c")


def test_a_night_and_the_day_it_ends_in_are_one_happening_where_a_number_is_told_of_both() -> (
    None
):
    night = count("a", "46", period="2023-10-27/2023-10-28", published="2023-11-20")
    day = count("b", "46", period="2023-10-28", published="2023-10-31")
    assert share(night, day)
    assert not share(night, count("b", "11", period="2023-10-28", published="2023-10-31"))


def test_tolls_told_months_apart_are_two_stories() -> None:
    assert share(count("a", as_of="2022-01-05"), count("b", as_of="2022-02-10"))
    assert not share(count("a", as_of="2022-01-05"), count("b", as_of="2022-06-10"))


def test_an_addition_is_not_a_total() -> None:
    assert not share(count("a", total=False), count("b", total=True))


def test_additions_of_one_report_on_unnamed_days_are_one_only_if_the_numbers_meet() -> None:
    more: dict[str, Any] = {
        "measure": "person.detained",
        "total": False,
        "document": "r",
        "report": "r",
    }
    assert share(count("a", "<~2000", start=0, **more), count("b", "1925", start=9, **more))
    assert not share(count("a", "1925", start=0, **more), count("b", "1700", start=9, **more))


def test_without_a_place_figures_of_two_utterances_are_not_compared() -> None:
    assert not share(
        count("a", place=None, as_of="2022-01-05"),
        count("b", "8", place=None, as_of="2022-01-05"),
    )


def test_reservations_in_words_make_another_question() -> None:
    assert not share(count("a"), count("b", population="shops not counted"))
    assert share(
        count("a", population="Shops  not counted"), count("b", population="shops not counted")
    )


def test_a_retelling_that_drops_the_reservation_still_answers_the_same() -> None:
    more = {"speaker": "Асан Ким", "as_of": "2022-02-07"}
    assert share(
        count("a", ">1500", population="без магазинов", **more), count("b", ">1500", **more)
    )


def test_a_day_without_a_year_is_compared_with_its_like_only() -> None:
    assert share(count("a", period="XXXX-01-31"), count("b", "8", period="XXXX-01-31"))
    assert not share(count("a", period="XXXX-01-31"), count("b", period="2022-01-31"))


def test_a_day_lies_in_the_time_since() -> None:
    done = reconcile([
        count("a", "90", period="2022-01-02/..", total=True),
        count("b", period="2022-01-06", total=False),
    ])  # fmt: skip
    assert question(done, "b").inside == (question(done, "a").id,)


def test_a_place_lies_in_another_by_the_table_or_by_a_text_that_counts_it_inside() -> None:
    whole, part = count("a", "9", place="land"), count("b")
    listed = reconcile([whole, part], places=ListedPlaces({"ensk": ("land",)}))
    assert question(listed, "b").inside == (question(listed, "a").id,)
    told = reconcile([whole, count("b", part_of="a")], places=NoPlaces())
    assert question(told, "b").inside == (question(told, "a").id,)
    untold = reconcile([whole, part], places=NoPlaces())
    assert question(untold, "b").inside == ()


def test_two_texts_that_count_two_questions_inside_each_other_cancel_out() -> None:
    done = reconcile([
        count("a", place="one"), count("b", place="two", part_of="a"),
        count("c", place="two"), count("d", place="one", part_of="c"),
    ])  # fmt: skip
    assert all(q.inside == () for q in done.ledger.questions)


def test_those_still_in_hospital_lie_in_the_injured_since_the_start() -> None:
    done = reconcile([
        count("a", "90", "person.injured", period="2022-01-02/..", total=True, as_of="2022-01-09"),
        count("b", "12", "person.hospitalized", as_of="2022-01-09"),
    ])  # fmt: skip
    assert question(done, "b").inside == (question(done, "a").id,)


def test_a_figure_without_a_place_joins_what_its_office_counts_at_one_place() -> None:
    placed = count("a", speaker="МЧС", published="2022-01-05")
    assert share(placed, count("b", place=None, speaker="ТЖМ", published="2022-01-06"))


def test_a_figure_without_a_place_joins_nothing_where_its_office_counts_at_two() -> None:
    ensk = count("a", speaker="МЧС", published="2022-01-05")
    arka = count("c", place="arka", speaker="МЧС", published="2022-01-05")
    placeless = count("b", place=None, speaker="МЧС", published="2022-01-06")
    done = reconcile([ensk, arka, placeless])
    assert question(done, "b").place is None
    assert len(done.ledger.questions) == 3


def test_a_part_that_seems_wider_than_its_whole_is_narrowed_by_words_nobody_read() -> None:
    """«Over 500 civilians were beaten, 130 of them women and old people»."""
    hurt = count("a", ">500", "civilian.injured", report="r")
    some = count("b", "130", "person.injured", report="r", part_of="a")
    other = count("c", "353", "person.injured")
    done = reconcile([hurt, some, other])
    assert question(done, "b").id != question(done, "c").id
    assert question(done, "b").population == "130 of the >500"


def test_tolls_of_one_incident_are_one_question_whether_its_day_is_told_or_not() -> None:
    dated = count("a", "60", period="2024-03-22", published="2024-03-23", document="a")
    same = count("b", "60", published="2024-03-23", document="b")
    later = count("c", "139", published="2024-03-26", document="c")
    assert share(dated, same, later)


def test_of_two_incidents_at_a_place_none_takes_a_toll_without_a_day() -> None:
    one = count("a", "60", period="2024-03-22", published="2024-03-23", document="a")
    same = count("b", "60", published="2024-03-23", document="b")
    other = count("c", "12", period="2024-04-02", published="2024-04-02", document="c")
    assert not share(one, count("d", "139", published="2024-03-26", document="d"), same, other)
    assert not share(one, other)


def test_less_than_the_total_of_its_own_text_is_a_question_of_its_own() -> None:
    total = count("a", "139", total=True, as_of="2024-03-25", document="r", report="r")
    burnt = count("b", "45", as_of="2024-03-25", document="r", report="r")
    done = reconcile([total, burnt])
    assert question(done, "b").population == "45 of the 139"


def test_less_than_a_total_is_no_part_of_it_where_another_report_gives_it_too() -> None:
    total = count("a", "139", total=True, as_of="2024-03-25", document="r", report="r")
    before = count("b", "45", as_of="2024-03-25", document="r", report="r")
    again = count("c", "45", as_of="2024-03-23", document="s", report="s")
    assert share(total, before, again)


def test_far_more_than_is_told_of_a_town_is_not_put_there() -> None:
    here = count("a", "2", report="r", document="r", place="ensk")
    whole = count("b", "134", report="r", document="r", place=None, place_name=None)
    assert not share(here, whole)
