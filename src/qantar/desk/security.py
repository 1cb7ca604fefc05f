"""What every answer of the desk carries, and what no request may do.

Reports are other people's words and may be written to harm whoever reads them. The policy lets a
page load nothing but the desk's own files and run no script that stands in it; a form is taken only
from a page this desk made.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Nothing is told to other sites; a form of ours still says where it comes from.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
LARGEST_FORM = 64 * 1024
"""Bytes of a form: a comment and a corrected row, nothing more."""


def token(secret: bytes, visitor: str) -> str:
    """The mark a form must carry: made of the desk's secret and of who the page was made for."""
    return hmac.new(secret, f"form:{visitor}".encode(), hashlib.sha256).hexdigest()


def is_token(secret: bytes, visitor: str, given: str) -> bool:
    return hmac.compare_digest(token(secret, visitor), given)


@dataclass(slots=True)
class Bucket:
    """Requests one address may still make; it fills again with time."""

    left: float
    at: float


@dataclass(slots=True)
class Limits:
    """So many requests a second on average from one address, so many at once."""

    rate: float = 20.0
    burst: float = 200.0
    most: int = 10_000
    """Addresses remembered; the oldest are forgotten first."""
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def admits(self, address: str, now: float) -> bool:
        bucket = self.buckets.pop(address, None) or Bucket(self.burst, now)
        bucket.left = min(self.burst, bucket.left + (now - bucket.at) * self.rate)
        bucket.at = now
        self.buckets[address] = bucket
        if len(self.buckets) > self.most:
            del self.buckets[next(iter(self.buckets))]
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


class Guard:
    """Stands before every request: the right host, not too many, not too large; and puts the
    headers on every answer, refusals included."""

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], limits: Limits, clock: Callable[[], float]
    ) -> None:
        self._app, self._hosts, self._limits, self._clock = app, hosts, limits, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").rsplit(":", 1)[0] if "host" in headers else ""
        if host not in self._hosts:
            # A page elsewhere may point a name of its own at this machine (DNS rebinding).
            return PlainTextResponse("This desk does not answer to that name.\n", 421)
        if not headers.get("content-length", "0").isdecimal():
            return PlainTextResponse("The length of the request is no number.\n", 400)
        if int(headers.get("content-length", "0")) > LARGEST_FORM:
            return PlainTextResponse("The request is too large for this desk.\n", 413)
        if scope["method"] not in ("GET", "HEAD") and not _own(headers):
            return PlainTextResponse("Forms of other sites are not taken here.\n", 403)
        client = scope.get("client")
        if client is not None and not self._limits.admits(client[0], self._clock()):
            return PlainTextResponse(
                "Too many requests; wait a moment.\n", 429, headers={"retry-after": "5"}
            )
        return None


def _own(headers: Headers) -> bool:
    """Whether a writing request comes from a page of this desk, as far as the browser says."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
