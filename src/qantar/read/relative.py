"""Clauses that stand before their noun where the verb stands last.

«апаттан зардап шеккен | 9 жолаушы» are nine who were hurt, whatever their sentence goes on to tell;
«үш адам қаза тапқан | апат» is a crash in which three died, and the three are told of within it.
"""

from collections.abc import Callable, Sequence

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, WORD
from qantar.read.cues import Cue, Form, predicates_in, stands_at
from qantar.read.final_head import is_of_them
from qantar.read.head import OBLIQUE, Head, case_of
from qantar.read.outcomes import may_become
from qantar.read.sentence import Sentence

BETWEEN = 4
"""Words between a clause and the number of its noun: «қаза тапқан | Шымкент қаласының екі | тұрғыны»."""
OWN_WORDS = 4
"""Words between a noun and the verb of its clause: «үш адам сол жерде қаза тапқан апат»."""
GAP = 2
"""Words between a whole and the part taken of it: «20 оқушының кемінде |алтауы»."""
_LIGHT = frozenset({"adj", "adv", "pron", "part"})


def told_of(
    sentence: Sentence, said: Said, head: Head, found: list[Cue], fits: Callable[[Cue], bool]
) -> Cue | None:
    """The verb of the clause before a number that is told of what is counted: «ұсталған |12 адам», «полиция
    ұстаған |12 адам», but not «екі полицейді өлтірген |3 адам», who did it."""
    if not sentence.pack.verb_final or head.left:
        return None
    before = [
        cue for cue in found
        if cue.form is Form.PARTICIPLE and 0 <= said.outer_first - cue.last <= BETWEEN
    ]  # fmt: skip
    for cue in sorted(before, key=lambda one: (one.last, one.last - one.first), reverse=True):
        if not fits(cue) or not _leads_to(sentence, cue.last, said.outer_first):
            continue
        if _tells_of_its_own(sentence, cue):
            continue
        if any(cue.last <= other.first < said.first for other in sentence.said):
            continue
        if cue.role == "subject" or cue.passive or _has_other_doer(sentence, cue):
            return cue
    return None


NUMBERED = 3
"""Words between «саны» and the number: «саны |қазір 21 адамға жетті»."""


def numbered_of(sentence: Sentence, said: Said, found: list[Cue]) -> Cue | None:
    """«мерт болған |адамдардың жалпы саны |21 адамға жетті»: what befell those whose number it is."""
    tokens = sentence.tokens
    if not sentence.pack.verb_final:
        return None
    number = next(
        (
            i for i in range(said.outer_first - 1, max(-1, said.outer_first - NUMBERED - 1), -1)
            if tokens[i].norm in _NUMBER
        ),
        None,
    )  # fmt: skip
    if number is None:
        return None
    noun = next((i for i in range(number - 1, max(-1, number - NUMBERED), -1)
                 if "pl" in tokens[i].word.features and "noun" in tokens[i].word.features), None)  # fmt: skip
    if noun is None:
        return None
    return next(
        (c for c in found if c.form is Form.PARTICIPLE and 0 <= noun - c.last < NUMBERED), None
    )


_NUMBER = ("саны", "sany")


def _tells_of_its_own(sentence: Sentence, cue: Cue) -> bool:
    """«үйі | өртенген |13 адам»: the house burned, of those who are counted."""
    if not cue.first or (cue.role != "subject" and not cue.passive):
        return False
    before = sentence.tokens[cue.first - 1]
    features = before.word.features
    return before.kind == WORD and {"noun", "nom", "poss"} <= features and "adp" not in features


def _leads_to(sentence: Sentence, first: int, last: int) -> bool:
    """Whether only what may stand before a noun's number stands there: owners, adjectives, «барлығы»."""
    for index in range(first, last):
        token = sentence.tokens[index]
        features = token.word.features
        if token.kind == MARK or ("fin" in features and not features & (_LIGHT | {"noun"})):
            return False
        if not features & (_LIGHT | {"gen"}) and not token.text[:1].isupper():
            return False
    return True


