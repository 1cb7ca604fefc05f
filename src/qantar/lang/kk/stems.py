"""The Kazakh stems the pack knows, and how they change before a vowel."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from qantar.grammar.word import Analysis
from qantar.lang.kk.endings import FOLDER, VOWELS

VOICED = {"п": "б", "к": "г", "қ": "ғ"}
"""A last consonant before a vowel: кітап → кітабы, тап → табу."""
_NAMES = {"geo": ("name", "geo"), "given": ("name", "given"), "surname": ("name", "surname")}

Known = tuple[str, frozenset[str]]
"""A lemma and what it is: part of speech, kind of name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stems:
    """What stands in ``stems.toml``, ``names.toml`` and ``forms.toml``.

    ``nominal`` and ``verbal`` are keyed by the stem as it stands before a consonant;
    ``nominal_open`` and ``verbal_open`` by how it stands before a vowel.
    """

    nominal: Mapping[str, tuple[Known, ...]]
    nominal_open: Mapping[str, tuple[Known, ...]]
    verbal: frozenset[str]
    verbal_open: Mapping[str, str]
    uninflected: Mapping[str, tuple[Known, ...]]
    forms: Mapping[str, tuple[Analysis, ...]]


def _opened(stem: str) -> str | None:
    """The stem before a vowel, where it changes: «көлік» → «көліг»."""
    voiced = VOICED.get(stem[-1])
    if voiced is None or len(stem) < 2 or stem[-2] not in VOWELS:
        return None
    return stem[:-1] + voiced


@cache
def stems() -> Stems:
    """The lists, read on first use."""
    words = tomllib.loads((FOLDER / "stems.toml").read_text("utf-8"))
    names = tomllib.loads((FOLDER / "names.toml").read_text("utf-8"))
    forms = tomllib.loads((FOLDER / "forms.toml").read_text("utf-8"))
    dropping: dict[str, str] = forms.pop("dropping")
    shapes: dict[str, str] = forms.pop("shapes")
    nominal: dict[str, dict[Known, None]] = {}
    nominal_open: dict[str, dict[Known, None]] = {}
    uninflected: dict[str, dict[Known, None]] = {}
    lists: list[tuple[str, tuple[str, ...]]] = [
        (text, (pos,)) for pos, text in words.items() if pos != "verb"
    ]
    lists += [(text, _NAMES[kind]) for kind, text in names.items()]
    for text, kind in lists:
        declines = kind[0] in ("noun", "adj", "num", "pron", "name")
        target = nominal if declines else uninflected
        for stem in text.split():
            target.setdefault(stem, {})[(stem, frozenset(kind))] = None
    for stem, known in nominal.items():
        opened = _opened(stem)
        if opened is not None:
            nominal_open.setdefault(opened, {}).update(known)
        if opened is None or "noun" not in {pos for _, kinds in known for pos in kinds}:
            nominal_open.setdefault(stem, {}).update(known)
    for stem in [stem for stem in nominal if stem.endswith("ст")]:
        nominal.setdefault(stem[:-1], {}).update(
            nominal[stem]
        )  # журналист + тер is журналистер
    for shape, whole in shapes.items():
        nominal.setdefault(shape, {}).update(nominal.get(whole, {}))
    for dropped, whole in dropping.items():
        nominal_open.setdefault(dropped, {}).update(nominal.get(whole, {}))
    verbs = frozenset(words["verb"].split())
    return Stems(
        nominal={stem: tuple(known) for stem, known in nominal.items()},
        nominal_open={stem: tuple(known) for stem, known in nominal_open.items()},
        verbal=verbs,
        verbal_open={_opened(verb) or verb: verb for verb in sorted(verbs)},
        uninflected={stem: tuple(known) for stem, known in uninflected.items()},
        forms={
            form: tuple(Analysis(lemma, frozenset(features)) for lemma, *features in readings)
            for form, readings in forms.items()
        },
    )
