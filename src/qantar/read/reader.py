"""Document → Claims.

Sentence by sentence everything is found once (words, phrases, numbers, dates, places); the readings
of each kind then work on the same sentences; scope and attribution are settled over the whole
report, and every claim is anchored in its words.

Over 500 lines: it is the one place that puts the readings of all kinds together.
"""

from collections.abc import Iterable, Sequence

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.codebook import Codebook
from qantar.domain.claim import (
    Claim,
    Credit,
    Event,
    Figure,
    Label,
    Measure,
    Post,
    Reality,
    Scope,
    Status,
)
from qantar.domain.derivation import Derivation
from qantar.domain.source import Block, BlockKind, Document, Passage
from qantar.domain.span import Span
from qantar.domain.when import When
from qantar.grammar.moments import Moment, settled
from qantar.grammar.pack import Pack
from qantar.grammar.quantities import Said, quantities
from qantar.grammar.token import uses_capitals
from qantar.read.accounts import (
    attribute,
    disown,
    lend_to_parts,
    lend_to_wholes,
    opens_with_its_day,
)
from qantar.read.attribution import Speakers
from qantar.read.claims import Anchor
from qantar.read.colons import Voice
from qantar.read.counted_noun import is_verb_form
from qantar.read.credits import credible, credits, without_named, without_outlets
from qantar.read.events import happenings
from qantar.read.figures import FigureReader
from qantar.read.found import Found
from qantar.read.growth import grown_to
from qantar.read.labels import labels
from qantar.read.lending import Times
from qantar.read.listed import announce, link_lists
from qantar.read.names import is_in_a_name
from qantar.read.parts import link_parts
from qantar.read.places import Places
from qantar.read.posts import offices
from qantar.read.reality import mark_denials, reality_of
from qantar.read.recall import mark_recalled
from qantar.read.respelling import places_of
from qantar.read.sentence import Sentence, quoted_tokens, segments
from qantar.read.since import of_a_day, opened, told_of_data
from qantar.read.stamped_places import drop_seats
from qantar.read.stamps import running
from qantar.read.status import Regime, regimes
from qantar.read.tellers import without_tellers
from qantar.read.times import closest
from qantar.read.villages import add_villages
from qantar.read.zero import zeros

READER_VERSION = "rules-7"
"""Names this reader in the record; a change of rules that changes claims gets a new name."""


AGAIN_LEAST = 5
"""From this number on a count met again is the same one; small ones are met by chance."""
CASELESS_LEAST = 25
"""Letters a sentence must have for its lack of capitals to mean anything."""


