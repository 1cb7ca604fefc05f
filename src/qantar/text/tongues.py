"""Stretches of another language inside a block: a Russian quotation in a Kazakh paragraph.

«На данный момент погибли трое», – деді қала прокуроры: the words between the marks are Russian, the
verb of saying is Kazakh. A stretch is told by two signs at once: nothing in it is written as the
block's own language writes it, and it has the small words of the other. Its neighbour up to the next
quotation mark goes with it, if nothing speaks against that.
"""

import re
from itertools import pairwise

from qantar.domain.source import Passage
from qantar.domain.span import Span

_MARKS = re.compile(r"[«»“”„\"\n]")
_SENTENCE = re.compile(r"[^.!?…;]+(?:[.!?…;]+|$)")
_WORD = re.compile(r"[^\W\d_]+")
_OWN = {"kk": re.compile("[әғқұһңөүі]"), "uk": re.compile("[їєґі]")}
"""Letters that words of the block's own language are full of and Russian has not."""
_RUSSIAN_WORD = re.compile(
    r"\b(?:в|во|и|на|не|по|из|с|со|к|о|об|от|до|за|для|что|как|был[аио]?|его|их|это|при|у|мы|они"
    r"|уже|ещё|еще|числе|также|после|человек|только|без|все|сейчас|который|которые)\b"
)
_RUSSIAN_ONLY = re.compile("[ыэъё]")
LEAST = 4
"""Words of a stretch that can tell its language."""
LEAST_BESIDE = 2
"""Words of one that goes with its neighbour."""
SHARE = 6
"""One word in so many is a small word."""


def tongues(text: str, start: int, end: int, lang: str) -> list[Passage]:
    """The stretches of ``text[start:end]`` that are Russian where the block is Kazakh or Ukrainian."""
    own = _OWN.get(lang)
    if own is None:
        return []
    out: list[Passage] = []
    edges = [start, *(m.end() for m in _MARKS.finditer(text, start, end)), end]
    for first, last in pairwise(edges):
        stop = last - 1 if last > first and _MARKS.match(text, last - 1) else last
        out += _of_stretch(text, first, stop, lang, own)
    return out


def _of_stretch(
    text: str, start: int, end: int, lang: str, own: re.Pattern[str]
) -> list[Passage]:
    """The same of a stretch without quotation marks: its Russian sentences, joined where they touch."""
    pieces = [(m.start(), m.end()) for m in _SENTENCE.finditer(text, start, end)]
    low = [text[first:last].lower() for first, last in pieces]
    if not any(_is_russian(piece, lang) for piece in low if own.search(piece) is None):
        return []
    told = [own.search(piece) is None and _is_russian(piece, lang) for piece in low]
    for index, piece in enumerate(low):
        beside = any(told[i] for i in (index - 1, index + 1) if 0 <= i < len(told))
        if beside and own.search(piece) is None and len(_WORD.findall(piece)) >= LEAST_BESIDE:
            told[index] = True
    out: list[Passage] = []
    for (first, last), is_told in zip(pieces, told, strict=True):
        if not is_told:
            continue
        first += len(text[first:last]) - len(text[first:last].lstrip())
        if out and not text[out[-1].span.end : first].strip():
            out[-1] = Passage(Span(out[-1].span.start, last), "ru")
        else:
            out.append(Passage(Span(first, last), "ru"))
    return out


def _is_russian(piece: str, lang: str) -> bool:
    words = _WORD.findall(piece)
    if len(words) < LEAST or (lang == "uk" and _RUSSIAN_ONLY.search(piece) is None):
        return False
    return len(_RUSSIAN_WORD.findall(piece)) * SHARE >= len(words)
