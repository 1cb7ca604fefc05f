"""Whose verb of saying it is, and whom words of reporting name: by order, by case, by what stands between."""

from itertools import pairwise

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.colons import (
    past_brackets,
)
from qantar.read.houses import (
    MEDIUM,
    house_before,
    is_a_paper,
    is_owner,
    named_by_cue,
    owner_of,
    owner_of_paper,
    quoted_before,
    unlisted_house,
)
from qantar.read.names import Mention, Who
from qantar.read.order import is_governed
from qantar.read.outlet_names import quoted_name
from qantar.read.sentence import Sentence
from qantar.read.speech import (
    INVERTED_REACH,
    has_complement,
    is_from,
    is_inverted,
    is_led,
    is_relative,
    unlisted_name,
    unlisted_subject,
    with_head,
)
from qantar.read.subjects import (
    COLLECTIVE,
    begin_of,
    best_of,
    first_of_several,
    is_addressed,
    is_counted,
    is_indefinite,
    is_nominative,
    is_oblique,
    is_same_clause,
    is_subordinate,
    is_told,
    is_unbroken,
    is_unparted,
    is_whereabouts,
    may_speak,
)
from qantar.read.unlisted_speakers import (
    unlisted_before,
    unlisted_behind,
    unlisted_noun,
    unlisted_opening,
)

SUBJECT_REACH = 14
"""Tokens between a verb of saying and its subject's name; posts are long."""


