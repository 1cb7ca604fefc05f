"""Which part of a page is the report; and which pages are not put to the library that says so."""

import pytest

from qantar.domain.source import BlockKind
from qantar.text import main_content as asked
from qantar.text.bounds import DEFAULT_BOUNDS
from qantar.text.main_content import main_content
from qantar.text.markup import read

from .reading import document, words

PARAGRAPHS = (
    "<p>Двенадцать человек погибли при пожаре на складе, сообщили в управлении.</p>"
    "<p>Ещё семеро доставлены в больницу, двое из них в реанимации, сказал врач.</p>"
)


def body(html: str) -> list[str]:
    found = document("a.html", f"<html><body>{html}</body></html>".encode())
    return words(found, BlockKind.BODY) + words(found, BlockKind.ITEM)


def test_links_on_end_are_a_menu_wherever_they_stand() -> None:
    menu = "".join(
        f"<div><a href='/{n}'>Погибли {n} человек в аварии</a></div>" for n in (3, 4, 5)
    )
    assert len(body(f"<main><h1>Пожар</h1>{PARAGRAPHS}{menu}</main>")) == 2


def test_links_within_one_line_are_a_menu_too() -> None:
    menu = (
        "<div>" + "".join(f"<a href='/{n}'>Раздел номер {n}</a> " for n in (3, 4, 5)) + "</div>"
    )
    assert len(body(f"<main><h1>Пожар</h1>{menu}{PARAGRAPHS}</main>")) == 2


def test_one_link_among_paragraphs_is_read() -> None:
    linked = (
        "<p><a href='/x'>Число погибших выросло до 14, сообщило министерство вечером.</a></p>"
    )
    assert len(body(f"<article><h1>Пожар</h1>{PARAGRAPHS}{linked}{PARAGRAPHS}</article>")) == 5


def test_a_short_list_within_the_report_belongs_to_it() -> None:
    items = "<ul><li>шестеро в больнице</li><li>пятеро дома</li></ul>"
    found = body(f"<article><h1>Пожар</h1>{PARAGRAPHS}{items}{PARAGRAPHS}</article>")
    assert {"шестеро в больнице", "пятеро дома"} < set(found)


@pytest.mark.parametrize("link", ['<a name="top">', '<a href="/top">'])
def test_a_link_that_is_never_closed_hides_no_report(link: str) -> None:
    assert len(body(f"{link}<h1>Пожар</h1>{PARAGRAPHS}")) == 2


def test_a_value_that_ends_in_a_stroke_does_not_close_its_link() -> None:
    (stretch,) = read("<p><a href=/>Погибли 12</a></p>").stretches
    assert stretch.linked == len("Погибли 12")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300,
        "<div/>" * 300,
        "<li><ul></li>" * 300,
        "<div><table><tr><td></div>" * 300,
        "<p>" + "".join(f"<b a={n}>" for n in range(60)) + "</p>",
        "<i a=1><p></i>" * 20_001,
    ],
)
def test_pages_that_a_browser_would_repair_for_ever_are_not_put_to_it(
    html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> str:
        raise AssertionError("it was asked")

    monkeypatch.setattr(asked, "extract_plain_text", never)
    assert main_content(html + PARAGRAPHS, read(html + PARAGRAPHS), DEFAULT_BOUNDS) is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<!--> {} -->",
        "<script>{}</script>",
        "<svg>{}</svg>",
        "<noscript>{}</noscript>",
        "<template>{}</template>",
        "<a href='x>" + "y" * 5_000 + "{}'>",
        "<div " + "b " * 3_000 + 'c="{}">',
    ],
)
def test_it_is_shown_nothing_that_was_not_counted(
    hidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def note(source: str, **_: object) -> str:
        shown.append(source)
        return ""

    monkeypatch.setattr(asked, "extract_plain_text", note)
    source = PARAGRAPHS + hidden.format("<div q=1>" * 30)
    page = read(source)
    main_content(source, page, DEFAULT_BOUNDS)
    assert shown and shown[0].count("<div") <= page.elements
    assert all(len(tag) < 4_200 for tag in shown[0].split("<") if ">" in tag and "b b" in tag)


def test_what_fails_in_the_library_costs_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> str:
        raise RuntimeError("no reason given")

    monkeypatch.setattr(asked, "extract_plain_text", fails)
    assert len(body(f"<h1>Пожар</h1>{PARAGRAPHS}")) == 2
