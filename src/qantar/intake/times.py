"""Hours: the only times the intake keeps, and how finer ones are kept off the disk.

A file system notes by itself when a file was made and changed. What the intake writes is dated to the
hour of its arrival at once; the moment the system keeps for itself is got rid of at the turn of the
hour, when each file is written anew under its name. After that nothing on the disk tells the minute.
"""

import datetime as dt
import os
import shutil
import time
from contextlib import AbstractContextManager
from pathlib import Path

_FORM = "%Y-%m-%dT%H:00Z"
HOUR = 3600


def seconds(hour: str) -> int:
    """An hour as ``serve.hour`` writes it, in seconds since 1970."""
    return int(dt.datetime.strptime(hour, _FORM).replace(tzinfo=dt.UTC).timestamp())


def seconds_left() -> float:
    """Seconds until the hour turns, and one more."""
    return HOUR - time.time() % HOUR + 1


def later(hour: str, hours: int) -> str:
    return dt.datetime.fromtimestamp(seconds(hour) + hours * HOUR, dt.UTC).strftime(_FORM)


def as_date(hour: str) -> str:
    """An hour as HTTP writes dates."""
    moment = dt.datetime.fromtimestamp(seconds(hour), dt.UTC)
    return moment.strftime("%a, %d %b %Y %H:00:00 GMT")


def dull(path: Path, hour: str) -> None:
    """Date a file or folder to the hour."""
    moment = seconds(hour)
    os.utime(path, (moment, moment))


def forget_minutes(
    folder: Path, hour: str, reserve: int, lock: AbstractContextManager[object]
) -> None:
    """Write every file of a past hour anew, so that no time of its making is left, in an order that
    tells nothing; what was written anew already is left alone. A file for which there is no room
    waits for the next hour. ``lock`` keeps what is taken back meanwhile from coming again.
    """
    now = seconds(hour)
    for path in sorted(folder.iterdir()):
        made = path.stat()
        arrived = int(made.st_mtime) // HOUR * HOUR
        if arrived >= now or made.st_ctime >= arrived + HOUR or path.suffix == ".part":
            continue
        if shutil.disk_usage(folder).free < made.st_size + reserve:
            continue
        part = path.with_name(path.name + ".part")
        try:
            with path.open("rb") as old, part.open("wb") as new:
                shutil.copyfileobj(old, new, 1 << 20)
                new.flush()
                os.fsync(new.fileno())
            os.utime(part, (arrived, arrived))
            with lock:
                if path.exists():
                    part.replace(path)
        except FileNotFoundError:
            pass  # taken back meanwhile
        except OSError:
            part.unlink(missing_ok=True)
            return
        part.unlink(missing_ok=True)
    dull(folder, hour)
