"""What a place's name means beside the words around it: where somebody comes from or goes, whose an office is,
the end of a way, half of a person's or a paper's name. None of these is where it happened.
"""

from qantar.domain.source import BlockKind
from qantar.grammar.token import MARK, WORD
from qantar.read.journeys import ends_a_way, has_case, is_left, is_of_a_journey, is_on_a_route
from qantar.read.order import is_small
from qantar.read.sentence import Sentence, capitalised

_CLOSE, _WAYS = '»”“"', '-–—»”“"'
_KINDS = frozenset(
    "region oblast province district city village town county state area taluka".split()
)


def _is_of_an_office(sentence: Sentence, last: int) -> bool:
    """ "Snohomish County |officials", "Kinnaur |Deputy Commissioner", "Katsina State |Community Watch Corps":
    whose they are, and in the text's own capitals the first words of a longer name."""
    if sentence.is_caseless or sentence.kind is not BlockKind.BODY:
        return False
    tokens, at = sentence.tokens, last
    if at < len(tokens) and tokens[at].norm in _OFFICE_UNITS:
        at += 1
    if at >= len(tokens) or tokens[at].kind != WORD or not tokens[at].spaced:
        return False
    if any(hit.first == at for c in ("bodies", "roles") for hit in sentence.of(c)):
        return True
    return (
        at + 1 < len(tokens)
        and capitalised(tokens[at])
        and capitalised(tokens[at + 1])
        and tokens[at].norm not in _KINDS
        and not sentence.is_dated(at)
        and not any(p.start <= tokens[at].start < p.end for p in sentence.places)
    )


_OFFICE_UNITS = frozenset(
    "county state province region district city department governorate prefecture parish canton oblast taluka"
    " division village town township".split()
)


