"""Where everything in a record comes from, as W3C PROV (PROV-JSON).

Entities are captures, working copies and documents, activities the entries of the chain of custody, agents those who
made the entries and the reader's versions. Claims are left out: each names its document, and the
documents are here.
"""

from collections.abc import Iterable
from typing import Any

from qantar.domain.identity import Json
from qantar.domain.source import Capture, Document
from qantar.record.copies import copies
from qantar.record.custody import Act, CustodyEntry

PREFIXES = {"q": "urn:qantar:", "prov": "http://www.w3.org/ns/prov#"}


def provenance(
    captures: Iterable[Capture], documents: Iterable[Document], entries: Iterable[CustodyEntry]
) -> Json:
    """A PROV-JSON document of captures, documents and what was done to them."""
    out: dict[str, dict[str, Any]] = {
        name: {}
        for name in (
            "entity", "activity", "agent", "wasAssociatedWith", "used", "wasGeneratedBy",
            "wasDerivedFrom", "wasInvalidatedBy",
        )
    }  # fmt: skip
    for capture in captures:
        out["entity"][f"q:{capture.id}"] = {
            "prov:type": "capture",
            "q:sha256": capture.sha256,
            "q:size": capture.size,
            "q:origin": capture.origin,
            "q:media_type": capture.media_type,
            "q:captured_at": capture.captured_at,
        }
    reads: dict[str, str] = {}
    for entry in entries:
        _done(out, entry, reads)
    for document in documents:
        name = f"q:{document.id}"
        out["entity"][name] = {"prov:type": "document", "q:report": document.report}
        out["wasDerivedFrom"][f"_:d{len(out['wasDerivedFrom']) + 1}"] = {
            "prov:generatedEntity": name,
            "prov:usedEntity": f"q:{document.capture}",
        }
        if document.capture in reads:
            out["wasGeneratedBy"][f"_:g{len(out['wasGeneratedBy']) + 1}"] = {
                "prov:entity": name,
                "prov:activity": reads[document.capture],
            }
    return {"prefix": PREFIXES} | {name: part for name, part in out.items() if part}


def _done(out: dict[str, dict[str, Any]], entry: CustodyEntry, reads: dict[str, str]) -> None:
    """One custody entry as an activity with its agent and its entity."""
    activity = f"q:custody-{entry.number}"
    out["activity"][activity] = {
        "prov:startTime": entry.at,
        "prov:endTime": entry.at,
        "prov:type": entry.act.value,
        "q:digest": entry.digest,
    }
    agents = [(f"q:who-{entry.who}", {"prov:type": "prov:Person", "prov:label": entry.who})]
    if entry.act is Act.READ:
        reads[entry.about] = activity
        reader = str(entry.detail["reader"])
        agents.append(
            (f"q:reader-{reader}", {"prov:type": "prov:SoftwareAgent", "prov:label": reader})
        )
    for agent, description in agents:
        out["agent"][agent] = description
        out["wasAssociatedWith"][f"_:a{len(out['wasAssociatedWith']) + 1}"] = {
            "prov:activity": activity,
            "prov:agent": agent,
        }
    entity = f"q:{entry.about}"
    if entity not in out["entity"]:
        return
    for copy in copies([entry]):
        made = f"q:copy-{copy.sha256}"
        out["entity"][made] = {
            "prov:type": "working copy", "q:sha256": copy.sha256, "q:media_type": copy.media_type
        }  # fmt: skip
        out["wasDerivedFrom"][f"_:d{len(out['wasDerivedFrom']) + 1}"] = {
            "prov:generatedEntity": made, "prov:usedEntity": entity, "prov:activity": activity
        }  # fmt: skip
        out["wasGeneratedBy"][f"_:g{len(out['wasGeneratedBy']) + 1}"] = {
            "prov:entity": made, "prov:activity": activity
        }  # fmt: skip
    kind = {Act.RECEIVED: "wasGeneratedBy", Act.REMOVED: "wasInvalidatedBy"}.get(
        entry.act, "used"
    )
    out[kind][f"_:{kind[0:4]}{len(out[kind]) + 1}"] = {
        "prov:activity": activity,
        "prov:entity": entity,
    }
