"""The parts of an Office Open XML file (``.docx``, ``.xlsx``), opened in memory and under limits.

Nothing is written to disk, no link is followed, no entity is replaced: a part is bytes, and XML is
read as a stream of tags and letters, each with the byte it stands at in its part.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds, check_unpacked

PARTS = 20_000
"""Parts a file may have; a long report with pictures has some hundreds."""
DEPTH = 256
"""Elements inside one another; tables within tables within text boxes stay under 60."""

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x:",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_MAIN = "/officeDocument"

Start = Callable[[str, Mapping[str, str], int], None]
End = Callable[[str, int], None]
Text = Callable[[str, int, int, bool], None]
"""Letters, the bytes ``[start, end)`` they came from, whether they are exactly these bytes."""


class OfficeFile:
    """An opened file: its parts by name.

    Raises:
        UnreadableInput: if the zip is damaged, or a part that is asked for is absent or locked.
        HostileInput: if there are too many parts, or more comes out than the bounds allow.
    """

    def __init__(self, data: bytes, origin: str, bounds: Bounds) -> None:
        self.origin, self._bounds = origin, bounds
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._archive.infolist()}
        except Exception as error:  # a damaged zip fails in many ways
            raise UnreadableInput(
                origin,
                f"is a damaged Office file ({error})",
                "open it and save it again, or save it as text",
            ) from None
        if len(self._parts) > PARTS:
            raise HostileInput(
                origin, f"has more than {PARTS:,} parts", "save its text by itself"
            )

    def has(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        part = self._parts.get(name)
        if part is None:
            raise UnreadableInput(
                self.origin, f"lacks its part «{name}»", "open it and save it again"
            )
        if part.flag_bits & 1:
            raise UnreadableInput(
                self.origin, "is locked with a password", "save it without the password"
            )
        limit = self._bounds.member
        try:
            with self._archive.open(part) as stream:
                data = stream.read(limit + 1)
        except Exception as error:  # a damaged zip fails in many ways
            raise UnreadableInput(
                self.origin, f"«{name}» is damaged ({error})", "open it and save it again"
            ) from None
        if len(data) > limit:
            raise HostileInput(
                self.origin, f"«{name}» holds more than {limit:,} bytes", "split it"
            )
        check_unpacked(self.origin, part.compress_size, len(data), self._bounds)
        return data

    def main(self) -> str:
        """The name of the part that the file is about."""
        for target, kind, _ in self.links("_rels/.rels", ""):
            if kind.endswith(_MAIN):
                return target
        raise UnreadableInput(self.origin, "names no main part", "open it and save it again")

    def links(self, name: str, folder: str) -> list[tuple[str, str, str]]:
        """Target (a part), type and id of each relationship in a part; links out are left out."""
        found: list[tuple[str, str, str]] = []

        def start(tag: str, said: Mapping[str, str], _: int) -> None:
            if tag == "rel:Relationship" and said.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "")))
                found.append((target.lstrip("/"), said.get("Type", ""), said.get("Id", "")))

        self.read(name, start=start)
        return found

    def read(
        self,
        name: str,
        *,
        start: Start = lambda tag, said, at: None,
        end: End = lambda tag, at: None,
        text: Text = lambda words, first, after, verbatim: None,
    ) -> None:
        """Read a part of XML: tags by short names («w:p»), attributes likewise, letters with bytes."""
        data = self.part(name)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False
        depth = 0

        def open_(tag: str, said: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEPTH:
                raise HostileInput(
                    self.origin, f"«{name}» nests its parts without end",
                    "save its text by itself", parser.CurrentByteIndex,
                )  # fmt: skip
            short = {_short(key): value for key, value in said.items()}
            start(_short(tag), short, parser.CurrentByteIndex)

        def close(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(_short(tag), parser.CurrentByteIndex)

        def letters(words: str) -> None:
            first = parser.CurrentByteIndex
            packed = words.encode()
            exact = data.startswith(packed, first)
            after = first + len(packed) if exact else _reach(data, first)
            text(words, first, after, exact)

        def doctype(*_: object) -> None:
            raise HostileInput(
                self.origin, f"«{name}» defines a document type, as bombs do",
                "open it and save it again", parser.CurrentByteIndex,
            )  # fmt: skip

        parser.StartElementHandler, parser.EndElementHandler = open_, close
        parser.CharacterDataHandler = letters
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(data, True)
        except (LookupError, ValueError) as error:  # an encoding nobody knows, or a wide one
            raise UnreadableInput(
                self.origin, f"«{name}» is in no encoding of XML ({error})",
                "open it and save it again",
            ) from None  # fmt: skip
        except expat.ExpatError as error:
            raise UnreadableInput(
                self.origin, f"«{name}» is damaged ({error})", "open it and save it again",
                parser.ErrorByteIndex,
            ) from None  # fmt: skip


def _reach(data: bytes, first: int) -> int:
    """Where a changed letter ends: behind the «;» of «&amp;», else before the next tag."""
    mark = data.find(b";", first, first + 16) if data[first : first + 1] == b"&" else -1
    if mark >= 0:
        return mark + 1
    tag = data.find(b"<", first)
    return len(data) if tag < 0 else tag


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return _PREFIXES.get(space, "?:" if space else "") + local
