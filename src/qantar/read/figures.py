"""What was counted: from a quantity to act and object, by predicate and argument.

For each quantity the counted noun phrase is read first; it may carry the act itself («семеро
погибших», «7 убитых полицейских»). Otherwise the act is looked for where grammar would put it: the
predicate of the same segment, an action noun that governs the phrase, the predicate that a
coordinated segment shares. Acts that cannot happen to what is counted are passed over.

Over 500 lines: what decides an act is one ordered argument, and reads worse in pieces.
"""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.domain.derivation import Derivation
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, WORD
from qantar.read.cues import (
    Cue,
    Form,
    cues,
    goes_with,
    split_at_joints,
    without_alternatives,
    without_denied,
)
from qantar.read.ellipsis import (
    goes_on_with,
    is_in_relative_clause,
    is_whole_of,
    named_before,
    noun_left_out,
    of_antecedent,
    only_was,
    said_again,
    told_before_mark,
    told_by_itself,
)
from qantar.read.found import Found
from qantar.read.head import (
    OWNER,
    Head,
    final_head,
    has_verb_behind,
    is_no_argument,
    may_take,
    outcome_of_chain,
    preferred,
)
from qantar.read.noun_phrase import NounPhrases, is_aside, is_listed
from qantar.read.order import (
    has_own_predicate,
    is_passive,
    is_small,
    may_govern,
    opens_with_auxiliary,
)
from qantar.read.outcomes import may_become
from qantar.read.recall import has_changed_from
from qantar.read.sentence import Sentence, capitalised
from qantar.read.zero import PRESENT

MONEY_ACTS = frozenset({"paid", "cost"})
LEAVING = 12
"""Words between "leave", who was left and how they were left."""
LEFT_REACH = 4
"""Words between a noun and the number that follows it: «задержанных, по их данным, было 40»."""
_PLACES = ("settlement", "region", "building", "infrastructure", "shop", "bank", "home")
_PLACED = frozenset(
    {"imposed", "lifted", "occurred", "attacked", "captured", "damaged", "destroyed"}
)
"""Acts that may be told of a place by a preposition: «скасовано у 14 регіонах»."""
_FORCES = ("security_force", "military_vehicle", "police_vehicle")
_MEANT = (
    ("released", "dismissed", ("official", "police", "security_force")),
    ("stolen", "captured", (*_PLACES, "military_vehicle", "aircraft")),
    ("rescued", "recovered", ("body", "weapon", "vehicle", "money", "other", "aircraft")),
    ("missing", "wanted", ("suspect", "attacker", "prisoner")),
    ("recovered", "released", ("person",)),
    ("evacuated", "withdrawn", (*_FORCES, "peacekeeper", "attacker")),
    ("attended", "deployed", (*_FORCES, "rescuer", "medic", "aircraft", "emergency_vehicle")),
    ("abducted", "captured", (*_PLACES, "military_vehicle", "aircraft")),
    ("other", "withdrawn", (*_FORCES, "peacekeeper", "aircraft")),
    ("destroyed", "damaged", ("building", "settlement", "infrastructure")),
    ("recovered", "released", ("person",)),
)
"""Two acts told by the same words: the usual one, the other one, of what it is the other one."""
_BEFALLING = frozenset({"killed", "injured", "missing", "detained", "arrested", "hospitalized"})
"""What befalls people and is counted over several sentences."""
_ARMS = frozenset({"ammunition", "explosive"})
_ARMED = frozenset({"police", "soldier", "security_force", "military_vehicle"})
"""Who is usually sent somewhere, but does much else that no list tells."""
_TAKEN = frozenset({"stolen", "seized"})
_THEFT = frozenset({"stolen", "looted"})
_OCCURRING = frozenset({"occurred", "opened", "filed", "other", "imposed", "lifted"})
"""Acts that may stand with a count of occurrences; any other verb beside it is another story."""
_OUT_OF = (3, 4, 5, 10, 20, 100, 1000)
"""What shares are told of: "one in five"."""
_REGISTERED = {"criminal_case": "opened", "complaint": "filed"}
"""What "documented 43 cases" and "recorded 12 complaints" tell, whatever the verb."""
AUXILIARIES = 4
"""Auxiliaries between a noun and its passive: «hostages have since been freed»."""
POPULATION = 100_000
"""The least number of people told without an act that is a place's inhabitants, not a crowd."""
OLDEST = 110
"""Years a person may be said to have lived."""


