"""Bytes that are broken or mean harm: each is refused with its name and what to do, or made
harmless, and what stands beside it is read."""

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.capture import Received, gather
from qantar.domain.display import STAND_IN, for_display
from qantar.domain.errors import HostileInput
from qantar.domain.source import Document, Refused
from qantar.text import Bounds, passages

from .reading import document, read, refusal, wacz, warc

REPORT = "В Таразе погибли семь человек, сообщила прокуратура.\n"
PAGE = f"<html><body><h1>Тараз</h1><p>{REPORT}</p></body></html>".encode()
LINE = json.dumps({"id": "a", "text": REPORT}, ensure_ascii=False).encode()


def test_an_empty_capture_is_refused() -> None:
    assert "is empty" in str(refusal("a.txt", b""))


def test_a_blank_text_is_refused() -> None:
    assert "blank" in str(refusal("a.txt", b" \n\n\t"))


def test_binary_is_refused_with_the_place() -> None:
    refused = refusal("a.txt", b"abc\x00\x01\x02" * 50)
    assert refused.error.offset == 3 and "not a text" in str(refused)


def test_controls_without_zeros_are_binary_too() -> None:
    assert "binary" in str(refusal("a.bin", bytes(range(1, 9)) * 20))


@pytest.mark.parametrize(
    ("head", "remedy"),
    [
        (b"\x89PNG\r\n\x1a\n", "OCR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as text"),
        (b"PK\x03\x04word/[Content_Types].xml", "save it as text"),
        (b"PK\x03\x04else", "unpack it"),
        (b"{\\rtf1", "save it as text"),
    ],
)
def test_a_known_kind_that_is_no_text_is_refused_with_its_remedy(
    head: bytes, remedy: str
) -> None:
    assert remedy in str(refusal("a.dat", head + b"\x00" * 100))


def test_a_truncated_gzip_is_refused_with_its_name() -> None:
    packed = gzip.compress(REPORT.encode() * 100, mtime=0)
    assert "cut short" in str(refusal("a.txt.gz", packed[:-20]))


def test_a_damaged_gzip_is_refused_with_its_name() -> None:
    packed = bytearray(gzip.compress(REPORT.encode() * 100, mtime=0))
    packed[30] ^= 0xFF
    assert "damaged" in str(refusal("a.txt.gz", bytes(packed)))


def test_the_lines_before_the_cut_of_a_gzip_are_read() -> None:
    noise = "".join(chr(0x430 + n * n % 31) for n in range(200_000))
    more = json.dumps({"text": noise}, ensure_ascii=False).encode()
    packed = gzip.compress(LINE + b"\n" + more + b"\n" + LINE, mtime=0)
    first, *_, last = read("a.jsonl.gz", packed[:-10])
    assert isinstance(first, Document) and first.report == "a"
    assert isinstance(last, Refused) and "cut short" in str(last)


def test_a_gzip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = gzip.compress(b"0" * 80_000_000, mtime=0)
    refused = refusal("a.jsonl.gz", bomb)
    assert isinstance(refused.error, HostileInput)


def test_a_bomb_of_plain_text_is_refused() -> None:
    bounds = Bounds(member=1_000_000)
    assert "one text of more" in str(
        refusal("a.txt.gz", gzip.compress(b"a " * 2_000_000, mtime=0), bounds)
    )


def test_a_bomb_inside_a_web_archive_is_refused_and_the_rest_is_read() -> None:
    bounds = Bounds(member=1_000_000)
    bomb = warc(
        ("text/html", gzip.compress(b"<p>" + b"a " * 2_000_000, mtime=0)),
        http="Content-Encoding: gzip\r\n",
    )
    first, second = read("a.warc", bomb + warc(("text/html", PAGE)), bounds)
    assert isinstance(first, Refused) and isinstance(first.error, HostileInput)
    assert isinstance(second, Document) and "семь" in second.text


def test_a_truncated_warc_keeps_the_records_before_the_cut() -> None:
    archive = warc(("text/html", PAGE), ("text/html", PAGE))
    first, second = read("a.warc", archive[:-60])
    assert isinstance(first, Document)
    assert isinstance(second, Refused) and "cut short in record 2" in str(second)


def test_a_warc_that_is_noise_after_its_first_record_says_so() -> None:
    first, second = read("a.warc", warc(("text/html", PAGE)) + b"noise")
    assert isinstance(first, Document)
    assert isinstance(second, Refused) and "no record 2" in str(second)


