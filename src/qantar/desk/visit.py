"""One request: who asks in which language, of which state of the record."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Depends, Request
from starlette.responses import Response

from qantar.desk.cabinet import Cabinet
from qantar.desk.language import LANGUAGES, Language, language, preferred
from qantar.desk.paper import environment
from qantar.desk.reasons import Reason, reason
from qantar.desk.security import token
from qantar.desk.sentences import Places
from qantar.desk.shelf import Shelf, ShelfPlace
from qantar.domain.claim import Claim
from qantar.domain.identity import sha256
from qantar.domain.ruling import Ruling, as_judged, rulings
from qantar.record.port import Store, View

LANGUAGE, THEME, VISITOR = "qantar-language", "qantar-theme", "qantar-visitor"
THEMES = ("auto", "light", "dark")
PER_PAGE = 50
YEAR = 365 * 24 * 3600

Words = Callable[[str, str | None], Sequence[tuple[int, int, tuple[str, ...]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place in the desk's own menu."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in, and as what."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a running desk is made of; the command puts it together."""

    store: Store
    shelf: ShelfPlace
    name: str
    words: Words
    secret: bytes = field(repr=False)
    clock: Callable[[], str]
    """The time as custody keeps it: UTC to the second."""
    record_moved: Callable[[], None]
    """Called when the shelf is found to be of an older state of the record."""
    cabinet: Cabinet
    """What people leave here that is no decision about the record."""
    judged: Callable[[], None]
    """Called when somebody has decided something here: the pages should show it at once."""
    menu: tuple[Link, ...] = ()
    is_public: bool = False
    """Whether others than this machine reach it, over TLS: cookies then travel no other way."""


class Visit:
    """A request being answered. Pages get one as their first argument."""

    def __init__(self, request: Request, desk: Desk, shelf: Shelf, closing: ExitStack) -> None:
        self.request, self.desk, self.shelf, self._closing = request, desk, shelf, closing
        self._reading = ExitStack()
        self.account: Account | None = getattr(request.state, "account", None)
        self.visitor = request.cookies.get(VISITOR, "")
        self._new_visitor = not self.visitor
        if self._new_visitor:
            self.visitor = secrets.token_urlsafe(16)

    @cached_property
    def language(self) -> Language:
        asked = self.request.query_params.get("lang", "")
        chosen = asked if asked in LANGUAGES else self.request.cookies.get(LANGUAGE, "")
        if chosen not in LANGUAGES:
            chosen = preferred(self.request.headers.get("accept-language", ""))
        return language(chosen)

    @cached_property
    def theme(self) -> str:
        chosen = self.request.cookies.get(THEME, "auto")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def view(self) -> View:
        """The record, at the moment it is first asked in this visit."""
        self._reading = self._closing.enter_context(ExitStack())
        return self._reading.enter_context(self.desk.store.view())

    @cached_property
    def stale(self) -> bool:
        """Whether the shelf is of an older state of the record than there is now."""
        is_stale = self.view.state() != self.shelf.about("state")
        if is_stale:
            self.desk.record_moved()
        return is_stale

    @cached_property
    def places(self) -> Places:
        return Places(self.shelf, self.language)

    @cached_property
    def rulings(self) -> tuple[Ruling, ...]:
        """What people decided, and how it stands over the claims they judged."""
        judgements = list(self.view.judgements())
        wanted = {one.capture for judgement in judgements for one in judgement.about}
        claims = (
            claim
            for capture in sorted(wanted)
            for document in self.view.documents(capture)
            for claim in self.view.claims(document=document.id)
        )
        return rulings(judgements, claims)

    def judged(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Claims with what people corrected in them."""
        return as_judged(claims, self.rulings)

    @property
    def may_judge(self) -> bool:
        """Whether decisions are taken from this visitor: from anybody on a desk without accounts."""
        return self.account is None or self.account.role != "viewer"

    @property
    def may_see_footage(self) -> bool:
        """Whether this visitor may see where footage was made and whose it is, and have originals of it."""
        from qantar.desk.accounts import may

        return self.account is None or may(self.account, "reviewer")

    def end_reading(self) -> None:
        """Let the record go, so that it can be written; the next question reads it anew."""
        self._reading.close()
        self.read_anew()

    def read_anew(self) -> None:
        for name in ("view", "rulings", "stale"):
            self.__dict__.pop(name, None)

    def say(self, message: str, **values: object) -> str:
        return self.language.say(message, **values)

    def reason(self, because: str) -> Reason:
        """A reason of the comparing, in the reader's language where its form is known."""
        return reason(self.language, because)

    def address(self, **changes: object) -> str:
        """This page's address with some of its query changed; None takes a part away."""
        query = dict(self.request.query_params)
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None and value != "":
                query[key] = str(value)
        path = self.request.url.path
        return f"{path}?{urlencode(query)}" if query else path

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A template filled and sent; unchanged since the reader last had it, only that is said."""
        language_ = self.language
        text = environment().get_template(template).render(
            visit=self, desk=self.desk, language=language_, languages=LANGUAGES,
            say=language_.say, count=language_.count, number=language_.number,
            when=language_.when, themes=THEMES, form_token=token(self.desk.secret, self.visitor),
            menu=self.desk.menu, here=self.request.url.path, **values,
        )  # fmt: skip
        data = text.encode("utf-8", "replace")
        response = self.send(data, "text/html; charset=utf-8", status)
        if self._new_visitor:
            self.remember(response, VISITOR, self.visitor)
        if self.request.query_params.get("lang") in LANGUAGES:
            self.remember(response, LANGUAGE, language_.code)
        return response

    def send(self, data: bytes, media_type: str, status: int = 200) -> Response:
        """Bytes with their digest; unchanged since the reader last had them, only that is said."""
        etag = f'W/"{sha256(data)[:24]}"'
        headers = {
            "etag": etag,
            "vary": "cookie, accept-language",
            "cache-control": "no-cache, private",
        }
        if status == 200 and self.request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(data, status_code=status, headers=headers, media_type=media_type)

    def remember(
        self, response: Response, name: str, value: str, *, for_session: bool = False
    ) -> None:
        """A cookie no script can read, for this site alone; its letters may be of any script."""
        response.set_cookie(
            name, quote(value, safe=""), max_age=None if for_session else YEAR, httponly=True, samesite="lax",
            secure=self.desk.is_public or self.request.url.scheme == "https",
        )  # fmt: skip

    def remembered(self, name: str) -> str:
        """What ``remember`` kept, empty if nothing."""
        return unquote(self.request.cookies.get(name, ""))


@contextmanager
def visiting(request: Request) -> Iterator[Visit]:
    desk: Desk = request.app.state.desk
    with ExitStack() as closing:
        shelf = closing.enter_context(desk.shelf.shelf())
        yield Visit(request, desk, shelf, closing)


def _visit(request: Request) -> Iterator[Visit]:
    with visiting(request) as visit:
        yield visit


AVisit = Annotated[Visit, Depends(_visit)]
"""How a page asks for its visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """One page of a long list: where it is, and the addresses beside it."""

    number: int
    pages: int
    total: int
    first: int
    before: str | None
    after: str | None

    @classmethod
    def over(cls, visit: Visit, total: int, number: int, per_page: int = PER_PAGE) -> "Pager":
        pages = max(1, -(-total // per_page))
        number = min(max(number, 1), pages)
        return cls(
            number=number,
            pages=pages,
            total=total,
            first=(number - 1) * per_page,
            before=visit.address(page=number - 1 if number > 2 else None)
            if number > 1
            else None,
            after=visit.address(page=number + 1) if number < pages else None,
        )
