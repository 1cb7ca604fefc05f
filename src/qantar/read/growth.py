"""How far a count has grown: «выросло на три, до 21», "rose by three to 21"."""

from qantar.read.found import Found
from qantar.read.sentence import Sentence


def grown_to(sentence: Sentence, figure: Found) -> bool | None:
    """True of the number that was reached, False of that which was added, None of any other."""
    begins = {said.outer_first: said for said in sentence.said if said.use == "count"}
    steps = [
        hit for hit in sentence.of("totals", "increment")
        if hit.last in begins and hit.last - hit.first > 1
    ]  # fmt: skip
    for hit in steps:
        if begins[hit.last].first == figure.first:
            return False
    for hit in sentence.of("growth", "up_to"):
        reached = begins.get(hit.last)
        if reached is not None and reached.first == figure.first:
            if any(step.last < hit.first for step in steps):
                return True
    return None
