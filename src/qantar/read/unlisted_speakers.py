"""Who speaks that no list knows, in languages of cases: the subject of a verb of saying, by its own grammar.

«Рибалка розповів…», «Корпус вартових визнав…», «Київ заявив…»: a noun in the nominative that agrees with
the verb and opens its clause, of a living being, of a name, or of a place that speaks for its state.
"""

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD, Token
from qantar.read.body_names import is_acronym
from qantar.read.names import Mention, Who
from qantar.read.order import is_adverb, is_preposition, is_small
from qantar.read.sentence import Sentence, capitalised
from qantar.read.speech import CLAUSE, has_complement, tells_what

LONGEST = 5
"""Words such a name may have."""
BETWEEN = 3
"""Words between it and its verb: «Тегеран своєю чергою заявив»."""
_NUMBER = frozenset({"sg", "pl"})
_VERBS = ("verb", CLAUSE)
"""Roles of the verbs of saying that any noun may have for its subject."""
_KNOWN = ("acts", "events", "reference", "totals", "parts", "times", "attribution")


def unlisted_before(sentence: Sentence, hit: Hit) -> Mention | None:
    """The subject that stands before its verb and opens the clause."""
    if not _asks_for_subject(sentence, hit):
        return None
    tokens, last = sentence.tokens, hit.first
    while last and hit.first - last < BETWEEN and _is_between(sentence, last - 1):
        last -= 1
    first = last
    while first and last - first < LONGEST and _may_belong(sentence, first - 1):
        first -= 1
    before = tokens[first - 1] if first else None
    opens = before is None or before.kind == MARK or before.word.features & {"conj", "adv"}
    if not opens or (before is not None and before.word.has("adp")):
        return _within_its_clause(sentence, hit, last)
    return _named(sentence, hit, first, last) or _within_its_clause(sentence, hit, last)


def _within_its_clause(sentence: Sentence, hit: Hit, last: int) -> Mention | None:
    """«До утра |сейсмологи зарегистрировали …», «Суму збитків |детективи оцінюють у …»: who stands right before the
    verb, wherever the clause began, if the form can be nothing but a subject's."""
    tokens, number = sentence.tokens, sentence.tokens[_verb_of(hit)].word.features & _NUMBER
    first = last - 1
    if first < 1 or last != hit.first or not _is_plain_subject(tokens[first], number):
        return None
    while (
        first
        and tokens[first - 1].word.has("adj", "nom")
        and not tokens[first - 1].word.has("noun")
    ):
        first -= 1
    if any(
        _is_head(token, number) and not is_acronym(token)
        for token in _of_clause(sentence, first)
    ):
        return None
    return _named(sentence, hit, first, last)


def _is_plain_subject(token: Token, number: frozenset[str]) -> bool:
    """A noun for living beings that is in the nominative beyond doubt."""
    word = token.word
    return (
        "anim" in word.features
        and word.has("noun", "nom")
        and not word.features & {"gen", "inan", "adp"}
        and bool(word.features & number)
    )


def _of_clause(sentence: Sentence, last: int) -> list[Token]:
    """The words of a clause before a token."""
    first = last
    while first and sentence.tokens[first - 1].kind != MARK:
        first -= 1
    return [
        token for i, token in enumerate(sentence.tokens[first:last], first)
        if not sentence.is_dated(i)
    ]  # fmt: skip


def unlisted_behind(sentence: Sentence, hit: Hit) -> Mention | None:
    """The subject right behind its verb, which stands behind a mark: «…, розповів рибалка»."""
    if not _asks_for_subject(sentence, hit):
        return None
    tokens, first = sentence.tokens, hit.last
    about = any(one.last == hit.first for one in sentence.of("reference", "this"))
    behind = hit.code == "according" or (hit.first and tokens[hit.first - 1].kind == MARK)
    if not behind and not about:
        return None
    last = first
    while last < len(tokens) and last - first < LONGEST and _may_belong(sentence, last):
        last += 1
    return _named(sentence, hit, first, last)


