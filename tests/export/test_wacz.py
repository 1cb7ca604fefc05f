"""Pages in a bundle, as any replay tool reads them."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from qantar import text
from qantar.domain.identity import sha256
from qantar.domain.source import Capture
from qantar.export import verifier
from qantar.export.bundle import write_bundle
from qantar.export.wacz import sort_key, wacz
from qantar.store.memory import MemoryStore

AT = "2022-01-07T09:00:00Z"
PAGE = b"<html><title>News</title><body><p>Seven people were detained, the mayor said.</p>"


def archive(*, packed: bool) -> bytes:
    """A web archive of two answers, one of them a picture."""
    out = b""
    for number, kind in ((1, "text/html; charset=utf-8"), (2, "image/png")):
        body = PAGE + str(number).encode()
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: https://www.example.kz/A/{number}?b=2&a=1\r\nWARC-Date: {AT}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return out


def capture(data: bytes, kind: str, **said: str) -> Capture:
    return Capture(
        sha256=sha256(data), size=len(data), origin="inbox/x", captured_at=AT, media_type=kind,
        sidecar=tuple(sorted(said.items())),
    )  # fmt: skip


def collection(*pieces: tuple[Capture, bytes]) -> bytes | None:
    held = {one.sha256: data for one, data in pieces}
    return wacz([one for one, _ in pieces], [], held.__getitem__, AT)


def everything() -> list[tuple[Capture, bytes]]:
    found = [
        (
            capture(
                data, kind, **({"url": "https://example.kz/p"} if kind == "text/html" else {})
            ),
            data,
        )
        for data, kind in (
            (PAGE, "text/html"),
            (archive(packed=False), "application/warc"),
            (archive(packed=True), "application/warc;encoding=gzip"),
        )
    ]
    return found


def opened(data: bytes | None) -> zipfile.ZipFile:
    assert data is not None
    return zipfile.ZipFile(io.BytesIO(data))


def test_every_line_of_the_index_leads_to_its_record() -> None:
    held = opened(collection(*everything()))
    lines = held.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 5
    for line in lines:
        row = json.loads(line.split(" ", 2)[2])
        file = held.read("archive/" + row["filename"])
        start, length = int(row["offset"]), int(row["length"])
        record = next(iter(ArchiveIterator(io.BytesIO(file[start : start + length]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == row["url"]
        body = record.content_stream().read()
        assert row["digest"] == f"sha256:{sha256(body)}"


def test_a_web_archive_is_in_it_byte_for_byte() -> None:
    data = archive(packed=True)
    one = capture(data, "application/warc;encoding=gzip")
    assert opened(collection((one, data))).read(f"archive/{one.sha256}.warc.gz") == data


def test_a_page_without_its_answer_is_a_resource_and_no_made_up_answer() -> None:
    one = capture(PAGE, "text/html", url="https://example.kz/p")
    packed = opened(collection((one, PAGE))).read("archive/pages.warc.gz")
    (record,) = ArchiveIterator(io.BytesIO(packed), check_digests=False)
    assert record.rec_type == "resource"
    assert record.http_headers is None
    assert record.rec_headers.get_header("WARC-Date") == AT


def test_nothing_in_it_is_compressed_by_the_zip_and_every_file_has_its_digest() -> None:
    held = opened(collection(*everything()))
    assert {info.compress_type for info in held.infolist()} == {zipfile.ZIP_STORED}
    package = json.loads(held.read("datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    for row in package["resources"]:
        data = held.read(row["path"])
        assert (row["hash"], row["bytes"]) == (f"sha256:{sha256(data)}", len(data))
    pages = [json.loads(line) for line in held.read("pages/pages.jsonl").splitlines()]
    assert pages[0]["format"] == "json-pages-1.0"
    assert {page["url"] for page in pages[1:]} == {
        "https://example.kz/p", "https://www.example.kz/A/1?b=2&a=1",
    }  # fmt: skip


def test_qantar_reads_its_own_collection() -> None:
    data = collection((capture(PAGE, "text/html", url="https://example.kz/p"), PAGE))
    assert data is not None
    found = list(text.documents(capture(data, "application/wacz+zip"), data))
    assert [getattr(one, "url", None) for one in found] == ["https://example.kz/p"]


def test_without_pages_there_is_none() -> None:
    assert collection((capture(b"words", "text/plain"), b"words")) is None
    assert collection((capture(PAGE, "text/html"), PAGE)) is None


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_torn_archive_is_kept_out_of_the_index_where_it_is_torn(cut: int) -> None:
    data = archive(packed=True)[:-cut]
    made = collection((capture(data, "application/warc;encoding=gzip"), data))
    if made is not None:
        assert len(opened(made).read("indexes/index.cdx").splitlines()) == 1


def test_an_archive_packed_as_one_stream_has_no_index() -> None:
    data = gzip.compress(archive(packed=False))
    assert collection((capture(data, "application/warc;encoding=gzip"), data)) is None


def test_an_address_that_would_break_a_header_is_not_written() -> None:
    hostile = "https://example.kz/\r\nWARC-Type: response"
    assert collection((capture(PAGE, "text/html", url=hostile), PAGE)) is None


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.kz/", "kz,example)/"),
        ("http://news.example.kz:8080/A/?b=2&a=1", "kz,example,news:8080)/a?a=1&b=2"),
    ],
)
def test_addresses_are_sorted_as_replay_tools_sort_them(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_a_bundle_holds_the_pages_and_its_verifier_checks_them(tmp_path: Path) -> None:
    store = MemoryStore()
    with store.writer(who="desk", at=AT) as writer:
        for one, data in everything():
            writer.keep_capture(one, data)
    write_bundle(store, tmp_path / "b.zip", at=AT)
    bundle = verifier.Packed(tmp_path / "b.zip")
    assert verifier.verify(bundle) == []
    strange = capture(b"<p>made up", "text/html", url="https://example.kz/p")
    made = collection((strange, b"<p>made up"))
    assert made is not None
    other: bytes = made

    class Edited(verifier.Packed):
        def read(self, name: str) -> bytes:
            return other if name == "data/pages.wacz" else super().read(name)

    found: list[str] = []
    verifier.pages(Edited(tmp_path / "b.zip"), bundle.names(), found)
    assert any("a page that was not captured" in sentence for sentence in found)
