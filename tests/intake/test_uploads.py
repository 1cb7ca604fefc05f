"""Sealed before it is sent, and sent piece by piece: what a cut, a restart, or a liar leads to."""

import base64
import hashlib
import http.client
import io
import json
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from qantar.capture.submission import Opened, open_submission
from qantar.seal.envelope import Sealing
from tests.intake.conftest import Site, start

FILM = b"a film of the square " * 9000
PIECE = 65536


@dataclass(frozen=True, slots=True)
class Told:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    site: Site, method: str, path: str, body: bytes | None = None, **headers: str | int
) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=300)
    try:
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        connection.request(method, path, body, {"Tus-Resumable": "1.0.0"} | named)
        answer = connection.getresponse()
        return Told(
            answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        )
    finally:
        connection.close()


def begin(site: Site, **said: str) -> dict[str, object]:
    told = ask(site, "POST", "/kk/begin", json.dumps(said).encode())
    assert told.status == 200
    found: dict[str, object] = json.loads(told.body)
    return found


def sealed(site: Site, folder: Path, data: bytes = FILM, **header: str) -> bytes:
    """What a browser would send: an envelope of its own."""
    path = folder / secrets.token_hex(8)
    said = {"kind": "file", "name": "film.mp4", "type": "video/mp4"} | header
    sealing = Sealing(path, [site.desk.recipient], said)
    sealing.write(data)
    sealing.finish()
    return path.read_bytes()


def create(site: Site, ticket: object, length: int) -> str:
    told = ask(site, "POST", f"/up/{ticket}", Upload_Length=length)
    assert told.status == 201
    return told.headers["location"]


def patch(site: Site, where: str, offset: int, data: bytes, **more: str) -> Told:
    kind = {"Content_Type": "application/offset+octet-stream"}
    return ask(site, "PATCH", where, data, Upload_Offset=offset, **(kind | more))


def checksum(data: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(data).digest()).decode()


def finish(site: Site, ticket: object) -> Told:
    return ask(site, "POST", "/kk/finish", json.dumps({"ticket": ticket}).encode())


def opened(site: Site) -> list[tuple[Opened, bytes]]:
    pieces = []
    for path in site.sealed():
        out = io.BytesIO()
        piece = open_submission(path, site.desk, out, captured_at="2022-01-06T10:00:00Z")
        assert isinstance(piece, Opened)
        pieces.append((piece, out.getvalue()))
    return pieces


def incoming(site: Site) -> list[Path]:
    return sorted((site.folder / "incoming").iterdir())


def test_what_a_browser_sealed_opens_at_the_desk_like_anything_else(
    site: Site, tmp_path: Path
) -> None:
    ticket = begin(site)["ticket"]
    for data in (
        sealed(site, tmp_path),
        sealed(site, tmp_path, "Жеті адам".encode(), kind="text"),
    ):
        where = create(site, ticket, len(data))
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            told = patch(site, where, at, piece, Upload_Checksum=checksum(piece))
            assert (told.status, told.headers["upload-offset"]) == (204, str(at + len(piece)))
    assert json.loads(finish(site, ticket).body) == {"count": 2}
    (film, frames), (note, words) = opened(site)
    assert (film.kind, film.name, frames) == ("file", "film.mp4", FILM)
    assert (note.kind, words.decode()) == ("text", "Жеті адам")
    assert note.capture.media_type == "text/plain"
    assert note.submission == film.submission
    assert incoming(site) == []


def test_the_code_given_at_the_beginning_opens_what_was_kept(
    site: Site, tmp_path: Path
) -> None:
    begun = begin(site)
    code = str(begun["code"]).encode()
    assert site.post("/kk/open", ("code", None, code)).status == 404
    data = sealed(site, tmp_path)
    patch(site, create(site, begun["ticket"], len(data)), 0, data)
    finish(site, begun["ticket"])
    assert site.post("/kk/open", ("code", None, code)).status == 200


