"""A round of visits: polite to hosts, silent about what did not change, never losing a page."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from qantar.capture import Received
from qantar.domain.source import Refused
from qantar.text import documents
from qantar.watch import manners
from qantar.watch.memory import Memory
from qantar.watch.rounds import Round, Visits
from qantar.watch.subscriptions import Subscription
from tests.watch.web import FakeClock, Web, feed, page

FEED = "https://a.kz/rss"
ONE = "https://a.kz/1"
WORDS = "Seven people were killed in a fire in Taraz, the mayor said on Tuesday."


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def web(clock: FakeClock) -> Web:
    return Web(clock, {FEED: feed(ONE), ONE: page(WORDS)})


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(str(tmp_path / "seen.watch")) as memory:
        yield memory


def go(
    web: Web, memory: Memory, *addresses: str, most: int = 500
) -> tuple[list[Received | Refused], Visits]:
    visits = Visits()
    one = Round(web, memory, web.clock, manners.Robots(web, "Qantar"), most)
    found = list(one.visit([Subscription(a) for a in addresses or (FEED,)], visits))
    memory.commit()
    return found, visits


def test_a_page_that_a_feed_names_is_captured_with_what_the_feed_says_of_it(
    web: Web, memory: Memory
) -> None:
    ((received,), visits) = go(web, memory)
    assert isinstance(received, Received) and visits.captured == 1
    (document,) = documents(received.capture, received.data)
    assert not isinstance(document, Refused)
    assert WORDS in document.text and document.url == ONE
    assert document.outlet == "Taraz Today" and document.published == "2023-11-14T10:00"


def test_the_capture_is_a_web_archive_that_others_read(web: Web, memory: Memory) -> None:
    import io

    from warcio.archiveiterator import ArchiveIterator

    ((received,), _) = go(web, memory)
    assert isinstance(received, Received)
    kinds = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        for record in ArchiveIterator(io.BytesIO(received.data), check_digests="raise")
        if record.content_stream().read() is not None
    ]
    assert kinds == [("response", ONE), ("request", ONE)]


def test_a_page_is_looked_at_again_and_captured_only_if_its_words_changed(
    web: Web, memory: Memory
) -> None:
    go(web, memory)
    web.clock.moment += manners.AGAIN[0] + 1
    assert go(web, memory)[1].unchanged == 1
    web.pages[ONE] = page(WORDS, extra="another advertisement")
    web.clock.moment += manners.AGAIN[1] + 1
    assert go(web, memory)[1].unchanged == 1
    web.pages[ONE] = page(WORDS.replace("Seven", "Nine"))
    web.clock.moment += manners.AGAIN[2] + 1
    found, visits = go(web, memory)
    assert visits.captured == 1 and len(found) == 1


def test_a_page_looked_at_often_enough_is_left_alone(web: Web, memory: Memory) -> None:
    for _ in range(20):
        go(web, memory)
        web.clock.moment += 8 * manners.DAY
    assert web.visited().count(ONE) == 1 + len(manners.AGAIN)


def test_a_page_that_was_captured_and_is_gone_is_told(web: Web, memory: Memory) -> None:
    go(web, memory)
    web.pages[ONE] = (410, {})
    web.clock.moment += manners.AGAIN[0] + 1
    assert go(web, memory)[1].gone == [ONE]


def test_requests_to_one_host_keep_their_distance(web: Web, memory: Memory) -> None:
    links = [f"https://a.kz/{n}" for n in range(5)]
    web.pages |= {FEED: feed(*links)} | {link: page(f"{WORDS} {link}") for link in links}
    go(web, memory)
    moments = [at for at, address in web.asked if not address.endswith("robots.txt")]
    gaps = [b - a for a, b in pairwise(moments)]
    assert len(moments) == 6 and min(gaps) >= manners.BETWEEN


def test_a_host_that_asks_for_longer_pauses_gets_them(web: Web, memory: Memory) -> None:
    web.pages["https://a.kz/robots.txt"] = b"User-agent: *\nCrawl-delay: 30\n"
    go(web, memory)
    moments = [at for at, address in web.asked if not address.endswith("robots.txt")]
    assert moments[1] - moments[0] >= 30


def test_other_hosts_are_asked_while_one_rests(web: Web, memory: Memory) -> None:
    web.pages["https://b.kz/1"] = page("Two were hurt in Aktau.")
    web.pages[FEED] = feed(ONE, "https://b.kz/1")
    go(web, memory)
    assert web.visited() == [FEED, "https://b.kz/1", ONE]


def test_what_robots_forbid_is_not_asked(web: Web, memory: Memory) -> None:
    web.pages["https://a.kz/robots.txt"] = b"User-agent: *\nDisallow: /1\n"
    found, _ = go(web, memory)
    assert ONE not in web.visited()
    assert [str(one.error) for one in found if isinstance(one, Refused)] == [
        f"{ONE}: its robots.txt asks not to be read; ask the site for leave"
    ]


def test_a_host_whose_robots_do_not_answer_is_left_alone(web: Web, memory: Memory) -> None:
    web.down.add("https://a.kz/robots.txt")
    found, _ = go(web, memory)
    assert web.visited() == [] and isinstance(found[0], Refused)
    assert "does not answer what it allows" in str(found[0].error)


def test_a_tired_server_is_left_alone_as_long_as_it_asks(web: Web, memory: Memory) -> None:
    web.pages[FEED] = (503, {"Retry-After": "7200"})
    go(web, memory)
    web.clock.moment += 7000
    go(web, memory)
    assert web.visited() == [FEED]
    web.clock.moment += 300
    go(web, memory)
    assert web.visited() == [FEED, FEED]


def test_a_feed_that_fails_is_asked_less_and_less_often(web: Web, memory: Memory) -> None:
    web.down.add(FEED)
    for _ in range(24 * 60):
        go(web, memory)
        web.clock.moment += 60
    assert 5 <= web.visited().count(FEED) <= 12


def test_redirects_are_followed_judged_and_kept(web: Web, memory: Memory) -> None:
    web.pages[FEED] = feed("https://short.kz/x")
    web.pages["https://short.kz/x"] = (301, {"Location": "https://a.kz/1"})
    ((received,), _) = go(web, memory)
    assert isinstance(received, Received)
    assert received.data.count(b"WARC-Type: response") == 2
    (document,) = documents(received.capture, received.data)
    assert not isinstance(document, Refused) and document.url == ONE


def test_a_redirect_to_a_forbidden_page_is_not_followed(web: Web, memory: Memory) -> None:
    web.pages["https://a.kz/robots.txt"] = b"User-agent: *\nDisallow: /1\n"
    web.pages["https://b.kz/x"] = (302, {"Location": ONE})
    go(web, memory, "https://b.kz/x")
    assert ONE not in web.visited()


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "ftp://a.kz/x", "https://u:p@a.kz/"])
def test_a_redirect_out_of_the_web_is_refused(web: Web, memory: Memory, onward: str) -> None:
    web.pages["https://b.kz/x"] = (302, {"Location": onward})
    found, visits = go(web, memory, "https://b.kz/x")
    assert isinstance(found[0], Refused) and visits.captured == 0


def test_a_redirect_in_a_circle_ends(web: Web, memory: Memory) -> None:
    web.pages["https://b.kz/x"] = (302, {"Location": "https://b.kz/x"})
    found, _ = go(web, memory, "https://b.kz/x")
    assert "redirected without end" in str(found[0].error)  # type: ignore[union-attr]


def test_a_feed_that_is_a_bomb_is_refused_and_the_rest_goes_on(
    web: Web, memory: Memory
) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0">&a;</rss>'
    )
    web.pages["https://c.kz/rss"] = bomb
    _, visits = go(web, memory, "https://c.kz/rss", FEED)
    assert visits.captured == 1 and visits.refused == 1


def test_what_was_not_committed_is_visited_anew(web: Web, tmp_path: Path) -> None:
    path = str(tmp_path / "seen.watch")
    with Memory(path) as memory:
        one = Round(web, memory, web.clock, manners.Robots(web, "Qantar"))
        assert len(list(one.visit([Subscription(FEED)], Visits()))) == 1
    with Memory(path) as memory:
        assert len(go(web, memory)[0]) == 1


def test_what_is_left_over_is_asked_in_the_next_round(web: Web, memory: Memory) -> None:
    links = [f"https://a.kz/{n}" for n in range(5)]
    web.pages |= {FEED: feed(*links)} | {link: page(f"{WORDS} {link}") for link in links}
    assert go(web, memory, most=3)[1].waiting == 3
    go(web, memory)
    assert sorted(web.visited()) == sorted([FEED, *links])
