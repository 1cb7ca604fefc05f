"""The counted noun phrase, and what case endings tell of it where the verb stands last.

«20 ауылды», «20 ауылда», «20 ауылдан» are what was done to, where, whence; «41-і» and «алтауы» are
forty-one and six *of them*, and no noun follows.
"""

from qantar.codebook import Codebook
from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, NUMBER, SUFFIX
from qantar.grammar.word import Word
from qantar.read.cues import BEING, Cue, Form, stands_at
from qantar.read.head import OBLIQUE, Head, case_of
from qantar.read.sentence import Sentence

NP_REACH = 7
"""Words after a number within which its noun stands: «27 хорошо вооружённых и обученных боевиков»."""
_REGIMES = frozenset({"occurred", "imposed", "lifted", "other"})
_PLACES = frozenset({"settlement", "region"})


def is_of_them(sentence: Sentence, said: Said) -> bool:
    """Whether the number carries the ending of possession: «41-і», «алтауы», «мыңға жуығы»."""
    tokens = sentence.tokens
    if said.number.ending == "poss":
        return True
    last = said.outer_last - 1
    if last + 1 < len(tokens) and tokens[last + 1].kind == SUFFIX:
        last += 1
    word = tokens[last].word
    return "poss" in word.features and "fin" not in word.features  # «900-ден асты» is no part


def final_head(
    codebook: Codebook, sentence: Sentence, said: Said, found: list[Cue], taken: set[int]
) -> Head:
    """The noun phrase to the right of a number in a language whose verb stands last."""
    tokens = sentence.tokens
    head = Head(end=said.outer_last)
    index = said.outer_last
    if index < len(tokens) and tokens[index].kind == SUFFIX:
        index += 1
    if is_of_them(sentence, said):
        head.alone = True
        head.case = case_of(tokens[index - 1].word)
        _said_of_them(sentence, head, index)
        _of_whom(sentence, said, head, found)
        return head
    steps = 0
    while index < len(tokens) and steps < NP_REACH and index not in taken:
        token = tokens[index]
        if token.kind == MARK:
            if token.text not in "«»\"“”'’„":
                break
            index += 1
            continue
        cue = _longest_at(found, index)
        noun = _noun_at(sentence, index)
        if noun is not None:
            noun = _without_owners(sentence, noun)
        if noun is not None and (
            _is_cut(codebook, sentence, noun, found)
            or (steps and _is_goal(sentence, noun, cue))
            or _is_in_act(codebook, noun, cue)
        ):
            noun = None
        if noun is not None and (
            cue is None or noun.last >= cue.last or cue.form in (Form.NOUN, Form.PREDICATE)
        ):
            last = noun
            while case_of(tokens[last.last - 1].word) is None and last.last not in taken:
                following = _noun_at(sentence, last.last)
                if following is None or not _compounds(codebook, sentence, last, following):
                    break
                act = _longest_at(found, following.first)
                owned = "gen" in tokens[following.first - 1].word.features
                told = act is not None and act.last > following.last and not owned
                found_body = following.code == "body" and act is not None and act.act in _FOUND
                if told and not found_body:  # «12 сарбаз |денесі табылды» are bodies
                    break  # «102 адам |дәрігерге жүгінді», «12 жылқы |иесіне қайтарылды»
                last = following
            code = _split_compound(sentence, said, noun.first, last.last) or last.code
            head.object, head.words, head.end = code, (noun.first, last.last), last.last
            head.case, head.unknown = case_of(tokens[last.last - 1].word), False
            if (
                _is_of_owners(sentence, said, noun)
                or _owns(sentence, last, found)
                or _is_many(sentence, said, last)
            ):
                head.case = OWNER
            if cue is not None and cue.form is Form.COUNTED and cue.last == last.last:
                head.cue = cue
            return head
        if cue is not None:
            if cue.form in (Form.PREDICATE, Form.NOUN):
                break
            head.cue, head.end, head.words = cue, cue.last, (cue.first, cue.last)
            if cue.form is Form.COUNTED:
                return head
            index, steps = cue.last, steps + 1
            continue
        word = token.word
        if (
            token.kind == NUMBER
            or _is_verb(word)
            or (not steps and token.norm.startswith(BEING))  # «қаза тапқандар 23 |екенін айтты»
            or ("adp" in word.features and not word.has("noun"))
        ):
            break
        if word.has("noun") and not word.has("adj") and head.cue is None:
            head.unknown, head.words, head.end = True, (index, index + 1), index + 1
            head.case = case_of(word)
            if _is_owner(sentence, index, found):
                head.case = OWNER  # «екі клубтың жанкүйерлері»: neither is two
            if head.case is not None:
                break
        index, steps = index + 1, steps + 1
    if head.object is None and head.cue is not None and head.cue.form is Form.PARTICIPLE:
        head.cue = _of_people(codebook, head.cue, found)
        _among_whom(codebook, sentence, said, head)
    return head