def test_more_is_added_under_the_same_code(site: Site, tmp_path: Path) -> None:
    begun = begin(site)
    data = sealed(site, tmp_path)
    patch(site, create(site, begun["ticket"], len(data)), 0, data)
    finish(site, begun["ticket"])
    again = begin(site, code=str(begun["code"]))
    assert again["code"] is None
    patch(site, create(site, again["ticket"], len(data)), 0, data)
    finish(site, again["ticket"])
    assert len({piece.submission for piece, _ in opened(site)}) == 1
    assert len(site.sealed()) == 2


def test_an_unknown_code_begins_nothing(site: Site) -> None:
    for code in ("x", " ".join(["дом"] * 9)):
        assert ask(site, "POST", "/ru/begin", json.dumps({"code": code}).encode()).status == 404


def test_after_a_cut_the_rest_is_enough(site: Site, tmp_path: Path) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    where = create(site, ticket, len(data))
    half = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    half.putrequest("PATCH", where)
    for name, value in {
        "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Length": str(len(data)),
        "Content-Type": "application/offset+octet-stream",
    }.items():  # fmt: skip
        half.putheader(name, value)
    half.endheaders(data[:100_000])
    assert half.getresponse().status == 400  # patience was lost with it
    half.close()
    offset = int(ask(site, "HEAD", where).headers["upload-offset"])
    assert offset == 100_000
    assert patch(site, where, offset, data[offset:]).status == 204
    assert finish(site, ticket).status == 200
    assert opened(site)[0][1] == FILM


def test_after_a_restart_the_rest_is_enough(own_site: Site, tmp_path: Path) -> None:
    site = own_site
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    where = create(site, ticket, len(data))
    assert patch(site, where, 0, data[:PIECE]).status == 204
    site.process.kill()
    site.process.wait()
    again = start(site.folder, site.desk, site.port)
    try:
        assert ask(site, "HEAD", where).headers["upload-offset"] == str(PIECE)
        assert patch(site, where, PIECE, data[PIECE:]).status == 204
        assert finish(site, ticket).status == 200
        assert opened(site)[0][1] == FILM
    finally:
        again.terminate()
        again.wait()


def test_finishing_twice_keeps_once(site: Site, tmp_path: Path) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    patch(site, create(site, ticket, len(data)), 0, data)
    assert finish(site, ticket).body == finish(site, ticket).body == b'{"count": 1}'
    assert len(site.sealed()) == 1


def test_what_is_not_whole_is_not_kept(site: Site, tmp_path: Path) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    assert finish(site, ticket).status == 409
    patch(site, create(site, ticket, len(data)), 0, data[:-1])
    assert finish(site, ticket).status == 409
    assert site.sealed() == []


def test_what_is_not_sealed_is_never_written(site: Site) -> None:
    ticket = begin(site)["ticket"]
    for data in (FILM, b"short", b"age-encryption.org/v1\n-> scrypt "):
        where = create(site, ticket, len(data))
        assert patch(site, where, 0, data).status == 415
    assert {path.stat().st_size for path in incoming(site)} == {0}


def test_a_piece_whose_digest_is_another_is_not_kept(site: Site, tmp_path: Path) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    where = create(site, ticket, len(data))
    assert patch(site, where, 0, data, Upload_Checksum=checksum(b"x")).status == 460
    assert patch(site, where, 0, data, Upload_Checksum="md5 AAAA").status == 400
    assert ask(site, "HEAD", where).headers["upload-offset"] == "0"


def test_a_piece_at_another_place_or_too_long_is_refused(site: Site, tmp_path: Path) -> None:
    ticket, data = begin(site)["ticket"], sealed(site, tmp_path)
    where = create(site, ticket, len(data))
    assert patch(site, where, 7, data).status == 409
    assert patch(site, where, 0, data + b"x", Upload_Checksum=checksum(data)).status == 460
    assert patch(site, where, 0, data, Content_Type="text/plain").status == 415
    assert ask(site, "HEAD", where).headers["upload-offset"] == "0"


def test_too_much_is_refused_before_it_comes(site: Site) -> None:
    ticket = begin(site)["ticket"]
    assert ask(site, "POST", f"/up/{ticket}", Upload_Length=1 << 40).status in (413, 507)
    assert ask(site, "POST", f"/up/{ticket}", Upload_Length=7 << 20).status == 413
    assert ask(site, "POST", f"/up/{ticket}", Upload_Length="x").status == 400
    statuses = [ask(site, "POST", f"/up/{ticket}", Upload_Length=9).status for _ in range(12)]
    assert statuses == [201] * 9 + [413] * 3  # eight files and a note