def governed_by(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """Whom an "according to" phrase names: after it, in verb-final languages before it."""
    if sentence.pack.verb_final:
        before = [
            m for m in everyone
            if m.last <= hit.first and not is_oblique(sentence, m)
            and _words_between(sentence, past_brackets(sentence, m.last), hit.first) <= (
                MEDIUM if is_owner(sentence, m.last - 1) else 2
            ) and is_unbroken(sentence, m.last, hit.first)
        ]  # fmt: skip
        return best_of(before) or owner_of(sentence, hit)
    if any(one.first == hit.last for one in sentence.of("reference", "relative")):
        # «распространило сообщение, |согласно которому…»: whose message it is
        before = [m for m in everyone if m.last <= hit.first and is_nominative(sentence, m)]
        return end_of_run(sentence, before[-1], everyone) if before else None
    after = [
        m for m in everyone
        if (0 <= begin_of(m) - hit.last <= 3 and is_unparted(sentence, hit.last, begin_of(m)))
        or hit.first <= m.first < hit.last
        or (sentence.pack.fixed_order and is_from(sentence, hit, begin_of(m)))
    ]  # fmt: skip
    if hit.role == "verb":  # «как рассказала порталу «Степь» |врач Ирина Мельник»
        after = [m for m in after if not is_told(sentence, hit, m, everyone)]
    if sentence.pack.fixed_order and not any(m.first - hit.last <= 1 for m in after):
        unlisted = unlisted_name(sentence, hit)
        if unlisted is not None:
            return Mention(Who.BODY, *unlisted)
    if not after:
        return named_by_cue(sentence, hit)
    behind = [m for m in after if m.first >= hit.last]
    first = min(behind or after, key=lambda m: m.first)  # «Джерело: |Reuters»
    person = next(
        (m for m in everyone if m.who is Who.PERSON and m.role is not None
         and m.role[0] <= first.first and first.last <= m.last), None)  # fmt: skip
    return person or end_of_run(sentence, first, everyone)


def _words_between(sentence: Sentence, first: int, last: int) -> int:
    """Words without those of a date or an hour: «ТЖД-ның |3 сәуір сағат 08:00-дегі мәліметі бойынша»."""
    return sum(1 for i in range(first, last) if not sentence.is_dated(i))


def _from_whom(sentence: Sentence, hit: Hit, left: list[Mention]) -> Mention | None:
    """«полициядан |хабарлады», «ТЖД-дан |растады»: the house it comes from, right before the verb."""
    for mention in reversed(left):
        if mention.who in (Who.BODY, Who.STAND_IN) and 0 <= hit.first - mention.last <= 1:
            last = sentence.tokens[mention.last - 1]
            return mention if last.norm.endswith(_FROM) else None
    house = sentence.tokens[hit.first - 1] if hit.first else None
    if house is None or not house.norm.endswith(_FROM):
        return None
    short = house.text.partition("-")[0]
    named = len(short) > 1 and short.isupper() and not sentence.is_caseless
    return Mention(Who.BODY, hit.first - 1, hit.first) if named else None  # «ТЖД-дан»


def _land_that_speaks(sentence: Sentence, hit: Hit) -> Mention | None:
    """«|Израиль екі сарбазы өлді деп санайды»: a place without an ending that opens its sentence speaks for its state,
    where it owns no noun behind it."""
    tokens = sentence.tokens
    told = "деп" in (tokens[hit.first].norm, tokens[hit.first - 1].norm)
    if len(tokens) < 2 or not (told or has_complement(sentence, hit)):
        return None
    opening = next((p for p in sentence.places if sentence.token_at(p.start) == 0), None)
    if opening is None or opening.adjectival or sentence.token_at(opening.end - 1) != 0:
        return None
    first, following = tokens[0].word, tokens[1]
    cases = first.analyses[0].features & _CASES if first.analyses else frozenset()
    if cases - {"nom"} or following.kind != WORD or "poss" in following.word.features:
        return None
    return Mention(Who.BODY, 0, 1) if not following.word.has("noun", "nom") else None


_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc", "abl"})
_FROM = ("дан", "ден", "тан", "тен", "нан", "нен", "dan", "den", "tan", "ten", "nan", "nen")


def quoted_by(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """Whom «цитирует издание мать солдата Веру Лисову» quotes: not the paper that does it."""
    behind = [
        m for m in everyone
        if hit.last <= m.first <= hit.last + SUBJECT_REACH and m.who is not Who.OUTLET
        and not (m.who is Who.STAND_IN and is_a_paper(sentence, m))
        and is_unbroken(sentence, hit.last, m.first)
    ]  # fmt: skip
    return first_of(sentence, behind, everyone)


def subject_of(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """Whose verb of saying it is."""
    right = [
        m for m in everyone
        if hit.last <= m.first <= hit.last + SUBJECT_REACH and is_unbroken(
            sentence, hit.last,
            begin_of(m) if sentence.pack.verb_final or sentence.pack.fixed_order else m.first,
        ) and not is_whereabouts(sentence, m)
    ]  # fmt: skip
    left = [m for m in everyone if m.last <= hit.first]
    near_left = [m for m in left if is_same_clause(sentence, m.last, hit.first)]
    if sentence.pack.verb_final:
        if right and not any(
            token.word.has("fin") for token in sentence.tokens[hit.last : right[0].first]
        ):  # «…», – деді ведомство өкілі Самат Ерғалиев
            return best_of(right)
        subjects = [
            m for m in left
            if is_nominative(sentence, m)
            and not is_counted(sentence, m)
            and not is_subordinate(sentence, m)
        ]  # fmt: skip
        said = [h.last for h in sentence.of("attribution", "say") if h.last <= hit.first]
        fresh = [m for m in subjects if m.first >= max(said, default=0)]
        return (
            best_of(fresh) or best_of(subjects[-2:]) or _from_whom(sentence, hit, left)
            or _land_that_speaks(sentence, hit) or unlisted_opening(sentence, hit)
        )  # fmt: skip
    antecedent = next((m for m in left if is_relative(sentence, hit, m)), None)
    if antecedent is not None:
        return end_of_run(sentence, antecedent, everyone)
    if sentence.pack.fixed_order:
        return ordered_subject(sentence, hit, everyone, left, right)
    right = [
        m for m in right
        if not is_addressed(sentence, m)
        and (m.who not in COLLECTIVE or may_speak(sentence, m, hit))
    ]  # fmt: skip
    told = [m for m in (*near_left, *right) if is_told(sentence, hit, m, right)]
    near_left = [m for m in near_left if m not in told]
    right = [m for m in right if m not in told]
    paper = owner_of_paper(sentence, hit, everyone)
    if paper is not None:
        return end_of_run(sentence, paper, everyone)
    house = unlisted_house(sentence, hit)
    if house is not None and all(
        m.first >= house.last or (m.who is Who.OUTLET and m.last < house.first) for m in right
    ):
        return house
    if hit.first and sentence.tokens[hit.first - 1].kind == MARK:
        inverted = [
            m for m in right
            if is_nominative(sentence, m) or is_indefinite(sentence, m, hit)
        ]  # fmt: skip
        if inverted:
            return first_of(sentence, inverted, everyone)
        named = unlisted_behind(sentence, hit)
        if named is not None:
            return named  # «Сторож ранен», – проинформировал Дроздюк
    subjects = [
        m for m in near_left
        if (may_speak(sentence, m, hit) if m.who in COLLECTIVE else is_nominative(sentence, m))
        or is_indefinite(sentence, m, hit)
    ]  # fmt: skip
    if subjects:
        return end_of_run(
            sentence, first_of_several(sentence, subjects[-1], subjects), everyone
        )
    unlisted = unlisted_before(sentence, hit) or house_before(sentence, hit)
    if unlisted is not None:
        return unlisted
    chosen = first_of(sentence, right, everyone)
    if chosen is not None:
        return chosen
    unlisted = unlisted_behind(sentence, hit)
    if unlisted is not None:
        return unlisted
    quoted = quoted_name(sentence, hit.last)
    about = any(h.last == hit.first for h in sentence.of("reference", "this"))
    marked = hit.first > 0 and sentence.tokens[hit.first - 1].kind == MARK
    if quoted is not None and (marked or about or hit.code == "according"):
        return Mention(Who.OUTLET, *quoted)  # «…, пишет «Степная правда»»
    quoting = quoted_before(sentence, hit.first)
    if quoting is not None:
        return quoting
    far = [m for m in left if is_nominative(sentence, m) and m.who is not Who.OUTLET]
    return far[-1] if far else None


def ordered_subject(sentence: Sentence, hit: Hit, everyone: list[Mention],
    left: list[Mention], right: list[Mention],
) -> Mention | None:  # fmt: skip
    """Whose verb of saying it is where the order of words tells: who stands before it, or behind
    it in «…, said the mayor.»"""
    beside = sentence.apposed.get(hit.first)
    if beside is not None:
        return beside
    verb = sentence.tokens[hit.first].word
    told = "tell" in verb.lemmas or "ger" in verb.features  # "…, |saying they had"
    behind = [] if told else [
        _with_its_own(sentence, m, right) for m in right if not _is_told_of(sentence, hit, m)
    ]  # fmt: skip
    if behind and is_inverted(sentence, hit, begin_of(behind[0]), behind[0].last):
        return first_of(sentence, behind, everyone)
    heads = [with_head(sentence, hit, m) for m in left]
    left = [
        m for m in heads
        if m is not None and (
            not is_governed(sentence, begin_of(m)) or is_led(sentence, begin_of(m), m.last, hit)
        )
    ]  # fmt: skip
    own = _own_subject(sentence, hit)
    if (
        own
        and unlisted_subject(sentence, hit) is None
        and unlisted_noun(sentence, hit) is None
        and not behind
        and all(m.last < own for m in everyone if m.first < hit.first)
    ):
        return None
    if not any(m.last > hit.first - SUBJECT_GAP for m in left):
        unlisted = unlisted_subject(sentence, hit)
        if unlisted is not None:
            return Mention(Who.BODY, *unlisted)
        described = unlisted_noun(sentence, hit)
        if described is not None:
            return described
    near = [m for m in left if is_same_clause(sentence, m.last, hit.first)]
    return (
        (first_of_several(sentence, near[-1], left) if near else None)
        or first_of(
            sentence,
            [m for m in behind if begin_of(m) - hit.last <= INVERTED_REACH],
            everyone,
        )
        or (left[-1] if left else None)
    )


def first_of(
    sentence: Sentence, right: list[Mention], everyone: list[Mention]
) -> Mention | None:
    if not right:
        return None
    return end_of_run(sentence, min(right, key=lambda m: m.first), everyone)


def end_of_run(sentence: Sentence, mention: Mention, everyone: list[Mention]) -> Mention:
    """The person at the end of a run of post and body: «прокурор области Иван Петров»."""
    if mention.who in (Who.PERSON, Who.PRONOUN, Who.STAND_IN):
        return mention
    for other in everyone:
        if other.who is Who.PERSON and other.role is not None:
            if other.role[0] <= mention.first and mention.last <= other.first:
                return other
    if sentence.pack.fixed_order and mention.who is Who.ROLE:
        at = mention.last  # "according to |Lt. Col. Alex Hill"
        at += at < len(sentence.tokens) and sentence.tokens[at].text in ".,"
        named = next((m for m in everyone if m.who is Who.PERSON and m.first == at), None)
        if named is not None:
            return named
    if not sentence.pack.fixed_order and not sentence.pack.verb_final:
        at = past_brackets(sentence, mention.last)
        beside = next(  # «рассказал замглавы МВД | Иван Ким», «глава ОДА (ОВА) | Иван Ким»
            (m for m in everyone if m.who is Who.PERSON and m.first == at), None
        )
        if beside is not None and mention.who in (Who.BODY, Who.ROLE):
            return beside
    if not sentence.pack.fixed_order:
        for one, other in pairwise(everyone):  # «речник | компанії»
            joined = one.first < other.first <= one.last
            if (one.who, other.who) == (Who.ROLE, Who.BODY) and joined:
                if mention in (one, other):
                    return Mention(Who.ROLE, one.first, other.last)
    return mention


def _is_told_of(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """ "confirmed |that 15 students were abducted": behind "that" stands what is said, not who says it."""
    return any(sentence.tokens[i].norm == "that" for i in range(hit.last, begin_of(mention)))


def _with_its_own(sentence: Sentence, mention: Mention, right: list[Mention]) -> Mention:
    """ "said the |union's deputy leader, Ann Lee", "said the |charity's head of mission": whose the speaker is, and
    who that is."""
    tokens, last = sentence.tokens, mention.last
    if mention.who is Who.PERSON or not tokens[last - 1].norm.endswith(
        ("'s", "’s", "s'", "s’")
    ):
        return mention
    beside = next((m for m in right if begin_of(m) - last in (0, 1)), None)
    if beside is not None:
        return beside
    while (
        last < len(tokens) and tokens[last].kind == WORD and last - mention.last < OWN_SUBJECT
    ):
        last += 1
    return Mention(Who.ROLE, mention.first, last)


def _own_subject(sentence: Sentence, hit: Hit) -> int:
    """Where the noun phrase begins that stands alone between a comma and the verb: "were rushed to hospital,
    |the report said"; nought where none does."""
    tokens = sentence.tokens
    first = next(
        (i for i in range(hit.first - 1, max(-1, hit.first - OWN_SUBJECT - 1), -1)
         if tokens[i].text == ","), None)  # fmt: skip
    if first is None or first + 1 >= hit.first - (hit.last - hit.first == 1):
        return 0
    alone = tokens[first + 1].norm in ("the", "a", "an") and all(
        tokens[i].kind == WORD for i in range(first + 1, hit.first)
    )
    return first + 1 if alone else 0


OWN_SUBJECT = 5
"""Words between a comma and a verb of saying that may be its subject."""


SUBJECT_GAP = 3
"""Words back from a verb of saying within which a listed speaker stands who is surely its own."""
