"""Entities of followthemoney, one JSON object a line, by id."""

from qantar.export.format import Format, Material, Written, json_lines, many
from qantar.export.ftm import LOSSES, dropped_claims, entities

DROPPED = (
    "claim became no entity: no report of a happening, a figure or an office",
    "claims became no entity: no reports of a happening, a figure or an office",
)


def write(material: Material) -> Written:
    rows = [entity for entity, _ in entities(material)]
    return Written(data=json_lines(rows), dropped=many(dropped_claims(material), *DROPPED))


FORMAT = Format(
    name="ftm",
    title="FollowTheMoney entities",
    suffix=".ftm.json",
    standard="followthemoney.tech, schemata Article, Event, Note, Person, Position, Occupancy",
    losses=(
        *LOSSES,
        "Whether rules read it or a person judged it stands in notes and description.",
    ),
    write=write,
)
