"""The pages of the intake: sending, coming back with a code, taking everything back.

No cookie is set, nothing is logged, and every page works without a script; with one, what is sent is
sealed in the browser (``uploads``). Every answer forbids caches, referrers and framing. Work that blocks
(sealing, Argon2) runs in threads; a slow sender holds one place, and there are only so many.
"""

import asyncio
import contextlib
import io
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from qantar.domain.errors import Misuse, QantarError
from qantar.intake.form import Form, Malformed, TooMuch
from qantar.intake.inbox import Delivery, Inbox, Submission, free_bytes
from qantar.intake.limits import Limits, patiently
from qantar.intake.pages import HEADERS, STATIC, missing, page, static, texts, told
from qantar.intake.times import seconds_left
from qantar.intake.uploads import Uploads
from qantar.seal.code import LANGUAGES, Secrets, make_code, open_code
from qantar.seal.envelope import open_envelope
from qantar.seal.keys import Identity

_T = TypeVar("_T")


class Intake:
    """The site over an inbox."""

    def __init__(self, inbox: Inbox, limits: Limits) -> None:
        self.inbox, self.limits = inbox, limits
        self.places = asyncio.Semaphore(limits.at_once)
        self._guesses = threading.BoundedSemaphore(2)  # Argon2 takes 64 MiB each time
        self._threads: CapacityLimiter | None = None
        self.uploads = Uploads(self)

    def routes(self) -> list[Route]:
        return [
            Route("/", self.choose),
            *(Route(f"/{name}", self.static) for name in STATIC),
            Route("/{lang}/", self.start),
            Route("/{lang}/send", self.send, methods=["POST"]),
            Route("/{lang}/open", self.open, methods=["POST"]),
            Route("/{lang}/withdraw", self.withdraw, methods=["POST"]),
            *self.uploads.routes(),
        ]

    async def choose(self, request: Request) -> Response:
        asked = request.headers.get("accept-language", "").lower()
        first = [part.strip()[:2] for part in asked.split(",")]
        lang = next((code for code in first if code in LANGUAGES), "en")
        return RedirectResponse(f"/{lang}/", 303, HEADERS)

    async def static(self, request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        return Response(static(name), 200, HEADERS | {"Content-Type": STATIC[name]})

    async def start(self, request: Request) -> Response:
        lang = _lang(request)
        return page(lang, "start", files=self._files(lang)) if lang else missing()

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
            return missing()
        if self.places.locked():
            return told(lang, "error_busy", 503)
        async with self.places:
            try:
                return await act(lang, request)
            except TooMuch:
                return told(lang, "error_large", 413)
            except (Malformed, ClientDisconnect, TimeoutError):
                return told(lang, "error_broken", 400)
            except (OSError, sqlite3.Error):
                return told(lang, "error_full", 507)

    async def _send(self, lang: str, request: Request) -> Response:
        if free_bytes(self.inbox.folder) < self.limits.reserve:
            return told(lang, "error_full", 507)
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
                await self.work(self._seal_note, form, begin, note, lang)
            if form.delivery is None:
                return told(lang, "error_nothing", 400)
            await self.work(form.delivery.keep)
        except _UnknownCode:
            return told(lang, "error_code", 404)
        except BaseException:
            if form.delivery is not None:
                await to_thread.run_sync(form.delivery.drop)
            raise
        count = len(form.delivery.numbers)
        return page(lang, "sent", count=count, code=codes[0] if codes else "")

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
            return told(lang, "error_code", 404)
        submission, identity, code = found
        replies = await self.work(self._replies, submission, identity)
        return page(
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
            return told(lang, "error_code", 404)
        await self.work(self.inbox.withdraw, found[0])
        return told(lang, "withdrawn", 200, head="withdraw_head")

    async def _returning(self, request: Request) -> "tuple[Submission, Identity, str] | None":
        def none(_: dict[str, str]) -> Delivery:
            raise Malformed("no files here")

        form = self._form(request, none)
        await self._read(request, form)
        code = form.fields.get("code", "")
        return await self.work(self._find, code)

    def _secrets(self, code: str) -> Secrets:
        with self._guesses:
            return open_code(code, self.inbox.salt)

    async def opened(self, code: str) -> tuple[str, str] | None:
        """The locator of a code, and the public half of the key it makes; None if it is no code."""
        try:
            secrets = await self.work(self._secrets, code)
        except Misuse:
            return None
        return secrets.locator, Identity.of_seed(secrets.seed).recipient

    def _find(self, code: str) -> "tuple[Submission, Identity, str] | None":
        try:
            opened = self._secrets(code)
        except Misuse:
            return None
        submission = self.inbox.find(opened.locator)
        if submission is None or submission.withdrawn:
            return None
        return submission, Identity.of_seed(opened.seed), code

    def _first(self, code: str) -> Delivery:
        opened = self._secrets(code)
        witness = Identity.of_seed(opened.seed).recipient
        return self.inbox.delivery(opened.locator, witness)

    def _more(self, code: str) -> Delivery:
        found = self._find(code)
        if found is None:
            raise _UnknownCode
        return self.inbox.delivery(self._secrets(code).locator, found[0].witness)

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
        async for chunk in patiently(request.stream(), self.limits):
            if chunk:
                await self.work(form.feed, chunk)
        form.finish()

    async def work(self, call: Callable[..., _T], *arguments: Any) -> _T:
        if self._threads is None:  # made where a loop runs
            self._threads = CapacityLimiter(self.limits.at_once)
        return await to_thread.run_sync(call, *arguments, limiter=self._threads)

    def turn(self) -> None:
        """What is due at the turn of an hour."""
        self.uploads.unfinished.expire()
        self.inbox.turn(self.limits.reserve)

    def _files(self, lang: str) -> str:
        size = self.limits.bytes_
        told = f"{size >> 30} GiB" if size >= 1 << 30 else f"{size >> 20} MiB"
        return texts(lang)["files"].format(size=told)


class _UnknownCode(Exception):
    """A code that opens nothing."""


def _lang(request: Request) -> str | None:
    lang = request.path_params["lang"]
    return lang if lang in LANGUAGES else None


def make_app(inbox: Inbox, limits: Limits | None = None) -> Starlette:
    """The intake as an ASGI application."""
    site = Intake(inbox, limits or Limits())

    async def nowhere(_: Request, __: Exception) -> Response:
        return missing()

    async def broken(_: Request, __: Exception) -> Response:
        return Response("it did not work; nothing was kept", 500, HEADERS, "text/plain")

    @contextlib.asynccontextmanager
    async def hours(_: Starlette) -> AsyncIterator[None]:
        async def turn() -> None:
            while True:
                await asyncio.sleep(seconds_left())
                with contextlib.suppress(OSError, sqlite3.Error):
                    await site.work(site.turn)

        await site.work(site.turn)
        turning = asyncio.create_task(turn())
        yield
        turning.cancel()

    return Starlette(
        lifespan=hours,
        routes=site.routes(),
        exception_handlers={404: nowhere, 405: nowhere, 500: broken},
    )
