"""Invented reports by template: words repeat as they do in news, no two reports are alike."""

import json
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LANGUAGES = ("ru", "uk", "kk", "en")
LENGTH = 2_300
"""Characters of a report, the mean of the articles Qantar was first built for."""
SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text("utf-8"))


def reports(lang: str, count: int, seed: int = 1) -> Iterator[str]:
    """``count`` dense reports of one language, with figures, dates or offices in nearly every sentence;
    the same seed gives the same reports."""
    chance = random.Random(f"{lang} {seed}")
    table: dict[str, Any] = SENTENCES[lang]
    for _ in range(count):
        yield _report(table, chance.sample(table["sentences"], len(table["sentences"])), chance)


def news(lang: str, count: int, seed: int = 1) -> Iterator[str]:
    """``count`` reports as news comes: three or four of their sentences tell a figure, the others none."""
    chance = random.Random(f"news {lang} {seed}")
    table: dict[str, Any] = SENTENCES[lang]
    for _ in range(count):
        told = chance.sample(table["sentences"], chance.randint(3, 4))
        order = chance.sample(
            table["ordinary"]["sentences"], len(table["ordinary"]["sentences"])
        )
        for at, sentence in zip(
            chance.sample(range(TOLD_WITHIN), len(told)), told, strict=True
        ):
            order.insert(at, sentence)
        yield _report(table, order, chance)


TOLD_WITHIN = 14
"""Sentences of a report as news comes among which those stand that tell a figure."""


def _report(table: dict[str, Any], order: list[str], chance: random.Random) -> str:
    headline = filled(order[0], table, chance).rstrip(".")
    paragraphs, size, at = [headline], len(headline), 1
    while size < LENGTH:
        several = [
            filled(order[(at + k) % len(order)], table, chance)
            for k in range(chance.randint(1, 3))
        ]
        at += len(several)
        paragraphs.append(" ".join(several))
        size += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:LENGTH].rsplit(".", 1)[0] + "."


def filled(sentence: str, table: dict[str, Any], chance: random.Random) -> str:
    words = {
        slot: chance.choice(table[slot]) for slot in ("place", "body", "person", "day", "hour")
    }
    number = chance.choice(
        (chance.randint(2, 40), chance.randint(40, 900), chance.randint(1000, 9000))
    )
    text = sentence.format(n=f"{number:,}".replace(",", " "), m=max(2, number // 7), **words)
    return text[0].upper() + text[1:]


def write_lines(path: Path, count: int) -> int:
    """A JSON Lines file of ``count`` reports, all languages in turn. Returns its size in bytes."""
    streams = {lang: reports(lang, count // len(LANGUAGES) + 1) for lang in LANGUAGES}
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            lang = LANGUAGES[number % len(LANGUAGES)]
            row = {
                "id": f"r{number:05}", "lang": lang, "published": "2022-01-09",
                "outlet": f"outlet-{number % 37}", "text": next(streams[lang]),
            }  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def page(text: str) -> str:
    """A web page around a report, with a menu and a sidebar, about 20,000 characters."""
    headline, _, body = text.partition("\n")
    menu = "".join(
        f'<li><a href="/section/{n}">Section {n} of the invented paper</a></li>'
        for n in range(60)
    )
    aside = "".join(
        f'<div class="card"><a href="/news/{n}">Other news, number {n}</a><span>{n * 7} views</span></div>'
        for n in range(80)
    )
    paragraphs = "".join(f"<p>{line}</p>\n" for line in body.split("\n"))
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{headline}</title>"
        f'<meta property="article:published_time" content="2022-01-09T10:00:00+06:00"></head><body>'
        f"<nav><ul>{menu}</ul></nav><main><article><h1>{headline}</h1>\n{paragraphs}</article></main>"
        f'<aside class="sidebar">{aside}</aside><footer>All rights invented</footer></body></html>'
    )


def archived_pages(many: int, seed: int) -> Iterator[bytes]:
    """The records of a WARC of pages, each with news as it comes in one of the languages in turn."""
    texts = [news(lang, many, seed) for lang in LANGUAGES]
    for number in range(many):
        body = page(next(texts[number % len(texts)])).encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://paper.example/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        yield head.encode() + answer + b"\r\n\r\n"
