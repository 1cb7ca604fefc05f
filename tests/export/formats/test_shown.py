"""GeoJSON, HXL and TimelineJS: what is drawn."""

import csv
import io
import json
import re
from typing import Any

from qantar.export.format import Material
from qantar.export.formats import geojson, hxl, timelinejs

HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""A hashtag with attributes, as the HXL standard writes it."""


def features(record: Material) -> list[Any]:
    return list(json.loads(geojson.FORMAT.write(record).data)["features"])


def test_only_settlements_are_dots(record: Material) -> None:
    for feature in features(record):
        is_town = feature["properties"]["place_precision"] == "settlement"
        assert (feature["geometry"] is not None) is is_town
    (region,) = [f for f in features(record) if f["properties"]["place_precision"] == "region"]
    assert region["properties"]["quote"] == "Где-то в Абайской области сгорел склад."


def test_longitude_comes_first(record: Material) -> None:
    point = next(f["geometry"] for f in features(record) if f["geometry"])
    assert [round(number) for number in point["coordinates"]] == [77, 43]


def test_a_question_on_the_map_is_a_range_with_its_accounts(record: Material) -> None:
    (toll,) = [f for f in features(record) if f["properties"].get("measure") == "person.killed"]
    assert (toll["properties"]["low"], toll["properties"]["high"]) == (16, None)
    assert {a["number"] for a in toll["properties"]["accounts"]} == {"16", ">=19"}


def sheet(record: Material) -> list[list[str]]:
    return list(csv.reader(io.StringIO(hxl.FORMAT.write(record).data.decode(), newline="")))


def test_the_second_row_of_an_hxl_sheet_is_hashtags(record: Material) -> None:
    assert all(HASHTAG.fullmatch(tag) for tag in sheet(record)[1])
    assert {len(row) for row in sheet(record)} == {len(hxl.COLUMNS)}


def test_an_hxl_row_has_least_and_most_and_never_one_number(record: Material) -> None:
    tags = sheet(record)[1]
    (toll,) = [row for row in sheet(record)[2:] if row[2] == "person.killed"]
    ends = ("#indicator+min+num", "#indicator+max+num")
    assert [toll[tags.index(end)] for end in ends] == ["16", ""]
    assert not [tag for tag in tags if tag in ("#affected", "#indicator+value")]


def slides(record: Material) -> list[Any]:
    return list(json.loads(timelinejs.FORMAT.write(record).data)["events"])


def test_a_timeline_date_has_only_the_parts_that_are_said(record: Material) -> None:
    months = [slide for slide in slides(record) if "day" not in slide["start_date"]]
    assert {tuple(slide["start_date"].items()) for slide in months} == {
        (("year", 2022), ("month", 1))
    }


def test_a_night_has_its_end(record: Material) -> None:
    (night,) = [slide for slide in slides(record) if "end_date" in slide]
    assert night["end_date"] == {"year": 2022, "month": 1, "day": 6, "hour": 7, "minute": 0}


def test_words_of_strangers_are_no_markup(record: Material) -> None:
    text = "".join(slide["text"]["text"] for slide in slides(record))
    assert "&lt;b&gt;Curfew" in text
    assert set(re.findall(r"</?(\w+)", text)) == {"blockquote", "p"}


def test_slides_are_named_once_and_say_who_read_them(record: Material) -> None:
    names = [slide["unique_id"] for slide in slides(record)]
    assert len(set(names)) == len(names)
    assert (
        sum("judged by Dana Testova" in slide["text"]["text"] for slide in slides(record)) == 1
    )
