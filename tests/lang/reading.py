"""What the tests of the packs share: the packs, the reader, and the notation of claims in corpora."""

import importlib
import pkgutil
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import qantar.lang
from qantar import text
from qantar.domain.claim import Claim
from qantar.domain.source import Document
from qantar.grammar.corpus import document
from qantar.grammar.pack import Pack
from qantar.read.load import load_reader


@cache
def packs() -> dict[str, Pack]:
    names = [module.name for module in pkgutil.iter_modules(qantar.lang.__path__)]
    return {
        name: importlib.import_module(f"qantar.lang.{name}.pack").PACK for name in sorted(names)
    }


def claims(
    report: str, lang: str, *, published: str | None, title: str | None = None
) -> list[Claim]:
    """What the shipped reader reads in a report of these words."""
    document = Document(
        capture="test",
        report="test",
        text=report,
        lang=lang,
        title=title,
        published=published,
        blocks=tuple(text.blocks(report, title)),
    )
    return load_reader().read(document, text.passages(document))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One line of a ``.claims`` file: what must be read, must not be, or is not read yet.

    ::

        figure  >=40 person.detained  «40»  place=Almaty  when=2022-01-05  speaker=«ДП Алматы»
        figure  12 police.detained  «12»  part_of=«40»
        ? when: event  protest  «вышли на площадь»  date=2022-01-05    # «when» is not read yet
        ?: figure  3 vehicle.damaged  «три»                            # nor is this figure at all
        ! figure  «112»                                                # a telephone number
    """

    path: Path
    line: int
    kind: str
    value: str
    words: str
    fields: dict[str, str | None] = field(default_factory=dict)
    unread: frozenset[str] | None = None
    """None: all of it must be read; empty: none of it is yet; else the fields that are not."""
    forbidden: bool = False

    def __str__(self) -> str:
        return (
            f"{self.path.parent.parent.parent.name}/{self.path.name}:{self.line} "
            f"{self.kind} {self.value} «{self.words}»"
        )


_LINE = re.compile(
    r"(?:(?P<no>!)\s*|\?(?P<unread>[\w ,]*):\s*)?(?P<kind>\w+)\s+(?P<value>[^«]*)«(?P<words>[^«»]*(?:«[^«»]*»[^«»]*)*)»(?P<rest>.*)$"
)
_FIELD = re.compile(r"(\w+)=(?:«([^«»]*(?:«[^«»]*»[^«»]*)*)»|(\S(?:.*?\S)??)(?=\s+\w+=|\s*$))")
_COMMENT = re.compile(r"(?:^|\s\s+|\t)#.*$")


def read_claims(path: Path) -> list[Expected]:
    """The lines of a ``.claims`` file.

    Raises:
        ValueError: if a line cannot be taken apart; names file and line.
    """
    out: list[Expected] = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = _COMMENT.sub("", raw).strip()
        if not line:
            continue
        match = _LINE.match(line)
        if match is None:
            raise ValueError(
                f"{path}:{number}: expected «kind value «words» field=…», got «{line}»"
            )
        fields = {
            name: None if plain == "-" else (quoted or plain)
            for name, quoted, plain in _FIELD.findall(match["rest"])
        }
        unread = match["unread"]
        out.append(
            Expected(
                path=path,
                line=number,
                kind=match["kind"],
                value=match["value"].strip(),
                words=match["words"],
                fields=fields,
                unread=None if unread is None else frozenset(unread.replace(",", " ").split()),
                forbidden=match["no"] is not None,
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class Report:
    """A document of a corpus: its text, the settings of its first lines, what must be read in it."""

    path: Path
    text: str
    settings: dict[str, str]
    expected: tuple[Expected, ...]

    @property
    def lang(self) -> str:
        return self.path.parent.parent.parent.name


def read_report(path: Path) -> Report:
    """``NAME.txt`` with its ``NAME.claims``; the first lines ``@ published 2023-05-04`` and the
    like are settings (``published``, ``title``), an empty line after them is not text."""
    settings, text_ = document(path)
    return Report(
        path,
        text_,
        settings,
        tuple(read_claims(path.with_suffix(".claims"))),
    )


def place_of(report: str, words: str) -> tuple[int, int]:
    """Where a quotation stands. ``prefix[words]suffix`` points at words that stand there twice.

    Raises:
        ValueError: if the words are absent or stand there more than once.
    """
    before, exact, after = "", words, ""
    match = re.fullmatch(r"(.*)\[(.+)\](.*)", words, re.DOTALL)
    if match is not None:
        before, exact, after = match.groups()
    whole = before + exact + after
    found = [at.start() for at in re.finditer(re.escape(whole), report)]
    if len(found) != 1:
        raise ValueError(
            f"«{words}» stands {len(found)} times in the report: quote more, prefix[words]suffix"
        )
    return found[0] + len(before), found[0] + len(before) + len(exact)
