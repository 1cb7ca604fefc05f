"""Several people at one record in PostgreSQL, each with an account."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.capture import gather
from qantar.cli.serve import desk_of
from qantar.desk.accounts import Accounts
from qantar.desk.app import make_app
from qantar.desk.door import Door
from qantar.desk.security import Limits
from qantar.pipeline import ingest, warm
from qantar.record.port import Store
from qantar.runners.local import local_runner
from qantar.store.address import open_store
from tests.desk.conftest import AT, REPORTS, SOURCES
from tests.store.conftest import database, server

__all__ = ["database", "server"]

PASSWORD = "correct horse battery"
PEOPLE = {"Dana": "coder", "Erlan": "coder", "Saule": "reviewer", "Reader": "viewer"}


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    (reports / "sources.csv").write_text(SOURCES, "utf-8")
    made = open_store(database, create=True)
    with local_runner(1, warm) as runner:
        ingest(
            gather([str(reports)], captured_at=AT), made, runner, who="test", clock=lambda: AT
        )
    yield made
    made.close()


@contextmanager
def signed_in(app: object, name: str) -> Iterator[TestClient]:
    with TestClient(app, base_url="https://testserver") as client:  # type: ignore[arg-type]
        form = {"token": token_of(client, "/sign-in"), "name": name, "password": PASSWORD}
        assert client.post("/sign-in", data=form).status_code == 200
        yield client


def token_of(client: TestClient, address: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', client.get(address).text)
    assert found is not None
    return found[1]


def test_people_with_accounts_code_apart_decide_and_all_see_the_ledger_follow(
    store: Store, database: str, tmp_path: Path
) -> None:
    accounts = Accounts.load(tmp_path / "desk.accounts")
    for name, role in PEOPLE.items():
        accounts.add(name, role, PASSWORD)
    desk = desk_of(
        store, database, title="January", shelf=tmp_path / "january.desk", is_public=True
    )
    app = make_app(
        desk, hosts=("testserver",), limits=Limits(rate=1e6, burst=1e6), door=Door(accounts)
    )
    with signed_in(app, "Reader") as reader:
        figures = reader.get("/api/v1/claims?kind=figure").json()["items"]
        claim = next(c["claim"] for c in figures if c["content"]["quantity"] == "967")
        refused = {
            "token": token_of(reader, f"/claims/{claim}/judgement"),
            "verb": "confirm",
            "reason": "x",
        }
        assert reader.post(f"/claims/{claim}/judgement", data=refused).status_code == 400
    entry = {"told": "true", "quantity": "967", "object": "weapon", "act": "recovered", "place": "",
             "when": "", "as_of": "", "speaker": "", "denied": "false"}  # fmt: skip
    for name, quantity in (("Dana", "967"), ("Erlan", "976")):
        with signed_in(app, name) as coder:
            form = entry | {
                "token": token_of(coder, f"/review/claims/{claim}"),
                "quantity": quantity,
            }
            answer = coder.post(f"/review/claims/{claim}", data=form)
            assert answer.status_code == 200, answer.text
            refused = form | {"reason": "x"}
            decision = coder.post(f"/review/claims/{claim}/decision", data=refused)
            assert decision.status_code in (400, 404)
    with signed_in(app, "Saule") as reviewer:
        waiting = reviewer.get("/api/v1/claims?state=waiting").json()["items"]
        assert [one["claim"] for one in waiting] == [claim]
        form = entry | {
            "token": token_of(reviewer, f"/review/claims/{claim}/decision"), "quantity": ">967",
            "reason": "the text says more than",
        }  # fmt: skip
        assert reviewer.post(f"/review/claims/{claim}/decision", data=form).status_code == 200
    with signed_in(app, "Reader") as reader:
        found = reader.get("/api/v1/ledgers?q=recovered").json()["items"]
        assert [one["low"] for one in found] == [968]
        judged = reader.get("/api/v1/judgements").json()["items"]
        assert judged[0]["judgement"]["by"] == "Saule"
        log = reader.get("/api/v1/review/log").json()["items"]
        assert {line["who"] for line in log} == set(PEOPLE)
