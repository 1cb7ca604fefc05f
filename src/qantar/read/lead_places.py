"""The place a report is about: what its headline names, narrowed by its lead."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.domain.when import OPEN, When
from qantar.read.found import Found
from qantar.read.place_lists import is_of_some
from qantar.read.sentence import Sentence
from qantar.read.setting import LEAD, Setting
from qantar.read.where import Where

MONTHS = 27
"""Days that make a period over which a whole country is counted."""


def is_long(when: When) -> bool:
    if when.edtf.endswith(OPEN) or when.edtf.startswith(OPEN):
        return True
    first, last = when.bounds()
    return (last - first).days >= MONTHS


Near = Callable[[Sentence, int, int], Where | None]
"""The place beside the tokens of a sentence, or lent to them."""


class LeadPlaces:
    """The headline and the lead of one document, and the places they name."""

    def __init__(self, setting: Setting, near: Near) -> None:
        self.setting = setting
        self.sentences = setting.sentences
        self.of_sentence = setting.of_sentence
        self.near = near

    def scope(self, figures: Sequence[Found]) -> Where | None:
        """The place of what has none: the headline's; within its country, or without a headline's place,
        that of the first figure of the lead, the only town of the first paragraph that names any, or a
        dateline that is no capital, where reporters are sent and not seated."""
        headline = self.setting.headline
        lead = self._lead_place(figures)
        if headline is not None and headline.kind is not PlaceKind.COUNTRY:
            nearer = (
                lead is not None
                and self._is_told_with(figures, lead)
                and (self._narrows(headline, lead) or self._mends(headline, lead))
            )
            return lead if nearer else headline
        sent = self.setting.sent_to()
        if (
            sent is not None
            and sent.place_id is None
            and self.sums_up(figures)
            and not self.setting.is_told_with_its_land(sent)
        ):
            sent = None  # it may be the capital
        for where in (lead, sent):
            if where is not None and (
                headline is None
                or where.place_id is None
                or self.setting.is_within(headline, where)
            ):
                return where
        return headline

    def sums_up(self, figures: Sequence[Found]) -> bool:
        """Whether the lead sums up months or counts provinces: what follows was all over the country, and not
        where it is written, "DHAKA — Poll violence killed 137 people |over eight months"."""
        body = [f for f in figures if f.sentence.kind is not BlockKind.HEADLINE]
        if not body:
            return False
        lead = body[0].sentence
        regions = any(f.sentence is lead and f.object == "region" for f in body)
        return regions or any(
            not m.when.is_partial and is_long(m.when)
            for m in lead.moments
            if m.when is not None
        )

    def _mends(self, headline: Where, lead: Where) -> bool:
        """Whether the lead tells of the region around the town of the headline, or of another town, and the body never
        of that one: «Одессаға шабуыл ¶ |Одесса облысына дрондар шабуылдады»; or where at a sea it was."""
        if lead.weak or lead.pointed or lead.broad:
            return False
        if headline.broad:
            return True
        if lead.kind is PlaceKind.COUNTRY:
            return False
        if headline.place_id is not None and self.setting.code(headline) != "city":
            return False
        return not any(
            where.name == headline.name and not where.weak and not where.pointed
            and not self.setting.is_dateline(self.sentences[number], where)
            and self.sentences[number].kind is not BlockKind.HEADLINE
            for number, wheres in self.of_sentence.items()
            for where in wheres
        )  # fmt: skip

    def _narrows(self, headline: Where, lead: Where | None) -> bool:
        """Whether the lead tells where in the region of the headline it was: «Отруєння на |Хмельниччині ¶ … дитсадка
        міста |Красилова»; in a town only what the text puts there, "in Bocaue, |Bulacan"."""
        if lead is None or lead.name == headline.name or lead.kind is PlaceKind.COUNTRY:
            return False
        if self._is_told_beside(lead, headline):
            return True
        wide = headline.kind in (PlaceKind.REGION, PlaceKind.DISTRICT)
        wide = wide and self.setting.code(headline) != "city"
        return wide and (lead.place_id is None or self.setting.holds(headline, lead))

    def _is_told_with(self, figures: Sequence[Found], lead: Where | None) -> bool:
        """Whether the paragraph of the first figure names the place of the lead, or a sentence before it opens with
        what was there; not «Пожежа, що почалася біля |Рубіжного, …»."""
        first = next((f for f in figures if f.sentence.kind is not BlockKind.HEADLINE), None)
        return first is not None and any(
            lead is not None and where.name == lead.name
            for sentence in self.sentences[: first.sentence.number + 1]
            for where in self.of_sentence.get(sentence.number, ())
            if sentence.paragraph == first.sentence.paragraph
            or sentence.segment_of(where.first) == 0
        )

    def _is_told_beside(self, inner: Where, outer: Where) -> bool:
        """Whether the lead names a place right before the one that the headline names: "in |Atok, Benguet"."""
        return any(
            one.name == inner.name and other.name == outer.name and one.last + 1 == other.first
            and self.sentences[number].tokens[one.last].text == ","
            for number in range(min(LEAD, len(self.sentences)))
            for one, other in pairwise(self.of_sentence.get(number, ()))
        )  # fmt: skip

    def _lead_place(self, figures: Sequence[Found]) -> Where | None:
        """The place of the first figure of the lead, else the one town named before it or beside it."""
        figure = next((f for f in figures if f.sentence.kind is not BlockKind.HEADLINE), None)
        if figure is None or figure.sentence.number >= LEAD:
            return None
        where = self.near(figure.sentence, figure.first, figure.np_last)
        if where is None:
            where = self._only_named(self.sentences[: figure.sentence.number + 1])
            return where or self.setting.own_country(figure.sentence)
        beside = self.of_sentence.get(figure.sentence.number, ())
        return where if self._is_chief(where, beside) else None

    def _only_named(self, sentences: Sequence[Sentence]) -> Where | None:
        """The one place that the first of these sentences with any names for where something was."""
        for sentence in sentences:
            if sentence.kind in (BlockKind.HEADLINE, BlockKind.CAPTION):
                continue
            named = [
                w for w in self.of_sentence.get(sentence.number, ())
                if not w.weak and not w.pointed and not self.setting.is_dateline(sentence, w)
                and not is_of_some(sentence, w)
            ]  # fmt: skip
            if named:
                inner = [
                    w for w in named
                    if w.kind is PlaceKind.COUNTRY
                    or not any(o.name != w.name and self.setting.is_within(w, o) for o in named)
                ]  # fmt: skip
                one = len({w.name for w in inner}) == 1 and self.setting.is_main(
                    inner[0], named
                )
                return inner[0] if one else None
        return None

    def _is_chief(self, where: Where, beside: Sequence[Where]) -> bool:
        """Whether no other place narrower than a country is named more often than this one, which no
        atlas need know."""
        if where.place_id is not None or not where.words:
            return where.place_id is not None and self.setting.is_main(where, beside)
        told = sum(other.name == where.name for other in self.setting.all())
        sent = self.setting.dateline
        rivals = (
            n - (sent is not None and i == sent.place_id)  # where it was written is no rival
            for i, n in self.setting.counts.items()
            if not i.startswith("country:")
        )
        return told >= max(rivals, default=0)