def _has_other_doer(sentence: Sentence, cue: Cue) -> bool:
    """Whether an active verb that takes an object has someone else before it, and nothing else it was
    done to: «содырлар ұрлаған |5 адам», but not «екі адамды ұрлаған |5 содыр»."""
    opening = sentence.segments[sentence.segment_of(cue.first)].first
    doer = False
    for index in range(cue.first - 1, opening - 1, -1):
        word = sentence.tokens[index].word
        case = case_of(word)
        if case == "acc":
            return False
        if case is None and word.has("noun") and not word.features & {"gen", "adp"}:
            doer = True
        if "ptcp" in word.features or "conv" in word.features:
            break
    return doer


def has_own_clause(
    codebook: Codebook, sentence: Sentence, said: Said, head: Head, cue: Cue
) -> bool:
    """Whether a clause before another noun has the counted as what its verb is told of: «үш адам |қаза
    тапқан апат», «екі полицейді |өлтірген қылмыскер»."""
    if cue.form is not Form.PARTICIPLE or cue.first < max(head.end, said.outer_last):
        return False
    between = range(max(head.end, said.outer_last), cue.first)
    if len(between) > OWN_WORDS:
        return False
    for index in between:
        token = sentence.tokens[index]
        if token.kind == MARK or any(other.first == index for other in sentence.said):
            return False
        features = token.word.features
        if "noun" in features and not features & (OBLIQUE | {"adv", "adj"}):
            return False
    if head.case == "acc":
        return cue.role == "object"
    if head.case is not None or (cue.role == "object" and not cue.passive):
        return False
    told = next((hit for hit in sentence.of("objects") if hit.first == cue.last), None)
    return told is None or codebook.objects[told.code].kind != "people"


def does_to_another(sentence: Sentence, head: Head, cue: Cue) -> bool:
    """«120 құтқарушы |көмек көрсетуде», «он мың адам баспана |іздеп жүр»: whoever stands in no case before an active
    verb with an object of its own is the doer."""
    if head.left or head.case is not None or cue.role != "object" or cue.passive:
        return False
    if cue.form is not Form.PREDICATE or cue.first < head.end:
        return False
    opening = sentence.tokens[cue.first].word
    whole = cue.last - cue.first > 1 and "conv" not in opening.features
    at = cue.first if whole else cue.first - 1
    if at < head.end or "gen" in sentence.tokens[head.end - 1].word.features:
        return False
    word = sentence.tokens[at].word
    if case_of(word) == "acc":
        return not whole
    return word.has("noun", "nom") and not word.features & {
        "poss",
        "verb",
        "adj",
        "adv",
        "name",
    }


def is_aboard(codebook: Codebook, sentence: Sentence, head: Head, object_: str | None) -> bool:
    """«359 адам |болған кеме», «332 жолаушы мен 27 теңізші |мінген паром»: who was in what the clause tells of."""
    if not sentence.pack.verb_final or head.left or object_ is None:
        return False
    if codebook.objects[object_].kind != "people":
        return False
    counted = {i for said in sentence.said for i in range(said.outer_first, said.outer_last)}
    for index in range(head.end, min(head.end + ABOARD, len(sentence.tokens) - 1)):
        token = sentence.tokens[index]
        if token.kind == MARK:
            return False
        if token.word.features & {"ptcp", "conv", "fin"} and index not in counted:
            carried = stands_at(sentence, index, "aboard")
            return carried and any(
                hit.first == index + 1
                and (codebook.is_a(hit.code, "vehicle") or hit.code == "aircraft")
                for hit in sentence.of("objects")
            )
    return False


ABOARD = 6
"""Words from those counted to the verb that says that they were aboard."""


def did_it_to_other(sentence: Sentence, head: Head, cue: Cue) -> bool:
    """Whether a noun in the accusative between the counted and an active verb is what it was done to: «31
    азамат | мылтығын өткізді»."""
    if cue.role != "object" or cue.passive or head.case is not None or head.left:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    for index in range(head.end, cue.first):
        token = sentence.tokens[index]
        if token.kind != WORD or index in joints:
            return False  # «екі бөлімше мен | бір банкті өртеді»: both were burned
        if case_of(token.word) == "acc" and "noun" in token.word.features:
            return True
    return False


def is_taken_from(sentence: Sentence, said: Said, head: Head) -> bool:
    """Whether a number only names what the next is a part of: «|43 дронның 39-ы жойылды»."""
    tokens = sentence.tokens
    if not sentence.pack.verb_final or head.left or head.end <= said.outer_last - head.alone:
        return False
    if "gen" not in tokens[head.end - 1].word.features:
        return False
    for part in sentence.said:
        if part is not said and 0 <= part.outer_first - head.end <= GAP:
            between = tokens[head.end : part.outer_first]
            return is_of_them(sentence, part) and all(
                token.kind != MARK and token.word.features & _LIGHT for token in between
            )
    return False


