"""A place a figure may be at, and how it is told."""

from dataclasses import dataclass

from qantar.domain.place import PlaceKind


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the text: exact words, and the atlas place if one was found."""

    words: str
    place_id: str | None
    name: str | None
    first: int
    last: int
    weak: bool
    """The words belong to something else first: a body («департамент полиции Алматы»), a noun they
    describe («алматинские врачи»), a person who comes from there."""
    kind: PlaceKind | None
    origin: bool = False
    """Someone is from there, or on the way there: nothing is said to have happened in it."""
    pointed: bool = False
    """The words name nothing: «в городе», "there"."""
    owned: bool = False
    """Weak because it says whose a body is, and for nothing else."""
    district: bool = False
    """The text calls it a district: "Anand district"."""
    aside: bool = False
    """Another place is told from it: «в 18 милях от Котону»."""
    goal: bool = False
    """Weak because somebody was taken there: the place of those who were, and of nobody else."""
    broad: bool = False
    """A sea or a range of mountains: what lies in it or at its shore is the closer place."""
