"""What an act's words mean of what is counted: whom gangs seize they abduct, things are launched and not set free."""

from collections.abc import Sequence
from typing import NamedTuple

from qantar.codebook import Codebook
from qantar.grammar.quantities import Said
from qantar.read.cues import Cue, Form
from qantar.read.found import Found
from qantar.read.head import Head
from qantar.read.noun_phrase import NounPhrases
from qantar.read.order import is_passive
from qantar.read.sentence import Sentence

_ARMS = frozenset({"ammunition", "explosive"})
_THEFT = frozenset({"stolen", "looted"})
_HELD = frozenset({"abducted", "detained", "arrested", "released"})
"""What befell those who come home from captivity."""
_UNRULY = frozenset({"prisoner", "protester", "attacker", "suspect"})
_TAKEN_AWAY = frozenset({"detained", "captured", "arrested"})
_TAKEN_PEOPLE = frozenset({"person", "civilian", "child", "woman", "foreigner", "official"})
_FORCES = ("soldier", "peacekeeper", "security_force", "police", "attacker")
_BODILY = frozenset({"killed", "injured", "hospitalized"})
"""What befalls the living only."""
_REGISTERED = {"criminal_case": "opened", "complaint": "filed"}
"""What "documented 43 cases" and "recorded 12 complaints" tell, whatever the verb."""


BY = 3
"""Words between a passive verb, its "by" and who did it."""
_SENT = frozenset({"deployed", "evacuated", "other"})
"""Acts of which the hurt who are taken somewhere are hospitalized instead."""
GANGS_STEAL = "what gangs seize is stolen"
GANGS_ABDUCT = "whom gangs seize is abducted"
GANGS_HOLD = "whom gangs hold is abducted"
_NO_CROWD = "only people make a crowd"


class Told(NamedTuple):
    """An act and an object as the words tell them."""

    act: str
    object: str
    rule: str
    cue: Cue | None
    given: bool
    """Whether the noun phrase names the object itself."""


