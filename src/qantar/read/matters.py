"""What complaints, calls and criminal cases are about: «40 повідомлень про |крадіжки», «44 справи – про |вбивства».

A number of them counts them, and nothing of their matter.
"""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, NUMBER, SUFFIX
from qantar.read.cues import Cue, Form
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.sentence import Sentence

PAPERS = ("complaint", "criminal_case")
"""What has a matter."""
NUMBERED = 3
"""Words between a number, or a word for one, and the papers it counts: «40 новых анонимных сообщений»."""
_DASHES = ("—", "–", "-")


def matters(sentence: Sentence) -> list[tuple[int, int]]:
    """The stretches that only tell what counted papers are about, half-open, with no number in or right
    behind them: "|reports of a fire that killed 12" counts the dead."""
    papers = sentence.of("objects", *PAPERS)
    if not papers or sentence.pack.verb_final or not sentence.of("joints", "about"):
        return []
    out: list[tuple[int, int]] = []
    for hit in papers:
        if not _is_numbered(sentence, hit):
            continue
        end = hit.last
        if _joins_at(sentence, end, "about"):
            end = max(end, _end(sentence, end + 1))
        if end > hit.first + 1:  # «жалобы |на побои»
            out.append((hit.first + 1, end))
    return out


def _joins_at(sentence: Sentence, index: int, code: str) -> bool:
    """Whether a joining word of this code begins at a token."""
    return any(hit.first == index for hit in sentence.of("joints", code))


def _is_numbered(sentence: Sentence, hit: Hit) -> bool:
    """Whether a number, or a word for "number" or "most", stands before a noun."""
    ends = [said.outer_last for said in sentence.said if said.use == "count"]
    ends += [one.last for one in sentence.of("joints", "number", "most")]
    return any(0 <= hit.first - end <= NUMBERED for end in ends)


def _end(sentence: Sentence, first: int) -> int:
    """Where a matter ends: at a mark, a verb or a clause; nowhere if a number ends it."""
    tokens = sentence.tokens
    numbers = {i for said in sentence.said for i in range(said.outer_first, said.outer_last)}
    for index in range(first, len(tokens)):
        token = tokens[index]
        if index in numbers or token.kind == NUMBER:
            return first
        verb = (token.word.has("fin") or token.word.has("short")) and not token.word.has("noun")
        if token.kind == MARK or verb or _joins_at(sentence, index, "relative"):
            return index
    return len(tokens)


def without_matters(
    sentence: Sentence, found: list[Cue], told: Sequence[tuple[int, int]]
) -> tuple[list[Cue], list[Hit]]:
    """Acts and nouns of a sentence that stand in none of these stretches."""

    def free(one: Cue | Hit) -> bool:
        return not any(first <= one.first and one.last <= last for first, last in told)

    return [c for c in found if free(c)], [h for h in sentence.of("objects") if free(h)]


def paper_of_matter(
    codebook: Codebook, sentence: Sentence, said: Said, head: Head, here: Sequence[Found]
) -> Found | None:
    """The papers counted before it whose matter alone stands beside a number: «90 дел: |44 – о кражах», «695 іс:
    |15-і – кісі өлтіру», «30 скарг, підкуп виборців – |9»."""
    whole = here[-1] if here else None
    if whole is None or whole.sentence is not sentence or whole.object not in PAPERS:
        return None
    tokens, at = sentence.tokens, said.outer_last
    if at < len(tokens) and tokens[at].kind == SUFFIX:
        at += 1
    dash = at < len(tokens) and tokens[at].text in _DASHES
    at += dash
    if at < len(tokens) and _joins_at(sentence, at, "about"):
        return whole
    if dash:
        crime = any(
            hit.first == at and codebook.objects[hit.code].kind == "occurrences"
            for hit in sentence.of("objects")
        )
        named = any(hit.first == at and hit.role == "counted" for hit in sentence.of("acts"))
        deed = named and not _are_people(codebook, sentence, at)
        return whole if crime or deed else None
    own = head.object is not None and not head.left
    if not own and said.outer_first and tokens[said.outer_first - 1].text in _DASHES:
        return whole if _labels_a_matter(codebook, sentence, said, head) else None
    return None


def _are_people(codebook: Codebook, sentence: Sentence, index: int) -> bool:
    """Whether a noun of people begins at a token."""
    return any(
        hit.first == index and codebook.objects[hit.code].kind == "people"
        for hit in sentence.of("objects")
    )


def _labels_a_matter(codebook: Codebook, sentence: Sentence, said: Said, head: Head) -> bool:
    """Whether the words before a dash and its number name a deed, not people or things that are counted."""
    at = sentence.segment_of(said.outer_first)
    if not at or sentence.segments[at].first != said.outer_first:
        return False
    label = sentence.segments[at - 1]
    if head.cue is not None and head.cue.form is Form.COUNTED and head.cue.first == label.first:
        return False
    opens = [hit for hit in sentence.of("objects") if hit.first == label.first]
    kinds = {codebook.objects[hit.code].kind for hit in opens}
    return kinds <= {"occurrences", "other"} and not any(
        sentence.tokens[index].word.has("fin") for index in range(label.first, label.last)
    )
