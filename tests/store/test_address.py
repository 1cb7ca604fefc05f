"""Where a record lies, and what is said when it does not."""

import stat
from pathlib import Path

import pytest

from qantar.domain.errors import RecordError
from qantar.store.address import open_store
from tests.store import samples
from tests.store.samples import AT


def test_a_path_is_a_file_with_its_bytes_beside_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.qantar", create=True)
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
    store.close()
    beside = tmp_path / "x.qantar.blobs" / capture.sha256[:2] / capture.sha256[2:]
    assert beside.read_bytes() == data
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600  # nobody else on the machine reads it
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "x.qantar", "x.qantar.blobs", "x.qantar.pages"
    ]  # fmt: skip


def test_the_bytes_may_lie_elsewhere(tmp_path: Path) -> None:
    store = open_store(tmp_path / "x.qantar", create=True, blobs=tmp_path / "vault")
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
    store.close()
    assert (tmp_path / "vault" / capture.sha256[:2] / capture.sha256[2:]).exists()


def test_a_record_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no record here yet; qantar ingest PATH --record"):
        open_store(tmp_path / "x.qantar", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_record_yet(tmp_path: Path) -> None:
    (tmp_path / "x.qantar").touch()
    with pytest.raises(RecordError, match="no record here yet"):
        open_store(tmp_path / "x.qantar", create=False)
    open_store(tmp_path / "x.qantar", create=True).close()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="a folder"):
        open_store(tmp_path, create=True)


def test_a_record_in_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="folder does not exist"):
        open_store(tmp_path / "nowhere" / "x.qantar", create=True)


def test_a_file_of_something_else_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Сводка за 7 января\n" * 100, encoding="utf-8")
    with pytest.raises(RecordError, match="choose another path"):
        open_store(path, create=True)
    assert path.read_text(encoding="utf-8") == "Сводка за 7 января\n" * 100


def test_a_postgres_address_needs_a_folder_for_bytes() -> None:
    with pytest.raises(RecordError, match=r"add \?blobs=/folder") as caught:
        open_store("postgresql://me:secret@localhost/x", create=True)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the extra qantar[postgres] is not installed")
    with pytest.raises(RecordError, match="run the command again") as caught:
        open_store(f"postgres://me:secret@127.0.0.1:1/x?blobs={tmp_path}", create=True)
    assert "secret" not in str(caught.value)
    assert "me:***@127.0.0.1" in str(caught.value)


@pytest.mark.parametrize("address", ["mysql://host/x", "oracle://host/x"])
def test_another_database_is_refused(address: str) -> None:
    with pytest.raises(RecordError, match="in a file or in PostgreSQL"):
        open_store(address, create=True)


@pytest.mark.parametrize("address", ["://", "postgresql://me:secret@host:port/x"])
def test_a_malformed_address_is_refused_unrepeated(address: str) -> None:
    with pytest.raises(RecordError, match="expected postgresql://") as caught:
        open_store(address, create=True)
    assert "secret" not in str(caught.value)
