"""Exports of Bayanat: which bulletins are reports, and whose words they are."""

import json
from typing import Any

import pytest

from qantar.domain.source import Document, Refused

from .reading import check_map, document, read, refusal

TOLD = "<p>7 января в Алматы погибли <b>семь</b> человек.</p><p>Ранены 12.</p>"


def bulletin(number: int, description: str | None = TOLD, **more: Any) -> str:
    row = {
        "class": "bulletin", "id": number, "title": "Ночь в городе", "title_ar": None,
        "sources": [{"id": 3, "title": "Вестник"}], "labels": [{"id": 1, "title": "killed"}],
        "locations": [{"id": 9, "title": "Almaty"}], "events": [], "medias": [],
        "description": description, "source_link": "https://vestnik.example/12",
        "publish_date": "2022-01-08T00:00", "status": "Human Created",
    }  # fmt: skip
    return json.dumps(row | more)


def export(*groups: list[str], kind: str = "bulletin") -> bytes:
    """As Bayanat writes it: commas within a group, none between groups."""
    rows = "".join(",".join(group) + "\n" for group in groups)
    return f'{{ \n"{kind}s": [ \n{rows}] \n }}'.encode()


def test_a_bulletin_is_a_report_in_its_coder_s_words_and_no_outlet_s() -> None:
    data = export([bulletin(41)])
    found = document("export.json", data)
    assert found.text.split("\n")[0] == "7 января в Алматы погибли семь человек."
    assert (found.report, found.member) == ("bulletin 41", "bulletin 1")
    assert (found.title, found.published) == ("Ночь в городе", "2022-01-08T00:00")
    assert (found.outlet, found.author, found.url) == (None, None, None)
    check_map(found, data)
    (segment,) = found.segments
    assert json.loads(data[segment.start : segment.end])["id"] == 41


def test_groups_without_a_comma_between_them_are_all_read() -> None:
    found = read("export.json", export([bulletin(1), bulletin(2)], [bulletin(3)]))
    told = [one.report for one in found if isinstance(one, Document)]
    assert told == ["bulletin 1", "bulletin 2", "bulletin 3"]


@pytest.mark.parametrize("nothing", [None, "", " ", "<p></p>"])
def test_a_bulletin_without_a_description_is_passed_over(nothing: str | None) -> None:
    found = document("export.json", export([bulletin(1, nothing), bulletin(2)]))
    assert (found.report, found.member) == ("bulletin 2", "bulletin 2")
    assert "no bulletin with a description" in str(
        refusal("e.json", export([bulletin(1, nothing)]))
    )


@pytest.mark.parametrize("kind", ["actor", "incident"])
def test_actors_and_incidents_are_no_reports(kind: str) -> None:
    assert f"export of {kind}s" in str(refusal("e.json", export([bulletin(1)], kind=kind)))


def test_where_it_breaks_off_is_said_and_what_came_before_is_read() -> None:
    data = export([bulletin(1), bulletin(2)])[:-60]
    first, broken = read("export.json", data)
    assert isinstance(first, Document) and isinstance(broken, Refused)
    assert "breaks off in bulletin 2" in str(broken)


def test_what_is_no_object_is_refused_by_its_place() -> None:
    refused, kept = read("export.json", export(["41", bulletin(2)]))
    assert isinstance(refused, Refused) and isinstance(kept, Document)
    assert "bulletin 1 is no object" in str(refused)


def test_a_script_in_a_description_is_no_word_of_it() -> None:
    found = document(
        "e.json", export([bulletin(1, "<script>alert(1)</script><p>Ранены 12.</p>")])
    )
    assert found.text.strip() == "Ранены 12."
