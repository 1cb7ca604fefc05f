"""In languages of fixed word order, place tells role: who stands before «injured» did it, who stands
before «were injured» had it done."""

from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, NUMBER, Token
from qantar.read.cues import Cue, Form
from qantar.read.sentence import Segment, Sentence

BACK = 4
"""Words between an auxiliary and its verb: «have since also been released»."""
OVER_PLACES = frozenset({"imposed", "lifted"})
"""Acts told of the places they hold in: «a curfew was imposed in 14 regions»."""
ADVERB_ENDINGS = ("ly",)


def may_govern(sentence: Sentence, cue: Cue, first: int, last: int) -> bool:
    """Whether a predicate can have the noun phrase at tokens ``first`` to ``last`` as what its act
    befell: a subject before its verb, an object behind an active one, a subject of a passive."""
    if not sentence.pack.fixed_order or cue.form is not Form.PREDICATE:
        return True
    word = sentence.tokens[cue.first].word
    if last <= cue.first and "ger" in word.features and is_preposition(sentence, cue.first - 1):
        return False
    if first >= cue.last and cue.act in OVER_PLACES and is_governed(sentence, first):
        return True
    if cue.role == "subject":
        if any(hit.last == cue.first for hit in sentence.of("small", "article")):
            return False  # "two helicopters to the |flooded district"
        return last <= cue.first or _behind_there(sentence, cue, first)
    if first >= cue.last:
        return not is_passive(sentence, cue)
    if is_passive(sentence, cue):
        return True
    return not _is_active(sentence, cue)


def is_passive(sentence: Sentence, cue: Cue) -> bool:
    """«were killed», «had been shot»; not «were killing»."""
    for index in range(cue.first, cue.last - 1):
        if _code_at(sentence, index) == "be":
            following = sentence.tokens[index + 1].word.features
            return "ger" not in following  # "rescuers |are searching for"
    return is_passive_at(sentence, cue.first)


def is_passive_at(sentence: Sentence, first: int) -> bool:
    """Whether the verb at a token stands with a form of "be" and no -ing."""
    helper, _ = _helper(sentence, first)
    return helper == "be" and "ger" not in sentence.tokens[first].word.features


