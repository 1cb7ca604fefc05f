"""Persons, bodies and outlets as a sentence names them: who could be speaking.

Over 500 lines: the marks of a name in four languages stand together, so that they can be weighed.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qantar.atlas.atlas import PlaceHit
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.grammar.word import Word
from qantar.read.sentence import Sentence, capitalised


class Who(StrEnum):
    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    ROLE = "role"
    OUTLET = "outlet"
    PRONOUN = "pronoun"
    STAND_IN = "stand-in"
    """A noun for the body named before: «ведомство», "the ministry"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone who may speak, at tokens ``first`` up to ``last``.

    ``core`` is where the shortest full name stands; the mention may run on through a genitive
    («министерство обороны Румынии»).
    """

    who: Who
    first: int
    last: int
    role: tuple[int, int] | None = None
    """Where the post before or after a person's name stands."""


_NAME_BREAKERS = (
    "roles", "outlets", "labels", "acts", "objects", "attribution", "posts", "bodies",
)  # fmt: skip
_SMALL = frozenset(
    "де да ван фон бин ибн аль ибн ди дер бен van von de der bin ibn al el ben di da оглы кызы ұлы қызы".split()
)


class People:
    """Persons named so far in a report, so that a bare surname is known to be one of them."""

    def __init__(self) -> None:
        self._by_stem: dict[str, str] = {}

    def note(self, sentence: Sentence, first: int, last: int) -> None:
        """Remember a full name by its last word."""
        stem = _stem(sentence.tokens[last - 1].norm)
        if len(stem) >= STEM_LEAST:
            self._by_stem.setdefault(stem, sentence.words(first, last))

    def full_name(self, norm: str) -> str | None:
        """The full name a word is the surname of."""
        stem = _stem(norm)
        return self._by_stem.get(stem) if len(stem) >= STEM_LEAST else None


STEM_LEAST = 3
"""Letters of a surname that must be left when endings are cut, to tell names apart."""
_ENDINGS = ("ова", "ева", "ина", "ого", "ому", "ыми", "ую", "ою", "ой", "ом", "ем", "ым", "ей", "их", "ых",
            "дың", "дің", "ның", "нің", "тың", "тің", "а", "у", "е", "ы", "и", "і", "я", "ю", "'s")  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _stem(norm: str) -> str:
    """A surname without its case ending, roughly: enough to meet the same name again in one report."""
    for ending in _ENDINGS:
        if norm.endswith(ending) and len(norm) - len(ending) >= STEM_LEAST:
            return norm[: len(norm) - len(ending)]
    return norm


