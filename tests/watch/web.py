"""A small web for tests: answers by address, and a clock that only moves when waited for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qantar.domain.errors import UnreadableInput
from qantar.watch.client import Answer

START = 1_700_000_000.0


@dataclass
class FakeClock:
    moment: float = START

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.moment += seconds


@dataclass
class Web:
    """Answers by address: a body, or a status with headers; what is missing is 404."""

    clock: FakeClock
    pages: dict[str, bytes | tuple[int, dict[str, str]]] = field(default_factory=dict)
    asked: list[tuple[float, str]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        self.asked.append((self.clock.now(), address))
        if address in self.down:
            raise UnreadableInput(address, "did not answer", "later")
        found = self.pages.get(address, (404, {}))
        status, said, body = 200, {}, b""
        if isinstance(found, bytes):
            body = found
            tag = f'"{hash(found) & 0xFFFF}"'
            said = {"ETag": tag, "Content-Type": "text/html; charset=utf-8"}
            if headers.get("If-None-Match") == tag:
                status, body = 304, b""
        else:
            status, said = found
        return Answer(
            address=address, ip="192.0.2.1", status=status, reason="", body=body,
            headers=tuple(said.items()), asked=tuple(headers.items()),
        )  # fmt: skip

    def visited(self) -> list[str]:
        """The addresses asked, without robots.txt."""
        return [address for _, address in self.asked if not address.endswith("/robots.txt")]


def feed(*links: str) -> bytes:
    items = "".join(
        f"<item><title>News {n}</title><link>{link}</link>"
        "<pubDate>Tue, 14 Nov 2023 10:00:00 +0600</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f'<rss version="2.0"><channel><title>Taraz Today</title>{items}</channel></rss>'.encode()


def page(words: str, extra: str = "") -> bytes:
    return (
        f"<html><head><title>Fire</title></head><body><article><h1>Fire in Taraz</h1><p>{words}</p>"
        f"</article><!-- {extra} --></body></html>"
    ).encode()
