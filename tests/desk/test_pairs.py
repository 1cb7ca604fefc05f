"""What is one and what is two, which account gives a bound, and taking a judgement back."""

import pytest
from starlette.testclient import TestClient

from tests.desk.test_judging import claim_of, sent, token_of


def decide(
    client: TestClient, one: str, other: str, decision: str, reason: str = "see the text"
) -> int:
    address = f"/claims/{one}/beside/{other}"
    form = {
        "token": token_of(client, address), "decision": decision, "reason": reason, "by": "Dana",
    }  # fmt: skip
    return client.post(address, data=form).status_code


def test_claims_of_its_question_are_offered_to_be_held_beside(own_client: TestClient) -> None:
    page = own_client.get(f"/claims/{claim_of(own_client, '18')}/beside").text
    assert f"/beside/{claim_of(own_client, '16')}" in page


def test_a_claim_to_hold_beside_is_found_by_its_words(own_client: TestClient) -> None:
    claim, other = claim_of(own_client, "18"), claim_of(own_client, "967")
    assert f"/beside/{other}" not in own_client.get(f"/claims/{claim}/beside").text
    assert f"/beside/{other}" in own_client.get(f"/claims/{claim}/beside?q=найдено").text


def test_two_told_apart_answer_two_questions_and_contradict_no_more(
    own_client: TestClient,
) -> None:
    one, other = claim_of(own_client, "18"), claim_of(own_client, "16")
    before = own_client.get("/api/v1/ledgers?q=security").json()["items"]
    assert len(before) == 1 and before[0]["open"]
    assert decide(own_client, one, other, "apart.question") == 200
    after = own_client.get("/api/v1/ledgers?q=security").json()["items"]
    assert len(after) == 2 and not any(question["open"] for question in after)
    assert "judged two" in own_client.get(f"/claims/{one}").text


def test_two_told_one_answer_one_question(own_client: TestClient) -> None:
    one, other = claim_of(own_client, "164"), claim_of(own_client, "103")
    assert decide(own_client, one, other, "same.question") == 200
    homes = {
        claim["question"]
        for claim in own_client.get("/api/v1/claims?kind=figure").json()["items"]
        if claim["claim"] in (one, other)
    }
    assert len(homes) == 1


@pytest.mark.parametrize(
    ("decision", "reason"), (("", "x"), ("same.speaker", "x"), ("same.origin", " "))
)
def test_a_pair_without_a_decision_or_a_reason_is_not_kept(
    own_client: TestClient, decision: str, reason: str
) -> None:
    one, other = claim_of(own_client, "18"), claim_of(own_client, "16")
    assert decide(own_client, one, other, decision, reason) == 400
    assert own_client.get("/api/v1/judgements").json()["total"] == 0


def test_a_claim_is_not_held_beside_itself(own_client: TestClient) -> None:
    one = claim_of(own_client, "18")
    assert decide(own_client, one, one, "same.question") == 400


def test_a_chosen_bound_is_shown_with_who_chose_it_and_what_rules_give(
    own_client: TestClient,
) -> None:
    claim = claim_of(own_client, "18")
    form = sent(
        own_client, claim, verb="choose", end="high", reason="the list of names", by="Dana"
    )
    answer = own_client.post(f"/claims/{claim}/judgement", data=form)
    assert answer.status_code == 200, answer.text
    home = own_client.get("/api/v1/ledgers?q=security").json()["items"][0]["question"]
    whole = own_client.get(f"/api/v1/ledgers/{home}").json()
    assert whole["high"] == 18 and whole["chosen"][0]["by"] == "Dana" and whole["by_rules"]
    page = own_client.get(f"/ledgers/{home}").text
    assert "chose the bounds shown" in page and "the list of names" in page


def test_a_bound_without_its_end_is_not_kept(own_client: TestClient) -> None:
    claim = claim_of(own_client, "18")
    form = sent(own_client, claim, verb="choose", reason="the list of names", by="Dana")
    assert own_client.post(f"/claims/{claim}/judgement", data=form).status_code == 400


def test_what_is_withdrawn_stays_in_the_history_and_rules_decide_again(
    own_client: TestClient,
) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="reject", reason="a serial number", by="Dana")
    own_client.post(f"/claims/{claim}/judgement", data=form)
    (kept,) = own_client.get("/api/v1/judgements").json()["items"]
    address = f"/judgements/{kept['judgement']['id']}/withdrawal"
    assert address in own_client.get("/judgements").text
    assert address in own_client.get(f"/claims/{claim}").text
    taken = {"token": token_of(own_client, address), "reason": "I misread", "by": "Dana"}
    assert own_client.post(address, data=taken).url.path == "/judgements"
    assert own_client.get("/api/v1/ledgers?q=recovered").json()["total"] == 1
    states = [one["state"] for one in own_client.get("/api/v1/judgements").json()["items"]]
    assert states == ["in force", "withdrawn"]
    again = {"token": taken["token"], "reason": "once more", "by": "Dana"}
    assert own_client.post(address, data=again).status_code == 400


def test_a_judgement_nobody_made_is_not_withdrawn(own_client: TestClient) -> None:
    assert own_client.get("/judgements/judgement-none/withdrawal").status_code == 404
