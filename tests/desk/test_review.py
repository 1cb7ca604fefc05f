"""Two people code a figure apart; a third decides; the record follows."""

import re

import pytest
from starlette.testclient import TestClient

from tests.desk.test_judging import claim_of, token_of

TOLL = {
    "told": "true", "quantity": "967", "object": "weapon", "act": "recovered",
    "place": "Казахстан", "when": "", "as_of": "2022-02-07", "speaker": "", "denied": "false",
}  # fmt: skip


def coded(client: TestClient, claim: str, by: str, **fields: str) -> int:
    address = f"/review/claims/{claim}"
    form = TOLL | fields | {"by": by, "token": token_of(client, "/review")}
    return client.post(address, data=form, follow_redirects=False).status_code


def decided(
    client: TestClient, claim: str, by: str = "Ержан", **fields: str
) -> tuple[int, str]:
    form = TOLL | {"reason": "read again"} | fields | {"by": by}
    form["token"] = token_of(client, "/review")
    answer = client.post(f"/review/claims/{claim}/decision", data=form, follow_redirects=False)
    return answer.status_code, answer.text


def test_the_form_shows_the_words_and_no_reading(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    text = own_client.get(f"/review/claims/{claim}").text
    assert re.search(r"<mark>[^<]*967", text)
    assert 'name="quantity" value=""' in text
    assert '<option value="recovered" selected' not in text


def test_no_coder_sees_the_other_before_both_are_done(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    assert coded(own_client, claim, "Дана", speaker="a witness of Atyrau") == 303
    pages = ("/review", "/review/log", f"/review/claims/{claim}", f"/claims/{claim}",
             "/api/v1/review", "/api/v1/review/codings")  # fmt: skip
    for page in pages:
        assert "witness of Atyrau" not in own_client.get(page).text, page
    assert own_client.get(f"/review/claims/{claim}/decision").status_code == 404
    assert coded(own_client, claim, "Олена") == 303
    for page in ("/review/log", f"/review/claims/{claim}/decision", "/api/v1/review/codings"):
        assert "witness of Atyrau" in own_client.get(page).text, page


def test_nobody_codes_a_claim_twice_and_no_third_codes_it(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    assert coded(own_client, claim, "Дана") == 303
    assert coded(own_client, claim, "Дана", quantity="968") == 400
    assert coded(own_client, claim, "Олена") == 303
    assert coded(own_client, claim, "Ержан") == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"told": ""}, {"quantity": "many"}, {"quantity": ""}, {"when": "soon"},
        {"object": "unicorn"}, {"by": " "},
    ],
)  # fmt: skip
def test_an_entry_that_says_nothing_clear_is_not_kept(
    own_client: TestClient, fields: dict[str, str]
) -> None:
    claim = claim_of(own_client, "967")
    assert coded(own_client, claim, **({"by": "Дана"} | fields)) == 400
    assert own_client.get("/api/v1/review").json()["begun"] == 0


def test_a_decision_that_changes_the_reading_is_a_correction_in_the_record(
    own_client: TestClient,
) -> None:
    claim = claim_of(own_client, "967")
    coded(own_client, claim, "Дана", quantity="~967")
    coded(own_client, claim, "Олена")
    status, _ = decided(own_client, claim, quantity="~967")
    assert status == 303
    told = own_client.get("/api/v1/claims?state=judged").json()["items"]
    assert [one["content"]["quantity"] for one in told] == ["~967"]
    assert told[0]["state"] == "correct"
    assert "coded apart by Дана and Олена" in own_client.get(f"/claims/{claim}").text
    row = own_client.get("/api/v1/review/codings").json()["items"][0]
    assert row["decision"]["verb"] == "correct" and row["decision"]["by"] == "Ержан"


def test_a_figure_the_words_do_not_give_is_rejected(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    coded(own_client, claim, "Дана", told="false")
    coded(own_client, claim, "Олена", told="false")
    assert decided(own_client, claim, told="false")[0] == 303
    assert own_client.get("/api/v1/claims?state=judged").json()["items"][0]["state"] == "reject"


def test_a_decision_needs_a_reason(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    coded(own_client, claim, "Дана")
    coded(own_client, claim, "Олена")
    status, text = decided(own_client, claim, reason=" ")
    assert status == 400 and "Say why" in text
    assert own_client.get("/api/v1/review").json()["decided"] == 0


def test_one_place_in_two_languages_is_agreement(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    coded(own_client, claim, "Дана", place="Алматы")
    coded(own_client, claim, "Олена", place="Almaty")
    fields = own_client.get("/api/v1/review").json()["agreement"]
    place = next(row for row in fields if row["field"] == "place")
    assert place["items"] == place["agreed"] == 1
    # One item can show no agreement beyond chance: no number is made of it.
    assert place["alpha"] is None and place["pairs"][0]["kappa"] is None


def test_the_figure_a_colleague_began_comes_first(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    coded(own_client, claim, "Дана")
    own_client.cookies.delete("qantar-name")
    assert f"/review/claims/{claim}" in own_client.get("/review").text
