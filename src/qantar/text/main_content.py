"""Which part of a page is the report: resiliparse's answer, asked only where a page is fit for it.

It builds the page as a browser does, in machine code: thousands of pages a second. A browser also
repairs what is broken, and some pages are made so that repairing them takes for ever; those are
known beforehand by what the one pass over the page has counted, and are not put to it.
"""

from resiliparse.extract.html2text import extract_plain_text

from qantar.text.bounds import Bounds
from qantar.text.markup import Page

LEFT_OPEN = 20
"""Elements of mere appearance left open beyond which a page is not put to it: each is opened again
in all that follows, and 20,000 elements become 400,000. Real pages leave open under ten."""


def main_content(source: str, page: Page, bounds: Bounds) -> str | None:
    """The main text of a page, a line a block; None where none is found or it must not be asked."""
    if (
        page.depth + page.deeper > bounds.depth
        or page.elements > bounds.elements
        or page.left_open > LEFT_OPEN
        or len(source) > bounds.page
    ):
        return None
    try:
        text = extract_plain_text(
            _plain(source, page), main_content=True, preserve_formatting=True,
            list_bullets=False, alt_texts=False, comments=False,
        )  # fmt: skip
    except Exception:  # of its failures none has a name
        return None
    return text if text.strip() else None


def _plain(source: str, page: Page) -> str:
    """The source without what has no words or is malformed: nothing that was not read here is to be
    read there, where a comment with an end of another kind could hide a hundred thousand elements."""
    pieces = []
    at = 0
    for start, end in page.cuts:
        if start >= at:
            pieces.append(source[at:start])
            at = end
    pieces.append(source[at:])
    return "".join(pieces)
