"""Feeds, letters and web archives: many reports, or a report in a wrapping."""

import base64
import gzip
import io
import zlib

import pytest
from fastwarc.stream_io import BrotliWriter

from qantar.domain.source import BlockKind, Document, Refused
from qantar.domain.span import Span
from qantar.text.pdf import page_of

from .reading import check_map, document, read, refusal, wacz, warc, words

RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Вестник</title>
<item><title>Оружие вернули</title><guid>g1</guid><link>https://v.test/1</link><pubDate>Wed, 12 Jan 2022 01:30:00 +0600</pubDate>
<description><![CDATA[<p>Найдено лишь <b>967</b> единиц оружия.</p>]]></description></item>
<item><title>Тараз</title><guid>g1</guid><description>&lt;p&gt;Погибли семь человек.&lt;/p&gt;</description></item>
</channel></rss>"""
PAGE = "<html><body><h1>Тараз</h1><p>В Таразе погибли семь человек, сообщила прокуратура.</p></body></html>"


def all_documents(name: str, data: bytes) -> list[Document]:
    return [one for one in read(name, data) if isinstance(one, Document)]


def test_each_entry_of_a_feed_is_a_report() -> None:
    first, second = all_documents("a.rss", RSS.encode("cp1251"))
    assert first.text == "Оружие вернули\nНайдено лишь 967 единиц оружия."
    assert (first.outlet, first.published, first.url) == (
        "Вестник",
        "2022-01-12T01:30",
        "https://v.test/1",
    )
    assert words(first, BlockKind.HEADLINE) == ["Оружие вернули"]
    assert (first.member, second.member) == ("entry g1", "entry g1 (2)")


def test_words_of_a_feed_map_to_its_bytes_exactly_or_to_their_entry() -> None:
    data = RSS.encode("cp1251")
    first, second = all_documents("a.rss", data)
    check_map(first, data, "cp1251")
    at = first.text.index("967")
    assert first.original_range(Span(at, at + 3)) == (
        data.index(b"967"),
        data.index(b"967") + 3,
    )
    at = second.text.index("семь")
    start, end = second.original_range(Span(at, at + 4)) or (0, 0)
    assert "семь" in data[start:end].decode("cp1251") and b"967" not in data[start:end]


def test_an_atom_feed_is_read() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>V</title><entry><id>e1</id><title>T</title>
    <published>2022-01-05T20:00:00Z</published><content type="html">&lt;p&gt;Seven died.&lt;/p&gt;</content></entry></feed>"""
    (found,) = all_documents("a.atom", atom.encode())
    assert found.text == "T\nSeven died." and found.published == "2022-01-05T20:00"


def test_a_feed_without_entries_is_refused() -> None:
    assert "no entries" in str(refusal("a.rss", b"<rss><channel></channel></rss>"))


def letter(kind: str, body: bytes) -> bytes:
    head = (
        "From: =?utf-8?b?0JjQstCw0L0=?= <i@e.test>\r\nSubject: =?koi8-r?B?9MHSwdo=?=\r\n"
        "Date: Wed, 12 Jan 2022 01:30:00 +0600\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(body)


def test_a_letter_is_its_text_part_with_the_subject_as_title() -> None:
    body = "В Таразе погибли семь человек.\r\n".encode("koi8-r")
    found = document("a.eml", letter("text/plain; charset=koi8-r", body))
    assert found.text == body.decode("koi8-r")
    assert (found.title, found.author, found.published) == (
        "Тараз",
        "Иван <i@e.test>",
        "2022-01-12T01:30",
    )
    check_map(found, body, "koi8-r")


def test_a_letter_in_html_is_read_as_a_page() -> None:
    found = document("a.eml", letter("text/html; charset=utf-8", PAGE.encode()))
    assert "семь человек" in found.text and found.member == "part 1 text/html"


def test_a_letter_without_text_is_refused() -> None:
    assert "without text" in str(refusal("a.eml", letter("image/png", b"\x89PNG")))


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_of_a_web_archive_is_a_report(packed: bool) -> None:
    archive = warc(
        ("text/html; charset=utf-8", PAGE.encode()),
        ("image/png", b"\x89PNG"),
        ("text/plain", "Погибли семь человек.".encode("cp1251")),
        packed=packed,
    )
    first, second = all_documents("a.warc.gz" if packed else "a.warc", archive)
    assert first.text.startswith("Тараз\n") and first.url == "http://e.test/1"
    assert first.member == "record 1 http://e.test/1" and second.report == "http://e.test/3"
    assert first.published is None
    check_map(first, PAGE.encode())


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
        ("Content-Encoding: gzip\r\n", PAGE.encode()),
        (
            "Transfer-Encoding: chunked\r\n",
            b"%x\r\n" % len(PAGE.encode()) + PAGE.encode() + b"\r\n0\r\n\r\n",
        ),
    ],
)
def test_pages_are_unpacked_as_the_server_packed_them(http: str, body: bytes) -> None:
    (found,) = all_documents("a.warc", warc(("text/html", body), http=http))
    assert "семь человек" in found.text


