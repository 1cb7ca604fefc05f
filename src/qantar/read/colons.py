"""A name before a colon, or a stamp before the text, and whether it gives the word to somebody."""

from dataclasses import dataclass

from qantar.domain.attribution import Attribution, Manner
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Entry
from qantar.grammar.token import MARK, WORD
from qantar.read.dated_lines import dated_line
from qantar.read.names import Mention, Who
from qantar.read.order import is_preposition, is_small
from qantar.read.outlet_names import sites
from qantar.read.sentence import Sentence, capitalised

COLON_ENTRY = Entry("attribution", "colon", "mark", ":")


@dataclass(slots=True)
class Voice:
    """An attribution found in a sentence, and where its cue stands (token indexes)."""

    attribution: Attribution
    mention: Mention
    cue_first: int
    cue_last: int
    backwards: bool = False
    """«Об этом сообщил…»: it speaks of what stands before."""


STAMP_WORDS = 4
"""Words beside date and name in the stamp of a post: «(рассылка)», "press office"."""


def stamp_voice(sentence: Sentence) -> Voice | None:
    """Who posts what follows: a line of nothing but a time and a channel, an outlet or an office,
    «6.01, 10:40 | МВД (рассылка)»."""
    line = dated_line(sentence)
    if line is None or not line.opens or _tells_something(sentence):
        return None
    found = [Mention(Who.OUTLET, first, last) for first, last in sites(sentence)] or [
        m for m in sentence.people if m.who in (Who.BODY, Who.OUTLET, Who.GROUP, Who.PERSON)
    ]
    if not found:
        return None
    mention = min(found, key=lambda m: m.first)
    if sum(1 for i in line.beside if not mention.first <= i < mention.last) > STAMP_WORDS:
        return None
    name = sentence.words(mention.first, mention.last)
    cue = sentence.words(0, line.last)
    organisation = name if mention.who is Who.BODY else None
    attribution = Attribution(
        speaker=name, cue=cue, manner=Manner.CITED, organisation=organisation
    )
    return Voice(attribution, mention, 0, line.last)


def _tells_something(sentence: Sentence) -> bool:
    """«4 мамырда аурухана орталығынан |25 адам шықты», «Вчера |задержали жителей»: a sentence of its own,
    however short, and no stamp."""
    return any(said.use == "count" for said in sentence.said) or any(
        hit.role in ("subject", "object") for hit in sentence.of("acts")
    )


OPENING = 16
"""Tokens of a sentence among which the colon stands that opens an account."""


TAIL = 5
"""Words between a speaker and that colon: «Мэр Ли Вэй на своей странице в Facebook: …»."""


_ACCOUNT = frozenset(":—–")


def colon_of(sentence: Sentence) -> int | None:
    """Where a colon, or after «В МВД» a dash, opens an account."""
    opening = sentence.tokens[:OPENING]
    if _ACCOUNT.isdisjoint([token.text for token in opening]):
        return None
    timed = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    for index, token in enumerate(opening):
        if token.text == ":" and index not in timed:
            return index
        if (
            token.text in "—–"
            and index < COLON_DASH
            and "adp" in sentence.tokens[0].word.features
            and sentence.said
        ):
            return index
    return None


COLON_DASH = 9
"""Tokens among which a dash may do for a colon."""


def opens_speech(sentence: Sentence, begins: int) -> bool:
    """Whether nothing but a time, a mark, an article or a preposition stands before a speaker:
    «12:40 – Mayor …:», «From the sheriff's office:», «В МВД —»."""
    timed = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    timed |= {i for hit in sentence.of("roles") for i in range(hit.first, hit.last)}
    while sentence.pack.fixed_order and begins and (
        begins - 1 in timed or capitalised(sentence.tokens[begins - 1])
    ):  # fmt: skip
        begins -= 1  # «Fire Marshal | Jim Morris»
    return begins <= OPENING and all(
        index in timed
        or sentence.tokens[index].kind != WORD
        or "adp" in sentence.tokens[index].word.features
        or (sentence.pack.fixed_order and is_small(sentence, index))
        for index in range(begins)
    )


