"""Wholes that a part names again: "two of the dead", «пятеро погибших — дети», «құрбандардың үшеуі»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qantar.codebook import Codebook
from qantar.grammar.lexicon import Hit
from qantar.read.cues import Form
from qantar.read.found import Found
from qantar.read.part_words import THE, is_another
from qantar.read.sentence import Sentence
from qantar.read.wholes import ALIKE, BEFALL, NARROWER, holds, is_kin

FARTHEST_NAMED = 40
"""Figures back over which a noun still names its whole."""
PARAGRAPHS = 6
"""Paragraphs back over which "of the dead" names those told."""
NEAR = 2
"""Paragraphs back over which "of the lorries" does."""
MODIFIERS = 2
"""Words between "of the" and its noun: "of the fallen |agents"."""


@dataclass(frozen=True, slots=True)
class Named:
    """How a part names its whole: by what befell those counted, or by who they are."""

    acts: tuple[str, ...]
    objects: tuple[str, ...]
    alike: bool = True
    """Whether it may mean those told by an act much like its own."""


def named_again(figure: Found) -> Named | None:
    """What the words beside a number say of the whole it is taken from."""
    sentence = figure.sentence
    who = _who_they_are(figure)
    if who is not None:
        return who
    if sentence.pack.verb_final:
        return _owners(figure)
    at = _behind_of(figure)
    if at is None:
        return _told_more_of(figure)
    acts, objects = [], []
    for index in range(at, min(at + MODIFIERS + 1, len(sentence.tokens))):
        acts = _acts_at(sentence, index)
        objects = [hit.code for hit in sentence.of("objects") if hit.first == index]
        if acts or objects or not _may_modify(sentence, index):
            break
    return Named(tuple(acts), tuple(objects)) if acts or objects else None


def _told_more_of(figure: Found) -> Named | None:
    """«|пятеро погибших — дети», «двое |спасённых лежат в больнице»: a participle for those told before, of whom
    a predicate of its own tells more."""
    sentence = figure.sentence
    if sentence.pack.fixed_order or sentence.segment_of(figure.first):
        return None
    if figure.quantity.value is None:
        return None  # «|нескольких раненых доставили в больницу»
    acts = [h for h in sentence.of("acts") if h.first == figure.last and h.role == "counted"]
    if not acts or is_another(figure):
        return None
    end = max(hit.last for hit in acts)
    segment = sentence.segments[sentence.segment_of(figure.first)]
    if figure.first != segment.first:
        return None  # «в городе двое раненых»
    told = end < len(sentence.tokens) and sentence.tokens[end].text in "—–-"
    for index in range(end, segment.last):
        word = sentence.tokens[index].word
        told = told or word.has("verb", "fin") or word.has("short")
    return Named(tuple(hit.code for hit in acts), (), alike=False) if told else None


def _who_they_are(figure: Found) -> Named | None:
    """ "The dead are |three Spaniards and a guide", «погибшие — |двое детей и их мать»: a sentence that tells who those are
    whom its first noun names again."""
    sentence = figure.sentence
    if figure.first > OPENING or sentence.segment_of(figure.first) > 1:
        return None
    at = 1 if sentence.tokens[0].norm in THE else 0
    if sentence.pack.fixed_order and not at:
        return None
    hits = [hit for hit in sentence.of("acts") if hit.first == at and hit.role == "counted"]
    if not hits:
        return None
    end = max(hit.last for hit in hits)
    joined = sentence.tokens[end].text in "—–" or any(
        hit.first == end
        for category, code in (("small", "was"), ("auxiliaries", "be"))
        for hit in sentence.of(category, code)
    )
    if not joined or not 0 <= figure.first - end - 1 <= 1:
        return None
    return Named(tuple(hit.code for hit in hits), (), alike=False)


OPENING = 5
"""The farthest token at which the first number of "the dead are three …" stands."""


def _behind_of(figure: Found) -> int | None:
    """The token behind "of the", «из», right behind a number."""
    sentence = figure.sentence
    of = next((h for h in sentence.of("joints", "of") if h.first == figure.last), None)
    if of is None:
        return None
    if not sentence.pack.fixed_order:
        return of.last
    at = of.last
    if at >= len(sentence.tokens) or sentence.tokens[at].norm not in THE:
        return None
    return at + 1


def _acts_at(sentence: Sentence, index: int) -> list[str]:
    return [
        hit.code
        for hit in sentence.of("acts")
        if hit.first == index
        and (hit.role == "counted" or sentence.tokens[index].word.has("ptcp"))
    ]


def _may_modify(sentence: Sentence, index: int) -> bool:
    features = sentence.tokens[index].word.features
    new = any(hit.first == index for hit in sentence.of("growth", "another"))
    return bool(features & {"adj", "ptcp"}) and not new  # not "two of the |new governors"


def _owners(figure: Found) -> Named | None:
    """«|құрбандардың үшеуі», «|туристердің екеуі»: the noun in the genitive before a number that says "of them"."""
    sentence = figure.sentence
    at = figure.first - 1
    if not figure.of_them or at < 0:
        return None
    features = sentence.tokens[at].word.features
    if not {"gen", "pl"} <= features or features & {"pron", "poss"}:
        return None
    acts = [h.code for h in sentence.of("acts") if h.last == at + 1 and h.role == "counted"]
    if figure.cue is not None and figure.cue.last == at + 1 and figure.cue.form is Form.COUNTED:
        acts.append(figure.cue.act)
    objects = [hit.code for hit in sentence.of("objects") if hit.last == at + 1]
    if not acts and not objects and "ptcp" in features:
        return None  # «шыққандардың |тоғызы»: of a verb no list knows
    return Named(tuple(acts), tuple(objects))


def whole_named(
    codebook: Codebook, part: Found, named: Named, known: Sequence[Found]
) -> Found | None:
    """The last of those told before that the noun can mean and that holds the part."""
    told = list(_by_act(codebook, part, named, known))
    kin = [whole for whole in told if is_kin(codebook, whole, part)]
    return next(iter(kin or told), None) or next(_by_object(codebook, part, named, known), None)


def _by_act(
    codebook: Codebook, part: Found, named: Named, known: Sequence[Found]
) -> Iterator[Found]:
    near = part.sentence.paragraph - PARAGRAPHS
    for alike in (False, True) if named.alike else (False,):
        acts = (
            {other for act in named.acts for other in NAMED_ALIKE.get(act, ())}
            if alike
            else set(named.acts)
        )
        for candidate in reversed(known[-FARTHEST_NAMED:]):
            if candidate.act not in acts or candidate.sentence.paragraph < near:
                continue
            if candidate.part_of is not None and candidate.part_of.act == candidate.act:
                continue
            if _is_more(candidate, part) and holds(codebook, candidate, part):
                yield candidate


def _by_object(
    codebook: Codebook, part: Found, named: Named, known: Sequence[Found]
) -> Iterator[Found]:
    near = part.sentence.paragraph - NEAR
    people = any(codebook.objects[code].kind == "people" for code in named.objects)
    for candidate in reversed(known[-FARTHEST_NAMED:]):
        if candidate.sentence.paragraph < near or candidate.part_of is not None:
            continue
        same = candidate.object in named.objects and (
            candidate.object_given
            and (candidate.object != "other" or part.act in NARROWER.get(candidate.act, ()))
        )
        if not same and people and "person" in named.objects:
            same = candidate.act in BEFALL and is_kin(codebook, candidate, part)
        if same and _is_more(candidate, part) and holds(codebook, candidate, part):
            yield candidate


def _is_more(whole: Found, part: Found) -> bool:
    """Whether the whole counts more than the part, so far as both are numbers."""
    counted, taken = whole.quantity.value, part.quantity.value
    if counted == 0 or is_another(part):
        return False
    return counted is None or taken is None or counted > taken


NAMED_ALIKE = {
    **ALIKE,
    "charged": ("convicted", "arrested", "detained"),
    "detained": ("arrested", "charged"),
    "rescued": ("evacuated", "released", "hospitalized"),
    "released": ("rescued",),
}
"""What a noun for those told by one act may mean of another: "the defendants" are those convicted."""


def told_by_the_verb(
    codebook: Codebook, part: Found, opened: Hit, known: Sequence[Found]
) -> Found | None:
    """«Вернулись 205 солдат. … Среди |вернувшихся четверо»: a participle of the verb by which the whole was told."""
    sentence = part.sentence
    if sentence.pack.fixed_order or opened.last >= len(sentence.tokens):
        return None
    word = sentence.tokens[opened.last].word
    if not word.has("ptcp"):
        return None
    verbs = set(word.lemmas)
    for whole in reversed(known[-FARTHEST_NAMED:]):
        before = whole.sentence
        if before.paragraph < sentence.paragraph - PARAGRAPHS or before is sentence:
            continue
        segment = before.segments[before.segment_of(whole.first)]
        same = any(
            verbs.intersection(token.word.lemmas)
            for token in before.tokens[segment.first : segment.last]
            if "verb" in token.word.features
        )
        if same and whole.part_of is None and _is_more(whole, part):
            if holds(codebook, whole, part):
                return whole
    return None
