import json
from typing import Any

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation
from qantar.domain.quantity import Quantity
from qantar.domain.span import Quote
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.reconciliation import reconcile
from qantar.views.ledger import QuestionRow, question_rows

TEXT = "Похищено более 1500 единиц. Найдено 967."


def count(claim: str, number: str, measure: str, **more: Any) -> Count:
    fields: dict[str, Any] = {
        "claim": claim, "report": "r", "document": "r", "outlet": "ensk.test", "place": "kazakhstan",
        "place_name": "Kazakhstan", "measure": Measure.parse(measure), "speaker": "Асан Ким",
        "quantity": Quantity.parse(number), "as_of": When("2022-02-07"),
        "evidence": Quote.cut(TEXT, 0, 27),
    }  # fmt: skip
    return Count(**fields | more)


STOLEN = count("c1", ">1500", "weapon.stolen", total=True)
FOUND = count("c2", "967", "weapon.recovered", part_of="c1", evidence=Quote.cut(TEXT, 28, 40))
LATER = count("c3", ">1600", "weapon.stolen", total=True, as_of=When("2022-02-09"), document="s", report="s",
              outlet="other.test", evidence=Citation(source="coded by hand"))  # fmt: skip


def rows(*counts: Count) -> dict[str, QuestionRow]:
    return {row.title: row for row in question_rows(reconcile(counts).ledger)}


def test_a_question_is_titled_in_words() -> None:
    assert set(rows(STOLEN, FOUND)) == {
        "weapons stolen — Kazakhstan",
        "weapons recovered — Kazakhstan",
    }


def test_reservation_and_period_stand_in_the_title() -> None:
    (title,) = rows(
        count(
            "c", "5", "weapon.stolen", population="без магазинов", period=When("2022-01-02/..")
        )
    )
    assert title == "weapons stolen — Kazakhstan, since 2022-01-02, «без магазинов»"


def test_a_place_nobody_gives_is_said_to_be_missing() -> None:
    (title,) = rows(count("c", "5", "weapon.stolen", place=None, place_name=None))
    assert title == "weapons stolen — place not said"


def test_an_account_shows_sign_speaker_outlet_day_and_words() -> None:
    (account,) = rows(STOLEN, FOUND)["weapons stolen — Kazakhstan"].accounts
    assert (account.number, account.low, account.high) == (">1500", 1501, None)
    assert (account.speaker, account.outlets, account.as_of) == (
        "Асан Ким",
        ("ensk.test",),
        "2022-02-07",
    )
    assert account.appearances[0].words == "Похищено более 1500 единиц."
    assert account.stands


def test_a_relation_is_read_from_either_side() -> None:
    found = rows(STOLEN, FOUND)
    (part,) = found["weapons recovered — Kazakhstan"].accounts[0].relations
    (whole,) = found["weapons stolen — Kazakhstan"].accounts[0].relations
    assert (part.type, part.other_numbers) == ("part of", (">1500",))
    assert (whole.type, whole.other_numbers) == ("holds", ("967",))
    assert whole.other_questions == ("weapons recovered — Kazakhstan",)


def test_the_part_of_a_question_names_the_question_around_it() -> None:
    assert rows(STOLEN, FOUND)["weapons recovered — Kazakhstan"].inside == (
        "weapons stolen — Kazakhstan",
    )


def test_a_superseded_account_is_shown_and_marked_as_not_standing() -> None:
    row = rows(STOLEN, LATER)["weapons stolen — Kazakhstan"]
    assert [(account.number, account.stands) for account in row.accounts] == [
        (">1500", False),
        (">1600", True),
    ]
    assert row.accounts[0].relations[0].type == "superseded by"


def test_a_hand_coded_source_is_marked_so() -> None:
    row = rows(STOLEN, LATER)["weapons stolen — Kazakhstan"]
    assert [a.appearances[0].is_cited for a in row.accounts] == [False, True]


def test_envelopes_are_written_in_signs() -> None:
    found = rows(STOLEN, FOUND)
    assert found["weapons stolen — Kazakhstan"].envelope == ">=1501"
    assert found["weapons recovered — Kazakhstan"].envelope == "967"
    (denied,) = rows(count("c", "5", "weapon.stolen", denied=True)).values()
    assert denied.envelope == "none left"


def test_rows_are_plain_json_in_one_order() -> None:
    one = [row.as_json() for row in question_rows(reconcile([STOLEN, FOUND, LATER]).ledger)]
    other = [row.as_json() for row in question_rows(reconcile([LATER, FOUND, STOLEN]).ledger)]
    assert json.dumps(one) == json.dumps(other)
