"""The pages of the intake: sending, coming back with a code, taking everything back.

No cookie is set, no script is sent, nothing is logged. Every answer forbids caches, referrers and
framing. Work that blocks (sealing, Argon2) runs in threads; a slow sender holds one place, and there
are only so many.
"""

import asyncio
import io
import sqlite3
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from qantar.domain.errors import Misuse, QantarError
from qantar.intake.form import Form, Malformed, TooMuch
from qantar.intake.inbox import Delivery, Inbox, Submission, free_bytes
from qantar.seal.code import LANGUAGES, make_code, open_code
from qantar.seal.envelope import open_envelope
from qantar.seal.keys import Identity

_T = TypeVar("_T")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken at once. ``patience`` is in seconds between two pieces of a request."""

    bytes_: int = 2 << 30
    files: int = 50
    at_once: int = 64
    patience: float = 60.0
    reserve: int = 64 << 20
    """Bytes of the disk that stay free."""


@cache
def _texts(lang: str) -> dict[str, str]:
    return tomllib.loads(
        files("qantar.intake").joinpath("texts", f"{lang}.toml").read_text("utf-8")
    )


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("qantar.intake"), autoescape=True, undefined=StrictUndefined
    )


def _page(lang: str, name: str, status: int = 200, **more: Any) -> Response:
    html = (
        _pages()
        .get_template(f"{name}.html")
        .render(
            lang=lang,
            t=_texts(lang),
            languages=[(x, _texts(x)["name"]) for x in LANGUAGES],
            **more,
        )
    )
    return Response(html, status, HEADERS, "text/html; charset=utf-8")


class Intake:
    """The site over an inbox."""

    def __init__(self, inbox: Inbox, limits: Limits) -> None:
        self.inbox, self.limits = inbox, limits
        self._places = asyncio.Semaphore(limits.at_once)
        self._guesses = asyncio.Semaphore(2)  # Argon2 takes 64 MiB each time
        self._threads: CapacityLimiter | None = None

    def routes(self) -> list[Route]:
        return [
            Route("/", self.choose),
            Route("/intake.css", self.style),
            Route("/{lang}/", self.start),
            Route("/{lang}/send", self.send, methods=["POST"]),
            Route("/{lang}/open", self.open, methods=["POST"]),
            Route("/{lang}/withdraw", self.withdraw, methods=["POST"]),
        ]

    async def choose(self, request: Request) -> Response:
        asked = request.headers.get("accept-language", "").lower()
        first = [part.strip()[:2] for part in asked.split(",")]
        lang = next((code for code in first if code in LANGUAGES), "en")
        return RedirectResponse(f"/{lang}/", 303, HEADERS)

    async def style(self, _: Request) -> Response:
        css = files("qantar.intake").joinpath("static", "intake.css").read_bytes()
        return Response(css, 200, HEADERS, "text/css; charset=utf-8")

    async def start(self, request: Request) -> Response:
        lang = _lang(request)
        return _page(lang, "start", files=self._files(lang)) if lang else _missing()

    async def send(self, request: Request) -> Response:
        """Take material in: acknowledged only when it is sealed, on the disk and in the database."""
        return await self._guarded(request, self._send)

    async def open(self, request: Request) -> Response:
        return await self._guarded(request, self._open)

    async def withdraw(self, request: Request) -> Response:
        return await self._guarded(request, self._withdraw)

    async def _guarded(
        self, request: Request, act: "Callable[[str, Request], Awaitable[Response]]"
    ) -> Response:
        lang = _lang(request)
        if lang is None:
            return _missing()
        if self._places.locked():
            return _told(lang, "error_busy", 503)
        async with self._places:
            try:
                return await act(lang, request)
            except TooMuch:
                return _told(lang, "error_large", 413)
            except (Malformed, ClientDisconnect, TimeoutError):
                return _told(lang, "error_broken", 400)
            except (OSError, sqlite3.Error):
                return _told(lang, "error_full", 507)

    async def _send(self, lang: str, request: Request) -> Response:
        if free_bytes(self.inbox.folder) < self.limits.reserve:
            return _told(lang, "error_full", 507)
        codes: list[str] = []

        def begin(fields: dict[str, str]) -> Delivery:
            if "code" in fields:
                return self._more(fields["code"])
            codes.append(make_code(lang))
            return self._first(codes[0])

        form = self._form(request, begin)
        try:
            await self._read(request, form)
            note = form.fields.get("note", "").strip()
            if note:
                await self._work(self._seal_note, form, begin, note, lang)
            if form.delivery is None:
                return _told(lang, "error_nothing", 400)
            await self._work(form.delivery.keep)
        except _UnknownCode:
            return _told(lang, "error_code", 404)
        except BaseException:
            if form.delivery is not None:
                await to_thread.run_sync(form.delivery.drop)
            raise
        count = len(form.delivery.numbers)
        return _page(lang, "sent", count=count, code=codes[0] if codes else "")

    def _seal_note(
        self, form: Form, begin: Callable[[dict[str, str]], Delivery], note: str, lang: str
    ) -> None:
        if form.delivery is None:
            form.delivery = begin(form.fields)
        header = {"kind": "text", "name": "", "type": "text/plain", "page": lang}
        form.delivery.begin(header).write(note.encode("utf-8", "replace"))
        form.delivery.close()

    async def _open(self, lang: str, request: Request) -> Response:
        found = await self._returning(request)
        if found is None:
            return _told(lang, "error_code", 404)
        submission, identity, code = found
        replies = await self._work(self._replies, submission, identity)
        return _page(
            lang,
            "box",
            count=submission.items,
            replies=replies,
            code=code,
            files=self._files(lang),
        )

    async def _withdraw(self, lang: str, request: Request) -> Response:
        found = await self._returning(request)
        if found is None:
            return _told(lang, "error_code", 404)
        await self._work(self.inbox.withdraw, found[0])
        return _told(lang, "withdrawn", 200, head="withdraw_head")

    async def _returning(self, request: Request) -> "tuple[Submission, Identity, str] | None":
        def none(_: dict[str, str]) -> Delivery:
            raise Malformed("no files here")

        form = self._form(request, none)
        await self._read(request, form)
        code = form.fields.get("code", "")
        async with self._guesses:
            return await self._work(self._find, code)

    def _find(self, code: str) -> "tuple[Submission, Identity, str] | None":
        try:
            opened = open_code(code, self.inbox.salt)
        except Misuse:
            return None
        submission = self.inbox.find(opened.locator)
        if submission is None or submission.withdrawn:
            return None
        return submission, Identity.of_seed(opened.seed), code

    def _first(self, code: str) -> Delivery:
        opened = open_code(code, self.inbox.salt)
        witness = Identity.of_seed(opened.seed).recipient
        return self.inbox.delivery(opened.locator, witness)

    def _more(self, code: str) -> Delivery:
        found = self._find(code)
        if found is None:
            raise _UnknownCode
        return self.inbox.delivery(open_code(code, self.inbox.salt).locator, found[0].witness)

    def _replies(self, submission: Submission, identity: Identity) -> list[str]:
        out: list[str] = []
        for path in self.inbox.replies(submission):
            text = io.BytesIO()
            try:
                open_envelope(path, identity, text)
            except QantarError:
                continue  # not for this key: laid there by mistake
            out.append(text.getvalue().decode("utf-8", "replace"))
        return out

    def _form(self, request: Request, begin: Callable[[dict[str, str]], Delivery]) -> Form:
        return Form(
            request.headers.get("content-type", ""),
            begin,
            max_bytes=self.limits.bytes_,
            max_files=self.limits.files,
        )

    async def _read(self, request: Request, form: Form) -> None:
        async for chunk in _patiently(request.stream(), self.limits.patience):
            if chunk:
                await self._work(form.feed, chunk)
        form.finish()

    async def _work(self, call: Callable[..., _T], *arguments: Any) -> _T:
        if self._threads is None:  # made where a loop runs
            self._threads = CapacityLimiter(self.limits.at_once)
        return await to_thread.run_sync(call, *arguments, limiter=self._threads)

    def _files(self, lang: str) -> str:
        size = self.limits.bytes_
        told = f"{size >> 30} GiB" if size >= 1 << 30 else f"{size >> 20} MiB"
        return _texts(lang)["files"].format(size=told)


class _UnknownCode(Exception):
    """A code that opens nothing."""


async def _patiently(stream: AsyncIterator[bytes], patience: float) -> AsyncIterator[bytes]:
    """The pieces of a request, each of which must come in time."""
    while True:
        async with asyncio.timeout(patience):
            try:
                chunk = await anext(stream)
            except StopAsyncIteration:
                return
        yield chunk


def _lang(request: Request) -> str | None:
    lang = request.path_params["lang"]
    return lang if lang in LANGUAGES else None


def _told(lang: str, text: str, status: int, head: str = "error_head") -> Response:
    t = _texts(lang)
    return _page(lang, "told", status, head=t[head], told=t[text])


def _missing() -> Response:
    return Response("not here", 404, HEADERS, "text/plain")


def make_app(inbox: Inbox, limits: Limits | None = None) -> Starlette:
    """The intake as an ASGI application."""
    site = Intake(inbox, limits or Limits())

    async def missing(_: Request, __: Exception) -> Response:
        return _missing()

    async def broken(_: Request, __: Exception) -> Response:
        return Response("it did not work; nothing was kept", 500, HEADERS, "text/plain")

    return Starlette(
        routes=site.routes(),
        exception_handlers={404: missing, 405: missing, 500: broken},
    )
