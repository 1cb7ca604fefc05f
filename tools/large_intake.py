"""The largest thing a witness may leave, all the way: sent, sealed, opened, verified, bundled, checked, restored.

    python tools/large_intake.py [--megabytes 2000] [--folder FOLDER]

Two films are sent to an intake on this machine: one by the form without a script, one sealed as a browser seals it
and sent in pieces (tus). Each step runs in a process of its own, whose time and greatest memory are printed. Exit code 1
if a film does not come out as it went in, a step fails, or one of the desk's takes more memory than ``MEMORY``. Free room
of nine times the size is needed.
"""

import argparse
import base64
import hashlib
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from intake_process import intake_process
from qantar.seal.envelope import Sealing
from qantar.seal.keys import make_identity

PIECE = 1 << 20
MEMORY = 256 << 20
"""Bytes that any step at the desk may take at most: the libraries take a good part of it before they begin."""


def film(number: int, size: int) -> Iterator[bytes]:
    """A film in pieces: the same number, the same bytes; no piece like another."""
    block = b"\x00\x00\x00\x18ftypisom" + random.Random(number).randbytes(PIECE - 20)  # noqa: S311
    for at in range(0, size, PIECE):
        yield (block + at.to_bytes(8, "big"))[: min(PIECE, size - at)]


def sent_by_form(port: int, number: int, size: int) -> int:
    """The status of a film sent as a browser without a script sends it."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    tail = b"\r\n--x--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.putrequest("POST", "/ru/send")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders()
    for part in _parts(head, number, size, tail):
        connection.send(part)
    status = connection.getresponse().status
    connection.close()
    return status


def _parts(head: bytes, number: int, size: int, tail: bytes) -> Iterator[bytes]:
    yield head
    yield from film(number, size)
    yield tail


def sent_in_pieces(port: int, envelope: Path) -> int:
    """The status of an envelope sent as the intake's script sends it, each piece with its digest."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)

    def ask(
        method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Tus-Resumable": "1.0.0"} | named)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    ticket = json.loads(ask("POST", "/ru/begin", b"{}")[2])["ticket"]
    length = envelope.stat().st_size
    status, told, _ = ask("POST", f"/up/{ticket}", Upload_Length=str(length))
    with envelope.open("rb") as file:
        for at in range(0, length, PIECE):
            if status not in (201, 204):
                return status
            data = file.read(PIECE)
            digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
            status, _, _ = ask(
                "PATCH", told["location"], data, Upload_Offset=str(at),
                Content_Type="application/offset+octet-stream", Upload_Checksum=f"sha256 {digest}",
            )  # fmt: skip
    status = ask("POST", "/ru/finish", json.dumps({"ticket": ticket}).encode())[0]
    connection.close()
    return status


def step(about: str, command: list[str]) -> int:
    """Run a command and print what it took; its greatest memory in bytes.

    Raises:
        SystemExit: if it fails.
    """
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, memory = time.monotonic() - began, usage.ru_maxrss << 10
    print(
        f"{about:<28} {seconds:7.1f} s  {usage.ru_utime + usage.ru_stime:6.1f} s of processor"
        f"  {memory >> 20:5d} MiB",
        flush=True,
    )
    if process.returncode:
        raise SystemExit(f"{about} failed: {told}")
    return memory


def measure(folder: Path, size: int) -> int:
    desk = make_identity(folder / "desk.age", None)
    print(f"two films of {size / 1e6:,.0f} MB, {len(os.sched_getaffinity(0))} processors")
    with intake_process(folder / "intake", desk.recipient) as intake:
        began = time.monotonic()
        by_form = sent_by_form(intake.port, 1, size)
        print(f"{'sent by the form':<28} {time.monotonic() - began:7.1f} s", flush=True)
        sealing = Sealing(
            folder / "browser", [desk.recipient],
            {"kind": "file", "name": "b.mp4", "type": "video/mp4"},
        )  # fmt: skip
        for piece in film(2, size):
            sealing.write(piece)
        sealing.finish()
        began = time.monotonic()
        in_pieces = sent_in_pieces(intake.port, folder / "browser")
        print(f"{'sent in pieces':<28} {time.monotonic() - began:7.1f} s", flush=True)
        (folder / "browser").unlink()
        print(f"{'the intake, all the while':<56} {intake.peak() >> 20:5d} MiB")
    if (by_form, in_pieces) != (200, 200):
        print(f"not taken: {by_form}, {in_pieces}")
        return 1
    qantar, record = [sys.executable, "-m", "qantar"], str(folder / "x.qantar")
    bundle, key = str(folder / "b.zip"), str(folder / "desk.age")
    sealed = (folder / "intake" / "sealed").iterdir()
    envelopes = sorted(sealed, key=lambda path: path.stat().st_size)  # twice sealed is longer
    most = 0
    for name, path in zip(("sealed by the intake", "sealed twice"), envelopes, strict=True):
        most = max(
            most,
            step(
                f"opened, {name}",
                [*qantar, "intake", "open", str(path), "--key", key, "--record", record],
            ),
        )
    shutil.rmtree(folder / "intake")
    for about, words in (
        ("verified", [*qantar, "verify", "--record", record]),
        ("bundled", [*qantar, "bundle", bundle, "--record", record]),
        ("checked without Qantar", [sys.executable, "-I", "-S", str(_verifier()), bundle]),
        ("restored", [*qantar, "restore", bundle, "--record", str(folder / "y.qantar")]),
    ):
        most = max(most, step(about, words))
    return 0 if most < MEMORY and _whole(folder, size) else 1


def _verifier() -> Path:
    from qantar.export import verifier

    return Path(str(verifier.__file__))


def _whole(folder: Path, size: int) -> bool:
    """Whether both films lie in the restored record as they were sent."""
    held = {
        path.parent.name + path.name
        for path in (folder / "y.qantar.blobs").glob("??/*")
        if path.stat().st_size == size
    }
    sent = set()
    for number in (1, 2):
        digest = hashlib.sha256()
        for piece in film(number, size):
            digest.update(piece)
        sent.add(digest.hexdigest())
    print("both came out as they went in" if held == sent else f"{held} is not {sent}")
    return held == sent


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=2000)
    parser.add_argument("--folder", type=Path, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        return measure(Path(folder), asked.megabytes * 1_000_000)


if __name__ == "__main__":
    sys.exit(main())
