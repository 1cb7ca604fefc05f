"""From a witness's browser to a court: sent, opened, answered, counted, packed, checked without Qantar."""

import hashlib
import io
import json
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qantar.record.custody import Act
from qantar.seal.envelope import open_envelope, padded
from qantar.store.address import open_store
from tests.cli.conftest import run
from tests.desk.conftest import chromium
from tests.intake.conftest import Site, start

pytestmark = pytest.mark.xdist_group("browser")

NOTE = (
    "Мен 2022 жылғы 5 қаңтар кешінде Алматыда алаңда болдым. Алматыда 12 адам қаза тапты. "
    "Жеті адам жараланды."
)
_PIXEL = bytes.fromhex(
    "ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c23"
    "1c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501010101"
    "010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d0102030004"
    "1105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435"
    "363738393a434445464748494a535455565758595a636465666768696a737475767778797a83848586878889 8a9293"
    "9495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4"
    "e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd0ffd9"
)
"""The rest of a picture of one grey pixel."""


def degrees(minutes: int, seconds: int) -> bytes:
    """A latitude as EXIF writes it: three fractions."""
    return struct.pack("<6I", 43, 1, minutes, 1, seconds, 100)


def photo(latitude: bytes) -> bytes:
    """A photograph whose EXIF names the place: «N» and a latitude in its GPS directory."""
    pointer = struct.pack("<HHHIII", 1, 0x8825, 4, 1, 26, 0)
    entries = struct.pack("<HHHI4s", 2, 1, 2, 2, b"N\0\0\0")
    entries += struct.pack("<HHIII", 2, 5, 3, 26 + 30, 0)
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + pointer + entries + latitude
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + _PIXEL


PLACES = (degrees(14, 1931), degrees(15, 4217))
PHOTOS = [photo(place) for place in PLACES]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@dataclass(slots=True)
class Visit:
    """A witness's browser: its page, what it sent, and what went wrong in it."""

    page: Any
    sent: list[tuple[str, str, bytes]]
    faults: list[str]


Visiting = Callable[[Site, bool], Visit]


@pytest.fixture
def visiting(browser: Any) -> Iterator[Visiting]:
    contexts = []

    def open_page(site: Site, script: bool) -> Visit:
        address = f"http://127.0.0.1:{site.port}"
        context = browser.new_context(base_url=address, java_script_enabled=script)
        contexts.append(context)
        visit = Visit(context.new_page(), [], [])
        visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
        visit.page.on(
            "console", lambda said: visit.faults.append(said.text) if said.type == "error" else None
        )  # fmt: skip
        visit.page.on(
            "request",
            lambda asked: visit.sent.append(
                (asked.method, asked.url.removeprefix(address), asked.post_data_buffer or b"")
            ),
        )
        return visit

    yield open_page
    for context in contexts:
        context.close()


def leave(visit: Visit, photos: list[Path]) -> str:
    """Two photographs and a note in Kazakh, as a person leaves them; the code shown for them."""
    page = visit.page
    page.goto("/kk/")
    page.fill("#note", NOTE)
    page.set_input_files("#files", [str(path) for path in photos])
    page.click("main form:first-of-type button")
    page.wait_for_selector("#new-code strong", timeout=60_000)
    return str(page.inner_text("#new-code strong"))


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with a script"])
def test_what_a_witness_sends_is_answered_counted_and_proved(
    site: Site, tmp_path: Path, visiting: Visiting, script: bool
) -> None:
    if shutil.which("mat2") is None:
        pytest.skip("copies without metadata need mat2: apt-get install mat2")
    photos = [tmp_path / "IMG_1.jpg", tmp_path / "IMG_2.jpg"]
    for path, data in zip(photos, PHOTOS, strict=True):
        path.write_bytes(data)
    visit = visiting(site, script)
    code = leave(visit, photos)
    assert len(code.split()) == 9

    bodies = b"".join(body for _, _, body in visit.sent)
    if script:  # what left the browser was sealed already
        assert not [path for _, path, _ in visit.sent if path.endswith("/send")]
        assert "PATCH" in {method for method, _, _ in visit.sent}
        for word in (NOTE.encode()[:40], PLACES[0], b"IMG_1"):
            assert word not in bodies
    assert visit.faults == []

    # Carried to the desk, opened there.
    usb, copies = tmp_path / "usb", tmp_path / "copies"
    shutil.copytree(site.folder / "sealed", usb)
    record, key = str(tmp_path / "january.qantar"), str(site.folder.parent / "desk.age")
    answer = run("intake", "open", str(usb), "--key", key, "--record", record, "--copies")
    assert answer.code == 0, answer.err
    assert "3 opened, 0 refused" in answer.out

    # The place stays sealed in the original and is gone from the working copy.
    store = open_store(record, create=False)
    try:
        with store.view() as view:
            captures = {capture.id: capture for capture in view.captures()}
            custody = list(view.custody())
        originals = {store.blobs.read(capture.sha256) for capture in captures.values()}
        assert originals == {*PHOTOS, NOTE.encode()}
        assert run("copies", "--out", str(copies), "--record", record).code == 0
        working = [path.read_bytes() for path in copies.iterdir()]
        assert len(working) == 2
        for data in working:
            assert data.startswith(b"\xff\xd8")
            assert b"Exif" not in data
            assert not [place for place in PLACES if place in data]

        # What the note counts stands in a ledger; from there custody leads back to the envelope.
        ledgers = [
            json.loads(line)
            for line in run("ledger", "--record", record, "--format", "json").out.splitlines()
        ]
        counted = {ledger["measure"]: ledger for ledger in ledgers}
        assert (counted["person.killed"]["low"], counted["person.killed"]["high"]) == (12, 12)
        assert (counted["person.injured"]["low"], counted["person.injured"]["high"]) == (7, 7)
        (account,) = counted["person.killed"]["accounts"]
        (appearance,) = account["appearances"]
        assert appearance["words"] == "Алматыда 12 адам қаза тапты."
        with store.view() as view:
            claim = view.claim(appearance["claim"])
    finally:
        store.close()
    (opened,) = [e for e in custody if e.act is Act.OPENED and e.about == claim.capture]
    envelope = usb / opened.detail["envelope"]
    assert hashlib.sha256(envelope.read_bytes()).hexdigest() == opened.detail["sha256"]

    # A reply, carried back, read with the code alone.
    replies = tmp_path / "replies"
    submission = opened.detail["submission"]
    told = run(
        "intake", "reply", submission, "--record", record, "--out", str(replies),
        typed="Рахмет! Қай көшеде болды?",
    )  # fmt: skip
    assert told.code == 0, told.err
    for path in replies.iterdir():
        shutil.copy(path, site.folder / "replies")
    back = visiting(site, script)
    back.page.goto("/kk/")
    back.page.fill("#code", code.upper())
    back.page.click("section form button")
    back.page.wait_for_selector(".reply")
    assert back.page.inner_text(".reply") == "Рахмет! Қай көшеде болды?"
    assert back.faults == []

    # Signed, packed, and checked by a Python that has nothing but itself.
    signing = str(tmp_path / "sign.key")
    assert run("key", "desk.example", "--out", signing).code == 0
    assert run("checkpoint", "--key", signing, "--record", record).code == 0
    assert run("bundle", str(tmp_path / "evidence.zip"), "--record", record).code == 0
    with zipfile.ZipFile(tmp_path / "evidence.zip") as packed:
        packed.extractall(tmp_path / "court")
    (bundle,) = (tmp_path / "court").iterdir()
    assert checked(bundle, signing + ".pub").returncode == 0
    (original,) = bundle.rglob(hashlib.sha256(PHOTOS[0]).hexdigest() + "*")
    original.write_bytes(PHOTOS[0][:-1] + b"\0")
    assert checked(bundle, signing + ".pub").returncode == 1


