"""A record restored from a bundle is the record that was packed, on every disk."""

from pathlib import Path

import pytest

from qantar.domain.errors import RecordError
from qantar.domain.judgement import JudgedClaim, Judgement, Verb
from qantar.export import verifier
from qantar.export.bundle import write_bundle
from qantar.record.attestation import sign_record
from qantar.record.port import Store
from qantar.record.restoration import restore
from qantar.record.signing import make_key
from qantar.record.verification import verify
from qantar.store.address import open_store
from qantar.store.memory import MemoryStore
from tests.store import samples
from tests.store.samples import AT, READER

LATER = "2022-02-01T09:00:00Z"


@pytest.fixture
def original(tmp_path: Path) -> Store:
    """Three reports, one read twice, one judged, one removed after it was judged; signed."""
    store = MemoryStore()
    for number in (1, 2, 3):
        with store.writer(who="desk", at=AT) as writer:
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
            if number == 1:
                writer.keep_reading(capture.id, "reader-2", samples.reading(capture, number))
        if number > 1:
            with store.view() as view:
                claim = next(c for c in view.claims() if c.capture == capture.id)
            with store.writer(who="desk", at=AT) as writer:
                about = (JudgedClaim.of(claim),)
                writer.keep_judgement(
                    Judgement(verb=Verb.REJECT, about=about, by="А. Ким", reason="x", at=AT)
                )
        if number == 3:
            with store.writer(who="desk", at=AT) as writer:
                writer.remove_capture(capture.id, decided_by=("А. Ким",), reason="safety")
    sign_record(store, make_key("desk", tmp_path / "desk.key", None), who="desk", at=AT)
    return store


@pytest.fixture
def packed(original: Store, tmp_path: Path) -> verifier.Packed:
    write_bundle(original, tmp_path / "b.zip", at=LATER)
    bundle = verifier.Packed(tmp_path / "b.zip")
    assert verifier.verify(bundle) == []
    return bundle


def contents(store: Store) -> dict[str, object]:
    with store.view() as view:
        return {
            "chain": [entry.as_json() for entry in view.custody()],
            "captures": list(view.captures()),
            "removed": view.removed(),
            "claims": [claim.as_row() for claim in view.claims()],
            "documents": [document.as_json() for document in view.documents()],
            "judgements": [row.json for row in view.judgement_rows()],
            "readings": list(view.readings()),
            "bytes": list(store.blobs.digests()),
        }


def opened(address: str) -> Store:
    return open_store(address, create=True)


def test_what_was_packed_comes_back_as_it_was(original: Store, packed: verifier.Packed) -> None:
    store = MemoryStore()
    restore(packed, store, at=LATER, who="rival")
    assert contents(store) == contents(original)
    assert list(verify(store)) == []


def test_it_comes_back_on_every_disk(
    original: Store, packed: verifier.Packed, address: str
) -> None:
    store = opened(address)
    restore(packed, store, at=LATER, who="rival")
    assert contents(store) == contents(original)
    assert list(verify(store)) == []
    store.close()


def test_a_restored_record_goes_on(packed: verifier.Packed, tmp_path: Path) -> None:
    store = opened(str(tmp_path / "y.qantar"))
    restore(packed, store, at=LATER, who="rival")
    with store.writer(who="rival", at=LATER) as writer:
        capture, data = samples.capture(9)
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, samples.reading(capture, 9))
    assert list(verify(store)) == []
    store.close()


def test_a_record_that_holds_anything_is_not_restored_into(packed: verifier.Packed) -> None:
    store = MemoryStore()
    with store.writer(who="desk", at=AT) as writer:
        capture, data = samples.capture(9)
        writer.keep_capture(capture, data)
    with pytest.raises(RecordError, match="does not exist yet"):
        restore(packed, store, at=LATER, who="rival")


def test_no_record_is_made_of_a_part(original: Store, tmp_path: Path) -> None:
    with original.view() as view:
        one = next(view.captures()).id
    write_bundle(original, tmp_path / "p.zip", at=LATER, captures=frozenset({one}))
    with pytest.raises(RecordError, match="part of a record"):
        restore(verifier.Packed(tmp_path / "p.zip"), MemoryStore(), at=LATER, who="x")


def test_an_edited_judgement_is_found_in_the_bundle(packed: verifier.Packed) -> None:
    class Edited(verifier.Packed):
        def read(self, name: str) -> bytes:
            data = super().read(name)
            return data.replace(b'"reason":"x"', b'"reason":"y"')

    found: list[str] = []
    bundle = Edited(Path(packed.zip.filename or ""))
    verifier.judgements(bundle, verifier.lines(bundle, "data/custody.jsonl"), found)
    assert len(found) == 1
