"""The desk as a web application: its pages, its files, its guard."""

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import resources

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from qantar import __version__
from qantar.desk import api, api_review, api_ways, pages
from qantar.desk.door import Door, Doorkeeper
from qantar.desk.security import LOOPBACK, Guard, Limits
from qantar.desk.visit import Desk, Link, visiting
from qantar.domain.errors import Misuse, QantarError, RecordError

ASSETS_AGE = 3600


class Assets(StaticFiles):
    """The desk's own files; they change only with its version."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = f"public, max-age={ASSETS_AGE}"
        return response


def make_app(
    desk: Desk,
    *,
    hosts: tuple[str, ...] = LOOPBACK,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.monotonic,
    door: Door | None = None,
) -> FastAPI:
    """The application of a desk; ``hosts`` are the names it answers to, ``door`` its accounts."""
    app = FastAPI(
        title="Qantar",
        version=__version__,
        description="One record of many reports, every statement on the exact words of its source.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = replace(
        desk, menu=tuple(Link(path=entry.path, title=entry.title) for entry in pages.entries())
    )
    for module in pages.modules():
        app.include_router(module.router)
    app.include_router(api.router)
    app.include_router(api_ways.router)
    app.include_router(api_review.router)
    static = resources.files(__package__).joinpath("static")
    app.mount("/static", Assets(directory=str(static)), name="static")
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(QantarError, _told)
    app.state.door = door
    if door is not None:
        app.add_middleware(Doorkeeper, door=door)
    app.add_middleware(Guard, hosts=frozenset(hosts), limits=limits or Limits(), clock=clock)
    return app


def _told(request: Request, error: Exception) -> Response:
    """What went wrong, as a page of the desk, or as JSON where JSON was asked."""
    status, why = 500, str(error)
    if isinstance(error, HTTPException):
        status, why = error.status_code, error.detail
    elif isinstance(error, Misuse):
        status = 400
    elif isinstance(error, RecordError):
        status = 404
    if request.url.path.startswith("/api/"):
        from fastapi.responses import JSONResponse

        return JSONResponse({"error": why}, status_code=status)
    try:
        with visiting(request) as visit:
            return visit.page("error.html", status=status, why=why)
    except RecordError:
        return PlainTextResponse(f"{why}\n", status_code=status)
