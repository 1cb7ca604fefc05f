"""What changed between two captures of one report: block beside block, the changed words marked."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qantar.domain.source import BlockKind, Document

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST = 4_000
"""Words of a block compared word by word; a longer one that changed is shown as changed whole."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters that stand in both captures, or in this one only."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class EditRow:
    """Two blocks beside each other; either side may be empty."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        return any(stretch.changed for stretch in (*self.before, *self.after))


def edits(before: Document, after: Document) -> tuple[EditRow, ...]:
    """The two texts block by block; menus and counters, which always change, are left out."""
    old, new = _blocks(before), _blocks(after)
    rows: list[EditRow] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [
                EditRow((Stretch(block, False),), (Stretch(block, False),))
                for block in old[a:b]
            ]
            continue
        left, right = old[a:b], new[c:d]
        for at in range(max(len(left), len(right))):
            one = left[at] if at < len(left) else ""
            other = right[at] if at < len(right) else ""
            rows.append(_compared(one, other))
    return tuple(rows)


def _blocks(document: Document) -> list[str]:
    blocks = [
        b.span.of(document.text) for b in document.blocks if b.kind is not BlockKind.FURNITURE
    ]
    return [block for block in blocks if block.strip()] or [document.text]


def _compared(before: str, after: str) -> EditRow:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return EditRow((Stretch(before, True),), (Stretch(after, True),))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    return EditRow(
        tuple(_stretches((tag, old[a:b]) for tag, a, b, _, _ in codes)),
        tuple(_stretches((tag, new[c:d]) for tag, _, _, c, d in codes)),
    )


def _stretches(pieces: Iterable[tuple[str, Sequence[str]]]) -> Iterable[Stretch]:
    for tag, words in pieces:
        if words:
            yield Stretch("".join(words), tag != "equal")
