"""An intake in a process of its own, for the tools that send to it."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER = """
import sys
from pathlib import Path
from qantar.intake.limits import Limits
from qantar.intake.serve import serve
serve(Path(sys.argv[1]), [sys.argv[2]], host="127.0.0.1", port=int(sys.argv[3]), limits=Limits(), unsafe=True)
"""
_TRIES, _PAUSE = 300, 0.1
"""How often, and every how many seconds, it is asked whether it is up."""


class IntakeProcess:
    """Where it listens, and how much memory it took."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self._number = port, number

    def peak(self) -> int:
        """The most bytes it has held, while it runs."""
        status = Path(f"/proc/{self._number}/status").read_text()
        return int((re.search(r"VmHWM:\s+(\d+)", status) or ["", "0"])[1]) << 10


@contextmanager
def intake_process(folder: Path, recipient: str) -> Iterator[IntakeProcess]:
    """An intake that listens on this machine and keeps what it gets in a new folder; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder.mkdir(mode=0o700)
    command = [sys.executable, "-c", _SERVER, str(folder), recipient, str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(_TRIES):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(_PAUSE)
        yield IntakeProcess(port, process.pid)
    finally:
        process.terminate()
        process.wait()
