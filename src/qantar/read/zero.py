"""Denials that are figures: «жертв нет», «погибших не было», "no casualties", «ешкім қаза тапқан жоқ»."""

from qantar.codebook import Codebook
from qantar.domain.derivation import Derivation
from qantar.domain.quantity import Quantity
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK
from qantar.read.counted_noun import is_aside
from qantar.read.cues import Cue, Form, cues, goes_with
from qantar.read.found import Found
from qantar.read.order import is_preposition, is_small
from qantar.read.sentence import Sentence

REACH = 8
"""Words between «жертв» and «не было»: «жертв среди гражданского населения не было»."""
DENIED = 2
"""The same where the verb stands last: «зардап шеккен жан жоқ»."""
PRESENT = ("attended", "deployed")
"""Acts of those who were there: «ніхто з глядачів не постраждав» tells what befell none of them."""
PEOPLE = frozenset(
    {"killed", "injured", "missing", "detained", "arrested", "hospitalized", "abducted"}
)
_WITHOUT = ("без", "without")
"""Prepositions that deny only the noun right behind them: «арештанти лежали |без сорочок»."""


def zeros(codebook: Codebook, sentence: Sentence) -> list[Found]:
    """Figures of nought: a negator beside a counted noun, or a word for nobody with its predicate."""
    negators = list(sentence.of("reality", "absent"))
    words = [said for said in sentence.said if said.number.kind == "zero"]
    nobody_hurt = unhurt(codebook, sentence)
    if not negators and not words:
        return nobody_hurt
    found = cues(sentence)
    told = {
        i
        for cue in found
        if cue.last - cue.first > 1 and not sentence.pack.verb_final
        for i in range(cue.first, cue.last)
    }  # «без вести», «нет связи»: the act has its "no" within
    words = [said for said in words if said.first not in told]
    negators = [hit for hit in negators if hit.first not in told]
    out = nobody_hurt
    for hit in negators:
        if any(abs(figure.first - hit.first) <= 1 for figure in out):
            continue  # «түскен жоқ» and its «жоқ»
        if _is_attributive(sentence, hit):
            continue
        at = sentence.segment_of(hit.first)
        counted = [
            cue for cue in found
            if (cue.form in (Form.COUNTED, Form.PARTICIPLE) or _is_among(sentence, cue, hit))
            and _is_same_clause(sentence, sentence.segment_of(cue.first), at)
            and min(abs(hit.first - cue.last), abs(cue.first - hit.last)) <= REACH
            and cue.act in PEOPLE
        ]  # fmt: skip
        if sentence.pack.verb_final:
            counted = [cue for cue in counted if _is_said_absent(sentence, cue, hit)]
            if any(
                w.number.form == "nobody" and sentence.segment_of(w.first) == at for w in words
            ):
                continue  # «ешкім қаза тапқан жоқ»: nobody is the nought
        if hit.last - hit.first == 1 and sentence.tokens[hit.first].norm in _WITHOUT:
            counted = [cue for cue in counted if 0 <= cue.first - hit.last <= 1]
        if not counted:
            continue
        numbers = [
            said for said in sentence.said
            if said.use == "count" and min(counted[0].first, hit.first) < said.first < max(counted[-1].last, hit.last)
        ]  # fmt: skip
        if numbers:
            continue
        for cue in counted[:1]:
            noun = next(
                (h for h in sentence.of("objects")
                 if sentence.segment_of(h.first) == at and not cue.first <= h.first < cue.last and goes_with(codebook, cue.act, h.code)
                 and codebook.objects[h.code].kind == "people"), None)  # fmt: skip
            out.append(
                _nought(sentence, hit.first, hit.last, cue.act,
                        noun.code if noun else codebook.acts[cue.act].default_object,
                        sentence.words(noun.first, noun.last) if noun else sentence.words(cue.first, cue.last),
                        hit.entry.phrase, max(hit.last, cue.last))
            )  # fmt: skip
    for said in words:
        if any(figure.first <= said.first < figure.last for figure in out):
            continue  # «жоқ» is a negator and a word for nought
        if any(hit.first == said.first and _is_attributive(sentence, hit) for hit in negators):
            continue
        if sentence.pack.fixed_order and any(
            hit.first == said.first and hit.last > said.last and hit.code != "absent"
            for hit in sentence.of("reality")
        ):
            continue  # "|no longer grant asylum"
        if (
            not said.first
            and said.last < len(sentence.tokens)
            and sentence.tokens[said.last].kind == MARK
        ):
            continue  # «No.» is an answer
        if sentence.tokens[said.first].norm == "neither" and any(
            hit.first == said.last and hit.code in ("be", "have", "modal")
            for hit in sentence.of("auxiliaries")
        ):
            continue  # "|neither had they fired"
        segment = sentence.segments[sentence.segment_of(said.first)]
        noun = next(
            (h for h in sentence.of("objects") if said.last <= h.first <= said.last + 3
             and not any(
                 t.kind == MARK or is_preposition(sentence, said.last + i)
                 for i, t in enumerate(sentence.tokens[said.last : h.first]))), None
        )  # fmt: skip
        if noun is None and _is_of_something_else(sentence, said.last, found):
            continue
        if _is_of_a_count(sentence, said.last):
            continue
        governing = [
            cue for cue in found
            if segment.first <= cue.first < segment.last and cue.form is not Form.NOUN
            and (noun is None or not noun.first <= cue.first < noun.last or cue.form is Form.COUNTED)
            and (said.number.form != "nobody" or cue.form is not Form.COUNTED)
            and (noun is None or goes_with(codebook, cue.act, noun.code))
        ]  # fmt: skip
        if sentence.pack.verb_final:
            counted_before = {one.outer_last for one in sentence.said if one.use == "count"}
            governing = [
                cue for cue in governing
                if (
                    cue.form is Form.COUNTED
                    and said.number.form != "nobody"
                    and cue.first not in counted_before  # «12 күдікті әлі ұсталған жоқ»
                )
                or cue.first >= said.last
            ]  # fmt: skip
        governing.sort(
            key=lambda cue: (
                cue.form is Form.COUNTED and cue.act in PRESENT,
                noun is None and codebook.acts[cue.act].kind != "people",
                max(cue.first - said.last, said.first - cue.last),
            )
        )
        if not governing and noun is None:
            governing = [
                cue for cue in found if cue.form in (Form.COUNTED, Form.PARTICIPLE)
                and cue.act in PEOPLE
                and 0 <= said.first - cue.last <= (DENIED if sentence.pack.verb_final else REACH)
            ][-1:]  # fmt: skip
            noun = next(
                (h for h in sentence.of("objects") if governing
                 and abs(h.first - governing[0].first) <= 2
                 and goes_with(codebook, governing[0].act, h.code)), None)  # fmt: skip
        if noun is None and governing and governing[0].form is Form.COUNTED:
            noun = next(  # «жертв среди гражданского населения не было»
                (h for h in sentence.of("objects")
                 if governing[0].last <= h.first and h.last <= said.first
                 and not is_aside(sentence, sentence.segment_of(h.first))
                 and codebook.objects[h.code].kind == "people"), None)  # fmt: skip
        act = governing[0].act if governing else None
        if act in PRESENT and said.number.form != "nobody" and not sentence.pack.verb_final:
            continue  # «граждан республики среди нападавших не было»: who they were, not how many
        if act is None and noun is not None:
            act = codebook.objects[noun.code].default_act
        if act is None:
            continue
        if any(
            figure.act == act and segment.first <= figure.first < segment.last for figure in out
        ):
            continue  # «не було |жодного затриманого»: one denial in two words
        object_ = noun.code if noun else codebook.acts[act].default_object
        if (
            noun is None
            and governing
            and governing[0].form is not Form.COUNTED
            and said.number.form != "nobody"
        ):
            if codebook.acts[act].kind != "people":
                continue
        out.append(
            _nought(sentence, said.first, said.last, act, object_,
                    sentence.words(noun.first, noun.last) if noun else None,
                    sentence.words(said.first, said.last), said.last)
        )  # fmt: skip
    return out


