"""Every address of the JSON as its own description has it, asked in every way the description allows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from hypothesis import given, settings

from qantar.cli.serve import desk_of
from qantar.desk import api, api_review, api_ways
from qantar.desk.app import make_app
from qantar.desk.security import LOOPBACK, Limits
from qantar.store.address import open_store

schemathesis = pytest.importorskip(
    "schemathesis",
    reason="the API is tested against its description: pip install 'qantar[dev]'",
)


@pytest.fixture(scope="module")
def described(record: Path) -> Iterator[Any]:
    """The description of a desk that answers within this process."""
    store = open_store(record, create=False)
    app = make_app(
        desk_of(store, str(record), title="January"),
        hosts=(*LOOPBACK, "testserver"),
        limits=Limits(rate=1e6, burst=1e6),
    )
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    store.close()


PATHS = [
    route.path
    for module in (api, api_ways, api_review)
    for route in module.router.routes
    if isinstance(route, APIRoute)
]


@pytest.mark.parametrize("path", PATHS)
def test_every_address_answers_as_its_description_says(described: Any, path: str) -> None:
    @settings(max_examples=10, deadline=None, derandomize=True, database=None)
    @given(case=described[path]["GET"].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate()

    asked()


def test_what_there_is_answers_as_its_description_says(described: Any, client: Any) -> None:
    """Ids made up lead nowhere: those of the record are tried by name."""
    items = {
        name: client.get(f"/api/v1/{name}", params={"per_page": 3}).json()["items"]
        for name in ("ledgers", "reports", "claims")
    }
    ids = {
        "question": [row["question"] for row in items["ledgers"]],
        "document": [row["document"] for row in items["reports"]],
        "claim": [row["claim"] for row in items["claims"]],
        "capture": [row["capture"] for row in items["reports"]],
    }
    for path in (path for path in PATHS if "{" in path):
        name = path[path.index("{") + 1 : path.index("}")]
        for id_ in ids[name]:
            case = described[path]["GET"].Case(path_parameters={name: id_})
            assert case.call_and_validate().status_code == 200, path
