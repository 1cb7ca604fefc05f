"""How the intake bears a crowd: many uploads at once on two processors, with bounds that fail.

    python tools/load_intake.py [--senders 50] [--mebibytes 20]

Half of the senders use the form, half send in pieces what a browser would have sealed. Everything runs on
this machine and on the same processors, senders included, so the times are upper bounds. Exit code 1 if
anything that was acknowledged does not open as it was sent, anything was refused, memory passed its bound,
or a page took longer than its bound meanwhile.
"""

import argparse
import hashlib
import http.client
import io
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from intake_process import intake_process
from qantar.seal.envelope import Sealing, open_envelope
from qantar.seal.keys import Identity

PIECE = 1 << 20
MEMORY = 512 << 20
"""Bytes that the intake's process may take at most."""
PAGE = 10.0
"""Seconds that a page may take at most while the crowd sends."""


class Crowd:
    """Senders of one film to the intake at a port."""

    def __init__(self, port: int, film: bytes, envelope: bytes) -> None:
        self._port, self._film, self._envelope = port, film, envelope
        self.slowest_page, self.over = 0.0, threading.Event()

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=900)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Tus-Resumable": "1.0.0"} | named)
        answer = connection.getresponse()
        told = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return told

    def send(self, number: int) -> tuple[int, float]:
        """The status of one sender's delivery, and how many seconds it took."""
        began = time.monotonic()
        status = self._form() if number % 2 else self._pieces()
        return status, time.monotonic() - began

    def _form(self) -> int:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
        body = head + self._film + b"\r\n--x--\r\n"
        return self.ask(
            "POST", "/ru/send", body, Content_Type="multipart/form-data; boundary=x"
        )[0]

    def _pieces(self) -> int:
        status, _, body = self.ask("POST", "/ru/begin", b"{}")
        if status != 200:
            return status
        ticket = json.loads(body)["ticket"]
        length = str(len(self._envelope))
        status, told, _ = self.ask("POST", f"/up/{ticket}", Upload_Length=length)
        for at in range(0, len(self._envelope), PIECE):
            if status not in (201, 204):
                return status
            status, _, _ = self.ask(
                "PATCH", told["location"], self._envelope[at : at + PIECE], Upload_Offset=str(at),
                Content_Type="application/offset+octet-stream",
            )  # fmt: skip
        return self.ask("POST", "/ru/finish", json.dumps({"ticket": ticket}).encode())[0]

    def watch(self) -> None:
        """Ask for a page again and again until the crowd is through."""
        while not self.over.wait(0.5):
            began = time.monotonic()
            self.ask("GET", "/kk/")
            self.slowest_page = max(self.slowest_page, time.monotonic() - began)


def opened(path: Path, desk: Identity) -> bytes:
    """The digest of what lies in an envelope, sealed once or twice."""
    out = io.BytesIO()
    header, _ = open_envelope(path, desk, out)
    if header["kind"] == "sealed":
        inner = io.BytesIO()
        out.seek(0)
        open_envelope(path, desk, inner, source=out)
        out = inner
    return hashlib.sha256(out.getbuffer()).digest()


def measure(folder: Path, senders: int, size: int) -> int:
    desk = Identity.made()
    film = os.urandom(1 << 20) * (size >> 20)
    sealing = Sealing(folder / "browser", [desk.recipient], {"kind": "file", "name": "a.mp4"})
    sealing.write(film)
    sealing.finish()
    with intake_process(folder / "intake", desk.recipient) as intake:
        crowd = Crowd(intake.port, film, (folder / "browser").read_bytes())
        watching = threading.Thread(target=crowd.watch)
        watching.start()
        began = time.monotonic()
        with ThreadPoolExecutor(senders) as pool:
            told = list(pool.map(crowd.send, range(senders)))
        seconds = time.monotonic() - began
        crowd.over.set()
        watching.join()
        peak = intake.peak()
    kept = sorted((folder / "intake" / "sealed").iterdir())
    whole = [opened(path, desk) for path in kept]
    taken = [status for status, _ in told].count(200)
    print(f"{senders} senders of {size >> 20} MiB on {len(os.sched_getaffinity(0))} processors")
    print(
        f"taken {taken}, kept {len(kept)}, whole {whole.count(hashlib.sha256(film).digest())}"
    )
    times = sorted(time_ for _, time_ in told)
    print(
        f"{seconds:.1f} s in all, {senders * size / seconds / (1 << 20):.0f} MiB/s; a sender"
        f" {statistics.median(times):.1f} s in the middle, {times[-1]:.1f} s at most"
    )
    print(f"memory {peak >> 20} MiB at most (bound {MEMORY >> 20})")
    print(f"a page {crowd.slowest_page:.2f} s at most (bound {PAGE:.0f})")
    good = taken == len(kept) == senders and set(whole) == {hashlib.sha256(film).digest()}
    return 0 if good and peak < MEMORY and crowd.slowest_page < PAGE else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--senders", type=int, default=50)
    parser.add_argument("--mebibytes", type=int, default=20)
    asked = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), asked.senders, asked.mebibytes << 20)


if __name__ == "__main__":
    sys.exit(main())
