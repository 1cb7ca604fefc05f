"""The shelf's rows of sources: what each outlet printed, and whose sayings others printed first.

Who printed a saying later has not therefore copied it: both may have sat in one briefing. Only
where a report names the other as its source is it called credited.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from qantar.desk.shelf import NewShelf, Value
from qantar.domain.claim import Credit, Figure
from qantar.domain.ledger import Account, Appearance, Ledger
from qantar.domain.when import When
from qantar.pipeline import Holding


def fill_sources(shelf: NewShelf, held: Holding, ledger: Ledger) -> None:
    """Outlets, the order in which they printed the same sayings, and whom they credit."""
    printed: dict[str, dict[str, list[Appearance]]] = {}
    for account in ledger.accounts:
        by_outlet = printed.setdefault(account.utterance, {})
        for appearance in _named(account):
            by_outlet.setdefault(str(appearance.outlet), []).append(appearance)
    shelf.put("outlets", _outlets(held, printed))
    shelf.put("copies", _copies(printed))
    credits: Counter[tuple[str, str]] = Counter()
    for claim in held.claims:
        outlet = held.documents[claim.document].outlet
        if isinstance(claim.content, Credit) and outlet:
            credits[outlet, claim.content.name] += 1
    shelf.put(
        "origins",
        [
            {"outlet": outlet, "name": name, "times": times}
            for (outlet, name), times in sorted(credits.items())
        ],
    )


def _named(account: Account) -> Iterable[Appearance]:
    return (appearance for appearance in account.appearances if appearance.outlet)


Printed = Mapping[str, Mapping[str, list[Appearance]]]
"""By saying, then by outlet: where it is printed."""


def _outlets(held: Holding, printed: Printed) -> list[dict[str, Value]]:
    langs: dict[str, set[str]] = {}
    reports: Counter[str] = Counter()
    days: dict[str, list[str]] = {}
    for document in held.documents.values():
        if document.outlet:
            reports[document.outlet] += 1
            langs.setdefault(document.outlet, set()).add(document.lang or "?")
            if document.published:
                days.setdefault(document.outlet, []).append(document.published)
    claims: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    for claim in held.claims:
        outlet = held.documents[claim.document].outlet
        if outlet:
            claims[outlet] += 1
            figures[outlet] += isinstance(claim.content, Figure)
    sayings: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for by_outlet in printed.values():
        for outlet in by_outlet:
            sayings[outlet] += 1
            alone[outlet] += len(by_outlet) == 1
    return [
        {
            "outlet": outlet, "langs": " ".join(sorted(langs[outlet])), "reports": reports[outlet],
            "claims": claims[outlet], "figures": figures[outlet],
            "first": min(days.get(outlet, ()), default=None),
            "last": max(days.get(outlet, ()), default=None),
            "sayings": sayings[outlet], "alone": alone[outlet],
        }
        for outlet in sorted(reports)
    ]  # fmt: skip


def _copies(printed: Printed) -> list[dict[str, Value]]:
    later: Counter[tuple[str, str]] = Counter()
    credited: Counter[tuple[str, str]] = Counter()
    for by_outlet in printed.values():
        firsts = {outlet: _first(found) for outlet, found in by_outlet.items()}
        dated = {outlet: first for outlet, first in firsts.items() if first is not None}
        if len(by_outlet) < 2 or not dated:
            continue
        start = min(dated.values())
        # Printed on one day is printed together: days, not minutes, tell who was first.
        earliest = [outlet for outlet, first in dated.items() if first == start]
        if len(earliest) != 1:
            continue
        for outlet, found in by_outlet.items():
            if outlet != earliest[0] and firsts[outlet] is not None:
                later[outlet, earliest[0]] += 1
                credited[outlet, earliest[0]] += any(
                    earliest[0].casefold() == name.casefold() for a in found for name in a.via
                )
    return [
        {"later": a, "earlier": b, "sayings": n, "credited": credited[a, b]}
        for (a, b), n in sorted(later.items())
    ]


def _first(appearances: Iterable[Appearance]) -> str | None:
    days = [str(a.published)[:10] for a in appearances if _is_dated(a.published)]
    return min(days, default=None)


def _is_dated(when: When | None) -> bool:
    return when is not None and not when.is_partial and len(when.start) >= len("2022-01-05")
