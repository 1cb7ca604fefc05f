"""What a report is about as a whole: what words that only point to a happening stand for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qantar.read.sentence import Sentence

INCIDENTS = ("attack", "disaster", "protest")


@dataclass(frozen=True, slots=True)
class Tale:
    """The kind of incident most told of, the first told of several; ``None`` where none is."""

    main: str | None = None
    protest: bool = False
    """Whether a protest is told of at all."""


def tale_of(sentences: Iterable[Sentence]) -> Tale:
    """The tale of a report."""
    told: Counter[str] = Counter()
    for sentence in sentences:
        blasts = {hit.first for hit in sentence.of("small", "blast")}
        hits = sentence.of("events", *INCIDENTS)
        # "the storm", which a crowd does as well: of two kinds it tells neither
        unclear = {
            a.first for a in hits for b in hits if a.first == b.first and a.code != b.code
        }
        told.update(
            list(dict.fromkeys(h.code for h in hits if h.first not in blasts | unclear))
        )  # each kind once a sentence, in the order told
    if not told:
        return Tale()
    return Tale(told.most_common(1)[0][0], "protest" in told)
