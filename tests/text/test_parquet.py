"""Reports in the rows of Parquet."""

import datetime as dt
import io
from typing import Any

import pytest

from qantar import text
from qantar.capture.media import media_type
from qantar.domain.identity import sha256
from qantar.domain.source import Capture, Document, Refused

pa: Any = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

ROWS: list[dict[str, Any]] = [
    {"id": "a1", "text": "Похищено 30 ружей.", "published": dt.date(2022, 1, 9), "outlet": "e"},
    {"id": "a2", "text": " ", "published": None, "outlet": None},
    {"id": None, "text": "Найдено 12 ружей.", "published": None, "outlet": None},
]


def packed(rows: list[dict[str, Any]], group: int = 2) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, row_group_size=group)
    return out.getvalue()


def read(data: bytes, stretch: text.Stretch | None = None) -> list[Document | Refused]:
    capture = Capture(
        sha256=sha256(data), size=len(data), origin="x.parquet", captured_at="2022-01-10T00:00:00Z",
        media_type=media_type(data, "x"),
    )  # fmt: skip
    return list(text.documents(capture, data, stretch=stretch))


def test_each_row_is_a_report_and_one_without_words_is_refused_by_its_number() -> None:
    first, second, third = read(packed(ROWS))
    assert isinstance(first, Document) and isinstance(third, Document)
    assert (first.report, first.published, first.member) == ("a1", "2022-01-09", "row 1")
    assert (third.report, third.text) == ("row 3", "Найдено 12 ружей.")
    assert isinstance(second, Refused) and "row 2 has an empty «text»" in str(second)


def test_a_group_of_rows_read_by_itself_keeps_its_numbers() -> None:
    data = packed(ROWS)
    assert read(data, text.Stretch(1, 2, 3)) == read(data)[2:]


def test_a_table_without_words_is_refused_with_the_remedy() -> None:
    (found,) = read(packed([{"id": "a", "body": "x"}]))
    assert isinstance(found, Refused) and "has no column «text»" in str(found)


def test_a_table_that_was_cut_short_is_refused() -> None:
    (found,) = read(packed(ROWS)[:-20])
    assert isinstance(found, Refused) and "no whole Parquet file" in str(found)
