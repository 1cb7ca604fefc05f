"""Phrases of a pack, found in tokens by lemma.

A lexicon file is TOML: tables named by code, inside them lists named by role::

    [killed]                          # code
    subject = ["погибнуть", "получить .. ранение"]
    counted = ["=погибшие"]

Each word of a phrase is written in any form and matches every form of its lemma; ``=word`` matches
this form only; ``word:dat`` its forms in that case (or ``pl``, ``poss``) only; ``..`` lets up to three
words stand between, ``…`` the rest of a clause up to its verb («ауруханаға … жеткіз»). A whole family
is one line: ``(a|b)`` gives a choice, a choice with an empty end may be left out, and ``~`` joins two
halves in either order: ``(лечь|попасть) ~ в (больницу|госпиталь)``. The file's name is the category.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qantar.domain.errors import LexiconError
from qantar.grammar.token import MARK, Token
from qantar.grammar.word import Word, exact

GAP: Final = ".."
GAP_WORDS: Final = 3
"""Words that ``..`` may skip: enough for «получили ножевые и огнестрельные ранения»."""
WIDE: Final = "…"
WIDE_WORDS: Final = 18
"""Words that ``…`` may skip: a clause whose object is a list of figures."""
DENIALS = "denials"
"""The file of words that no gap passes: «спасти не удалось» is no «спасти .. удаться»."""
_PASSED = frozenset(",«»\"“”„'’-")
"""Marks a clause may hold before its verb."""
EITHER = " ~ "
"""Joins two halves that stand in either order, up to three words between them."""
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_FAMILY = re.compile(r"\([^()]*\||\S ~ \S")
_MARKED = re.compile(r"(=?)([\w-]+):([a-z]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a lexicon: category (file), code (table), role (list), and how it is written."""

    category: str
    code: str
    role: str
    phrase: str
    is_wide: bool = field(init=False, repr=False, compare=False)
    """Whether it reaches over a clause."""
    named: int = field(init=False, repr=False, compare=False)
    """How many words it writes out."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_wide", WIDE in self.phrase)
        pieces = self.phrase.split()
        object.__setattr__(self, "named", len(pieces) - pieces.count(GAP))


@dataclass(slots=True, init=False)
class Hit:
    """An entry found at tokens ``first`` up to but not including ``last``, with its code and role.

    Not frozen, and written out by hand: a report makes hundreds.
    """

    entry: Entry
    first: int
    last: int
    code: str
    role: str

    def __init__(self, entry: Entry, first: int, last: int) -> None:
        self.entry = entry
        self.first = first
        self.last = last
        self.code = entry.code
        self.role = entry.role


Found = dict[str, list[Hit]]
"""Hits by category."""


@dataclass(slots=True)
class Node:
    """A place in the phrase tree: the words that may follow and the entries that end here."""

    next: "dict[str, Node]" = field(default_factory=dict)
    gap: "Node | None" = None
    wide: "Node | None" = None
    entries: list[Entry] = field(default_factory=list)
    is_open: bool = False
    """Whether a phrase goes on from here."""


class Lexicon:
    """All phrases of a pack's folder, as one tree over lemmas."""

    def __init__(self, analyse: Callable[[str], Word]) -> None:
        self._analyse = analyse
        self.root = Node()
        self.entries: list[Entry] = []
        self._planted: dict[str, tuple[str, ...]] = {}
        """Keys of a written word, worked out once: a family of phrases writes its words a hundred times."""
        self._denials: set[str] = set()
        self._together: dict[tuple[int, ...], Node] = {}
        """Nodes made of several, by these: no more than there are ways to read a form."""

    def add(self, entry: Entry) -> None:
        """Plant a phrase. A word with several lemmas is planted under each of them."""
        if entry.category == DENIALS:
            self._denials.add(entry.phrase.lstrip("="))
            self.entries.append(entry)
            return
        nodes = [self.root]
        for piece in entry.phrase.split():
            reached: list[Node] = []
            for node in nodes:
                node.is_open = True
            if piece == GAP:
                for node in nodes:
                    if node.gap is None:
                        node.gap = Node()
                    reached.append(node.gap)
            elif piece == WIDE:
                for node in nodes:
                    if node.wide is None:
                        node.wide = Node()
                    reached.append(node.wide)
            else:
                keys = self._planted.get(piece, ())
                if not keys:
                    keys = self._planted[piece] = self._keys(piece)
                for node in nodes:
                    for key in keys:
                        following = node.next.get(key)
                        if following is None:
                            following = node.next[key] = Node()
                        reached.append(following)
            nodes = reached
        for node in nodes:
            if not node.entries or entry not in node.entries:
                node.entries.append(entry)
        self.entries.append(entry)

    def _keys(self, piece: str) -> tuple[str, ...]:
        """The keys a written word is planted under: itself where it is a dictionary form («раненый»,
        «село», whatever else the form could be), else every lemma it may have."""
        form = piece.casefold()
        if form.startswith("="):
            return (exact(form[1:]),)
        marked = _MARKED.fullmatch(form)
        if marked is not None:
            return tuple(f"{key}:{marked[3]}" for key in self._keys(marked[2]))
        lemmas = self._analyse(form).lemmas
        return (form,) if form in lemmas else lemmas or (exact(form),)

    def root_of(self, keys: Iterable[str]) -> Node | None:
        """Where the phrases stand that may start with a word of these keys, None if there are none."""
        return self._joined([self.root.next[key] for key in keys if key in self.root.next])

    def _joined(self, nodes: Sequence[Node]) -> Node | None:
        """Several nodes as one, made once: «стали» begins what «стать» begins and what «сталь» does."""
        if len(nodes) <= 1:
            return nodes[0] if nodes else None
        known = tuple(map(id, nodes))
        if known not in self._together:
            keys = dict.fromkeys(key for node in nodes for key in node.next)
            following = {
                key: self._joined([node.next[key] for node in nodes if key in node.next])
                for key in keys
            }
            self._together[known] = Node(
                next={key: node for key, node in following.items() if node is not None},
                gap=self._joined([node.gap for node in nodes if node.gap is not None]),
                wide=self._joined([node.wide for node in nodes if node.wide is not None]),
                entries=[entry for node in nodes for entry in node.entries],
                is_open=any(node.is_open for node in nodes),
            )
        return self._together[known]

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every phrase in the tokens; of one category only the leftmost longest where they overlap."""
        kept = [hit for hits in self.by_category(tokens).values() for hit in hits]
        kept.sort(key=_place)
        return kept

    def by_category(self, tokens: Sequence[Token]) -> dict[str, list[Hit]]:
        """The same by lexicon file, each list left to right."""
        found: Found = {}
        size = len(tokens)
        for first, token in enumerate(tokens):
            node = token.word.root
            if node is None:
                continue
            after = first + 1
            for entry in node.entries:
                category = entry.category
                if category in found:
                    found[category].append(Hit(entry, first, after))
                else:
                    found[category] = [Hit(entry, first, after)]
            if node.is_open and after < size:
                following = node.next
                if following:  # the same as in ``_walk``, where few words lead
                    for key in tokens[after].word.keys:
                        if key in following:
                            self._step(tokens, first, after + 1, following[key], found)
                if node.gap is not None or node.wide is not None:
                    self._skip(tokens, first, after, node, found)
        for category, hits in found.items():
            if len(hits) > 1:
                found[category] = _undisputed(hits)
        return found

    def _walk(
        self, tokens: Sequence[Token], first: int, at: int, node: Node, found: Found
    ) -> None:
        """Look for what follows a node from a token on."""
        following = node.next
        if following:
            for key in tokens[at].word.keys:
                if key in following:
                    self._step(tokens, first, at + 1, following[key], found)
        if node.gap is not None or node.wide is not None:
            self._skip(tokens, first, at, node, found)

    def _skip(
        self, tokens: Sequence[Token], first: int, at: int, node: Node, found: Found
    ) -> None:
        """Look for what follows a node behind words that stand between."""
        if node.gap is not None:
            following = node.gap.next
            for to, token in enumerate(tokens[at : at + GAP_WORDS + 1], at):
                for key in token.word.keys:
                    if key in following:
                        self._step(tokens, first, to + 1, following[key], found)
                if token.kind == MARK or token.norm in self._denials:
                    break
        if node.wide is not None:
            self._reach(tokens, at, node.wide, found)

    def _step(
        self, tokens: Sequence[Token], first: int, at: int, node: Node, found: Found
    ) -> None:
        for entry in node.entries:
            hits = found.get(entry.category)
            if hits is None:
                hits = found[entry.category] = []
            hits.append(Hit(entry, first, at))
        if node.is_open and at < len(tokens):
            self._walk(tokens, first, at, node, found)

    def _reach(self, tokens: Sequence[Token], at: int, node: Node, found: Found) -> None:
        """Look for the rest of a phrase up to the clause's next verb; the hit stands where the rest does."""
        for to in range(at, min(len(tokens), at + WIDE_WORDS + 1)):
            token = tokens[to]
            if token.kind == MARK and token.text not in _PASSED:
                return
            for key in token.word.keys:
                if key in node.next:
                    self._step(tokens, to, to + 1, node.next[key], found)
            word = token.word
            if word.has("verb", "conv") or (
                word.has("verb", "fin") and not word.has("ptcp") and not word.has("noun")
            ):
                return


