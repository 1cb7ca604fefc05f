"""Who is credited with what a sentence says.

Three patterns, in all languages: a verb of saying and its subject, an "according to" phrase and what
it governs, a name before a colon. How an account then goes on is settled in ``accounts``.

Over 500 lines: who a verb, a phrase or a colon names is weighed in one place, for four word orders.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from qantar.domain.attribution import Attribution, Manner
from qantar.grammar.lexicon import Entry, Hit
from qantar.grammar.token import MARK, SUFFIX, WORD
from qantar.read.credits import quoted_name, sites
from qantar.read.names import Mention, People, Who, mentions, with_owners
from qantar.read.order import is_governed, is_preposition, is_small
from qantar.read.sentence import Sentence, capitalised
from qantar.read.speech import (
    COMPLEMENT,
    INSERTED,
    INVERTED_REACH,
    WITNESSED,
    has_complement,
    is_aside,
    is_inverted,
    is_relative,
    is_said,
    unlisted_name,
    unlisted_subject,
    with_head,
)

_COLON_ENTRY = Entry("attribution", "colon", "mark", ":")
COUNTING = "counting"
"""Verbs of keeping count, heard as saying only where nobody says anything."""
_WEAK = (COUNTING, WITNESSED)
SUBJECT_REACH = 14
"""Tokens between a verb of saying and its subject's name; posts are long."""


@dataclass(slots=True)
class Voice:
    """An attribution found in a sentence, and where its cue stands (token indexes)."""

    attribution: Attribution
    mention: Mention
    cue_first: int
    cue_last: int
    backwards: bool = False
    """«Об этом сообщил…»: it speaks of what stands before."""


