"""Work for the runners of the tests: it must be importable by a process started afresh."""

import os
import signal
import time

READY: list[int] = []


def square(number: int) -> bytes:
    return str(number * number).encode()


def slow_first(number: int) -> int:
    """The first items take longest, so that results are ready in the wrong order."""
    time.sleep(0.05 if number < 2 else 0)
    return number


def fails_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is refused")
    return number


def dies_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def count_words(key: str, words: list[str]) -> str:
    return f"{key}={','.join(words)}"


def make_ready() -> None:
    READY.append(os.getpid())


def cannot_get_ready() -> None:
    raise OSError("no dictionary here")


def times_made_ready(_: int) -> int:
    return len(READY)


def unsendable(_: int) -> object:
    return lambda: None


def unsendable_at_three(number: int) -> object:
    return unsendable(number) if number == 3 else number


def deaf_to_the_keyboard(_: int) -> bool:
    """Whether an interrupt is held back from this worker."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
