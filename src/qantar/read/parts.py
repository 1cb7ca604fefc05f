"""Which figure is inside which: «в том числе», "of whom", «их них», and plain apposition after a total."""

from qantar.codebook import Codebook
from qantar.read.found import Found


def link_parts(codebook: Codebook, here: list[Found], before: list[Found]) -> None:
    """Set ``part_of`` of the figures of one sentence; ``before`` are those of the sentence before.

    A phrase of inclusion opens a list of parts that runs on to the end of the sentence or to a
    predicate of its own; the whole is the nearest earlier figure that can hold the part.
    """
    for index, figure in enumerate(here):
        opened = _opened(figure, here[index - 1] if index else None)
        if opened is None:
            continue
        whole = _whole(codebook, figure, here[:index])
        if (whole is None and not index) or (whole is None and _only_parts(here[:index])):
            whole = _whole(codebook, figure, before)
        if whole is not None:
            figure.part_of = whole
            continue
    for index, figure in enumerate(here[1:], 1):
        previous = here[index - 1]
        if (
            figure.part_of is None
            and previous.part_of is not None
            and _runs_on(figure, previous)
        ):
            if _holds(codebook, previous.part_of, figure):
                figure.part_of = previous.part_of


def _opened(figure: Found, previous: Found | None) -> str | None:
    """The phrase of inclusion between the figure before and this one, or right behind this one."""
    sentence = figure.sentence
    if figure.of_them:
        return sentence.words(figure.first, figure.last)
    after = previous.last if previous is not None else 0
    for hit in sentence.of("parts", "including", "alone"):
        if after <= hit.first and hit.last <= figure.first + 1:
            return hit.entry.phrase
        if figure.last <= hit.first <= figure.last + 2 and hit.code == "including":
            return hit.entry.phrase
    return None


def _only_parts(figures: list[Found]) -> bool:
    return all(figure.part_of is not None for figure in figures)


def _whole(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    for candidate in reversed(earlier):
        if candidate.part_of is not None and any(c.part_of is None for c in earlier):
            continue
        if _holds(codebook, candidate, part):
            return candidate
    return None


def _holds(codebook: Codebook, whole: Found, part: Found) -> bool:
    """Whether the whole's object and number can hold the part's."""
    if whole is part:
        return False
    objects = codebook.objects
    alike = (
        codebook.is_a(part.object, whole.object)
        or codebook.is_a(whole.object, part.object)
        or objects[part.object].kind == objects[whole.object].kind
    )
    low = part.quantity.value if part.quantity.value is not None else part.quantity.low
    high = whole.quantity.interval().high
    return alike and (low is None or high is None or low <= high)


def _runs_on(figure: Found, previous: Found) -> bool:
    """Whether a list of parts goes on: joined by a comma or "and", no predicate of its own."""
    sentence = figure.sentence
    if figure.sentence is not previous.sentence:
        return False
    between = range(previous.np_last, figure.first)
    if len(between) > 3:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    marks = [sentence.tokens[i].text for i in between]
    if not all(mark in ",–—-" or i in joints for i, mark in zip(between, marks, strict=True)):
        return False
    segment = sentence.segments[sentence.segment_of(figure.first)]
    own = any(
        figure.last <= hit.first < segment.last and hit.role in ("subject", "object")
        for hit in sentence.of("acts")
    )
    return not own
