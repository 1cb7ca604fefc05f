"""Generated pages and links: the commands' page, the codebook's page, every relative link.

python tools/docs.py            write docs/commands.md, docs/codebook.md, docs/formats.md and
                                the manual page docs/qantar.1
python tools/docs.py --check    exit 1 if a page is not current, a command lacks an example, or
                                a relative link of a Markdown file leads nowhere
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main

from qantar import codebook
from qantar.cli.app import app
from qantar.codebook.page import page as codebook_page
from qantar.export.formats import formats
from qantar.export.page import formats_page

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\(([^)\s]+)\)")
EXAMPLE = "Example:"
OPENING = """# Commands

Made from the commands themselves by `python tools/docs.py`; change those, not this page.

Results go to stdout, progress and refusals to stderr. `-` is standard input. Exit codes: 0 done,
1 found a problem (something refused, a broken record), 2 misuse. `NO_COLOR` is honoured; output that
is piped is plain and 100 columns wide unless `COLUMNS` says otherwise.

"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, groups opened, in alphabetic order."""
    todo: list[tuple[str, Any]] = [("qantar", typer.main.get_command(app))]
    found: list[tuple[str, Any]] = []
    while todo:
        name, command = todo.pop()
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((name, command))
        else:
            todo += [(f"{name} {key}", value) for key, value in inner.items()]
    yield from sorted(found, key=lambda pair: pair[0])


def commands_page() -> str:
    """``docs/commands.md``: what each command does, an example, what it takes."""
    listed = list(commands())
    parts = [OPENING]
    parts += [
        f"- [`{name}`](#{_anchor(name)}): {_first(command)}\n" for name, command in listed
    ]
    parts += [_section(name, command) for name, command in listed]
    return "".join(parts)


def manual() -> str:
    """``docs/qantar.1``: the same as a manual page, in the man macros of roff (man(7))."""
    parts = [
        '.TH QANTAR 1 "" "Qantar" "User commands"\n.SH NAME\nqantar \\- '
        f"{_roff(_first(typer.main.get_command(app)).rstrip('.'))}\n"
        ".SH SYNOPSIS\n.B qantar\n.I command\n[options] [arguments]\n.SH DESCRIPTION\n"
        "Results go to standard output, progress and refusals to standard error.\n.SH COMMANDS\n"
    ]
    for name, command in commands():
        text, example = _parted(command)
        parts.append(f".SS {_roff(name)}\n")
        parts.append(_roff(text).replace("\n\n", "\n.PP\n") + "\n")
        for parameter in command.params:
            told = " ".join((getattr(parameter, "help", None) or "").split())
            if parameter.param_type_name == "argument":
                parts.append(f".TP\n.I {_roff(parameter.metavar or parameter.name.upper())}\n")
            else:
                names = ", ".join((*parameter.opts, *parameter.secondary_opts))
                parts.append(f".TP\n.B {_roff(names)}\n")
            parts.append(f"{_roff(told) or '(see above)'}\n")
        if example:
            parts.append(f".PP\nExample:\n.PP\n.RS\n.nf\n{_roff(example)}\n.fi\n.RE\n")
    parts.append(
        ".SH EXIT STATUS\n0 done, 1 found a problem (something refused, a broken record), 2 misuse.\n"
        ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours.\n.TP\n.B COLUMNS\nThe width of what is printed.\n"
    )
    return "".join(parts)


def _roff(text: str) -> str:
    """Text with nothing that roff would take for its own: backslashes, hyphens, dots in front."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^([.'])", r"\\&\1", safe)


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _first(command: Any) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _section(name: str, command: Any) -> str:
    text, example = _parted(command)
    parts = [f"\n## {name}\n\n{text}\n"]
    if example:
        parts.append(f"\n```sh\n{example}\n```\n")
    rows = []
    for parameter in command.params:
        told = " ".join((getattr(parameter, "help", None) or "").split())
        if parameter.param_type_name == "argument":
            rows.append(f"| `{parameter.metavar or parameter.name.upper()}` | {told} | |\n")
            continue
        names = ", ".join(f"`{one}`" for one in (*parameter.opts, *parameter.secondary_opts))
        default = parameter.default
        shown = default.value if hasattr(default, "value") else default
        told_default = (
            "" if shown is None or shown is False or callable(shown) else f"`{shown}`"
        )
        if not isinstance(shown, str | int | Path):
            told_default = ""
        rows.append(f"| {names} | {told} | {told_default} |\n")
    if rows:
        parts.append("\n| | | default |\n| --- | --- | --- |\n" + "".join(rows))
    return "".join(parts)


def _parted(command: Any) -> tuple[str, str]:
    """The help without its example, and the example."""
    text, _, example = (command.help or "").partition(EXAMPLE)
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "\n\n".join(paragraphs), " ".join(example.split())


PAGES: dict[Path, Callable[[], str]] = {
    ROOT / "docs" / "commands.md": commands_page,
    ROOT / "docs" / "qantar.1": manual,
    ROOT / "docs" / "codebook.md": lambda: codebook_page(codebook.load()),
    ROOT / "docs" / "formats.md": lambda: formats_page(formats().values()),
}


def stale_pages() -> Iterator[str]:
    for path, make in PAGES.items():
        if not path.exists() or path.read_text("utf-8") != make():
            yield f"{path.relative_to(ROOT)}: not current; run python tools/docs.py"


def commands_without_example() -> Iterator[str]:
    for name, command in commands():
        if not _parted(command)[1]:
            yield f"{name}: its help has no example"


def broken_links() -> Iterator[str]:
    """Relative links of Markdown files that lead to no file, or to no heading of it."""
    for path in sorted(markdown_files()):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.S)
        for link in LINK.findall(text):
            target, _, heading = link.partition("#")
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            there = (path.parent / target).resolve() if target else path
            if not there.exists():
                yield f"{path.relative_to(ROOT)}: link to {link} leads nowhere"
            elif heading and there.suffix == ".md" and heading not in headings(there):
                yield f"{path.relative_to(ROOT)}: link to {link}: no such heading"


def markdown_files() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in ("docs", "src", "tests", "tools", "bench"):
        yield from (ROOT / folder).rglob("*.md")


def headings(path: Path) -> set[str]:
    """Anchors of the headings, as forges make them."""
    lines = re.findall(r"^#+ +(.+)$", path.read_text("utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in lines}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if stale"
    )
    if not arguments.parse_args().check:
        for path, make in PAGES.items():
            path.write_text(make(), "utf-8")
    problems = [*stale_pages(), *commands_without_example(), *broken_links()]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(
        f"docs: {len(problems)} problems"
        if problems
        else "docs: current, all links lead somewhere"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