def test_a_warc_record_without_a_length_is_refused() -> None:
    assert "no length" in str(refusal("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nxx"))


def test_a_damaged_zip_is_refused() -> None:
    assert "damaged zip" in str(refusal("a.wacz", wacz(**{"archive/a.warc": b"x"})[:-30]))


def test_a_zip_bomb_is_refused() -> None:
    data = wacz(**{"archive/a.warc": b"\x00" * 60_000_000})
    assert isinstance(refusal("a.wacz", data).error, HostileInput)


@pytest.mark.parametrize(
    "name", ["../../etc/a.warc", "/etc/a.warc", "C:\\a.warc", "a\\..\\..\\b.warc"]
)
def test_a_path_that_climbs_out_of_an_archive_is_refused_and_the_rest_is_read(
    name: str,
) -> None:
    found = read("a.wacz", wacz(**{name: b"x", "archive/a.warc": warc(("text/html", PAGE))}))
    assert sum(isinstance(one, Document) for one in found) == 1
    (refused,) = (one for one in found if isinstance(one, Refused))
    assert isinstance(refused.error, HostileInput) and "climbs out" in str(refused)


def test_a_locked_archive_is_refused_with_the_remedy() -> None:
    data = bytearray(wacz(**{"archive/a.warc": b"WARC/1.0"}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("archive/a.warc").header_offset
    data[start + 6] |= 1
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    assert "without the password" in str(refusal("a.wacz", bytes(data)))


def test_a_long_line_is_refused_and_the_others_go_on() -> None:
    long = b'{"id": "b", "text": "' + b"a" * (50 * 1024**2) + b'"}'
    first, second, third = read("a.jsonl", b"\n".join((LINE, long, LINE)))
    assert isinstance(first, Document) and isinstance(third, Document)
    assert third.member == "line 3"
    assert isinstance(second, Refused) and "line 2 is longer" in str(second)
    assert second.error.offset == len(LINE) + 1


def test_a_text_of_one_enormous_line_is_refused() -> None:
    assert "one text of more" in str(refusal("a.txt", b"a" * (50 * 1024**2 + 1)))


def test_endless_nesting_of_elements_is_read_without_asking_the_main_content_reader() -> None:
    deep = b"<div>" * 100_000 + b"<p>" + REPORT.encode() + b"</p>" + b"</div>" * 100_000
    assert "семь человек" in document("a.html", b"<html><body>" + deep).text


def test_endless_nesting_of_json_is_refused_and_the_rest_goes_on() -> None:
    first, second = read("a.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n" + LINE)
    assert isinstance(first, Refused) and isinstance(second, Document)


def test_endless_nesting_of_letter_parts_is_refused_or_read() -> None:
    data = b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\n"
    for depth in range(2000):
        data += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n".encode()
    (only,) = read("a.eml", data)
    assert isinstance(only, Refused)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_in_a_feed_is_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">' + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)
    )
    bomb += "]><rss><channel><item><title>&lol9;</title></item></channel></rss>"
    refused = refusal("a.rss", bomb.encode(encoding))
    assert isinstance(refused.error, HostileInput) and "entities of its own" in str(refused)


@pytest.mark.parametrize("odd", ["\\ud800", "\\udfff", "\\u0000"])
def test_a_line_with_what_no_text_can_hold_is_refused_and_the_rest_goes_on(odd: str) -> None:
    bad = b'{"id": "x", "text": "7 ' + odd.encode() + b'"}'
    first, second = read("a.jsonl", bad + b"\n" + LINE)
    assert isinstance(first, Refused) and odd[2:].upper() in str(first)
    assert isinstance(second, Document)


def test_a_pair_of_surrogates_is_one_letter() -> None:
    text = document("a.jsonl", b'{"text": "7 \\ud83d\\ude00 9"}').text
    assert text == "7 😀 9"


def test_direction_controls_stay_in_the_text_and_are_shown_for_what_they_are() -> None:
    text = "погибли \u202e25\u202c человек"
    found = document("a.txt", text.encode())
    assert found.text == text
    assert for_display(text) == f"погибли {STAND_IN}25{STAND_IN} человек"
    assert len(for_display(text)) == len(text)


def test_a_locked_pdf_is_refused_with_the_remedy() -> None:
    pytest.importorskip("pypdfium2")
    # Objects 1-3 are an empty page; /Encrypt asks for a password that is not the empty one.
    key = "<" + "41" * 32 + ">"
    data = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        f"4 0 obj<</Filter/Standard/V 1/R 2/O{key}/U{key}/P -4>>endobj\n"
        "trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>"
    )
    assert "without the password" in str(refusal("a.pdf", data.encode()))


