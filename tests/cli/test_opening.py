"""Envelopes opened at the desk: large ones, interrupted ones, the same film twice, and those who lie about theirs."""

import io
import json
import struct
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from qantar.capture.media import media_type
from qantar.capture.submission import HEAD, TAIL, Opened, open_submission
from qantar.cli.opening import Desk
from qantar.cli.terms import Refusals
from qantar.domain.errors import RecordError
from qantar.domain.source import Refused
from qantar.record.copies import copies
from qantar.record.custody import Act
from qantar.record.port import Store
from qantar.record.verification import verify
from qantar.seal.envelope import FORM, Header, Sealing
from qantar.seal.keys import Identity, keep
from qantar.store.address import open_store
from qantar.store.memory import MemoryStore
from tests.cli.conftest import run

DESK, WITNESS = Identity.made(), Identity.made()
MEBIBYTE = 1 << 20
NOTE = "Мен 2022 жылғы 5 қаңтар кешінде алаңда болдым. Алматыда 12 адам қаза тапты."
AT = "2022-01-06T10:00:00Z"


def sealed(path: Path, data: bytes, **header: object) -> Path:
    said: Header = {"submission": "3f2a9c", "number": 1, "witness": WITNESS.recipient, "name": "",
                    "kind": "file", "hour": "2022-01-06T10:00Z"}  # fmt: skip
    sealing = Sealing(path, [DESK.recipient], said | header)
    sealing.write(data)
    sealing.finish()
    return path


def sealed_twice(path: Path, data: bytes, **header: object) -> Path:
    """As a browser seals it, in an envelope of the intake's."""
    inner = sealed(path.with_name("inner"), data, **header)
    sealed(path, inner.read_bytes(), kind="sealed")
    inner.unlink()
    return path


def opened(store: Store, *paths: Path) -> Desk:
    desk = Desk(store, DESK, Refusals(), copies=False)
    for path in paths:
        desk.open(path)
    return desk


def acts(store: Store) -> list[Act]:
    with store.view() as view:
        return [entry.act for entry in view.custody()]


