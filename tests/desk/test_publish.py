"""What leaves the desk."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qantar.desk.language import language
from qantar.export.card import MOST, ledger_card


def test_the_dossier_is_one_file_that_runs_and_loads_nothing(client: TestClient) -> None:
    answer = client.get("/publish/dossier.html")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "967" in answer.text and "<script" not in answer.text
    assert client.get("/publish/dossier.html").content == answer.content


def test_a_card_holds_every_account_with_its_words(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    question = question_of("security forces").removeprefix("/ledgers/")
    text = client.get(f"/publish/ledgers/{question}/card.html").text
    assert text.startswith("<figure") and text.count("<q ") == 2
    assert "A total of 18 members" in text and "A total of 16 members" in text
    assert "not checked by a person" in text and "In dispute" in text
    page = client.get(f"/publish/ledgers/{question}").text
    assert '<figure class="qantar-ledger" lang="en">' in page and "&lt;figure" in page


@pytest.mark.parametrize(
    ("lang", "title", "said", "by_rules"),
    [
        ("ru", "погибшие силовики", "A total of 18 members", "Прочитано по правилам"),
        ("uk", "загиблі силовики", "A total of 18 members", "Прочитано за правилами"),
        ("kk", "қаза тапқан", "A total of 18 members", "Ереже бойынша оқылған"),
    ],
)
def test_a_card_speaks_the_language_of_the_reader_and_quotes_that_of_the_source(
    client: TestClient, question_of: Callable[[str], str], lang: str, title: str, said: str,
    by_rules: str,
) -> None:  # fmt: skip
    address = f"/publish{question_of('security forces')}/card.html"
    card = client.get(address, headers={"accept-language": lang}).text
    assert f'lang="{lang}"' in card and said in card and by_rules in card
    ledger = client.get(question_of("security forces"), headers={"accept-language": lang}).text
    heading = re.search(r"<h1>(.*?)</h1>", ledger)
    assert heading is not None and f"<strong>{heading[1]}</strong>" in card
    assert not re.search(r"account|standing|dispute|as of", re.sub(r"<q.*?</q>", "", card))


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("ru", "Как проверить"),
        ("uk", "Як перевірити"),
        ("kk", "Қалай тексеруге болады"),
    ],
)
def test_a_dossier_speaks_the_language_of_the_reader(
    client: TestClient, lang: str, heading: str
) -> None:
    text = client.get("/publish/dossier.html", headers={"accept-language": lang}).text
    assert f'<html lang="{lang}">' in text and heading in text
    assert language(lang).when("2022-01-09") in text
    words = re.sub(r"<[^>]*>", "", text)
    assert "A total of 18 members" in words and "Погибли 164 человека" in words
    foreign = (
        r'<(style|pre|code|blockquote)\b.*?</\1>|<div class="text".*?</div>|<a [^>]*>.*?</a>'
    )
    ours = re.sub(foreign, "", text, flags=re.S)
    ours = re.sub(r"<[^>]*>", " ", re.sub(r'<span dir="auto".*?</span>', "", ours, flags=re.S))
    for english in (
        "account",
        "standing",
        "killed",
        "Questions",
        "as of",
        "rinted",
        "count that",
        "As the reports",
    ):
        assert english not in ours, english


def test_a_question_nobody_asks_has_no_card(client: TestClient) -> None:
    assert client.get("/publish/ledgers/none").status_code == 404
    assert client.get("/publish/ledgers/none/card.html").status_code == 404


def account(words: str, **changes: object) -> dict[str, object]:
    appearance = {"words": words, "is_cited": False}
    return {
        "number": "7", "stands": True, "denied": False, "speaker": words, "as_of": None,
        "judged": [], "outlets": [words], "appearances": [appearance],
    } | changes  # fmt: skip


def question(*accounts: dict[str, object], title: str = "people killed") -> dict[str, object]:
    return {
        "title": title, "envelope": "7..9", "origins": 1, "chosen": [],
        "accounts": list(accounts),
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40) | st.sampled_from(["<script>", '" onclick="', "</q><img src=x>"]))
def test_no_word_of_a_source_becomes_markup(words: str) -> None:
    card = ledger_card(question(account(words), title=words), [words])
    assert set(re.findall(r"</?(\w+)", card)) <= {
        "figure", "figcaption", "strong", "b", "p", "ul", "li", "span", "q", "cite", "small",
    }  # fmt: skip
    attributes = re.findall(r"<\w+ ([^>]*)>", card)
    assert set(attributes) <= {'class="qantar-ledger" lang="en"', 'dir="auto"'}


def test_a_card_says_how_many_accounts_it_leaves_out() -> None:
    card = ledger_card(question(*(account("so") for _ in range(MOST + 3))))
    assert "and 3 more" in card and f"{MOST + 3} accounts" in card


def test_what_no_longer_stands_is_not_shown_as_standing() -> None:
    card = ledger_card(question(account("so", stands=False), account("so", denied=True)))
    assert "superseded or taken back" in card and "said to be false" in card
    assert "<b>7..9</b>" in card


def test_a_card_names_the_person_who_judged() -> None:
    card = ledger_card(question(account("so", judged=[{"by": "Дана"}])))
    assert "§ Дана" in card and "looked at by a person" in card
