"""How actors are worded: the noun phrases that name them, in whose voice."""

from dataclasses import dataclass

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.cues import is_article, stands_at
from qantar.read.order import is_small
from qantar.read.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Labelled:
    first: int
    last: int
    side: str
    phrase: str
    quoted: bool


ADJECTIVES = 3
"""Adjectives before a noun that belong to its wording: «хорошо вооружёнными террористами»."""


CROWD = "crowd"


def labels(sentence: Sentence, speakers: set[int]) -> list[Labelled]:
    """Every label of a sentence, on the side its word puts it on; ``speakers`` are tokens that name
    speakers, left out."""
    if not sentence.of("labels"):
        return []
    out: list[Labelled] = []
    bodies = {i for hit in sentence.of("bodies") for i in range(hit.first, hit.last)}
    posts = {i for hit in sentence.of("roles", "role") for i in range(hit.first, hit.last)}
    numbers = {i for said in sentence.said for i in range(said.outer_first, said.outer_last)}
    apart = numbers | {
        i for hit in sentence.of("parts", "mostly") for i in range(hit.first, hit.last)
    }
    measures = {
        hit.first for hit in sentence.of("reference", "measure") if hit.first - 1 in numbers
    }
    matters = {hit.last for hit in sentence.of("reference", "matters")}
    for hit in sentence.of("labels"):
        if hit.first in measures or hit.first in matters:
            continue
        if _is_predicate(sentence, hit, numbers):
            continue
        span = set(range(hit.first, hit.last))
        if span & speakers or span & posts or _only_describes(sentence, hit):
            continue
        if sentence.pack.fixed_order and _stands_before_its_noun(sentence, hit):
            continue
        if (
            _is_of_a_thing(sentence, hit)
            or _is_of_an_office(sentence, hit)
            or _is_a_papers(sentence, hit)
        ):
            continue
        if _is_said_of_others(sentence, hit) or _is_source(sentence, hit):
            continue
        if span & bodies and not span <= _label_only(sentence, bodies, hit.first, hit.last):
            continue
        first = hit.first
        while (
            first > 0
            and hit.first - first < ADJECTIVES
            and first - 1 not in apart
            and _describes(sentence, first - 1)
        ):
            first -= 1
        quoted = sentence.quoted[hit.first] if hit.first < len(sentence.quoted) else False
        out.append(Labelled(first, hit.last, hit.code, hit.entry.phrase, quoted))
    out = _on_one_side(sentence, out)
    # «убитых протестующих»: the participle belongs to the noun and is no label of its own
    return [
        label for label in out
        if not any(
            other.first <= label.first and label.last <= other.last and other is not label
            and (other.first, other.last) != (label.first, label.last)
            for other in out
        )
    ]  # fmt: skip


def _is_predicate(sentence: Sentence, hit: Hit, numbers: set[int]) -> bool:
    """«ще четверо |поранені», «двоє осіб були |затримані»: a participle in the nominative that says what
    befell those named right before it, or of whom something is told by «|постраждала школа»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or hit.last - hit.first > 1:
        return False
    word = sentence.tokens[hit.first].word
    if not word.has("nom") or not word.features & {"adj", "ptcp"} or word.has("gen"):
        return False
    tells = sentence.tokens[hit.last].word if hit.last < len(sentence.tokens) else None
    if hit.last in numbers:
        return True  # «|поранені три людини»
    if tells is not None and tells.has("fin") and not tells.features & {"noun", "adj"}:
        return False  # «у засіданні |підсудні брали участь»
    if hit.first and sentence.tokens[hit.first - 1].kind == WORD:
        before = sentence.tokens[hit.first - 1]
        if stands_at(sentence, hit.first - 1, "copula") or (
            hit.first - 1 in numbers and "sg" not in word.features
        ):
            return True
        noun = before.word
        if noun.has("noun") and not noun.features & {"adj", "ptcp", "adp", "conj"}:
            return True
    if hit.last >= len(sentence.tokens):
        return False
    following = sentence.tokens[hit.last].word
    return following.has("noun", "nom") and not following.features & {
        "adj",
        "verb",
        "adv",
        "conj",
    }


_THINGS = (
    "home", "building", "police_building", "shop", "infrastructure", "vehicle", "police_vehicle",
    "emergency_vehicle", "military_vehicle", "fire",
)  # fmt: skip


def _is_of_a_thing(sentence: Sentence, hit: Hit) -> bool:
    """«|тұрғын үй», "|police station": a word for people within a longer name of a thing."""
    return any(
        thing.first <= hit.first and hit.last <= thing.last
        and thing.last - thing.first > hit.last - hit.first
        for thing in sentence.of("objects", *_THINGS)
    )  # fmt: skip


def _is_of_an_office(sentence: Sentence, hit: Hit) -> bool:
    """«|Полиция академиясы», «|полицияның жабдықтары»: the office whose thing stands behind, no people."""
    if not sentence.pack.verb_final or hit.code != "state" or hit.last >= len(sentence.tokens):
        return False
    own, following = sentence.tokens[hit.last - 1].word, sentence.tokens[hit.last].word
    if "pl" in own.features or not own.features & {"nom", "gen"}:
        return False
    return following.has("noun", "poss") and "verb" not in following.features


def _is_a_papers(sentence: Sentence, hit: Hit) -> bool:
    """«Dala.kz |тілшісі»: who writes, no one of the story."""
    if not sentence.pack.verb_final or "attribution" not in sentence.hits:
        return False
    staff = [one for one in sentence.of("outlets", "staff") if one.last == hit.last]
    return bool(staff) and any(
        one.first <= hit.last + 1 and hit.first - one.last <= BESIDE
        for one in sentence.of("attribution", "relay")
    )


BESIDE = 4
"""Tokens from «деп хабарлайды» to its paper's people."""


