import base64
import hashlib
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qantar.export.dossier import Contents, dossier
from qantar.export.inert import inert

LOADING = (
    "src",
    "srcset",
    "data",
    "poster",
    "action",
    "formaction",
    "background",
    "xlink:href",
)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, ids, links and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.text: list[str] = []
        self.depth: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "link", "br", "img", "input"):
            self.depth.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name in LOADING or name == "style":
                self.loads.append(f"{tag} {name}={value}")
            elif name.startswith("on"):
                self.handlers.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.depth.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_nothing_is_loaded_from_anywhere(contents: Contents) -> None:
    text = dossier(contents)
    page = Page(text)
    assert not page.loads
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(
        page.tags
    )
    assert "url(" not in text and "@import" not in text
    assert all(link.startswith("#") for link in page.links)


def test_the_policy_forbids_everything_but_its_own_style(contents: Contents) -> None:
    text = dossier(contents)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert policy is not None and style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]


def test_every_link_leads_to_a_place_in_the_page_and_no_name_stands_twice(
    contents: Contents,
) -> None:
    page = Page(dossier(contents))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_every_element_is_closed_in_order(contents: Contents) -> None:
    assert Page(dossier(contents)).depth == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</style><svg onload=alert(1)>",
        "]]> --> &lt;b&gt; &#60;b&#62;",
        "javascript:alert(1)",
    ],
)
def test_hostile_text_is_shown_and_not_obeyed(
    hostile: str, with_text: Callable[[str], Contents]
) -> None:
    text = dossier(with_text(hostile))
    page = Page(text)
    assert "script" not in page.tags and "img" not in page.tags
    assert not page.handlers and not page.loads
    assert hostile in "".join(page.text)


def test_controls_that_change_how_text_looks_are_shown_as_signs(
    with_text: Callable[[str], Contents],
) -> None:
    text = dossier(with_text("not \u202e52\u202c but 25\x1b[2J"))
    assert not set("\u202e\u202c\x1b") & set(text)
    assert "not ␦52␦ but 25␦[2J" in text


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hostile=st.text(st.characters(codec=None), min_size=1, max_size=40).filter(str.strip))
def test_any_text_leaves_the_page_whole(
    hostile: str, with_text: Callable[[str], Contents]
) -> None:
    if "27" in hostile:
        return
    text = dossier(with_text(hostile))
    page = Page(text)
    assert page.depth == [] and not page.handlers and not page.loads
    text.encode("utf-8")


def test_quotes_are_verbatim(contents: Contents) -> None:
    page = dossier(contents)
    quotes = re.findall(r'<blockquote><a href="#(claim-\w+)"[^>]*>«(.*?)»</a>', page, re.S)
    texts = {c.id: contents.documents[c.document].text for c in contents.claims}
    assert quotes
    for claim, quote in quotes:
        assert html.unescape(re.sub(r"</?mark[^>]*>", "", quote)) in texts[claim]


def test_every_report_stands_in_full_with_its_digest(contents: Contents) -> None:
    text = dossier(contents)
    for document in contents.documents.values():
        article = text.split(f'<article class="report" id="{document.id}">')[1].split(
            "</article>"
        )[0]
        shown = re.sub(r"<[^>]+>", "", article.split('<div class="text"')[1].split("</div>")[0])
        assert html.unescape(shown.partition(">")[2]) == document.text
        assert "ab" * 32 in article and "2022-02-08T10:00:00Z" in article


def test_the_same_contents_give_the_same_bytes(contents: Contents) -> None:
    assert dossier(contents) == dossier(contents)


def test_what_machines_read_is_marked_so(contents: Contents) -> None:
    assert "read by rules, not checked" in dossier(contents)


def test_two_sources_that_differ_are_never_one_number(contents: Contents) -> None:
    (row,) = contents.questions
    assert {account.number for account in row.accounts} == {">1500", "1600"}
    assert f"<b>{inert(row.range_words)}</b>" in dossier(contents).replace(' class="open"', "")
