"""Ways to make Office files, for the tests of this folder."""

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, words in parts.items():
            archive.writestr(name, words)
    return out.getvalue()


def relations(**targets: str) -> str:
    """Relationships by kind; the ids are the kinds."""
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def document_xml(body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:mc="{MC}">'
        f"<w:body>{body}</w:body></w:document>"
    )


def docx(body: str, **parts: str) -> bytes:
    return package(
        {
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": document_xml(body),
        }
        | parts
    )


def paragraph(words: str, properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>"
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def xlsx(sheets: dict[str, str], texts: str = "", styles: str = "", about: str = "") -> bytes:
    """A spreadsheet: for each sheet's name the XML of its rows."""
    named = enumerate(sheets, start=1)
    tabs = "".join(f'<sheet name="{name}" r:id="worksheet{n}"/>' for n, name in named)
    parts = {f"worksheet{n}": f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    return package(
        {
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}">{about}'
            f"<sheets>{tabs}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                sharedStrings="sharedStrings.xml", styles="styles.xml", **parts
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        }
        | {
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}'
            "</sheetData></worksheet>"
            for n, rows in enumerate(sheets.values(), start=1)
        }
    )
