"""A figure on its way to becoming a claim."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qantar.domain.attribution import Attribution
from qantar.domain.claim import Reality
from qantar.domain.derivation import Derivation
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.grammar.quantities import Said
from qantar.read.cues import Cue
from qantar.read.sentence import Sentence


def number_told(sentence: Sentence, said: Said) -> Derivation:
    """The step that opens the derivation of a figure: its number, by the words that tell it."""
    words = sentence.words(said.outer_first, said.outer_last)
    return Derivation(said.rule, words, str(said.quantity))


@dataclass(slots=True)
class Found:
    """Quantity, act and object at tokens ``first`` up to ``last`` of a sentence; the rest is filled
    in by the scope, attribution and part rules."""

    sentence: Sentence
    first: int
    last: int
    quantity: Quantity
    act: str
    object: str
    object_words: str | None
    np_last: int
    """Token index after the counted noun phrase."""
    why: list[Derivation] = field(default_factory=list)
    object_given: bool = True
    """Whether the words name the object, or it was taken over."""
    of_them: bool = False
    """The number itself says that it is part of something: «41-і», «алтауы»."""
    cue: Cue | None = None
    """The word of its sentence that tells the act; None where it is taken over from another figure."""
    total: bool | None = None
    part_of: "Found | None" = None
    denied: bool = False
    recalled: bool = False
    reality: Reality = Reality.ASSERTED
    attribution: Attribution | None = None
    denied_by: Attribution | None = None
    place_words: str | None = None
    place: str | None = None
    place_id: str | None = None
    when: When | None = None
    when_partial: When | None = None
    as_of: When | None = None
    excluded: str | None = None

    @property
    def start(self) -> int:
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.sentence.tokens[self.last - 1].end


def told_last(here: Sequence[Found], before: Sequence[Found]) -> Found | None:
    """The figure told last: in this sentence, else in those before it."""
    return here[-1] if here else (before[-1] if before else None)