def checked(bundle: Path, key: str) -> "subprocess.CompletedProcess[str]":
    """The bundle's own verifier, run without Qantar and without any package."""
    probe = "import sys; sys.exit(any('site-packages' in p for p in sys.path))"
    command = [sys.executable, "-I", "-S"]
    assert subprocess.run([*command, "-c", probe]).returncode == 0
    return subprocess.run(
        [*command, str(bundle / "verify.py"), "--key", key],
        capture_output=True, text=True, cwd=bundle, env={},
    )  # fmt: skip


FILM = bytes(range(256)) * 10_000


def test_a_browser_goes_on_after_lost_answers_and_a_killed_intake(
    own_site: Site, tmp_path: Path, visiting: Visiting
) -> None:
    """Three pieces: before the second the intake is killed and started anew, the answer to the third
    is lost on its way."""
    site = own_site
    film = tmp_path / "film.mp4"
    film.write_bytes(FILM)
    visit, pieces, again = visiting(site, True), [], []

    def cut(route: Any) -> None:
        if route.request.method == "PATCH":
            pieces.append(len(route.request.post_data_buffer))
            if len(pieces) == 2:
                site.process.kill()
                site.process.wait()
                again.append(start(site.folder, site.desk, site.port))
                route.abort()
                return
            if len(pieces) == 4:
                route.fetch()
                route.abort()
                return
        route.continue_()

    visit.page.route("**/up/**", cut)
    try:
        code = leave(visit, [film])
        assert len(code.split()) == 9
        assert len(pieces) > 4
        found = {}
        for path in site.sealed():
            outer = io.BytesIO()
            open_envelope(path, site.desk, outer)
            outer.seek(0)
            inner = io.BytesIO()
            header, _ = open_envelope(path, site.desk, inner, source=outer)
            found[header["name"]] = inner.getvalue()
        assert found == {"film.mp4": FILM, "": NOTE.encode()}
        assert list((site.folder / "incoming").iterdir()) == []
    finally:
        for process in again:
            process.terminate()
            process.wait()


@pytest.mark.parametrize("size", [1, 65535, 65536, 300_000])
def test_a_script_s_envelope_is_as_long_as_the_intake_s_own(
    size: int, tmp_path: Path, visiting: Visiting, site: Site
) -> None:
    """So that nobody can tell from its length how a thing was sealed, or what it is."""
    data = tmp_path / "x"
    data.write_bytes(bytes(size))
    visit = visiting(site, True)
    leave(visit, [data])
    for path in site.sealed():
        outer = io.BytesIO()
        open_envelope(path, site.desk, outer)
        sealed = outer.getvalue()
        body = len(sealed) - sealed.index(b"\n", sealed.index(b"\n--- ") + 1) - 1 - 16
        blocks = -(-body // (65536 + 16))
        plain = body - 16 * blocks
        assert padded(plain) == plain
