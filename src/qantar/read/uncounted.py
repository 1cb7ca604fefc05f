"""Numbers that count nothing of the story: ages, shares, names, inhabitants."""

from qantar.grammar.quantities import Said
from qantar.grammar.token import WORD
from qantar.read.sentence import Sentence, capitalised

_OUT_OF = (3, 4, 5, 10, 20, 100, 1000)
"""What shares are told of: "one in five"."""


OLDEST = 110
"""Years a person may be said to have lived."""


POPULATION = 100_000
"""The least number of people told without an act that is a place's inhabitants, not a crowd."""


def is_ratio(sentence: Sentence, said: Said) -> bool:
    """ "more than |nine in |ten of the victims", «|четыре пятых заболевших»: a share, no count."""
    if any(hit.first == said.outer_last for hit in sentence.of("small", "fraction")):
        return said.number.form == "words"
    if not sentence.pack.fixed_order or said.number.form == "digits":
        return False
    tokens = sentence.tokens
    for other in sentence.said:
        first, last = (said, other) if said.first < other.first else (other, said)
        if other is said or last.outer_first - first.outer_last != 1:
            continue
        if tokens[first.outer_last].norm not in ("in", "out of"):
            continue
        low, high = first.quantity.value, last.quantity.value
        if low is not None and high is not None and low < high and high in _OUT_OF:
            return True
    return False


def is_aged_so(sentence: Sentence, said: Said) -> bool:
    """ "a girl of |seven": years of the one person named before it."""
    tokens, at = sentence.tokens, said.outer_first
    if any(hit.last == at for hit in sentence.of("reference", "aged")):
        return True  # «троє дітей віком |7, 10 та 13 років»
    if not sentence.pack.fixed_order or at < 3 or tokens[at - 1].norm != "of":
        return False
    if said.quantity.value is None or said.quantity.value > OLDEST:
        return False
    if any(0 <= hit.first - said.outer_last <= 1 for hit in sentence.of("objects")):
        return False
    one = tokens[at - 2]
    return (
        one.norm in one.word.lemmas
        and one.norm not in _OF_SEVERAL
        and any(
            hit.last == at - 1 and is_determined(sentence, hit.first)
            for hit in sentence.of("objects", *_OF_AGE)
        )
    )


_OF_AGE = ("person", "child", "woman", "journalist", "medic", "rescuer", "soldier", "foreigner")


_OF_SEVERAL = (
    "crew",
    "group",
    "team",
    "staff",
    "family",
    "party",
    "band",
    "gang",
    "crowd",
    "pair",
    "trio",
)
"""Nouns that name several people at once: "a crew of |12"."""


def is_determined(sentence: Sentence, index: int) -> bool:
    """Whether "a" or "an" stands before a noun, one word between at the most."""
    return any(sentence.tokens[i].norm in ("a", "an") for i in range(max(0, index - 2), index))


def is_population(act: str, object_: str, said: Said) -> bool:
    """Whether a number of people of whom nothing is told is how many live there: «19,1 млн жителей»."""
    value = said.quantity.value
    return (act, object_) == ("other", "person") and value is not None and value >= POPULATION


def is_of_posts(sentence: Sentence, said: Said, object_: str) -> bool:
    """«акимы |трёх областей», «главы |12 районов подали в отставку»: whose offices are told of, no towns of
    the story."""
    if object_ not in ("region", "settlement") or sentence.pack.fixed_order:
        return False
    if sentence.pack.verb_final or said.outer_first != said.first:
        return False
    return any(
        hit.last == said.first and hit.code in ("role", "head")
        for category in ("roles", "bodies") for hit in sentence.of(category)
    )  # fmt: skip


def is_named(sentence: Sentence, said: Said) -> bool:
    """Whether the number belongs to a name: «Khabar 24», «400 Мавозо»."""
    tokens, last = sentence.tokens, said.last
    if (
        said.first
        and said.number.form == "digits"
        and not tokens[said.first].spaced
        and tokens[said.first - 1].kind == WORD
    ):
        return True  # "live on B|92"
    if said.first and tokens[said.first - 1].text in "«“„" and last < len(tokens):
        if said.number.form == "digits" and capitalised(tokens[last]):
            return True
    if said.first and _is_a_quoted_name(sentence, said):
        return True
    return any(
        hit.first <= said.first and said.last <= hit.last
        for category in ("outlets", "bodies")
        for hit in sentence.of(category)
    )


