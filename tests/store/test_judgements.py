"""What people decided is kept on every disk: in order, sealed into the chain, never changed."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from qantar.domain.errors import RecordError
from qantar.domain.judgement import JudgedClaim, Judgement, Regard, Verb
from qantar.record.custody import GENESIS, Act, verify_chain
from qantar.record.port import Derived, Store
from qantar.record.verification import About, verify
from qantar.store.address import open_store
from qantar.store.schema import MIGRATIONS
from tests.store import samples
from tests.store.samples import AT, READER


def judgement(number: int = 1, *, at: str = AT, reason: str = "not said so") -> Judgement:
    """A report read, and the rejection of its first claim."""
    capture, _ = samples.capture(number)
    claim = samples.claims(samples.document(capture, number), number)[0]
    return Judgement(
        verb=Verb.REJECT, about=(JudgedClaim.of(claim),), by="Дана Ким", reason=reason, at=at
    )


def keep(store: Store, *numbers: int) -> None:
    with store.writer(who="test", at=AT) as writer:
        for number in numbers:
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))


def judge(store: Store, *judgements: Judgement) -> list[bool]:
    with store.writer(who="desk", at=AT) as writer:
        return [writer.keep_judgement(one) for one in judgements]


def test_judgements_come_back_equal_and_in_order(store: Store) -> None:
    keep(store, 1, 2)
    first, second = judgement(2), judgement(1)
    assert judge(store, first, second) == [True, True]
    with store.view() as view:
        assert list(view.judgements()) == [first, second]
    assert list(verify(store)) == []


def test_a_judgement_is_sealed_into_the_chain_under_both_names(store: Store) -> None:
    keep(store, 1)
    judge(store, judgement())
    with store.view() as view:
        (entry,) = [e for e in view.custody() if e.act is Act.JUDGED]
        verify_chain(view.custody())
    assert (entry.who, entry.detail["by"], entry.about) == ("desk", "Дана Ким", judgement().id)
    assert judgement().about[0].quote not in str(entry.detail)


def test_the_same_judgement_twice_is_one(store: Store) -> None:
    keep(store, 1)
    assert judge(store, judgement(), judgement()) == [True, False]
    with store.view() as view:
        assert len(list(view.judgements())) == 1


def test_only_a_judgement_that_is_held_can_be_withdrawn(store: Store) -> None:
    keep(store, 1)
    judge(store, judgement())
    withdrawal = Judgement(
        verb=Verb.WITHDRAW, by="Дана Ким", reason="I misread", at=AT, withdraws=judgement().id
    )
    assert judge(store, withdrawal) == [True]
    with store.view() as view:
        assert list(view.judgements()) == [judgement(), withdrawal]
    with pytest.raises(RecordError, match="qantar judge list"):
        judge(store, replace(withdrawal, withdraws="judgement-none"))


def test_a_judgement_bears_the_time_of_its_keeping(store: Store) -> None:
    keep(store, 1)
    with pytest.raises(RecordError, match="judge it anew"):
        judge(store, judgement(at="2020-01-01T00:00:00Z"))
    with store.view() as view:
        assert list(view.judgements()) == []


def test_judgements_survive_another_reading(store: Store) -> None:
    keep(store, 1)
    judge(store, judgement())
    capture, _ = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_reading(capture.id, "reader-2", [(samples.document(capture, 1), [])])
    with store.view() as view:
        assert list(view.judgements()) == [judgement()]
    assert list(verify(store)) == []


def test_the_words_of_a_judgement_go_with_the_capture_and_the_record_still_verifies(
    store: Store,
) -> None:
    keep(store, 1, 2)
    judge(store, judgement(1, reason="the witness said otherwise"), judgement(2))
    capture, _ = samples.capture(1)
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("Ким",), reason="safety")
    with store.view() as view:
        assert list(view.judgements()) == [judgement(2)]
        rows = "".join(row.json for row in view.judgement_rows())
    assert "Дана Ким" in rows
    assert "задержаны 101" not in rows and "witness said" not in rows
    assert list(verify(store)) == []


def test_the_state_changes_with_what_can_be_concluded_and_with_nothing_else(
    store: Store,
) -> None:
    with store.view() as view:
        states = [view.state()]
    assert states == [GENESIS]
    keep(store, 1)
    with store.view() as view:
        states.append(view.state())
    judge(store, judgement())
    with store.view() as view:
        states.append(view.state())
    with store.writer(who="test", at=AT) as writer:
        writer.note(Act.EXPORTED, "x", {"to": "y"})
        writer.keep_refusal("z.txt", "empty")
    with store.view() as view:
        assert view.state() == states[-1]
    capture, _ = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("Ким",), reason="safety")
    with store.view() as view:
        states.append(view.state())
    assert len(set(states)) == 4


ROWS = [Derived("b", "Оружие stolen", {"n": 1}), Derived("a", "Погибшие", {"n": 2}),
        Derived("c", "weapons SEIZED 50%", {"n": 3})]  # fmt: skip


def shelved(store: Store) -> None:
    with store.writer(who="test", at=AT) as writer:
        writer.keep_derived("ledger", "one", ROWS)


def test_what_is_derived_comes_back_in_its_order(store: Store) -> None:
    shelved(store)
    with store.view() as view:
        assert [one.value for one in view.derived("one")] == [{"n": 1}, {"n": 2}, {"n": 3}]
        assert [one.name for one in view.derived("one", limit=1)] == ["b"]
        assert [one.name for one in view.derived("one", names=["c", "b", "none"])] == ["b", "c"]
        assert list(view.derived("other")) == []


def test_what_is_derived_is_found_by_its_words_in_any_case(store: Store) -> None:
    shelved(store)
    with store.view() as view:
        assert [one.name for one in view.derived("one", words=["ОРУЖИЕ"])] == ["b"]
        assert [one.name for one in view.derived("one", words=["e", "seized"])] == ["c"]
        assert [one.name for one in view.derived("one", words=["%"])] == ["c"]
        assert list(view.derived("one", words=["stolen", "seized"])) == []


def test_a_new_shelf_takes_the_place_of_the_old_of_its_family_only(store: Store) -> None:
    shelved(store)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_derived("ledger", "two", ROWS[:1])
        writer.keep_derived("search", "three", ROWS[1:])
    with store.view() as view:
        assert list(view.derived("one")) == []
        assert len(list(view.derived("two"))) == 1
        assert len(list(view.derived("three"))) == 2
    assert list(verify(store)) == []


def test_nothing_derived_outlives_a_removal(store: Store) -> None:
    keep(store, 1)
    shelved(store)
    capture, _ = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("Ким",), reason="safety")
    with store.view() as view:
        assert list(view.derived("one")) == []


def meddle(path: Path, statement: str) -> None:
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE judgements SET json = replace(json, 'Ким', 'Кан')", "it was changed"),
        ("UPDATE judgements SET json = 'nothing'", "not readable"),
        ("UPDATE judgements SET json = '{\"words removed\":true}'", "although no capture"),
        ("DELETE FROM judgements", "it is gone"),
        ("UPDATE judgements SET id = 'judgement-x' WHERE number = 1", "no custody entry"),
        ("UPDATE judgements SET number = 10 - number", "order in which"),
    ],
)
def test_a_judgement_that_was_tampered_with_is_found(
    statement: str, found: str, tmp_path: Path
) -> None:
    store = open_store(tmp_path / "x.qantar", create=True)
    keep(store, 1, 2)
    judge(store, judgement(1), judgement(2))
    store.close()
    meddle(tmp_path / "x.qantar", statement)
    store = open_store(tmp_path / "x.qantar", create=False)
    findings = list(verify(store))
    store.close()
    assert any(one.about is About.JUDGEMENT and found in one.found for one in findings)


def test_a_record_of_the_first_form_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "x.qantar"
    store = open_store(path, create=True)
    keep(store, 1)
    with store.view() as view:
        before = view.head(), list(view.claims())
    store.close()
    meddle(path, "DROP TABLE judgements")
    meddle(path, "DROP TABLE derived")
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.stamp(config, "0001")
    engine.dispose()
    store = open_store(path, create=False)
    judge(store, judgement())
    with store.view() as view:
        assert (view.head()[0] - 1, list(view.claims())) == (before[0][0], before[1])
        assert list(view.judgements()) == [judgement()]
        assert [e.act for e in view.custody()][-1] is Act.JUDGED
    assert list(verify(store)) == []
    store.close()


def test_regards_are_part_of_a_judgement() -> None:
    capture, _ = samples.capture(1)
    one, other = map(JudgedClaim.of, samples.claims(samples.document(capture, 1), 1))
    made = Judgement(verb=Verb.SAME, about=(one, other), by="Ким", reason="one raid", at=AT,
                     regard=Regard.ORIGIN)  # fmt: skip
    assert Judgement.from_json(made.as_json()) == made
    assert made.id != replace(made, regard=Regard.QUESTION).id