def _is_cut(codebook: Codebook, sentence: Sentence, noun: Hit, found: list[Cue]) -> bool:
    """Whether an act begins within a noun and goes on: «7 тұрғын |үйінді астында қалды» are no houses. An
    act may be told with the very noun it befell: «12 әскери |қақтығыс болды»."""
    own = _FOUND if noun.code == "body" else (codebook.objects[noun.code].default_act,)
    return any(
        noun.first < cue.first < noun.last < cue.last
        and cue.act not in own
        and "gen" not in sentence.tokens[cue.first - 1].word.features
        for cue in found
    )


def _is_in_act(codebook: Codebook, noun: Hit, cue: Cue | None) -> bool:
    """Whether a thing is only a word of what befell people: «тағы бір |жарақат алды»."""
    if cue is None or cue.form is not Form.PREDICATE or cue.last <= noun.last:
        return False
    return cue.act in _OUTCOMES and codebook.objects[noun.code].kind != "people"


_OUTCOMES = frozenset({"killed", "injured"})
_FOUND = frozenset({"recovered", "rescued"})


def _is_goal(sentence: Sentence, noun: Hit, cue: Cue | None) -> bool:
    """Whether a noun behind another word is where an act took them: «150 жас |әкімдікке кірмек болды»."""
    if cue is None or cue.form is not Form.PREDICATE or cue.last <= noun.last:
        return False
    return case_of(sentence.tokens[noun.last - 1].word) in ("dat", "loc", "abl")


def _of_people(codebook: Codebook, cue: Cue, found: list[Cue]) -> Cue:
    """«38 зардап шеккен бар»: a participle with no noun stands for people, if it may be told of them."""
    same = (c for c in found if (c.first, c.last) == (cue.first, cue.last))
    return next((c for c in same if codebook.acts[c.act].kind == "people"), cue)


def _among_whom(codebook: Codebook, sentence: Sentence, said: Said, head: Head) -> None:
    """«сарбаздар арасында 38 зардап шеккен бар»: they are of the people named before «among»."""
    for among in sentence.of("parts", "including"):
        if not 0 <= said.outer_first - among.last <= 1:
            continue
        for hit in sentence.of("objects"):
            if hit.last == among.first and codebook.objects[hit.code].kind == "people":
                head.object = hit.code


def may_take(cue: Cue, head: Head) -> bool:
    """Whether a predicate may have a noun of this case as what its act befell."""
    phrase = len(cue.phrase.split())
    match head.case:
        case "acc":
            return cue.role == "object" or (cue.role == "noun" and cue.first == head.end)
        case "abl" if head.object in _PLACES and cue.act in ("imposed", "lifted"):
            return False  # «екі ауданнан ошақ табылып, бір ауыл жабылды»
        case "dat" | "abl" if phrase > 1 and cue.role != "subject":
            return True
        case "loc" if cue.act == "damaged":
            return head.object in ("home", "building", "shop")
        case "dat" | "loc":
            return cue.act in _REGIMES and (head.object in _PLACES or head.object is None)
        case "abl" | "owner":
            return False
        case _:
            return True


