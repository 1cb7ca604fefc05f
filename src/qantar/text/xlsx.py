"""A spreadsheet (``.xlsx``) as documents: each sheet one, each row one line, an item.

*"Алматы | 2022-01-07 | 103"*: the filled cells of a row parted by « | », texts as they are, numbers
as they are kept, days as ISO dates (a sheet keeps them as counts of days), shares as percent where
the cell shows them so. Of a formula its last result stands. Hidden sheets and rows are read: what is
hidden in a sheet is still in the file.

Offsets are into the sheet's part, which ``member`` names; each row is mapped as a whole.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import Block, BlockKind, Segment
from qantar.domain.span import Span
from qantar.text.bounds import Bounds
from qantar.text.cursor import writable
from qantar.text.member import Member
from qantar.text.office import OfficeFile

BETWEEN = " | "

_DAYS = frozenset(
    {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58}
)
_HOURS = frozenset({18, 19, 20, 21, 22, 45, 46, 47})
_SHARES = frozenset({9, 10})
"""The number formats every program knows by number (ECMA-376, 18.8.30), those of East Asia too."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_WHOLE = re.compile(r"-?\d{1,15}")
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 31 December 9999


@dataclass(frozen=True, slots=True)
class Shown:
    """How a cell's number is shown: as a day, a time of day, a share."""

    day: bool = False
    hour: bool = False
    share: bool = False


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """Name and part, in the order of the tabs."""
    texts: list[str] = field(default_factory=list)
    styles: list[Shown] = field(default_factory=list)
    epoch: dt.datetime = _EPOCH


def xlsx_sheets(data: bytes, origin: str, bounds: Bounds) -> Iterator[Member]:
    """The sheets of a spreadsheet that hold anything, in the order of their tabs.

    Raises:
        UnreadableInput: if it is damaged, locked or empty.
        HostileInput: if it is built to harm: a bomb, entities, endless nesting.
    """
    file = OfficeFile(data, origin, bounds)
    book = _book(file)
    found = []
    for name, part in book.sheets:
        rows = _rows(file, part, book, bounds)
        if rows:
            found.append((name, part, rows))
    if not found:
        raise UnreadableInput(origin, "is a spreadsheet without a filled cell", "give its rows")
    for name, part, rows in found:
        spans, segments, at = [], [], 0
        for words, first, after in rows:
            span = Span(at, at + len(words))
            spans.append(Block(span, BlockKind.ITEM))
            segments.append(Segment(span, first, after, False))
            at = span.end + 1
        yield Member(
            text="\n".join(words for words, _, _ in rows),
            blocks=tuple(spans),
            segments=tuple(segments),
            member=part,
            report=f"{file.origin.replace(chr(92), '/').rpartition('/')[2]}, {name}",
            title=name if len(found) > 1 else None,
            is_whole=len(found) == 1,
        )


def table(data: bytes, origin: str, bounds: Bounds) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sheet's name and its rows as cells in their columns, empty cells as empty texts."""
    file = OfficeFile(data, origin, bounds)
    book = _book(file)
    for name, part in book.sheets:
        reading = _Sheet(book, origin, bounds)
        file.read(part, start=reading.start, end=reading.end, text=reading.text)
        yield name, [_in_columns(cells) for cells, _, _ in reading.rows]


