"""Working copies: kept with custody, checked, and gone when their original goes; in memory and on disk."""

from pathlib import Path

import pytest

from qantar.domain.errors import RecordError
from qantar.export import verifier
from qantar.export.bundle import write_bundle
from qantar.record.attestation import sign_record
from qantar.record.copies import copies, copy_detail, shown_instead, written_elsewhere
from qantar.record.custody import Act
from qantar.record.port import Derived, Store
from qantar.record.restoration import restore
from qantar.record.signing import make_key
from qantar.record.verification import verify
from qantar.store.memory import MemoryStore
from tests.store import samples
from tests.store.samples import AT, READER


@pytest.fixture
def store(local_store: Store) -> Store:
    return local_store


def keep(store: Store, number: int, copy: bytes | None) -> str:
    """A report read, with a redacted copy of it."""
    capture, data = samples.capture(number)
    with store.writer(who="desk", at=AT) as writer:
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, samples.reading(capture, number))
        if copy is not None:
            detail = copy_detail(
                copy,
                "text/plain",
                before=capture.sha256,
                by="А. Ким",
                reason="a minor",
                made="x",
            )
            writer.keep_copy(Act.REDACTED, capture.id, copy, detail)
    return capture.id


def test_a_copy_stands_in_custody_with_both_digests_who_and_why(store: Store) -> None:
    id_ = keep(store, 1, b"covered")
    with store.view() as view:
        (copy,) = copies(view.custody(id_))
        assert shown_instead(view.custody()) == {(id_, None): copy}
        assert copy.detail["before"] == view.capture(id_).sha256
    assert store.blobs.read(copy.sha256) == b"covered"
    assert (copy.detail["by"], copy.detail["reason"]) == ("А. Ким", "a minor")
    assert list(verify(store)) == []


def test_a_changed_or_lost_copy_is_found(store: Store) -> None:
    id_ = keep(store, 1, b"covered")
    with store.view() as view:
        (copy,) = copies(view.custody(id_))
    store.blobs.remove(copy.sha256)
    (finding,) = verify(store)
    assert f"working copy {copy.sha256[:12]}… of {id_}" in str(finding)


def test_a_removal_takes_copies_and_what_was_derived_along(store: Store) -> None:
    id_ = keep(store, 1, b"covered")
    other = keep(store, 2, b"another")
    with store.writer(who="desk", at=AT) as writer:
        writer.keep_derived(f"portrait:{id_}", "s", [Derived(id_, "", {"thumbnail": "eA=="})])
    with store.view() as view:
        gone = [copy.sha256 for copy in copies(view.custody(id_))]
        gone.append(view.capture(id_).sha256)
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(id_, decided_by=("А. Ким",), reason="safety")
    assert not any(store.blobs.has(digest) for digest in gone)
    with store.view() as view:
        assert list(view.derived("s")) == []
        assert [copy.capture for copy in copies(view.custody())] == [other]
        told = [entry.act for entry in view.custody(id_)]
    assert told[-2:] == [Act.REDACTED, Act.REMOVED]
    assert list(verify(store)) == []


def test_a_copy_that_two_originals_share_stays_until_both_are_gone(store: Store) -> None:
    one, other = keep(store, 1, b"all black"), keep(store, 2, b"all black")
    with store.view() as view:
        digest = copies(view.custody(one))[0].sha256
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(one, decided_by=("А. Ким",), reason="safety")
    assert store.blobs.has(digest)
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(other, decided_by=("А. Ким",), reason="safety")
    assert not store.blobs.has(digest)
    assert list(verify(store)) == []


def test_no_copy_is_kept_of_what_was_removed_or_without_a_reason(store: Store) -> None:
    id_ = keep(store, 1, None)
    with pytest.raises(RecordError, match="who made it and why"):
        copy_detail(b"x", "text/plain", before="0", by="А. Ким", reason=" ", made="x")
    detail = copy_detail(b"x", "text/plain", before="0", by="А. Ким", reason="y", made="x")
    with (
        pytest.raises(RecordError, match="not the one"),
        store.writer(who="d", at=AT) as writer,
    ):
        writer.keep_copy(Act.REDACTED, id_, b"other", detail)
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(id_, decided_by=("А. Ким",), reason="safety")
    with pytest.raises(RecordError, match="not held"), store.writer(who="d", at=AT) as writer:
        writer.keep_copy(Act.REDACTED, id_, b"x", detail)


def test_a_copy_may_not_bring_removed_bytes_back(store: Store) -> None:
    gone, data = samples.capture(1)
    keep(store, 1, None)
    held = keep(store, 2, None)
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(gone.id, decided_by=("А. Ким",), reason="safety")
    detail = copy_detail(data, "text/plain", before="0", by="А. Ким", reason="y", made="x")
    with (
        pytest.raises(RecordError, match="was removed"),
        store.writer(who="d", at=AT) as writer,
    ):
        writer.keep_copy(Act.REDACTED, held, data, detail)
    assert not store.blobs.has(gone.sha256)


def test_copies_written_elsewhere_are_known_by_their_digest(store: Store) -> None:
    id_ = keep(store, 1, b"covered")
    with store.writer(who="desk", at=AT) as writer:
        writer.note(Act.CONVERTED, id_, {"made": "copy", "tool": "t", "sha256": "ab" * 32})
    with store.view() as view:
        assert written_elsewhere(view.custody(id_)) == ("ab" * 32,)


def test_copies_travel_in_a_bundle_and_come_back(store: Store, tmp_path: Path) -> None:
    keep(store, 1, b"covered")
    sign_record(store, make_key("desk", tmp_path / "k", None), who="desk", at=AT)
    write_bundle(store, tmp_path / "b.zip", at=AT)
    bundle = verifier.Packed(tmp_path / "b.zip")
    assert verifier.verify(bundle) == []
    again = MemoryStore()
    restore(bundle, again, at=AT, who="desk")
    assert list(verify(again)) == []
    assert set(again.blobs.digests()) == set(store.blobs.digests())


def test_a_bundle_may_withhold_what_was_redacted(store: Store, tmp_path: Path) -> None:
    id_ = keep(store, 1, b"covered")
    other = keep(store, 2, None)
    packed = write_bundle(store, tmp_path / "b.zip", at=AT, withhold=True)
    bundle = verifier.Packed(tmp_path / "b.zip")
    assert packed.sealed == (id_,)
    assert verifier.verify(bundle) == []
    words = samples.report_text(1)[:30].encode()
    for name in bundle.names():
        assert words not in bundle.read(name)
    assert f"data/readings/{other}.jsonl" in bundle.names()
    with pytest.raises(RecordError, match="withheld"):
        restore(bundle, MemoryStore(), at=AT, who="desk")
