"""``qantar key``, ``checkpoint``, ``timestamp``: a record signed from the command line."""

import shutil
from pathlib import Path

import pytest

from qantar.domain.errors import Misuse, UnreadableInput
from qantar.export import verifier
from qantar.store.address import open_store
from tests.cli.conftest import run


@pytest.fixture
def mine(record: str, tmp_path: Path) -> str:
    """A copy of the record, so that the others stay unsigned."""
    shutil.copy(record, tmp_path / "x.qantar")
    shutil.copytree(f"{record}.blobs", tmp_path / "x.qantar.blobs")
    return str(tmp_path / "x.qantar")


@pytest.fixture
def key(tmp_path: Path) -> str:
    path = tmp_path / "desk.key"
    assert run("key", "desk.example", "--out", str(path)).code == 0
    return str(path)


def test_a_record_is_signed_and_verified_with_the_public_half(mine: str, key: str) -> None:
    signed = run("checkpoint", "--key", key, "--record", mine)
    assert signed.out.startswith("qantar-record/")
    answer = run("verify", "--record", mine, "--key", f"{key}.pub")
    assert answer.code == 0
    assert "all stands" in answer.out


def test_a_record_that_nobody_signed_fails_before_a_key(mine: str, key: str) -> None:
    answer = run("verify", "--record", mine, "--key", f"{key}.pub")
    assert answer.code == 1
    assert "no checkpoint bears a true signature" in answer.out


def test_the_checkpoint_and_its_request_are_written(
    mine: str, key: str, tmp_path: Path
) -> None:
    note, asked = tmp_path / "note.txt", tmp_path / "note.tsq"
    first = run("checkpoint", "--key", key, "--record", mine)
    answer = run("checkpoint", "--record", mine, "--out", str(note), "--request", str(asked))
    assert note.read_text("utf-8") == answer.out == first.out
    assert asked.read_bytes()[:1] == b"\x30"


def test_without_a_key_an_unsigned_record_says_how_to_sign(mine: str) -> None:
    with pytest.raises(Misuse, match="--key"):
        run("checkpoint", "--record", mine)


def test_a_file_that_is_no_proof_of_time_is_named(mine: str, tmp_path: Path) -> None:
    (tmp_path / "x.tsr").write_bytes(b"nothing")
    with pytest.raises(UnreadableInput, match=r"x\.tsr"):
        run("timestamp", str(tmp_path / "x.tsr"), "--record", mine)


def test_a_bundle_is_written_and_its_making_is_in_the_chain(mine: str, tmp_path: Path) -> None:
    answer = run("bundle", str(tmp_path / "b.zip"), "--record", mine)
    assert "manifest" in answer.out
    assert verifier.main([str(tmp_path / "b.zip")]) == 0
    assert "all stands" in run("verify", "--record", mine).out
    again = run("bundle", str(tmp_path / "c.zip"), "--record", mine)
    assert (
        answer.out.split(" custody")[0].split()[-1]
        != again.out.split(" custody")[0].split()[-1]
    )


def test_a_record_is_made_anew_from_its_bundle(mine: str, key: str, tmp_path: Path) -> None:
    run("checkpoint", "--key", key, "--record", mine)
    run("bundle", str(tmp_path / "b.zip"), "--record", mine)
    new = str(tmp_path / "new.qantar")
    answer = run("restore", str(tmp_path / "b.zip"), "--record", new, "--key", f"{key}.pub")
    assert "all stands" in answer.out
    told = [
        run("ledger", "--record", each, columns="1000").out.partition(":")[2]
        for each in (new, mine)
    ]
    assert told[0] == told[1]


def test_a_truncated_bundle_is_refused_and_makes_no_record(mine: str, tmp_path: Path) -> None:
    run("bundle", str(tmp_path / "b.zip"), "--record", mine)
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableInput, match="not a whole bundle"):
        run("restore", str(tmp_path / "b.zip"), "--record", str(tmp_path / "new.qantar"))
    assert not (tmp_path / "new.qantar").exists()


def test_a_removal_takes_bytes_and_words_and_leaves_who_and_why(mine: str) -> None:
    with open_store(mine, create=False).view() as view:
        capture = next(view.captures()).id
    run(
        "remove",
        capture,
        "--by",
        "Dana",
        "--by",
        "Oleh",
        "--reason",
        "safety",
        "--record",
        mine,
    )
    assert "all stands" in run("verify", "--record", mine).out
    with open_store(mine, create=False).view() as view:
        assert all(claim.capture != capture for claim in view.claims())
        last = list(view.custody(capture))[-1]
    assert last.detail == {"decided_by": ["Dana", "Oleh"], "reason": "safety"}


@pytest.fixture
def backup(mine: str, key: str, tmp_path: Path) -> Path:
    """A copy of a signed record, made by any program."""
    run("checkpoint", "--key", key, "--record", mine)
    folder = tmp_path / "backup"
    folder.mkdir()
    for path in Path(mine).parent.glob(Path(mine).name + "*"):
        (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
    return folder / Path(mine).name


def test_a_record_is_brought_back_from_a_backup_which_stays_as_it_was(
    backup: Path, mine: str, key: str, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in backup.parent.rglob("*") if path.is_file()}
    again = str(tmp_path / "again.qantar")
    answer = run("restore", str(backup), "--record", again, "--key", key + ".pub")
    assert answer.code == 0
    assert "all stands" in answer.out
    claims = ("ledger", "--format", "json", "--record")
    assert run(*claims, again).out == run(*claims, mine).out
    assert {p: p.read_bytes() for p in backup.parent.rglob("*") if p.is_file()} == before
    with pytest.raises(Misuse, match="never overwritten"):
        run("restore", str(backup), "--record", again)


@pytest.mark.parametrize("harm", ["cut", "a bit", "a blob", "a bit of a blob", "another key"])
def test_a_backup_that_does_not_stand_is_refused_and_leaves_nothing(
    harm: str, backup: Path, key: str, tmp_path: Path
) -> None:
    blob = next(path for path in backup.with_name(backup.name + ".blobs").glob("??/*"))
    whole = backup.read_bytes()
    if harm == "cut":
        backup.write_bytes(whole[: len(whole) // 2])
    elif harm == "a bit":
        at = len(whole) // 2
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    elif harm == "a blob":
        blob.unlink()
    elif harm == "a bit of a blob":
        blob.write_bytes(bytes([blob.read_bytes()[0] ^ 1]) + blob.read_bytes()[1:])
    else:
        key = str(tmp_path / "other.key")
        run("key", "other", "--out", key)
    new = tmp_path / "new" / "x.qantar"
    new.parent.mkdir()
    with pytest.raises(UnreadableInput, match="findings"):
        run("restore", str(backup), "--record", str(new), "--key", key + ".pub")
    assert list(new.parent.iterdir()) == []