@pytest.mark.parametrize("seal", [sealed, sealed_twice])
@pytest.mark.parametrize("size", [1, HEAD - 1, HEAD + 1, HEAD + TAIL + 1])
def test_a_film_comes_out_as_it_went_in_however_long_it_is(
    seal: object, size: int, tmp_path: Path
) -> None:
    data = (b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * (size // 256 + 1))[:size]
    path = (sealed if seal is sealed else sealed_twice)(tmp_path / "a.age", data)
    out = io.BytesIO()
    piece = open_submission(path, DESK, out, captured_at=AT)
    assert isinstance(piece, Opened)
    assert out.getvalue() == data
    assert piece.capture.media_type == media_type(data, "")
    assert piece.capture.size == size


def test_a_packed_document_is_known_by_both_its_ends_though_no_one_holds_it_whole(
    tmp_path: Path,
) -> None:
    end = b"[Content_Types].xml word/document.xml"
    path = sealed(tmp_path / "a.age", b"PK\x03\x04" + bytes(2 * HEAD) + end)
    piece = open_submission(path, DESK, io.BytesIO(), captured_at=AT)
    assert isinstance(piece, Opened)
    assert piece.capture.media_type.endswith("wordprocessingml.document")


_MEASURE = """
import resource, sys
from pathlib import Path
from qantar.cli.app import main
folder, key = Path(sys.argv[1]), sys.argv[2]
def peak(*arguments):
    sys.argv = ["qantar", *arguments]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, arguments
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in ("small", "large"):
    record = str(folder / name / "x.qantar")
    told = [
        peak("intake", "open", str(folder / name), "--key", key, "--record", record),
        peak("verify", "--record", record),
        peak("bundle", str(folder / name / "b.zip"), "--record", record),
        peak("restore", str(folder / name / "b.zip"), "--record", str(folder / name / "again")),
    ]
    print("PEAK", *told)
"""


def test_a_film_of_64_mebibytes_takes_no_more_memory_than_one_of_two(tmp_path: Path) -> None:
    """Opened, verified, bundled and restored; sealed by the intake, and before that in a browser."""
    key = tmp_path / "desk.age"
    keep(DESK, key, None)
    for name, size in (("small", 2), ("large", 64)):
        (tmp_path / name).mkdir()
        film = b"\x00\x00\x00\x18ftypisom" + bytes(size * MEBIBYTE)
        sealed(tmp_path / name / "1.age", film)
        sealed_twice(tmp_path / name / "2.age", film + b"\x01", number=2)
    command = [sys.executable, "-c", _MEASURE, str(tmp_path), str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("PEAK")]
    small, large = ([int(kibibytes) for kibibytes in line] for line in lines)
    assert large[-1] - small[-1] < 24 * 1024


class Interrupted(BaseException):
    pass


def test_an_opening_that_was_interrupted_goes_on_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    for number in (1, 2, 3):
        film = bytes([number]) * (4 * MEBIBYTE)
        sealed_twice(folder / f"3f2a9c-{number}.age", film, number=number)
    store = open_store(tmp_path / "x.qantar", create=True)
    try:
        from qantar.store import arrivals

        whole, written = arrivals.FileArrival.write, list[int]()

        def cut(self: arrivals.FileArrival, data: bytes, /) -> int:
            written.append(len(data))
            if sum(written) > 6 * MEBIBYTE:
                raise Interrupted
            return whole(self, data)

        monkeypatch.setattr(arrivals.FileArrival, "write", cut)
        with pytest.raises(Interrupted):
            opened(store, folder)
        monkeypatch.undo()
        assert acts(store) == [Act.RECEIVED, Act.OPENED]
        assert list(verify(store)) == []
        desk = opened(store, folder)
        assert (desk.opened, desk.passed) == (2, 1)
        assert acts(store) == [Act.RECEIVED, Act.OPENED] * 3
        assert list(verify(store)) == []
    finally:
        store.close()


def test_a_note_that_was_opened_and_not_yet_read_is_read_when_it_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sealed(tmp_path / "a.age", NOTE.encode(), kind="text")
    store = MemoryStore()

    def die(*arguments: object, **named: object) -> None:
        raise Interrupted

    monkeypatch.setattr("qantar.cli.opening.ingest", die)
    with pytest.raises(Interrupted):
        opened(store, path)
    monkeypatch.undo()
    assert opened(store, path).passed == 1
    assert acts(store) == [Act.RECEIVED, Act.OPENED, Act.READ]


def test_two_witnesses_who_leave_the_same_film_both_stand_in_custody_and_both_can_be_answered(
    tmp_path: Path,
) -> None:
    store = MemoryStore()
    other = Identity.made()
    opened(
        store,
        sealed(tmp_path / "a.age", b"film"),
        sealed(tmp_path / "b.age", b"film", submission="77b0", witness=other.recipient),
    )
    with store.view() as view:
        assert len(list(view.captures())) == 1
        told = [e.detail["witness"] for e in view.custody(act=Act.OPENED)]
    assert told == [WITNESS.recipient, other.recipient]


def test_what_was_removed_is_not_brought_back_by_its_envelope(tmp_path: Path) -> None:
    store, path = MemoryStore(), sealed(tmp_path / "a.age", b"film")
    opened(store, path)
    with store.view() as view:
        (capture,) = view.captures()
    with store.writer(who="desk", at=AT) as writer:
        writer.remove_capture(capture.id, decided_by=("А. Ким",), reason="safety")
    opened(store, path, sealed(tmp_path / "b.age", b"film"))
    assert not store.blobs.has(capture.sha256)


def test_a_full_disk_of_the_desk_is_not_told_as_a_bad_envelope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qantar.store.arrivals import MemoryArrival

    def full(self: MemoryArrival, data: bytes, /) -> int:
        raise RecordError("No space left; make room")

    monkeypatch.setattr(MemoryArrival, "write", full)
    for seal in (sealed, sealed_twice):
        with pytest.raises(RecordError, match="make room"):
            opened(MemoryStore(), seal(tmp_path / "a.age", b"film"))


def hostile(path: Path, header: bytes) -> Path:
    """An envelope whose header is not what a browser writes, in an honest one of the intake's."""
    frame = b"H" + struct.pack(">I", len(header)) + header
    recipient = pyrage.x25519.Recipient.from_str(DESK.recipient)
    return sealed(path, pyrage.encrypt(frame, [recipient]), kind="sealed")


@pytest.mark.parametrize(
    "header",
    [b"[1]", b"null", b"[" * 60_000, b'{"form": "another"}', b"\xff\xfe", json.dumps({"form": FORM}).encode()],
    ids=["a list", "null", "a pit", "another form", "no text", "nothing behind it"],
)  # fmt: skip
def test_a_header_that_is_none_is_refused_by_name(header: bytes, tmp_path: Path) -> None:
    path = hostile(tmp_path / "a.age", header)
    refused = open_submission(path, DESK, io.BytesIO(), captured_at=AT)
    assert isinstance(refused, Refused)
    assert "a.age" in str(refused.error)


def test_a_film_that_calls_itself_a_note_is_kept_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qantar.capture.submission.LONGEST_NOTE", 1000)
    piece = open_submission(
        sealed(tmp_path / "a.age", bytes(1001), kind="text"), DESK, io.BytesIO(), captured_at=AT
    )
    assert isinstance(piece, Opened)
    assert piece.kind == "file"


def test_more_than_is_taken_in_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qantar.capture.submission.LARGEST", 1000)
    for seal in (sealed, sealed_twice):
        path = seal(tmp_path / "a.age", bytes(1001))
        assert isinstance(open_submission(path, DESK, io.BytesIO(), captured_at=AT), Refused)


def test_material_is_linked_with_what_a_report_tells_of_and_the_link_is_taken_back(
    tmp_path: Path,
) -> None:
    record = str(tmp_path / "x.qantar")
    store = open_store(record, create=True)
    note = sealed(tmp_path / "n.age", NOTE.encode(), kind="text")
    opened(store, sealed(tmp_path / "f.age", b"film"), note)
    with store.view() as view:
        film = next(c for c in view.captures() if c.size == 4)
        claim = next(view.claims(kind="figure"))
    store.close()
    where = ("--record", record)
    done = run("link", film.id, claim.id[:14], "--reason", "the same square", *where)
    assert done.code == 0, done.err
    assert claim.id in done.out
    number = done.out.split(":")[0]
    assert run("link", film.id, *where).out == done.out
    with pytest.raises(RecordError, match="claim-0000"):
        run("link", film.id, "claim-0000", "--reason", "x", *where)
    with pytest.raises(RecordError, match="a name and a reason"):
        run("link", film.id, claim.id, *where)
    assert "all stands" in run("verify", *where).out
    assert run("link", "--take-back", number, "--reason", "another square", *where).code == 0
    assert run("link", film.id, *where).out == ""


def test_a_copy_made_later_names_its_reason_and_the_original_stays(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="the extra qantar[media] is not installed")
    import shutil

    if shutil.which("mat2") is None:
        pytest.skip("copies without metadata need mat2: apt-get install mat2")
    from tests.capture.pictures import jpeg, scene

    record, photo = str(tmp_path / "x.qantar"), jpeg(scene(1, (32, 32)), placed=True)
    store = open_store(record, create=True)
    opened(store, sealed(tmp_path / "f.age", photo))
    with store.view() as view:
        (capture,) = view.captures()
    where = ("--record", record)
    with pytest.raises(RecordError, match="who made it and why"):
        run("clean", capture.id, "--reason", " ", *where)
    assert (
        run("clean", capture.id, "--reason", "to be printed", "--by", "А. Ким", *where).code
        == 0
    )
    assert "to be printed" in run("copies", capture.id, *where).out
    with store.view() as view:
        (copy,) = copies(view.custody(capture.id))
    assert (copy.detail["by"], copy.detail["before"]) == ("А. Ким", capture.sha256)
    assert b"Exif" in store.blobs.read(capture.sha256)
    assert b"Exif" not in store.blobs.read(copy.sha256)
    assert list(verify(store)) == []
    store.close()