def test_a_damaged_pdf_is_refused() -> None:
    pytest.importorskip("pypdfium2")
    assert "damaged PDF" in str(refusal("a.pdf", b"%PDF-1.7\nnothing"))


def test_one_bad_file_never_stops_the_rest(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "a.txt").write_bytes(b"\x00\x01")
    (folder / "b.html").write_bytes(PAGE)
    (folder / "c.pdf").write_bytes(b"%PDF-")
    (folder / "d.jsonl").write_bytes(b"{\n" + LINE)
    found = [
        one
        for received in gather([str(folder)], captured_at="2026-01-05T12:00:00Z")
        if isinstance(received, Received)
        for one in read(received.capture.origin, received.data)
    ]
    assert sum(isinstance(one, Document) for one in found) == 2


NAMES = st.sampled_from(
    [
        "a.txt",
        "a.html",
        "a.jsonl",
        "a.json",
        "a.rss",
        "a.atom",
        "a.eml",
        "a.warc",
        "a.pdf",
        "a.wacz",
        "a",
    ]
)
SEEDS: list[tuple[str, bytes]] = [
    ("a.html", PAGE),
    ("a.txt", REPORT.encode("cp1251")),
    ("a.txt", REPORT.encode("utf-16")),
    ("a.jsonl", LINE + b"\n" + LINE),
    ("a.json", b"[" + LINE + b"," + LINE + b"]"),
    ("a.rss", f"<rss><channel><item><title>Т</title><description><![CDATA[<p>{REPORT}</p>]]></description></item></channel></rss>".encode()),
    ("a.eml", b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=koi8-r\n\n" + REPORT.encode("koi8-r")),
    ("a.warc", warc(("text/html", PAGE))),
    ("a.warc.gz", warc(("text/html", PAGE), packed=True)),
    ("a.wacz", wacz(**{"archive/a.warc": warc(("text/html", PAGE))})),
]  # fmt: skip


def sound(name: str, data: bytes) -> None:
    for one in read(name, data):
        if isinstance(one, Refused):
            str(one).encode()
            continue
        assert one.text.strip() and "\x00" not in one.text
        json.dumps(one.as_json(), ensure_ascii=False).encode()
        assert Document.from_json(one.as_json()) == one
        end = 0
        for block in one.blocks:
            assert end <= block.span.start < block.span.end <= len(one.text)
            end = block.span.end
        passages(one)


@settings(deadline=None, max_examples=150)
@given(NAMES, st.binary(max_size=400))
def test_random_bytes_become_documents_or_refusals(name: str, data: bytes) -> None:
    sound(name, data)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_reports_become_documents_or_refusals(
    seed: tuple[str, bytes], draw: st.DataObject
) -> None:
    name, data = seed
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data)))
        gone = draw.draw(st.integers(0, 12))
        put = draw.draw(
            st.sampled_from([b"", b"<", b">", b"&#xD800;", b'"', b"\x00", b"\xff\xfe", b"<!--", b"\\ud800", b"{", b"]", b"\xd0", b"]]>", b"<title>"])
        )  # fmt: skip
        data = data[:at] + put + data[at + gone :]
    sound(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # Found by fuzzing: a feed whose entry has an id and no link; one with «published» alone.
        (
            "a.rss",
            b"<rss><channel><item><title>a</title><guid>g<script></guid></item></channel></rss>",
        ),
        (
            "a.rss",
            b"<rss><channel><item><title>a</title><updated>x</updated><pubDate>y</pubDate></item>",
        ),
        # A gzip of noise that calls itself a WARC, and one cut inside its first record.
        ("a.warc", gzip.compress(b"WARC/1.0\r\n", mtime=0)),
        ("a.warc.gz", warc(("text/html", PAGE), packed=True)[:40]),
    ],
)
def test_what_broke_once_stays_mended(name: str, data: bytes) -> None:
    sound(name, data)
