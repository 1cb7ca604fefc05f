"""Sealed in the browser, sent piece by piece: the server's side of the tus protocol, version 1.0.0.

Core, creation, checksum (SHA-256), expiration and termination (https://tus.io/protocols/resumable-upload).
Two addresses are our own: ``begin`` gives a ticket and, to who comes for the first time, the code;
``finish`` keeps everything or nothing. What comes in is the browser's envelope; the intake sees no more
of it than its length. No metadata of tus is taken: it would be readable.
"""

import base64
import binascii
import json
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from qantar.domain.errors import Misuse
from qantar.intake.inbox import free_bytes
from qantar.intake.limits import patiently
from qantar.intake.pages import HEADERS, missing
from qantar.intake.times import as_date
from qantar.intake.unfinished import Begun, Piece, Unfinished, Unknown, Unmatched, Unsealed
from qantar.seal.code import LANGUAGES, make_code

if TYPE_CHECKING:
    from qantar.intake.app import Intake

VERSION = "1.0.0"
PIECE = 1 << 20
"""Bytes a browser sends at a time: what is lost at most by a cut."""
MOST = 4096
"""Bytes of what is asked at ``begin`` and ``finish``."""
_TUS = HEADERS | {"Tus-Resumable": VERSION}
_ABLE = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,checksum,expiration,termination",
    "Tus-Checksum-Algorithm": "sha256",
}
_Act = Callable[[Request], Awaitable[Response]]


