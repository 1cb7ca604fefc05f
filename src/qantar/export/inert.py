"""Text of strangers made inert in a page: shown letter for letter, never obeyed."""

import html

from qantar.domain.display import for_display


def inert(text: object) -> str:
    """Escaped for HTML text and double-quoted attributes; controls shown as ``␦``."""
    return html.escape(for_display(str(text)), quote=True)


def foreign(text: str, lang: str | None = None, tag: str = "span") -> str:
    """Words of a source: in their own language and their own direction."""
    spoken = f' lang="{inert(lang)}"' if lang else ""
    return f'<{tag} dir="auto"{spoken}>{inert(text)}</{tag}>'
