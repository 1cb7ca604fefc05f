"""Document → Claims.

Sentence by sentence everything is found once (words, phrases, numbers, dates, places); the readings
of each kind then work on the same sentences; scope and attribution are settled over the whole
report, and every claim is anchored in its words.
"""

from collections.abc import Iterable, Sequence

from qantar.atlas.atlas import Atlas
from qantar.codebook import Codebook
from qantar.domain.claim import Claim
from qantar.domain.source import BlockKind, Document, Passage
from qantar.domain.when import When
from qantar.grammar.moments import Moment
from qantar.grammar.pack import Pack
from qantar.read.accounts import (
    attribute,
    disown,
    lend_to_parts,
    lend_to_wholes,
)
from qantar.read.attribution import Speakers
from qantar.read.claims import Anchor
from qantar.read.colons import Voice
from qantar.read.contents import figure_claims, label_claims, other_claims
from qantar.read.figures import FigureReader
from qantar.read.found import Found
from qantar.read.frames import opens_with_its_day
from qantar.read.growth import grown_to
from qantar.read.lending import Times
from qantar.read.listed import link_lists
from qantar.read.parts import link_parts
from qantar.read.places import Places
from qantar.read.reality import mark_denials, tell_realities
from qantar.read.recall import mark_recalled
from qantar.read.sentence import Sentence
from qantar.read.sentences import sentences_of
from qantar.read.status import all_regimes
from qantar.read.tale import tale_of
from qantar.read.told_again import lend_to_headline, lend_to_the_same, widen
from qantar.read.zero import zeros

READER_VERSION = "rules-15"
"""Names this reader in the record; a change of rules that changes claims gets a new name."""


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
        published = _day(document.published)
        sentences = sentences_of(self.packs, self.atlas, document, published, passages)
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
        attribute(sentences, voices, by_sentence, published)
        mark_denials(sentences, figures)
        mark_recalled(sentences, figures)
        self._situate(sentences, places, figures, published)
        widen(figures, self.atlas)
        disown(figures, voices)
        lend_to_wholes(figures)
        lend_to_parts(figures, voices)
        lend_to_headline(figures)
        lend_to_the_same(figures, self.atlas)
        anchor = Anchor(document)
        claims = figure_claims(anchor, figures)
        tale = tale_of(sentences)
        regimes = all_regimes(sentences)
        paragraph = -1
        day: Moment | None = None
        for sentence, told in zip(sentences, regimes, strict=True):
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                day = sentence.moments[0] if opens_with_its_day(sentence) else None
            own = voices[sentence.number]
            claims += other_claims(anchor, sentence, places, own, day, tale, told)
        claims += label_claims(anchor, sentences, voices, by_sentence)
        claims.sort(key=lambda c: (c.anchor.start, c.anchor.end, c.content.kind, c.id))
        return _once(claims)

    def _situate(
        self, sentences: list[Sentence], places: Places, figures: list[Found], published: When | None
    ) -> None:  # fmt: skip
        times = Times(sentences, places, published)
        places.begin(figures)
        tell_realities(figures)
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
            times.date(figure)


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
