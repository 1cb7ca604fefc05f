"""The places a sentence names, each with what its surroundings say of it: whose it is, where somebody
only comes from, which other word it belongs to.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qantar.atlas.atlas import Atlas, Context, PlaceHit
from qantar.domain.place import PlaceKind
from qantar.read.communities import communities
from qantar.read.journeys import is_aside_of, is_destination
from qantar.read.land_signs import told_by_signs
from qantar.read.left_alone import is_left_alone, unit_left_out
from qantar.read.localities import Localities
from qantar.read.metonyms import is_metonym, is_seat_acting
from qantar.read.name_signs import (
    goes_on_with_origins,
    goes_with,
    is_a_ways_end,
    of_kind,
    places_told,
    settled_lands,
    with_city,
    with_compass,
    without_names_of_courts,
    without_two_desks,
    without_wide_waters,
)
from qantar.read.person_names import names_a_person
from qantar.read.place_senses import (
    is_actor,
    is_an_acronym,
    is_attributive,
    is_common,
    is_given_name,
    is_in_a_quoted_name,
    is_in_quotes,
    is_its_coast,
    is_left_behind,
    is_of_a_landmark,
    is_of_a_noun,
    is_of_people,
    is_origin,
    is_short_for_its_state,
    owned_tokens,
)
from qantar.read.respelling import romanised, written
from qantar.read.sentence import Sentence, capitalised
from qantar.read.told_by_case import told_by_case
from qantar.read.unlisted import (
    district_names,
    districts,
    half_known_lists,
    introduced,
    named_again,
    named_units,
    nominative,
    oblasts,
)
from qantar.read.where import Where

KNOWN_BY_ITSELF = 100_000
"""From this many people on a name is that place even beside another capital: «у Києві Зеленський»."""
ELSEWHERE = 3
"""Places of other countries beside which a lone small one is not believed."""
LAND = "country:"
ADJECTIVAL_IN = frozenset({"RU", "BY"})
"""Countries whose districts bear an adjective in English, too: Ulchsky District."""
_ADJECTIVAL = ("skiy", "skii", "skij")


class PlaceNames:
    """The places of every sentence of one document, homonyms settled by the document as a whole."""

    def __init__(self, atlas: Atlas, sentences: Sequence[Sentence]) -> None:
        self.atlas = atlas
        self.regions: set[str] = set()
        """First-level units the document names beyond doubt."""
        self._named: Counter[str] = Counter()
        """How often places of a country are named beyond doubt, by its code."""
        self._context = self._of_document(sentences)
        self._home = sentences[0].pack.home if sentences else None
        if self._home is None and not self._named:
            self._home = told_by_signs(sentences)
        self._resolved: dict[tuple[str, ...], str | None] = {}
        self._told = introduced(sentences)
        """Units no atlas lists, by the part of the name that no ending changes."""
        self._localities = Localities(sentences)

    def of(self, sentence: Sentence) -> list[Where]:
        """Left to right; settlements that only the text knows stand there without an id."""
        out: list[Where] = []
        owned = owned_tokens(sentence) if sentence.places else set()
        for hit in sentence.places:
            first = sentence.token_at(hit.start)
            last = sentence.token_at(hit.end - 1) + 1
            if sentence.pack.fixed_order:
                last = with_city(sentence, last)  # "Butuan |City"
            left_alone = hit.adjectival and is_left_alone(sentence, first, last)
            candidates = unit_left_out(self.atlas, sentence, hit) if left_alone else ()
            place_id = self._place_of(candidates or of_kind(sentence, hit.candidates, first))
            if place_id is None and (name := self._shared_name(sentence, hit, first)):
                owned = owned or owned_tokens(sentence)
                origin = is_origin(sentence, first, last) or is_aside_of(sentence, first)
                weak = (
                    origin
                    or first in owned
                    or is_of_people(sentence, first, last)
                    or is_destination(sentence, first)
                )
                words = sentence.words(first, last)
                out.append(
                    Where(words, None, name, first, last, weak, PlaceKind.SETTLEMENT, origin)
                )
                continue
            if place_id is None or (
                is_of_a_landmark(sentence, first, last)
                and not (place_id.startswith(LAND) and is_its_coast(sentence, last))
            ):
                continue
            if self._is_half_a_name(sentence, place_id, first, last) or is_an_acronym(
                sentence, first, last
            ):
                continue
            if names_a_person(sentence, first) or is_common(sentence, first, last):
                continue
            if self._is_speaking(sentence, place_id, last):
                continue
            if is_in_quotes(sentence, first, last) or self._is_declined(
                sentence, place_id, first, last
            ):
                continue
            place = self.atlas.place(place_id)
            origin = is_origin(sentence, first, last)
            origin = origin or is_in_a_quoted_name(sentence, first, last)
            origin = origin or (bool(out) and is_a_ways_end(sentence, out[-1], first))
            origin = origin or any(h.first == last for h in sentence.of("places", "struck_by"))
            aside = not origin and is_aside_of(sentence, first)
            origin = origin or aside
            origin = origin or is_left_behind(sentence, first, last)
            origin = origin or (bool(out) and goes_on_with_origins(sentence, out[-1], first))
            governs = False
            if not origin and (
                place.kind is PlaceKind.COUNTRY or self.atlas.is_capital(place_id)
            ):
                governs = is_metonym(sentence, first, last) or (
                    place.kind is not PlaceKind.COUNTRY and is_seat_acting(sentence, last)
                )
                origin = governs and place.kind is not PlaceKind.COUNTRY
            land = place.kind is PlaceKind.COUNTRY
            goal = not origin and is_destination(sentence, first, land=land)
            described = (
                origin
                or governs
                or goal
                or (hit.adjectival and not left_alone)
                or (hit.ambiguous and not self._is_of_its_land(sentence, place_id, first))
                or is_of_people(sentence, first, last)
                or (out and is_near_another(sentence, out[-1], first))
                or (
                    place.kind is PlaceKind.COUNTRY
                    and (is_of_a_noun(sentence, first) or is_actor(sentence, last))
                )
                or is_attributive(sentence, first, last)
            )
            weak = described or first in owned or is_short_for_its_state(sentence, first, last)
            if not weak and out and out[-1].weak and goes_with(sentence, out[-1], first):
                weak, described = True, not out[-1].owned
            words = sentence.words(first, last)
            wider = with_compass(sentence, last)
            if wider > last and place.kind is not PlaceKind.COUNTRY:
                words = sentence.words(first, wider)
                out.append(
                    Where(words, None, words, first, wider, weak, PlaceKind.DISTRICT, origin)
                )
                continue
            district = any(h.first == last for h in sentence.of("places", "district_kind"))
            out.append(
                Where(
                    words, place_id, place.name, first, last, weak, place.kind, origin,
                    owned=weak and not described, district=district, aside=aside, goal=goal,
                )
            )  # fmt: skip
        if out and not sentence.pack.fixed_order:
            half_known = half_known_lists(sentence, [(w.first, w.last) for w in out])
            out = [where for where in out if where.first not in half_known]
        if len(out) > 1 and not sentence.pack.fixed_order and not sentence.pack.verb_final:
            out = without_names_of_courts(sentence, out)
        for first, last, name, place_id in communities(sentence, self.atlas):
            if sentence.pack.fixed_order or sentence.pack.verb_final:
                break
            out = [w for w in out if w.last <= first or w.first >= last]
            words = sentence.words(first, last)
            weak = first in owned_tokens(sentence)
            out.append(Where(words, place_id, name, first, last, weak, PlaceKind.SETTLEMENT))
        units = districts(sentence) if "places" in sentence.hits else []
        if units:
            out = [w for w in out if not any(a <= w.first < b for a, b in units)]
        out.sort(key=lambda where: where.first)
        known = [(where.first, where.last) for where in out]
        out = [
            where for index, where in enumerate(out)
            if not any(
                self._is_told_elsewhere(sentence, where, land)
                for land in out[index + 1 : index + 2]
            )
        ]  # fmt: skip
        for first, last, kind in named_units(sentence, known):
            words = sentence.words(first, last)
            name = nominative(sentence, first, last)
            adjective = kind is PlaceKind.DISTRICT and (first, last) in units
            name = name.title() if sentence.is_caseless else name
            name = (
                self._district_name(sentence, first, last)
                if adjective
                else romanised(self.atlas, sentence.pack, name, sentence.text)
            )
            known_as = None if adjective else self._unit_called(sentence, first, last, kind)
            name = name if known_as is None else known_as
            weak = is_of_people(sentence, first, last) or is_origin(sentence, first, last + 1)
            # «глава |Шилкинского района» speaks of what was elsewhere
            owned = owned or (owned_tokens(sentence) if adjective else owned)
            theirs = not weak and adjective and first in owned
            body = not weak and is_attributive(
                sentence, first, last
            )  # "Snohomish County officials"
            out.append(
                Where(
                    words, None, name, first, last, weak or body or theirs, kind, theirs,
                    owned=body or theirs,
                )
            )  # fmt: skip
        for first, last, name in oblasts(sentence):
            owned = owned or owned_tokens(sentence)
            name = f"{self.atlas.romanise(name.capitalize(), sentence.pack.code)} Oblast"
            body = first in owned
            weak = body or is_origin(sentence, first, last) or is_aside_of(sentence, first)
            words = sentence.words(first, last)
            out.append(
                Where(words, None, name, first, last, weak, PlaceKind.REGION, owned=body)
            )
        if self._told:
            taken = {i for where in out for i in range(where.first, where.last)}
            for at, name, kind in named_again(sentence, self._told, taken):
                owned = owned or owned_tokens(sentence)
                name = romanised(self.atlas, sentence.pack, name, sentence.text)
                weak = is_of_people(sentence, at, at + 1) or is_destination(sentence, at)
                weak = weak or is_attributive(sentence, at, at + 1)
                weak = weak or any(is_near_another(sentence, w, at) for w in out if w.last < at)
                origin = is_origin(sentence, at, at + 1) or is_aside_of(sentence, at)
                body = at in owned and not (weak or origin)
                out.append(
                    Where(
                        sentence.words(at, at + 1), None, name, at, at + 1,
                        weak or origin or body, kind, origin, owned=body,
                    )
                )  # fmt: skip
        out = settled_lands(sentence, out)
        taken = {i for where in out for i in range(where.first, where.last)}
        for first, last, name in told_by_case(sentence, taken):
            owned = owned or owned_tokens(sentence)
            words = sentence.words(first, last)
            name = romanised(self.atlas, sentence.pack, name, sentence.text)
            body = first in owned
            weak = (
                body
                or is_of_people(sentence, first, last)
                or is_destination(sentence, first)
                or (bool(out) and is_near_another(sentence, out[-1], first))
            )
            origin = is_origin(sentence, first, last) or is_aside_of(sentence, first)
            out.append(
                Where(
                    words, None, name, first, last, weak or origin, PlaceKind.SETTLEMENT, origin,
                    owned=body and not origin,
                )
            )  # fmt: skip
        known = [(where.first, where.last) for where in out]
        for first, last, told in self._localities.of(sentence, known):
            words = sentence.words(first, last)
            shown = words.title() if words.isupper() else words
            weak = (
                is_of_people(sentence, first, last)
                or is_destination(sentence, first)
                or (not told and is_attributive(sentence, first, last))
            )
            origin = is_aside_of(sentence, first)
            out.append(
                Where(
                    words,
                    None,
                    shown,
                    first,
                    last,
                    weak or origin,
                    PlaceKind.SETTLEMENT,
                    origin,
                )
            )
        out.sort(key=lambda where: where.first)
        out = without_two_desks(sentence, out)
        out = without_wide_waters(out)
        if sentence.pack.fixed_order and len(out) > 1 and "places" in sentence.hits:
            # "at Pettimudi |near Munnar": a village that only the text knows stands before
            out = [
                replace(where, weak=True)
                if index
                and not where.weak
                and is_near_another(sentence, out[index - 1], where.first)
                else where
                for index, where in enumerate(out)
            ]
        return out

    def _is_of_its_land(self, sentence: Sentence, place_id: str, first: int) -> bool:
        """«поблизу румунського |Брашова»: a name behind the adjective of the country it lies in is a town's."""
        if sentence.pack.fixed_order or not first:
            return False
        before = sentence.tokens[first - 1].start
        return any(
            hit.adjectival
            and hit.start <= before < hit.end
            and self.atlas.contains(hit.candidates[0], place_id)
            for hit in sentence.places
        )

    def _district_name(self, sentence: Sentence, first: int, last: int) -> str:
        """A district by the adjective its country calls it: Ulchsky District; elsewhere by the town it is
        named for: Korday District."""
        norm, code = sentence.tokens[first].norm, sentence.pack.code
        lands = self._lands_of(sentence, last)
        if lands and lands[0] in ADJECTIVAL_IN:
            return self.atlas.romanise(district_names(norm, whole=True)[0], code)
        at = sentence.tokens[first].start
        for hit in sentence.places:
            known = self._place_of(hit.candidates) if hit.start == at else None
            if known is not None and self.atlas.is_city(known):
                if self.atlas.place(known).country in lands:
                    return self.atlas.place(known).name
        names = district_names(norm, whole=False)
        for name in names:
            for land in lands:
                for one in self.atlas.look_up(name, code):
                    place = self.atlas.place(one)
                    if place.country == land and place.kind is PlaceKind.SETTLEMENT:
                        return place.name
        return self.atlas.romanise(names[1], code)

    def _unit_called(
        self, sentence: Sentence, first: int, last: int, kind: PlaceKind
    ) -> str | None:
        """The English name of what its words and the word beside them may mean, where all that the atlas has of
        the kind is called so: «Исикава |префектурасында», of towns of that name and a prefecture."""
        if sentence.pack.fixed_order:
            return None
        found = [
            self.atlas.place(one)
            for one in self.atlas.look_up(sentence.words(first, last), sentence.pack.code)
        ]
        found = [place for place in found if place.country in self._named]
        towns = kind is PlaceKind.SETTLEMENT
        units = [place for place in found if (place.kind is PlaceKind.SETTLEMENT) is towns]
        names = {place.name for place in units or found}
        return names.pop() if len(names) == 1 else None

    def _lands_of(self, sentence: Sentence, last: int) -> list[str]:
        """The countries a district may be in: that of the unit behind it, else those the report names, the
        commonest first, else the home of its language."""
        behind = sentence.tokens[last + 1].start if last + 1 < len(sentence.tokens) else -1
        for hit in sentence.places:
            if hit.start == behind and not hit.adjectival:
                return [self.atlas.place(hit.candidates[0]).country]
        if self._named:
            return sorted(self._named, key=lambda code: (-self._named[code], code))
        return [self._home] if self._home is not None else []

    def _place_of(self, candidates: tuple[str, ...]) -> str | None:
        """The one place meant; a country before all its namesakes; else one in a region named."""
        if candidates not in self._resolved:
            lands = [one for one in candidates if one.startswith(LAND)]
            found = (
                lands[0] if len(lands) == 1 else self.atlas.resolve(candidates, self._context)
            )
            if found is None and self._home is not None:
                at_home = [
                    one for one in candidates if self.atlas.place(one).country == self._home
                ]
                found = at_home[0] if len(at_home) == 1 and not lands else None
            if found is None:
                inside = [
                    one for one in candidates
                    if any(self.atlas.contains(region, one) for region in self.regions)
                ]  # fmt: skip
                found = inside[0] if len(inside) == 1 else None
            if found is not None and found.startswith(LAND):
                found = self._state_of_its_name(found)
            if found is not None and self._is_out_of_the_way(found):
                found = None
            self._resolved[candidates] = found
        return self._resolved[candidates]

    def _shared_name(self, sentence: Sentence, hit: PlaceHit, first: int) -> str | None:
        """The English name that all places share which words may name: it is told, and which of them is meant is
        not. Behind a word that makes it a place only."""
        if len(hit.candidates) == 1 or hit.adjectival or hit.ambiguous or not first:
            return None
        if sentence.pack.fixed_order:
            return None
        if not all(one.startswith("settlement:") for one in hit.candidates):
            return None
        before = sentence.tokens[first - 1]
        if not self.atlas.calls_place(before.norm, sentence.pack.code):
            return None
        if is_of_a_landmark(sentence, first, first + 1) or names_a_person(sentence, first):
            return None
        names = {self.atlas.place(one).name for one in hit.candidates}
        return names.pop() if len(names) == 1 else None

    def _state_of_its_name(self, land: str) -> str:
        """A report that names Niger State means it by "Niger", too, and not the country."""
        name = self.atlas.place(land).name
        return next(
            (
                one
                for one in sorted(self.regions)
                if self.atlas.place(one).name == f"{name} State"
            ),
            land,
        )

    def _is_out_of_the_way(self, place_id: str) -> bool:
        """Whether a little-known place is the only one of its country in a report that names several of
        others: a namesake of what is meant, or a word."""
        place = self.atlas.place(place_id)
        if place.kind is PlaceKind.COUNTRY or place.population >= KNOWN_BY_ITSELF:
            return False
        if place.kind is PlaceKind.REGION and self.atlas.names(place_id, "en"):
            return False
        elsewhere = sum(n for code, n in self._named.items() if code != place.country)
        return self._named[place.country] <= 1 and elsewhere >= ELSEWHERE

    def _of_document(self, sentences: Sequence[Sentence]) -> Context:
        """The countries of the places that are beyond doubt, and the one named most as the subject."""
        countries = self._named
        units: Counter[str] = Counter()
        for hit in places_told(sentences):
            lands = [one for one in hit.candidates if one.startswith(LAND)]
            if (len(hit.candidates) == 1 or len(lands) == 1) and not hit.ambiguous:
                place = self.atlas.place((*lands, *hit.candidates)[0])
                countries[place.country] += 1
                if place.kind is PlaceKind.COUNTRY and not hit.adjectival:
                    units[place.id] += 1
                if place.kind is PlaceKind.REGION:
                    self.regions.add(place.id)
        about = units.most_common(1)[0][0] if units else None
        home = (sentences[0].pack.home or told_by_signs(sentences)) if sentences else None
        if not countries and home is not None:
            return Context(countries=frozenset({home}))
        return Context(countries=frozenset(countries), about=about)

    def _is_told_elsewhere(self, sentence: Sentence, town: Where, land: Where) -> bool:
        """«Санто-Доминго в Эквадоре»: the text puts a town in a country where the atlas has none of that
        name: it is another town, and not known."""
        if town.kind is PlaceKind.COUNTRY or land.kind is not PlaceKind.COUNTRY:
            return False
        if town.place_id is None or land.place_id is None or land.first - town.last != 1:
            return False
        link = sentence.tokens[town.last]
        if sentence.pack.fixed_order:
            inside = link.text == "(" or link.norm == "in"
        else:
            inside = link.text == "(" or (
                "adp" in link.word.features
                and "loc" in sentence.tokens[land.first].word.features
            )
        return inside and not self.atlas.contains(land.place_id, town.place_id)

    def _is_speaking(self, sentence: Sentence, place_id: str, last: int) -> bool:
        """Whether a little-known place stands right before a verb of saying: "raval insisted" is no town."""
        if not sentence.is_caseless or not place_id.startswith("settlement:"):
            return False
        if not any(hit.first == last for hit in sentence.of("attribution", "say")):
            return False
        return self.atlas.place(place_id).population < KNOWN_BY_ITSELF

    def _is_declined(self, sentence: Sentence, place_id: str, first: int, last: int) -> bool:
        """«Қорғасын кентінде»: before the word for what it is a name stands without an ending, so this is
        no Қорғас."""
        if not sentence.pack.verb_final or last >= len(sentence.tokens):
            return False
        if not any(
            hit.first == last
            for hit in sentence.of("places", "settlement_behind", "district_behind")
        ):
            return False
        words = sentence.words(first, last)
        if any(
            place_id in self.atlas.look_up(name, sentence.pack.code)
            for name in written(sentence.pack, words)
        ):
            return False
        bent = self.atlas.find(words, sentence.pack.code)  # a village known by its sound is not
        return any(place_id in hit.candidates for hit in bent)

    def _is_half_a_name(self, sentence: Sentence, place_id: str, first: int, last: int) -> bool:
        """Whether a little-known place is one word of a longer name: "Mai Mahiu" is not in Mai."""
        if sentence.is_caseless or last - first > 1:
            return False
        if not place_id.startswith("settlement:"):
            return False
        tokens = sentence.tokens
        if sentence.pack.fixed_order and is_given_name(sentence, first, last):
            return True
        for index in (last, first - 1):
            if not 0 < index < len(tokens) or not capitalised(tokens[index]):
                continue
            features = tokens[index].word.features
            if "name" not in features or features & {"given", "adp"}:
                continue
            if any(
                sentence.token_at(hit.start) <= index <= sentence.token_at(hit.end - 1)
                for hit in sentence.places
            ):
                continue
            return self.atlas.place(place_id).population < KNOWN_BY_ITSELF
        return False


def is_near_another(sentence: Sentence, before: Where, first: int) -> bool:
    """Whether a place only tells where the one right before it is: «в посёлке Песчаный | под Тулой»."""
    return any(
        hit.first == before.last and hit.last == first for hit in sentence.of("places", "near")
    )
