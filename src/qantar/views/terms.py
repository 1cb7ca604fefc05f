"""The codes of the codebook as pages name them: what is counted, what happened, which regime."""

from collections.abc import Mapping
from functools import cache

from qantar import codebook
from qantar.codebook.codes import Code


@cache
def terms() -> Mapping[tuple[str, str], Code]:
    """Every code by table and id: ``("act", "killed")``, ``("object", "weapon")``.

    The tables: ``act``, ``object``, ``event``, ``post``, ``regime``, ``level``, ``change``, ``side``.
    """
    codes = codebook.load()
    tables: Mapping[str, Mapping[str, Code]] = {
        "act": codes.acts,
        "object": codes.objects,
        "event": codes.events,
        "post": codes.posts,
        "regime": codes.status_kinds,
        "level": codes.status_levels,
        "change": codes.status_changes,
        "side": codes.sides,
    }
    return {
        (table, id_): code for table, listed in tables.items() for id_, code in listed.items()
    }


def term_words(table: str, id_: str) -> str:
    """How the codebook words a code in English, the code itself where it is of another edition.

    Counted things are named in the plural, as a title needs them.
    """
    code = terms().get((table, id_))
    if code is None:
        return id_
    plural = getattr(code, "plural", None)
    return plural if isinstance(plural, str) else code.title
