"""Searches that are kept, and searches by how far a claim was reviewed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qantar.desk.cabinet import Cabinet
from qantar.desk.searches import ASKED, MOST, asked, drop, keep, searches
from qantar.domain.errors import MalformedValue, Misuse
from tests.desk.test_judging import claim_of, sent, token_of

AT = "2022-03-01T09:00:00Z"


def keep_at(client: TestClient, name: str, query: str) -> int:
    address = f"/search?{query}"
    form = {"token": token_of(client, address), "query": query, "name": name, "found": "2"}
    return client.post("/search/kept", data=form).status_code


def test_a_kept_search_is_found_again_and_asks_the_same(own_client: TestClient) -> None:
    assert keep_at(own_client, "the weapons", "q=оружия&in=reports&page=3") == 200
    (kept,) = own_client.get("/api/v1/searches").json()["items"]
    assert kept["name"] == "the weapons" and "page" not in kept["address"]
    page = own_client.get("/search").text
    assert "the weapons" in page and "2 found then" in page
    assert "967" in own_client.get(kept["address"]).text


def test_a_kept_search_is_dropped(own_client: TestClient) -> None:
    keep_at(own_client, "the weapons", "q=оружия")
    token = token_of(own_client, "/search")
    own_client.post("/search/kept/1/drop", data={"token": token, "query": ""})
    assert own_client.get("/api/v1/searches").json()["total"] == 0


def test_a_search_is_kept_from_this_desks_own_page_only(own_client: TestClient) -> None:
    form = {"token": "x", "query": "q=a", "name": "n"}
    assert own_client.post("/search/kept", data=form).status_code == 403
    assert own_client.post("/search/kept/1/drop", data={"token": "x"}).status_code == 403


def test_nobody_sees_or_drops_anothers_search(tmp_path: Path) -> None:
    with Cabinet(tmp_path / "x.cabinet").opened() as drawer:
        keep(drawer, "Dana", "mine", "q=a", at=AT, found=1)
        drop(drawer, "Another", 1, at=AT)
        assert [one.name for one in searches(drawer, "Dana")] == ["mine"]
        assert searches(drawer, "Another") == ()


def test_a_search_that_asks_nothing_has_nothing_to_keep(tmp_path: Path) -> None:
    with Cabinet(tmp_path / "x.cabinet").opened() as drawer:
        for name, query in (("n", "in=claims"), ("n", "page=3"), (" ", "q=a")):
            with pytest.raises(MalformedValue):
                keep(drawer, "Dana", name, query, at=AT, found=0)


def test_one_person_keeps_so_many_and_the_same_name_takes_the_new_place(tmp_path: Path) -> None:
    with Cabinet(tmp_path / "x.cabinet").opened() as drawer:
        for number in range(MOST):
            keep(drawer, "Dana", f"n{number}", "q=a", at=AT, found=0)
        keep(drawer, "Dana", "n1", "q=b", at=AT, found=0)
        assert len(searches(drawer, "Dana")) == MOST
        with pytest.raises(Misuse):
            keep(drawer, "Dana", "one more", "q=a", at=AT, found=0)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from([*ASKED, "page", "lang"]), st.text(max_size=10)))
def test_the_address_of_a_search_is_one_whatever_order_it_came_in(
    query: dict[str, str],
) -> None:
    from urllib.parse import urlencode

    forwards, backwards = list(query.items()), list(reversed(query.items()))
    assert asked(urlencode(forwards)) == asked(urlencode(backwards))
    assert asked(asked(urlencode(forwards))) == asked(urlencode(forwards))


def test_a_cabinet_of_before_gets_the_drawer_it_lacks(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path / "x.cabinet")
    with cabinet.opened() as drawer:
        drawer.do("DROP TABLE searches")
        drawer.log(at=AT, who="Dana", act="coded", about="claim-1", detail={})
    with cabinet.opened() as drawer:
        keep(drawer, "Dana", "mine", "q=a", at=AT, found=0)
    assert [line.act for line in cabinet.log()] == ["search kept", "coded"]
    cabinet.verify()


def test_claims_are_found_by_how_far_they_were_reviewed(own_client: TestClient) -> None:
    claim = claim_of(own_client, "967")
    form = sent(own_client, claim, verb="confirm", reason="read", by="Dana")
    own_client.post(f"/claims/{claim}/judgement", data=form)
    found = {
        state: own_client.get(f"/api/v1/claims?state={state}").json()["total"]
        for state in ("judged", "confirm", "correct", "reject", "waiting", "")
    }
    assert found["judged"] == found["confirm"] == 1 and found[""] > 1
    assert found["correct"] == found["reject"] == found["waiting"] == 0
    assert "967" in own_client.get("/search?state=confirm").text
