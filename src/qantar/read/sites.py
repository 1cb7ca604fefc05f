"""The site of a report: the one place at which the sentences before each tell what happened."""

from collections.abc import Callable

from qantar.domain.place import PlaceKind
from qantar.domain.source import BlockKind
from qantar.read.incidents import INCIDENTS
from qantar.read.place_lists import is_of_later, is_of_part
from qantar.read.place_names import KNOWN_BY_ITSELF
from qantar.read.sentence import Sentence
from qantar.read.setting import Setting
from qantar.read.where import Where

Closest = Callable[[Sentence, list[Where], int, int], Where | None]
"""The nearest of several places to the tokens of a sentence."""


class Sites:
    """The places at which the sentences of one document tell incidents."""

    def __init__(self, setting: Setting, closest: Closest) -> None:
        self.setting = setting
        self.closest = closest

    def told(self) -> dict[int, Where]:
        """Where a report has told its incident so far: the place, narrower than a country, of the sentences
        that name an attack, a disaster or their victims; none once it tells of another place."""
        out: dict[int, Where] = {}
        site: Where | None = None
        wide: list[Where] = []
        for sentence in self.setting.sentences:
            if site is not None:
                out[sentence.number] = site
            if sentence.kind in (BlockKind.HEADLINE, BlockKind.CAPTION):
                continue
            if site is not None and any(
                not self.setting.holds(site, other) and not self.setting.holds(other, site)
                for other in self.setting.strong(sentence)
            ):
                break
            told = self._told_at(sentence)
            counted = any(said.use == "count" for said in sentence.said)
            if told is not None and self._is_small(told):
                if site is None or not self.setting.holds(told, site):
                    if not counted or not self._is_in_one_of(wide, told):
                        site = told
            if counted:
                wide += self._counted_in(sentence)
        return out

    def _counted_in(self, sentence: Sentence) -> list[Where]:
        """The regions in which a sentence that counts does so, the headline's if it names no place."""
        strong = self.setting.strong(sentence)
        headline = self.setting.headline
        if not strong and headline is not None:
            return [headline]
        return [w for w in strong if w.kind in (PlaceKind.REGION, PlaceKind.DISTRICT)]

    def _is_in_one_of(self, wide: list[Where], told: Where) -> bool:
        """«Обстріляно |область. … У |Степногірську поранено шістьох»: whether it is told of some of what was
        counted in a larger place before."""
        return any(w.name != told.name and self.setting.holds(w, told) for w in wide)

    def _told_at(self, sentence: Sentence) -> Where | None:
        """The place a sentence says an incident was at."""
        own = [
            w for w in self.setting.strong(sentence)
            if not is_of_part(sentence, w) and not is_of_later(sentence, w)
        ]  # fmt: skip
        if not own or self.setting.is_background(sentence):
            return None
        clauses = {sentence.segment_of(w.first) for w in own}
        for at in sorted(
            clauses, reverse=True
        ):  # «на трасі «Дніпро – |Миколаїв» поблизу Баштанки»
            dash = sentence.segments[at].first - 1
            if dash >= 0 and sentence.tokens[dash].text in "–—" and sentence.quoted[dash]:
                clauses.add(at - 1)
        clauses |= {  # "in Shuicheng county, |where mud buried 22 houses"
            at for hit in sentence.of("times", "where")
            if (at := sentence.segment_of(hit.first)) - 1 in clauses
            and hit.first <= sentence.segments[at].first + 1
        }  # fmt: skip
        deed = next(
            (
                h
                for h in sentence.of("events", *INCIDENTS)
                if sentence.segment_of(h.first) in clauses
            ),
            None,
        )
        return None if deed is None else self.closest(sentence, own, deed.first, deed.last)

    def _is_small(self, where: Where) -> bool:
        """Whether a place is no city that the story of a whole country may be told from."""
        return (
            where.place_id is None
            or self.setting.atlas.place(where.place_id).population < KNOWN_BY_ITSELF
        )
