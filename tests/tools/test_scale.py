"""The page of scale says what was measured, and tells apart what was only assumed."""

import json

from tools import scale


def test_the_page_says_what_the_measures_say() -> None:
    assert scale.PAGE.read_text("utf-8") == scale.page_of(
        json.loads(scale.MEASURED.read_text("utf-8"))
    )


def test_twice_the_cost_of_a_page_is_twice_the_hours() -> None:
    measured = json.loads(scale.MEASURED.read_text("utf-8"))
    dear = measured | {
        "archive": measured["archive"] | {"seconds": 2 * measured["archive"]["seconds"]}
    }

    def hours(page: str) -> float:
        (line,) = [one for one in page.splitlines() if one.startswith("| core hours")]
        return float(line.split("|")[2].replace(",", ""))

    twice, once = hours(scale.page_of(dear)), hours(scale.page_of(measured))
    assert abs(twice - 2 * once) <= 2


def test_what_nobody_measured_is_called_assumed() -> None:
    page = scale.PAGE.read_text("utf-8")
    assert "Assumed, not measured" in page and "Not tried" in page


def test_a_record_that_took_nothing_in_has_no_curve() -> None:
    measured = json.loads(scale.MEASURED.read_text("utf-8"))
    bare = {name: value for name, value in measured.items() if not name.startswith("ingest")}
    assert "Into a record" in scale.page_of(measured)
    assert "Into a record" not in scale.page_of(bare)
