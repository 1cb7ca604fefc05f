"""Keys and checkpoints: what is signed can be checked with openssl, and nothing else passes."""

import base64
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from qantar.domain.errors import MalformedValue, Misuse, UnreadableInput
from qantar.record.checkpoint import Checkpoint, SignedCheckpoint, checkpoint, sign
from qantar.record.custody import GENESIS, Act, CustodyEntry
from qantar.record.signing import SigningKey, VerifierKey, load_key, make_key


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return make_key("desk.example", tmp_path / "desk.key", None)


def entries(count: int) -> list[CustodyEntry]:
    out: list[CustodyEntry] = []
    for number in range(1, count + 1):
        out.append(
            CustodyEntry.sealed(
                number=number, at="2022-01-07T09:00:00Z", who="desk", act=Act.RECEIVED,
                about=f"capture-{number}", detail={}, previous=out[-1].digest if out else GENESIS,
            )
        )  # fmt: skip
    return out


def test_a_key_comes_back_from_its_file(key: SigningKey, tmp_path: Path) -> None:
    assert load_key(tmp_path / "desk.key", None).verifier == key.verifier


def test_only_its_owner_may_read_a_key(key: SigningKey, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "desk.key").stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(key: SigningKey, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="never overwritten"):
        make_key("other", tmp_path / "desk.key", None)


def test_a_locked_key_opens_only_with_its_passphrase(tmp_path: Path) -> None:
    made = make_key("desk", tmp_path / "k", "қантар")
    assert load_key(tmp_path / "k", "қантар").verifier == made.verifier
    for wrong in (None, "январь"):
        with pytest.raises(UnreadableInput):
            load_key(tmp_path / "k", wrong)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_a_name_that_cannot_stand_in_a_note_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="name of a key"):
        make_key(name, tmp_path / "k", None)


def test_the_public_half_is_read_back_from_its_line(key: SigningKey, tmp_path: Path) -> None:
    assert VerifierKey.parse((tmp_path / "desk.key.pub").read_text()) == key.verifier


def test_a_verifier_key_with_a_letter_changed_is_refused(key: SigningKey) -> None:
    line = str(key.verifier)
    for changed in (line.replace("desk", "desc"), line[:-3] + "AA=", "desk.example", ""):
        with pytest.raises(Misuse):
            VerifierKey.parse(changed)


def test_a_signed_checkpoint_is_read_back(key: SigningKey) -> None:
    signed = sign(checkpoint(entries(3)), key)
    assert SignedCheckpoint.parse(str(signed)) == signed
    assert signed.signed_by(key.verifier)


def test_a_checkpoint_of_another_root_does_not_bear_the_signature(key: SigningKey) -> None:
    signed = sign(checkpoint(entries(3)), key)
    other = SignedCheckpoint(checkpoint(entries(2)), signed.signatures)
    assert not other.signed_by(key.verifier)


def test_another_key_of_the_same_name_is_another_key(key: SigningKey, tmp_path: Path) -> None:
    impostor = make_key("desk.example", tmp_path / "other.key", None)
    assert not sign(checkpoint(entries(1)), impostor).signed_by(key.verifier)


def test_an_empty_record_has_nothing_to_sign() -> None:
    with pytest.raises(MalformedValue, match="nothing to sign"):
        checkpoint([])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n1\nAA==\n",
        "a\n1\nAA==\n\n",
        "a\n01\nAA==\n\n— b AA==\n",
        "a\nx\nAA==\n\n— b c\n",
    ],
)
def test_what_is_no_signed_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(MalformedValue):
        SignedCheckpoint.parse(note)


def test_the_text_of_a_checkpoint_is_three_lines() -> None:
    made = Checkpoint(origin="qantar-record/ab", size=2, root=b"\1" * 32)
    assert made.text == f"qantar-record/ab\n2\n{base64.b64encode(made.root).decode()}\n"


def test_openssl_agrees_with_the_signature(key: SigningKey, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here: apt-get install openssl")
    signed = sign(checkpoint(entries(5)), key)
    (tmp_path / "text").write_text(signed.checkpoint.text, "utf-8")
    (tmp_path / "signature").write_bytes(signed.signatures[0].bytes)
    public = [openssl, "pkey", "-in", "desk.key", "-pubout", "-out", "public.pem"]
    subprocess.run(public, cwd=tmp_path, check=True)
    command = [
        openssl, "pkeyutl", "-verify", "-rawin", "-in", "text",
        "-sigfile", "signature", "-pubin", "-inkey", "public.pem",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout
