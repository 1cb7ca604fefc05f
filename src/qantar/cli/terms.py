"""What the verbs share: how a command meets the clock, the screen and the reader of its errors."""

import datetime as dt
import getpass
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qantar.domain.errors import Misuse, UnreadableInput
from qantar.domain.source import Refused

if TYPE_CHECKING:
    from qantar.pipeline import Tally  # what reads is loaded by the commands that read

DEFAULT_RECORD = "record.qantar"
PASSPHRASE = "QANTAR_KEY_PASSPHRASE"  # noqa: S105  (the name of a variable)


def epoch() -> float:
    """The time in seconds since 1970. ``SOURCE_DATE_EPOCH`` fixes it, as in builds that must come out
    the same twice."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return float(int(fixed)) if fixed else time.time()


def now(before: float = 0.0) -> str:
    """The time as custody keeps it: UTC to the second; or that of so many seconds before."""
    moment = dt.datetime.fromtimestamp(epoch() - before, dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def who() -> str:
    """In whose name custody entries are made: ``QANTAR_WHO``, else the name of the account."""
    try:
        return os.environ.get("QANTAR_WHO") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def public_key(path: Path) -> str:
    """The one line of a public key's file, as it is written; whether it is a key is for who reads it.

    Raises:
        UnreadableInput: if the file cannot be read as text.
    """
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), str(error), "give the file .pub of a key") from None


def print_row(row: Any) -> None:
    """One JSON object on a line of stdout. Lone surrogates, which no file may hold, are escaped."""
    line = json.dumps(row, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


class Progress:
    """Counts on stderr, rewritten in place on a terminal, once in five seconds elsewhere.

    Where the bytes of all inputs are known it says what share of them is done and how long the rest
    takes at the rate so far; where they are not, as with standard input, it says neither. What an
    earlier run had read counts as done and not into the rate.
    """

    def __init__(
        self,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        quiet: bool = False,
    ) -> None:
        self.total, self.clock, self.quiet = total, clock, quiet
        self.started = clock()
        self.shown = self.started
        self.drawn = False
        self.live = sys.stderr.isatty()

    def __call__(self, tally: "Tally") -> None:
        moment = self.clock()
        if self.quiet or moment - self.shown < (0.2 if self.live else 5.0):
            return
        self.shown, self.drawn = moment, True
        line = self.line(tally, moment - self.started)
        print(f"\r{line}\x1b[K" if self.live else line, end="" if self.live else "\n",
              file=sys.stderr, flush=True)  # fmt: skip

    def line(self, tally: "Tally", seconds: float) -> str:
        """«3,120 reports, 52,004 claims, 2 refused, 61 a second, 41 % of 96 MB, 2 min 10 s left»."""
        rate = tally.documents / max(seconds, 0.001)
        told = [
            f"{tally.documents:,} reports", f"{tally.claims:,} claims", f"{tally.refused:,} refused",
            f"{rate:,.0f} a second",
        ]  # fmt: skip
        if self.total:
            told.append(f"{100 * tally.bytes // self.total} % of {self.total / 1e6:,.0f} MB")
            read = tally.bytes - tally.passed
            if read > 0:
                left = max(0, self.total - tally.bytes) * seconds / read
                told.append(f"{duration(left)} left")
        return ", ".join(told)

    def close(self) -> None:
        if self.live and self.drawn:
            print(file=sys.stderr)


def duration(seconds: float) -> str:
    """«40 s», «2 min 10 s», «3 h 20 min»: the two greatest units, no finer than is known."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60} min"


class Refusals:
    """Says on stderr what could not be used, and remembers that something was."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, refused: Refused) -> None:
        self.tell(str(refused.error))

    def tell(self, reason: str) -> None:
        self.count += 1
        print(f"refused: {reason}", file=sys.stderr)


def existing(paths: Iterable[str]) -> list[str]:
    """The paths themselves, if there is at least one and each exists.

    Raises:
        Misuse: otherwise, naming it.
    """
    given = list(paths)
    if not given:
        raise Misuse("nothing to read: name files or folders, or - for standard input")
    for path in given:
        if path != "-" and not Path(path).exists():
            raise Misuse(f"{path}: no such file or folder")
    return given


def workers(wanted: int | None) -> int:
    """How many processes read: what was asked for, else one a processor."""
    if wanted is None:
        return os.cpu_count() or 1
    if wanted < 1:
        raise Misuse(f"--workers {wanted}: at least one has to do the work")
    return wanted
