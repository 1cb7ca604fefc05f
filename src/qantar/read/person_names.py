"""Where a sentence names a person: given names, surnames, and capitalised words that can be nothing else."""

from qantar.grammar.lexicon import GAP, Hit
from qantar.grammar.token import MARK, WORD
from qantar.grammar.word import Word
from qantar.read.people import People
from qantar.read.sentence import Sentence, capitalised
from qantar.read.titles import OPENERS

_NAME_BREAKERS = (
    "roles", "outlets", "labels", "acts", "objects", "attribution", "posts", "bodies",
)  # fmt: skip


_SMALL = frozenset(
    "де да ван фон бин ибн аль ибн ди дер бен van von de der bin ibn al el ben di da оглы кызы ұлы қызы".split()
)


def person_spans(sentence: Sentence, people: People) -> list[tuple[int, int]]:
    """Runs of capitalised words that look like a person's name: two or more, initials and one, or
    the bare surname of someone named before."""
    tokens, caseless = sentence.tokens, sentence.is_caseless
    likely = (
        [index for index, token in enumerate(tokens) if token.kind == WORD]
        if caseless
        else sentence.capitals()
    )
    if not likely:
        return []
    barred: set[int] | None = None
    out: list[tuple[int, int]] = []
    past, final = 0, len(tokens) - 1
    for at, index in enumerate(likely):
        if index < past or _is_another_alphabet(sentence, index):
            continue
        if not (
            (at + 1 < len(likely) and likely[at + 1] == index + 1)
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
            gap = GAP in hit.entry.phrase  # «освободил |Яна Новика| от должности»
            barred.update(
                i for i in range(hit.first, hit.last)
                if not gap or i == hit.first or not capitalised(sentence.tokens[i])
            )  # fmt: skip
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
    if "attribution" not in sentence.hits:
        return False
    token = sentence.tokens[index]
    if not capitalised(token) or not token.text[:1].isascii():
        return False
    return any(hit.last == index for hit in sentence.of("attribution", "say", "relay"))


def _ends_like_a_surname(sentence: Sentence, index: int) -> bool:
    """«|Токаев сообщил»: a capital and the ending of a surname, which the dictionary takes for a genitive
    plural («токай», «зуй»)."""
    token = sentence.tokens[index]
    if not capitalised(token) or not token.norm.endswith(sentence.pack.surname_endings):
        return False
    nouns = [a.features for a in token.word.analyses if "noun" in a.features]
    return bool(nouns) and all("pl" in one and one & {"gen", "acc"} for one in nouns)


def _is_named_by_post(sentence: Sentence, index: int) -> bool:
    """«сообщил хирург |Самаддар»: one name behind a post or job, both in the nominative."""
    tokens = sentence.tokens
    if "roles" not in sentence.hits or not capitalised(tokens[index]):
        return False
    if sentence.pack.fixed_order or sentence.pack.verb_final:
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
    if "given" in own.word.features and capitalised(own) and capitalised(following):
        if following.spaced and _is_a_surname(sentence, index + 1):
            return True  # «выпускник |Артем Казанцев»
    if own.word.has("given", "nom") and not capitalised(following):
        if _ends_a_post(sentence, index):
            return True
    if own.word.features & {"geo", "adj"} or not capitalised(own) or not capitalised(following):
        return False
    if following.word.features & {"given", "geo", "adj"}:
        return False
    return any(hit.last == index for hit in sentence.of("roles", "job", "rank"))


def _is_a_surname(sentence: Sentence, index: int) -> bool:
    """Whether the dictionary knows a word for a surname and for no place, or it ends like one."""
    token = sentence.tokens[index]
    features = token.word.features
    if "geo" in features:
        return False
    if "surname" in features or _ends_like_a_surname(sentence, index):
        return True
    return "guess" in features and token.norm.endswith(sentence.pack.surname_endings)


def _ends_a_post(sentence: Sentence, index: int) -> bool:
    """Whether a post or job ends right before a token, with the genitive it has: «лікар швидкої |Артем»."""
    return any(
        hit.last == index
        or (hit.last == index - 1 and sentence.tokens[index - 1].word.has("gen"))
        for hit in sentence.of("roles", "job", "role")
    )


def _is_surname_too(sentence: Sentence, index: int) -> bool:
    """«вице-губернатор Эмиль |Дардак»: behind a given name, somewhere a town is called so; not one the
    dictionary knows for a place."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order:
        return False
    if sentence.pack.verb_final:
        return _ends_a_name(sentence, index)
    before = tokens[index - 1]
    if "given" not in before.word.features and before.text != "-":
        return False
    if tokens[index].word.features & {"geo", "adj"}:
        return False
    return not any(
        hit.first <= index < hit.last
        for category in _NAME_BREAKERS for hit in sentence.hits.get(category, ())
    )  # fmt: skip


def _ends_a_name(sentence: Sentence, index: int) -> bool:
    """«үйлестіруші Әмина |Хасан», «Шер-Әлі |Тайыр дейді»: behind a given name, or a capital behind a post, and with
    no ending of a place."""
    tokens = sentence.tokens
    before, own = tokens[index - 1], tokens[index]
    if not capitalised(before) or not capitalised(own) or not own.spaced:
        return False
    if before.word.features & {"geo", "loc", "abl", "gen"} or own.word.features & {
        "loc",
        "abl",
    }:
        return False
    posted = index > 1 and any(
        hit.last == index - 1 for hit in sentence.of("roles", "role", "job", "rank")
    )
    return posted or "given" in before.word.features


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


def is_of_a_body(sentence: Sentence, first: int, last: int) -> bool:
    """ "the |Petroleum Institute", "head of a local |Disaster Mitigation Agency", "chairman of |Munya LGA": where
    order tells what belongs together, capitalised words behind "the", before a noun for bodies or
    behind a post and "of" are no person's name."""
    tokens, at = sentence.tokens, first
    posts = {i for hit in sentence.of("roles") for i in range(hit.first, hit.last)}
    while at and capitalised(tokens[at - 1]) and at - 1 not in posts:
        at -= 1
    before = tokens[at - 1].norm if at else ""
    if before == "the" and at - 1 not in posts:
        return True
    if last < len(tokens) and capitalised(tokens[last]) and any(
        hit.first == last for hit in sentence.of("bodies", "head", "body")
    ):  # fmt: skip
        return True
    return before == "of" and any(hit.last == at - 1 for hit in sentence.of("roles", "role"))


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
    """Whether a mark stands between two words, so that they are no one name, or a change of alphabet."""
    before = sentence.tokens[index - 1]
    if before.kind == MARK:
        return before.text not in ".-"
    own = sentence.tokens[index].text
    return own[0].isalpha() and _is_cyrillic(own) != _is_cyrillic(before.text)


def _is_another_alphabet(sentence: Sentence, index: int) -> bool:
    """Whether a word in Latin letters stands before a name in Cyrillic ones: «написал в Facebook Булатов»."""
    tokens = sentence.tokens
    if index + 1 == len(tokens) or _is_cyrillic(tokens[index].text):
        return False
    following = tokens[index + 1].text
    return _is_cyrillic(following) and following[0].isupper()


def _is_cyrillic(text: str) -> bool:
    return "\u0400" <= text[0] <= "\u04ff"


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
        return token.word.lemmas == (token.norm,) and token.norm not in OPENERS
    if features & {"adp", "conj", "pron", "part", "num"}:
        return False
    return token.word.has("noun", "nom") or not features & {"adv", "verb", "adj"}
