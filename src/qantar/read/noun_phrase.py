"""The counted noun phrase of a quantity: after the number, before it, or around it.

Over 500 lines: one walk along the phrase, whose steps know how far the others came.
"""

from qantar.codebook import Codebook
from qantar.grammar.lexicon import Hit
from qantar.grammar.quantities import Said
from qantar.grammar.token import MARK, NUMBER, SUFFIX, WORD
from qantar.read.counted_noun import (
    after_preposition,
    agrees_with,
    animacy_of,
    circumstance_end,
    hit_at,
    is_aside,
    is_counted_out,
    is_doer,
    is_listed,
    is_oblique,
    is_owned,
    is_plain,
    is_taken,
    may_be_counted,
    stands_against,
    starting_at,
)
from qantar.read.cues import Cue, Form, goes_with, is_article
from qantar.read.final_head import NP_REACH
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.noun_signs import (
    end_of_numbered,
    goes_on_to,
    has_told,
    holds_its_noun,
    holds_its_verb,
    is_numbered,
    is_of_verb,
    is_those,
    is_whence,
    names_the_hurt,
    of_each,
    opens_clause,
    past_number_of,
)
from qantar.read.order import (
    is_copula,
    is_passive_at,
    is_preposition,
    is_small,
)
from qantar.read.placed import is_placed
from qantar.read.sentence import Segment, Sentence

_NO_NOUNS = frozenset(
    ("more", "others", "other", "each", "alone", "only", "also", "now", "then", "still", "all", "too", "and", "or",
     "had", "not", "such", "further", "so", "far", "already", "have", "next", "later", "ago", "dead", "fewer", "less")
)  # fmt: skip


_INCREMENTS = ("ще", "ещё", "еще")


BREAKDOWN = 5
"""Tokens between two numbers of one breakdown: «51 — тяжко поранені, 27 — …»."""


