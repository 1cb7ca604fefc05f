"""Where everything comes from, as PROV-JSON: captures, documents, the chain of custody."""

from qantar.export.format import Format, Material, Written, json_bytes, many
from qantar.export.provenance import provenance


def write(material: Material) -> Written:
    held = provenance(material.captures.values(), material.documents.values(), material.custody)
    dropped = many(
        len(material.claims), "claim was left out", "claims were left out: export them too"
    )
    return Written(data=json_bytes(held, 1), dropped=dropped)


FORMAT = Format(
    name="prov",
    title="PROV-JSON",
    suffix=".prov.json",
    standard="W3C PROV-DM with the PROV-JSON serialisation (Member Submission, 2013)",
    losses=(
        "Claims, questions and estimates are left out: it tells where documents come from, not what "
        "they say.",
        "A reader is a software agent, a person who received or judged a person: that is all the "
        "difference between machine and person here.",
        "The digests are there, the seals of the chain are not: a bundle proves, this describes.",
    ),
    write=write,
)
