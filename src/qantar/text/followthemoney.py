"""FollowTheMoney entities (``entities.ftm.json``): documents and articles with their text.

One entity a line. Entities that hold a text (``bodyText``, else ``bodyHtml``) are reports; persons,
companies and the rest are passed over: they are conclusions of somebody else, not reports.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import Segment
from qantar.domain.span import Span
from qantar.text.block import blocks
from qantar.text.bounds import Bounds, lines
from qantar.text.cursor import Cursor, json_source, writable
from qantar.text.encoding import Decoded
from qantar.text.member import Member
from qantar.text.page import page_text
from qantar.text.stamp import edtf_of
from qantar.text.weave import Weave

_SAID = (
    "title", "fileName", "publisher", "author", "publishedAt", "date", "sourceUrl", "language",
    "bodyHtml",
)  # fmt: skip
_LANGUAGES = {"rus": "ru", "ukr": "uk", "kaz": "kk", "eng": "en"}
"""ISO 639-3, as FollowTheMoney writes it, of the languages that are read; others are looked at."""
_ADDRESS = re.compile(r"https?://\S+")

Found = Member | UnreadableInput


@dataclass(slots=True)
class _Entity:
    id: str | None = None
    schema: str | None = None
    words: Weave = field(default_factory=Weave)
    said: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *keys: str) -> str | None:
        for key in keys:
            for value in self.said.get(key, ()):
                if line := writable(value):
                    return line
        return None


def entity_texts(
    stream: io.BufferedIOBase | io.RawIOBase, origin: str, bounds: Bounds
) -> Iterator[Found]:
    """The documents among the entities, line by line; a line that is no entity is refused by its
    number and the rest goes on."""
    for number, (at, line) in enumerate(lines(stream, bounds.member), start=1):
        where = f"line {number}"
        try:
            if line is None:
                raise HostileInput(
                    origin, f"{where} is longer than {bounds.member:,} bytes", "split it", at
                )
            if line.isspace():
                continue
            cursor = json_source(line, origin, where, at)
            found = _member(_entity(cursor), where, (at, at + len(line)), bounds)
            if found is not None:
                yield found
        except UnreadableInput as error:
            yield error


def _entity(cursor: Cursor) -> _Entity:
    entity = _Entity()
    for key in cursor.keys():
        if key == "properties":
            for name in cursor.keys():
                if name == "bodyText":
                    _weave(cursor, entity.words)
                elif name in _SAID:
                    value = cursor.value()
                    values = value if isinstance(value, list) else [value]
                    entity.said[name] = [one for one in values if isinstance(one, str)]
        elif key in ("id", "schema"):
            value = cursor.value()
            if isinstance(value, str):
                setattr(entity, key, value)
    if entity.schema is None:
        raise cursor.broken("names no schema", cursor.at)
    return entity


def _weave(cursor: Cursor, weave: Weave) -> None:
    """A text, or the texts of a list, a line break between them."""
    if cursor.peek() == '"':
        cursor.weave_string(weave)
        return
    for number in cursor.items():
        if number:
            weave.gap("\n")
        cursor.weave_string(weave)


def _member(
    entity: _Entity, where: str, line: tuple[int, int], bounds: Bounds
) -> Member | None:
    title = entity.first("title", "fileName")
    if entity.words.text.strip():
        text = entity.words.text
        parts, segments = blocks(text, title), entity.words.segments()
    elif any(value.strip() for value in entity.said.get("bodyHtml", ())):
        source = "\n".join(entity.said["bodyHtml"])
        page = page_text(Decoded(text=source, encoding="utf-8", anchors=((0, 0),)), bounds)
        text, parts = page.text, page.blocks
        segments = (Segment(Span(0, len(text)), *line, False),)
        if not text.strip():
            return None
    else:
        return None
    lang = entity.first("language")
    url = entity.first("sourceUrl")
    return Member(
        text=text,
        blocks=parts,
        segments=segments,
        member=where,
        report=writable(entity.id or "") or where,
        lang=_LANGUAGES.get(lang or ""),
        title=title,
        outlet=entity.first("publisher"),
        author=entity.first("author"),
        published=edtf_of(entity.first("publishedAt", "date") or ""),
        url=url if url and _ADDRESS.fullmatch(url) else None,
        is_whole=False,
    )
