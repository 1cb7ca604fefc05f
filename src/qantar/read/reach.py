"""How far an act reaches: not over the beginning of another clause, nor, as a noun with a whole of its own, over
the verb of the sentence."""

from collections.abc import Sequence

from qantar.grammar.quantities import Said
from qantar.read.cues import Cue, Form
from qantar.read.sentence import Sentence

_NOUNS = (Form.NOUN, Form.COUNTED)


def within_reach(sentence: Sentence, said: Said, cues: Sequence[Cue]) -> list[Cue]:
    """Of acts that may befall what is counted those that reach it, all where none does."""
    if len(cues) < 2 and not any(cue.form in _NOUNS for cue in cues):
        return list(cues)
    kept = [cue for cue in cues if not is_cut_off(sentence, said, cue)]
    near = [cue for cue in kept if not _is_in_another_clause(sentence, said, cue)]
    return near or kept


def is_cut_off(sentence: Sentence, said: Said, cue: Cue) -> bool:
    """«с требованием |отставки президента вышли 2 тысячи человек»: a noun before the verb of the sentence
    tells nothing of whom the verb tells; verbs that only say how many there are part nothing («число
    |отставок достигло 12»)."""
    if cue.form not in _NOUNS or cue.last > said.outer_first:
        return False
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    own = sentence.tokens[cue.last].word
    if not own.has("noun", "gen") or own.has("verb"):
        return False  # «вилученню |підлягли 20 рушниць»
    empty = {
        hit.first
        for code in ("no_act", "being", "copula")
        for hit in sentence.of("small", code)
    }
    return any(
        sentence.tokens[i].word.has("verb", "fin")
        and i not in empty
        and not sentence.tokens[i].word.has("noun")
        for i in range(cue.last, said.outer_first)
    )


def _is_in_another_clause(sentence: Sentence, said: Said, cue: Cue) -> bool:
    """ "will |pay compensation after 12 people were killed": the act stands before a word that begins the
    clause of the figure."""
    if cue.first >= said.outer_last:
        start, end = said.outer_last, cue.first
    else:
        start, end = cue.last, said.outer_first
    return any(start <= hit.first < end for hit in sentence.of("small", "time_clause"))
