"""``qantar doctor``: what is unsafe is named with its remedy, and only that fails."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tests.cli.conftest import run


def test_a_machine_without_anything_unsafe_passes() -> None:
    answer = run("doctor")
    assert answer.code == 0
    assert "nothing unsafe found" in answer.out


@pytest.mark.parametrize(
    ("origin", "said"),
    [("/q/token.cpython-311.so", "machine code"), ("/q/token.py", "plain Python")],
)
def test_it_says_whether_the_reader_is_compiled(
    monkeypatch: pytest.MonkeyPatch, origin: str, said: str
) -> None:
    spec = ModuleSpec("qantar.grammar.token", None, origin=origin)
    monkeypatch.setattr("qantar.cli.doctor.find_spec", lambda name: spec)
    line = next(x for x in run("doctor").out.splitlines() if "reader:" in x)
    assert said in line
    assert ("make fast" in line) is origin.endswith(".py")


def test_a_key_that_others_can_read_is_unsafe(tmp_path: Path) -> None:
    run("key", "desk", "--out", str(tmp_path / "k"))
    assert run("doctor", "--key", str(tmp_path / "k")).code == 0
    (tmp_path / "k").chmod(0o644)
    answer = run("doctor", "--key", str(tmp_path / "k"))
    assert answer.code == 1
    assert "chmod go-rwx" in answer.out


def test_a_secret_key_on_the_intake_s_machine_is_unsafe(tmp_path: Path) -> None:
    run("intake", "key", "--out", str(tmp_path / "desk.age"))
    (tmp_path / "intake").mkdir(mode=0o700)
    answer = run(
        "doctor", "--key", str(tmp_path / "desk.age"), "--intake", str(tmp_path / "intake")
    )
    assert answer.code == 1
    assert "take it off this machine" in answer.out


def test_a_record_that_nobody_signed_is_noted(record: str) -> None:
    answer = run("doctor", "--record", record)
    assert "it was never signed" in answer.out


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert run("doctor", "--record", str(tmp_path / "none")).code == 1


@pytest.mark.parametrize("passphrase", ["", "a long passphrase"])
def test_a_secret_key_in_the_intake_s_folder_is_found_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    folder = tmp_path / "intake"
    folder.mkdir(mode=0o700)
    if passphrase:
        monkeypatch.setenv("QANTAR_KEY_PASSPHRASE", passphrase)
    assert run("intake", "key", "--out", str(folder / "holiday.txt")).code == 0
    monkeypatch.delenv("QANTAR_KEY_PASSPHRASE", raising=False)
    answer = run("doctor", "--intake", str(folder))
    assert answer.code == 1
    found = [line for line in answer.out.splitlines() if "holiday.txt" in line]
    assert len(found) == 1
    assert "take it off this machine" in found[0]


def test_a_desk_for_others_without_accounts_is_unsafe(tmp_path: Path) -> None:
    answer = run("doctor", "--host", "0.0.0.0")
    assert answer.code == 1
    assert "qantar account add" in answer.out
    assert run("doctor", "--host", "127.0.0.1").code == 0
    assert run("doctor", "--accounts", str(tmp_path / "none")).code == 1


def test_accounts_that_others_can_read_are_unsafe(tmp_path: Path) -> None:
    kept = tmp_path / "desk.accounts"
    made = run(
        "account", "add", "Dana", "--role", "coder", "--accounts", str(kept),
        typed="correct horse battery\ncorrect horse battery\n",
    )  # fmt: skip
    assert made.code == 0, made.err
    assert run("doctor", "--host", "0.0.0.0", "--accounts", str(kept)).code == 0
    kept.chmod(0o644)
    assert run("doctor", "--accounts", str(kept)).code == 1


def test_a_record_with_a_witness_s_material_must_be_its_owner_s_alone(tmp_path: Path) -> None:
    from qantar.record.custody import Act
    from qantar.store.address import open_store
    from tests.store import samples

    path = tmp_path / "x.qantar"
    store = open_store(path, create=True)
    capture, data = samples.capture(1)
    with store.writer(who="test", at=samples.AT) as writer:
        writer.keep_capture(capture, data)
    path.chmod(0o644)
    assert run("doctor", "--record", str(path)).code == 0
    with store.writer(who="test", at=samples.AT) as writer:
        writer.note(Act.OPENED, capture.id, {"envelope": "a-1.age", "submission": "a"})
    store.close()
    answer = run("doctor", "--record", str(path))
    assert answer.code == 1
    assert "chmod go-rwx" in answer.out
