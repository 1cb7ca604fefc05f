"""One request to the web: bounded in size and time, to public addresses only, nothing followed.

The name of a host is looked up once and the connection made to just that address, so that a name
that answers differently a moment later leads nowhere else. Redirects are the caller's: each is
judged anew.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, urlsplit, urlunsplit

from qantar.domain.errors import HostileInput, UnreadableInput

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said, as it said it: the body still packed as the headers tell."""

    address: str
    ip: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    asked: Headers
    """The headers of the request."""

    def header(self, name: str) -> str | None:
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class Client(Protocol):
    """Asks for one address."""

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Raises UnreadableInput if nothing usable came, HostileInput if it must not be asked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a request may go."""

    bytes: int = 16 * 1024 * 1024
    """Of a body, as sent."""
    seconds: float = 60.0
    """For the whole answer, however slowly it drips."""
    private: bool = False
    """Whether hosts of the own network may be asked."""


class WebClient:
    """The web, one connection a request."""

    def __init__(self, agent: str, reach: Reach = Reach()) -> None:
        self._agent = agent
        self._reach = reach
        self._tls = ssl.create_default_context()

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        parts = parted(address)
        host = parts.hostname or ""
        ip = self._looked_up(address, host, parts.port or _port(parts))
        asked: Headers = (
            ("Host", parts.netloc),
            ("User-Agent", self._agent),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
            *headers.items(),
        )
        connection = _Pinned(parts, ip, self._reach.seconds, self._tls)
        over = threading.Timer(self._reach.seconds, connection.cut)
        over.start()
        try:
            connection.putrequest(
                "GET", path_of(parts), skip_host=True, skip_accept_encoding=True
            )
            for name, value in asked:
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            body = self._body(response, address)
            return Answer(
                address=address, ip=ip, status=response.status, reason=response.reason,
                headers=tuple(response.getheaders()), body=body, asked=asked,
            )  # fmt: skip
        except (OSError, http.client.HTTPException, ValueError) as error:
            said = str(error) or type(error).__name__
            raise UnreadableInput(
                address, f"did not answer ({said})", "it is asked again later"
            ) from None
        finally:
            over.cancel()
            connection.close()

    def _looked_up(self, address: str, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnreadableInput(
                address, f"its host is not found ({error})", "check the address"
            ) from None
        ip = str(found[0][4][0])
        if not self._reach.private and not ipaddress.ip_address(ip).is_global:
            raise HostileInput(
                address, f"leads into a network that is not public ({ip})",
                "allow it with --private if it is yours",
            )  # fmt: skip
        return ip

    def _body(self, response: http.client.HTTPResponse, address: str) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(1 << 16):
            size += len(piece)
            if size > self._reach.bytes:
                raise HostileInput(
                    address, f"sends more than {self._reach.bytes:,} bytes", "leave it out"
                )
            pieces.append(piece)
        if response.length:
            raise UnreadableInput(
                address, f"broke off {response.length:,} bytes early", "it is asked again later"
            )
        return b"".join(pieces)


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says by now."""

    def __init__(
        self, parts: SplitResult, ip: str, seconds: float, tls: ssl.SSLContext
    ) -> None:
        super().__init__(parts.hostname or "", parts.port or _port(parts), timeout=seconds)
        self._ip = ip
        self._context = tls if parts.scheme == "https" else None

    def connect(self) -> None:
        sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._context is not None:
            sock = self._context.wrap_socket(sock, server_hostname=self.host)
        self.sock = sock

    def cut(self) -> None:
        """End it now, from another thread."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it had ended by itself


def parted(address: str) -> SplitResult:
    """An address in its parts, with an ASCII host and path, without a fragment.

    Raises:
        HostileInput: if it is not of the web, or carries a name and password.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise HostileInput(
            address, f"is no web address ({error})", "correct the address"
        ) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise HostileInput(address, "is not an address of the web", "give http:// or https://")
    if parts.username or parts.password:
        raise HostileInput(address, "carries a name or password", "take them out")
    if any(ord(sign) < 33 for sign in address.strip()):
        raise HostileInput(address, "holds control signs or spaces", "correct the address")
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        raise HostileInput(address, "has a broken host name", "correct the address") from None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    return SplitResult(parts.scheme, netloc, parts.path or "/", parts.query, "")


def canonical(address: str) -> str:
    """The address as it is asked and remembered."""
    return urlunsplit(parted(address))


def path_of(parts: SplitResult) -> str:
    """Path and query, what is not ASCII written as percents of UTF-8."""
    whole = parts.path + (f"?{parts.query}" if parts.query else "")
    return "".join(
        sign if ord(sign) < 127 else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in whole
    )


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80
