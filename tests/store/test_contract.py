"""What every store must do, on whatever disk."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Claim
from qantar.domain.errors import MalformedValue, Misuse, RecordError
from qantar.domain.source import Capture, Document
from qantar.record.custody import Act, verify_chain
from qantar.record.port import Counts, Store
from qantar.record.reading import keep_in_parts
from qantar.record.rows import make_part
from qantar.record.verification import verify
from tests.store import samples
from tests.store.samples import AT, READER


def keep(store: Store, *numbers: int, reader: str = READER) -> list[Capture]:
    """Reports captured and read, all in one transaction."""
    kept = []
    with store.writer(who="test", at=AT) as writer:
        for number in numbers:
            capture, data = samples.capture(number)
            assert writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, reader, samples.reading(capture, number))
            kept.append(capture)
    return kept


def test_what_is_kept_comes_back_equal(store: Store) -> None:
    (capture,) = keep(store, 1)
    document = samples.document(capture, 1)
    with store.view() as view:
        assert list(view.captures()) == [capture] == [view.capture(capture.id)]
        assert list(view.documents()) == [document] == list(view.documents(capture.id))
        assert view.document(document.id) == document
        assert list(view.claims()) == samples.claims(document, 1)
    assert store.blobs.read(capture.sha256) == samples.capture(1)[1]
    assert list(verify(store)) == []


def test_a_claim_of_every_kind_comes_back_equal(store: Store) -> None:
    capture, data = samples.capture(1)
    document = samples.document(capture, 1)
    claims = samples.one_of_each(document)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, [(document, claims)])
    with store.view() as view:
        assert list(view.claims()) == claims
    assert list(verify(store)) == []


def test_everything_comes_in_the_order_of_arrival(store: Store) -> None:
    captures = keep(store, 5, 3, 9, 1)
    with store.view() as view:
        assert list(view.captures()) == captures
        assert [document.capture for document in view.documents()] == [c.id for c in captures]
        assert [claim.capture for claim in view.claims()] == [
            c.id for c in captures for _ in "12"
        ]


def test_a_reading_replaced_keeps_the_place_of_its_capture(store: Store) -> None:
    captures = keep(store, 5, 3)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_reading(captures[0].id, "reader-2", samples.reading(captures[0], 5))
    with store.view() as view:
        assert [document.report for document in view.documents()] == ["report-5", "report-3"]
        assert view.counts().claims == 4
        assert view.finished(READER) == {captures[1].id}
        assert view.finished("reader-2") == {captures[0].id}
    assert list(verify(store)) == []


def test_two_readings_of_a_capture_in_one_transaction_leave_the_last(store: Store) -> None:
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
        writer.begin_reading(capture.id, "reader-0")
        writer.keep_reading(capture.id, READER, samples.reading(capture, 1))
        writer.keep_reading(capture.id, "reader-2", samples.reading(capture, 1))
        writer.keep_reading(capture.id, "reader-2", samples.reading(capture, 1))
    with store.view() as view:
        assert [(r.reader, r.finished) for r in view.readings()] == [("reader-2", True)]
        assert view.counts().documents == 1
    assert list(verify(store)) == []


def test_the_same_bytes_again_are_not_a_second_capture(store: Store) -> None:
    capture, data = samples.capture(1)
    elsewhere = replace(
        capture, origin="https://example.org/1", captured_at="2022-02-01T00:00:00Z"
    )
    with store.writer(who="test", at=AT) as writer:
        assert writer.keep_capture(capture, data)
        assert not writer.keep_capture(elsewhere, data)
    with store.view() as view:
        assert list(view.captures()) == [capture]
        acts = [(entry.act, entry.detail["origin"]) for entry in view.custody(capture.id)]
    assert acts == [
        (Act.RECEIVED, capture.origin),
        (Act.RECEIVED_AGAIN, "https://example.org/1"),
    ]


def test_a_resumed_ingest_leaves_no_trace(store: Store) -> None:
    capture, data = samples.capture(1)
    keep(store, 1)
    with store.view() as view:
        before = view.head()
    later = replace(capture, captured_at="2022-01-09T00:00:00Z")
    with store.writer(who="test", at="2022-01-09T00:00:00Z") as writer:
        assert not writer.keep_capture(later, data)
    with store.view() as view:
        assert view.head() == before


def test_bytes_that_are_not_the_captures_are_refused(store: Store) -> None:
    capture, data = samples.capture(1)
    with pytest.raises(RecordError, match="bytes came"):
        with store.writer(who="test", at=AT) as writer:
            writer.keep_capture(capture, data + b"!")
    with pytest.raises(RecordError, match="digest"):
        with store.writer(who="test", at=AT) as writer:
            writer.keep_capture(capture, data[:-1] + b"!")
    with store.view() as view:
        assert view.counts().captures == 0


def test_a_transaction_that_fails_keeps_nothing(store: Store) -> None:
    with pytest.raises(KeyError):
        with store.writer(who="test", at=AT) as writer:
            capture, data = samples.capture(1)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, 1))
            raise KeyError
    with store.view() as view:
        assert view.counts() == Counts(
            captures=0, removed=0, documents=0, claims=0, custody=0, refusals=0
        )
    keep(store, 1)
    assert list(verify(store)) == []


def test_a_view_sees_nothing_of_what_is_written_meanwhile(store: Store) -> None:
    keep(store, 1)
    with store.view() as view:
        keep(store, 2)
        assert [document.report for document in view.documents()] == ["report-1"]
    with store.view() as view:
        assert view.counts().captures == 2


def test_a_capture_nobody_kept_cannot_be_read(store: Store) -> None:
    capture, _ = samples.capture(1)
    with pytest.raises(RecordError, match="not held"):
        with store.writer(who="test", at=AT) as writer:
            writer.keep_reading(capture.id, READER, samples.reading(capture, 1))


def test_a_claim_of_another_document_is_refused_and_leaves_no_trace(store: Store) -> None:
    one, two = keep(store, 1, 2)
    stranger = samples.claims(samples.document(two, 2), 2)
    with store.writer(who="test", at=AT) as writer:
        with pytest.raises(MalformedValue, match="stands in"):
            writer.keep_reading(one.id, "reader-2", [(samples.document(one, 1), stranger)])
    with store.view() as view:
        assert view.finished("reader-2") == frozenset()
        assert view.counts().claims == 4
    assert list(verify(store)) == []


def test_one_document_twice_in_a_reading_is_refused(store: Store) -> None:
    (capture,) = keep(store, 1)
    document = samples.document(capture, 1)
    with store.writer(who="test", at=AT) as writer:
        with pytest.raises(RecordError, match="twice"):
            writer.keep_reading(capture.id, "reader-2", [(document, []), (document, [])])
    with pytest.raises(RecordError, match="twice"):
        with store.writer(who="test", at=AT) as writer:
            writer.begin_reading(capture.id, "reader-2")
            writer.add_to_reading(capture.id, "reader-2", document, [])
            writer.add_to_reading(capture.id, "reader-2", document, [])
    with store.writer(who="test", at=AT) as writer:
        writer.begin_reading(capture.id, "reader-2")
        writer.add_to_reading(capture.id, "reader-2", document, [])
    with pytest.raises(RecordError, match="twice"):
        with store.writer(who="test", at=AT) as writer:
            writer.add_to_reading(capture.id, "reader-2", document, [])


def test_rows_made_elsewhere_are_kept_as_the_document_and_claims_would_be(store: Store) -> None:
    first, second = keep(store, 1, 2)
    for capture, number in ((first, 1), (second, 2)):
        document = samples.document(capture, number)
        claims = samples.claims(document, number)
        with store.writer(who="test", at=AT) as writer:
            writer.begin_reading(capture.id, "reader-2")
            if number == 1:
                writer.add_to_reading(capture.id, "reader-2", document, claims)
            else:
                writer.add_part(capture.id, "reader-2", make_part(capture.id, document, claims))
            writer.finish_reading(capture.id, "reader-2")
        with store.view() as view:
            assert list(view.documents(capture.id)) == [document]
            assert [c for c in view.claims() if c.document == document.id] == claims
    assert list(verify(store)) == []


def parts(capture: Capture, numbers: range) -> Iterator[tuple[Document, list[Claim]]]:
    for number in numbers:
        document = samples.document(capture, number, member=f"line {number}")
        yield document, samples.claims(document, number)


def test_an_interrupted_reading_goes_on_and_ends_as_if_uninterrupted(store: Store) -> None:
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)

    def cut(start: int) -> Iterator[tuple[Document, list[Claim]]]:
        yield from parts(capture, range(start, 7))
        raise KeyboardInterrupt

    drawn = []

    def whole(start: int) -> Iterator[tuple[Document, list[Claim]]]:
        drawn.append(start)
        return parts(capture, range(start, 10))

    with pytest.raises(KeyboardInterrupt):
        keep_in_parts(store, capture.id, READER, cut, who="test", clock=lambda: AT, batch=3)
    with store.view() as view:
        assert list(view.documents()) == []  # nobody sees half a reading
        assert view.finished(READER) == frozenset()
    keep_in_parts(store, capture.id, READER, whole, who="test", clock=lambda: AT, batch=3)
    assert drawn == [6]
    with store.view() as view:
        resumed, read = list(view.readings()), list(view.claims())
    with store.writer(who="test", at=AT) as writer:
        writer.keep_reading(capture.id, READER, parts(capture, range(10)))
    with store.view() as view:
        assert list(view.readings()) == resumed
        assert list(view.claims()) == read
    assert list(verify(store)) == []


def test_a_reading_that_is_not_open_cannot_be_filled_or_finished(store: Store) -> None:
    (capture,) = keep(store, 1)
    for act in ("add", "finish"):
        with pytest.raises(RecordError, match="no reading by reader-9 is open"):
            with store.writer(who="test", at=AT) as writer:
                if act == "add":
                    writer.add_to_reading(
                        capture.id, "reader-9", samples.document(capture, 1), []
                    )
                else:
                    writer.finish_reading(capture.id, "reader-9")


def test_claims_are_found_by_what_they_say(store: Store) -> None:
    keep(store, 1, 2)
    with store.view() as view:
        stolen = list(view.claims(kind="figure", object="weapon", act="stolen"))
        assert [claim.words for claim in stolen] == ["более 11", "более 12"]
        assert [c.words for c in view.claims(report="report-2")] == ["102", "более 12"]
        assert len(list(view.claims(speaker="комендант", place_id="settlement:1"))) == 4
        (detained,) = view.claims(document=stolen[0].document, act="detained")
        assert detained.words == "101"
        assert list(view.claims(speaker="никто")) == []
        with pytest.raises(Misuse, match="colour"):
            list(view.claims(colour="red"))


def test_a_claim_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    keep(store, 1, 2)
    with store.view() as view:
        for claim in view.claims():
            assert view.claim(claim.id) == claim == view.claim(claim.id[:16])
        with pytest.raises(RecordError, match="4 claims begin so"):
            view.claim("claim-")
        with pytest.raises(RecordError, match="no claim"):
            view.claim("claim-_%")


def test_what_is_not_there_is_said_plainly(store: Store) -> None:
    with store.view() as view:
        with pytest.raises(RecordError, match="no such capture"):
            view.capture("capture-0")
        with pytest.raises(RecordError, match="no such document"):
            view.document("document-0")
    with pytest.raises(RecordError, match="not held"):
        store.blobs.read("0" * 64)


def test_a_refusal_is_noted_once_and_goes_when_reading_succeeds(store: Store) -> None:
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
        assert writer.keep_refusal("inbox/empty.txt", "empty; leave it out")
        assert not writer.keep_refusal("inbox/empty.txt", "empty; leave it out")
        assert writer.keep_refusal("inbox/1.txt", "binary", capture=capture.id, reader=READER)
    with store.view() as view:
        assert [(r.origin, r.at) for r in view.refusals()] == [
            ("inbox/empty.txt", AT),
            ("inbox/1.txt", AT),
        ]
        assert view.finished(READER) == {capture.id}
        assert view.finished("reader-2") == frozenset()
    with store.writer(who="test", at=AT) as writer:
        writer.keep_reading(capture.id, "reader-2", samples.reading(capture, 1))
    with store.view() as view:
        assert [refusal.origin for refusal in view.refusals()] == ["inbox/empty.txt"]


def test_a_removal_takes_bytes_and_words_and_leaves_names_and_reason(store: Store) -> None:
    one, two = keep(store, 1, 2)
    with store.writer(who="desk", at="2022-01-10T00:00:00Z") as writer:
        writer.begin_reading(one.id, "reader-2")
        writer.remove_capture(one.id, decided_by=("А. Б.", "В. Г."), reason="просьба свидетеля")
    with store.view() as view:
        assert view.removed() == {one.id}
        assert [document.capture for document in view.documents()] == [two.id]
        assert [claim.capture for claim in view.claims()] == [two.id, two.id]
        assert view.capture(one.id).sha256 == one.sha256
        last = list(view.custody())[-1]
        assert (last.act, last.who) == (Act.REMOVED, "desk")
        assert last.detail == {"decided_by": ["А. Б.", "В. Г."], "reason": "просьба свидетеля"}
        assert view.finished("any reader") == {one.id}
        assert view.counts().removed == 1
    assert not store.blobs.has(one.sha256)
    assert list(verify(store)) == []


def test_removed_bytes_stay_out(store: Store) -> None:
    (capture,) = keep(store, 1)
    data = samples.capture(1)[1]
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("А. Б.",), reason="опасно")
    with store.writer(who="test", at=AT) as writer:
        assert not writer.keep_capture(replace(capture, origin="elsewhere"), data)
        with pytest.raises(RecordError, match="not held"):
            writer.begin_reading(capture.id, READER)
    assert not store.blobs.has(capture.sha256)
    assert list(verify(store)) == []


def test_a_removal_done_again_finishes_what_was_left_undone(store: Store) -> None:
    (capture,) = keep(store, 1)
    for _ in range(2):
        with store.writer(who="desk", at=AT) as writer:
            writer.remove_capture(capture.id, decided_by=("А. Б.",), reason="опасно")
        assert list(verify(store)) == []
        # as if the process had been killed between the entry and the erasure
        store.blobs.put({capture.sha256: samples.capture(1)[1]})
    assert [str(finding.about) for finding in verify(store)] == ["bytes"]
    with store.view() as view:
        assert [entry.act for entry in view.custody()].count(Act.REMOVED) == 1


@pytest.mark.parametrize(
    ("names", "reason"), [((), "опасно"), (("",), "опасно"), (("А",), " ")]
)
def test_a_removal_without_a_name_or_a_reason_is_refused(
    store: Store, names: tuple[str, ...], reason: str
) -> None:
    (capture,) = keep(store, 1)
    with pytest.raises(RecordError, match="who decided"):
        with store.writer(who="desk", at=AT) as writer:
            writer.remove_capture(capture.id, decided_by=names, reason=reason)


def test_the_chain_holds_over_many_transactions(store: Store) -> None:
    for number in range(5):
        keep(store, number)
    with store.writer(who="desk", at=AT) as writer:
        entry = writer.note(Act.EXPORTED, "capture-all", {"format": "csv"})
    with store.view() as view:
        verify_chain(view.custody())
        assert (
            view.head() == (entry.number, entry.digest) == (11, list(view.custody())[-1].digest)
        )
    assert list(verify(store, head=entry.digest)) == []
    assert [finding.where for finding in verify(store, head="0" * 64)] == ["custody"]


def test_a_time_that_is_not_utc_is_refused(store: Store) -> None:
    for at in ("yesterday", "2022-01-07", "2022-01-07T09:00:00+06:00"):
        with pytest.raises(MalformedValue, match="UTC"):
            with store.writer(who="test", at=at):
                pass


def test_the_bytes_of_an_empty_file_are_bytes(store: Store) -> None:
    capture = samples.capture(1)[0]
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with store.writer(who="test", at=AT) as writer:
        assert writer.keep_capture(replace(capture, sha256=empty, size=0), b"")
    assert store.blobs.read(empty) == b""


ODD = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=12)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(odd=ODD)
def test_odd_letters_come_back_as_they_came_or_are_refused(store: Store, odd: str) -> None:
    text = f"{odd} комендант"
    capture, data = samples.capture(1, origin=odd, text=text)
    document = replace(samples.document(capture, 1, text=text), report=odd, member=odd)
    claims = samples.one_of_each(document)
    try:
        with store.writer(who="test", at=AT) as writer:
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, [(document, claims)])
            writer.keep_refusal(odd, odd)
    except MalformedValue as error:
        assert "surrogates" in str(error)
        return
    with store.view() as view:
        assert list(view.documents(capture.id)) == [document]
        assert list(view.claims(report=odd, document=document.id)) == claims
    assert list(verify(store)) == []


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\udcff.txt", "\u202eabc", "\U0001f4a5"])
def test_nul_lone_surrogates_and_bidi_controls_come_back(store: Store, odd: str) -> None:
    text = f"{odd} комендант {odd}"
    capture, data = samples.capture(1, origin=odd, text=text)
    document = replace(samples.document(capture, 1, text=text), report=odd)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, [(document, samples.one_of_each(document))])
    with store.view() as view:
        assert list(view.documents()) == [document]
        assert list(view.captures()) == [capture]
    assert list(verify(store)) == []
