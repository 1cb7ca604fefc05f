"""Counting rules of other projects and our own, read from ``policies.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from qantar.codebook.codes import load
from qantar.domain.claim import Measure
from qantar.domain.errors import LexiconError, Misuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A named way of counting over a ledger.

    ``source`` says whose rule it is, ``ours`` what that leaves open and we decided. ``acts`` and
    ``objects`` empty mean any. ``vague`` gives the constant for a word read as so many and more.
    """

    name: str
    title: str
    definition: str
    source: str
    ours: tuple[str, ...]
    rule: str
    acts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    superseded: bool = False
    """Whether replaced accounts are heard."""
    line: str | None = None
    """The line of counting it listens to, None for all."""
    vague: Mapping[int, int] = field(default_factory=dict, hash=False)

    def counts(self, measure: Measure) -> bool:
        """Whether it is a rule for such a measure."""
        codes = load()
        return (not self.acts or measure.act in self.acts) and (
            not self.objects or any(codes.is_a(measure.object, o) for o in self.objects)
        )


@cache
def policies() -> Mapping[str, Policy]:
    """All counting rules by name, in the order of the file.

    Raises:
        LexiconError: if an entry lacks a field, has one too many, or names an unknown code.
    """
    text = resources.files(__package__).joinpath("policies.toml").read_text("utf-8")
    return {name: _policy(name, entry) for name, entry in tomllib.loads(text).items()}


def policy(name: str) -> Policy:
    """The counting rule of a name.

    Raises:
        Misuse: if there is none, naming those there are.
    """
    known = policies()
    if name not in known:
        raise Misuse(f"no policy «{name}»; use one of {', '.join(known)}")
    return known[name]


_LISTS = ("ours", "acts", "objects")


def _policy(name: str, entry: Mapping[str, Any]) -> Policy:
    fields: dict[str, Any] = {
        key: tuple(value) if key in _LISTS else value for key, value in entry.items()
    }
    fields["vague"] = {int(key): value for key, value in entry.get("vague", {}).items()}
    try:
        made = Policy(name=name, **fields)
    except TypeError as error:
        raise LexiconError(f"codebook/policies.toml: «{name}»: {error}") from None
    for act in made.acts:
        load().acts[act]
    for object_ in made.objects:
        load().objects[object_]
    return made