def unlisted_opening(sentence: Sentence, hit: Hit) -> Mention | None:
    """«|Тасымалдаушылар 18 жүргізушінің өлгенін айтты», «|Тәуелсіз талдаушылар … деп жазды»: in a verb-final language
    the noun in the nominative that opens a clause which ends in what is told and a verb of saying."""
    tokens = sentence.tokens
    if (
        not sentence.pack.verb_final
        or sentence.is_caseless
        or not _closes_what_is_told(sentence, hit)
    ):
        return None
    first = _clause_before(sentence, hit)
    while first < hit.first and (
        sentence.is_dated(first) or _is_aside(tokens[first]) or _is_joint(sentence, first)
    ):
        first += 1
    last = first
    while last < hit.first and last - first < LONGEST and _is_nominal(sentence, last):
        last += 1
    named = [
        i for i in range(first, last)
        if tokens[i].word.has("noun", "nom") or is_acronym(tokens[i])
    ]  # fmt: skip
    if not named:
        return None
    whole = [i for i in named if i > first and tokens[i].word.has("noun", "nom", "poss")]
    head = whole[0] if whole else named[0]
    while head + 1 in whole:
        head += 1
    word = tokens[head].word
    if head + 1 >= hit.first or (
        head == first and "poss" in word.features and not word.has("name")
    ):
        return None
    if any("gen" in tokens[i].word.features for i in range(first, head)) and not whole:
        return None
    if _is_something_else(sentence, first, head):
        return None
    behind = tokens[head + 1].word
    if behind.has("adp") and not behind.features & _NOUNS:
        return None
    return Mention(Who.GROUP if "pl" in word.features else Who.BODY, first, head + 1)


def _closes_what_is_told(sentence: Sentence, hit: Hit) -> bool:
    """«… өлгенін |айтты», «… өлді деп |жазды»: a verb right behind the clause it tells."""
    tokens = sentence.tokens
    if not tokens[hit.last - 1].word.features & {"fin", "conv", "ptcp"}:
        return False
    told = any(
        one.first <= index < one.last
        for one in sentence.of("small", "that")
        for index in (hit.first - 1, hit.first)
    )
    return told or has_complement(sentence, hit) or "де" in tokens[hit.first].word.lemmas


def _clause_before(sentence: Sentence, hit: Hit) -> int:
    """Where the clause of a verb begins: with its sentence, behind a semicolon, a "but" or the verb of saying before."""
    begins = [0]
    begins += [i + 1 for i in range(hit.first) if sentence.tokens[i].text == ";"]
    begins += [h.last for h in sentence.of("joints", "but") if h.last <= hit.first]
    begins += [
        h.last for h in sentence.of("attribution", "say")
        if h.last <= hit.first and sentence.tokens[h.last - 1].word.features & {"fin", "conv"}
    ]  # fmt: skip
    return max(begins)


def _is_joint(sentence: Sentence, index: int) -> bool:
    return any(h.first <= index < h.last for h in sentence.of("joints"))


def _is_aside(token: Token) -> bool:
    return token.kind == MARK or (
        bool(token.word.features & {"adv", "part", "conj"}) and not token.word.has("noun")
    )


def _is_nominal(sentence: Sentence, index: int) -> bool:
    """A word of a noun phrase in the nominative: an adjective, an owner, a bare noun; no number, no date."""
    token = sentence.tokens[index]
    word = token.word
    if token.kind != WORD or sentence.is_dated(index) or word.features & {"num", "pron", "adp"}:
        return False
    if any(said.first <= index < said.last for said in sentence.said):
        return False
    if is_acronym(token):
        return True
    if not word.analyses:
        return capitalised(token)
    likely = word.analyses[0].features
    if likely & {"verb", "ptcp", "conv"} or likely & {"dat", "acc", "loc", "abl", "ins"}:
        return False
    return bool(likely & {"noun", "adj", "name", "gen"})


def _is_something_else(sentence: Sentence, first: int, head: int) -> bool:
    """What happened, what was counted or where: no voice."""
    if any(h.first <= head < h.last for h in sentence.of("small", "inquiry")):
        return False
    if any(
        h.first <= head < h.last for c in ("acts", "events", "reference", "totals", "parts")
        for h in sentence.of(c)
    ):  # fmt: skip
        return True
    if any(h.first <= head < h.last and h.code in _NO_VOICES for h in sentence.of("objects")):
        return True
    if any(said.outer_last == first for said in sentence.said):
        return True
    return any(sentence.token_at(place.end - 1) == head for place in sentence.places)


def _asks_for_subject(sentence: Sentence, hit: Hit) -> bool:
    pack = sentence.pack
    if pack.fixed_order or pack.verb_final or sentence.is_caseless or hit.role not in _VERBS:
        return False
    verb = sentence.tokens[_verb_of(hit)].word
    return verb.has("fin") and bool(verb.features & _NUMBER)


