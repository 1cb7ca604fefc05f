"""Where the numbers of a ledger clash: which sayings, taken together, ask for more than one allows."""

from collections.abc import Iterable, Iterator, Sequence

from qantar.reconcile.linked import Linked, Said

SMALL = 120
"""Sayings up to which a group of linked numbers is searched as a whole, after the clashes at single numbers."""
TRIES = 12
"""How often a clash is sought anew when sayings it rests on contradict each other already."""


Set = frozenset[str]


class Clashes:
    """The minimal sets of sayings that a system of numbers does not admit.

    ``pairs`` are accounts known to contradict each other: they never stand together in a larger set.
    """

    def __init__(self, pairs: frozenset[Set]) -> None:
        self._against: dict[str, set[str]] = {}
        for pair in sorted(map(sorted, pairs)):
            for one, other in (pair, pair[::-1]):
                self._against.setdefault(one, set()).add(other)

    def sets(self, local: Linked) -> Iterator[tuple[Set, str]]:
        """Each set once, with what binds it; none holds another that was found before it."""
        said = local.said
        if local.admits(said):
            return
        found: list[Set] = []
        for near, candidates in self._candidates(local, said):
            found.append(self._thinned(near, candidates))
        if len(said) <= SMALL:
            rest = self._compatible(said)
            while not local.admits(rest):
                found.append(self._thinned(local, rest))
                rest = [s for s in rest if s.account != max(found[-1])]
        for one in sorted(set(found), key=lambda ids: (len(ids), sorted(ids))):
            if len(one) > 1:
                yield one, local.reason([s for s in said if s.account in one])

    def _candidates(
        self, local: Linked, said: Sequence[Said]
    ) -> Iterator[tuple[Linked, list[Said]]]:
        """Sayings that clash and of which no two contradict each other: at each ceiling what exceeds
        it, at each full breakdown what does not add up to it; each with the numbers that have a say in it."""
        lows = local.lows(said)
        under: dict[int, Linked] = {}
        for ceiling in said:
            top = ceiling.interval.high
            if top is None or lows.least(ceiling.number) <= top:
                continue
            near = under.get(ceiling.number)
            if near is None:
                near = under[ceiling.number] = local.under(ceiling.number)
            barred = self._against.get(ceiling.account, set()) | {ceiling.account}
            for _ in range(TRIES):
                behind = near.lows(s for s in near.said if s.account not in barred)
                if behind.least(ceiling.number) <= top:
                    break
                support = behind.support(ceiling.number)
                weaker = self._weaker_of_two(support)
                if weaker is None:
                    yield near, [ceiling, *support]
                    break
                barred = barred | {weaker}
        for bond in local.complete:
            bound = [s for s in said if s.number in (*bond.parts, bond.whole)]
            for first in bound:
                together = self._compatible([first, *(s for s in bound if s is not first)])
                if not local.admits(together):
                    yield local, together

    def _weaker_of_two(self, support: Sequence[Said]) -> str | None:
        accounts = {s.account: s for s in support}
        for one in support:
            for other in sorted(self._against.get(one.account, set()) & accounts.keys()):
                return min(
                    (one, accounts[other]), key=lambda s: (s.interval.low, s.account)
                ).account
        return None

    def _compatible(self, said: Iterable[Said]) -> list[Said]:
        """The sayings in order, less those that contradict one taken before."""
        taken: list[Said] = []
        barred: set[str] = set()
        for one in said:
            if one.account not in barred:
                taken.append(one)
                barred |= self._against.get(one.account, set())
        return taken

    def _thinned(self, local: Linked, candidates: Sequence[Said]) -> Set:
        """Sayings that clash, without everything that can be spared."""
        kept = list(candidates)
        for one in sorted(candidates, key=lambda s: (s.interval.low, s.account)):
            fewer = [s for s in kept if s is not one]
            if not local.admits(fewer):
                kept = fewer
        return frozenset(s.account for s in kept)
