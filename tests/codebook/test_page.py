from pathlib import Path

from qantar import codebook
from qantar.codebook.page import page

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_made_from_the_codebook_as_it_stands() -> None:
    assert PAGE.read_text("utf-8") == page(codebook.load()), (
        "run: python -m qantar.codebook.page > docs/codebook.md"
    )
