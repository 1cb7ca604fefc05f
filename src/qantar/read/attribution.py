"""Who is credited with what a sentence says.

Three patterns, in all languages: a verb of saying and its subject, an "according to" phrase and what
it governs, a name before a colon. How an account then goes on is settled in ``accounts``.

Over 500 lines: one class, whose patterns share whom the report has named so far.
"""

from dataclasses import replace
from itertools import pairwise

from qantar.domain.attribution import Attribution, Manner
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, WORD
from qantar.read.colons import (
    COLON_ENTRY,
    Voice,
    closing_dash,
    colon_of,
    is_bare_head,
    is_end,
    is_tail,
    is_where,
    names_several,
    opens_speech,
    past_brackets,
)
from qantar.read.credits import quoted_name
from qantar.read.houses import (
    MEDIUM,
    attribution_of,
    house_of,
    is_a_paper,
    is_generic,
    is_nameless,
    is_outlet,
    is_owner,
    named_by_cue,
    nouns_of,
    owner_of,
    quoted_before,
    unlisted_house,
)
from qantar.read.names import Mention, Who, mentions
from qantar.read.order import is_governed
from qantar.read.people import People
from qantar.read.sentence import Sentence, capitalised
from qantar.read.speech import (
    INVERTED_REACH,
    WITNESSED,
    is_deed,
    is_from,
    is_inverted,
    is_led,
    is_relative,
    is_said,
    only_says,
    unlisted_name,
    unlisted_subject,
    with_head,
)
from qantar.read.subjects import (
    COLLECTIVE,
    begin_of,
    best_of,
    cited_by,
    first_of_several,
    is_addressed,
    is_counted,
    is_gapped,
    is_heard,
    is_indefinite,
    is_nominative,
    is_oblique,
    is_same_clause,
    is_subordinate,
    is_told,
    is_unbroken,
    is_unparted,
    is_where_it_was,
    is_whereabouts,
    manner_of,
    may_speak,
)
from qantar.read.unlisted_speakers import unlisted_before, unlisted_behind

COUNTING = "counting"
"""Verbs of keeping count, heard as saying only where nobody says anything."""


_WEAK = (COUNTING, WITNESSED)


