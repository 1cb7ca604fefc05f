"""Places as people name them, and how closely their coordinates stand for them.

"Almaty, a settlement; Алматы in Kazakh" may be a dot on a map. "Almaty region" is an area, and "in
the south of the region" is no more than that: neither is ever a dot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from qantar.atlas.atlas import Atlas
from qantar.domain.errors import LexiconError
from qantar.domain.identity import Json
from qantar.domain.place import Place

LANGUAGES = ("en", "ru", "uk", "kk")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place with its names by language, the first-level unit it lay in, and its coordinates.

    Coordinates are degrees (WGS 84), None where the place is an area; ``region`` is the id of the
    unit itself where the place is one, None for countries.
    """

    id: str
    kind: str
    country: str
    region: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    names: tuple[tuple[str, str], ...]

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "country": self.country,
            "region": self.region,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "precision": self.precision,
            "names": dict(self.names),
        }


@cache
def _atlas() -> Atlas:
    return Atlas.load()


def place_rows(ids: Iterable[str], on: date | None = None) -> tuple[PlaceRow, ...]:
    """The places of some ids, by id; ``on`` is the day whose regions count, today if not said.

    An id the atlas does not hold (of another edition) is passed over.
    """
    rows = []
    for id_ in sorted(set(ids)):
        try:
            rows.append(_row(id_, _atlas().place(id_), on))
        except LexiconError:
            continue
    return tuple(rows)


def region_name(region: str, lang: str) -> str:
    """The name of a region in a language, the English one where none is known.

    Raises:
        LexiconError: for an id the atlas does not hold.
    """
    return _name(_atlas().place(region), region, lang)


def _row(id_: str, place: Place, on: date | None) -> PlaceRow:
    around = (place.id, *_atlas().parents(id_, on))
    region = next((outer for outer in around if outer.startswith("region:")), None)
    return PlaceRow(
        id=id_,
        kind="settlement" if _atlas().is_city(id_) else place.kind.value,
        country=place.country,
        region=region,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision.value,
        names=tuple((lang, _name(place, id_, lang)) for lang in LANGUAGES),
    )


def _name(place: Place, id_: str, lang: str) -> str:
    if lang == "en":
        return place.name
    return next(iter(_atlas().names(id_, lang)), place.name)


def place_called(name: str) -> PlaceRow | None:
    """The one place of a name in any of the languages, None where there is none or there are several."""
    for lang in LANGUAGES:
        ids = _atlas().look_up(name, lang)
        if len(ids) == 1:
            return _row(ids[0], _atlas().place(ids[0]), None)
    return None
