"""Happenings and questions as GeoJSON: a point for a settlement, no geometry for anything wider."""

from qantar import codebook
from qantar.domain.claim import Event
from qantar.domain.identity import Json
from qantar.domain.when import When
from qantar.export.format import Format, Material, Written, is_point, json_bytes, many, when_of


def _feature(material: Material, id_: str, place_id: str | None, properties: Json) -> Json:
    place = material.place(place_id)
    when = When(properties["when"]) if properties["when"] else None
    geometry = None
    if place is not None and is_point(place):
        geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "id": id_,
        "geometry": geometry,
        "properties": {
            **properties,
            "place_id": place_id,
            "place_precision": place.kind if place else "unknown",
            "region": material.region(place_id, when) or None,
            "country": place.country if place else None,
        },
    }


def _events(material: Material) -> list[Json]:
    found = []
    for claim in material.events:
        assert isinstance(claim.content, Event)
        when = when_of(claim)
        properties: Json = {
            "kind": "event",
            "title": codebook.load().events[claim.content.type].title,
            "when": str(when) if when else None,
            "place": claim.scope.place or claim.scope.place_words,
            "quote": claim.quote.exact,
            "speaker": claim.attribution.speaker if claim.attribution else None,
            "outlet": material.outlet(claim),
            "report": claim.report,
            "read_by": material.read_by(claim.id),
        }
        found.append(_feature(material, claim.id, claim.scope.place_id, properties))
    return found


def _questions(material: Material) -> list[Json]:
    return [
        _feature(material, row.question, row.place_id, {
            "kind": "question",
            "title": row.title,
            "measure": row.measure,
            "when": row.period,
            "place": row.place,
            "low": row.low,
            "high": row.high,
            "envelope": row.envelope,
            "origins": row.origins,
            "open": row.open,
            "accounts": [
                {"number": account.number, "speaker": account.speaker, "stands": account.stands,
                 "quotes": [one.words for one in account.appearances if not one.is_cited],
                 "outlets": list(account.outlets)}
                for account in row.accounts
            ],
            "read_by": material.read_by(*(
                one.claim for account in row.accounts for one in account.appearances
            )),
        })
        for row in material.questions
    ]  # fmt: skip


def write(material: Material) -> Written:
    """Events and questions, by id."""
    features = sorted(
        [*_events(material), *_questions(material)], key=lambda one: str(one["id"])
    )
    none = sum(one["geometry"] is None for one in features)
    dropped = many(
        none,
        "feature has no geometry: its words name no settlement",
        "features have no geometry: their words name no settlement",
    )
    collection = {"type": "FeatureCollection", "features": features}
    return Written(data=json_bytes(collection, 1), dropped=dropped)


FORMAT = Format(
    name="geojson",
    title="GeoJSON",
    suffix=".geojson",
    standard="RFC 7946",
    losses=(
        "A region, a country or «somewhere in the region» has no geometry (null): outlines are not "
        "in the atlas, and a dot in the middle of an area would be made up.",
        "A settlement is one point, however large the city; where in it something happened is not "
        "read.",
        "Times are properties (EDTF): the format has no time of its own.",
        "Plans, denials and suppositions are left out; so are posts, regimes and wording.",
    ),
    write=write,
)
