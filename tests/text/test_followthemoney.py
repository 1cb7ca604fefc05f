"""FollowTheMoney entities: which of them are reports."""

import json
from typing import Any

import pytest

from qantar.domain.source import Document, Refused

from .reading import check_map, document, read, refusal


def entity(schema: str, **properties: Any) -> bytes:
    row = {"id": "e-1", "schema": schema, "properties": properties, "datasets": ["leak"]}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def test_the_text_of_an_article_is_read_with_what_is_said_of_it() -> None:
    data = entity(
        "Article", title=["Ночь в городе"], bodyText=["Погибли 7 человек.", "Ранены 12."],
        publisher=["Вестник"], publishedAt=["2022-01-06"], language=["rus"],
        sourceUrl=["https://vestnik.example/12"], author=["Дана"],
    )  # fmt: skip
    found = document("entities.ftm.json", data)
    assert found.text == "Погибли 7 человек.\nРанены 12."
    assert (found.report, found.member, found.lang) == ("e-1", "line 1", "ru")
    assert (found.outlet, found.author, found.title) == ("Вестник", "Дана", "Ночь в городе")
    assert (found.published, found.url) == ("2022-01-06", "https://vestnik.example/12")
    check_map(found, data)


def test_persons_and_empty_documents_are_no_reports() -> None:
    data = (
        entity("Person", name=["Дана"])
        + entity("Document", fileName=["a.pdf"])
        + entity("PlainText", bodyText=["Ранены 12."])
    )
    found = document("entities.ftm.json", data)
    assert found.text == "Ранены 12." and found.member == "line 3"


def test_a_page_without_plain_text_is_read_from_its_markup() -> None:
    data = entity("HyperText", bodyHtml=["<p>Погибли <b>7</b> человек.</p>"])
    found = document("entities.ftm.json", data)
    assert found.text.strip() == "Погибли 7 человек."
    assert not any(segment.verbatim for segment in found.segments)


def test_entities_are_known_by_their_bytes_too() -> None:
    found = document("export.jsonl", entity("Article", bodyText=["Ранены 12."]))
    assert found.report == "e-1"


def test_a_report_that_only_speaks_of_a_schema_is_a_report() -> None:
    row = {"id": "w", "schema": "News", "properties": {}, "text": "Ранены 12."}
    assert document("a.jsonl", json.dumps(row).encode()).report == "w"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "x", "properties": {}}', "names no schema"),
        (b'{"schema": "Article", "properties": {"bodyText": ["a', "line 2"),
        (b'{"schema": "Article", "properties": {"bodyText": [7]}}', "no text"),
        (b'{"schema": "Article", "properties": {"bodyText": ["\xff"]}}', "not UTF-8"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_the_others_go_on(
    line: bytes, reason: str
) -> None:
    good = entity("Article", bodyText=["Ранены 12."])
    first, second, third = read("entities.ftm.json", good + line + b"\n" + good)
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Refused) and reason in str(second) and "line 2" in str(second)


def test_entities_without_any_text_are_refused() -> None:
    assert "bodyText" in str(refusal("entities.ftm.json", entity("Person", name=["Дана"])))
