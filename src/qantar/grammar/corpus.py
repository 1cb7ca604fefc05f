"""Corpora of a pack: a value on the margin, the ways of saying it indented, as plain text.

::

    @ published 2022-02-07  place kz     # holds from here on
    >1500
        более 1,5 тысяч
        не менее 40 [человек]            # words in brackets stand beside what is read
    !
        в 1,5 раза                       # must not be read

Two spaces and ``#`` begin a comment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from qantar.domain.errors import LexiconError

NOT_READ = "!"
_COMMENT = re.compile(r"(?:^|\s\s+|\t)#.*$")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One phrase of a corpus and the value it must be read as, None if it must not be read.

    ``text`` is the phrase without brackets; ``text[start:end]`` the words outside them.
    """

    value: str | None
    phrase: str
    path: Path
    line: int
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        return self.phrase.replace("[", "").replace("]", "")

    @property
    def start(self) -> int:
        match = _BRACKETED.match(self.phrase)
        if match is None:
            return 0
        inner = match[1] + self.phrase[match.end() :]
        return (
            len(match[1]) + len(inner[len(match[1]) :]) - len(inner[len(match[1]) :].lstrip())
        )

    @property
    def end(self) -> int:
        match = re.search(r"\s*\[([^\[\]]*)\]$", self.phrase)
        return len(self.text) - (len(match[0]) - 2 if match is not None else 0)

    def __str__(self) -> str:
        return f"{self.path.parent.parent.name}/{self.path.name}:{self.line} {self.phrase}"


def read_corpus(path: Path) -> list[Example]:
    """The examples of one corpus file, in its order.

    Raises:
        LexiconError: if a phrase stands before any value, a value has no phrase, a phrase is
            said twice, brackets do not match, or a setting has no value. Names file and line.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from None
    out: list[Example] = []
    settings: Mapping[str, str] = MappingProxyType({})
    value, value_line, seen = "", 0, dict[tuple[str, str, str], int]()
    for number, raw in enumerate(lines, 1):
        line = _COMMENT.sub("", raw).rstrip()
        if not line:
            continue
        if line.startswith("@"):
            settings = _settings(line, path, number)
        elif not line[0].isspace():
            if value and value_line:
                raise LexiconError(
                    f"{path}:{value_line}: «{value}» has no phrases; indent them below"
                )
            value, value_line = line.strip(), number
        else:
            phrase = line.strip()
            if not value:
                raise LexiconError(
                    f"{path}:{number}: a phrase before any value; put one on the margin"
                )
            if phrase.count("[") != phrase.count("]"):
                raise LexiconError(f"{path}:{number}: brackets do not match in «{phrase}»")
            key = (phrase, value if value == NOT_READ else "", str(sorted(settings.items())))
            if key in seen:
                raise LexiconError(
                    f"{path}:{number}: «{phrase}» stands in line {seen[key]} too"
                )
            seen[key] = number
            said = None if value == NOT_READ else value
            out.append(
                Example(value=said, phrase=phrase, path=path, line=number, settings=settings)
            )
            value_line = 0
    if value and value_line:
        raise LexiconError(f"{path}:{value_line}: «{value}» has no phrases; indent them below")
    return out


def document(path: Path) -> tuple[dict[str, str], str]:
    """A whole report of a corpus: its settings (``published``, ``title`` …) and its text.

    The first lines, ``@ published 2023-05-04`` and the like, are settings; an empty line after
    them is not text.
    """
    lines = path.read_text("utf-8").splitlines()
    settings: dict[str, str] = {}
    while lines and lines[0].startswith("@"):
        name, _, value = lines.pop(0)[1:].strip().partition(" ")
        settings[name] = value.strip()
    return settings, "\n".join(lines).strip()


def _settings(line: str, path: Path, number: int) -> Mapping[str, str]:
    words = line[1:].split()
    if not words or len(words) % 2:
        raise LexiconError(
            f"{path}:{number}: settings are pairs, as in «@ published 2022-02-07»"
        )
    return MappingProxyType(dict(zip(words[::2], words[1::2], strict=True)))
