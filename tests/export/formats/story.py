"""Three invented reports, their claims made by hand: tolls that differ, events dated closely, loosely
and not at all, plans and denials, a post, a regime, and a person's judgement on one claim."""

from collections.abc import Sequence
from typing import Any

from qantar.domain.attribution import Attribution
from qantar.domain.claim import (
    Claim,
    Content,
    Credit,
    Event,
    Figure,
    Label,
    Measure,
    Post,
    Reality,
    Scope,
    Status,
)
from qantar.domain.derivation import Derivation
from qantar.domain.judgement import JudgedClaim, Judgement, Verb
from qantar.domain.quantity import Quantity
from qantar.domain.ruling import as_judged, rulings
from qantar.domain.source import Capture, Document
from qantar.domain.span import Quote, Span
from qantar.domain.when import When
from qantar.export.format import Material, material
from qantar.reconcile.judged import judged_ledger
from qantar.record.custody import GENESIS, Act, CustodyEntry

CAPTURE = Capture(
    sha256="ab" * 32, size=9, origin="a.jsonl", captured_at="2022-02-08T10:00:00Z",
    media_type="application/x-ndjson",
)  # fmt: skip
ALMATY, REGION, COUNTRY = "settlement:1526384", "region:KZ-10", "country:KZ"
ONE = """По данным прокуратуры, в Алматы погибли 16 человек.
5 января протестующие вошли в здание акимата Алматы.
Где-то в Абайской области сгорел склад.
В январе по стране прошли митинги.
Полиция намерена ввести войска 9 января.
=HYPERLINK("x") — так назвали это на форуме."""
OTHER = """At least 19 people were killed in Almaty, the ministry said.
About 40 people were injured in Almaty.
More than 1,500 weapons were stolen in Kazakhstan, the prosecutor said.
Police denied that anyone was detained on 6 January.
Arman Testov was appointed minister on 11 January."""
THIRD = """1600 weapons were stolen in Kazakhstan, a deputy said. <b>Curfew</b> was imposed in Almaty.
Someone was arrested."""


def document(text: str, report: str, outlet: str, lang: str) -> Document:
    return Document(
        capture=CAPTURE.id, member=report, report=report, text=text, lang=lang, outlet=outlet,
        title=text.split("\n")[0], published="2022-02-07", url=f"https://{outlet}/{report}",
    )  # fmt: skip


FIRST = document(ONE, "r1", "ensk.test", "ru")
SECOND = document(OTHER, "r2", "other.test", "en")
LAST = document(THIRD, "r3", "third.test", "en")


def claim(
    doc: Document, words: str, content: Content, *, speaker: str | None = None,
    reality: Reality = Reality.ASSERTED, **scope: Any,
) -> Claim:  # fmt: skip
    """A claim about ``words``, quoted with the line they stand in."""
    at = doc.text.index(words)
    start = doc.text.rfind("\n", 0, at) + 1
    end = doc.text.find("\n", at)
    return Claim(
        document=doc.id, report=doc.report, capture=doc.capture, content=content,
        quote=Quote.cut(doc.text, start, len(doc.text) if end < 0 else end),
        anchor=Span(at, at + len(words)),
        attribution=Attribution(speaker=speaker) if speaker else None,
        scope=Scope(**scope), reality=reality, derivation=Derivation("by hand"),
    )  # fmt: skip


def figure(doc: Document, words: str, measure: str, number: str, **more: Any) -> Claim:
    return claim(
        doc, words,
        Figure(measure=Measure.parse(measure), quantity=Quantity.parse(number), total=True), **more,
    )  # fmt: skip


IN_ALMATY: dict[str, Any] = {"place": "Almaty", "place_id": ALMATY}
IN_COUNTRY: dict[str, Any] = {
    "place": "Kazakhstan",
    "place_id": COUNTRY,
    "as_of": When("2022-02-07"),
}
DAY = When("2022-01-05")
CLAIMS = (
    figure(FIRST, "16", "person.killed", "16", speaker="прокуратуры", when=DAY, **IN_ALMATY),
    claim(FIRST, "протестующие вошли", Event(type="protest"), when=DAY, **IN_ALMATY),
    claim(FIRST, "сгорел склад", Event(type="destruction"), place="Abai Region",
          place_id=REGION, when=When("2022-01")),
    claim(FIRST, "прошли митинги", Event(type="protest"), when=When("2022-01"),
          place="Kazakhstan", place_id=COUNTRY),
    claim(FIRST, "ввести войска", Event(type="deployment"), when=When("2022-01-09"),
          reality=Reality.FUTURE),
    claim(FIRST, '=HYPERLINK("x")', Label(words='=HYPERLINK("x")', side="other")),
    figure(SECOND, "At least 19", "person.killed", ">=19", speaker="the ministry", when=DAY,
           **IN_ALMATY),
    figure(SECOND, "About 40", "person.injured", "~40", when=DAY, **IN_ALMATY),
    figure(SECOND, "More than 1,500", "weapon.stolen", ">1500", speaker="the prosecutor",
           **IN_COUNTRY),
    claim(SECOND, "anyone was detained", Event(type="detention"), speaker="Police",
          reality=Reality.NEGATED, when=When("2022-01-06")),
    claim(SECOND, "Arman Testov", Post(person="Arman Testov", post="minister",
          change="appointed"), when=When("2022-01-11")),
    claim(SECOND, "the ministry", Credit(name="the ministry")),
    figure(LAST, "1600", "weapon.stolen", "1600", speaker="a deputy", **IN_COUNTRY),
    claim(LAST, "<b>Curfew</b>", Status(regime="curfew", level=None, change="imposed",
          places=("Almaty",)), when=When("2022-01-05T23:00/2022-01-06T07:00")),
    claim(LAST, "arrested", Event(type="detention")),
)  # fmt: skip
DOCUMENTS = {doc.id: doc for doc in (FIRST, SECOND, LAST)}
CUSTODY = (
    CustodyEntry.sealed(
        number=1, at="2022-02-08T10:00:00Z", who="desk", act=Act.RECEIVED, about=CAPTURE.id,
        detail={"sha256": CAPTURE.sha256}, previous=GENESIS,
    ),
)  # fmt: skip
CHECKED = Judgement(
    verb=Verb.CONFIRM, about=(JudgedClaim.of(CLAIMS[1]),), by="Dana Testova",
    reason="compared with the report", at="2022-02-09T09:00:00Z",
)  # fmt: skip
REFUSED = Judgement(
    verb=Verb.REJECT, about=(JudgedClaim.of(CLAIMS[14]),), by="Dana Testova",
    reason="not of this story", at="2022-02-09T09:01:00Z",
)  # fmt: skip


def story(
    claims: Sequence[Claim] = CLAIMS,
    policy: str | None = None,
    judgements: Sequence[Judgement] = (CHECKED, REFUSED),
) -> Material:
    """Everything a format is written from; claims and documents in the order given."""
    ruled = rulings(judgements, claims)
    return material(
        claims=as_judged(claims, ruled), documents=DOCUMENTS, captures={CAPTURE.id: CAPTURE},
        custody=CUSTODY, rulings=ruled, ledger=judged_ledger(claims, DOCUMENTS, ruled),
        policy=policy,
    )  # fmt: skip
