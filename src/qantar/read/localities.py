"""Settlements that no atlas lists and no word calls one, told by where they stand: "in Kabkabiya",
"near Armley, Saskatchewan", "SAMRAONG, Cambodia – …".

Where word order is fixed a preposition of place before an unknown name makes it a place; what else a
report says of the name (that somebody bears it, that it is an institution's) takes that back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qantar.grammar.token import MARK, WORD
from qantar.read.sentence import Sentence, capitalised

LONGEST = 3
"""Words a settlement's name may have: "Chong Sa-Ngam", "Los Pozos Altos"."""
DATELINE = 6
"""Sentences among which a report may open with the place it is sent from."""
OPENING = 12
"""Tokens before the dash that ends a dateline."""
_TAKEN = (
    "acts",
    "bodies",
    "roles",
    "outlets",
    "attribution",
    "auxiliaries",
    "totals",
    "parts",
    "calendar",
)


class Localities:
    """The unlisted settlements of one document: every name a preposition of place tells."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.names: frozenset[str] = frozenset()
        self._persons: frozenset[str] = frozenset()
        if not any(
            s.pack.fixed_order
            and (s.of("places", "locality_at") or (s.number < DATELINE and _dateline(s)))
            for s in sentences
        ):
            return
        self._persons = frozenset(_surnames(sentences))
        told = Counter(
            sentence.words(*span).casefold()
            for sentence in sentences
            for span in self._told(sentence)
        )
        self.names = frozenset(told)

    def of(
        self, sentence: Sentence, placed: Iterable[tuple[int, int]]
    ) -> list[tuple[int, int, bool]]:
        """Tokens of each name in a sentence, left to right, and whether a preposition stands before it;
        ``placed`` are the tokens of places that are known."""
        if not self.names:
            return []
        known = {index for first, last in placed for index in range(first, last)}
        out = [(a, b, True) for a, b in self._told(sentence) if known.isdisjoint(range(a, b))]
        known.update(index for a, b, _ in out for index in range(a, b))
        past = 0
        for index in sentence.capitals():
            if index < past:
                continue
            last = self._named_again(sentence, index, known)
            if last > index:
                out.append((index, last, False))
                past = last
        return sorted(out)

    def _named_again(self, sentence: Sentence, first: int, known: set[int]) -> int:
        """Where a name told elsewhere ends that stands here on its own, no part of a longer one."""
        tokens = sentence.tokens
        if not _is_nameable(sentence, first) or first in known:
            return first
        if first and _is_nameable(sentence, first - 1) and tokens[first].spaced:
            return first
        for last in range(min(first + LONGEST, len(tokens)), first, -1):
            if sentence.words(first, last).casefold() not in self.names:
                continue
            if not known.isdisjoint(range(first, last)):
                return first
            longer = last < len(tokens) and _is_nameable(sentence, last) and tokens[last].spaced
            return first if longer else last
        return first

    def _told(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        if not sentence.pack.fixed_order or sentence.is_caseless:
            return  # without capitals a quarter or a word of the country looks the same
        behind = sentence.of("places", "locality_at") if "places" in sentence.hits else ()
        taken: set[int] = set()
        for moment in sentence.moments if behind else ():
            taken.update(range(moment.first, moment.last))
        for category in _TAKEN if behind else ():
            for hit in sentence.hits.get(category, ()):
                taken.update(range(hit.first, hit.last))
        for hit in behind:
            first = hit.last
            last = self._run(sentence, first, taken)
            if last > first and self._is_place(sentence, first, last):
                if not _is_initials(sentence, first, last):
                    yield first, last
        for hit in sentence.of("places", "struck") if behind else ():
            last = self._run(sentence, hit.last, taken)
            if last > hit.last and _stands_in_known(sentence, last):
                if self._is_place(sentence, hit.last, last):
                    yield hit.last, last
        if sentence.number < DATELINE and sentence.kind.value != "headline":
            last = _dateline(sentence)
            if last:
                yield 0, last

    def _run(self, sentence: Sentence, first: int, taken: set[int]) -> int:
        """Where the capitalised words end that no list knows."""
        tokens, last = sentence.tokens, first
        while last < len(tokens) and last - first < LONGEST:
            if last in taken or not _is_nameable(sentence, last):
                break
            if "gen" in tokens[last].word.features:
                return first  # "in Darfur's north", "near Putin's palace"
            last += 1
        return last

    def _is_place(self, sentence: Sentence, first: int, last: int) -> bool:
        tokens = sentence.tokens
        words = [token.norm for token in tokens[first:last]]
        if any(word in self._persons for word in words):
            return False
        if any(
            hit.first < last and first < hit.last for hit in sentence.of("places", "no_place")
        ):
            return False
        inside = _stands_before_known(sentence, last)
        unknown = any("name" in token.word.features for token in tokens[first:last])
        if not unknown and not inside:
            return False
        if any(_covers(sentence, index) for index in range(first, last)):
            return False
        if last == len(tokens) or tokens[last].kind == MARK:
            return True
        following = tokens[last]
        if following.kind == WORD and capitalised(following) and following.spaced:
            return False  # "in Nasser Hospital"
        return not any(
            hit.first == last
            for category in ("bodies", "objects", "outlets")
            for hit in sentence.of(category)
            if hit.code
            in ("building", "infrastructure", "body", "head", "outlet", "shop", "bank")
        ) and not any(hit.first == last for hit in sentence.of("places", "landmark_behind"))


def _is_initials(sentence: Sentence, first: int, last: int) -> bool:
    """ "attack in |NWA kills six": capitals for several words, no name of a town."""
    text = sentence.tokens[first].text
    return last - first == 1 and text.isupper() and len(text) <= INITIALS


INITIALS = 4
"""Letters of a name written in initials."""


def _is_nameable(sentence: Sentence, index: int) -> bool:
    """Whether a token can be part of a name."""
    return not sentence.is_caseless and capitalised(sentence.tokens[index])


def _covers(sentence: Sentence, index: int) -> bool:
    start = sentence.tokens[index].start
    return any(hit.start <= start < hit.end for hit in sentence.places)


def _stands_before_known(sentence: Sentence, last: int) -> bool:
    """Whether a place of the atlas follows behind a comma: "Armley, Saskatchewan"."""
    tokens = sentence.tokens
    return (
        last + 1 < len(tokens)
        and tokens[last].text == ","
        and any(hit.start == tokens[last + 1].start for hit in sentence.places)
    )


def _stands_in_known(sentence: Sentence, last: int) -> bool:
    """Whether "in" and a place of the atlas or the word for one follow: "attacked Lingyado |in the Maru
    district"."""
    tokens = sentence.tokens
    if last + 1 >= len(tokens) or tokens[last].norm != "in":
        return False
    at = last + 2 if tokens[last + 1].norm == "the" else last + 1
    if at >= len(tokens):
        return False
    named = any(hit.start == tokens[at].start for hit in sentence.places)
    return named or any(
        at < hit.first <= at + 2 for hit in sentence.of("places", "district_behind")
    )


