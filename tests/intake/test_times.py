"""Nothing finer than an hour stays on the disk, and what is not finished goes when its hours are over."""

import os
import threading
import time
from pathlib import Path

import pytest

from qantar.domain.errors import Misuse
from qantar.intake.inbox import Inbox
from qantar.intake.times import as_date, forget_minutes, later, seconds, seconds_left
from qantar.intake.unfinished import Unfinished, Unknown
from qantar.seal.keys import Identity

DESK = Identity.made()
WITNESS = Identity.made()


class Clock:
    """An hour that a test turns."""

    def __init__(self) -> None:
        self.now = "2022-01-06T10:00Z"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(tmp_path: Path, clock: Clock) -> Inbox:
    return Inbox(tmp_path / "intake", [DESK.recipient], clock)


def keep(inbox: Inbox, locator: str = "aa") -> Path:
    delivery = inbox.delivery(locator, WITNESS.recipient)
    delivery.begin({"kind": "text", "name": "", "type": "text/plain"}).write(b"what I saw")
    delivery.close()
    delivery.keep()
    return inbox.folder / "sealed" / f"{delivery.id}-{delivery.numbers[0]}.age"


def test_an_hour_is_reckoned_in_seconds() -> None:
    assert later("2022-01-06T23:00Z", 2) == "2022-01-07T01:00Z"
    assert seconds("2022-01-06T10:00Z") % 3600 == 0
    assert as_date("2022-01-06T10:00Z") == "Thu, 06 Jan 2022 10:00:00 GMT"
    assert 0 < seconds_left() <= 3601


def test_an_envelope_is_dated_to_its_hour_at_once(inbox: Inbox) -> None:
    assert keep(inbox).stat().st_mtime == seconds("2022-01-06T10:00Z")


def test_at_the_turn_of_the_hour_an_envelope_is_a_new_file_with_the_same_bytes(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "sealed"
    folder.mkdir()
    path = folder / "ab-1.age"
    path.write_bytes(b"sealed")
    hour = int(time.time()) // 3600 * 3600
    os.utime(path, (hour, hour))
    before = path.stat().st_ino
    lock = threading.Lock()
    now = time.strftime("%Y-%m-%dT%H:00Z", time.gmtime(hour))
    forget_minutes(folder, now, 0, lock)
    assert path.stat().st_ino == before  # its hour is not over
    forget_minutes(folder, later(now, 1), 0, lock)
    assert path.stat().st_ino != before
    assert (path.read_bytes(), path.stat().st_mtime) == (b"sealed", hour)
    assert [p.name for p in folder.iterdir()] == ["ab-1.age"]


def test_what_was_written_anew_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ab-1.age"
    path.write_bytes(b"sealed")
    os.utime(path, (3600, 3600))  # arrived long ago; the system's own time is of now
    before = path.stat().st_ino
    forget_minutes(tmp_path, "2030-01-01T00:00Z", 0, threading.Lock())
    assert path.stat().st_ino == before


def test_without_room_an_envelope_waits(tmp_path: Path) -> None:
    path = tmp_path / "ab-1.age"
    path.write_bytes(b"sealed")
    before = path.stat().st_ino
    forget_minutes(tmp_path, "2100-01-01T00:00Z", 1 << 60, threading.Lock())
    assert path.stat().st_ino == before


def test_the_turn_of_an_hour_dates_folder_and_database_anew(inbox: Inbox, clock: Clock) -> None:
    keep(inbox)
    clock.now = "2022-01-06T11:00Z"
    inbox.turn(0)
    turned = {p.name: p.stat().st_mtime for p in inbox.folder.iterdir()}
    assert {turned["intake.db"], turned["sealed"]} == {seconds(clock.now)}


def test_an_unfinished_delivery_has_its_full_hours_and_no_more(
    inbox: Inbox, clock: Clock
) -> None:
    unfinished = Unfinished(inbox, 2)
    ticket = unfinished.begin("aa", WITNESS.recipient, 9) or ""
    unfinished.create(unfinished.find(ticket), 100, files=1, size=100)
    for hour in ("2022-01-06T11:00Z", "2022-01-06T12:00Z"):
        clock.now = hour
        unfinished.expire()
        assert len(unfinished.uploads(unfinished.find(ticket))) == 1
    clock.now = "2022-01-06T13:00Z"
    unfinished.expire()
    with pytest.raises(Unknown):
        unfinished.find(ticket)
    assert list((inbox.folder / "incoming").iterdir()) == []


def test_what_lies_among_the_unfinished_without_being_known_is_swept(inbox: Inbox) -> None:
    (inbox.folder / "incoming" / "0123-1").write_bytes(b"age-encryption.org/v1")
    Unfinished(inbox, 2)
    assert list((inbox.folder / "incoming").iterdir()) == []


def test_only_so_many_deliveries_are_unfinished_at_once(inbox: Inbox) -> None:
    unfinished = Unfinished(inbox, 2)
    tickets = [unfinished.begin("aa", WITNESS.recipient, 3) for _ in range(5)]
    assert [ticket is None for ticket in tickets] == [False] * 3 + [True] * 2


def test_what_is_withdrawn_while_more_comes_is_not_acknowledged(inbox: Inbox) -> None:
    keep(inbox)
    late = inbox.delivery("aa", WITNESS.recipient)
    found = inbox.find("aa")
    assert found is not None
    inbox.withdraw(found)
    late.begin({"kind": "text", "name": "", "type": "text/plain"}).write(b"more")
    late.close()
    with pytest.raises(Misuse, match="withdrawn"):
        late.keep()
    late.drop()
    assert list((inbox.folder / "sealed").iterdir()) == []
