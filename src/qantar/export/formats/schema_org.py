"""Claims as schema.org Claim, in the words they appear in, with no rating of any kind."""

from typing import Any

from qantar.domain.claim import Claim, Figure, Label
from qantar.domain.judgement import read_as
from qantar.export.format import Format, Material, Written, json_bytes, many, when_of


def _claim(material: Material, claim: Claim) -> dict[str, Any]:
    document = material.documents.get(claim.document)
    when = when_of(claim)
    appearance: dict[str, Any] = {
        "@type": "CreativeWork",
        "identifier": claim.report,
        "text": claim.quote.exact,
    }
    if document is not None:
        if document.outlet:
            appearance["publisher"] = {"@type": "Organization", "name": document.outlet}
        if document.published:
            appearance["datePublished"] = document.published
        if document.url:
            appearance["url"] = document.url
        if document.lang:
            appearance["inLanguage"] = document.lang
    made: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:qantar:{claim.id}",
        "text": claim.quote.exact,
        "appearance": appearance,
        "about": read_as(claim.content),
        "creativeWorkStatus": claim.reality.value,
        "creditText": material.read_by(claim.id),
    }
    if claim.attribution is not None:
        made["author"] = {"@type": "Thing", "name": claim.attribution.speaker}
    if when is not None:
        made["temporalCoverage"] = str(when)
    if claim.scope.place:
        made["spatialCoverage"] = {"@type": "Place", "name": claim.scope.place}
    if isinstance(claim.content, Figure):
        made["name"] = f"{claim.content.quantity} {claim.content.measure}"
    return made


def write(material: Material) -> Written:
    """Claims nobody rejected, by id; wording is no claim there."""
    told = [claim for claim in material.told if not isinstance(claim.content, Label)]
    told.sort(key=lambda claim: claim.id)
    graph = {
        "@context": "https://schema.org",
        "@graph": [_claim(material, claim) for claim in told],
    }
    dropped = (
        *many(len(material.told) - len(told), "wording was left out", "wordings were left out"),
        *many(len(material.rejected), "claim a person rejected was left out",
              "claims a person rejected were left out"),
        *many(len(material.questions), "question with its relations was left out",
              "questions with their relations were left out"),
    )  # fmt: skip
    return Written(data=json_bytes(graph, 1), dropped=dropped)


FORMAT = Format(
    name="schema-org",
    title="schema.org Claim",
    suffix=".jsonld",
    standard="schema.org, type Claim (JSON-LD)",
    losses=(
        "There is no ClaimReview and no rating: Qantar does not say what is true.",
        "It has no relation between claims: that two contradict each other cannot be said.",
        "A speaker is a Thing with a name: whether a person or a body is not decided.",
        "about is what was read, as one line; creativeWorkStatus says whether it is asserted, "
        "denied, planned or supposed; creditText whether rules read it or a person judged it.",
    ),
    write=write,
)
