"""Places as the record names them; the atlas knows what lies inside what, and when."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.domain.errors import MalformedValue


class PlaceKind(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    """First-level unit: region, province, oblast, or a city of that rank."""
    DISTRICT = "district"
    SETTLEMENT = "settlement"


class Precision(StrEnum):
    """How closely the coordinates stand for the place."""

    SETTLEMENT = "settlement"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the atlas.

    ``id``: ``country:KZ`` and ``region:KZ-ALA`` by ISO 3166, ``settlement:1526384`` by GeoNames;
    ``name`` the common English name. Coordinates in degrees (WGS 84), None where there are none.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    """ISO 3166-1 alpha-2."""
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.UNKNOWN
    population: int = 0

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise MalformedValue("a place needs an id and a name")
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise MalformedValue(f"{self.id}: latitude {self.latitude}")
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise MalformedValue(f"{self.id}: longitude {self.longitude}")
