"""Where grammar puts the act of a number: the predicate of its segment, one it shares, one said of it."""

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK
from qantar.read.chains import preferred
from qantar.read.clauses import (
    end_of_chain,
    finite_behind,
    has_own_count,
    is_in_relative,
    is_of_group,
    is_parted,
    numbers_between,
    told_by_verb,
)
from qantar.read.counted_noun import is_aside
from qantar.read.cues import (
    Cue,
    Form,
    goes_with,
    predicates_in,
)
from qantar.read.head import Head, case_of
from qantar.read.order import (
    is_passive,
    is_small,
    opens_with_auxiliary,
)
from qantar.read.outcomes import may_become
from qantar.read.relative import behind_clause
from qantar.read.sentence import Sentence

LEAVING = 12
"""Words between "leave", who was left and how they were left."""


TOLD_BEFORE = 2
"""Segments from a number back to the noun it is said of, an aside between them."""


LEFT_REACH = 4
"""Words between a noun and the number that follows it: «задержанных, по их данным, было 40»."""


AUXILIARIES = 4
"""Auxiliaries between a noun and its passive: «hostages have since been freed»."""


_HURT = ("injured", "hospitalized")
"""Acts that name people behind a verb of another number: «загинули 12 утікачів», not «убито 3
поранених»."""


_VICTIMS = ("victim", "victims")


