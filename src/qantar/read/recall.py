"""Which figures are the number before: «Ранее сообщалось о пяти погибших», «rose from five to seven».

A recalled figure does not stand as of its report. Where the same text gives another number for the
same thing, that one stands in its place.
"""

from collections.abc import Sequence
from itertools import pairwise

from qantar.domain.derivation import Derivation
from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.read.found import Found
from qantar.read.sentence import Sentence

SAID_NEAR = 10
"""Words of its clause that may stand between «ранее» and the verb of saying it belongs to."""
BESIDE = 2
"""Words that may hedge a number between it and its preposition: «с почти десяти»."""
STEP = 6
"""Words from the one number of a change to the other: «с 10 раненых накануне до 14»."""


def mark_recalled(sentences: Sequence[Sentence], figures: Sequence[Found]) -> None:
    """Set ``recalled`` on the figures of a document that are told as former ones."""
    by_sentence: dict[int, list[Found]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence.number, []).append(figure)
    for sentence in sentences:
        here = by_sentence.get(sentence.number)
        if here:
            for cue in _cues(sentence):
                for figure in here:
                    if _is_told_by(sentence, cue, figure):
                        _mark(figure, sentence, cue)
            _mark_changes(sentence, here)


def _mark(figure: Found, sentence: Sentence, cue: Hit) -> None:
    if not figure.recalled:
        figure.recalled = True
        words = sentence.words(cue.first, cue.last)
        figure.why.append(Derivation("told as the number before", words, "recalled"))


def _cues(sentence: Sentence) -> list[Hit]:
    """Words that name a former report; «earlier» only beside a verb of saying, "had" right before it."""
    says = sentence.of("attribution", "say")
    had = sentence.of("recall", "pluperfect")
    reported = {  # "said it |had counted 39": the "had" of what is said
        hit.first
        for hit in sentence.of("auxiliaries", "have")
        if any(verb.first < hit.first for verb in says)
    }
    found = [hit for hit in sentence.of("recall", "former") if hit.first not in reported]
    for hit in had:
        told = any(0 <= verb.first - hit.last <= 1 for verb in says)
        if told and hit.first not in reported:
            found.append(hit)
    for hit in sentence.of("recall", "before"):
        said = [
            verb
            for verb in (*sentence.of("attribution", "say"), *sentence.of("reference", "impersonal"))
            if verb.first < hit.last + SAID_NEAR
            and hit.first < verb.last + SAID_NEAR
            and (verb.first < hit.first < verb.last or _same_clause(sentence, hit, verb))
        ]  # fmt: skip
        if said:
            found.append(hit)
    return found


def _same_clause(sentence: Sentence, one: Hit, other: Hit) -> bool:
    return sentence.segment_of(one.first) == sentence.segment_of(other.first)


def _is_told_by(sentence: Sentence, cue: Hit, figure: Found) -> bool:
    """Behind the cue, with no «now» between."""
    if figure.first < cue.first:
        return False
    return not any(cue.last <= hit.first < figure.first for hit in sentence.of("recall", "now"))


def _mark_changes(sentence: Sentence, here: Sequence[Found]) -> None:
    """«С 10 до 14»: the first of two numbers of one thing, each behind its preposition; in a language
    of cases, in its case."""
    for one, other in pairwise(here):
        same = (one.act, one.object) == (other.act, other.object)
        if not same or not 0 < other.first - one.last <= STEP:
            continue
        since, until = (
            _behind(sentence, one, "from", "abl"),
            _behind(sentence, other, "to", "dat"),
        )
        if since and until and one.quantity.value != other.quantity.value:
            one.recalled = True
            words = sentence.words(one.first, other.last)
            one.why.append(Derivation("the number it has changed from", words, "recalled"))


def has_changed_from(sentence: Sentence, before: Found, said: Said) -> bool:
    """Whether two numbers beside each other bear the cases of a change: «10-нан 14-ке өсті»."""
    first = next((one for one in sentence.said if one.first == before.first), None)
    return (
        first is not None
        and first.number is not None
        and said.number is not None
        and (first.number.ending, said.number.ending) == ("abl", "dat")
        and 0 <= said.outer_first - first.outer_last <= 1
    )


def _behind(sentence: Sentence, figure: Found, code: str, case: str) -> bool:
    if any(0 <= figure.first - hit.last <= BESIDE for hit in sentence.of("recall", code)):
        return True
    return any(
        said.number is not None and said.number.ending == case
        for said in sentence.said
        if said.first == figure.first
    )
