"""Every page, as a browser without scripts sees it."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from qantar.codebook.policies import policies
from qantar.desk.language import LANGUAGES
from qantar.desk.pages import entries

MENU = [entry.path for entry in entries()]


class Page(HTMLParser):
    """The elements of a page, its text and where it leads."""

    VOID = frozenset(("meta", "link", "input", "br", "img", "path", "circle", "line", "rect"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        return [a[name] or "" for _, a in self.elements if name in a]


def all_pages(client: TestClient) -> list[str]:
    """The menu, and one page of each kind that it leads to."""
    first = [
        client.get(f"/api/v1/{name}").json()["items"][0][key]
        for name, key in (("ledgers", "question"), ("reports", "document"), ("claims", "claim"))
    ]
    others = [
        f"/ledgers/{first[0]}",
        f"/reports/{first[1]}",
        f"/claims/{first[2]}",
        f"/claims/{first[2]}/judgement",
        "/search?q=погибли",
        "/search?in=claims&least=100",
        "/chronology?part=undated",
    ]
    return MENU + others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_opens_in_every_language(client: TestClient, lang: str) -> None:
    for path in all_pages(client):
        answer = client.get(path, headers={"accept-language": lang})
        assert answer.status_code == 200, path
        assert f'<html lang="{lang}"' in answer.text


def test_no_page_holds_a_script_or_a_style_of_its_own(client: TestClient) -> None:
    for path in all_pages(client):
        page = Page(client.get(path).text)
        for tag, attributes in page.elements:
            assert tag != "style" and "style" not in attributes, path
            assert not any(name.startswith("on") for name in attributes), path
            if tag == "script":
                assert (attributes["src"] or "").startswith("/static/"), path


def test_a_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for path in all_pages(client):
        page = Page(client.get(path).text)
        for address in page.all("src") + page.all("href") + page.all("action"):
            assert address.startswith(("/", "#")) and not address.startswith("//"), address


def test_every_link_of_the_desk_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for path in all_pages(client):
        for link in Page(client.get(path).text).all("href"):
            place = link.partition("#")[0]
            if place and not place.startswith("/static") and place not in seen:
                seen.add(place)
                assert client.get(place).status_code == 200, f"{path} → {link}"
    assert len(seen) > 40


def test_links_within_a_page_lead_to_something_in_it(client: TestClient) -> None:
    for path in all_pages(client):
        page = Page(client.get(path).text)
        ids = page.all("id")
        assert len(ids) == len(set(ids)), path
        for link in page.all("href"):
            if link.startswith("#"):
                assert link[1:] in ids, f"{path} {link}"


def test_markup_in_a_report_is_shown_and_never_obeyed(client: TestClient) -> None:
    found = client.get("/api/v1/passages", params={"q": "Астане"}).json()["items"]
    text = client.get(f"/reports/{found[0]['document']}").text
    page = Page(text)
    assert "<script>alert(1)</script>" in page.text
    assert '<img src=x onerror="alert(2)">' in page.text
    assert not [tag for tag, _ in page.elements if tag == "img"]
    assert "{{ 7 * 7 }}" in page.text


def test_a_direction_control_is_shown_as_a_sign(client: TestClient) -> None:
    found = client.get("/api/v1/passages", params={"q": "Астане"}).json()["items"]
    text = client.get(f"/reports/{found[0]['document']}").text
    assert "\u202e" not in text and "␦" in text


def test_a_quote_stands_letter_for_letter_in_its_report(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    page = client.get(question_of("weapons stolen")).text
    words = (
        "«В Казахстане похищено более <mark>1,5 тысяч</mark> единиц оружия, сообщил 7 февраля"
    )
    assert words in page


def test_a_machine_reading_is_marked_wherever_an_account_is_shown(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    text = client.get(question_of("people killed")).text
    assert text.count("by-machine") == text.count('<article class="account')
    assert "read by rules, not checked" in text


def test_where_sources_differ_the_answer_is_a_range(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    text = client.get(question_of("security forces")).text
    assert re.search(r'class="range">16–18<', text)
    assert "open contradiction" in text


def test_a_contradiction_is_a_sentence_with_its_reason_and_both_quotes(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    text = Page(client.get(question_of("security forces")).text).text
    assert "says 16" in text and "says 18" in text
    assert "a count that cannot fall" in text
    assert "«A total of 16 members" in text and "«A total of 18 members" in text


def test_what_was_taken_back_is_struck_out_and_still_there(
    client: TestClient, question_of: Callable[[str], str]
) -> None:
    text = client.get(question_of("people killed kazakhstan")).text
    assert 'class="account no-longer' in text and 'class="account denied' in text


def test_events_without_a_date_are_listed(client: TestClient) -> None:
    text = Page(client.get("/chronology?part=undated").text).text
    assert "967" in text and "weapons recovered" in text


def test_the_map_has_a_dot_for_a_town_and_none_for_a_country(client: TestClient) -> None:
    text = client.get("/chronology").text
    dots = re.findall(r'<a class="town"[^>]*><title>([^:<]*):', text)
    assert "Almaty" in dots and "Kazakhstan" not in dots


def test_a_filter_leaves_only_what_was_asked(client: TestClient) -> None:
    text = Page(client.get("/ledgers?act=stolen").text).text
    assert "weapons stolen" in text and "people killed" not in text


def test_an_inflected_kazakh_word_is_found_and_marked_as_written(client: TestClient) -> None:
    text = client.get("/search", params={"q": "ұсталған"}).text
    assert "<mark>Ұсталғандардың</mark>" in text


def test_a_word_in_quotation_marks_is_found_only_as_written(client: TestClient) -> None:
    assert "<mark>" in client.get("/search", params={"q": '"погибли"'}).text
    assert "<mark>" not in client.get("/search", params={"q": '"погибнуть"'}).text
    assert "<mark>" in client.get("/search", params={"q": "погибнуть"}).text


def test_claims_are_found_by_what_they_count(client: TestClient) -> None:
    text = Page(client.get("/search?in=claims&object=weapon&least=1000").text).text
    assert "1,500 weapons stolen" in text and "967" not in text


def test_an_unknown_question_is_told_as_such(client: TestClient) -> None:
    answer = client.get("/ledgers/question-0")
    assert answer.status_code == 404 and "no such question" in answer.text


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/ledgers")
    again = client.get("/ledgers", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_the_original_is_saved_and_never_opened(client: TestClient) -> None:
    capture = client.get("/api/v1/reports").json()["items"][0]["capture"]
    answer = client.get(f"/captures/{capture}/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_the_language_chosen_is_remembered(own_client: TestClient) -> None:
    page = own_client.get("/").text
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token is not None
    sent = {"token": token[1], "back": "/ledgers", "language": "uk"}
    answer = own_client.post("/preferences", data=sent)
    assert answer.url.path == "/ledgers" and '<html lang="uk"' in answer.text


def test_a_form_leads_back_to_this_desk_only(own_client: TestClient) -> None:
    token = re.search(r'name="token" value="(\w+)"', own_client.get("/").text)
    assert token is not None
    for back in ("//evil.example", "/\\evil.example", "https://evil.example", "javascript:0"):
        answer = own_client.post(
            "/preferences", data={"token": token[1], "back": back}, follow_redirects=False
        )
        assert answer.headers["location"] == "/"


@pytest.mark.parametrize("lang", ("ru", "uk", "kk"))
def test_every_counting_rule_is_told_in_the_language_of_the_reader(
    client: TestClient, question_of: Callable[[str], str], lang: str
) -> None:
    for question in (question_of("security forces"), question_of("weapons stolen")):
        for name, rule in policies().items():
            text = client.get(
                f"{question}?policy={name}", headers={"accept-language": lang}
            ).text
            block = text.split('<section class="block policy"')[1].split("</section>")[0]
            assert 'lang="en"' not in block, (name, block)
            for english in (rule.title, rule.definition, rule.source, *rule.ours):
                assert english not in block
