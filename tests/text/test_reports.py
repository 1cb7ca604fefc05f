"""Reports given as JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import Document, Refused
from qantar.domain.span import Span
from qantar.text import Bounds

from .reading import check_map, document, read, refusal

TEXT = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1
)


@settings(deadline=None, max_examples=150)
@given(TEXT.filter(str.strip), st.booleans())
def test_the_text_is_exactly_the_given_one(text: str, ascii_only: bool) -> None:
    data = json.dumps({"id": "a", "text": text}, ensure_ascii=ascii_only).encode()
    found = document("a.jsonl", data)
    assert found.text == text
    check_map(found, data)
    covered = sum(segment.span.end - segment.span.start for segment in found.segments)
    assert covered == len(text)


def test_what_a_line_says_of_its_report_is_kept() -> None:
    row = {
        "id": 17, "lang": "kk-Latn", "published": "2022-01-12", "outlet": "Habar", "author": None,
        "url": "https://e.test/1", "title": "«Qyzyl» deñgei", "text": "«Qyzyl» deñgei\nAlynyp tastaldy.",
    }  # fmt: skip
    found = document("a.jsonl", json.dumps(row).encode())
    assert (found.report, found.lang, found.published, found.outlet) == (
        "17",
        "kk",
        "2022-01-12",
        "Habar",
    )
    assert found.member == "line 1" and found.author is None and found.title == "«Qyzyl» deñgei"


def test_a_stamp_is_kept_by_the_clock_it_was_written_with() -> None:
    row = {"text": "a b", "published": "2022-01-12T01:30:00+06:00"}
    assert document("a.jsonl", json.dumps(row).encode()).published == "2022-01-12T01:30"


def test_two_reports_of_one_name_are_two_documents() -> None:
    line = b'{"id": "a", "text": "7"}\n'
    first, second = read("a.jsonl", line + line)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.report == second.report == "a" and first.id != second.id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "x"}', "no «text»"),
        (b'{"text": 7}', "no «text»"),
        (b'{"text": " "}', "empty «text»"),
        (b'{"text": "a"', "cut short"),
        (b'{"text": "a"} {"text": "b"}', "something follows"),
        (b'{"text": "a" "b": 1}', "comma"),
        (b'{"text": "a}', "line 2"),
        (b'["a"]', "not a JSON object"),
        (b'{"text": "a", "published": "yesterday"}', "2022-01-05"),
        (b'{"text": "a", "lang": "Russian"}', "language code"),
        (b'{"text": "\xff"}', "not UTF-8"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_the_others_go_on(
    line: bytes, reason: str
) -> None:
    good = b'{"text": "good"}'
    first, second, third = read("a.jsonl", b"\n".join((good, line, good)))
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Refused) and reason in str(second) and "line 2" in str(second)
    assert second.error.offset is not None and second.error.offset >= len(good) + 1


def test_a_list_of_reports_is_read_item_by_item() -> None:
    data = json.dumps(
        [{"text": "раз"}, {"no": 1}, {"text": "два"}], ensure_ascii=False
    ).encode()
    first, second, third = read("a.json", data)
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Refused) and "item 2" in str(second)
    assert third.text == "два" and third.member == "item 3"
    check_map(third, data)


def test_one_object_over_many_lines_is_one_report() -> None:
    data = b'\xef\xbb\xbf{\n  "id": "a",\n  "text": "7 \\n 8"\n}'
    found = document("a.json", data)
    assert found.text == "7 \n 8" and found.member == ""
    check_map(found, data)


def test_a_quote_is_found_in_the_bytes_of_its_line() -> None:
    data = ('{"text": "а"}\n{"text": "Найдено \\"лишь\\" 967 единиц оружия"}').encode()
    _, found = read("a.jsonl", data)
    assert isinstance(found, Document)
    at = found.text.index("967")
    start, end = found.original_range(Span(at, at + 3)) or (0, 0)
    assert "967" in data[start:end].decode()


def test_a_file_of_blank_lines_holds_no_report() -> None:
    assert "no report" in str(refusal("a.jsonl", b"\n \n"))


def test_json_that_is_no_report_is_refused() -> None:
    assert "not a JSON object or list" in str(refusal("a.json", b'"text"'))


def test_the_sidecar_fills_what_the_lines_leave_open() -> None:
    data = b'{"id": "x", "text": "7", "outlet": "A"}\n{"text": "8"}'
    first, second = read("a.jsonl", data, Bounds(), outlet="B", id="s", lang="en")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.report, first.outlet, first.lang) == ("x", "A", "en")
    assert (second.report, second.outlet) == ("line 2", "B")
