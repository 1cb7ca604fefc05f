"""Where other people's tools meet other people's files: a process of its own, in a room without doors.

With bubblewrap it has no network, sees only the tools it needs and writes only in its own folder. Limits of
time, memory and size hold everywhere; where bubblewrap is missing they are all there is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SET = (
    "import os,resource as r,sys;"
    "t,m,f=map(int,sys.argv[1:4]);"
    "r.setrlimit(r.RLIMIT_CPU,(t,t));r.setrlimit(r.RLIMIT_AS,(m,m));"
    "r.setrlimit(r.RLIMIT_FSIZE,(f,f));r.setrlimit(r.RLIMIT_CORE,(0,0));"
    "os.execv(sys.argv[4],sys.argv[4:])"
)
"""Sets the limits and becomes the tool: done in the child, because the desk has threads, and between
a fork and an exec a process with threads must run no Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a tool may use: seconds of processor and of waiting, bytes of memory and of one file."""

    seconds: int = 30
    memory: int = 2 << 30
    largest: int = 256 << 20
    readable: tuple[Path, ...] = ()
    """Folders it needs besides the system's own, never to be written."""


def run(
    command: Sequence[str], folder: Path, room: Room
) -> "subprocess.CompletedProcess[bytes]":
    """The command run in a folder, with nothing of our environment.

    Raises:
        subprocess.TimeoutExpired: if it takes longer than it may.
    """
    tool = shutil.which(command[0]) or command[0]
    inner = [*_walls(folder, room.readable), tool, *command[1:]]
    limits = [str(room.seconds), str(room.memory), str(room.largest)]
    return subprocess.run(  # noqa: S603  (our own words, no shell)
        [python(), "-I", "-S", "-c", _SET, *limits, *inner],
        capture_output=True, timeout=room.seconds, check=False, cwd=folder, stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"},
    )  # fmt: skip


def python() -> str:
    """This Python without its environment, as it can be found behind walls."""
    return os.path.realpath(sys.executable)


def has_walls() -> bool:
    """Whether this machine lets us make a room without network (some containers do not)."""
    return _walled() is not None


@cache
def _walled() -> str | None:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return None
    trial = [bwrap, "--ro-bind", "/", "/", "--unshare-all", "/bin/true"]
    done = subprocess.run(trial, capture_output=True, check=False)  # noqa: S603
    return bwrap if done.returncode == 0 else None


def _walls(folder: Path, readable: Sequence[Path]) -> list[str]:
    bwrap = _walled()
    if bwrap is None:
        return []
    words = [bwrap, "--ro-bind", "/usr", "/usr"]
    for path in (
        "/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/ld.so.cache", "/etc/magic",
        "/etc/mime.types",
    ):  # fmt: skip
        words += ["--ro-bind-try", path, path]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108
    for one in (Path(sys.base_prefix).resolve(), *readable):
        if not one.is_relative_to("/usr"):
            words += ["--ro-bind", str(one), str(one)]
    return [
        *words, "--bind", str(folder), str(folder), "--chdir", str(folder), "--unshare-all",
        "--die-with-parent", "--new-session",
    ]  # fmt: skip
