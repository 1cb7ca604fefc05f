"""A bit that flips anywhere in a record's files is found: in the database, beside it, in a blob."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.domain.errors import QantarError
from qantar.record.verification import About, verify
from qantar.store.address import open_store
from tests.store import samples
from tests.store.samples import AT, READER

PAGE = 4096


def fill(path: Path, numbers: range) -> None:
    store = open_store(path, create=True)
    for number in numbers:
        with store.writer(who="test", at=AT) as writer:
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
    store.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of some reports, one of them removed again so that there are unused pages."""
    path = tmp_path_factory.mktemp("record") / "x.qantar"
    fill(path, range(1, 13))
    store = open_store(path, create=False)
    capture, _ = samples.capture(5)
    with store.writer(who="test", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("Dana",), reason="asked")
    assert list(verify(store)) == []
    store.close()
    assert not path.with_name("x.qantar-wal").exists()
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole.parent, tmp_path / "copy")
    return tmp_path / "copy" / "x.qantar"


def findings(path: Path) -> list[tuple[About, str]]:
    """What verify finds; a record that cannot be opened is a finding, too."""
    try:
        store = open_store(path, create=False)
    except QantarError as error:
        return [(About.FILE, str(error))]
    try:
        return [(finding.about, finding.where) for finding in verify(store)]
    finally:
        store.close()


def flip(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


def test_a_bit_flipped_in_any_page_is_found_and_the_page_is_named(copy: Path) -> None:
    """Of every page a bit by chance; each is flipped back before the next."""
    chance = random.Random(6)
    store = open_store(copy, create=False)
    pages = copy.stat().st_size // PAGE
    assert pages > 20
    for page in range(1, pages + 1):
        for _ in range(8):
            at, bit = (page - 1) * PAGE + chance.randrange(PAGE), chance.randrange(8)
            flip(copy, at, bit)
            assert [where for where, _ in store.damage()] == [f"{copy}, page {page}"]
            flip(copy, at, bit)
    assert store.damage() == ()
    store.close()


def test_a_bit_flipped_before_the_record_is_opened_is_found(
    whole: Path, tmp_path: Path
) -> None:
    """Opening must neither mend nor take in what was changed."""
    chance = random.Random(7)
    size = whole.stat().st_size
    places = [*chance.sample(range(100), 12), *chance.sample(range(size), 20)]
    for number, at in enumerate(places):
        folder = tmp_path / str(number)
        shutil.copytree(whole.parent, folder)
        flip(folder / "x.qantar", at, chance.randrange(8))
        for _ in range(2):
            assert findings(folder / "x.qantar"), at
        shutil.rmtree(folder)


def test_a_bit_flipped_in_room_that_says_nothing_is_found(copy: Path) -> None:
    data = copy.read_bytes()
    free = next(
        at for at in range(0, len(data), PAGE) if at and not any(data[at + 200 : at + 3000])
    )
    flip(copy, free + 1500, 3)
    assert findings(copy) == [(About.FILE, f"{copy}, page {free // PAGE + 1}")]


@pytest.mark.parametrize("at", [3, 18, 21, 40, 63, 64, 300, -1])
def test_a_bit_flipped_in_the_digests_themselves_is_found(copy: Path, at: int) -> None:
    beside = copy.with_name("x.qantar.pages")
    flip(beside, at % beside.stat().st_size, 2)
    assert {about for about, _ in findings(copy)} == {About.FILE}


def test_a_bit_flipped_in_any_blob_is_found(copy: Path) -> None:
    chance = random.Random(8)
    blobs = [p for p in copy.with_name("x.qantar.blobs").rglob("*") if p.is_file()]
    assert len(blobs) == 11
    for blob in blobs:
        at, bit = chance.randrange(blob.stat().st_size), chance.randrange(8)
        flip(blob, at, bit)
        assert [about for about, _ in findings(copy)] == [About.BYTES]
        flip(blob, at, bit)
    assert findings(copy) == []


def test_a_record_cut_short_by_a_page_is_found(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.truncate(copy.stat().st_size - PAGE)
    assert findings(copy)


@pytest.fixture
def left(copy: Path, tmp_path: Path) -> Iterator[Path]:
    """A record whose writer died: the last transaction stands in the write-ahead file alone."""
    store = open_store(copy, create=False)
    with store.writer(who="test", at=AT) as writer:
        capture, data = samples.capture(40)
        writer.keep_capture(capture, data)
    shutil.copytree(copy.parent, tmp_path / "left", ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    yield tmp_path / "left" / "x.qantar"


def test_what_a_dead_writer_committed_stands(left: Path) -> None:
    assert left.with_name("x.qantar-wal").stat().st_size > PAGE
    assert findings(left) == []


def test_a_bit_flipped_in_what_a_dead_writer_committed_is_found(left: Path) -> None:
    """SQLite then leaves the frame and all behind it out, without a word."""
    log = left.with_name("x.qantar-wal")
    flip(log, 32 + 24 + 700, 5)
    assert About.FILE in {about for about, _ in findings(left)}


def test_a_writer_that_dies_before_the_digests_are_written_spoils_nothing(
    copy: Path, tmp_path: Path
) -> None:
    before = copy.with_name("x.qantar.pages").read_bytes()
    store = open_store(copy, create=False)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(*samples.capture(41))
    cut = tmp_path / "cut"
    shutil.copytree(copy.parent, cut, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    (cut / "x.qantar.pages").write_bytes(before)
    assert findings(cut / "x.qantar") == []
    flip(cut / "x.qantar", PAGE * 7 + 99, 1)
    assert findings(cut / "x.qantar") == [(About.FILE, f"{cut / 'x.qantar'}, page 8")]


def test_two_stores_that_write_by_turns_keep_one_set_of_digests(copy: Path) -> None:
    stores = [open_store(copy, create=False) for _ in range(2)]
    for number in range(50, 58):
        with stores[number % 2].writer(who="test", at=AT) as writer:
            writer.keep_capture(*samples.capture(number))
    assert [store.damage() for store in stores] == [(), ()]
    for store in stores:
        store.close()
    assert findings(copy) == []


def test_a_record_without_digests_is_taken_as_it_is(copy: Path) -> None:
    """One made before there were any, or brought without them."""
    copy.with_name("x.qantar.pages").unlink()
    assert findings(copy) == []
    flip(copy, PAGE * 3 + 5, 0)
    assert findings(copy)


def test_another_record_at_the_same_path_begins_anew(copy: Path) -> None:
    copy.unlink()
    shutil.rmtree(copy.with_name("x.qantar.blobs"))
    fill(copy, range(1, 3))
    assert findings(copy) == []


def test_what_another_program_wrote_into_the_file_is_found(copy: Path) -> None:
    with sqlite3.connect(copy) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA user_version = 7")
    db.close()
    assert About.FILE in {about for about, _ in findings(copy)}


def test_a_record_grown_large_in_one_transaction_is_known_to_its_last_page(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.qantar"
    store = open_store(path, create=True)
    with store.writer(who="test", at=AT) as writer:
        for number in range(1, 40):
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
    store.close()
    assert findings(path) == []
    digests = path.with_name("x.qantar.pages").stat().st_size
    assert digests == 64 + 16 * (path.stat().st_size // PAGE)