class Speakers:
    """Reads the voices of a document's sentences in order and keeps the account that goes on."""

    def __init__(self) -> None:
        self.people = People()
        self.last_person: Attribution | None = None
        self.last_body: Attribution | None = None
        self.body_met: Attribution | None = None
        """The body named last, whether speaking or not."""
        self.last: Attribution | None = None
        self.last_many: Attribution | None = None
        """The group or body that spoke last: whom "they" means."""
        self.paragraph = -1
        """Where the person spoke who did last: «каже лікарка» means her only while it goes on."""
        self.met: Attribution | None = None
        """The person named last, whether speaking or not."""
        self.by_head: dict[str, Attribution] = {}
        """Bodies by the last word of their names: «the ministry» further down is that ministry."""
        self.by_post: dict[str, Attribution] = {}
        """Who was named with a post: «аким» further down is that akim."""

    def voices(self, sentence: Sentence) -> list[Voice]:
        """Every voice of a sentence; also fills in ``sentence.people``."""
        sentence.people = everyone = mentions(sentence, self.people)
        out = self._read(sentence, everyone)
        self._meet(sentence, everyone)
        return out

    def _meet(self, sentence: Sentence, everyone: list[Mention]) -> None:
        """Remember the persons of a sentence and their posts."""
        for mention in everyone:
            if mention.who is Who.BODY:
                self.body_met = body = _named(sentence, mention)
                if mention.last - mention.first > 1:
                    self.by_head[sentence.tokens[mention.last - 1].norm] = body
            if mention.who is not Who.PERSON:
                continue
            words = sentence.words(mention.first, mention.last)
            if mention.last - mention.first == 1:
                words = self.people.full_name(sentence.tokens[mention.first].norm) or words
            role = sentence.words(*mention.role) if mention.role else None
            self.met = Attribution(
                speaker=words, cue=words, manner=Manner.CITED, role=role, organisation=None
            )
            for hit in sentence.of("roles", "role", "job") if mention.role else ():
                if mention.role and mention.role[0] <= hit.first < mention.role[1]:
                    for noun in _nouns_of(sentence, hit):
                        for lemma in sentence.tokens[noun].word.lemmas:
                            self.by_post[lemma] = self.met

    def _read(self, sentence: Sentence, everyone: list[Mention]) -> list[Voice]:
        same = [
            hit for hit in sentence.of("reference", "same")
            if not any(hit.last <= m.first <= hit.last + 1 for m in everyone)
        ]  # fmt: skip
        impersonal = {
            i
            for hit in (*sentence.of("reference", "impersonal"), *same)
            for i in range(hit.first, hit.last)
        }
        says = [
            hit for hit in sentence.of("attribution", "say")
            if hit.first not in impersonal and is_said(sentence, hit)
        ]  # fmt: skip
        according = list(sentence.of("attribution", "according"))
        quoting = [hit for hit in sentence.of("attribution", "quote") if is_said(sentence, hit)]
        relays = list(sentence.of("attribution", "relay"))
        if not (
            says
            or according
            or relays
            or quoting
            or _colon(sentence)
            or any(sentence.of("reference", "own", "same"))
        ):
            return []
        via = tuple(sentence.words(m.first, m.last) for m in everyone if m.who is Who.OUTLET)
        out: list[Voice] = []
        for hit in sentence.of("reference", "own"):
            named = [
                m for m in everyone
                if m.who is Who.PERSON and m.last <= hit.first and sentence.pack.verb_final
            ]  # fmt: skip
            pronoun = named[-1] if named else Mention(Who.PRONOUN, hit.first, hit.last)
            out += self._voice(sentence, hit, pronoun, Manner.CITED, via)
        for hit in according:
            mention = self._governed(sentence, hit, everyone)
            if hit.role == "adjacent" and mention is not None and mention.first != hit.last:
                continue
            if mention is None and hit.role == "verb":
                mention = self._subject(sentence, hit, everyone)
            if mention is not None:
                out += self._voice(sentence, hit, mention, Manner.CITED, via)
        for hit in quoting:
            mention = self._quoted(sentence, hit, everyone)
            if mention is not None:
                out += self._voice(sentence, hit, mention, Manner.DIRECT, via)
        for hit in sorted(says, key=lambda hit: hit.role in _WEAK):
            if hit.role in _WEAK and out:
                continue
            mention = self._subject(sentence, hit, everyone)
            if mention is None or not _is_heard(sentence, hit, mention):
                continue
            if not any(v.mention == mention for v in out):
                out += self._voice(sentence, hit, mention, _manner(sentence, hit), via)
        for hit in relays:
            tellers = [m for m in everyone if not _is_addressed(sentence, m)]
            mention = self._governed(sentence, hit, tellers) or self._subject(
                sentence, hit, tellers
            )
            if mention is not None and not any(v.mention == mention for v in out):
                out += self._voice(sentence, hit, mention, Manner.CITED, via)
        if not out:
            out += self._before_colon(sentence, everyone)
        if same and not out and self.last is not None:
            first, last = same[0].first, same[0].last
            attribution = replace(self.last, cue=sentence.words(first, last))
            return [Voice(attribution, Mention(Who.STAND_IN, first, last), first, last)]
        real = [v for v in out if not _is_outlet(sentence, v.mention)]
        out = real or out
        for voice in out:
            self.last = voice.attribution
            match voice.mention.who:
                case Who.PERSON:
                    self.last_person, self.paragraph = voice.attribution, sentence.paragraph
                case Who.BODY:
                    self.last_body = self.last_many = voice.attribution
                case Who.GROUP:
                    self.last_many = voice.attribution
                case Who.ROLE:  # «речник заводу відповів… наголосив він»
                    if len(voice.attribution.speaker.split()) > 1:
                        self.last_person, self.paragraph = voice.attribution, sentence.paragraph
        return out

    def _voice(
        self,
        sentence: Sentence,
        hit: Hit,
        mention: Mention,
        manner: Manner,
        via: tuple[str, ...],
    ) -> list[Voice]:
        reach = len(sentence.tokens) if sentence.pack.verb_final else 6
        backwards = any(
            abs(h.first - hit.first) <= reach or (h.first == 0 and h.last <= hit.first)
            for h in sentence.of("reference", "this")
        )
        known = self._known(sentence, mention)
        if mention.who is Who.PRONOUN and known is None:
            return []
        if mention.who is Who.STAND_IN and known is None and _is_generic(sentence, mention):
            return []
        if known is not None:
            attribution = Attribution(
                speaker=known.speaker, cue=sentence.words(hit.first, hit.last), manner=manner,
                role=known.role, organisation=known.organisation, via=known.via,
            )  # fmt: skip
        else:
            words = sentence.words(mention.first, mention.last)
            if mention.who is Who.PERSON and mention.last - mention.first == 1:
                words = self.people.full_name(sentence.tokens[mention.first].norm) or words
            role = sentence.words(*mention.role) if mention.role else None
            attribution = Attribution(
                speaker=words, cue=sentence.words(hit.first, hit.last), manner=manner, role=role,
                organisation=words
                if mention.who in (Who.BODY, Who.STAND_IN)
                else _house(sentence, mention),
                via=tuple(name for name in via if name != words),
            )  # fmt: skip
        return [Voice(attribution, mention, hit.first, hit.last, backwards)]

    def _known(self, sentence: Sentence, mention: Mention) -> Attribution | None:
        """Who a pronoun, «ведомство» or a bare post stands for; None if it speaks for itself."""
        if mention.who is Who.PRONOUN:
            if any(h.first == mention.first for h in sentence.of("reference", "many")):
                return self.last_many
            return self.last_person or self.met or self.last
        if mention.who is Who.STAND_IN:
            if _is_generic(sentence, mention):
                here = [
                    m for m in sentence.people if m.who is Who.BODY and m.last <= mention.first
                ]
                of_its_kind = self.by_head.get(sentence.tokens[mention.last - 1].norm)
                if here:
                    return _named(sentence, here[-1])
                return of_its_kind or self.last_body or self.body_met
            return self.by_head.get(sentence.tokens[mention.last - 1].norm)
        if mention.who is Who.ROLE and mention.last - mention.first == 1:
            for lemma in sentence.tokens[mention.first].word.lemmas:
                if lemma in self.by_post:
                    return self.by_post[lemma]
            for h in sentence.of("attribution", "pronoun"):
                if h.first <= mention.first < h.last and h.role != "body":
                    going_on = self.paragraph == sentence.paragraph or h.role == "pronoun"
                    return self.last_person if going_on else None
        return None

    def _governed(
        self, sentence: Sentence, hit: Hit, everyone: list[Mention]
    ) -> Mention | None:
        """Whom an "according to" phrase names: after it, in verb-final languages before it."""
        if sentence.pack.verb_final:
            before = [
                m for m in everyone
                if m.last <= hit.first and not _is_oblique(sentence, m)
                and hit.first - m.last <= (
                    MEDIUM if _is_owner(sentence, m.last - 1) else 2
                ) and _unbroken(sentence, m.last, hit.first)
            ]  # fmt: skip
            return _best(before) or _owner(sentence, hit)
        after = [
            m for m in everyone
            if (0 <= m.first - hit.last <= 3 and _unparted(sentence, hit.last, m.first))
            or hit.first <= m.first < hit.last
        ]  # fmt: skip
        if sentence.pack.fixed_order and not any(m.first - hit.last <= 1 for m in after):
            unlisted = unlisted_name(sentence, hit)
            if unlisted is not None:
                return Mention(Who.BODY, *unlisted)
        if not after:
            return _named_by_cue(sentence, hit)
        first = min(after, key=lambda m: m.first)
        person = next(
            (m for m in everyone if m.who is Who.PERSON and m.role is not None
             and m.role[0] <= first.first and first.last <= m.last), None)  # fmt: skip
        return person or self._run(sentence, first, everyone)

    def _quoted(self, sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
        """Whom «цитирует издание мать солдата Веру Лисову» quotes: not the paper that does it."""
        behind = [
            m for m in everyone
            if hit.last <= m.first <= hit.last + SUBJECT_REACH and m.who is not Who.OUTLET
            and _unbroken(sentence, hit.last, m.first)
        ]  # fmt: skip
        return self._first(sentence, behind, everyone)

    def _subject(self, sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
        """Whose verb of saying it is."""
        right = [
            m for m in everyone
            if hit.last <= m.first <= hit.last + SUBJECT_REACH and _unbroken(
                sentence, hit.last,
                _begins(m) if sentence.pack.verb_final or sentence.pack.fixed_order else m.first,
            )
        ]  # fmt: skip
        left = [m for m in everyone if m.last <= hit.first]
        near_left = [m for m in left if _same_clause(sentence, m.last, hit.first)]
        if sentence.pack.verb_final:
            if right and not any(
                token.word.has("fin") for token in sentence.tokens[hit.last : right[0].first]
            ):  # «…», – деді ведомство өкілі Самат Ерғалиев
                return _best(right)
            subjects = [
                m for m in left if _nominative(sentence, m) and not _is_counted(sentence, m)
            ]
            said = [h.last for h in sentence.of("attribution", "say") if h.last <= hit.first]
            fresh = [m for m in subjects if m.first >= max(said, default=0)]
            return _best(fresh) or _best(subjects[-2:])
        antecedent = next((m for m in left if is_relative(sentence, hit, m)), None)
        if antecedent is not None:
            return self._run(sentence, antecedent, everyone)
        if sentence.pack.fixed_order:
            return self._ordered_subject(sentence, hit, everyone, left, right)
        right = [
            m for m in right
            if not _is_addressed(sentence, m)
            and (m.who not in _COLLECTIVE or _may_speak(sentence, m, hit))
        ]  # fmt: skip
        told = [m for m in (*near_left, *right) if _is_told(sentence, hit, m, right)]
        near_left = [m for m in near_left if m not in told]
        right = [m for m in right if m not in told]
        if hit.first and sentence.tokens[hit.first - 1].kind == MARK:
            inverted = [m for m in right if _nominative(sentence, m)]
            if inverted:
                return self._first(sentence, inverted, everyone)
        house = _unlisted_house(sentence, hit)
        if house is not None and not right:
            return house
        subjects = [
            m for m in near_left
            if (_may_speak(sentence, m, hit) if m.who in _COLLECTIVE else _nominative(sentence, m))
            or _indefinite(sentence, m, hit)
        ]  # fmt: skip
        if subjects:
            return self._run(sentence, subjects[-1], everyone)
        chosen = self._first(sentence, right, everyone)
        if chosen is not None:
            return chosen
        quoted = quoted_name(sentence, hit.last)
        if quoted is not None and hit.first and sentence.tokens[hit.first - 1].kind == MARK:
            return Mention(Who.OUTLET, *quoted)  # «…, пишет «Степная правда»»
        quoting = _quoted_before(sentence, hit.first)
        if quoting is not None:
            return quoting
        far = [m for m in left if _nominative(sentence, m) and m.who is not Who.OUTLET]
        return far[-1] if far else None

    def _ordered_subject(
        self, sentence: Sentence, hit: Hit, everyone: list[Mention],
        left: list[Mention], right: list[Mention],
    ) -> Mention | None:  # fmt: skip
        """Whose verb of saying it is where the order of words tells: who stands before it, or behind
        it in «…, said the mayor.»"""
        told = "tell" in sentence.tokens[hit.first].word.lemmas
        behind = [] if told else right
        if behind and is_inverted(sentence, hit, _begins(behind[0]), behind[0].last):
            return self._first(sentence, behind, everyone)
        heads = [with_head(sentence, hit, m) for m in left]
        left = [m for m in heads if m is not None and not is_governed(sentence, _begins(m))]
        if not any(m.last > hit.first - SUBJECT_GAP for m in left):
            unlisted = unlisted_subject(sentence, hit)
            if unlisted is not None:
                return Mention(Who.BODY, *unlisted)
        near = [m for m in left if _same_clause(sentence, m.last, hit.first)]
        return (
            (near[-1] if near else None)
            or self._first(
                sentence,
                [m for m in behind if _begins(m) - hit.last <= INVERTED_REACH],
                everyone,
            )
            or (left[-1] if left else None)
        )

    def _first(
        self, sentence: Sentence, right: list[Mention], everyone: list[Mention]
    ) -> Mention | None:
        if not right:
            return None
        return self._run(sentence, min(right, key=lambda m: m.first), everyone)

    def _run(self, sentence: Sentence, mention: Mention, everyone: list[Mention]) -> Mention:
        """The person at the end of a run of post and body: «прокурор области Иван Петров»."""
        if mention.who in (Who.PERSON, Who.PRONOUN, Who.STAND_IN):
            return mention
        for other in everyone:
            if other.who is Who.PERSON and other.role is not None:
                if other.role[0] <= mention.first and mention.last <= other.first:
                    return other
        if not sentence.pack.fixed_order and not sentence.pack.verb_final:
            beside = next(  # «рассказал замглавы МВД | Иван Ким», «по словам полковника | Ивана Кима»
                (m for m in everyone if m.who is Who.PERSON and m.first == mention.last), None
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

    def _before_colon(self, sentence: Sentence, everyone: list[Mention]) -> list[Voice]:
        """«Комендатура: за сутки задержали…» and «МВД — 12 погибших» are accounts of their own."""
        at = _colon(sentence)
        if at is None:
            return []
        for mention in everyone:
            if mention.who in (Who.PRONOUN, Who.STAND_IN) or not mention.last <= at:
                continue
            if not _is_tail(sentence, mention.last, at) or not _opens(
                sentence, _begins(mention)
            ):
                continue
            if _is_bare_head(sentence, mention):
                continue
            mention = self._run(sentence, mention, everyone)
            if mention.last <= at:
                hit = Hit(_COLON_ENTRY, at, at + 1)
                return self._voice(sentence, hit, mention, Manner.CITED, ())
        return []


SUBJECT_GAP = 3
"""Words back from a verb of saying within which a listed speaker stands who is surely its own."""
STAMP_WORDS = 4
"""Words beside date and name in the stamp of a post: «(рассылка)», "press office"."""


def stamp_voice(sentence: Sentence) -> Voice | None:
    """Who posts what follows: a line of nothing but a time and a channel, an outlet or an office,
    «6.01, 10:40 | МВД (рассылка)»."""
    if not sentence.moments or sentence.moments[0].first != 0:
        return None
    dated = sum(m.last - m.first for m in sentence.moments)
    words = sum(1 for token in sentence.tokens if token.kind != MARK)
    if words - dated > STAMP_WORDS + 4:
        return None
    found = [Mention(Who.OUTLET, first, last) for first, last in sites(sentence)] or [
        m for m in sentence.people if m.who in (Who.BODY, Who.OUTLET, Who.GROUP, Who.PERSON)
    ]
    if not found:
        return None
    mention = min(found, key=lambda m: m.first)
    if words - dated - (mention.last - mention.first) > STAMP_WORDS:
        return None
    name = sentence.words(mention.first, mention.last)
    cue = sentence.words(0, sentence.moments[-1].last)
    organisation = name if mention.who is Who.BODY else None
    attribution = Attribution(
        speaker=name, cue=cue, manner=Manner.CITED, organisation=organisation
    )
    return Voice(attribution, mention, 0, sentence.moments[-1].last)


OPENING = 16
"""Tokens of a sentence among which the colon stands that opens an account."""
TAIL = 5
"""Words between a speaker and that colon: «Мэр Ли Вэй на своей странице в Facebook: …»."""


def _colon(sentence: Sentence) -> int | None:
    """Where a colon, or after «В МВД» a dash, opens an account."""
    timed = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    for index, token in enumerate(sentence.tokens[:OPENING]):
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


def _opens(sentence: Sentence, begins: int) -> bool:
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


def _is_tail(sentence: Sentence, first: int, last: int) -> bool:
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


def _is_bare_head(sentence: Sentence, mention: Mention) -> bool:
    """«Аэропорт: …», «Шахта: …» open a list by place and are nobody's account."""
    return mention.who is Who.BODY and any(
        hit.code == "head" and (hit.first, hit.last) == (mention.first, mention.last)
        for hit in sentence.of("bodies")
    )


def _unlisted_house(sentence: Sentence, hit: Hit) -> Mention | None:
    """«…, рассказали в |облздраве»: a verb without a subject and the house where it was said."""
    tokens, at = sentence.tokens, hit.last
    if sentence.pack.fixed_order or at + 1 >= len(tokens) or not hit.first:
        return None
    if tokens[hit.first - 1].kind != MARK or not tokens[hit.first].word.has("pl", "fin"):
        return None
    if tokens[at].norm not in ("в", "во", "у", "на"):
        return None
    if any(moment.first <= at + 1 < moment.last for moment in sentence.moments):
        return None
    if any(sentence.token_at(place.start) == at + 1 for place in sentence.places):
        return None
    word = tokens[at + 1].word
    if not word.has("noun", "loc") or word.features & {"pron", "num"}:
        return None
    if any(h.first <= at + 1 < h.last for h in sentence.of("attribution")):
        return None  # «сообщили в интервью»
    return Mention(Who.BODY, at + 1, at + 2)


def _named_by_cue(sentence: Sentence, hit: Hit) -> Mention | None:
    """«по данным райадминистрации», «по подсчётам ACLED», «по оценке «Весны»»: whoever stands right
    behind such words gives the account, listed or not."""
    tokens, at = sentence.tokens, hit.last
    if sentence.pack.fixed_order or sentence.pack.verb_final or at >= len(tokens):
        return None
    if hit.role != "phrase" or "adp" not in tokens[hit.first].word.features:
        return None
    quoted = quoted_name(sentence, at)
    if quoted is not None:
        return Mention(Who.BODY, *quoted)
    token = tokens[at]
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    placed = {sentence.token_at(place.start) for place in sentence.places}
    if token.kind != WORD or at in dated or at in placed:
        return None
    latin = token.text.isascii() and token.text[:1].isupper()
    word = token.word
    owner = word.has("noun", "gen") and not word.features & {"adp", "pron", "num", "conj"}
    held = tokens[at - 1].word.lemmas[:1]
    if owner and "anim" not in word.features and not set(held) & _HELD:
        return None  # «по оценке ущерба» names nobody
    if not (latin or owner):
        return None
    last = at + 1
    while (
        latin
        and last < len(tokens)
        and tokens[last].text[:1].isupper()
        and (tokens[last].text.isascii())
    ):
        last += 1
    return Mention(Who.BODY, at, last)


_HELD = frozenset("данные данный сведение информация дані відомість інформація".split())
"""What somebody has and gives: the genitive behind it is whose it is."""


def _quoted_before(sentence: Sentence, index: int) -> Mention | None:
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


def _begins(mention: Mention) -> int:
    """Where a name with the post before it begins."""
    return min(mention.first, mention.role[0]) if mention.role is not None else mention.first


def _nouns_of(sentence: Sentence, hit: Hit) -> range:
    """Where the nouns of a post stand that may be named again alone: «the collector», «аким»."""
    if sentence.pack.verb_final:
        return range(hit.last - 1, hit.last)
    if sentence.pack.fixed_order:
        return range(hit.first, hit.last)
    return range(hit.first, hit.first + 1)


def _house(sentence: Sentence, mention: Mention) -> str | None:
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


def _named(sentence: Sentence, mention: Mention) -> Attribution:
    """A body by its name, before anything is known to be its word."""
    name = sentence.words(mention.first, mention.last)
    return Attribution(speaker=name, cue=name, manner=Manner.CITED, organisation=name)


def _is_generic(sentence: Sentence, mention: Mention) -> bool:
    """«Ведомство», "it": any body at all, so the one that spoke last; "the ministry" is a ministry."""
    return any(
        hit.first <= mention.first < hit.last for hit in sentence.of("reference", "generic")
    )


def _is_outlet(sentence: Sentence, mention: Mention) -> bool:
    """An outlet, by name or only as «the news agency»."""
    return mention.who is Who.OUTLET or (
        mention.who is Who.GROUP
        and any(hit.last == mention.last for hit in sentence.of("outlets", "head"))
    )


MEDIUM = 4
"""Words between who speaks and «жазғанынша»: «Лысактың Telegram арнасында |жазғанынша»."""


def _is_owner(sentence: Sentence, index: int) -> bool:
    """Whether a word stands in the genitive beyond doubt."""
    word = sentence.tokens[index].word
    return bool(word.analyses) and "gen" in word.analyses[0].features


def _owner(sentence: Sentence, hit: Hit) -> Mention | None:
    """Whose «мәліметінше» it is where no list knows the name: who stands in the genitive right before
    the words, with all that describes it, or a name («Interpressnews жазуынша»)."""
    at = hit.first - 1
    if at < 0 or sentence.tokens[at].kind != WORD or not _is_possessed(sentence, hit):
        return None
    token = sentence.tokens[at]
    dated = any(moment.first <= at < moment.last for moment in sentence.moments)
    if dated or token.word.features & {"pron", "num", "conv", "adp"}:
        return None
    owns = _is_owner(sentence, at)
    named = capitalised(token) and not token.word.features & {"adj", "loc", "dat", "abl"}
    if not (owns or (named and at > 0) or (named and token.text.isascii())):
        return None
    if owns and "ptcp" in token.word.features:
        return None  # «болғандардың айтуынша» is read as a group of its own, if any
    return Mention(Who.BODY if named else Who.GROUP, with_owners(sentence, at, set()), at + 1)


def _is_counted(sentence: Sentence, mention: Mention) -> bool:
    """«екі | полицей қаза тапқанын мәлімдеді»: who is counted does not speak."""
    return mention.who in (Who.GROUP, Who.ROLE) and any(
        said.use == "count" and 0 <= mention.first - said.outer_last <= 1
        for said in sentence.said
    )


def _is_oblique(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands in a case that owns nothing: «қызметінен», «министрлікке»."""
    word = sentence.tokens[mention.last - 1].word
    if mention.who not in (Who.BODY, Who.GROUP, Who.ROLE) or not word.analyses:
        return False
    return bool(word.analyses[0].features & {"loc", "abl", "dat", "acc", "ins"}) and not any(
        hit.last >= mention.last > hit.first for hit in sentence.of("attribution", "according")
    )


def _is_possessed(sentence: Sentence, hit: Hit) -> bool:
    """Whether words of reporting bear the ending of possession: «есебі бойынша», or are one word that
    is made with it: «мәліметінше»."""
    return hit.last - hit.first == 1 or "poss" in sentence.tokens[hit.first].word.features


def _is_heard(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """Whether a verb that is seldom one of saying is one beside this subject."""
    if hit.role == INSERTED:
        return is_aside(sentence, hit, mention)
    if hit.role == COMPLEMENT:
        return has_complement(sentence, hit)
    if hit.role == WITNESSED:
        return any(
            mention.first <= other.first < mention.last or other.first == mention.first
            for other in sentence.of("reference", "witness")
        )
    return True


def _manner(sentence: Sentence, hit: Hit) -> Manner:
    return (
        Manner.DIRECT
        if any(sentence.quoted) and not sentence.quoted[hit.first]
        else Manner.INDIRECT
    )


def _indefinite(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """«В ГИБДД сообщили»: the body in the locative and a verb in the plural without a subject."""
    if mention.who not in (Who.BODY, Who.GROUP, Who.OUTLET) or not mention.first:
        return False
    before = sentence.tokens[mention.first - 1].word
    verb = sentence.tokens[hit.first].word
    return "adp" in before.features and verb.has("pl", "fin")


def _best(found: list[Mention]) -> Mention | None:
    """A person before a body before a role before a pronoun."""
    order = (
        Who.PERSON, Who.BODY, Who.OUTLET, Who.GROUP, Who.ROLE, Who.STAND_IN, Who.PRONOUN,
    )  # fmt: skip
    return min(found, key=lambda m: (order.index(m.who), -m.first)) if found else None


def _unbroken(sentence: Sentence, first: int, last: int) -> bool:
    """No full break between a verb and its subject to the right; quotation marks do not count."""
    return not any(
        sentence.tokens[i].kind == MARK and sentence.tokens[i].text in ",;:—–"
        for i in range(first, last)
    )


def _unparted(sentence: Sentence, first: int, last: int) -> bool:
    """No comma or semicolon between words of reporting and whom they govern."""
    return not any(sentence.tokens[i].text in ",;" for i in range(first, last))


def _same_clause(sentence: Sentence, first: int, last: int) -> bool:
    marks = sum(
        1
        for i in range(first, last)
        if sentence.tokens[i].kind == MARK and sentence.tokens[i].text in ",;:"
    )
    if marks == 1 and sentence.pack.fixed_order and sentence.tokens[first].text == ",":
        return True  # "the collector, K. Srinivas, told": the comma closes what stands beside
    return marks in (0, 2)


def _nominative(sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention may be a subject: its head can stand in the nominative."""
    if sentence.pack.code == "en":
        return True
    if sentence.pack.verb_final and mention.who in (Who.PERSON, Who.BODY, Who.ROLE):
        return _ends_in_nominative(sentence, mention.last - 1)
    if mention.who is Who.PERSON:
        return any(
            _may_name_in_nominative(sentence, index)
            for index in (mention.first, mention.last - 1)
        )
    index = mention.first
    if any(
        hit.first == index and hit.entry.phrase.split()[0] == sentence.tokens[index].norm
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
        index = next(
            (hit.first for hit in sentence.of("bodies", "head")
             if mention.first <= hit.first < mention.last), index)  # fmt: skip
    return _may_be_nominative(sentence, index)


_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc", "abl"})


def _may_be_nominative(sentence: Sentence, index: int) -> bool:
    cases = sentence.tokens[index].word.features & _CASES
    return not cases or "nom" in cases


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


_COLLECTIVE = (Who.BODY, Who.GROUP, Who.ROLE)
_HUMAN = (Who.PERSON, *_COLLECTIVE)


def _may_speak(sentence: Sentence, mention: Mention, hit: Hit) -> bool:
    """Whether a body may be who speaks: in the nominative and free of a preposition («біля лікарні»
    is not), or in the locative of «в МВС сообщили»."""
    before = sentence.tokens[mention.first - 1].word if mention.first else None
    governed = before is not None and "adp" in before.features and not before.has("noun")
    if governed:
        return _indefinite(sentence, mention, hit)
    return _nominative(sentence, mention)


def _is_addressed(sentence: Sentence, mention: Mention) -> bool:
    """«рассказала агентству», «сообщил журналистам»: the one told, in the dative alone."""
    at = mention.first
    if mention.who is Who.OUTLET and at and not sentence.pack.fixed_order:
        head = sentence.tokens[at - 1].word  # «сообщил агентству | AFP хирург …»
        if head.has("noun", "dat") and head.features & _CASES == {"dat"}:
            return True
    named = range(at, mention.last if mention.who is Who.PERSON else at + 1)
    cases = [sentence.tokens[index].word.features & _CASES for index in named]
    return {"dat"} in cases and all(case in ({"dat"}, set()) for case in cases)


def _is_told(sentence: Sentence, hit: Hit, outlet: Mention, right: list[Mention]) -> bool:
    """«рассказала РИА Новости начальник полиции», «ТАСС сообщили в управлении»: an outlet right beside
    the verb is who was told, where somebody behind it can be who speaks."""
    if outlet.who is not Who.OUTLET or (hit.first != outlet.last and outlet.first != hit.last):
        return False
    begins = max(hit.last, outlet.last)
    return any(
        m.who in _HUMAN
        and m.first >= begins
        and not any(token.kind == MARK for token in sentence.tokens[begins : _begins(m)])
        and (
            _indefinite(sentence, m, hit)  # not «Baza называет имя сотрудника ФСБ»
            if m.who in _COLLECTIVE and outlet.last == hit.first
            else _may_speak(sentence, m, hit) if m.who in _COLLECTIVE
            else _nominative(sentence, m)
        )
        for m in right
    )  # fmt: skip