class NounPhrases:
    """Reads the noun phrases of quantities; keeps nothing between calls."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def right(self, sentence: Sentence, said: Said, found: list[Cue], taken: set[int]) -> Head:
        tokens = sentence.tokens
        head = Head(end=said.outer_last)
        index = said.outer_last
        if index < len(tokens) and tokens[index].kind == SUFFIX:
            index += 1
        index = self._past_them(sentence, index)
        if sentence.pack.fixed_order:
            index = past_number_of(sentence, index)
        steps, inside = 0, False
        while index < len(tokens) and steps < NP_REACH:
            token = tokens[index]
            if index in taken:
                if inside and sentence.pack.fixed_order:  # «12 of the 31 clinics»
                    index += 1
                    continue
                break
            if token.kind == MARK:
                if token.text in "«»\"“”'’„":
                    index += 1
                    continue
                if token.text in "—–-" and self._is_in_breakdown(sentence, said):
                    self._after_dash(sentence, head, index + 1)
                break
            cue = starting_at(found, index)
            noun = self._noun_at(sentence, index)
            if noun is not None and is_of_verb(sentence, said, noun, found):
                break  # "sent 19 of them |home"
            if noun is not None and not agrees_with(sentence, said, noun):
                break  # «трьом | суд обрав тримання під вартою»
            if noun is not None and self._is_no_person(sentence, said, noun):
                break  # «шестерых тяжёлых | вертолётом переправили»
            if noun is not None and noun.code == "body" and head.cue is not None:
                if head.cue.act == "injured":
                    break  # «у двоих ранения частей | тела»
            if cue is not None and cue.form is Form.PREDICATE and noun is None:
                if index == said.outer_last and names_the_hurt(sentence, said, cue):
                    head.cue, head.end, head.words = cue, index + 1, (index, index + 1)
                    return head
                if sentence.pack.fixed_order and self._modifies(sentence, said, cue):
                    index, steps = cue.last, steps + 1
                    head.unknown = True
                    continue
                break
            if noun is not None and (
                cue is None or noun.last >= cue.last or cue.role == "noun"
                or (sentence.pack.fixed_order and cue.form is Form.PREDICATE)
                or (not sentence.pack.verb_final and holds_its_verb(sentence, noun, cue))
            ):  # fmt: skip
                noun = self._final_noun(sentence, noun, taken) or noun
                head.object, head.words, head.end = (
                    noun.code,
                    (noun.first, noun.last),
                    noun.last,
                )
                head.unknown = False
                if cue is not None and (
                    holds_its_verb(sentence, noun, cue)
                    if noun.last < cue.last and not sentence.pack.fixed_order
                    else cue.form is Form.COUNTED
                    and (cue.last == noun.last or sentence.pack.fixed_order)
                ):  # «wounded men»
                    head.cue = cue
                elif head.cue is None and noun.last - noun.first > 1:
                    head.cue = self._verb_within(sentence, noun, found)
                self._trailing_participle(sentence, head, found)
                head.whence = inside and is_listed(sentence, said)
                return head
            if cue is not None:
                if cue.form is Form.NOUN:
                    break
                if cue.form is Form.COUNTED or head.cue is None:
                    head.cue, head.end = cue, cue.last
                    if head.words is None:
                        head.words = (cue.first, cue.last)
                index, steps = cue.last, steps + 1
                continue
            if head.cue is not None and not self._continues(sentence, index):
                past = circumstance_end(sentence, index)
                if past > index:
                    index, steps = past, steps + 1
                    continue
                break
            word = token.word
            if self._stands_for_people(sentence, index):
                head.object, head.words, head.end = "person", (index, index + 1), index + 1
                return head
            if self._opens_partitive(sentence, index):
                index, steps, inside = index + 1, steps + 1, True
                continue
            if sentence.pack.fixed_order:
                if is_small(sentence, index) and not is_article(sentence, index):
                    break
                if any(moment.first == index for moment in sentence.moments):
                    break  # "the toll stood at 45 | late on Thursday"
                if not word.features & {"past", "ger", "gen"} and not is_article(
                    sentence, index
                ):
                    head.unknown = head.unknown or self._is_noun_like(sentence, index)
            if (
                "adp" in word.features
                and "noun" not in word.features
                and "adj" not in word.features
            ):
                past = self._past_circumstance(sentence, said, index)
                if past > index:
                    index, steps = past, steps + 1
                    continue
                break
            if sentence.pack.code == "en" and hit_at(sentence, "joints", index) is not None:
                break
            if index == said.outer_last and not sentence.pack.verb_final:
                if any(hit.first == index for hit in sentence.of("joints", "and")):
                    if index + 1 not in taken:
                        break  # «потребовал 10 миллионов | и вертолёт»
            if token.kind == NUMBER or (word.has("fin") and not word.has("noun")):
                break
            if self._is_measure(sentence, index):
                index, head.end = index + 1, index + 1
                continue
            possessor = sentence.pack.fixed_order and "gen" in word.features
            if word.has("noun") and not word.has("adj") and head.cue is None and not possessor:
                head.unknown = True
                head.words, head.end = (index, index + 1), index + 1
                if not (sentence.pack.verb_final or sentence.pack.fixed_order):
                    head.animate = animacy_of(word)
                if not sentence.pack.verb_final:
                    break
            index, steps = index + 1, steps + 1
        return head

    def _is_no_person(self, sentence: Sentence, said: Said, noun: Hit) -> bool:
        """Whether a thing in the instrumental stands behind a number that counts only people."""
        if said.number.form != "collective" or sentence.pack.verb_final:
            return False
        if self.codebook.objects[noun.code].kind != "things":
            return False
        features = sentence.tokens[noun.first].word.features
        return "ins" in features and not features & {"gen", "nom"}

    def _is_measure(self, sentence: Sentence, index: int) -> bool:
        """«2920 |штук патронов», «патроны – 200 |штук»: a word things are counted by, before their noun in the
        genitive or with no noun behind it."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return False
        if not any(hit.first == index for hit in sentence.of("small", "measure")):
            return False
        tokens = sentence.tokens
        if index + 1 >= len(tokens) or tokens[index + 1].kind == MARK:
            return True
        return "gen" in tokens[index + 1].word.features

    def _verb_within(self, sentence: Sentence, noun: Hit, found: list[Cue]) -> Cue | None:
        """«три обгоревших |тела обнаружены»: a phrase that begins within the noun and holds its verb."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return None
        return next(
            (
                cue for cue in found
                if noun.first < cue.first < noun.last and holds_its_verb(sentence, noun, cue)
            ),
            None,
        )  # fmt: skip

    def _stands_for_people(self, sentence: Sentence, index: int) -> bool:
        """«11 |отдыхающих, …»: an active participle behind a number, with no noun of its own."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return False
        tokens = sentence.tokens
        word = tokens[index].word
        if not word.has("ptcp", "act", "pl") or word.has("noun"):
            return False
        if index + 1 >= len(tokens) or tokens[index + 1].kind == MARK:
            return True
        following = tokens[index + 1].word
        return following.has("fin") or following.has("short")

    def _past_circumstance(self, sentence: Sentence, said: Said, index: int) -> int:
        """Where «77 находившихся |в шахте горноспасателей» goes on: behind what a participle stands with."""
        tokens = sentence.tokens
        if sentence.pack.fixed_order or sentence.pack.verb_final or index <= said.outer_last:
            return index
        if not {"ptcp", "gen"} <= tokens[index - 1].word.features:
            return index  # «чотири поранені |через обстріл»: they are counted themselves
        for at in range(index + 2, min(len(tokens), index + 5)):
            if tokens[at].kind == MARK or tokens[at].word.has("fin"):
                return index
            noun = self._noun_at(sentence, at)
            if noun is not None and tokens[noun.last - 1].word.has("gen", "pl"):
                return at
        return index

    def _past_them(self, sentence: Sentence, index: int) -> int:
        """Where a phrase goes on behind «семеро |из них», an aside of who says so skipped: «тридцать
        три з них, за нашими підрахунками, — поліцейські»."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return index
        hit = next((h for h in sentence.of("parts", "including") if h.first == index), None)
        if hit is None:
            return index
        at = sentence.segment_of(hit.last - 1)
        if (
            at + 2 < len(sentence.segments)
            and hit.last == sentence.segments[at].last
            and is_aside(sentence, at + 1)
        ):
            return sentence.segments[at + 2].first - 1
        word = sentence.tokens[hit.last].word if hit.last < len(sentence.tokens) else None
        follows = hit_at(sentence, "objects", hit.last)
        told = follows is not None and word is not None and word.has("nom")
        dash = word is not None and sentence.tokens[hit.last].text in "—–-"
        return hit.last if told or dash else index

    def told_of(self, sentence: Sentence, head: Head) -> None:
        """The noun behind a bare number and «of them» or a form of "be": «11 of them policemen», "of
        whom 3,393 were officers"."""
        if head.object is not None or head.cue is not None or not sentence.pack.fixed_order:
            return
        at = next(
            (h.last for h in sentence.of("parts", "including") if h.first == head.end), None
        )
        begins = is_copula(sentence, head.end if at is None else at)
        for index in (begins, at):
            if index is None:
                continue
            while index < len(sentence.tokens) and is_article(sentence, index):
                index += 1
            noun = self._noun_at(sentence, index)
            if noun is not None:
                head.object, head.words, head.unknown = (
                    noun.code,
                    (noun.first, noun.last),
                    False,
                )
                return

    def _noun_at(self, sentence: Sentence, index: int) -> Hit | None:
        """The counted noun that starts at a token; where forms are ambiguous, no verb («people
        rallied») and no possessor («the province's clinics»)."""
        noun = hit_at(sentence, "objects", index)
        if noun is None or not sentence.pack.fixed_order:
            return noun
        features = sentence.tokens[noun.last - 1].word.features
        kind = self.codebook.objects[noun.code].kind
        if "gen" in features or ("past" in features and kind not in ("people", "things")):
            return None
        return noun

    def _is_noun_like(self, sentence: Sentence, index: int) -> bool:
        """A word no list knows at the end of a noun phrase, in a language that does not mark nouns."""
        token = sentence.tokens[index]
        return (
            token.kind == WORD and token.norm not in _NO_NOUNS and not token.norm.endswith("ly")
        )

    def _modifies(self, sentence: Sentence, said: Said, cue: Cue) -> bool:
        """A verb in its plain form right before a noun is no verb: «two gas cylinders»."""
        if said.quantity.value == 1 and cue.last - cue.first == 1 and is_plain(sentence, cue):
            return True  # «one question»
        if cue.act == "other" and cue.first == said.outer_last and not is_plain(sentence, cue):
            if self._noun_at(sentence, cue.last) is not None:
                return True  # "fifteen |stranded tourists"
        if cue.last - cue.first != 1 or sentence.tokens[cue.first].word.features & {
            "past",
            "ger",
        }:
            return False
        return self._noun_at(sentence, cue.last) is not None

    def _after_dash(self, sentence: Sentence, head: Head, index: int) -> None:
        """«из них 19 — полицейские»: a part and, behind a dash, who they are."""
        noun = hit_at(sentence, "objects", index)
        word = sentence.tokens[index].word if index < len(sentence.tokens) else None
        if noun is not None and word is not None and (word.has("nom") or not word.has("gen")):
            head.object, head.words, head.end = noun.code, (noun.first, noun.last), noun.last
            if any(h.first == noun.last for h in sentence.of("joints", "and")):
                head.object = self._of_both(sentence, noun)

    def _of_both(self, sentence: Sentence, noun: Hit) -> str:
        """«130 — женщины и старики»: what holds both nouns."""
        other = next((h for h in sentence.of("objects") if 1 <= h.first - noun.last <= 2), None)
        if other is None:
            return noun.code
        code: str | None = noun.code
        while code is not None and not self.codebook.is_a(other.code, code):
            code = self.codebook.objects[code].parent
        return code or noun.code

    def _names_counted(self, sentence: Sentence, part: Hit) -> bool:
        """Whether a phrase of inclusion names what is counted: «of the injured», not «of them»."""
        if not sentence.pack.fixed_order:
            return False
        return any(
            part.first < hit.first < part.last
            for category in ("acts", "objects")
            for hit in sentence.of(category)
        )

    def _opens_partitive(self, sentence: Sentence, index: int) -> bool:
        """«14 из изъятых единиц», "three of the wounded": the noun stands behind the preposition.
        «из них» is a part phrase and no noun."""
        for part in sentence.of("parts"):
            if part.first == index and not self._names_counted(sentence, part):
                return False
        if not any(hit.first == index for hit in sentence.of("joints", "of")):
            return False
        # «одного з переохолодженням»: "with" and its instrumental are no "of"
        cases = (
            sentence.tokens[index + 1].word.features if index + 1 < len(sentence.tokens) else ()
        )
        return sentence.pack.fixed_order or "ins" not in cases or "gen" in cases

    def _continues(self, sentence: Sentence, index: int) -> bool:
        """Whether a noun may still follow a participle: «убитых вооружённых нападавших»."""
        word = sentence.tokens[index].word
        return "adj" in word.features or "ptcp" in word.features or "gen" in word.features

    def container(self, sentence: Sentence, said: Said, head: Head, here: list[Found]) -> None:
        """«тела 14 пограничников и одного егеря»: what is counted are bodies, not border guards."""
        if sentence.pack.verb_final:
            return
        hit = next(
            (h for h in sentence.of("objects", "body") if 0 <= said.outer_first - h.last <= 1),
            None,
        )
        if hit is not None and hit.last < said.outer_first and not sentence.pack.fixed_order:
            if "verb" in sentence.tokens[hit.last].word.features:
                hit = None  # «требование выдать тело | подписали 50 тысяч человек»
        if hit is not None:
            head.object, head.words, head.cue = "body", (hit.first, hit.last), None
        elif here and here[-1].object == "body" and head.object != "body" and head.cue is None:
            joined = range(here[-1].np_last, said.outer_first)
            if len(joined) == 1 and any(
                h.first in joined for h in sentence.of("joints", "and")
            ):
                head.object, head.cue = "body", None

    def _final_noun(self, sentence: Sentence, noun: Hit, taken: set[int]) -> Hit | None:
        """In languages whose compounds end in their head, the last noun of the run."""
        if not (sentence.pack.verb_final or sentence.pack.code == "en"):
            return None
        last = noun
        while True:
            following = self._noun_at(sentence, last.last)
            if following is not None and sentence.pack.fixed_order:
                if self._are_people(sentence, last) and not self._is_people(following):
                    following = None
            if following is not None and sentence.pack.verb_final:
                # a Kazakh compound: bare modifier, head with its possessive («полиция көлігі»)
                if is_oblique(sentence, last) or not is_owned(sentence, following):
                    following = None
                elif of_each(sentence, following):
                    following = None  # «төрт бала |үйлеріне жеткізілді»
            if following is None or last.last in taken:
                return Hit(last.entry, noun.first, last.last) if last is not noun else None
            last = following

    def _is_people(self, noun: Hit) -> bool:
        return self.codebook.objects[noun.code].kind == "people"

    def _are_people(self, sentence: Sentence, noun: Hit) -> bool:
        """Whether a noun of people stands in the plural, as none does that only tells more of a thing
        behind it: "flew 310 |nationals home"."""
        token = sentence.tokens[noun.last - 1]
        plural = token.norm.endswith("s") and token.norm not in token.word.lemmas
        return self._is_people(noun) and (
            plural or any(hit.last == noun.last for hit in sentence.of("small", "plural"))
        )

    def _trailing_participle(self, sentence: Sentence, head: Head, found: list[Cue]) -> None:
        """«оружия, похищенного со складов»: a participle right after the noun tells its act."""
        if head.cue is not None:
            return
        index = head.end
        tokens = sentence.tokens
        if index < len(tokens) and tokens[index].text == ",":
            index += 1
        cue = starting_at(found, index)
        if cue is not None and cue.form is Form.PARTICIPLE:
            doing = {"ptcp", "act"} <= tokens[cue.first].word.features
            if doing and cue.role == "object" and not cue.passive:
                return  # «трое мужчин, |напавших на патруль»: what they did befell others
            head.cue = cue

    def left(
        self,
        sentence: Sentence,
        said: Said,
        found: list[Cue],
        taken: set[int],
        here: list[Found],
    ) -> Head | None:
        """The noun before the number: «число погибших достигло 227», «қаза тапқандар – үшеу»."""
        segment = sentence.segment_of(said.outer_first)
        first = sentence.segments[segment].first
        opened = sentence.segments[segment].opened_by
        alone = sentence.segments[segment].last - said.outer_last <= 0
        skipped: Segment | None = None
        if segment > 1 and opened == "," and is_aside(sentence, segment - 1):
            first = sentence.segments[segment - 2].first
            skipped = None if sentence.pack.fixed_order else sentence.segments[segment - 1]
        elif segment and said.outer_first - first <= 2 and (
            opened in ("—", "–", "-", ":", "(")
            or (opened == "," and alone and not has_told(sentence, said, found))
        ):  # fmt: skip
            first = sentence.segments[segment - 1].first
        used = max((figure.np_last for figure in here), default=0)
        first = max(first, used)
        best: Head | None = None
        nouns = [
            hit for hit in sentence.of("objects")
            if first <= hit.first and hit.last <= said.outer_first and not is_taken(hit, taken)
            and not (sentence.pack.fixed_order and is_passive_at(sentence, hit.first))
            and may_be_counted(sentence, hit) and not is_doer(sentence, hit, said, found)
            and not (sentence.pack.verb_final and is_whence(sentence, hit))
            and (
                self.codebook.objects[hit.code].kind != "occurrences"
                or stands_against(sentence, hit.last, said.outer_first)
                or is_numbered(sentence, hit.first)
                or (is_listed(sentence, said) and is_placed(sentence, said))
            )
        ]  # fmt: skip
        if said.number.form == "collective" and not sentence.pack.verb_final:
            nouns = [hit for hit in nouns if self.codebook.objects[hit.code].kind == "people"]
        if (
            skipped is not None
        ):  # who says so is not counted: «мародёров, утверждает полиция, …»
            nouns = [hit for hit in nouns if not skipped.first <= hit.first < skipped.last]
        free = [
            hit for hit in nouns
            if not after_preposition(sentence, hit.first) and not self._is_owner(sentence, hit)
        ]  # fmt: skip
        inflected = not (sentence.pack.fixed_order or sentence.pack.verb_final)
        if (
            free or inflected
        ):  # «в аварии погибли |пять»: what stands behind a preposition counts nobody
            nouns = free
        if sentence.pack.fixed_order:
            if opens_clause(sentence, said, opened):
                return None
            return self._first_head(sentence, said, nouns, found, first)
        if inflected and any(
            cue.form is Form.COUNTED
            and first <= cue.first
            and is_numbered(sentence, cue.first)
            and self.codebook.acts[cue.act].kind == "people"
            and not sentence.tokens[cue.last - 1].word.has("ptcp")
            for cue in found
        ):  # «число жертв ДТП достигло |пяти»: people are counted
            nouns = [hit for hit in nouns if self.codebook.objects[hit.code].kind == "people"]
            found = [c for c in found if self.codebook.acts[c.act].kind != "occurrences"]
        ends = end_of_numbered(sentence, first, said.outer_first) if inflected else None
        if ends is not None and (
            any(hit.first < ends for hit in nouns)
            or any(cue.form is Form.COUNTED and first <= cue.first < ends for cue in found)
        ):
            nouns = [hit for hit in nouns if hit.first < ends]
            found = [cue for cue in found if cue.first < ends]
        numbered = sentence.of("reference", "count") if not sentence.pack.verb_final else ()
        if any(0 <= said.outer_first - hit.last <= 1 for hit in numbered):
            nouns = []  # «администрация рынка называет цифру |190»: what was counted was told before
        for hit in nouns:
            best = Head(hit.code, (hit.first, hit.last), end=said.outer_last, left=True)
            if sentence.pack.verb_final:  # «өртенген автокөлік – 50»
                best.cue = next(
                    (
                        c
                        for c in found
                        if (
                            c.form is Form.PARTICIPLE
                            and goes_on_to(sentence, c.last, hit.first)
                        )
                        or holds_its_noun(sentence, c, hit)
                    ),
                    None,
                )  # fmt: skip
        for cue in found:
            if cue.form is Form.COUNTED and first <= cue.first and cue.last <= said.outer_first:
                if self.codebook.acts[cue.act].kind == "occurrences" and not (
                    stands_against(sentence, cue.last, said.outer_first)
                    or is_numbered(sentence, cue.first)
                ):
                    continue
                if inflected and self.codebook.acts[cue.act].kind == "occurrences":
                    if after_preposition(sentence, cue.first):
                        continue  # «поранених | у ДТП – |семеро»
                if best is None or best.words is None or cue.first >= best.words[0]:
                    words = best.words if best and best.words and best.words[0] > cue.last else (
                        cue.first, cue.last)  # fmt: skip
                    best = Head(None, words, cue, end=said.outer_last, left=True)
                    noun = hit_at(sentence, "objects", cue.last)
                    if (
                        noun is not None
                        and noun.last <= said.outer_first
                        and (
                            noun.code != "other" or sentence.tokens[cue.first].word.has("ptcp")
                        )
                        and goes_with(self.codebook, cue.act, noun.code)
                    ):  # «погибших полицейских», not «жертв | взрыва», «жертв | ДТП»
                        best.object, best.words = noun.code, (noun.first, noun.last)
        return best

    def _is_owner(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a place's noun only belongs to the noun before it: «за санкцией суда 446»."""
        thing = self.codebook.objects[hit.code]
        if thing.kind != "things" or not hit.first or sentence.pack.verb_final:
            return False
        before, own = sentence.tokens[hit.first - 1].word, sentence.tokens[hit.first].word
        if any(h.last == hit.first for h in sentence.of("joints", "number")):
            return False
        return (
            "gen" in own.features and "nom" not in own.features
            and before.has("noun") and not before.has("adp")
            and self.codebook.is_a(hit.code, "building")
        )  # fmt: skip

    def _first_head(
        self, sentence: Sentence, said: Said, nouns: list[Hit], found: list[Cue], first: int
    ) -> Head | None:
        """Where the noun phrase begins with its head, the noun before the prepositions: «the number of
        |inmates killed in clashes has risen to 116»."""
        spans = [(hit.first, hit.last) for hit in nouns]
        heads = [
            Head(hit.code, (hit.first, hit.last), end=said.outer_last, left=True)
            for hit in nouns
        ]
        listed = is_listed(sentence, said)
        for cue in found:
            span = (cue.first, cue.last)
            same = next((head for head in heads if head.words == span), None)
            if (
                cue.form is Form.COUNTED
                and self.codebook.acts[cue.act].kind == "occurrences"
                and not stands_against(sentence, cue.last, said.outer_first)
            ):
                continue
            if cue.form is Form.COUNTED and same is not None:
                same.cue = cue
                continue
            if "past" in sentence.tokens[cue.first].word.features and not (
                listed or is_those(sentence, cue.first)
            ):
                continue  # «seized by a crowd of 45»: no noun
            inside = any(a <= cue.first and cue.last <= b and (a, b) != span for a, b in spans)
            if (
                cue.form is Form.COUNTED
                and first <= cue.first
                and cue.last <= said.outer_first
                and not inside
            ):
                heads.append(Head(None, span, cue, end=said.outer_last, left=True))
        heads.sort(key=lambda head: (head.words or (0, 0), head.cue is None))
        chosen: Head | None = None
        for head in heads:
            assert head.words is not None
            if chosen is None or chosen.words is None:
                chosen = head
                continue
            between = range(chosen.words[1], head.words[0])
            says = any(hit.first in between for hit in sentence.of("attribution", "say"))
            if says or not any(
                is_preposition(sentence, i) and sentence.tokens[i].norm != "of" for i in between
            ):
                if chosen.cue is None or head.cue is not None or says:
                    chosen = head
        return chosen

    def _is_in_breakdown(self, sentence: Sentence, said: Said) -> bool:
        """Whether a number is a part or goes on with one: «з яких 51 — діти, |27 — жінки»."""
        if self.is_part(sentence, said) or is_counted_out(sentence, said):
            return True
        before = [other for other in sentence.said if other.outer_last <= said.outer_first]
        if not before:
            return False
        between = sentence.tokens[before[-1].outer_last : said.outer_first]
        return (
            2 < len(between) <= BREAKDOWN
            and between[0].text in "—–-"
            and (
                between[-1].text in (",", "і", "й", "та", "и", "а")
                or between[-1].norm in _INCREMENTS
            )
            and self._is_in_breakdown(sentence, before[-1])
        )

    def is_part(self, sentence: Sentence, said: Said) -> bool:
        """Whether "of which" or its like stands in the quantity's segment or opens it."""
        segment = sentence.segments[sentence.segment_of(said.outer_first)]
        return any(
            segment.first <= hit.first <= said.outer_first + 1
            for hit in sentence.of("parts", "including")
        )