class Government:
    """Finds the cue that governs a quantity; keeps nothing between calls."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def left_so(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue]
    ) -> Cue | None:
        """ "left two officers |wounded and three members of the gang |dead": how each of those counted
        behind "leave" was left."""
        if not sentence.pack.fixed_order or head.left or head.cue is not None:
            return None
        at = said.outer_first
        left = [
            i for i in range(max(0, at - LEAVING), at) if "leave" in sentence.tokens[i].word.lemmas
        ]  # fmt: skip
        if not left or any(sentence.tokens[i].text in ".;:" for i in range(left[-1], at)):
            return None
        next_count = min(
            (other.outer_first for other in sentence.said if other.first >= said.last),
            default=len(sentence.tokens),
        )
        for cue in found:
            if cue.form is Form.COUNTED and head.end <= cue.first < min(
                next_count, head.end + LEAVING
            ):
                behind = sentence.tokens[head.end : cue.first]
                closed = cue.last >= len(sentence.tokens) or (
                    sentence.tokens[cue.last].kind == MARK
                    or is_small(sentence, cue.last)
                    or any(hit.first == cue.last for hit in sentence.of("joints"))
                )
                if closed and not any(token.kind == MARK for token in behind):
                    return cue
        return None

    def is_accompaniment(self, sentence: Sentence, said: Said, head: Head) -> bool:
        """Whether things hang on a noun by "with", so that its verb is not theirs: "two centres with |50
        beds were opened"."""
        at = said.outer_first
        if not sentence.pack.fixed_order or at < 2 or head.cue is not None or head.left:
            return False
        if sentence.tokens[at - 1].norm != "with" or head.object is None:
            return False
        if self.codebook.objects[head.object].kind == "people":
            return False
        return any(
            hit.last == at - 1 and self.codebook.objects[hit.code].kind == "things"
            for hit in sentence.of("objects")
        )

    def past_apposition(self, sentence: Sentence, said: Said, fitting: list[Cue]) -> Cue | None:
        """«один из них, 62-летний врач, |скончался»: the verb behind the words that tell who it was."""
        at = sentence.segment_of(said.outer_first)
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return None
        segment = sentence.segments[at]
        if segment.last - said.outer_last > len(("из", "них")) or any(
            other.use == "count" and other.first >= said.last
            and sentence.segment_of(other.first) <= at + 2 for other in sentence.said
        ):  # fmt: skip
            return None
        return next(
            (
                cue for cue in fitting
                if cue.form is Form.PREDICATE and sentence.segment_of(cue.first) == at + 2
            ),
            None,
        )  # fmt: skip

    def past_parts(self, sentence: Sentence, said: Said, fitting: list[Cue]) -> Cue | None:
        """«ще 17 осіб, серед яких 14 дітей, |отримали поранення»: the verb behind an aside that counts a part."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return None
        at = sentence.segment_of(said.outer_first)
        if at + 2 >= len(sentence.segments):
            return None
        aside, behind = sentence.segments[at + 1], sentence.segments[at + 2]
        opens = any(hit.first == aside.first for hit in sentence.of("parts", "including"))
        if not opens or aside.opened_by != "," or behind.opened_by != ",":
            return None
        return next(
            (
                cue
                for cue in fitting
                if cue.form is Form.PREDICATE and cue.first == behind.first
            ),
            None,
        )

    def said_of(self, sentence: Sentence, head: Head, fitting: list[Cue]) -> Cue | None:
        """The passive right behind a noun that tells an act itself: «two hostages were freed»."""
        if (
            not sentence.pack.fixed_order
            or head.cue is None
            or head.cue.form is not Form.COUNTED
            or head.cue.act in ("killed", "recovered")
        ):
            return None  # "twelve of the victims were found in Khorog": they are dead
        for cue in fitting:
            if 0 < cue.first - head.end <= AUXILIARIES and is_passive(sentence, cue):
                if all(is_small(sentence, index) for index in range(head.end, cue.first)):
                    return cue
        return None

    def outcome(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], taken: set[int]
    ) -> Cue | None:
        """The predicate that tells what became of those the noun phrase names by an act."""
        named = head.cue
        if named is None or head.left or head.end <= said.outer_last:
            return None
        # victims are the dead unless something is told that only the living do
        act = "victims" if named.phrase.removeprefix("=") in _VICTIMS else named.act
        later = [
            cue for cue in found
            if cue.form in (Form.PREDICATE, Form.NOUN) and (
                may_become(act, cue.act)
                or (head.object == "body" and cue.act == "recovered")  # «знайшли тіла 7 загиблих»
            )
            and (
                (cue.last <= said.outer_first and (cue.act != "killed" or named.act not in _HURT))
                or cue.first >= head.end
            )
            and not (  # "six hurt in the |massacre"
                cue.form is Form.NOUN and cue.first >= head.end and sentence.pack.fixed_order
            )
        ]  # fmt: skip
        if not later:
            return None
        governed = self.governed(sentence, said, head, later, taken)
        if governed is not None:
            return governed
        at = sentence.segment_of(said.outer_first)
        if at > 1 and is_aside(
            sentence, at - 1
        ):  # «в больнице, по словам врача, шестеро раненых»
            opening = sentence.segments[at - 2]
            return next((c for c in later if opening.first <= c.first < opening.last), None)
        own = sentence.segments[at]
        if at and own.opened_by in ("—", "–") and own.first == said.outer_first:
            opening = sentence.segments[at - 1]  # «у лікарні — дев'ятеро поранених»
            return next((c for c in later if opening.first <= c.first < opening.last), None)
        if not sentence.pack.verb_final:
            behind = (
                self._behind_aside(sentence, said, head, later)
                if sentence.pack.fixed_order
                else behind_clause(sentence, said, head, later)
            )
            if behind is not None:
                return behind
        if sentence.pack.fixed_order:
            return self._behind_inclusion(sentence, at, later)
        return None

    def _behind_aside(
        self, sentence: Sentence, said: Said, head: Head, later: list[Cue]
    ) -> Cue | None:
        """ "21 injured people, |mostly adults, |had been taken to hospitals": the passive behind an aside that tells
        only who they were."""
        at = sentence.segment_of(said.outer_first)
        segments = sentence.segments
        if at + 2 >= len(segments) or head.end != segments[at].last:
            return None
        aside, behind = segments[at + 1], segments[at + 2]
        if aside.opened_by != "," or not opens_with_auxiliary(sentence, behind):
            return None
        inside = [one.first for one in sentence.said] + [h.first for h in sentence.of("acts")]
        if any(aside.first <= first < aside.last for first in inside):
            return None
        return next(iter(predicates_in(later, behind)), None)

    def _behind_inclusion(self, sentence: Sentence, at: int, later: list[Cue]) -> Cue | None:
        """ "45 refugees, |including five children, |died": the verb behind what a part was put between."""
        segments = sentence.segments
        if at + 2 >= len(segments) or segments[at + 1].opened_by != ",":
            return None
        first = segments[at + 1].first
        if not any(first <= h.first <= first + 1 for h in sentence.of("parts", "including")):
            return None
        behind = segments[at + 2]
        return next(
            (
                c for c in later
                if c.form is Form.PREDICATE and behind.first <= c.first <= behind.first + AUXILIARIES
            ),
            None,
        )  # fmt: skip

    def governed(
        self, sentence: Sentence, said: Said, head: Head, fitting: list[Cue], taken: set[int]
    ) -> Cue | None:
        """The cue of the same segment that governs the quantity."""
        segment = sentence.segments[sentence.segment_of(said.outer_first)]
        inside = [c for c in fitting if segment.first <= c.first and c.last <= segment.last]
        if (
            len(inside) > 1
        ):  # «семеро в тяжёлом состоянии доставлены»: the verb tells, not the state
            states = {h.first for h in sentence.of("parts", "state")}
            told = [c for c in inside if c.first not in states]
            if told and not (
                sentence.pack.verb_final and all(c.form is Form.PARTICIPLE for c in told)
            ):
                inside = told
        left = [
            c for c in inside if c.last <= said.outer_first and c.form is not Form.PARTICIPLE
        ]
        right = [
            c for c in inside if c.first >= said.outer_last and c.form is Form.PREDICATE
            and c.first >= head.end
        ]  # fmt: skip
        spanning = [
            c for c in inside if c.first < said.outer_first and said.outer_last < c.last
        ]
        if spanning:  # «ауруханаға 12 адам жеткізілді»: the phrase holds the number
            return spanning[0]
        noun = next((c for c in reversed(left) if c.form is Form.NOUN), None)
        verbs_left = [c for c in left if c.form is Form.PREDICATE]
        near_left = verbs_left[-1] if verbs_left else None
        near_right = right[0] if right else None
        if near_right is not None and len(right) > 1 and sentence.pack.fixed_order:
            near_right = finite_behind(sentence, said, head, right)
        if noun is not None and (near_left is None or noun.first > near_left.first):
            if said.outer_first - noun.last <= LEFT_REACH and not sentence.pack.verb_final:
                fate = near_left or near_right
                if fate is not None and is_of_group(sentence, said, noun, fate):
                    return fate
                if noun.act == "attended" and near_right is not None:
                    if sentence.pack.fixed_order and is_passive(sentence, near_right):
                        return near_right  # "a group of |14 hikers was rescued"
                return noun
        if sentence.pack.verb_final:
            named = next(
                (
                    c for c in inside if c.form is Form.NOUN and c.first == head.end
                    and case_of(sentence.tokens[c.last - 1].word) in (None, "acc")
                ),
                None,
            )  # fmt: skip  # «12 адам |соққыдан қайтыс болды» tells of what
            behind = [
                c for c in inside
                if c.form is Form.PREDICATE and c.first >= said.outer_last and c.last > head.end
            ]  # fmt: skip
            told_by = told_by_verb(sentence, behind)
            return named or end_of_chain(sentence, preferred(told_by, head), told_by)
        if noun is not None and near_left is not None and noun.last == said.outer_first:
            if (noun.first, noun.last) == (near_left.first, near_left.last):
                return noun  # «продолжают |поиски 12 рыбаков»: the verb is of others
        if near_left is not None and near_right is not None:
            between_left = numbers_between(taken, near_left.last, said.outer_first)
            between_right = numbers_between(taken, said.outer_last, near_right.first)
            if between_left != between_right:
                return near_left if between_left < between_right else near_right
            if near_right.first - head.end <= 1 and said.outer_first - near_left.last > 2:
                return near_right
            return near_left
        return (
            near_left
            or near_right
            or (
                noun
                if noun is not None
                and not sentence.pack.verb_final
                and not numbers_between(taken, noun.last, said.outer_first)
                else None
            )
        )

    def past_aside(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue]
    ) -> Cue | None:
        """«кількість жертв, за останніми даними, |зросла до 31», «число зниклих пасажирів, що вийшли в
        море, зросла до 62»: whose number the verb behind an aside tells, one of a source or of the noun."""
        at = sentence.segment_of(said.outer_first)
        if (
            sentence.pack.fixed_order
            or sentence.pack.verb_final
            or at < TOLD_BEFORE
            or head.left
        ):
            return None
        first = sentence.segments[at - TOLD_BEFORE]
        aside, own = sentence.segments[at - 1], sentence.segments[at]
        if aside.opened_by != "," or own.opened_by != ",":
            return None
        relative = any(
            aside.first <= hit.first <= aside.first + 1
            for hit in (*sentence.of("joints", "relative"), *sentence.of("times", "relative"))
        )
        if not relative and not is_aside(sentence, at - 1):
            return None
        numbers = [
            hit.last for hit in sentence.of("joints", "number")
            if first.first <= hit.first < first.last
        ]  # fmt: skip
        reached = any(
            own.first <= hit.first < said.outer_last for hit in sentence.of("times", "toll")
        )
        return next(
            (
                cue for cue in found
                if reached and cue.form is not Form.PREDICATE and cue.first in numbers
            ),
            None,
        )  # fmt: skip

    def past_dash(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue]
    ) -> Cue | None:
        """«вбито трьох, п'ятьох — |поранено»: the predicate behind a dash that ends the counted phrase,
        if its clause counts nothing of its own."""
        if sentence.pack.fixed_order or sentence.pack.verb_final or head.left:
            return None
        at = sentence.segment_of(said.outer_first)
        end = max(head.end, said.outer_last)
        if end != sentence.segments[at].last or at + 1 >= len(sentence.segments):
            return None
        told = sentence.segments[at + 1]
        if told.opened_by not in ("—", "–", "-"):
            return None
        if any(told.first <= other.first < told.last for other in sentence.said):
            return None
        return next(
            (
                cue for cue in found
                if cue.form is not Form.NOUN and self.fits(cue, head.object) and told.first <= cue.first and cue.last <= told.last
                and all(
                    sentence.tokens[i].word.features & {"adv", "part", "pron"}
                    for i in range(told.first, cue.first)
                )
            ),
            None,
        )  # fmt: skip

    def shared(self, sentence: Sentence, said: Said, fitting: list[Cue]) -> Cue | None:
        """The predicate of another segment that this one shares: left first, then right."""
        at = sentence.segment_of(said.outer_first)
        predicates = [c for c in fitting if c.form in (Form.PREDICATE, Form.NOUN)]
        nearer = [
            c for c in predicates if not is_parted(sentence, sentence.segment_of(c.first), at)
        ]
        predicates = nearer or predicates
        left = [c for c in predicates if sentence.segment_of(c.first) < at]
        right = [
            c
            for c in predicates
            if sentence.segment_of(c.first) > at and c.form is Form.PREDICATE
        ]
        if not sentence.pack.verb_final and not sentence.pack.fixed_order:
            right = [c for c in right if not has_own_count(sentence, c)]
            plain = [c for c in right if not is_in_relative(sentence, c, at)]
            right = plain or right  # «двоих, |которых удерживали в подвале, освободили»
        if sentence.pack.fixed_order:
            going_on = [
                c for c in right
                if opens_with_auxiliary(sentence, sentence.segments[sentence.segment_of(c.first)])
            ]  # fmt: skip
            if going_on:
                return going_on[0]
        first, second = (
            (right[:1], left[-1:]) if sentence.pack.verb_final else (left[-1:], right[:1])
        )
        chosen = first or second
        return chosen[0] if chosen else None

    def named_among(self, sentence: Sentence, said: Said, found: list[Cue]) -> Cue | None:
        """«Қаза тапқандардың арасында екі полицей бар», "among the dead were two rescuers": the act that
        names those it is among."""
        at = sentence.segment_of(said.outer_first)
        if not (sentence.pack.fixed_order or sentence.pack.verb_final):
            for cue in found:  # «із |госпіталізованих 88 – правоохоронці»
                if cue.form is Form.COUNTED and 0 <= said.outer_first - cue.last <= 1:
                    if any(hit.last == cue.first for hit in sentence.of("joints", "of")):
                        return cue
        for hit in sentence.of("parts", "including", "among"):
            if hit.last > said.outer_first or sentence.segment_of(hit.first) > at:
                continue
            reach = hit.last + (hit.code == "among")
            for cue in found:
                if cue.form is Form.COUNTED and cue.first <= reach and hit.first <= cue.last:
                    if cue.last <= said.outer_first:
                        return cue
        return None

    def fits(self, cue: Cue, object_: str | None) -> bool:
        return self.fits_code(cue.act, object_)

    def fits_code(self, act: str, object_: str | None) -> bool:
        return object_ is None or goes_with(self.codebook, act, object_)