class Uploads:
    """Deliveries sealed in a browser, on the site of an intake."""

    def __init__(self, site: "Intake") -> None:
        self._site, self._limits = site, site.limits
        self.unfinished = Unfinished(site.inbox, site.limits.hours)
        self._busy: set[str] = set()

    def routes(self) -> list[Route]:
        return [
            Route("/{lang}/begin", self._guarded(self.begin), methods=["POST"]),
            Route("/{lang}/finish", self._guarded(self.finish), methods=["POST"]),
            Route("/up/{ticket}", self._guarded(self.create), methods=["POST", "OPTIONS"]),
            Route(
                "/up/{ticket}/{number:int}",
                self._guarded(self.one),
                methods=["HEAD", "PATCH", "DELETE", "OPTIONS"],
            ),
        ]

    async def begin(self, request: Request) -> Response:
        """A ticket for a delivery: the witness's first, with a new code, or one more."""
        lang = request.path_params["lang"]
        if lang not in LANGUAGES:
            return missing()
        said = (await self._asked(request)).get("code")
        code = said if isinstance(said, str) else make_code(lang)
        opened = await self._site.opened(code)
        if opened is None:
            return _says(404)
        locator, witness = opened
        find, begin = self._site.inbox.find, self.unfinished.begin
        if said is not None:
            found = await self._site.work(find, locator)
            if found is None or found.withdrawn:
                return _says(404)
        ticket = await self._site.work(begin, locator, witness, self._limits.unfinished)
        if ticket is None:
            return _says(503)
        return _gives(
            {
                "ticket": ticket,
                "code": None if said is not None else code,
                "recipients": list(self._site.inbox.recipients),
                "piece": PIECE,
            }
        )

    async def create(self, request: Request) -> Response:
        """An upload announced by its length."""
        if request.method == "OPTIONS":
            return Response(
                None, 204, _TUS | _ABLE | {"Tus-Max-Size": str(self._limits.sealed)}
            )
        begun = await self._found(request)
        length = _number(request, "upload-length")
        if length is None or not length:
            return _says(400)
        if free_bytes(self._site.inbox.folder) < self._limits.reserve + length:
            return _says(507)
        number = await self._site.work(self._announce, begun, length)
        if number is None:
            return _says(413)
        where = {"Location": f"/up/{request.path_params['ticket']}/{number}"}
        return Response(None, 201, _TUS | where | self._ends(begun))

    def _announce(self, begun: Begun, length: int) -> int | None:
        most = self._limits.files + 1  # and a note
        return self.unfinished.create(begun, length, files=most, size=self._limits.sealed)

    async def one(self, request: Request) -> Response:
        """How much of an upload is there; a piece more; or an end to it."""
        if request.method == "OPTIONS":
            return await self.create(request)
        begun, number = await self._found(request), request.path_params["number"]
        upload = await self._site.work(self.unfinished.upload, begun, number)
        if request.method == "HEAD":
            there = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length)}
            return Response(None, 200, _TUS | there | self._ends(begun))
        name = upload.path.name
        if name in self._busy:
            return _says(423)
        self._busy.add(name)
        try:
            if request.method == "DELETE":
                await self._site.work(self.unfinished.drop, begun, number)
                return Response(None, 204, _TUS)
            return await self._piece(request, begun, number)
        finally:
            self._busy.discard(name)

    async def _piece(self, request: Request, begun: Begun, number: int) -> Response:
        upload = await self._site.work(self.unfinished.upload, begun, number)
        if request.headers.get("content-type") != "application/offset+octet-stream":
            return _says(415)
        if _number(request, "upload-offset") != upload.offset:
            return _says(409)
        sha256 = _digest(request)
        if free_bytes(self._site.inbox.folder) < self._limits.reserve:
            return _says(507)
        with self.unfinished.writing(upload, sha256) as piece:
            await self._read(request, piece)
        there = {"Upload-Offset": str(upload.offset + piece.size)}
        return Response(None, 204, _TUS | there | self._ends(begun))

    async def _read(self, request: Request, piece: Piece) -> None:
        async for chunk in patiently(request.stream(), self._limits):
            if chunk:
                await self._site.work(piece.write, chunk)

    async def finish(self, request: Request) -> Response:
        """All of a delivery is here: keep it. Asked again, it says the same."""
        ticket = (await self._asked(request)).get("ticket")
        begun = await self._site.work(self.unfinished.find, str(ticket))
        if begun.ticket in self._busy:
            return _says(423)
        self._busy.add(begun.ticket)
        try:
            return _gives({"count": await self._site.work(self.unfinished.finish, begun)})
        finally:
            self._busy.discard(begun.ticket)

    def _guarded(self, act: _Act) -> _Act:
        """An act whose failures are told by their number alone; the page has the words."""

        async def guarded(request: Request) -> Response:
            tus = request.url.path.startswith("/up/")
            if tus and request.method != "OPTIONS":
                if request.headers.get("tus-resumable") != VERSION:
                    return Response(None, 412, _TUS | _ABLE)
            if self._site.places.locked():
                return _says(503)
            async with self._site.places:
                try:
                    return await act(request)
                except Unknown:
                    return _says(404)
                except Unsealed:
                    return _says(415)
                except Unmatched:
                    return _says(460 if tus else 409)
                except (Misuse, ClientDisconnect, TimeoutError):
                    return _says(400)
                except (OSError, sqlite3.Error):
                    return _says(507)

        return guarded

    async def _found(self, request: Request) -> Begun:
        return await self._site.work(self.unfinished.find, request.path_params["ticket"])

    async def _asked(self, request: Request) -> dict[str, Any]:
        body = bytearray()
        async for chunk in patiently(request.stream(), self._limits):
            body += chunk
            if len(body) > MOST:
                raise Misuse("too long")
        try:
            said = json.loads(body)
        except ValueError:
            raise Misuse("not JSON") from None
        if not isinstance(said, dict):
            raise Misuse("not an object")
        return said

    def _ends(self, begun: Begun) -> dict[str, str]:
        return {"Upload-Expires": as_date(self.unfinished.ends(begun))}


def _number(request: Request, header: str) -> int | None:
    said = request.headers.get(header, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 15 else None


def _digest(request: Request) -> bytes | None:
    said = request.headers.get("upload-checksum")
    if said is None:
        return None
    kind, _, digest = said.partition(" ")
    try:
        found = base64.b64decode(digest, validate=True)
    except binascii.Error:
        found = b""
    if kind != "sha256" or len(found) != 32:
        raise Misuse("an unknown checksum")
    return found


def _says(status: int) -> Response:
    return Response(None, status, _TUS)


def _gives(what: dict[str, Any]) -> Response:
    return Response(json.dumps(what), 200, HEADERS, "application/json")
