"""A record as entities of followthemoney: reports, happenings, figures as notes, who held which office.

Nobody is merged: a person named in two reports is two entities, for whether they are one is a
decision that words alone do not make.
"""

from collections.abc import Iterator

from qantar import codebook
from qantar.domain.claim import Claim, Event, Figure, Post, is_report_of_fact
from qantar.domain.identity import Json
from qantar.domain.source import Document
from qantar.domain.when import OPEN
from qantar.export.format import Material, when_of

DATASET = "qantar"
LANGUAGES = {"ru": "rus", "uk": "ukr", "kk": "kaz", "en": "eng"}
"""ISO 639-1 to 639-3, as the type ``language`` wants it."""


def _entity(id_: str, schema: str, **properties: str | None) -> Json:
    held = {name: [value] for name, value in sorted(properties.items()) if value}
    return {"id": id_, "schema": schema, "properties": held}


def _article(document: Document, captured: str | None) -> Json:
    return _entity(
        document.id, "Article", title=document.title or document.report,
        publisher=document.outlet, author=document.author, publishedAt=document.published,
        sourceUrl=_web(document.url), language=LANGUAGES.get(document.lang or ""),
        retrievedAt=captured,
    )  # fmt: skip


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _dates(claim: Claim) -> tuple[str | None, str | None]:
    when = when_of(claim)
    if when is None:
        return None, None
    return (
        None if when.start == OPEN else when.start,
        None if when.end == OPEN else when.end,
    )


def _common(material: Material, claim: Claim) -> dict[str, str | None]:
    """What every statement of a claim stands on: report, outlet, address."""
    document = material.documents.get(claim.document)
    return {
        "proof": claim.document,
        "publisher": document.outlet if document else None,
        "sourceUrl": _web(document.url) if document else None,
    }


def _country(material: Material, claim: Claim) -> str | None:
    place = material.place(claim.scope.place_id)
    return place.country.lower() if place and place.country else None


def _event(material: Material, claim: Claim, content: Event) -> Json:
    first, last = _dates(claim)
    title = codebook.load().events[content.type].title
    return _entity(
        claim.id, "Event", name=f"{title}, {claim.scope.place or 'place not said'}",
        summary=claim.quote.exact, startDate=first, endDate=last if last != first else None,
        location=claim.scope.place, country=_country(material, claim), recordId=claim.id,
        notes=f"reading: {material.read_by(claim.id)}", **_common(material, claim),
    )  # fmt: skip


def _figure(material: Material, claim: Claim, content: Figure) -> Json:
    speaker = claim.attribution.speaker if claim.attribution else "speaker not named"
    denied = ", said to be false" if content.denied else ""
    when = when_of(claim)
    common = _common(material, claim)
    return _entity(
        claim.id, "Note",
        name=f"{content.quantity} {content.measure}{denied}, {claim.scope.place or 'place not said'}",
        description=claim.quote.exact, entity=claim.document, country=_country(material, claim),
        summary=f"{speaker}; {f'as of or on {when}' if when else 'date not said'}",
        notes=f"reading: {material.read_by(claim.id)}", sourceUrl=common["sourceUrl"],
        publisher=common["publisher"],
    )  # fmt: skip


def _post(material: Material, claim: Claim, content: Post) -> Iterator[Json]:
    person, position = f"{claim.id}-person", f"{claim.id}-position"
    first, last = _dates(claim)
    yield _entity(person, "Person", name=content.person, proof=claim.document)
    yield _entity(position, "Position", name=content.post, proof=claim.document)
    yield _entity(
        claim.id, "Occupancy", holder=person, post=position,
        date=first if first == last else None, summary=claim.quote.exact, recordId=claim.id,
        description=f"{content.change}; reading: {material.read_by(claim.id)}",
        **_common(material, claim),
    )  # fmt: skip


def taken(material: Material) -> tuple[Claim, ...]:
    """The claims that become entities: reports of fact of a happening, a figure or an office."""
    return tuple(
        claim
        for claim in material.told
        if isinstance(claim.content, Event | Figure | Post) and is_report_of_fact(claim)
    )


def entities(material: Material) -> list[tuple[Json, str | None]]:
    """Entities by id, each with the claim it comes from (None for a report)."""
    found: list[tuple[Json, str | None]] = []
    for document in material.documents.values():
        capture = material.captures.get(document.capture)
        captured = capture.captured_at.rstrip("Z") if capture else None
        found.append((_article(document, captured), None))
    for claim in taken(material):
        match claim.content:
            case Event():
                found.append((_event(material, claim, claim.content), claim.id))
            case Figure():
                found.append((_figure(material, claim, claim.content), claim.id))
            case Post():
                found += [(one, claim.id) for one in _post(material, claim, claim.content)]
    return sorted(found, key=lambda pair: str(pair[0]["id"]))


def dropped_claims(material: Material) -> int:
    """Claims nobody rejected that become no entity."""
    return len(material.told) - len(taken(material))


LOSSES = (
    "An estimate, a relation and a counting rule have no schema there: figures are notes side by "
    "side, each with its sign in the name; they are never joined to one number.",
    "Plans, denials, suppositions, regimes, credits and wording are left out.",
    "Persons and positions are not merged: each mention is an entity of its own.",
    "The speaker of a happening or an office stays in its quote.",
    "Whether a change of office is a beginning or an end stands in its description, not in its dates.",
)
