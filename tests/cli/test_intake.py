"""From the envelope to the ledger: what a witness left, opened at the desk, with custody all the way."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from qantar.record.custody import Act
from qantar.seal.envelope import Sealing, open_envelope
from qantar.seal.keys import Identity
from qantar.store.address import open_store
from tests.cli.conftest import Answer, run

NOTE = (
    "Мен 2022 жылғы 5 қаңтар кешінде Алматыда алаңда болдым. Ішкі істер министрлігінің айтуынша, "
    "Алматыда 12 адам қаза тапты."
)
WITNESS = Identity.made()


@pytest.fixture
def key(tmp_path: Path) -> Path:
    assert run("intake", "key", "--out", str(tmp_path / "desk.age")).code == 0
    return tmp_path / "desk.age"


def envelope(folder: Path, key: Path, number: int, data: bytes, **header: object) -> Path:
    folder.mkdir(exist_ok=True)
    recipient = key.with_name(key.name + ".pub").read_text().strip()
    told = {"submission": "3f2a9c", "number": number, "witness": WITNESS.recipient, "name": "",
            "kind": "text", "hour": "2022-01-06T10:00Z"}  # fmt: skip
    sealing = Sealing(folder / f"3f2a9c-{number}.age", [recipient], told | header)
    sealing.write(data)
    sealing.finish()
    return folder


def opened(folder: Path, key: Path, *more: str) -> Answer:
    record = str(folder.parent / "x.qantar")
    return run("intake", "open", str(folder), "--key", str(key), "--record", record, *more)


def test_a_note_in_kazakh_becomes_a_claim_with_custody_back_to_its_envelope(
    tmp_path: Path, key: Path
) -> None:
    answer = opened(envelope(tmp_path / "usb", key, 1, NOTE.encode()), key)
    assert answer.code == 0, answer.err
    with open_store(tmp_path / "x.qantar", create=False).view() as view:
        claim = next(c for c in view.claims(kind="figure"))
        acts = [(e.act, e.detail.get("envelope")) for e in view.custody(claim.capture)]
    assert claim.as_row()["measure"] == "person.killed"
    assert acts[:2] == [(Act.RECEIVED, None), (Act.OPENED, "3f2a9c-1.age")]


def test_a_witness_without_a_name_is_no_office_whomever_he_quotes(
    tmp_path: Path, key: Path
) -> None:
    opened(envelope(tmp_path / "usb", key, 1, NOTE.encode()), key)
    record = str(tmp_path / "x.qantar")
    ledger = run("ledger", "--record", record, "--format", "json").out
    accounts = [a for line in ledger.splitlines() for a in json.loads(line)["accounts"]]
    assert accounts
    assert all(account["speaker"] is None for account in accounts)


def test_an_envelope_opened_twice_is_held_once(tmp_path: Path, key: Path) -> None:
    folder = envelope(tmp_path / "usb", key, 1, NOTE.encode())
    opened(folder, key)
    opened(folder, key)
    with open_store(tmp_path / "x.qantar", create=False).view() as view:
        assert len(list(view.captures())) == 1
        assert [e.act for e in view.custody()].count(Act.OPENED) == 1
    assert "all stands" in run("verify", "--record", str(tmp_path / "x.qantar")).out


def test_an_envelope_for_another_key_is_refused_by_name_and_the_rest_goes_on(
    tmp_path: Path, key: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run("intake", "key", "--out", str(other / "k.age"))
    envelope(tmp_path / "usb", other / "k.age", 1, b"not for us")
    answer = opened(envelope(tmp_path / "usb", key, 2, NOTE.encode()), key)
    assert answer.code == 1
    assert "3f2a9c-1.age" in answer.err
    assert "1 opened, 1 refused" in answer.out


def test_the_key_comes_back_from_shares(tmp_path: Path, key: Path) -> None:
    shares = run("intake", "split", "--key", str(key), "--needed", "2", "--shares", "3").out
    (tmp_path / "shares.txt").write_text("\n".join(shares.splitlines()[1:]))
    run("intake", "join", str(tmp_path / "shares.txt"), "--out", str(tmp_path / "again.age"))
    assert (tmp_path / "again.age").read_text() == key.read_text()


def test_a_reply_is_sealed_for_the_witness_alone(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    opened(envelope(tmp_path / "usb", key, 1, NOTE.encode()), key)
    monkeypatch.setattr("sys.stdin", io.StringIO("Рахмет!"))
    from typer.testing import CliRunner

    from qantar.cli.app import app

    record, out = str(tmp_path / "x.qantar"), str(tmp_path / "replies")
    arguments = ["intake", "reply", "3f2a9c", "--record", record, "--out", out]
    done = CliRunner().invoke(app, arguments, input="Рахмет!")
    assert done.exit_code == 0, done.output
    said = io.BytesIO()
    open_envelope(tmp_path / "replies" / "3f2a9c-0001.age", WITNESS, said)
    assert said.getvalue().decode() == "Рахмет!"


def test_the_place_stays_in_the_original_and_is_gone_from_the_working_copy(
    tmp_path: Path, key: Path
) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None or shutil.which("mat2") is None:
        pytest.skip("no mat2 or exiftool here: apt-get install mat2 libimage-exiftool-perl")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(_JPEG)
    tag = [
        exiftool,
        "-GPSLatitude=43.238",
        "-GPSLatitudeRef=N",
        "-overwrite_original",
        str(photo),
    ]
    subprocess.run(tag, check=True, capture_output=True)
    folder = envelope(
        tmp_path / "usb", key, 1, photo.read_bytes(), kind="file", name="../IMG_1.jpg"
    )
    answer = opened(folder, key, "--copies")
    assert answer.code == 0, answer.err
    out = tmp_path / "copies"
    assert run("copies", "--out", str(out), "--record", str(tmp_path / "x.qantar")).code == 0
    (copy,) = out.iterdir()

    def place(data: bytes) -> bytes:
        show = [exiftool, "-s3", "-GPSLatitude", "-"]
        return subprocess.run(show, input=data, capture_output=True, check=True).stdout

    store = open_store(tmp_path / "x.qantar", create=False)
    with store.view() as view:
        capture = next(view.captures())
        told = [(e.act, e.detail) for e in view.custody(capture.id)]
    assert b"43" in place(store.blobs.read(capture.sha256))
    assert place(copy.read_bytes()) == b""
    assert [act for act, _ in told] == [Act.RECEIVED, Act.OPENED, Act.CONVERTED, Act.EXPORTED]
    (made, given) = (detail for _, detail in told[2:])
    assert made["made"] == "copy without metadata"
    assert made["before"] == capture.sha256
    assert made["sha256"] == given["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    store.close()


_JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912"
    "130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001"
    "000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b51000020103"
    "03020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f024336272"
    "82090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475"
    "767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9"
    "cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd0ffd9"
)
"""A picture of one grey pixel."""
