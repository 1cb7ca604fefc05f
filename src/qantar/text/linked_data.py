"""What a page says of its report in JSON-LD, for search engines."""

import json
from collections.abc import Iterator

from qantar.text.markup import Page

_ARTICLES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "webpage",
    "liveblogposting",
)


def linked_data(page: Page) -> dict[str, str]:
    """What the page's JSON-LD says of the report: headline, publisher, author, datePublished."""
    said: dict[str, str] = {}
    for source in page.linked_data[:8]:
        try:
            for node in _nodes(json.loads(source, strict=False), 0):
                _learn(node, said)
        except (ValueError, RecursionError):
            continue
    return said


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for element in value[:64]:
            yield from _nodes(element, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _learn(node: dict[str, object], said: dict[str, str]) -> None:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    if not any(isinstance(name, str) and name.lower() in _ARTICLES for name in kinds):
        return
    for key, at in (("headline", "headline"), ("datePublished", "datePublished")):
        value = node.get(at)
        if isinstance(value, str) and value.strip():
            said.setdefault(key, value.strip())
    for key in ("publisher", "author"):
        names = _names(node.get(key))
        if names:
            said.setdefault(key, ", ".join(names))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() and "://" not in value else []
    if isinstance(value, dict):
        return _names(value.get("name")) if not isinstance(value.get("name"), dict) else []
    if isinstance(value, list):
        return [
            name
            for element in value[:16]
            if not isinstance(element, list)
            for name in _names(element)
        ]
    return []
