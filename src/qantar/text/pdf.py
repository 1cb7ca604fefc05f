"""A PDF as a document: lines of a page joined to paragraphs, pages parted by a form feed.

A PDF places glyphs, not words: which bytes a letter came from is not to be had. The map says only
that the text came from the file; the page is told by the form feeds before a place.
"""

import re

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import Segment
from qantar.domain.span import Span
from qantar.text.block import blocks
from qantar.text.bounds import Bounds
from qantar.text.member import Member

PAGE_BREAK = "\f"

_UNWRITABLE = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
_SOFT_HYPHEN = ("\x02", "\xad", "\ufffe")
_SENTENCE_END = re.compile(r"[.!?:;…][»”\"')\]]*$")
_NEW = re.compile(r"(?:[•‣▪●■–—*-]|\d{1,3}[.)])\s")
_FULL = 0.75
"""A line at least this part of the longest of its page runs on into the next."""


def pdf_text(data: bytes, origin: str, bounds: Bounds) -> Member:
    """The text of a PDF.

    Raises:
        UnreadableInput: if it is locked, damaged or holds pictures only, or the reader of PDF
            (the extra ``pdf``) is not there.
        HostileInput: if more text comes out than the bounds allow.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise UnreadableInput(
            origin, "is a PDF, and the reader of PDF is not installed", "install qantar[pdf]"
        ) from None
    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(
                origin, "is locked with a password", "save it without the password"
            ) from None
        raise UnreadableInput(origin, f"is a damaged PDF ({error})", "fetch it again") from None
    try:
        pages: list[str] = []
        length = 0
        for number in range(len(opened)):
            try:
                page = opened[number]
                text_page = page.get_textpage()
                pages.append(_paragraphs(text_page.get_text_range()))
                text_page.close()
                page.close()
            except pdfium.PdfiumError as error:
                raise UnreadableInput(
                    origin, f"page {number + 1} cannot be read ({error})", "fetch it again"
                ) from None
            length += len(pages[-1])
            if length > bounds.member:
                raise HostileInput(
                    origin, f"holds more than {bounds.member:,} letters", "split it"
                )
        said = opened.get_metadata_dict()
    finally:
        opened.close()
    text = f"\n{PAGE_BREAK}".join(pages)
    if not text.strip():
        raise UnreadableInput(origin, "has no text, only pictures", "read it with OCR first")
    title = _UNWRITABLE.sub("", said.get("Title") or "").strip() or None
    return Member(
        text=text,
        blocks=blocks(text, title if title and title in text else None),
        segments=(Segment(Span(0, len(text)), 0, len(data), False),),
        title=title,
        author=_UNWRITABLE.sub("", said.get("Author") or "").strip() or None,
    )


def page_of(text: str, span: Span) -> int:
    """The page of a PDF's text on which a stretch begins, counted from 1."""
    return text.count(PAGE_BREAK, 0, span.start) + 1


def _paragraphs(raw: str) -> str:
    """The text of a page with the lines of each paragraph joined by a space."""
    lines = [line.strip() for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    widest = max(map(len, lines), default=0)
    joined: list[str] = []
    runs_on = False
    for line in lines:
        soft = line.endswith(_SOFT_HYPHEN)
        hard = len(line) > 1 and line.endswith("-") and line[-2].isalpha()
        clean = _UNWRITABLE.sub("", line.rstrip("".join(_SOFT_HYPHEN))).replace("\x02", "")
        clean = clean.replace("\f", " ").replace("\v", " ")
        if joined and runs_on and clean and _NEW.match(clean) is None:
            joined[-1] += clean
        else:
            joined.append(clean)
        runs_on = (
            bool(clean)
            and (soft or hard or (len(line) >= widest * _FULL and widest > 30))
            and not (_SENTENCE_END.search(clean) is not None and len(line) < widest * 0.9)
        )
        if runs_on and not soft and not hard:
            joined[-1] += " "
    return "\n".join(line.rstrip() for line in joined)
