"""Where: the place of a figure or an event, named beside it or inherited.

«Погибли 12 человек» stands under a headline about Almaty: a reader takes it for Almaty. The order in
which a reader looks: the clause, the sentence, what the sentence points at («в городе»), the whole it is
part of, the paragraph, the account it comes from, the place the report is about. Where two places
compete that lie in one, the figure is of that one; where they lie in none, it has no place.

Over 500 lines: that order is one decision, and each step knows what the ones before it found.
"""

from collections.abc import Sequence
from dataclasses import replace

from qantar.atlas.atlas import Atlas
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.grammar.token import MARK
from qantar.read.found import Found
from qantar.read.journeys import is_aside_of
from qantar.read.lead_places import LeadPlaces
from qantar.read.place_lists import (
    in_brackets,
    is_anothers,
    is_joined,
    is_labelled,
    is_labelled_behind,
    is_linked,
    is_nested,
    is_of_another_number,
    is_of_later,
    is_of_part,
    is_ours,
    is_running,
    is_shared,
    listed_in,
    narrowest,
    opener,
    points,
    unlisted_items,
)
from qantar.read.place_names import PlaceNames
from qantar.read.place_senses import is_origin, is_told_of, owned_tokens
from qantar.read.results import before_of
from qantar.read.sentence import Sentence, is_item
from qantar.read.setting import Setting
from qantar.read.sites import Sites
from qantar.read.stamped_places import stamped
from qantar.read.where import Where

