"""What a report is about."""

import pytest

from tests.lang.reading import claims


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "An attack and a flood struck the town. The incident happened on 7 June 2021.",
            "attack",
        ),
        (
            "A flood and an attack struck the town. The incident happened on 7 June 2021.",
            "disaster",
        ),
    ],
)
def test_of_two_kinds_told_as_often_a_report_is_about_the_first(text: str, kind: str) -> None:
    rows = [claim.as_row() for claim in claims(text, "en", published=None, title=None)]
    assert [row["type"] for row in rows if row["kind"] == "event"] == [kind]
