"""What may be the noun of a number: agreement, case, animacy, lists and asides."""

from collections.abc import Sequence

from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, Token
from qantar.grammar.word import Word
from qantar.read.cues import Cue, Form
from qantar.read.order import is_adverb, is_passive, is_passive_at, is_small
from qantar.read.sentence import Sentence

_OBLIQUE = frozenset({"dat", "ins", "loc", "abl"})


def agrees_with(sentence: Sentence, said: Said, noun: Hit) -> bool:
    """Whether a noun may stand with a number in the dative or instrumental: in no other case. No number but one
    has a noun in the singular of the instrumental: «двох | гелікоптером забрали до Львова»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return True
    if said.quantity.value not in (None, 1) and _is_means(sentence.tokens[noun.first].word):
        return False
    if said.number.form == "digits":
        return True
    number = sentence.tokens[said.last - 1].word.features
    oblique = number & {"dat", "ins"}
    if not oblique or number & {"nom", "gen", "acc"}:
        return True
    cases = sentence.tokens[noun.first].word.features
    if "noun" in number and "gen" in cases:
        return True  # «свет вернули 12 тысячам |потребителей»
    return bool(cases & oblique) or not cases & {"nom", "gen", "acc"}


def _is_means(word: Word) -> bool:
    """Whether a form is the instrumental singular and nothing else."""
    return {"ins", "sg"} <= word.features and not word.features & {
        "nom", "gen", "dat", "acc", "loc", "pl",
    }  # fmt: skip


def is_plain(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue is a verb in its plain form, which may be a noun as well: «question», «charge»."""
    return not sentence.tokens[cue.first].word.features & {"past", "ger"}


def is_listed(sentence: Sentence, said: Said) -> bool:
    """Whether a number stands behind a colon or a dash, as in a table: «Aircraft: 21»."""
    return any(
        sentence.tokens[index].text in ":–—"
        for index in range(max(0, said.outer_first - 2), said.outer_first)
    )


def is_counted_out(sentence: Sentence, said: Said) -> bool:
    """«88 – правоохоронці, |6 – журналісти»: whether a number and the one beside it each have a dash and behind it
    a noun in the nominative, and so tell how many are who."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    counts = [one for one in sentence.said if one.use == "count"]
    at = counts.index(said) if said in counts else -1
    if at < 0 or not _is_before_a_name(sentence, said):
        return False
    if at and sentence.tokens[said.outer_first - 1].text == ",":
        return True  # «загинули восьмеро, |троє – діти»
    beside = [*counts[max(0, at - 1) : at], *counts[at + 1 : at + 2]]
    return any(_is_before_a_name(sentence, other) for other in beside)


def _is_before_a_name(sentence: Sentence, said: Said) -> bool:
    """Whether a dash and a noun in the nominative stand behind a number."""
    tokens, at = sentence.tokens, said.outer_last
    if at + 1 >= len(tokens) or tokens[at].text not in "—–-":
        return False
    noun = hit_at(sentence, "objects", at + 1)
    return noun is not None and tokens[noun.first].word.has("nom")


def is_aside(sentence: Sentence, segment: int) -> bool:
    """Whether a segment only says who says it: «затриманих, за даними МВС, приблизно 5,8 тисячі»."""
    aside = sentence.segments[segment]
    return aside.opened_by == "," and any(
        aside.first <= hit.first < aside.last and hit.first - aside.first <= 1
        for hit in sentence.of("attribution", "according", "say")
    )


def may_be_counted(sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun before a number can be what it counts, by its case: «человек 45» can,
    «нападавшему удалось убить одного» cannot."""
    cases = sentence.tokens[hit.first].word.features & {"nom", "gen", "acc", *_OBLIQUE}
    return not cases or not cases <= _OBLIQUE


def circumstance_end(sentence: Sentence, index: int) -> int:
    """Where a date or place between a participle and its noun ends: «похищенных в 2022-м стволов»."""
    if "adp" not in sentence.tokens[index].word.features:
        return index
    last = index + 1
    for moment in sentence.moments:
        if moment.first in (index, index + 1):
            last = max(last, moment.last)
    for place in sentence.places:
        if sentence.token_at(place.start) == index + 1 and not place.adjectival:
            last = max(last, sentence.token_at(place.end - 1) + 1)
    return last if last > index + 1 else index


