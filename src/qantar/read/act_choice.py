"""The act by all the words together, where that is clearer than the rules' answer.

The rules look for the words that tell an act. Where none does, or several compete, a small model that was
learnt from annotated sentences (``training/acts``) weighs all words of the sentence, their order and the rules' own
answer; it is followed only where the odds are clearly against the rules. It chooses among the acts of the codebook
and nothing else: number, quote, object, place and speaker stay what the rules read.
"""

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Final, NamedTuple

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.read.act_features import OF_WORDS, Features
from qantar.read.cues import Cue, Form, goes_with
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.learned import Learned
from qantar.read.meaning import GANGS_ABDUCT, GANGS_HOLD, GANGS_STEAL, Told
from qantar.read.moneys import NO_SUM
from qantar.read.order import is_passive
from qantar.read.predication import OF_LIST, THEY_DID, THEY_USUALLY_DO
from qantar.read.sentence import Sentence

MODEL: Final = Path(__file__).parent / "acts.model"
NONE: Final = "none"
"""The code of what counts nothing of the story: «licensed for 60», «under ten»."""
CLEARLY: Final = 1.25
"""By how much, in the logarithm of the odds, another act must be likelier than that of the rules."""
LIKELY: Final = 0.6
"""The share of all odds an act must have where the rules found none."""
LIKELY_SUM: Final = 0.9
"""The same of a sum of money: prices, wages and budgets are told as damage and aid are."""
UNCOUNTED: Final = 0.75
"""The share of all odds at which a number counts nothing of the story, whatever the rules say."""
_BY_WORD = frozenset({"detained", "arrested"})
"""Acts between which the text's own word decides, which the rules follow to the letter."""
_OF_BODIES = frozenset({"killed", "recovered"})
"""Bodies brought to a morgue are killed, bodies found are recovered: the rules follow the guidelines to the letter."""
_OF_PAPERS = frozenset({"opened", "filed"})
"""Cases are opened, complaints are filed: what is counted tells which, where its noun stands there."""
_FROM_THEM = frozenset({"recovered", "seized"})
"""What is found with offenders is seized; a text that tells only of the find names nobody it was taken from."""
_OF_SUMS = frozenset({"cost", "paid", "stolen", "looted", "seized", "recovered"})
"""What is told of sums that count: damage, aid and loot."""
_BY_DOER = frozenset({GANGS_STEAL, GANGS_ABDUCT, GANGS_HOLD})
"""Rules that tell an act by who did it, which words alone do not tell."""
LEARNT: Final = "all words together, as learnt"


NO_ACT = "no act of the story"
BARE = "one, which may count nothing"
OWNS = "only owns what is told of"
WHERE = "only tells where"
UNFIT = "no act of what is counted"
UNKNOWN = "no list knows what is counted"
"""Why the rules found no act that fits."""


class Weighed(NamedTuple):
    """An act by all the words together, and the words (by their dictionary form) that speak most for it."""

    act: str
    telling: str


class ActChoice:
    """Weighs the act the rules chose against all others; keeps nothing between calls."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def of(
        self, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue], told: Told,
        here: Sequence[Found], before: Sequence[Found], *, unsure: bool,
    ) -> Weighed | None:  # fmt: skip
        """The rules' own act with no words where it stands, another where that is clearly likelier; None where
        the number counts nothing of the story. ``unsure``: the rules found no act that fits, so that one must
        be likely by itself."""
        model = learnt_acts()
        seen = Features(self._codebook, sentence, said, head, found, told, here, before)
        around = seen.around
        if around.added is None:
            around.added = model.added(around.of_words)
        sums = model.sums(seen.features, around.added)
        likeliest = max(sums, key=sums.__getitem__)  # of equals the first of the codes
        if likeliest == NONE and _share(sums, sums[likeliest], model.unit) > UNCOUNTED:
            return None
        done = _done_by_them(sentence, said, told, found)
        if done and not unsure:
            return Weighed(told.act, "")
        best = likeliest
        if best in done or not self._may_be(best, told):
            ranked = sorted(sums, key=lambda code: (-sums[code], code))
            best = next(
                code for code in ranked if code not in done and self._may_be(code, told)
            )
        if unsure:
            least = LIKELY_SUM if told.rule == NO_SUM else LIKELY
            if _share(sums, sums[best], model.unit) < least:
                return None
        elif (
            _is_settled(sentence, best, told, found, here, before)
            or sums[best] <= sums[told.act] + CLEARLY * model.unit
        ):
            return Weighed(told.act, "")
        if best == told.act:
            return Weighed(best, "")
        telling = model.telling(seen.features, around.of_words, best, told.act, around.added)
        return Weighed(best, ", ".join(one.removeprefix(OF_WORDS) for one in telling))

    def _may_be(self, code: str, told: Told) -> bool:
        """Whether an act can happen to what is counted."""
        if told.object == "money" and code not in _OF_SUMS:
            return False
        return code != NONE and goes_with(self._codebook, code, told.object)


class RulesAlone(ActChoice):
    """Leaves every act to the rules, as if nothing had been learnt: to measure what the model adds."""

    def of(
        self, sentence: Sentence, said: Said, head: Head, found: Sequence[Cue], told: Told,
        here: Sequence[Found], before: Sequence[Found], *, unsure: bool,
    ) -> Weighed | None:  # fmt: skip
        return None if unsure else Weighed(told.act, "")


def _share(sums: dict[str, int], one: int, unit: int) -> float:
    """The share of all odds that a sum stands for."""
    top = max(sums.values())
    return exp((one - top) / unit) / sum([exp((other - top) / unit) for other in sums.values()])


def _done_by_them(
    sentence: Sentence, said: Said, told: Told, found: Sequence[Cue]
) -> frozenset[str]:
    """The acts that those counted do to others: "|six policemen arrested a student", «|двое избили прохожего»."""
    at = sentence.segment_of(said.first)
    return frozenset(
        cue.act for cue in found
        if cue.role == "object" and cue.form is Form.PREDICATE and cue.act != told.act
        and sentence.segment_of(cue.first) == at
        and (
            told.rule in (THEY_USUALLY_DO, THEY_DID)
            or (
                sentence.pack.fixed_order and cue.first >= said.outer_last
                and any(hit.first == cue.last for hit in sentence.of("auxiliaries", "determiner"))
                and not is_passive(sentence, cue)
            )
        )
    )  # fmt: skip


def _is_settled(
    sentence: Sentence, act: str, told: Told, found: Sequence[Cue],
    here: Sequence[Found], before: Sequence[Found],
) -> bool:  # fmt: skip
    """Whether the rules tell two acts apart by the words alone, as the guidelines ask, or the figures of one list
    share their act."""
    if told.rule == OF_LIST and told.act != "other" and here and here[-1].act == told.act:
        return True
    both = {act, told.act}
    if both <= _FROM_THEM:
        return not here and not before and len(sentence.segments) == 1 and len(found) == 1
    of_bodies = told.object == "body" and both <= _OF_BODIES
    of_papers = told.given and both <= _OF_PAPERS
    return both <= _BY_WORD or of_bodies or of_papers or told.rule in _BY_DOER


@cache
def learnt_acts() -> Learned:
    """The model, read once a process."""
    return Learned(MODEL)