def _is_said_of_others(sentence: Sentence, hit: Hit) -> bool:
    """«|жертвами стали трое», «числятся |пропавшими без вести», «он был |студентом»: an instrumental with such a
    verb beside it tells what others are, and names nobody anew."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    tokens = sentence.tokens
    if not _is_predicative(tokens[hit.last - 1].word.features):
        return False
    for at in range(max(0, hit.first - NEAR), min(len(tokens), hit.last + NEAR)):
        if sentence.segment_of(at) != sentence.segment_of(hit.first):
            continue
        if stands_at(sentence, at, "being", "copula"):
            return True
    return False


def _is_predicative(features: frozenset[str]) -> bool:
    return "ins" in features and not features & {"nom", "gen", "acc"}


NEAR = 3
"""Tokens between such a noun and its verb: «стали |минимум |три |человека» stand behind both."""


def _only_describes(sentence: Sentence, hit: Hit) -> bool:
    """«|военный переворот», «|пожарной безопасности»: an adjective before its noun names nobody."""
    if hit.last - hit.first > 1 or hit.last >= len(sentence.tokens):
        return False
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    own, following = sentence.tokens[hit.first].word, sentence.tokens[hit.last]
    if "adj" not in own.features or following.kind != WORD or not following.text.islower():
        return False
    noun = following.word
    if not noun.has("noun") or noun.features & {"adj", "adp"}:
        return False
    return any(
        "adj" in one.features
        and "noun" in other.features
        and one.features & other.features & _CASES
        and one.features & other.features & _NUMBERS
        for one in own.analyses
        for other in noun.analyses
    )


_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc"})
_NUMBERS = frozenset({"sg", "pl"})


def _on_one_side(sentence: Sentence, found: list[Labelled]) -> list[Labelled]:
    """«Местные жители»: of two sides a word may be on the crowd's only where a protest is told of."""
    taken: dict[tuple[int, int], Labelled] = {}
    protest: bool | None = None
    for label in found:
        rival = taken.get((label.first, label.last))
        if rival is None:
            taken[label.first, label.last] = label
            continue
        if protest is None:
            protest = bool(sentence.of("events", "protest") or sentence.of("acts", "attended"))
        if (label.side == CROWD) is protest:
            taken[label.first, label.last] = label
    return list(taken.values())


def _label_only(sentence: Sentence, bodies: set[int], first: int, last: int) -> set[int]:
    """Tokens of a label that a longer body name does not swallow."""
    for hit in sentence.of("bodies"):
        if hit.first <= first and last <= hit.last and (hit.first, hit.last) != (first, last):
            return set()
    return set(range(first, last))


def _describes(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.kind != WORD or token.kind == MARK:
        return False
    features = token.word.features
    if sentence.pack.code == "en":
        return any(hit.first == index for hit in sentence.of("descriptions"))
    return (
        bool(features & {"adj", "ptcp"})
        and not features & {"adp", "conj", "pron", "num"}
        and "fin" not in features
    )


def _is_singular(sentence: Sentence, hit: Hit) -> bool:
    """ "|Police", "a |gang": no plural stands before its noun as an adjective does."""
    token = sentence.tokens[hit.last - 1]
    return token.norm in token.word.lemmas


def _is_source(sentence: Sentence, hit: Hit) -> bool:
    """ "According to |police", "told |reporters": who tells or is told has no part in the story."""
    if not sentence.pack.fixed_order:
        return False
    at = hit.first
    while at and is_article(sentence, at - 1):
        at -= 1
    return any(
        one.last == at
        and (one.code == "according" or "tell" in sentence.tokens[one.last - 1].word.lemmas)
        for one in sentence.of("attribution", "according", "say")
    )


_ADJECTIVES = frozenset(
    "local general official military criminal radical minor suspect suspected jihadist islamist separatist rebel"
    " opposition army police accused extremist terrorist militant insurgent".split()
)
"""Words of labels that are adjectives as well, or stand before a noun as if they were."""


def _stands_before_its_noun(sentence: Sentence, hit: Hit) -> bool:
    """Whether a label only tells of what kind the noun behind it is: "the |local school", "the |general
    public", "a |police station", "a |gang war"."""
    tokens = sentence.tokens
    if hit.last < len(tokens) and tokens[hit.last].spaced and _is_singular(sentence, hit):
        if any(one.first == hit.last for one in sentence.of("small", "of_theirs")):
            return True
    if hit.last >= len(tokens) or tokens[hit.last - 1].norm not in _ADJECTIVES:
        return False
    following = tokens[hit.last]
    if following.kind != WORD or not following.spaced or is_small(sentence, hit.last):
        return False
    if following.norm.endswith("ly") or following.word.features & {"past", "ger"}:
        return False
    acting = any(
        one.first == hit.last and one.role in ("subject", "object")
        for one in sentence.of("acts")
    ) or any(one.first == hit.last for one in sentence.of("attribution", "say", "relay"))
    named = any(
        one.first == hit.last
        for category in ("objects", "bodies", "roles", "labels", "outlets")
        for one in sentence.of(category)
    )
    return named or (
        not acting
        and hit.last - hit.first == 1
        and tokens[hit.last - 1].norm not in ("police", "army")
    )
