"""What changed: a page edited in silence between two captures, and the ranges that followed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.capture import gather
from qantar.cli.serve import desk_of
from qantar.pipeline import ingest, warm
from qantar.runners.local import local_runner
from qantar.store.address import open_store
from tests.desk.conftest import served

PAGE = {
    "id": "news-12", "lang": "en", "published": "2022-01-09", "outlet": "wire.example",
    "url": "https://wire.example/news/12",
}  # fmt: skip
SAID = "In Almaty {} people were killed, the health ministry said on 9 January 2022."


def take_in(path: Path, number: str, captured_at: str, published: str = "2022-01-09") -> None:
    """A capture of the page with this number on it, and the shelf brought up to date."""
    lines = path.with_name(f"{number}.jsonl")
    row = PAGE | {"text": "The toll\n\n" + SAID.format(number), "published": published}
    lines.write_text(json.dumps(row) + "\n", "utf-8")
    store = open_store(path, create=not path.exists())
    try:
        with local_runner(1, warm) as runner:
            ingest(
                gather([str(lines)], captured_at=captured_at), store, runner, who="test",
                clock=lambda: captured_at,
            )  # fmt: skip
        desk_of(store, str(path), title="January")
    finally:
        store.close()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("edited") / "january.qantar"
    take_in(path, "164", "2022-01-10T00:00:00Z")
    take_in(path, "149", "2022-01-12T00:00:00Z")
    with served(path) as client:
        yield client


def test_a_page_changed_without_a_new_date_is_listed_as_edited_in_silence(
    edited: TestClient,
) -> None:
    page = edited.get("/sources").text
    assert "edited in silence" in page and "https://wire.example/news/12" in page


def test_the_edit_stands_marked_on_both_sides(edited: TestClient) -> None:
    document = edited.get("/api/v1/reports").json()["items"][0]["document"]
    report = edited.get(f"/reports/{document}").text
    assert "edited in silence" in report
    against = report.partition("/against/")[2].partition('"')[0]
    page = edited.get(f"/reports/{document}/against/{against}").text
    assert "silent edit: the page bears no new date" in page
    assert "<del>164</del>" in page and "<ins>149</ins>" in page


def test_the_edit_is_told_as_json_with_its_words(edited: TestClient) -> None:
    document = edited.get("/api/v1/reports").json()["items"][0]["document"]
    (edit,) = edited.get(f"/api/v1/reports/{document}/edits").json()["items"]
    assert edit["silent"] and [(c["before"], c["after"]) for c in edit["changes"]] == [
        ("164", "149")
    ]


def test_the_overview_tells_which_range_moved(edited: TestClient) -> None:
    page = edited.get("/").text
    changed = page.partition('id="changed"')[2].partition("</section>")[0]
    assert "people killed" in changed and "164 → " in changed


def test_a_page_that_dates_its_change_is_edited_openly(tmp_path: Path) -> None:
    path = tmp_path / "january.qantar"
    take_in(path, "164", "2022-01-10T00:00:00Z")
    take_in(path, "149", "2022-01-12T00:00:00Z", published="2022-01-11")
    with served(path) as client:
        page = client.get("/sources").text
        assert "edited in silence" not in page and ">edited<" in page
