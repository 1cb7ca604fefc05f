"""Clauses around a figure: its verb, its relative clause, other counts in it."""

from qantar.grammar.quantities import Said
from qantar.read.cues import (
    Cue,
)
from qantar.read.head import Head
from qantar.read.order import (
    is_passive,
)
from qantar.read.outcomes import may_become
from qantar.read.sentence import Sentence


def end_of_chain(sentence: Sentence, first: Cue | None, behind: list[Cue]) -> Cue | None:
    """«екеуі уланып |өлді», «жараланып |ауруханаға түсті»: where a verb runs on into the next, what became of them
    in the end."""
    for cue in behind:
        if first is None or "conv" not in sentence.tokens[first.last - 1].word.features:
            return first
        if cue.first >= first.last and may_become(first.act, cue.act):
            first = cue
    return first


def finite_behind(sentence: Sentence, said: Said, head: Head, right: list[Cue]) -> Cue:
    """ "Three men |arrested on Monday were |released": of a participle right behind the counted and the verb of
    the sentence, the verb, if what it tells can follow."""
    near = right[0]
    end = max(head.end, said.outer_last)
    if near.first != end or near.role != "object" or is_passive(sentence, near):
        return near
    if "past" not in sentence.tokens[near.first].word.features:
        return near
    counts = [one.outer_first for one in sentence.said if one.outer_first >= end]
    for cue in right[1:]:
        if counts and counts[0] < cue.first:
            break
        finite = cue.role == "subject" or is_passive(sentence, cue)
        if finite and may_become(near.act, cue.act):
            return cue
    return near


def told_by_verb(sentence: Sentence, behind: list[Cue]) -> list[Cue]:
    """«240 тұтқын |түрмеде бүлік |шығарды»: where somebody is tells nothing where a verb of the list follows."""
    acting = [
        cue for cue in behind
        if sentence.tokens[cue.last - 1].word.features & {"fin", "conv", "ptcp"}
    ]  # fmt: skip
    last = max((cue.first for cue in acting), default=-1)
    return [
        cue for cue in behind
        if cue in acting or cue.first > last
        or "loc" not in sentence.tokens[cue.last - 1].word.features
    ]  # fmt: skip


def is_in_relative(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Whether a predicate stands in a clause opened by "who" right behind the segment of the number."""
    told = sentence.segment_of(cue.first)
    if told != at + 1:
        return False
    first = sentence.segments[told].first
    return any(first <= hit.first <= first + 1 for hit in sentence.of("joints", "relative"))


def has_own_count(sentence: Sentence, cue: Cue) -> bool:
    """Whether a predicate stands before a number of its own clause: «1 221 человек, лечатся |45»."""
    segment = sentence.segments[sentence.segment_of(cue.first)]
    return any(
        cue.last <= said.first < segment.last for said in sentence.said if said.use == "count"
    )


def is_parted(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon stands between two segments."""
    first, last = sorted((one, other))
    return any(s.opened_by == ";" for s in sentence.segments[first + 1 : last + 1])


def numbers_between(taken: set[int], first: int, last: int) -> int:
    return sum(1 for index in range(first, last) if index in taken)


def is_of_group(sentence: Sentence, said: Said, noun: Cue, fate: Cue) -> bool:
    """«искали |группу из шести туристов», «отряд из 20 бойцов уничтожен»: a noun that only says they were
    together, where a verb tells what befell them, not what they did to others."""
    if sentence.pack.fixed_order or noun.act not in ("attended", "deployed"):
        return False
    if fate.first > noun.first and fate.role == "object" and not fate.passive:
        return False  # «толпа из 200 человек |убила двоих»
    return noun.last == said.outer_first and any(
        noun.first <= hit.first < noun.last for hit in sentence.of("small", "group")
    )