def mentions(sentence: Sentence, people: People) -> list[Mention]:
    """Everyone who may speak, left to right; a person takes in the post beside the name."""
    agencies: list[tuple[int, int]] = []
    persons: list[tuple[int, int]] = []
    for name in _persons(sentence, people):
        (agencies if _is_in_dateline(sentence, *name) else persons).append(name)
    out = [Mention(Who.OUTLET, *name) for name in agencies]
    roles = [hit for hit in sentence.of("roles") if hit.code in ("role", "job", "rank")]
    used = {i for name in agencies for i in range(*name)}
    for first, last in persons:
        role = _role_beside(sentence, first, last, roles)
        if role is not None and sentence.pack.verb_final and role[1] <= first:
            role = with_owners(sentence, role[0], used), role[1]
        if role is not None:
            used.update(range(*role))
        used.update(range(first, last))
        out.append(Mention(Who.PERSON, first, last, role))
    for hit in sentence.of("outlets", "outlet"):
        if not _overlaps(hit, used):
            out.append(Mention(Who.OUTLET, hit.first, hit.last))
            used.update(range(hit.first, hit.last))
    for hit in sentence.of("outlets", "head"):
        named = bare_names(sentence, hit.last)
        if named and not any(i in used for i in range(named[0][0], named[-1][1])):
            out.append(Mention(Who.OUTLET, named[0][0], named[-1][1]))
            used.update(range(hit.first, named[-1][1]))
    stand_ins = {
        (hit.first, hit.last)
        for hit in sentence.of("attribution", "pronoun")
        if hit.role == "body"
    }
    bodies = list(sentence.of("bodies"))
    if (
        sentence.pack.verb_final
    ):  # «министрліктің | баспасөз қызметі»: the last noun is the body
        bodies.reverse()
    for hit in bodies:
        if not _overlaps(hit, used) and not _is_no_name(sentence, hit):
            last = _genitive_end(sentence, hit.last)
            if hit.code == "head":
                last = _through_acronym(sentence, last)
            if any(
                first <= hit.first and end == last for first, end in stand_ins
            ) and not _is_described(sentence, hit.first):
                out.append(Mention(Who.STAND_IN, hit.first, last))
                used.update(range(hit.first, last))
                continue
            kind = Who.GROUP if hit.code == "group" else Who.BODY
            first = _with_adjectives(sentence, hit.first) if kind is Who.BODY else hit.first
            if sentence.pack.verb_final and kind is Who.BODY:
                first = with_owners(sentence, hit.first, used)
            if hit.code == "head" and sentence.pack.fixed_order:
                first = _with_modifiers(sentence, hit.first, last, used)[0]
            if hit.code in ("group", "head") and sentence.pack.fixed_order:
                last = _through_members(sentence, last)
            out.append(Mention(kind, first, last))
            used.update(range(first, last))
    for hit in roles:
        if not _overlaps(hit, used):
            first = hit.first
            if sentence.pack.verb_final:
                first = with_owners(sentence, hit.first, used)
            out.append(Mention(Who.ROLE, first, _genitive_end(sentence, hit.last)))
            used.update(range(hit.first, hit.last))
    for hit in sentence.of("attribution", "pronoun"):
        if hit.role != "again" and not _overlaps(hit, used):
            who = Who.STAND_IN if hit.role == "body" else Who.PRONOUN
            out.append(Mention(who, hit.first, hit.last))
    out.sort(key=lambda mention: (mention.first, mention.last))
    return out


DATELINE = 12
"""Tokens a dateline may have: «MWANZA, Tanzania (Lake Wire) – …»."""


