"""A document in sentences, each with everything found in it.

Words, phrases of the lexicon, numbers, dates and places are found here once; what reads figures,
posts, events and labels asks the sentence for them. What can be only one of two things (a place or a
surname, a hedge or a town) is settled here, before anything is read.
"""

from collections.abc import Sequence

from qantar.atlas.atlas import Atlas, PlaceHit
from qantar.domain.source import Block, BlockKind, Document, Passage
from qantar.domain.span import Span
from qantar.domain.when import When
from qantar.grammar.moments import Moment, settled
from qantar.grammar.pack import Pack
from qantar.grammar.quantities import Said, quantities
from qantar.grammar.token import uses_capitals
from qantar.grammar.uses import MONEY
from qantar.read.chronicle import in_order, name_days
from qantar.read.counted_noun import is_verb_form
from qantar.read.credits import credible, without_named, without_outlets
from qantar.read.dated_lines import publication_line
from qantar.read.listed import announce
from qantar.read.names import is_in_a_name
from qantar.read.nationals import mark_foreigners
from qantar.read.respelling import places_of
from qantar.read.sentence import Sentence, quoted_tokens, segments
from qantar.read.since import ended, of_a_day, opened, told_of_data
from qantar.read.stamped_places import drop_seats
from qantar.read.stamps import running
from qantar.read.tellers import without_tellers
from qantar.read.villages import add_villages

CASELESS_LEAST = 25
"""Letters a sentence must have for its lack of capitals to mean anything."""
NAMEABLE = ("objects", "labels")
"""Kinds of phrases a place's name may hold by chance."""


def sentences_of(
    packs: dict[str, Pack], atlas: Atlas, document: Document, published: When | None,
    passages: Sequence[Passage],
) -> list[Sentence]:  # fmt: skip
    """The sentences of all blocks that are read, in order, with everything found in them."""
    text = document.text
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
        own = packs.get(languages.get(block.span) or document.lang or "")
        if own is None:
            continue
        paragraph += 1
        inside = block.span.of(text)
        caseless = not uses_capitals(text, block.span.start, block.span.end) and (
            not capitals or any(map(str.isupper, inside))
        )
        stretches = [(own, block.span)]
        if inner:
            stretches = _tongues(own, block.span, inner, packs)
        places: list[PlaceHit] = []
        whole: list[tuple[Pack, int, int]] = []
        for pack, span in stretches:
            inside = text[span.start : span.end]
            places += [
                hit.moved(span.start)
                for hit in places_of(atlas, pack, inside, lower_case=caseless)
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
            if sentence.places and any(one.use == MONEY for one in said):
                named = _of_currencies(sentence)
                sentence.places = [
                    p for p in sentence.places if sentence.token_at(p.start) not in named
                ]
            if caseless:
                sentence.places = [
                    p for p in sentence.places if not _is_a_word(sentence, p, atlas)
                ]
            _keep_apart(sentence, caseless)
            out.append(sentence)
    drop_seats(out, atlas)
    announce(out)
    add_villages(out, atlas)
    mark_foreigners(out, atlas)
    _settle(out, published)
    return out


def _of_currencies(sentence: Sentence) -> frozenset[int]:
    """The tokens that name the currency of a sum: in "20,000 |US dollars", «87 млн |доларів США» nobody says where."""
    named = [sentence.currency(one) for one in sentence.said if one.use == MONEY]
    return frozenset(index for at in named if at is not None for index in range(*at))


def _keep_apart(sentence: Sentence, caseless: bool) -> None:
    """What was found twice over the same words keeps one reading: places, names, bodies, outlets."""
    pack, tokens, hits = sentence.pack, sentence.tokens, sentence.hits
    if pack.fixed_order and "objects" in hits:
        hits["objects"] = [hit for hit in hits["objects"] if not is_verb_form(tokens, hit)]
    if pack.fixed_order and sentence.places:
        named = [p for p in sentence.places if is_in_a_name(sentence, p)]
        sentence.places = [p for p in sentence.places if p not in named]
    if "bodies" in hits and sentence.places:
        names = {sentence.offsets(hit.first, hit.last) for hit in hits["bodies"]}
        sentence.places = [p for p in sentence.places if (p.start, p.end) not in names]
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


def _tongues(
    pack: Pack, block: Span, inner: Sequence[Passage], packs: dict[str, Pack]
) -> list[tuple[Pack, Span]]:
    """A block cut where another language begins and ends in it."""
    out: list[tuple[Pack, Span]] = []
    at = block.start
    for passage in sorted(inner, key=lambda p: p.span.start):
        other = packs.get(passage.lang or "")
        if other is None or not (at <= passage.span.start and passage.span.end <= block.end):
            continue
        if passage.span.start > at:
            out.append((pack, Span(at, passage.span.start)))
        out.append((other, passage.span))
        at = passage.span.end
    if at < block.end:
        out.append((pack, Span(at, block.end)))
    return out


def _settle(sentences: list[Sentence], published: When | None) -> None:
    """Read each date of the document again in the light of the others."""
    # what a caption is stamped with dates the picture: no clock time of the text leans on it
    telling = [s for s in sentences if s.kind is not BlockKind.CAPTION]
    stamps = running(telling, published)
    for sentence in telling:
        stamp = stamps.pop(sentence.paragraph, None)
        if stamp is not None:
            later = [m for m in sentence.moments if m.first >= stamp.last]
            sentence.moments = [stamp, *later]
    name_days(telling, published)
    flat = [m for sentence in telling for m in sentence.moments]
    if not flat:
        return
    resolved = iter(settled(flat, published))
    for sentence in telling:
        if sentence.moments:
            moments = [next(resolved) for _ in sentence.moments]
            sentence.moments = ended(
                sentence, told_of_data(sentence, opened(sentence, of_a_day(sentence, moments)))
            )
    in_order(telling)
    line = publication_line(telling, published)
    if line is not None:
        line.moments = []


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