class Reader:
    """Reads documents by the rules of the packs; holds no state between documents."""

    def __init__(self, packs: dict[str, Pack], atlas: Atlas, codebook: Codebook) -> None:
        self.packs = packs
        self.atlas = atlas
        self.codebook = codebook
        self.figures = FigureReader(codebook)

    version = READER_VERSION

    def read(self, document: Document, passages: Sequence[Passage] = ()) -> list[Claim]:
        """Every claim of a document, in the order of its text. ``passages`` name the language of the
        blocks that are in another language than the document."""
        sentences = self.sentences(document, passages)
        if not sentences:
            return []
        places = Places(self.atlas, sentences)
        speakers = Speakers()
        voices: dict[int, list[Voice]] = {}
        figures: list[Found] = []
        by_sentence: dict[int, list[Found]] = {}
        for sentence in sentences:
            voices[sentence.number] = speakers.voices(sentence)
            if sentence.kind is BlockKind.CAPTION:
                continue
            if not sentence.said and "reality" not in sentence.hits:
                continue  # neither a number nor a denial
            before = _figures_before(sentence, by_sentence)
            here = self.figures.read(sentence, before, figures)
            taken = {i for f in here for i in range(f.first, f.last)}
            here += [z for z in zeros(self.codebook, sentence) if z.first not in taken]
            here.sort(key=lambda f: f.first)
            if here:
                link_parts(self.codebook, here, before, figures)
                by_sentence[sentence.number] = here
                figures += here
        link_lists(self.codebook, figures)
        attribute(sentences, voices, by_sentence)
        mark_denials(sentences, figures)
        mark_recalled(sentences, figures)
        self._situate(sentences, places, figures, _day(document.published))
        self._widen(figures)
        disown(figures, voices)
        lend_to_wholes(figures)
        lend_to_parts(figures, voices)
        self._lend_to_headline(figures)
        self._lend_to_the_same(figures)
        anchor = Anchor(document)
        claims = self._figure_claims(anchor, figures)
        paragraph = -1
        day: Moment | None = None
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                day = sentence.moments[0] if opens_with_its_day(sentence) else None
            own = voices[sentence.number]
            here = by_sentence.get(sentence.number, [])
            claims += self._other_claims(anchor, sentence, places, own, day, here)
        claims.sort(key=lambda c: (c.anchor.start, c.anchor.end, c.content.kind, c.id))
        return _once(claims)

    # -- finding -----------------------------------------------------------------------------

    def sentences(self, document: Document, passages: Sequence[Passage] = ()) -> list[Sentence]:
        """The sentences of all blocks that are read, in order, with everything found in them."""
        text = document.text
        published = _day(document.published)
        blocks = document.blocks or (Block(Span(0, len(text)), BlockKind.BODY),)
        languages = {passage.span: passage.lang for passage in passages}
        whole_blocks = {block.span for block in blocks}
        inner = [passage for passage in passages if passage.span not in whole_blocks]
        out: list[Sentence] = []
        paragraph = 0
        capitals = uses_capitals(text, 0, len(text))
        for block in blocks:
            if block.kind is BlockKind.FURNITURE:
                continue
            own = self.packs.get(languages.get(block.span) or document.lang or "")
            if own is None:
                continue
            paragraph += 1
            inside = block.span.of(text)
            caseless = not uses_capitals(text, block.span.start, block.span.end) and (
                not capitals or any(map(str.isupper, inside))
            )
            stretches = [(own, block.span)]
            if inner:
                stretches = self._tongues(own, block.span, inner)
            places: list[PlaceHit] = []
            whole: list[tuple[Pack, int, int]] = []
            for pack, span in stretches:
                inside = text[span.start : span.end]
                places += [
                    hit.moved(span.start)
                    for hit in places_of(self.atlas, pack, inside, lower_case=caseless)
                ]
                whole += [(pack, *ends) for ends in pack.sentences(text, span.start, span.end)]
            for pack, start, end in whole:
                tokens = pack.tokens(text, start, end)
                if not tokens:
                    continue
                hits = pack.lexicon.by_category(tokens)
                moments = pack.calendar.find(tokens, published)
                taken = _spanned(moments)
                said = quantities(pack, tokens, taken)
                joined = taken | _spanned(said) if said else taken
                sentence = Sentence(
                    len(out), paragraph, block.kind, start, end, text, pack, tokens, hits,
                    said, moments, [], segments(tokens, joined), quoted_tokens(tokens),
                )  # fmt: skip
                sentence.is_caseless = caseless and end - start >= CASELESS_LEAST
                sentence.places = [hit for hit in places if start <= hit.start < end]
                if sentence.places and (joined or pack.verb_final):
                    sentence.places = [
                        p for p in sentence.places if not _is_of_a_number(sentence, p)
                    ]
                if caseless:
                    sentence.places = [
                        p for p in sentence.places if not _is_a_word(sentence, p, self.atlas)
                    ]
                if pack.fixed_order and "objects" in hits:
                    hits["objects"] = [
                        hit for hit in hits["objects"] if not is_verb_form(tokens, hit)
                    ]
                if pack.fixed_order and sentence.places:
                    named = [p for p in sentence.places if is_in_a_name(sentence, p)]
                    sentence.places = [p for p in sentence.places if p not in named]
                if "bodies" in hits and sentence.places:
                    names = {sentence.offsets(hit.first, hit.last) for hit in hits["bodies"]}
                    sentence.places = [
                        p for p in sentence.places if (p.start, p.end) not in names
                    ]
                if sentence.places and pack.verb_final:
                    sentence.places = without_tellers(sentence)
                if "outlets" in hits:
                    if pack.fixed_order and "acts" in hits:
                        hits["acts"] = without_named(hits["acts"], hits["outlets"])
                    if sentence.places and "attribution" in hits:
                        sentence.places = without_outlets(sentence)
                    placed = {
                        i for hit in sentence.places
                        for i in range(sentence.token_at(hit.start), sentence.token_at(hit.end - 1) + 1)
                    }  # fmt: skip
                    hits["outlets"] = credible(tokens, hits["outlets"], placed, caseless)
                if sentence.places and not hits.keys().isdisjoint(NAMEABLE):
                    _keep_names(sentence)
                out.append(sentence)
        drop_seats(out, self.atlas)
        announce(out)
        add_villages(out, self.atlas)
        self._settle(out, published)
        return out

    def _tongues(
        self, pack: Pack, block: Span, inner: Sequence[Passage]
    ) -> list[tuple[Pack, Span]]:
        """A block cut where another language begins and ends in it."""
        out: list[tuple[Pack, Span]] = []
        at = block.start
        for passage in sorted(inner, key=lambda p: p.span.start):
            other = self.packs.get(passage.lang or "")
            if other is None or not (
                at <= passage.span.start and passage.span.end <= block.end
            ):
                continue
            if passage.span.start > at:
                out.append((pack, Span(at, passage.span.start)))
            out.append((other, passage.span))
            at = passage.span.end
        if at < block.end:
            out.append((pack, Span(at, block.end)))
        return out

    def _settle(self, sentences: list[Sentence], published: When | None) -> None:
        """Read each date of the document again in the light of the others."""
        # what a caption is stamped with dates the picture: no clock time of the text leans on it
        telling = [s for s in sentences if s.kind is not BlockKind.CAPTION]
        stamps = running(telling, published)
        for sentence in telling:
            stamp = stamps.pop(sentence.paragraph, None)
            if stamp is not None:
                later = [m for m in sentence.moments if m.first >= stamp.last]
                sentence.moments = [stamp, *later]
        flat = [m for sentence in telling for m in sentence.moments]
        if not flat:
            return
        resolved = iter(settled(flat, published))
        for sentence in telling:
            if sentence.moments:
                moments = [next(resolved) for _ in sentence.moments]
                sentence.moments = told_of_data(
                    sentence, opened(sentence, of_a_day(sentence, moments))
                )

    # -- settling ----------------------------------------------------------------------------

    def _situate(
        self, sentences: list[Sentence], places: Places, figures: list[Found], published: When | None
    ) -> None:  # fmt: skip
        times = Times(sentences, places, published)
        places.begin(figures)
        for figure in figures:
            sentence = figure.sentence
            where = places.of_figure(figure)
            if where is not None:
                figure.place_words, figure.place, figure.place_id = (
                    where.words or None,
                    where.name,
                    where.place_id,
                )
            figure.total = _total(sentence, figure)
            figure.reality = reality_of(sentence, figure.first, figure.np_last)
            times.date(figure)

    def _widen(self, figures: list[Found]) -> None:
        """«227 погибших… Только в Алматы — 149»: a whole whose own sentence names no place cannot lie
        in a town its part does not; it is counted in the country of both."""
        for figure in figures:
            whole = figure.part_of
            if whole is None or whole.place_id is None or figure.place_id is None:
                continue
            said_in = whole.sentence
            clause = said_in.segments[said_in.segment_of(whole.first)]
            end = (
                said_in.tokens[clause.last - 1].end
                if figure.sentence is said_in
                else said_in.end
            )
            own = said_in.text[said_in.start : end]  # behind it stand the places of the parts
            if whole.place_id == figure.place_id or (whole.place_words or "") in own:
                continue
            if whole.act != figure.act:
                continue  # «11 адам жараланды, төртеуі Шымкентке жеткізілді»: they were brought there
            if self.atlas.contains(whole.place_id, figure.place_id):
                continue
            country = self.atlas.place(figure.place_id).country
            if self.atlas.place(whole.place_id).country == country:
                place = self.atlas.place(f"country:{country}")
                left = whole.place_words, whole.place_id  # as its parts took it over
                for other in figures:
                    same = (other.place_words, other.place_id) == left
                    same = same and not _names_its_place(other)
                    if other is whole or (same and other.part_of is whole):
                        other.place_words, other.place, other.place_id = (
                            None, place.name, place.id)  # fmt: skip

    def _lend_to_headline(self, figures: list[Found]) -> None:
        """A figure of the headline is the body's figure in short: it takes speaker, place and date."""
        for figure in figures:
            if figure.sentence.kind is not BlockKind.HEADLINE:
                continue
            for other in figures:
                if other.sentence.kind is BlockKind.HEADLINE or not _may_be_short_for(
                    figure, other
                ):
                    continue
                if figure.act != other.act:  # «225 адам: ресми шығын»
                    figure.act = other.act
                    figure.why.append(Derivation("act of the same figure below", "", other.act))
                figure.attribution = figure.attribution or other.attribution
                if other.as_of is None:  # the day of a count is said of the body's words
                    figure.when = figure.when or other.when
                if figure.place is None:
                    figure.place_words, figure.place, figure.place_id = (
                        other.place_words, other.place, other.place_id)  # fmt: skip
                break

    def _lend_to_the_same(self, figures: list[Found]) -> None:
        """A figure told again, the same number of the same with the same act, takes the one date it has
        elsewhere: «52 people were seized on Sunday … a headcount found 52 kidnapped»."""
        for figure in figures:
            value = figure.quantity.value
            if figure.when is not None or figure.when_partial is not None or value is None:
                continue
            if value < AGAIN_LEAST or figure.denied or figure.reality is not Reality.ASSERTED:
                continue
            if figure.object == "money" or figure.total:
                continue
            same = [
                other for other in figures
                if other.act == figure.act and other.quantity.value == value and other.when is not None
                and other.as_of is None and other.reality is Reality.ASSERTED and not other.denied
                and figure.object in (other.object, "person")
                and self._may_be_one_place(figure, other)
            ]  # fmt: skip
            if same and len({other.when for other in same}) == 1:
                figure.when = same[0].when

    def _may_be_one_place(self, one: Found, other: Found) -> bool:
        a, b = one.place_id, other.place_id
        if a is None or b is None:
            return True
        return a == b or self.atlas.contains(a, b) or self.atlas.contains(b, a)

    # -- claims ------------------------------------------------------------------------------

    def _figure_claims(self, anchor: Anchor, figures: list[Found]) -> list[Claim]:
        ids: dict[int, str] = {}
        out: list[Claim] = []
        for figure in sorted(figures, key=lambda f: (f.part_of is not None, f.start)):
            whole = ids.get(id(figure.part_of)) if figure.part_of is not None else None
            content = Figure(
                measure=Measure(figure.object, figure.act),
                quantity=figure.quantity,
                object_words=figure.object_words,
                total=figure.total,
                part_of=whole,
                denied=figure.denied,
                recalled=figure.recalled,
            )
            claim = anchor.claim(
                content,
                (figure.sentence.start, figure.sentence.end),
                (figure.start, figure.end),
                Derivation("figure", premises=tuple(figure.why)),
                Scope(
                    place_words=figure.place_words, place=figure.place, place_id=figure.place_id,
                    when=figure.when, when_partial=figure.when_partial, as_of=figure.as_of,
                    excluded=figure.excluded,
                ),
                figure.attribution,
                figure.reality,
                figure.denied_by,
            )  # fmt: skip
            ids[id(figure)] = claim.id
            out.append(claim)
        return out

    def _other_claims(
        self, anchor: Anchor, sentence: Sentence, places: Places, voices: Sequence[Voice],
        day: Moment | None, figures: Sequence[Found] = (),
    ) -> list[Claim]:  # fmt: skip
        out: list[Claim] = []
        quote = (sentence.start, sentence.end)
        hits = sentence.hits
        for office in offices(sentence) if "roles" in hits or "posts" in hits else ():
            moment = (
                None
                if office.change in ("holds", "former")
                else closest(sentence, *office.person)
            )
            out.append(
                anchor.claim(
                    Post(person=sentence.words(*office.person), post=sentence.words(*office.post),
                         change=office.change),
                    quote, sentence.offsets(*office.person), Derivation("post", office.rule, office.change),
                    Scope(when=moment.when if moment else None, when_partial=moment.partial if moment else None),
                )
            )  # fmt: skip
        for first, last in credits(sentence):
            span = sentence.offsets(first, last)
            out.append(anchor.claim(Credit(name=sentence.words(first, last)), quote, span,
                                    Derivation("credit", sentence.words(first, last))))  # fmt: skip
        if "status" in hits and sentence.kind is not BlockKind.CAPTION:
            for regime in regimes(sentence):
                out.append(self._status_claim(anchor, sentence, places, regime))
        for event in happenings(sentence, day):
            where = places.inherited(sentence, *event.words)
            span = sentence.offsets(event.first, event.last)
            out.append(
                anchor.claim(
                    Event(type=event.type), span, span, Derivation("event", event.rule, event.type),
                    Scope(place_words=where.words or None if where else None,
                          place=where.name if where else None,
                          place_id=where.place_id if where else None,
                          when=event.moment.when, when_partial=event.moment.partial),
                )
            )  # fmt: skip
        if "labels" not in hits:
            return out
        speaking = {i for v in voices for i in range(v.mention.first, v.mention.last)}
        for label in labels(sentence, speaking, figures):
            out.append(
                anchor.claim(
                    Label(words=sentence.words(label.first, label.last), side=label.side,
                          voice="quoted" if label.quoted else "outlet"),
                    quote, sentence.offsets(label.first, label.last),
                    Derivation("label", label.phrase, label.side),
                )
            )  # fmt: skip
        return out

    def _status_claim(
        self, anchor: Anchor, sentence: Sentence, places: Places, regime: Regime
    ) -> Claim:
        span = sentence.offsets(regime.first, regime.last)
        own = [
            w for w in places.of_sentence.get(sentence.number, ())
            if w.name and not w.weak and regime.first <= w.first < regime.last + 12
        ]  # fmt: skip
        names = tuple(dict.fromkeys(w.name for w in own if w.name))
        if not names and regime.regions is None:
            where = places.inherited(sentence, regime.first, regime.last)
            names = (where.name,) if where is not None and where.name else ()
        moment = closest(sentence, regime.first, regime.last)
        return anchor.claim(
            Status(regime=regime.kind, level=regime.level, change=regime.change,
                   places=() if regime.regions is not None else names, regions=regime.regions),
            span, span, Derivation("status", regime.rule, f"{regime.kind} {regime.change}"),
            Scope(when=moment.when if moment else None, when_partial=moment.partial if moment else None),
        )  # fmt: skip