def _is_in_dateline(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name stands in brackets before the dash of a dateline: an agency's, no person's."""
    tokens = sentence.tokens
    return (
        0 < first < DATELINE
        and last + 1 < len(tokens)
        and tokens[first - 1].text == "("
        and tokens[last].text == ")"
        and tokens[last + 1].text in "—–-"
    )


def _is_no_name(sentence: Sentence, hit: Hit) -> bool:
    """«who» is no World Health Organization: an acronym that is a word too needs its capitals; nor is
    "monitoring" a monitor."""
    token = sentence.tokens[hit.first]
    if "ger" in token.word.features:
        return True
    return (
        hit.entry.phrase.startswith("=")
        and hit.last - hit.first == 1
        and sentence.pack.fixed_order
        and token.text.islower()
        and "name" not in token.word.features
        and len(token.text) <= 4
    )


def _through_acronym(sentence: Sentence, index: int) -> int:
    """«управление | МЧС», «центр | «Весна»»: the acronym or the name in quotation marks behind a
    noun for bodies is part of its name."""
    tokens = sentence.tokens
    if index < len(tokens) and tokens[index].kind == WORD:
        text = tokens[index].text
        if len(text) > 1 and text.isupper() and not tokens[index - 1].text.isupper():
            return _genitive_end(sentence, index + 1)
    if (
        index + 1 < len(tokens)
        and tokens[index].text in "«“"
        and capitalised(tokens[index + 1])
    ):
        for last in range(index + 2, min(len(tokens), index + 6)):
            if tokens[last].text in "»”":
                return last + 1
    return index


MEMBERS = 4
"""Words that may tell whose a group is: "a group of |Sudanese human rights lawyers"."""


def _through_members(sentence: Sentence, last: int) -> int:
    """Where the name of a group ends that says of whom it is."""
    tokens = sentence.tokens
    if last >= len(tokens) or tokens[last].norm != "of":
        return last
    end = last + 1
    while end < len(tokens) and end - last <= MEMBERS and tokens[end].kind == WORD:
        if any(hit.first == end for hit in sentence.of("attribution")) or any(
            hit.first == end for hit in sentence.of("auxiliaries")
        ):
            break
        end += 1
    return end if end > last + 1 else last


def _with_adjectives(sentence: Sentence, index: int) -> int:
    """«областное | управление»: adjectives before a noun for bodies are part of its name."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return index
    while index:
        word = sentence.tokens[index - 1].word
        if "adj" not in word.features or word.features & {
            "adv",  # «Раніше прокуратура»
            "pron",
            "num",
            "verb",
            "ptcp",
            "noun",
        }:
            break
        index -= 1
    return index


OWNERS = 8
"""Words a post or body may have before it: «облыстық | төтенше жағдайлар департаментінің бастығы»."""


def with_owners(sentence: Sentence, index: int, used: set[int]) -> int:
    """Where the name of a body or post begins when its owners stand before it in the genitive or bare:
    «Жамбыл облысының полиция | департаменті»."""
    lowest = max(0, index - OWNERS)
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    spoken = {
        i for hit in sentence.of("attribution", "according", "relay", "say")
        for i in range(hit.first, hit.last)
    }  # fmt: skip
    placed = {
        i for place in sentence.places
        for i in range(sentence.token_at(place.start), sentence.token_at(place.end - 1) + 1)
    }  # fmt: skip
    within = {hit.first for hit in sentence.of("reference", "within")}
    first = index
    while first > lowest:
        at = first - 1
        token = sentence.tokens[at]
        features = token.word.features
        if token.text in _CLOSING:
            opening = _quotation(sentence, at)
            if opening is not None:
                first = opening  # «Құқық» | қоғамдық қоры
                continue
        if (
            at in within
            and at > lowest
            and sentence.tokens[at - 1].word.features & {"noun", "inf"}
        ):
            first = at - 1  # «адам құқықтары | жөніндегі миссия»
            continue
        if token.kind != WORD or at in used or at in dated or at in spoken:
            break
        if features & {"pron", "adp", "conj", "part", "num"} or (
            "adv" in features and not features & {"noun", "adj"}
        ):
            break
        owns = "gen" in features
        if at in placed and not features & {"loc", "dat", "abl", "acc", "ins"}:
            first = at  # «Түркістан облысы | полиция департаменті»
            continue
        bare = (
            "nom" in features and "poss" not in features and features & {"noun", "name", "inf"}
        )
        describes = "adj" in features and not features & {"ptcp", "verb"}
        foreign = capitalised(token) and not features  # «Reuters | агенттігі»
        if not (owns or bare or describes or foreign):
            break
        first = at
    return first


_OPENING, _CLOSING = "«“„", "»”"
QUOTATION = 6
"""Words a name in quotation marks may have."""


def _quotation(sentence: Sentence, closing: int) -> int | None:
    """Where the name in quotation marks opens that closes at a token."""
    for at in range(closing - 1, max(-1, closing - QUOTATION - 2), -1):
        token = sentence.tokens[at]
        if token.kind == MARK and token.text in _OPENING:
            return at if capitalised(sentence.tokens[at + 1]) else None
        if token.kind == MARK and token.text not in "-.":
            return None
    return None


def _is_described(sentence: Sentence, index: int) -> bool:
    """Whether an adjective stands before a noun: «румынское ведомство» is a body of its own."""
    features = sentence.tokens[index - 1].word.features if index else frozenset()
    return "adj" in features and not features & {"noun", "adp"}


def bare_names(sentence: Sentence, index: int) -> list[tuple[int, int]]:
    """«издания Tolo и Pajhwok»: capitalised words after the noun, joined by "and" or a comma."""
    tokens = sentence.tokens
    joints = {hit.first for hit in sentence.of("joints", "and")}
    out: list[tuple[int, int]] = []
    while index < len(tokens):
        first = index
        while index < len(tokens) and capitalised(tokens[index]) and index - first < 3:
            index += 1
        if index == first:
            break
        out.append((first, index))
        if index < len(tokens) and (index in joints or tokens[index].text == ","):
            index += 1
        else:
            break
    return out


def _overlaps(hit: Hit, used: set[int]) -> bool:
    return not used.isdisjoint(range(hit.first, hit.last))


def _persons(sentence: Sentence, people: People) -> list[tuple[int, int]]:
    """Runs of capitalised words that look like a person's name: two or more, initials and one, or
    the bare surname of someone named before."""
    tokens, caseless = sentence.tokens, sentence.is_caseless
    likely = [
        index for index, token in enumerate(tokens)
        if token.kind == WORD and (caseless or token.text[0].isupper())
    ]  # fmt: skip
    if not likely:
        return []
    barred: set[int] | None = None
    out: list[tuple[int, int]] = []
    past, final = 0, len(tokens) - 1
    for at, index in enumerate(likely):
        if index < past:
            continue
        if not (
            likely[at + 1 : at + 2] == [index + 1]
            or (index < final and tokens[index + 1].norm.partition("-")[0] in _SMALL)
            or len(tokens[index].text) == 1
            or people.full_name(tokens[index].norm)
            or _lone_name(sentence, index)
        ):
            continue  # one word that begins no name of several
        if barred is None:
            barred = _barred(sentence)
        if index in barred or not _like_a_name(sentence, index):
            continue
        last = _name_end(sentence, index, barred)
        if last > index:
            people.note(sentence, index, last)
            out.append((index, last))
            past = last
        elif people.full_name(tokens[index].norm) or _lone_name(sentence, index):
            out.append((index, index + 1))
    return out


_WORDS = frozenset({"acts", "objects", "labels"})
"""Files whose words are given names, too: «Азамат», «Батыр», «Болған»."""


def _is_a_name_within(sentence: Sentence, hit: Hit) -> bool:
    """«Жайылған Қуанышұлы», «Болған Әлиев»: where the verb stands last, one with a capital inside a
    sentence is a name."""
    if not sentence.pack.verb_final or hit.last - hit.first > 1 or not hit.first:
        return False
    tokens = sentence.tokens
    if tokens[hit.first - 1].kind != WORD or not capitalised(tokens[hit.first]):
        return False
    named = hit.last < len(tokens) and capitalised(tokens[hit.last])
    return hit.entry.category == "acts" or named  # «бастығы Азамат Токтоналиев»


def _follows_post(sentence: Sentence, index: int) -> bool:
    """«министрі Паскоал Ронда»: where the place of a post stands before it, what follows is a name."""
    if not sentence.pack.verb_final or not capitalised(sentence.tokens[index - 1]):
        return False
    return index > 1 and any(
        hit.last == index - 1 for hit in sentence.of("roles", "role", "job", "rank")
    )


def _barred(sentence: Sentence) -> set[int]:
    """Tokens that are no part of a person's name: of places, dates, and what the lexicon knows."""
    barred: set[int] = set()
    for category in _NAME_BREAKERS:
        for hit in sentence.hits.get(category, ()):
            if category in _WORDS and _is_a_name_within(sentence, hit):
                continue
            barred.update(range(hit.first, hit.last))
    for place in sentence.places:
        first = sentence.token_at(place.start)
        if not _is_given_too(sentence, first) and not _follows_post(sentence, first):
            barred.update(range(first, sentence.token_at(place.end - 1) + 1))
    for moment in sentence.moments:
        barred.update(range(moment.first, moment.last))
    return barred


def _lone_name(sentence: Sentence, index: int) -> bool:
    """A single given name or surname right beside a verb of saying: «Кайрат считает»."""
    features = sentence.tokens[index].word.features
    if _is_named_by_post(sentence, index) or _is_foreign_voice(sentence, index):
        return True
    named = {"given", "surname", "name"} if sentence.pack.fixed_order else {"given", "surname"}
    if not features & named and not _ends_like_a_surname(sentence, index):
        return False
    if features & {"adp", "conj", "pron"}:
        return False
    opens = index == 0 or sentence.tokens[index - 1].kind == MARK
    if "given" in features and not opens and not features & {"noun", "adj", "verb", "geo"}:
        return True
    return any(hit.first - 2 <= index <= hit.last for hit in sentence.of("attribution", "say"))


def _is_foreign_voice(sentence: Sentence, index: int) -> bool:
    """«нагадує |SVT», «передає |Digi24»: a name in Latin letters right behind a word of saying, in a text
    that is not in them."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or not index:
        return False
    token = sentence.tokens[index]
    if not capitalised(token) or not token.text[:1].isascii():
        return False
    return any(hit.last == index for hit in sentence.of("attribution", "say", "relay"))


def _ends_like_a_surname(sentence: Sentence, index: int) -> bool:
    """«|Токаев сообщил»: a capital and the ending of a surname, which the dictionary takes for a genitive
    plural («токай»)."""
    token = sentence.tokens[index]
    if not capitalised(token) or not token.norm.endswith(sentence.pack.surname_endings):
        return False
    nouns = [a.features for a in token.word.analyses if "noun" in a.features]
    return bool(nouns) and all({"gen", "pl"} <= features for features in nouns)


def _is_named_by_post(sentence: Sentence, index: int) -> bool:
    """«сообщил хирург |Самаддар»: one name behind a post or job, both in the nominative."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final or not capitalised(tokens[index]):
        return False
    word = tokens[index].word
    if word.features & {"geo", "adj", "verb"} or tokens[index].text.isupper():
        return False
    if word.features & {"gen", "dat", "acc", "ins", "loc"} and "nom" not in word.features:
        return False
    if index + 1 < len(tokens) and capitalised(tokens[index + 1]):
        return False
    return any(
        hit.last == index and "nom" in tokens[hit.first].word.features
        for hit in sentence.of("roles", "role", "job")
    )


def _name_end(sentence: Sentence, first: int, barred: set[int]) -> int:
    tokens = sentence.tokens
    index, words, initials = first, 0, 0
    while index < len(tokens):
        token = tokens[index]
        if (index in barred and not (words and _is_surname_too(sentence, index))) or (
            index > first and token.kind != MARK and _apart(sentence, index)
        ):
            break
        if _like_a_name(sentence, index):
            if (
                len(token.text) == 1
                and index + 1 < len(tokens)
                and tokens[index + 1].text == "."
            ):
                initials += 1
                index += 2
                continue
            if words == 0 and not _may_begin(sentence, index):
                break
            if words == 0 and _belongs_to_post(sentence, index):
                break
            if (
                len(token.text) > 1
                and token.text.isupper()
                and len(token.text) <= 5
                and sentence.pack.code != "en"
            ):
                break
            words += 1
            index += 1
            if sentence.pack.verb_final and _is_inflected(token.word):
                break  # «Лысактың | Telegram арнасында»: the ending closes the name
            continue
        if (
            words
            and token.norm in _SMALL
            and index + 1 < len(tokens)
            and capitalised(tokens[index + 1])
        ):
            index += 1
            continue
        if (
            words
            and token.norm in _SMALL
            and index + 2 < len(tokens)
            and tokens[index + 1].text == "-"
            and capitalised(tokens[index + 2])
        ):
            index += 2  # «Ахмад аль-Хури»
            continue
        break
    if words >= 2 or (words == 1 and initials):
        return index if words <= 4 else first
    return first


def _is_given_too(sentence: Sentence, index: int) -> bool:
    """«врач |Нгози Оконкво»: right behind a job and before another name, somewhere a town is called so."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final or index + 1 >= len(tokens):
        return False
    own, following = tokens[index], tokens[index + 1]
    if own.word.features & {"geo", "adj"} or not capitalised(own) or not capitalised(following):
        return False
    if following.word.features & {"given", "geo", "adj"}:
        return False
    return any(hit.last == index for hit in sentence.of("roles", "job", "rank"))


def _is_surname_too(sentence: Sentence, index: int) -> bool:
    """«вице-губернатор Эмиль |Дардак»: behind a given name, somewhere a town is called so; not one the
    dictionary knows for a place."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    before = tokens[index - 1]
    if "given" not in before.word.features and before.text != "-":
        return False
    if tokens[index].word.features & {"geo", "adj"}:
        return False
    return not any(
        hit.first <= index < hit.last
        for category in _NAME_BREAKERS for hit in sentence.hits.get(category, ())
    )  # fmt: skip


def names_a_person(sentence: Sentence, index: int) -> bool:
    """Whether a place found at a token is half of a person's name, as the words beside it tell."""
    return _is_given_too(sentence, index) or (index > 0 and _is_surname_too(sentence, index))


def _is_inflected(word: Word) -> bool:
    """Whether a form stands in another case than the nominative beyond doubt."""
    return bool(word.analyses) and bool(
        word.analyses[0].features & {"gen", "dat", "acc", "loc", "abl", "ins"}
    )


def _belongs_to_post(sentence: Sentence, index: int) -> bool:
    """«мэр Тирнавоса Яннис Коккурас»: a genitive right behind a post, before a name, is its place."""
    tokens = sentence.tokens
    if index + 2 >= len(tokens) or sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    if not any(hit.last == index for hit in sentence.of("roles", "role")):
        return False
    own, following = tokens[index].word, tokens[index + 1]
    return (
        "gen" in own.features
        and not own.features & {"given", "surname"}
        and ("nom" not in own.features or "given" in following.word.features)
        and capitalised(following)
        and capitalised(tokens[index + 2])
    )


def _like_a_name(sentence: Sentence, index: int) -> bool:
    """A capital letter; in a text that lost its capitals a word no dictionary has, or an initial."""
    token = sentence.tokens[index]
    if capitalised(token):
        return True
    article, dash, name = token.text.partition("-")
    if dash and article in _SMALL and name[:1].isupper():
        return True  # «аль-Хури»
    if not sentence.is_caseless or token.kind != WORD:
        return False
    if len(token.text) > 1:
        return "name" in token.word.features
    following = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else token
    return following.kind == WORD and (
        len(following.text) == 1 or "name" in following.word.features
    )


def _apart(sentence: Sentence, index: int) -> bool:
    """Whether a mark stands between two words, so that they are no one name."""
    before = sentence.tokens[index - 1]
    return before.kind == MARK and before.text not in ".-"


def _may_begin(sentence: Sentence, index: int) -> bool:
    """A word that opens a sentence is capital anyway: it begins a name only if it can be one."""
    token = sentence.tokens[index]
    opens = index == 0 or sentence.tokens[index - 1].kind == MARK
    features = token.word.features
    if features & {"given", "surname", "patronym"}:
        return True
    if not opens:
        return not ("adp" in features or "conj" in features)
    if "name" in features:
        return True
    if sentence.pack.code == "en":
        return token.word.lemmas == (token.norm,) and token.norm not in _OPENERS
    if features & {"adp", "conj", "pron", "part", "num"}:
        return False
    return token.word.has("noun", "nom") or not features & {"adv", "verb", "adj"}


_OPENERS = frozenset(
    "the a an in on at of for from to by with as but and or if when while after before since this that these those there here it its he she they we you i his her their our my no not what who how why where all some many most more one two three new last about over under".split()
)


def _role_beside(
    sentence: Sentence, first: int, last: int, roles: list[Hit]
) -> tuple[int, int] | None:
    """The post just before a name («начальник полиции Иван Петров») or after it, past a comma."""
    best: tuple[int, int] | None = None
    for hit in roles:
        if hit.code == "rank":
            continue
        if (
            hit.last <= first
            and first - hit.last <= 9
            and _one_phrase(sentence, hit.first, _title_end(sentence, first, last, roles))
        ):
            if best is None or hit.first < best[0]:
                best = (hit.first, first)
    if best is not None:
        return _with_modifiers(sentence, *best)
    for hit in roles:
        if hit.code == "rank":
            continue
        between = range(last + 1, hit.first)
        if hit.first <= last or sentence.tokens[last].text not in ",(—–-" or len(between) > 2:
            continue
        if all(_describes_post(sentence, index) for index in between):
            return last + 1, _role_end(sentence, hit.last)
    return None


MODIFIERS = 3
"""Words before a post that tell of what it is one: «provincial health director»."""


def _with_modifiers(
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
            token.norm in _OPENERS
            or token.norm.endswith("ly")
            or (used is None and at > 1 and capitalised(token))
            or (used is not None and (at - 1 in used or at - 1 in acting))
        ):
            break
        at -= 1
    return at, last


def is_in_a_name(sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place's name is part of a person's: «minister Serik Adilov» is not in Serik."""
    first = sentence.token_at(place.start)
    if sentence.token_at(place.end - 1) != first or sentence.is_caseless:
        return False
    placed = {sentence.token_at(p.start) for p in sentence.places}
    is_town = all(one.startswith("settlement:") for one in place.candidates)
    for other in (first + 1, first - 1):
        if not 0 <= other < len(sentence.tokens):
            continue
        token = sentence.tokens[other]
        # Both halves may be towns somewhere, and a first name no word of a dictionary: "said Maria Lopez".
        known = token.word.features & {"name", "given", "surname"} or (
            is_town and (other in placed or not token.word.features)
        )
        if not capitalised(token) or not known:
            continue
        start, end = min(first, other), max(first, other) + 1
        titled = any(hit.last == start for hit in sentence.of("roles") if hit.code != "group")
        says = any(
            hit.first == end or hit.last == start for hit in sentence.of("attribution", "say")
        )
        if titled or says:
            return True
    return False


def _describes_post(sentence: Sentence, index: int) -> bool:
    """A word between the comma and a post: "the", «бывший», an adjective, no noun or preposition."""
    features = sentence.tokens[index].word.features
    if sentence.tokens[index].kind == MARK or features & {"noun", "adp", "verb"}:
        return False
    return True


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
            return False
        if token.word.has("fin") and not token.word.has("noun") and not token.word.has("name"):
            return False
        named = token.word.features & {"noun", "name", "adj"} and not sentence.pack.fixed_order
        if (
            "past" in token.word.features
            and not named
            and not any(
                hit.first <= index < hit.last
                for c in ("roles", "posts")
                for hit in sentence.of(c)
            )
        ):
            return False
    return not any(first <= hit.first < last for hit in sentence.of("attribution", "say"))


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


def _genitive_end(sentence: Sentence, index: int) -> int:
    """Where the genitive after a body ends: «министерство | обороны Румынии»."""
    tokens = sentence.tokens
    if sentence.pack.verb_final or sentence.pack.code == "en":
        return index
    while index < len(tokens) and tokens[index].kind == WORD:
        word = tokens[index].word
        if not word.has("gen") or "verb" in word.features or word.has("nom", "pron"):
            break
        if "adp" in word.features:
            break
        if any(index == hit.first for hit in sentence.of("acts")):
            break
        index += 1
    return index
