"""`qantar judge`, and what it does to ledger, chronology, diff and dossier; without any reading."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.domain.claim import Claim, Figure, Measure, Scope
from qantar.domain.derivation import Derivation
from qantar.domain.errors import MalformedValue, Misuse, RecordError
from qantar.domain.identity import sha256
from qantar.domain.quantity import Quantity
from qantar.domain.source import Capture, Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.store.address import open_store

from .conftest import Answer, run

REPORTS = (
    ("149", "В Алматы погибли 149 человек.", "2022-01-10", "person", "killed"),
    ("164", "In Almaty 164 people were killed.", "2022-01-10", "person", "killed"),
    (">1500", "Более 1500 единиц оружия похищено.", "2022-01-11", "weapon", "stolen"),
)
WORDS = ("149", "164", "Более 1500")


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A record of three reports with a figure each, and the ids of these."""
    path = str(tmp_path / "x.qantar")
    store = open_store(path, create=True)
    ids = []
    for number, (quantity, text, day, object_, act) in enumerate(REPORTS):
        data = text.encode()
        capture = Capture(sha256=sha256(data), size=len(data), origin=f"{number}.txt",
                          captured_at=f"{day}T09:00:00Z", media_type="text/plain")  # fmt: skip
        document = Document(capture=capture.id, report=f"r{number}", text=text, published=day,
                            outlet=f"{number}.example")  # fmt: skip
        at = text.index(WORDS[number])
        claim = Claim(
            document=document.id, report=document.report, capture=capture.id,
            content=Figure(measure=Measure(object_, act), total=True,
                           quantity=Quantity.parse(quantity)),
            quote=Quote.cut(text, 0, len(text)), anchor=Span(at, at + len(WORDS[number])),
            scope=Scope(place="Almaty", place_id="region:KZ-ALA", as_of=When(day)),
            derivation=Derivation("test"),
        )  # fmt: skip
        with store.writer(who="test", at=f"{day}T09:00:00Z") as writer:
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, "reader-1", [(document, [claim])])
        ids.append(claim.id)
    store.close()
    yield path, ids


def judge(record: str, *words: str) -> Answer:
    return run("judge", *words, "--by", "Дана Ким", "--reason", "прочла", "--record", record)


def rows(record: str, *more: str) -> list[dict[str, Any]]:
    answer = run("ledger", "--record", record, "--format", "json", *more)
    return [json.loads(line) for line in answer.out.splitlines()]


def listed(record: str, *more: str) -> list[dict[str, Any]]:
    answer = run("judge", "list", "--record", record, "--format", "json", *more)
    return [json.loads(line) for line in answer.out.splitlines()]


def test_apart_parts_the_question_and_withdraw_joins_it_again(
    judged: tuple[str, list[str]],
) -> None:
    record, (one, other, _) = judged
    assert len(rows(record, "--question", "killed")) == 1
    made = judge(record, "apart", one, other)
    assert "judged by Дана Ким" in made.out
    assert len(rows(record, "--question", "killed")) == 2
    judge(record, "withdraw", made.out.split()[0])
    assert len(rows(record, "--question", "killed")) == 1
    assert [one["state"] for one in listed(record)] == ["withdrawn", "in force"]


def test_a_newer_judgement_says_what_it_overrules(judged: tuple[str, list[str]]) -> None:
    record, (one, other, _) = judged
    first = judge(record, "apart", one, other)
    assert f"overrules {first.out.split()[0]}" in judge(record, "same", one, other).out
    assert [one["state"] for one in listed(record)] == ["overruled", "in force"]


def test_a_rejected_claim_leaves_the_ledger_and_the_chronology_says_who_rejected_it(
    judged: tuple[str, list[str]],
) -> None:
    record, (_, other, _) = judged
    judge(record, "reject", other[:12])
    (row,) = rows(record, "--question", "killed")
    assert [account["number"] for account in row["accounts"]] == ["149"]
    printed = run("chronology", "--record", record).out
    assert "Rejected by a person" in printed and "§ judged by Дана Ким" in printed


