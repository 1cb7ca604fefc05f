"""Parts made on a Dask cluster: the bytes of the local run, though a worker is killed in mid-run."""

import importlib.util
import json
import math
import operator
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tools.cluster import cluster

from qantar.runners.cluster import Cluster
from qantar.runners.port import Failure
from tests.parts.test_parts import sentence

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed"
)


def claims(source: Path, parts: Path, *more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "qantar", "claims", str(source), "--parts", str(parts),
         "--part-mb", "0.004", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def marks(folder: Path) -> int:
    return len(list(folder.glob("*.done")))


def test_a_killed_worker_changes_no_byte(tmp_path: Path) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    for number in range(40):
        text = "\n".join(sentence(number + more) for more in range(25))
        row = {"id": f"r{number}", "lang": "ru", "published": "2022-01-09", "text": text}
        (source / f"{number:02}.jsonl").write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    away, here = tmp_path / "away", tmp_path / "here"
    log = tmp_path / "cluster"
    log.mkdir()
    with cluster(log) as started:
        run = claims(source, away, "--runner", "dask", "--scheduler", started.address)
        deadline = time.monotonic() + PATIENCE
        while not marks(away) and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        started.workers[0].send_signal(signal.SIGKILL)
        reached = marks(away)
        told, wrong = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, wrong
        assert 0 < reached < 40, "the worker was to be killed in mid-run"
        assert started.workers[0].wait(10) == -signal.SIGKILL
    assert "40 parts, 40 new; 40 reports read" in told
    local = claims(source, here)
    told, wrong = local.communicate(timeout=PATIENCE)
    assert local.returncode == 0, wrong
    assert {p.name: p.read_bytes() for p in here.iterdir()} == {
        p.name: p.read_bytes() for p in away.iterdir() if not p.name.endswith(".unfinished")
    }


def test_results_come_in_order_and_a_broken_item_stops_nobody(tmp_path: Path) -> None:
    with cluster(tmp_path, workers=1) as started, Cluster(started.address) as runner:
        results = list(runner.each(math.isqrt, [9, 16, -1, 25], name=lambda n: f"number {n}"))
        grouped = list(runner.by_key(operator.mul, [[1], [2, 3], [4]], key=len))
    assert results[:2] + results[3:] == [3, 4, 5]
    broken = results[2]
    assert isinstance(broken, Failure)
    assert str(broken).startswith("number -1: ValueError")
    assert grouped == [[[1], [4]], [[2, 3], [2, 3]]]


def test_a_scheduler_that_does_not_answer_is_misuse(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "qantar", "claims", str(tmp_path), "--parts", str(tmp_path / "p"),
         "--runner", "dask", "--scheduler", "tcp://127.0.0.1:9"],
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert run.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in run.stderr
