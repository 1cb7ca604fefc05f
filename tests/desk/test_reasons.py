"""Reasons in the reader's language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qantar.desk.language import language
from qantar.desk.reasons import reason

CODES = ("ru", "uk", "kk")


@pytest.mark.parametrize("code", CODES)
def test_every_reason_of_the_record_is_told_in_the_readers_language(
    client: TestClient, code: str
) -> None:
    told = set()
    for question in client.get("/api/v1/ledgers?per_page=200").json()["items"]:
        whole = client.get(f"/api/v1/ledgers/{question['question']}").json()
        told |= {r["because"] for account in whole["accounts"] for r in account["relations"]}
    assert told
    assert not [because for because in told if reason(language(code), because).lang != code]


def test_numbers_and_dates_of_a_reason_are_written_as_in_the_language() -> None:
    because = "a count that cannot fall: >1500 (interior ministry, 2022-01-09T14:20) after 1800"
    told = reason(language("ru"), because)
    assert "> 1 500 (interior ministry, 9 янв. 2022" in told.words.replace("\xa0", " ").replace(
        "\u2009", " "
    )
    assert told.words.startswith("счёт, который не может убывать")


def test_a_reason_of_no_known_form_stays_as_it_was_given() -> None:
    because = "judged by Dana Akhmetova, 2022-03-09: one hospital only"
    assert reason(language("kk"), because).words == because
    assert reason(language("kk"), because).lang == "en"


def test_a_reason_within_a_reason_is_told_whole_or_not_at_all() -> None:
    known = "these two cannot both hold: one question, one moment: 16 against 18"
    assert "16" in reason(language("uk"), known).words
    assert reason(language("uk"), known).lang == "uk"
    unknown = "these two cannot both hold: nobody knows why"
    assert reason(language("uk"), unknown).words == unknown


def test_a_code_is_told_in_its_own_word() -> None:
    told = reason(language("ru"), "seized is not stolen: neither may be taken off the other")
    assert told.lang == "ru" and "seized" not in told.words


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(CODES), st.text(max_size=60))
def test_no_reason_is_lost(code: str, because: str) -> None:
    told = reason(language(code), because)
    assert told.words if because else told.words == because
