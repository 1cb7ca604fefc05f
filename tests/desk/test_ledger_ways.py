"""A question as it stood by a day, as a series, and why it stands so."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

Find = Callable[[str], str]


@pytest.fixture(scope="module")
def toll(question_of: Find) -> str:
    return question_of("security force")


def test_a_ledger_as_of_a_day_holds_nothing_told_of_later(
    client: TestClient, toll: str
) -> None:
    early = client.get(toll, params={"asof": "2022-01-08"}).text
    assert 'class="range">18<' in early and "16 members" not in early.partition("<main")[2]
    assert "As it stood by the end of 8 Jan 2022" in early
    late = client.get(toll, params={"asof": "2022-01-09"}).text
    assert "16 members" in late.partition("<main")[2]


def test_the_last_day_looks_like_today(client: TestClient, toll: str) -> None:
    question = toll.rpartition("/")[2]
    now = client.get(f"/api/v1/ledgers/{question}").json()
    then = client.get(f"/api/v1/ledgers/{question}", params={"asof": "2023"}).json()
    assert then == now


def test_before_anybody_answered_there_is_no_range(client: TestClient, toll: str) -> None:
    page = client.get(toll, params={"asof": "2021"})
    assert page.status_code == 200 and "By then no dated account" in page.text
    for way in ("series", "why"):
        assert "By then no dated account" in client.get(f"{toll}/{way}?asof=2021").text
        assert client.get(f"/api/v1{toll}/{way}?asof=2021").status_code == 404


@pytest.mark.parametrize("as_of", ("2022-13-45", "soon", "99999", "<b>", "2022-02-30"))
def test_what_is_no_date_of_the_calendar_is_no_look_back(
    client: TestClient, toll: str, as_of: str
) -> None:
    assert "As it stood by the end of {" not in client.get(toll, params={"asof": as_of}).text
    assert client.get(toll, params={"asof": as_of}).status_code == 200
    assert client.get(f"/api/v1{toll}", params={"asof": as_of}).status_code in (400, 422)


def test_a_series_tells_each_account_at_its_moment(client: TestClient, toll: str) -> None:
    points = client.get(f"/api/v1{toll}/series").json()["points"]
    assert [(p["as_of"][:10], p["number"]) for p in points] == [
        ("2022-01-07", "18"),
        ("2022-01-09", "16"),
    ]
    page = client.get(f"{toll}/series").text
    assert page.index("7 Jan 2022</th>") < page.index("9 Jan 2022</th>")


def test_a_relation_is_led_back_to_the_words_of_both_sides(
    client: TestClient, toll: str
) -> None:
    whole = client.get(f"/api/v1{toll}").json()
    relation = whole["accounts"][0]["relations"][0]["relation"]
    page = client.get(f"{toll}/why", params={"of": relation}).text
    assert page.count("«A total of") + page.count("A total of 1") >= 2
    step = client.get(f"/api/v1{toll}/why", params={"of": relation}).json()
    assert step["steps"][-1]["says"].startswith("because a count that cannot fall")


def test_the_range_is_led_back_to_every_account(client: TestClient, toll: str) -> None:
    says = [step["says"] for step in client.get(f"/api/v1{toll}/why").json()["steps"]]
    assert sum("left standing" in one for one in says) >= 2


def test_why_of_nothing_is_told_as_such(client: TestClient, toll: str) -> None:
    assert client.get(f"{toll}/why", params={"of": "relation-nothing"}).status_code == 400


def test_disputes_are_told_with_both_sides(client: TestClient, toll: str) -> None:
    asked = {"question": toll.rpartition("/")[2], "open": "true"}
    (dispute,) = client.get("/api/v1/disputes", params=asked).json()["items"]
    assert {side["number"] for side in (*dispute["a"], dispute["b"])} == {"16", "18"}
    assert client.get(f"{toll}/why", params={"of": dispute["relation"]}).status_code == 200
