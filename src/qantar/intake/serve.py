"""The intake's process: no access log, no server name, no forwarded addresses, nothing on stderr but errors of its own."""

import datetime as dt
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from qantar.domain.errors import Misuse
from qantar.intake.app import make_app
from qantar.intake.inbox import Inbox
from qantar.intake.limits import Limits
from qantar.seal.keys import check_recipient

_SECRET = (b"AGE-SECRET-KEY-1", b"PRIVATE KEY-----", b"\n-> scrypt ")
_KEY_MOST = 1 << 16
"""Bytes of the largest file that may be a key."""


def hour() -> str:
    """The time, to the hour: the finest the intake ever knows."""
    return dt.datetime.fromtimestamp(time.time() // 3600 * 3600, dt.UTC).strftime(
        "%Y-%m-%dT%H:00Z"
    )


def faults(folder: Path, host: str, keys: Sequence[Path] = ()) -> list[str]:
    """What makes it unsafe to serve here, each with its remedy. ``keys`` are the files of the desk's
    public halves: the secret one must not lie beside them.
    """
    found: list[str] = []
    if host not in ("127.0.0.1", "::1", "localhost"):
        found.append(
            f"{host}: it would be reached directly and see addresses; bind to 127.0.0.1 and put an"
            " onion service before it (docs/intake.md)"
        )
    if folder.exists() and folder.stat().st_mode & 0o077:
        found.append(f"{folder}: others on this machine may look in; chmod 700 {folder}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        found.append("it runs as root; give it a user of its own")
    for name in ("QANTAR_KEY_PASSPHRASE", "QANTAR_RECORD"):
        if name in os.environ:
            found.append(f"{name} is set: the desk's secrets have no place here; unset it")
    for place in sorted({folder, *(path.absolute().parent for path in keys)}):
        for path in secret_keys(place):
            found.append(f"{path}: a secret key; take it off this machine")
    return found


def secret_keys(folder: Path) -> list[Path]:
    """Files in a folder that hold a secret key, whatever they are called: open or locked with a
    passphrase, for envelopes or for signatures."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            if not path.is_file() or path.stat().st_size > _KEY_MOST:
                continue
            data = path.read_bytes()
        except OSError:
            continue
        if path.suffix == ".key" or any(mark in data for mark in _SECRET):
            found.append(path)
    return found


def serve(
    folder: Path,
    recipients: Sequence[str],
    *,
    host: str,
    port: int,
    limits: Limits,
    keys: Sequence[Path] = (),
    unsafe: bool = False,
) -> None:
    """Serve until interrupted; ``keys`` are the files that ``recipients`` were read from.

    Raises:
        Misuse: if a setting is unsafe and ``unsafe`` does not say that this is known.
    """
    checked = [check_recipient(one) for one in recipients]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if found := faults(folder, host, keys):
        for one in found:
            print(f"unsafe: {one}", file=sys.stderr)
        if not unsafe:
            raise Misuse(
                "not served: mend what is said above, or say --unsafe on a test machine"
            )
    app = make_app(Inbox(folder, checked, hour), limits)
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="critical",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=limits.at_once * 4,
        timeout_keep_alive=15,
    )