def _verb_of(hit: Hit) -> int:
    """Where the verb itself stands: «|сообщил в отчёте», «как |сообщил»."""
    return hit.last - 1 if hit.code == "according" else hit.first


def _is_between(sentence: Sentence, index: int) -> bool:
    """A small word or «своєю чергою» between subject and verb."""
    word = sentence.tokens[index].word
    if sentence.tokens[index].kind != WORD or is_acronym(sentence.tokens[index]):
        return False
    if word.features & {"adv", "part"} and not word.has("noun", "nom"):
        return True
    return word.has("ins") and not word.has("nom") and not capitalised(sentence.tokens[index])


def _may_belong(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    features = token.word.features
    if is_acronym(token):
        return True
    if token.kind != WORD or features & {"adp", "conj"} or token.word.has("verb", "fin"):
        return False
    if "pron" in features or sentence.is_dated(index):
        return False
    return bool(features & {"noun", "adj", "ptcp", "name"}) or capitalised(token)


def _named(sentence: Sentence, hit: Hit, first: int, last: int) -> Mention | None:
    """The noun phrase as a speaker, if its head is one."""
    tokens = sentence.tokens
    number = tokens[_verb_of(hit)].word.features & _NUMBER
    head = next((i for i in range(first, last) if _is_head(tokens[i], number)), None)
    if head is None or any(
        not tokens[i].word.has("nom") and not is_acronym(tokens[i]) for i in range(first, head)
    ):
        return None
    if (
        head
        and "adp" in tokens[head - 1].word.features
        and not tokens[head - 1].word.has("noun")
    ):
        return None  # «у Брумадінью зафіксовано»: where it was noted, nobody noting it
    end = head + 1
    while end < last and (_owns(tokens[end]) or capitalised(tokens[end])):
        end += 1
    if hit.first >= last and end != last:
        return None  # something else stands between it and the verb
    finds = hit.role == CLAUSE and any(
        one.first == head for one in sentence.of("small", "inquiry")
    )
    known = not finds and any(
        one.first < end and head < one.last
        for category in _KNOWN
        for one in sentence.of(category)
    )
    if known or any(said.first < end and first - 2 < said.last for said in sentence.said):  # fmt: skip
        return None
    if any(
        one.first <= head < one.last and one.code in _NO_VOICES
        for one in sentence.of("objects")
    ):
        return None
    placed = any(sentence.token_at(place.start) == head for place in sentence.places)
    placed = placed and not is_acronym(tokens[head])
    animate = "anim" in tokens[head].word.features and "inan" not in tokens[head].word.features
    proper = capitalised(tokens[head]) and (
        head > 0 or end - head > 1 or is_acronym(tokens[head])
    )
    if placed:
        adjective = end - head > 1 or not tokens[head].word.features & _NOUNS
        return None if adjective else Mention(Who.BODY, head, end)
    if not animate and not proper and not (
        tells_what(sentence, hit)
        or (first >= hit.last and _ends_there(sentence, end))
        or (first < hit.first and _gives_number(sentence, hit))
    ):  # fmt: skip
        return None
    if not animate and tokens[head].text.isascii() and any(
        one.first == hit.first for one in sentence.of("attribution", "relay")
    ):  # fmt: skip
        return Mention(Who.OUTLET, first, end)  # «…, передає RegioNews»
    return Mention(Who.ROLE if animate else Who.BODY, first, end)


_NO_VOICES = frozenset(
    "attack protest explosion fire criminal_case complaint body vehicle weapon money".split()
)
"""Things and occurrences that no verb of saying has for its subject."""


def _is_head(token: Token, number: frozenset[str]) -> bool:
    """A noun or a name in the nominative that agrees with the verb, or an acronym, which has no cases."""
    if is_acronym(token):
        return True  # «UKMTO», «КГБ»
    return any(
        "nom" in one.features and one.features & _NOUNS and number & one.features
        for one in token.word.analyses
    )


_NOUNS = frozenset({"noun", "name"})


def _gives_number(sentence: Sentence, hit: Hit) -> bool:
    """«Сеть |насчитала 1013 погибших», «Метеослужба |подтвердила семьдесят торнадо»: a count right behind a verb in
    the past that is one of saying."""
    return "past" in sentence.tokens[hit.first].word.features and any(
        said.use == "count" and 0 <= said.outer_first - hit.last <= 1 for said in sentence.said
    )


def _ends_there(sentence: Sentence, end: int) -> bool:
    """«…, сообщил |отряд.»: nothing stands behind it that it could be the object of."""
    return end >= len(sentence.tokens) or sentence.tokens[end].kind == MARK


def _owns(token: Token) -> bool:
    return token.word.has("gen") and not token.word.has("fin")


PHRASE = 6
"""Words a noun phrase before a verb of saying may have: "a university laboratory |said"."""


def unlisted_noun(sentence: Sentence, hit: Hit) -> Mention | None:
    """ "…, the prefecture |said", "The blockaders |say", "medical records |show": in a language of fixed order the noun
    phrase that opens a clause and ends at a verb of saying, listed or not, unless it is but the paper it stands in."""
    if not sentence.pack.fixed_order or sentence.is_caseless or hit.role != "verb":
        return None
    tokens, last = sentence.tokens, hit.first
    while last:
        turn = next((h for h in sentence.of("small", "timely") if h.last == last), None)
        if turn is not None:
            last = turn.first
        elif is_adverb(tokens[last - 1]) or any(
            h.last == last for h in sentence.of("auxiliaries", "have")
        ):
            last -= 1
        else:
            break
    determined = {h.first for h in sentence.of("small", "article")}
    first = last
    end = last
    while (
        first
        and last - first < PHRASE
        and (_is_of_noun(sentence, first - 1) or _is_of_name(sentence, first - 1, hit.first))
    ):
        first -= 1
        if first in determined:
            break
        if tokens[first].norm == "of":
            end = first
    owned = any(token.norm.endswith(("'s", "’s", "s'")) for token in tokens[first : end - 1])
    if first == last:
        return None
    before = tokens[first - 1] if first else None
    opens = before is None or before.kind == MARK or any(
        h.last == first for h in sentence.of("joints", "but", "and")
    )  # fmt: skip
    if not opens and not any(m.last == first for m in sentence.moments):
        return None
    first += first in determined
    described = owned or first - 1 in determined
    return _spoken_for(sentence, (first, end, last), described=described)


def _spoken_for(
    sentence: Sentence, span: tuple[int, int, int], *, described: bool
) -> Mention | None:
    """The phrase as a speaker, by its head: the noun before "of" or at its end."""
    first, end, last = span
    tokens, head = sentence.tokens, end - 1
    if first >= end or any(m.first < last and first < m.last for m in sentence.moments):
        return None
    several = tokens[head].norm.endswith("s") and not tokens[head].norm.endswith("ss")
    if not described and not several:
        return None
    word = tokens[head].word
    of_many = head == 0 and several and tokens[head].norm not in word.lemmas  # "|Insurers put"
    if word.features & {"ger", "num", "pron"} or (capitalised(tokens[head]) and not of_many):
        return None
    known = ("acts", "events", "attribution", "outlets")
    if any(h.first <= head < h.last for c in known for h in sentence.of(c)) or any(
        h.first <= head < h.last for h in sentence.of("reference", *_STANDS_IN)
    ):
        return None
    if any(said.first < last and first <= said.outer_last for said in sentence.said):
        return None
    if any(h.first <= head < h.last for h in sentence.of("small", "paper")):
        return None  # "the report said"
    if any(h.first <= head < h.last and h.code in _NO_VOICES for h in sentence.of("objects")):
        return None
    return Mention(Who.GROUP if several else Who.BODY, first, last)


_STANDS_IN = ("generic", "same", "own", "many", "paper", "impersonal")
"""References that stand for somebody named before: "the agency"."""


def _is_of_name(sentence: Sentence, index: int, verb: int) -> bool:
    """ "the prefecture |of Haute-Savoie said": a preposition before a name."""
    tokens = sentence.tokens
    return (
        index > 0
        and index + 1 < verb
        and tokens[index].norm == "of"
        and capitalised(tokens[index + 1])
    )


def _is_of_noun(sentence: Sentence, index: int) -> bool:
    """Whether a word may stand in such a phrase: no verb, no preposition, no number, no name of a day."""
    token = sentence.tokens[index]
    if token.kind != WORD or sentence.is_dated(index) or is_preposition(sentence, index):
        return False
    if any(h.first == index for h in sentence.of("small", "article")):
        return True
    return not (
        token.word.features & {"pron", "num", "past"}
        or is_small(sentence, index)
        or any(h.first <= index < h.last for h in sentence.of("joints"))
        or any(h.first <= index < h.last for h in sentence.of("reality"))
    )