NAMEABLE = ("objects", "labels")


def _keep_names(sentence: Sentence) -> None:
    """Drop what counts or words people but stands in a place's name: «Семей – 1» is no family, «Тараз
    – 4, Ақтөбе |облысы – 2» counts no regions."""
    spans = [
        (sentence.token_at(hit.start), sentence.token_at(hit.end - 1) + 1, hit.adjectival)
        for hit in sentence.places
    ]
    for category in NAMEABLE:
        hits = sentence.hits.get(category)
        if hits is None:
            continue
        kept = [
            hit for hit in hits
            if not any(
                first <= hit.first and hit.last <= last
                and (hit.code == "region" if last - first > 1 else _is_a_name(sentence, hit.first, adjectival))
                for first, last, adjectival in spans
            )
        ]  # fmt: skip
        if len(kept) < len(hits):
            sentence.hits[category] = kept


def _is_a_name(sentence: Sentence, index: int, adjectival: bool) -> bool:
    """Whether a capital inside a sentence shows that a word is the place's name and nothing else."""
    if adjectival or not index or sentence.is_caseless or sentence.pack.fixed_order:
        return False
    return sentence.tokens[index].text[:1].isupper()


def _spanned(found: Sequence[Moment] | Sequence[Said]) -> frozenset[int]:
    """The tokens that moments or quantities stand on."""
    return frozenset(i for one in found for i in range(one.first, one.last)) if found else _NONE


