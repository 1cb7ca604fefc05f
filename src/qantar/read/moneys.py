"""Sums of money: a count of the story only as damage, aid or loot."""

from typing import Final

from qantar.domain.derivation import Derivation
from qantar.grammar.quantities import Said
from qantar.grammar.uses import MONEY
from qantar.read.counted_noun import is_aside
from qantar.read.cues import Cue, Form
from qantar.read.found import Found, number_told
from qantar.read.meaning import Told
from qantar.read.sentence import Sentence

MONEY_ACTS = frozenset({"paid", "cost"})
NO_SUM: Final = "no word tells of the sum"
PAYS: Final = "act that pays or costs"
_TAKEN = frozenset({"stolen", "seized"})


def sum_of_money(sentence: Sentence, said: Said, found: list[Cue]) -> Told:
    """A sum of money counts only as damage or aid: «выплачено 2 млн», "damage of $40,000"; or as
    what was taken: «похищены 68 млн тенге». Where no word near it tells of such, all words together may (`NO_SUM`)."""
    at = sentence.segment_of(said.first)
    reach = 2 if at and is_aside(sentence, at - 1) else 1
    between = at > 1 and all(s.opened_by == "," for s in sentence.segments[at - 1 : at + 1])
    near = [
        cue for cue in found
        if (cue.act in MONEY_ACTS and abs(sentence.segment_of(cue.first) - at) <= reach)
        or (cue.act == "cost" and between and cue.form is Form.NOUN and sentence.segment_of(cue.first) == at - 2)
        or (cue.act in _TAKEN and _is_list_of(sentence, cue, said, found))
    ]  # fmt: skip
    near += [
        Cue(hit.code, hit.role, Form.PREDICATE, hit.first, hit.last, hit.entry.phrase)
        for hit in sentence.of("acts", *MONEY_ACTS)
        if hit.role == "sum" and sentence.segment_of(hit.first) == at
    ]
    if not near:
        return Told("other", MONEY, NO_SUM, None, given=True)
    cue = min(near, key=lambda c: (abs(c.first - said.first), c.first))
    return Told(cue.act, MONEY, PAYS, cue, given=True)


def currency_of(sentence: Sentence, said: Said) -> str | None:
    """The words that name the currency, as they stand beside the sum."""
    at = sentence.currency(said)
    return None if at is None else sentence.words(*at)


def more_money(sentence: Sentence, said: Said, sum_: Found) -> Found:
    """«семьям выплатят по миллиону рублей, раненым — |по 400 тысяч»: the currency was said before."""
    why = [
        number_told(sentence, said),
        Derivation("sum of the currency before", "", MONEY),
        Derivation("act of the sum before", "", sum_.act),
    ]
    return Found(sentence, said.first, said.last, said.quantity, sum_.act, MONEY,
                 sum_.object_words, said.outer_last, why)  # fmt: skip


def _is_list_of(sentence: Sentence, cue: Cue, said: Said, found: list[Cue]) -> bool:
    """Whether a sum stands in the clause of a verb, or in the list of what the verb tells: "confiscated three
    rifles, a boat and |€270,000"."""
    if sentence.segment_of(cue.first) == sentence.segment_of(said.first):
        return True
    if not sentence.pack.fixed_order or cue.last > said.first or cue.form is not Form.PREDICATE:
        return False
    return not any(
        other.form is Form.PREDICATE and cue.last <= other.first < said.first
        and (other.first, other.last) != (cue.first, cue.last) for other in found
    )  # fmt: skip
