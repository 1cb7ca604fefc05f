"""Whether a mention can be the subject of a verb of saying: its case, its clause, what kind of thing it names."""

from qantar.domain.attribution import Manner
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, SUFFIX
from qantar.read.body_names import is_acronym
from qantar.read.names import Mention, Who
from qantar.read.sentence import Sentence, capitalised
from qantar.read.speech import (
    CLAUSE,
    COMPLEMENT,
    INSERTED,
    WITNESSED,
    has_complement,
    is_aside,
    is_topic,
    tells_what,
)


def begin_of(mention: Mention) -> int:
    """Where a name with the post before it begins."""
    return min(mention.first, mention.role[0]) if mention.role is not None else mention.first


def is_counted(sentence: Sentence, mention: Mention) -> bool:
    """«екі | полицей қаза тапқанын мәлімдеді», «30 | кеңсе»: who is counted does not speak."""
    kinds = (Who.GROUP, Who.ROLE, *((Who.BODY,) if sentence.pack.verb_final else ()))
    return mention.who in kinds and any(
        said.use == "count" and 0 <= mention.first - said.outer_last <= 1
        for said in sentence.said
    )


def is_subordinate(sentence: Sentence, mention: Mention) -> bool:
    """«полиция | арасында», «президент | сарайының»: who stands before a postposition or describes the
    noun behind it is the subject of nothing."""
    if mention.who is Who.PERSON or mention.last >= len(sentence.tokens):
        return False
    following = sentence.tokens[mention.last]
    features = following.word.features
    if following.kind == MARK or features & {"verb", "ptcp", "inf"}:
        return False
    if "adp" in features and not features & {
        "noun",
        "adj",
        "adv",
    }:  # «кәсіподақ |бұрын … айтқан»
        return mention.who is not Who.GROUP  # «тұрғындар арасында «…» деген сөз тарады»
    return {"noun", "poss"} <= features and not features & {"nom", "acc", "ins"}


