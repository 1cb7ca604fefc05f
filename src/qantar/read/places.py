"""Where: the place of a figure or an event, named beside it or inherited.

«Погибли 12 человек» stands under a headline about Almaty: a reader takes it for Almaty. The order in
which a reader looks: the clause, the sentence, what the sentence points at («в городе»), the whole it is
part of, the paragraph, the account it comes from, the place the report is about. Where two places
compete that lie in one, the figure is of that one; where they lie in none, it has no place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qantar.atlas.atlas import Atlas
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import NUMBER, WORD
from qantar.read.found import Found
from qantar.read.place_names import PlaceNames, Where, owned_tokens
from qantar.read.sentence import Sentence, capitalised, is_item

LEAD = 6
"""Sentences that make the lead of a report, headline and captions included."""
WEAK = 2.5
"""What it costs a place to be a body's or an adjective: less than to stand in another clause."""
_ORDER = {
    PlaceKind.SETTLEMENT: 0,
    PlaceKind.DISTRICT: 1,
    PlaceKind.REGION: 2,
    PlaceKind.COUNTRY: 3,
}
_POINTERS = ("country", "capital", "city", "region", "district", "there")


class Places:
    """The places of one document, and what each claim inherits."""

    def __init__(self, atlas: Atlas, sentences: list[Sentence]) -> None:
        self.atlas = atlas
        self.sentences = sentences
        names = PlaceNames(atlas, sentences)
        self.of_sentence: dict[int, list[Where]] = {}
        for sentence in sentences:
            named = names.of(sentence)
            if named:
                self.of_sentence[sentence.number] = named
        for sentence in _unlisted_items(sentences, self.of_sentence):
            where = _opener(sentence, atlas)
            self.of_sentence.setdefault(sentence.number, []).insert(0, where)
        self._counts = Counter(
            where.place_id
            for where in self._all()
            if where.place_id is not None and not where.origin
        )
        self.dateline = self._dateline()
        self.country = self._country()
        self.subject = self._subject()
        self.headline = self._headline()
        self._point()
        self._years = {year for sentence in sentences[:LEAD] for year in _years(sentence)} or {
            max(years) for years in map(_years, sentences) if years
        }
        """The years the lead tells of, else those of the whole."""
        self._local: dict[str, Where | None] = {}
        self._national: dict[tuple[str, str], bool] = {}
        self._settled: dict[int, Where | None] = {}
        """What was decided of each figure, by its identity."""
        self.lead: Found | None = None
        """The first figure that is somebody's: whose account the report is."""
        self._scope: Where | None = None

    # -- what a report is about ----------------------------------------------------------------

    def begin(self, figures: Sequence[Found]) -> None:
        """Look at the figures of the report before any is given its place."""
        self.lead = next((f for f in figures if f.attribution is not None), None)
        self._scope = self._scope_of(figures)

    def _scope_of(self, figures: Sequence[Found]) -> Where | None:
        """The place of what has none: the headline's; within its country, or without a headline's place,
        that of the first figure of the lead, the only town of the first paragraph that names any, or a
        dateline that is no capital, where reporters are sent and not seated."""
        headline = self.headline
        if headline is not None and headline.kind is not PlaceKind.COUNTRY:
            return headline
        lead = self._lead_place(figures)
        for where in (lead, self._sent_to()):
            if where is not None and (headline is None or self._is_within(headline, where)):
                return where
        return headline

    def _lead_place(self, figures: Sequence[Found]) -> Where | None:
        """The place of the first figure of the lead, else the one town named before it."""
        figure = next((f for f in figures if f.sentence.kind is not BlockKind.HEADLINE), None)
        if figure is None or figure.sentence.number >= LEAD:
            return None
        where = self.near(figure.sentence, figure.first, figure.np_last)
        where = where or self._own_country(figure.sentence)
        if where is not None:
            return where if where.place_id is not None and self._is_main(where) else None
        for sentence in self.sentences[: figure.sentence.number]:
            if sentence.kind in (BlockKind.HEADLINE, BlockKind.CAPTION):
                continue
            named = [
                w for w in self.of_sentence.get(sentence.number, ())
                if not w.weak and not w.pointed and not self._is_dateline(sentence, w)
            ]  # fmt: skip
            if named:
                one = len({w.name for w in named}) == 1 and self._is_main(named[0])
                return named[0] if one else None
        return None

    def _own_country(self, sentence: Sentence) -> Where | None:
        """The report's country, told of a body in the sentence: «казахстанське МВС», «МОЗ Казахстану»."""
        home = self._home()
        for where in self.of_sentence.get(sentence.number, ()):
            if where.kind is PlaceKind.COUNTRY and where.weak and not where.origin:
                if home is not None and where.place_id == home.place_id:
                    return where
        return None

    def _sent_to(self) -> Where | None:
        dateline = self.dateline
        if dateline is None or dateline.place_id is None:
            return None
        return None if self.atlas.is_capital(dateline.place_id) else dateline

    def _is_main(self, where: Where) -> bool:
        """Whether no place narrower than a country is named more often."""
        counts = self._counts
        if where.kind is PlaceKind.COUNTRY:
            return True
        rivals = (n for i, n in counts.items() if i != where.place_id and not i.startswith("c"))
        return counts[where.place_id or ""] >= max(rivals, default=0)

    def _is_within(self, outer: Where, inner: Where) -> bool:
        if outer.place_id is None or inner.place_id is None:
            return False
        return outer.place_id == inner.place_id or self.atlas.contains(
            outer.place_id, inner.place_id
        )

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

    def _is_dateline(self, sentence: Sentence, where: Where) -> bool:
        """«GUAYAQUIL, Ecuador — …»: the place a report is written in, and what that lies in."""
        dateline = self.dateline
        if dateline is None or where.last > dateline.last + 2:
            return False
        own = self.of_sentence.get(sentence.number, ())
        return where is dateline or (
            dateline in own and sentence.number <= LEAD and self._is_within(where, dateline)
        )

    def _headline(self) -> Where | None:
        """The one place the headline names: narrower than a country before a country."""
        named = [
            where
            for sentence in self.sentences
            if sentence.kind is BlockKind.HEADLINE
            for where in self.of_sentence.get(sentence.number, ())
            if not where.origin
        ]
        for narrow in (True, False):
            group = [w for w in named if (w.kind is not PlaceKind.COUNTRY) is narrow]
            if len({w.name for w in group}) == 1:
                return group[0]
            if group:
                return None
        return None

    def _subject(self) -> Where | None:
        """The place a report is about: one narrower than a country that it names at least twice and
        more than all others together; else the first place of the lead."""
        counts = self._counts
        first: dict[str, Where] = {}
        for where in self._all():
            if where.place_id is not None and not where.origin:
                first.setdefault(where.place_id, where)
        narrow = {i: n for i, n in counts.items() if first[i].kind is not PlaceKind.COUNTRY}
        if narrow:
            best = max(narrow, key=lambda i: (narrow[i], i))
            whole = f"country:{self.atlas.place(best).country}"
            if narrow[best] >= max(2, counts[whole]) and narrow[best] * 2 > sum(
                narrow.values()
            ):
                return first[best]
        for sentence in self.sentences[:LEAD]:
            strong = [w for w in self.of_sentence.get(sentence.number, ()) if not w.weak]
            if strong:
                lead = _narrowest(strong)
                rival = max((n for i, n in narrow.items() if i != lead.place_id), default=0)
                return lead if rival <= counts[lead.place_id or ""] + 1 else None
        return None

    def _country(self) -> Where | None:
        """The country a report names, if it names one only, or only one in its headline; an adjective
        («Tajik soldiers») names one where no noun does. Of several the one most of its places lie in."""
        named: dict[str, Where] = {}
        plain: dict[str, Where] = {}
        headline: dict[str, Where] = {}
        for sentence in self.sentences:
            for where in self.of_sentence.get(sentence.number, ()):
                if (
                    where.kind is PlaceKind.COUNTRY
                    and where.place_id is not None
                    and not where.origin
                ):
                    named.setdefault(where.place_id, where)
                    if not where.weak:
                        plain.setdefault(where.place_id, where)
                    if sentence.kind is BlockKind.HEADLINE:
                        headline.setdefault(where.place_id, where)
        for group in (named, headline, plain):
            if len(group) == 1:
                return next(iter(group.values()))
        home = self._home()
        return named.get(home.place_id or "") if home is not None else None

    def _capital(self) -> Where | None:
        """The capital of the country of the report, where it is named."""
        home = self._home()
        for where in self._all():
            if where.place_id is None or not self.atlas.is_capital(where.place_id):
                continue
            if home is not None and self._is_within(home, where):
                return where
        return None

    def _home(self) -> Where | None:
        """The country more than half of all places lie in, named or not."""
        lying: Counter[str] = Counter()
        for place_id, count in self._counts.items():
            lying[f"country:{self.atlas.place(place_id).country}"] += count
        best, count = max(lying.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        return self._made(best) if count * 2 > sum(lying.values()) else None

    def _made(self, place_id: str) -> Where:
        """A place the words of the report do not name."""
        place = self.atlas.place(place_id)
        return Where("", place.id, place.name, 0, 0, False, place.kind)

    # -- what a report points at -----------------------------------------------------------------

    def _point(self) -> None:
        """«по стране», "in the city", "there": places of the sentence, as if they were named again."""
        last: dict[str, Where] = {}
        fresh: dict[str, Where] = {}  # of this paragraph
        paragraph = -1
        for sentence in self.sentences:
            if sentence.paragraph != paragraph:
                paragraph, fresh = sentence.paragraph, {}
            own = self.of_sentence.get(sentence.number, [])
            pointed: list[Where] = []
            owned: set[int] | None = None
            seats = sentence.of("places", "capital")
            for hit in (
                *sentence.of("places", *_POINTERS),
                *sentence.of("reference", *_POINTERS),
            ):
                if hit not in seats and any(
                    s.first < hit.last and hit.first < s.last for s in seats
                ):
                    continue
                if any(w.first - 1 <= hit.last and hit.first <= w.last for w in own):
                    continue  # «в Алматинской области» points at nothing: it is a name
                if not _points(sentence, hit):
                    continue
                here = [w for w in own if w.first < hit.first and not w.weak]
                if hit.code == "there":
                    here = [w for w in here if w.kind is not PlaceKind.COUNTRY]
                else:
                    here = [w for w in here if self._code(w) == hit.code]
                found = here[-1] if here else last.get(hit.code)
                main = self.headline
                if not here and hit.code == "city" and main is not None:
                    if self._code(main) == "city" and fresh.get(hit.code) is None:
                        found = main  # a new paragraph goes back to the city of the headline
                if hit.code == "country" and (found is None or found.weak):
                    found = self._home() or self.country or found
                if hit.code == "capital":
                    found = self._capital() or last.get("city")
                if found is None:
                    found = next(
                        (w for w in self._all() if self._code(w) == hit.code), None
                    )  # fmt: skip
                if found is not None:
                    owned = owned if owned is not None else owned_tokens(sentence)
                    pointed.append(
                        replace(
                            found, words=sentence.words(hit.first, hit.last), first=hit.first,
                            last=hit.last, weak=hit.first in owned, pointed=True,
                        )
                    )  # fmt: skip
            for where in own:
                code = self._code(where)
                if code == "city" and self._is_lesser(sentence, where, own):
                    continue
                if code not in last or last[code].weak or not where.weak:
                    last[code] = fresh[code] = where
                if where.kind is not PlaceKind.COUNTRY and not where.weak:
                    last["there"] = where
            if pointed:
                joined = sorted((*own, *pointed), key=lambda where: where.first)
                self.of_sentence[sentence.number] = joined

    def _is_lesser(self, sentence: Sentence, where: Where, own: list[Where]) -> bool:
        """Whether a city stands in a list with one the report names more often: «в Алмати та Шимкенті»."""
        count = self._counts[where.place_id or ""]
        return any(
            self._counts[other.place_id or ""] > count and self._code(other) == "city"
            for other in own
            if other is not where and _is_joined(sentence, where, other)
        )

    def _all(self) -> list[Where]:
        return [where for wheres in self.of_sentence.values() for where in wheres]

    def _code(self, where: Where) -> str:
        """Which word points at a place: "the country", "the city", "the region"."""
        if where.kind is PlaceKind.COUNTRY:
            return "country"
        if where.kind is PlaceKind.DISTRICT or where.district:
            return "district"
        if where.kind is PlaceKind.SETTLEMENT or (
            where.place_id is not None and self.atlas.is_city(where.place_id)
        ):
            return "city"
        return "region"

    # -- where something is ----------------------------------------------------------------------

    def near(
        self, sentence: Sentence, first: int, last: int, *, counted: bool = True
    ) -> Where | None:
        """The place of what stands at these tokens: its segment's, its sentence's, then what the
        paragraph or the heading of its list lends. Of what is ``counted`` a place behind the next count
        is that one's."""
        where = self.beside(sentence, first, last, counted=counted)
        if where is not None and not where.weak:
            return where
        lent = self._lent(sentence)
        if where is None or (lent is not None and self._is_within(where, lent)):
            return lent  # «в Таразе… убил двух сотрудников КНБ по Жамбылской области»
        return where

    def _lent(self, sentence: Sentence) -> Where | None:
        """The place of the nearest sentence before in its paragraph or of the heading of its list."""
        for earlier in (*self._earlier(sentence), *self._heading(sentence)):
            places = [
                w for w in self.of_sentence.get(earlier.number, ())
                if not w.weak and not self._is_dateline(earlier, w)
                and not _is_of_later(earlier, w)
                and not _is_of_part(earlier, w)
            ]  # fmt: skip
            if places:
                return self._of_several(earlier, _narrowest(places), places)
        return None

    def beside(
        self, sentence: Sentence, first: int, last: int, *, counted: bool = True
    ) -> Where | None:
        """The place its own sentence names: where something is, then whose a body is."""
        own = self.of_sentence.get(sentence.number)
        if not own:
            return None
        pointed = [w for w in own if w.pointed and not w.weak]  # wherever it stands
        own = [
            w for w in own
            if not self._is_dateline(sentence, w)
            and not (counted and _is_anothers(sentence, w, first, last))
        ]  # fmt: skip
        strong = [w for w in own if not w.weak]
        local = [w for w in own if w.weak and w.kind is not PlaceKind.COUNTRY and not w.origin]
        strong = strong or pointed
        if strong:
            local = [w for w in local if w.owned]
        return self._closest(sentence, [*strong, *local], first, last)

    def inherited(self, sentence: Sentence, first: int, last: int) -> Where | None:
        """The place of what happened at these tokens: ``near``, else the place the report is about."""
        where = self.near(sentence, first, last, counted=False)
        return where or self._by_default(sentence, None)

    def of_figure(self, figure: Found) -> Where | None:
        """The place of a figure: as ``inherited``, but what a ministry counts without naming a place is
        counted everywhere, and regions lie in no town."""
        where = self._of_figure(figure)
        self._settled[id(figure)] = where
        return where

    def _of_figure(self, figure: Found) -> Where | None:
        sentence = figure.sentence
        if figure.part_of is not None and id(figure.part_of) in self._settled:
            where = self.beside(sentence, figure.first, figure.np_last)
            return where or self._settled[id(figure.part_of)]
        where = self.near(sentence, figure.first, figure.np_last)
        if where is None:
            where = self._of_account(figure)
        if where is None:
            where = self._by_default(sentence, figure)
        if (
            where is not None
            and figure.object == "region"
            and where.kind is not PlaceKind.COUNTRY
            and where not in self.of_sentence.get(sentence.number, ())
        ):
            return None
        return where

    def _by_default(self, sentence: Sentence, figure: Found | None) -> Where | None:
        """What has no place near: of a headline the headline's; of the account of the whole country,
        where the report is not about one place, that country; else the scope of the report."""
        if self._is_background(sentence):
            return None
        if sentence.kind is BlockKind.HEADLINE and self.headline is not None:
            return self.headline
        scope = self._scope
        said = figure is not None and figure.attribution is not None
        account = figure if said else self.lead
        national = account is not None and self._is_national(account)
        by_dateline = scope is self.dateline and self.headline is None
        from_afar = by_dateline and (said or not self._opens(sentence))
        if scope is not None and not (
            national and scope is not self.headline and (from_afar or _is_running(sentence))
        ):
            return scope
        if national:
            return self.country
        own = self._own_country(sentence)
        return own or self.dateline or self.subject or self.country

    def _opens(self, sentence: Sentence) -> bool:
        """Whether the paragraph of a sentence begins with the dateline."""
        return any(
            self.dateline in self.of_sentence.get(s.number, ())
            for s in (sentence, *self._earlier(sentence))
        )

    def _is_background(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of another year than the report does: what happened then happened in
        a place of its own."""
        years = _years(sentence)
        return bool(years) and bool(self._years) and max(years) < min(self._years)

    def _of_account(self, figure: Found) -> Where | None:
        """The place whose body gives the account: «городская комендатура», «ДП Жамбылской области»."""
        said = figure.attribution
        if said is None:
            return None
        words = f"{said.role or ''} {said.speaker} {said.organisation or ''}"
        if words not in self._local:
            self._local[words] = self._local_to(figure.sentence, words, said.speaker)
        return self._local[words]

    def _introduced(self, speaker: str) -> Where | None:
        """«врача алматинской больницы, он назвался Кайратом»: the one place that the sentence which
        first names the speaker tells of him or of his house."""
        for sentence in self.sentences:
            if speaker in sentence.text[sentence.start : sentence.end]:
                named = [
                    w for w in self.of_sentence.get(sentence.number, ())
                    if w.weak and w.kind is not PlaceKind.COUNTRY and not w.origin
                ]  # fmt: skip
                return named[0] if len({w.name for w in named}) == 1 else None
        return None

    def _local_to(self, sentence: Sentence, words: str, speaker: str) -> Where | None:
        named = [
            w for w in self._all()
            if w.kind is not PlaceKind.COUNTRY and w.words and w.words in words and not w.origin
        ]  # fmt: skip
        if named:
            return max(named, key=lambda w: (len(w.words), -w.first))
        introduced = self._introduced(speaker)
        if introduced is not None:
            return introduced
        pack = sentence.pack
        codes = {
            hit.code.removesuffix("_body")
            for hit in pack.lexicon.find(pack.tokens(words))
            if hit.entry.category == "places" and hit.code.endswith("_body")
        }
        for code in ("city", "district", "region"):
            if code not in codes:
                continue
            found: Where | None = None
            for number in sorted(self.of_sentence):
                if number > sentence.number and found is not None:
                    break
                for where in self.of_sentence[number]:
                    if self._code(where) == code and not where.origin:
                        found = where
            return found
        return None

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
            codes = {hit.code for hit in hits if hit.entry.category in ("reference", "places")}
            self._national[key] = "national" in codes and "local" not in codes
        return self._national[key]

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
            named = 1.5 if where.pointed else WEAK if where.weak else 0
            if last <= where.first <= last + 1 and not sentence.pack.verb_final:
                return -1, where.first  # «один у Торецьку», whatever stands before it
            return apart * 3 + (1.5 if after else 0) + min(gap, 12) * 0.12 + named, where.first

        return self._of_several(sentence, min(places, key=cost), places)

    def _of_several(self, sentence: Sentence, best: Where, places: list[Where]) -> Where | None:
        """A place with those named in one breath with it: the inner one of «Pahad village of
        Mehmdabad»; of a list («в Алматы и Шымкенте», «в Каире и других городах») what holds them all."""
        run = [best]
        for other in sorted(places, key=lambda w: w.first):
            if other is not best and any(_is_joined(sentence, other, one) for one in run):
                run.append(other)
        outer = best
        for other in run[1:]:
            if _is_linked(sentence, other, best):
                best = other  # "Kadi town of Mehsana district"
            elif other.place_id is None and other.last <= best.first:
                if other.kind is PlaceKind.SETTLEMENT:
                    best = other  # «Pahad village of Mehmdabad»
            elif best.place_id is None and best.kind is PlaceKind.DISTRICT:
                if self._code(other) == "city":
                    best = other  # «Алматының Түрксіб ауданы»: a quarter of the city
            elif self._is_within(best, other) or _is_nested(best, other):
                best = other
        apart = [
            w for w in run
            if w.place_id and w.place_id != best.place_id and not self._is_within(w, best)
            and not _is_nested(w, best) and not _is_linked(sentence, best, w)
        ]  # fmt: skip
        if best.place_id is None or outer.place_id is None:
            return best
        if apart:
            return self._common(best, apart)
        if any(hit.first == best.last for hit in sentence.of("places", "others")):
            return self._around(sentence, best)
        return best

    def _common(self, best: Where, others: list[Where]) -> Where | None:
        """The smallest place that holds them all, or None."""
        assert best.place_id is not None
        for place_id in self.atlas.parents(best.place_id):
            outer = self._made(place_id)
            if all(self._is_within(outer, other) for other in others):
                return outer
        return None

    def _around(self, sentence: Sentence, best: Where) -> Where:
        """What holds a place «и другие города»: the region or country pointed at, else its country."""
        if best.place_id is None or best.kind is PlaceKind.COUNTRY:
            return best
        for where in self.of_sentence.get(sentence.number, ()):
            if where.first > best.last and self._is_within(where, best):
                return where
        return self._made(f"country:{self.atlas.place(best.place_id).country}")


def _unlisted_items(
    sentences: Sequence[Sentence], placed: dict[int, list[Where]]
) -> list[Sentence]:
    """Items «Sunamganj: 5 dead» of a list whose other items open with a place the atlas knows."""
    items = [s for s in sentences if s.kind is BlockKind.ITEM and _mark_at(s) is not None]
    known = [s for s in items if any(w.first <= 1 for w in placed.get(s.number, ()))]
    if len(known) < KNOWN_ITEMS:
        return []
    marks = {s.tokens[_mark_at(s) or 0].text for s in known}
    return [
        s for s in items
        if s not in known and s.tokens[_mark_at(s) or 0].text in marks
        and any(abs(s.number - other.number) <= len(items) for other in known)
    ]  # fmt: skip


def _mark_at(sentence: Sentence) -> int | None:
    """Where a colon or dash ends the one or two capitalised words an item opens with, a count behind."""
    tokens = sentence.tokens
    first = 0 if tokens[0].kind == WORD else 1
    for index in (first + 1, first + 2):
        if index + 1 >= len(tokens) or not capitalised(tokens[index - 1]):
            return None
        if tokens[index].text in ":–—-":
            counted = any(
                said.use == "count" and said.outer_first == index + 1 for said in sentence.said
            )
            return index if counted else None
    return None


def _opener(sentence: Sentence, atlas: Atlas) -> Where:
    first, last = 0 if sentence.tokens[0].kind == WORD else 1, _mark_at(sentence) or 1
    words = sentence.words(first, last)
    name = atlas.romanise(words, sentence.pack.code)
    return Where(words, None, name, first, last, False, PlaceKind.SETTLEMENT)


KNOWN_ITEMS = 2
"""Items of a list that must open with a known place for the others to open with one."""


def _years(sentence: Sentence) -> set[str]:
    return {m.when.edtf[:4] for m in sentence.moments if m.when is not None}


def _is_running(sentence: Sentence) -> bool:
    """Whether a sentence counts over a year or since a day: more than the story of one place."""
    return any(
        m.when is not None and (m.when.edtf.endswith("..") or len(m.when.edtf) == 4)
        for m in sentence.moments
    )


def _narrowest(places: list[Where]) -> Where:
    return min(places, key=lambda w: (_ORDER.get(w.kind, 4) if w.kind else 4, w.first))


def _is_joined(sentence: Sentence, one: Where, other: Where) -> bool:
    """Whether nothing but a comma, a joint or a preposition stands between two places."""
    first, last = (one, other) if one.first < other.first else (other, one)
    between = range(first.last, last.first)
    if len(between) > 3:
        return False
    joints = {hit.first for hit in sentence.of("joints", "and")}
    for index in between:
        token = sentence.tokens[index]
        if index in joints or token.text in ",(/—–-":
            continue
        if token.kind != WORD:
            return False
        if "adp" in token.word.features or (len(between) <= 2 and token.text.islower()):
            continue
        return False
    return True


def _is_nested(outer: Where, inner: Where) -> bool:
    """«Түркістан облысының Арыс қаласы», «Nagpur, Maharashtra»: a town beside a larger unit, with no word
    between, lies in it."""
    if outer.kind is None or inner.kind is None or outer.pointed or inner.pointed:
        return False
    apart = max(outer.first - inner.last, inner.first - outer.last)
    return apart <= 1 and _ORDER.get(inner.kind, 4) < _ORDER.get(outer.kind, 4)


def _is_linked(sentence: Sentence, inner: Where, outer: Where) -> bool:
    """Whether "of" says that one place belongs to the one behind it."""
    return sentence.pack.fixed_order and any(
        sentence.tokens[index].norm == "of" for index in range(inner.last, outer.first)
    )


def _points(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word points at a place named before: not «48 қалада», which counts, nor "the town of
    Adas", which names; "there" not in «there were»."""
    if hit.first and sentence.tokens[hit.first - 1].kind == NUMBER:
        return False
    if hit.last < len(sentence.tokens):
        following = sentence.tokens[hit.last]
        if sentence.pack.fixed_order and following.norm == "of":
            return False
        if hit.code in ("city", "region") and capitalised(following) and following.spaced:
            return sentence.pack.verb_final
    if hit.code != "there" or not sentence.pack.fixed_order:
        return True
    return hit.first > 0 and not any(
        other.first == hit.last for other in sentence.of("auxiliaries", "be", "have", "modal")
    )


def _is_anothers(sentence: Sentence, where: Where, first: int, last: int) -> bool:
    """Whether a place right of a figure is that of the next one: «164 людини, зокрема 103 — в Алмати»,
    "10,000 in the streets; in Almaty a column of 300"."""
    if where.first < last:
        return False
    at, own = sentence.segment_of(where.first), sentence.segment_of(first)
    if not sentence.pack.verb_final and any(
        said.use == "count"
        and last <= said.first < where.first
        and at - sentence.segment_of(said.first) <= 1
        for said in sentence.said
    ):
        return True
    if at == own:
        return False
    if any(segment.opened_by == ";" for segment in sentence.segments[own + 1 : at + 1]):
        return True
    segment = sentence.segments[at]
    return where.first - segment.first <= 2 and any(
        said.use == "count" and where.last <= said.first < segment.last
        for said in sentence.said
    )


def _is_of_later(sentence: Sentence, where: Where) -> bool:
    """Whether a place of an earlier sentence is that of a part told there, not of the whole."""
    counts = [said.first for said in sentence.said if said.use == "count"]
    return not sentence.pack.verb_final and len(counts) > 1 and where.first > counts[1]


def _is_of_part(sentence: Sentence, where: Where) -> bool:
    """Whether a sentence tells only where a part was: «Most of the dead, 103, were in Almaty»."""
    return sentence.pack.fixed_order and any(
        hit.last <= where.first and hit.first <= 2 for hit in sentence.of("parts", "including")
    )
