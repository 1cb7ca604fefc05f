"""Codes and their tables, read from the TOML files of this folder.

Whoever meets an unknown code is told which file lists the known ones.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeVar

from qantar.domain.claim import Measure
from qantar.domain.errors import LexiconError

Kind = Literal["people", "things", "occurrences", "other"]
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code with its title and what it does and does not cover, in English.

    ``acled``, ``ucdp`` and ``ibc`` name the nearest field or category of those projects, None
    where there is none.
    """

    id: str
    title: str
    definition: str
    counts: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """Of a kind of regime: the levels it knows."""
    acled: str | None = None
    ucdp: str | None = None
    ibc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Code):
    """What happened to what was counted: «погибли» is ``killed``, «в больницах остаются» ``hospitalized``."""

    kind: Kind
    cumulative: bool
    """Whether the count cannot fall: all who died, against those in hospital now."""
    cumulative_when_total: bool
    """Whether a running total of it cannot fall, though the state itself can."""
    within: tuple[str, ...]
    """Acts that hold this one: a recovered weapon was stolen."""
    default_object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedObject(Code):
    """Who or what was counted; ``parent`` is the nearest wider code."""

    kind: Kind
    plural: str
    """As a title names many of them: «police officers» killed."""
    parent: str | None
    default_act: str | None
    """What a bare count of it says: attacks occurred, criminal cases were opened. None for most."""
    usual_act: str | None = None
    """What such a count mostly says when no verb of the sentence tells: fire engines were sent."""


C = TypeVar("C", bound=Code)


class Table(dict[str, C]):
    """Codes of one file by id, in the order of the file; nobody adds to it later.

    Raises:
        LexiconError: on an id the file does not list.
    """

    def __init__(self, file: str, codes: tuple[C, ...]) -> None:
        super().__init__((code.id, code) for code in codes)
        self.file = file

    def __missing__(self, id_: str) -> C:
        raise LexiconError(
            f"codebook/{self.file}: no code «{id_}»; use one of {', '.join(self)}, or define it there"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All codes a claim may use."""

    acts: Table[Act]
    objects: Table[CountedObject]
    events: Table[Code]
    posts: Table[Code]
    """How a person stands to an office: appointed, dismissed, holds…"""
    status_kinds: Table[Code]
    status_levels: Table[Code]
    status_changes: Table[Code]
    sides: Table[Code]
    _wider: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Ancestors asked for before."""
    _is_a: dict[tuple[str, str], bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Pairs asked for before."""

    def ancestors(self, object_: str) -> tuple[str, ...]:
        """The wider codes, nearest first: of ``police``, ``security_force`` and ``person``."""
        known = self._wider.get(object_)
        if known is None:
            known = self._wider[object_] = self._climb(object_)
        return known

    def _climb(self, object_: str) -> tuple[str, ...]:
        wider: list[str] = []
        parent = self.objects[object_].parent
        while parent is not None:
            wider.append(parent)
            parent = self.objects[parent].parent
        return tuple(wider)

    def is_a(self, object_: str, ancestor: str) -> bool:
        """Whether every one of the first is one of the second; every code is one of itself."""
        asked = object_, ancestor
        known = self._is_a.get(asked)
        if known is None:
            narrow = ancestor in self.ancestors(object_)
            known = self._is_a[asked] = narrow or object_ == self.objects[ancestor].id
        return known

    def acts_around(self, act: str) -> tuple[str, ...]:
        """The act and every act that holds it, nearest first."""
        around = [act]
        for held in around:
            around += [wider for wider in self.acts[held].within if wider not in around]
        return tuple(around)

    def is_cumulative(self, act: str, total: bool | None = None) -> bool:
        """Whether a count of this act cannot fall, said as a running total or not."""
        code = self.acts[act]
        return code.cumulative or (code.cumulative_when_total and total is True)

    def check_measure(self, measure: Measure) -> Measure:
        """The measure itself, if both its codes are known.

        Raises:
            LexiconError: naming the file that lists the known codes.
        """
        self.acts[measure.act]
        self.objects[measure.object]
        return measure


@cache
def load() -> Codebook:
    """The codebook of this installation, read once.

    Raises:
        LexiconError: if an entry lacks a field or points to a code that is not there.
    """
    status = _read("status.toml")
    codebook = Codebook(
        acts=_table("acts.toml", _act),
        objects=_table("objects.toml", _object),
        events=_table("events.toml", _code),
        posts=_table("posts.toml", _code),
        status_kinds=_table("status.toml", _code, status["kinds"]),
        status_levels=_table("status.toml", _code, status["levels"]),
        status_changes=_table("status.toml", _code, status["changes"]),
        sides=_table("sides.toml", _code),
    )
    check(codebook)
    return codebook


def check(codebook: Codebook) -> None:
    """Whether every code points to codes that exist, and no code is wider than itself.

    Raises:
        LexiconError: naming file and entry.
    """
    for act in codebook.acts.values():
        codebook.objects[act.default_object]
        for wider in act.within:
            if act.id in codebook.acts_around(wider):
                raise LexiconError(f"codebook/acts.toml: «{act.id}» lies within itself")
    for object_ in codebook.objects.values():
        seen, parent = {object_.id}, object_.parent
        while parent is not None:
            if parent in seen:
                raise LexiconError(f"codebook/objects.toml: «{object_.id}» is its own ancestor")
            seen.add(parent)
            parent = codebook.objects[parent].parent
    for kind in codebook.status_kinds.values():
        for level in kind.levels:
            codebook.status_levels[level]


def _read(file: str) -> Entry:
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    return tomllib.loads(text)


def _table(
    file: str, make: Callable[[str, Entry], C], entries: Mapping[str, Entry] | None = None
) -> Table[C]:
    codes = []
    for id_, entry in (_read(file) if entries is None else entries).items():
        try:
            codes.append(make(id_, entry))
        except KeyError as error:
            raise LexiconError(f"codebook/{file}: «{id_}» lacks {error}; add it") from None
    return Table(file, tuple(codes))


def _words(id_: str, entry: Entry) -> dict[str, Any]:
    return {
        "id": id_,
        "title": entry["title"],
        "definition": entry["definition"],
        "counts": tuple(entry.get("counts", ())),
        "does_not_count": tuple(entry.get("does_not_count", ())),
        "acled": entry.get("acled"),
        "ucdp": entry.get("ucdp"),
        "ibc": entry.get("ibc"),
    }


def _code(id_: str, entry: Entry) -> Code:
    return Code(**_words(id_, entry), levels=tuple(entry.get("levels", ())))


def _act(id_: str, entry: Entry) -> Act:
    return Act(
        **_words(id_, entry),
        kind=entry["kind"],
        cumulative=entry["cumulative"],
        cumulative_when_total=entry.get("cumulative_when_total", False),
        within=tuple(entry.get("within", ())),
        default_object=entry["default_object"],
    )


def _object(id_: str, entry: Entry) -> CountedObject:
    return CountedObject(
        **_words(id_, entry),
        kind=entry["kind"],
        plural=entry["plural"],
        parent=entry.get("parent"),
        default_act=entry.get("default_act"),
        usual_act=entry.get("usual_act"),
    )