def opening_participle(sentence: Sentence, said: Said) -> int | None:
    """«Боевик, |захвативший в заложники девять человек, убит»: the active participle that opens the clause of a
    number and does to them what it says; the verb of the main clause is not theirs."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    segment = sentence.segments[sentence.segment_of(said.outer_first)]
    if segment.opened_by != "," or said.outer_first <= segment.first:
        return None
    word = sentence.tokens[segment.first].word
    doing = {"ptcp", "act"} <= word.features and not word.features & {"noun", "pass"}
    return segment.first if doing else None


def is_next_to(sentence: Sentence, first: int, said: Said) -> bool:
    """Whether no preposition stands between a participle and its number: «перевозивший |40 пассажиров»."""
    return not any(
        "adp" in token.word.features for token in sentence.tokens[first + 1 : said.outer_first]
    )


def told_behind(sentence: Sentence, said: Said, head: Head, found: list[Cue]) -> Cue | None:
    """«семеро раненых, |которые поступили в больницу», «60 рабочих, |судьба которых неизвестна»: what the clause
    behind a noun tells became of them."""
    if sentence.pack.verb_final or sentence.pack.fixed_order or head.left:
        return None
    end = max(head.end, said.outer_last)
    at = sentence.segment_of(said.outer_first) + 1
    if at >= len(sentence.segments) or sentence.segments[at].opened_by != ",":
        return None
    clause = sentence.segments[at]
    if clause.first != end + 1 or not any(
        clause.first <= hit.first <= clause.first + 1
        for hit in sentence.of("joints", "relative")
    ):
        return None
    own = head.cue.act if head.cue is not None else None
    for cue in found:
        if not (clause.first <= cue.first and cue.last <= clause.last):
            continue
        if own is None and cue.act == "missing":
            return cue
        if own is not None and cue.role == "subject" and may_become(own, cue.act):
            return cue
    return None


TOLL = 2
"""Words between "has risen to" and its number: "to at least |31 people"."""


def toll_of(sentence: Sentence, said: Said, head: Head, found: list[Cue]) -> Cue | None:
    """ "The death toll from the storm that hit the coast has risen to |31 people": whom a toll counts."""
    if not sentence.pack.fixed_order or head.cue is not None:
        return None
    reached = [
        hit for hit in sentence.of("times", "toll")
        if 0 <= said.outer_first - hit.last <= TOLL and hit.last - hit.first > 1
    ] + [hit for hit in sentence.of("small", "reached") if hit.last == said.outer_first]  # fmt: skip
    if not reached:
        return None
    counted = [
        cue for cue in found
        if cue.form is Form.COUNTED and cue.last <= reached[0].first
        and any(hit.first <= cue.first < hit.last for hit in sentence.of("times", "toll"))
    ]  # fmt: skip
    if not counted or any(
        counted[0].last <= other.first < said.outer_first
        for other in sentence.said if other.use == "count"
    ):  # fmt: skip
        return None
    return counted[0]


def behind_clause(
    sentence: Sentence, said: Said, head: Head, later: Sequence[Cue]
) -> Cue | None:
    """«один наблюдатель, сломавший руку, |лежит в больнице», «двое волонтёров, тушивших огонь, |получили ожоги»: the
    verb behind a clause that tells more of the noun."""
    at = sentence.segment_of(said.outer_first)
    end = sentence.segment_of(head.end - 1)
    behind = end + 2 if end == at else end + 1
    if behind - at > 2 or behind >= len(sentence.segments):
        return None
    clause, main = sentence.segments[behind - 1], sentence.segments[behind]
    if clause.opened_by != "," or main.opened_by != ",":
        return None
    if any(clause.first <= other.first < clause.last for other in sentence.said):
        return None
    opening = sentence.tokens[clause.first : clause.first + 2]
    relative = any(
        clause.first <= hit.first <= clause.first + 1
        for hit in sentence.of("joints", "relative")
    )
    if not relative and not any("ptcp" in token.word.features for token in opening):
        return None
    return next(iter(predicates_in(later, main)), None)
