"""A record as tables for those who compute: reports, claims, questions, accounts, and what joins them.

Every column has its type and one sentence of what it holds; CSV, SQLite and Parquet are written
from these and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.claim import Claim
from qantar.export.format import Material
from qantar.views.places import LANGUAGES

Cell = str | int | float | bool | None


class Kind(StrEnum):
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; ``refers`` is ``table.column`` where its values name rows of another table."""

    name: str
    about: str
    kind: Kind = Kind.STRING
    refers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``key`` is the column, or columns, that name a row."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _columns(*given: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns from (name, about[, kind[, refers]])."""
    return tuple(
        Column(
            name=one[0],
            about=one[1],
            kind=Kind(one[2]) if len(one) > 2 and one[2] else Kind.STRING,
            refers=one[3] if len(one) > 3 else None,
        )
        for one in given
    )


def _plain(value: object) -> Cell:
    """A value as a cell: lone surrogates, which no file may hold, escaped."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "␀")


def _table(
    name: str, about: str, key: tuple[str, ...], columns: tuple[Column, ...],
    rows: Sequence[Sequence[object]],
) -> Table:  # fmt: skip
    plain = [tuple(map(_plain, row)) for row in rows]
    plain.sort(key=lambda row: [str(value) for value in row])
    return Table(name=name, about=about, key=key, columns=columns, rows=tuple(plain))


REPORTS = _columns(
    ("document", "Id of the readable text."),
    ("report", "Name its giver uses."),
    ("outlet", "Who published it."),
    ("author", "Who wrote it."),
    ("title", "Its title."),
    ("url", "Its address."),
    ("published", "When it was published (EDTF)."),
    ("lang", "Language (ISO 639-1)."),
    ("capture", "Id of the bytes it was read from."),
    ("captured_at", "When they were captured (ISO 8601, UTC)."),
    ("sha256", "Digest of the bytes."),
)
CLAIMS = _columns(
    ("claim", "Id of the claim."),
    ("kind", "figure, event, post, status, credit or label."),
    ("document", "The report it stands in.", "", "reports.document"),
    ("start", "Where its words begin in the text: code points from 0.", "integer"),
    ("end", "Where they end, half-open.", "integer"),
    ("words", "The very words it is about."),
    ("quote", "The sentence or stretch they stand in, verbatim."),
    ("measure", "Of a figure: what is counted."),
    ("quantity", "Of a figure: the number with its sign, as said."),
    ("low", "Of a figure: the least the words commit to.", "number"),
    ("high", "Of a figure: the most; empty if open.", "number"),
    ("denied", "Of a figure: the text says it is false.", "boolean"),
    ("type", "Of an event: its code."),
    ("person", "Of a post: who."),
    ("post", "Of a post: which office."),
    ("change", "Of a post or regime: what became of it."),
    ("regime", "Of a status: which regime."),
    ("label", "Of wording or a credit: the name used."),
    ("side", "Of wording: on which side it puts them."),
    ("place", "Where, in English."),
    ("place_id", "Where, in the atlas.", "", "places.place"),
    ("happened", "When it happened (EDTF), with X for digits nobody gives."),
    ("as_of", "As of when a figure held (EDTF)."),
    ("speaker", "Who is reported as saying it, in words of the text."),
    ("reality", "asserted, negated, hypothetical, future, ordered or historical."),
    ("rejected", "Whether a person found that the words do not say this.", "boolean"),
    ("read_by", "Whether rules alone read it, or who judged it."),
)
QUESTIONS = _columns(
    ("question", "Id of the question."),
    ("title", "The question in words."),
    ("measure", "What is counted."),
    ("place", "Where."),
    ("place_id", "Where, in the atlas.", "", "places.place"),
    ("period", "Over which time (EDTF); empty for a running toll."),
    ("population", "Words that narrow it; of a sum its kind of money before them."),
    ("cumulative", "Whether the count cannot fall.", "boolean"),
    ("low", "The least that accounts left standing allow.", "integer"),
    ("high", "The most; empty if open above, or if none is left.", "integer"),
    ("origins", "Independent speakers behind it.", "integer"),
    ("open", "Whether a contradiction is unsettled.", "boolean"),
    ("chosen", "Who chose a bound and why; empty if nobody did."),
)
ACCOUNTS = _columns(
    ("account", "Id of the account."),
    ("question", "What it answers.", "", "questions.question"),
    ("number", "Its number with its sign."),
    ("low", "The least it allows.", "integer"),
    ("high", "The most; empty if open.", "integer"),
    ("denied", "Whether it says the number is false.", "boolean"),
    ("stands", "Whether nothing replaced or refuted it.", "boolean"),
    ("speaker", "Who gave it; empty if nobody is named."),
    ("line", "Who keeps the count."),
    ("as_of", "As of when (EDTF)."),
)
APPEARANCES = _columns(
    ("account", "The account.", "", "accounts.account"),
    ("claim", "The claim that prints it.", "", "claims.claim"),
    ("headline", "Whether it stands in a headline.", "boolean"),
)
RELATIONS = _columns(
    ("relation", "Id of the relation."),
    ("account", "The account it is told from.", "", "accounts.account"),
    ("type", "How it stands to the other."),
    ("other", "The other account.", "", "accounts.account"),
    ("because", "Why."),
)
COUNTS = _columns(
    ("question", "The question.", "", "questions.question"),
    ("policy", "The counting rule."),
    ("name", "Name of the number in that rule; empty if the rule does not apply."),
    ("value", "The number; empty if the rule leaves it open.", "integer"),
    ("because", "How it was got, or why there is none."),
    ("claims", "The claims used, parted by spaces."),
)
PLACES = _columns(
    ("place", "Id of the place."),
    ("kind", "country, region, district or settlement."),
    ("country", "ISO 3166-1 alpha-2."),
    ("region", "The first-level unit around it, as of today."),
    ("latitude", "Degrees (WGS 84); of a settlement only.", "number"),
    ("longitude", "Degrees (WGS 84); of a settlement only.", "number"),
    *((f"name_{lang}", f"Name in {lang}.") for lang in LANGUAGES),
)
JUDGEMENTS = _columns(
    ("judgement", "Id of the judgement."),
    ("number", "Which of the claims it is about, from 1.", "integer"),
    ("claim", "A claim it is about; empty if it vanished.", "", "claims.claim"),
    ("verb", "What was decided, in a word."),
    ("sentence", "What was decided."),
    ("by", "Who decided."),
    ("at", "When (ISO 8601, UTC)."),
    ("reason", "Why."),
    ("state", "Whether it is in force, withdrawn, overruled, or its claim vanished."),
)


def _claim(material: Material, claim: Claim) -> Sequence[object]:
    row = claim.as_row()
    row |= {
        "claim": claim.id, "words": claim.words, "label": row.get("name") or row.get("text"),
        "happened": row.get("when") or row.get("date") or row.get("when_partial") or row.get("date_partial"),
        "rejected": claim.id in material.rejected, "read_by": material.read_by(claim.id),
    }  # fmt: skip
    if row["kind"] == "status":
        place = row["place"]
        row["place"] = (
            f"{place['regions']} regions" if isinstance(place, dict) else ", ".join(place)
        )
    if row["place_id"] not in material.places:
        row["place_id"] = None
    return [row.get(column.name) for column in CLAIMS]


def _reports(material: Material) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for id_, document in material.documents.items():
        capture = material.captures.get(document.capture)
        rows.append((
            id_, document.report, document.outlet, document.author, document.title, document.url,
            document.published, document.lang, document.capture,
            capture.captured_at if capture else None, capture.sha256 if capture else None,
        ))  # fmt: skip
    return rows


def _places(material: Material) -> list[Sequence[object]]:
    return [
        (one.id, one.kind, one.country, one.region,
         one.latitude if one.kind == "settlement" else None,
         one.longitude if one.kind == "settlement" else None,
         *(dict(one.names)[lang] for lang in LANGUAGES))
        for one in material.places.values()
    ]  # fmt: skip


def _judgements(material: Material) -> list[Sequence[object]]:
    return [
        (ruling.judgement.id, number, claim, ruling.judgement.verb.value,
         ruling.judgement.sentence, ruling.judgement.by, ruling.judgement.at,
         ruling.judgement.reason, ruling.state.value)
        for ruling in material.rulings
        for number, claim in enumerate(ruling.claims or (None,), 1)
    ]  # fmt: skip


def tables(material: Material) -> tuple[Table, ...]:
    """All tables of a record, those referred to before those that refer."""
    questions, accounts = (
        material.questions,
        [a for row in material.questions for a in row.accounts],
    )
    return (
        _table("reports", "What was read.", ("document",), REPORTS, _reports(material)),
        _table("places", "Places named.", ("place",), PLACES, _places(material)),
        _table("claims", "What passages say, each on its words.", ("claim",), CLAIMS,
               [_claim(material, claim) for claim in material.claims]),
        _table("questions", "What accounts answer, with what they jointly allow.", ("question",),
               QUESTIONS,
               [(q.question, q.title, q.measure, q.place,
                 q.place_id if q.place_id in material.places else None, q.period, q.population,
                 q.cumulative, q.low, q.high, q.origins, q.open,
                 "; ".join(mark.words for mark in q.chosen) or None) for q in questions]),
        _table("accounts", "One speaker's answer.", ("account",), ACCOUNTS,
               [(a.account, q.question, a.number, a.low, a.high, a.denied, a.stands, a.speaker,
                 a.line, a.as_of) for q in questions for a in q.accounts]),
        _table("appearances", "Where an account is printed.", ("account", "claim"), APPEARANCES,
               [(a.account, one.claim, one.headline) for a in accounts for one in a.appearances
                if one.claim in material.by_id]),
        _table("relations", "How accounts stand, told from each.",
               ("relation", "account", "other"), RELATIONS,
               [(r.relation, a.account, r.type, other, r.because)
                for a in accounts for r in a.relations for other in r.others]),
        _table("counts", "What each counting rule makes of a question.",
               ("question", "policy", "name"), COUNTS,
               [(id_, name, one.name if one else "", one.value if one else None, counted.because,
                 " ".join(counted.claims))
                for id_, by_rule in material.counted.items() for name, counted in by_rule.items()
                for one in (counted.numbers or (None,))]),
        _table("judgements", "What people decided.", ("judgement", "number"), JUDGEMENTS,
               _judgements(material)),
    )  # fmt: skip