_NONE: frozenset[int] = frozenset()


def _names_its_place(figure: Found) -> bool:
    """Whether a figure of a sentence of its own names the place it has: «4 у Бериславі»."""
    sentence = figure.sentence
    words = figure.place_words
    return words is not None and words in sentence.text[sentence.start : sentence.end]


def _is_of_a_number(sentence: Sentence, place: PlaceHit) -> bool:
    """Whether a place's name is a hedge, a date or a person's: «Кемінде 12 адам» is not in Kemi."""
    at = sentence.token_at(place.start)
    if sentence.pack.verb_final and at + 1 < len(sentence.tokens):
        word, following = sentence.tokens[at].word, sentence.tokens[at + 1]
        surname = "surname" in following.word.features and following.text[:1].isupper()
        if surname and not word.features & {"gen", "loc", "dat", "abl"}:
            return True  # «Бағдат Оразов» is not in Baghdad
    return any(
        said.outer_first <= at < said.first for said in sentence.said
    ) or sentence.is_dated(at)


def _is_a_word(sentence: Sentence, place: PlaceHit, atlas: Atlas) -> bool:
    """Whether a place found in a text without capitals is an ordinary word: «simmering», or "kin", which
    only as another spelling names a place."""
    first = sentence.token_at(place.start)
    last = sentence.token_at(place.end - 1) + 1
    word = sentence.tokens[first].word
    if last - first != 1 or not sentence.pack.fixed_order or "name" in word.features:
        return False
    names = {atlas.place(candidate).name.casefold() for candidate in place.candidates}
    return bool(word.features & {"past", "ger"}) or word.form not in names


