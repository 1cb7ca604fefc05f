"""One sentence with everything found in it, the common ground of all readings."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qantar.atlas.atlas import PlaceHit
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.moments import Moment
from qantar.grammar.pack import Pack
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, WORD, Token

if TYPE_CHECKING:
    from qantar.read.act_features import Around
    from qantar.read.names import Mention

BREAKS = frozenset(",;:()—–•|")
"""Marks that may part two segments; a hyphen-like dash only where spaces stand around it."""
_OPENING, _CLOSING = frozenset("«“„"), frozenset("»”")
_QUOTES = _OPENING | _CLOSING | {'"'}


@dataclass(slots=True, init=False)
class Segment:
    """A stretch of tokens between breaks, half-open in token indexes."""

    first: int
    last: int
    opened_by: str
    """The mark before it."""

    def __init__(self, first: int, last: int, opened_by: str = "") -> None:
        self.first = first
        self.last = last
        self.opened_by = opened_by


@dataclass(slots=True)
class Sentence:
    """Tokens, phrases, quantities, dates and places of one sentence; offsets into the document."""

    number: int
    paragraph: int
    kind: BlockKind
    start: int
    end: int
    text: str
    """The whole document's text."""
    pack: Pack
    tokens: list[Token]
    hits: dict[str, list[Hit]]
    said: list[Said] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    places: list[PlaceHit] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    """For each token, whether it stands inside quotation marks."""
    is_caseless: bool = False
    """Whether it has lost its capitals, as archives sometimes print: names are not marked in it."""
    _coded: dict[str, tuple[list[Hit], dict[str, list[Hit]]]] = field(default_factory=dict)
    """Hits by code, beside the list they were taken from: most of what is asked for is not there."""
    _parted: list[Segment] | None = None
    """The segments that ``_firsts`` was made of."""
    _firsts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)
    _capitals: list[int] | None = None
    relayed_by: list[tuple[int, int]] | None = None
    """The outlets named by where they stand, once they were asked for."""
    addresses: list[tuple[int, int]] | None = None
    """The outlets named by their address, once they were asked for."""
    people: "list[Mention]" = field(default_factory=list)
    """Everyone who may speak, set once the speakers are read."""
    apposed: "dict[int, Mention]" = field(default_factory=dict)
    """By the first token of a verb of saying, who is named beside a description right before it."""
    around: "Around | None" = None
    """What the learned reader of acts sees of the whole sentence, once it was asked."""
    above: "Sentence | None" = None
    """The sentence that announces the list it is a line of: «Поранено сім осіб:»."""

    def of(self, category: str, code: str = "", *others: str) -> Sequence[Hit]:
        """Hits of a lexicon file, of these codes only if any are named."""
        if category not in self.hits:
            return ()
        hits = self.hits[category]
        if not code:
            return hits
        if len(hits) == 1:
            return hits if hits[0].code == code or hits[0].code in others else ()
        known = self._coded.get(category)
        if known is None or known[0] is not hits:
            by_code: dict[str, list[Hit]] = {}
            for hit in hits:
                if hit.code in by_code:
                    by_code[hit.code].append(hit)
                else:
                    by_code[hit.code] = [hit]
            known = self._coded[category] = hits, by_code
        coded = known[1]
        if not others or coded.keys().isdisjoint(
            others
        ):  # most of what is asked for is not there
            return coded.get(code, ())
        present = [one for one in others if one in coded]
        if code in coded:
            present.append(code)
        if len(present) <= 1:
            return coded[present[0]] if present else ()
        return [hit for hit in hits if hit.code in present]

    def capitals(self) -> Sequence[int]:
        """The words with a capital letter, by index."""
        if self._capitals is None:
            self._capitals = [
                index
                for index, token in enumerate(self.tokens)
                if token.kind == WORD and token.text[0].isupper()
            ]
        return self._capitals

    def words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last - 1].end

    def currency(self, said: Said) -> tuple[int, int] | None:
        """The tokens that name the currency of a sum, with its hedges or within them."""
        tokens, uses = self.tokens, self.pack.uses
        return uses.currency(tokens, said.outer_first, said.outer_last) or uses.currency(
            tokens, said.first, said.last
        )

    def segment_of(self, index: int) -> int:
        """Which segment a token belongs to."""
        if self._parted is not self.segments:
            self._parted, self._firsts = self.segments, [s.first for s in self.segments]
        return max(0, bisect_right(self._firsts, index) - 1)

    def tells_in(self, at: int, hits: Iterable[Hit]) -> bool:
        """Whether one of these phrases begins in a segment."""
        return any(self.segment_of(hit.first) == at for hit in hits)

    def is_dated(self, index: int) -> bool:
        """Whether a token stands in a date."""
        return any(moment.first <= index < moment.last for moment in self.moments)

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or follows an offset."""
        if not self._ends:
            self._ends = [token.end for token in self.tokens]
        return bisect_right(self._ends, offset)


def segments(tokens: Sequence[Token], joined: frozenset[int]) -> list[Segment]:
    """The stretches between breaks. ``joined`` are token indexes inside numbers or dates, where a
    comma or dash parts nothing."""
    out: list[Segment] = []
    first, opened = 0, ""
    for index, kind in enumerate([token.kind for token in tokens]):
        if kind != MARK or index in joined or not _is_break(tokens, index):
            continue
        token = tokens[index]
        if index > first:
            out.append(Segment(first, index, opened))
        first, opened = index + 1, token.text
    if first < len(tokens):
        out.append(Segment(first, len(tokens), opened))
    return out or [Segment(0, len(tokens))]


def _is_break(tokens: Sequence[Token], index: int) -> bool:
    mark = tokens[index].text
    if mark in "-–—":
        spaced_after = index + 1 < len(tokens) and tokens[index + 1].spaced
        return tokens[index].spaced and spaced_after
    return mark in BREAKS


def quoted_tokens(tokens: Sequence[Token]) -> list[bool]:
    """Which tokens stand inside quotation marks; straight marks toggle."""
    if not has_quotes(tokens):
        return [False] * len(tokens)
    out: list[bool] = []
    depth, straight = 0, False
    for token in tokens:
        if token.kind == MARK:
            if token.text in _OPENING and not (token.text == "“" and depth):
                depth += 1
            elif (token.text in _CLOSING or token.text == "“") and depth:
                depth -= 1
            elif token.text == '"':
                straight = not straight
        out.append(bool(depth) or straight)
    return out


def has_quotes(tokens: Sequence[Token]) -> bool:
    """Whether any quotation mark stands in them."""
    return not _QUOTES.isdisjoint([token.text for token in tokens])


def capitalised(token: Token) -> bool:
    return token.kind == WORD and token.text[:1].isupper()


def is_item(sentence: Sentence) -> bool:
    """Whether a sentence is an item of a list."""
    return sentence.kind is BlockKind.ITEM or sentence.tokens[0].text in "–—-•*·▪"
