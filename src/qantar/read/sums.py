"""Parts that make up their whole exactly: «девять человек: у пяти ожоги, ещё четверых увезли»."""

from qantar.codebook import Codebook
from qantar.read.found import Found


def add_up(codebook: Codebook, here: list[Found], opened: list[bool]) -> None:
    """«7 пострадавших, из них один погиб, три в больнице, троим помогли на месте», «9 ранены: у четырёх
    осколочные, ещё у пятерых ушибы»: what follows a colon or "of whom" and makes up the whole exactly are
    its parts, whatever is told of them."""
    for index, whole in enumerate(here[:-1]):
        if whole.quantity.value is None or (
            whole.part_of is not None and whole.part_of.sentence is whole.sentence
        ):
            continue
        first = here[index + 1]
        beside = _in_apposition(whole, first)
        if (
            not (opened[index + 1] and first.part_of is whole)
            and not _behind_colon(whole, first)
            and not beside
        ):
            continue
        if beside and any(part.act != whole.act for part in here[index + 1 :]):
            continue
        if beside and whole.part_of is not None and _is_comma(whole, first):
            continue  # «среди них |трое врачей, двое полицейских и один сапёр»: one list
        parts = _making_up(codebook, whole, here[index + 1 :])
        for part in parts:
            part.part_of = whole


def add_up_to_those(codebook: Codebook, here: list[Found], before: list[Found]) -> None:
    """«Пострадали пятеро. Их увезли в больницы: двоих …, |одного …»: behind a colon and a word for those
    told before, what makes them up exactly."""
    if len(here) < 2 or not before or any(figure.part_of is not None for figure in here):
        return
    sentence, whole = here[0].sentence, before[-1]
    colon = next((i for i, s in enumerate(sentence.segments) if s.opened_by == ":"), None)
    if colon is None or whole.quantity.value is None:
        return
    end = sentence.segments[colon].first
    those = any(hit.last <= end for hit in sentence.of("parts", "those"))
    if not those or here[0].first < end:
        return
    parts = _making_up(codebook, whole, here)
    if len(parts) == len(here):
        for part in parts:
            part.part_of = whole


def add_up_by_place(codebook: Codebook, here: list[Found], before: list[Found]) -> bool:
    """«Подтоплены 154 дома. В одной области – 72, в другой – 44, …»: numbers by place that make up exactly what
    the sentence before counted are its parts, and of its act where they have none."""
    if len(here) < BY_PLACE or not before:
        return False
    whole, sentence = before[-1], here[0].sentence
    if whole.sentence.paragraph != sentence.paragraph or len(sentence.places) < len(here):
        return False
    if any(figure.act not in ("other", whole.act) for figure in here):
        return False
    if len(_making_up(codebook, whole, here)) != len(here):
        return False
    for part in here:
        part.part_of, part.act = whole, whole.act
    return True


BY_PLACE = 3
"""Numbers that must make up a whole to be its parts by nothing else."""


def goes_on_in_dashes(figure: Found, previous: Found) -> bool:
    """«з них 18 – у будинках; |24 – на складах; |30 пожеж мали інші причини»: whether a list whose numbers have a
    dash behind them goes on behind a semicolon."""
    tokens = figure.sentence.tokens
    if figure.sentence is not previous.sentence or previous.last >= len(tokens):
        return False
    if tokens[previous.last].text not in "–—-" or figure.first < 1:
        return False
    opened = figure.sentence.segments[figure.sentence.segment_of(figure.first)].opened_by
    return opened == ";" and tokens[figure.first - 1].text == ";"


def is_named_behind_dash(figure: Found) -> bool:
    """«|6 – журналісти»: whether a dash and a noun behind a number tell who those counted are."""
    tokens = figure.sentence.tokens
    if figure.sentence.pack.fixed_order or figure.sentence.pack.verb_final:
        return False
    return (
        figure.object_given
        and figure.last + 1 < figure.np_last
        and tokens[figure.last].text in "–—-"
    )


def _in_apposition(whole: Found, part: Found) -> bool:
    """«51 человек, |20 пассажиров и 31 моряк»: whether nothing but a mark stands between two counts."""
    between = range(whole.np_last, part.first)
    if is_named_behind_dash(whole) and is_named_behind_dash(part):
        return False  # «6 – журналісти, |4 – лікарі»: one beside the other
    return len(between) == 1 and whole.sentence.tokens[between[0]].text in ",—–("


def _is_comma(whole: Found, part: Found) -> bool:
    return whole.sentence.tokens[part.first - 1].text == ","


def _behind_colon(whole: Found, part: Found) -> bool:
    """Whether a colon opens the segment of a number, and the number before it is the whole."""
    sentence = whole.sentence
    at, here = sentence.segment_of(whole.first), sentence.segment_of(part.first)
    return any(segment.opened_by == ":" for segment in sentence.segments[at + 1 : here + 1])


def _making_up(codebook: Codebook, whole: Found, rest: list[Found]) -> list[Found]:
    """The figures, two at the least, that make up the whole, as far as it takes."""
    left = whole.quantity.value
    kind = codebook.objects[whole.object].kind
    parts: list[Found] = []
    for part in rest:
        if part.part_of not in (None, whole) or codebook.objects[part.object].kind != kind:
            if part.part_of is not None and part.part_of in parts:
                continue  # a part of a part
            return []
        if part.quantity.value is None or left is None or not part.quantity.value:
            return []
        left -= part.quantity.value
        parts.append(part)
        if left <= 0:
            break
    return parts if left == 0 and len(parts) > 1 else []
