"""The desk's words, numbers and dates in four languages."""

import importlib.util
import sys
from pathlib import Path

import pytest

from qantar.desk.language import language, preferred

TOOL = Path(__file__).resolve().parents[2] / "tools/messages.py"


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "5 Jan 2022, 20:00"),
        ("ru", "5 янв. 2022\u202fг., 20:00"),
        ("uk", "5 січ. 2022\u202fр., 20:00"),
    ],
)
def test_a_clock_time_is_shown_as_the_language_writes_it(lang: str, shown: str) -> None:
    assert language(lang).when("2022-01-05T20:00") == shown


def test_a_date_keeps_the_precision_it_was_said_with() -> None:
    english = language("en")
    assert english.when("2022") == "2022"
    assert english.when("2022-01") == "January 2022"
    assert english.when("2022-01-05") == "5 Jan 2022"
    assert english.when("XXXX-01-31") == "31 January, year not given"
    assert english.when("2022-01-05/..") == "since 5 Jan 2022"
    assert english.when("../2022-01-19") == "until 19 Jan 2022"
    assert english.when("2022-01-05/2022-01-06").replace("\u2009", "") == "5–6 Jan 2022"
    assert english.when(None) == "undated"


def test_a_hedge_is_never_lost() -> None:
    for code in ("en", "ru", "uk", "kk"):
        spoken = language(code)
        shown = {
            spoken.quantity(q)
            for q in ("1500", ">1500", ">=1500", "<1500", "<=1500", "~1500", "<~1500")
        }
        assert len(shown) == 7
        signs = {
            spoken.signs(q)
            for q in ("1500", ">1500", ">=1500", "<1500", "<=1500", "~1500", "<~1500")
        }
        assert len(signs) == 7


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    assert language("en").number(1500) == "1,500"
    assert language("ru").number(1500).replace("\u00a0", " ") == "1 500"


def test_russian_counts_in_three_forms() -> None:
    russian = language("ru")
    told = [russian.count("{n} account", "{n} accounts", n) for n in (1, 2, 5, 21)]
    assert told == ["1 сообщение", "2 сообщения", "5 сообщений", "21 сообщение"]


def test_an_open_end_is_no_number() -> None:
    assert language("en").envelope(1501, None) == "≥\u20091,501"
    assert language("en").envelope(None, None) == "none left"


def test_the_browsers_wish_is_heard() -> None:
    assert preferred("de, uk;q=0.8, ru;q=0.9") == "ru"
    assert preferred("kk-KZ") == "kk"
    assert preferred("fr") == "en" and preferred("") == "en" and preferred(";q=x,,") == "en"


def test_every_message_is_translated_and_keeps_its_names() -> None:
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["messages_tool"] = tool
    spec.loader.exec_module(tool)
    assert [fault for code in tool.CODES for fault in tool.faults(code)] == []
