"""Words that say what happened, and how each stands in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from qantar.codebook import Codebook
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import NUMBER, WORD
from qantar.read.sentence import Segment, Sentence, capitalised


class Form(StrEnum):
    """How a cue stands: what it may govern follows from it."""

    PREDICATE = "predicate"
    """A finite verb, a short participle, an infinitive: governs its clause."""
    PARTICIPLE = "participle"
    """A full participle or an adjective: belongs to the noun beside it, or stands for one."""
    NOUN = "noun"
    """An action noun: what is counted follows in the genitive."""
    COUNTED = "counted"
    """Names the counted and the act at once: «погибшие», "arrests"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """An act's phrase at tokens ``first`` up to ``last``."""

    act: str
    role: str
    form: Form
    first: int
    last: int
    phrase: str
    passive: bool = False


def predicates_in(told: Iterable[Cue], segment: Segment) -> list[Cue]:
    """The predicates among them that begin in a segment."""
    return [
        cue for cue in told
        if cue.form is Form.PREDICATE and segment.first <= cue.first < segment.last
    ]  # fmt: skip


def cues(sentence: Sentence) -> list[Cue]:
    """Every act cue of a sentence, left to right."""
    out: list[Cue] = []
    denials = [(hit.first, hit.last) for hit in sentence.of("reality", "denied")]
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    whole = [
        (hit.first, hit.last) for hit in sentence.of("objects") if hit.last - hit.first > 1
    ] if sentence.pack.fixed_order else []  # fmt: skip
    fixed = sentence.pack.fixed_order
    for hit in sentence.of("acts"):
        if dated and dated.issuperset(range(hit.first, hit.last)):
            continue  # «March» is no marching
        if any(first <= hit.first and hit.last <= last for first, last in denials):
            continue  # "dismissed reports of four wounded": nobody lost an office
        if sentence.pack.fixed_order and hit.role == "counted" and _is_a_verb(sentence, hit):
            continue  # "two groups clashed": no clash is counted
        if fixed and (
            _is_a_noun(sentence, hit)
            or (not sentence.is_caseless and _is_a_name(sentence, hit))
        ):
            continue  # "Supt. Rob Lasson said", "the crush began"
        if sentence.pack.fixed_order and (
            _is_counted_noun(sentence, hit)
            or _is_of_knowing(sentence, hit)
            or _tells_what_kind(sentence, hit, whole)
        ):
            continue  # "in two separate |attacks", "a headcount |found that 52 were gone"
        if hit.role == "sum" or (
            hit.role in ("subject", "object")
            and any(
                a <= hit.first and hit.last <= b and b - a > hit.last - hit.first
                for a, b in whole
            )
        ):
            continue  # verbs of sums alone; «shell casings» are no shelling
        if sentence.pack.verb_final and (
            (hit.code == "occurred" and has_clause(sentence, hit.first))
            or _is_not_done(sentence, hit)
        ):
            continue  # «өлгенін құжаттады», «құтқара алмады», «алға тартты»
        form, passive = _form(sentence, hit)
        if (
            passive
            and hit.role == "subject"
            and not sentence.pack.verb_final
            and any(
                other.role == "object" and (other.first, other.last) == (hit.first, hit.last)
                for other in sentence.of("acts")
            )
        ):
            continue  # «атакованы 12 машин»: they came to attack nobody
        out.append(
            Cue(hit.code, hit.role, form, hit.first, hit.last, hit.entry.phrase, passive)
        )
    if sentence.pack.verb_final:
        out += _in_plural(sentence, out)
    return out


PHRASE = 4
"""Words of an act's phrase before its verb."""


