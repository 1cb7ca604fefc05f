"""What opens and frames an account that goes on below: headings, rows, questions, announcements, reminders."""

from collections.abc import Callable, Sequence

from qantar.domain.attribution import Attribution
from qantar.domain.source import BlockKind
from qantar.grammar.token import MARK, WORD
from qantar.read.colons import Voice
from qantar.read.names import Who
from qantar.read.order import is_preposition, is_small
from qantar.read.sentence import Sentence, is_item
from qantar.read.subjects import begin_of, is_counted, is_nominative, is_subordinate


def announces(sentence: Sentence) -> bool:
    """«В ГИБДД сообщили:» ends with a colon: what it announces stands in the next paragraph."""
    return sentence.tokens[-1].text == ":"


def is_background(sentence: Sentence) -> bool:
    """An account without a giver, or the paper's own reminder of what was earlier, ends the one before."""
    return "reference" in sentence.hits and any(
        hit.code == "impersonal" or hit.first == 0
        for hit in sentence.of("reference", "impersonal", "reminder")
    )


HEADING = 2
"""Words of a heading that opens a paragraph: «Транспорт. Спалено…», «Victims: …»."""


def neighbours(sentences: Sequence[Sentence], is_one: Callable[[Sentence], bool]) -> set[int]:
    """The sentences that open their paragraphs and are of a kind, where two of it stand together."""
    opening = [
        s for i, s in enumerate(sentences) if not i or sentences[i - 1].paragraph != s.paragraph
    ]
    found = {at for at, sentence in enumerate(opening) if is_one(sentence)}
    return {opening[at].number for at in found if found & {at - 1, at + 1}}


