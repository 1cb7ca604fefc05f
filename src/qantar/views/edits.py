"""Pages that were captured twice and do not say the same: which words went, which came.

*"vestnik.example/news/12, captured on 9 and 12 January, both dated 9 January: «164 человека» became
«информация о погибших уточняется»."* Where the page gives itself no new date, the edit is silent.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qantar.domain.identity import Json
from qantar.domain.source import BlockKind, Capture, Document
from qantar.domain.span import Span

_WORD = re.compile(r"\w+|[^\w\s]")
_LINE = re.compile(r"[^\n]+")
LETTERS = 6
"""About how many letters a word and its space take."""
MOST_WORDS = 20_000
"""Texts longer than this together are compared by paragraph: word by word would take minutes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch that is not the same: the words before and after, verbatim, and where they stand
    (half-open, code points); one of them empty where words only came or only went."""

    before: str
    after: str
    before_span: Span
    after_span: Span

    def as_json(self) -> Json:
        return {
            "before": self.before,
            "after": self.after,
            "before_span": str(self.before_span),
            "after_span": str(self.after_span),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A page that changed between two captures. ``silent`` if it bears the same date both times, or
    none: then nothing on it tells that it was changed."""

    page: str
    outlet: str | None
    before: str
    after: str
    """Documents by id."""
    captured_before: str
    captured_after: str
    published_before: str | None
    published_after: str | None
    silent: bool
    changes: tuple[Change, ...]

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {"changes": [change.as_json() for change in self.changes]}


def edits(documents: Iterable[Document], captures: Mapping[str, Capture]) -> tuple[Edit, ...]:
    """Every change between one capture of a page and the next, by page and time of capture.

    A page is known by its address; without one, by where the capture came from and its part.
    """
    pages: dict[str, list[tuple[str, str, Document]]] = {}
    for document in documents:
        capture = captures.get(document.capture)
        if capture is None:
            continue
        page = document.url or " ".join(filter(None, (capture.origin, document.member)))
        pages.setdefault(page, []).append((capture.captured_at, document.id, document))
    found = []
    for page, versions in sorted(pages.items()):
        versions.sort(key=lambda version: version[:2])
        for (early, _, before), (late, _, after) in pairwise(versions):
            changes = changed_words(
                before.text, after.text, _furniture(before), _furniture(after)
            )
            if before.capture == after.capture or not changes:
                continue
            found.append(
                Edit(
                    page=page, outlet=after.outlet or before.outlet, before=before.id,
                    after=after.id, captured_before=early, captured_after=late,
                    published_before=before.published, published_after=after.published,
                    silent=before.published == after.published, changes=changes,
                )
            )  # fmt: skip
    return tuple(found)


def _furniture(document: Document) -> tuple[Span, ...]:
    """Menus and counters: they change with every visit and say nothing."""
    return tuple(b.span for b in document.blocks if b.kind is BlockKind.FURNITURE)


def changed_words(
    before: str, after: str, skip_before: Sequence[Span] = (), skip_after: Sequence[Span] = ()
) -> tuple[Change, ...]:
    """The stretches of words in which two texts differ; spaces, line ends and what is skipped do
    not count."""
    pattern = _WORD
    if len(before) + len(after) > MOST_WORDS * LETTERS:
        pattern = _LINE
    a, b = _words(pattern, before, skip_before), _words(pattern, after, skip_after)
    matcher = difflib.SequenceMatcher(
        None, [m.group() for m in a], [m.group() for m in b], autojunk=False
    )
    changes = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = _stretch(a, a1, a2, before), _stretch(b, b1, b2, after)
        changes.append(Change(old.of(before), new.of(after), old, new))
    return tuple(changes)


def _words(pattern: re.Pattern[str], text: str, skip: Sequence[Span]) -> list[re.Match[str]]:
    return [
        match
        for match in pattern.finditer(text)
        if not any(span.start <= match.start() < span.end for span in skip)
    ]


def _stretch(words: list[re.Match[str]], first: int, last: int, text: str) -> Span:
    """Where the words stand; of none, the place where they would."""
    if first < last:
        return Span(words[first].start(), words[last - 1].end())
    at = words[first].start() if first < len(words) else len(text)
    return Span(at, at)
