"""A Dask scheduler and workers on loopback, for trying and for tests.

python tools/cluster.py demo FOLDER    the sample reports into parts by two workers, then ledgers
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src" / "qantar" / "cli" / "demo_reports"
WORKERS = 2
PATIENCE = 90
"""Seconds a scheduler has to say its address."""


@dataclass(frozen=True, slots=True)
class Started:
    """A cluster that runs: its address, and its workers, so that one may be killed."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


@contextmanager
def cluster(folder: Path, workers: int = WORKERS) -> Iterator[Started]:
    """A scheduler on a free port of loopback and workers of one thread each, ended with the block.

    What they say is written to the folder. Workers have no guard: one that is killed stays dead.
    """
    told = folder / "scheduler.json"
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, *words: str) -> "subprocess.Popen[bytes]":
        with (folder / f"{name}.log").open("wb") as log:
            made = subprocess.Popen(
                [sys.executable, "-m", "dask", *words], stdout=log, stderr=log, cwd=folder
            )
        processes.append(made)
        return made

    try:
        start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
              "--scheduler-file", str(told))  # fmt: skip
        started = time.monotonic()
        while not told.exists() or not told.read_bytes().rstrip().endswith(b"}"):
            if processes[0].poll() is not None or time.monotonic() - started > PATIENCE:
                words = (folder / "scheduler.log").read_text("utf-8", "replace")
                raise RuntimeError(f"the scheduler did not start: {words[-2000:]}")
            time.sleep(0.1)
        address = str(json.loads(told.read_bytes())["address"])
        made = [
            start(f"worker-{number}", "worker", address, "--host", "127.0.0.1", "--nthreads", "1",
                  "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
            for number in range(workers)
        ]  # fmt: skip
        yield Started(address, tuple(made))
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in reversed(processes):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def demo(out: Path) -> int:
    """The sample reports by two workers, then ledgers over the parts."""
    qantar = [sys.executable, "-m", "qantar"]
    parts, ledgers = out / "parts", out / "ledgers"
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as started:
        print(f"scheduler at {started.address}, {WORKERS} workers", flush=True)
        for words in (
            ["claims", str(SAMPLE), "--parts", str(parts), "--part-mb", "0.005",
             "--runner", "dask", "--scheduler", started.address],
            ["reconcile", str(parts), "--out", str(ledgers)],
        ):  # fmt: skip
            print("qantar " + " ".join(words), flush=True)
            code = subprocess.run([*qantar, *words], check=False).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "demo":
        sys.exit(str(__doc__))
    sys.exit(demo(Path(sys.argv[2])))