def _is_same_clause(sentence: Sentence, told: int, denied: int) -> bool:
    """«летальных исходов, |по её словам, в январе не зафиксировано»: an aside stands between at the most."""
    return told == denied or (told == denied - 2 and is_aside(sentence, denied - 1))


def unhurt(codebook: Codebook, sentence: Sentence) -> list[Found]:
    """«люди не пострадали»: people at large, whom nothing befell."""
    anyone = sentence.of("small", "anyone")
    if not anyone:
        return []
    negated = {hit.last: hit for hit in sentence.of("reality", "negated")}
    out: list[Found] = []
    for cue in cues(sentence):
        no = negated.get(cue.first)
        if no is None or no.last - no.first > 1 or cue.form is not Form.PREDICATE:
            continue
        if cue.act not in _BODILY:
            continue
        at = sentence.segment_of(cue.first)
        if any(sentence.segment_of(said.first) == at for said in sentence.said):
            continue
        noun = next((h for h in anyone if h.last == no.first or h.first == cue.last), None)
        if noun is None or (noun.first and noun.last == no.first and _is_named(sentence, noun)):
            continue
        object_ = codebook.acts[cue.act].default_object
        words = sentence.words(noun.first, noun.last)
        phrase = sentence.words(no.first, cue.last)
        out.append(
            _nought(sentence, no.first, no.last, cue.act, object_, words, phrase, cue.last)
        )
    return out


