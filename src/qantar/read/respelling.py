"""Places of a text in an alphabet the atlas has no names in: «Túrkıada» is looked up as «Түркияда».

Words are respelled one by one in the letters of the lexicons, and what is found is put back where it
stood; names printed as in English («Almaty») are found as they stand.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.grammar.pack import Pack

WORDS = 20_000
"""Words whose spelling is remembered."""
TRIED = 48
"""Spellings of one name that are tried."""
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+(?:-[A-ZÁǴŃÓÚÝÄĞÑÖŞŪÜİ][^\W\d_]+)*")
_ACRONYM = re.compile("(?:[A-ZÁǴŃÓÚÝÄĞÑÖŞŪÜİІ]|(?<=[SC])h)+")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[А-ЯЁа-яё]")


def places_of(atlas: Atlas, pack: Pack, text: str, *, lower_case: bool) -> list[PlaceHit]:
    """The places of a stretch of text, as ``Atlas.find`` gives them."""
    found = list(atlas.find(text, pack.code, lower_case=lower_case))
    if pack.spellings is None or _LATIN.search(text) is None:
        return found
    respelled, starts, shifts = _respelled(atlas, pack, text)
    if not shifts:
        return found
    for hit in atlas.find(respelled, pack.code, lower_case=lower_case):
        start, end = _back(hit.start, starts, shifts), _back(hit.end, starts, shifts)
        beside = [other for other in found if other.start < end and start < other.end]
        if any(end - start <= other.end - other.start for other in beside):
            continue
        found = [other for other in found if other not in beside]  # «|Almaty| oblysy»
        found.append(
            PlaceHit(
                start=start, end=end, candidates=hit.candidates,
                adjectival=hit.adjectival, ambiguous=hit.ambiguous,
            )
        )  # fmt: skip
    return sorted(found, key=lambda hit: hit.start)


def romanised(atlas: Atlas, pack: Pack, name: str, text: str) -> str:
    """A name only its text knows, in the Latin letters of English newspapers; «Qordaı» of a ``text`` that
    has no other letters is Korday, as «Қордай» is."""
    if pack.spellings is not None and _LATIN.search(name) and not _OTHER.search(text):
        name = _WORD.sub(lambda match: _spellings(pack, match.group())[0], name)
    return atlas.romanise(name, pack.code)


def _respelled(atlas: Atlas, pack: Pack, text: str) -> tuple[str, list[int], list[int]]:
    """The text in the letters of the lexicons; from which of its offsets on it is how much longer."""
    pieces: list[str] = []
    starts, shifts, at, length = [0], [0], 0, 0
    for match in _NAME.finditer(text):
        word = match.group()
        written = word if _LATIN.search(word) is None else _written(atlas, pack, word)
        between = text[at : match.start()]
        pieces += (between, written)
        length += len(between) + len(written)
        at = match.end()
        if length - at != shifts[-1]:
            starts.append(length)
            shifts.append(length - at)
    pieces.append(text[at:])
    respelled = "".join(pieces)
    return (respelled, starts, shifts) if respelled != text else (text, [], [])


@lru_cache(maxsize=WORDS)
def _written(atlas: Atlas, pack: Pack, word: str) -> str:
    """One word in the letters of the lexicons: a name the atlas knows, or else the likeliest spelling."""
    parts = [_spellings(pack, part) for part in word.split("-")]
    if not word[0].isupper():
        return parts[0][0]
    for name in islice(map("-".join, product(*parts)), TRIED):
        if any(hit.start == 0 for hit in atlas.find(name, pack.code)):
            return name
    return "-".join(part[0] for part in parts)


def written(pack: Pack, name: str) -> Iterator[str]:
    """A name in the letters of the lexicons, its likeliest spelling first; itself where it is so already."""
    if pack.spellings is None or _LATIN.search(name) is None:
        return iter((name,))
    parts = [_spellings(pack, part) for part in name.split(" ")]
    return islice(map(" ".join, product(*parts)), TRIED)


def _spellings(pack: Pack, word: str) -> tuple[str, ...]:
    """How a word may be written in the letters of the lexicons, its capitals kept: «AQSh» is АҚШ."""
    written = pack.spellings(word.casefold()) if pack.spellings is not None else ()
    if not written:
        return (word,)
    if len(word) > 1 and _ACRONYM.fullmatch(word):
        return tuple(one.upper() for one in written)
    if word[0].isupper():
        return tuple(one[:1].upper() + one[1:] for one in written)
    return written


def _back(offset: int, starts: list[int], shifts: list[int]) -> int:
    """Where an offset of the respelled text, at the edge of a word, lies in the text itself."""
    index = bisect_right(starts, offset) - 1
    return offset - shifts[index]
