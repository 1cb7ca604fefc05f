"""What was counted: from a quantity to act and object, by predicate and argument.

For each quantity the counted noun phrase is read first; it may carry the act itself («семеро
погибших», «7 убитых полицейских»). Otherwise the act is looked for where grammar would put it: the
predicate of the same segment, an action noun that governs the phrase, the predicate that a
coordinated segment shares. Acts that cannot happen to what is counted are passed over.
"""

from collections.abc import Sequence

from qantar.codebook import Codebook
from qantar.domain.derivation import Derivation
from qantar.grammar.quantities import Said
from qantar.grammar.uses import MONEY
from qantar.read.act_choice import (
    BARE,
    LEARNT,
    NO_ACT,
    OWNS,
    UNFIT,
    UNKNOWN,
    WHERE,
    ActChoice,
)
from qantar.read.bystanders import is_of_kin, is_of_tellers
from qantar.read.counted_noun import is_listed
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
    goes_on_in_money,
    is_a_bare_sum,
    named_before,
    noun_left_out,
    of_antecedent,
    of_shared_noun,
    of_those_among,
    of_whole_behind,
)
from qantar.read.final_head import OWNER, final_head, is_no_argument
from qantar.read.found import Found, number_told, told_last
from qantar.read.head import Head
from qantar.read.inherited import who_is_meant
from qantar.read.matters import matters, paper_of_matter, without_matters
from qantar.read.meaning import Meaning, Told
from qantar.read.moneys import currency_of, more_money, sum_of_money
from qantar.read.noun_phrase import NounPhrases
from qantar.read.order import (
    is_governed,
)
from qantar.read.predication import PLACES, Predication
from qantar.read.repeats import repeated
from qantar.read.sentence import Sentence
from qantar.read.standing import (
    is_a_side,
    is_a_turn,
    is_an_aim,
    is_company,
    lives_there,
    makes_up_a_people,
    merely_stands,
    names_a_service,
    only_lives_there,
    only_tells_where,
)
from qantar.read.uncounted import (
    is_age,
    is_aged_so,
    is_difference,
    is_named,
    is_of_members,
    is_of_owners,
    is_of_populace,
    is_of_posts,
    is_population,
    is_ratio,
    is_repeated,
)

_OF_PEOPLE = frozenset({"injured", "dismissed"})
"""What an unknown noun still tells of people: animals are killed, saved and taken away too."""
_OF_COMPLAINTS = frozenset({"filed"})
"""What is told of one thing when nothing is named."""
_PLACED = frozenset(
    {"imposed", "lifted", "occurred", "attacked", "captured", "damaged", "destroyed"}
)
"""Acts that may be told of a place by a preposition: «скасовано у 14 регіонах»."""