def brotli(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = BrotliWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


def test_a_page_packed_with_brotli_is_unpacked_or_refused_where_it_is_damaged() -> None:
    http = "Content-Encoding: br\r\n"
    body = brotli(PAGE.encode())
    (found,) = all_documents("a.warc", warc(("text/html", body), http=http))
    assert "семь человек" in found.text
    assert "damaged" in str(refusal("a.warc", warc(("text/html", body[:-9]), http=http)))
    assert "damaged" in str(refusal("a.warc", warc(("text/html", b"\x99" * 40), http=http)))


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_page_cut_short_inside_its_packing_is_refused(packing: str) -> None:
    packed = (
        gzip.compress(PAGE.encode(), mtime=0)
        if packing == "gzip"
        else zlib.compress(PAGE.encode())
    )
    archive = warc(("text/html", packed[:-12]), http=f"Content-Encoding: {packing}\r\n")
    assert "damaged" in str(refusal("a.warc", archive))


def test_error_pages_of_an_archive_are_no_reports() -> None:
    archive = warc(("text/html", PAGE.encode())).replace(b"200 OK", b"404 No")
    assert read("a.warc", archive) == []


def test_the_list_of_pages_beside_an_archive_is_no_report() -> None:
    pages = b"""{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
{"id": "1", "url": "http://e.test/1", "title": "T", "ts": "2022-01-05T12:00:00Z", "text": "x"}
"""
    parts = {
        "pages/pages.jsonl": pages,
        "indexes/index.cdx": b"test,e)/1 20220105120000 {}",
        "archive/data.warc.gz": warc(("text/html", PAGE.encode()), packed=True),
        "datapackage-digest.json": b"{}",
    }
    (only,) = all_documents("a.wacz", wacz(**parts))
    assert only.member.startswith("archive/data.warc.gz record 1")
    assert only.url == "http://e.test/1"


def test_a_web_archive_in_a_zip_is_read_part_by_part() -> None:
    page = ("text/html", PAGE.encode())
    parts = {
        "archive/a.warc": warc(page),
        "archive/b.warc.gz": warc(page, packed=True),
        "x.txt": b"x",
    }
    first, second = all_documents("a.wacz", wacz(**parts))
    assert first.member.startswith("archive/a.warc record 1")
    assert second.member.startswith("archive/b.warc.gz record 1")


def test_a_web_archive_without_an_archive_is_refused() -> None:
    assert "no WARC inside" in str(refusal("a.wacz", wacz(**{"x.txt": b"x"})))


def pdf(*pages: str) -> bytes:
    """A PDF of pages of Latin lines."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    out = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>endobj\n"
    out += "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    for n, page in enumerate(pages):
        shown = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 20 700 Td {shown}ET"
        out += f"{10 + 2 * n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {11 + 2 * n} 0 R/Resources<</Font<</F1 3 0 R>>>>>>endobj\n"
        out += (
            f"{11 + 2 * n} 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"
        )
    return (out + "trailer<</Root 1 0 R>>").encode()


def test_lines_of_a_pdf_are_joined_and_its_pages_are_told() -> None:
    pytest.importorskip("pypdfium2")
    first = "The ministry said on Monday that the total number of weapons\nfound so far was 967 and that the search goes on."
    found = document("a.pdf", pdf(first, "Seven people were killed."))
    assert "weapons found so far was 967" in found.text
    at = found.text.index("Seven")
    assert page_of(found.text, Span(0, 3)) == 1 and page_of(found.text, Span(at, at + 5)) == 2
    assert not any("\f" in block.span.of(found.text) for block in found.blocks)


def test_a_pdf_of_pictures_is_refused_with_the_remedy() -> None:
    pytest.importorskip("pypdfium2")
    assert "OCR" in str(refusal("a.pdf", pdf("")))


def test_a_pdf_without_its_reader_is_refused_naming_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert "qantar[pdf]" in str(refusal("a.pdf", pdf("Seven")))


def test_refusals_name_the_record_they_are_about() -> None:
    archive = warc(("text/html", b"\x00\x01\x02"), ("text/html", PAGE.encode()))
    first, second = read("a.warc", archive)
    assert isinstance(first, Refused) and "record 1 http://e.test/1" in str(first)
    assert isinstance(second, Document)
