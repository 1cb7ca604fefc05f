"""Outlets that verb-final reports name around their words of relaying, whether any list knows them or not.

«…, деп хабарлайды Тобыл Таңы», «Сарыөзек | тілшісінің хабарлауынша», «Хуррият | газеті жазады»: what
stands there with a capital is who relays the report; that it may be a town's name as well makes no
place of it.
"""

from qantar.atlas.atlas import PlaceHit
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.sentence import Sentence, capitalised

LONGEST = 4
"""Words the name of an outlet has at most."""
_CASES = frozenset({"gen", "dat", "acc", "loc", "abl", "ins"})


def tellers(sentence: Sentence) -> list[tuple[int, int]]:
    """Token ranges of the outlets a sentence names by where they stand: behind «деп хабарлайды», and
    before «тілшісі», «газеті»; worked out once a sentence."""
    if sentence.relayed_by is None:
        sentence.relayed_by = _named(sentence)
    return sentence.relayed_by


def _named(sentence: Sentence) -> list[tuple[int, int]]:
    if not sentence.pack.verb_final or sentence.is_caseless:
        return []
    out: list[tuple[int, int]] = []
    if "attribution" in sentence.hits:
        for hit in sentence.of("attribution", "relay"):
            named = _behind(sentence, hit)
            if named is not None and named not in out:
                out.append(named)
    if "outlets" in sentence.hits:
        for hit in sentence.of("outlets", "staff", "head"):
            named = _before(sentence, hit)
            if named is not None and named not in out:
                out.append(named)
    return out


def _behind(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """The capitalised words from «деп хабарлайды» to the end of the sentence, to whom they have it from or to
    the noun for what they are."""
    tokens, first = sentence.tokens, hit.last
    if not hit.first or "fin" not in tokens[hit.last - 1].word.features:
        return None
    opening = tokens[hit.first].word.features | tokens[hit.first - 1].word.features
    if "conv" not in opening:
        return None  # «деп» closes what is told
    if first + 1 < len(tokens) and tokens[first].text in '«“"':
        reach = range(first + 2, min(len(tokens), first + 2 + LONGEST))
        closed = next((i for i in reach if tokens[i].text in '»”"'), None)
        if closed is not None and _is_named(sentence, first + 1):
            return first + 1, closed  # «деп хабарлайды «Ұлт үні»»
    last = first
    while last < len(tokens) and last - first < LONGEST and _is_named(sentence, last):
        last += 1
    if last == first or _is_a_voice(sentence, first, last):
        return None
    if last == len(tokens) or (tokens[last].kind == MARK and tokens[last].text in ".,;!?)"):
        return first, last
    if any(other.first == last for other in sentence.of("outlets", "staff", "head")):
        return first, last
    if any(other.first == last for other in sentence.of("attribution", "relay")):
        listed = [
            other.first
            for other in sentence.of("outlets", "outlet")
            if first < other.first and other.last == last
        ]
        if "dat" in tokens[last - 1].word.features or listed:
            last = min(listed, default=last - 1)  # «Тобыл Таңы РИА Новостиге | сілтеме жасап»
            return (first, last) if first < last else None
    return None


def _before(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """The capitalised words without an ending right before the noun for an outlet or its people, which
    is somebody's («тілшісі») and no office's."""
    tokens = sentence.tokens
    if "poss" not in tokens[hit.last - 1].word.features:
        return None
    first = hit.first
    while first and hit.first - first < LONGEST and _is_named(sentence, first - 1):
        owner = tokens[first - 1]
        if "gen" in owner.word.features and first < hit.first:
            if hit.code == "head" and not any(p.start == owner.start for p in sentence.places):
                return None  # «Айгүл Әлиеваның | Telegram арнасында»: her own
            break  # «Айгүл Әлиеваның | Азаттық тілшісіне»: to whom she told it
        first -= 1
    if first == hit.first or (first == 0 and hit.code == "head"):
        return None
    if first == 0 and hit.code == "staff" and not _relays(sentence, hit):
        return None
    if tokens[hit.first - 1].word.features & _CASES or _is_a_voice(sentence, first, hit.first):
        return None
    return first, hit.first


def _relays(sentence: Sentence, hit: Hit) -> bool:
    """Whether these people tell something: «тілшісінің | хабарлауынша»."""
    return any(
        other.first <= hit.last and hit.first <= other.last
        for other in sentence.of("attribution", "relay", "say", "according")
    )


def _is_named(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.kind == WORD and capitalised(token)


def _is_a_voice(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a body, a post, a person or a date stands among these words, which tell what they are."""
    spans = [(m.first, m.last) for m in sentence.moments]
    spans += [(m.first, m.last) for m in sentence.people if m.who == "person"]
    spans += [(hit.first, hit.last) for c in _VOICES for hit in sentence.of(c)]
    return any(one < last and first < end for one, end in spans)


_VOICES = ("bodies", "roles", "posts")


def without_tellers(sentence: Sentence) -> list[PlaceHit]:
    """The places of a sentence less those that are words of an outlet's name."""
    named = {i for first, last in tellers(sentence) for i in range(first, last)}
    if not named:
        return sentence.places
    return [p for p in sentence.places if sentence.token_at(p.start) not in named]
