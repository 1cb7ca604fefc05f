"""Which figure is inside which, and what a number leaves unsaid because the words around it said it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Claim
from tests.lang.reading import claims

PUBLISHED = "2023-05-04"


def figures(text: str, lang: str) -> list[Claim]:
    return [
        claim
        for claim in claims(text, lang, published=PUBLISHED)
        if claim.content.kind == "figure"
    ]


def parts(text: str, lang: str) -> dict[str, str]:
    """The words of each part with the words of its whole."""
    found = figures(text, lang)
    words = {claim.id: claim.words for claim in found}
    return {
        claim.words: words[str(claim.as_row()["part_of"])]
        for claim in found
        if claim.as_row()["part_of"] is not None
    }


def measures(text: str, lang: str) -> dict[str, str]:
    return {claim.words: str(claim.as_row()["measure"]) for claim in figures(text, lang)}


def test_a_group_named_by_its_act_is_the_last_whole_of_that_act() -> None:
    text = "Погибли 24 человека, ранены 60. Среди погибших — трое детей."
    assert parts(text, "ru") == {"трое": "24"}


def test_the_dead_are_no_part_of_the_wounded_told_after_them() -> None:
    text = "At least 18 people were killed and 40 were wounded. Among the dead were two nurses."
    assert parts(text, "en") == {"two": "18"}


def test_a_number_led_by_among_is_the_whole_itself() -> None:
    text = "Nobody said how many soldiers are among the 164 dead."
    assert parts(text, "en") == {}


def test_a_remark_at_the_head_of_a_sentence_ties_no_number() -> None:
    text = "Загинули 30 людей. Зокрема, міліція повідомила про двох поранених."
    assert "двох" not in parts(text, "uk")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Пострадали девять дачников: у пяти ожоги, ещё четверых увезли в больницу.", "девять"),
        ("Ранены 12 человек, из них трое умерли, восемь в больнице, один отпущен.", "12"),
        ("Найдены 6 альпинистов. Их вывезли: четверых в Лугу, двоих в Псков.", "6"),
        ("Отселены 90 семей, 40 из них провели ночь в спортзале.", "90"),
        ("Убиты пятеро: трое рыбаков, капитан и юнга.", "пятеро"),
        ("Обследованы 90 узников. 40 из них избиты, трое — обожжены, девять — истощены.", "90"),
        ("Изъято 900 орудий лова, в том числе 60 сетей, 30 лодок и 9 моторов.", "900"),
        ("Увезли в больницу пятерых, у двоих ожоги.", "пятерых"),
        ("Пропали 11 туристов — девять чехов и два поляка; трое из них дети.", "11"),
    ],
)
def test_what_makes_up_a_whole_behind_a_colon_or_of_whom_is_its_parts(
    text: str, whole: str
) -> None:
    assert set(parts(text, "ru").values()) == {whole}
    assert len(parts(text, "ru")) == len(figures(text, "ru")) - 1


@pytest.mark.parametrize(
    "text",
    [
        "Ранены девять человек: взорвались две гранаты.",
        "Пострадали пятеро. Их врачи: четыре хирурга и медсестра.",
        "Погибли 9 человек, четверо ранены, пятеро в больнице.",
    ],
)
def test_what_only_stands_by_is_no_part(text: str) -> None:
    assert parts(text, "ru") == {}


def test_what_befell_all_befell_a_part_of_whom_nothing_else_is_told() -> None:
    text = "Эвакуированы 90 жильцов, 40 из них провели ночь в спортзале."
    assert measures(text, "ru")["40"] == "person.evacuated"


def test_the_badly_hurt_right_after_those_in_hospital_are_in_hospital() -> None:
    text = "В больницу увезли девятерых. Двое в тяжёлом состоянии."
    assert measures(text, "ru") == {
        "девятерых": "person.hospitalized",
        "Двое": "person.hospitalized",
    }


def test_those_among_the_hurt_are_no_part_of_those_in_hospital() -> None:
    text = "Ранены 60 человек, в больнице остаются 42. Среди раненых — 12 журналистов."
    assert parts(text, "ru").get("12") == "60"


def test_what_is_left_out_of_a_count_holds_no_part() -> None:
    text = (
        "The toll reached 544, not counting the 58 killed on the train. Of these, 97 were shot."
    )
    assert parts(text, "en").get("97") != "58"


def test_people_listed_behind_a_dash_are_parts_if_they_make_up_the_whole() -> None:
    text = "The crash left seven dead — four women, two children and one man."
    assert parts(text, "en") == {"four": "seven", "two": "seven", "one": "seven"}


def test_people_listed_behind_a_dash_are_no_parts_if_they_do_not() -> None:
    text = "The crash left seven dead — four women and two children were hurt."
    assert "four" not in parts(text, "en")


def test_the_next_of_a_ranking_is_part_of_the_same_whole() -> None:
    text = "The toll reached 427. Ganja accounts for over 210 deaths. This is followed by 43 in Baku."
    assert parts(text, "en") == {"210": "427", "43": "427"}


def test_what_is_told_next_of_things_stolen_is_part_of_them() -> None:
    text = "Со склада похищено 300 единиц оружия. Вернуть удалось лишь 120."
    assert parts(text, "ru") == {"120": "300"}


def test_an_adjective_of_a_part_takes_the_noun_of_its_whole() -> None:
    text = "Спалено понад 700 машин, серед яких 46 поліцейських."
    assert measures(text, "uk")["46"] == "police_vehicle.destroyed"


def test_a_whole_that_others_are_taken_from_has_no_part_in_what_befell_them() -> None:
    text = "Of the 252 people underground, 206 reached the surface."
    assert measures(text, "en")["252"] == "person.other"


def test_a_negated_act_did_not_befall_those_counted() -> None:
    assert measures("Четверо пассажиров не пострадали.", "ru") == {"Четверо": "person.other"}


def test_a_number_said_again_counts_what_it_counted_before() -> None:
    text = "В городе погибли 164 человека.\n\nЧисло 164 позже назвали ошибкой."
    assert [str(claim.as_row()["measure"]) for claim in figures(text, "ru")] == [
        "person.killed",
        "person.killed",
    ]


def test_arms_found_in_a_search_are_seized_and_stolen_ones_recovered() -> None:
    assert measures("При обыске найдены 14 автоматов.", "ru") == {"14": "firearm.seized"}
    text = "При обыске найдены 14 похищенных автоматов."
    assert measures(text, "ru") == {"14": "firearm.recovered"}


def test_a_verbs_own_over_hedges_no_number() -> None:
    assert [
        str(claim.as_row()["quantity"])
        for claim in figures("Mutineers took over two police stations.", "en")
    ] == ["2"]


@pytest.mark.parametrize(
    ("lang", "pattern"),
    [
        ("ru", "Погибли {a} человек, в том числе {b} детей."),
        ("ru", "Погибли {a} человек. Среди погибших — {b} детей."),
        ("uk", "Загинули {a} людей, з них {b} дітей."),
        ("en", "In all {a} people were killed, including {b} children."),
        ("en", "In all {a} people were killed. Among the dead were {b} children."),
        ("kk", "{a} адам қаза тапты, оның ішінде {b} бала бар."),
    ],
)
@settings(max_examples=12, deadline=None)
@given(a=st.integers(20, 900), b=st.integers(20, 900))
def test_a_part_never_exceeds_its_whole(lang: str, pattern: str, a: int, b: int) -> None:
    found = figures(pattern.format(a=a, b=b), lang)
    by_id = {claim.id: claim for claim in found}
    for claim in found:
        whole = claim.as_row()["part_of"]
        if whole is not None:
            row = by_id[str(whole)].as_row()
            assert int(str(claim.as_row()["value"])) <= int(str(row["value"]))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Под стражей 446 человек, ещё восемнадцать отпустили.", "ru"),
        ("Під вартою 446 людей, ще вісімнадцятьох відпустили.", "uk"),
        ("Police arrested 446 people; another 18 were released.", "en"),
    ],
)
def test_those_on_top_of_a_count_are_no_part_of_it(text: str, lang: str) -> None:
    assert parts(text, lang) == {}


def test_at_least_four_do_not_hold_a_hundred() -> None:
    text = "At least four gunmen burst into a hall in Osh.\n\nIn the attack 143 people were killed, among them three children."
    assert parts(text, "en") == {"three": "143"}


def test_the_number_of_those_killed_is_no_part() -> None:
    text = "At least four gunmen burst into a hall.\n\nThe number of those killed has risen to three."
    assert parts(text, "en") == {}


def test_victims_of_a_headline_are_the_hurt_that_the_body_counts() -> None:
    text = "Number of victims rises to 51\n\nAfter the fire in the hall 51 people were injured, officials said."
    assert {c.as_row()["act"] for c in figures(text, "en")} == {"injured"}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Among the 27 victims brought in, there are three fatalities.", {"three": "27"}),
        ("ru", "Среди 18 раненых — двое медсестёр.", {"двое": "18"}),
        ("en", "Gunmen killed nine people. The victims include four soldiers and five farmers.",
         {"four": "nine", "five": "nine"}),
        ("en", "The clinic counted 900 notified cases, including 14 deaths.", {"14": "900"}),
        ("ru", "Захвачены 12 заложников. Трое из заложников ранены.", {"Трое": "12"}),
        ("kk", "Ұрылар тоғыз пойызды тоқтатқан. Олардың төртеуі – жолаушылар, ал бесеуі – жүк пойызы.",
         {"төртеуі": "тоғыз", "бесеуі": "тоғыз"}),
        ("kk", "Жиынға 30 адам келді. Олардың мүддесін 21 адвокат қорғайды.", {}),
        ("ru", "Среди поступивших семеро солдат и одна девочка.", {}),
    ],
)  # fmt: skip
def test_a_whole_is_named_again_by_its_noun_or_made_up_by_its_parts(
    lang: str, text: str, expected: dict[str, str]
) -> None:
    assert parts(text, lang) == expected
