"""Signs beside an act: who did it, what it died of, whether it is what was counted."""

from qantar.grammar.quantities import Said
from qantar.read.cues import (
    Cue,
    Form,
)
from qantar.read.found import Found
from qantar.read.order import (
    OVER_PLACES,
    has_object,
    is_governed,
)
from qantar.read.sentence import Sentence


def died_of_it(sentence: Sentence, hurt: Cue, found: list[Cue]) -> Cue | None:
    """«ещё один был ранен и |скончался по дороге в больницу»: death joined to the wound by "and"."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or hurt.form is not Form.PREDICATE:
        return None
    joints = [
        hit for hit in sentence.of("joints", "and") if 0 <= hit.first - hurt.last <= JOINED
    ]
    return next(
        (
            cue for cue in found
            if cue.act == "killed" and cue.role == "subject" and cue.form is Form.PREDICATE
            and any(0 <= cue.first - hit.last <= JOINED for hit in joints)
            and not any(hurt.last <= other.first < cue.first for other in sentence.said)
        ),
        None,
    )  # fmt: skip


def not_by_them(sentence: Sentence, said: Said, fitting: list[Cue]) -> list[Cue]:
    """«ещё |двоих ищут»: of two readings of one verb that by which it was done to those in the accusative."""
    if said.number.form != "collective" or sentence.pack.verb_final:
        return fitting
    if "nom" in sentence.tokens[said.first].word.features:
        return fitting
    done = {(cue.first, cue.last) for cue in fitting if cue.role == "object"}
    return [
        cue for cue in fitting
        if cue.role != "subject" or (cue.first, cue.last) not in done
    ]  # fmt: skip


def does_to(sentence: Sentence, cue: Cue) -> bool:
    """Whether a word of an act is a verb that has its own object: "two gunmen also |killed a settler"."""
    features = sentence.tokens[cue.last - 1].word.features
    return bool(features & {"past", "ger"}) and has_object(sentence, cue.last)


def is_behind_it(sentence: Sentence, cue: Cue, end: int) -> bool:
    """Whether a word of an act only hangs on what follows: "30 relatives of the |victims"."""
    if not sentence.pack.fixed_order or cue.first < end:
        return False
    among = any(end <= hit.first < cue.first for hit in sentence.of("parts", "among"))
    return not among and is_governed(sentence, cue.first)


def rules_itself(cue: Cue, object_: str | None, end: int) -> bool:
    """ "Eight regions |introduced a curfew": a region or town that imposes or lifts does so at home."""
    return cue.act in OVER_PLACES and object_ in ("region", "settlement") and cue.first >= end


JOINED = 2
"""Words between a verb, the "and" behind it and the verb that "and" joins to it."""


def is_counted_itself(sentence: Sentence, cue: Cue) -> bool:
    """Whether what may be a verb is the noun of a number before it: "during 214 |raids 97 were held"."""
    if (
        not sentence.pack.fixed_order
        or cue.form is not Form.PREDICATE
        or cue.last - cue.first > 1
    ):
        return False
    if sentence.tokens[cue.first].word.features & {"past", "ger"}:
        return False
    return any(said.outer_last == cue.first for said in sentence.said) and any(
        hit.first <= cue.first < hit.last for hit in sentence.of("objects")
    )


def as_bare(figure: Found) -> str:
    """What a number that repeats a figure counts: those brought to a morgue are, said again, the dead."""
    return "person" if figure.object == "body" and figure.act == "killed" else figure.object
