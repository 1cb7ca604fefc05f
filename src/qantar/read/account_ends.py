"""What ends an account: a quotation is closed, somebody spoke for a part only, the paper looks back."""

from collections.abc import Sequence

from qantar.domain.attribution import Manner
from qantar.domain.when import When
from qantar.grammar.token import WORD
from qantar.read.colons import Voice, is_end
from qantar.read.found import Found
from qantar.read.frames import NAMED, is_reply
from qantar.read.names import Who
from qantar.read.order import is_preposition
from qantar.read.sentence import Sentence, capitalised

POST = 4
"""Words of a post between a quotation and who is named behind it: «"…," the depot's chief | Ann Lee said»."""
BESIDE = 4
"""Tokens between what opens a clause and the voice that has only that clause: «; у Лівані, | за даними ООН»."""
YEAR, MONTH = len("2022"), len("2022-01")


def closes_a_quotation(sentence: Sentence, own: Sequence[Voice], was_open: bool) -> bool:
    """«"…", — сказал врач.»: whoever is named at the end of a quotation has said what stands in the marks; what
    follows is the paper's own, unless it is quoted too."""
    voice = own[-1]
    if voice.backwards:
        return False
    first = min(voice.cue_first, voice.mention.first)
    last = max(voice.cue_last, voice.mention.last)
    if voice.mention.who is not Who.BODY and _opens_a_quotation(sentence, last):
        return True
    if not is_end(sentence, _end_of_name(sentence, last)):
        return False
    if is_reply(sentence):
        return sentence.tokens[first - 1].text in "—–-" and first > 1
    if was_open:
        marks = [i for i in range(first) if sentence.tokens[i].text in '»”"“']
        return bool(marks) and _words(sentence, marks[-1], first) <= POST
    if voice.attribution.manner is not Manner.DIRECT:
        return False
    quoted = [i for i, inside in enumerate(sentence.quoted) if inside]
    if not quoted or quoted[-1] >= first:
        return False  # «…», – |деп жеткізді
    return _words(sentence, quoted[-1] + 1, first) <= (POST if len(quoted) > NAMED else 1)


def _opens_a_quotation(sentence: Sentence, at: int) -> bool:
    """«…, говорит директор: «Три, и все мимо».»: a quotation that ends with its sentence, behind the voice."""
    tokens = sentence.tokens
    return (
        at + 1 < len(tokens)
        and tokens[at].text == ":"
        and tokens[at + 1].text in '«"“„'
        and any(token.text in '»”"“' for token in tokens[-2:])
    )


def _end_of_name(sentence: Sentence, at: int) -> int:
    """Behind a name that goes on where a post stands before it: «дейді тұрғын | Қымбат Әлішева»."""
    while at < len(sentence.tokens) and capitalised(sentence.tokens[at]):
        at += 1
    return at


def _words(sentence: Sentence, first: int, last: int) -> int:
    return sum(1 for token in sentence.tokens[first:last] if token.kind == WORD)


def opens_its_clause(sentence: Sentence, voice: Voice) -> int | None:
    """Where the clause begins that alone is a voice's: behind a semicolon or a "but" that it follows at once («Пало 58
    коров, хотя | министерство говорит о 41»), or about a noun («54 осіб, які, | на думку Брюсселя, …»)."""
    first = min(voice.cue_first, voice.mention.first)
    counted = [
        said.outer_last for said in sentence.said
        if said.use == "count" and said.outer_last <= first
    ]  # fmt: skip
    near = range(max(1, first - BESIDE, *counted), first)
    for index in reversed(near):
        if sentence.tokens[index].text == ";":
            return index
    for hit in sentence.of("joints", "but", "relative"):
        if hit.first in near and (hit.code == "but" or _opens_segment(sentence, hit.first)):
            return hit.first
    return None


def _opens_segment(sentence: Sentence, index: int) -> bool:
    """Whether a word opens a clause, perhaps behind a preposition: «, у якій»."""
    first = sentence.segments[sentence.segment_of(index)].first
    return index - first <= 1


def speaks_for_a_part(sentence: Sentence, voice: Voice, here: Sequence[Found]) -> bool:
    """Whether a voice has only a clause of its sentence, and figures stand before it: no account goes on."""
    at = opens_its_clause(sentence, voice)
    return at is not None and any(figure.last <= at for figure in here)


def is_set_right(sentence: Sentence, voice: Voice) -> int | None:
    """«Спершу говорили про 18 загиблих, однак | увечері четверо померли»: behind a "but", who spoke of a number or a
    noun, and told no clause, says nothing more; the word where that begins."""
    if voice.mention.first > voice.cue_first or sentence.pack.verb_final:
        return None
    behind = voice.cue_last
    if behind >= len(sentence.tokens) or not any(
        0 <= hit.first - behind <= 1 for hit in sentence.of("joints", "about")
    ):
        return None
    at = [hit.first for hit in sentence.of("joints", "but") if hit.first > behind]
    if not at or sentence.tokens[at[0] - 1].text != ",":
        return None
    return at[0]


def is_of_before(sentence: Sentence, published: When | None) -> bool:
    """«В прошлом году…», "In May,…": a sentence that opens with a month or year gone by is the paper's reminder."""
    if published is None or not sentence.moments:
        return False
    moment = sentence.moments[0]
    if moment.when is None or any(
        sentence.tokens[i].kind == WORD
        and "adp" not in sentence.tokens[i].word.features
        and not is_preposition(sentence, i)
        for i in range(moment.first)
    ):
        return False
    told = moment.when.edtf
    return len(told) in (YEAR, MONTH) and told < published.edtf[: len(told)]
