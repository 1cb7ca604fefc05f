"""The pages' templates, and the one environment they are read in.

Everything a template puts into a page is escaped, and shown letter for letter: what would change how
its neighbours look is shown as a sign. There is no way for a report's words around this.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qantar.domain.display import for_display


def _shown(value: object) -> object:
    """Text of strangers made safe; what a template itself wrote is left."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return for_display(value)
    return value


@cache
def environment() -> Environment:
    """The environment all pages are made in."""
    made = Environment(
        loader=PackageLoader("qantar.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    return made
