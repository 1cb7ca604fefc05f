"""Claims as W3C Web Annotations: any annotation tool can show them on the text they stand in.

The body is what was read, the target the document with two selectors: the quote with its
surroundings, which survives moved text, and its offsets (half-open, code points).
"""

from qantar.domain.claim import Claim
from qantar.domain.identity import Json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
READER = "a machine's reading, not checked by a person"


def annotation(claim: Claim) -> Json:
    """One claim as an annotation (JSON-LD); the derivation stays behind in the record."""
    row = claim.as_row()
    body = {
        key: value for key, value in row.items() if key != "derivation" and value is not None
    }
    quote = claim.quote
    return {
        "@context": CONTEXT,
        "id": f"urn:qantar:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": "Qantar", "description": READER},
        "body": {"type": "Dataset", "format": "application/json", "value": body},
        "target": {
            "source": f"urn:qantar:{claim.document}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": quote.prefix,
                    "suffix": quote.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": quote.span.start,
                    "end": quote.span.end,
                },
            ],
        },
    }
