"""What a person judged looks different everywhere, and what the machine had read stays visible."""

import csv
import io

from qantar.domain.judgement import End, Judgement, Verb
from qantar.domain.ruling import rulings
from qantar.export.csv import chronology_csv, ledger_csv
from qantar.export.dossier import Contents, dossier
from qantar.export.jsonl import chronology_lines, ledger_lines
from qantar.reconcile.judged import judged_ledger
from qantar.views.chronology import Chronology, chronology
from qantar.views.judged import marks_of
from qantar.views.ledger import QuestionRow, question_rows
from qantar.views.standing_words import READ_BY

from .story import judged, told

A = told(1, "149", "149", "В Алматы погибли 149 человек, сообщили в МВД.")
B = told(
    2, "164", "164 people", "Lantern counted 164 people killed in Almaty.", speaker="Lantern"
)
CLAIMS = [A[0], B[0]]
DOCUMENTS = {document.id: document for _, document in (A, B)}


def rows(*judgements: Judgement) -> tuple[QuestionRow, ...]:
    ruled = rulings(judgements, CLAIMS)
    return question_rows(judged_ledger(CLAIMS, DOCUMENTS, ruled), ruled)


def told_when(*judgements: Judgement) -> Chronology:
    return chronology(CLAIMS, DOCUMENTS, rulings(judgements, CLAIMS))


CORRECTED = judged(
    Verb.CORRECT, A[0], changes=(("quantity", "150"),), was=(("quantity", "149"),)
)


def test_a_corrected_figure_is_marked_with_who_why_and_what_was_read() -> None:
    (row,) = rows(CORRECTED)
    account = next(one for one in row.accounts if one.number == "150")
    (mark,) = account.judged
    assert mark.words == (
        "judged by Дана Ким, 2022-03-09: corrected: quantity is 150 (rules read: quantity 149) — "
        "прочла целиком"
    )
    assert account.appearances[0].words == A[1].text


def test_a_chosen_bound_shows_the_envelope_of_the_rules_beside_it() -> None:
    (row,) = rows(judged(Verb.CHOOSE, B[0], end=End.BOTH))
    assert (row.envelope, row.by_rules) == ("164", "149..164")
    assert row.range_words == "164"
    assert [mark.by for mark in row.chosen] == ["Дана Ким"]


def test_without_judgements_nothing_is_marked() -> None:
    (row,) = rows()
    assert row.chosen == () and row.by_rules is None
    assert all(account.judged == () for account in row.accounts)


def test_a_rejected_claim_leaves_the_ledger_and_stays_in_the_chronology_as_rejected() -> None:
    rejected = judged(Verb.REJECT, B[0])
    (row,) = rows(rejected)
    assert [account.number for account in row.accounts] == ["149"]
    found = told_when(rejected)
    assert [t.claim for r in found.rejected for t in r.tellings] == [B[0].id]
    assert [t.claim for r in found.dated for t in r.tellings] == [A[0].id]
    (mark,) = found.rejected[0].tellings[0].judged
    assert mark.verb == "reject"


def test_a_date_corrected_moves_the_row_to_its_day() -> None:
    moved = judged(Verb.CORRECT, A[0], changes=(("when", "2022-01-05"),))
    assert [row.when for row in told_when(moved).dated] == ["2022-01-05", "2022-01-10"]


def test_lines_and_cells_say_who_stands_for_them() -> None:
    lines = list(ledger_lines(rows(CORRECTED)))
    assert [line["read_by"] for line in lines] == ["judged by Дана Ким"]
    assert [line["read_by"] for line in ledger_lines(rows())] == [READ_BY]
    text = ledger_csv(rows(CORRECTED))
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    by_number = {row["number"]: (row["read_by"], row["judged"]) for row in cells}
    assert by_number["150"][0] == "judged by Дана Ким" and "rules read" in by_number["150"][1]
    assert by_number["164"] == (READ_BY, "")


def test_a_comment_is_no_check() -> None:
    commented = judged(Verb.COMMENT, A[0])
    assert [line["read_by"] for line in ledger_lines(rows(commented))] == [READ_BY]
    assert any(account.judged for account in rows(commented)[0].accounts)


def test_the_chronology_exports_what_was_rejected_as_such() -> None:
    found = told_when(judged(Verb.REJECT, B[0]))
    assert [line["told_as"] for line in chronology_lines(found)] == [
        "dated",
        "rejected by a person",
    ]
    assert "rejected by a person" in chronology_csv(found)


def test_the_dossier_marks_judged_claims_in_ledger_chronology_and_report() -> None:
    ruled = rulings([CORRECTED], CLAIMS)
    page = dossier(
        Contents(
            name="Test", questions=rows(CORRECTED), chronology=told_when(CORRECTED), wordings=(),
            sides=(), claims=CLAIMS, documents=DOCUMENTS, captures={}, judged=marks_of(ruled),
        )
    )  # fmt: skip
    assert page.count('class="judged"') == 3
    assert "rules read: quantity 149" in page