def test_a_correction_keeps_what_rules_read_in_sight(judged: tuple[str, list[str]]) -> None:
    record, (_, other, _) = judged
    judge(record, "correct", other, "--set", "quantity=149", "--set", "place=Taraz")
    (judgement,) = listed(record)
    changes = dict(judgement["changes"])
    assert changes == {"place": "Taraz", "place_id": "settlement:1516905", "quantity": "149"}
    assert dict(judgement["was"])["quantity"] == "164"
    table = run("ledger", "--record", record, "--question", "Taraz").out
    assert "§ judged by Дана Ким" in table
    assert "rules read: place Almaty" in " ".join(table.split())


def test_a_chosen_bound_is_shown_beside_the_rules(judged: tuple[str, list[str]]) -> None:
    record, (_, other, _) = judged
    judge(record, "choose", other, "--end", "low")
    (row,) = rows(record, "--question", "killed")
    assert (row["low"], row["high"], row["by_rules"]) == (164, 164, "149..164")
    assert "the rules alone give 149..164" in run("ledger", "--record", record).out


def test_a_confirmed_claim_is_no_longer_unchecked(judged: tuple[str, list[str]]) -> None:
    record, ids = judged
    judge(record, "confirm", ids[2])
    (row,) = rows(record, "--question", "weapons")
    assert row["read_by"] == "judged by Дана Ким"


def test_nothing_is_judged_without_name_and_reason(judged: tuple[str, list[str]]) -> None:
    record, (one, *_) = judged
    assert run("judge", "reject", one, "--record", record).code == 2
    with pytest.raises(MalformedValue, match="name and a reason"):
        run("judge", "reject", one, "--by", " ", "--reason", "x", "--record", record)
    assert listed(record) == []


def test_what_cannot_be_is_refused_and_nothing_is_kept(judged: tuple[str, list[str]]) -> None:
    record, (one, _, weapons) = judged
    with pytest.raises(MalformedValue, match="gives no upper bound"):
        judge(record, "choose", weapons, "--end", "high")
    with pytest.raises(MalformedValue, match="no number"):
        judge(record, "correct", one, "--set", "quantity=many")
    with pytest.raises(Misuse, match="FIELD=VALUE"):
        judge(record, "correct", one, "--set", "quantity")
    with pytest.raises(RecordError, match="no claim of this record"):
        judge(record, "reject", "claim-none")
    with pytest.raises(RecordError, match="qantar judge list"):
        judge(record, "withdraw", "judgement-none")
    assert listed(record) == []


def test_a_judgement_without_its_claim_is_listed(judged: tuple[str, list[str]]) -> None:
    record, (one, other, _) = judged
    judge(record, "reject", one)
    judge(record, "reject", other)
    store = open_store(record, create=False)
    with store.view() as view:
        capture = view.claim(one).capture
        document = next(view.documents(capture))
    with store.writer(who="test", at="2022-03-01T00:00:00Z") as writer:
        writer.keep_reading(capture, "reader-2", [(document, [])])
    store.close()
    (vanished,) = listed(record, "--vanished")
    assert vanished["about"][0]["claim"] == one
    assert "is read so no more" in vanished["because"]


def test_policies_are_shown_with_their_source_and_compared(
    judged: tuple[str, list[str]],
) -> None:
    record, (one, *_) = judged
    (acled,) = rows(record, "--question", "killed", "--policy", "acled")
    assert acled["numbers"] == {"fatalities": 149} and acled["claims"] == [one]
    (both,) = rows(record, "--question", "killed", "--policy", "acled", "--policy", "ibc")
    assert both["differ"] and both["other"]["numbers"] == {"min": 149, "max": 164}
    table = run("ledger", "--record", record, "--policy", "acled").out
    assert "rule: ACLED Codebook" in table and "ours: " in table
    assert "acled: not applicable" in table
    with pytest.raises(Misuse, match="two to be compared"):
        run("ledger", "--record", record, *("--policy", "acled") * 3)


