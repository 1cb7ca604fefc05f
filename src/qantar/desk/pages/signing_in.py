"""Signing in and out, on a desk with accounts."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from qantar.desk.door import SESSION, Door
from qantar.desk.forms import checked_form, own_address
from qantar.desk.visit import AVisit, Visit

router = APIRouter(include_in_schema=False)

LONGEST_NAME = 120


def _door(request: Request) -> Door:
    door: Door | None = request.app.state.door
    if door is None:
        raise HTTPException(404, "This desk has no accounts.")
    return door


@router.get("/sign-in")
def form(request: Request, visit: AVisit, back: str = "/") -> Response:
    """The sign-in page."""
    _door(request)
    return visit.page("sign-in.html", back=back, name="", fault=None)


@router.post("/sign-in")
async def sign_in(request: Request, visit: AVisit) -> Response:
    """Open a session, if name and password belong together."""
    door = _door(request)
    sent = await checked_form(request, visit)
    back = own_address(sent.get("back", "/"))
    address = request.client.host if request.client is not None else ""
    name = " ".join(sent.get("name", "").split())[:LONGEST_NAME]
    if not door.tries.admits(address, door.clock()):
        fault, status = visit.say("Too many tries. Wait a minute."), 429
    else:
        account = door.accounts.check(sent.get("name", ""), sent.get("password", "")[:1024])
        if account is not None:
            response = RedirectResponse(back, 303)
            token = door.sessions.open(account, door.clock())
            visit.remember(response, SESSION, token, for_session=True)
            _note(visit, account.name, "signed in", address)
            return response
        # Under which name is kept too: whoever keeps the accounts sees that somebody tries.
        _note(visit, name, "sign-in refused", address)
        fault, status = visit.say("Name and password do not belong together."), 403
    return visit.page(
        "sign-in.html", status=status, back=back, name=sent.get("name", ""), fault=fault
    )


@router.post("/sign-out")
async def sign_out(request: Request, visit: AVisit) -> Response:
    """Close the session."""
    door = _door(request)
    await checked_form(request, visit)
    door.sessions.close(request.cookies.get(SESSION, ""))
    if visit.account is not None:
        _note(visit, visit.account.name, "signed out", "")
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(SESSION)
    return response


def _note(visit: Visit, who: str, act: str, address: str) -> None:
    """A line of the log; passwords are never in it."""
    with visit.desk.cabinet.opened() as drawer:
        drawer.log(at=visit.desk.clock(), who=who, act=act, about=address, detail={})
