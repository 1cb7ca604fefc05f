"""An intake on loopback, in a process of its own, as a witness meets it."""

import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qantar.seal.keys import Identity, make_identity

SERVER = """
import sys
from pathlib import Path
import uvicorn
from qantar.seal import code
code._MEMORY_KIB, code._PASSES = 256, 1  # what it costs to try codes is tested in tests/seal
from qantar.intake.app import make_app
from qantar.intake.inbox import Inbox
from qantar.intake.limits import Limits
from qantar.intake.serve import hour
folder, key = Path(sys.argv[1]), sys.argv[2]
port, size, at_once = (int(said) for said in sys.argv[3:])
limits = Limits(bytes_=size, files=8, patience=2.0, reserve=0, at_once=at_once)
uvicorn.run(make_app(Inbox(folder, [key], hour), limits), host="127.0.0.1", port=port,
            access_log=False, log_level="critical", server_header=False, date_header=False)
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def code(self) -> str:
        """The nine words shown on the page."""
        found = re.search(r'id="new-code"><strong>([^<]+)<', self.text)
        assert found is not None, self.text
        return found[1]


@dataclass(frozen=True, slots=True)
class Site:
    """The intake of a test: where it listens, where it keeps, and the desk's key."""

    folder: Path
    port: int
    desk: Identity
    process: "subprocess.Popen[bytes]"

    def ask(
        self, path: str, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, headers or {}
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                body = answer.read().decode("utf-8", "replace")
                return Answer(
                    answer.status, {k.lower(): v for k, v in answer.headers.items()}, body
                )
        except urllib.error.HTTPError as error:
            with error:
                told = error.read().decode("utf-8", "replace")
                return Answer(error.code, {}, told)

    def post(self, path: str, *parts: tuple[str, str | None, bytes]) -> Answer:
        """A form: each part a name, a file name or None, and bytes."""
        boundary = uuid.uuid4().hex
        body = (
            b"".join(_part(boundary, *part) for part in parts) + f"--{boundary}--\r\n".encode()
        )
        kind = f"multipart/form-data; boundary={boundary}"
        return self.ask(path, body, {"Content-Type": kind, "User-Agent": "Spy/9.9"})

    def sealed(self) -> list[Path]:
        return sorted((self.folder / "sealed").iterdir())


def _part(boundary: str, name: str, filename: str | None, data: bytes) -> bytes:
    told = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    head = f"--{boundary}\r\nContent-Disposition: {told}\r\n\r\n"
    return head.encode() + data + b"\r\n"


def start(
    folder: Path, desk: Identity, port: int, size: int = 4 << 20, at_once: int = 64
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", SERVER, str(folder), desk.recipient, str(port), str(size)]
    command.append(str(at_once))
    log = (folder.parent / "log.txt").open("ab")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    log.close()
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=5):
                return process
        except OSError:
            assert process.poll() is None, (folder.parent / "log.txt").read_text()
            time.sleep(0.1)
    raise AssertionError("the intake did not start")


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One process for all tests of a module."""
    home = tmp_path_factory.mktemp("home")
    desk = make_identity(home / "desk.age", None)
    port = free_port()
    process = start(home / "intake", desk, port)
    yield Site(home / "intake", port, desk, process)
    process.terminate()
    process.wait()


@pytest.fixture
def site(served: Site) -> Site:
    """The intake, emptied."""
    with sqlite3.connect(served.folder / "intake.db") as db:
        for table in ("uploads", "unfinished", "items"):
            db.execute(f"DELETE FROM {table}")
        db.execute("DELETE FROM submissions")
    db.close()
    for name in ("sealed", "replies", "withdrawn", "incoming"):
        for path in (served.folder / name).iterdir():
            path.unlink()
        os.utime(served.folder / name, (0, 0))
    return served


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """An intake of the test's own, which may be killed."""
    desk = make_identity(tmp_path / "desk.age", None)
    port = free_port()
    process = start(tmp_path / "intake", desk, port)
    yield Site(tmp_path / "intake", port, desk, process)
    process.terminate()
    process.wait()
