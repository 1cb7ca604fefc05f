"""Which of the people counted are foreigners: "three Germans", "four Chinese technicians", "nine foreign climbers".

Where English names people by their land, they are foreigners unless the report is told from that land.
"""

from collections.abc import Sequence

from qantar.atlas.atlas import Atlas
from qantar.grammar.lexicon import Hit
from qantar.read.sentence import Sentence, capitalised

_LAND = "country:"
_PLURAL = "s"
_ANY = ""
"""Of some land that is not told: "foreign"."""


def mark_foreigners(sentences: Sequence[Sentence], atlas: Atlas) -> None:
    """Calls the people of other lands foreigners wherever a report of English words names them."""
    own: set[str] | None = None
    for sentence in sentences:
        if not sentence.pack.fixed_order or not sentence.said or sentence.is_caseless:
            continue
        people = sentence.of("objects", "person")
        for hit in people:
            land = _land_of(sentence, hit, atlas)
            if land is None:
                continue
            if own is None:
                own = _told_from(sentences, atlas)
            if land == _ANY or (own and land not in own):
                hit.code = "foreigner"
        if any(hit.code == "foreigner" for hit in people):
            # a list of its own, so that the sentence sorts its hits by their codes anew
            sentence.hits["objects"] = list(sentence.hits["objects"])


def _told_from(sentences: Sequence[Sentence], atlas: Atlas) -> set[str]:
    """The lands in which the places of a report lie."""
    told: set[str] = set()
    for sentence in sentences:
        for place in sentence.places:
            if not place.adjectival:
                told.update(_country(atlas, one) for one in place.candidates[:1])
    return told


def _land_of(sentence: Sentence, hit: Hit, atlas: Atlas) -> str | None:
    """The land people are called by: in the noun itself, or in the adjective before it."""
    if hit.last - hit.first == 1 and capitalised(sentence.tokens[hit.first]):
        named = next((h for h in sentence.of("nationals") if h.first == hit.first), None)
        if named is not None:
            return named.code
        text = sentence.tokens[hit.first].text
        if not text.endswith(_PLURAL):
            return None
        places = atlas.find(text.removesuffix(_PLURAL), sentence.pack.code)
        return next((_land(one.candidates) for one in places if one.adjectival), None)
    if any(h.last == hit.first for h in sentence.of("small", "foreign")):
        return _ANY
    at = hit.first - 1
    if at < 0 or not capitalised(sentence.tokens[at]):
        return None
    end = sentence.tokens[at].end
    return next(
        (_land(one.candidates) for one in sentence.places if one.adjectival and one.end == end),
        None,
    )


def _land(candidates: Sequence[str]) -> str | None:
    first = candidates[0]
    return first.removeprefix(_LAND) if first.startswith(_LAND) else None


def _country(atlas: Atlas, place_id: str) -> str:
    return atlas.place(place_id).country
