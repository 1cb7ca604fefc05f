"""Forms that write: taken only from this desk's own pages, and only signed."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from qantar.desk.security import is_token
from qantar.desk.visit import Visit
from qantar.domain.errors import MalformedValue

NAME = "qantar-name"
"""The cookie that spares a person typing the name again."""


async def checked_form(request: Request, visit: Visit) -> dict[str, str]:
    """The text fields of a form.

    Raises:
        HTTPException: 403 if it bears no token of this desk for this visitor.
    """
    async with request.form(max_files=0, max_fields=50) as form:
        sent = {key: value for key, value in form.items() if isinstance(value, str)}
    if not is_token(visit.desk.secret, visit.visitor, sent.get("token", "")):
        raise HTTPException(
            403, visit.say("This form is too old. Load the page anew and try again.")
        )
    return sent


def signer(visit: Visit, sent: dict[str, str]) -> str:
    """In whose name a decision is kept: the account's, or on a desk without accounts the name given.

    Raises:
        MalformedValue: if nobody is named.
    """
    if visit.account is not None:
        if not visit.may_judge:
            raise MalformedValue(
                visit.say("Your account reads only; ask for the role of a coder.")
            )
        return visit.account.name
    name = " ".join(sent.get("by", "").split())[:120]
    if not name:
        raise MalformedValue(visit.say("A decision is signed: give your name."))
    return name


def own_address(back: str) -> str:
    """An address of this desk: «//elsewhere» and «/\\elsewhere» are other sites to a browser."""
    return back if back.startswith("/") and back[1:2] not in ("/", "\\") else "/"
