"""How the words present what they say: as a fact, a denial, a plan, a possibility."""

from qantar.domain.claim import Reality
from qantar.grammar.token import MARK
from qantar.read.found import Found
from qantar.read.sentence import Segment, Sentence

_ORDER = (
    ("hypothetical", Reality.HYPOTHETICAL),
    ("ordered", Reality.ORDERED),
    ("future", Reality.FUTURE),
    ("historical", Reality.HISTORICAL),
)
HEADING = 3
"""Tokens of a line that only says that what follows is put right: «Поправка.»"""
NEAR = 6
"""Tokens between a cue and what it governs in the same segment."""


def reality_of(sentence: Sentence, first: int, last: int) -> Reality:
    """The reality of what stands at tokens ``first`` up to ``last``, by the cues of its segment."""
    segment = sentence.segments[sentence.segment_of(first)]
    estimates = sentence.of("reality", "estimated")
    for code, reality in _ORDER:
        for hit in sentence.of("reality", code):
            if any(e.first <= hit.first < e.last for e in estimates):
                continue  # "may have died": the same word, but of what is past
            if any(o.first <= hit.first < o.last for o in sentence.of("objects", "suspect")):
                continue  # «у |подозреваемого изъяли два пистолета»: so somebody is called
            if sentence.is_dated(hit.first):
                if code == "historical" and hit.last - hit.first > 1:
                    continue  # "in the past | day" is yesterday
                if code == "hypothetical":
                    continue  # "on 14 |May"
            weak = code in _UNDONE or hit.role == "danger"
            if weak and _is_done_behind(sentence, hit.last, segment):
                continue  # «талап етіп 200 адам |шықты»
            if (
                segment.first <= hit.first < segment.last
                and not first
                <= hit.first
                < last  # "probable members": doubt of who, not of how many
                and min(abs(first - hit.last), abs(hit.first - last)) <= NEAR
            ):
                return reality
    if any(segment.first <= hit.first < segment.last for hit in estimates):
        return Reality.ESTIMATED
    if sentence.pack.verb_final and _is_supposed_before(sentence, segment):
        return Reality.HYPOTHETICAL
    return Reality.ASSERTED


_UNDONE = ("future", "ordered")
"""What a deed already done was meant for or ordered by; ``danger``: from what those told of were brought away."""


def _is_done_behind(sentence: Sentence, first: int, segment: Segment) -> bool:
    """«мақсатында 200 адам |көшірілді», «бұйрығымен үшеуі |босатылды»: where the verb stands last and tells an act
    in the past, words before it say only why it was done."""
    if not sentence.pack.verb_final:
        return False
    tokens = sentence.tokens
    at, last = sentence.segments.index(segment), segment.last
    if at + 1 < len(sentence.segments) and "conv" in tokens[last - 1].word.features:
        last = sentence.segments[at + 1].last  # «талап етіп, 200 адам |шықты»
    for hit in sentence.of("acts"):
        if hit.first < first or hit.last > last or hit.role not in ("subject", "object"):
            continue
        if not {"fin", "past"} <= tokens[hit.last - 1].word.features:
            continue
        if (
            hit.last == last
            or tokens[hit.last].kind == MARK
            or any(one.first == hit.last for one in sentence.of("small", "that"))
        ):
            return True
    return False


def _is_supposed_before(sentence: Sentence, segment: Segment) -> bool:
    """«|Егер су көтерілсе, 200 адам көшіріледі», «|Болжам бойынша, 40 адам …»: a condition, or words that only
    say that it is supposed, in the segment right before."""
    at = sentence.segments.index(segment)
    if not at or segment.opened_by != ",":
        return False
    before = sentence.segments[at - 1]
    for hit in sentence.of("reality", "hypothetical"):
        if hit.first != before.first:
            continue
        if (
            hit.last >= before.last - 1
            or "cond" in sentence.tokens[before.last - 1].word.features
        ):
            return True
    return False


def mark_denials(sentences: list[Sentence], figures: list[Found]) -> None:
    """Set ``denied`` where a cue of denial speaks of the figure: in its own sentence, or in the next
    one when that has no figure of its own and stands in the same paragraph."""
    by_sentence: dict[int, list[Found]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence.number, []).append(figure)
    for index, sentence in enumerate(sentences):
        if "reality" not in sentence.hits:
            continue
        cues = list(sentence.of("reality", "denied"))
        if not cues:
            continue
        mine = by_sentence.get(sentence.number, [])
        opens = not index or sentences[index - 1].paragraph != sentence.paragraph
        if (
            not mine
            and opens
            and len(sentence.tokens) <= HEADING
            and index + 1 < len(sentences)
        ):
            # «Поправка. 12 мая мы сообщили о 27 погибших»: the number told then, not the one put instead
            for figure in by_sentence.get(sentences[index + 1].number, [])[:1]:
                figure.denied = figure.quantity.value != 0
        elif mine:
            for figure in mine:
                if any(_speaks_of(sentence, figure, cue.first, mine) for cue in cues):
                    figure.denied = True
        elif index and sentences[index - 1].paragraph == sentence.paragraph:
            for figure in by_sentence.get(sentences[index - 1].number, [])[-1:]:
                if figure.quantity.value != 0:
                    figure.denied = True


def _speaks_of(sentence: Sentence, figure: Found, cue: int, mine: list[Found]) -> bool:
    """One figure in the sentence: it. Several: those the cue's segment, or its neighbours, hold. What
    stands behind the colon of «denied it: four came» is the answer; behind that of «Fake: …», the fake."""
    if figure.quantity.value == 0:
        return False
    if cue and any(token.text == ":" for token in sentence.tokens[cue : figure.first]):
        return False
    if len(mine) == 1:
        return True
    return abs(sentence.segment_of(figure.first) - sentence.segment_of(cue)) <= 1
