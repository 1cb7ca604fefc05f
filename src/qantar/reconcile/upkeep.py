"""A ledger kept up: when reports come, change or go, only the strands they belong to are reconciled again.

What is kept is a table of rows by name. Beside the questions (``kept``) it holds each report's counts, which
captures it came in, each strand's reports and the names of its rows, and the keys of all strands. The
outcome is that of reconciling everything, row by row, because what is said of a strand depends on its own
reports alone (``strands``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qantar.domain.identity import Json, make_id
from qantar.domain.ledger import Ledger, SetAside
from qantar.domain.ruling import Ruling
from qantar.reconcile.choice import choices, with_choices
from qantar.reconcile.count import Count
from qantar.reconcile.judging import Judging
from qantar.reconcile.kept import ASIDE, Fetch, aside_row
from qantar.reconcile.kept_counts import counts_of_kept, counts_row, resting
from qantar.reconcile.places import Places
from qantar.reconcile.reconciliation import distinct, strand_ledger
from qantar.reconcile.strands import Keys, keys_of, paired, strands

LaidOut = Callable[[Ledger], Mapping[str, Json]]
"""The rows in which a ledger is kept."""

STRANDS, ABOUT = "strands", "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report of a capture brings to the ledger."""

    document: str
    outlet: str | None
    claims: int
    """How many of all kinds were read in it."""
    counts: tuple[Count, ...]
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Rows to be kept anew, and names of rows to be dropped; ``reckoned`` strands were reconciled."""

    rows: Mapping[str, Json]
    gone: tuple[str, ...]
    reckoned: int


@dataclass(slots=True)
class _Strand:
    id: str
    firm: frozenset[int]
    loose: frozenset[int]
    sought: frozenset[int]
    """The keys of its reports that are anchored nowhere, by which other strands may claim them."""

    @classmethod
    def of(cls, id_: str, keys: Iterable[Keys]) -> "_Strand":
        keys = list(keys)
        stray = [one.loose | one.firm for one in keys if not one.anchored]
        return cls(
            id_,
            frozenset().union(*(one.firm for one in keys)),
            frozenset().union(*(one.loose for one in keys)),
            frozenset().union(*stray),
        )

    def as_json(self) -> list[object]:
        """Without its loose keys: they are many, kept with its reports, and seldom asked for."""
        return [self.id, sorted(self.firm), sorted(self.sought)]

    @classmethod
    def from_json(cls, row: list[Any]) -> "_Strand":
        id_, firm, sought = row
        return cls(id_, frozenset(firm), frozenset(), frozenset(sought))


def amend(
    fetch: Fetch,
    changed: Mapping[str, Sequence[Telling]],
    rulings: Sequence[Ruling],
    places: Places,
    laid_out: LaidOut,
) -> Amendment:
    """What changes in the kept rows when captures, by id, now tell what is given (nothing, if they are gone).

    With nothing kept yet and all captures given, this makes the whole table. Captures in which somebody judged
    anything must be among the changed whenever a judgement or such a capture has changed.
    """
    judging = Judging(tuple(rulings))
    return _Upkeep(fetch, places, rulings, judging, laid_out).amend(changed)


@dataclass(slots=True)
class _Upkeep:
    fetch: Fetch
    places: Places
    rulings: Sequence[Ruling]
    judging: Judging
    laid_out: LaidOut
    _rows: dict[str, Json] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    _counts: dict[str, list[Count]] = field(default_factory=dict)
    """By report, of the strands under review."""
    _members: dict[str, Json] = field(default_factory=dict)
    """Kept rows of the strands under review."""
    _held: dict[str, Json] = field(default_factory=dict)
    """Kept rows of their reports."""
    _aside: dict[str, dict[str, object]] = field(default_factory=dict)
    """What was set aside, by row and report, of the rows that change."""
    _shares: frozenset[str] = frozenset()
    """Those of them that were kept."""
    _looked_up: dict[str, Json] = field(default_factory=dict)
    """Kept rows of strands, asked for before."""

    def amend(self, changed: Mapping[str, Sequence[Telling]]) -> Amendment:
        held = self.fetch([STRANDS, ABOUT])
        known = [_Strand.from_json(row) for row in held.get(STRANDS, {}).get(STRANDS, ())]
        about = _About.from_json(held.get(ABOUT))
        left, touched = self._leave(changed, about)
        arrived: dict[str, Keys] = {}
        for capture, found in changed.items():
            tellings = _each_once(found)
            for told in tellings:
                about.add(told.outlet, told.claims, 1)
                counts = list(map(resting, told.counts))
                self._arrive(capture, told, counts)
                if counts:
                    self._counts[told.document] = counts
                    arrived[told.document] = keys_of(counts, self.places)
            if tellings:
                names = [told.document for told in tellings]
                self._rows[capture] = {"documents": names}
        if any(one.sought for one in known) or not all(k.anchored for k in arrived.values()):
            # Somewhere is a report without an anchor: it may now belong elsewhere.
            for one, row in zip(known, self._rows_of(known), strict=True):
                one.loose = frozenset(row["loose"])
        review = self._under_review(known, touched, arrived)
        keys = dict(arrived)
        self._members |= {
            r.id: row for r, row in zip(review, self._rows_of(review), strict=True)
        }
        kept = [
            document
            for row in self._members.values()
            for document in row["documents"]
            if document not in left and document not in arrived
        ]
        self._held |= self.fetch(kept)
        for document, row in self._held.items():
            self._counts[document] = counts_of_kept(row)
            keys[document] = keys_of(self._counts[document], self.places)
        anew, reckoned = self._reckon(review, keys, left | arrived.keys())
        still = [one for one in known if one.id not in self._members] + anew
        self._rows[STRANDS] = {
            STRANDS: [s.as_json() for s in sorted(still, key=lambda s: s.id)]
        }
        self._rows[ABOUT] = about.as_json()
        for name, aside in self._aside.items():
            if aside:
                self._rows[name] = {ASIDE: aside}
            elif name in self._shares:
                self._gone.add(name)
        gone = tuple(sorted(self._gone - self._rows.keys()))
        return Amendment(rows=self._rows, gone=gone, reckoned=reckoned)

    def _leave(
        self, changed: Mapping[str, Sequence[Telling]], about: "_About"
    ) -> tuple[set[str], set[str]]:
        """The reports the captures told before, and the strands they were in."""
        left: set[str] = set()
        touched: set[str] = set()
        captures = self.fetch(changed)
        self._gone |= captures.keys()
        for row in captures.values():
            left.update(row["documents"])
        arriving = {
            one.document for tellings in changed.values() for one in tellings if one.aside
        }
        shares = sorted({aside_row(document) for document in left | arriving})
        kept = self.fetch(shares)
        self._shares = frozenset(kept)
        self._aside = {name: dict(kept[name][ASIDE]) if name in kept else {} for name in shares}
        for document, row in self.fetch(left).items():
            about.add(row["outlet"], -row["claims"], -1)
            self._aside[aside_row(document)].pop(document, None)
            self._gone.add(document)
            if row.get("strand"):
                touched.add(row["strand"])
        return left, touched

    def _arrive(self, capture: str, told: Telling, counts: Sequence[Count]) -> None:
        self._rows[told.document] = {
            "capture": capture,
            "outlet": told.outlet,
            "claims": told.claims,
            **counts_row(counts),
        }
        if told.aside:
            share = self._aside[aside_row(told.document)]
            share[told.document] = [[one.claim, one.because] for one in told.aside]

    def _under_review(
        self, known: Sequence[_Strand], touched: set[str], arrived: Mapping[str, Keys]
    ) -> list[_Strand]:
        """The strands whose make-up may change: those left, those that share a key with what arrived, and
        all that a report without an anchor may be sought in."""
        firm: set[int] = set()
        loose: set[int] = set()
        sought: set[int] = set()
        for keys in arrived.values():
            firm |= keys.firm
            loose |= keys.loose | keys.firm
            if not keys.anchored:
                sought |= keys.loose | keys.firm
        review: dict[str, _Strand] = {}
        growing = True
        while growing:
            growing = False
            for one in known:
                if one.id not in review and (
                    one.id in touched
                    or not firm.isdisjoint(one.firm)
                    or not loose.isdisjoint(one.sought)
                    or not sought.isdisjoint(one.loose | one.firm)
                ):
                    review[one.id] = one
                    growing = True
                    # What strays were sought by, or found in, may be joined now or gone.
                    sought |= one.sought
                    loose |= one.loose | one.firm
        return list(review.values())

    def _reckon(
        self, review: Sequence[_Strand], keys: Mapping[str, Keys], stirred: set[str]
    ) -> tuple[list[_Strand], int]:
        """The strands made of the reports under review; only those that are not as they were before are
        reconciled."""
        before = {
            tuple(self._members[one.id]["documents"]): one
            for one in review
            if stirred.isdisjoint(self._members[one.id]["documents"])
        }
        anew: list[_Strand] = []
        reckoned = 0
        same: set[str] = set()
        for documents in strands(keys, paired(self._counts, self.judging.links())):
            old = before.get(documents)
            if old is not None:
                anew.append(old)
                same.add(old.id)
                continue
            reckoned += 1
            anew.append(self._reconcile(documents, keys))
        for one in review:
            if one.id not in same:
                row = self._members[one.id]
                self._gone.update(row["rows"])
                self._gone.add(_row_name(one.id))
        return anew, reckoned

    def _reconcile(self, documents: tuple[str, ...], keys: Mapping[str, Keys]) -> _Strand:
        counts = distinct(count for name in documents for count in self._counts[name])
        ledger = strand_ledger(counts, self.places, self.judging)
        ledger = with_choices(ledger, choices(ledger, self.rulings).values())
        rows = self.laid_out(ledger)
        # Named by its first report, so that the others need not be told when one more comes.
        strand = _Strand.of(make_id("strand", [documents[0]]), (keys[d] for d in documents))
        self._rows.update(rows)
        self._rows[_row_name(strand.id)] = {
            "documents": list(documents),
            "rows": sorted(rows),
            "loose": sorted(strand.loose),
        }
        for document in documents:
            row = self._rows.get(document) or self._held[document]
            if row.get("strand") != strand.id:
                self._rows[document] = {**row, "strand": strand.id}
        return strand

    def _rows_of(self, known: Sequence[_Strand]) -> list[Json]:
        names = [_row_name(one.id) for one in known]
        self._looked_up |= self.fetch([name for name in names if name not in self._looked_up])
        return [self._looked_up[name] for name in names]


def _each_once(tellings: Iterable[Telling]) -> list[Telling]:
    """Tellings of one capture with the same words saying the same twice counted once."""
    tellings = list(tellings)
    counts: dict[str, list[Count]] = {}
    for count in distinct(count for told in tellings for count in told.counts):
        counts.setdefault(count.document, []).append(count)
    return [replace(told, counts=tuple(counts.get(told.document, ()))) for told in tellings]


@dataclass(slots=True)
class _About:
    """How many reports, outlets and claims a ledger is made of."""

    reports: int = 0
    claims: int = 0
    outlets: dict[str, int] = field(default_factory=dict)

    def add(self, outlet: str | None, claims: int, reports: int) -> None:
        self.reports += reports
        self.claims += claims
        if outlet:
            self.outlets[outlet] = self.outlets.get(outlet, 0) + reports

    def as_json(self) -> Json:
        told = {name: many for name, many in sorted(self.outlets.items()) if many > 0}
        return {
            "reports": self.reports,
            "outlets": len(told),
            "claims": self.claims,
            "told_by": told,
        }

    @classmethod
    def from_json(cls, row: Json | None) -> "_About":
        return (
            cls() if row is None else cls(row["reports"], row["claims"], dict(row["told_by"]))
        )


def _row_name(strand: str) -> str:
    return f"of {strand}"