def test_a_stranger_s_ticket_opens_nothing(site: Site) -> None:
    for method in ("HEAD", "PATCH", "DELETE"):
        assert ask(site, method, "/up/0123/1", Upload_Offset=0).status == 404
    assert ask(site, "POST", "/up/../../etc", Upload_Length=1).status == 404
    assert finish(site, "0123").status == 404


def test_what_is_asked_in_another_form_is_refused(site: Site) -> None:
    for body in (b"", b"[]", b"{", b"{" + b" " * 5000 + b"}", b"\xff"):
        assert ask(site, "POST", "/en/begin", body).status == 400
        assert ask(site, "POST", "/en/finish", body).status == 400
    assert ask(site, "POST", "/xx/begin", b"{}").status == 404


def test_another_version_of_tus_is_told_which_is_spoken(site: Site) -> None:
    told = ask(site, "HEAD", "/up/x/1", Tus_Resumable="0.2.2")
    assert (told.status, told.headers["tus-version"]) == (412, "1.0.0")
    told = ask(site, "OPTIONS", "/up/x")
    assert "creation,checksum" in told.headers["tus-extension"]


def test_an_upload_is_let_go_when_asked(site: Site, tmp_path: Path) -> None:
    where = create(site, begin(site)["ticket"], 100)
    assert ask(site, "DELETE", where).status == 204
    assert ask(site, "HEAD", where).status == 404
    assert incoming(site) == []


def test_an_unfinished_delivery_leaves_no_word_and_no_minute(
    site: Site, tmp_path: Path
) -> None:
    begun, data = begin(site), sealed(site, tmp_path)
    where = create(site, begun["ticket"], len(data))
    told = patch(site, where, 0, data[:PIECE])
    assert told.headers["upload-expires"].endswith(":00:00 GMT")
    files = [p for p in site.folder.rglob("*") if p.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    for word in (
        str(begun["ticket"]).encode(),
        str(begun["code"]).split()[0].encode(),
        b"film",
        b"127.0.0.1",
    ):
        assert word not in kept
    assert {p.stat().st_mtime % 3600 for p in (site.folder, *site.folder.rglob("*"))} == {0}
    assert (site.folder.parent / "log.txt").read_bytes() == b""


def test_a_browser_that_lies_about_its_envelope_is_refused_at_the_desk(
    site: Site, tmp_path: Path
) -> None:
    ticket = begin(site)["ticket"]
    data = b"age-encryption.org/v1\n-> X25519 nonsense"
    patch(site, create(site, ticket, len(data)), 0, data)
    data = sealed(site, tmp_path, kind="sealed")
    patch(site, create(site, ticket, len(data)), 0, data)
    assert finish(site, ticket).status == 200
    for path in site.sealed():
        out = io.BytesIO()
        piece = open_submission(path, site.desk, out, captured_at="2022-01-06T10:00:00Z")
        assert not isinstance(piece, Opened)


def test_a_withdrawn_submission_takes_nothing_more(site: Site, tmp_path: Path) -> None:
    begun, data = begin(site), sealed(site, tmp_path)
    patch(site, create(site, begun["ticket"], len(data)), 0, data)
    finish(site, begun["ticket"])
    code = str(begun["code"])
    late = begin(site, code=code)["ticket"]
    patch(site, create(site, late, len(data)), 0, data)
    assert site.post("/kk/withdraw", ("code", None, code.encode())).status == 200
    assert finish(site, late).status == 400
    assert site.sealed() == []


@pytest.mark.parametrize("table", ["unfinished", "uploads"])
def test_the_database_holds_no_ticket(site: Site, table: str) -> None:
    ticket = begin(site)["ticket"]
    create(site, ticket, 100)
    with sqlite3.connect(site.folder / "intake.db") as db:
        rows = db.execute(f"SELECT * FROM {table}").fetchall()
    db.close()
    assert rows
    assert str(ticket) not in str(rows)