class FigureReader:
    """Reads the figures of one sentence at a time; keeps nothing between calls."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.nouns = NounPhrases(codebook)

    def read(
        self, sentence: Sentence, before: list[Found], earlier: Sequence[Found] = ()
    ) -> list[Found]:
        """Figures of the sentence; ``before`` are those of the sentences just before, for ellipsis,
        ``earlier`` all those of the report so far."""
        if not sentence.said:
            return []
        counts = [
            said for said in sentence.said
            if said.use == "count" and said.number.kind != "zero" and not _is_named(sentence, said)
            and not _is_age(sentence, said) and not _is_aged_so(sentence, said)
            and not _is_ratio(sentence, said)
        ]  # fmt: skip
        sums = [said for said in sentence.said if said.use == "money"]
        if not counts and not sums:
            return []
        found = without_alternatives(sentence, without_denied(sentence, cues(sentence)))
        if sums:
            counts = sorted(counts + sums, key=lambda said: said.first)
        split_at_joints(sentence, found)
        out: list[Found] = []
        taken = {i for said in counts for i in range(said.outer_first, said.outer_last)}
        for said in counts:
            figure = self._figure(sentence, said, found, taken, out, before, earlier)
            if figure is not None:
                out.append(figure)
        return out

    def _figure(
        self, sentence: Sentence, said: Said, found: list[Cue], taken: set[int],
        here: list[Found], before: list[Found], earlier: Sequence[Found],
    ) -> Found | None:  # fmt: skip
        if said.use == "money":
            return self._sum(sentence, said, found)
        digits = sentence.tokens[said.first].text
        if digits[:1] == "0" and digits.isdigit() and len(digits) > 1:
            return None  # «0312 66-19-20»: no count is written with a nought before it
        head = (
            final_head(self.codebook, sentence, said, found, taken)
            if sentence.pack.verb_final
            else self.nouns.right(sentence, said, found, taken)
        )
        self.nouns.told_of(sentence, head)
        self.nouns.container(sentence, said, head, here)
        around = any(c.first < said.outer_first and said.outer_last < c.last for c in found)
        bare = head.object is None and head.cue is None and not head.unknown
        if (bare or head.whence) and not head.alone and not around:
            left = self.nouns.left(sentence, said, found, taken, here)
            if left is not None:
                head = left
        named_before(self.codebook, sentence, said, head, found)
        if not (sentence.pack.fixed_order or sentence.pack.verb_final):
            of_antecedent(self.codebook, sentence, said, head)
        whole = here[-1] if here else before[-1] if before else None
        if whole is not None and self.nouns.is_part(sentence, said):
            head.object = noun_left_out(self.codebook, sentence, head, whole) or head.object
        if _is_repeated(sentence, said):
            return self._repeated(sentence, said)
        why: list[Derivation] = []
        self._refit(head, found, here, before)
        act, rule, cue = self._act(sentence, said, head, found, taken, here, before, earlier)
        if act is None or self._is_bare_one(said, head, act, here):
            return None
        if not head.words and any(
            hit.first == said.first for hit in sentence.of("parts", "both")
        ):
            return None  # «екеуі де»: those told before, no new count
        if is_no_argument(head) and (act == "other" or head.case == OWNER):
            return None
        if act not in _PLACED and self._tells_where(sentence, said, head):
            return None
        if (
            act == "other"
            and head.left
            and sentence.pack.fixed_order
            and not is_listed(sentence, said)
        ):
            return None
        object_ = head.object
        given = object_ is not None
        previous = here[-1] if here else (before[-1] if before else None)
        if object_ is None:
            object_ = self._object_taken_over(sentence, said, act, head, previous)
        if (
            act == "injured"
            and object_ == "other"
            and cue is not None
            and head.words is not None
        ):
            if cue.first < said.first and cue.last >= head.words[1]:
                object_ = "person"  # «подтверждено 18 случаев»: a case is someone
        if not goes_with(self.codebook, act, object_) or (
            object_ == "money" and act == "other"
        ):
            return None
        if head.unknown and (act == "attended" or act == "other"):
            return None
        if cue is None and _is_population(act, object_, said):
            return None
        if act == "rescued" and object_ == "body":
            act, rule = "recovered", "the dead are not rescued"
        if act == "seized" and self.codebook.is_a(object_, "building") and object_ != "home":
            act, rule = "captured", "premises seized are taken over"
        if act == "seized" and cue is not None and self._is_by_attackers(sentence, cue):
            act, rule = "stolen", "what gangs seize is stolen"
        if act == "recovered" and object_ != "body" and not self._was_stolen(
            sentence, cue, found, earlier
        ):  # fmt: skip
            searched = any(
                s.of("found", "search") for s in (sentence, *(f.sentence for f in before))
            )
            arms = self.codebook.is_a(object_, "weapon") or object_ in _ARMS
            if arms and searched:
                act, rule = "seized", "arms found, not found again"
            elif object_ == "other":
                act, rule = "other", "found, not found again"
        if act == "occurred" and object_ in _REGISTERED:
            act, rule = _REGISTERED[object_], "a case is opened, a complaint filed"
        if act == "deployed" and object_ == "body":
            act, rule = "killed", "the dead are brought, not sent"
        words = sentence.words(*head.words) if head.words else None
        why.append(Derivation(said.rule, sentence.words(said.outer_first, said.outer_last),
                              str(said.quantity)))  # fmt: skip
        why.append(Derivation("object of the noun phrase" if given else "object taken over",
                              words or "", object_))  # fmt: skip
        why.append(Derivation(rule, sentence.words(cue.first, cue.last) if cue else "", act))
        return Found(
            sentence, said.first, said.last, said.quantity, act, object_, words,
            max(head.end, said.outer_last), why, given, of_them=head.alone,
        )  # fmt: skip

    def _is_by_attackers(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether attackers are the subject of an active verb: "gunmen |seized 20 rifles"."""
        if not sentence.pack.fixed_order or is_passive(sentence, cue):
            return False
        doers = [hit for hit in sentence.of("objects") if hit.last <= cue.first]
        doers = [hit for hit in doers if self.codebook.objects[hit.code].kind == "people"]
        return bool(doers) and doers[-1].code == "attacker"

    def _was_stolen(
        self, sentence: Sentence, cue: Cue | None, found: list[Cue], earlier: Sequence[Found]
    ) -> bool:
        """Whether what was found had been stolen: the verb says that it came back, or the report counts
        what was stolen."""
        if cue is not None and not any(
            hit.first < cue.last and cue.first < hit.last
            for hit in sentence.of("found", "found")
        ):
            return True
        if any(other.act in _THEFT for other in found):
            return True
        return any(figure.act in _THEFT for figure in earlier)

    def _sum(self, sentence: Sentence, said: Said, found: list[Cue]) -> Found | None:
        """A sum of money counts only as damage or aid: «выплачено 2 млн», "damage of $40,000"; or as
        what was taken: «похищены 68 млн тенге»."""
        at = sentence.segment_of(said.first)
        near = [
            cue for cue in found
            if (cue.act in MONEY_ACTS and abs(sentence.segment_of(cue.first) - at) <= 1)
            or (cue.act in _TAKEN and sentence.segment_of(cue.first) == at)
        ]  # fmt: skip
        near += [
            Cue(hit.code, hit.role, Form.PREDICATE, hit.first, hit.last, hit.entry.phrase)
            for hit in sentence.of("acts", *MONEY_ACTS)
            if hit.role == "sum" and sentence.segment_of(hit.first) == at
        ]
        if not near:
            return None
        cue = min(near, key=lambda c: (abs(c.first - said.first), c.first))
        why = [
            Derivation(
                said.rule, sentence.words(said.outer_first, said.outer_last), str(said.quantity)
            ),
            Derivation("sum of money", "", "money"),
            Derivation("act that pays or costs", sentence.words(cue.first, cue.last), cue.act),
        ]
        return Found(sentence, said.first, said.last, said.quantity, cue.act, "money", None,
                     said.outer_last, why)  # fmt: skip

    def _repeated(self, sentence: Sentence, said: Said) -> Found | None:
        """«шли на штурм 27 раз»: how often an attack or a protest of the sentence took place; how often
        anything else was done counts nothing of the story."""
        named = [
            (hit.first, hit.code) for hit in (*sentence.of("objects"), *sentence.of("events"))
            if hit.code in ("attack", "protest") and not _belongs_to_noun(sentence, hit.first)
        ]  # fmt: skip
        named += [(hit.first, "attack") for hit in sentence.of("acts", "attacked")]
        if not named:
            return None
        at, object_ = min(named, key=lambda pair: (abs(pair[0] - said.first), pair))
        words = sentence.words(at, at + 1)
        why = [
            Derivation(
                said.rule, sentence.words(said.outer_first, said.outer_last), str(said.quantity)
            ),
            Derivation("object that is repeated", words, object_),
            Derivation("so many times", sentence.words(said.last, said.last + 1), "occurred"),
        ]
        return Found(sentence, said.first, said.last, said.quantity, "occurred", object_, words,
                     said.outer_last + 1, why)  # fmt: skip

    def _refit(
        self, head: Head, found: list[Cue], here: list[Found], before: list[Found]
    ) -> None:
        """A word under two acts («похищенных» of people or things), with no noun beside it: the
        figure before tells what is spoken of."""
        previous = here[-1] if here else (before[-1] if before else None)
        if head.cue is None:
            return
        if head.object is not None:
            if not self._fits(head.cue, head.object):
                same = (head.cue.first, head.cue.last)
                for cue in found:
                    if (cue.first, cue.last) == same and self._fits(cue, head.object):
                        head.cue = cue
                        return
            return
        if previous is None or self._fits(head.cue, previous.object):
            return
        for cue in found:
            if (cue.first, cue.last) == (head.cue.first, head.cue.last) and self._fits(
                cue, previous.object
            ):
                head.cue, head.object = cue, previous.object
                return

    def _is_bare_one(self, said: Said, head: Head, act: str, here: list[Found]) -> bool:
        """«один», "one" as a word counts only beside what it counts; alone it is a pronoun."""
        if said.quantity.value != 1 or said.number.form == "digits":
            return False
        if head.object is None and head.cue is None:
            return head.unknown or act == "other"
        return act == "other" and not (here and here[-1].act == "other")

    def _act(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], taken: set[int],
        here: list[Found], before: list[Found], earlier: Sequence[Found],
    ) -> tuple[str | None, str, Cue | None]:  # fmt: skip
        object_ = head.object
        left_so = self._left_so(sentence, said, head, found)
        if left_so is not None and self._fits(left_so, object_):
            return left_so.act, "as which they were left", left_so
        if self._is_accompaniment(sentence, said, head):
            return None, "", None
        around = [
            cue for cue in found
            if cue.first < said.outer_first and said.outer_last < cue.last
            and self._fits(cue, object_)
        ]  # fmt: skip
        for cue in around:
            if not self._better_meant(cue, object_, around):
                return cue.act, "act around the figure", cue
        default = self._default_act(object_)
        end = head.words[1] if head.left and head.words else head.end
        start = head.words[0] if head.left and head.words else said.outer_first
        fitting = [
            cue for cue in found
            if self._fits(cue, object_) and cue.form is not Form.COUNTED
            and may_govern(sentence, cue, start, end)
            and may_take(cue, head)
            and not _is_counted_itself(sentence, cue)
        ]  # fmt: skip
        fitting = [cue for cue in fitting if not self._better_meant(cue, object_, fitting)]
        if is_whole_of(sentence, said):
            return self._of_whole(said, head, earlier)
        if object_ is None and here and not head.unknown:
            fitting = self._of_its_kind(fitting, here[-1])
        if sentence.pack.verb_final:
            died = outcome_of_chain(sentence, said, head, fitting, taken)
            if died is not None:
                return died.act, "act its chain of verbs ends in", died
        if head.cue is not None and sentence.pack.verb_final and not head.left:
            told = self._governed(sentence, said, head, fitting, taken)
            if told is not None:
                return told.act, "act of the segment", told
        if head.cue is not None and self._fits(head.cue, object_):
            beside = self._said_of(sentence, head, fitting)
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
            done = self._outcome(sentence, said, head, found, taken)
            if (
                done is None and head.alone
            ):  # «жараланғандардың 11-і …ға, алтауы …ға жеткізілді»
                later = [c for c in fitting if may_become(head.cue.act, c.act)]
                done = self._shared(sentence, said, later, taken)
            if done is not None:
                return done.act, "what became of them", done
            return head.cue.act, "act of the noun phrase", head.cue
        governed = self._governed(sentence, said, head, fitting, taken)
        if governed is not None and not (default and governed.act not in _OCCURRING):
            return governed.act, "act of the segment", governed
        if default is not None:
            return default, "act its object implies", None
        named = self._named_among(sentence, said, found)
        if named is not None and self._fits(named, object_):
            return named.act, "act of those it is among", named
        if self.nouns.is_part(sentence, said) and here:
            fate = self._past_apposition(sentence, said, fitting)
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
            if self._goes_on(said, head, found, here):
                return here[-1].act, "act of the figure before", None
        elif not sentence.pack.verb_final and told_by_itself(sentence, said, head, here):
            usual = self.codebook.objects[object_].usual_act if object_ is not None else None
            segment = sentence.segments[sentence.segment_of(said.outer_first)]
            listed = any(
                segment.first <= cue.first and cue.last <= segment.last
                and cue.form is Form.PREDICATE for cue in found
            )  # fmt: skip
            if usual is not None and (listed or object_ not in _ARMED):
                return usual, "what they usually do", None
            return "other", "a verb no list knows", None
        if here and goes_on_with(sentence, said, here[-1]) and not self.nouns.is_part(
            sentence, said
        ) and self._fits_code(here[-1].act, object_):  # fmt: skip
            return here[-1].act, "act of the list", None
        if object_ is not None and head.cue is None and only_was(sentence, said, head):
            usual = self.codebook.objects[object_].usual_act
            told_act = usual if usual is not None and object_ not in _ARMED else "other"
            return told_act, "only that they were", None
        again = said_again(said, earlier) if head.object is None and not head.left else None
        if again is not None and not head.unknown:
            head.object = _as_bare(again)
            return again.act, "act of the same number before", None
        told = told_before_mark(sentence, said, found)
        if told is not None and self._fits(told, object_):
            return told.act, "act told before the mark", told
        if here and object_ is None and has_changed_from(sentence, here[-1], said):
            head.object = here[-1].object
            return here[-1].act, "act of the number it has changed from", None
        if sentence.pack.verb_final and has_verb_behind(sentence, said, head, found):
            at = sentence.segment_of(said.outer_first)
            for cue in found:
                if (
                    cue.form is Form.COUNTED
                    and cue.act not in PRESENT
                    and cue.act != "deployed"
                    and sentence.segment_of(cue.first) == at
                ):
                    if self._fits(cue, object_) and object_ is not None:
                        return cue.act, "act counted in the sentence", cue
            usual = self.codebook.objects[object_].usual_act if object_ is not None else None
            return usual or "other", "a verb no list knows", None
        shared = self._shared(sentence, said, fitting, taken)
        if shared is not None:
            return shared.act, "act shared by segments", shared
        if here and self._fits_code(here[-1].act, object_):
            return here[-1].act, "act of the figure before", None
        if (
            self.nouns.is_part(sentence, said)
            and before
            and self._fits_code(before[-1].act, object_)
        ):
            whole = next((f for f in reversed(before) if f.part_of not in before), before[-1])
            fits = self._fits_code(whole.act, object_)
            return (whole if fits else before[-1]).act, "act of the whole", None
        if is_in_relative_clause(sentence, said) and object_ is not None:
            usual = self.codebook.objects[object_].usual_act
            return usual or "other", "a verb no list knows", None
        for cue in found:
            if cue.form is Form.COUNTED and self._fits(cue, object_) and object_ is not None:
                return cue.act, "act counted in the sentence", cue
        if (
            before
            and not any(cue.form is Form.PREDICATE for cue in found)
            and sentence.pack.verb_final
        ):
            if self._fits_code(before[-1].act, object_):
                return before[-1].act, "act of the sentence before, for want of a verb", None
        if before and not sentence.pack.fixed_order and self._stays_with(object_, before[-1]):
            return before[-1].act, "act of the sentence before", None
        if object_ is not None:
            usual = self.codebook.objects[object_].usual_act
            if usual is None and sentence.pack.fixed_order:
                return None, "", None
            return usual or "other", "no act in the sentence", None
        previous = here[-1] if here else (before[-1] if before else None)
        if previous is None:
            previous = next((f for f in reversed(earlier) if f.part_of is None), None)
        if previous is not None and self._is_bare(sentence, said, head):
            head.object = previous.object
            return previous.act, "act of the figure before, told anew", None
        return None, "", None

    def _left_so(
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

    def _is_accompaniment(self, sentence: Sentence, said: Said, head: Head) -> bool:
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

    def _past_apposition(
        self, sentence: Sentence, said: Said, fitting: list[Cue]
    ) -> Cue | None:
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

    def _of_whole(
        self, said: Said, head: Head, earlier: Sequence[Found]
    ) -> tuple[str | None, str, Cue | None]:
        """What is known of a whole that parts are taken from: its own words, or the same number before."""
        if head.cue is not None and self._fits(head.cue, head.object):
            return head.cue.act, "act of the noun phrase", head.cue
        again = said_again(said, earlier)
        if again is not None and self._fits_code(again.act, head.object):
            head.object = head.object or _as_bare(again)
            return again.act, "act of the same number before", None
        if head.object is None:
            return None, "", None
        thing = self.codebook.objects[head.object]
        return thing.default_act or thing.usual_act or "other", "a whole without an act", None

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

    def _tells_where(self, sentence: Sentence, said: Said, head: Head) -> bool:
        """Whether the phrase says where and counts nothing that was done to: «у трьох містах», "in
        four prisons"."""
        if head.left or (head.object is None and not head.unknown):
            return False
        if head.object is not None and not any(
            self.codebook.is_a(head.object, name) for name in _PLACES
        ):
            return False
        return any(hit.last == said.outer_first for hit in sentence.of("reference", "place"))

    def _better_meant(self, cue: Cue, object_: str | None, rivals: list[Cue]) -> bool:
        """Whether the same words mean another act of what they are said of: officials are dismissed,
        others released; buildings and armour are captured, other things stolen."""
        if object_ is None:
            return False
        for usual, other, names in _MEANT:
            if cue.act in (usual, other):
                named = any(self.codebook.is_a(object_, name) for name in names)
                meant = other if named else usual
                if cue.act != meant and any(
                    rival.act == meant and (rival.first, rival.last) == (cue.first, cue.last)
                    for rival in rivals
                ):
                    return True
        return False

    def _stays_with(self, object_: str | None, previous: Found) -> bool:
        """People without a word for what befell them, right after people who were counted: «трое
        несовершеннолетних тоже в списке»."""
        if object_ is None or self.codebook.objects[object_].kind != "people":
            return False
        return previous.act in _BEFALLING and self._fits_code(previous.act, object_)

    def _said_of(self, sentence: Sentence, head: Head, fitting: list[Cue]) -> Cue | None:
        """The passive right behind a noun that tells an act itself: «two hostages were freed»."""
        if (
            not sentence.pack.fixed_order
            or head.cue is None
            or head.cue.form is not Form.COUNTED
            or head.cue.act == "killed"
        ):
            return None  # "twelve of the victims were found in Khorog": they are dead
        for cue in fitting:
            if 0 < cue.first - head.end <= AUXILIARIES and is_passive(sentence, cue):
                if all(is_small(sentence, index) for index in range(head.end, cue.first)):
                    return cue
        return None

    def _outcome(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], taken: set[int]
    ) -> Cue | None:
        """The predicate that tells what became of those the noun phrase names by an act."""
        named = head.cue
        if named is None or head.left or head.end <= said.outer_last:
            return None
        later = [
            cue for cue in found
            if cue.form is Form.PREDICATE and may_become(named.act, cue.act)
            and ((cue.last <= said.outer_first and cue.act != "killed") or cue.first >= head.end)
        ]  # fmt: skip
        if not later:
            return None
        governed = self._governed(sentence, said, head, later, taken)
        if governed is not None:
            return governed
        at = sentence.segment_of(said.outer_first)
        if at > 1 and is_aside(
            sentence, at - 1
        ):  # «в больнице, по словам врача, шестеро раненых»
            opening = sentence.segments[at - 2]
            return next((c for c in later if opening.first <= c.first < opening.last), None)
        return None

    def _governed(
        self, sentence: Sentence, said: Said, head: Head, fitting: list[Cue], taken: set[int]
    ) -> Cue | None:
        """The cue of the same segment that governs the quantity."""
        segment = sentence.segments[sentence.segment_of(said.outer_first)]
        inside = [c for c in fitting if segment.first <= c.first and c.last <= segment.last]
        if (
            len(inside) > 1
        ):  # «семеро в тяжёлом состоянии доставлены»: the verb tells, not the state
            states = {h.first for h in sentence.of("parts", "state")}
            inside = [c for c in inside if c.first not in states] or inside
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
        if noun is not None and (near_left is None or noun.first > near_left.first):
            if said.outer_first - noun.last <= LEFT_REACH and not sentence.pack.verb_final:
                return noun
        if sentence.pack.verb_final:
            named = next(
                (c for c in inside if c.form is Form.NOUN and c.first == head.end), None
            )
            behind = [
                c for c in inside
                if c.form is Form.PREDICATE and c.first >= said.outer_last and c.last > head.end
            ]  # fmt: skip
            return named or preferred(behind, head)
        if near_left is not None and near_right is not None:
            between_left = _numbers_between(taken, near_left.last, said.outer_first)
            between_right = _numbers_between(taken, said.outer_last, near_right.first)
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
                and not _numbers_between(taken, noun.last, said.outer_first)
                else None
            )
        )

    def _shared(
        self, sentence: Sentence, said: Said, fitting: list[Cue], taken: set[int]
    ) -> Cue | None:
        """The predicate of another segment that this one shares: left first, then right."""
        at = sentence.segment_of(said.outer_first)
        predicates = [c for c in fitting if c.form in (Form.PREDICATE, Form.NOUN)]
        nearer = [
            c for c in predicates if not _is_parted(sentence, sentence.segment_of(c.first), at)
        ]
        predicates = nearer or predicates
        left = [c for c in predicates if sentence.segment_of(c.first) < at]
        right = [
            c
            for c in predicates
            if sentence.segment_of(c.first) > at and c.form is Form.PREDICATE
        ]
        if not sentence.pack.verb_final and not sentence.pack.fixed_order:
            right = [c for c in right if not _has_own_count(sentence, c)]
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
            return any(
                0 <= said.outer_first - hit.last <= 1
                for hit in sentence.of("reference", "count")
            )
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

    def _named_among(self, sentence: Sentence, said: Said, found: list[Cue]) -> Cue | None:
        """«Қаза тапқандардың арасында екі полицей бар», "among the dead were two rescuers": the act that
        names those it is among."""
        at = sentence.segment_of(said.outer_first)
        for hit in sentence.of("parts", "including", "among"):
            if hit.last > said.outer_first or sentence.segment_of(hit.first) > at:
                continue
            reach = hit.last + (hit.code == "among")
            for cue in found:
                if cue.form is Form.COUNTED and cue.first <= reach and hit.first <= cue.last:
                    if cue.last <= said.outer_first:
                        return cue
        return None

    def _fits(self, cue: Cue, object_: str | None) -> bool:
        return object_ is None or goes_with(self.codebook, cue.act, object_)

    def _fits_code(self, act: str, object_: str | None) -> bool:
        return object_ is None or goes_with(self.codebook, act, object_)

    def _default_act(self, object_: str | None) -> str | None:
        if object_ is None:
            return None
        return self.codebook.objects[object_].default_act

    def _object_taken_over(
        self, sentence: Sentence, said: Said, act: str, head: Head, previous: Found | None
    ) -> str:
        kind = self.codebook.acts[act].kind
        if head.unknown and head.animate is not None:
            usual = self.codebook.acts[act].default_object
            if head.animate:
                return usual if self.codebook.objects[usual].kind == "people" else "person"
            return "other"
        if previous is not None and not head.unknown:
            default = self.codebook.acts[act].default_object
            people = self.codebook.objects[previous.object].kind == "people"
            again = any(
                0 <= hit.first - said.outer_last <= 1 for hit in sentence.of("parts", "rest")
            )
            if not sentence.pack.verb_final and goes_with(self.codebook, act, previous.object):
                if again or (
                    people
                    and previous.sentence is sentence
                    and default not in ("person", "other")
                ):
                    return previous.object
                if people and previous.act == act == "dismissed":
                    return previous.object
            alike = self.codebook.objects[previous.object].kind
            if (
                sentence.pack.verb_final
                and kind == "people"
                and self.codebook.acts[previous.act].kind == "things"
            ):
                return self.codebook.acts[act].default_object  # «таблетка шықты, үшеуі қамалды»
            if (head.alone or self.nouns.is_part(sentence, said)) and goes_with(
                self.codebook, act, previous.object
            ):
                return previous.object
            if kind == "things" and alike == "things":
                return previous.object
            if kind == alike == "occurrences" and previous.act == act:
                return previous.object  # «очагов — 38, действующих — 5»
        if (
            kind != "people"
            and said.number.form == "collective"
            and not sentence.pack.verb_final
        ):
            return "person"
        if act == "other" and previous is not None and not head.unknown:
            told = self.codebook.objects[previous.object].kind == "people"
            if told and previous.sentence is sentence:
                return "person"  # «четверо ранены, двоих выписали»
            if previous.sentence is sentence:
                return previous.object  # «32 schools were damaged; nine have reopened»
        if head.unknown and kind != "people":
            return "other"
        return self.codebook.acts[act].default_object