class Meaning:
    """Sets right an act whose words mean another of what is counted; keeps nothing between calls."""

    def __init__(self, codebook: Codebook, nouns: NounPhrases) -> None:
        self.codebook = codebook
        self.nouns = nouns

    def of(
        self, sentence: Sentence, said: Said, head: Head, found: list[Cue], told: Told,
        here: list[Found], before: list[Found], earlier: Sequence[Found],
    ) -> tuple[str, str, str, Cue | None]:  # fmt: skip
        """The act, the object, why and by which words."""
        act, object_, rule, cue, given = told
        if act == "seized" and head.cue is not None and head.cue.act == "stolen":
            act, rule = "recovered", "what was stolen is taken back"
        if sentence.pack.fixed_order and object_ in _UNRULY and act == "deployed":
            act, rule = "attended", "nobody sends them"
        if (
            act in _TAKEN_AWAY
            and cue is not None
            and object_ in _TAKEN_PEOPLE
            and sentence.pack.fixed_order
            and sentence.tokens[cue.first].word.lemmas[:1] != ("arrest",)
            and _is_of_taking(sentence, cue)
            and any(figure.act == "abducted" for figure in (*here, *earlier))
        ):
            act, rule = "abducted", "taken, as the abducted were told of"
        if (
            act == "deployed"
            and head.cue is None
            and object_ == "person"
            and here
            and here[-1].act == "injured"
            and self.nouns.is_part(sentence, said)
        ):
            act, rule = "hospitalized", "the hurt are brought to a hospital"
        if act == "deployed" and head.cue is not None and head.cue.act == "injured":
            act, rule = "injured", "the hurt are brought, not sent"
        if act == "stolen" and object_ == "body":
            act, rule = "recovered", "bodies carried out are no loot"
        if act == "stolen" and cue is not None and _is_of_raid(sentence, cue, before):
            act, rule = "seized", "taken away at a search"
        fired = object_ in _ARMS or self._is_fired(sentence, head, cue)
        if act == "deployed" and fired and sentence.pack.fixed_order:
            act, rule = "other", "arms are fired, nobody sends them to help"
        if act == "withdrawn" and cue is not None and sentence.pack.fixed_order:
            act, rule = self._homeward(sentence, act, object_, rule, cue, (*here, *earlier))
        if act in ("rescued", "evacuated") and object_ == "body":
            act, rule = "recovered", "the dead are not rescued"
        if act in _SENT and self._go_to_be_treated(sentence, said, object_, given, here):
            act, rule = "hospitalized", "the hurt are taken to be treated"
        if act == "rescued" and object_ == "other" and _is_lifeless(sentence, head):
            act, rule = "other", "things are only brought out"
        if act == "deployed" and object_ in _ARMS and cue is not None and cue.role == "subject":
            act, rule = "other", "rounds are fired, not sent"
        if act == "surrendered" and cue is not None and cue.role == "object":
            people = self.codebook.objects[object_].kind == "people"
            if people and not cue.passive:
                act, rule = "other", "people hand in other things"  # «кровь сдали |300 горожан»
        if object_ == "shop" and self._is_among_arms(sentence, here):
            object_ = "ammunition"  # «два автомата, |28 магазинов и 500 патронов»
        if act == "destroyed" and _is_partly(sentence, said):
            act, rule = "damaged", "only partly destroyed"
        if act == "attacked" and object_ in _ARMS:
            act, rule = "other", "what is fired is not attacked"
        if act == "seized" and self.codebook.is_a(object_, "building") and object_ != "home":
            act, rule = "captured", "premises seized are taken over"
        if act == "seized" and cue is not None and self._is_by_attackers(sentence, cue):
            act, rule = "stolen", GANGS_STEAL
        if (
            act == "detained"
            and cue is not None
            and sentence.tokens[cue.first].norm.startswith("seiz")
            and self._is_by_attackers(sentence, cue)
        ):
            act, rule = "abducted", GANGS_ABDUCT
        if cue is not None and sentence.pack.fixed_order:
            act, rule = self._by_its_doer(sentence, head, act, object_, rule, cue)
        if act in _BODILY and object_ == "other" and not given:
            object_ = "person"  # "of the 68 injured, |28 had gunshot wounds"
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
        if object_ == "criminal_case" and _is_of_illness(sentence, head, (*before, *earlier)):
            act, object_, rule = "occurred", "other", "cases of an illness"
        if act == "opened" and object_ == "other" and cue is not None:
            object_ = "criminal_case"  # «по |68 фактам возбуждены уголовные дела»
        if act == "occurred" and object_ in _REGISTERED:
            act, rule = _REGISTERED[object_], "a case is opened, a complaint filed"
        if object_ in ("person", "suspect") and _assaults(sentence, head, act, rule, cue):
            act, object_ = "attended", "attacker"
        if act == "attended" and self.codebook.objects[object_].kind == "things":
            act, rule = "other", _NO_CROWD  # «үш көліктің қатысуымен»
        if act == "recovered" and cue is not None and object_ != "body":
            if self.codebook.objects[object_].kind == "people":
                held = _taken_next(sentence, cue, found)
                if held is not None:
                    act, rule, cue = held.act, "found and taken", held
        if act == "lifted" and object_ == "other" and cue is not None:
            if cue.last - cue.first == 1 and not _is_of_regime(sentence, head):
                act, rule = "other", "called off, no regime lifted"
        if act == "released" and self.codebook.objects[object_].kind == "things":
            act, rule = "other", "things are launched, not set free"
        if act == "deployed" and object_ == "body":
            act, rule = "killed", "the dead are brought, not sent"
        if cue is not None and cue.form is not Form.COUNTED:
            act, rule = self._by_its_verb(
                sentence, said, head, act, object_, rule, cue, (*here, *before, *earlier)
            )
            dead = _found_dead(sentence, act, object_, cue, found)
            if dead is not None:
                act, rule, cue = dead.act, "found dead", dead
                object_ = "person" if object_ == "other" and not given else object_
        if object_ == "aircraft" and act in ("other", "attended", "attacked"):
            act, rule = self._flown(sentence, head, act, rule, cue)
        return act, object_, rule, cue

    def _by_its_verb(
        self, sentence: Sentence, said: Said, head: Head, act: str, object_: str, rule: str,
        cue: Cue, told: Sequence[Found],
    ) -> tuple[str, str]:  # fmt: skip
        """The act a verb means of those it is said of, by what was told of them before."""
        kind = self.codebook.objects[object_].kind
        if kind != "people":
            return act, rule
        if act == "displaced" and _is_said_by(sentence, cue, "housed"):
            if any(figure.act == "evacuated" for figure in told):
                return "evacuated", "where the evacuated are put up"
        if act == "withdrawn" and sentence.pack.verb_final:
            before = [f.act for f in told if f.act in ("released", "evacuated")]
            if before and (before[-1] == "released" or object_ in _TAKEN_PEOPLE):
                return before[-1], "whose way home is told of"
            if object_ in _TAKEN_PEOPLE and not sentence.of("objects", *_FORCES):
                return "other", "people go, forces are withdrawn"
        if act in ("wanted", "displaced") and object_ == "prisoner":
            if cue.role == "subject" and _is_said_by(sentence, cue, "escape"):
                return "other", "they have only escaped"
        if act in ("deployed", "evacuated") and head.cue is not None:
            if head.cue.act == "injured" and _is_said_by(sentence, cue, "brought"):
                return "hospitalized", "the hurt are taken to be treated"
        of_bodies = head.alone and any(figure.object == "body" for figure in told)
        if act == "recovered" and object_ != "body" and not of_bodies and not _only_had(
            sentence, said, head
        ):  # fmt: skip
            if any(
                hit.first < cue.last and cue.first < hit.last
                for hit in sentence.of("found", "found")
            ):
                return "rescued", "people found are found alive"
        return act, rule

    def _by_its_doer(
        self, sentence: Sentence, head: Head, act: str, object_: str, rule: str, cue: Cue
    ) -> tuple[str, str]:
        """The act a verb means by who does it: rescuers and troops free captives, gangs hold no prisoners."""
        kind = self.codebook.objects[object_].kind
        if act == "captured" and (self.codebook.is_a(object_, "weapon") or object_ in _ARMS):
            if self._doer(sentence, cue) == "attacker":
                return "stolen", GANGS_STEAL
            return "seized", "arms captured are seized"
        if kind != "people" or cue.form is not Form.PREDICATE:
            return act, rule
        if act == "released" and object_ not in _UNRULY:
            doer = self._doer(sentence, cue)
            if doer in ("rescuer", "medic"):
                return "rescued", "rescuers free them"
            if doer is not None and self.codebook.is_a(doer, "security_force"):
                captive = head.cue is not None and head.cue.act == "abducted"
                if (captive or doer != "police") and _is_said_by(sentence, cue, "liberating"):
                    return "rescued", "freed by force"
        if act == "detained" and object_ in _TAKEN_PEOPLE:
            doer = self._doer(sentence, cue)
            if doer == "attacker":
                return "abducted", GANGS_HOLD
            if doer in ("rescuer", "emergency_vehicle", "aircraft"):
                return "rescued", "picked up by rescuers"
        return act, rule

    def _is_fired(self, sentence: Sentence, head: Head, cue: Cue | None) -> bool:
        """ "|sent 43 drones": drones that are sent are fired; those deployed or used may look for people."""
        if cue is None or head.words is None or "send" not in cue.phrase.split():
            return False
        return any(
            head.words[0] <= hit.first < head.words[1] for hit in sentence.of("small", "drone")
        )

    def _homeward(
        self, sentence: Sentence, act: str, object_: str, rule: str, cue: Cue,
        told: Sequence[Found],
    ) -> tuple[str, str]:  # fmt: skip
        """Only forces are withdrawn: who else comes home is let go, where the story tells of captives."""
        force = self.codebook.is_a(object_, "security_force")
        if self.codebook.objects[object_].kind != "people" or force:
            return act, rule
        if object_ in ("peacekeeper", "attacker") or not any(
            cue.first <= hit.first < cue.last for hit in sentence.of("reference", "homeward")
        ):
            return act, rule
        if any(one.act in _HELD or one.object == "prisoner" for one in told):
            return "released", "captives come home"
        return "other", "who is no soldier only comes home"

    def _doer(self, sentence: Sentence, cue: Cue) -> str | None:
        """Who does what an act tells: before an active verb, behind "by" after a passive one."""
        if is_passive(sentence, cue):
            by = next(
                (
                    i for i in range(cue.last - 1, min(cue.last + BY, len(sentence.tokens)))
                    if sentence.tokens[i].norm == "by"
                ),
                None,
            )  # fmt: skip
            if by is None:
                return None
            behind = [h for h in sentence.of("objects") if by < h.first <= by + BY]
            return behind[0].code if behind else None
        segment = sentence.segments[sentence.segment_of(cue.first)]
        doers = [
            hit for hit in sentence.of("objects") if segment.first <= hit.first < cue.first
        ]
        return doers[-1].code if doers else None

    def _flown(
        self, sentence: Sentence, head: Head, act: str, rule: str, cue: Cue | None
    ) -> tuple[str, str]:
        """Drones that attack are an attacking force."""
        if head.words is None or not any(
            head.words[0] <= hit.first < head.words[1] for hit in sentence.of("small", "drone")
        ):
            return act, rule
        if act in ("attended", "attacked") or rule == _NO_CROWD:
            passive = cue is not None and cue.passive
            return (act, rule) if passive else ("attended", "drones that attack")
        return act, rule

    def _is_by_attackers(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether attackers are the subject of an active verb: "gunmen |seized 20 rifles"."""
        if not sentence.pack.fixed_order or is_passive(sentence, cue):
            return False
        doers = [hit for hit in sentence.of("objects") if hit.last <= cue.first]
        doers = [hit for hit in doers if self.codebook.objects[hit.code].kind == "people"]
        return bool(doers) and doers[-1].code == "attacker"

    def _go_to_be_treated(
        self, sentence: Sentence, said: Said, object_: str, given: bool, here: list[Found]
    ) -> bool:
        """«ожоги у 31 человека, |двенадцать переведены в столицу», «вертолётом переправили |шестерых тяжёлых»: whoever is
        taken somewhere of those just told to be hurt."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return False
        if self.codebook.objects[object_].kind != "people":
            return False
        badly = any(hit.first == said.outer_last for hit in sentence.of("parts", "state"))
        hurt = not given and bool(here) and here[-1].sentence is sentence
        if not badly and not (hurt and here[-1].act in ("injured", "hospitalized")):
            return False
        at = sentence.segment_of(said.outer_first)
        return sentence.tells_in(at, sentence.of("small", "brought"))

    def _is_among_arms(self, sentence: Sentence, here: list[Found]) -> bool:
        """Whether a magazine, which is also a shop, stands in a list of arms."""
        if sentence.pack.fixed_order or sentence.pack.verb_final:
            return False
        told = [figure.object for figure in here if figure.sentence is sentence]
        return any(code in _ARMS or self.codebook.is_a(code, "weapon") for code in told)

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


def _found_dead(
    sentence: Sentence, act: str, object_: str, cue: Cue, found: list[Cue]
) -> Cue | None:
    """«одного нашли под слоем снега |без признаков жизни»: how they were found, told behind the verb."""
    if act not in ("rescued", "recovered", "other") or sentence.pack.fixed_order:
        return None
    if object_ == "body" or not any(
        hit.first < cue.last and cue.first < hit.last for hit in sentence.of("found", "found")
    ):
        return None
    lifeless = {hit.first for hit in sentence.of("small", "lifeless")}
    at = sentence.segment_of(cue.first)
    return next(
        (c for c in found if c.first in lifeless and sentence.segment_of(c.first) == at), None
    )


def _is_lifeless(sentence: Sentence, head: Head) -> bool:
    """Whether the noun counted is no living being: «из подвала вынесли |42 канистры»."""
    if sentence.pack.fixed_order or sentence.pack.verb_final or head.words is None:
        return False
    if head.animate is False:
        return True
    return "inan" in sentence.tokens[head.words[0]].word.features


def _is_partly(sentence: Sentence, said: Said) -> bool:
    """«полностью разрушены 45 домов, |частично — 120»: how many were only partly destroyed."""
    words = sentence.of("small", "partly")
    if not words:
        return False
    at = sentence.segment_of(said.outer_first)
    own = sentence.segments[at]
    first = own.first
    if at and own.opened_by in ("—", "–", "-") and said.outer_first - own.first <= 1:
        first = sentence.segments[at - 1].first
    return any(first <= hit.first < said.outer_first for hit in words)


def _taken_next(sentence: Sentence, cue: Cue, found: list[Cue]) -> Cue | None:
    """«порушників виявили | та затримали»: the detention joined to a finding by "and"."""
    joints = [hit for hit in sentence.of("joints", "and") if hit.first == cue.last]
    return next(
        (
            other for other in found
            if other.act in _TAKEN_AWAY and any(other.first == hit.last for hit in joints)
        ),
        None,
    )  # fmt: skip


def _is_of_taking(sentence: Sentence, cue: Cue) -> bool:
    """Whether an act is told by a verb that gangs and police share: "seized", "captured", "taken away"."""
    return any(cue.first <= hit.first < cue.last for hit in sentence.of("reference", "taking"))


def _is_of_illness(sentence: Sentence, head: Head, told: Sequence[Found]) -> bool:
    """Whether bare "cases" are of an illness the story tells of: "a cholera outbreak … |7,000 cases"."""
    if not sentence.pack.fixed_order or head.words is None:
        return False
    first, last = head.words
    if last - first > 1 or sentence.tokens[first].word.lemmas[:1] != ("case",):
        return False
    return any(
        one.of("small", "illness") for one in (sentence, *(figure.sentence for figure in told))
    )


def _is_of_raid(sentence: Sentence, cue: Cue, before: Sequence[Found]) -> bool:
    """Whether what thieves and police alike carry off was taken at a search: «під час обшуку |винесли два ноутбуки»."""
    if not any(
        hit.first < cue.last and cue.first < hit.last for hit in sentence.of("found", "carried")
    ):
        return False
    return any(s.of("found", "raid") for s in (sentence, *(f.sentence for f in before)))


def _is_of_regime(sentence: Sentence, head: Head) -> bool:
    """Whether what is counted is a regime or its like: «скасовано |12 обмежень», not «скасовано 43 рейси»."""
    return head.words is not None and any(
        head.words[0] <= hit.first < head.words[1] for hit in sentence.of("status")
    )


def _is_said_by(sentence: Sentence, cue: Cue, code: str) -> bool:
    """Whether a verb of this kind is in the words of an act."""
    return any(
        hit.first < cue.last and cue.first < hit.last for hit in sentence.of("small", code)
    )


def _only_had(sentence: Sentence, said: Said, head: Head) -> bool:
    """Whether something was found with people, not they: «у |60 из них обнаружили нарушения»."""
    if sentence.pack.verb_final:
        return head.case not in (None, "acc")
    at = said.outer_first - 1
    return at >= 0 and "adp" in sentence.tokens[at].word.features


def _assaults(sentence: Sentence, head: Head, act: str, rule: str, cue: Cue | None) -> bool:
    """Whether what those counted did is an attack: "three men |opened fire", «трое мужчин |ворвались в дом»."""
    if cue is None:
        return rule == "a verb no list knows" and any(
            hit.first == head.end for hit in sentence.of("small", "assault")
        )
    return act == "attended" and any(
        hit.first < cue.last and cue.first < hit.last for hit in sentence.of("small", "assault")
    )
