"""How far a line speaks that names nothing but its source."""

from qantar.domain.claim import Figure
from tests.lang.reading import claims

ABOVE = "Floods hit the valley\n\nSource: Ministry of Emergencies\n\nThree people drowned.\n\nForty houses were destroyed."
BETWEEN = (
    "Floods hit the valley\n\nThree people drowned on Monday. The water is falling.\n\nRoads are open again.\n\n"
    "Two bridges were destroyed.\n\nSource: Ministry of Emergencies\n\nForty houses were burned in another town."
)


def speakers(text: str) -> list[str | None]:
    return [
        claim.attribution.speaker if claim.attribution is not None else None
        for claim in claims(text, "en", published="2022-03-15")
        if isinstance(claim.content, Figure)
    ]


def test_a_source_above_a_report_speaks_for_all_of_it() -> None:
    assert speakers(ABOVE) == ["Ministry of Emergencies"] * 2


def test_a_source_between_paragraphs_does_not_speak_for_those_below() -> None:
    assert speakers(BETWEEN)[-1] is None