def _has_own_count(sentence: Sentence, cue: Cue) -> bool:
    """Whether a predicate stands before a number of its own clause: «1 221 человек, лечатся |45»."""
    segment = sentence.segments[sentence.segment_of(cue.first)]
    return any(
        cue.last <= said.first < segment.last for said in sentence.said if said.use == "count"
    )


def _is_parted(sentence: Sentence, one: int, other: int) -> bool:
    """Whether a semicolon stands between two segments."""
    first, last = sorted((one, other))
    return any(s.opened_by == ";" for s in sentence.segments[first + 1 : last + 1])


def _is_counted_itself(sentence: Sentence, cue: Cue) -> bool:
    """Whether what may be a verb is the noun of a number before it: "during 214 |raids 97 were held"."""
    if (
        not sentence.pack.fixed_order
        or cue.form is not Form.PREDICATE
        or cue.last - cue.first > 1
    ):
        return False
    if sentence.tokens[cue.first].word.features & {"past", "ger"}:
        return False
    return any(said.outer_last == cue.first for said in sentence.said) and any(
        hit.first <= cue.first < hit.last for hit in sentence.of("objects")
    )


def _is_ratio(sentence: Sentence, said: Said) -> bool:
    """ "more than |nine in |ten of the victims": a share, no count."""
    if not sentence.pack.fixed_order or said.number.form == "digits":
        return False
    tokens = sentence.tokens
    for other in sentence.said:
        first, last = (said, other) if said.first < other.first else (other, said)
        if other is said or last.outer_first - first.outer_last != 1:
            continue
        if tokens[first.outer_last].norm not in ("in", "out of"):
            continue
        low, high = first.quantity.value, last.quantity.value
        if low is not None and high is not None and low < high and high in _OUT_OF:
            return True
    return False


