"""Spreadsheets: rows as lines, numbers as they are shown."""

import pytest

from qantar.domain.source import BlockKind, Document
from qantar.text import Bounds

from .office import xlsx
from .reading import document, read, refusal, words

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="171" formatCode="#,##0&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
    '<xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs>'
)


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def n(value: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def t(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_row_is_one_line_and_an_item() -> None:
    data = xlsx({"Сводка": row(t("Город"), t("Погибли")) + row(t("Алматы"), n("103"))})
    found = document("a.xlsx", data)
    assert found.text == "Город | Погибли\nАлматы | 103"
    assert words(found, BlockKind.ITEM) == ["Город | Погибли", "Алматы | 103"]
    assert (found.member, found.report) == ("xl/worksheets/sheet1.xml", "a.xlsx, Сводка")


def test_a_row_leads_back_to_its_bytes() -> None:
    first, second = row(t("Алматы"), n("103")), row(t("Тараз"), n("12"))
    found = document("a.xlsx", xlsx({"a": first + second}))
    starts = [segment.start for segment in found.segments]
    assert starts[1] - starts[0] == len(first.encode())
    assert not any(segment.verbatim for segment in found.segments)


@pytest.mark.parametrize(
    ("kept", "style", "shown"),
    [
        ("44568", 1, "2022-01-07"),
        ("44568", 2, "2022-01-07"),
        ("44568.5", 5, "2022-01-07T12:00"),
        ("0.75", 6, "18:00"),
        ("1500", 3, "1500"),
        ("0.25", 4, "25%"),
        ("0.30000000000000004", 0, "0.3"),
        ("103", 0, "103"),
    ],
)
def test_a_number_is_read_as_it_is_shown(kept: str, style: int, shown: str) -> None:
    assert document("a.xlsx", xlsx({"a": row(n(kept, style))}, styles=STYLES)).text == shown


def test_days_of_old_spreadsheets_are_counted_from_1904() -> None:
    data = xlsx({"a": row(n("43106", 1))}, styles=STYLES, about='<workbookPr date1904="1"/>')
    assert document("a.xlsx", data).text == "2022-01-07"


def test_texts_are_shared_between_cells() -> None:
    texts = "<si><t>Алматы</t></si><si/><si><r><t>Та</t></r><r><t>раз</t></r></si>"
    cells = [f'<c t="s"><v>{number}</v></c>' for number in (2, 1, 0, 9)]
    assert document("a.xlsx", xlsx({"a": row(*cells)}, texts)).text == "Тараз | Алматы"


def test_each_filled_sheet_is_a_document() -> None:
    first, second = read(
        "a.xlsx", xlsx({"Один": row(t("7 раненых")), "Пусто": "", "Два": row(n("8"))})
    )
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.title, second.title) == ("Один", "Два") and first.id != second.id


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (xlsx({"a": ""}), "without a filled cell"),
        (xlsx({"a": "<row><c>"}), "damaged"),
        (xlsx({"a": row(t("а" * 60_000))}), "50,000"),
        (xlsx({"a": "<row>" * 300 + "</row>" * 300}), "nests"),
    ],
)
def test_what_is_broken_or_built_to_harm_is_refused(data: bytes, reason: str) -> None:
    assert reason in str(refusal("a.xlsx", data, Bounds(member=50_000)))
