"""Chains of verbs before the verb that ends them: «уланып өлді», «қолхат алынып, босатылды»."""

from qantar.grammar.quantities import Said
from qantar.read.cues import Cue, predicates_in
from qantar.read.head import Head, case_of
from qantar.read.outcomes import may_become
from qantar.read.sentence import Segment, Sentence


def preferred(cues: list[Cue], head: Head) -> Cue | None:
    """The first of several predicates; of two readings of one verb the one the case asks for: whoever
    stands in no case did what an active verb tells («мың адам шабуыл жасады»)."""
    first = min(cues, key=lambda cue: cue.first, default=None)
    if first is None:
        return None
    same = [cue for cue in cues if cue.first == first.first]
    wanted = "object" if head.case is not None or first.passive else "subject"
    return next((cue for cue in same if cue.role == wanted), first)


def outcome_of_chain(
    sentence: Sentence, said: Said, head: Head, fitting: list[Cue], taken: set[int]
) -> Cue | None:
    """«екеуі көшкін астында қалып, көз жұмды»: where a verb runs on into the next clause, and nobody
    else is counted there, those who died in the end are the dead."""
    at = sentence.segment_of(said.outer_first)
    segments = sentence.segments
    if at + 1 >= len(segments) or segments[at + 1].opened_by != ",":
        return None
    last = sentence.tokens[segments[at].last - 1].word
    following = segments[at + 1]
    if not last.analyses or "conv" not in last.analyses[0].features:
        return None
    if any(following.first <= index < following.last for index in taken):
        return None
    own = [c for c in fitting if head.end <= c.first < segments[at].last]
    if not own:
        return _goes_on_into(sentence, head, fitting, following)
    behind = predicates_in(fitting, following)
    if all(c.act == "recovered" for c in own):  # «мылтық табылып, |тәркіленді»
        return next((c for c in behind if c.act == "seized"), None)
    if any(c.act in ("killed", "rescued", "recovered") for c in own) or head.case is not None:
        return None
    return next((c for c in behind if c.act == "killed" and c.role == "subject"), None)


def _goes_on_into(
    sentence: Sentence, head: Head, fitting: list[Cue], following: Segment
) -> Cue | None:
    """«200 жұмысшы жалақыны талап етіп, |ереуілге шықты»: where the first verb of a chain is no act, the next tells
    what they did or what befell them, if nobody else is its subject."""
    cue = preferred(
        predicates_in(fitting, following),
        head,
    )  # fmt: skip
    if cue is None or (head.cue is not None and not may_become(head.cue.act, cue.act)):
        return None
    for noun in sentence.of("objects"):
        if following.first <= noun.first and noun.last <= cue.first:
            if case_of(sentence.tokens[noun.last - 1].word) is None:
                return None
    return cue


def has_verb_behind(sentence: Sentence, said: Said, head: Head, found: list[Cue]) -> bool:
    """Whether the counted have a predicate of their own that no list knows: «60 полицей тәртіпті
    қадағалады»; then no other clause tells what befell them."""
    segment = sentence.segments[sentence.segment_of(said.outer_first)]
    acting = {i for cue in found for i in range(cue.first, cue.last)}
    acting |= {
        h.first
        for h in sentence.of("parts", "light")
        if head.case != "acc"  # «16 адамды |жеткізіп» says nothing
        and not _makes_a_verb(sentence, h.first, max(head.end, said.outer_last))
    }
    for index in range(max(head.end, said.outer_last), segment.last):
        word = sentence.tokens[index].word
        if index in acting or not word.analyses:
            continue
        features = word.analyses[0].features
        if "verb" not in features or "adp" in word.features:
            continue
        if "fin" in features or "conv" in features:
            return True
        if "ptcp" in features and (index + 1 == segment.last or {"acc", "poss"} <= features):
            return True
    return False


def _makes_a_verb(sentence: Sentence, index: int, end: int) -> bool:
    """«әсер |етті», «қызмет |көрсетті»: a light verb is one with the bare noun before it."""
    if index <= end or sentence.tokens[index].word.lemmas[:1] not in (
        ("ет",),
        ("қыл",),
        ("көр",),
    ):
        return False
    word = sentence.tokens[index - 1].word
    return word.has("noun", "nom") and "poss" not in word.features
