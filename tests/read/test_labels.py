"""Which words for people are labels, and which only tell what others are."""

import pytest

from tests.lang.reading import claims


def labelled(report: str, lang: str) -> list[str]:
    return [
        c.words
        for c in claims(report, lang, published="2024-03-12")
        if c.content.kind == "label"
    ]


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("Жертвами пожара стали три лесника.", "Жертвами"),
        ("Пропавшими без вести числятся 11 рабочих.", "Пропавшими"),
        ("Нападавший был студентом этого вуза.", "студентом"),
    ],
)
def test_what_others_are_said_to_be_is_no_label(report: str, words: str) -> None:
    assert words not in labelled(report, "ru")


def test_those_who_are_named_are_labelled_in_any_case() -> None:
    assert "студентами" in labelled("Полиция столкнулась со студентами.", "ru")
