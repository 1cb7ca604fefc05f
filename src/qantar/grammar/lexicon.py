"""Phrases of a pack, found in tokens by lemma.

A lexicon file is TOML: tables named by code, inside them lists named by role::

    [killed]                          # code
    subject = ["погибнуть", "получить .. ранение"]
    counted = ["=погибшие"]

Each word of a phrase is written in any form and matches every form of its lemma; ``=word`` matches
this form only; ``..`` lets up to three words stand between. The file's name is the category.
"""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qantar.domain.errors import LexiconError
from qantar.grammar.token import MARK, Token
from qantar.grammar.word import Word

GAP = ".."
GAP_WORDS = 3
"""Words that ``..`` may skip: enough for «получили ножевые и огнестрельные ранения»."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a lexicon: category (file), code (table), role (list), and how it is written."""

    category: str
    code: str
    role: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at tokens ``first`` up to but not including ``last``."""

    entry: Entry
    first: int
    last: int

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def role(self) -> str:
        return self.entry.role


@dataclass(slots=True)
class Node:
    """A place in the phrase tree: the words that may follow and the entries that end here."""

    next: "dict[str, Node]" = field(default_factory=dict)
    gap: "Node | None" = None
    entries: list[Entry] = field(default_factory=list)


class Lexicon:
    """All phrases of a pack's folder, as one tree over lemmas."""

    def __init__(self, analyse: Callable[[str], Word]) -> None:
        self._analyse = analyse
        self.root = Node()
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Plant a phrase. A word with several lemmas is planted under each of them."""
        nodes = [self.root]
        for piece in entry.phrase.split():
            if piece == GAP:
                reached: list[Node] = []
                for node in nodes:
                    if node.gap is None:
                        node.gap = Node()
                    reached.append(node.gap)
            else:
                keys = self._keys(piece)
                reached = [node.next.setdefault(key, Node()) for node in nodes for key in keys]
            nodes = reached
        for node in nodes:
            if entry not in node.entries:
                node.entries.append(entry)
        self.entries.append(entry)

    def _keys(self, piece: str) -> tuple[str, ...]:
        """The keys a written word is planted under: itself where it is a dictionary form («раненый»,
        «село», whatever else the form could be), else every lemma it may have."""
        form = piece.casefold()
        if form.startswith("="):
            return (form,)
        lemmas = self._analyse(form).lemmas
        return (form,) if form in lemmas else lemmas or ("=" + form,)

    def roots(self, keys: Iterable[str]) -> tuple[Node, ...]:
        return tuple(self.root.next[key] for key in keys if key in self.root.next)

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every phrase in the tokens; of one category only the leftmost longest where they overlap."""
        hits: list[Hit] = []
        for first, token in enumerate(tokens):
            for node in token.word.roots:
                self._walk(tokens, first, first + 1, node, hits, 0)
        return _longest(hits) if len(hits) > 1 else hits

    def _walk(
        self, tokens: Sequence[Token], first: int, at: int, node: Node, hits: list[Hit], skipped: int
    ) -> None:
        for entry in node.entries:
            hits.append(Hit(entry, first, at))
        if at >= len(tokens):
            return
        if node.next:
            following = node.next
            for key in tokens[at].word.keys:
                if key in following:
                    self._walk(tokens, first, at + 1, following[key], hits, 0)
        if node.gap is not None:
            for skip in range(GAP_WORDS + 1):
                to = at + skip
                if to >= len(tokens) or (skip and tokens[to - 1].kind == MARK):
                    break
                for key in tokens[to].word.keys:
                    if key in node.gap.next:
                        self._walk(tokens, first, to + 1, node.gap.next[key], hits, 0)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop, within a category, what lies inside or overlaps a longer or earlier hit."""
    kept: list[Hit] = []
    ends: dict[str, list[tuple[int, int]]] = {}
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first, h.entry.code, h.entry.role)):
        taken = ends.setdefault(hit.entry.category, [])
        # two readings of exactly the same words are both kept: the reader decides or stays silent
        if all(
            hit.last <= a or b <= hit.first or (a, b) == (hit.first, hit.last) for a, b in taken
        ):
            taken.append((hit.first, hit.last))
            kept.append(hit)
    kept.sort(key=lambda h: (h.first, h.last, h.entry.category, h.entry.code, h.entry.role))
    return kept


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file.

    Raises:
        LexiconError: if the file is not TOML of tables of lists of phrases, or says a phrase twice.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from None
    out: list[Entry] = []
    seen: set[Entry] = set()
    for code, lists in tables.items():
        if not isinstance(lists, dict):
            raise LexiconError(f"{path}: «{code}» must be a table of lists of phrases")
        for role, phrases in lists.items():
            if not isinstance(phrases, list):
                raise LexiconError(f"{path}: [{code}] {role} must be a list of phrases")
            for phrase in phrases:
                entry = Entry(path.stem, code, role, str(phrase))
                if entry in seen:
                    raise LexiconError(f"{path}: [{code}] {role} says «{phrase}» twice")
                seen.add(entry)
                out.append(entry)
    return out