def _is_aged_so(sentence: Sentence, said: Said) -> bool:
    """ "a girl of |seven": years of the one person named before it."""
    tokens, at = sentence.tokens, said.outer_first
    if not sentence.pack.fixed_order or at < 3 or tokens[at - 1].norm != "of":
        return False
    if said.quantity.value is None or said.quantity.value > OLDEST:
        return False
    if any(0 <= hit.first - said.outer_last <= 1 for hit in sentence.of("objects")):
        return False
    one = tokens[at - 2]
    return one.norm in one.word.lemmas and any(
        hit.last == at - 1 and is_determined(sentence, hit.first)
        for hit in sentence.of("objects", "person", "child", "woman")
    )


def is_determined(sentence: Sentence, index: int) -> bool:
    """Whether "a" or "an" stands before a noun, one word between at the most."""
    return any(sentence.tokens[i].norm in ("a", "an") for i in range(max(0, index - 2), index))


def _belongs_to_noun(sentence: Sentence, index: int) -> bool:
    """Whether a noun only tells more of the noun before it: «на ліквідацію наслідків | обстрілів»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or not index:
        return False
    own, before = sentence.tokens[index].word, sentence.tokens[index - 1].word
    return (
        "gen" in own.features
        and "nom" not in own.features
        and before.has("noun")
        and not before.has("adp")
    )


def _is_population(act: str, object_: str, said: Said) -> bool:
    """Whether a number of people of whom nothing is told is how many live there: «19,1 млн жителей»."""
    value = said.quantity.value
    return (act, object_) == ("other", "person") and value is not None and value >= POPULATION


def _as_bare(figure: Found) -> str:
    """What a number that repeats a figure counts: those brought to a morgue are, said again, the dead."""
    return "person" if figure.object == "body" and figure.act == "killed" else figure.object


def _is_named(sentence: Sentence, said: Said) -> bool:
    """Whether the number belongs to a name: «Khabar 24»."""
    return any(
        hit.first <= said.first and said.last <= hit.last
        for category in ("outlets", "bodies")
        for hit in sentence.of(category)
    )


def _is_age(sentence: Sentence, said: Said) -> bool:
    """Whether a number beside a name is an age: «Raisa Kim, 61,», «Pirumiyan (75)»."""
    tokens, value = sentence.tokens, said.quantity.value
    at, end = said.first, said.last
    if said.number.form != "digits" or value is None or value > OLDEST or at < 2:
        return False
    if said.outer_first != at or said.outer_last != end:
        return False
    opened, closed = tokens[at - 1].text, tokens[end].text if end < len(tokens) else "."
    named = tokens[at - 2]
    if (opened, closed[:1]) not in ((",", ","), (",", "."), ("(", ")"), (",", "—"), (",", "–")):
        return False
    known = {
        i
        for c in ("acts", "objects")
        for hit in sentence.of(c)
        for i in range(hit.first, hit.last)
    }
    if opened == "(":
        return named.kind == WORD and at - 2 not in known
    person = any(
        hit.last == at - 1 and named.norm in named.word.lemmas
        for hit in sentence.of("objects", "person", "child", "woman")
    )
    if named.kind != WORD or sentence.pack.verb_final:
        return False
    return person or (
        capitalised(named) and at - 2 not in known and not _is_place(sentence, at - 2)
    )


def _is_place(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return any(hit.start <= token.start < hit.end for hit in sentence.places)


def _is_repeated(sentence: Sentence, said: Said) -> bool:
    return any(
        said.last <= hit.first <= said.outer_last for hit in sentence.of("parts", "times")
    )


def _numbers_between(taken: set[int], first: int, last: int) -> int:
    return sum(1 for index in range(first, last) if index in taken)