_BODILY = frozenset({"killed", "injured"})


def _is_named(sentence: Sentence, noun: Hit) -> bool:
    """Whether the word before tells which people: «эти |люди не пострадали»."""
    before = sentence.tokens[noun.first - 1]
    return bool(before.word.features & {"adj", "pron"}) and before.kind != MARK


def _is_of_something_else(sentence: Sentence, index: int, found: list[Cue]) -> bool:
    """«no fodder»: a noun nobody counts, where nouns are not marked as such."""
    if not sentence.pack.fixed_order or index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    if token.kind == MARK or any(cue.first <= index + 2 and index < cue.last for cue in found):
        return False
    return not is_small(sentence, index)


def _is_among(sentence: Sentence, cue: Cue, hit: Hit) -> bool:
    """«Сатушылар арасында | зардап шеккен | жоқ»: the participle stands for those it would tell of."""
    if not sentence.pack.verb_final or cue.last != hit.first:
        return False
    return any(one.last == cue.first for one in sentence.of("parts", "including"))


def _is_of_a_count(sentence: Sentence, index: int) -> bool:
    """ "gave |no casualty toll": nobody is said to be unhurt where only the count is missing."""
    return sentence.pack.fixed_order and any(
        index <= hit.first <= index + 1 and sentence.tokens[index].kind != MARK
        for hit in sentence.of("reality", "count")
    )


def _is_attributive(sentence: Sentence, hit: Hit) -> bool:
    """«үйі |жоқ 12 отбасы», «тіршілік белгісі |жоқ адамды»: what those behind it are without."""
    if not sentence.pack.verb_final:
        return False
    return any(said.outer_first == hit.last for said in sentence.said) or any(
        noun.first == hit.last for noun in sentence.of("objects")
    )


def _is_said_absent(sentence: Sentence, cue: Cue, hit: Hit) -> bool:
    """Whether «жоқ» stands right behind the word, or behind «туралы ақпарат түскен» and its like."""
    if cue.last == hit.first:
        return True
    about = {h.first for h in sentence.of("joints", "about")}
    return cue.last <= hit.first and cue.last in about


def _nought(
    sentence: Sentence, first: int, last: int, act: str, object_: str, words: str | None,
    phrase: str, np_last: int,
) -> Found:  # fmt: skip
    why = [
        Derivation("denial as nought", phrase, "0"),
        Derivation("what is denied", words or "", f"{object_}.{act}"),
    ]
    return Found(sentence, first, last, Quantity.of(0), act, object_, words, np_last, why)
