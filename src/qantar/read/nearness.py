"""Which of several words near a claim carries a field of it: the date, the place it takes."""

from qantar.read.sentence import Sentence

SEGMENT = 3.0
"""What each break between the two weighs: a clause's own date before the next clause's."""
BEHIND = 1.5
"""What it weighs that the carrier stands behind: most stand before what they tell more about."""
WORD = 0.12
REACH = 12
"""Words between the two beyond which they are merely far."""


def distance(
    sentence: Sentence, first: int, last: int, carrier: int, carrier_last: int
) -> float:
    """How far the carrier's tokens, from ``carrier`` up to ``carrier_last``, stand from those of the
    claim, ``first`` up to ``last``: breaks between them first, then order, then words."""
    apart = abs(sentence.segment_of(carrier) - sentence.segment_of(first))
    behind = carrier >= last
    gap = carrier - last if behind else first - carrier_last
    return apart * SEGMENT + (BEHIND if behind else 0) + min(gap, REACH) * WORD