def is_tail(sentence: Sentence, first: int, last: int) -> bool:
    """What may stand between a speaker and the colon: nothing, words in brackets, or a few words of
    where or of what: «у Telegram:», «(пресс-релиз):», «— об эвакуации:»."""
    if first == last:
        return True
    tokens = sentence.tokens
    opening, closing = tokens[first], tokens[last - 1]
    if opening.text == "(":
        return closing.text == ")"
    if opening.text in "—–-" and first + 1 < last:
        first, opening = first + 1, tokens[first + 1]
    governed = "adp" in opening.word.features or (
        sentence.pack.fixed_order and is_preposition(sentence, first)
    )
    return (
        governed
        and last - first <= TAIL
        and all(
            token.kind == WORD and not token.word.has("fin") for token in tokens[first:last]
        )
    )


CLOSING = 6
"""Words a source behind a headline's last dash may have: «— пресс-служба ГУ МЧС области»."""


def closing_dash(sentence: Sentence) -> int | None:
    """The last dash of a headline with no more than a name behind it: «Погибли трое – МЧС»; in the text below only one
    that stands behind a comma or a quotation: «…, — речник МЗС Іван Кім»."""
    tokens = sentence.tokens
    if sentence.kind is not BlockKind.HEADLINE:
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return None
        for index in range(len(tokens) - 2, max(1, len(tokens) - 2 - CLOSING), -1):
            if tokens[index].text in "—–":
                return index if tokens[index - 1].text in ',»”"' else None
        return None
    for index in range(len(tokens) - 2, max(1, len(tokens) - 2 - CLOSING), -1):
        token = tokens[index]
        if token.text in "—–-":
            apart = token.spaced and tokens[index + 1].spaced
            return index if apart else None
        if token.text == ":" and sentence.pack.fixed_order:
            return index if tokens[index + 1].spaced else None  # "Seven killed in raid: police"
        if token.text in ":;.":
            return None
    return None


def is_end(sentence: Sentence, at: int) -> bool:
    """Whether nothing but marks stands from a token on."""
    return all(token.kind == MARK for token in sentence.tokens[at:])


def names_several(sentence: Sentence, at: int) -> bool:
    """Whether a list of sources goes on: «Sources: AFP|, Vlast, KazTAG»."""
    return at < len(sentence.tokens) and sentence.tokens[at].text in ",;"


def past_brackets(sentence: Sentence, at: int) -> int:
    """The token behind words in brackets that begin here: «ОДА |(ОВА) Іван Кім»."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    closing = next(
        (i for i in range(at, min(at + CLOSING, len(tokens))) if tokens[i].text == ")"), None
    )
    return at if closing is None else closing + 1


def is_bare_head(sentence: Sentence, mention: Mention) -> bool:
    """«Аэропорт: …», «Шахта: …» open a list by place and are nobody's account."""
    return mention.who is Who.BODY and any(
        hit.code == "head" and (hit.first, hit.last) == (mention.first, mention.last)
        for hit in sentence.of("bodies")
    )


def is_where(sentence: Sentence, mention: Mention, at: int) -> bool:
    """«У лікарні Краматорська — |дев'ятеро поранених»: a house with "in" before a dash tells where they are,
    and says nothing."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or not mention.first:
        return False
    if mention.who is not Who.BODY or sentence.tokens[at].text not in "—–-":
        return False
    if "adp" not in sentence.tokens[mention.first - 1].word.features:
        return False
    house = sentence.tokens[mention.first].word
    several = "pl" in house.features and "sg" not in house.features
    return several or any(
        hit.first == mention.first
        and hit.code in ("building", "police_building", "home", "shop")
        for hit in sentence.of("objects")
    )
