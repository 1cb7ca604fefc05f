"""Bytes by their digest: whole or absent, never half."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import RecordError
from qantar.domain.identity import sha256
from qantar.store.blobs import PARTS, FileBlobs
from qantar.store.memory import MemoryBlobs


def named(*blobs: bytes) -> dict[str, bytes]:
    return {sha256(data): data for data in blobs}


@settings(max_examples=15, deadline=None)
@given(st.sets(st.binary(max_size=300), max_size=6))
def test_what_is_put_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, contents: set[bytes]
) -> None:
    for blobs in (FileBlobs(tmp_path_factory.mktemp("blobs")), MemoryBlobs()):
        kept = named(*contents)
        blobs.put(kept)
        assert list(blobs.digests()) == sorted(kept)
        for digest, data in kept.items():
            assert blobs.read(digest) == data
            assert blobs.measure(digest) == (len(data), digest)
            blobs.remove(digest)
            blobs.remove(digest)
        assert list(blobs.digests()) == []


def test_a_full_disk_leaves_nothing_under_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    blobs, kept = FileBlobs(tmp_path / "blobs"), named(b"one", b"two")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RecordError, match=r"No space left on device; make room"):
            blobs.put(kept)
    assert list(blobs.digests()) == []
    blobs.put(kept)
    assert list(blobs.digests()) == sorted(kept)
    assert list((tmp_path / "blobs" / PARTS).iterdir()) == []


def test_what_a_killed_process_left_is_swept_when_the_bytes_come_again(tmp_path: Path) -> None:
    blobs, kept = FileBlobs(tmp_path / "blobs"), named(b"report")
    (digest,) = kept
    left = tmp_path / "blobs" / PARTS / f"{digest}.99999"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"rep")
    assert list(blobs.digests()) == []
    blobs.put(kept)
    assert not left.exists()
    assert blobs.read(digest) == b"report"


def test_an_edited_digest_cannot_climb_out_of_the_folder(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    for path in ("../../etc/passwd", "ab/../../x", "Ж" * 64, "AB" * 32):
        with pytest.raises(RecordError, match="no SHA-256"):
            blobs.read(path)
