"""How a reader wants the desk: which language, light or dark."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from starlette.responses import RedirectResponse, Response

from qantar.desk.forms import own_address
from qantar.desk.language import LANGUAGES
from qantar.desk.security import is_token
from qantar.desk.visit import LANGUAGE, THEME, THEMES, AVisit

router = APIRouter(include_in_schema=False)


@router.post("/preferences")
def preferences(
    visit: AVisit,
    token: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
) -> Response:
    """Remember the choice, and back to where the reader was."""
    if not is_token(visit.desk.secret, visit.visitor, token):
        raise HTTPException(
            403, visit.say("This form is too old. Load the page anew and try again.")
        )
    response = RedirectResponse(own_address(back), 303)
    if language in LANGUAGES:
        visit.remember(response, LANGUAGE, language)
    if theme in THEMES:
        visit.remember(response, THEME, theme)
    return response
