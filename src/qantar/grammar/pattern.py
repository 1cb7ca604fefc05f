"""Patterns of words and slots, found in tokens: ``{d} {month} {y}? (год|=г)? .?``.

A plain word matches every form of its lemma, ``=word`` that form only, ``word~`` the word with any
of the language's endings; ``{slot}`` matches what fills it, ``{name:slot}`` under another name;
``?`` makes a piece optional, ``(a|b)`` gives a choice, ``^`` first is for a phrase by
itself: it must match the whole text.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qantar.domain.errors import LexiconError

Keys = Callable[[str], Sequence[str]]
"""Pattern word → the token keys it matches."""


class Edge(NamedTuple):
    """A key that holds for ``size`` tokens from where it stands; ``value`` is what fills the slot.

    A tuple and not a dataclass: a report makes thousands.
    """

    key: str
    size: int
    value: Any = None


Edges = Sequence[Sequence[Edge]]
"""For each token the keys that hold from it on."""


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


class Match(NamedTuple):
    """A pattern found from a token up to ``to``, with what filled its slots in order."""

    pattern: Pattern
    to: int
    values: tuple[Any, ...]

    @property
    def filled(self) -> dict[str, object]:
        return dict(zip(self.pattern.names, self.values, strict=True))


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
            options = [
                _piece(one, keys, text) for one in _options(piece[:-1] if optional else piece)
            ]
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

    def find(self, edges: Edges, first: int) -> list[Match]:
        """Every pattern that starts at a token, shorter ones first along each way."""
        out: list[Match] = []
        root = self.root.next
        for edge in edges[first]:
            following = root.get(edge.key)
            if following is not None:
                values = (edge.value,) if edge.key[0] == "{" else ()
                _walk(edges, following, first + edge.size, values, out)
        return out


def _walk(
    edges: Edges, step: Step, at: int, values: tuple[object, ...], out: list[Match]
) -> None:
    for pattern in step.patterns:
        out.append(Match(pattern, at, values))
    following = step.next
    if following and at < len(edges):
        for edge in edges[at]:
            after = following.get(edge.key)
            if after is not None:
                more = (*values, edge.value) if edge.key[0] == "{" else values
                _walk(edges, after, at + edge.size, more, out)


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
