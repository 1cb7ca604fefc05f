"""Reports in which people marked the figures: as JSON, as JSON Lines, or as columns (CoNLL).

In columns a token stands on a line of its own, first, and last its mark: ``B-person.detained`` begins a figure,
``I-person.detained`` goes on, ``O`` is outside. An empty line ends a sentence; ``-DOCSTART-`` begins a report, ``# lang = ru``
and the like before its first token say what is known of it. ``SpaceAfter=No`` in a column binds a token to the next,
else one space stands between them: such a text is not the source's own, which is fit for measuring and no evidence.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qantar.domain.errors import Misuse

COLUMNS = (".conll", ".conllu", ".iob", ".bio")
"""Endings of files in columns."""
ENDINGS = (".json", ".jsonl", *COLUMNS)
_STARTS = "-DOCSTART-"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedReport:
    """A report with what annotators wrote down: start, end and «value object.act» of each figure."""

    name: str
    text: str
    lang: str
    title: str | None = None
    published: str | None = None
    figures: tuple[tuple[int, int, str], ...] = ()


def annotated(path: Path) -> Iterator[MarkedReport]:
    """The reports of a file, or of all files in a folder whose endings are known, by name.

    Raises:
        Misuse: if one is none, naming the file and the line.
    """
    files = (
        [file for end in ENDINGS for file in path.glob(f"*{end}")] if path.is_dir() else [path]
    )
    for file in sorted(files):
        try:
            if file.suffix in COLUMNS:
                yield from _columns(file)
            elif file.suffix == ".jsonl":
                for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
                    if line.strip():
                        yield _row(file, json.loads(line), f", line {number}")
            else:
                yield _row(file, json.loads(file.read_bytes()))
        except (OSError, ValueError) as error:
            raise _none(file, error) from None


def _none(file: Path, error: Exception, where: str = "") -> Misuse:
    return Misuse(
        f"{file}{where}: not an annotated report ({type(error).__name__}: {error}); expected JSON"
        " with «report» {id, text, lang, published} and «figures»"
    )


def _row(file: Path, row: Any, where: str = "") -> MarkedReport:
    try:
        report = row["report"]
        return MarkedReport(
            name=report["id"],
            text=report["text"],
            lang=report["lang"],
            title=report.get("title"),
            published=report.get("published"),
            figures=tuple(
                (x["start"], x["end"], f"{x['value']} {x['object']}.{x['act']}")
                for x in row.get("figures", ())
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _none(file, error, where) from None


class _Columns:
    """A report in columns, as far as it was read."""

    def __init__(self, name: str, said: dict[str, str]) -> None:
        self.said = said | {}
        self._name, self._text, self._gap = name, "", ""
        self._marks: list[tuple[int, int, str]] = []

    @property
    def is_empty(self) -> bool:
        return not self._text

    def add(self, token: str, mark: str, *, bound: bool) -> None:
        start = len(self._text) + len(self._gap)
        self._text += self._gap + token
        self._gap = "" if bound else " "
        sign, _, kind = mark.partition("-")
        last = self._marks[-1] if self._marks else None
        if sign == "B":
            self._marks.append((start, len(self._text), kind))
        elif sign == "I" and last is not None and last[2] == kind:
            self._marks[-1] = (last[0], len(self._text), kind)
        elif mark != "O":
            raise ValueError(f"«{mark}» follows nothing it could go on with")

    def end_sentence(self) -> None:
        if self._text:
            self._gap = "\n"

    def whole(self) -> MarkedReport:
        if "lang" not in self.said:
            raise ValueError("its language is not said; write «# lang = ru» before it")
        return MarkedReport(
            name=self.said.get("id", self._name), text=self._text, lang=self.said["lang"],
            title=self.said.get("title"), published=self.said.get("published"),
            figures=tuple(
                (start, end, f"{self._text[start:end]} {kind}") for start, end, kind in self._marks
            ),
        )  # fmt: skip


def _columns(file: Path) -> Iterator[MarkedReport]:
    said: dict[str, str] = {}
    count, number, report = 1, 0, _Columns(file.stem, {})
    try:
        for line in file.read_text("utf-8-sig").split("\n"):
            number += 1
            cells = line.split("\t") if "\t" in line else line.split()
            if line.startswith("# "):
                key, sign, value = line[2:].partition("=")
                if sign and report.is_empty:
                    report.said[key.strip()] = value.strip()
            elif not line.strip():
                report.end_sentence()
            elif cells[0] == _STARTS:
                if not report.is_empty:
                    yield report.whole()
                    count += 1
                said = {"lang": report.said["lang"]} if "lang" in report.said else said
                report = _Columns(f"{file.stem}-{count}", said)
            elif len(cells) < 2:
                raise ValueError("a token without a mark")
            else:
                bound = any("SpaceAfter=No" in cell for cell in cells[1:-1])
                report.add(cells[0], cells[-1].strip(), bound=bound)
        if not report.is_empty:
            yield report.whole()
    except ValueError as error:
        raise Misuse(f"{file}, line {number}: not an annotated report ({error})") from None
