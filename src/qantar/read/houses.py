"""Whose words a phrase says it follows: the body, outlet or document that a cue names without a list."""

from qantar.domain.attribution import Attribution, Manner
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, SUFFIX, WORD, Token
from qantar.read.body_names import genitive_end, is_acronym, with_owners
from qantar.read.names import Mention, Who
from qantar.read.outlet_names import quoted_name
from qantar.read.sentence import Sentence, capitalised
from qantar.read.subjects import begin_of, is_possessed


def unlisted_house(sentence: Sentence, hit: Hit) -> Mention | None:
    """«…, рассказали в |областном штабе», «Как сообщили на |комбинате»: a verb of many without a subject and the
    house where it was said."""
    if sentence.pack.fixed_order or not _says_of_many(sentence, hit):
        return None
    if hit.code != "according" and (
        not hit.first or sentence.tokens[hit.first - 1].kind != MARK
    ):
        return None
    return _house_at(sentence, _past_the_told(sentence, hit.last))


def house_before(sentence: Sentence, hit: Hit) -> Mention | None:
    """«В |губернаторстве подтвердили …», «К ночи в |уезде говорили уже о девяти»: the same, before the verb."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or not _says_of_many(sentence, hit):
        return None
    for at in range(hit.first - 2, max(-1, hit.first - HOUSE - 2), -1):
        if tokens[at].kind == MARK:
            return None
        house = _house_at(sentence, at)
        if house is None:
            continue
        between = tokens[house.last : hit.first]
        if any(not token.word.features & {"adv", "part"} for token in between):
            return None
        return None if _has_subject(sentence, at) else house
    return None


def _has_subject(sentence: Sentence, at: int) -> bool:
    """Whether a noun in the nominative stands in the clause before a token: «Соседи |на улице рассказали»."""
    for index in range(at - 1, -1, -1):
        token = sentence.tokens[index]
        if token.kind == MARK:
            return False
        if token.word.has("nom") and token.word.features & {"noun", "name", "pron"}:
            if not sentence.is_dated(index):
                return True
    return False


def _says_of_many(sentence: Sentence, hit: Hit) -> bool:
    """«сообщили», not «значились», whose subject is what was noted."""
    verb = sentence.tokens[hit.last - 1 if hit.code == "according" else hit.first]
    return verb.word.has("pl", "fin") and not verb.norm.endswith(("ся", "сь"))


def owner_of_paper(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """«говорится в заявлении |генштаба», «об этом говорится в ежедневной сводке |главка»: whose paper it is that an
    impersonal verb of saying names."""
    tokens = sentence.tokens
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    verb = tokens[hit.first]
    if not verb.norm.endswith(("тся", "ться")) and not verb.word.has("short", "pass"):
        return None
    at = hit.first + 1
    if at >= len(tokens) or "adp" not in tokens[at].word.features:
        return None
    at += 1
    while at < len(tokens) and _is_described(tokens[at]):
        at += 1
    if at >= len(tokens) or not tokens[at].word.has("noun", "loc") or sentence.is_dated(at):
        return None
    return next((m for m in everyone if begin_of(m) == at + 1), None)


HOUSE = 7
"""Words from "in" to the verb behind a house that opens its clause."""


def _house_at(sentence: Sentence, at: int) -> Mention | None:
    """The noun in the locative with its adjectives behind "in" or "at", and whose it is."""
    tokens = sentence.tokens
    if at + 1 >= len(tokens) or tokens[at].norm not in ("в", "во", "у", "на"):
        return None
    noun = first = at + 1
    while noun < len(tokens) and _is_described(tokens[noun]):
        noun += 1
    if noun >= len(tokens) or any(sentence.is_dated(i) for i in range(first, noun + 1)):
        return None
    word = tokens[noun].word
    if noun == first and is_acronym(tokens[noun]) and not sentence.is_caseless:
        return Mention(Who.BODY, first, noun + 1)  # «В |KEGOC подтвердили»
    if (
        not word.has("noun", "loc")
        or word.features & {"pron", "num"}
        or word.has("anim", "loc")
    ):
        return None
    placed = {
        sentence.token_at(place.start) for place in sentence.places if not place.adjectival
    }
    if noun in placed or any(h.first <= noun < h.last for h in sentence.of("attribution")):
        return None  # «сообщили в интервью»
    if any(h.first <= noun < h.last for h in sentence.of("reference", "nameless")):
        return None  # «в сети сообщили»
    if any(
        h.first <= noun < h.last and h.code in ("settlement", "region")
        for h in sentence.of("objects")
    ):
        return None  # «в городе говорили»
    if any(h.first <= noun < h.last for c in ("acts", "events") for h in sentence.of(c)):
        return None  # «в ходе обстрела»
    return Mention(Who.BODY, first, genitive_end(sentence, noun + 1))


def _is_described(token: Token) -> bool:
    word = token.word
    return word.has("adj", "loc") and not word.has("noun", "loc")


def _past_the_told(sentence: Sentence, at: int) -> int:
    """«сообщили | РИА Новости | в спецотряде»: behind the outlet that was told."""
    return next((h.last for h in sentence.of("outlets", "outlet") if h.first == at), at)


def named_by_cue(sentence: Sentence, hit: Hit) -> Mention | None:
    """«по данным райадминистрации», «по подсчётам ACLED», «по оценке «Весны»»: whoever stands right
    behind such words gives the account, listed or not."""
    tokens, at = sentence.tokens, hit.last
    if hit.role == PAPER:
        return Mention(Who.GROUP, at - 1, at)  # «согласно |приговору»
    if sentence.pack.fixed_order or sentence.pack.verb_final or at >= len(tokens):
        return None
    if hit.role != "phrase" or not any(
        "adp" in token.word.features for token in tokens[hit.first : hit.last]
    ):
        return None
    quoted = quoted_name(sentence, at)
    if quoted is not None:
        return Mention(Who.BODY, *quoted)
    described = _described_owner(sentence, hit)
    if described is not None:
        return described
    token = tokens[at]
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    placed = {sentence.token_at(place.start) for place in sentence.places}
    if at in placed and at not in dated:
        return _capital_that_speaks(sentence, at)
    if token.kind != WORD or at in dated or at in placed:
        return None
    latin = token.text.isascii() and token.text[:1].isupper()
    word = token.word
    owner = word.has("noun", "gen") and not word.features & {"adp", "pron", "num", "conj"}
    held = tokens[at - 1].word.lemmas[:1]
    cited = (
        hit.code == "relay" and tokens[at - 1].norm == "на" and word.has("noun", "acc")
    )  # «со ссылкой на источник»
    if cited and not set(word.lemmas) & _HELD and "pron" not in word.features:
        named = capitalised(token) and not sentence.is_caseless  # «со ссылкой на Акишпресс»
        return Mention(Who.OUTLET if named else Who.BODY, at, at + 1)
    proper = capitalised(token) and not sentence.is_caseless  # «за даними Мінвуглепрому»
    if owner and not proper and "anim" not in word.features and not set(held) & _HELD:
        return None  # «по оценке ущерба» names nobody
    if not (latin or owner or proper):
        return None
    last = at + 1
    while (
        latin
        and last < len(tokens)
        and tokens[last].text[:1].isupper()
        and (tokens[last].text.isascii())
    ):
        last += 1
    relayed = hit.code == "relay" and proper and not sentence.quoted[at]
    return Mention(Who.OUTLET if relayed else Who.BODY, at, last)


def _described_owner(sentence: Sentence, hit: Hit) -> Mention | None:
    """«за даними |незалежного наглядового органу», «за оцінкою |енергокомпанії TCN»: a genitive with an adjective
    before it or a name behind it."""
    tokens, at = sentence.tokens, hit.last
    while (
        at < len(tokens)
        and tokens[at].word.has("adj", "gen")
        and not tokens[at].word.has("noun", "gen")
    ):
        at += 1
    if at >= len(tokens) or sentence.is_dated(at) or sentence.is_dated(hit.last):
        return None
    word = tokens[at].word
    if not word.has("noun", "gen") or word.features & {"adp", "pron", "num", "conj"}:
        return None
    last = genitive_end(sentence, at + 1)
    while last < len(tokens) and (
        is_acronym(tokens[last]) or (capitalised(tokens[last]) and tokens[last].text.isascii())
    ):
        last += 1
    if last - hit.last < 2 or any(
        h.first <= at < h.last for c in ("acts", "events") for h in sentence.of(c)
    ):
        return None
    ends = last >= len(tokens) or tokens[last].text in ",.;:—–)"
    return Mention(Who.BODY, hit.last, last) if ends else None


def _capital_that_speaks(sentence: Sentence, at: int) -> Mention | None:
    """«По информации |Баку, погибли двое»: a place that stands alone behind such words speaks
    for its state."""
    place = next(p for p in sentence.places if sentence.token_at(p.start) == at)
    last = sentence.token_at(place.end - 1) + 1
    if place.adjectival or last >= len(sentence.tokens) or sentence.tokens[last].text != ",":
        return None
    return Mention(Who.BODY, at, last)


_HELD = frozenset(
    "данные данный сведение информация дані відомість інформація слово версия версія подсчет підрахунок "
    "расчет розрахунок утверждение твердження".split()
)
"""What somebody has and gives: the genitive behind it is whose it is."""


def quoted_before(sentence: Sentence, index: int) -> Mention | None:
    """«Весна» насчитала: a name in quotation marks right before its verb."""
    tokens = sentence.tokens
    if index < 2 or sentence.pack.fixed_order or tokens[index - 1].text not in "»”":
        return None
    for first in range(index - 2, max(-1, index - 2 - QUOTED_NAME), -1):
        if tokens[first].text in "«“":
            return Mention(Who.BODY, first + 1, index - 1)
        if tokens[first].text in ",;:.":
            return None
    return None


QUOTED_NAME = 5
"""Words a name in quotation marks may have before its verb."""


def nouns_of(sentence: Sentence, hit: Hit) -> range:
    """Where the nouns of a post stand that may be named again alone: «the collector», «аким»."""
    if sentence.pack.verb_final:
        return range(hit.last - 1, hit.last)
    if sentence.pack.fixed_order:
        return range(hit.first, hit.last)
    return range(hit.first, hit.first + 1)


def house_of(sentence: Sentence, mention: Mention) -> str | None:
    """«Ерасыл Сайпаш из МЧС», "Mary Brown from the Red Cross": the body a person speaks for, named behind
    them with a word of coming from it."""
    if mention.who is not Who.PERSON or sentence.pack.verb_final:
        return None
    first = mention.last
    if not any(hit.first == first for hit in sentence.of("places", "from")) and not (
        sentence.pack.fixed_order
        and first < len(sentence.tokens)
        and sentence.tokens[first].norm == "of"
    ):
        return None
    for body in sentence.people:
        if body.who is Who.BODY and 1 <= body.first - first <= 2:
            return sentence.words(body.first, body.last)
    return None


def attribution_of(sentence: Sentence, mention: Mention) -> Attribution:
    """A body by its name, before anything is known to be its word."""
    name = sentence.words(mention.first, mention.last)
    return Attribution(speaker=name, cue=name, manner=Manner.CITED, organisation=name)


def is_generic(sentence: Sentence, mention: Mention) -> bool:
    """«Ведомство», "it": any body at all, so the one that spoke last; "the ministry" is a ministry."""
    return any(
        hit.first <= mention.first < hit.last for hit in sentence.of("reference", "generic")
    )


def is_nameless(sentence: Sentence, mention: Mention) -> bool:
    """«Reuters со ссылкой на |источник»: a source of which nothing is told; who relays it is who is known."""
    last, tokens = mention.last, sentence.tokens
    if last - mention.first > 1 or (
        last < len(tokens) and tokens[last].word.has("adp") and not sentence.pack.verb_final
    ):  # fmt: skip
        return False  # «источник | в штабе»
    return any(hit.first == mention.first for hit in sentence.of("reference", "nameless"))


def is_a_paper(sentence: Sentence, mention: Mention) -> bool:
    """«Издание» without a name: the outlet named last."""
    return any(
        hit.first <= mention.first < hit.last for hit in sentence.of("reference", "paper")
    )


def is_outlet(sentence: Sentence, mention: Mention) -> bool:
    """An outlet, by name or only as «the news agency»."""
    return mention.who is Who.OUTLET or (
        mention.who is Who.GROUP
        and any(hit.last == mention.last for hit in sentence.of("outlets", "head"))
    )


MEDIUM = 4
"""Words between who speaks and «жазғанынша»: «Лысактың Telegram арнасында |жазғанынша»."""


def is_owner(sentence: Sentence, index: int) -> bool:
    """Whether a word stands in the genitive beyond doubt."""
    word = sentence.tokens[index].word
    return bool(word.analyses) and "gen" in word.analyses[0].features


OFFICIAL = "official"
"""Role of words that are a source themselves: «ресми дерек | бойынша»."""


PAPER = "paper"
"""Role of words whose last is the source itself where nobody owns it: «согласно |приговору»."""


def _only_describes(sentence: Sentence, index: int) -> bool:
    """Whether a word is no name and no owner: an adjective, or a noun without an ending."""
    token = sentence.tokens[index]
    features = token.word.features
    if token.kind != WORD or capitalised(token) or features & {"gen", "poss", "verb"}:
        return False
    return "adj" in features or {"noun", "nom"} <= features


def owner_of(sentence: Sentence, hit: Hit) -> Mention | None:
    """Whose «мәліметінше» it is where no list knows the name: who stands in the genitive right before
    the words, with all that describes it, or a name («Interpressnews жазуынша»)."""
    at = hit.first - 1
    owned = hit.role == OFFICIAL and "poss" in sentence.tokens[hit.first + 1].word.features
    if hit.role == OFFICIAL and not owned:
        return Mention(Who.GROUP, hit.first, hit.first + 2)
    while at and (sentence.is_dated(at) or sentence.tokens[at].kind == SUFFIX):
        at -= 1  # «ТЖД-ның | 3 сәуір сағат 08:00-дегі мәліметі бойынша»
    if at < 0 or sentence.tokens[at].kind != WORD or not (owned or is_possessed(sentence, hit)):
        return None
    if at and is_owner(sentence, at - 1) and _only_describes(sentence, at):
        at -= 1  # «ТЖМ-нің | таңғы дерегіне жүгінсек»
    token = sentence.tokens[at]
    dated = sentence.is_dated(at)
    if dated or token.word.features & {"pron", "num", "conv", "adp"}:
        return None
    owns = is_owner(sentence, at)
    opens = at == 0 or sentence.tokens[at - 1].kind == MARK
    placed = any(sentence.token_at(place.end - 1) == at for place in sentence.places)
    if opens and not placed and token.word.has("noun", "nom") and not owned:
        return Mention(Who.GROUP, at, at + 1)  # «|Агенттік мәліметінше», «|Тергеу дерегінше»
    named = capitalised(token) and not token.word.features & {"adj", "loc", "dat", "abl"}
    if not (owns or (named and at > 0) or (named and token.text.isascii())):
        return None
    if (
        owns and "ptcp" in token.word.features
    ):  # «|Құтқарылғандардың айтуынша»: who they are by what befell them
        return Mention(Who.GROUP, at, at + 1) if opens and "pl" in token.word.features else None
    return Mention(Who.BODY if named else Who.GROUP, with_owners(sentence, at, set()), at + 1)
