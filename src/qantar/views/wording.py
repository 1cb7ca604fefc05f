"""Who is called what, by which outlet, in whose voice: «террористы», «протестующие», "attackers".

One crowd may be "protesters" in one paper and "terrorists" in the next; the rows put the words
side by side and leave the judging to the reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar import codebook
from qantar.domain.claim import Claim, Label
from qantar.domain.identity import Json
from qantar.domain.source import Document

UNNAMED = "outlet not named"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRow:
    """One wording in one outlet. ``in_outlets_voice`` and ``quoted`` count its uses; ``speakers``
    are those whose words it is where it is quoted; ``first_words`` is the first passage."""

    outlet: str
    lang: str | None
    side: str
    words: str
    in_outlets_voice: int
    quoted: int
    speakers: tuple[str, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    first_words: str

    def as_json(self) -> Json:
        row: Json = {name: getattr(self, name) for name in self.__slots__}
        return row | {
            "speakers": list(self.speakers),
            "reports": list(self.reports),
            "claims": list(self.claims),
        }


def wording_rows(
    claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[WordingRow, ...]:
    """Labels by outlet, side and words: sides in the order of the codebook, the most used first.

    Words are told apart as printed, but for capital letters: «Террористы» opening a sentence is
    «террористы».
    """
    groups: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        if isinstance(claim.content, Label):
            document = documents.get(claim.document)
            outlet = document.outlet if document and document.outlet else UNNAMED
            key = outlet, claim.content.side, claim.content.words.casefold()
            groups.setdefault(key, {})[claim.id] = claim
    sides = list(codebook.load().sides)
    rows = [
        _row(outlet, side, list(group.values()), documents)
        for (outlet, side, _), group in groups.items()
    ]
    return tuple(
        sorted(rows, key=lambda r: (r.outlet, sides.index(r.side), -len(r.claims), r.words))
    )


def _row(
    outlet: str, side: str, claims: list[Claim], documents: Mapping[str, Document]
) -> WordingRow:
    claims.sort(key=lambda claim: (claim.report, claim.anchor, claim.id))
    codebook.load().sides[side]
    labels = [claim.content for claim in claims if isinstance(claim.content, Label)]
    quoted = [
        claim for claim, label in zip(claims, labels, strict=True) if label.voice != "outlet"
    ]
    document = documents.get(claims[0].document)
    return WordingRow(
        outlet=outlet,
        lang=document.lang if document else None,
        side=side,
        words=min(
            (label.words for label in labels), key=lambda words: (words != words.lower(), words)
        ),
        in_outlets_voice=len(claims) - len(quoted),
        quoted=len(quoted),
        speakers=tuple(sorted({c.attribution.speaker for c in quoted if c.attribution})),
        reports=tuple(sorted({claim.report for claim in claims})),
        claims=tuple(claim.id for claim in claims),
        first_words=claims[0].quote.exact,
    )
