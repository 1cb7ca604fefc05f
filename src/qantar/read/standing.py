"""What a number where the verb stands last only tells of: where something is, who a service is, how many live there."""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.grammar.token import NUMBER, WORD
from qantar.read.cues import Cue, stands_at
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.sentence import Sentence

TWO = 2


LEAST_PEOPLE = 1000
"""People a place has at the least, where it is said that they make up its population."""


_STANDING = frozenset(
    "building police_building shop gun_shop bank home infrastructure settlement region other".split()
)


def only_tells_where(sentence: Sentence, said: Said, head: Head, act: str) -> bool:
    """«екі ауданда шииттер тұрады», «екі тарап |арасында жанжал шықты»: where something is, between whom."""
    if act == "other" and head.object in ("settlement", "region"):
        return head.case == "loc"
    at = max(head.end, said.outer_last)
    return any(hit.first == at for hit in sentence.of("joints", "between"))


def names_a_service(codebook: Codebook, sentence: Sentence, cue: Cue) -> bool:
    """«|құтқару орталығы», «|іздестіру жұмыстары»: what a service is for befell nobody."""
    if cue.last - cue.first > 1 or cue.last >= len(sentence.tokens):
        return False
    features = sentence.tokens[cue.first].word.features
    if codebook.acts[cue.act].kind != "people" or "nom" not in features or "poss" in features:
        return False
    if not sentence.tokens[cue.first].norm.endswith(("у", "ю", "ý", "u")):
        return False
    following = sentence.tokens[cue.last]
    return following.word.has("noun", "poss") and not stands_at(
        sentence, cue.last, "during", "for", "aim"
    )


def is_company(sentence: Sentence, head: Head) -> bool:
    """«екі |баласымен қалды»: those of somebody's own with whom somebody is, of whom nothing is told."""
    if head.case != "ins" or head.words is None:
        return False
    return "poss" in sentence.tokens[head.words[1] - 1].word.features


def is_an_aim(sentence: Sentence, head: Head) -> bool:
    """«12 адамды |құтқару үшін», «екі қылмыскерді |ұстауға бағытталған»: what was to be done to them."""
    at, tokens = head.end, sentence.tokens
    if not sentence.pack.verb_final or head.case != "acc" or at + 1 >= len(tokens):
        return False
    features = tokens[at].word.features
    acts = [hit for hit in sentence.of("acts") if hit.first == at]
    if "poss" in features or any(hit.last > at + 1 for hit in acts):
        return False
    if "inf" not in features and not (acts and tokens[at].norm.endswith(("у", "ю"))):
        return False
    following = tokens[at + 1]
    return stands_at(sentence, at + 1, "for", "aim") or (
        "dat" in features and "verb" in following.word.features and following.kind == WORD
    )


def is_a_side(sentence: Sentence, said: Said) -> bool:
    """«екі жақ», «екі тарап»: who stood against each other are no count."""
    if not sentence.pack.verb_final or said.quantity.value != TWO:
        return False
    return any(hit.first == said.outer_last for hit in sentence.of("parts", "side"))


def makes_up_a_people(sentence: Sentence, said: Said, head: Head) -> bool:
    """«халқы 117 миллион адамды |құрайтын ел»: how many live there."""
    if not sentence.pack.verb_final or (said.quantity.value or 0) < LEAST_PEOPLE:
        return False
    tokens, at = sentence.tokens, head.end
    if at >= len(tokens) or "құра" not in tokens[at].word.lemmas:
        return False
    opening = sentence.segments[sentence.segment_of(said.first)].first
    return any("халық" in t.word.lemmas or "тұрғын" in t.word.lemmas
               for t in tokens[opening : said.outer_first])  # fmt: skip


def is_a_turn(sentence: Sentence, said: Said) -> bool:
    """«екі |рет»: the number tells how often."""
    return any(hit.first == said.outer_last for hit in sentence.of("parts", "turn"))


def lives_there(sentence: Sentence, head: Head) -> bool:
    """«30 мың тұрғыны |бар қала»: how many a place has, told before its name."""
    tokens, at = sentence.tokens, head.end
    if not head.words or at + 1 >= len(tokens) or not _says_there_is(sentence, at):
        return False
    return "poss" in tokens[at - 1].word.features and tokens[at + 1].kind in (WORD, NUMBER)


def merely_stands(sentence: Sentence, object_: str, said: Said, here: Sequence[Found]) -> bool:
    """«Облыста 40 мектеп пен 12 аурухана |бар»: what a place has, no event told of it."""
    words = (
        i for i in reversed(range(len(sentence.tokens))) if sentence.tokens[i].kind == WORD
    )
    last = next(words, None)
    settled = object_ == "person" and (said.quantity.value or 0) >= LEAST_PEOPLE
    if last is None or not (settled or object_ in _STANDING):
        return False
    if not _says_there_is(sentence, last):
        return False
    return not any(f.sentence is sentence and f.act != "other" for f in here)


def only_lives_there(
    codebook: Codebook, sentence: Sentence, object_: str, said: Said, head: Head
) -> bool:
    """«в посёлке живут две тысячи человек», «в школе учатся 982 ученика»: how many a place has in the ordinary way;
    in the present, for what was so at the time of the story belongs to it."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    if codebook.objects[object_].kind != "people":
        return False
    at = sentence.segment_of(said.outer_first)
    segment = sentence.segments[at]
    own = range(said.outer_first, max(head.end, said.outer_last))
    negated = {hit.last for hit in sentence.of("reality", "negated")}
    return any(
        segment.first <= hit.first < segment.last
        and hit.first not in own
        and "past" not in sentence.tokens[hit.first].word.features
        and hit.first not in negated
        and not any("ptcp" in a.features for a in sentence.tokens[hit.first].word.analyses)
        for hit in sentence.of("small", "lives")
    )


def _says_there_is(sentence: Sentence, index: int) -> bool:
    return stands_at(sentence, index, "there_is")
