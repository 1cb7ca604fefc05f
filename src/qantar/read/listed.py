"""Lists: what announces the lines under it, «Поранено сім осіб:», and what it lends them; counts that a place
stands beside."""

from collections.abc import Sequence
from itertools import pairwise

from qantar.codebook import Codebook
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import WORD
from qantar.read.cues import Cue, Form, cues, goes_with
from qantar.read.found import Found
from qantar.read.place_lists import mark_at
from qantar.read.sentence import Sentence, is_item


def announce(sentences: Sequence[Sentence]) -> None:
    """Set ``above`` of the first sentence of each line of a list: the sentence that ends with a colon right
    over it."""
    head: Sentence | None = None
    for before, sentence in pairwise(sentences):
        if sentence.paragraph == before.paragraph:
            continue
        if before.tokens[-1].text == ":" and before.kind is not BlockKind.CAPTION:
            head = before
        if head is not None and not _is_line(sentence):
            head = None
        sentence.above = head


def _is_line(sentence: Sentence) -> bool:
    """Whether a paragraph looks like a line of a list: a mark or a number opens it, or the name of a place or
    thing with its number, or a small letter; or a semicolon ends it."""
    opening = sentence.tokens[0]
    if sentence.kind in (BlockKind.HEADLINE, BlockKind.CAPTION):
        return False
    return (
        is_item(sentence)
        or sentence.tokens[-1].text == ";"
        or (opening.kind == WORD and opening.text[0].islower())
        or any(said.use == "count" and not said.outer_first for said in sentence.said)
        or mark_at(sentence) is not None
    )


def told_above(
    codebook: Codebook, sentence: Sentence, object_: str | None, before: Sequence[Found]
) -> tuple[Found | None, Cue | None]:
    """What a line without a verb counts: what the line above all of them counted last, or the act it tells
    of nobody yet, «Пошкоджено:»."""
    above = sentence.above
    if above is None:
        return None, None
    if before and before[-1].sentence is above:
        last = before[-1]
        fits = object_ is None or goes_with(codebook, last.act, object_)
        return (last if fits else None), None
    if object_ is None:
        return None, None
    for cue in reversed(cues(above)):
        if cue.form is not Form.NOUN and goes_with(codebook, cue.act, object_):
            return None, cue
    return None, None


def numbered_above(sentence: Sentence) -> Hit | None:
    """«Кількість пожеж по областях:» and under it «• у Сумській – |12»: what a line above counts by a word for
    "number"."""
    above = sentence.above
    if above is None:
        return None
    for number in above.of("joints", "number"):
        for hit in above.of("objects"):
            if 0 <= hit.first - number.last <= 1:
                return hit
    return None


def numbered_ahead(sentence: Sentence, said: Said) -> Hit | None:
    """«Кількість пожеж по областях: Сумська – |9, Волинська – |3»: what a list in the same sentence counts by a
    word for "number" or "most" ahead of it."""
    for number in sentence.of("joints", "number", "most"):
        for hit in sentence.of("objects"):
            if 0 <= hit.first - number.last <= 1 and hit.last <= said.outer_first:
                between = [
                    one for one in sentence.of("objects", "region", "settlement")
                    if hit.last <= one.first < said.outer_first
                ]  # fmt: skip
                return hit if between or sentence.places else None
    return None


def link_lists(codebook: Codebook, figures: Sequence[Found]) -> None:
    """«Поранено сім осіб:» and under it «4 в Райгородку», «3 в Ізюмі»: the lines are parts of the number that
    announces them, as long as they do not exceed it."""
    lines: dict[int, list[Found]] = {}
    heads: dict[int, Found] = {}
    for figure in figures:
        above = figure.sentence.above
        if above is None:
            heads[figure.sentence.number] = figure  # the last of a sentence stays
            continue
        if figure.part_of is None and above.number in heads:
            lines.setdefault(above.number, []).append(figure)
    for number, parts in lines.items():
        whole = heads[number]
        alike = [
            part for part in parts
            if part.act == whole.act
            and (codebook.is_a(part.object, whole.object) or codebook.is_a(whole.object, part.object))
        ]  # fmt: skip
        if len(alike) != len(parts) or whole.quantity.value is None:
            continue
        counted = sum(part.quantity.value or 0 for part in alike)
        if all(p.quantity.value for p in alike) and counted <= whole.quantity.value:
            for part in alike:
                part.part_of = whole
