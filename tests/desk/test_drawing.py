"""Marks, time and the map: nothing is drawn that nobody said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.desk.drawing.map import Spot, draw
from qantar.desk.drawing.marks import Said, Strip, shape_of
from qantar.desk.drawing.projection import Extent, Projection
from qantar.desk.drawing.timeline import LANE, TimedSaying, timeline
from qantar.desk.language import language
from qantar.domain.quantity import Quantity


def said(number: str, state: str = "stands") -> Said:
    interval = Quantity.parse(number).interval()
    return Said(
        number=number, low=interval.low, high=interval.high, state=state, account="account-1",
        label=number,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        ("967", "dot"), (">1500", "up"), (">=25", "up"), ("<40", "down"), ("<=40", "down"),
        ("~2300", "soft"), ("<~2000", "soft"), ("20..30", "bar"), ("20..", "up"),
    ],
)  # fmt: skip
def test_the_hedge_decides_the_shape(number: str, shape: str) -> None:
    assert shape_of(said(number)) == shape
    assert shape_of(said(number, "denied")) == "cross"


NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.tuples(st.sampled_from([">", ">=", "<", "<=", "~", "<~"]), st.integers(1, 10**6)).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
)


@settings(deadline=None, max_examples=80)
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=12))
def test_every_mark_lies_within_the_drawing(numbers: list[str]) -> None:
    for mark in Strip.of([said(number) for number in numbers]).marks:
        assert 0 <= mark.start <= mark.end <= 100


DATES = st.one_of(
    st.none(),
    st.dates().filter(lambda d: d.year > 1000).map(str),
    st.sampled_from(["2022", "2022-01", "XXXX-01-31", "2022-01-05T20:00", "2022-01-05/.."]),
)


@settings(deadline=None, max_examples=60)
@given(
    sayings=st.lists(st.tuples(NUMBERS, st.sampled_from("абв"), DATES), min_size=1, max_size=10)
)
def test_everything_said_has_a_mark_in_its_speakers_lane(
    sayings: list[tuple[str, str, str | None]],
) -> None:
    drawing = timeline(
        [TimedSaying(said=said(n), speaker=s, as_of=d) for n, s, d in sayings],
        (0, None),
        language("en"),
    )
    assert sum(len(lane.marks) for lane in drawing.lanes) == len(sayings)
    assert {lane.speaker for lane in drawing.lanes} == {s for _, s, _ in sayings}
    for lane in drawing.lanes:
        for mark in lane.marks:
            assert 0 <= mark.top <= LANE and 0 <= mark.bottom <= LANE


def test_a_greater_number_stands_higher_and_a_later_one_further_right() -> None:
    drawing = timeline(
        [
            TimedSaying(said=said("16"), speaker="а", as_of="2022-01-07"),
            TimedSaying(said=said("18"), speaker="а", as_of="2022-01-09"),
        ],
        (16, 18),
        language("en"),
    )
    first, second = sorted(drawing.lanes[0].marks, key=lambda mark: mark.x)
    assert first.number == "16" and second.bottom < first.bottom


def test_no_number_is_written_over_another_mark() -> None:
    drawing = timeline(
        [
            TimedSaying(said=said("164"), speaker="а", as_of="2022-01-09"),
            TimedSaying(said=said("164", "denied"), speaker="а", as_of="2022-01-10"),
            TimedSaying(said=said("225"), speaker="а", as_of="2022-08-15"),
        ],
        (225, 225),
        language("en"),
    )
    told = {(mark.number, mark.shape): mark.labelled for mark in drawing.lanes[0].marks}
    assert told == {("164", "dot"): False, ("164", "cross"): True, ("225", "dot"): True}


def spot(
    id_: str, kind: str, at: tuple[float, float] | None = None, *, is_later: bool = False
) -> Spot:
    longitude, latitude = at or (None, None)
    return Spot(
        id=id_, kind=kind, name=id_, happenings=3, longitude=longitude, latitude=latitude,
        is_later=is_later,
    )  # fmt: skip


def test_somewhere_in_a_region_gets_no_dot() -> None:
    drawn = draw([spot("region:KZ-19", "region", (77.0, 44.5))])
    assert drawn is not None and not drawn.dots
    told = [area for area in drawn.areas if area.spot is not None]
    assert [area.id for area in told] == ["region:KZ-19"]


def test_a_country_is_told_beside_the_map() -> None:
    drawn = draw(
        [spot("country:KZ", "country"), spot("region:KZ-75", "settlement", (76.9, 43.25))]
    )
    assert drawn is not None and [one.id for one in drawn.beside] == ["country:KZ"]
    assert [dot.spot.id for dot in drawn.dots] == ["region:KZ-75"]


def test_crimea_is_drawn_by_its_iso_code() -> None:
    drawn = draw([spot("region:UA-43", "region"), spot("region:UA-65", "region")])
    assert drawn is not None
    assert {"region:UA-43", "region:UA-65"} <= {a.id for a in drawn.areas if a.spot}
    assert not [a.id for a in drawn.areas if a.id.startswith("region:RU") and "CR" in a.id]


def test_the_borders_drawn_are_those_of_the_days_told_of() -> None:
    before, since = (
        draw([spot("region:KZ-19", "region", is_later=later)]) for later in (False, True)
    )
    assert before is not None and since is not None and since.is_later
    paths = [{a.id: a.path for a in one.areas}["region:KZ-19"] for one in (before, since)]
    assert paths[0] != paths[1]  # Taldykorgan left Almaty region on 8 June 2022
    assert "region:KZ-33" in {a.id for a in since.areas}
    assert "region:KZ-33" not in {a.id for a in before.areas}


def test_a_region_whose_borders_were_others_then_is_told_beside() -> None:
    drawn = draw(
        [
            spot("region:KZ-19", "region"), spot("region:KZ-19", "region", is_later=True),
            spot("region:KZ-33", "region", is_later=True),
            spot("region:KZ-75", "settlement", (76.9, 43.25)),
            spot("region:KZ-75", "settlement", (76.9, 43.25), is_later=True),
        ]
    )  # fmt: skip
    assert drawn is not None and not drawn.is_later
    assert [one.id for one in drawn.other_borders] == ["region:KZ-19", "region:KZ-33"]
    assert [(a.id, a.spot.happenings) for a in drawn.areas if a.spot] == [("region:KZ-19", 3)]
    assert [(dot.spot.id, dot.spot.happenings) for dot in drawn.dots] == [("region:KZ-75", 6)]


def test_nothing_to_draw_is_no_map() -> None:
    assert draw([]) is None
    assert draw([spot("settlement:1", "settlement")]) is None


@settings(deadline=None, max_examples=60)
@given(
    points=st.lists(st.tuples(st.floats(-179, 179), st.floats(-84, 84)), min_size=1, max_size=8)
)
def test_every_place_falls_within_the_map(points: list[tuple[float, float]]) -> None:
    projection = Projection(Extent.around(points))
    for x, y in points:
        across, down = projection.at(x, y)
        assert -projection.width * 0.05 <= across <= projection.width * 1.05
        assert -projection.height * 0.2 <= down <= projection.height * 1.2


def test_no_ring_of_a_region_lies_far_from_the_rest_of_it() -> None:
    """A sliver with a wrong code once stretched every map of Kazakhstan to the Arctic."""
    from qantar.desk.drawing.map import _boundaries

    far = []
    for id_, rings in _boundaries().items():
        if not id_.startswith("region:KZ-"):
            continue
        middles = [sum(ring[1::2]) / len(ring[1::2]) / 100 for ring in rings]
        if max(middles) - min(middles) > 10:
            far.append(id_)
    assert far == []
