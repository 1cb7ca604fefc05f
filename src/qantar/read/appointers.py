"""Whose act a change of office is, and whom it befalls."""

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import WORD
from qantar.read.names import Mention
from qantar.read.order import is_adverb, is_passive_at, is_small
from qantar.read.sentence import Sentence
from qantar.read.subjects import begin_of, is_nominative

LINK = 3
"""Tokens between two of a list: «, а также»."""


def does_it(sentence: Sentence, hit: Hit, person: Mention) -> bool:
    """«|Ян Новик уволил главу района», «|Ян Новик подписал указ о назначении судей», "|Jan Novik dismissed the
    director": whose act the change is, and not whom it befalls."""
    if hit.role == "noun":
        return begin_of(person) < hit.first
    if (
        hit.role == "done" and begin_of(person) >= hit.last
    ):  # «уволен президентом |Яном Новиком»
        cases = sentence.tokens[person.first].word.features
        return "ins" in cases and "nom" not in cases and begin_of(person) == hit.last
    if begin_of(person) > hit.first or not is_nominative(sentence, person):
        return False  # «освободил |Яна Новика от должности»
    if hit.role == "done":
        tokens = sentence.tokens[hit.first : hit.last]
        finite = [token.word for token in tokens if "fin" in token.word.features]
        return bool(finite) and not any(word.features & {"short", "pass"} for word in finite)
    return is_by(sentence, hit, person)


def is_by(sentence: Sentence, hit: Hit, person: Mention) -> bool:
    """Whether a verb of appointing or dismissing is active and the person before it is its subject."""
    verb = next(
        (one.first for one in sentence.of("reference", "appointer")
         if hit.first <= one.first < hit.last), None)  # fmt: skip
    if verb is None or person.last > verb:
        return False
    between = sentence.tokens[person.last : verb]
    word = sentence.tokens[verb].word
    if (
        sentence.pack.fixed_order
    ):  # "Novik, |appointed on Monday": a comma makes it a participle
        near = all(
            is_adverb(token)
            or is_small(sentence, at)
            or (token.text == "," and at == person.last and stands_apart(sentence, person))
            for at, token in enumerate(between, person.last)
        )
        active = "ger" not in word.features and not is_passive_at(sentence, verb)
        return near and active and behind(sentence, hit)
    if any(
        token.text in ":;" or (token.word.has("verb", "fin") and not token.word.has("noun"))
        for token in between
    ):
        return False
    if "pl" in word.features and "sg" not in word.features:
        return False  # «Яна Новика: його |позбавили посади»
    if "fin" not in word.features or word.features & {"pass", "ptcp", "short"}:
        return False
    return sentence.pack.verb_final or not word.form.endswith(("но", "то", "ся", "сь"))


def stands_apart(sentence: Sentence, person: Mention) -> bool:
    """ "the spokesman, |Major Jan Novik, dismissed": a comma stands before the name, too."""
    reach = range(max(0, person.first - LINK), person.first)
    return any(sentence.tokens[i].text == "," for i in reach)


def behind(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb has an object behind it that is no post: "dismissed |the director", not "was named minister"."""
    if hit.last >= len(sentence.tokens):
        return False
    following = sentence.tokens[hit.last]
    return following.kind == WORD and following.norm not in (
        "by",
        "as",
        "to",
        "in",
        "on",
        "from",
    )


def undergoing(sentence: Sentence, hit: Hit, persons: list[Mention]) -> list[Mention]:
    """«Премьер Ян Новик отправил в отставку |главу района Петра Лося»: who stands behind the verb, in no
    nominative, undergoes it."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return []
    return [
        m for m in persons
        if 0 <= begin_of(m) - hit.last <= 1 and not is_nominative(sentence, m)
    ]  # fmt: skip