def is_oblique(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands in a case that owns nothing: «қызметінен», «министрлікке»."""
    word = sentence.tokens[mention.last - 1].word
    if mention.who is Who.OUTLET and sentence.pack.verb_final:
        return any(  # «Азаттық |тілшісіне хабарлағандай»: to whom it was told
            hit.first == mention.last and "dat" in sentence.tokens[hit.last - 1].word.features
            for hit in sentence.of("outlets", "staff", "head")
        )
    if mention.who not in (Who.BODY, Who.GROUP, Who.ROLE) or not word.analyses:
        return False
    return bool(word.analyses[0].features & {"loc", "abl", "dat", "acc", "ins"}) and not any(
        hit.last >= mention.last > hit.first for hit in sentence.of("attribution", "according")
    )


def is_possessed(sentence: Sentence, hit: Hit) -> bool:
    """Whether words of reporting bear the ending of possession: «есебі бойынша», or are one word that
    is made with it: «мәліметінше»."""
    return hit.last - hit.first == 1 or "poss" in sentence.tokens[hit.first].word.features


def is_heard(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether a verb that is seldom one of saying is one beside this subject."""
    opens = sentence.tokens[hit.last : hit.last + 1]
    if hit.role in (INSERTED, CLAUSE) and opens and opens[0].text == ":":
        return mention.last == hit.first  # «командование |повторяет: найдены пятеро»
    if hit.role == INSERTED:
        return is_aside(sentence, hit, mention)
    if hit.role == COMPLEMENT:
        return has_complement(sentence, hit)
    if hit.role == CLAUSE:
        return tells_what(sentence, hit) or is_aside(sentence, hit, mention)
    if hit.role == WITNESSED:
        return any(
            mention.first <= other.first < mention.last
            or other.first == mention.first
            or other.last == mention.first  # «журналісти | El Deber бачили»
            for other in sentence.of("reference", "witness")
        )
    return True


def manner_of(sentence: Sentence, hit: Hit) -> Manner:
    return (
        Manner.DIRECT
        if any(sentence.quoted) and not sentence.quoted[hit.first]
        else Manner.INDIRECT
    )


def is_indefinite(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """«В ГИБДД сообщили»: the body in the locative and a verb in the plural without a subject."""
    if mention.who not in (Who.BODY, Who.GROUP, Who.OUTLET) or not mention.first:
        return False
    before = sentence.tokens[mention.first - 1].word
    verb = sentence.tokens[hit.first].word
    return "adp" in before.features and verb.has("pl", "fin")


def best_of(found: list[Mention]) -> Mention | None:
    """A person before a body before a role before a pronoun."""
    order = (
        Who.PERSON, Who.BODY, Who.OUTLET, Who.GROUP, Who.ROLE, Who.STAND_IN, Who.PRONOUN,
    )  # fmt: skip
    return min(found, key=lambda m: (order.index(m.who), -m.first)) if found else None


def cited_by(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """«Reuters дәрігерлер одағына | сілтеме жасап», «ІІМ-ге | сілтеме жасап»: the source stands in the
    dative before the words, listed or with a capital."""
    tokens, at = sentence.tokens, hit.first - 1
    if not sentence.pack.verb_final or at < 0 or not tokens[hit.first].norm.startswith(_CITES):
        return None
    if "dat" not in tokens[at].word.features:
        return None
    named = next((m for m in everyone if m.first <= at < m.last), None)
    if named is None and capitalised(tokens[at]):
        return Mention(Who.BODY, at, hit.first)
    return named


def first_of_several(sentence: Sentence, mention: Mention, others: list[Mention]) -> Mention:
    """«|МВД и прокуратура сообщили», "|police and a local official said": of those who say it together the
    first, by whom they are known."""
    joints = {i for hit in sentence.of("joints", "and") for i in range(hit.first, hit.last)}
    for other in reversed(others):
        between = range(other.last, begin_of(mention))
        if not 0 < len(between) <= JOINED or between[0] not in joints:
            continue
        if not any(
            sentence.tokens[i].kind == MARK
            or sentence.tokens[i].word.features & {"past", "ger", "fin"}
            for i in between[1:]
        ):
            mention = other
    return mention


JOINED = 3
"""Tokens between two who speak together: "and a local"."""


_CITES = ("сілте", "silte", "sılte")


def is_unbroken(sentence: Sentence, first: int, last: int) -> bool:
    """No full break between a verb and its subject to the right; quotation marks do not count."""
    return not any(
        sentence.tokens[i].kind == MARK and sentence.tokens[i].text in ",;:—–"
        for i in range(first, last)
    )


def is_unparted(sentence: Sentence, first: int, last: int) -> bool:
    """No comma or semicolon between words of reporting and whom they govern."""
    return not any(sentence.tokens[i].text in ",;" for i in range(first, last))


def is_same_clause(sentence: Sentence, first: int, last: int) -> bool:
    marks = sum(
        1
        for i in range(first, last)
        if sentence.tokens[i].kind == MARK and sentence.tokens[i].text in ",;:"
    )
    if marks == 1 and sentence.pack.fixed_order and sentence.tokens[first].text == ",":
        return True  # "the collector, K. Srinivas, told": the comma closes what stands beside
    return marks in (0, 2)


def is_whereabouts(sentence: Sentence, mention: Mention) -> bool:
    """«органдарындағы қызметкерлер»: a body named only to tell where those behind it are."""
    return sentence.pack.verb_final and sentence.tokens[mention.last - 1].norm.endswith(
        ("дағы", "дегі", "тағы", "тегі")
    )


def is_where_it_was(sentence: Sentence, mention: Mention) -> bool:
    """«орталықта 36 адам жатыр», «в больнице»: a house named only for what happened in it."""
    if sentence.pack.verb_final:
        return is_oblique(sentence, mention)
    if sentence.pack.fixed_order or not mention.first:
        return False
    before = sentence.tokens[mention.first - 1].word
    return "adp" in before.features and not before.has("noun")


def is_nominative(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention may be a subject: its head can stand in the nominative."""
    if sentence.pack.code == "en":
        return True
    if sentence.pack.verb_final and (mention.who is Who.PERSON or mention.who in COLLECTIVE):
        return _ends_in_nominative(sentence, mention.last - 1)
    if mention.who is Who.PERSON:
        return any(
            _may_name_in_nominative(sentence, index)
            for index in (mention.first, mention.last - 1)
        )
    index = mention.first
    if any(
        hit.first == index
        and hit.entry.phrase.split()[0] == sentence.tokens[index].norm
        and "guess" in sentence.tokens[index].word.features
        for category in ("roles", "bodies")
        for hit in sentence.of(category)
    ):
        return True  # listed in this very form, whatever a guess makes of it
    if mention.who is Who.OUTLET:
        named = [
            hit.last for hit in sentence.of("outlets", "head") if 0 <= index - hit.last <= 1
        ]
        index = named[0] - 1 if named else index
    elif mention.who is Who.BODY:
        index = min(
            (hit.first for hit in sentence.of("bodies")
             if mention.first <= hit.first < mention.last), default=index)  # fmt: skip
    return _may_be_nominative(sentence, index)


_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc", "abl"})


def _may_be_nominative(sentence: Sentence, index: int) -> bool:
    word = sentence.tokens[index].word
    if is_acronym(sentence.tokens[index]) and not sentence.is_caseless:
        return True  # «УМВД», whatever a guess makes of it
    nouns = [one.features for one in word.analyses if "noun" in one.features]
    cases = (frozenset().union(*nouns) if nouns else word.features) & _CASES
    return not cases or "nom" in cases  # «сусідів» is no adjective


def _ends_in_nominative(sentence: Sentence, index: int) -> bool:
    """The same where the head stands last and its likeliest reading decides: «Ахметовтің» and
    «Грузияның ішкі істер министрлігін» are no subjects."""
    token = sentence.tokens[index]
    if token.kind == SUFFIX or not token.word.analyses:
        return True
    cases = token.word.analyses[0].features & _CASES
    return not cases or "nom" in cases


def _may_name_in_nominative(sentence: Sentence, index: int) -> bool:
    """The same of one person's name: «Сыздыков» looks like a genitive of many, and is one man."""
    cases = {
        feature
        for analysis in sentence.tokens[index].word.analyses
        if "pl" not in analysis.features
        for feature in analysis.features & _CASES
    }
    return not cases or "nom" in cases


COLLECTIVE = (Who.BODY, Who.GROUP, Who.ROLE)


_HUMAN = (Who.PERSON, *COLLECTIVE)


def may_speak(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """Whether a body may be who speaks: in the nominative and free of a preposition («біля лікарні»
    is not), or in the locative of «в МВС сообщили»."""
    before = sentence.tokens[mention.first - 1].word if mention.first else None
    governed = before is not None and "adp" in before.features and not before.has("noun")
    if governed:
        return is_indefinite(sentence, mention, hit)
    return is_nominative(sentence, mention) and not _is_owned(sentence, mention, hit)


def _is_owned(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """«сообщила на заседании |правительства главный врач»: what could be a genitive, right behind a noun, and no
    subject of its verb by number."""
    at = mention.first
    if at <= hit.last or not sentence.tokens[at - 1].word.has("noun"):
        return False
    word = sentence.tokens[at].word
    verb = sentence.tokens[hit.first].word.features & _NUMBERS
    subject = {f for a in word.analyses if "nom" in a.features for f in a.features & _NUMBERS}
    return word.has("gen") and (not verb & subject or not sentence.is_dated(at - 1))


_NUMBERS = frozenset({"sg", "pl"})


def is_addressed(sentence: Sentence, mention: Mention) -> bool:
    """«рассказала агентству», «сообщил журналистам»: the one told, in the dative alone."""
    at = mention.first
    if mention.who is Who.OUTLET and at and not sentence.pack.fixed_order:
        quoted = sentence.tokens[at - 1].kind == MARK and at > 1  # «порталу |«Степь»»
        head = sentence.tokens[at - 1 - quoted].word  # «сообщил агентству | AFP хирург …»
        if head.has("noun", "dat") and head.features & _CASES == {"dat"}:
            return True
    named = range(at, mention.last if mention.who is Who.PERSON else at + 1)
    cases = [sentence.tokens[index].word.features & _CASES for index in named]
    return {"dat"} in cases and all(case in ({"dat"}, set()) for case in cases)


def is_told(sentence: Sentence, hit: Hit, outlet: Mention, right: list[Mention]) -> bool:
    """«рассказала РИА Новости начальник полиции», «ТАСС сообщили в управлении»: an outlet right beside
    the verb is who was told, where somebody behind it can be who speaks."""
    if outlet.who is not Who.OUTLET:
        return False
    tokens = sentence.tokens
    between = range(hit.last, outlet.first)  # «порталу |«Степь»»
    quoted = 0 < len(between) <= 2 and tokens[outlet.first - 1].text in '«“"'
    if hit.first != outlet.last and outlet.first != hit.last and not quoted:
        return False
    begins = max(hit.last, outlet.last + quoted)
    return any(
        m.who in _HUMAN
        and m.first >= begins
        and not any(token.kind == MARK for token in sentence.tokens[begins : begin_of(m)])
        and (
            is_indefinite(sentence, m, hit)  # not «Baza называет имя сотрудника ФСБ»
            if m.who in COLLECTIVE and outlet.last == hit.first
            else may_speak(sentence, m, hit) if m.who in COLLECTIVE
            else is_nominative(sentence, m)
        )
        for m in right
    )  # fmt: skip


def is_gapped(sentence: Sentence, mention: Mention) -> bool:
    """Whether a clause opens with a speaker, a dash and a number: «…, влада — про 80»; of a group only
    where «про» tells that it speaks and is not counted itself."""
    tokens, at = sentence.tokens, mention.last
    if (
        at + 1 >= len(tokens)
        or tokens[at].text not in "—–-"
        or not is_nominative(sentence, mention)
    ):
        return False
    begins = begin_of(mention)
    clause = sentence.segments[sentence.segment_of(begins)]
    joined = {
        i for hit in sentence.of("joints", "but", "and") for i in range(hit.first, hit.last)
    }
    if any(i not in joined for i in range(clause.first, begins)) or clause.opened_by not in (
        ",",
        ";",
    ):
        return False
    about = is_topic(sentence, at + 1)
    if not about and mention.who not in (Who.BODY, Who.OUTLET, Who.PERSON):
        return False
    return any(
        said.use == "count" and at < said.outer_first <= at + 1 + about
        for said in sentence.said
    )
