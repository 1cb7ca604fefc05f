"""Web pages: the report in front, headline first; menus and "read also" kept apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import BlockKind
from qantar.domain.span import Span
from qantar.text.markup import read as stretches

from .reading import check_map, document, refusal, words

PAGE = """<!DOCTYPE html>
<html lang="ru"><head><title>Оружие вернули не всё — Вестник</title>
<meta property="og:site_name" content="Вестник &amp; Ко"><meta name="author" content="Иван Петров">
<link rel="canonical" href="https://vestnik.test/oruzhie">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Оружие вернули не всё",
 "datePublished": "2022-02-07T10:30:00+06:00"}]}</script>
<script>var a = "<p>скрытое слово</p>";</script><style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Главная</a></li><li><a href="/war">Происшествия</a></li></ul></nav>
<article><h1>Оружие вернули
  не всё</h1><figure><img src="a.jpg" alt="x > y"><figcaption>Фото: Вестник</figcaption></figure>
<p>Более 1,5&nbsp;тысяч единиц оружия попали
   в руки погромщиков, сообщил <b>начальник службы</b> прокуроров на брифинге.</p>
<p>&laquo;Найдено лишь 967 единиц&raquo;, &#8212; подчеркнул он. Полиция принимает меры к розыску.</p>
<ul><li>В Алматы похищено 800 единиц оружия, сказал он</li><li>В Таразе похищено 400 единиц оружия</li></ul>
<table><tr><th>Город</th><th>Единиц</th></tr><tr><td>Шымкент</td><td>149</td></tr></table>
<p><a href="/x">Читайте также: В Кызылорде открыли парк</a></p>
<p>Остальное оружие до сих пор на руках, и поиски его продолжаются по всей стране.</p></article>
<aside class="related"><h3>По теме</h3><a href="/y">Другая новость о 50 погибших в другой стране</a></aside>
<div class="share-buttons">Поделиться 12</div><footer>Вестник © 2022</footer></body></html>"""
DATA = PAGE.encode()


def test_the_headline_comes_first_and_is_one_line() -> None:
    found = document("a.html", DATA)
    assert found.text.startswith("Оружие вернули не всё\n")
    assert found.blocks[0].kind is BlockKind.HEADLINE


def test_what_the_page_says_of_itself_is_kept() -> None:
    found = document("a.html", DATA)
    assert found.title == "Оружие вернули не всё"
    assert (found.outlet, found.author) == ("Вестник & Ко", "Иван Петров")
    assert (found.published, found.url) == ("2022-02-07T10:30", "https://vestnik.test/oruzhie")
    assert found.lang == "ru"


def test_the_sidecar_knows_better_than_the_page() -> None:
    found = document("a.html", DATA, published="2022-02-06", id="r7")
    assert (found.published, found.report, found.author) == ("2022-02-06", "r7", "Иван Петров")


def test_the_report_is_body_and_the_rest_is_furniture() -> None:
    found = document("a.html", DATA)
    body = words(found, BlockKind.BODY)
    assert [line.split()[0] for line in body] == ["Более", "«Найдено", "Остальное"]
    furniture = words(found, BlockKind.FURNITURE)
    for line in (
        "Главная",
        "По теме",
        "Поделиться 12",
        "Читайте также: В Кызылорде открыли парк",
    ):
        assert line in furniture
    assert words(found, BlockKind.CAPTION) == ["Фото: Вестник"]


def test_lists_and_rows_are_items_with_their_cells_apart() -> None:
    items = words(document("a.html", DATA), BlockKind.ITEM)
    assert items == [
        "В Алматы похищено 800 единиц оружия, сказал он",
        "В Таразе похищено 400 единиц оружия",
        "Город | Единиц",
        "Шымкент | 149",
    ]


def test_scripts_and_styles_never_become_text() -> None:
    text = document("a.html", DATA).text
    assert "скрытое" not in text and "color" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16-le"])
def test_every_word_maps_to_the_bytes_it_came_from(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    data = mark + PAGE.encode(encoding, "xmlcharrefreplace")
    found = document("a.html", data)
    check_map(found, data, encoding)
    for word in ("967", "тысяч", "800", "Шымкент"):
        at = found.text.index(word)
        start, end = found.original_range(Span(at, at + len(word))) or (0, 0)
        assert word in data[start:end].decode(encoding)


def test_no_date_is_guessed_from_the_text() -> None:
    page = b"<html><body><h1>News of the day</h1><p>On January 5, 2022 police said 12 people died.</p></body></html>"
    assert document("a.html", page).published is None


def test_a_page_without_text_is_refused() -> None:
    assert "without text" in str(
        refusal("a.html", b"<html><body><script>x</script></body></html>")
    )


def test_a_script_without_an_end_swallows_no_earlier_text() -> None:
    found = document(
        "a.html", "<html><p>Погибли семь человек.</p><script>var x = '<p>9</p>'".encode()
    )
    assert "семь" in found.text and "9" not in found.text


def test_soft_hyphens_go_and_number_spaces_stay() -> None:
    found = document("a.html", "<p>Задержаны 1\xa0925 демон\xadстрантов в городе.</p>".encode())
    assert found.text == "Задержаны 1\xa0925 демонстрантов в городе."


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<td>", "<tr>", "<b>", "</b>", "<br>", " ", "\n", "\t ", "&amp;", "&nbsp;",
             "&#x41;", "слово", "7", "<!-- x -->", "<", "&", ">", "</div>", "<h1>", "</h1>", "\u200b", "<a href='x'>"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_pieces_stand_where_they_say_in_any_markup(parts: list[str]) -> None:
    source = "".join(parts)
    last = 0
    for stretch in stretches(source).stretches:
        text = stretch.text
        assert text == text.strip(" \n\t") or "\xa0" in text
        assert "  " not in text and "\n" not in text
        for piece, start, end, exact in stretch.pieces:
            assert last <= start <= end <= len(source)
            assert not exact or source[start:end] == piece
            last = end
