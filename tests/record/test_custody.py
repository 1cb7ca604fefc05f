"""The chain of custody: any change, loss or insertion breaks it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.errors import BrokenCustody, MalformedValue
from qantar.domain.source import Capture
from qantar.record.custody import (
    GENESIS,
    Act,
    CustodyEntry,
    capture_from_json,
    capture_json,
    chain_breaks,
    verify_chain,
)

AT = "2022-01-07T09:00:00Z"
ACTS = st.sampled_from(Act)
WORDS = st.text(min_size=1, max_size=8)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[CustodyEntry]:
    entries: list[CustodyEntry] = []
    previous = GENESIS
    for number in range(1, draw(st.integers(least, 6)) + 1):
        entry = CustodyEntry.sealed(
            number=number,
            at=AT,
            who=draw(WORDS),
            act=draw(ACTS),
            about=draw(WORDS),
            detail={"reason": draw(WORDS), "size": draw(st.integers())},
            previous=previous,
        )
        entries.append(entry)
        previous = entry.digest
    return entries


@settings(max_examples=25, deadline=None)
@given(chains())
def test_a_chain_left_alone_holds(entries: list[CustodyEntry]) -> None:
    verify_chain(entries)
    assert [CustodyEntry.from_json(entry.as_json()) for entry in entries] == entries


@settings(max_examples=40, deadline=None)
@given(chains(), st.data())
def test_any_changed_field_breaks_the_chain_there(
    entries: list[CustodyEntry], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[index]
    changed = data.draw(
        st.sampled_from(
            [
                replace(entry, who=entry.who + "!"),
                replace(entry, about=entry.about + "!"),
                replace(entry, at="2022-01-07T09:00:01Z"),
                replace(entry, detail=entry.detail | {"size": "other"}),
                replace(entry, act=Act.EXPORTED if entry.act is not Act.EXPORTED else Act.READ),
                replace(entry, digest=GENESIS),
            ]
        )
    )
    entries[index] = changed
    assert next(chain_breaks(entries)).number == changed.number


@settings(max_examples=25, deadline=None)
@given(chains(least=3), st.data())
def test_a_lost_entry_breaks_the_chain(
    entries: list[CustodyEntry], data: st.DataObject
) -> None:
    del entries[data.draw(st.integers(0, len(entries) - 2))]
    with pytest.raises(BrokenCustody, match="compare with a backup"):
        verify_chain(entries)


@settings(max_examples=25, deadline=None)
@given(chains(least=2), st.data())
def test_an_entry_changed_and_sealed_anew_breaks_the_one_after_it(
    entries: list[CustodyEntry], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(entries) - 2))
    entry = entries[index]
    entries[index] = CustodyEntry.sealed(
        number=entry.number, at=entry.at, who=entry.who + "!", act=entry.act, about=entry.about,
        detail=entry.detail, previous=entry.previous,
    )  # fmt: skip
    assert [broken.number for broken in chain_breaks(entries)] == [entry.number + 1]


def test_a_file_name_that_is_no_text_can_be_sealed() -> None:
    entry = CustodyEntry.sealed(
        number=1, at=AT, who="desk", act=Act.RECEIVED, about="capture-1",
        detail={"origin": "inbox/\udcff.txt"}, previous=GENESIS,
    )  # fmt: skip
    verify_chain([entry])


def test_an_unknown_act_is_refused() -> None:
    row = {"number": 4, "act": "forgotten"}
    with pytest.raises(MalformedValue, match="custody entry 4: unknown act «forgotten»"):
        CustodyEntry.from_json(row)


def test_nobody_cannot_act() -> None:
    with pytest.raises(MalformedValue, match="needs a name"):
        CustodyEntry.sealed(
            number=1, at=AT, who="", act=Act.READ, about="x", detail={}, previous=GENESIS
        )


@settings(max_examples=25, deadline=None)
@given(WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=3))
def test_a_capture_comes_back_from_its_description(
    origin: str, sidecar: list[tuple[str, str]]
) -> None:
    capture = Capture(
        sha256="a" * 64, size=3, origin=origin, captured_at=AT, media_type="text/plain",
        sidecar=tuple(sidecar),
    )  # fmt: skip
    assert capture_from_json(capture_json(capture)) == capture