def is_of_members(sentence: Sentence, said: Said) -> bool:
    """ "a clash between members of |two communities": groups that people belong to, no places."""
    tokens, at = sentence.tokens, said.outer_first
    return (
        sentence.pack.fixed_order
        and at >= 2
        and tokens[at - 1].norm == "of"
        and any(hit.last == at - 1 for hit in sentence.of("parts", "members"))
    )


def is_of_owners(sentence: Sentence, said: Said) -> bool:
    """ "the houses of |several lawmakers", "Asia's |two poorest nations": whose something is, and of which
    kind something is, is not counted."""
    if not sentence.pack.fixed_order:
        return False
    tokens, at, end = sentence.tokens, said.outer_first, said.outer_last
    if at >= 2 and tokens[at - 1].norm == "of":
        return any(
            hit.last == at - 1
            for hit in sentence.of("objects", "home", "vehicle", "settlement", "region")
        ) or any(hit.last == at - 1 for hit in sentence.of("places", "capital"))
    return (
        at > 0
        and tokens[at - 1].text.endswith(("'s", "’s"))
        and capitalised(tokens[at - 1])
        and end < len(tokens)
        and tokens[end].norm.endswith("est")
    )


def _is_a_quoted_name(sentence: Sentence, said: Said) -> bool:
    """«передає "|5 канал"»: a number that opens a name in quotation marks of one or two words, of nobody counted
    and nothing done."""
    tokens, last = sentence.tokens, said.last
    if said.number.form != "digits" or tokens[said.first - 1].text not in '"«“„':
        return False
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    behind = range(last, min(last + NAMED, len(tokens)))
    end = next((i for i in behind if tokens[i].text in '"»”“'), None)
    if end is None or end == last:
        return False
    return not any(
        last <= hit.first < end
        for category in ("acts", "labels")
        for hit in sentence.of(category)
    )


NAMED = 3
"""Tokens behind a number among which the quotation marks of such a name close."""


def is_difference(sentence: Sentence, said: Said) -> bool:
    """«сиділо на |800 осіб більше, ніж місць»: how many more than others, no count."""
    at = said.outer_first - 1
    if at < 0 or sentence.tokens[at].norm != "на":
        return False
    return any(
        0 <= hit.first - said.outer_last <= COMPARED
        for hit in sentence.of("growth", "difference")
    )


def is_of_populace(sentence: Sentence, said: Said) -> bool:
    """«сёла с населением |30 тысяч человек»: how many live there."""
    return any(
        0 <= said.outer_first - hit.last <= 1 for hit in sentence.of("reference", "populace")
    )


COMPARED = 2
"""Words between a number and "more" or "less" behind it."""


def is_age(sentence: Sentence, said: Said) -> bool:
    """Whether a number beside a name is an age: «Raisa Kim, 61,», «Pirumiyan (75)»."""
    tokens, value = sentence.tokens, said.quantity.value
    at, end = said.first, said.last
    if said.number.form != "digits" or value is None or value > OLDEST or at < 2:
        return False
    if said.outer_first != at or said.outer_last != end:
        return False
    opened, closed = tokens[at - 1].text, tokens[end].text if end < len(tokens) else "."
    named = tokens[at - 2]
    if (opened, closed[:1]) not in ((",", ","), (",", "."), ("(", ")"), (",", "—"), (",", "–")):
        return False
    known = {
        i
        for c in ("acts", "objects")
        for hit in sentence.of(c)
        for i in range(hit.first, hit.last)
    }
    if opened == "(":
        return named.kind == WORD and at - 2 not in known
    person = any(
        hit.last == at - 1
        and named.norm in named.word.lemmas
        and not ("pl" in named.word.features and "sg" not in named.word.features)
        for hit in sentence.of("objects", "person", "child", "woman")
    )
    if named.kind != WORD or sentence.pack.verb_final:
        return False
    described = sentence.pack.fixed_order and any(  # "Milan, 15, |a student"
        hit.first == end + 1
        and hit.code == "determiner"
        and tokens[end + 1].norm in ("a", "an")
        for hit in sentence.of("auxiliaries")
    )
    return person or (
        capitalised(named)
        and at - 2 not in known
        and (described or not _is_place(sentence, at - 2))
    )


def _is_place(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return any(hit.start <= token.start < hit.end for hit in sentence.places)


def is_repeated(sentence: Sentence, said: Said) -> bool:
    return any(
        said.last <= hit.first <= said.outer_last for hit in sentence.of("parts", "times")
    )