def is_heading(sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Whether it is a word or two with a stop, which a paragraph under it goes on from."""
    tokens = sentence.tokens
    following = sentences[sentence.number + 1 : sentence.number + 2]
    return (
        1 < len(tokens) <= HEADING + 1
        and tokens[-1].text == "."
        and all(token.kind == WORD for token in tokens[:-1])
        and bool(following)
        and following[0].paragraph == sentence.paragraph
        and not sentence.places
        and not sentence.moments
    )


ROW = 6
"""Words before the colon of a row of a table turned to text: «Зникли безвісти: 2.»."""


def is_row(sentence: Sentence) -> bool:
    """Whether it opens with a word or two, a colon and a number: a row of a table turned to text."""
    at = next(
        (i for i, token in enumerate(sentence.tokens[: ROW + 1]) if token.text == ":"), None
    )
    if not at or sentence.kind is BlockKind.HEADLINE:
        return False
    return any(said.use == "count" and said.outer_first == at + 1 for said in sentence.said)


def takes_questions(
    sentences: Sequence[Sentence], before: Sentence, voices: dict[int, list[Voice]]
) -> bool:
    """«Речник відповів на запитання журналістів»: whether the paragraph above the first question says who
    answers them."""
    return any(
        voices[s.number]
        and any(QUESTIONS.intersection(token.word.lemmas) for token in s.tokens)
        for s in sentences if s.paragraph == before.paragraph
    )  # fmt: skip


QUESTIONS = frozenset("запитання питання вопрос question сұрақ".split())


def asks(sentence: Sentence) -> bool:
    """Whether a sentence is a question: «Скільки людей вивезли?»"""
    return sentence.tokens[-1].text == "?"


def speaks(
    sentences: Sequence[Sentence], before: Sentence, voices: dict[int, list[Voice]]
) -> bool:
    """Whether anybody speaks in the paragraph a sentence stands in."""
    return any(voices[s.number] for s in sentences if s.paragraph == before.paragraph)


def announced(
    sentences: list[Sentence], first: Sentence, voices: dict[int, list[Voice]]
) -> bool:
    """Whether the sentence before a list or chronology says whose it is."""
    earlier = [s for s in sentences[: first.number] if s.kind is not BlockKind.CAPTION]
    if not earlier or not voices[earlier[-1].number]:
        return False
    opening = next(s for s in earlier if s.paragraph == earlier[-1].paragraph)
    return not is_item(opening) and not opens_with_its_day(opening)


LINES = 4
"""Paragraphs of one sentence, nobody speaking in them, that «Про це повідомив…» looks back over."""


def lines_above(earlier: Sequence[Sentence], voices: dict[int, list[Voice]]) -> int:
    """How many paragraphs above are lines of one sentence in which nobody speaks: pages that print every
    sentence as a paragraph."""
    lines, paragraph = 0, -1
    for other in reversed(earlier):
        silent = not voices[other.number] and not is_background(other)
        if other.paragraph == paragraph or not silent or lines == LINES:
            return max(0, lines - (other.paragraph == paragraph))
        lines, paragraph = lines + 1, other.paragraph
    return lines


def heads_a_bulletin(sentence: Sentence, own: Sequence[Voice], before: Sentence | None) -> bool:
    """«Оперативный штаб области: сведения на 8 часов утра.» opens a report and tells nothing itself: the paragraphs
    below are that source's, until somebody else speaks."""
    if before is not None and before.kind is not BlockKind.HEADLINE:
        return False
    if not own or sentence.kind is not BlockKind.BODY or "acts" in sentence.hits:
        return False
    cue = own[-1].cue_first
    if min(cue, own[-1].mention.first) > 1 or announces(sentence) or not (
        sentence.tokens[cue].text == ":" or sentence.of("attribution", "according")
    ):  # fmt: skip
        return False
    return not any(said.use == "count" for said in sentence.said) and not any(
        token.word.features & {"fin", "past"} and not token.word.has("noun")
        for token in sentence.tokens
    )


def opens_a_name(sentence: Sentence) -> bool:
    """«"Ангара" әуекомпаниясының ұшағында …»: the marks that open a sentence are a name's, no speech's."""
    tokens = sentence.tokens
    for index in range(2, min(len(tokens) - 1, NAMED)):
        if tokens[index].text in '»”"':
            return tokens[index + 1].kind != MARK
    return False


NAMED = 6
"""Tokens within which a name in quotation marks is closed."""


def opens_with_its_day(sentence: Sentence) -> bool:
    """A paragraph of a chronology: «2 қаңтар. …», «January 5: …»."""
    if not sentence.moments or sentence.moments[0].first != 0:
        return False
    last = sentence.moments[0].last
    return last >= len(sentence.tokens) or sentence.tokens[last].text in ".:—–"


def is_reply(sentence: Sentence) -> bool:
    """A line of talk: «— Погибших нет. Ранены трое, — сказал врач.»"""
    return (
        len(sentence.tokens) > 1
        and sentence.tokens[0].text in "—–"
        and sentence.tokens[1].spaced
    )


ACTS = 4
"""Words between a body that opens a sentence and its verb."""


def another_acts(sentence: Sentence, account: Attribution) -> bool:
    """«Минздрав сообщил о 12 умерших. |Полиция задержала троих»: a sentence that opens with somebody else and what
    they did goes on with no account of the first."""
    actor = next((m for m in sentence.people if m.who in _ACTORS), None)
    if (
        actor is None
        or sentence.is_caseless
        or not is_nominative(sentence, actor)
        or is_counted(sentence, actor)
    ):
        return False
    tokens, first = sentence.tokens, begin_of(actor)
    if sentence.pack.verb_final and is_subordinate(sentence, actor):
        return False
    if not all(
        sentence.is_dated(i)
        or tokens[i].word.features & {"conj", "adv"}
        or is_small(sentence, i)
        for i in range(first)
    ) and not _is_adverbial(sentence, first):
        return False
    beside = tokens[max(0, first - 1) : first] + tokens[actor.last : actor.last + 1]
    if any("adp" in token.word.features for token in beside):
        return False  # «в МЧС», «дәрігерлер арасында»
    if any(said.first < first for said in sentence.said):
        return False  # «двое из них», "two of her officers"
    if any(hit.first == actor.last for hit in sentence.of("auxiliaries", "be")):
        return False  # what was done to them
    if any({"loc", "adj"} <= tokens[i].word.features for i in range(first, actor.last)):
        return False  # «бекеттегі полиция»: a part of the same house
    known = {
        lemma
        for name in (account.speaker, account.organisation or "", account.role or "")
        for token in sentence.pack.tokens(name)
        for lemma in (token.norm, *token.word.lemmas)
    }
    if any(known & {tokens[i].norm, *tokens[i].word.lemmas} for i in range(first, actor.last)):
        return False
    return sentence.pack.verb_final or any(
        not tokens[i].word.features & {"short", "pass"} and (
            tokens[i].word.features & {"fin", "past"} or any(
                hit.first == i and hit.role in ("subject", "object") for hit in sentence.of("acts")
            )
        )
        for i in range(actor.last, min(actor.last + ACTS, len(tokens)))
    )  # fmt: skip


def _is_adverbial(sentence: Sentence, last: int) -> bool:
    """«При обысках | полиция нашла …»: what opens with a preposition and has no verb tells where or when."""
    tokens = sentence.tokens
    if sentence.pack.verb_final or last > ADVERBIAL:
        return False
    return ("adp" in tokens[0].word.features or is_preposition(sentence, 0)) and not any(
        token.word.features & {"fin", "past"} and not token.word.has("noun")
        for token in tokens[:last]
    )


ADVERBIAL = 5
"""Tokens such words have at most."""
_ACTORS = (Who.PERSON, Who.BODY, Who.GROUP)
