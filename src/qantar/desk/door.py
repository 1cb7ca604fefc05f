"""The door of a desk with accounts: who is not signed in sees the sign-in page and nothing else."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from qantar.desk.accounts import Accounts, Sessions
from qantar.desk.security import Limits

SESSION = "qantar-session"
OPEN = ("/sign-in", "/static/", "/preferences")
"""What anybody may see: the sign-in page, its style, the choice of language."""


@dataclass(slots=True)
class Door:
    """Accounts, who is signed in, and how often somebody may try."""

    accounts: Accounts
    sessions: Sessions = field(default_factory=Sessions)
    tries: Limits = field(default_factory=lambda: Limits(rate=5 / 60, burst=5))
    """Five passwords at once from one address, then five a minute."""
    clock: Callable[[], float] = time.monotonic


class Doorkeeper:
    """Puts the account of a request into its state, or sends the visitor to the sign-in page."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            token = request.cookies.get(SESSION, "")
            account = self._door.sessions.account(token, self._door.clock())
            scope.setdefault("state", {})["account"] = account
            if account is None and not scope["path"].startswith(OPEN):
                await _turned_away(request)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _turned_away(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "sign in first"}, status_code=401)
    wanted = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        wanted += f"?{request.url.query}"
    return RedirectResponse(str(URL("/sign-in").include_query_params(back=wanted)), 303)
