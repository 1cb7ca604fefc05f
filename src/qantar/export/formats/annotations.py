"""All claims as one page of W3C Web Annotations, with what people judged as a body of its own."""

from typing import Any

from qantar.domain.claim import Claim
from qantar.export.annotations import CONTEXT, annotation
from qantar.export.format import Format, Material, Written, json_bytes, many


def _item(material: Material, claim: Claim) -> dict[str, Any]:
    item = annotation(claim)
    item.pop("@context")
    marks = material.marks.get(claim.id, ())
    if marks:
        judged = [
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "format": "text/plain",
                "value": mark.words,
                "creator": {"type": "Person", "name": mark.by},
                "created": mark.at,
            }
            for mark in marks
        ]
        item["body"] = [item["body"], *judged]
        item["generator"]["description"] = f"a machine's reading; {material.read_by(claim.id)}"
    return item


def write(material: Material) -> Written:
    """Every claim in order of report and text, the rejected ones with the judgement beside them."""
    page = {
        "@context": CONTEXT,
        "id": "urn:qantar:annotations",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [_item(material, claim) for claim in material.claims],
    }
    dropped = many(
        len(material.questions),
        "question with its accounts and relations was left out",
        "questions with their accounts and relations were left out",
    )
    return Written(data=json_bytes(page, 1), dropped=dropped)


FORMAT = Format(
    name="annotations",
    title="W3C Web Annotations",
    suffix=".jsonld",
    standard="W3C Web Annotation Data Model (Recommendation, 2017), JSON-LD",
    losses=(
        "Annotations are of claims: how accounts stand to each other is not in them.",
        "The target is a name of the document, not its text: an annotation tool needs the report too.",
        "Offsets count code points, as the recommendation says; some tools count UTF-16 units.",
        "The rules that led to a claim stay in the record.",
    ),
    write=write,
)