SUBJECT_REACH = 14
"""Tokens between a verb of saying and its subject's name; posts are long."""


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
        self.outlet_met: Attribution | None = None
        """The outlet named last: «по сведениям издания»."""
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
            if mention.who is Who.BODY and not is_where_it_was(sentence, mention):
                self.body_met = body = attribution_of(sentence, mention)
                if mention.last - mention.first > 1:
                    self.by_head[sentence.tokens[mention.last - 1].norm] = body
            if mention.who is Who.OUTLET:
                self.outlet_met = attribution_of(sentence, mention)
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
                    for noun in nouns_of(sentence, hit):
                        for lemma in sentence.tokens[noun].word.lemmas:
                            self.by_post[lemma] = self.met

    def _read(self, sentence: Sentence, everyone: list[Mention]) -> list[Voice]:
        refers = "reference" in sentence.hits
        colon = colon_of(sentence)
        closing = closing_dash(sentence) is not None
        if not refers and "attribution" not in sentence.hits and not colon and not closing:
            return []
        same: list[Hit] = []
        impersonal: set[int] = set()
        housed: dict[int, Mention] = {}
        if refers:
            same = [
                hit for hit in sentence.of("reference", "same")
                if not any(hit.last <= m.first <= hit.last + 1 for m in everyone)
            ]  # fmt: skip
            for hit in (*sentence.of("reference", "impersonal"), *same):
                house = _house_before(sentence, hit, everyone)
                if house is None:
                    impersonal.update(range(hit.first, hit.last))
                else:
                    housed[hit.last] = house
        says: list[Hit] = []
        according: list[Hit] = []
        quoting: list[Hit] = []
        relays: list[Hit] = []
        for hit in sentence.hits.get("attribution", ()):
            if hit.code == "say":
                if hit.first not in impersonal and is_said(sentence, hit):
                    says.append(hit)
            elif hit.code == "according":
                according.append(hit)
            elif hit.code == "relay":
                if not (sentence.pack.verb_final and is_deed(sentence, hit)):
                    relays.append(hit)
            elif hit.code == "quote" and is_said(sentence, hit):
                quoting.append(hit)
        if not (
            says
            or according
            or relays
            or quoting
            or colon
            or closing
            or (refers and any(sentence.of("reference", "own", "same")))
        ):
            return []
        via = tuple(sentence.words(m.first, m.last) for m in everyone if m.who is Who.OUTLET)
        out: list[Voice] = []
        for hit in sentence.of("reference", "own") if refers else ():
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
                told = self._voice(sentence, hit, mention, Manner.CITED, via)
                if sentence.tokens[hit.last - 1].text == ":":  # of several sources none is told
                    several = names_several(sentence, mention.last)
                    told = [] if several else [replace(v, backwards=True) for v in told]
                out += told
        for hit in quoting:
            mention = self._quoted(sentence, hit, everyone)
            if mention is not None:
                out += self._voice(sentence, hit, mention, Manner.DIRECT, via)
        for hit in sorted(says, key=lambda hit: hit.role in _WEAK):
            if hit.role in _WEAK and out:
                continue
            mention = housed.get(hit.last) or self._subject(sentence, hit, everyone)
            if mention is None or not is_heard(sentence, hit, mention):
                continue
            if not any(v.mention == mention for v in out):
                out += self._voice(sentence, hit, mention, manner_of(sentence, hit), via)
        out += self._gapped(sentence, out, everyone, via)
        heard = {voice.cue_first for voice in out}
        for hit in relays:
            if hit.first in heard:
                continue  # «Минздрав |сообщил о шахтёрах»: one verb has one subject
            tellers = [m for m in everyone if not is_addressed(sentence, m)]
            mention = (
                next((m for m in everyone if m.first < hit.first < m.last < hit.last), None)
                or cited_by(sentence, hit, everyone)
                or self._governed(sentence, hit, tellers)
                or self._subject(sentence, hit, tellers)
            )
            if mention is not None and not any(v.mention == mention for v in out):
                out += self._voice(sentence, hit, mention, Manner.CITED, via)
        if not out:
            out += self._before_colon(sentence, colon, everyone)
        if same and not out and self.last is not None:
            first, last = same[0].first, same[0].last
            attribution = replace(self.last, cue=sentence.words(first, last))
            return [Voice(attribution, Mention(Who.STAND_IN, first, last), first, last)]
        real = [
            v for v in out
            if not is_outlet(sentence, v.mention) and not is_nameless(sentence, v.mention)
        ]  # fmt: skip
        out = real or [v for v in out if is_outlet(sentence, v.mention)] or out
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
            for h in sentence.of("reference", "this", "happened")
            if h.code == "this" or not any(said.use == "count" for said in sentence.said)
        ) or (
            sentence.segment_of(begin_of(mention)) == 0
            and begin_of(mention) < hit.first
            and only_says(sentence, hit)
        )
        known = self._known(sentence, mention)
        if mention.who is Who.PRONOUN and known is None:
            return []
        if mention.who is Who.STAND_IN and known is None:
            if is_generic(sentence, mention) or is_a_paper(sentence, mention):
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
                else house_of(sentence, mention),
                via=tuple(name for name in via if name != words),
            )  # fmt: skip
        return [Voice(attribution, mention, hit.first, hit.last, backwards)]

    def _known(self, sentence: Sentence, mention: Mention) -> Attribution | None:
        """Who a pronoun, «ведомство» or a bare post stands for; None if it speaks for itself."""
        if mention.who is Who.PRONOUN:
            if any(h.first == mention.first for h in sentence.of("reference", "many")):
                return self.last_many
            if any(h.first == mention.first for h in sentence.of("reference", "there")):
                return self.last_body or self.body_met  # «відзначили там»: no person is a place
            return self.last_person or self.met or self.last
        if mention.who is Who.STAND_IN:
            if is_a_paper(sentence, mention):
                return self.outlet_met
            if is_generic(sentence, mention):
                here = [
                    m for m in sentence.people if m.who is Who.BODY and m.last <= mention.first
                ]
                of_its_kind = self.by_head.get(sentence.tokens[mention.last - 1].norm)
                if here:
                    return attribution_of(sentence, here[-1])
                return of_its_kind or self.last_body or self.body_met
            return self.by_head.get(sentence.tokens[mention.last - 1].norm)
        if mention.who is Who.ROLE and mention.last - mention.first == 1:
            for lemma in sentence.tokens[mention.first].word.lemmas:
                if lemma in self.by_post:
                    return self.by_post[lemma]
            for h in sentence.of("attribution", "pronoun"):
                if h.first <= mention.first < h.last and h.role != "body":
                    going_on = self.paragraph == sentence.paragraph or h.role == "pronoun"
                    if h.role == "pronoun":
                        return self.last_person or self.last
                    return self.last_person if going_on else None
        return None

    def _governed(
        self, sentence: Sentence, hit: Hit, everyone: list[Mention]
    ) -> Mention | None:
        """Whom an "according to" phrase names: after it, in verb-final languages before it."""
        if sentence.pack.verb_final:
            before = [
                m for m in everyone
                if m.last <= hit.first and not is_oblique(sentence, m)
                and hit.first - past_brackets(sentence, m.last) <= (
                    MEDIUM if is_owner(sentence, m.last - 1) else 2
                ) and is_unbroken(sentence, m.last, hit.first)
            ]  # fmt: skip
            return best_of(before) or owner_of(sentence, hit)
        if any(one.first == hit.last for one in sentence.of("reference", "relative")):
            # «распространило сообщение, |согласно которому…»: whose message it is
            before = [m for m in everyone if m.last <= hit.first and is_nominative(sentence, m)]
            return self._run(sentence, before[-1], everyone) if before else None
        after = [
            m for m in everyone
            if (0 <= m.first - hit.last <= 3 and is_unparted(sentence, hit.last, m.first))
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
        return person or self._run(sentence, first, everyone)

    def _quoted(self, sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
        """Whom «цитирует издание мать солдата Веру Лисову» quotes: not the paper that does it."""
        behind = [
            m for m in everyone
            if hit.last <= m.first <= hit.last + SUBJECT_REACH and m.who is not Who.OUTLET
            and not (m.who is Who.STAND_IN and is_a_paper(sentence, m))
            and is_unbroken(sentence, hit.last, m.first)
        ]  # fmt: skip
        return self._first(sentence, behind, everyone)

    def _subject(self, sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
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
            return best_of(fresh) or best_of(subjects[-2:])
        antecedent = next((m for m in left if is_relative(sentence, hit, m)), None)
        if antecedent is not None:
            return self._run(sentence, antecedent, everyone)
        if sentence.pack.fixed_order:
            return self._ordered_subject(sentence, hit, everyone, left, right)
        right = [
            m for m in right
            if not is_addressed(sentence, m)
            and (m.who not in COLLECTIVE or may_speak(sentence, m, hit))
        ]  # fmt: skip
        told = [m for m in (*near_left, *right) if is_told(sentence, hit, m, right)]
        near_left = [m for m in near_left if m not in told]
        right = [m for m in right if m not in told]
        house = unlisted_house(sentence, hit)
        if house is not None and all(
            m.first >= house.last or (m.who is Who.OUTLET and m.last < house.first)
            for m in right
        ):
            return house
        if hit.first and sentence.tokens[hit.first - 1].kind == MARK:
            inverted = [
                m for m in right
                if is_nominative(sentence, m) or is_indefinite(sentence, m, hit)
            ]  # fmt: skip
            if inverted:
                return self._first(sentence, inverted, everyone)
            named = unlisted_behind(sentence, hit)
            if named is not None and capitalised(sentence.tokens[named.first]):
                return named  # «Сторож ранен», – проинформировал Дроздюк
        subjects = [
            m for m in near_left
            if (may_speak(sentence, m, hit) if m.who in COLLECTIVE else is_nominative(sentence, m))
            or is_indefinite(sentence, m, hit)
        ]  # fmt: skip
        if subjects:
            return self._run(
                sentence, first_of_several(sentence, subjects[-1], subjects), everyone
            )
        unlisted = unlisted_before(sentence, hit)
        if unlisted is not None:
            return unlisted
        chosen = self._first(sentence, right, everyone)
        if chosen is not None:
            return chosen
        unlisted = unlisted_behind(sentence, hit)
        if unlisted is not None:
            return unlisted
        quoted = quoted_name(sentence, hit.last)
        about = any(h.last == hit.first for h in sentence.of("reference", "this"))
        marked = hit.first > 0 and sentence.tokens[hit.first - 1].kind == MARK
        if quoted is not None and (marked or about):
            return Mention(Who.OUTLET, *quoted)  # «…, пишет «Степная правда»»
        quoting = quoted_before(sentence, hit.first)
        if quoting is not None:
            return quoting
        far = [m for m in left if is_nominative(sentence, m) and m.who is not Who.OUTLET]
        return far[-1] if far else None

    def _ordered_subject(
        self, sentence: Sentence, hit: Hit, everyone: list[Mention],
        left: list[Mention], right: list[Mention],
    ) -> Mention | None:  # fmt: skip
        """Whose verb of saying it is where the order of words tells: who stands before it, or behind
        it in «…, said the mayor.»"""
        beside = sentence.apposed.get(hit.first)
        if beside is not None:
            return beside
        told = "tell" in sentence.tokens[hit.first].word.lemmas
        behind = [] if told else [m for m in right if not _is_told_of(sentence, hit, m)]
        if behind and is_inverted(sentence, hit, begin_of(behind[0]), behind[0].last):
            return self._first(sentence, behind, everyone)
        heads = [with_head(sentence, hit, m) for m in left]
        left = [
            m for m in heads
            if m is not None and (
                not is_governed(sentence, begin_of(m)) or is_led(sentence, begin_of(m), m.last, hit)
            )
        ]  # fmt: skip
        own = _own_subject(sentence, hit)
        if own and not behind and all(m.last < own for m in everyone if m.first < hit.first):
            return None
        if not any(m.last > hit.first - SUBJECT_GAP for m in left):
            unlisted = unlisted_subject(sentence, hit)
            if unlisted is not None:
                return Mention(Who.BODY, *unlisted)
        near = [m for m in left if is_same_clause(sentence, m.last, hit.first)]
        return (
            (first_of_several(sentence, near[-1], left) if near else None)
            or self._first(
                sentence,
                [m for m in behind if begin_of(m) - hit.last <= INVERTED_REACH],
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
        if sentence.pack.fixed_order and mention.who is Who.ROLE:
            at = mention.last  # "according to |Lt. Col. Alex Hill"
            at += at < len(sentence.tokens) and sentence.tokens[at].text == "."
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

    def _gapped(
        self, sentence: Sentence, told: list[Voice], everyone: list[Mention],
        via: tuple[str, ...],
    ) -> list[Voice]:  # fmt: skip
        """«МВС повідомляє про 80 затриманих, правозахисники — про 300»: who stands behind the speaker of
        a clause, with a dash for the verb and a number of his own."""
        if not told or sentence.pack.fixed_order or sentence.pack.verb_final:
            return []
        out: list[Voice] = []
        for mention in everyone:
            if mention.who in (Who.PRONOUN, Who.STAND_IN) or not is_gapped(sentence, mention):
                continue
            if all(voice.cue_last <= begin_of(mention) for voice in told):
                dash = Hit(COLON_ENTRY, mention.last, mention.last + 1)
                out += self._voice(sentence, dash, mention, Manner.INDIRECT, via)
        return out

    def _before_colon(
        self, sentence: Sentence, at: int | None, everyone: list[Mention]
    ) -> list[Voice]:
        """«Комендатура: за сутки задержали…» and «МВД — 12 погибших» are accounts of their own."""
        if at is None:
            return self._closing(sentence, everyone)
        for mention in everyone:
            if mention.who in (Who.PRONOUN, Who.STAND_IN) or not mention.last <= at:
                continue
            if not is_tail(sentence, mention.last, at) or not opens_speech(
                sentence, begin_of(mention)
            ):
                continue
            if is_bare_head(sentence, mention) or is_where(sentence, mention, at):
                continue
            if any(
                hit.first == mention.first and hit.last == at + 1
                for hit in sentence.of("attribution", "according")
            ):
                continue  # «|Джерело: Reuters»: the word for a source is nobody
            mention = self._run(sentence, mention, everyone)
            if mention.last <= at:
                hit = Hit(COLON_ENTRY, at, at + 1)
                return self._voice(sentence, hit, mention, Manner.CITED, ())
        return self._closing(sentence, everyone)

    def _closing(self, sentence: Sentence, everyone: list[Mention]) -> list[Voice]:
        """«На шахте погибли трое – МЧС»: a headline's source behind its last dash."""
        at = closing_dash(sentence)
        if at is None:
            return []
        named = [
            m for m in everyone
            if begin_of(m) == at + 1 and m.who not in (Who.PRONOUN, Who.STAND_IN)
            and is_end(sentence, m.last)
        ]  # fmt: skip
        mention = best_of(named)
        if mention is None:
            return []
        return self._voice(sentence, Hit(COLON_ENTRY, at, at + 1), mention, Manner.CITED, ())


def _is_told_of(sentence: Sentence, hit: Hit, mention: Mention) -> bool:
    """ "confirmed |that 15 students were abducted": behind "that" stands what is said, not who says it."""
    return any(sentence.tokens[i].norm == "that" for i in range(hit.last, begin_of(mention)))


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


def _house_before(sentence: Sentence, hit: Hit, everyone: list[Mention]) -> Mention | None:
    """«в МВД по области |сообщалось», «в ведомстве |передают»: the house before words that name no giver."""
    if sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    for mention in everyone:
        between = sentence.tokens[mention.last : hit.first]
        if mention.who not in (Who.BODY, Who.STAND_IN) or not mention.first:
            continue
        if mention.last > hit.first or len(between) > HOUSE_GAP:
            continue
        if any(token.kind == MARK or token.word.has("fin") for token in between):
            continue
        if "adp" in sentence.tokens[mention.first - 1].word.features:
            return mention
    return None


HOUSE_GAP = 3
"""Words between a house and the verb: whose it is, «по области»."""
SUBJECT_GAP = 3
"""Words back from a verb of saying within which a listed speaker stands who is surely its own."""