def _undisputed(hits: list[Hit]) -> list[Hit]:
    """Drop what lies inside or overlaps a longer or earlier hit of the category."""
    begin = end = 0
    disputed = False
    for hit in hits:
        if hit.first < begin:
            return _longest(hits)  # a wide phrase stands where its rest does
        if hit.first < end:
            disputed = True
        begin = hit.first
        end = max(end, hit.last)
    if not disputed:
        return hits
    kept: list[Hit] = []
    size, at = len(hits), 0
    while at < size:  # only what overlaps is looked at together
        hit = hits[at]
        end, after = hit.last, at + 1
        while after < size and hits[after].first < end:
            if hits[after].last > end:
                end = hits[after].last
            after += 1
        if after - at == 1:
            kept.append(hit)
        else:
            kept += _longest(hits[at:after])
        at = after
    return kept


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, and what does not overlap these."""
    hits = _unhidden(hits)
    kept: list[Hit] = []
    taken: list[tuple[int, int, bool]] = []
    for hit in sorted(hits, key=_rank):
        first, last, wide = hit.first, hit.last, hit.entry.is_wide
        # two readings of exactly the same words are both kept: the reader decides or stays silent;
        # but words that a wide phrase completes mean what they mean with the rest of it
        for a, b, w in taken:
            if first < b and a < last and not (a == first and b == last and wide >= w):
                break
        else:
            taken.append((first, last, wide))
            kept.append(hit)
    if any(hit.last - hit.first > hit.entry.named for hit in kept):
        kept = _without_looser(kept)
    if sum(hit.entry.is_wide for hit in kept) > 1:
        kept = _without_half_told(kept)
    kept.sort(key=_place)
    return kept


def _unhidden(hits: list[Hit]) -> list[Hit]:
    """Without names of what was counted that begin inside a predicate and reach beyond it: «получили |травмы»
    is the act in «получили травмы различной степени», however long the second phrase is."""
    verbs = [
        (hit.first, hit.last) for hit in hits
        if hit.entry.role in _PREDICATES and hit.last - hit.first > 1
    ]  # fmt: skip
    if not verbs:
        return hits
    return [
        hit for hit in hits
        if hit.entry.role not in _NOMINAL
        or not any(first < hit.first < last < hit.last for first, last in verbs)
    ]  # fmt: skip


_PREDICATES = ("subject", "object")
_NOMINAL = ("counted", "noun")


def _without_looser(hits: list[Hit]) -> list[Hit]:
    """Of readings of exactly the same words the one that names them all: «дістали смертельні поранення»
    is not «дістати .. поранення»."""
    whole = {
        (hit.first, hit.last)
        for hit in hits
        if hit.last - hit.first == hit.entry.named and not hit.entry.is_wide
    }
    return [
        hit for hit in hits
        if hit.last - hit.first <= hit.entry.named or (hit.first, hit.last) not in whole
    ]  # fmt: skip


def _without_half_told(hits: list[Hit]) -> list[Hit]:
    """Of wide phrases with the same end the one that names more: «жансақтау бөліміне … жеткізілді» is not
    «бөлімге … жеткізілді»."""
    wide = [hit for hit in hits if hit.entry.is_wide]
    return [
        hit for hit in hits
        if not hit.entry.is_wide
        or not any(
            (one.first, one.last) == (hit.first, hit.last)
            and one.entry.phrase.endswith(f" {hit.entry.phrase}")
            for one in wide
        )
    ]  # fmt: skip


def _rank(hit: Hit) -> tuple[int, int, bool, str, str]:
    """Longest first, then leftmost, then what a wide phrase completes."""
    entry = hit.entry
    return hit.first - hit.last, hit.first, not entry.is_wide, entry.code, entry.role


def _place(hit: Hit) -> tuple[int, int, str, str, str]:
    entry = hit.entry
    return hit.first, hit.last, entry.category, entry.code, entry.role


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file.

    Raises:
        LexiconError: if the file is not TOML of tables of lists of phrases, or says a phrase twice.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from None
    category = path.stem
    out: list[Entry] = []
    seen: set[Entry] = set()
    for code, lists in tables.items():
        if not isinstance(lists, dict):
            raise LexiconError(f"{path}: «{code}» must be a table of lists of phrases")
        for role, phrases in lists.items():
            if not isinstance(phrases, list):
                raise LexiconError(f"{path}: [{code}] {role} must be a list of phrases")
            for phrase in phrases:
                said = [Entry(category, code, role, one) for one in expanded(str(phrase))]
                new = [entry for entry in said if entry not in seen]
                if not new:
                    raise LexiconError(f"{path}: [{code}] {role} says «{phrase}» twice")
                seen.update(new)
                out += new
    return out


def expanded(phrase: str) -> list[str]:
    """Every phrase that a written one stands for, each once: its choices taken, its halves turned."""
    if not _FAMILY.search(phrase):
        return [phrase]
    halves = phrase.split(EITHER)
    if len(halves) == len(("one", "other")):
        one, other = halves
        turned = [f"{one} {GAP} {other}", f"{other} {GAP} {one}"]
    else:
        turned = [phrase]
    out: dict[str, None] = {}
    while turned:
        whole = turned.pop(0)
        choice = _CHOICE.search(whole)
        if choice is None:
            out[" ".join(whole.split())] = None
            continue
        before, after = whole[: choice.start()], whole[choice.end() :]
        turned = [before + way + after for way in choice[1].split("|")] + turned
    return list(out)
