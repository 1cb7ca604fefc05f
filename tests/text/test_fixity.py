"""Archives whose bytes are no longer those their own digests name."""

import base64
import hashlib
import io
import json
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from qantar.domain.source import Document
from qantar.text.fixity import agrees

from .reading import read, refusal, warc

PAGE = (
    "text/html",
    "<h1>Тараз</h1><p>Погибли семь человек, сообщила прокуратура.</p>".encode(),
)
ARCHIVE = warc(PAGE)


def sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def package(archive: bytes = ARCHIVE, *, named: str = "", sealed: str = "") -> bytes:
    """A WACZ of one archive; ``named`` and ``sealed``: other digests than the true ones."""
    listed = {"resources": [{"path": "archive/a.warc", "hash": named or sha256(archive)}]}
    packing = json.dumps(listed).encode()
    seal = {"path": "datapackage.json", "hash": sealed or sha256(packing)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("archive/a.warc", archive)
        zipped.writestr("datapackage.json", packing)
        zipped.writestr("datapackage-digest.json", json.dumps(seal))
    return out.getvalue()


def with_digest(named: str) -> bytes:
    return ARCHIVE.replace(
        b"Content-Length", f"WARC-Block-Digest: {named}\r\nContent-Length".encode(), 1
    )


def block() -> bytes:
    return ARCHIVE.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")


def test_a_collection_whose_digests_agree_is_read() -> None:
    assert [isinstance(one, Document) for one in read("a.wacz", package())] == [True]


def test_an_archive_changed_after_it_was_packed_is_refused() -> None:
    told = str(refusal("a.wacz", package(named=sha256(b"as it was"))))
    assert "archive/a.warc" in told and "not what datapackage.json names" in told


def test_a_list_changed_after_it_was_sealed_is_refused() -> None:
    told = str(refusal("a.wacz", package(sealed=sha256(b"as it was"))))
    assert "datapackage.json that is not what its digest names" in told


def test_a_record_whose_block_agrees_with_its_digest_is_read() -> None:
    named = "sha1:" + base64.b32encode(hashlib.sha1(block()).digest()).decode()
    assert [isinstance(one, Document) for one in read("a.warc", with_digest(named))] == [True]


def test_a_record_changed_after_it_was_written_is_refused_and_the_next_is_read() -> None:
    named = "sha1:" + base64.b32encode(hashlib.sha1(b"as it was").digest()).decode()
    first, second = read("a.warc", with_digest(named) + ARCHIVE)
    assert "record 1" in str(first) and "WARC-Block-Digest" in str(first)
    assert isinstance(second, Document)


def test_a_digest_of_an_unknown_kind_or_without_a_value_says_nothing() -> None:
    for named in ("", "sha1", "blake9:00", "sha1:not base 32!", "sha256:zz"):
        assert agrees(named, b"any")


@given(st.binary(max_size=64), st.sampled_from(("md5", "sha1", "sha256", "sha512")))
def test_a_digest_in_hex_or_base_32_agrees_with_its_bytes_and_no_others(
    data: bytes, algorithm: str
) -> None:
    value = hashlib.new(algorithm, data).digest()
    for written in (
        value.hex(),
        base64.b32encode(value).decode(),
        base64.b32encode(value).decode().rstrip("="),
    ):
        assert agrees(f"{algorithm}:{written}", data)
        assert not agrees(f"{algorithm}:{written}", data + b"x")
