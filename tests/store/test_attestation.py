"""Checkpoints and proofs of time in a record, on every disk; what openssl says of the tokens."""

import shutil
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from qantar.domain.errors import Misuse, UnreadableInput
from qantar.record.attestation import (
    attach_token,
    attestations,
    last_attestation,
    sign_record,
    unattested,
)
from qantar.record.port import Store
from qantar.record.signing import SigningKey, make_key
from qantar.record.timestamps import OTS_MAGIC, TokenKind, read_token, request
from qantar.record.verification import verify
from qantar.store.memory import MemoryStore
from tests.store import samples
from tests.store.samples import AT, READER

WHO = {"who": "desk", "at": AT}
AUTHORITY = """
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return make_key("desk.example", tmp_path / "desk.key", None)


def fill(store: Store, *numbers: int) -> Store:
    for number in numbers:
        with store.writer(who="desk", at=AT) as writer:
            capture, data = samples.capture(number)
            writer.keep_capture(capture, data)
            writer.keep_reading(capture.id, READER, samples.reading(capture, number))
    return store


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return fill(sqlite_store, 1, 2)


def findings(store: Store, *keys: SigningKey) -> list[str]:
    return [str(one) for one in verify(store, keys=[key.verifier for key in keys])]


def edit(store: Store, statement: str) -> None:
    engine = sa.create_engine(f"sqlite:///{store.name}")
    with engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount > 0
    engine.dispose()


def test_a_signed_record_stands_before_its_key(store: Store, key: SigningKey) -> None:
    sign_record(store, key, **WHO)
    assert findings(store, key) == []


def test_a_record_on_a_server_is_signed_as_well(address: str, key: SigningKey) -> None:
    from qantar.store.address import open_store

    store = fill(open_store(address, create=True), 1)
    sign_record(store, key, **WHO)
    assert findings(store, key) == []
    store.close()


def test_a_record_in_memory_is_signed_as_well(key: SigningKey) -> None:
    store = fill(MemoryStore(), 1)
    sign_record(store, key, **WHO)
    assert findings(store, key) == []


def test_what_comes_later_does_not_disturb_a_checkpoint(store: Store, key: SigningKey) -> None:
    sign_record(store, key, **WHO)
    fill(store, 3)
    assert findings(store, key) == []


def test_a_second_checkpoint_covers_the_first(store: Store, key: SigningKey) -> None:
    first = sign_record(store, key, **WHO)
    second = sign_record(store, key, **WHO)
    assert second.checkpoint.size == first.checkpoint.size + 1
    assert findings(store, key) == []


def test_a_record_that_a_key_never_signed_fails_before_it(
    store: Store, key: SigningKey, tmp_path: Path
) -> None:
    sign_record(store, key, **WHO)
    other = make_key("rival.example", tmp_path / "rival.key", None)
    assert findings(store, other) == [
        f"custody: no checkpoint bears a true signature of {other.verifier}"
    ]


def test_a_record_never_signed_has_no_checkpoint(store: Store) -> None:
    with pytest.raises(Misuse, match="never signed"):
        last_attestation(store)


def test_a_chain_rewritten_as_a_whole_is_found_by_the_signature(
    store: Store, key: SigningKey
) -> None:
    signed = sign_record(store, key, **WHO)
    forged = fill(MemoryStore(), 1, 3)  # another chain of the same length, each seal in order
    with forged.writer(who="desk", at=AT) as writer:
        from qantar.record.attestation import RECORD
        from qantar.record.custody import Act

        detail = {"checkpoint": str(signed), "key": str(key.verifier)}
        writer.note(Act.SIGNED, RECORD, detail)
    assert any("do not give the root that was signed" in one for one in findings(forged, key))


def test_an_edited_checkpoint_is_found(store: Store, key: SigningKey) -> None:
    sign_record(store, key, **WHO)
    edit(store, "UPDATE custody SET json = replace(json, 'qantar-record/', 'other-record/')")
    assert len(findings(store, key)) >= 2


def test_the_request_is_the_one_openssl_writes(
    store: Store, key: SigningKey, tmp_path: Path
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here: apt-get install openssl")
    signed = sign_record(store, key, **WHO)
    (tmp_path / "note").write_text(str(signed), "utf-8")
    command = [openssl, "ts", "-query", "-data", "note", "-sha256", "-no_nonce", "-cert"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == request(signed.sha256)


@pytest.fixture
def answered(store: Store, key: SigningKey, tmp_path: Path) -> bytes:
    """What a time-stamp authority, made for the occasion, answers to the record's request."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here: apt-get install openssl")
    signed = sign_record(store, key, **WHO)
    (tmp_path / "note").write_text(str(signed), "utf-8")
    (tmp_path / "q.tsq").write_bytes(request(signed.sha256))
    (tmp_path / "tsa.cnf").write_text(AUTHORITY)
    (tmp_path / "serial").write_text("01\n")
    make = [
        openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.pem", "-out",
        "tsa.crt", "-subj", "/CN=tsa", "-addext", "extendedKeyUsage=critical,timeStamping",
    ]  # fmt: skip
    reply = [
        openssl, "ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile", "q.tsq",
        "-inkey", "tsa.pem", "-signer", "tsa.crt", "-out", "q.tsr",
    ]  # fmt: skip
    for command in (make, reply):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return (tmp_path / "q.tsr").read_bytes()


def test_a_token_is_attached_and_openssl_verifies_it(
    store: Store, key: SigningKey, answered: bytes, tmp_path: Path
) -> None:
    token = attach_token(store, answered, "q.tsr", **WHO)
    assert token.kind is TokenKind.RFC3161
    assert last_attestation(store).tokens == (token,)
    assert findings(store, key) == []
    check = ["openssl", "ts", "-verify", "-data", "note", "-in", "q.tsr", "-CAfile", "tsa.crt"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout


def test_a_token_is_held_once(store: Store, answered: bytes) -> None:
    attach_token(store, answered, "q.tsr", **WHO)
    with pytest.raises(Misuse, match="held already"):
        attach_token(store, answered, "q.tsr", **WHO)


def test_a_token_about_another_record_is_refused(answered: bytes, key: SigningKey) -> None:
    other = fill(MemoryStore(), 5)
    sign_record(other, key, **WHO)
    with pytest.raises(Misuse, match="no checkpoint of this record"):
        attach_token(other, answered, "q.tsr", **WHO)


def test_an_opentimestamps_proof_is_attached_by_its_digest(
    store: Store, key: SigningKey
) -> None:
    signed = sign_record(store, key, **WHO)
    proof = OTS_MAGIC + b"\x01\x08" + bytes.fromhex(signed.sha256) + b"\xf0\x10rest"
    token = attach_token(store, proof, "note.ots", **WHO)
    assert (token.kind, token.sha256) == (TokenKind.OPENTIMESTAMPS, signed.sha256)


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x03\x02\x01\x05", b"<html>", OTS_MAGIC, b"\xff" * 99]
)
def test_what_is_no_proof_of_time_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"odd\.tsr"):
        read_token(data, "odd.tsr")


def test_a_proof_of_a_checkpoint_that_is_not_there_is_found(
    store: Store, key: SigningKey, answered: bytes
) -> None:
    attach_token(store, answered, "q.tsr", **WHO)
    with store.view() as view:
        entries = list(view.custody())
    kept = [e for e in entries if e.act.value != "signed"]
    assert any("no checkpoint before it" in one.found for one in unattested(kept))
    assert len(attestations(entries)) == 1
