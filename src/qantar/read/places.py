"""Where: the places of a sentence, and where a claim without one inherits it from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qantar.atlas.atlas import Atlas, Context
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import WORD
from qantar.read.found import Found
from qantar.read.order import is_small
from qantar.read.sentence import Sentence, capitalised, is_item
from qantar.read.unlisted import named_settlements

LEAD = 5
"""Sentences that make the lead of a report, headline and captions included."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the text: exact words, and the atlas place if one was found.

    ``weak`` when the words belong to somebody's name («департамент полиции Алматы»).
    """

    words: str
    place_id: str | None
    name: str | None
    first: int
    last: int
    weak: bool
    kind: PlaceKind | None


class Places:
    """The places of one document, resolved together, and what each claim inherits."""

    def __init__(self, atlas: Atlas, sentences: list[Sentence]) -> None:
        self.atlas = atlas
        self.of_sentence: dict[int, list[Where]] = {}
        self.sentences = sentences
        self.regions: set[str] = set()
        context = self._context()
        for sentence in sentences:
            resolved = self._resolved(sentence, context) + _unlisted(sentence)
            if resolved:
                resolved.sort(key=lambda where: where.first)
                self.of_sentence[sentence.number] = resolved
        self._national: dict[tuple[str, str], bool] = {}
        self.lead: Found | None = None
        """The first figure that is somebody's: whose account the report is."""
        self.dateline = self._dateline()
        self.subject = self._subject()
        self.country = self._country()

    def _resolved(self, sentence: Sentence, context: Context) -> list[Where]:
        owned = _owned(sentence)
        out: list[Where] = []
        for hit in sentence.places:
            first = sentence.token_at(hit.start)
            last = sentence.token_at(hit.end - 1) + 1
            lands = [one for one in hit.candidates if one.startswith("country:")]
            place_id = (
                lands[0] if len(lands) == 1 else self.atlas.resolve(hit.candidates, context)
            )
            if place_id is None:
                place_id = self._inside_a_region(hit.candidates)
            if place_id is None:
                continue
            place = self.atlas.place(place_id)
            out.append(
                Where(sentence.text[hit.start : hit.end], place_id, place.name, first, last,
                      first in owned or hit.adjectival or hit.ambiguous or _is_attributive(sentence, last)
                      or _is_origin(sentence, first, last), place.kind)
            )  # fmt: skip
        return out

    def _inside_a_region(self, candidates: Sequence[str]) -> str | None:
        """Of places of one name the only one in a region that the report names."""
        inside = [
            one for one in candidates
            if any(self.atlas.contains(region, one) for region in self.regions)
        ]  # fmt: skip
        return inside[0] if len(inside) == 1 else None

    def _context(self) -> Context:
        """The countries of the places that are beyond doubt, and the one named most as the subject."""
        countries: Counter[str] = Counter()
        units: Counter[str] = Counter()
        for sentence in self.sentences:
            for hit in sentence.places:
                lands = [one for one in hit.candidates if one.startswith("country:")]
                if (len(hit.candidates) == 1 or len(lands) == 1) and not hit.ambiguous:
                    place = self.atlas.place((*lands, *hit.candidates)[0])
                    countries[place.country] += 1
                    if place.kind is PlaceKind.COUNTRY and not hit.adjectival:
                        units[place.id] += 1
                    if place.kind is PlaceKind.REGION:
                        self.regions.add(place.id)
        about = units.most_common(1)[0][0] if units else None
        home = self.sentences[0].pack.home if self.sentences else None
        if not countries and home is not None:
            return Context(countries=frozenset({home}))
        return Context(countries=frozenset(countries), about=about)

    def _dateline(self) -> Where | None:
        """«АЛМАТЫ, 12 янв — …»: a place that opens one of the first paragraphs before a date."""
        for sentence in self.sentences[:6]:
            for where in self.of_sentence.get(sentence.number, ()):
                if where.first == 0 and where.last < len(sentence.tokens):
                    mark = sentence.tokens[where.last].text
                    moment = any(m.first <= where.last + 2 for m in sentence.moments)
                    if mark in ",.(" and (
                        moment or sentence.text[sentence.start : sentence.start + 2].isupper()
                    ):
                        return where
        return None

    def near(self, sentence: Sentence, first: int, last: int) -> Where | None:
        """The place of what stands at these tokens: its segment's, its sentence's, then what the
        paragraph, the headline and the dateline lend."""
        own = self.of_sentence.get(sentence.number, [])
        own = [w for w in own if not _is_anothers(sentence, w, last)]
        strong = [w for w in own if not w.weak and w is not self.dateline]
        chosen = self._closest(sentence, strong, first, last)
        if chosen is not None:
            return chosen
        pointed = self._pointed(sentence, first)
        if pointed is not None:
            return pointed
        local = [
            w
            for w in own
            if w.kind is not PlaceKind.COUNTRY
            and w is not self.dateline
            and not _is_origin(sentence, w.first, w.last)
        ]
        chosen = self._closest(sentence, local, first, last)
        if chosen is not None:
            return chosen
        for earlier in (*self._earlier(sentence), *self._heading(sentence)):
            places = [
                w for w in self.of_sentence.get(earlier.number, ())
                if not w.weak and w is not self.dateline and not _is_of_later(earlier, w)
                and not _is_of_part(earlier, w)
            ]  # fmt: skip
            if places:
                return places[-1] if len(places) == 1 else self._narrowest(places)
        return None

    def inherited(self, sentence: Sentence, first: int, last: int) -> Where | None:
        """``near``, and where nothing is near: the dateline, the headline, the place the report is
        about."""
        where = self.near(sentence, first, last)
        if where is not None:
            return where
        return self.dateline or self.subject

    def of_figure(self, figure: Found) -> Where | None:
        """The place of a figure: as ``inherited``, but what a ministry counts without naming a place is
        counted everywhere, and regions lie in no town."""
        where = self.near(figure.sentence, figure.first, figure.np_last)
        if where is None:
            told = self.dateline or self.subject or self.country
            account = figure if figure.attribution is not None else self.lead
            national = (
                account is not None
                and (account is figure or self.dateline is not None)
                and self._is_national(account)
                and not self._is_local_story()
            )  # a dateline is only where a ministry's account was written down
            where = self.country if national else told
        if (
            where is not None
            and figure.object == "region"
            and where.kind is not PlaceKind.COUNTRY
        ):
            return None
        return where

    def _is_local_story(self) -> bool:
        """Whether the headline names one place narrower than a country: what a ministry says of it is no
        count of the country."""
        named = {
            where.name
            for sentence in self.sentences
            if sentence.kind is BlockKind.HEADLINE
            for where in self.of_sentence.get(sentence.number, ())
        }
        return (
            len(named) == 1
            and self.subject is not None
            and (self.subject.kind is not PlaceKind.COUNTRY and self.subject.name in named)
        )

    def _is_national(self, figure: Found) -> bool:
        """Whether the account is that of a body for the whole country: «Бас прокуратура», "the
        Interior Ministry"."""
        said = figure.attribution
        if said is None:
            return False
        pack = figure.sentence.pack
        words = f"{said.role or ''} {said.speaker}"
        key = pack.code, words
        if key not in self._national:
            hits = pack.lexicon.find(pack.tokens(words))
            codes = {hit.code for hit in hits if hit.entry.category == "reference"}
            self._national[key] = "national" in codes and "local" not in codes
        return self._national[key]

    def _subject(self) -> Where | None:
        """The place a report is about: one narrower than a country that is named in the headline, or
        at least twice and more than all others together; else the first place of the lead."""
        counts: Counter[str] = Counter()
        first: dict[str, Where] = {}
        headline: list[Where] = []
        for sentence in self.sentences:
            for where in self.of_sentence.get(sentence.number, ()):
                if where.place_id is None or _is_origin(sentence, where.first, where.last):
                    continue
                counts[where.place_id] += 1
                first.setdefault(where.place_id, where)
                if sentence.kind is BlockKind.HEADLINE:
                    headline.append(where)
        narrower = [where for where in headline if where.kind is not PlaceKind.COUNTRY]
        if len({where.place_id for where in narrower}) == 1:
            return narrower[0]
        narrow = {i: n for i, n in counts.items() if first[i].kind is not PlaceKind.COUNTRY}
        if narrow:
            best = max(narrow, key=lambda i: (narrow[i], i))
            if narrow[best] >= 2 and narrow[best] * 2 > sum(narrow.values()):
                return first[best]
        if len({where.place_id for where in headline}) == 1:
            return headline[0]
        for sentence in self.sentences[:LEAD]:
            strong = [w for w in self.of_sentence.get(sentence.number, ()) if not w.weak]
            if strong:
                lead = self._narrowest(strong) if len(strong) > 1 else strong[0]
                rival = max((n for i, n in narrow.items() if i != lead.place_id), default=0)
                return lead if rival <= counts[lead.place_id or ""] + 1 else None
        return None

    def _country(self) -> Where | None:
        """The country a report names, if it names one only, or only one in its headline; an adjective
        («Tajik soldiers») names one where no noun does."""
        named: dict[str, Where] = {}
        plain: dict[str, Where] = {}
        headline: dict[str, Where] = {}
        for sentence in self.sentences:
            for where in self.of_sentence.get(sentence.number, ()):
                origin = _is_origin(sentence, where.first, where.last)
                if (
                    where.kind is PlaceKind.COUNTRY
                    and where.place_id is not None
                    and not origin
                ):
                    named.setdefault(where.place_id, where)
                    if not where.weak:
                        plain.setdefault(where.place_id, where)
                    if sentence.kind is BlockKind.HEADLINE:
                        headline.setdefault(where.place_id, where)
        for group in (named, headline, plain):
            if len(group) == 1:
                return next(iter(group.values()))
        return None

    def _earlier(self, sentence: Sentence) -> list[Sentence]:
        """The sentences before it in its paragraph, nearest first."""
        out: list[Sentence] = []
        for other in reversed(self.sentences[: sentence.number]):
            if other.paragraph != sentence.paragraph:
                break
            out.append(other)
        return out

    def _heading(self, sentence: Sentence) -> list[Sentence]:
        """The sentence that opens the list an item stands in: «Жетісу облысы бойынша:»."""
        if not is_item(sentence):
            return []
        for other in reversed(self.sentences[: sentence.number]):
            if not is_item(other):
                return [other] if other.tokens[-1].text == ":" else []
        return []

    def _closest(
        self, sentence: Sentence, places: list[Where], first: int, last: int
    ) -> Where | None:
        """Fewest segments away, then the one before rather than after, then nearest."""
        if not places:
            return None
        at = sentence.segment_of(first)

        def cost(where: Where) -> tuple[float, int]:
            apart = abs(sentence.segment_of(where.first) - at)
            after = where.first >= last
            gap = where.first - last if after else first - where.last
            return apart * 3 + (1.5 if after else 0) + min(gap, 12) * 0.12, where.first

        best = min(places, key=cost)
        beside = [
            w for w in places
            if (w is not best and abs(w.first - best.last) <= 2) or abs(best.first - w.last) <= 2
        ]  # fmt: skip
        for other in beside:
            if other.place_id is None and other.last <= best.first:
                best = other  # «Pahad village of Mehmdabad»
            elif (
                other.place_id
                and best.place_id
                and self.atlas.contains(best.place_id, other.place_id)
            ):
                best = other
        return best

    def _narrowest(self, places: list[Where]) -> Where:
        order = {
            PlaceKind.SETTLEMENT: 0,
            PlaceKind.DISTRICT: 1,
            PlaceKind.REGION: 2,
            PlaceKind.COUNTRY: 3,
        }
        return min(places, key=lambda w: (order.get(w.kind, 4) if w.kind else 4, w.first))

    def _pointed(self, sentence: Sentence, first: int) -> Where | None:
        """«по стране», "in the city": the last place of that kind named before, else the only one."""
        own = self.of_sentence.get(sentence.number, [])
        for hit in sorted(
            sentence.of("reference", "country", "city", "region"),
            key=lambda h: abs(h.first - first),
        ):
            if any(w.first - 1 <= hit.last and hit.first <= w.last for w in own):
                continue  # «в Алматинской области» points at nothing: it is a name
            found: Where | None = None
            for other in self.sentences[: sentence.number + 1]:
                for where in self.of_sentence.get(other.number, ()):
                    if self._is_a(where, hit.code) and (
                        found is None or found.weak or not where.weak
                    ):
                        found = where
            if (found is None or found.weak) and hit.code == "country":
                found = self.country or self._country_of_all() or found
            if found is not None:
                return Where(sentence.words(hit.first, hit.last), found.place_id, found.name,
                             hit.first, hit.last, False, found.kind)  # fmt: skip
        return None

    def _is_a(self, where: Where, code: str) -> bool:
        """Whether a place is what a word points at: a country, a city, a region that is no city."""
        if code == "country":
            return where.kind is PlaceKind.COUNTRY
        city = where.kind is PlaceKind.SETTLEMENT or (
            where.place_id is not None and self.atlas.is_city(where.place_id)
        )
        return city if code == "city" else where.kind is PlaceKind.REGION and not city

    def _country_of_all(self) -> Where | None:
        """The country all places of the report lie in, if it is one."""
        countries: dict[str, Where] = {}
        for wheres in self.of_sentence.values():
            for where in wheres:
                if where.place_id is not None:
                    countries.setdefault(self.atlas.place(where.place_id).country, where)
        if len(countries) != 1:
            return None
        code = next(iter(countries))
        place = self.atlas.place(f"country:{code}")
        return Where("", place.id, place.name, 0, 0, False, place.kind)


