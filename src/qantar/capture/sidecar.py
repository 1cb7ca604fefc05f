"""What was said of a report beside it: ``report.meta.toml``, ``report.meta.json``, ``sources.csv``.

It is the word of whoever collected the reports (which outlet, which day), and is never mixed into
the bytes of the report itself.
"""

import csv
import datetime as dt
import io
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qantar.domain.errors import MalformedValue, UnreadableInput
from qantar.domain.when import When

KEYS = ("author", "id", "lang", "outlet", "published", "title", "url")
"""What may be said of a report beside it."""

ENDINGS = (".meta.toml", ".meta.json")
TABLE = "sources.csv"
LIMIT = 16 * 1024 * 1024
"""A sidecar or table of sources larger than this (bytes) is a mistake, not a description."""

Sidecar = tuple[tuple[str, str], ...]
_LANG = re.compile(r"[a-z]{2,3}")


def is_sidecar(name: str) -> bool:
    """Whether a file of this name describes reports rather than being one."""
    return name == TABLE or name.endswith(ENDINGS)


def described(name: str) -> str:
    """The stem of the report that a sidecar describes: ``a`` for ``a.meta.toml``."""
    return name.rsplit(".meta.", 1)[0]


@dataclass(frozen=True, slots=True)
class Sources:
    """A folder's table of sources: for a file's path under the folder, what is said of it."""

    rows: dict[str, Sidecar]
    refused: tuple[UnreadableInput, ...]


def beside(path: Path) -> Sidecar:
    """What the sidecar next to a report says, empty where there is none.

    Raises:
        UnreadableInput: if it is malformed, or says something there is no room for.
    """
    stem = path.name
    while stem:
        for ending in ENDINGS:
            candidate = path.with_name(stem + ending)
            if candidate.is_file():
                return _read(candidate)
        stem, dot, _ = stem.rpartition(".")
        if not dot:
            break
    return ()


def _read(path: Path) -> Sidecar:
    origin = str(path)
    text = _text_of(path)
    try:
        said = tomllib.loads(text) if path.name.endswith(".toml") else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            origin, f"is malformed ({error})", "correct the sidecar"
        ) from None
    if not isinstance(said, dict):
        raise UnreadableInput(
            origin, "is not a table of keys", f"give some of {', '.join(KEYS)}"
        )
    return _checked(origin, said)


def _checked(origin: str, said: dict[str, object]) -> Sidecar:
    pairs: list[tuple[str, str]] = []
    for key, value in sorted(said.items()):
        if key not in KEYS:
            raise UnreadableInput(
                origin, f"has the unknown key «{key}»", f"use {', '.join(KEYS)}"
            )
        if isinstance(value, dt.datetime):
            text = value.isoformat(timespec="minutes")[:16]
        elif isinstance(value, dt.date):
            text = value.isoformat()
        elif isinstance(value, str | int) and not isinstance(value, bool):
            text = str(value).strip()
        elif value is None:
            continue
        else:
            raise UnreadableInput(origin, f"«{key}» is not a text", f'write {key} = "…"')
        if text:
            _check_value(origin, key, text)
            pairs.append((key, text))
    return tuple(pairs)


def _check_value(origin: str, key: str, text: str) -> None:
    if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text):
        raise UnreadableInput(origin, f"«{key}» has characters no text has", "write it anew")
    if key == "lang" and _LANG.fullmatch(text) is None:
        raise UnreadableInput(
            origin,
            f"«{text}» is not a language code",
            "write ru, uk, kk, en or another ISO 639 code",
        )
    if key == "published":
        try:
            When.parse(text)
        except MalformedValue as error:
            raise UnreadableInput(origin, str(error), "write the day as 2022-01-05") from None


def sources_of(folder: Path) -> Sources:
    """The table of sources in a folder; what is wrong in it is listed, the rest is used."""
    path = folder / TABLE
    if not path.is_file():
        return Sources({}, ())
    origin = str(path)
    try:
        text = _text_of(path)
        rows = dict[str, Sidecar]()
        refused: list[UnreadableInput] = []
        for line, row in _table(origin, text):
            try:
                name = (row.pop("file", None) or "").strip()
                if not name:
                    raise UnreadableInput(
                        origin, f"line {line} names no file", "fill in «file»"
                    )
                if name in rows:
                    raise UnreadableInput(
                        origin, f"line {line} describes «{name}» again", "keep one row a file"
                    )
                rows[name] = _checked(f"{origin}, line {line}", dict(row))
            except UnreadableInput as error:
                refused.append(error)
        return Sources(rows, tuple(refused))
    except UnreadableInput as error:
        return Sources({}, (error,))


def _table(origin: str, text: str) -> Iterator[tuple[int, dict[str, str | None]]]:
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    try:
        if "file" not in (reader.fieldnames or ()):
            raise UnreadableInput(
                origin, "has no column «file»", f"name columns file, {', '.join(KEYS)}"
            )
        for row in reader:
            if row.pop("", None):
                raise UnreadableInput(
                    origin,
                    f"line {reader.line_num} has more cells than the header",
                    "quote the cell",
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise UnreadableInput(
            origin, f"is not a table ({error})", "save it as CSV in UTF-8"
        ) from None


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise UnreadableInput(str(path), f"is larger than {LIMIT} bytes", "shorten it")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(
            str(path), f"cannot be opened ({error.strerror})", "check it"
        ) from None
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            str(path), "is not UTF-8", "save it as UTF-8", error.start
        ) from None