def _compounds(codebook: Codebook, sentence: Sentence, noun: Hit, following: Hit) -> bool:
    """Whether two nouns side by side are one: «полиция көлігі», «адамның денесі», but not «50 адам |
    алаңға», «30 тұрғын | қаруын»: people own in the genitive only, bodies aside."""
    features = sentence.tokens[following.last - 1].word.features
    if "ptcp" in sentence.tokens[following.first].word.features:
        return False
    if "pl" in features and noun.last == following.first and _is_people(codebook, noun):
        return False  # «бес бала |балалар ауруханасына түсті», «екі адам |дәрігерлер келгенше»
    if following.code == "body":
        return True
    if "gen" in sentence.tokens[noun.last - 1].word.features:
        return False
    kinds = codebook.objects[noun.code].kind, codebook.objects[following.code].kind
    return (
        kinds[0] == kinds[1]
        if kinds[0] == "people"
        else "poss" in features or kinds[0] == kinds[1]
    )


def _is_people(codebook: Codebook, noun: Hit) -> bool:
    return codebook.objects[noun.code].kind == "people"


def _without_owners(sentence: Sentence, noun: Hit) -> Hit:
    """«17 |көлік иелеріне қайтарылды»: behind a number a noun in the plural is none of those counted, so that of a
    compound only what stands before it is."""
    features = sentence.tokens[noun.last - 1].word.features
    if noun.last - noun.first == 1 or "pl" not in features or not features & OBLIQUE:
        return noun
    inside = sentence.pack.lexicon.find(sentence.tokens[noun.first : noun.last - 1])
    for hit in inside:
        if hit.entry.category == "objects" and hit.first == 0:
            return Hit(hit.entry, noun.first, noun.first + hit.last)
    return noun


def _split_compound(sentence: Sentence, said: Said, first: int, last: int) -> str | None:
    """«полицияның жеті көлігі»: an owner in the genitive before the number makes a compound with the
    noun behind it, «полиция көлігі»."""
    tokens = sentence.tokens
    at = said.outer_first - 1
    if at < 0 or "poss" not in tokens[last - 1].word.features:
        return None
    if "gen" not in tokens[at].word.features:
        return None
    for begin in range(max(0, at - 2), at + 1):
        joined = [*tokens[begin : at + 1], *tokens[first:last]]
        for hit in sentence.pack.lexicon.find(joined):
            whole = hit.entry.category == "objects" and hit.last == len(joined)
            if whole and hit.first <= at - begin:
                return hit.code
    return None


OWNER = "owner"
"""The case of who only owns what the clause is about: «бес кәсіпорынның жұмысшылары»."""


def _owns(sentence: Sentence, noun: Hit, found: list[Cue]) -> bool:
    """Whether a noun in the genitive owns the noun behind it, and that noun is part of no act
    («өмірін қиды», «ісі сотқа жолданды»)."""
    tokens = sentence.tokens
    at = next(
        (said.outer_last for said in sentence.said if said.outer_first == noun.last), noun.last
    )
    if "gen" not in tokens[noun.last - 1].word.features or at >= len(tokens):
        return False
    word = tokens[at].word  # «бір отбасының |бес мүшесі»
    if not word.has("noun", "poss") or "ptcp" in word.features or "inf" in word.features:
        return False
    return not any(cue.first <= at < cue.last for cue in found if cue.form is not Form.COUNTED)


def _is_of_owners(sentence: Sentence, said: Said, noun: Hit) -> bool:
    """«үш ауылдың тұрғыны», «екі көліктің жүргізушісі»: as many villages and cars, whose people are not counted."""
    if noun.last - noun.first < 2 or said.outer_last != noun.first or said.quantity.value == 1:
        return False
    if "gen" not in sentence.tokens[noun.first].word.features:
        return False
    owner = sentence.pack.lexicon.find(sentence.tokens[noun.first : noun.first + 1])
    return any(
        hit.entry.category == "objects"
        and hit.code in ("settlement", "region", "vehicle", "building")
        for hit in owner
    )


def _is_owner(sentence: Sentence, index: int, found: list[Cue]) -> bool:
    """The same of a noun no list knows, where the noun behind it is one."""
    tokens = sentence.tokens
    if "gen" not in tokens[index].word.features or index + 1 >= len(tokens):
        return False
    if any(cue.first <= index + 1 < cue.last for cue in found if cue.form is not Form.COUNTED):
        return False
    return any(
        hit.first == index + 1 and "poss" in tokens[hit.last - 1].word.features
        for hit in sentence.of("objects")
    )