def _day(published: str | None) -> When | None:
    return When(published[:10]) if published else None


def _figures_before(sentence: Sentence, by_sentence: dict[int, list[Found]]) -> list[Found]:
    """The figures a sentence may go on from: those of the sentence before it in its paragraph, or, where
    it opens with "of them", those last told."""
    before = by_sentence.get(sentence.number - 1, [])
    if before and before[0].sentence.paragraph == sentence.paragraph:
        return before
    if sentence.above is not None:
        return by_sentence.get(sentence.above.number, [])
    opens: bool | None = None
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - LOOK_BACK), -1):
        found = by_sentence.get(number)
        if not found:
            continue
        if opens is None:
            opens = any(hit.first <= 2 for hit in sentence.of("parts", "including"))
        goes_on = (
            sentence.pack.verb_final and found[0].sentence.paragraph == sentence.paragraph
        )  # there the number itself says "of them"
        if opens or goes_on:
            return found
    return []


LOOK_BACK = 3
"""Sentences without figures over which "of them" still reaches."""


def _may_be_short_for(figure: Found, other: Found) -> bool:
    """Whether a figure of the headline may be a figure of the body: of the same act, or said without
    any act and of the very same number of the same."""
    if figure.act == other.act:
        return figure.quantity.interval().meets(other.quantity.interval())
    same = figure.quantity == other.quantity and figure.object in (other.object, "person")
    return same and (figure.act == "other" or _is_of_victims(figure, other))


