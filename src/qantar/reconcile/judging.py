"""What people decided, carried into the comparing: it goes before every rule.

*Same question*: the two rules' questions become one. *Apart*: the second claim, and what is the same
account, leaves the question of the first and lies in no other. *Origin* likewise for utterances. What
rules conclude afterwards, they conclude from these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qantar.domain.identity import make_id
from qantar.domain.judgement import Regard, Verb
from qantar.domain.ledger import Account, Question, Relation, RelationType, Utterance
from qantar.domain.ruling import Ruling
from qantar.reconcile.count import Count
from qantar.reconcile.moments import order
from qantar.reconcile.nesting import closure, nearest_of
from qantar.reconcile.questions import Asked
from qantar.reconcile.standing import relation
from qantar.reconcile.strands import Sets


@dataclass(frozen=True, slots=True)
class Judging:
    """The rulings in force that tell what is one and what is two."""

    rulings: tuple[Ruling, ...] = ()

    def utterances(
        self, said: tuple[Utterance, ...], counts: Iterable[Count]
    ) -> tuple[Utterance, ...]:
        """The utterances with the judged ones joined and parted."""
        pairs = self._pairs(Regard.ORIGIN)
        if not pairs:
            return said
        by_claim = {count.claim: count for count in counts}
        group_of = {claim: one.id for one in said for claim in one.claims}
        told = {c: (group_of[c], by_claim[c].document) for c in group_of}
        regrouped = _regrouped(group_of, pairs, told, "utterance")
        if regrouped == group_of:
            return said
        before = {one.id: one for one in said}
        members: dict[str, list[str]] = {}
        for claim in sorted(regrouped):
            members.setdefault(regrouped[claim], []).append(claim)
        made = []
        for id_, claims in members.items():
            old = before.get(id_)
            if old is not None and old.claims == tuple(claims):
                made.append(old)
            else:
                olds = [before[group] for group in sorted({group_of[c] for c in claims})]
                made.append(_utterance(claims, olds, by_claim))
        return tuple(sorted(made, key=lambda one: one.id))

    def questions(
        self, asked: Asked, said: Sequence[Utterance], counts: Iterable[Count]
    ) -> Asked:
        """The questions with the judged ones joined and parted."""
        pairs = self._pairs(Regard.QUESTION)
        if not pairs:
            return asked
        utterance_of = {claim: one.id for one in said for claim in one.claims}
        account_of = {
            c.claim: (asked.by_claim[c.claim], utterance_of[c.claim], str(c.quantity), c.denied)
            for c in counts
        }
        by_claim = _regrouped(asked.by_claim, pairs, account_of, "question")
        if by_claim == asked.by_claim:
            return asked
        return _asked(asked, by_claim)

    def relations(
        self, relations: Iterable[Relation], accounts: Iterable[Account]
    ) -> list[Relation]:
        """The relations without those between accounts judged apart, which are told apart instead."""
        account_of = {claim: account for account in accounts for claim in account.claims}
        parted: dict[frozenset[str], tuple[Account, Account, Ruling]] = {}
        for ruling in self._linking(Regard.QUESTION, Verb.APART):
            one, other = (account_of.get(claim) for claim in ruling.claims)
            if one is not None and other is not None and one.id != other.id:
                parted[frozenset((one.id, other.id))] = (one, other, ruling)
        kept = [
            one for one in relations if not any(frozenset((a, one.b)) in parted for a in one.a)
        ]
        told = [
            relation(RelationType.APART, one, other, ruling.judgement.signed, True)
            for one, other, ruling in parted.values()
        ]
        return kept + told

    def links(self) -> list[tuple[str, str]]:
        """Claims that were judged together, whatever was decided of them."""
        return [
            (ruling.claims[0], ruling.claims[1])
            for ruling in self.rulings
            if ruling.is_in_force and ruling.judgement.verb in (Verb.SAME, Verb.APART)
        ]

    def _linking(self, regard: Regard, verb: Verb) -> list[Ruling]:
        return [
            ruling
            for ruling in self.rulings
            if ruling.is_in_force
            and ruling.judgement.regard is regard
            and ruling.judgement.verb is verb
        ]

    def _pairs(self, regard: Regard) -> list[tuple[bool, str, str]]:
        """Whether together, and which two: first what joins, then what parts, oldest first."""
        return [
            (verb is Verb.SAME, ruling.claims[0], ruling.claims[1])
            for verb in (Verb.SAME, Verb.APART)
            for ruling in self._linking(regard, verb)
        ]


UNJUDGED = Judging()


def _regrouped(
    group_of: Mapping[str, str],
    pairs: Sequence[tuple[bool, str, str]],
    neighbours: Mapping[str, object],
    kind: str,
) -> dict[str, str]:
    """The group of each claim once judged claims are joined and parted.

    ``neighbours`` tells which claims move together with a parted one: those of one key, unless they
    are judged to be with others.
    """
    pairs = [pair for pair in pairs if pair[1] in group_of and pair[2] in group_of]
    groups, claims = Sets(), Sets()
    for together, one, other in pairs:
        if together:
            groups.join(group_of[one], group_of[other])
            claims.join(one, other)
    sizes: dict[str, int] = {}
    for group in group_of.values():
        sizes[group] = sizes.get(group, 0) + 1
    face: dict[str, str] = {}
    for group in sorted(sizes, key=lambda g: (-sizes[g], g)):  # the largest stands for all
        face.setdefault(groups.find(group), group)
    made = {claim: face[groups.find(group)] for claim, group in group_of.items()}
    judged = {claim for _, one, other in pairs for claim in (one, other)}
    for together, one, other in pairs:
        if together or made[one] != made[other]:
            continue
        leaving = {c for c in judged if claims.find(c) == claims.find(other)}
        keys = {neighbours[c] for c in leaving if made[c] == made[other]}
        staying = {neighbours[c] for c in judged - leaving if made[c] == made[other]}
        leaving |= {
            claim
            for claim, group in made.items()
            if group == made[other]
            and claim not in judged
            and neighbours[claim] in keys - staying
        }
        own = make_id(kind, ["judged apart", made[other], sorted(leaving)])
        made.update(dict.fromkeys(leaving, own))
    return made


def _utterance(
    claims: Sequence[str], olds: Sequence[Utterance], counts: Mapping[str, Count]
) -> Utterance:
    """A saying made of others by judgement: the fullest name, the earliest date."""
    names = sorted(
        {name for claim in claims if (name := counts[claim].speaker)},
        key=lambda name: (-len(name), name),
    )
    lines = sorted({old.line for old in olds}, key=lambda line: (line == "not named", line))
    return Utterance(
        id=make_id("utterance", list(claims)),
        speaker=names[0] if names else None,
        line="state" if "state" in lines else lines[0],
        said=min(
            (min((counts[c].moment, counts[c].published), key=order) for c in claims), key=order
        ),
        claims=tuple(claims),
    )


def _asked(asked: Asked, by_claim: Mapping[str, str]) -> Asked:
    """Questions and their nesting once claims moved between them."""
    came_from: dict[str, set[str]] = {}
    for claim, question in by_claim.items():
        came_from.setdefault(question, set()).add(asked.by_claim[claim])
    became: dict[str, str] = {}
    for question, olds in sorted(came_from.items()):
        if question in asked.questions:
            became.update(dict.fromkeys(sorted(olds), question))
    above: dict[str, set[str]] = {question: set() for question in came_from}
    for old, wider in asked.above.items():
        if old in became:
            above[became[old]] |= {became[one] for one in wider if one in became}
    closed = closure(above)
    questions: dict[str, Question] = {}
    for id_, olds in came_from.items():
        base = asked.questions.get(id_) or asked.questions[min(olds)]
        questions[id_] = replace(base, id=id_, inside=nearest_of(closed[id_], closed))
    return Asked(questions=questions, by_claim=dict(by_claim), above=closed)
