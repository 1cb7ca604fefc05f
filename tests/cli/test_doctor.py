"""``qantar doctor``: what is unsafe is named with its remedy, and only that fails."""

from pathlib import Path

from tests.cli.conftest import run


def test_a_machine_without_anything_unsafe_passes() -> None:
    answer = run("doctor")
    assert answer.code == 0
    assert "nothing unsafe found" in answer.out


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