def _dateline(sentence: Sentence) -> int:
    """Where the name ends that a report opens with in capitals: "SAMRAONG, Cambodia – …", "KITUI (Lake
    Wire) – …"; 0 where none does."""
    tokens, last = sentence.tokens, 0
    while last < min(LONGEST, len(tokens)) and _is_shouted(sentence, last):
        last += 1
    if not last or last >= len(tokens) or tokens[last].text not in ",(–—-:":
        return 0
    start, end = sentence.offsets(0, last)
    if any(
        hit.start < end and start < hit.end
        and not (len(hit.candidates) > 1 and hit.start == start and hit.end == end)
        for hit in sentence.places
    ):  # fmt: skip
        return 0  # of several known of one name it may be none
    if any(hit.first < last for hit in sentence.of("places", "no_place")):
        return 0  # "UPDATE — …"
    if tokens[last].text == ":":
        return last if len(tokens) > OPENING else 0
    ends = any(token.text in "–—-" and token.spaced for token in tokens[last : last + OPENING])
    return last if ends else 0


def _is_shouted(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.kind == WORD and len(token.text) > 2 and token.text.isupper()


def _surnames(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Words that end a name of several words somewhere in the report: "Venâncio Mondlane"."""
    for sentence in sentences:
        if "attribution" not in sentence.hits and "roles" not in sentence.hits:
            continue
        tokens, capitals = sentence.tokens, sentence.capitals()
        for left, index in pairwise(capitals):
            before = tokens[left]
            if (
                left + 1 == index
                and tokens[index].spaced
                and not before.text.isupper()
                and (index > 1 or "name" in before.word.features)
                and any(
                    hit.first == index + 1 or hit.last == index - 1
                    for c in ("attribution", "roles")
                    for hit in sentence.of(c)
                )
            ):
                yield tokens[index].norm
