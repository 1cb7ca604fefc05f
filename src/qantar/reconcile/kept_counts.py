"""Counts as kept beside the record, so that one strand can be reconciled again without reading its reports.

No words of a report are kept: where they stand, and a digest by which equal words are known for equal.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from qantar.domain.claim import Measure
from qantar.domain.identity import Json
from qantar.domain.ledger import Citation, Evidence
from qantar.domain.quantity import Quantity
from qantar.domain.span import Span
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.shingles import Wording

_TEXTS = ("outlet", "part_of", "place", "place_name", "place_id", "population", "speaker", "role",
          "organisation")  # fmt: skip
_DATES = ("published", "period", "as_of", "said")
_FLAGS = ("headline", "denied", "recalled")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand, in place of the words: equal for equal words at equal places, like a quote."""

    span: Span
    digest: str
    exact: str = ""
    words: str = ""
    source: str = ""
    """Left out, here as in what is made of it."""


def resting(count: Count) -> Count:
    """The count with a spot for its quote."""
    evidence = count.evidence
    if isinstance(evidence, Citation | Spot):
        return count
    told = "\x1f".join((evidence.exact, evidence.prefix, evidence.suffix))
    digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
    # What is made of it shows spans only: see ``kept.kept_rows``.
    return replace(count, evidence=cast(Evidence, Spot(evidence.span, digest)))


def counts_row(counts: Sequence[Count]) -> Json:
    """Counts of one report as JSON; the wordings of its text, one as a rule, stand once for all."""
    texts = sorted({count.wording.report for count in counts if count.wording is not None})
    row: Json = {"counts": [_row(count, texts) for count in counts]}
    return row | ({"texts": [text.hex() for text in texts]} if texts else {})


def _row(count: Count, texts: Sequence[bytes]) -> Json:
    """What is empty is left out."""
    row: Json = {
        "claim": count.claim,
        "report": count.report,
        "document": count.document,
        "start": count.start,
        "measure": str(count.measure),
        "quantity": str(count.quantity),
    }
    row |= {name: value for name in _TEXTS if (value := getattr(count, name)) is not None}
    row |= {name: str(value) for name in _DATES if (value := getattr(count, name)) is not None}
    row |= {name: True for name in _FLAGS if getattr(count, name)}
    if count.total is not None:
        row["total"] = count.total
    if count.via:
        row["via"] = list(count.via)
    if count.wording is not None:
        row["wording"] = [texts.index(count.wording.report), count.wording.passage.hex()]
    evidence = resting(count).evidence
    if isinstance(evidence, Citation):
        row["at"] = [evidence.source, evidence.words]
    else:
        spot = cast(Spot, evidence)
        row["at"] = [spot.span.start, spot.span.end, spot.digest]
    return row


def counts_of_kept(row: Json) -> list[Count]:
    """The counts of one report back from ``counts_row``."""
    texts = [bytes.fromhex(text) for text in row.get("texts", ())]
    return [_count(one, texts) for one in row["counts"]]


def _count(row: Json, texts: Sequence[bytes]) -> Count:
    at = row["at"]
    evidence = (
        Citation(source=at[0], words=at[1])
        if len(at) == 2
        else cast(Evidence, Spot(Span(at[0], at[1]), at[2]))
    )
    told: dict[str, Any] = {name: row.get(name) for name in _TEXTS}
    return Count(
        claim=row["claim"],
        report=row["report"],
        document=row["document"],
        start=row["start"],
        measure=_measure(row["measure"]),
        quantity=_quantity(row["quantity"]),
        total=row.get("total"),
        via=tuple(row.get("via", ())),
        wording=_wording(texts, *row["wording"]) if "wording" in row else None,
        evidence=evidence,
        **told,
        published=_when(row.get("published")),
        period=_when(row.get("period")),
        as_of=_when(row.get("as_of")),
        said=_when(row.get("said")),
        headline=row.get("headline", False),
        denied=row.get("denied", False),
        recalled=row.get("recalled", False),
    )


def _wording(texts: Sequence[bytes], text: int, passage: str) -> Wording:
    return Wording(texts[text], bytes.fromhex(passage))


@lru_cache(maxsize=4096)
def _measure(text: str) -> Measure:
    return Measure.parse(text)


@lru_cache(maxsize=65536)
def _quantity(text: str) -> Quantity:
    return Quantity.parse(text)


@lru_cache(maxsize=65536)
def _when(text: str | None) -> When | None:
    return When(text) if text is not None else None
