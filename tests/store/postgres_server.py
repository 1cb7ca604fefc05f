"""A private PostgreSQL server: its own folder and socket, no other listener, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"


def binaries() -> Path | None:
    """The folder of the newest server installed, None if there is none."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name),
    )
    return found[-1] if found else None


def _as_owner(command: list[str]) -> list[str]:
    # initdb refuses to work for root.
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


def _run(*command: str) -> None:
    done = subprocess.run(
        _as_owner(list(command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_server(bin: Path) -> Iterator[str]:
    """The address of a running server with a password of its own, stopped and erased at the end."""
    # Directly under the system's folder: pytest's own is closed to other users, and the name of a
    # socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="qantar-pg-", dir="/tmp"))
    data, log, password = folder / "data", folder / "log", secrets.token_hex(8)
    (folder / "password").write_text(password + "\n", encoding="ascii")
    if os.geteuid() == 0:
        owner = pwd.getpwnam(OWNER)
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    try:
        _run(
            str(bin / "initdb"), "-D", str(data), "-U", "qantar", "-E", "UTF8", "--no-sync",
            "--locale=C.UTF-8", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}",
        )  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        _run(
            str(bin / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start"
        )  # fmt: skip
        try:
            yield f"postgresql://qantar:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(str(bin / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
