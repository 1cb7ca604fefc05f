"""The setting of a report: the place and the country it is about, told by headline, dateline and lead."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qantar.atlas.atlas import Atlas
from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.read.place_lists import ORDER, is_by_place, is_joined, narrowest, years_of
from qantar.read.place_senses import is_adjectival, is_of_an_army
from qantar.read.sentence import Sentence
from qantar.read.where import Where

LEAD = 6
"""Sentences that make the lead of a report, headline and captions included."""


OPENS = 4
"""Sentences in which a place that a report names once may be what it is about, headline included."""
OPENING = 12
"""Tokens of a sentence that a place and a colon open as its dateline; shorter ones are items of a list."""


class Setting:
    """What the places of one document, taken together, say of where it plays."""

    def __init__(
        self, atlas: Atlas, sentences: list[Sentence], of_sentence: dict[int, list[Where]]
    ) -> None:
        self.atlas = atlas
        self.sentences = sentences
        self.of_sentence = of_sentence
        self.counts = Counter(
            where.place_id
            for where in self.all()
            if where.place_id is not None and not where.origin
        )
        self.dateline = self._find_dateline()
        self._inside = self._told_inside()
        self.country = self._find_country()
        self._subject_since = 0
        self.subject = self._find_subject()
        self.headline = self.find_headline()

    def is_main(self, where: Where, beside: Sequence[Where] | None = None) -> bool:
        """Whether no place narrower than a country is named more often; with ``beside``, the places of its
        sentence, what it lies in is no rival unless it stands there, too."""
        counts = self.counts
        if where.kind is PlaceKind.COUNTRY:
            return True
        seat = self.dateline.place_id if self.dateline is not None else None
        rivals = (
            n - (i == seat) for i, n in counts.items()  # where it was written is no rival
            if i != where.place_id and not i.startswith("c")
            and not (
                beside is not None and where.place_id and self.atlas.contains(i, where.place_id)
                and all(other.place_id != i for other in beside)
            )
        )  # fmt: skip
        return counts[where.place_id or ""] >= max(rivals, default=0)

    def holds(self, outer: Where, inner: Where) -> bool:
        """Whether one place lies in the other, as the atlas or the text itself tells."""
        if outer.name == inner.name or self.is_within(outer, inner):
            return True
        return (inner.name, outer.name) in self._inside

    def strong(self, sentence: Sentence) -> list[Where]:
        """The places narrower than a country that a sentence names for where something was."""
        return [
            w for w in self.of_sentence.get(sentence.number, ())
            if not w.weak and not w.pointed and not w.origin and w.kind is not PlaceKind.COUNTRY
            and not self.is_dateline(sentence, w)
        ]  # fmt: skip

    def _told_inside(self) -> set[tuple[str | None, str | None]]:
        """Each place with the larger one the text puts it in: «Masara in Davao de Oro province»."""
        return {
            (inner.name, outer.name)
            for sentence in self.sentences
            for one, other in pairwise(self.of_sentence.get(sentence.number, ()))
            for inner, outer in ((one, other), (other, one))
            if (inner.place_id is None or outer.place_id is None)
            and not inner.pointed and not outer.pointed
            and inner.kind is not None and outer.kind is not None
            and ORDER.get(inner.kind, 4) < ORDER.get(outer.kind, 4)
            and is_joined(sentence, inner, outer)
        }  # fmt: skip

    def is_within(self, outer: Where, inner: Where) -> bool:
        if outer.place_id is None or inner.place_id is None:
            return False
        return outer.place_id == inner.place_id or self.atlas.contains(
            outer.place_id, inner.place_id
        )

    def _find_dateline(self) -> Where | None:
        """«АЛМАТЫ, 12 янв — …»: a place that opens one of the first paragraphs before a date."""
        for sentence in self.sentences[:6]:
            for where in self.of_sentence.get(sentence.number, ()):
                if where.first == 0 and where.last < len(sentence.tokens):
                    mark = sentence.tokens[where.last].text
                    moment = any(m.first <= where.last + 2 for m in sentence.moments)
                    if (
                        mark == ":"
                        and sentence.pack.fixed_order
                        and sentence.kind is BlockKind.BODY
                        and len(sentence.tokens) > OPENING
                    ):
                        return where  # "SHIMLA: At least 18 people were killed …"
                    shouted = sentence.text[sentence.start : sentence.start + 2].isupper()
                    if (mark in ",.(" and (moment or shouted)) or (mark in "–—" and shouted):
                        return where
                    if mark == "." and self._stands_alone(sentence, where):
                        return where
        return None

    def _stands_alone(self, sentence: Sentence, where: Where) -> bool:
        """«Кишинёв. Полиция провела …»: whether nothing but a town opens the body and its paragraph goes on; not
        where another paragraph opens so, which is then told of its own town."""
        following = self.sentences[sentence.number + 1 : sentence.number + 2]
        before = self.sentences[: sentence.number]
        return (
            sentence.kind is BlockKind.BODY
            and where.kind is not PlaceKind.COUNTRY
            and where.last + 1 == len(sentence.tokens)
            and any(one.paragraph == sentence.paragraph for one in following)
            and all(one.kind is not BlockKind.BODY for one in before)
            and not any(
                len(one.tokens) == own[0].last + 1 and one.paragraph != sentence.paragraph
                for one in self.sentences[sentence.number + 1 :]
                if (own := self.of_sentence.get(one.number, ())) and own[0].first == 0
            )
        )

    def is_dateline(self, sentence: Sentence, where: Where) -> bool:
        """«GUAYAQUIL, Ecuador — …»: the place a report is written in, and what that lies in."""
        dateline = self.dateline
        if dateline is None or where.first > dateline.last + 2:
            return False
        if where is dateline:
            return True
        own = self.of_sentence.get(sentence.number, ())
        if sentence.number > LEAD or not any(one is dateline for one in own):
            return False
        if where.first != dateline.last + 1 or sentence.tokens[dateline.last].text not in ",(":
            return False
        if dateline.place_id is None or where.place_id is None:
            return True
        return self.is_within(where, dateline)

    def find_headline(self) -> Where | None:
        """The one place the headline names: narrower than a country before a country."""
        named = [
            where
            for sentence in self.sentences
            if sentence.kind is BlockKind.HEADLINE
            for where in self.of_sentence.get(sentence.number, ())
            if not where.origin and not self._is_only_theirs(sentence, where)
        ]
        if any(not where.broad for where in named):
            named = [where for where in named if not where.broad]
        for narrow in (True, False):
            group = [w for w in named if (w.kind is not PlaceKind.COUNTRY) is narrow]
            if len({w.name for w in group}) == 1:
                return None if self._is_told_closer(group[0]) else group[0]
            if group:
                return None
        return None

    def _is_told_closer(self, named: Where) -> bool:
        """Whether the lead tells of one settlement, and the headline of a place no atlas has: «В Раче сошёл сель», and
        below, «посёлок Шови»."""
        if named.place_id is not None or named.kind is not PlaceKind.SETTLEMENT:
            return False
        if self.sentences[0].pack.fixed_order:
            return False
        lead = [
            where
            for sentence in self.sentences[:LEAD]
            if sentence.kind is not BlockKind.HEADLINE
            for where in self.of_sentence.get(sentence.number, ())
            if not where.weak and where is not self.dateline
        ]
        near = {where.name for where in lead if where.kind is PlaceKind.SETTLEMENT}
        return len(near) == 1 and all(where.name != named.name for where in lead)

    def _is_only_theirs(self, sentence: Sentence, where: Where) -> bool:
        """Whether a headline tells no more of a country than whose soldiers act, or whose ministry tells of what
        was on a border."""
        if not where.weak or where.kind is not PlaceKind.COUNTRY:
            return False
        if is_adjectival(sentence, where.first):
            return is_of_an_army(sentence, where.last)
        if where.words.isupper() and where.owned and not sentence.is_caseless:
            return True  # «|ҚР ІІМ есебі»
        return any(True for _ in sentence.of("small", "border"))

    def _find_subject(self) -> Where | None:
        """The place a report is about: one narrower than a country that it names at least twice and
        more than all others together; else the first place of the lead."""
        counts = self.counts
        first: dict[str, Where] = {}
        for where in self.all():
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
            if strong and is_by_place(sentence, strong):
                return None
            if strong:
                lead = narrowest(strong)
                if sentence.kind is BlockKind.BODY and any(
                    w.place_id != lead.place_id and w.kind is lead.kind
                    and any(
                        min(lead.last, w.last) == hit.first and hit.last == max(lead.first, w.first)
                        for hit in sentence.of("joints", "and")
                    )
                    for w in strong
                ):  # fmt: skip
                    return None  # «Анкара мен Стамбулда»
                rival = max((n for i, n in narrow.items() if i != lead.place_id), default=0)
                self._subject_since = sentence.number
                return lead if rival <= counts[lead.place_id or ""] + 1 else None
        return self._find_weak_subject()

    def _find_weak_subject(self) -> Where | None:
        """The one town of the lead of a report that tells nowhere where anything was: whose court or police it
        is, whose people, from where the distance is told: «Ленинский суд |Воронежа»."""
        if any(not where.weak and where.kind is not PlaceKind.COUNTRY for where in self.all()):
            return None
        found: Where | None = None
        for sentence in self.sentences[:LEAD]:
            for where in self.of_sentence.get(sentence.number, ()):
                told = where.aside or (not where.origin and not where.goal)
                if not told or where.kind is PlaceKind.COUNTRY or where.place_id is None:
                    continue
                if found is not None and where.place_id != found.place_id:
                    if self.is_within(where, found):
                        continue
                    if not self.is_within(found, where):
                        return None
                self._subject_since = sentence.number if found is None else self._subject_since
                found = where
        return found or self._find_unlisted_subject()

    def _find_unlisted_subject(self) -> Where | None:
        """As the weak subject, of a unit that only the text knows: the one such name of the lead, «комендант
        |Сухопольского района»."""
        found: Where | None = None
        for sentence in self.sentences[:LEAD]:
            for where in self.of_sentence.get(sentence.number, ()):
                if where.place_id is not None or where.name is None or where.pointed:
                    continue
                if not where.owned or (found is not None and found.name != where.name):
                    return None
                self._subject_since = sentence.number if found is None else self._subject_since
                found = where
        return found

    def told_of(self, sentence: Sentence) -> Where | None:
        """The subject of the report as the place of a sentence: one that it names once, on its way, is not yet
        that of what stands before; a headline may tell of the first sentence below."""
        subject = self.subject
        if subject is None or (
            subject.place_id is not None and self.counts[subject.place_id] > 1
        ):
            return subject
        if sentence.number >= self._subject_since:
            since = self.sentences[self._subject_since]
            opens = since.number < OPENS or since.paragraph == sentence.paragraph
            return subject if opens else None
        between = self.sentences[sentence.number + 1 : self._subject_since]
        above = sentence.kind is BlockKind.HEADLINE and all(
            s.kind is not BlockKind.BODY for s in between
        )
        return subject if above else None

    def _find_country(self) -> Where | None:
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
                    if not where.weak and sentence.number <= LEAD:
                        plain.setdefault(where.place_id, where)
                    if sentence.kind is BlockKind.HEADLINE:
                        headline.setdefault(where.place_id, where)
        for group in (named, headline, plain):
            if len(group) == 1:
                return next(iter(group.values()))
        home = self.home()
        return named.get(home.place_id or "") if home is not None else None

    def capital(self) -> Where | None:
        """The capital of the country of the report, where it is named."""
        home = self.home()
        for where in self.all():
            if where.place_id is None or not self.atlas.is_capital(where.place_id):
                continue
            if home is not None and self.is_within(home, where):
                return where
        return None

    def capital_of(self, land: Where) -> Where | None:
        """The capital of a country the text names, itself named or not: «в столице Афганистана»."""
        if land.place_id is None:
            return None
        for where in self.all():
            if where.place_id is not None and self.atlas.is_capital(where.place_id):
                if self.is_within(land, where):
                    return where
        seat = self.atlas.capital(land.place_id)
        return None if seat is None else self.made(seat)

    def home(self) -> Where | None:
        """The country more than half of all places lie in, named or not."""
        lying: Counter[str] = Counter()
        for place_id, count in self.counts.items():
            lying[f"country:{self.atlas.place(place_id).country}"] += count
        best, count = max(lying.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        return self.made(best) if count * 2 > sum(lying.values()) else None

    def made(self, place_id: str) -> Where:
        """A place the words of the report do not name."""
        place = self.atlas.place(place_id)
        return Where("", place.id, place.name, 0, 0, False, place.kind)

    def all(self) -> list[Where]:
        return [where for wheres in self.of_sentence.values() for where in wheres]

    def code(self, where: Where) -> str:
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

    def own_country(self, sentence: Sentence) -> Where | None:
        """The report's country, told of a body in the sentence: «казахстанське МВС», «МОЗ Казахстану»."""
        home = self.home()
        for where in self.of_sentence.get(sentence.number, ()):
            short = where.words.isupper() and not sentence.is_caseless  # «ҚР ІІМ», «МВД РК»
            if (
                where.kind is PlaceKind.COUNTRY
                and where.weak
                and not where.origin
                and not short
            ):
                if home is not None and where.place_id == home.place_id:
                    return where
        return None

    def written_in(self) -> Where | None:
        """The dateline as the place of what has none: of a capital, where "TRIPOLI: Libya has called off …"
        names its country at once, that country."""
        dateline, country = self.dateline, self.country
        if dateline is None or country is None or dateline.place_id is None:
            return dateline
        lead = self.of_sentence.get(self.sentences[0].number, ())
        named = any(w.place_id == country.place_id and not w.origin for w in lead)
        capital = self.atlas.is_capital(dateline.place_id) and self.is_within(country, dateline)
        return (
            country if named and capital and self.counts[dateline.place_id] <= 2 else dateline
        )

    def sent_to(self) -> Where | None:
        dateline = self.dateline
        if dateline is None:
            return None
        if dateline.place_id is None:
            return dateline if self._is_nowhere_else(dateline) else None
        return None if self.atlas.is_capital(dateline.place_id) else dateline

    def _is_nowhere_else(self, dateline: Where) -> bool:
        """Whether no place that the atlas knows has the name of a dateline, or its country stands behind it: "GENEVA —"
        may be any of several, "SAN ISIDRO, Honduras —" is none of them."""
        if self.is_told_with_its_land(dateline):
            return True
        sentence = self._sentence_of(dateline)
        start = sentence.tokens[dateline.first].start
        return not any(hit.start <= start < hit.end for hit in sentence.places)

    def is_told_with_its_land(self, dateline: Where) -> bool:
        """Whether what a dateline lies in stands behind its comma, as it does not behind a capital."""
        sentence = self._sentence_of(dateline)
        return any(
            where is not dateline and self.is_dateline(sentence, where)
            for where in self.of_sentence[sentence.number]
        )

    def _sentence_of(self, where: Where) -> Sentence:
        return next(self.sentences[n] for n, own in self.of_sentence.items() if where in own)

    def is_background(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of an earlier year than all dated ones before it: what happened then
        happened in a place of its own."""
        years = years_of(sentence)
        if not years:
            return False
        told = {
            year for earlier in self.sentences[: sentence.number] for year in years_of(earlier)
        }
        return bool(told) and max(years) < min(told)
