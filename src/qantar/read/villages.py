"""Settlements too small to be known wherever they are named, read in a report about their country.

A word before the name makes it a place («под Эмбоскадой», «селе Раздольное», "near Ntoroko"), or the
dateline does, or in Kazakh the case and the word behind it; the rest of the report must name the
country, and the country, or the regions it names, must have one settlement of that name. Once told, the name is known
throughout the report. The atlas decides which names exist.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.domain.place import PlaceKind
from qantar.grammar.token import WORD
from qantar.read.land_signs import told_by_signs
from qantar.read.respelling import written
from qantar.read.sentence import Sentence, capitalised

LANDS = 3
"""Countries of a report in which its villages are looked for: those it names most."""
LONGEST = 3
"""Words of a village's name: «Сан-Хосе-дель-Гуавьяре» is one, "Little London" two."""
DATELINE = 4
"""Sentences among which a report may open with the place it is sent from."""
_TAKEN = ("bodies", "roles", "outlets", "attribution", "acts", "calendar", "labels", "joints")
_WHERE = frozenset({"loc", "abl", "dat"})
"""Kazakh cases of a place."""
START = 3
"""Letters no ending changes, by which a name that was told is met again."""


def add_villages(sentences: Sequence[Sentence], atlas: Atlas) -> None:
    """Put the villages of a report among the places of its sentences."""
    lands = _lands(sentences, atlas)
    if not lands:
        return
    regions = _regions(sentences, atlas)
    told: dict[str, str] = {}
    """Place by the letters its name begins with."""
    for sentence in sentences:
        for first, last, called in _told(sentence, atlas):
            place = _village(sentence, first, last, atlas, lands, regions, called=called)
            if place is not None:
                _put(sentence, first, last, place)
                told[sentence.tokens[first].norm[:START]] = place
            elif not sentence.pack.fixed_order and _may_be_named(sentence, first, last):
                alike = atlas.namesakes(
                    sentence.words(first, last), sentence.pack.code, lands[0]
                )
                if len(alike) > 1:
                    _put(sentence, first, last, *alike)
    if not told:
        return
    for sentence in sentences:
        for first in sentence.capitals():
            known = told.get(sentence.tokens[first].norm[:START])
            if known is None or not _is_free(sentence, first):
                continue
            for last in range(min(first + LONGEST, len(sentence.tokens)), first, -1):
                if _village(sentence, first, last, atlas, lands, regions, called=True) == known:
                    _put(sentence, first, last, known)
                    break


def _lands(sentences: Sequence[Sentence], atlas: Atlas) -> tuple[str, ...]:
    """The countries a report names, or names a place of that can be meant alone, the commonest first."""
    found: Counter[str] = Counter()
    for sentence in sentences:
        for hit in sentence.places:
            if hit.ambiguous:
                continue
            first = atlas.place(hit.candidates[0])
            namesakes = hit.candidates if first.kind is not PlaceKind.COUNTRY else ()
            lands = {first.country, *(atlas.place(one).country for one in namesakes)}
            if len(lands) == 1:
                found.update(lands)
    if not found and (land := told_by_signs(sentences)) is not None:
        return (land,)
    return tuple(land for land, _ in found.most_common(LANDS))


def _regions(sentences: Sequence[Sentence], atlas: Atlas) -> frozenset[str]:
    """The first-level units a report names beyond doubt: of namesakes the village in one of them is meant."""
    return frozenset(
        hit.candidates[0]
        for sentence in sentences
        for hit in sentence.places
        if len(hit.candidates) == 1
        and not hit.ambiguous
        and hit.candidates[0].startswith("region:")
        and not atlas.is_city(hit.candidates[0])
    )


def _told(sentence: Sentence, atlas: Atlas) -> Iterator[tuple[int, int, bool]]:
    """Words that the text makes a place of, and whether a noun calls it a settlement; the longest
    stretch of capitals first."""
    if sentence.is_caseless:
        return
    tokens = sentence.tokens
    behind = {hit.last for hit in sentence.of("places", "locality_at")}
    homes = {hit.last for hit in sentence.of("places", "resident")}
    for first in sentence.capitals():
        token = tokens[first]
        at = first - 1
        if at > 0 and "adj" in tokens[at].word.features:
            at -= 1  # «в парагвайской Эмбоскаде»
        before = tokens[at] if at >= 0 else None
        called = False
        if sentence.pack.fixed_order:
            opened = first in behind
        elif sentence.pack.verb_final:
            opened = bool(token.word.features & _WHERE) and first > 0
            following = tokens[first + 1].norm if first + 1 < len(tokens) else ""
            following = next(written(sentence.pack, following))
            called = atlas.calls_place(following, sentence.pack.code)
            opened = opened or called
        else:
            opened = (
                before is not None
                and before.kind == WORD
                and atlas.calls_place(before.norm, sentence.pack.code)
            )
            called = opened and before is not None and "noun" in before.word.features
            opened = opened or first in homes  # «312 жителей |Рахова»
        if not opened and first == 0 and sentence.number < DATELINE:
            opened = called = token.text.isupper() and len(token.text) > START
        if not opened:
            continue
        last = first + 1
        while last < min(first + LONGEST, len(tokens)) and _continues(sentence, last):
            last += 1
        yield first, last, called


def _continues(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return capitalised(token) and token.spaced


def _village(
    sentence: Sentence,
    first: int,
    last: int,
    atlas: Atlas,
    lands: tuple[str, ...],
    regions: frozenset[str],
    *,
    called: bool,
) -> str | None:
    """The village that all these words name; of one word none where the next is a name as well."""
    covering = _covering(sentence, first, last)
    longer = any(
        sentence.token_at(hit.start) > first or sentence.token_at(hit.end - 1) + 1 < last
        for hit in covering
    )
    if covering and not longer:
        return None  # the atlas knows these words
    taken = any(hit.first < last and first < hit.last for c in _TAKEN for hit in sentence.of(c))
    if taken or (last < len(sentence.tokens) and _continues(sentence, last)):
        return None
    code = sentence.pack.code
    for words in written(sentence.pack, sentence.words(first, last)):
        place = atlas.village(words, code, lands, called=called, regions=regions)
        if place is not None:
            return place
    return None


def _is_free(sentence: Sentence, index: int) -> bool:
    """Whether a capitalised word is no place yet and no part of a longer name."""
    token = sentence.tokens[index]
    if not capitalised(token) or _covering(sentence, index, index + 1):
        return False
    return not (index and token.spaced and _continues(sentence, index - 1) and index > 1)


def _covering(sentence: Sentence, first: int, last: int) -> list[PlaceHit]:
    start, end = sentence.offsets(first, last)
    return [hit for hit in sentence.places if hit.start < end and start < hit.end]


def _may_be_named(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words can be the whole name of a village of which there are several."""
    if _covering(sentence, first, last) or sentence.tokens[first].text.isupper():
        return False
    taken = any(hit.first < last and first < hit.last for c in _TAKEN for hit in sentence.of(c))
    return not taken and not (last < len(sentence.tokens) and _continues(sentence, last))


def _put(sentence: Sentence, first: int, last: int, *places: str) -> None:
    start, end = sentence.offsets(first, last)
    kept = [hit for hit in sentence.places if hit.end <= start or end <= hit.start]
    kept.append(PlaceHit(start=start, end=end, candidates=places))
    sentence.places = sorted(kept, key=lambda hit: hit.start)
