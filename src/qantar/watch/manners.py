"""How a guest behaves: what robots.txt allows, how long to wait between visits, when to stay away.

Robots by RFC 9309: what is not there (4xx) forbids nothing, what does not answer forbids all for now.
"""

import email.utils
import hashlib
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from qantar.domain.errors import UnreadableInput
from qantar.text.bounds import DEFAULT_BOUNDS
from qantar.text.http import answer as unpacked
from qantar.watch.archive import message
from qantar.watch.client import Answer, Client, canonical

HOUR = 3600.0
DAY = 24 * HOUR
BETWEEN = 5.0
"""Seconds between two requests to one host, if it asks for no more."""
MOST_BETWEEN = 120.0
"""A host that asks for longer pauses is given them up to here; beyond, a round would never end."""
ROBOTS_LASTS = DAY
"""How long robots.txt is believed (RFC 9309 names 24 hours)."""
ROBOTS_BYTES = 512 * 1024
"""What of robots.txt is read (RFC 9309 asks for 500 KiB at least)."""
AGAIN = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
"""How long after a visit a page is looked at again, for edits nobody announced; then no more."""
FEED_RESTS = 5 * 60.0
"""A feed is not asked more often than this, however often a round is made."""
FIRST_BACK_OFF = 5 * 60.0
_TRIES = 8
"""A page that failed so often in a row is left alone; a feed is asked once a day."""


def back_off(address: str, failures: int) -> float:
    """How long to stay away after so many failures in a row: twice as long each time, at most a day,
    a little more or less for each address so that not all come back at once; the same each time."""
    digest = hashlib.sha256(f"{address} {failures}".encode()).digest()
    jitter = 0.8 + 0.4 * digest[0] / 255
    return min(FIRST_BACK_OFF * 2.0 ** min(failures - 1, 12), DAY) * jitter


def is_given_up(failures: int) -> bool:
    return failures >= _TRIES


def asked_pause(answer: Answer, moment: float) -> float | None:
    """The seconds a server asks to be left alone (Retry-After, in seconds or as a date); at most a day."""
    said = answer.header("Retry-After")
    if said is None:
        return None
    if said.strip().isascii() and said.strip().isdigit():
        return min(float(said), DAY)
    try:
        until = email.utils.parsedate_to_datetime(said).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(max(until - moment, 0.0), DAY)


class Robots:
    """What each host forbids, asked once a day."""

    def __init__(self, client: Client, agent: str) -> None:
        self._client = client
        self._agent = agent
        self._known: dict[str, tuple[float, Protego | None]] = {}

    def allow(self, address: str, moment: float) -> bool:
        rules = self._rules(address, moment)
        return rules is not None and rules.can_fetch(address, self._agent)

    def is_silent(self, address: str, moment: float) -> bool:
        """Whether the host does not say what it allows: it cannot be reached, or fails."""
        return self._rules(address, moment) is None

    def pause(self, address: str, moment: float) -> float:
        """Seconds between two requests to the host of an address."""
        rules = self._rules(address, moment)
        asked = None if rules is None else rules.crawl_delay(self._agent)
        return min(max(BETWEEN, asked or 0.0), MOST_BETWEEN)

    def is_known(self, address: str, moment: float) -> bool:
        """Whether asking would need no request."""
        known = self._known.get(_site(address))
        return known is not None and known[0] > moment

    def _rules(self, address: str, moment: float) -> Protego | None:
        """The rules of a host; None while it does not say them, which forbids all."""
        site = _site(address)
        if not self.is_known(address, moment):
            found, lasts = self._asked(site)
            self._known[site] = (moment + lasts, found)
        return self._known[site][1]

    def _asked(self, site: str) -> tuple[Protego | None, float]:
        address = f"{site}/robots.txt"
        for _ in range(5):  # RFC 9309: at least five redirects are followed
            try:
                answer = self._client.get(address, {})
            except UnreadableInput:
                return None, HOUR
            onward = answer.header("Location")
            if 300 <= answer.status < 400 and onward:
                try:
                    address = canonical(onward if "://" in onward else f"{site}{onward}")
                except UnreadableInput:
                    return Protego.parse(""), ROBOTS_LASTS
                continue
            if answer.status == 200:
                body = _plain(answer)
                return Protego.parse(body), ROBOTS_LASTS
            if 400 <= answer.status < 500 and answer.status != 429:
                return Protego.parse(""), ROBOTS_LASTS
            return None, HOUR
        return Protego.parse(""), ROBOTS_LASTS


def _plain(answer: Answer) -> str:
    try:
        body = unpacked(message(answer), answer.address, DEFAULT_BOUNDS).body
    except UnreadableInput:
        return ""
    return body[:ROBOTS_BYTES].decode("utf-8", "replace")


def _site(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