def without_undone(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """Without what a passive verb would tell of who does it: "4,500 inhabitants were |turned out" came to no rally."""
    done = {(cue.first, cue.last) for cue in found if cue.role == "object"}
    return [
        cue for cue in found
        if cue.role != "subject" or (cue.first, cue.last) not in done
        or not is_passive_at(sentence, cue.first)
        or any(_code_at(sentence, i) == "be" for i in range(cue.first, cue.last))
    ]  # fmt: skip


def opens_with_auxiliary(sentence: Sentence, segment: Segment) -> bool:
    """Whether a segment goes on with the verb of an earlier subject: «guards, taken hostage at dawn,
    |were freed»."""
    return segment.opened_by == "," and _code_at(sentence, segment.first) in ("be", "have")


def has_own_predicate(sentence: Sentence, end: int) -> bool:
    """Whether a verb no list knows stands right behind a noun phrase: «nine have reopened»."""
    tokens = sentence.tokens
    helped = False
    for index in range(end, min(end + BACK + 1, len(tokens))):
        token = tokens[index]
        if token.kind == MARK:
            return False
        if _code_at(sentence, index) in ("be", "have", "modal"):
            helped = helped or token.norm != "to"
            continue
        if token.norm.endswith(ADVERB_ENDINGS) or token.norm in (
            "also",
            "since",
            "not",
            "still",
        ):
            continue
        word = token.word
        return bool(word.features & {"past", "ger"}) if helped or index == end else False
    return False


def opens_with_doer(sentence: Sentence, said: Said, cue: Cue) -> bool:
    """Whether the phrase of an act begins with who does it and its verb stands behind a number, which is then
    his: "the gang of |six broke into the bank"."""
    if not sentence.pack.fixed_order or not any(
        hit.first == cue.first for hit in sentence.of("objects")
    ):
        return False
    behind = sentence.tokens[said.outer_last : cue.last]
    return any("verb" in token.word.features for token in behind)


def verb_of_its_own(sentence: Sentence, said: Said, joined: bool) -> int | None:
    """Where the verb stands that has a number behind it as its object, and that no list knows: "destroyed 14
    homes and |spared 20 others". A verb told before it is not the number's. ``joined``: only where "and" or a
    comma joins it to that one."""
    if not sentence.pack.fixed_order:
        return None
    tokens = sentence.tokens
    at = said.outer_first - 1
    while at > 0 and (_code_at(sentence, at) == "determiner" or tokens[at].norm in _PARTICLES):
        at -= 1
    if at <= 0 or not tokens[at].word.features & {"past", "ger"}:
        return None
    if _code_at(sentence, at) is not None:
        return None
    known = [
        hit
        for code in ("acts", "attribution", "hedges", "parts", "totals", "times")
        for hit in sentence.of(code)
    ] + list(sentence.of("small", "reached"))
    if any(hit.first <= at < hit.last for hit in known) or sentence.is_dated(at):
        return None
    before = at - 1
    while before > 0 and is_adverb(tokens[before]):
        before -= 1
    if not joined or tokens[before].text == ",":
        return at
    return at if any(hit.last == before + 1 for hit in sentence.of("joints", "and")) else None


_PARTICLES = frozenset("off out up down away back over in".split())


def is_preposition(sentence: Sentence, index: int) -> bool:
    return index >= 0 and _code_at(sentence, index) == "preposition"


def is_governed(sentence: Sentence, index: int) -> bool:
    """Whether a noun phrase hangs on a preposition, so that it is no subject: «at the headquarters»."""
    for back in range(index - 1, max(-1, index - 1 - BACK), -1):
        if sentence.is_dated(back):
            return False  # "on Sunday | the minister said": a date has its own preposition
        code = _code_at(sentence, back)
        if code == "preposition":
            return True
        if code not in (None, "determiner") or sentence.tokens[back].kind == MARK:
            return False
        if any(
            hit.first <= back < hit.last
            for c in ("attribution", "acts")
            for hit in sentence.of(c)
        ):
            return False
    return False


def is_small(sentence: Sentence, index: int) -> bool:
    """Whether a word of the list of small words stands there: no noun, and no adjective of one."""
    return _code_at(sentence, index) is not None


def is_copula(sentence: Sentence, end: int) -> int | None:
    """Where what is said of a noun phrase begins if only a form of "be" follows it: «11 were |police»."""
    index = end
    while index < len(sentence.tokens) and _code_at(sentence, index) in ("be", "have"):
        index += 1
    if index == end or index >= len(sentence.tokens):
        return None
    return None if sentence.tokens[index].word.features & {"past", "ger"} else index


def _helper(sentence: Sentence, first: int) -> tuple[str | None, int]:
    """The auxiliary a verb stands with, and where."""
    for index in range(first - 1, max(-1, first - 1 - BACK), -1):
        token = sentence.tokens[index]
        code = _code_at(sentence, index)
        if code in ("be", "have", "modal"):
            return code, index
        if token.kind in (MARK, NUMBER):
            break
        if not (token.norm.endswith(ADVERB_ENDINGS) or token.norm in _BETWEEN):
            break
    return None, first


_BETWEEN = frozenset(
    "also since not still already later then all both either now first just yet".split()
)
_ADVERBS = _BETWEEN | frozenset(
    "itself himself herself themselves here there today yesterday earlier meanwhile however too again".split()
)


def is_adverb(token: Token) -> bool:
    """Whether a word may stand between a subject and its verb: «the alliance itself has said»."""
    return token.norm.endswith(ADVERB_ENDINGS) or token.norm in _ADVERBS


def _is_active(sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb that is not passive is surely active, so that what stands before it acts."""
    helper, _ = _helper(sentence, cue.first)
    word = sentence.tokens[cue.first].word
    if helper in ("have", "modal") or "ger" in word.features:
        return True
    if not _may_be_participle(sentence, cue):
        return True
    if cue.last - cue.first > 1 and any(
        hit.last == cue.last for hit in sentence.of("small", "behind_verbs")
    ):
        return False  # "one person |injured in a gunfight": the preposition has its noun, the verb none
    return has_object(sentence, cue.last)


def _may_be_participle(sentence: Sentence, cue: Cue) -> bool:
    """Whether the form can stand without an auxiliary: «people injured in the blast»."""
    for token in sentence.tokens[cue.first : cue.last]:
        if token.word.features & {"past", "ptcp"} or token.norm not in token.word.lemmas:
            return not token.norm.endswith("s") or "past" in token.word.features
    return False


def has_object(sentence: Sentence, index: int) -> bool:
    """Whether a noun phrase follows at once."""
    if index >= len(sentence.tokens) or sentence.is_dated(index):
        return False  # "workers killed |this year"
    if any(hit.first == index for hit in sentence.of("objects")):
        return True
    if any(said.outer_first == index for said in sentence.said):
        return True
    return _code_at(sentence, index) == "determiner"


def _behind_there(sentence: Sentence, cue: Cue, first: int) -> bool:
    """«Still missing: 31», «Among the survivors were two»: the subject behind its predicate."""
    tokens = sentence.tokens
    return first >= cue.last and any(
        tokens[index].text == ":" or _code_at(sentence, index) == "be"
        for index in range(cue.last, min(first, cue.last + 2))
    )


def _code_at(sentence: Sentence, index: int) -> str | None:
    for hit in sentence.of("auxiliaries"):
        if hit.first == index:
            return hit.code
    return None
