"""Exports of Telegram Desktop: channels, forwards, edits."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.source import Document, Refused
from qantar.domain.span import Span
from qantar.text import Bounds
from qantar.views.edits import edits

from .reading import capture, check_map, document, read, refusal

WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1
)


def message(id_: int, text: Any, **said: Any) -> dict[str, Any]:
    return {
        "id": id_, "type": "message", "date": "2022-01-05T21:07:33", "date_unixtime": "1641395253",
        "from": "Вестник Алатау", "from_id": "channel77", **said, "text": text,
        "text_entities": [{"type": "plain", "text": "не отсюда"}],
    }  # fmt: skip


def export(*messages: Any, kind: str = "public_channel", ascii_only: bool = False) -> bytes:
    chat = {"name": "Вестник Алатау", "type": kind, "id": 77, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=ascii_only, indent=1).encode()


def test_a_message_of_a_channel_is_a_report_of_its_day() -> None:
    data = export(message(41, "В Алматы погибли 7 человек."))
    found = document("result.json", data)
    assert found.text == "В Алматы погибли 7 человек."
    assert (found.outlet, found.published) == ("Вестник Алатау", "2022-01-05T21:07")
    assert (found.member, found.url) == ("message 41", "https://t.me/c/77/41")
    assert found.report == "Вестник Алатау, message 41" and found.author is None
    check_map(found, data)


def test_bold_words_and_links_are_part_of_the_text() -> None:
    parts = [
        "Погибли ",
        {"type": "bold", "text": "«7»"},
        " человек\n",
        {"type": "link", "text": "a.kz"},
    ]
    data = export(message(1, parts))
    found = document("result.json", data)
    assert found.text == "Погибли «7» человек\na.kz"
    check_map(found, data)
    at = found.text.index("человек")
    first, after = found.original_range(Span(at, at + 7)) or (0, 0)
    assert "человек" in data[first:after].decode()


def test_whom_a_message_was_forwarded_from_is_credited() -> None:
    found = document("result.json", export(message(2, "Семь раненых.", forwarded_from="Штаб")))
    assert (found.outlet, found.author) == ("Вестник Алатау", "Штаб")


def test_who_signed_a_message_or_wrote_in_a_group_is_its_author() -> None:
    signed = document("result.json", export(message(2, "Семь раненых.", author="А. Сеитов")))
    assert signed.author == "А. Сеитов"
    group = export(message(2, "Семь раненых.", **{"from": "Дана"}), kind="private_supergroup")
    assert document("result.json", group).author == "Дана"


def test_a_message_changed_between_two_exports_is_a_silent_edit() -> None:
    old = export(message(41, "Погибли 164 человека."))
    new = export(message(41, "Число погибших уточняется.", edited="2022-01-09T10:00:00"))
    both = [(capture("a/result.json", old), old), (capture("b/result.json", new), new)]
    documents = [found for name, data in both for found in read(name.origin, data)]
    (edit,) = edits(
        [one for one in documents if isinstance(one, Document)],
        {name.id: name for name, _ in both},
    )
    assert edit.silent and edit.page == "https://t.me/c/77/41"


def test_pictures_and_service_messages_have_no_words() -> None:
    joined = {"id": 1, "type": "service", "action": "invite", "text": "x"}
    found = read("result.json", export(joined, message(2, ""), message(3, ["Есть слова."])))
    assert [one.text for one in found if isinstance(one, Document)] == ["Есть слова."]
    assert len(found) == 1


def test_an_export_without_words_says_so() -> None:
    assert "no message with words" in str(refusal("result.json", export(message(1, ""))))


def test_chats_between_persons_in_the_export_of_an_account_are_passed_over_and_told() -> None:
    chats = [
        json.loads(export(message(1, "Канал говорит."))),
        json.loads(export(message(1, "Личное."), kind="personal_chat")),
    ]
    about = "Here is the data you requested. Remember: Telegram is ad free."
    data = json.dumps({"about": about, "chats": {"about": "…", "list": chats}}).encode()
    channel, told = read("result.json", data)
    assert isinstance(channel, Document) and channel.text == "Канал говорит."
    assert channel.member == "Вестник Алатау 77, message 1"
    assert isinstance(told, Refused) and "1 chats between persons" in str(told)


def test_a_chat_exported_by_itself_is_meant() -> None:
    found = document(
        "result.json", export(message(1, "Нас было семеро."), kind="personal_chat")
    )
    assert found.text == "Нас было семеро." and found.url is None


@pytest.mark.parametrize("cut", [0.5, 0.9, 0.99])
def test_an_export_that_breaks_off_keeps_its_first_messages_and_tells(cut: float) -> None:
    whole = export(*(message(n, f"Сообщение {n}.") for n in range(20)))
    *first, last = read("result.json", whole[: int(len(whole) * cut)])
    assert first and all(isinstance(one, Document) for one in first)
    assert isinstance(last, Refused) and "result.json" in str(last) and last.error.remedy


def test_a_message_that_is_no_object_is_refused_by_its_number() -> None:
    bad, good = read("result.json", export(7, message(2, "Семь.")))
    assert isinstance(bad, Refused) and "message number 1" in str(bad)
    assert isinstance(good, Document)


def test_lists_without_end_are_refused() -> None:
    start = export(message(1, "Раз.")).decode().rstrip().removesuffix("]\n}").rstrip()
    data = (start + ',{"id": 2, "text": ' + "[" * 100_000).encode()
    *_, last = read("result.json", data)
    assert isinstance(last, Refused)


def test_more_messages_than_the_bounds_allow_are_refused() -> None:
    data = export(*(message(n, "a b") for n in range(5)))
    *_, last = read("result.json", data, Bounds(members=3))
    assert isinstance(last, Refused) and "more than 3 messages" in str(last)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans())
def test_every_letter_leads_back_to_its_bytes(parts: list[str], ascii_only: bool) -> None:
    if not "".join(parts).strip():
        return
    mixed = [p if n % 2 else {"type": "bold", "text": p} for n, p in enumerate(parts)]
    data = export(message(1, mixed), ascii_only=ascii_only)
    found = document("result.json", data)
    assert found.text == "".join(parts)
    check_map(found, data)
    assert sum(s.span.end - s.span.start for s in found.segments) == len(found.text)
