"""Killed at any moment, an ingest resumes, and nothing stored is lost or doubled."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qantar.domain.identity import Json
from qantar.record.port import Store
from qantar.record.verification import About, verify
from qantar.store.address import open_store
from tests.store.ingest_process import ingest

INGEST = Path(__file__).with_name("ingest_process.py")
REPORTS = 7
KILLS = 14
"""Moments tried, spread evenly from the first statement to the last."""


def run(address: str, reports: int, *step: int) -> tuple[int, str]:
    """Exit code and output of an ingest in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(INGEST), address, str(reports), *map(str, step)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout


def resume(address: str, reports: int = REPORTS) -> None:
    store = open_store(address, create=True)
    ingest(store, reports)
    store.close()


def content(store: Store) -> Json:
    """All that a record says, as one value."""
    with store.view() as view:
        return {
            "captures": [repr(capture) for capture in view.captures()],
            "custody": [entry.as_json() for entry in view.custody()],
            "documents": [document.as_json() for document in view.documents()],
            "claims": [claim.as_row() for claim in view.claims()],
            "readings": [repr(reading) for reading in view.readings()],
            "blobs": {
                sha256: store.blobs.read(sha256).hex() for sha256 in store.blobs.digests()
            },
        }


def opened(address: str) -> Json:
    store = open_store(address, create=False)
    assert list(verify(store)) == []
    found = content(store)
    store.close()
    return found


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Json, int]:
    """The record of an ingest nobody disturbed, and at how many moments it could have been killed."""
    address = str(tmp_path_factory.mktemp("whole") / "x.qantar")
    code, moments = run(address, REPORTS, 0)
    assert code == 0
    return opened(address), int(moments)


def check_what_is_left(address: str) -> int:
    """A record as a crash left it: everything in it whole. How many captures it holds."""
    store = open_store(address, create=True)
    # Bytes whose row was not committed any more are no harm: the resumed ingest takes them up.
    assert [f for f in verify(store) if f.about is not About.BYTES] == []
    with store.view() as view:
        held = [capture.id for capture in view.captures()]
        assert len(held) == len(set(held))
        for capture in view.captures():
            assert len(store.blobs.read(capture.sha256)) == capture.size
    store.close()
    return len(held)


@pytest.mark.parametrize("part", range(KILLS))
def test_killed_at_any_moment_it_resumes_to_the_same_record(
    part: int, tmp_path: Path, uninterrupted: tuple[Json, int]
) -> None:
    whole, moments = uninterrupted
    address = str(tmp_path / "x.qantar")
    code, _ = run(address, REPORTS, 1 + part * (moments - 1) // (KILLS - 1))
    assert code == -signal.SIGKILL
    check_what_is_left(address)
    resume(address)
    assert json.dumps(opened(address)) == json.dumps(whole)


def test_killed_again_and_again_it_comes_to_the_same_end(
    tmp_path: Path, uninterrupted: tuple[Json, int]
) -> None:
    whole, moments = uninterrupted
    address = str(tmp_path / "x.qantar")
    held, kills = [], 0
    # Each run comes a little further: what is held already costs a few moments to pass by.
    while run(address, REPORTS, moments // 4 + 12 * kills)[0] != 0:
        kills += 1
        held.append(check_what_is_left(address))
        assert kills < 40
    assert kills > 1
    assert held == sorted(held)  # nothing once committed was lost
    assert opened(address) == whole


def test_killed_from_outside_while_busy_it_resumes(address: str) -> None:
    reports, held = 300, 0
    process = subprocess.Popen(
        [sys.executable, str(INGEST), address, str(reports)], stdout=subprocess.DEVNULL
    )
    for _ in range(600):
        time.sleep(0.02)
        try:
            store = open_store(address, create=True)
        except Exception:  # the process is just making it
            continue
        with store.view() as view:
            held = view.counts().captures
        store.close()
        if held > 20:
            break
    process.kill()
    process.wait()
    assert check_what_is_left(address) >= held > 20
    resume(address, reports)
    store = open_store(address, create=False)
    assert list(verify(store)) == []
    with store.view() as view:
        counts = view.counts()
    store.close()
    assert (counts.captures, counts.documents, counts.claims) == (301, 600, 1200)


def test_writers_at_once_do_not_fork_the_chain(address: str) -> None:
    # They start on nothing, so that they also race to make the record.
    processes = [
        subprocess.Popen(
            [sys.executable, "-W", "error", str(INGEST), address, str(reports)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for reports in (40, 60)
    ]
    ends = [(process.communicate()[1], process.returncode) for process in processes]
    for stderr, code in ends:
        # Both read the large capture: one of them may find the other's reading under way.
        assert code == 0 or "RecordError" in stderr, stderr
    assert any(code == 0 for _, code in ends), ends
    resume(address, 60)
    store = open_store(address, create=False)
    findings = list(verify(store))
    with store.view() as view:
        held = [capture.id for capture in view.captures()]
        numbers = [entry.number for entry in view.custody()]
    store.close()
    assert findings == []
    assert len(held) == len(set(held)) == 61
    assert numbers == list(range(1, len(numbers) + 1))