def _in_columns(cells: dict[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(max(cells) + 1)] if cells else []


def _rows(
    file: OfficeFile, part: str, book: _Book, bounds: Bounds
) -> list[tuple[str, int, int]]:
    reading = _Sheet(book, file.origin, bounds)
    file.read(part, start=reading.start, end=reading.end, text=reading.text)
    lines = [
        (BETWEEN.join(cells[column] for column in sorted(cells)), first, after)
        for cells, first, after in reading.rows
    ]
    return [line for line in lines if line[0].strip()]


def _book(file: OfficeFile) -> _Book:
    book = _Book()
    main = file.main()
    folder, _, name = main.rpartition("/")
    links = file.links(f"{folder}/_rels/{name}.rels", folder)
    parts = {id_: target for target, _, id_ in links}
    by_kind = {kind.rpartition("/")[2]: target for target, kind, _ in links}

    def start(tag: str, said: Mapping[str, str], _: int) -> None:
        if tag == "x:sheet" and said.get("r:id", "") in parts:
            target = parts[said["r:id"]]
            if file.has(target) and "worksheet" in target:
                book.sheets.append((writable(said.get("name", "")), target))
        elif tag == "x:workbookPr" and said.get("date1904") in ("1", "true"):
            book.epoch = _EPOCH_1904

    file.read(main, start=start)
    if (texts := by_kind.get("sharedStrings")) is not None and file.has(texts):
        book.texts = _shared_texts(file, texts)
    if (styles := by_kind.get("styles")) is not None and file.has(styles):
        book.styles = _styles(file, styles)
    return book


def _shared_texts(file: OfficeFile, part: str) -> list[str]:
    texts: list[str] = []
    reads = [False, False]  # within words; within a reading aid (phonetic) that is no text

    def start(tag: str, _: Mapping[str, str], __: int) -> None:
        if tag == "x:si":
            texts.append("")
        elif tag == "x:t":
            reads[0] = True
        elif tag == "x:rPh":
            reads[1] = True

    def end(tag: str, _: int) -> None:
        if tag == "x:t":
            reads[0] = False
        elif tag == "x:rPh":
            reads[1] = False

    parts: list[list[str]] = []

    def text(words: str, _: int, __: int, ___: bool) -> None:
        if reads[0] and not reads[1] and texts:
            while len(parts) < len(texts):
                parts.append([])
            parts[-1].append(words)

    file.read(part, start=start, end=end, text=text)
    for number, words in enumerate(parts):
        texts[number] = "".join(words)
    return texts


def _styles(file: OfficeFile, part: str) -> list[Shown]:
    formats: dict[int, str] = {}
    numbers: list[int] = []
    within = [False]

    def start(tag: str, said: Mapping[str, str], _: int) -> None:
        if tag == "x:numFmt":
            formats[_number(said.get("numFmtId"))] = said.get("formatCode", "")
        elif tag == "x:cellXfs":
            within[0] = True
        elif tag == "x:xf" and within[0]:
            numbers.append(_number(said.get("numFmtId")))

    def end(tag: str, _: int) -> None:
        if tag == "x:cellXfs":
            within[0] = False

    file.read(part, start=start, end=end)
    return [_shown(number, formats.get(number)) for number in numbers]


def _number(said: str | None) -> int:
    return int(said) if said is not None and re.fullmatch(r"\d{1,9}", said) else 0


def _shown(number: int, code: str | None) -> Shown:
    if code is None:
        return Shown(number in _DAYS, number in _HOURS, number in _SHARES)
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    if bare in ("general", "@"):
        return Shown()
    day = "y" in bare or "d" in bare
    return Shown(day, "h" in bare or "s" in bare, "%" in bare)


class _Sheet:
    """One sheet as it is read: its rows as cells by column, with the bytes of the row."""

    def __init__(self, book: _Book, origin: str, bounds: Bounds) -> None:
        self._book, self._origin, self._bounds = book, origin, bounds
        self.rows: list[tuple[dict[int, str], int, int]] = []
        self._cells: dict[int, str] = {}
        self._first = self._column = self._length = 0
        self._kind, self._style = "", 0
        self._cell: list[str] = []
        self._words: list[str] | None = None
        self._aid = False

    def start(self, tag: str, said: Mapping[str, str], at: int) -> None:
        if tag == "x:row":
            self._cells, self._first, self._column = {}, at, -1
        elif tag == "x:c":
            self._column = _column(said.get("r"), self._column + 1)
            self._kind, self._style = said.get("t", "n"), _number(said.get("s"))
            self._cell = []
        elif tag == "x:rPh":
            self._aid = True
        elif tag in ("x:v", "x:t") and not self._aid:
            self._words = []

    def end(self, tag: str, at: int) -> None:
        if tag in ("x:v", "x:t") and self._words is not None:
            self._cell.append("".join(self._words))
            self._words = None
        elif tag == "x:rPh":
            self._aid = False
        elif tag == "x:c":
            shown = self._shown("".join(self._cell))
            if shown:
                self._cells[self._column] = shown
                self._length += len(shown)
                if self._length > self._bounds.member:
                    raise HostileInput(
                        self._origin, f"holds more than {self._bounds.member:,} letters",
                        "split it",
                    )  # fmt: skip
        elif tag == "x:row" and self._cells:
            self.rows.append((self._cells, self._first, at))

    def text(self, words: str, _: int, __: int, ___: bool) -> None:
        if self._words is not None:
            self._words.append(words)

    def _shown(self, kept: str) -> str:
        match self._kind:
            case "s":
                number = _number(kept.strip() or None)
                return (
                    writable(self._book.texts[number]) if number < len(self._book.texts) else ""
                )
            case "inlineStr" | "str" | "d":
                return writable(kept)
            case "b":
                return "TRUE" if kept.strip() == "1" else "FALSE" if kept.strip() else ""
            case "e":
                return ""
        styles = self._book.styles
        style = styles[self._style] if self._style < len(styles) else Shown()
        return _number_shown(kept.strip(), style, self._book.epoch)


def _column(place: str | None, following: int) -> int:
    """The column of «AB12», counted from 0; without a place the next one."""
    match = re.match(r"[A-Z]{1,3}(?=\d)", place or "")
    if match is None:
        return following
    column = 0
    for letter in match.group():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _number_shown(kept: str, style: Shown, epoch: dt.datetime) -> str:
    try:
        value = Decimal(kept)
    except InvalidOperation:
        return ""
    if not value.is_finite():
        return ""
    if (style.day or style.hour) and 0 <= value <= _LAST_DAY:
        moment = epoch + dt.timedelta(seconds=round(float(value) * 86_400))
        if style.day and not (style.hour and value % 1):
            return moment.date().isoformat()
        if style.day:
            return moment.strftime("%Y-%m-%dT%H:%M")
        if value < 1:
            return moment.strftime("%H:%M")
    if style.share:
        return f"{_plain(value * 100)}%"
    return kept if _WHOLE.fullmatch(kept) else _plain(value)


def _plain(value: Decimal) -> str:
    """A number without the dust of binary fractions: 0.30000000000000004 is 0.3."""
    return f"{float(value):.15g}"
