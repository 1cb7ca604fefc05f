"""Signs of what a number counts: whose it is, where its noun ends, who is meant by it."""

from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import WORD
from qantar.read.cues import Cue, Form, is_article
from qantar.read.sentence import Sentence


def of_each(sentence: Sentence, noun: Hit) -> bool:
    """Whether a Kazakh noun behind a counted one tells where each of those counted goes to or comes from:
    in the plural, which no counted noun stands in."""
    word = sentence.tokens[noun.last - 1].word
    return word.has("pl", "dat") or word.has("pl", "abl")


def holds_its_verb(sentence: Sentence, noun: Hit, cue: Cue) -> bool:
    """«25 |беспилотников сбито»: a phrase of the lists that holds the counted noun and its verb."""
    return noun.last < cue.last and any(
        token.word.features & {"fin", "short"} and "noun" not in token.word.features
        for token in sentence.tokens[noun.last : cue.last]
    )


def is_of_verb(sentence: Sentence, said: Said, noun: Hit, found: list[Cue]) -> bool:
    """Whether a noun behind "of them" is written in the phrase of the verb before it: "sent 19 of them |home"."""
    if not sentence.pack.fixed_order or not any(
        hit.first == said.outer_last and hit.last == noun.first
        for hit in sentence.of("parts", "including")
    ):
        return False
    norm = sentence.tokens[noun.first].norm
    return any(
        cue.first < said.outer_first
        and noun.last == cue.last
        and norm == cue.phrase.split()[-1]
        for cue in found
    )


def opens_clause(sentence: Sentence, said: Said, opened: str) -> bool:
    """Whether a bare number is the subject of a clause of its own, so that no noun before it is what it counts:
    "112 had been sent home and |30 were still in bed", "Fires: |thousands flee"."""
    at, end = said.outer_first, said.outer_last
    if end >= len(sentence.tokens):
        return False
    joined = any(hit.last == at for hit in sentence.of("joints", "and", "but"))
    if not joined and not (
        opened == ":" and sentence.segments[sentence.segment_of(at)].first == at
    ):
        return False
    if any(hit.first == end for hit in sentence.of("auxiliaries", "be", "have", "modal")):
        return True
    return opened == ":" and any(
        hit.first == end and hit.role == "subject" for hit in sentence.of("acts")
    )


NUMBER_OF = 2
"""Words of "the total number of" before its noun "number"."""


def past_number_of(sentence: Sentence, index: int) -> int:
    """Where whom it counts stands behind "brought to 61 |the number of aid workers killed"."""
    return next(
        (
            hit.last for hit in sentence.of("joints", "number")
            if 0 < hit.first - index <= NUMBER_OF and is_article(sentence, index)
        ),
        index,
    )  # fmt: skip


DESCRIBING = 2
"""Words between a participle and its noun: «қаза тапқан |жас өзбек сарбаздар»."""


def holds_its_noun(sentence: Sentence, cue: Cue, noun: Hit) -> bool:
    """«|су басқан үйлер саны»: a phrase of the lists that ends in the noun its participle tells of."""
    return (
        cue.first < noun.first
        and cue.last == noun.last
        and "ptcp" in sentence.tokens[noun.first - 1].word.features
    )


def goes_on_to(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but words that describe the noun at ``last`` stands before it from ``first``."""
    if not 0 <= last - first <= DESCRIBING:
        return False
    return all(
        token.kind == WORD
        and "nom" in token.word.features
        and bool(token.word.features & {"adj", "noun"})
        and not token.word.features & {"poss", "pl", "verb", "num", "pron"}
        for token in sentence.tokens[first:last]
    )


def is_those(sentence: Sentence, index: int) -> bool:
    """Whether a participle stands for people: "the number of those |killed in the crash"."""
    return index > 0 and sentence.tokens[index - 1].norm in ("those", "the", "people", "of")


def is_whence(sentence: Sentence, hit: Hit) -> bool:
    """«браконьерлерден |38 ау тәркіленді»: from whom, not what."""
    forms = sentence.tokens[hit.last - 1].word.analyses
    return any("abl" in one.features for one in forms if one.lemma in hit.entry.phrase)


def has_told(sentence: Sentence, said: Said, found: list[Cue]) -> bool:
    """Whether the clause of a number has its verb before it: «потерь не было, |ранены четверо»."""
    first = sentence.segments[sentence.segment_of(said.outer_first)].first
    return any(
        cue.form is Form.PREDICATE and first <= cue.first and cue.last <= said.outer_first
        for cue in found
    )


def is_numbered(sentence: Sentence, index: int) -> bool:
    """Whether "the number of" or "most" stands before a noun, however far the number is: «кількість |пожеж цього року
    вже перевищила 24 тис.»"""
    return any(hit.last == index for hit in sentence.of("joints", "number", "most"))


def names_the_hurt(sentence: Sentence, said: Said, cue: Cue) -> bool:
    """ "Among the 14 |injured in the attack": a participle behind an article and a number is their noun."""
    return (
        sentence.pack.fixed_order
        and cue.role == "object"
        and said.outer_first > 0
        and is_article(sentence, said.outer_first - 1)
        and "past" in sentence.tokens[cue.first].word.features
    )


def end_of_numbered(sentence: Sentence, first: int, last: int) -> int | None:
    """Where a preposition ends the words that say whose number it is: «число погибших | при обрушении
    дома выросло до 15» counts no homes."""
    heads = [h for h in sentence.of("joints", "number") if first <= h.first and h.last < last]
    if not heads:
        return None
    after = range(heads[-1].last, last)
    return next((at for at in after if sentence.tokens[at].word.has("adp")), None)
