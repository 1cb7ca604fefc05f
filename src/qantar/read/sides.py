"""On whose side those stand whom a word alone puts on none: by what befell them, by what they did, by what
the report tells of them elsewhere.

«Погиб |шофёр», «|рабочие вышли на митинг», "a |student opened fire": the clause tells. Where it tells
nothing, the same word elsewhere in the report tells, if it always tells the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK
from qantar.read.cues import Cue, Form
from qantar.read.found import Found
from qantar.read.labels import Labelled
from qantar.read.order import is_passive_at, is_preposition, may_govern
from qantar.read.sentence import Sentence

HARM = frozenset(
    "killed injured missing hospitalized abducted rescued evacuated displaced".split()
)
"""What makes a victim of whom a word puts on no side: «двое шахтёров погибли», «ранен пастух»."""
DONE_TO = frozenset("killed injured abducted attacked".split())
"""What makes an attacker of him who does it to others."""
NO_SIDE, VICTIMS, CROWD, ATTACKERS = "other", "victims", "crowd", "attackers"
REACH = 4
"""Words between a verb and whom it is told of, where order tells who that is."""

Told = Sequence[tuple[Sentence, list[Labelled]]]


def settle(
    told: Told, figures: Mapping[int, Sequence[Found]]
) -> Iterator[tuple[Sentence, list[Labelled]]]:
    """The labels of a report, sentence by sentence, those of no side put on the one it tells of."""
    disaster = any(sentence.of("events", "disaster") for sentence, _ in told)
    shaken = disaster and not any(
        hit.role == "noun" for sentence, _ in told for hit in sentence.of("events", "protest")
    )
    sides: dict[str, set[str]] = {}
    of_many: set[str] = set()
    own: dict[int, str] = {}
    for sentence, found in told:
        for label in found:
            if label.side != NO_SIDE:
                continue
            side = _told_here(sentence, label, found, figures.get(sentence.number, ()))
            if side is None and disaster and _is_aboard(sentence, label):
                side = VICTIMS
            if side == CROWD and shaken:
                continue  # they went out into the street because the earth shook
            if side is not None:
                own[id(label)] = side
                sides.setdefault(label.phrase, set()).add(side)
                if _is_plural(sentence, label) is not False:
                    of_many.add(label.phrase)
    elsewhere = {phrase: min(told) for phrase, told in sides.items() if len(told) == 1}
    of_protest: bool | None = None
    for sentence, found in told:
        out: list[Labelled] = []
        for label in found:
            if label.side == NO_SIDE:
                side = own.get(id(label))
                if side is None and label.phrase in elsewhere:
                    if label.phrase in of_many or not _is_plural(sentence, label):
                        side = elsewhere[label.phrase]
                if side is None and _is_held(sentence, label):
                    if of_protest is None:
                        of_protest = _is_of_protest(told)
                    side = CROWD if of_protest else None
                label = replace(label, side=side or NO_SIDE)
            out.append(label)
        yield sentence, out


def _is_plural(sentence: Sentence, label: Labelled) -> bool | None:
    """Whether a label is of many: what befell one guard is not told of the guards; None if it may be."""
    token = sentence.tokens[_head(sentence, label)]
    if sentence.pack.fixed_order:
        return token.norm not in token.word.lemmas
    features = token.word.features
    if sentence.pack.verb_final:
        return "pl" in features or None
    return "pl" in features if ("pl" in features) != ("sg" in features) else None


def _is_held(sentence: Sentence, label: Labelled) -> bool:
    """«|задержанные», "|detainees": they are of those whom the report tells of."""
    head = _head(sentence, label)
    return any(
        hit.first <= head < hit.last and hit.role in ("counted", "noun")
        for hit in sentence.of("acts", "detained", "arrested")
    )


def _is_of_protest(told: Told) -> bool:
    """Whether a report tells of a protest, more than of any attack."""
    crowds = attackers = 0
    for sentence, found in told:
        sides = {label.side for label in found}
        crowds += CROWD in sides or bool(sentence.of("events", "protest"))
        attackers += ATTACKERS in sides
    return crowds >= LEAST_TOLD and crowds > attackers


LEAST_TOLD = 2
"""Sentences with a protest that make a report one of protest."""


def _told_here(
    sentence: Sentence, label: Labelled, found: list[Labelled], figures: Sequence[Found]
) -> str | None:
    """What the clause of a label, or its own words, tell of it."""
    protest = any(True for _ in sentence.of("events", "protest"))
    for figure in figures:
        if figure.first <= label.last - 1 < figure.np_last and figure.sentence is sentence:
            if figure.act in HARM:
                return VICTIMS
            if figure.act == "attended" and protest:
                return CROWD
    if any(
        hit.first < label.last and label.first < hit.last
        for hit in sentence.of("labels", VICTIMS)
    ):
        return VICTIMS  # «погибших горняков»
    if _is_of_the_harmed(sentence, label, figures):
        return VICTIMS
    acts = sentence.of("acts")
    for hit in acts:
        if hit.code in HARM and _befell(sentence, hit, label, found):
            return VICTIMS
    for hit in sentence.of("events", "killing"):
        if hit.role == "noun" and _is_of_the_deed(sentence, hit, label):
            return VICTIMS
    for hit in acts:
        if hit.code in DONE_TO and hit.role == "object" and _did(sentence, hit, label, found):
            return ATTACKERS
    for hit in sentence.of("events", "attack", "protest"):
        if hit.role == "verb" and _did(sentence, hit, label, found):
            return ATTACKERS if hit.code == "attack" else CROWD
    if protest:
        for hit in sentence.of("acts", "attended"):
            if hit.role == "subject" and _did(sentence, hit, label, found):
                return CROWD
    return None


def _is_of_the_harmed(sentence: Sentence, label: Labelled, figures: Sequence[Found]) -> bool:
    """«26 killed, mostly |women», «среди погибших — |врач»: a part of those who came to harm; «|женщин и
    детей», named with them in one breath."""
    opens = [
        hit
        for hit in sentence.of("parts", "including", "among", "mostly")
        if hit.last <= label.first
    ]
    if opens:
        at = opens[-1]
        if any(
            at.last <= hit.first < label.first and hit.role in ("subject", "object")
            for hit in sentence.of("acts")
        ):
            return False
        if any(at.first <= hit.first <= at.last for hit in sentence.of("labels", VICTIMS)):
            return True
        if any(figure.act in HARM and figure.first < at.first for figure in figures):
            return True
        if at.code == "mostly" and any(
            0 <= at.first - hit.last <= 1 for hit in sentence.of("labels", VICTIMS)
        ):
            return True
    joined = {hit.first for hit in sentence.of("joints", "and")}
    return any(
        (label.last in joined and hit.first == label.last + 1)
        or (hit.last in joined and label.first == hit.last + 1)
        for hit in sentence.of("labels", VICTIMS)
    )


def _is_aboard(sentence: Sentence, label: Labelled) -> bool:
    """«Перевернулся автобус с |туристами», «|мигранттар мінген қайық», "a boat carrying |workers sank"."""
    vehicles = sentence.of("objects", *VEHICLES)
    aboard = sentence.of("small", "aboard")
    if sentence.pack.verb_final:
        return any(
            hit.first == label.last and any(v.first == hit.last for v in vehicles)
            for hit in aboard
        )
    at = sentence.segment_of(label.first)
    if sentence.tells_in(at, aboard):
        return True
    tokens = sentence.tokens
    return any(
        v.last < label.first
        and label.first - v.last <= REACH
        and tokens[v.last].norm in WITH
        and not any(token.kind == MARK for token in tokens[v.last : label.first])
        for v in vehicles
    )


VEHICLES = ("vehicle", "aircraft")
WITH = frozenset("с со з із зі carrying with".split())


def _befell(sentence: Sentence, hit: Hit, label: Labelled, found: list[Labelled]) -> bool:
    """Whether what an act says happened to whom a label names: «погиб |житель села», «ранен |пастух»,
    «убили |сторожа», "a |driver was injured"; not «|пастух убил волка»."""
    if hit.role not in ("subject", "object"):
        return False
    if sentence.segment_of(hit.first) != sentence.segment_of(label.first):
        return not sentence.pack.verb_final and _is_told_of(sentence, hit, label) and (
            hit.role == "subject" and _is_active(sentence, hit)
        )  # fmt: skip
    if sentence.pack.fixed_order:
        return may_govern(sentence, _predicate(hit), label.first, label.last) and (
            _stands_before(sentence, hit, label, found)
            or (hit.role == "object" and _stands_behind(sentence, hit, label, found))
        )
    if sentence.pack.verb_final:
        return _befell_before(sentence, hit, label, found)
    words = [token.word for token in sentence.tokens[hit.first : hit.last]]
    head = sentence.tokens[_head(sentence, label)].word.features
    verbs = [word for word in words if word.has("fin") or "short" in word.features]
    if not verbs:
        return False
    undergone = hit.role == "subject" or any("short" in word.features for word in verbs)
    return "nom" in head if undergone else "acc" in head and "nom" not in head


def _befell_before(
    sentence: Sentence, hit: Hit, label: Labelled, found: list[Labelled]
) -> bool:
    """«|жүргізуші қаза тапты», «|малшыны өлтірді»; «қаза тапқан |кеншілер»."""
    verb = sentence.tokens[hit.last - 1].word.features
    if hit.last == label.first and "ptcp" in verb:
        return hit.role == "subject"
    if "fin" not in verb or label.last > hit.first:
        return False
    head = sentence.tokens[label.last - 1].word.features
    if any(label.last <= other.first < hit.first for other in found):
        return False
    return "nom" in head if hit.role == "subject" else "acc" in head


def _did(sentence: Sentence, hit: Hit, label: Labelled, found: list[Labelled]) -> bool:
    """Whether whom a label names did what a verb says: «|студент открыл стрельбу», "|residents rallied"."""
    if sentence.segment_of(hit.first) != sentence.segment_of(label.first):
        return not sentence.pack.verb_final and (
            _is_told_of(sentence, hit, label) and _is_active(sentence, hit)
        )
    if sentence.pack.fixed_order:
        if hit.role == "object" and hit.last - hit.first > 1:
            return False  # "doctors |declared him dead"
        if is_passive_at(sentence, hit.first):
            return False
        if hit.role == "object" and may_govern(
            sentence, _predicate(hit), label.first, label.last
        ):
            return False  # "reporters hurt in clashes"
        return _stands_before(sentence, hit, label, found)
    words = [token.word for token in sentence.tokens[hit.first : hit.last]]
    head = sentence.tokens[_head(sentence, label)].word.features
    if "nom" not in head:
        return False
    if sentence.pack.verb_final:
        head = sentence.tokens[label.last - 1].word.features
        return (
            label.last <= hit.first and "nom" in head and "fin" in words[-1].features
            and not any(label.last <= other.first < hit.first for other in found)
        )  # fmt: skip
    return any(word.has("fin") and "short" not in word.features for word in words)


def _is_of_the_deed(sentence: Sentence, hit: Hit, label: Labelled) -> bool:
    """«убийство двух |пастухов», "the killing of a 59-year-old |man"."""
    between = sentence.tokens[hit.last : label.first]
    if sentence.pack.verb_final or hit.last > label.first or len(between) > REACH:
        return False
    if any(token.kind == MARK for token in between):
        return False
    if sentence.pack.fixed_order:
        return bool(between) and between[0].norm == "of"
    if any("adp" in token.word.features for token in between):
        return False
    return "gen" in sentence.tokens[_head(sentence, label)].word.features


def _is_told_of(sentence: Sentence, hit: Hit, label: Labelled) -> bool:
    """Whether a verb stands in the clause that tells more of a label: «мужчина, |открывший стрельбу»,
    «двое рабочих, которые |погибли», "a driver, who |died"."""
    tokens = sentence.tokens
    if label.last >= len(tokens) or not label.last < hit.first <= label.last + REACH + 1:
        return False
    opens = label.last + 1 if tokens[label.last].text == "," else label.last
    if sentence.pack.fixed_order:
        return tokens[opens].norm == "who"
    if opens == label.last:
        return False
    if opens == hit.first:
        return "ptcp" in tokens[hit.first].word.features
    return any(one.first == opens for one in sentence.of("joints", "relative")) and (
        "nom" in tokens[opens].word.features
    )


def _is_active(sentence: Sentence, hit: Hit) -> bool:
    if sentence.pack.fixed_order:
        return not is_passive_at(sentence, hit.first)
    return not any(
        token.word.features & {"pass", "short"}
        for token in sentence.tokens[hit.first : hit.last]
    )


def _predicate(hit: Hit) -> Cue:
    return Cue(hit.code, hit.role, Form.PREDICATE, hit.first, hit.last, hit.entry.phrase, False)


def _stands_before(
    sentence: Sentence, hit: Hit, label: Labelled, found: list[Labelled]
) -> bool:
    """Whether nothing but small words, or where they are, stands between people and their verb."""
    between = sentence.tokens[label.last : hit.first]
    reach = REACH * 2 if is_preposition(sentence, label.last) else REACH
    return (
        label.last <= hit.first
        and len(between) <= reach
        and not any(token.kind == MARK for token in between)
        and not any(label.last <= other.first < hit.first for other in found)
    )


def _stands_behind(
    sentence: Sentence, hit: Hit, label: Labelled, found: list[Labelled]
) -> bool:
    between = sentence.tokens[hit.last : label.first]
    return (
        hit.last <= label.first
        and len(between) <= REACH
        and not any(token.kind == MARK for token in between)
        and not any(hit.last <= other.first < label.first for other in found)
    )


def _head(sentence: Sentence, label: Labelled) -> int:
    """«|житель села», «случайный |прохожий»: the first noun."""
    return next(
        (
            i for i in range(label.first, label.last)
            if not sentence.tokens[i].word.features & {"adj", "ptcp"}
        ),
        label.first,
    )  # fmt: skip
