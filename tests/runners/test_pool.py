"""What may happen to workers that are processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qantar.runners.local import Pool
from qantar.runners.port import Failure
from tests.runners import tasks

ROOT = Path(__file__).parents[2]


def light(_: int) -> int:
    return 1


LONG_RUN = """
import os, time
from qantar.runners.local import Pool
if __name__ == "__main__":
    try:
        with Pool(2) as pool:
            for result in pool.each(time.sleep, [0, 0, 600, 600]):
                print("ready", *pool._executor._processes, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


FIRST_WORK = """
from qantar.runners.local import Pool
from tests.runners import tasks
if __name__ == "__main__":
    with Pool(1) as pool:
        print(*pool.each(tasks.deaf_to_the_keyboard, [0]))
"""


@pytest.mark.parametrize("weight", [None, light], ids=["alone", "in packets"])
def test_an_item_that_kills_its_worker_is_named_and_the_others_are_done(
    weight: Callable[[int], int] | None,
) -> None:
    with Pool(2) as pool:
        results = list(pool.each(tasks.dies_on_three, range(12), weight=weight))
    failure = results[3]
    assert isinstance(failure, Failure)
    assert failure.item == "3"
    assert failure.died
    assert results[:3] + results[4:] == [0, 1, 2, *range(4, 12)]


def test_a_result_that_cannot_be_sent_is_a_failure() -> None:
    with Pool(2) as pool:
        (failure,) = pool.each(tasks.unsendable, [1])
    assert isinstance(failure, Failure)


def test_a_result_that_cannot_be_sent_takes_nothing_of_its_packet_with_it() -> None:
    with Pool(2) as pool:
        results = list(pool.each(tasks.unsendable_at_three, range(12), weight=light))
    failure = results[3]
    assert isinstance(failure, Failure)
    assert failure.item == "3"
    assert results[:3] + results[4:] == [0, 1, 2, *range(4, 12)]


def test_even_the_first_worker_of_a_process_is_born_deaf_to_the_keyboard(
    tmp_path: Path,
) -> None:
    script = tmp_path / "first_work.py"  # in a process where no worker was ever started
    script.write_text(FIRST_WORK, encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        timeout=60,
        check=False,
    )
    assert answer.stdout == "True\n", answer.stderr


def test_an_interrupt_ends_workers_and_all(tmp_path: Path) -> None:
    script = tmp_path / "long_run.py"
    script.write_text(LONG_RUN, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        start_new_session=True,
    )
    assert process.stdout is not None
    workers = [int(word) for word in process.stdout.readline().split()[1:]]
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as the keyboard does: to the whole group
    out, err = process.communicate(timeout=60)
    assert out.endswith("interrupted\n")
    assert "Traceback" not in err
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in workers):
            break
        time.sleep(0.1)
    assert workers
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
