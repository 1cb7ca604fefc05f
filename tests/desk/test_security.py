"""What every answer carries and no request may do."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qantar.cli.serve import desk_of
from qantar.desk.app import make_app
from qantar.desk.security import Limits, is_token, token
from qantar.store.address import open_store


def test_every_answer_bears_the_policy_refusals_too(client: TestClient) -> None:
    for path in ("/", "/static/desk.css", "/api/v1/record", "/nothing", "/ledgers/none"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_the_desk_answers_to_its_own_names_only(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "rebound.example"})
    assert answer.status_code == 421 and "content-security-policy" in answer.headers


def test_a_form_of_another_site_is_not_taken(client: TestClient) -> None:
    answer = client.post("/preferences", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_form_without_its_token_is_not_taken(client: TestClient) -> None:
    assert client.post("/preferences", data={"language": "ru"}).status_code == 403


def test_a_form_of_another_visitor_is_not_taken() -> None:
    assert is_token(b"secret", "one", token(b"secret", "one"))
    assert not is_token(b"secret", "one", token(b"secret", "two"))
    assert not is_token(b"other", "one", token(b"secret", "one"))


def test_a_form_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    assert client.post("/preferences", content=b"x" * 70_000).status_code == 413


@pytest.mark.parametrize("length", ("x", "-1", "1e3"))
def test_a_length_that_is_no_number_is_refused(client: TestClient, length: str) -> None:
    answer = client.post("/preferences", headers={"content-length": length}, content=b"")
    assert answer.status_code == 400


def test_who_asks_too_often_waits() -> None:
    limits = Limits(rate=1, burst=3)
    assert [limits.admits("a", 0.0) for _ in range(5)] == [True] * 3 + [False] * 2
    assert limits.admits("b", 0.0)
    assert limits.admits("a", 1.5)


def test_a_desk_asked_too_often_says_so(record: Path) -> None:
    store = open_store(record, create=False)
    try:
        app = make_app(
            desk_of(store, str(record), title="January"),
            hosts=("testserver",), limits=Limits(rate=0.001, burst=2),
        )  # fmt: skip
        with TestClient(app) as client:
            codes = [client.get("/static/mark.svg").status_code for _ in range(4)]
            codes += [client.get("/api/v1/record").status_code for _ in range(3)]
    finally:
        store.close()
    assert 429 in codes and codes[-1] == 429


@settings(deadline=None, max_examples=50)
@given(
    gaps=st.lists(st.floats(0, 3), max_size=60), rate=st.floats(0.5, 5), burst=st.integers(1, 9)
)
def test_nobody_gets_more_than_the_burst_and_the_rate(
    gaps: list[float], rate: float, burst: int
) -> None:
    limits, now, admitted = Limits(rate=rate, burst=burst), 0.0, 0
    for gap in gaps:
        now += gap
        admitted += limits.admits("a", now)
    assert admitted <= burst + now * rate + 1e-6


def test_the_memory_of_addresses_is_bounded() -> None:
    limits = Limits(most=10)
    for number in range(50):
        limits.admits(str(number), 0.0)
    assert len(limits.buckets) == 10
