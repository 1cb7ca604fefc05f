"""Whoever means harm, and bad luck: nothing acknowledged is lost, nothing else stays, the service goes on."""

import asyncio
import gzip
import io
import re
import resource
import socket
import sqlite3
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from qantar.capture.submission import Opened, open_submission
from qantar.intake.limits import Limits, patiently
from qantar.seal.keys import make_identity
from tests.intake.conftest import Site, free_port, start
from tests.intake.test_uploads import ask, begin, create, finish, patch, sealed

PHOTO = b"\xff\xd8\xff\xe0" + b"a photograph of the square" * 12000
HEAD = (
    b"POST /en/send HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n"
    b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
)
MEMORY = 350 << 20
"""Bytes the intake may take at most: threads and pieces; no file as a whole. Here codes cost nothing; with two
turns of Argon2 at once, as it is served, it is 128 MiB more (tools/load_intake.py)."""


def opened(site: Site) -> list[tuple[Opened, bytes]]:
    at, found = "2022-01-06T10:00:00Z", []
    for path in site.sealed():
        out = io.BytesIO()
        piece = open_submission(path, site.desk, out, captured_at=at)
        if isinstance(piece, Opened):
            found.append((piece, out.getvalue()))
    return found


def peak(site: Site) -> int:
    """The most memory that the intake's process ever had, in bytes."""
    told = Path(f"/proc/{site.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    assert found is not None
    return int(found[1]) << 10


@contextmanager
def full_disk(site: Site, size: int) -> Iterator[None]:
    """No file of the intake may grow over a size meanwhile."""
    before = resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_nothing_is_acknowledged_and_what_was_stays(site: Site) -> None:
    first = site.post("/kk/send", ("file", "a.jpg", PHOTO)).code
    with full_disk(site, 100_000):
        for _ in range(3):
            assert site.post("/kk/send", ("file", "b.jpg", PHOTO)).status == 507
    assert len(site.sealed()) == 1
    assert site.post("/kk/open", ("code", None, first.encode())).status == 200
    assert site.post("/kk/send", ("file", "c.jpg", PHOTO)).status == 200


def test_on_a_full_disk_a_piece_is_refused_and_goes_on_when_there_is_room(
    site: Site, tmp_path: Path
) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path, PHOTO)
    where = create(site, ticket, len(data))
    with full_disk(site, 100_000):
        assert patch(site, where, 0, data).status == 507
        offset = int(ask(site, "HEAD", where).headers["upload-offset"])
        assert offset <= 100_000
    assert patch(site, where, offset, data[offset:]).status == 204
    with full_disk(site, 100_000):
        assert finish(site, ticket).status == 507
    assert site.sealed() == []
    assert finish(site, ticket).status == 200
    assert opened(site)[0][1] == PHOTO


def test_a_restart_in_mid_form_loses_nothing_that_was_acknowledged(own_site: Site) -> None:
    site = own_site
    code = site.post("/kk/send", ("file", "a.jpg", PHOTO)).code
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as half:
        half.sendall(HEAD + PHOTO)
        for _ in range(100):
            if len(site.sealed()) > 1:  # it is being sealed
                break
            time.sleep(0.05)
        site.process.kill()
        site.process.wait()
    again = start(site.folder, site.desk, site.port)
    try:
        assert [data for _, data in opened(site)] == [PHOTO]
        assert len(site.sealed()) == 1
        assert site.post("/kk/open", ("code", None, code.encode())).status == 200
    finally:
        again.terminate()
        again.wait()


def test_slow_senders_in_every_place_leave_pages_up_and_lose_their_places(
    tmp_path: Path,
) -> None:
    desk, port = make_identity(tmp_path / "desk.age", None), free_port()
    process = start(tmp_path / "intake", desk, port, at_once=4)
    site = Site(tmp_path / "intake", port, desk, process)
    crowd = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(4)]
    try:
        for slow in crowd:
            slow.sendall(HEAD)
        time.sleep(0.3)
        statuses = []
        while 200 not in statuses:  # each request is told at once, the slow ones lose patience
            assert site.ask("/kk/").status == 200
            statuses.append(site.post("/kk/send", ("note", None, b"I saw it")).status)
            time.sleep(0.2)
        assert set(statuses) == {200, 503}
        assert [b" 400 " in slow.recv(100) for slow in crowd] == [True] * 4
    finally:
        for slow in crowd:
            slow.close()
        process.terminate()
        process.wait()


def test_a_byte_now_and_then_is_no_pace() -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b"x"

    async def listen() -> int:
        size = 0
        async for chunk in patiently(drip(), Limits(grace=0.1, pace=100_000)):
            size += len(chunk)
        return size

    with pytest.raises(TimeoutError):
        asyncio.run(listen())


def test_ten_thousand_tiny_files_are_refused_in_bounded_memory(site: Site) -> None:
    files = [("file", f"{n}.txt", b"x") for n in range(10_000)]
    assert site.post("/en/send", *files).status == 413
    fields = [(f"field{n}", None, b"x") for n in range(10_000)]
    assert site.post("/en/send", *fields).status == 413
    assert site.sealed() == []
    assert peak(site) < MEMORY


def test_ten_thousand_begun_and_left_are_bounded(site: Site) -> None:
    """The limit is 256; Argon2 makes each dear, so the rows are laid down by hand."""
    with sqlite3.connect(site.folder / "intake.db") as db:
        rows = [(f"{n:064x}", "aa", "w", "2100-01-01T00:00Z") for n in range(256)]
        db.executemany("INSERT INTO unfinished VALUES (?, ?, ?, ?, 0)", rows)
    db.close()
    assert ask(site, "POST", "/kk/begin", b"{}").status == 503
    assert site.post("/kk/send", ("note", None, b"I saw it")).status == 200


def bomb() -> bytes:
    return gzip.compress(bytes(50 << 20), mtime=0)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../evil.sh", bytes(20 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (bomb(), "report.html", "text/html;encoding=gzip"),
        (archive(), "photo.jpg", "application/zip"),
        (PHOTO + archive(), "../../a.zip", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "a.html", "image/png"),
    ],
    ids=["a gzip bomb", "a zip bomb called a photograph", "a photograph that is an archive too",
         "a picture with a script"],
)  # fmt: skip
def test_bombs_and_polyglots_are_kept_as_they_came_and_never_opened(
    site: Site, data: bytes, name: str, kind: str
) -> None:
    assert site.post("/en/send", ("file", name, data)).status == 200
    ((piece, kept),) = opened(site)
    assert kept == data
    assert piece.capture.media_type.startswith(kind)
    assert piece.capture.size == len(data)
    assert peak(site) < MEMORY


def test_fifty_who_send_at_once_are_kept_whole_in_bounded_memory(
    site: Site, tmp_path: Path
) -> None:
    """Half by the form, half in pieces (tools/load_intake.py sends larger ones, and times them)."""
    envelope = sealed(site, tmp_path, PHOTO)

    def one(number: int) -> int:
        if number % 2:
            return site.post("/ru/send", ("file", "a.jpg", PHOTO)).status
        ticket = begin(site)["ticket"]
        where = create(site, ticket, len(envelope))
        for at in range(0, len(envelope), 1 << 17):
            status = patch(site, where, at, envelope[at : at + (1 << 17)]).status
            if status != 204:
                return status
        return finish(site, ticket).status

    with ThreadPoolExecutor(50) as crowd:
        statuses = list(crowd.map(one, range(50)))
    assert statuses == [200] * 50
    assert [data for _, data in opened(site)] == [PHOTO] * 50
    assert peak(site) < MEMORY
