"""What a witness meets, and what is left behind: a code, replies, sealed bytes, and nothing else."""

import base64
import hashlib
import io
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qantar.intake
from qantar.seal.envelope import Sealing, open_envelope
from tests.intake.conftest import Site, start

NOTE = "Мен 5 қаңтар кешінде алаңда болдым. Жеті адам жаралы болды."
PHOTO = b"\xff\xd8\xff\xe0" + b"a photograph of the square" * 400


def opened(site: Site) -> list[tuple[dict[str, object], bytes]]:
    out = []
    for path in site.sealed():
        data = io.BytesIO()
        header, _ = open_envelope(path, site.desk, data)
        out.append((dict(header), data.getvalue()))
    return out


def send(site: Site, lang: str = "kk") -> str:
    """A note in Kazakh and two photographs; the code for them."""
    parts = [
        ("note", None, NOTE.encode()),
        ("file", "IMG_1.jpg", PHOTO),
        ("file", "IMG_2.jpg", PHOTO[::-1]),
    ]
    answer = site.post(f"/{lang}/send", *parts)
    assert answer.status == 200
    return answer.code


def test_a_note_and_photographs_reach_the_desk_as_they_were_sent(site: Site) -> None:
    send(site)
    found = {(str(h["kind"]), str(h["name"])): data for h, data in opened(site)}
    assert found == {
        ("file", "IMG_1.jpg"): PHOTO,
        ("file", "IMG_2.jpg"): PHOTO[::-1],
        ("text", ""): NOTE.encode(),
    }


def test_nothing_readable_touches_the_disk(site: Site) -> None:
    """Neither the intake's folder, nor its log, nor what its process has mapped to files."""
    code = send(site)
    mapped = re.findall(r"(/\S+)$", Path(f"/proc/{site.process.pid}/maps").read_text(), re.M)
    files = {p for p in site.folder.parent.rglob("*") if p.is_file()}
    files |= {
        Path(name) for name in mapped if not name.startswith(("/usr", "/lib", "/opt", "/root"))
    }
    words = (
        "Жеті адам".encode(),
        b"photograph of the square",
        b"IMG_1",
        code.split()[0].encode(),
    )
    for path in files - {site.folder.parent / "desk.age"}:
        if path.exists() and "site-packages" not in str(path) and "words" not in str(path):
            data = path.read_bytes()
            assert not [word for word in words if word in data], path


def test_no_address_browser_or_minute_is_kept(site: Site) -> None:
    send(site)
    kept = b"".join(p.read_bytes() for p in site.folder.parent.rglob("*") if p.is_file())
    for trace in (b"Spy/9.9", b"127.0.0.1", b"User-Agent", b"cookie"):
        assert trace not in kept
    times = [p.stat().st_mtime for p in (site.folder, *site.folder.rglob("*"))]
    assert {moment % 3600 for moment in times} == {0}
    assert re.search(rb"20\d\d-\d\d-\d\dT\d\d:00Z", kept)
    assert not re.search(rb"20\d\d-\d\d-\d\d[T ]\d\d:(?!00)\d\d", kept)


def test_the_log_stays_empty(site: Site) -> None:
    send(site)
    site.ask("/nowhere")
    site.post("/kk/open", ("code", None, b"x"))
    assert (site.folder.parent / "log.txt").read_bytes() == b""


def test_no_cookie_and_no_server_name(site: Site) -> None:
    for path in ("/en/", "/ru/", "/intake.js", "/up/nothing/1"):
        assert not {"set-cookie", "server", "date"} & set(site.ask(path).headers)


