"""The record as JSON."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

LISTS = ("ledgers", "chronology", "reports", "claims", "passages?q=погибли")
KEYS = {"ledgers": "question", "reports": "document", "claims": "claim"}


def walked(client: TestClient, name: str, per_page: int) -> list[Any]:
    """A list page by page, as ``next`` leads."""
    address: str | None = f"/api/v1/{name}{'&' if '?' in name else '?'}per_page={per_page}"
    items: list[Any] = []
    while address is not None:
        answer = client.get(address).json()
        items += answer["items"]
        address = answer["next"]
    return items


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_together_are_the_list(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}{'&' if '?' in name else '?'}per_page=50").json()
    assert whole["total"] == len(whole["items"]) or whole["next"]
    assert walked(client, name, 3) == walked(client, name, 50)
    assert len(walked(client, name, 3)) == whole["total"] > 0


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/ledgers")
    again = client.get("/api/v1/ledgers", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_every_quote_stands_in_its_report(client: TestClient) -> None:
    texts: dict[str, str] = {}
    claims = walked(client, "claims", 200)
    for claim in claims:
        document = claim["document"]
        if document not in texts:
            texts[document] = client.get(f"/api/v1/reports/{document}").json()["text"]
        assert claim["quote"] in texts[document] and claim["marked"] in claim["quote"]
        assert claim["state"] == "read"


def test_a_ledger_holds_its_accounts_with_their_reasons(client: TestClient) -> None:
    question = client.get("/api/v1/ledgers?q=security").json()["items"][0]
    whole = client.get(f"/api/v1/ledgers/{question['question']}").json()
    assert len(whole["accounts"]) == question["accounts"] == 2
    assert all(r["because"] for account in whole["accounts"] for r in account["relations"])
    assert whole["policies"]["ucdp"]["numbers"] == {"low": 16, "best": None, "high": 18}


def test_one_claim_comes_with_the_rules_that_made_it(client: TestClient) -> None:
    claim = client.get("/api/v1/claims?kind=figure").json()["items"][0]["claim"]
    assert client.get(f"/api/v1/claims/{claim}").json()["derivation"]["rule"]


@pytest.mark.parametrize("path", ("ledgers/none", "reports/none", "claims/none", "nothing"))
def test_what_is_not_there_is_told_as_json(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404 and answer.json()["error"]


def test_openapi_describes_every_address(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {path.split("/")[3] for path in described["paths"]} == {
        "record", "ledgers", "chronology", "reports", "claims", "passages", "review", "disputes",
        "sources", "wording", "people", "status", "map", "captures", "judgements", "publish",
        "searches",
    }  # fmt: skip
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    for operations in described["paths"].values():
        assert set(operations) == {"get"} and operations["get"]["description"]


QUERY = st.dictionaries(
    st.sampled_from(
        ["q", "kind", "object", "act", "place", "outlet", "speaker", "lang", "from", "to", "state",
         "page", "per_page", "least", "most", "part", "sort", "disputed", "type"]
    ),
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["1", "0", "-1", "2022", "2022-01-05", "99999999999999999999", "'", '"*', "NEAR(",
                         "%", "\x00", "killed", "true", "ru", "погибли"]),
    ),
    max_size=5,
)  # fmt: skip


@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(["ledgers", "chronology", "reports", "claims", "passages"]),
    query=QUERY,
)
def test_no_query_breaks_the_desk(client: TestClient, name: str, query: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/{name}", params=query)
    assert answer.status_code in (200, 422), answer.text
    for page in ("ledgers", "chronology", "search", "reports", "wording", "people", "status"):
        assert client.get(f"/{page}", params=query).status_code in (200, 422)
    client.cookies.clear()  # a language asked for is remembered, and this browser is everybody's
