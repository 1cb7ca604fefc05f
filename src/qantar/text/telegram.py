"""A Telegram Desktop export (``result.json``): each message with words is a report.

*"Вестник Алатау, message 41, 5 January 2022, 21:07, forwarded from «Штаб города»."* The channel is
the outlet; whom a message was forwarded from, else who signed it, is the author. A message of a
channel keeps its address (``t.me/c/…``) in every export, so that a message edited between two
exports is seen as the same page, changed.

Times stand as the export writes them: by the clock of the computer that made it. Pictures, polls
and service messages hold no words and are passed over. In an export of a whole account, chats
between persons are passed over and said to be: who means one exports it by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.block import blocks
from qantar.text.bounds import Bounds
from qantar.text.cursor import Cursor, json_source, line_of, writable
from qantar.text.member import Member
from qantar.text.stamp import edtf_of
from qantar.text.weave import Weave

_CHANNELS = ("public_channel", "private_channel", "public_supergroup", "private_supergroup")
"""Chats whose messages have an address, https://t.me/c/CHANNEL/MESSAGE."""
_SHARED = (*_CHANNELS, "private_group")
_ADDRESS = "https://t.me/c/{}/{}"

Found = Member | UnreadableInput


@dataclass(slots=True)
class _Chat:
    name: str | None = None
    kind: str = ""
    number: int | None = None
    alone: bool = True


def telegram_messages(data: bytes, origin: str, bounds: Bounds) -> Iterator[Found]:
    """The messages of an export in its order, of one chat or of a whole account.

    Raises:
        UnreadableInput: if no message of it has words; while reading, where the file breaks off.
        HostileInput: if it holds more messages than the bounds allow.
    """
    cursor = json_source(data, origin, "the export")
    chat, found, passed = _Chat(), 0, 0
    for key in cursor.keys():
        if key == "messages":
            for message in _messages(cursor, chat, bounds):
                found += 1
                yield message
        elif key == "chats":
            for one in _chats(cursor, bounds):
                if one is None:
                    passed += 1
                else:
                    found += 1
                    yield one
        else:
            _describe(chat, key, cursor)
    if passed:
        yield UnreadableInput(
            origin,
            f"{passed} chats between persons are passed over",
            "export such a chat by itself if it is meant",
        )
    elif not found:
        raise UnreadableInput(
            origin, "holds no message with words", "export the text messages of the channel"
        )


def _chats(cursor: Cursor, bounds: Bounds) -> Iterator[Found | None]:
    """The messages of every shared chat of an account; None for each chat between persons."""
    for key in cursor.keys():
        if key != "list":
            continue
        for _ in cursor.items():
            chat = _Chat(alone=False)
            for part in cursor.keys():
                if part != "messages":
                    _describe(chat, part, cursor)
                elif chat.kind in _SHARED:
                    yield from _messages(cursor, chat, bounds)
                else:
                    yield None


def _describe(chat: _Chat, key: str, cursor: Cursor) -> None:
    """What the export says of a chat stands before its messages."""
    if key not in ("name", "type", "id"):
        return
    value = cursor.value()
    if key == "name" and isinstance(value, str):
        chat.name = writable(value) or None
    elif key == "type" and isinstance(value, str):
        chat.kind = value
    elif key == "id" and isinstance(value, int):
        chat.number = value


def _messages(cursor: Cursor, chat: _Chat, bounds: Bounds) -> Iterator[Found]:
    for number in cursor.items():
        if number >= bounds.members:
            raise HostileInput(
                cursor.origin, f"holds more than {bounds.members:,} messages", "split it"
            )
        first = cursor.at
        cursor.where = f"message number {number + 1}"
        if cursor.peek() != "{":
            yield cursor.broken("is no object", first)
            continue
        weave, said = _message(cursor)
        if not weave.text.strip() or said.get("type") == "service":
            continue
        if weave.length > bounds.member:
            yield HostileInput(
                cursor.origin, f"{cursor.where} is too long", "leave it out", cursor.byte(first)
            )
            continue
        yield _member(chat, weave, said, number)
    cursor.where = "the export"


def _message(cursor: Cursor) -> tuple[Weave, dict[str, object]]:
    """The words of a message, and what else it says; the words of ``text_entities`` are the same."""
    weave = Weave()
    said: dict[str, object] = {}
    for key in cursor.keys():
        if key == "text":
            _words(cursor, weave)
        elif key in ("id", "type", "date", "from", "author", "forwarded_from"):
            said[key] = cursor.value()
    return weave, said


def _words(cursor: Cursor, weave: Weave) -> None:
    """One string, or a list of strings and of objects with a string (bold words, links)."""
    if cursor.peek() == '"':
        cursor.weave_string(weave)
        return
    for _ in cursor.items():
        if cursor.peek() == "{":
            for key in cursor.keys():
                if key == "text":
                    cursor.weave_string(weave)
        else:
            cursor.weave_string(weave)


def _member(chat: _Chat, weave: Weave, said: dict[str, object], number: int) -> Member:
    given = said.get("id")
    id_ = given if isinstance(given, int) and not isinstance(given, bool) else None
    name = f"message {id_}" if id_ is not None else f"message number {number + 1}"
    if not chat.alone:
        name = f"{chat.name or chat.kind} {chat.number or ''}, {name}"
    sender = line_of(said, "from")
    forwarded = line_of(said, "forwarded_from")
    author = forwarded or line_of(said, "author")
    if author is None and sender != chat.name:
        author = sender
    has_address = chat.kind in _CHANNELS and chat.number is not None and id_ is not None
    return Member(
        text=weave.text,
        blocks=blocks(weave.text),
        segments=weave.segments(),
        member=name,
        report=f"{chat.name or 'chat'}, {name}" if chat.alone else name,
        outlet=chat.name,
        author=author,
        forwarded_from=forwarded,
        published=edtf_of(line_of(said, "date") or ""),
        url=_ADDRESS.format(chat.number, id_) if has_address else None,
        is_whole=False,
    )
