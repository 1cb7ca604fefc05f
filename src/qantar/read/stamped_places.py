"""Places a running report stamps its entries with: «10 мая, 09:40 | Негомбо», a line of its own.

What the paragraphs below tell, up to the next such line, is told of there.
"""

from collections.abc import Mapping, Sequence

from qantar.atlas.atlas import Atlas
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.token import WORD
from qantar.read.dated_lines import dated_line
from qantar.read.respelling import romanised
from qantar.read.sentence import Sentence, capitalised
from qantar.read.where import Where

LEAST = 2
"""Stamps that must name a place the atlas knows."""
NAME_WORDS = 3
"""Words a place may have in a stamp."""
_OTHERS = ("outlets", "bodies", "roles", "attribution", "acts", "objects", "reference")


def stamped(
    sentences: Sequence[Sentence], placed: Mapping[int, list[Where]], atlas: Atlas
) -> dict[int, Where]:
    """The place of the stamp above each sentence, by the number of the sentence; nothing in a report that
    is not stamped so."""
    stamps: dict[int, Where | None] = {}
    known = 0
    for index, sentence in enumerate(sentences):
        span = _name_of(sentences, index)
        if span is None:
            continue
        named = [where for where in placed.get(sentence.number, ()) if not where.weak]
        if named:
            known += 1
            stamps[index] = named[-1]
            continue
        first, last = span
        words = sentence.words(first, last)
        taken = any(
            hit.first < last and first < hit.last for c in _OTHERS for hit in sentence.of(c)
        )
        stamps[index] = None if taken or not _is_capitalised(sentence, first, last) else Where(
            words, None, romanised(atlas, sentence.pack, words, sentence.text), first, last, False,
            PlaceKind.SETTLEMENT,
        )  # fmt: skip
    if known < LEAST:
        return {}
    out: dict[int, Where] = {}
    current: Where | None = None
    for index, sentence in enumerate(sentences):
        current = stamps[index] if index in stamps else current
        if current is not None and sentence.kind is not BlockKind.HEADLINE:
            out[sentence.number] = current
    return out


def _name_of(sentences: Sequence[Sentence], index: int) -> tuple[int, int] | None:
    """The words behind the date and the hour of a line that holds nothing else."""
    sentence = sentences[index]
    line = dated_line(sentence)
    if line is None or not line.opens:
        return None
    alone = all(
        not 0 <= other < len(sentences) or sentences[other].paragraph != sentence.paragraph
        for other in (index - 1, index + 1)
    )
    if not alone:
        return None
    rest = [i for i in line.beside if sentence.tokens[i].kind == WORD]
    if not 0 < len(rest) <= NAME_WORDS or rest[-1] - rest[0] != len(rest) - 1:
        return None
    if any(said.first in line.beside for said in sentence.said if said.use == "count"):
        return None
    return rest[0], rest[-1] + 1


def _is_capitalised(sentence: Sentence, first: int, last: int) -> bool:
    return all(capitalised(sentence.tokens[i]) for i in range(first, last))


def drop_seats(sentences: Sequence[Sentence], atlas: Atlas) -> None:
    """«АСТАНА. KAZINFORM – …»: the capital an agency sits in opens all it tells of the country and the world,
    and is the place of none of it."""
    for index, sentence in enumerate(sentences[:FIRST]):
        if not sentence.pack.verb_final or not sentence.places:
            continue
        seat = sentence.places[0]
        if sentence.token_at(seat.start) or not sentence.text[seat.start : seat.end].isupper():
            continue
        if not all(atlas.is_capital(candidate) for candidate in seat.candidates[:1]):
            continue
        behind = sentence.token_at(seat.end - 1) + 1
        opened = sentence.hits.get("outlets", ())
        if behind + 1 >= len(sentence.tokens) and index + 1 < len(sentences):
            behind, opened = -1, sentences[index + 1].hits.get("outlets", ())
        if any(hit.code == "outlet" and hit.first == behind + 1 for hit in opened):
            sentence.places = sentence.places[1:]


FIRST = 4
"""Sentences among which a report opens with where it was written."""