class FigureReader:
    """Reads the figures of one sentence at a time; keeps nothing between calls."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.nouns = NounPhrases(codebook)
        self.predication = Predication(codebook, self.nouns)
        self.meaning = Meaning(codebook, self.nouns)
        self.choice = ActChoice(codebook)

    def read(
        self, sentence: Sentence, before: list[Found], earlier: Sequence[Found] = ()
    ) -> list[Found]:
        """Figures of the sentence; ``before`` are those of the sentences just before, for ellipsis,
        ``earlier`` all those of the report so far."""
        if not sentence.said:
            return []
        counts = [
            said for said in sentence.said
            if said.use == "count" and said.number.kind != "zero" and not is_named(sentence, said)
            and not is_age(sentence, said) and not is_aged_so(sentence, said)
            and not is_ratio(sentence, said) and not is_of_members(sentence, said)
            and not is_of_owners(sentence, said)
            and not is_difference(sentence, said) and not is_of_populace(sentence, said)
            and not is_of_kin(sentence, said) and not is_of_tellers(sentence, said)
        ]  # fmt: skip
        sums = [said for said in sentence.said if said.use == MONEY]
        if not counts and not sums:
            return []
        found = without_alternatives(sentence, without_denied(sentence, cues(sentence)))
        told = matters(sentence)
        if told:
            whole = sentence.hits["objects"]
            found, sentence.hits["objects"] = without_matters(sentence, found, told)
            out = self._figures(sentence, counts, sums, found, before, earlier)
            sentence.hits["objects"] = whole
            return out
        return self._figures(sentence, counts, sums, found, before, earlier)

    def _figures(
        self, sentence: Sentence, counts: list[Said], sums: list[Said], found: list[Cue],
        before: list[Found], earlier: Sequence[Found],
    ) -> list[Found]:  # fmt: skip
        if sums:
            counts = sorted(counts + sums, key=lambda said: said.first)
        if sentence.pack.verb_final:
            found = [cue for cue in found if not names_a_service(self.codebook, sentence, cue)]
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
        if said.use == MONEY:
            return self._sum(sentence, said, found, here, before)
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
        if not (sentence.pack.fixed_order or sentence.pack.verb_final):
            of_shared_noun(sentence, said, head)
            of_whole_behind(self.codebook, sentence, said, head, found)
        around = any(c.first < said.outer_first and said.outer_last < c.last for c in found)
        bare = head.object is None and head.cue is None and not head.unknown
        if (bare or head.whence) and not head.alone and not around:
            left = self.nouns.left(sentence, said, found, taken, here)
            if left is not None:
                head = left
        named_before(self.codebook, sentence, said, head, found)
        _counted_before_bracket(sentence, said, head, found)
        if not (sentence.pack.fixed_order or sentence.pack.verb_final):
            of_antecedent(self.codebook, sentence, said, head)
            of_those_among(self.codebook, sentence, said, head)
            if goes_on_in_money(sentence, said, head, here):
                return more_money(sentence, said, here[-1])
        whole = told_last(here, before)
        if whole is not None and self.nouns.is_part(sentence, said):
            head.object = noun_left_out(self.codebook, sentence, head, whole) or head.object
        if is_repeated(sentence, said):
            return repeated(sentence, said)
        if is_an_aim(sentence, head) or (head.unknown and head.case == "ins"):
            return None  # «үш ауысыммен жұмыс істейді»
        if is_a_side(sentence, said) or makes_up_a_people(sentence, said, head):
            return None
        why: list[Derivation] = []
        if said.number.form != "collective":
            self._refit(head, found, here, before)
        papers = paper_of_matter(self.codebook, sentence, said, head, here)
        act: str | None
        cue: Cue | None
        if papers is not None:
            head.object, head.cue, head.unknown = papers.object, None, False
            act, rule, cue = papers.act, "papers whose matter is told", None
        else:
            act, rule, cue = self.predication.act_of(
                sentence, said, head, found, taken, here, before, earlier
            )
        if sentence.pack.verb_final and act != "occurred" and is_a_turn(sentence, said):
            return repeated(sentence, said, sentence.segment_of(said.first))
        unsure = act is None
        if act is None:
            act, rule, cue = "other", NO_ACT, None
        if self._is_bare_one(sentence, said, head, act, here):
            rule, unsure = BARE, True
        if not head.words and any(
            hit.first == said.first for hit in sentence.of("parts", "both")
        ):
            return None  # «екеуі де»: those told before, no new count
        if is_no_argument(head) and not head.clause:
            if head.case == OWNER:
                act, rule, cue = "other", OWNS, None
            # «130 адамнан жауап алынды»: a verb with its noun asks for the case
            phrase = cue is not None and " " in cue.phrase
            unsure = unsure or (act == "other" and not phrase)
        if act == "evacuated" and sentence.pack.fixed_order and head.object in PLACES:
            if is_governed(sentence, said.outer_first):
                return None  # "evacuated from the town and |seven villages"
        placed = act in _PLACED and not self._is_of_others(sentence, said, here)
        if not placed and self._tells_where(sentence, said, head):
            act, rule, cue, unsure = "other", WHERE, None, True
        if (
            act == "other"
            and head.left
            and (sentence.pack.fixed_order or (sentence.pack.verb_final and cue is None))
            and not is_listed(sentence, said)
        ):
            unsure = True
        object_ = head.object
        given = object_ is not None
        previous = told_last(here, before)
        if object_ is None:
            meant = who_is_meant(self.codebook, sentence, said, act, head, here, before)
            if meant is not None and goes_with(self.codebook, act, meant):
                object_ = meant
            else:
                object_ = self._object_taken_over(sentence, said, act, head, previous)
        if (
            act == "injured"
            and object_ == "other"
            and cue is not None
            and head.words is not None
        ):
            if cue.first < said.first and cue.last >= head.words[1]:
                if given and cue.form is not Form.COUNTED:  # «35 случаев заражения»
                    act, rule = "occurred", "cases are counted, not people"
                else:
                    object_ = "person"
        if not goes_with(self.codebook, act, object_):
            act, rule, cue, unsure = "other", UNFIT, None, True
        if object_ == MONEY and act == "other":
            unsure = True
        if head.unknown and act in ("attended", "other"):
            act, rule, unsure = "other", UNKNOWN, True
        if object_ == "other" and not given and is_a_bare_sum(sentence, said):
            object_, unsure = MONEY, unsure or act == "other"
            if not goes_with(self.codebook, act, object_):
                return None
        if rule == "no act in the sentence" and object_ in ("settlement", "region"):
            if not sentence.pack.verb_final:
                return None  # «в стране 89 регионов»: of no event
        if act in ("other", "occurred") and sentence.pack.verb_final:
            if only_tells_where(sentence, said, head, act):
                return None
        if is_of_posts(sentence, said, object_):
            return None
        if cue is None and act == "other" and sentence.pack.verb_final:
            if lives_there(sentence, head) or merely_stands(sentence, object_, said, here):
                return None
            if is_company(sentence, head):
                return None
        if cue is None and act == "other":
            if only_lives_there(self.codebook, sentence, object_, said, head):
                return None
        if cue is None and is_population(act, object_, said):
            here_told = sentence.segment_of(said.first)
            if not any(sentence.segment_of(other.first) == here_told for other in found):
                return None  # «без света |1,2 млн жителей»: the words tell of them
        act, object_, rule, cue = self.meaning.of(
            sentence,
            said,
            head,
            found,
            Told(act, object_, rule, cue, given),
            here,
            before,
            earlier,
        )
        words = sentence.words(*head.words) if head.words else None
        why.append(number_told(sentence, said))
        why.append(Derivation("object of the noun phrase" if given else "object taken over",
                              words or "", object_))  # fmt: skip
        why.append(Derivation(rule, sentence.words(cue.first, cue.last) if cue else "", act))
        told = Told(act, object_, rule, cue, given)
        return self._weighed(
            sentence, said, head, found, told, here, before, words, why, unsure=unsure
        )

    def _sum(
        self, sentence: Sentence, said: Said, found: list[Cue], here: list[Found],
        before: list[Found],
    ) -> Found | None:  # fmt: skip
        """A sum of money, if it counts."""
        told = sum_of_money(sentence, said, found)
        cue = told.cue
        words = currency_of(sentence, said)
        why = [
            number_told(sentence, said),
            Derivation("sum of money", words or "", MONEY),
            Derivation(told.rule, sentence.words(cue.first, cue.last) if cue else "", told.act),
        ]  # fmt: skip
        return self._weighed(
            sentence, said, Head(), found, told, here, before, words, why, unsure=cue is None
        )

    def _weighed(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], told: Told,
        here: list[Found], before: list[Found], words: str | None, why: list[Derivation], *, unsure: bool,
    ) -> Found | None:  # fmt: skip
        """The figure with the act that all words together make likeliest, where they do so clearly."""
        weighed = self.choice.of(sentence, said, head, found, told, here, before, unsure=unsure)
        if weighed is None:
            return None
        if weighed.act != told.act:
            why.append(Derivation(LEARNT, weighed.telling, weighed.act))
        object_ = self._object_of_act(sentence, said, head, told, weighed.act, here, before)
        if object_ != told.object:
            why.append(Derivation("what that act is told of", words or "", object_))
        return Found(
            sentence, said.first, said.last, said.quantity, weighed.act, object_, words,
            max(head.end, said.outer_last), why, told.given, of_them=head.alone, cue=told.cue,
        )  # fmt: skip

    def _object_of_act(
        self, sentence: Sentence, said: Said, head: Head, told: Told, act: str,
        here: list[Found], before: list[Found],
    ) -> str:  # fmt: skip
        """What is counted, where no word names it and the act was weighed anew: what that act is told of."""
        if told.given:
            return told.object
        object_ = told.object
        if act != told.act:
            previous = told_last(here, before)
            of_act = self._object_taken_over(sentence, said, act, head, previous)
            object_ = object_ if of_act == "other" else of_act
        if object_ == "other" and (
            act in _OF_PEOPLE or (act in _OF_COMPLAINTS and not head.words)
        ):
            object_ = self.codebook.acts[act].default_object
        return object_ if goes_with(self.codebook, act, object_) else told.object

    def _refit(
        self, head: Head, found: list[Cue], here: list[Found], before: list[Found]
    ) -> None:
        """A word under two acts («похищенных» of people or things), with no noun beside it: the
        figure before tells what is spoken of."""
        previous = told_last(here, before)
        if head.cue is None:
            return
        if head.object is not None:
            if not self.predication.government.fits(head.cue, head.object):
                same = (head.cue.first, head.cue.last)
                for cue in found:
                    if (cue.first, cue.last) == same and self.predication.government.fits(
                        cue, head.object
                    ):
                        head.cue = cue
                        return
            return
        if previous is None or self.predication.government.fits(head.cue, previous.object):
            return
        for cue in found:
            if (cue.first, cue.last) == (
                head.cue.first,
                head.cue.last,
            ) and self.predication.government.fits(cue, previous.object):
                head.cue, head.object = cue, previous.object
                return

    def _is_bare_one(
        self, sentence: Sentence, said: Said, head: Head, act: str, here: list[Found]
    ) -> bool:
        """«один», "one" as a word counts only beside what it counts; alone it is a pronoun."""
        if said.quantity.value != 1 or said.number.form == "digits":
            return False
        at = said.outer_first
        if (
            at
            and head.object is None
            and here
            and here[-1].sentence.tokens[at - 1].norm == "another"
        ):
            return True  # "killed a farmer and wounded another one"
        if head.alone and any(hit.last == at for hit in sentence.of("parts", "including")):
            return False  # «Олардың |біреуіне айыппұл салынды»
        if head.object is None and head.cue is None:
            return head.unknown or act == "other"
        return act == "other" and not (here and here[-1].act == "other")

    def _is_of_others(self, sentence: Sentence, said: Said, here: list[Found]) -> bool:
        """Whether people counted before it in the clause are whom the clause tells of: "|90 passengers
        were stranded in 38 cabins and brought down"."""
        if not sentence.pack.fixed_order or not here:
            return False
        kind = self.codebook.objects[here[-1].object].kind
        at = sentence.segment_of(said.outer_first)
        return kind == "people" and sentence.segment_of(here[-1].first) == at

    def _tells_where(self, sentence: Sentence, said: Said, head: Head) -> bool:
        """Whether the phrase says where and counts nothing that was done to: «у трьох містах», "in
        four prisons"."""
        if head.left or (head.object is None and not head.unknown):
            return False
        if head.object is not None and not any(
            self.codebook.is_a(head.object, name) for name in PLACES
        ):
            return False
        return any(hit.last == said.outer_first for hit in sentence.of("reference", "place"))

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
            if previous.act == act and kind == "occurrences" and (
                alike == kind or previous.sentence is sentence
            ):  # fmt: skip
                return (
                    previous.object
                )  # «очагов — 38, действующих — 5», «94 ДТП (годом ранее — |117)»
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
        if act == "occurred" and sentence.pack.verb_final:
            return "other"  # «Алматыда – 350»: no word says what it was
        return self.codebook.acts[act].default_object


def _counted_before_bracket(
    sentence: Sentence, said: Said, head: Head, found: list[Cue]
) -> None:
    """«о погибших (18 человек) и раненых (|243 человека)»: a number in brackets is of the word before them."""
    at = said.outer_first - 1
    if at < 1 or sentence.tokens[at].text != "(":
        return
    if head.cue is not None and head.cue.form is Form.COUNTED:
        return
    named = [cue for cue in found if cue.form is Form.COUNTED and cue.last == at]
    if named:
        head.cue = named[-1]