def _is_many(sentence: Sentence, said: Said, noun: Hit) -> bool:
    """«бір отбасының мүшелері»: a noun in the plural, words behind its number, is not what is counted;
    counted nouns stand in the singular."""
    apart = noun.last - 1 > said.outer_last or said.quantity.value == 1
    return apart and "pl" in sentence.tokens[noun.last - 1].word.features


def is_no_argument(head: Head) -> bool:
    """Whether the case alone tells that nothing befell what is counted: «үш ауылдан», «екі көлікте»."""
    return head.case in ("abl", "ins", OWNER) or (
        head.case == "loc" and head.object not in _PLACES
    )


def _said_of_them(sentence: Sentence, head: Head, index: int) -> None:
    """«олардың 11-і – полицей»: what stands behind the dash."""
    tokens = sentence.tokens
    if index < len(tokens) and head.case is None and "gen" in tokens[index - 1].word.features:
        noun = _noun_at(sentence, index)
        if noun is not None and noun.code == "body":
            head.object, head.words, head.end = noun.code, (noun.first, noun.last), noun.last
            return  # «үшеуінің денесі табылды»
    noun = _noun_at(sentence, index) if index < len(tokens) and head.case is None else None
    if noun is not None and (
        noun.last == len(tokens)
        or tokens[noun.last].kind == MARK
        or tokens[noun.last].norm.startswith(BEING)
    ):
        if case_of(tokens[noun.last - 1].word) is None:
            head.object, head.words = noun.code, (noun.first, noun.last)
            return  # «төртеуі бала, ал үшеуі полицей»
    if index >= len(tokens) or tokens[index].text not in "–—-":
        return
    for at in range(index + 1, min(len(tokens), index + 5)):
        if tokens[at].kind == MARK or _is_verb(tokens[at].word):
            return
        noun = _noun_at(sentence, at)
        if noun is not None:
            if stands_at(sentence, noun.last, "during", "for"):
                return  # «8-і – оқиға кезінде ұрланған»
            head.object, head.words = noun.code, (noun.first, noun.last)
            return


def _of_whom(sentence: Sentence, said: Said, head: Head, found: list[Cue]) -> None:
    """«жараланғандардың 164-і», «балалардың үшеуі»: who "they" are, right before the number."""
    for cue in found:
        if cue.form is Form.COUNTED and 0 <= said.outer_first - cue.last <= 1:
            if sentence.tokens[said.outer_first - 1].text not in ",;:":
                head.cue = cue  # «…, төртеуі – бала» goes on with another list
    if head.object is not None:
        return
    among = [
        hit.first for hit in sentence.of("parts", "including") if hit.last == said.outer_first
    ]
    for hit in sentence.of("objects"):
        if hit.last in among and "gen" in sentence.tokens[hit.last - 1].word.features:
            head.object, head.words = hit.code, (hit.first, hit.last)  # «қарудың ішінде 91-і»
        if (
            hit.last == said.outer_first
            and "gen" in sentence.tokens[hit.last - 1].word.features
        ):
            head.object, head.words = hit.code, (hit.first, hit.last)


def _longest_at(found: list[Cue], index: int) -> Cue | None:
    here = [cue for cue in found if cue.first == index]
    return max(here, key=lambda cue: (cue.last, cue.form is Form.COUNTED), default=None)


def _noun_at(sentence: Sentence, index: int) -> Hit | None:
    for hit in sentence.of("objects"):
        if hit.first == index:
            word = sentence.tokens[hit.last - 1].word
            if _is_verb(word) and word.has("past"):
                return None
            one = hit.last - hit.first == 1 and not hit.entry.phrase.startswith("=")
            return None if one and _only_verb(word) else hit
    return None


def _only_verb(word: Word) -> bool:
    """«қойған» is put, no sheep: a form of a verb that happens to sound like a noun."""
    return "verb" in word.features and not word.features & {"noun", "adj", "num", "name"}


def _is_verb(word: Word) -> bool:
    return (
        word.has("fin")
        and not word.has("noun")
        and not word.has("adj")
        and not word.has("ptcp")
    )
