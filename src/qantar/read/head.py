"""A noun phrase's head: what a number counts, its case, and the act that stands in the phrase."""

from dataclasses import dataclass

from qantar.grammar.word import Word
from qantar.read.cues import Cue

PLAIN = frozenset({"nom", "gen"})
OBLIQUE = frozenset({"dat", "acc", "loc", "abl", "ins"})


@dataclass(slots=True)
class Head:
    """The counted noun phrase of a quantity: its object, its own act, and where it ends."""

    object: str | None = None
    words: tuple[int, int] | None = None
    cue: Cue | None = None
    end: int = 0
    left: bool = False
    unknown: bool = False
    """A noun stands there that no list knows."""
    whence: bool = False
    """Its noun stands behind "of" or "from", which may say whence and not of what."""
    animate: bool | None = None
    """Whether that noun is of living beings, where its form tells."""
    alone: bool = False
    """The number itself says "of them": no noun follows it."""
    case: str | None = None
    """The oblique case its noun stands in, if it does."""
    clause: bool = False
    """A clause before the number tells its act."""


def case_of(word: Word) -> str | None:
    """The oblique case a form stands in beyond doubt."""
    if not word.features & OBLIQUE or word.features & PLAIN or "conv" in word.features:
        return None
    return next(
        (
            name
            for name in sorted(OBLIQUE)
            if any(name in a.features for a in word.analyses[:1])
        ),
        None,
    )
