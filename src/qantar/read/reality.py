"""How the words present what they say: as a fact, a denial, a plan, a possibility."""

from qantar.domain.claim import Reality
from qantar.read.found import Found
from qantar.read.sentence import Sentence

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
    return Reality.ASSERTED


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
