"""Word files: what of them is text, and where it stands."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import BlockKind
from qantar.domain.span import Span
from qantar.text import Bounds

from .office import WORD, document_xml, docx, package, paragraph, relations
from .reading import check_map, document, refusal, words

LETTERS = st.text(st.characters(whitelist_categories=["L", "N", "P", "Zs"]), min_size=1)


def table(*rows: tuple[str, ...]) -> str:
    cells = [["".join(f"<w:tc>{paragraph(cell)}</w:tc>") for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def test_each_paragraph_is_a_line_and_leads_back_to_the_bytes_of_its_part() -> None:
    body = (
        paragraph("В Алматы погибли 7 человек.")
        + paragraph("")
        + paragraph("Ранены 12 &amp; 3.")
    )
    found = document("a.docx", docx(body))
    assert found.text == "В Алматы погибли 7 человек.\nРанены 12 & 3."
    assert found.member == "word/document.xml"
    check_map(found, document_xml(body).encode())
    at = found.text.index("Ранены")
    first, after = found.original_range(Span(at, at + 6)) or (0, 0)
    assert "Ранены" in document_xml(body).encode()[first:after].decode()


def test_rows_of_a_table_and_entries_of_a_list_are_items() -> None:
    entry = paragraph("Задержаны 40 человек.", "<w:numPr/>")
    body = paragraph("Сводка за день.") + entry + table(("Город", "Погибли"), ("Алматы", "103"))
    found = document("a.docx", docx(body))
    assert words(found, BlockKind.ITEM) == [
        "Задержаны 40 человек.", "Город | Погибли", "Алматы | 103",
    ]  # fmt: skip


def test_a_frame_around_running_text_is_no_table() -> None:
    found = document("a.docx", docx(table(("Погибли 7 человек. Это много.",))))
    assert words(found, BlockKind.ITEM) == []


def test_deleted_moved_and_hidden_words_are_no_text() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>164</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>99</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>55</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Погибли </w:t></w:r>'
        "<w:ins><w:r><w:t>225.</w:t></w:r></w:ins></w:p>"
    )
    assert document("a.docx", docx(body)).text == "Погибли 225."


def test_a_second_copy_for_old_programs_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Ранены 12.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert document("a.docx", docx(body)).text == "Ранены 12."


def test_a_break_ends_a_line_and_a_tab_parts_words() -> None:
    body = "<w:p><w:r><w:t>Семь</w:t><w:tab/><w:t>раненых.</w:t><w:br/><w:t>И всё.</w:t></w:r></w:p>"
    assert document("a.docx", docx(body)).text == "Семь раненых.\nИ всё."


def test_the_heading_is_the_title() -> None:
    body = paragraph("Ночь в городе", '<w:pStyle w:val="Heading1"/>') + paragraph("Погибли 7.")
    found = document("a.docx", docx(body))
    assert found.title == "Ночь в городе" and words(found, BlockKind.HEADLINE) == [
        "Ночь в городе"
    ]


def test_a_title_of_the_template_is_no_title() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Шаблон</dc:title><dc:creator>Дана</dc:creator></cp:coreProperties>"
    )
    found = document("a.docx", docx(paragraph("Погибли 7."), **{"docProps/core.xml": core}))
    assert found.title is None and found.author == "Дана"


def test_what_program_wrote_the_prefixes_does_not_matter() -> None:
    xml = f'<d xmlns="{WORD}"><body><p><r><t>Погибли 7.</t></r></p></body></d>'
    parts = {"_rels/.rels": relations(officeDocument="/word/d2.xml"), "word/d2.xml": xml}
    found = document("a.docx", package(parts))
    assert (found.text, found.member) == ("Погибли 7.", "word/d2.xml")


def bomb() -> bytes:
    entities = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    xml = f'{entities}<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
    return docx("", **{"word/document.xml": xml})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(), "document type"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "nests"),
        (docx(paragraph("")), "without text"),
        (docx("<w:p>"), "damaged"),
        (
            docx("", **{"word/document.xml": '<?xml version="1.0" encoding="UsF-8"?><a/>'}),
            "encoding",
        ),
        (
            docx("", **{"word/document.xml": '<?xml version="1.0" encoding="gb2312"?><a/>'}),
            "encoding",
        ),
        (package({"word/a.xml": "<a/>"}), "_rels/.rels"),
        (package({"word/a.xml": "", "_rels/.rels": relations(styles="s.xml")}), "no main part"),
        (docx(paragraph("Погибли 7."))[:-30], "damaged"),
        (docx(paragraph("а" * 60_000)), "more than 50,000 bytes"),
    ],
)
def test_what_is_broken_or_built_to_harm_is_refused(data: bytes, reason: str) -> None:
    assert reason in str(refusal("a.docx", data, Bounds(member=50_000)))


def test_a_locked_file_is_refused_with_the_remedy() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "without the password" in str(refusal("a.docx", locked))


def test_a_flipped_bit_in_a_packed_part_is_refused() -> None:
    data = bytearray(docx(paragraph("Погибли 7 человек. " * 40)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo("word/document.xml")
    data[part.header_offset + 30 + len("word/document.xml") + 40] ^= 0xFF
    assert "damaged" in str(refusal("a.docx", bytes(data)))


def test_a_part_that_lies_before_the_file_is_refused() -> None:
    data = bytearray(docx(paragraph("Погибли 7.")))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 42 : entry + 46] = b"\xff\xff\xff\x7f"
    assert "damaged" in str(refusal("a.docx", bytes(data)))


@settings(deadline=None, max_examples=60)
@given(st.lists(LETTERS.filter(str.strip), min_size=1, max_size=5))
def test_every_exact_stretch_is_the_very_bytes(lines: list[str]) -> None:
    escaped = [one.replace("&", "&amp;").replace("<", "&lt;") for one in lines]
    body = "".join(paragraph(one) for one in escaped)
    found = document("a.docx", docx(body))
    assert found.text == "\n".join(lines)
    check_map(found, document_xml(body).encode())