def is_verb_form(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether one word matches a noun only by its lemma and is a form of its verb: "|wounding 50 others" names no
    wound, "the court |convicted 12" no convicts."""
    if hit.last - hit.first != 1:
        return False
    token = tokens[hit.first]
    return bool(token.word.features & _OF_VERBS) and hit.entry.phrase.lstrip("=") != token.norm


_OF_VERBS = frozenset(("ger", "past"))


_DOERS = frozenset(
    "police soldier security_force peacekeeper attacker official rescuer medic person protester civilian".split()
)
"""Who does to others what is counted."""
_HAPPENINGS = frozenset(
    "attack explosion fire other building infrastructure vehicle aircraft ammunition region"
    " settlement".split()
)
_TO_PEOPLE = frozenset("killed injured hospitalized displaced evacuated missing".split())
"""What happenings and things do to people: a number right behind the verb counts these."""


def is_doer(sentence: Sentence, hit: Hit, said: Said, found: list[Cue]) -> bool:
    """Whether a noun before a number did what the verb between them says: «полицейские задержали
    троих»."""
    if sentence.pack.fixed_order:
        if _tells_of_others(sentence, hit, said):
            return True
        return any(
            cue.role == "object"
            and (hit.code in _DOERS or (cue.act in _TO_PEOPLE and hit.code in _HAPPENINGS))
            and hit.last <= cue.first
            and 0 <= said.outer_first - cue.last <= _is_another(sentence, cue.last)
            and not is_passive(sentence, cue)
            for cue in found
        )  # "Troops |killed seven", "the earthquake |injured 231"
    features = sentence.tokens[hit.first].word.features
    if "nom" not in features or "gen" in features or sentence.pack.verb_final:
        return False
    return any(
        cue.form is Form.PREDICATE and cue.role == "object" and not cue.passive
        and hit.last <= cue.first and cue.last <= said.outer_first
        for cue in found
    )  # fmt: skip


def _tells_of_others(sentence: Sentence, hit: Hit, said: Said) -> bool:
    """ "|Officials say 40 have died", "|doctors fear that six …": who says or thinks something is not counted in it."""
    saying = [*sentence.of("attribution", "say"), *sentence.of("small", "thinking")]
    return any(
        hit.last <= verb.first < said.outer_first
        and all(is_adverb(sentence.tokens[i]) or is_small(sentence, i)
                for i in range(hit.last, verb.first))
        and not is_passive_at(sentence, verb.first)
        for verb in saying
    )  # fmt: skip


def _is_another(sentence: Sentence, index: int) -> bool:
    """ "Police shot |another two": whether that word stands before a number."""
    return sentence.tokens[index].norm == "another"


def after_preposition(sentence: Sentence, index: int) -> bool:
    """Whether a noun hangs on a preposition, adjectives between: «на весь район было девять»."""
    for back in range(index - 1, max(-1, index - 4), -1):
        features = sentence.tokens[back].word.features
        if "adp" in features and "noun" not in features:
            return True
        if not features & {"adj", "pron", "ptcp"}:
            tied = any(hit.first <= back < hit.last for hit in sentence.of("parts"))
            owned = "noun" in features and not tied and _is_genitive(sentence, back + 1)
            return owned and back < index and after_preposition(sentence, back)
    return False


def _is_genitive(sentence: Sentence, index: int) -> bool:
    """Whether a word can only tell whose the noun before it is: «в крушении | теплохода»."""
    features = sentence.tokens[index].word.features
    return "gen" in features and "nom" not in features


def starting_at(found: list[Cue], index: int) -> Cue | None:
    """The longest cue that starts at a token; a counted noun before a participle of the same words."""
    best: Cue | None = None
    for cue in found:
        if cue.first == index and (
            best is None
            or (cue.last, cue.form is Form.COUNTED) > (best.last, best.form is Form.COUNTED)
        ):
            best = cue
    return best


def animacy_of(word: Word) -> bool | None:
    """Whether a noun no list knows is of living beings; None where its form may be either."""
    living, lifeless = "anim" in word.features, "inan" in word.features
    return None if living == lifeless else living


def hit_at(sentence: Sentence, category: str, index: int) -> Hit | None:
    for hit in sentence.hits.get(category, ()):
        if hit.first == index:
            return hit
    return None


def is_taken(hit: Hit, taken: set[int]) -> bool:
    return any(index in taken for index in range(hit.first, hit.last))


def stands_against(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only marks and a form of "be" part a noun from its number: «взрывов было три»,
    "explosions: 3". An occasion named further off («the toll of the protests at 20») is not counted."""
    return all(
        sentence.tokens[i].kind == MARK
        or any(hit.first == i for hit in sentence.of("auxiliaries", "be", "have"))
        or sentence.tokens[i].word.lemmas[:1] in (("быть",), ("бути",))
        for i in range(first, last)
    )


def is_oblique(sentence: Sentence, hit: Hit) -> bool:
    features = sentence.tokens[hit.last - 1].word.features
    return bool(features & {"dat", "acc", "loc", "abl", "ins"}) and "nom" not in features


def is_owned(sentence: Sentence, hit: Hit) -> bool:
    return "poss" in sentence.tokens[hit.last - 1].word.features
