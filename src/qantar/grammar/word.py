"""What a pack knows of a word form, computed once per form and kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qantar.grammar.calendar import Form
    from qantar.grammar.lexicon import Node


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to take a form: lemma and features.

    Features are shared by all packs: part of speech ``noun name adj verb num pron adp conj adv
    part``; case ``nom gen dat acc ins loc abl``; ``sg pl``; verb forms ``fin inf ptcp short conv``
    (``short``: short passive participle or impersonal in -но/-то); ``act pass``; ``past pres fut``;
    ``imper``; ``anim inan``; Kazakh ``poss`` and ``neg`` (negated verb); ``guess`` or ``unknown`` of a
    word that no dictionary holds.
    """

    lemma: str
    features: frozenset[str]


@dataclass(slots=True)
class Word:
    """A form with every analysis of it; ``root`` is where the lexicon's phrases stand that may start here."""

    form: str
    lemmas: tuple[str, ...] = ()
    features: frozenset[str] = frozenset()
    analyses: tuple[Analysis, ...] = ()
    keys: tuple[str, ...] = ()
    root: "Node | None" = field(default=None, repr=False, compare=False)
    dated: "Form | None" = field(default=None, repr=False, compare=False)
    """What the calendar knows of the form, once it was asked."""
    asked: dict[tuple[str, ...], bool] = field(default_factory=dict, repr=False, compare=False)
    """Answers of ``has`` given before: rules ask the same of a form again and again."""

    def has(self, *features: str) -> bool:
        """Whether one and the same analysis has all these features."""
        if len(features) == 1:
            return features[0] in self.features
        known = self.asked.get(features)
        if known is None:
            wanted = frozenset(features)
            known = any(wanted <= analysis.features for analysis in self.analyses)
            self.asked[features] = known
        return known


MARKED = ("dat", "abl", "loc", "acc", "ins", "pl", "poss")
"""Features a phrase may ask of a word beside its lemma, in packs that mark them: ``аурухана:dat``."""


def exact(form: str) -> str:
    """The key under which a form itself is looked up; ё may be written е, so it counts as е."""
    return "=" + form.replace("ё", "е")


def make_word(
    form: str, analyses: tuple[Analysis, ...], *, marked: bool = False, written: str = ""
) -> Word:
    """The word of a form; ``marked`` adds keys of a lemma with one feature, ``written`` is the form in the
    alphabet of the lexicons."""
    lemmas = tuple(dict.fromkeys(analysis.lemma for analysis in analyses))
    features = frozenset().union(*(analysis.features for analysis in analyses))
    keys = (*lemmas, exact(form))
    if written and written != form:
        keys = (*keys, exact(written))
    if marked:
        found = (
            f"{analysis.lemma}:{mark}"
            for analysis in analyses
            for mark in MARKED
            if mark in analysis.features
        )
        keys = (*keys, *dict.fromkeys(found))
    return Word(form, lemmas, features, analyses, keys)


Spellings = Callable[[str], tuple[str, ...]]
"""Normal form → how it may be written in the alphabet of the lexicons, best first; empty for foreign words."""

Morphology = Callable[[str], tuple[Analysis, ...]]
"""Normal form → every analysis of it, best first; never empty (an unknown form is its own lemma)."""