NOWHERE = Where("", None, None, 0, 0, False, None)
"""Several places compete that lie in none: nothing is lent to what is told of them."""
WEAK = 2.5
"""What it costs a place to be a body's or an adjective: less than to stand in another clause."""
OPENING = 3
"""Sentences that open a report, its headline included."""
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
        for sentence in unlisted_items(sentences, self.of_sentence):
            where = opener(sentence, atlas)
            self.of_sentence.setdefault(sentence.number, []).insert(0, where)
        self.setting = Setting(atlas, sentences, self.of_sentence)
        self._stamped = stamped(sentences, self.of_sentence, atlas)
        self._point()
        self.setting.headline = self.setting.find_headline()  # «в столице Замбии»
        self._local: dict[str, Where | None] = {}
        self._national: dict[tuple[str, str], bool] = {}
        self._settled: dict[int, Where | None] = {}
        """What was decided of each figure, by its identity."""
        self.lead: Found | None = None
        """The first figure that is somebody's: whose account the report is."""
        self._scope: Where | None = None
        self._sums_up = False
        """Whether the report sums up what was all over a country it does not name."""
        self._sites: dict[int, Where] = {}
        """The one place at which the sentences before each tell what happened, by its number."""

    # -- what a report is about ----------------------------------------------------------------

    def begin(self, figures: Sequence[Found]) -> None:
        """Look at the figures of the report before any is given its place."""
        self.lead = next((f for f in figures if f.attribution is not None), None)
        lead = LeadPlaces(self.setting, self.near)
        self._scope = lead.scope(figures)
        if self._scope is None:
            self._sums_up = lead.sums_up(figures)
        self._sites = Sites(self.setting, self._closest).told()

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
            known = "places" in sentence.hits
            seats = sentence.of("places", "capital") if known else ()
            pointing = [*sentence.of("places", *_POINTERS)] if known else []
            if "reference" in sentence.hits:
                pointing += sentence.of("reference", *_POINTERS)
            for hit in pointing:
                if hit not in seats and any(
                    s.first < hit.last and hit.first < s.last for s in seats
                ):
                    continue
                land, seat = len(own), None
                if hit in seats:  # «Қырғызстан астанасында», «в столице Афганистана»
                    land = next(
                        (
                            i
                            for i, w in enumerate(own)
                            if w.last == hit.first or w.first == hit.last
                        ),
                        land,
                    )
                if land < len(own) and own[land].kind is PlaceKind.COUNTRY:
                    seat = self.setting.capital_of(own[land])
                    if seat is not None:
                        own[land] = replace(own[land], weak=True)
                if any(
                    w.first - 1 <= hit.last and hit.first <= w.last
                    for i, w in enumerate(own)
                    if i != land or not w.weak
                ):
                    continue  # «в Алматинской области» points at nothing: it is a name
                if not points(sentence, hit) or is_aside_of(sentence, hit.first):
                    continue  # "280 km east of the capital"
                if is_origin(sentence, hit.first, hit.last):
                    continue  # «судно шло из столицы»
                here = [w for w in own if w.first < hit.first and not w.weak]
                if hit.code == "there":
                    here = [w for w in here if w.kind is not PlaceKind.COUNTRY]
                else:
                    here = [w for w in here if self.setting.code(w) == hit.code]
                found = here[-1] if here else last.get(hit.code)
                main = self.setting.headline
                if not here and hit.code == "city" and main is not None:
                    if self.setting.code(main) == "city" and fresh.get(hit.code) is None:
                        found = main  # a new paragraph goes back to the city of the headline
                if hit.code == "country" and is_ours(sentence, hit, alone=found is None):
                    found = self.setting.made(f"country:{sentence.pack.home}")
                if hit.code == "country" and (found is None or found.weak):
                    found = self.setting.home() or self.setting.country or found
                if hit.code == "capital":
                    seen = last.get("city")
                    named = self.setting.capital()
                    found = seat or named or (seen if seen and seen.place_id else None)
                if found is None:
                    found = next(
                        (w for w in self.setting.all() if self.setting.code(w) == hit.code), None
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
                code = self.setting.code(where)
                if code == "city" and self._is_lesser(sentence, where, own):
                    continue
                if code not in last or last[code].weak or not where.weak:
                    last[code] = fresh[code] = where
                if where.kind is not PlaceKind.COUNTRY and not where.weak:
                    inner = last.get("there")
                    if inner is None or inner not in own or not is_nested(where, inner):
                        last["there"] = where  # «в Бурині | Сумської області. Там …»
            if pointed:
                joined = sorted((*own, *pointed), key=lambda where: where.first)
                self.of_sentence[sentence.number] = joined

    def _is_lesser(self, sentence: Sentence, where: Where, own: list[Where]) -> bool:
        """Whether a city stands in a list with one the report names more often: «в Алмати та Шимкенті»."""
        count = self.setting.counts[where.place_id or ""]
        return any(
            self.setting.counts[other.place_id or ""] > count
            and self.setting.code(other) == "city"
            for other in own
            if other is not where and is_joined(sentence, where, other)
        )

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
        if where is None or (lent is not None and self.setting.is_within(where, lent)):
            return lent  # «в Таразе… убил двух сотрудников КНБ по Жамбылской области»
        return where

    def _lent(self, sentence: Sentence) -> Where | None:
        """The place of the nearest sentence before in its paragraph or of the heading of its list."""
        above = *self._earlier(sentence), *self._heading(sentence)
        for earlier in (*above, *before_of(self.sentences, sentence)):
            places = [
                w for w in self.of_sentence.get(earlier.number, ())
                if not w.weak and not self.setting.is_dateline(earlier, w)
                and not is_of_later(earlier, w)
                and not is_of_part(earlier, w)
            ]  # fmt: skip
            if places:
                return self._of_several(earlier, narrowest(places), places)
        return self._stamped.get(sentence.number)

    def beside(
        self, sentence: Sentence, first: int, last: int, *, counted: bool = True
    ) -> Where | None:
        """The place its own sentence names: where something is, then whose a body is."""
        own = self.of_sentence.get(sentence.number)
        if not own:
            return None
        if sentence.pack.fixed_order and first:
            bracketed = in_brackets(sentence, own, first)
            if bracketed is not None:
                return bracketed
        pointed = [w for w in own if w.pointed and not w.weak]  # wherever it stands
        named = [w for w in own if not self.setting.is_dateline(sentence, w)]
        own = [w for w in named if not (counted and is_anothers(sentence, w, first, last))]
        strong = [w for w in own if not w.weak]
        if counted and not strong:
            strong = [w for w in named if not w.weak and is_shared(sentence, w, last)]
        clause = sentence.segment_of(first)
        goals = [
            w for w in own
            if w.goal and w.kind is not PlaceKind.COUNTRY
            and sentence.segment_of(w.first) == clause
        ]  # fmt: skip
        if goals and all(sentence.segment_of(w.first) != clause for w in strong):
            counts = [s.first for s in sentence.said if s.use == "count" and s.first >= last]
            own_goals = [w for w in goals if last <= w.first < min(counts, default=w.first + 1)]
            # «а двох відправили до |Дніпра»
            return self._closest(sentence, own_goals or goals, first, last)
        local = [
            w for w in own
            if w.weak and w.kind is not PlaceKind.COUNTRY and not w.origin
        ]  # fmt: skip
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
            whole = self._settled[id(figure.part_of)]
            if where is not None and where.owned and whole is not None:
                return whole if self.setting.is_within(where, whole) else where
            return where or whole
        where = self.near(sentence, figure.first, figure.np_last)
        if where is None:
            where = self._of_account(figure)
            if where is not None and self._scope is not None:
                if self._is_told_in(where, self._scope):
                    where = self._scope  # the region's office speaks of the town of the story
        site = self._sites.get(sentence.number)
        if where is None:
            where = self._by_default(sentence, figure)
            if site is not None and self._is_told_at_site(figure, where, site):
                where = site
        elif where.weak and site is not None and self.setting.holds(where, site):
            where = site  # the region's office speaks of the village it told of
        elif where.owned and self._scope is not None and self._is_told_in(where, self._scope):
            where = self._scope  # and the county's of the town the report is about
        if (
            where is not None
            and figure.object == "region"
            and where.kind is not PlaceKind.COUNTRY
            and where not in self.of_sentence.get(sentence.number, ())
        ):
            return None
        return where

    def _is_told_in(self, wide: Where, town: Where) -> bool:
        """Whether a town lies in what has a body of its own: an unlisted one that opens the report in any."""
        if self.setting.is_within(wide, town):
            return True
        dateline = self.setting.dateline
        return (
            town.place_id is None
            and dateline is not None
            and dateline.name == town.name
            and wide.kind in (PlaceKind.REGION, PlaceKind.DISTRICT)
        )

    def _is_told_at_site(self, figure: Found, where: Where | None, site: Where) -> bool:
        """Whether a figure with no place near is told of the site, within what it would get otherwise."""
        if figure.sentence.kind is BlockKind.HEADLINE or self.setting.is_background(
            figure.sentence
        ):
            return False
        if figure.attribution is not None and self._is_national(figure):
            return False
        return (
            where is None
            or self.setting.holds(where, site)
            or (site.place_id is None and where.kind is PlaceKind.COUNTRY)
        )

    def _by_default(self, sentence: Sentence, figure: Found | None) -> Where | None:
        """What has no place near: of a headline the headline's; of the account of the whole country,
        where the report is not about one place, that country; else the scope of the report."""
        if self.setting.is_background(sentence):
            return None
        if sentence.kind is BlockKind.HEADLINE and self.setting.headline is not None:
            return self.setting.headline
        scope = self._scope
        said = figure is not None and figure.attribution is not None
        account = figure if said else self.lead
        national = account is not None and self._is_national(account)
        by_dateline = scope is self.setting.dateline and self.setting.headline is None
        from_afar = by_dateline and (said or not self._opens(sentence))
        if scope is not None and not (
            national
            and scope is not self.setting.headline
            and (from_afar or is_running(sentence))
        ):
            return scope
        if national:
            return self._named_country() if self.setting.country else self._only_place(sentence)
        own = self.setting.own_country(sentence)
        if self._sums_up and own is None and self.setting.dateline is not None:
            return self._named_country()
        told = own or self.setting.written_in() or self.setting.told_of(sentence)
        told = told or self._named_country()
        return told or (self._focus(sentence) if figure is not None else None)

    def _only_place(self, sentence: Sentence) -> Where | None:
        """The one place a report names, and names at its opening: what the state at large tells without
        naming its country is told of there."""
        named = [
            (number, where)
            for number, wheres in self.of_sentence.items()
            for where in wheres
            if not where.weak and not where.pointed
            and not self.setting.is_dateline(self.sentences[number], where)
        ]  # fmt: skip
        one = len({where.name for _, where in named}) == 1 and named[0][0] < OPENING
        return named[0][1] if one and not is_running(sentence) else None

    def _named_country(self) -> Where | None:
        """The country of the report if it is named, or pointed at, as a place, and not only as whose somebody
        is: «Минздрав РК», «российские войска»."""
        country = self.setting.country
        if country is None:
            return None
        plain = any(
            not w.origin
            and (not w.weak or (not w.owned and is_told_of(self.sentences[number], w.first, w.last)))
            and (
                w.place_id == country.place_id
                or (not country.words and self.setting.is_within(country, w))
            )
            for number, wheres in self.of_sentence.items()
            for w in wheres
        )  # fmt: skip
        return country if plain else None

    def _focus(self, sentence: Sentence) -> Where | None:
        """The one place narrower than a country at which the paragraphs before it have told anything: a
        report that opens with a country and goes on to the district stays in the district."""
        found: Where | None = None
        for earlier in self.sentences[: sentence.number]:
            if earlier.kind is BlockKind.HEADLINE or self.setting.is_background(earlier):
                continue
            for where in self.of_sentence.get(earlier.number, ()):
                if (
                    where.weak
                    or where.pointed
                    or where.origin
                    or where.kind is PlaceKind.COUNTRY
                ):
                    continue
                if self.setting.is_dateline(earlier, where):
                    continue
                if found is not None and where.name != found.name:
                    return None
                found = where
        return found

    def _opens(self, sentence: Sentence) -> bool:
        """Whether the paragraph of a sentence begins with the dateline."""
        return any(
            self.setting.dateline in self.of_sentence.get(s.number, ())
            for s in (sentence, *self._earlier(sentence))
        )

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
                    if w.weak and w.kind is not PlaceKind.COUNTRY and not w.origin and not w.goal
                ]  # fmt: skip
                return named[0] if len({w.name for w in named}) == 1 else None
        return None

    def _local_to(self, sentence: Sentence, words: str, speaker: str) -> Where | None:
        named = [
            w for w in self.setting.all()
            if w.kind is not PlaceKind.COUNTRY and w.words and w.words in words and not w.origin
            and not w.goal
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
            late = False
            for number in sorted(self.of_sentence):
                if number > sentence.number and found is not None:
                    break
                for where in self.of_sentence[number]:
                    if self.setting.code(where) == code and not where.origin:
                        found, late = where, number > sentence.number
            if late and self._scope is not None:
                return self._scope  # the only such place comes later: another story's
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
        if sentence.above is not None:
            return [sentence.above, *self._earlier(sentence.above)]
        if not is_item(sentence):
            return []
        for other in reversed(self.sentences[: sentence.number]):
            if not is_item(other):  # «Елде рейд өтті. Оның барысында:»
                return [other, *self._earlier(other)] if other.tokens[-1].text == ":" else []
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
            named = 2 if where.pointed else WEAK if where.weak else 0
            if is_labelled(sentence, where, first):
                return -2, where.first  # «Тараз – 4, Талас – 1»
            if is_labelled_behind(sentence, where, last):
                return -1.5, where.first  # «по 3 – у Сумській»
            if last <= where.first <= last + 1 and not sentence.pack.verb_final:
                joined = where.first == last or sentence.tokens[last].kind != MARK
                if joined or "adp" in sentence.tokens[where.first].word.features:
                    return -1, where.first  # «один у Торецьку», whatever stands before it
            if where.first == last + 2 and not sentence.pack.verb_final:
                mark, tie = sentence.tokens[last], sentence.tokens[last + 1]
                if mark.text in "–—-" and "adp" in tie.word.features:
                    return -1, where.first  # «шесть – в Торецке»
            return apart * 3 + (1.5 if after else 0) + min(gap, 12) * 0.12 + named, where.first

        return self._of_several(sentence, min(places, key=cost), places)

    def _of_several(self, sentence: Sentence, best: Where, places: list[Where]) -> Where:
        """A place with those named in one breath with it: the inner one of «Pahad village of
        Mehmdabad»; of a list («в Алматы и Шымкенте», «в Каире и других городах») what holds them all."""
        run = [best]
        chain = list(places)
        if sentence.pack.fixed_order:  # "at Pettimudi |near Munnar| in Kerala's Idukki"
            chain += [
                w
                for w in self.of_sentence.get(sentence.number, ())
                if w.weak and w not in places
            ]
        if len(chain) > 1 and not sentence.pack.verb_final:
            chain = [w for w in chain if not is_of_another_number(sentence, w, best)]
        for other in sorted(chain, key=lambda w: -w.first):
            if other is not best and any(is_joined(sentence, other, one) for one in run):
                run.append(other)
        run = [best, *(w for w in sorted(run[1:], key=lambda w: w.first) if w in places)]
        outer = best
        for other in run[1:]:
            if is_linked(sentence, other, best):
                best = other  # "Kadi town of Mehsana district"
            elif other.place_id is None and other.last <= best.first:
                if other.kind is PlaceKind.SETTLEMENT or is_nested(best, other):
                    best = other  # «Pahad village of Mehmdabad»
            elif best.place_id is None and best.kind is PlaceKind.DISTRICT:
                if self.setting.code(other) == "city":
                    best = other  # «Алматының Түрксіб ауданы»: a quarter of the city
            elif self.setting.is_within(best, other) or is_nested(best, other):
                best = other
        apart = [
            w for w in run
            if w.place_id and w.place_id != best.place_id and not self.setting.is_within(w, best)
            and not is_nested(w, best) and not is_linked(sentence, best, w)
        ]  # fmt: skip
        if best.place_id is None or outer.place_id is None:
            return listed_in(sentence, best, places) or best
        if apart:
            return self._common(best, apart)
        whole = listed_in(sentence, best, places)
        if whole is not None:
            return whole
        if any(hit.first == best.last for hit in sentence.of("places", "others")):
            return self._around(sentence, best)
        return best

    def _common(self, best: Where, others: list[Where]) -> Where:
        """The smallest place that holds them all; nowhere if there is none."""
        assert best.place_id is not None
        for place_id in self.atlas.parents(best.place_id):
            outer = self.setting.made(place_id)
            if all(self.setting.is_within(outer, other) for other in others):
                return outer
        return NOWHERE

    def _around(self, sentence: Sentence, best: Where) -> Where:
        """What holds a place «и другие города»: the region or country pointed at, else its country."""
        if best.place_id is None or best.kind is PlaceKind.COUNTRY:
            return best
        for where in self.of_sentence.get(sentence.number, ()):
            if where.first > best.last and self.setting.is_within(where, best):
                return where
        return self.setting.made(f"country:{self.atlas.place(best.place_id).country}")
