"""A Word file (``.docx``) as a document: paragraphs, lists, tables, each with its bytes.

The text is that of the main part as it shows: what was deleted or moved away under tracked changes,
hidden runs, and second copies kept for old programs are no text of it. A row of a table is one line,
its cells parted by « | ». Footnotes, comments, headers and footers are not read.

Offsets are into the main part (``word/document.xml``), which ``member`` names.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Mapping

from qantar.domain.errors import UnreadableInput
from qantar.domain.source import Block, BlockKind
from qantar.text.block import blocks
from qantar.text.bounds import Bounds
from qantar.text.cursor import writable
from qantar.text.member import Member
from qantar.text.office import OfficeFile
from qantar.text.weave import Weave

_GONE = frozenset({"w:del", "w:moveFrom", "mc:Fallback"})
_BREAKS = frozenset({"w:br", "w:cr"})
_HEADING = re.compile(r"title|heading ?1|заголовок ?1|1", re.I)
"""The style ids of a document's heading: Word in Russian names its first heading «1»."""
_OFF = frozenset({"0", "false", "off"})
_LINE_MARKS = re.compile(r"[\n\r\t\x85\u2028\u2029]")
_CORE = "docProps/core.xml"

Piece = tuple[str, int, int, bool]
"""Letters, first byte, byte behind the last, whether exact. Ours alone where the bytes are equal."""


class Paragraph:
    """One paragraph as it is read."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.is_item = False
        self.is_heading = False

    @property
    def text(self) -> str:
        return "".join(piece[0] for piece in self.pieces)


def docx_text(data: bytes, origin: str, bounds: Bounds) -> Member:
    """The text of a Word file.

    Raises:
        UnreadableInput: if it is damaged, locked or holds no text.
        HostileInput: if it is built to harm: a bomb, entities, endless nesting.
    """
    file = OfficeFile(data, origin, bounds)
    main = file.main()
    reading = _Reading()
    file.read(main, start=reading.start, end=reading.end, text=reading.text)
    text = reading.weave.text
    if not text.strip():
        raise UnreadableInput(
            origin, "is a Word file without text", "if it holds pictures, read them with OCR"
        )
    said = _said(file)
    title = reading.heading or (
        said.get("dc:title") if said.get("dc:title", "") in text else None
    )
    return Member(
        text=text,
        blocks=tuple(_as_item(block, reading.items) for block in blocks(text, title)),
        segments=reading.weave.segments(),
        member=main,
        title=title or None,
        author=said.get("dc:creator") or None,
    )


def _as_item(block: Block, items: list[tuple[int, int]]) -> Block:
    """The block as an item, if its line was one of a list or a table; ``items`` are in order."""
    at = bisect_right(items, (block.span.start, sys.maxsize)) - 1
    if block.kind is BlockKind.BODY and at >= 0 and block.span.start < items[at][1]:
        return Block(block.span, BlockKind.ITEM)
    return block


def _said(file: OfficeFile) -> dict[str, str]:
    """Title and author as the file's own description gives them."""
    said: dict[str, str] = {}
    here = ""

    def start(tag: str, _: Mapping[str, str], __: int) -> None:
        nonlocal here
        here = tag

    def text(words: str, _: int, __: int, ___: bool) -> None:
        if here in ("dc:title", "dc:creator"):
            said[here] = said.get(here, "") + words

    if file.has(_CORE):
        file.read(_CORE, start=start, text=text)
    return {key: writable(value) for key, value in said.items()}


class _Reading:
    def __init__(self) -> None:
        self.weave = Weave()
        self.items: list[tuple[int, int]] = []
        self.heading: str | None = None
        self._open: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []  # the cells of the outermost row
        self._tables = self._gone = 0
        self._in_text = self._in_run = self._hidden = False

    def start(self, tag: str, said: Mapping[str, str], at: int) -> None:
        if self._gone or tag in _GONE:
            self._gone += 1
            return
        if tag == "w:p":
            self._open.append(Paragraph())
        elif tag == "w:tbl":
            self._tables += 1
        elif tag == "w:tr" and self._tables == 1:
            self._row = []
        elif tag == "w:tc":
            self._row.append([])
        elif tag == "w:r":
            self._in_run, self._hidden = True, False
        elif tag == "w:vanish":
            self._hidden |= self._in_run and said.get("w:val", "1") not in _OFF
        elif tag == "w:t":
            self._in_text = True
        elif self._open:
            self._mark(tag, said, at)

    def _mark(self, tag: str, said: Mapping[str, str], at: int) -> None:
        paragraph = self._open[-1]
        if tag == "w:numPr":
            paragraph.is_item = True
        elif tag == "w:pStyle":
            paragraph.is_heading = _HEADING.fullmatch(said.get("w:val", "")) is not None
        elif self._in_run and not self._hidden:
            ours = "\n" if tag in _BREAKS else {"w:tab": " ", "w:noBreakHyphen": "-"}.get(tag)
            if ours is not None:
                paragraph.pieces.append((ours, at, at, False))

    def end(self, tag: str, _: int) -> None:
        if self._gone:
            self._gone -= 1
        elif tag == "w:t":
            self._in_text = False
        elif tag == "w:r":
            self._in_run = self._hidden = False
        elif tag == "w:p" and self._open:
            paragraph = self._open.pop()
            if self._tables and self._row:
                self._row[-1].append(paragraph)
            else:
                self._line([paragraph], "")
        elif tag == "w:tr" and self._tables == 1:
            self._end_row()
        elif tag == "w:tbl":
            self._tables -= 1

    def text(self, words: str, first: int, after: int, verbatim: bool) -> None:
        if not self._in_text or self._gone or self._hidden or not self._open:
            return
        if _LINE_MARKS.search(words) is not None:
            words, verbatim = _LINE_MARKS.sub(" ", words), False
        self._open[-1].pieces.append((words, first, after, verbatim))

    def _end_row(self) -> None:
        cells = [[p for p in cell if p.text.strip()] for cell in self._row]
        cells = [cell for cell in cells if cell]
        self._row = []
        if len(cells) == 1:  # a frame around running text, not a table
            for paragraph in cells[0]:
                self._line([paragraph], "")
            return
        start = self.weave.length
        for number, cell in enumerate(cells):
            for paragraph in cell:
                paragraph.is_heading = False
            self._line(cell, " | " if number else "")
        if cells:
            self.items.append((start, self.weave.length))

    def _line(self, paragraphs: list[Paragraph], before: str) -> None:
        """Paragraphs as one line, behind ``before`` on the line begun, else on a line of its own."""
        if not any(paragraph.text.strip() for paragraph in paragraphs):
            return
        if before:
            self.weave.gap(before)
        elif self.weave.length:
            self.weave.gap("\n")
        start = self.weave.length
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.weave.gap(" ")
            for words, first, after, verbatim in paragraph.pieces:
                if first == after:
                    self.weave.gap(" " if before and words == "\n" else words)
                else:
                    self.weave.add(words, first, after, verbatim=verbatim)
            if paragraph.is_item:
                self.items.append((start, self.weave.length))
            if paragraph.is_heading and self.heading is None and not self.items:
                self.heading = writable(paragraph.text)
