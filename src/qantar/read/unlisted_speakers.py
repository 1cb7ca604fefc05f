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
from qantar.read.speech import ABOUT

LONGEST = 5
"""Words such a name may have."""
BETWEEN = 3
"""Words between it and its verb: «Тегеран своєю чергою заявив»."""
_NUMBER = frozenset({"sg", "pl"})
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
        return None
    return _named(sentence, hit, first, last)


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


def _asks_for_subject(sentence: Sentence, hit: Hit) -> bool:
    pack = sentence.pack
    if pack.fixed_order or pack.verb_final or sentence.is_caseless or hit.role != "verb":
        return False
    verb = sentence.tokens[_verb_of(hit)].word
    return verb.has("fin") and bool(verb.features & _NUMBER)


def _verb_of(hit: Hit) -> int:
    """Where the verb itself stands: «|сообщил в отчёте», «как |сообщил»."""
    return hit.last - 1 if hit.code == "according" else hit.first


def _is_between(sentence: Sentence, index: int) -> bool:
    """A small word or «своєю чергою» between subject and verb."""
    word = sentence.tokens[index].word
    if sentence.tokens[index].kind != WORD:
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
    if any(
        one.first < end and head < one.last
        for category in _KNOWN for one in sentence.of(category)
    ) or any(said.first < end and first - 2 < said.last for said in sentence.said):  # fmt: skip
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
        _tells_what(sentence, hit) or (first >= hit.last and _ends_there(sentence, end))
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


def _tells_what(sentence: Sentence, hit: Hit) -> bool:
    """«сообщила |о трёх раненых», «сообщает|, что …»: whoever does this speaks, of flesh and blood or not."""
    following = sentence.tokens[hit.last : hit.last + 2]
    if not following:
        return False
    if following[0].norm in ABOUT:
        return True
    return len(following) > 1 and following[0].text == "," and following[1].norm in _THAT


def _ends_there(sentence: Sentence, end: int) -> bool:
    """«…, сообщил |отряд.»: nothing stands behind it that it could be the object of."""
    return end >= len(sentence.tokens) or sentence.tokens[end].kind == MARK


_THAT = ("что", "що")


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
    if tokens[head].word.features & {"ger", "num", "pron"} or capitalised(tokens[head]):
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
