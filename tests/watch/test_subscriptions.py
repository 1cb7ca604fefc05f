"""Lists of feeds as feed readers and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.watch.subscriptions import Subscription, subscriptions

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Kazakhstan">
<outline type="rss" text="Taraz  Today" xmlUrl="https://a.kz/rss"/>
<outline type="link" title="Bulletins" url="https://b.kz/news"/>
<outline type="rss" text="again" xmlUrl="https://a.kz/rss"/>
<outline type="rss" text="odd" xmlUrl="javascript:alert(1)"/></outline></body></opml>"""


def test_opml_names_feeds_and_pages_each_once() -> None:
    assert subscriptions(OPML.encode(), "f.opml") == [
        Subscription("https://a.kz/rss", "Taraz Today"),
        Subscription("https://b.kz/news", "Bulletins"),
    ]


def test_a_list_of_lines_is_a_list() -> None:
    data = b"# ours\nhttps://a.kz/rss # main\n\nhttps://b.kz/\n"
    assert [one.address for one in subscriptions(data, "f.txt")] == [
        "https://a.kz/rss",
        "https://b.kz/",
    ]


def test_a_line_that_is_no_address_is_named_with_its_place() -> None:
    with pytest.raises(UnreadableInput, match=r"f\.txt at byte 14: «nonsense»"):
        subscriptions(b"https://a.kz/\nnonsense\n", "f.txt")


@pytest.mark.parametrize(
    "data", [b"", b"<opml><body/></opml>", b"<opml>", b"\xff\xfe", b"# nothing\n"]
)
def test_a_list_without_addresses_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        subscriptions(data, "f")


def test_a_list_that_is_a_bomb_is_refused() -> None:
    with pytest.raises(HostileInput):
        subscriptions(b'<!DOCTYPE o [<!ENTITY a "b">]><opml>&a;</opml>', "f")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    try:
        assert subscriptions(data, "f")
    except UnreadableInput:
        pass
