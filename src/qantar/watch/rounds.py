"""One round of visits: the feeds, the pages they name that are new, and pages due another look.

Hosts take turns and none is asked faster than it allows. What has new words is handed on as a web
archive of the visit; a page whose words are as before leaves no capture, so that a changed
advertisement is no edit.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from qantar.capture import Received
from qantar.capture.media import media_type
from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.identity import sha256
from qantar.domain.source import Capture, Refused
from qantar.text import documents
from qantar.text.bounds import DEFAULT_BOUNDS
from qantar.text.encoding import decode
from qantar.text.feed import feed_entries
from qantar.text.http import answer as unpacked
from qantar.text.member import Member
from qantar.watch import manners
from qantar.watch.archive import archived, message
from qantar.watch.client import Answer, Client, canonical
from qantar.watch.memory import Memory, Visited
from qantar.watch.subscriptions import Subscription

_REDIRECTS = 5
_FEEDS = ("application/rss+xml", "application/atom+xml")
_GONE = (404, 410)
_TIRED = (429, 503)


class Clock(Protocol):
    """The time in seconds since 1970, and waiting."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


@dataclass(slots=True)
class Visits:
    """What a round has done so far."""

    asked: int = 0
    captured: int = 0
    unchanged: int = 0
    """Pages whose words are as before."""
    refused: int = 0
    waiting: int = 0
    """Addresses not asked yet."""
    gone: list[str] = field(default_factory=list)
    """Pages captured before that are there no more."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round stands on."""

    client: Client
    memory: Memory
    clock: Clock
    robots: manners.Robots
    most: int = 500
    """Requests of one round; what is left is due in the next."""
    progress: Callable[[Visits], None] = lambda visits: None

    def visit(
        self, watched: Iterable[Subscription], visits: Visits
    ) -> Iterator[Received | Refused]:
        """The captures of one round, as they come. Memory is the caller's to commit, after the
        captures are kept."""
        queue = _Queue()
        for one in watched:
            try:
                address = canonical(one.address)
            except UnreadableInput as error:
                visits.refused += 1
                yield Refused(one.address, error)
                continue
            known = self.memory.get(address) or Visited(address=address)
            known = replace(known, outlet=one.name or known.outlet)
            self.memory.put(known)
            if known.due is not None and known.due <= self.clock.now():
                queue.add(known)
        for page in self.memory.due_pages(self.clock.now()):
            queue.add(page)
        while visits.asked < self.most and (ready := queue.next(self.clock)) is not None:
            visits.waiting = len(queue)
            visits.asked += 1
            yield from self._one(ready, queue, visits)
            self.progress(visits)
        visits.waiting = len(queue)

    def _one(
        self, known: Visited, queue: "_Queue", visits: Visits
    ) -> Iterator[Received | Refused]:
        address = known.address
        try:
            visit = self._answers(known, queue)
        except UnreadableInput as error:
            self._put_off(known)
            visits.refused += 1
            yield Refused(address, error)
            return
        last = visit[-1]
        now = self.clock.now()
        if last.status == 304:
            visits.unchanged += not known.is_feed
            self._seen(known, last)
        elif last.status in _GONE and known.text is not None:
            visits.gone.append(address)
            self.memory.put(replace(known, due=None))
        elif last.status != 200:
            pause = manners.asked_pause(last, now) if last.status in _TIRED else None
            self._put_off(known, pause)
            if pause:
                queue.rest(address, now + pause)
            visits.refused += 1
            yield Refused(address, UnreadableInput(
                address, f"answered {last.status} {last.reason}".rstrip(), "it is asked again later"
            ))  # fmt: skip
        else:
            yield from self._came(known, visit, queue, visits)

    def _answers(self, known: Visited, queue: "_Queue") -> list[Answer]:
        """The answer and the redirects before it, each asked only where the host allows it."""
        address = known.address
        headers = {}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        visit: list[Answer] = []
        while True:
            if self.robots.is_silent(address, self.clock.now()):
                raise UnreadableInput(
                    address, "its host does not answer what it allows (robots.txt)",
                    "see that it can be reached; it is asked again in an hour",
                )  # fmt: skip
            if not self.robots.allow(address, self.clock.now()):
                raise UnreadableInput(
                    address, "its robots.txt asks not to be read", "ask the site for leave"
                )
            queue.rest(address, self.clock.now() + self.robots.pause(address, self.clock.now()))
            visit.append(self.client.get(address, headers))
            onward = visit[-1].header("Location")
            if visit[-1].status not in (301, 302, 303, 307, 308) or not onward:
                return visit
            if len(visit) > _REDIRECTS:
                raise HostileInput(known.address, "is redirected without end", "leave it out")
            address = canonical(urljoin(address, onward))
            wait = queue.free_at(address) - self.clock.now()
            if wait > 0:
                self.clock.sleep(wait)

    def _came(
        self, known: Visited, visit: list[Answer], queue: "_Queue", visits: Visits
    ) -> Iterator[Received | Refused]:
        last = visit[-1]
        try:
            body = unpacked(message(last), last.address, DEFAULT_BOUNDS).body
        except UnreadableInput as error:
            self._put_off(known)
            visits.refused += 1
            yield Refused(known.address, error)
            return
        kind = media_type(body, urlsplit(last.address).path)
        if kind.partition(";")[0] in _FEEDS:
            try:
                entries = list(
                    feed_entries(decode(body, known.address), known.address, DEFAULT_BOUNDS)
                )
            except UnreadableInput as error:
                self._put_off(known)
                visits.refused += 1
                yield Refused(known.address, error)
                return
            self._seen(replace(known, is_feed=True), last)
            for entry in entries:
                self._named(entry, known.outlet, queue)
            return
        received = self._captured(known, visit)
        words = _words(received)
        if words is not None and words == known.text:
            visits.unchanged += 1
        else:
            visits.captured += 1
            yield received
        self._seen(replace(known, is_feed=False, text=words or known.text), last)

    def _named(self, entry: Member, outlet: str | None, queue: "_Queue") -> None:
        """A page that a feed names: asked if it is new."""
        if entry.url is None:
            return
        try:
            address = canonical(entry.url)
        except UnreadableInput:
            return
        if self.memory.get(address) is None:
            page = Visited(
                address=address, is_feed=False, outlet=outlet or entry.outlet,
                published=entry.published, title=entry.title, due=self.clock.now(),
            )  # fmt: skip
            self.memory.put(page)
            queue.add(page)

    def _captured(self, known: Visited, visit: list[Answer]) -> Received:
        at = dt.datetime.fromtimestamp(self.clock.now(), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        data = archived(visit, at)
        said = {"outlet": known.outlet, "published": known.published, "title": known.title}
        capture = Capture(
            sha256=sha256(data),
            size=len(data),
            origin=known.address,
            captured_at=at,
            media_type="application/warc",
            sidecar=tuple(sorted((key, value) for key, value in said.items() if value)),
        )
        return Received(capture, data)

    def _seen(self, known: Visited, answer: Answer) -> None:
        now = self.clock.now()
        if known.is_feed:
            due: float | None = now + manners.FEED_RESTS
        elif known.times < len(manners.AGAIN):
            due = now + manners.AGAIN[known.times]
        else:
            due = None
        self.memory.put(
            replace(
                known, due=due, times=known.times + 1, failures=0,
                etag=answer.header("ETag") or known.etag,
                modified=answer.header("Last-Modified") or known.modified,
            )
        )  # fmt: skip

    def _put_off(self, known: Visited, pause: float | None = None) -> None:
        failures = known.failures + 1
        wait = max(manners.back_off(known.address, failures), pause or 0.0)
        given_up = manners.is_given_up(failures) and known.is_feed is False
        due = None if given_up else self.clock.now() + wait
        self.memory.put(replace(known, failures=failures, due=due))


def _words(received: Received) -> str | None:
    """A digest of the readable words of a capture; None where there are none."""
    texts = [
        found.text
        for found in documents(received.capture, received.data)
        if not isinstance(found, Refused)
    ]
    return sha256("\x00".join(texts).encode("utf-8", "replace")) if texts else None


class _Queue:
    """Addresses to ask, host by host, so that one slow host keeps no other waiting."""

    def __init__(self) -> None:
        self._hosts: dict[str, list[Visited]] = {}
        self._free: dict[str, float] = {}
        self._order: list[tuple[float, int, str]] = []
        self._count = 0
        self._held: set[str] = set()

    def __len__(self) -> int:
        return sum(map(len, self._hosts.values()))

    def add(self, one: Visited) -> None:
        if one.address in self._held:
            return
        self._held.add(one.address)
        host = _host(one.address)
        if not self._hosts.setdefault(host, []):
            self._push(host)
        self._hosts[host].append(one)

    def rest(self, address: str, until: float) -> None:
        host = _host(address)
        self._free[host] = max(until, self._free.get(host, 0.0))

    def free_at(self, address: str) -> float:
        return self._free.get(_host(address), 0.0)

    def next(self, clock: Clock) -> Visited | None:
        """The next address whose host may be asked, after waiting for it; None when all are done."""
        while self._order:
            when, _, host = heapq.heappop(self._order)
            waiting = self._hosts[host]
            if not waiting:
                continue
            free = self._free.get(host, 0.0)
            if free > when:
                heapq.heappush(self._order, (free, self._tick(), host))
                continue
            if (wait := free - clock.now()) > 0:
                clock.sleep(wait)
            one = waiting.pop(0)
            if waiting:
                self._push(host)
            return one
        return None

    def _push(self, host: str) -> None:
        heapq.heappush(self._order, (self._free.get(host, 0.0), self._tick(), host))

    def _tick(self) -> int:
        self._count += 1
        return self._count


def _host(address: str) -> str:
    return urlsplit(address).netloc
