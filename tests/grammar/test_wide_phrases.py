"""Phrases that reach over a clause to its verb, and words asked for in one case."""

from qantar.lang.kk.pack import PACK


def acts(text: str) -> list[tuple[str, str]]:
    """The acts found in a text, each with the words it stands on."""
    tokens = PACK.tokens(text)
    return [
        (hit.code, " ".join(token.text for token in tokens[hit.first : hit.last]))
        for hit in PACK.lexicon.find(tokens)
        if hit.entry.category == "acts"
    ]


def test_a_place_and_its_verb_are_one_phrase_over_what_stands_between() -> None:
    assert acts("Ауруханаға жараланған 12 адам жеткізілді")[-1] == (
        "hospitalized",
        "жеткізілді",
    )
    assert acts("Бөлімшеге матчтан кейін 12 адам жеткізілді")[-1] == ("detained", "жеткізілді")


def test_the_rest_of_a_phrase_is_sought_up_to_the_next_verb_only() -> None:
    found = acts("Құтқарушылар ауруханаға барып, 12 адам жеткізілді")
    assert ("hospitalized", "жеткізілді") not in found


def test_a_word_asked_for_in_one_case_is_not_found_in_another() -> None:
    assert ("killed", "жеткізілді") in acts("Мәйітханаға 12 адам жеткізілді")
    assert ("killed", "жеткізілді") not in acts("Мәйітханадан 12 адам жеткізілді")
