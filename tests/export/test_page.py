from pathlib import Path

from qantar.export.formats import formats
from qantar.export.page import formats_page

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_page_of_formats_is_current() -> None:
    assert PAGE.read_text("utf-8") == formats_page(formats().values())


def test_the_page_holds_every_format_with_its_standard_and_losses() -> None:
    page = PAGE.read_text("utf-8")
    for one in formats().values():
        assert f"## {one.name}\n" in page
        assert one.standard in page
        assert all(loss in page for loss in one.losses)
