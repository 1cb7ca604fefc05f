"""The annotated lines of ``training/acts``: what they say and where.

    T: Two die in Narok flood ¶ Flash floods killed [[two|killed|person]] people …
    @2023-05-03 Flash floods killed [[two|killed|person|Narok|2023-05-02|Red Cross|-]] people …
    @2023-05-03? …

``[[number|act|object]]`` marks a figure, `` ¶ `` parts paragraphs, ``T: `` opens a line with a headline, ``#`` a comment.
A line that opens with a day of publication bears four fields more for each figure: the words that name its place,
its date, the words that name its speaker, and which figure of the line (from 0) it is part of; ``-`` for none,
``^Name`` for a place the text does not name itself. A question mark behind the day: whoever makes the rules
leaves the fields of the line alone, so that they measure.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "training" / "acts"
MARK = re.compile(r"\[\[([^\[\]|]+)\|(\w+)\|(\w+)(?:\|([^\[\]]*))?\]\]")
DAY = re.compile(r"@(\d{4}-\d\d-\d\d)(\??) ")
BREAK = re.compile(r" ?¶ ?")
UNDATED = "2024-05-10"
"""The day on which lines that tell none are taken to be published."""

Span = tuple[int, int]


class Fields(NamedTuple):
    """What a line tells of a figure beside act and object; "-" for none."""

    place: str
    when: str
    speaker: str
    part_of: str


class Marked(NamedTuple):
    """One line: a passage or a report, with its marked figures by the offsets of their numbers."""

    name: str
    lang: str
    text: str
    title: str | None
    published: str
    acts: dict[Span, str]
    fields: dict[Span, Fields]
    kept: bool
    """Whether its fields are kept to measure by."""


def marked(folder: Path = FOLDER) -> Iterator[Marked]:
    """The lines of ``LANG.txt``, in order.

    Raises:
        ValueError: if a figure of a line with a day has not four fields more; names file and line.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _read(f"{path.name}:{number}", path.stem, line)


def _read(name: str, lang: str, line: str) -> Marked:
    day = DAY.match(line)
    line = BREAK.sub("\n", line[day.end() :] if day else line)
    titled = line.startswith("T: ")
    line = line.removeprefix("T: ")
    plain, at = "", 0
    acts: dict[Span, str] = {}
    fields: dict[Span, Fields] = {}
    for mark in MARK.finditer(line):
        plain += line[at : mark.start()]
        span = len(plain), len(plain) + len(mark[1])
        acts[span] = mark[2]
        if day:
            told = (mark[4] or "").split("|")
            if len(told) != len(Fields._fields):
                raise ValueError(
                    f"{name}: «{mark[0]}» has not the fields place, when, speaker, part_of"
                )
            fields[span] = Fields(*told)
        plain += mark[1]
        at = mark.end()
    plain += line[at:]
    return Marked(
        name, lang, plain, plain.partition("\n")[0] if titled else None,
        day[1] if day else UNDATED, acts, fields, bool(day and day[2]),
    )  # fmt: skip