def _is_of_victims(figure: Found, other: Found) -> bool:
    """ "The number of victims rose to 551", and below 551 injured: the word tells of dead and of hurt."""
    value = figure.quantity.value
    return (
        {figure.act, other.act} == {"killed", "injured"}
        and value is not None
        and value >= AGAIN_LEAST
        and any(hit.code == "victims" for hit in figure.sentence.of("labels"))
    )


def _total(sentence: Sentence, figure: Found) -> bool | None:
    """Whether the words beside a figure call it a running total or an increment."""
    grown = grown_to(sentence, figure)
    if grown is not None:
        return grown
    at = sentence.segment_of(figure.first)
    another = [
        hit for hit in sentence.of("growth", "another")
        if figure.part_of is None
        and any(
            said.use == "count" and said.outer_first == hit.last and said.first != figure.first
            for said in sentence.said
        )
    ]  # fmt: skip
    verdict: bool | None = None
    for hit in sentence.of("totals", "total", "increment"):
        if sentence.segment_of(hit.first) != at and any(
            one.first <= hit.first < one.last for one in another
        ):
            continue  # «скончался ещё один: погибших теперь 16»: a word of its own number only
        near = sentence.segment_of(hit.first)
        if near == at or (near < at and hit.code == "increment" and near == 0):
            if hit.code == "total":
                return True
            verdict = False
    return verdict


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without those that say the same of the same words twice."""
    seen: set[str] = set()
    out: list[Claim] = []
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            out.append(claim)
    return out