def is_attributive(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a noun follows that the place only tells more about: «the Godhra incident», "the Kenya
    Red Cross"."""
    if not sentence.pack.fixed_order or last >= len(sentence.tokens):
        return False
    token = sentence.tokens[last]
    if any(hit.first == last for c in ("bodies", "outlets") for hit in sentence.of(c)):
        return True
    if _is_of_an_office(sentence, last):
        return True
    if (
        token.kind != WORD
        or (capitalised(token) and not sentence.is_caseless)
        or token.norm in _KINDS
        or is_small(sentence, last)
    ):
        return False
    if token.word.features & {"past", "ger"} or token.norm.endswith("ly"):
        return False
    if any(m.first == last for m in sentence.moments):
        return False
    if first and any(
        hit.last == first and hit.code == "determiner" for hit in sentence.of("auxiliaries")
    ):
        if sentence.tokens[first - 1].norm == "a" and sentence.tokens[first].text.isupper():
            return not sentence.is_caseless  # "killed in a |US drone strike"
        if any(hit.code == "scene" and hit.last == first - 1 for hit in sentence.of("places")):
            return False  # "killed in the Godhra incident"
        # "the Petlad episode"; a text without capitals may go on with a name there
        return not sentence.is_caseless or "name" not in token.word.features
    if any(
        hit.first == last and hit.role in ("subject", "object") for hit in sentence.of("acts")
    ):
        return False  # "floods in India kill 59"
    return any(hit.first == last for c in ("objects", "events") for hit in sentence.of(c))


_NO_NOUNS = frozenset({"pron", "adv", "adp", "conj", "part", "verb"})


def is_common(sentence: Sentence, first: int, last: int) -> bool:
    """«|Самое тяжёлое нападение», «|Старая деревня сгорела», «|Болған оқиғада»: words that only the
    beginning of a sentence writes large."""
    if first or sentence.is_caseless or sentence.pack.fixed_order:
        return False
    if last - first == 1:
        features = sentence.tokens[first].word.features
        return bool(features & _NO_NOUNS) and not features & {"noun", "name", "guess"}
    if sentence.pack.verb_final:
        return False
    rest = sentence.tokens[first + 1 : last]
    settled = {hit.first for hit in sentence.of("objects", "settlement", "home")}
    return len(rest) == 1 and first + 1 in settled and not capitalised(rest[0])


def is_origin(sentence: Sentence, first: int, last: int) -> bool:
    """«на границе с Китаем», «гражданин Узбекистана»: not where it happened."""
    hits = (*sentence.of("reference", "origin"), *sentence.of("places", "origin"))
    behind = last
    if hits and sentence.pack.verb_final:  # «Газиантеп |провинциясында сөйлеген»
        behind = next(
            (
                unit.last for unit in sentence.of("places", "district_behind", "settlement_behind")
                if unit.first == last
            ),
            last,
        )  # fmt: skip
    if any(hit.last == first or hit.first == behind for hit in hits):
        return True
    if sentence.pack.verb_final and is_left(sentence, last, {hit.first for hit in hits}):
        return True
    if not sentence.pack.fixed_order:
        return ends_a_way(sentence, first, last) or is_of_a_journey(sentence, first, last)
    return is_on_a_route(sentence, first, last)


def is_left_behind(sentence: Sentence, first: int, last: int) -> bool:
    """Whence somebody or something came: «из |Эквадора прибыл контейнер», «з |Криму випустили 31 дрон»,
    «|Астанадан 41 құтқарушы ұшып барды»."""
    if sentence.pack.fixed_order or "places" not in sentence.hits:
        return False
    if not sentence.tells_in(sentence.segment_of(first), sentence.of("places", "coming")):
        return False
    if sentence.pack.verb_final:
        measured = any(  # «Ақтау қаласынан |3 шақырым жерде»
            said.use == "distance" and said.outer_first in (last, last + 1)
            for said in sentence.said
        )
        return not measured and has_case(sentence, first, "abl")
    begin = first
    while begin and "adj" in sentence.tokens[begin - 1].word.features:
        begin -= 1
    if any(hit.last == begin for hit in sentence.of("places", "from")):
        return True
    joined = any(hit.last == begin for hit in sentence.of("joints", "and"))
    return joined and any(  # «з моря та |Криму»
        hit.last in range(max(0, begin - 3), begin) for hit in sentence.of("places", "from")
    )


def is_given_name(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a surname no list knows follows and no preposition goes before: "a spokesman, Orlando
    Mudumane," is not in Florida."""
    tokens = sentence.tokens
    if last >= len(tokens) or not capitalised(tokens[last]) or not tokens[last].spaced:
        return False
    if "name" not in tokens[last].word.features or len(tokens[last].text) < 3:
        return False
    if tokens[last].text.isupper() or any(
        sentence.token_at(hit.start) <= last <= sentence.token_at(hit.end - 1)
        for hit in sentence.places
    ):
        return False
    if any(hit.first == last for c in ("bodies", "outlets", "roles") for hit in sentence.of(c)):
        return False
    return not any(hit.last == first for hit in sentence.of("places", "locality_at"))


def is_of_people(sentence: Sentence, first: int, last: int) -> bool:
    """Whose home a place is: «жители Тараза», "youths from Kandal". What befalls them befalls them there,
    if no other place is named."""
    if any(hit.last == first for hit in sentence.of("places", "resident")):
        return True
    if not any(hit.last == first for hit in sentence.of("places", "from")):
        return False
    return any(hit.last == first - 1 for hit in sentence.of("places", "people")) or any(
        hit.last == first - 1 and hit.code not in _SENT
        for c in ("objects", "labels") for hit in sentence.of(c)
    )  # fmt: skip


_SENT = frozenset({"police", "soldier", "security_force", "rescuer", "state", "medics"})
"""Who comes from a place to act in another stands where he acts: no word of his home."""


def is_of_an_army(sentence: Sentence, last: int) -> bool:
    """«российские |войска», «російські |загарбники»: whose soldiers they are, wherever they fight."""
    return any(
        hit.first == last and hit.code in _ARMED
        for c in ("objects", "labels") for hit in sentence.of(c)
    )  # fmt: skip


_ARMED = frozenset(
    "soldier attacker attackers military_vehicle aircraft weapon ammunition explosive".split()
)


def is_of_a_noun(sentence: Sentence, first: int) -> bool:
    """Whether a bare genitive only tells whose something is: «береговая охрана | Греции»; not where a
    preposition opens its phrase, «на востоке | Украины»."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return False
    index = first - 1
    while index >= max(0, first - PHRASE) and tokens[index].kind == WORD:
        features = tokens[index].word.features
        if not features & {"noun", "adj", "name"}:
            break
        index -= 1
    if index == first - 1:
        return False
    return index < 0 or "adp" not in tokens[index].word.features


PHRASE = 4
"""Words before a place that may be one phrase with it."""


def is_actor(sentence: Sentence, last: int) -> bool:
    """«Ресей 67 дрон ұшырды», «Украина әуе күштері»: where endings tell the place, a bare name of a
    country is who acts or whose something is; not before a noun that tells where («Ресей аумағында»)."""
    if not sentence.pack.verb_final or last >= len(sentence.tokens):
        return False
    word = sentence.tokens[last - 1].word
    if not word.analyses or "nom" not in word.analyses[0].features:
        return False
    if not word.analyses[0].features & {"name", "geo"}:
        return False
    following = sentence.tokens[last]
    if following.kind == MARK or "adp" in following.word.features:
        return False
    placing = following.word.features & {"loc", "abl", "dat"}
    return not (placing and "poss" in following.word.features)


def is_in_quotes(sentence: Sentence, first: int, last: int) -> bool:
    """«Тобыл», «Амур» alone in quotation marks: a club, a ship, a firm, no place; «Алматы Арена» is in
    Almaty."""
    if not sentence.quoted[first] or not first or last >= len(sentence.tokens):
        return False
    before, behind = sentence.tokens[first - 1].text, sentence.tokens[last].text
    return before in '«“„"' and behind in '»”“"'


def is_in_a_quoted_name(sentence: Sentence, first: int, last: int) -> bool:
    """«рассказал «Вестям | Читы»»: part of the name of a paper, a firm, a club."""
    if not sentence.quoted[first] or sentence.pack.fixed_order:
        return False
    tokens = sentence.tokens
    opened = next(
        (i for i in range(first - 1, max(-1, first - QUOTED), -1) if tokens[i].text in '«“„"'),
        None,
    )
    closed = next(
        (i for i in range(last, min(last + QUOTED, len(tokens))) if tokens[i].text in '»”“"'),
        None,
    )
    if opened is None or closed is None or closed - opened > QUOTED + 1:
        return False
    return (
        opened + 1 < first
        and all(
            tokens[i].kind == WORD and not tokens[i].word.has("fin")
            for i in range(opened + 1, closed)
        )
        and capitalised(tokens[opened + 1])
    )


QUOTED = 4
"""Words of a name in quotation marks."""


def is_an_acronym(sentence: Sentence, first: int, last: int) -> bool:
    """Whether brackets hold a word of capitals alone: "Kuwait News Agency |(KUNA)" is not in Kuna."""
    tokens = sentence.tokens
    if last - first != 1 or not 0 < first or last >= len(tokens):
        return False
    if _is_initials_of_a_name(sentence, first):
        return True
    return (
        tokens[first - 1].text == "("
        and tokens[last].text == ")"
        and tokens[first].text.isupper()
        and not sentence.is_caseless
    )


def _is_initials_of_a_name(sentence: Sentence, first: int) -> bool:
    """ "the |IBB Specialist Hospital": a few capitals before more of a name are no town."""
    if not sentence.pack.fixed_order or sentence.is_caseless:
        return False
    own, following = sentence.tokens[first], sentence.tokens[first + 1]
    return (
        own.text.isupper()
        and len(own.text) <= INITIALS
        and following.kind == WORD
        and following.spaced
        and capitalised(following)
        and not following.text.isupper()
        and not any(hit.start == own.start and hit.candidates[0].startswith("country:")
                    for hit in sentence.places)
    )  # fmt: skip


INITIALS = 4
"""Letters of a name written in initials."""


def is_of_a_landmark(sentence: Sentence, first: int, last: int) -> bool:
    """«проспект Абая», "Ilkeston Road", "the Tobol river": the name of a street or river is no town."""
    if any(hit.last == first for hit in sentence.of("places", "landmark_before")):
        return True
    behind = {
        hit.first for hit in sentence.of("places", "landmark_behind")
        if "pl" not in sentence.tokens[hit.last - 1].word.features  # «Қазақстан жолдарында»
    }  # fmt: skip
    if not behind or last in behind:
        return last in behind
    return _end_of_a_way(sentence, last) in behind


def is_adjectival(sentence: Sentence, first: int) -> bool:
    """Whether a place is named by its adjective: "the |Peruvian protests"."""
    start = sentence.tokens[first].start
    return any(hit.start == start and hit.adjectival for hit in sentence.places)


def is_told_of(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a land that is named for what is its own is told of all the same: by an adjective, but not of its
    soldiers, or as who acts, «|Польша подняла войска»."""
    if is_adjectival(sentence, first):
        return sentence.pack.fixed_order and not is_of_an_army(sentence, last)
    inflected = not sentence.pack.fixed_order and not sentence.pack.verb_final
    return inflected and sentence.tokens[first].word.has("nom")


def is_short_for_its_state(sentence: Sentence, first: int, last: int) -> bool:
    """«|ҚР ІІМ», «|АҚШ президенті»: a state in capitals alone before a body or post that is its own."""
    if not sentence.pack.verb_final or not sentence.tokens[first].text.isupper():
        return False
    return any(hit.first == last for c in ("bodies", "roles") for hit in sentence.of(c))


def is_its_coast(sentence: Sentence, index: int) -> bool:
    """«Малайзия |жағалауында»: off a country is at it."""
    return any(hit.first == index for hit in sentence.of("places", "coast_behind"))


def _end_of_a_way(sentence: Sentence, index: int) -> int:
    """Where the name of a way stops of which one end stands before a token: «Қызылорда – Жезқазған |тасжолы»,
    «Рудный — Лисаковск — Тобыл» |жолында»; -1 if none goes on there."""
    tokens = sentence.tokens
    ends = index
    if index >= len(tokens):
        return -1
    while (
        ends + 1 < len(tokens) and tokens[ends].text in "-–—" and capitalised(tokens[ends + 1])
    ):
        ends += 2
        if ends < len(tokens) and capitalised(tokens[ends]):
            ends += 1  # of two words
    if sentence.quoted[index - 1] and tokens[index].text in _WAYS:
        # «Павлодар — Ресей |шекарасы» жолы
        inside = range(index, min(index + ENDS, len(tokens)))
        ends = next((i for i in inside if tokens[i].text in _CLOSE), ends)
    if ends < len(tokens) and tokens[ends].text in _CLOSE and sentence.quoted[ends - 1]:
        return ends + 1
    return ends if ends > index else -1


ENDS = 9
"""Tokens from the first end of a way to the mark that closes its name."""


def owned_tokens(sentence: Sentence) -> set[int]:
    """Tokens that name bodies, posts and outlets, and the words right behind them that say whose they
    are: «департамент полиции | Алматинской области», "the mayor | of Almaty"; not "police firing in
    Petlad", where what they did stands between."""
    owned: set[int] = set()
    tokens = sentence.tokens
    for category in ("bodies", "roles", "outlets"):
        for hit in sentence.of(category):
            owned.update(range(hit.first, hit.last))
            if sentence.pack.verb_final:
                if hit.code in ("body", "head", "role"):  # «Грузияның | ішкі істер министрлігі»
                    owned.update(range(_owners_of(sentence, hit.first), hit.first))
                continue
            index = hit.last
            if (
                category == "bodies"
                and any(of.first == index for of in sentence.of("places", "of_body"))
                and capitalised(tokens[index + 1])
            ):
                owned.add(index)
                index += 1  # «МВД |по Удмуртии»
            while index < min(hit.last + 4, len(tokens)) and _goes_on(sentence, index):
                owned.add(index)
                index += 1
    return owned


OWNERS = 6
"""Words before a body or post that may say whose it is."""


def _owners_of(sentence: Sentence, index: int) -> int:
    """Where the words begin that say whose a body is, in the genitive or bare, where they stand before."""
    first = index
    while first and index - first < OWNERS:
        word = sentence.tokens[first - 1].word
        if sentence.tokens[first - 1].kind != WORD:
            break
        if not word.analyses:
            if not capitalised(sentence.tokens[first - 1]):
                break
            first -= 1  # «Татарстан | президенті»: a name no list knows
            continue
        features = word.analyses[0].features
        bare = "nom" in features and bool(features & {"noun", "name", "adj"})
        if features & {"pron", "num", "adp", "fin", "ptcp"} or not ("gen" in features or bare):
            break
        first -= 1
    return first


_OF = frozenset({"of", "for", "the"})


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Whether a word behind a body can still tell whose it is: a genitive, or "of", "for"."""
    token = sentence.tokens[index]
    if token.kind == MARK:
        return token.text == "-"
    if sentence.pack.fixed_order:
        if token.norm in _OF:
            return True
        return capitalised(token) and sentence.tokens[index - 1].norm in _OF
    features = token.word.features
    if "adp" in features and not features & {"noun", "name"}:
        return False
    return bool(features & {"gen", "name", "geo"}) or capitalised(token)