def test_scripts_are_the_intake_s_own_and_the_page_names_their_digests(site: Site) -> None:
    answer = site.ask("/kk/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.findall(r"<script(?![^>]* src=)|\son\w+=|style=|javascript:", answer.text)
    named = re.findall(r'(?:src|href)="(/\w+\.js)" integrity="sha256-([^"]+)"', answer.text)
    assert sorted(name for name, _ in named) == ["/age.js", "/intake.js"]
    for name, digest in named:
        found = hashlib.sha256(site.ask(name).text.encode()).digest()
        assert base64.b64encode(found).decode() == digest
    assert not re.findall(r"https?://", answer.text)


def test_other_people_s_work_is_what_was_laid_down() -> None:
    folder = Path(qantar.intake.__file__).parent / "static" / "vendor"
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def test_every_page_speaks_its_language(site: Site) -> None:
    for lang, word in (
        ("en", "Send"),
        ("ru", "Отправить"),
        ("uk", "Надіслати"),
        ("kk", "Жіберу"),
    ):
        answer = site.ask(f"/{lang}/")
        assert f'<html lang="{lang}">' in answer.text
        assert f"<button>{word}</button>" in answer.text


def test_whoever_comes_back_with_the_code_reads_the_reply(site: Site) -> None:
    code = send(site)
    header = opened(site)[0][0]
    path = site.folder / "replies" / f"{header['submission']}-0001.age"
    sealing = Sealing(path, [str(header["witness"])], {"kind": "reply"})
    sealing.write("Рахмет! <b>Қай</b> көше?".encode())
    sealing.finish()
    answer = site.post("/kk/open", ("code", None, code.upper().encode()))
    assert "Рахмет! &lt;b&gt;Қай&lt;/b&gt; көше?" in answer.text
    assert "Рахмет".encode() not in path.read_bytes()


def test_another_code_opens_nothing(site: Site) -> None:
    send(site)
    from qantar.seal.code import make_code

    for code in ("", "дом", make_code("kk")):
        assert site.post("/kk/open", ("code", None, code.encode())).status == 404


def test_material_is_added_under_the_same_code(site: Site) -> None:
    code = send(site)
    answer = site.post("/kk/send", ("code", None, code.encode()), ("note", None, b"more"))
    assert answer.status == 200
    assert "new-code" not in answer.text
    assert len({h["submission"] for h, _ in opened(site)}) == 1
    assert len(site.sealed()) == 4


def test_material_under_an_unknown_code_is_not_taken(site: Site) -> None:
    from qantar.seal.code import make_code

    parts = [("code", None, make_code("ru").encode()), ("file", "a", PHOTO)]
    assert site.post("/ru/send", *parts).status == 404
    assert site.sealed() == []


def test_whoever_takes_everything_back_leaves_a_mark_and_nothing_else(site: Site) -> None:
    code = send(site)
    submission = opened(site)[0][0]["submission"]
    assert site.post("/kk/withdraw", ("code", None, code.encode())).status == 200
    assert site.sealed() == []
    assert [p.name for p in (site.folder / "withdrawn").iterdir()] == [submission]
    assert site.post("/kk/open", ("code", None, code.encode())).status == 404


def test_an_empty_form_sends_nothing_and_says_so(site: Site) -> None:
    answer = site.post("/uk/send", ("note", None, b"  "), ("file", "", b""))
    assert answer.status == 400
    assert site.sealed() == []


def test_too_much_is_refused_and_nothing_of_it_stays(site: Site) -> None:
    assert site.post("/en/send", ("file", "big", bytes(5 << 20))).status == 413
    assert site.sealed() == []


def test_thousands_of_tiny_files_are_refused(site: Site) -> None:
    files = [("file", f"{n}.txt", b"x") for n in range(2000)]
    assert site.post("/en/send", *files).status == 413
    assert site.sealed() == []


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/evil", "/etc/passwd", "a\\b", "x" * 3000, "\u202egpj.exe", "a%00b"],
)
def test_a_file_name_is_never_a_path(site: Site, name: str) -> None:
    assert site.post("/en/send", ("file", name, PHOTO)).status == 200
    assert [p.parent for p in site.sealed()] == [site.folder / "sealed"]
    assert re.fullmatch(r"[0-9a-f]{16}-1\.age", site.sealed()[0].name)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf a film"),
        ("multipart/form-data; boundary=x", b"no form at all"),
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=" + "x" * 300, b""),
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: " + b"b" * 9000 + b"\r\n\r\n\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: text/plain\r\n\r\nno name\r\n--x--\r\n"),
    ],
    ids=["cut", "garbage", "no boundary", "long boundary", "json", "long header", "no name"],
)  # fmt: skip
def test_a_malformed_form_is_refused_and_nothing_stays(
    site: Site, kind: str, body: bytes
) -> None:
    answer = site.ask("/en/send", body, {"Content-Type": kind})
    assert answer.status in (400, 413)
    assert site.sealed() == []
    assert site.ask("/en/").status == 200


def test_a_sender_who_stops_half_way_loses_patience_and_nothing_stays(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as slow:
        head = (
            "POST /en/send HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        )
        slow.sendall(head.encode() + b"half a film" * 100)
        answer = slow.recv(4096)
    assert b" 400 " in answer.split(b"\r\n")[0]
    assert site.sealed() == []


def test_a_connection_that_breaks_leaves_nothing(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as broken:
        head = (
            "POST /en/send HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        )
        broken.sendall(head.encode() + b"half a film" * 100)
    done = threading.Event()
    for _ in range(50):
        if not site.sealed():
            break
        done.wait(0.1)
    assert site.sealed() == []


def test_what_was_acknowledged_outlives_a_kill_and_what_was_not_is_swept(
    own_site: Site,
) -> None:
    site = own_site
    code = send(site)
    (site.folder / "sealed" / "0123456789abcdef-1.age").write_bytes(b"never acknowledged")
    (site.folder / "sealed" / "0123456789abcdef-2.age.part").write_bytes(b"half")
    site.process.kill()
    site.process.wait()
    again = start(site.folder, site.desk, site.port)
    try:
        assert len(site.sealed()) == 3
        assert "3" in site.post("/kk/open", ("code", None, code.encode())).text
    finally:
        again.terminate()
        again.wait()


def test_two_who_add_at_once_under_one_code_lose_nothing(site: Site) -> None:
    code = send(site).encode()

    def more(number: int) -> int:
        photo = ("file", f"{number}.jpg", PHOTO * 20 + bytes([number]))
        return site.post("/kk/send", ("code", None, code), photo).status

    with ThreadPoolExecutor(8) as crowd:
        assert list(crowd.map(more, range(8))) == [200] * 8
    assert {str(h["name"]) for h, _ in opened(site)} >= {f"{n}.jpg" for n in range(8)}
