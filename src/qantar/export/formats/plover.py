"""Happenings as PLOVER events, one JSON object a line, denied, planned and supposed ones flagged."""

import tomllib
from functools import cache
from importlib import resources

from qantar.domain.claim import Claim, Event, Reality
from qantar.domain.identity import Json
from qantar.domain.when import When
from qantar.export.days import first_and_last
from qantar.export.format import Format, Material, Written, is_point, json_lines, many


@cache
def event_types() -> dict[str, dict[str, str]]:
    """PLOVER's type, and mode where one is certain, by type of the codebook."""
    text = resources.files(__package__).joinpath("plover.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["types"])


def _event(material: Material, claim: Claim) -> Json:
    assert isinstance(claim.content, Event)
    scope = claim.scope
    when: When | None = scope.when
    first, last = first_and_last(when) or (None, None)
    place = material.place(scope.place_id)
    point = place if is_point(place) else None
    document = material.documents.get(claim.document)
    code = event_types()[claim.content.type]
    return {
        "id": claim.id,
        "event_type": code["event_type"],
        "event_mode": code.get("event_mode"),
        "date_start": first,
        "date_end": last,
        "date_as_said": str(when) if when else None,
        "location": {
            "name": scope.place,
            "id": scope.place_id,
            "precision": place.kind if place else "unknown",
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
        },
        "actor": None,
        "recipient": None,
        "negated": claim.reality is Reality.NEGATED,
        "hypothetical": claim.reality is Reality.HYPOTHETICAL,
        "future": claim.reality in (Reality.FUTURE, Reality.ORDERED),
        "historical": claim.reality is Reality.HISTORICAL,
        "text": claim.quote.exact,
        "speaker": claim.attribution.speaker if claim.attribution else None,
        "source": material.outlet(claim),
        "source_id": claim.report,
        "publication_date": document.published if document else None,
        "url": document.url if document else None,
        "read_by": material.read_by(claim.id),
    }


def write(material: Material) -> Written:
    """Events by id."""
    events = [claim for claim in material.told if isinstance(claim.content, Event)]
    coded = [
        claim
        for claim in events
        if isinstance(claim.content, Event) and claim.content.type in event_types()
    ]
    coded.sort(key=lambda claim: claim.id)
    undated = sum(first_and_last(claim.scope.when) is None for claim in coded)
    dropped = (
        *many(len(events) - len(coded), "event was left out: no PLOVER type is near",
              "events were left out: no PLOVER type is near"),
        *many(undated, "event has no date", "events have no date"),
        *many(len(material.told) - len(events), "claim that is no event was left out",
              "claims that are no events were left out"),
    )  # fmt: skip
    rows = [_event(material, claim) for claim in coded]
    return Written(data=json_lines(rows), dropped=dropped)


FORMAT = Format(
    name="plover",
    title="PLOVER events",
    suffix=".jsonl",
    standard="PLOVER (Open Event Data Alliance), event types and modes; field names are ours where "
    "it fixes none",
    losses=(
        "Actor and recipient stay empty: who did what to whom is not read.",
        "Ordered is flagged future; the words tell which.",
        "Tolls, posts, regimes and wording have no event type; neither have thefts, destruction and "
        "inquiries, which it types by their actors.",
        "An event is what one report tells: two reports of one happening are two events.",
        "read_by, date_as_said, precision and speaker are fields of ours.",
    ),
    write=write,
)
