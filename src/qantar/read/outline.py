"""The outline of a reading: a line for each claim, so that two readings of one report can be laid
side by side by a person, or by ``git diff``.

A file of outlines is plain text::

    # ru/flood 5b1c9e0a4d21                 name of the report, first digits of its text's SHA-256
    120-124	figure	>=9 person.killed	«девять»	place=Kostanay Region	when=2024-04-15

Offsets are half-open and count code points. Fields that say nothing are left out.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qantar.domain.claim import Claim
from qantar.domain.errors import LexiconError

FIELDS = (
    "place", "when", "date", "as_of", "total", "part_of", "excluded",
    "speaker", "reality", "denied", "person", "post", "level", "voice",
)  # fmt: skip
_SILENT = {"reality": "asserted", "denied": "false"}
"""What a field says when it says nothing special."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Line:
    """One claim: where its words stand, what kind it is, what it says, and its fields."""

    start: int
    end: int
    kind: str
    said: str
    words: str
    fields: tuple[tuple[str, str], ...]

    @property
    def anchor(self) -> tuple[str, int, int]:
        return (self.kind, self.start, self.end)

    def __str__(self) -> str:
        parts = [f"{self.start}-{self.end}", self.kind, self.said, f"«{self.words}»"]
        return "\t".join([*parts, *(f"{name}={value}" for name, value in self.fields)])


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read in one report. ``digest`` tells whether two outlines are of one text."""

    report: str
    digest: str
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join([f"# {self.report} {self.digest}", *map(str, self.lines)]) + "\n"


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that two readings of one text differ in: ``before`` None if it is new, ``after`` None
    if it is gone, both if only what it says or its fields differ."""

    report: str
    before: Line | None
    after: Line | None

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """Name, before, after of each field in which the two lines differ; «-» where it is silent."""
        if self.before is None or self.after is None:
            return ()
        old, new = dict(self.before.fields), dict(self.after.fields)
        out = [
            (n, old.get(n, "-"), new.get(n, "-")) for n in FIELDS if old.get(n) != new.get(n)
        ]
        if self.before.said != self.after.said:
            out.insert(0, ("said", self.before.said, self.after.said))
        return tuple(out)


def outline(report: str, text: str, claims: Sequence[Claim]) -> Outline:
    """The outline of what was read in a text."""
    rows = [claim.as_row() for claim in claims]
    words = {row["id"]: _flat(text[row["start"] : row["end"]]) for row in rows}
    lines = sorted(
        Line(
            start=row["start"],
            end=row["end"],
            kind=row["kind"],
            said=said_of(row) or str(row.get("name") or "-"),
            words=words[row["id"]],
            fields=tuple(
                (name, said)
                for name in FIELDS
                if (said := _field(name, row.get(name), words)) not in ("", _SILENT.get(name))
            ),
        )
        for row in rows
    )
    return Outline(report, text_digest(text), tuple(lines))


def text_digest(text: str) -> str:
    """The first 12 digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def changes(before: Outline | None, after: Outline | None) -> list[Change]:
    """What differs, in the order of the text. Outlines of two different texts share no line."""
    given = before if before is not None else after
    if given is None:
        return []
    old = _by_anchor(before)
    new = _by_anchor(after)
    if before is not None and after is not None and before.digest != after.digest:
        gone = [Change(given.report, line, None) for line in before.lines]
        return gone + [Change(given.report, None, line) for line in after.lines]
    out: list[Change] = []
    for anchor in sorted({*old, *new}, key=lambda at: (at[1], at[2], at[0])):
        was, now = old.get(anchor, []), new.get(anchor, [])
        same = [line for line in was if line in now]
        was = [line for line in was if line not in same]
        now = [line for line in now if line not in same]
        for pair in range(max(len(was), len(now))):
            out.append(
                Change(
                    given.report,
                    was[pair] if pair < len(was) else None,
                    now[pair] if pair < len(now) else None,
                )
            )
    return out


def read_outlines(written: str, name: str) -> dict[str, Outline]:
    """The outlines of a file, by report.

    Raises:
        LexiconError: if a line cannot be taken apart; names the file and the line.
    """
    heads: list[tuple[str, str, list[Line]]] = []
    for number, raw in enumerate(written.splitlines(), 1):
        try:
            if raw.startswith("# "):
                report, digest = raw[2:].rsplit(" ", 1)
                heads.append((report, digest, []))
            elif raw.strip():
                heads[-1][2].append(_line(raw))
        except (ValueError, IndexError):
            raise LexiconError(
                f"{name}:{number}: not a line of an outline; write the file anew with"
                " «qantar corpus accept»"
            ) from None
    return {report: Outline(report, digest, tuple(lines)) for report, digest, lines in heads}


def _line(raw: str) -> Line:
    place, kind, said, words, *fields = raw.split("\t")
    start, end = place.split("-")
    pairs = [field.partition("=") for field in fields]
    return Line(
        start=int(start),
        end=int(end),
        kind=kind,
        said=said,
        words=words.removeprefix("«").removesuffix("»"),
        fields=tuple((name, value) for name, _, value in pairs),
    )


def _by_anchor(given: Outline | None) -> dict[tuple[str, int, int], list[Line]]:
    lines: Iterable[Line] = sorted(() if given is None else given.lines, key=lambda x: x.anchor)
    return {anchor: list(group) for anchor, group in groupby(lines, key=lambda x: x.anchor)}


def said_of(row: Mapping[str, object]) -> str:
    """What a claim's row says in short: ``>=9 person.killed``; empty for a credit, which names only."""
    match row["kind"]:
        case "figure":
            return f"{row['quantity']} {row['measure']}"
        case "event":
            return str(row["type"])
        case "post":
            return str(row["change"])
        case "status":
            return f"{row['regime']} {row['change']}"
        case "label":
            return str(row["side"])
        case _:
            return ""


def _field(name: str, value: object, words: Mapping[object, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return words.get(value, str(value)) if name == "part_of" else _flat(str(value))


def _flat(words: str) -> str:
    return " ".join(words.split())
