"""A question in time: each figure on the day it is about, with what replaced it."""

from qantar.domain.when import When
from qantar.reconcile.judged import judged_ledger
from qantar.views.series import Series, series

from .story import told

FIRST = told(1, "103", "103", "В Алматы погибли 103 человека, сообщили в МВД.", day=9)
LATER = told(2, "149", "149", "В Алматы погибли 149 человек, сообщили в МВД.", day=12)
LATE = told(3, ">=60", "60", "На 5 января в Алматы были убиты не менее 60, вспомнили в МВД.",
            day=5, printed=20)  # fmt: skip
STORY = (FIRST, LATER, LATE)


def made(until: str | None = None) -> Series:
    documents = {document.id: document for _, document in STORY}
    ledger = judged_ledger([claim for claim, _ in STORY], documents)
    (found,) = series(ledger, until=When(until) if until else None)
    return found


def test_figures_stand_on_the_day_they_are_about() -> None:
    points = made().points
    assert [(point.as_of, point.number) for point in points] == [
        ("2022-01-05", ">=60"),
        ("2022-01-09", "103"),
        ("2022-01-12", "149"),
    ]


def test_a_late_report_is_marked_late_and_keeps_its_three_dates() -> None:
    late, first, _ = made().points
    assert (late.is_late, first.is_late) == (True, False)
    assert (late.as_of, late.published) == ("2022-01-05", "2022-01-20")


def test_a_replaced_figure_names_what_replaced_it_and_why() -> None:
    _, first, later = made().points
    (revision,) = [r for r in first.revisions if r.how == "replaced by"]
    assert (revision.account, revision.number) == (later.account, "149")
    assert revision.because
    assert (first.stands, later.stands) == (False, True)


def test_each_point_tells_what_was_allowed_by_then() -> None:
    envelopes = [point.envelope for point in made().points]
    assert envelopes[0] == ">=60" and envelopes[-1] == "149"


def test_a_series_until_a_day_knows_nothing_later() -> None:
    found = made("2022-01-10")
    assert [point.number for point in found.points] == [">=60", "103"]
    assert found.points[-1].stands


def test_every_point_stands_on_verbatim_words() -> None:
    texts = [document.text for _, document in STORY]
    assert all(any(point.words in text for text in texts) for point in made().points)


def test_a_series_is_json_in_the_same_order() -> None:
    row = made().as_json()
    assert [point["number"] for point in row["points"]] == [">=60", "103", "149"]
    assert [point["late"] for point in row["points"]] == [True, False, False]