def _in_plural(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """«ауруға шалдыққандар», «құтқарылғандар»: a participle in the plural names those its verb is told of,
    where no list has it as a word of its own."""
    out: list[Cue] = []
    listed = {i for cue in found for i in range(cue.first, cue.last) if cue.role == "counted"}
    for index, token in enumerate(sentence.tokens):
        word = token.word
        if index in listed or not {"ptcp", "pl"} <= word.features:
            continue
        opening = max(0, index - PHRASE)
        verb = sentence.pack.tokens(word.lemmas[0])
        passive = "pass" in word.features
        for hit in sentence.pack.lexicon.find([*sentence.tokens[opening:index], *verb]):
            told = hit.role == "subject" or (hit.role == "object" and passive)
            if hit.entry.category != "acts" or opening + hit.last <= index or not told:
                continue
            first = opening + hit.first
            phrase = hit.entry.phrase
            out.append(Cue(hit.code, hit.role, Form.COUNTED, first, index + 1, phrase, passive))
    return out


def _is_a_verb(sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun's phrase was met in a form only the verb has."""
    word = hit.entry.phrase.rpartition(" ")[2]
    if word.startswith("=") or word == sentence.tokens[hit.last - 1].norm:
        return False
    features = sentence.tokens[hit.last - 1].word.features
    return ("past" in features and not word.endswith("ed")) or (
        "ger" in features and not word.endswith("ing")
    )


def stands_at(sentence: Sentence, index: int, *codes: str) -> bool:
    """Whether a small word of one of these codes begins at a token."""
    return any(hit.first == index for hit in sentence.of("small", *codes))


def is_article(sentence: Sentence, index: int) -> bool:
    """Whether a noun phrase begins at a token: "the", "their", "these"."""
    return stands_at(sentence, index, "article")


def _is_a_noun(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb in its plain form is a noun, as the article before it tells: "the |search found
    two rifles", "a |strike"."""
    if hit.last - hit.first > 1 or hit.role not in ("subject", "object"):
        return False
    if sentence.tokens[hit.first].word.features & {"past", "ger"}:
        return False
    if not hit.first:
        # "Amnesty International said", "Supplies to 1,900 homes": no order is given
        opens = sentence.kind is BlockKind.BODY and sentence.tokens[0].text[:1].isupper()
        return opens and not sentence.is_caseless
    before = sentence.tokens[hit.first - 1]
    if is_article(sentence, hit.first - 1) or "gen" in before.word.features:
        return True
    # "five members of an indigenous |guard in Cauca": a word between, and nothing behind that it acts upon
    if (
        hit.first < 2
        or sentence.tokens[hit.first - 2].norm not in ("a", "an")
        or before.kind != WORD
    ):
        return False
    following = sentence.tokens[hit.last] if hit.last < len(sentence.tokens) else None
    return following is None or (
        following.kind != NUMBER and not is_article(sentence, hit.last)
    )


def _is_counted_noun(sentence: Sentence, hit: Hit) -> bool:
    """Whether what could be a verb ends a phrase that a number opens: "in two separate |attacks"."""
    if hit.role not in ("subject", "object") or hit.last - hit.first > 1:
        return False
    token = sentence.tokens[hit.first]
    if token.word.features & {"past", "ger"} or not token.norm.endswith("s"):
        return False
    if not any(one.first <= hit.first < one.last for one in sentence.of("objects")):
        return False
    return any(
        said.outer_last == hit.first - 1
        and sentence.tokens[said.outer_last].kind == WORD
        and not any(one.first == said.outer_last for one in sentence.of("objects"))
        for said in sentence.said
    )


def _is_of_knowing(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb only opens what was found out, recalled or said: "found |that 52 were kidnapped", "we
    recall |that rain …"; "that day" is no such clause."""
    if hit.role not in ("subject", "object") or hit.last - hit.first > 1:
        return False
    following = sentence.tokens[hit.last : hit.last + 1]
    return (
        bool(following)
        and following[0].norm == "that"
        and not sentence.is_dated(hit.last)
        and not any(h.first == hit.last for h in sentence.of("times", "then"))
        and hit.last + 2 < len(sentence.tokens)
        and not any(
            h.first == hit.last + 1 for h in sentence.of("auxiliaries", "be", "have", "modal")
        )
    )


def _tells_what_kind(sentence: Sentence, hit: Hit, whole: list[tuple[int, int]]) -> bool:
    """Whether a noun that counts an act only tells of what kind the people behind it are: "two |suicide
    bombers"."""
    return (
        hit.role == "counted"
        and hit.last - hit.first == 1
        and not sentence.tokens[hit.first].word.features & {"past", "ger"}
        and any(a == hit.first and hit.last < b for a, b in whole)
    )


def _is_a_name(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb is somebody's first name, as its capital and that of the word behind it tell."""
    if not hit.first or hit.last - hit.first > 1 or hit.last >= len(sentence.tokens):
        return False
    if sentence.kind is BlockKind.HEADLINE or hit.role not in ("subject", "object"):
        return False
    following = sentence.tokens[hit.last]
    return capitalised(sentence.tokens[hit.first]) and capitalised(following)


def _is_not_done(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb stands with "could not" («құтқара алмады»), or is the half of one of saying («алға
    тартты»)."""
    if _is_meant_to(sentence, hit) or _is_a_reason(sentence, hit):
        return True
    for one in sentence.of("reality", "unable"):
        within = one.first == hit.last - 1 > hit.first and not _writes(hit, one)
        behind = one.first == hit.last and "conv" in sentence.tokens[hit.last - 1].word.features
        if within or (behind and hit.role != "noun"):
            return True
    return "pass" not in sentence.tokens[hit.last - 1].word.features and any(
        one.first < hit.first < one.last and one.last - one.first > hit.last - hit.first
        for one in sentence.of("attribution", "say")
    )  # «деп айыптады» is said; who is «деп айыпталды» is accused


def _writes(hit: Hit, unable: Hit) -> bool:
    """Whether a phrase of the lists itself ends in "could not": «аман алып | қала алмады» are dead."""
    return hit.entry.phrase.split()[-1] == unable.entry.phrase


def _is_meant_to(sentence: Sentence, hit: Hit) -> bool:
    """«құтқарамын | деп жүріп»: what one says one will do."""
    tokens = sentence.tokens
    if hit.last + 1 >= len(tokens) or not stands_at(sentence, hit.last, "that"):
        return False
    return tokens[hit.last - 1].norm.endswith(_FIRST_PERSON)


def _is_a_reason(sentence: Sentence, hit: Hit) -> bool:
    """«тәртіпсіздікке қатысқаны | үшін сотталған»: why it was done to them, or what else they did for which."""
    tokens = sentence.tokens
    if not {"ptcp", "poss"} <= tokens[hit.last - 1].word.features:
        return False
    if not any(hit.last <= h.first < hit.last + REASON for h in sentence.of("small", "for")):
        return False
    ends = next(
        (i for i in range(hit.last, len(tokens)) if "fin" in tokens[i].word.features),
        len(tokens),
    )  # «80 дүкен тоналғаны үшін |45 адам ұсталды»: each has its own
    return not any(hit.last <= said.first < ends for said in sentence.said)


REASON = 3
"""Words up to «үшін», as several deeds may stand before it: «қатысқаны |және ұйымдастырғаны үшін»."""
_FIRST_PERSON = ("мын", "мін", "мыз", "міз", "йын", "йін", "myn", "mın", "myz", "mız")


def has_clause(sentence: Sentence, index: int) -> bool:
    """Whether a clause made a noun in the accusative stands right before a token: «өлгенін |анықтады»."""
    before = sentence.tokens[index - 1] if index else None
    if before is None:
        return False
    return {"acc", "ptcp"} <= before.word.features or before.norm.startswith(BEING)


BEING = ("екен", "eken")
"""«екені», «екендігі»: what something is, made a noun: «бірі мұғалім |екендігі анықталды»."""


def without_denied(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """Cues of which a negation right before them leaves only that something was: «четверо не пострадали»
    are no injured. What the list itself writes with its negation («не найдены») stands."""
    negations = {
        hit.last for hit in sentence.of("reality", "negated") if hit.last - hit.first == 1
    }
    if sentence.pack.verb_final:
        return [cue for cue in found if not _is_undone(sentence, cue)]
    if not negations:
        return found
    return [
        replace(cue, act="other")
        if cue.first in negations and cue.form is Form.PREDICATE
        else cue
        for cue in found
    ]


def _is_undone(sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb that stands last is negated, and its list does not write it so: «кінәсі
    дәлелденбеді», «ұсталған | жоқ»."""
    if cue.form not in (Form.PREDICATE, Form.PARTICIPLE):
        return False
    words = cue.phrase.split()
    if any(word.startswith("=") or word == "жоқ" for word in words):
        return False
    tokens = sentence.tokens
    last = tokens[cue.last - 1].word
    verbs = [one.features for one in last.analyses if "verb" in one.features]
    if verbs and all("neg" in one for one in verbs):
        return True  # «жалмады» is of «жалма», and no denial
    behind = tokens[cue.last].norm if cue.last < len(tokens) else ""
    return "ptcp" in last.features and behind in ("жоқ", "емес")


def _form(sentence: Sentence, hit: Hit) -> tuple[Form, bool]:
    if hit.role == "noun":
        return Form.NOUN, False
    if hit.role == "counted":
        return Form.COUNTED, False
    if sentence.pack.verb_final:
        return _final_form(sentence, hit)
    for token in sentence.tokens[hit.first : hit.last]:
        word = token.word
        if word.has("verb", "ptcp") and not (word.has("fin") or word.has("short")):
            if sentence.pack.code == "en" or _has_verb(sentence, hit):
                break
            return Form.PARTICIPLE, "pass" in word.features
        if word.has("adj", "ptcp") and not word.has("fin") and not _has_verb(sentence, hit):
            return _adjectival(sentence, hit), "pass" in word.features
        if word.has("short"):
            return Form.PREDICATE, True
        if word.has("fin", "pass"):
            return Form.PREDICATE, True
        if word.has("fin") or word.has("inf"):
            break
    return Form.PREDICATE, False


def _has_verb(sentence: Sentence, hit: Hit) -> bool:
    """«потерпілими визнано»: the phrase holds a verb of its own beside the participle."""
    words = [token.word for token in sentence.tokens[hit.first : hit.last]]
    return any(word.has("short") or word.has("verb", "fin") for word in words)


def _adjectival(sentence: Sentence, hit: Hit) -> Form:
    """A participle declined as an adjective: «були затримані» is the predicate, «викрадені автівки»
    belongs to a noun, «серед доставлених до відділку» stands for one."""
    tokens = sentence.tokens
    if hit.last < len(tokens) and tokens[hit.last].kind == WORD:
        word = tokens[hit.last].word
        if (word.has("noun") or word.has("adj")) and not word.has("adp"):
            return Form.PARTICIPLE
    if any({"ptcp", "nom"} <= a.features for a in tokens[hit.first].word.analyses):
        return Form.PREDICATE
    before = tokens[hit.first - 1] if hit.first else None
    if before is None or before.word.has("adp") or before.kind == NUMBER:
        return Form.COUNTED
    return Form.PARTICIPLE


def _final_form(sentence: Sentence, hit: Hit) -> tuple[Form, bool]:
    """Where the verb stands last a participle before a noun belongs to it («ұсталған 12 адам»); with
    an ending of its own («ұсталғанын айтты») or at the end («ұсталған.») it is the predicate."""
    word = sentence.tokens[hit.last - 1].word
    passive = "pass" in word.features
    declined = word.features & {"acc", "dat", "abl", "loc", "poss"}
    if "ptcp" in word.features and "poss" in word.features and _before_dash(sentence, hit.last):
        return Form.COUNTED, passive  # «қаза тапқаны – 12»
    if "ptcp" in word.features and not declined and _stands_before_noun(sentence, hit.last):
        return Form.PARTICIPLE, passive
    return Form.PREDICATE, passive


def _before_dash(sentence: Sentence, index: int) -> bool:
    return index < len(sentence.tokens) and sentence.tokens[index].text in "–—-:"


def _stands_before_noun(sentence: Sentence, index: int) -> bool:
    """Whether what ends at a token belongs to what follows: a noun or its number."""
    tokens = sentence.tokens
    if index >= len(tokens) or tokens[index].kind not in (WORD, NUMBER):
        return False
    if any(hit.first == index for hit in sentence.of("joints", "clause", "and", "but")):
        return False
    return not tokens[index].word.features & {"verb", "part", "adp", "conj"}


_OF_PEOPLE = frozenset("killed injured missing detained arrested abducted displaced".split())


def without_alternatives(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """Cues without the second of two predicates that an "or" joins and people are told of: «загинули або
    зникли 1 166 людей» is one number, and the first is what the count is of."""
    dropped: set[int] = set()
    for hit in sentence.of("joints", "or"):
        left = any(
            cue.last == hit.first and cue.form is Form.PREDICATE and cue.act in _OF_PEOPLE
            for cue in found
        )
        if left:
            dropped.add(hit.last)
    if not dropped:
        return found
    return [c for c in found if c.first not in dropped or c.form is not Form.PREDICATE]


def split_at_joints(sentence: Sentence, found: list[Cue]) -> None:
    """Part a segment at an "and" that has a predicate on both sides: «убито 19 и ранено 353»."""
    joints = {hit.first for hit in sentence.of("joints", "and", "but")}
    predicates: list[Cue | Hit] = [cue for cue in found if cue.form is Form.PREDICATE]
    if joints and predicates and sentence.pack.fixed_order:
        predicates += sentence.of("times", "toll")  # "the toll |rose to 54 and 63 are missing"
    if not joints or len(predicates) < 2:
        return
    out: list[Segment] = []
    for segment in sentence.segments:
        first, opened = segment.first, segment.opened_by
        for joint in sorted(j for j in joints if segment.first < j < segment.last - 1):
            left = any(first <= cue.first < joint for cue in predicates)
            right = any(joint < cue.first < segment.last for cue in predicates)
            if left and right:
                out.append(Segment(first, joint, opened))
                first, opened = joint + 1, "&"
        out.append(Segment(first, segment.last, opened))
    sentence.segments = out


_ODD_PAIRS = {
    "evacuated": ("body", "building"), "killed": ("body",), "rescued": ("body",), "deployed": ("things",),
    "withdrawn": ("things",), "attended": ("vehicle",), "occurred": ("settlement",),
    "attacked": ("people", "settlement"), "captured": ("settlement", "people"),
    "damaged": ("settlement",), "destroyed": ("settlement",), "imposed": ("settlement", "people"),
    "lifted": ("settlement",), "recovered": ("people",), "surrendered": ("people",), "released": ("things",),
    "abducted": ("body",), "cost": ("money",), "paid": ("money", "people"), "filed": ("people",),
}  # fmt: skip


_NEVER = {
    ("attacked", "attacker"), ("attended", "other"), ("attended", "money"), ("detained", "other"),
    ("arrested", "other"), ("charged", "other"), ("convicted", "other"), ("wanted", "other"),
    ("abducted", "other"), ("displaced", "other"), ("appointed", "other"), ("hospitalized", "other"),
    ("cost", "other"), ("missing", "other"), ("destroyed", "body"), ("damaged", "body"),
}  # fmt: skip
"""Who attacks is not what is attacked; nobody counts the events somebody went to; what is no person is
not detained: "three funerals will be held"."""


def goes_with(codebook: Codebook, act: str, object_: str) -> bool:
    """Whether this can happen to that: people are not stolen, weapons are not killed."""
    kind = codebook.acts[act].kind
    thing = codebook.objects[object_]
    if (act, object_) in _NEVER:
        return False
    if act == "other" or object_ == "other" or kind == thing.kind:
        return True
    odd = _ODD_PAIRS.get(act, ())
    return thing.kind in odd or any(
        object_ == name or (name in codebook.objects and codebook.is_a(object_, name))
        for name in odd
    )
