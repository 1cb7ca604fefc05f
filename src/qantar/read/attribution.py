"""Who is credited with what a sentence says.

Three patterns, in all languages: a verb of saying and its subject, an "according to" phrase and what
it governs, a name before a colon. How an account then goes on is settled in ``accounts``.
"""

from dataclasses import replace

from qantar.domain.attribution import Attribution, Manner
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK
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
)
from qantar.read.houses import (
    attribution_of,
    house_of,
    is_a_paper,
    is_generic,
    is_nameless,
    is_outlet,
    nouns_of,
    owner_of_paper,
)
from qantar.read.names import Mention, Who, mentions
from qantar.read.people import People
from qantar.read.sentence import Sentence
from qantar.read.speech import (
    COUNTING,
    WITNESSED,
    is_deed,
    is_said,
    only_says,
)
from qantar.read.subjects import (
    begin_of,
    best_of,
    cited_by,
    is_addressed,
    is_gapped,
    is_heard,
    is_nominative,
    is_where_it_was,
    manner_of,
)
from qantar.read.who_says import (
    end_of_run,
    governed_by,
    quoted_by,
    subject_of,
)

_WEAK = (COUNTING, WITNESSED)


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
                house = _house_before(sentence, hit, everyone) or owner_of_paper(
                    sentence, hit, everyone
                )
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
                within = any(m.first < hit.first and hit.last <= m.last for m in everyone)
                within = within and sentence.pack.fixed_order  # "medical |sources said"
                if not within and not (sentence.pack.verb_final and is_deed(sentence, hit)):
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
            mention = governed_by(sentence, hit, everyone)
            if hit.role == "adjacent" and mention is not None and mention.first != hit.last:
                continue
            if mention is None and hit.role == "verb":
                mention = subject_of(sentence, hit, everyone)
            if mention is not None:
                told = self._voice(sentence, hit, mention, Manner.CITED, via)
                if sentence.tokens[hit.last - 1].text == ":":  # of several sources none is told
                    several = names_several(sentence, mention.last)
                    told = [] if several else [replace(v, backwards=True) for v in told]
                out += told
        for hit in quoting:
            mention = quoted_by(sentence, hit, everyone)
            if mention is not None:
                out += self._voice(sentence, hit, mention, Manner.DIRECT, via)
        for hit in sorted(says, key=lambda hit: hit.role in _WEAK):
            if hit.role in _WEAK and out:
                continue
            mention = housed.get(hit.last) or subject_of(sentence, hit, everyone)
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
                or governed_by(sentence, hit, tellers)
                or subject_of(sentence, hit, tellers)
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
            if (h.code == "this" and not _announces(sentence, h))
            or not any(said.use == "count" for said in sentence.said)
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
            if _is_new(sentence, mention):
                return None
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
            mention = end_of_run(sentence, mention, everyone)
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
            and (sentence.kind is BlockKind.HEADLINE or is_nominative(sentence, m))
        ]  # fmt: skip
        mention = best_of(named)
        if mention is None:
            return []
        return self._voice(sentence, Hit(COLON_ENTRY, at, at + 1), mention, Manner.CITED, ())


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


def _announces(sentence: Sentence, hit: Hit) -> bool:
    """«подал |такие данные: шестеро погибших»: "such" points at what stands behind the colon."""
    colon = next(
        (i for i in range(hit.last, len(sentence.tokens)) if sentence.tokens[i].text == ":"),
        None,
    )
    return colon is not None and any(
        said.use == "count" and said.first > colon for said in sentence.said
    )


def _is_new(sentence: Sentence, mention: Mention) -> bool:
    """ "a |spokesman for the gendarmes said": whoever is told whose he is was not named before."""
    following = sentence.tokens[mention.last : mention.last + 1]
    return sentence.pack.fixed_order and bool(following) and following[0].norm == "for"


HOUSE_GAP = 3
"""Words between a house and the verb: whose it is, «по области»."""
