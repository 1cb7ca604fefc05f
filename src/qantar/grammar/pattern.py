"""Patterns of words and slots, found in tokens: ``{d} {month} {y}? (год|=г)? .?``.

A plain word matches every form of its lemma, ``=word`` that form only, ``word~`` the word with any
of the language's endings; ``{slot}`` matches what fills it, ``{name:slot}`` under another name;
``?`` makes a piece optional, ``(a|b)`` gives a choice, ``^`` first asks that the whole text match.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from qantar.domain.errors import LexiconError

Keys = Callable[[str], Sequence[str]]
"""Pattern word → the token keys it matches."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A key that holds from some token up to ``to``; ``value`` is what fills the slot."""

    key: str
    to: int
    value: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way of saying something: its section, its text, the names of its slots in order."""

    section: str
    text: str
    names: tuple[str, ...]
    whole: bool


@dataclass(slots=True)
class Step:
    """A place in the tree of patterns: the keys that may follow and the patterns that end here."""

    next: "dict[str, Step]" = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern found from a token up to ``to``, with what filled its slots."""

    pattern: Pattern
    to: int
    filled: dict[str, object]


class Patterns:
    """All patterns of one pass, as one tree."""

    def __init__(self) -> None:
        self.root = Step()

    def add(self, section: str, text: str, keys: Keys) -> None:
        """Plant a pattern.

        Raises:
            LexiconError: if its notation is broken.
        """
        whole = text.startswith("^")
        choices: list[list[tuple[tuple[str, str], ...]]] = []
        for piece in text.removeprefix("^").split():
            optional = len(piece) > 1 and piece.endswith("?")
            options = [_piece(one, keys, text) for one in _options(piece[:-1] if optional else piece)]
            flat = [(pair,) for option in options for pair in option]
            choices.append([*flat, ()] if optional else list(flat))
        for way in itertools.product(*choices):
            pairs = [pair for step in way for pair in step]
            if not pairs:
                raise LexiconError(f"pattern «{text}» of [{section}] may match nothing")
            step = self.root
            for key, _ in pairs:
                step = step.next.setdefault(key, Step())
            names = tuple(name for _, name in pairs if name)
            if len(set(names)) != len(names):
                raise LexiconError(f"pattern «{text}» of [{section}] names a slot twice")
            found = Pattern(section=section, text=text, names=names, whole=whole)
            if found not in step.patterns:
                step.patterns.append(found)

    def find(self, edges: Sequence[list[Edge]], first: int) -> Iterator[Match]:
        """Every pattern that starts at a token, shorter ones first along each way."""
        return self._walk(edges, self.root, first, ())

    def _walk(
        self, edges: Sequence[list[Edge]], step: Step, at: int, values: tuple[object, ...]
    ) -> Iterator[Match]:
        for pattern in step.patterns:
            yield Match(
                pattern=pattern, to=at, filled=dict(zip(pattern.names, values, strict=True))
            )
        if step.next and at < len(edges):
            for edge in edges[at]:
                following = step.next.get(edge.key)
                if following is not None:
                    more = (*values, edge.value) if edge.key.startswith("{") else values
                    yield from self._walk(edges, following, edge.to, more)


def _options(piece: str) -> list[str]:
    if piece.startswith("(") and piece.endswith(")") and len(piece) > 2:
        return piece[1:-1].split("|")
    return [piece]


def _piece(piece: str, keys: Keys, text: str) -> list[tuple[str, str]]:
    """The keys of one piece, each with the slot's name or nothing."""
    if piece.startswith("{"):
        if not piece.endswith("}"):
            raise LexiconError(f"pattern «{text}»: «{piece}» lacks its closing brace")
        name, colon, slot = piece[1:-1].partition(":")
        return [("{" + (slot if colon else name) + "}", name)]
    return [(key, "") for key in keys(piece)]