def _unlisted(sentence: Sentence) -> list[Where]:
    """Settlements the text calls so and the atlas does not know: by their words, without an id."""
    out: list[Where] = []
    for first, last in named_settlements(sentence):
        words = sentence.words(first, last)
        name = words.title() if sentence.is_caseless else words
        out.append(Where(words, None, name, first, last, False, PlaceKind.SETTLEMENT))
    return out


def _is_anothers(sentence: Sentence, where: Where, last: int) -> bool:
    """Whether a place right of a figure is that of the next one: «164 людини, зокрема 103 — в Алмати»."""
    at = sentence.segment_of(where.first)
    return not sentence.pack.verb_final and any(
        said.use == "count"
        and last <= said.first < where.first
        and at - sentence.segment_of(said.first) <= 1
        for said in sentence.said
    )


def _is_of_later(sentence: Sentence, where: Where) -> bool:
    """Whether a place of an earlier sentence is that of a part told there, not of the whole."""
    counts = [said.first for said in sentence.said if said.use == "count"]
    return not sentence.pack.verb_final and len(counts) > 1 and where.first > counts[1]


_KINDS = frozenset(
    "region oblast province district city village town county state area taluka".split()
)


def _is_attributive(sentence: Sentence, index: int) -> bool:
    """Whether a noun follows that the place only tells more about: «the Godhra incident»."""
    if not sentence.pack.fixed_order or index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    if (
        token.kind != WORD
        or capitalised(token)
        or token.norm in _KINDS
        or is_small(sentence, index)
    ):
        return False
    if token.word.features & {"past", "ger"} or token.norm.endswith("ly"):
        return False
    if any(m.first == index for m in sentence.moments):
        return False
    return any(
        hit.first == index for c in ("objects", "events", "bodies") for hit in sentence.of(c)
    )


def _is_of_part(sentence: Sentence, where: Where) -> bool:
    """Whether a sentence tells only where a part was: «Most of the dead, 103, were in Almaty»."""
    return sentence.pack.fixed_order and any(
        hit.last <= where.first and hit.first <= 2 for hit in sentence.of("parts", "including")
    )


def _is_origin(sentence: Sentence, first: int, last: int) -> bool:
    """«на границе с Китаем», «гражданин Узбекистана»: not where it happened."""
    return any(
        hit.last == first or hit.first == last for hit in sentence.of("reference", "origin")
    )


def _owned(sentence: Sentence) -> set[int]:
    """Tokens that name bodies, posts and outlets: a place inside them is theirs first."""
    owned: set[int] = set()
    hits: list[Hit] = [*sentence.of("bodies"), *sentence.of("roles"), *sentence.of("outlets")]
    if sentence.pack.verb_final:  # there the place stands before: «Алматы полиция департаменті»
        for hit in hits:
            owned.update(range(hit.first, hit.last))
        return owned
    for hit in hits:
        owned.update(range(hit.first, hit.last + 3))
    return owned
