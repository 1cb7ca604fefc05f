"""What changed between two states of a record, and pages that were edited in between."""

from dataclasses import replace

from qantar.domain.claim import Claim
from qantar.domain.judgement import Judgement, Verb
from qantar.domain.ruling import rulings
from qantar.domain.source import Block, BlockKind, Capture, Document
from qantar.domain.span import Span
from qantar.reconcile.judged import judged_ledger
from qantar.views.changes import Changes, RecordState, changes
from qantar.views.edits import changed_words, edits

from .story import capture, judged, told

Told = tuple[Claim, Document]
FIRST = told(1, "103", "103", "В Алматы погибли 103 человека, сообщили в МВД.", day=9)
LATER = told(2, "149", "149", "В Алматы погибли 149 человек, сообщили в МВД.", day=12)
RIVAL = told(3, "164", "164", "Lantern counted 164 people killed in Almaty.", day=12,
             speaker="Lantern")  # fmt: skip
DENIAL = told(4, "103", "103", "МВД: сведения о 103 погибших не соответствуют действительности.",
              day=9, printed=10, denied=True)  # fmt: skip


def state(*story: Told, judgements: tuple[Judgement, ...] = ()) -> RecordState:
    claims = [claim for claim, _ in story]
    documents = {document.id: document for _, document in story}
    ruled = rulings(judgements, claims)
    captures = {
        document.capture: capture(int(document.report[1:]), f"2022-01-{10 + at}T00:00:00Z")
        for at, (_, document) in enumerate(story)
    }
    return RecordState(
        ledger=judged_ledger(claims, documents, ruled), documents=documents, captures=captures,
        rulings=ruled,
    )  # fmt: skip


def of(found: Changes) -> dict[str, int]:
    return {name: count for name, count in found.counts.items() if count}


def test_the_same_state_twice_has_no_changes() -> None:
    assert changes(state(FIRST, RIVAL), state(RIVAL, FIRST)).is_empty


def test_a_later_count_is_a_new_figure_that_replaces_the_older() -> None:
    found = changes(state(FIRST), state(FIRST, LATER))
    assert [figure.claims for figure in found.new_figures] == [(LATER[0].id,)]
    assert [figure.claims for figure in found.superseded] == [(FIRST[0].id,)]
    assert found.superseded[0].because
    assert [(one.before, one.after) for one in found.ranges] == [("103", "149")]
    assert found.new_reports == ("r2",) and not found.gone_figures


def test_a_retraction_is_told_of_the_figure_taken_back() -> None:
    found = changes(state(FIRST), state(FIRST, DENIAL))
    assert [figure.claims for figure in found.retracted] == [(FIRST[0].id,)]


def test_a_rival_count_is_a_new_contradiction_with_both_words() -> None:
    found = changes(state(LATER), state(LATER, RIVAL))
    (one,) = found.new_contradictions
    assert set(one.words) == {LATER[1].text, RIVAL[1].text}
    assert [(r.before, r.after) for r in found.ranges] == [("149", "149..164, open")]
    assert of(changes(state(LATER, RIVAL), state(LATER))).keys() >= {
        "gone_contradictions",
        "gone_figures",
        "gone_reports",
    }


def test_another_copy_of_a_report_changes_no_figure() -> None:
    copy = told(5, "149", "149", LATER[1].text, day=12)
    assert of(changes(state(LATER), state(LATER, copy))) == {"new_reports": 1}


def test_a_rejection_takes_the_figure_away_and_is_named() -> None:
    rejected = judged(Verb.REJECT, RIVAL[0])
    found = changes(state(LATER, RIVAL), state(LATER, RIVAL, judgements=(rejected,)))
    assert [r.judgement for r in found.judgements] == [rejected]
    (gone,) = found.gone_figures
    assert "judged by Дана Ким" in gone.because
    assert found.gone_contradictions


def test_every_change_is_a_line() -> None:
    found = changes(state(FIRST), state(FIRST, LATER, RIVAL))
    lines = list(found.lines())
    assert len(lines) == sum(found.counts.values())
    assert {line["change"] for line in lines} >= {"new figures", "superseded", "ranges"}


PAGE = "https://vestnik.example/news/12"
BEFORE = "В Алматы погибли 164 человека. Сообщили в ведомстве."
AFTER = "В Алматы погибли люди. Сообщили в ведомстве."


def page(number: int, text: str, published: str = "2022-01-09") -> Document:
    return Document(capture=f"capture-{number}", report=f"r{number}", text=text, url=PAGE,
                    published=published)  # fmt: skip


def captures() -> dict[str, Capture]:
    return {f"capture-{n}": capture(n, f"2022-01-{9 + n:02}T00:00:00Z") for n in (1, 2, 3)}


def test_a_page_captured_twice_shows_the_words_that_changed() -> None:
    (edit,) = edits([page(2, AFTER), page(1, BEFORE)], captures())
    assert edit.silent and edit.page == PAGE
    (change,) = edit.changes
    assert (change.before, change.after) == ("164 человека", "люди")
    assert change.before_span.of(BEFORE) == change.before
    assert change.after_span.of(AFTER) == change.after


def test_a_page_that_dates_its_change_is_not_silent() -> None:
    (edit,) = edits([page(1, BEFORE), page(2, AFTER, "2022-01-10T12:00")], captures())
    assert not edit.silent


def test_a_page_that_says_the_same_is_no_edit() -> None:
    assert edits([page(1, BEFORE), page(2, BEFORE.replace(". ", ".\n"))], captures()) == ()


def test_counters_and_menus_are_no_edit() -> None:
    one, other = BEFORE + "\nПросмотров: 10", BEFORE + "\nПросмотров: 99"
    blocks = (Block(Span(len(BEFORE), len(one)), BlockKind.FURNITURE),)
    documents = [replace(page(1, one), blocks=blocks), replace(page(2, other), blocks=blocks)]
    assert edits(documents, captures()) == ()


def test_three_captures_are_compared_one_after_another() -> None:
    found = edits([page(1, BEFORE), page(2, AFTER), page(3, BEFORE)], captures())
    assert [(edit.captured_before[:10], edit.captured_after[:10]) for edit in found] == [
        ("2022-01-10", "2022-01-11"),
        ("2022-01-11", "2022-01-12"),
    ]


def test_an_edit_since_then_is_a_change_and_an_old_one_is_not() -> None:
    old = state(FIRST)
    first = page(1, FIRST[1].text)
    with_page = replace(old, documents={first.id: first}, captures=captures())
    second = page(2, FIRST[1].text.replace("103", "105"))
    after = replace(with_page, documents={first.id: first, second.id: second})
    assert len(changes(with_page, after).edits) == 1
    assert changes(after, after).edits == ()


def test_words_only_added_stand_against_nothing() -> None:
    (change,) = changed_words("a b", "a new b")
    assert (change.before, change.after) == ("", "new")
