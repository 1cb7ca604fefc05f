"""Decisions made at the desk."""

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.store.address import open_store
from tests.desk.conftest import copy_of, served


def claim_of(client: TestClient, quantity: str) -> str:
    found = client.get("/api/v1/claims?kind=figure").json()["items"]
    return next(str(c["claim"]) for c in found if c["content"]["quantity"] == quantity)


def token_of(client: TestClient, address: str) -> str:
    """What a form of a page must bear."""
    found = re.search(r'name="token" value="(\w+)"', client.get(address).text)
    assert found is not None
    return found[1]


def sent(client: TestClient, claim: str, **fields: str) -> dict[str, str]:
    """The form of a claim as its page gives it, with some fields filled in."""
    text = client.get(f"/claims/{claim}/judgement").text
    values = dict(
        re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', text)
    )
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        assert chosen is not None
        values[name] = chosen[1]
    return {k: v.replace("&gt;", ">") for k, v in values.items()} | fields


def test_a_corrected_figure_moves_the_ledger_and_keeps_the_words(
    own_client: TestClient,
) -> None:
    claim = claim_of(own_client, "967")
    form = sent(
        own_client, claim, verb="correct", quantity="~970", reason="see below", by="Dana"
    )
    answer = own_client.post(f"/claims/{claim}/judgement", data=form)
    assert answer.status_code == 200 and "corrected by a person" in answer.text
    told = own_client.get("/api/v1/claims?state=judged").json()["items"]
    assert [one["claim"] for one in told] == [claim]
    assert told[0]["content"]["quantity"] == "~970" and told[0]["marked"] == "967"
    ledger = own_client.get("/ledgers?q=recovered").text
    assert "≈\u2009970" in ledger
    assert "rules read:" in answer.text and "quantity 967" in answer.text


def test_a_rejected_claim_leaves_its_ledger_and_stays_visible(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="reject", reason="a serial number", by="Dana")
    own_client.post(f"/claims/{claim}/judgement", data=form)
    assert own_client.get("/api/v1/ledgers?q=recovered").json()["total"] == 0
    assert "rejected by a person" in own_client.get(f"/claims/{claim}").text


def test_a_confirmed_claim_is_no_machine_reading_any_more(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="confirm", reason="read in full", by="Dana")
    own_client.post(f"/claims/{claim}/judgement", data=form)
    question = own_client.get("/api/v1/ledgers?q=recovered").json()["items"][0]["question"]
    text = own_client.get(f"/ledgers/{question}").text
    assert "account stands by-person" in text and "by-machine" not in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"verb": "confirm", "reason": "r", "by": " "}, "give your name"),
        ({"verb": "confirm", "reason": " ", "by": "Dana"}, "a reason"),
        ({"verb": "", "reason": "r", "by": "Dana"}, "Say what you decide"),
        ({"verb": "correct", "reason": "r", "by": "Dana"}, "Nothing was changed"),
        ({"verb": "correct", "quantity": "many", "reason": "r", "by": "Dana"}, "no number"),
        ({"verb": "correct", "when": "soon", "reason": "r", "by": "Dana"}, "expected YYYY"),
        ({"verb": "withdraw", "reason": "r", "by": "Dana"}, "Say what you decide"),
    ],
)
def test_a_decision_that_lacks_something_is_not_kept(
    own_client: TestClient, fields: dict[str, str], told: str
) -> None:
    claim = claim_of(own_client, "967")
    answer = own_client.post(
        f"/claims/{claim}/judgement", data=sent(own_client, claim, **fields)
    )
    assert answer.status_code == 400 and told in answer.text
    assert own_client.get("/api/v1/record").json()["judged"] == 0


def test_a_decision_without_the_desks_token_is_not_kept(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="reject", reason="r", by="Dana") | {"token": "0" * 64}
    assert own_client.post(f"/claims/{claim}/judgement", data=form).status_code == 403
    assert own_client.get("/api/v1/record").json()["judged"] == 0


def test_a_decision_is_in_the_custody_log_in_the_persons_name(
    record: Path, tmp_path: Path
) -> None:
    path = copy_of(record, tmp_path)
    with served(path) as client:
        claim = claim_of(client, "967")
        form = sent(client, claim, verb="comment", reason="ask again", by="Dana Akhmetova")
        client.post(f"/claims/{claim}/judgement", data=form)
    store = open_store(path, create=False)
    with store.view() as view:
        last = list(view.custody())[-1]
    store.close()
    assert last.act.value == "judged" and last.who == "Dana Akhmetova"


@pytest.mark.parametrize("name", ("Дана", "Әсел Құдайберген", 'O\'Brien; "x"'))
def test_a_name_of_any_script_signs_and_is_remembered(
    own_client: TestClient, name: str
) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="confirm", reason="read in full", by=name)
    assert own_client.post(f"/claims/{claim}/judgement", data=form).status_code == 200
    text = html.unescape(own_client.get(f"/claims/{claim}/judgement").text)
    assert f'name="by" value="{name}"' in text
