"""How far a post goes: its adjectives, its body in the genitive, the person it stands beside."""

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.body_names import with_owners
from qantar.read.order import is_preposition
from qantar.read.sentence import Sentence, capitalised

OPENERS = frozenset(
    "the a an in on at of for from to by with as but and or if when while after before since this that these those there here it its he she they we you i his her their our my no not what who how why where all some many most more one two three new last about over under".split()
)


def role_beside(
    sentence: Sentence, first: int, last: int, roles: list[Hit]
) -> tuple[int, int] | None:
    """The post just before a name («начальник полиции Иван Петров») or after it, past a comma."""
    best: tuple[int, int] | None = None
    if sentence.pack.fixed_order and first and is_preposition(sentence, first - 1):
        roles = [hit for hit in roles if hit.first >= last]  # "villagers in |Lower Dir"
    for hit in roles:
        if hit.code == "rank":
            continue
        if (
            hit.last <= first
            and first - hit.last <= 9
            and _one_phrase(sentence, hit.first, _title_end(sentence, first, last, roles))
            and not _is_anothers(sentence, hit, first, roles)
        ):
            if best is None or hit.first < best[0]:
                best = (hit.first, first)
    if best is not None:
        return with_modifiers(sentence, *best)
    for hit in roles:
        if hit.code == "rank":
            continue
        between = range(last + 1, hit.first)
        if hit.first <= last or sentence.tokens[last].text not in ",(—–-" or len(between) > 2:
            continue
        if all(_describes_post(sentence, index) for index in between):
            if _has_a_name(sentence, hit.last):
                continue
            return last + 1, _role_end(sentence, hit.last)
    return None


def _is_anothers(sentence: Sentence, hit: Hit, first: int, roles: list[Hit]) -> bool:
    """«министр |энергетики Ян Новик и глава района| Пётр Лось»: a post before a name that an "and" and
    another post part from this one."""
    if sentence.pack.fixed_order:
        return False
    for joint in sentence.of("joints", "and"):
        if not hit.last < joint.first < first:
            continue
        at = joint.first - 1
        start = sentence.tokens[at].start
        if not capitalised(sentence.tokens[at]) or any(
            place.start <= start < place.end for place in sentence.places
        ):
            continue
        if any(joint.last <= other.first < first for other in roles):
            return True
    return False


MODIFIERS = 3
"""Words before a post that tell of what it is one: «provincial health director»."""


def with_modifiers(
    sentence: Sentence, first: int, last: int, used: set[int] | None = None
) -> tuple[int, int]:
    """A post, or with ``used`` a body, with the words before it, where no case shows what belongs to
    it; capitals do for a body («Lake | Safety Agency»), not for a post («Chile President»)."""
    if not sentence.pack.fixed_order:
        return first, last
    taken = {
        i for c in ("attribution", "posts", "outlets", "auxiliaries", "joints", "labels", "reference")
        for hit in sentence.of(c) for i in range(hit.first, hit.last)
    }  # fmt: skip
    taken |= {i for m in sentence.moments for i in range(m.first, m.last)}
    acting = {i for hit in sentence.of("acts") for i in range(hit.first, hit.last)}
    at = first
    while at and first - at < MODIFIERS:
        token = sentence.tokens[at - 1]
        if used is not None and at - 1 not in used and token.norm.endswith(("'s", "’s")):
            at -= 1  # "the sheriff's | office"
            continue
        if (
            token.kind != WORD
            or at - 1 in taken
            or token.word.features & {"past", "ger", "gen"}
        ):
            break
        if (
            token.norm in OPENERS
            or token.norm.endswith("ly")
            or (used is None and at > 1 and capitalised(token))
            or (used is not None and (at - 1 in used or at - 1 in acting))
        ):
            break
        at -= 1
    return at, last


def _has_a_name(sentence: Sentence, index: int) -> bool:
    """«, |юрист Пётр Лось»: whether a post behind a name is that of the next one in a list."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final or index + 1 >= len(tokens):
        return False
    return capitalised(tokens[index]) and "given" in tokens[index].word.features and (
        capitalised(tokens[index + 1])
    )  # fmt: skip


def _describes_post(sentence: Sentence, index: int) -> bool:
    """A word between the comma and a post: "the", «бывший», an adjective, no noun or preposition."""
    features = sentence.tokens[index].word.features
    if sentence.tokens[index].kind == MARK or features & {"noun", "adp", "verb", "conj"}:
        return False
    return not any(hit.first == index for hit in sentence.of("attribution", "say"))


def _title_end(sentence: Sentence, first: int, last: int, roles: list[Hit]) -> int:
    """Where the post before a name ends, a rank and a comma between them passed over: "the mayor,
    Major Oleg Sabitov,"."""
    tokens = sentence.tokens
    at = first
    for hit in roles:
        if hit.code == "rank" and hit.last == at:
            at = hit.first
    closed = last >= len(tokens) or tokens[last].kind == MARK
    if at < first and sentence.pack.verb_final:
        before = with_owners(
            sentence, at, set()
        )  # «департамент бастығы, | полиция полковнигі …»
        if before and tokens[before - 1].text == ",":
            return before - 1
    if closed and sentence.pack.fixed_order and at and tokens[at - 1].text == ",":
        return at - 1
    return first


def _one_phrase(sentence: Sentence, first: int, last: int) -> bool:
    """Whether no mark or verb parts the tokens."""
    for index in range(first, last):
        token = sentence.tokens[index]
        if token.kind == MARK and token.text not in "«»\"“”'-.":
            if not _parts_adjectives(sentence, index):
                return False
        if token.word.has("fin") and not token.word.has("noun") and not token.word.has("name"):
            return False
        if sentence.pack.verb_final and "conv" in token.word.features and (
            "noun" not in token.word.features
        ):  # fmt: skip
            return False  # «басшысы |болып ұланның қолбасшысы … тағайындалды»
        named = token.word.features & {"noun", "name", "adj"} and not sentence.pack.fixed_order
        if (
            "past" in token.word.features
            and not named
            and not any(
                hit.first <= index < hit.last
                for hit in (*sentence.of("roles"), *sentence.of("posts", "former"))
            )
        ):
            return False
    if any(
        first < hit.first
        and hit.last < last
        and "fin" in sentence.tokens[hit.first].word.features
        for hit in sentence.of("posts", "appointed", "dismissed", "resigned")
    ):
        return False  # «Послом в Польше |станет заместитель министра …»
    return not any(first <= hit.first < last for hit in sentence.of("attribution", "say"))


def _parts_adjectives(sentence: Sentence, index: int) -> bool:
    """«министр сельского|, водного хозяйства»: a comma between two adjectives of one noun."""
    tokens = sentence.tokens
    if (
        tokens[index].text != ","
        or not 0 < index < len(tokens) - 1
        or sentence.pack.fixed_order
    ):
        return False
    before, after = tokens[index - 1].word, tokens[index + 1].word
    if capitalised(tokens[index + 1]) or not {"adj"} <= before.features & after.features:
        return False
    return "gen" in before.features & after.features and not before.has("noun")


def _role_end(sentence: Sentence, index: int) -> int:
    """A post runs on to the next mark or verb."""
    tokens = sentence.tokens
    while (
        index < len(tokens) and tokens[index].kind == WORD and not tokens[index].word.has("fin")
    ):
        if any(index == hit.first for hit in sentence.of("attribution", "say", "relay")):
            break
        index += 1
    return index
