"""What the intake shows: pages in four languages, and the headers every answer bears.

No page needs a script, and none stands in a page: the policy takes scripts from the intake's own files
only, and the page names the digest each must have.
"""

import base64
import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from qantar.seal.code import LANGUAGES

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

STATIC = {
    "intake.css": "text/css; charset=utf-8",
    "intake.js": "text/javascript; charset=utf-8",
    "age.js": "text/javascript; charset=utf-8",
}
"""The files sent beside the pages, by their address. ``age.js`` is other people's work (tools/assets.sh)."""


@cache
def static(name: str) -> bytes:
    folder = files("qantar.intake").joinpath("static")
    return (
        (folder.joinpath("vendor") if name == "age.js" else folder).joinpath(name).read_bytes()
    )


@cache
def _integrity(name: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(static(name)).digest()).decode()


@cache
def texts(lang: str) -> dict[str, str]:
    return tomllib.loads(
        files("qantar.intake").joinpath("texts", f"{lang}.toml").read_text("utf-8")
    )


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("qantar.intake"), autoescape=True, undefined=StrictUndefined
    )


def page(lang: str, name: str, status: int = 200, **more: Any) -> Response:
    html = (
        _pages()
        .get_template(f"{name}.html")
        .render(
            lang=lang,
            t=texts(lang),
            languages=[(x, texts(x)["name"]) for x in LANGUAGES],
            integrity=_integrity,
            **more,
        )
    )
    return Response(html, status, HEADERS, "text/html; charset=utf-8")


def told(lang: str, text: str, status: int, head: str = "error_head") -> Response:
    """A page that says one thing: what went wrong, or what was done."""
    t = texts(lang)
    return page(lang, "told", status, head=t[head], told=t[text])


def missing() -> Response:
    return Response("not here", 404, HEADERS, "text/plain")
