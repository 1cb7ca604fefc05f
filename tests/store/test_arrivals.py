"""Bytes too many for memory: kept whole under their digest, or gone; in memory and on disk."""

import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from qantar.domain.errors import RecordError
from qantar.domain.identity import sha256
from qantar.domain.source import Capture
from qantar.record.port import Blobs, Store
from qantar.record.verification import verify
from qantar.store.blobs import PARTS, FileBlobs
from qantar.store.memory import MemoryBlobs
from tests.store.samples import AT

FILM = b"frame " * 10_000


@pytest.fixture
def store(local_store: Store) -> Store:
    return local_store


def film(data: bytes = FILM) -> Capture:
    return Capture(
        sha256=sha256(data), size=len(data), origin="submission:3f2a/1", captured_at=AT,
        media_type="video/mp4",
    )  # fmt: skip


def test_what_arrived_in_pieces_is_kept_like_anything_else(store: Store) -> None:
    with store.blobs.arriving() as arrival:
        for at in range(0, len(FILM), 999):
            arrival.write(FILM[at : at + 999])
        with store.writer(who="desk", at=AT) as writer:
            assert writer.keep_capture(film(), arrival)
    assert store.blobs.read(film().sha256) == FILM
    with store.blobs.open(film().sha256) as file:
        assert file.read(12) == FILM[:12]
    assert list(verify(store)) == []


def test_what_is_cut_short_is_not_kept(store: Store) -> None:
    with store.blobs.arriving() as arrival:
        arrival.write(FILM[:-1])
        with (
            pytest.raises(RecordError, match="bytes came"),
            store.writer(who="desk", at=AT) as writer,
        ):
            writer.keep_capture(film(), arrival)
    assert list(store.blobs.digests()) == []


def test_removed_bytes_that_arrive_again_stay_out(store: Store) -> None:
    with store.writer(who="desk", at=AT) as writer:
        writer.keep_capture(film(), FILM)
        writer.remove_capture(film().id, decided_by=("А. Ким",), reason="safety")
    with store.blobs.arriving() as arrival:
        arrival.write(FILM)
        with store.writer(who="desk", at=AT) as writer:
            assert not writer.keep_capture(film(), arrival)
    assert not store.blobs.has(film().sha256)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_what_arrived_at_another_record_is_refused(kind: str, tmp_path: Path) -> None:
    one: Blobs = MemoryBlobs() if kind == "memory" else FileBlobs(tmp_path / "a")
    other: Blobs = FileBlobs(tmp_path / "b") if kind == "memory" else MemoryBlobs()
    with one.arriving() as arrival:
        arrival.write(b"x")
        with pytest.raises(RecordError, match="arrived at another record"):
            other.put({arrival.sha256: arrival})


def test_what_nobody_kept_leaves_nothing(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    with blobs.arriving() as arrival:
        arrival.write(FILM)
    assert [path for path in blobs.folder.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_is_erased_by_the_next_and_what_another_writes_is_not(
    tmp_path: Path,
) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    program = (
        "import sys, time; from pathlib import Path; from qantar.store.blobs import FileBlobs\n"
        "with FileBlobs(Path(sys.argv[1])).arriving() as arrival:\n"
        "    arrival.write(b'what a witness left' * 9000); print('here', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(blobs.folder)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    (theirs,) = (blobs.folder / PARTS).iterdir()
    with blobs.arriving():
        assert theirs.exists()  # it is being written
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with blobs.arriving():
        assert not theirs.exists()


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    from qantar.store.arrivals import FileArrival

    with full.open("wb", buffering=0) as file:
        with pytest.raises(RecordError, match=r"No space left.*make room"):
            FileArrival(tmp_path / "x", file).write(FILM)


def test_an_arrival_on_disk_holds_no_more_than_a_piece_in_memory(tmp_path: Path) -> None:
    blobs, piece = FileBlobs(tmp_path / "blobs"), bytes(1 << 16)
    tracemalloc.start()
    with blobs.arriving() as arrival:
        for _ in range(256):  # 16 MiB
            arrival.write(piece)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 1 << 20
