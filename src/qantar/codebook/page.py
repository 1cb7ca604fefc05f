"""The codebook as a page for people: ``python -m qantar.codebook.page > docs/codebook.md``."""

import sys
from collections.abc import Iterable

from qantar.codebook.codes import Act, Code, Codebook, CountedObject, load

OPENING = """# Codebook

What may be counted and coded, and how each code is meant. This page is made from the files in
`src/qantar/codebook/` by `make docs`; change those, not this.

A *measure* is an object and an act: `weapon.stolen`, `person.detained`. A count is *cumulative* if it
cannot fall (all who died); the others are *states*, as of a moment (those in hospital now).
"""


def page(codebook: Codebook) -> str:
    """The whole page as Markdown."""
    parts = [OPENING]
    parts += _section("Acts: what happened to what was counted", codebook.acts.values())
    parts += _section("Objects: who or what was counted", codebook.objects.values())
    parts += _section("Types of event", codebook.events.values())
    parts += _section("Posts: how someone stands to an office", codebook.posts.values())
    parts += _section("Regimes: kinds", codebook.status_kinds.values())
    parts += _section("Regimes: levels", codebook.status_levels.values())
    parts += _section("Regimes: what happens to them", codebook.status_changes.values())
    parts += _section("Sides: where a wording puts people", codebook.sides.values())
    return "\n".join(parts)


def _section(title: str, codes: Iterable[Code]) -> list[str]:
    lines = [f"## {title}\n"]
    for code in codes:
        lines.append(f"### `{code.id}`" + ("" if code.title == code.id else f" — {code.title}"))
        lines.append("\n" + code.definition + "\n")
        lines += [f"- {line}" for line in _particulars(code)]
        if lines[-1].startswith("- "):
            lines.append("")
    return lines


def _particulars(code: Code) -> list[str]:
    lines = []
    if code.counts:
        lines.append("counts: " + "; ".join(code.counts))
    if code.does_not_count:
        lines.append("does not count: " + "; ".join(code.does_not_count))
    if isinstance(code, Act):
        lines.append(
            f"of {code.kind}; {_course(code)}; if nothing is named: `{code.default_object}`"
        )
        if code.within:
            lines.append("lies within: " + ", ".join(f"`{wider}`" for wider in code.within))
    if isinstance(code, CountedObject) and code.parent is not None:
        lines.append(f"every one is a `{code.parent}`")
    if code.levels:
        lines.append("levels: " + ", ".join(f"`{level}`" for level in code.levels))
    for name, there in (("ACLED", code.acled), ("UCDP", code.ucdp), ("IBC", code.ibc)):
        if there is not None:
            lines.append(f"{name}: {there}")
    return lines


def _course(act: Act) -> str:
    if act.cumulative:
        return "cumulative"
    if act.cumulative_when_total:
        return "a state, cumulative as a running total"
    return "a state"


if __name__ == "__main__":
    sys.stdout.write(page(load()))
