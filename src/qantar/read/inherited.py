"""Who a bare number counts where English leaves the noun out: "gunmen killed 16 soldiers and wounded |24"."""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.read.cues import Form
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.part_words import opening_of
from qantar.read.sentence import Sentence

_SENT = frozenset({"attended", "deployed", "appointed", "withdrawn"})
"""Acts of those who come to what happened to others."""
_CROWDS = frozenset({"protester", "attacker", "prisoner", "child", "journalist"})
"""Who are told of further on where they only came together."""


def who_is_meant(
    codebook: Codebook, sentence: Sentence, said: Said, act: str, head: Head,
    here: Sequence[Found], before: Sequence[Found],
) -> str | None:  # fmt: skip
    """The object of those told of last, no part of others, where a number has no noun of its own: "nine soldiers
    were killed and |14 wounded", "the inmates rioted; |four were taken to hospital". None where nothing says so."""
    if not sentence.pack.fixed_order or head.unknown or head.object is not None:
        return None
    if codebook.acts[act].kind != "people" and act != "other":
        return None
    if head.cue is not None and not _is_joined(sentence, said, head):
        return None
    if any(hit.first == said.outer_last for hit in sentence.of("joints", "of")):
        return None  # "|50 of those evicted slept in cars"
    segment = sentence.segments[sentence.segment_of(said.outer_first)]
    if any(
        segment.first <= hit.first <= segment.first + 1 < said.outer_first + 1
        for hit in sentence.of("small", "clause")
    ):
        return None  # "stepped down after the crash, in which |57 lost their lives"
    whole = _last_whole(codebook, here)
    if whole is not None and _are_others(sentence, said, whole):
        return "person"
    if whole is None and not here:
        whole = _last_whole(codebook, before)
    if whole is None:
        return None
    usual = codebook.acts[act].default_object
    if whole.object == "person" and codebook.objects[usual].kind == "people":
        return None  # "officers arrested four men; |three were charged": suspects by now
    came = whole.act in _SENT and act not in _SENT
    if came and whole.object not in _CROWDS:
        return None  # "300 officers were sent to the rally; |40 were hurt"
    return whole.object


def _is_joined(sentence: Sentence, said: Said, head: Head) -> bool:
    """ "16 soldiers killed and |24 wounded": the word counted only tells what befell the next of the same."""
    if head.cue is None or head.cue.form is not Form.COUNTED:
        return False
    at = said.outer_first
    if head.words is None or head.words[1] - head.words[0] != 1:
        return False
    first = head.words[0]
    if not at or "ptcp" not in sentence.tokens[first].word.features:
        return False
    if first == said.outer_last:
        joint = at
    elif head.words[1] == at and first:
        joint = first  # "killed 16 soldiers and |wounded 24"
    else:
        return False
    return sentence.tokens[joint - 1].text == "," or any(
        hit.last == joint for hit in sentence.of("joints", "and")
    )


def _are_others(sentence: Sentence, said: Said, whole: Found) -> bool:
    """ "three policemen and |six others": only that they are no more of the same is told."""
    rest = any(0 <= hit.first - said.outer_last <= 1 for hit in sentence.of("parts", "rest"))
    return rest and any(
        hit.first == whole.np_last and hit.last == said.outer_first
        for hit in sentence.of("joints", "and")
    )


def _last_whole(codebook: Codebook, told: Sequence[Found]) -> Found | None:
    """The last people counted that are no part of those counted before them: "23 people, |eleven of them women"."""
    for index in range(len(told) - 1, -1, -1):
        figure = told[index]
        if codebook.objects[figure.object].kind != "people":
            continue
        above = told[index - 1] if index else None
        if opening_of(figure, above) is None and not _tells_of_some(codebook, figure, above):
            return figure
    return None


def _tells_of_some(codebook: Codebook, figure: Found, above: Found | None) -> bool:
    """ "of the 160 people affected, |74 were children": how many of those counted before them are so."""
    if above is None or figure.object not in ("child", "woman"):
        return False
    one, all_ = figure.quantity.value, above.quantity.value
    people = codebook.objects[above.object].kind == "people"
    return people and one is not None and all_ is not None and one < all_
