"""Which figure is inside which: «в том числе», "of whom", «их них», and plain apposition after a total."""

from qantar.codebook import Codebook
from qantar.grammar.token import MARK
from qantar.read.cues import goes_with
from qantar.read.found import Found


def link_parts(codebook: Codebook, here: list[Found], before: list[Found]) -> None:
    """Set ``part_of`` of the figures of one sentence; ``before`` are those of the sentence before.

    A phrase of inclusion opens a list of parts that runs on to the end of the sentence or to a
    predicate of its own; the whole is the nearest earlier figure that can hold the part.
    """
    for index, figure in enumerate(here):
        if figure.quantity.value == 0:
            continue
        following = here[index + 1] if index + 1 < len(here) else None
        if (
            following is not None
            and _is_of(figure, following)
            and _holds(codebook, following, figure)
        ):
            figure.part_of = following
            continue
        opened = _opened(figure, here[index - 1] if index else None)
        if (
            opened is None
            and index
            and figure.quantity.value != 0
            and _opens_with_whole(here[0])
        ):
            opened = "of"
        if opened is None:
            continue
        whole = _whole(codebook, figure, here[:index])
        if (whole is None and not index) or (whole is None and _only_parts(here[:index])):
            whole = _of_same_act(codebook, figure, before) or _whole(codebook, figure, before)
        if whole is not None:
            figure.part_of = whole
            continue
    _break_down(codebook, here)
    for index, figure in enumerate(here[1:], 1):
        previous = here[index - 1]
        if (
            figure.part_of is None
            and previous.part_of is not None
            and _runs_on(figure, previous)
        ):
            if _holds(codebook, previous.part_of, figure):
                figure.part_of = previous.part_of
    for figure in here:
        whole = figure.part_of
        if whole is not None and not figure.object_given:
            if figure.act == whole.act and goes_with(codebook, figure.act, whole.object):
                figure.object = (
                    whole.object
                )  # «п'ятеро цивільних: двоє в Авдіївці, троє в Торецьку»


def _break_down(codebook: Codebook, here: list[Found]) -> None:
    """«39 (17 мылтық, 14 тапанша, 8 автомат)», «250 босатылды: алдымен 172, кейін 77»: what a colon or
    bracket right behind a figure counts out, if it does not exceed it."""
    for index, whole in enumerate(here):
        tokens = whole.sentence.tokens
        segment = whole.sentence.segment_of(whole.first)
        parts: list[Found] = []
        mark = ""
        for part in here[index + 1 :]:
            at = part.sentence.segment_of(part.first)
            if not parts:
                opened = part.sentence.segments[at].opened_by
                if at != segment + 1 or opened not in (":", "("):
                    break
                mark = opened
            elif mark == "(" and any(
                tokens[i].text == ")" for i in range(parts[-1].last, part.first)
            ):
                break
            if part.part_of is not None or not _holds(codebook, whole, part):
                break
            parts.append(part)
        numbers = [part.quantity.value for part in parts]
        counted = sum(number for number in numbers if number is not None)
        high = whole.quantity.interval().high
        if (len(parts) > 1 or (parts and mark == "(")) and (high is None or counted <= high):
            for part in parts:
                part.part_of = whole


def _of_same_act(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    """The whole in a sentence before that tells the same act: «Жараланғандардың 20-сы»."""
    for candidate in reversed(earlier):
        if candidate.act == part.act and _holds(codebook, candidate, part):
            return candidate
    return None


def _opened(figure: Found, previous: Found | None) -> str | None:
    """The phrase of inclusion between the figure before and this one, or right behind this one."""
    sentence = figure.sentence
    if figure.of_them:
        return sentence.words(figure.first, figure.last)
    after = previous.last if previous is not None else 0
    for hit in sentence.of("parts", "including", "alone"):
        if after <= hit.first and hit.last <= figure.first + 1:
            return hit.entry.phrase
        between = sentence.tokens[figure.last : hit.first]
        if (
            figure.last <= hit.first <= figure.last + 2
            and hit.code == "including"
            and not any(token.kind == MARK for token in between)
        ):
            return hit.entry.phrase
    return None


def _is_of(figure: Found, following: Found) -> bool:
    """«34 of the 54 bodies»: the number behind the preposition is the whole."""
    sentence = figure.sentence
    between = range(figure.last, following.first)
    return len(between) <= 3 and any(
        hit.first == figure.last for hit in sentence.of("joints", "of")
    )


def _opens_with_whole(figure: Found) -> bool:
    """«Of the 252 people underground, 206 …»: a sentence that opens by taking parts of a number."""
    sentence = figure.sentence
    segment = sentence.segments[sentence.segment_of(figure.first)]
    opens = segment.first == 0 or segment.opened_by == ":"
    return opens and any(
        hit.first == segment.first and figure.first - hit.last <= 3
        for hit in sentence.of("joints", "of")
    )


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
        or (whole.object == "body" and objects[part.object].kind == "people")
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
