"""What was done to what a number counts: the places an act may stand in, weighed in one order.

The act of the noun phrase, of the segment, of a neighbouring segment, of the list or the whole it
belongs to; the first that grammar allows and that can happen to what is counted.
"""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.read.act_signs import (
    as_bare,
    died_of_it,
    does_to,
    is_behind_it,
    is_counted_itself,
    not_by_them,
    rules_itself,
)
from qantar.read.chains import has_verb_behind, outcome_of_chain
from qantar.read.cues import (
    Cue,
    Form,
)
from qantar.read.doers import ATTACKING, HARM, did_it
from qantar.read.ellipsis import (
    goes_on_with,
    is_in_relative_clause,
    is_whole_of,
    only_was,
    said_again,
    stood_there,
    told_before_mark,
    told_by_itself,
    told_in_turn,
    was_there,
)
from qantar.read.final_head import may_take
from qantar.read.found import Found, told_last
from qantar.read.government import AUXILIARIES, Government
from qantar.read.head import Head, case_of
from qantar.read.listed import numbered_above, numbered_ahead, told_above
from qantar.read.noun_phrase import NounPhrases
from qantar.read.order import (
    has_own_predicate,
    is_small,
    may_govern,
    opens_with_doer,
    verb_of_its_own,
    without_undone,
)
from qantar.read.outcomes import may_become
from qantar.read.placed import is_labelled_number, is_placed
from qantar.read.reach import is_cut_off, within_reach
from qantar.read.recall import has_changed_from
from qantar.read.relative import (
    did_it_to_other,
    does_to_another,
    has_own_clause,
    is_aboard,
    is_next_to,
    is_taken_from,
    numbered_of,
    opening_participle,
    told_behind,
    told_of,
    toll_of,
)
from qantar.read.sentence import Sentence
from qantar.read.zero import PRESENT

PLACES = ("settlement", "region", "building", "infrastructure", "shop", "bank", "home")
"""What a preposition of place makes a place of, not something acted on."""
_FORCES = ("security_force", "military_vehicle", "police_vehicle")
_MEANT = (
    ("released", "dismissed", ("official", "police", "security_force")),
    ("stolen", "captured", (*PLACES, "military_vehicle", "aircraft")),
    ("rescued", "recovered", ("body", "weapon", "vehicle", "money", "other", "aircraft")),
    ("missing", "wanted", ("suspect", "attacker", "prisoner")),
    ("rescued", "wanted", ("suspect", "attacker", "prisoner")),
    ("rescued", "captured", PLACES),
    ("recovered", "released", ("person",)),
    ("released", "surrendered", ("weapon", "ammunition")),
    ("stolen", "other", ("aircraft", "vehicle")),
    ("recovered", "withdrawn", (*_FORCES, "peacekeeper")),
    ("recovered", "captured", ("settlement", "region")),
    ("displaced", "wanted", ("suspect",)),
    ("displaced", "withdrawn", (*_FORCES, "peacekeeper", "attacker")),
    ("evacuated", "withdrawn", (*_FORCES, "peacekeeper", "attacker")),
    ("attended", "deployed", (*_FORCES, "rescuer", "medic", "aircraft", "emergency_vehicle")),
    ("detained", "captured", (*PLACES, "military_vehicle", "aircraft")),
    ("abducted", "captured", (*PLACES, "military_vehicle", "aircraft")),
    (
        "displaced",
        "deployed",
        (*_FORCES, "peacekeeper", "rescuer", "medic", "official", "attacker"),
    ),
    ("other", "withdrawn", (*_FORCES, "peacekeeper", "aircraft")),
    ("destroyed", "killed", ("person",)),
    ("other", "destroyed", (*PLACES, "vehicle")),
    ("other", "damaged", (*PLACES, "vehicle")),
    ("other", "killed", ("attacker",)),
    (
        "other",
        "deployed",
        (
            *_FORCES,
            "peacekeeper",
            "rescuer",
            "medic",
            "official",
            "aircraft",
            "vehicle",
            "other",
        ),
    ),
    ("killed", "recovered", ("body",)),
    ("other", "attended", ("person",)),
    ("destroyed", "damaged", ("building", "settlement", "infrastructure")),
)
"""Two acts told by the same words: the usual one, the other one, of what it is the other one."""