def test_a_ledger_as_of_a_day_knows_nothing_later(judged: tuple[str, list[str]]) -> None:
    record, _ = judged
    assert [row["measure"] for row in rows(record, "--as-of", "2022-01-10")] == [
        "person.killed"
    ]
    assert rows(record, "--as-of", "2022-01-09") == []


def test_series_conflicts_and_why_lead_to_the_words(judged: tuple[str, list[str]]) -> None:
    record, (one, other, _) = judged
    (series,) = rows(record, "--question", "killed", "--series")
    assert {point["words"] for point in series["points"]} == {REPORTS[0][1], REPORTS[1][1]}
    (row,) = rows(record, "--conflicts")
    assert set(row["conflicts"][0]["claims"]) == {one, other}
    assert "CANNOT ALL HOLD" in run("ledger", "--record", record, "--conflicts").out
    relation = row["accounts"][0]["relations"][0]["relation"]
    for id_ in (
        relation,
        row["question"],
        row["accounts"][0]["account"],
        row["conflicts"][0]["id"],
    ):
        told = run("ledger", "--record", record, "--why", id_).out
        assert REPORTS[0][1] in told
        assert run("ledger", "--record", record, "--why", id_[:20]).out == told
    (as_json,) = rows(record, "--why", relation)
    assert as_json["steps"]
    with pytest.raises(Misuse, match="nothing begins so"):
        run("ledger", "--record", record, "--why", "relation-none")


def test_two_things_cannot_be_asked_at_once(judged: tuple[str, list[str]]) -> None:
    record, _ = judged
    with pytest.raises(Misuse, match="one at a time"):
        run("ledger", "--record", record, "--series", "--names")
    with pytest.raises(Misuse, match="csv"):
        run("ledger", "--record", record, "--series", "--format", "csv")


def test_diff_tells_what_came_since_a_day(judged: tuple[str, list[str]]) -> None:
    record, (_, other, weapons) = judged
    judge(record, "reject", other)
    answer = run("diff", record, "--since", "2022-01-11", "--format", "json")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    by_change = {line["change"]: line for line in lines}
    assert by_change["new figures"]["claims"] == [weapons]
    assert by_change["gone figures"]["claims"] == [other]
    assert by_change["judgements"]["by"] == "Дана Ким"
    assert "NEW FIGURES  (1)" in run("diff", record, "--since", "2022-01-11").out


def test_a_record_does_not_differ_from_itself(judged: tuple[str, list[str]]) -> None:
    record, _ = judged
    assert run("diff", record, record).out == "nothing changed\n"
    assert run("diff", record, record, "--format", "json").out == ""


def test_diff_wants_one_thing_to_compare_with(judged: tuple[str, list[str]]) -> None:
    record, _ = judged
    for words in ((), (record, "--since", "2022-01-01")):
        with pytest.raises(Misuse, match="one of the two"):
            run("diff", record, *words)
    with pytest.raises(Misuse, match="expected a day"):
        run("diff", record, "--since", "yesterday")


def test_the_dossier_says_who_judged(judged: tuple[str, list[str]], tmp_path: Path) -> None:
    record, (one, *_) = judged
    judge(record, "confirm", one)
    run("dossier", "--record", record, "--out", str(tmp_path / "x.html"))
    assert "judged by Дана Ким" in (tmp_path / "x.html").read_text("utf-8")


def test_a_record_with_judgements_verifies(judged: tuple[str, list[str]]) -> None:
    record, (one, other, _) = judged
    judge(record, "same", one, other, "--of", "origin")
    answer = run("verify", "--record", record)
    assert answer.code == 0 and "all stands" in answer.out


def test_explain_shows_what_was_read_and_who_judged_it(judged: tuple[str, list[str]]) -> None:
    record, (one, *_) = judged
    judge(record, "correct", one, "--set", "quantity=150")
    judge(record, "apart", one, judged[1][1])
    printed = " ".join(run("explain", one, "--record", record).out.split())
    assert "§ judged by Дана Ким" in printed and "rules read: quantity 149" in printed
    row = json.loads(run("explain", one, "--record", record, "--json").out)
    assert row["quantity"] == "149"
    assert [mark["verb"] for mark in row["judged"]] == ["correct", "apart"]
