"""Places of a text in an alphabet the atlas has no names in: «Túrkıada» is looked up as «Түркияда».

Words are respelled one by one in the letters of the lexicons, and what is found is put back where it
stood; names printed as in English («Almaty») are found as they stand.
"""

import re
from bisect import bisect_right

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.grammar.pack import Pack

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


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
        if any(other.start < end and start < other.end for other in found):
            continue
        found.append(
            PlaceHit(
                start=start, end=end, candidates=hit.candidates,
                adjectival=hit.adjectival, ambiguous=hit.ambiguous,
            )
        )  # fmt: skip
    return sorted(found, key=lambda hit: hit.start)


def _respelled(atlas: Atlas, pack: Pack, text: str) -> tuple[str, list[int], list[int]]:
    """The text in the letters of the lexicons; from which of its offsets on it is how much longer."""
    pieces: list[str] = []
    starts, shifts, at, length = [0], [0], 0, 0
    for match in _WORD.finditer(text):
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


def _written(atlas: Atlas, pack: Pack, word: str) -> str:
    """One word in the letters of the lexicons: a name the atlas knows, or else the likeliest spelling."""
    spellings = pack.spellings(word.casefold()) if pack.spellings is not None else ()
    if not spellings:
        return word
    if not word[0].isupper():
        return spellings[0]
    named = [spelling[:1].upper() + spelling[1:] for spelling in spellings]
    return next((name for name in named if atlas.find(name, pack.code)), named[0])


def _back(offset: int, starts: list[int], shifts: list[int]) -> int:
    """Where an offset of the respelled text, at the edge of a word, lies in the text itself."""
    index = bisect_right(starts, offset) - 1
    return offset - shifts[index]