_BEFALLING = frozenset({"killed", "injured", "missing", "detained", "arrested", "hospitalized"})
"""What befalls people and is counted over several sentences."""


_ARMED = frozenset({"police", "soldier", "security_force", "military_vehicle"})
"""Who is usually sent somewhere, but does much else that no list tells."""


_OCCURRING = frozenset({"occurred", "opened", "filed", "other", "imposed", "lifted"})
"""Acts that may stand with a count of occurrences; any other verb beside it is another story."""


_ARMS = frozenset({"ammunition", "explosive"})
_CHANGING_HANDS = frozenset({"seized", "stolen", "recovered", "surrendered"})
"""Acts that befall what comes with a thing as they do the thing: "9 pistols with |174 cartridges"."""


THEY_DID = "who did it"
OF_LIST = "act of the list"
THEY_USUALLY_DO = "what they usually do"
_FOR_THE_VERB = ("—", "–", ":")
"""Marks that stand for the verb told before."""


class Predication:
    """Chooses the act of a quantity whose noun phrase was read; keeps nothing between calls."""

    def __init__(self, codebook: Codebook, nouns: NounPhrases) -> None:
        self.codebook = codebook
        self.nouns = nouns
        self.government = Government(codebook)

    def act_of(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], taken: set[int],
        here: list[Found], before: list[Found], earlier: Sequence[Found],
    ) -> tuple[str | None, str, Cue | None]:  # fmt: skip
        object_ = head.object
        left_so = self.government.left_so(sentence, said, head, found)
        if left_so is not None and self.government.fits(left_so, object_):
            return left_so.act, "as which they were left", left_so
        if self.government.is_accompaniment(sentence, said, head):
            if here and here[-1].sentence is sentence and here[-1].act in _CHANGING_HANDS:
                return here[-1].act, "act of what they came with", None
            return None, "", None
        in_turn = told_in_turn(sentence, said, found)
        if in_turn is not None and self.government.fits(in_turn, object_):
            return in_turn.act, "act of those it counts in its turn", in_turn
        related = told_behind(sentence, said, head, found)
        if related is not None and self.government.fits(related, object_):
            return related.act, "act of the relative clause", related
        if is_aboard(self.codebook, sentence, head, object_):
            return "other", "who was aboard", None
        numbered = None if head.left or head.cue else numbered_of(sentence, said, found)
        if numbered is not None and self.government.fits(numbered, object_):
            return numbered.act, "act of those whose number it is", numbered
        around = [
            cue for cue in found
            if cue.first < said.outer_first and said.outer_last < cue.last
            and self.government.fits(cue, object_)
            and not opens_with_doer(sentence, said, cue)
        ]  # fmt: skip
        for cue in around:
            if not self._better_meant(cue, object_, around):
                return cue.act, "act around the figure", cue
        default = self._default_act(object_)
        end = head.words[1] if head.left and head.words else head.end
        start = head.words[0] if head.left and head.words else said.outer_first
        fitting = [
            cue for cue in found
            if self.government.fits(cue, object_) and cue.form is not Form.COUNTED
            and (may_govern(sentence, cue, start, end) or rules_itself(cue, object_, end))
            and may_take(cue, head)
            and not is_counted_itself(sentence, cue)
        ]  # fmt: skip
        fitting = [cue for cue in fitting if not self._better_meant(cue, object_, fitting)]
        if sentence.pack.fixed_order:
            fitting = without_undone(sentence, fitting)
        verb = verb_of_its_own(sentence, said, joined=head.left or object_ is None)
        if verb is not None:
            fitting = [cue for cue in fitting if cue.first >= verb]
        fitting = within_reach(sentence, said, fitting)
        fitting = not_by_them(sentence, said, fitting)
        suffered = {(cue.first, cue.last) for cue in fitting if cue.role == "subject"}
        if object_ is None and head.unknown and head.animate is not None:
            fitting = self._of_living(fitting, head.animate)
        doing = [
            cue for cue in fitting
            if (cue.first, cue.last) not in suffered and did_it(sentence, said, head, cue)
        ]  # fmt: skip
        if doing:
            at = sentence.segment_of(said.outer_first)
            near = sentence.segment_of(doing[0].first) == at
            if near and object_ in ATTACKING and doing[0].act in HARM and head.cue is None:
                head.object = "attacker"
                return "attended", THEY_DID, doing[0]
            fitting = [cue for cue in fitting if cue not in doing]
        clause = told_of(
            sentence, said, head, found, lambda cue: self._is_meant(cue, object_, found)
        )
        if clause is not None:
            head.cue, head.clause = clause, True
        tolled = toll_of(sentence, said, head, found)
        if tolled is not None:
            return tolled.act, "act of those whose toll it is", tolled
        if is_whole_of(sentence, said) or is_taken_from(sentence, said, head):
            return self._of_whole(said, head, earlier, sentence.pack.verb_final)
        if object_ is None and sentence.pack.fixed_order and not head.unknown:
            fitting = self._meant_of_last(fitting, here or before)
        if object_ is None and here and not head.unknown:
            fitting = self._of_its_kind(fitting, here[-1])
            fitting = self._not_of_another(sentence, said, fitting, here[-1])
            fitting = self._still_people(sentence, said, fitting, here[-1])
        if (
            object_ is None
            and here
            and not head.unknown
            and not sentence.pack.verb_final
            and self.nouns.is_part(sentence, said)
        ):
            whole_kind = here[-1].object  # "including 100 |taken from a school"
            fitting = [c for c in fitting if self.government.fits_code(c.act, whole_kind)]
        if object_ is None and not head.unknown and not sentence.pack.verb_final:
            fitting = self._not_held(fitting, here or before)
        if sentence.pack.verb_final:
            fitting = [
                c for c in fitting
                if not did_it_to_other(sentence, head, c)
                and not (self._is_people(object_) and does_to_another(sentence, head, c))
            ]  # fmt: skip
            died = outcome_of_chain(sentence, said, head, fitting, taken)
            if died is not None:
                return died.act, "act its chain of verbs ends in", died
        if sentence.pack.verb_final and not head.left:
            own = [
                cue for cue in fitting
                if has_own_clause(self.codebook, sentence, said, head, cue)
            ]  # fmt: skip
            if own:
                return own[0].act, "act of a clause before another noun", own[0]
        if head.cue is not None and sentence.pack.verb_final and not head.left:
            told = self.government.governed(sentence, said, head, fitting, taken)
            goes_on = not head.clause or head.cue.act == "other"
            found_dead = object_ == "body" and told is not None and told.act == "recovered"
            if told is not None and (
                goes_on or found_dead or may_become(head.cue.act, told.act)
            ):
                return told.act, "act of the segment", told
            if head.clause:
                return head.cue.act, "act of the clause before it", head.cue
        if head.cue is not None and self.government.fits(head.cue, object_):
            beside = self.government.said_of(sentence, head, fitting)
            if beside is not None:
                return beside.act, "act said of the noun phrase", beside
            whole = here[-1] if here else None
            if (
                whole is not None
                and head.cue.act in PRESENT
                and whole.act in _BEFALLING
                and self.nouns.is_part(sentence, said)
            ):
                return whole.act, "act of the whole", None  # «7 погибших, включая добровольца»
            done = self.government.outcome(sentence, said, head, found, taken)
            if (
                done is None and head.alone
            ):  # «жараланғандардың 11-і …ға, алтауы …ға жеткізілді»
                later = [c for c in fitting if may_become(head.cue.act, c.act)]
                done = self.government.shared(sentence, said, later)
            if done is not None:
                return done.act, "what became of them", done
            return head.cue.act, "act of the noun phrase", head.cue
        if head.object is None and not head.unknown:
            behind = self.government.past_dash(sentence, said, head, found)
            if (
                behind is not None
                and behind.form is Form.PREDICATE
                and all(hit.first != behind.first for hit in sentence.of("attribution", "say"))
            ):  # not «|двох, – відзначили там»
                return behind.act, "act told behind the dash", behind
        opened = opening_participle(sentence, said)
        if opened is not None and not head.left:
            done_by = next(
                (
                    cue for cue in found
                    if cue.first == opened and cue.last <= said.outer_first
                    and cue.role == "object" and self.government.fits(cue, object_)
                ),
                None,
            )  # fmt: skip
            if done_by is not None:
                return done_by.act, "act of the participle before it", done_by
        governed = self.government.governed(sentence, said, head, fitting, taken)
        if governed is None:
            governed = self.government.past_parts(sentence, said, fitting)
        if governed is not None and not (default and governed.act not in _OCCURRING):
            died = died_of_it(sentence, governed, found) if governed.act == "injured" else None
            if died is not None:
                return died.act, "what became of them", died
            return governed.act, "act of the segment", governed
        if default is not None:
            return default, "act its object implies", None
        if verb is not None and not head.unknown:
            usual = self.codebook.objects[object_].usual_act if object_ is not None else None
            sent = usual if usual == "deployed" and object_ not in _ARMED else "other"
            return sent, "a verb no list knows", None
        counted = self.government.past_aside(sentence, said, head, found)
        if counted is not None and self.government.fits(counted, object_):
            return counted.act, "act of those whose number it tells", counted
        behind = self.government.past_dash(sentence, said, head, found)
        if behind is not None:
            return behind.act, "act told behind the dash", behind
        named = self.government.named_among(sentence, said, found)
        if named is not None and self.government.fits(named, object_):
            return named.act, "act of those it is among", named
        if self.nouns.is_part(sentence, said) and here:
            fate = self.government.past_apposition(sentence, said, fitting)
            if fate is not None:
                return fate.act, "what became of them", fate
            return here[-1].act, "act of the whole", None
        if sentence.pack.fixed_order:
            if head.unknown:
                return None, "", None
            if not head.left and has_own_predicate(sentence, end) and object_ is not None:
                usual = self.codebook.objects[object_].usual_act
                known = usual if usual is not None and object_ not in _ARMED else "other"
                return known, "a verb no list knows", None
            people = object_ is not None and self.codebook.objects[object_].kind == "people"
            if people and stood_there(sentence, said, head):
                usual = self.codebook.objects[object_].usual_act if object_ in _ARMED else None
                return usual or "other", "only that they were there", None
            if self._goes_on(said, head, found, here):
                return here[-1].act, "act of the figure before", None
        elif not sentence.pack.verb_final and (
            told_by_itself(sentence, said, head, here) or self._were_there(sentence, said, head)
        ):
            usual = self.codebook.objects[object_].usual_act if object_ is not None else None
            segment = sentence.segments[sentence.segment_of(said.outer_first)]
            listed = any(
                segment.first <= cue.first and cue.last <= segment.last
                and cue.form is Form.PREDICATE and cue.act not in HARM for cue in found
            )  # fmt: skip
            if usual is not None and (listed or object_ not in _ARMED):
                return usual, THEY_USUALLY_DO, None
            return "other", "a verb no list knows", None
        if here and goes_on_with(sentence, said, here[-1]) and not self.nouns.is_part(
            sentence, said
        ) and self.government.fits_code(here[-1].act, object_):  # fmt: skip
            return here[-1].act, OF_LIST, None
        if object_ is not None and head.cue is None and only_was(sentence, said, head):
            usual = self.codebook.objects[object_].usual_act
            told_act = usual if usual is not None and object_ not in _ARMED else "other"
            return told_act, "only that they were", None
        again = said_again(said, earlier) if head.object is None and not head.left else None
        if again is not None and not head.unknown:
            head.object = as_bare(again)
            return again.act, "act of the same number before", None
        told = told_before_mark(sentence, said, found)
        if told is not None and self.government.fits(told, object_):
            return told.act, "act told before the mark", told
        if here and object_ is None and has_changed_from(sentence, here[-1], said):
            head.object = here[-1].object
            return here[-1].act, "act of the number it has changed from", None
        if sentence.pack.verb_final and (
            has_verb_behind(sentence, said, head, found)
            or self._were_there(sentence, said, head)
        ):
            at = sentence.segment_of(said.outer_first)
            for cue in found:
                if (
                    cue.form is Form.COUNTED
                    and cue.act not in PRESENT
                    and cue.act != "deployed"
                    and sentence.segment_of(cue.first) == at
                    and case_of(sentence.tokens[cue.last - 1].word) in (None, "acc")
                ):
                    if self.government.fits(cue, object_) and object_ is not None:
                        return cue.act, "act counted in the sentence", cue
            usual = self.codebook.objects[object_].usual_act if object_ is not None else None
            return usual or "other", "a verb no list knows", None
        if (
            opened is not None
            and object_ is not None
            and not head.left
            and is_next_to(sentence, opened, said)
        ):
            usual = self.codebook.objects[object_].usual_act
            return usual or "other", "a verb no list knows", None
        if object_ is None and here and not head.unknown and here[-1].sentence is sentence:
            if is_placed(sentence, said) and (
                is_labelled_number(sentence, here[-1].first)
                or self._goes_on_by_place(sentence, here[-1])
            ):
                head.object = here[-1].object
                return here[-1].act, "act of the list by place", None
        if object_ is None and not head.unknown and not here and is_placed(sentence, said):
            ahead = numbered_ahead(sentence, said)
            if ahead is not None:
                head.object = ahead.code
                thing = self.codebook.objects[ahead.code]
                told_of_it = thing.default_act or thing.usual_act or "other"
                return told_of_it, "what the list counts", None
        shared = self.government.shared(sentence, said, fitting)
        if shared is not None:
            return shared.act, "act shared by segments", shared
        if here and self.government.fits_code(here[-1].act, object_):
            return here[-1].act, "act of the figure before", None
        if (
            self.nouns.is_part(sentence, said)
            and before
            and self.government.fits_code(before[-1].act, object_)
        ):
            whole = next((f for f in reversed(before) if f.part_of not in before), before[-1])
            fits = self.government.fits_code(whole.act, object_)
            return (whole if fits else before[-1]).act, "act of the whole", None
        if is_in_relative_clause(sentence, said) and object_ is not None:
            usual = self.codebook.objects[object_].usual_act
            return usual or "other", "a verb no list knows", None
        for cue in found:
            if (
                cue.form is Form.COUNTED
                and self.government.fits(cue, object_)
                and object_ is not None
                and not is_behind_it(sentence, cue, end)
                and not (sentence.pack.fixed_order and does_to(sentence, cue))
                and not is_cut_off(sentence, said, cue)
                and not (
                    sentence.pack.verb_final
                    and case_of(sentence.tokens[cue.last - 1].word) not in (None, "acc")
                )  # «зардап шеккендерге |120 құтқарушы көмектесуде»
            ):
                return cue.act, "act counted in the sentence", cue
        if sentence.above is not None:
            whole, announced = told_above(self.codebook, sentence, object_, before)
            if whole is not None and not head.unknown:
                head.object = object_ or whole.object
                return whole.act, "act of the line above the list", None
            if announced is not None:
                return announced.act, "act of the line above the list", announced
            noun = numbered_above(sentence) if object_ is None and not head.unknown else None
            if noun is not None:
                head.object = noun.code
                thing = self.codebook.objects[noun.code]
                told_of_it = thing.default_act or thing.usual_act or "other"
                return told_of_it, "what the line above the list counts", None
        if (
            before
            and not any(cue.form is Form.PREDICATE for cue in found)
            and sentence.pack.verb_final
        ):
            if self.government.fits_code(before[-1].act, object_):
                return before[-1].act, "act of the sentence before, for want of a verb", None
        if (
            before
            and not sentence.pack.fixed_order
            and self._stays_with(sentence, said, object_, before[-1])
        ):
            return before[-1].act, "act of the sentence before", None
        bare = object_ is None and not head.unknown
        if bare and before and not any(cue.form is Form.PREDICATE for cue in found):
            if is_placed(sentence, said):  # «Загинули 23. У Києві – |4, у Сумах – |3»
                head.object = before[-1].object
                return before[-1].act, "act of the sentence before, by place", None
        final = sentence.pack.verb_final
        arms = None if final else self._arms_told(object_, found, (*earlier, *here))
        if arms is not None:
            return arms, "act of the arms told before", None
        if object_ is not None:
            usual = self.codebook.objects[object_].usual_act
            if usual is None and sentence.pack.fixed_order:
                return None, "", None
            return usual or "other", "no act in the sentence", None
        previous = told_last(here, before)
        if previous is None:
            previous = next((f for f in reversed(earlier) if f.part_of is None), None)
        if previous is not None and self._is_bare(sentence, said, head):
            head.object = previous.object
            return previous.act, "act of the figure before, told anew", None
        return None, "", None

    def _were_there(self, sentence: Sentence, said: Said, head: Head) -> bool:
        """Whether the clause tells only where the people counted were."""
        people = head.object is not None and self.codebook.objects[head.object].kind == "people"
        return people and was_there(sentence, said, head)

    def _of_whole(
        self, said: Said, head: Head, earlier: Sequence[Found], ends_last: bool
    ) -> tuple[str | None, str, Cue | None]:
        """What is known of a whole that parts are taken from: its own words, or the same number before.
        ``ends_last``: the verb stands last, so that it tells of the part alone."""
        if head.cue is not None and self.government.fits(head.cue, head.object):
            return head.cue.act, "act of the noun phrase", head.cue
        again = said_again(said, earlier)
        if again is not None and self.government.fits_code(again.act, head.object):
            head.object = head.object or as_bare(again)
            return again.act, "act of the same number before", None
        if head.object is None:
            return None, "", None
        thing = self.codebook.objects[head.object]
        if ends_last and head.object in ("settlement", "region"):
            return None, "", None  # «31 өңірдің 27-сінде»: how many there are is no event
        usual = None if ends_last else thing.usual_act
        return thing.default_act or usual or "other", "a whole without an act", None

    def _arms_told(
        self, object_: str | None, found: list[Cue], told: Sequence[Found]
    ) -> str | None:
        """«в доме нашли и боеприпасы. "|Два ножа, 2920 патронов…"»: what befell the arms counted last, where a list of
        arms has no verb."""
        if object_ is None or not (object_ in _ARMS or self.codebook.is_a(object_, "weapon")):
            return None
        if any(
            cue.form is Form.PREDICATE and self.government.fits(cue, object_) for cue in found
        ):
            return None
        for figure in reversed(told):
            if figure.object in _ARMS or self.codebook.is_a(figure.object, "weapon"):
                return figure.act if figure.act in _CHANGING_HANDS else None
        return None

    def _of_its_kind(self, fitting: list[Cue], previous: Found) -> list[Cue]:
        """Of two acts told by the same words, the one that happens to what the list before counted: «16
        автоматов найдены, |четыре остаются в розыске»."""
        kind = self.codebook.objects[previous.object].kind
        spans = {
            (cue.first, cue.last) for cue in fitting if self.codebook.acts[cue.act].kind == kind
        }
        return [
            cue for cue in fitting
            if self.codebook.acts[cue.act].kind == kind or (cue.first, cue.last) not in spans
        ]  # fmt: skip

    def _not_of_another(
        self, sentence: Sentence, said: Said, fitting: list[Cue], previous: Found
    ) -> list[Cue]:
        """«без света остались 498 тысяч жителей и |93 тысячи на Кубани»: a bare number that goes on from people
        is not told of by a verb before them which nobody says of people."""
        people = self.codebook.objects[previous.object].kind == "people"
        if sentence.pack.fixed_order or sentence.pack.verb_final or not people:
            return fitting
        at = sentence.segment_of(said.outer_first)
        if previous.sentence is not sentence or sentence.segment_of(previous.first) != at:
            return fitting
        return [
            cue for cue in fitting
            if cue.first > previous.first or self.government.fits(cue, previous.object)
        ]  # fmt: skip

    def _of_living(self, fitting: list[Cue], animate: bool) -> list[Cue]:
        """Of two acts told by the same words, the one that befalls people if a noun no list knows is of the living,
        the other one if it is of things: «знищили |12 ретрансляторів»."""
        spans = {
            (cue.first, cue.last) for cue in fitting
            if (self.codebook.acts[cue.act].kind == "people") is animate
        }  # fmt: skip
        return [
            cue for cue in fitting
            if (self.codebook.acts[cue.act].kind == "people") is animate
            or (cue.first, cue.last) not in spans
        ]  # fmt: skip

    def _meant_of_last(self, fitting: list[Cue], told: Sequence[Found]) -> list[Cue]:
        """Of acts told by the same words of a bare number, the one meant of what was counted last: "27 of whom were
        |let go" are released, "six are |yet to be traced" are missing."""
        if not told:
            return fitting
        fitting = self._of_its_kind(fitting, told[-1])
        object_ = told[-1].object
        return [cue for cue in fitting if not self._better_meant(cue, object_, fitting)]

    def _still_people(
        self, sentence: Sentence, said: Said, fitting: list[Cue], previous: Found
    ) -> list[Cue]:
        """«свет вернули 12 тысячам потребителей, ещё |800 пока без электричества»: people are without it too."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return fitting
        if (
            previous.sentence is not sentence
            or self.codebook.objects[previous.object].kind != "people"
        ):
            return fitting
        lacking = {hit.first for hit in sentence.of("small", "lacking")}
        left = [
            cue for cue in fitting
            if not (cue.act == "damaged" and any(i in lacking for i in range(cue.first, cue.last)))
        ]  # fmt: skip
        return left

    def _not_held(self, fitting: list[Cue], told: list[Found]) -> list[Cue]:
        """A bare number right after people counts no happenings: «вышли 50 тысяч. Мэрия |насчитала 6,5
        тысячи», «70 из них |провели ночь в школе»."""
        if not told or self.codebook.objects[told[-1].object].kind != "people":
            return fitting
        return [cue for cue in fitting if cue.act != "occurred"]

    def _better_meant(self, cue: Cue, object_: str | None, rivals: list[Cue]) -> bool:
        """Whether the same words mean another act of what they are said of: officials are dismissed,
        others released; buildings and armour are captured, other things stolen."""
        if object_ is None:
            return False
        for usual, other, names in _MEANT:
            if cue.act in (usual, other):
                named = any(self.codebook.is_a(object_, name) for name in names)
                if other == "dismissed" and object_ == "soldier":
                    named = False  # «звільнено 75 |військових»: from captivity, if nothing says more
                meant = other if named else usual
                if cue.act != meant and any(
                    rival.act == meant and (rival.first, rival.last) == (cue.first, cue.last)
                    for rival in rivals
                ):
                    return True
        return False

    def _is_meant(self, cue: Cue, object_: str | None, found: list[Cue]) -> bool:
        return self.government.fits(cue, object_) and not self._better_meant(
            cue, object_, found
        )

    def _stays_with(
        self, sentence: Sentence, said: Said, object_: str | None, previous: Found
    ) -> bool:
        """Fewer people of a closer kind without a word for what befell them, right after people who were
        counted: «трое несовершеннолетних тоже в списке», but not «на шахте были 40 горняков»."""
        if object_ is None or self.codebook.objects[object_].kind != "people":
            return False
        if previous.act not in _BEFALLING or not self.government.fits_code(
            previous.act, object_
        ):
            return False
        if sentence.pack.verb_final:
            return True  # the number itself says "of them"
        if said.outer_first and sentence.tokens[said.outer_first - 1].text in _FOR_THE_VERB:
            return True  # «за сутки скончались трое, с начала года — 58 человек»
        return object_ not in ("person", previous.object) and said.quantity.interval().is_below(
            previous.quantity.interval()
        )

    def _goes_on(self, said: Said, head: Head, found: list[Cue], here: list[Found]) -> bool:
        """Whether a bare number continues a list: «43 in Mehsana, 27 in Godhra»."""
        if head.object is not None or head.cue is not None or not here:
            return False
        between = range(here[-1].np_last, said.outer_first)
        return here[-1].act != "other" and not any(
            cue.first in between or 0 <= cue.first - said.outer_last <= AUXILIARIES
            for cue in found if cue.form is Form.PREDICATE
        )  # fmt: skip

    def _is_bare(self, sentence: Sentence, said: Said, head: Head) -> bool:
        """Whether a number stands without a noun where somebody gives a count of what was just
        counted: «the opposition spoke of 20,000»."""
        if head.unknown or head.left:
            return False
        if not sentence.pack.fixed_order:
            numbered = sentence.of("reference", "count")
            if not said.outer_first or said.outer_last >= len(sentence.tokens) - 1:
                numbered = [*numbered, *sentence.of("totals", "total")]  # «Итого |трое.»
            return any(0 <= said.outer_first - hit.last <= 1 for hit in numbered)
        segment = sentence.segments[sentence.segment_of(said.outer_first)]
        if said.outer_last < segment.last and not is_small(sentence, said.outer_last):
            return False
        return any(
            segment.first <= hit.first < said.outer_first
            for hit in (
                *sentence.of("attribution", "say", "according"),
                *sentence.of("reference", "count"),
            )
        )

    def _goes_on_by_place(self, sentence: Sentence, before: Found) -> bool:
        """Whether occurrences stand before a place, as one of a list by place: «по |18 – у Запорізькій, …»."""
        if self.codebook.objects[before.object].kind != "occurrences":
            return False
        said = next((one for one in sentence.said if one.first == before.first), None)
        return said is not None and is_placed(sentence, said)

    def _is_people(self, object_: str | None) -> bool:
        return object_ is not None and self.codebook.objects[object_].kind == "people"

    def _default_act(self, object_: str | None) -> str | None:
        if object_ is None:
            return None
        return self.codebook.objects[object_].default_act
