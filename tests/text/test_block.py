"""The parts of a plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import BlockKind
from qantar.text.block import blocks, lexicon


def kinds(text: str, title: str | None = None) -> list[str]:
    return [block.kind.value for block in blocks(text, title)]


@pytest.mark.parametrize(
    "line",
    [
        "Подписаться", "Лента новостей", "0", "12 458", "Читайте также: В городе открыли парк",
        "Читать ещё: Сколько стоит лицензия — 3 932 тенге", "Реклама: Скидки до −40 %!", "Related video",
        "Стрічка новин", "Читайте також: Десять порад", "Поділитися", "Підписуйтесь на наш канал",
        "Оқи отырыңыз: Жаңа заң күшіне енді", "Арнамызға жазылыңыз! 12 500 оқырман", "Пікір қалдыру",
        "Read also: What we know", "Subscribe to our newsletter", "All rights reserved", "Share 14",
        "1 204 просмотра", "350 views", "#Алматы #протесты", "https://e.test/1", "* * *", "Жазылу",
        "Мы используем cookie, чтобы сайт работал лучше",
    ],
)  # fmt: skip
def test_lines_that_announce_themselves_as_furniture(line: str) -> None:
    assert lexicon().kind(line) is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Фото: ТАСС | Силовики", "Кадр из видео", "© AP Photo / Иван Петров Щит возвращают владельцу",
        "📷 Площадь, 6 января, 08:15", "Сурет: баспасөз қызметі", "Photo: Reuters", "Фото із сайту поліції",
        "Полицейские у здания - Sputnik Казахстан, 1920, 21.02.2022",
    ],
)  # fmt: skip
def test_lines_that_announce_themselves_as_captions(line: str) -> None:
    assert lexicon().kind(line) is BlockKind.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Подробнее об операции «Барьер» читайте здесь:",
        "Не менее 25 нападавших уничтожено при атаке на здание",
        "Ранее сообщалось о 164 погибших.",
        "Подписаться под обращением успели 1 200 человек, сообщил комитет.",
        "По теме безопасности выступил министр: задержаны 300 человек.",
        "Реклама оружия запрещена, изъято 12 стволов.",
        "Комментарии дал комендант: ранены четверо.",
        "Жарнама үшін 12 адам ұсталды.",
        "Share prices fell 12 percent after 164 deaths.",
        "Погибли 7 (двое — дети)",
        "5 қаңтар",
    ],
)
def test_a_line_that_may_hold_a_figure_is_never_furniture(line: str) -> None:
    assert lexicon().kind(line) is None


def test_the_first_short_line_is_the_headline() -> None:
    assert kinds("Задержаны 1 700 человек\n\nОб этом сообщили власти.") == ["headline", "body"]
    assert kinds("Задержаны 1 700 человек.\nОб этом сообщили.") == ["body", "body"]


def test_the_title_is_the_headline_where_it_is_known() -> None:
    text = "«Снимок площади»\nОружие вернули\nТекст."
    assert kinds(text, "Оружие вернули") == ["body", "body", "body"]
    assert kinds("Фото: А\nОружие  вернули!\nТекст.", "«Оружие вернули»") == [
        "caption", "headline", "body",
    ]  # fmt: skip


def test_bullets_are_items_and_dashes_of_speech_are_not() -> None:
    assert kinds("Итоги дня.\n• 19 единиц;\n• 860 патронов.") == ["body", "item", "item"]
    assert kinds("Итоги дня:\n– 19 единиц;\n– 860 патронов.") == ["body", "item", "item"]
    speech = "Первый абзац.\n— Рейды продолжатся, — сообщил он.\n— Почему?\nВторой."
    assert kinds(speech) == ["body"] * 4


def test_numbers_that_count_up_are_items_and_dates_are_not() -> None:
    assert kinds("Итог.\n1. Сожжены 71 здание.\n2. Разбиты 700 машин.") == [
        "body",
        "item",
        "item",
    ]
    assert kinds("Итог.\n2 января. Вышли сотни.\n3 января. Вышли тысячи.") == ["body"] * 3


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "Прокуратура сообщила, что в ходе январских событий было похищено\n"
        "более полутора тысяч единиц оружия, из которых найдено лишь\n"
        "девятьсот шестьдесят семь, а остальное до сих пор не найдено\n"
        "и поиски его продолжаются по всей стране.\n\n"
        "Второй абзац начинается здесь и тоже разбит по строкам так, что\n"
        "предложение переходит со строки на строку.\n"
    )
    found = blocks(text)
    assert len(found) == 2 and "\n" in found[0].span.of(text)


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("аб 7.\n\r\t\f•–—-1.)«»:?\u00a0\u2028"), max_size=80))
def test_blocks_cover_all_but_spaces_in_order(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert not text[end : block.span.start].strip()
        words = block.span.of(text)
        assert words == words.strip() != ""
        end = block.span.end
    assert not text[end:].strip()
