"""Where a figure is said to be: beside it, pointed at, lent, or nowhere."""

import pytest

from tests.lang.reading import claims


def place(report: str, lang: str, words: str, *, title: str | None = None) -> str | None:
    """The English name of the place of the figure whose number is ``words``."""
    found = [
        claim.as_row()
        for claim in claims(report, lang, published="2024-03-12", title=title)
        if claim.content.kind == "figure" and claim.words == words
    ]
    assert len(found) == 1, [row["words"] for row in found]
    name = found[0]["place"]
    assert name is None or isinstance(name, str)
    return name


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("В Алматы и Шымкенте ранены 216 солдат.", "ru", "216", "Kazakhstan"),
        ("При нападении Азербайджана погибли 12 человек.", "ru", "12", None),
        ("Через вторгнення Росії загинули 12 людей.", "uk", "12", None),
        ("Рятувальники евакуювали 40 людей в Полтаві та Харкові.", "uk", "40", "Ukraine"),
        ("In Cairo and other cities police detained 90 people.", "en", "90", "Egypt"),
    ],
)
def test_what_is_counted_in_several_places_is_counted_in_what_holds_them(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert place(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang"),
    [
        ("Час назад на шахте погибли 12 человек.", "ru"),
        ("Выше по реке утонули 12 человек.", "ru"),
        ("Кафе сгорело, погибли 12 человек.", "ru"),
        ("Вони загинули дорогою: 12 людей. Буду писати далі.", "uk"),
        ("Суму шкоди рахують, постраждали 12 людей.", "uk"),
        ("Егер хабар рас болса, 12 адам қаза тапты.", "kk"),
        ("Болған жарылыста 12 адам қаза тапты.", "kk"),
        ("Қарсы келген көлікте 12 адам жараланды.", "kk"),
        ("Turn after turn, 12 people died.", "en"),
    ],
)
def test_a_common_word_that_opens_a_sentence_is_no_place(report: str, lang: str) -> None:
    assert place(report, lang, "12") is None


@pytest.mark.parametrize(
    ("report", "lang", "words"),
    [
        (
            "Автобус, следовавший из Алматы в Тараз, перевернулся, погибли пять человек.",
            "ru",
            "пять",
        ),
        (
            "Микроавтобус вёз рабочих из Самары в Казань; пострадали девять человек.",
            "ru",
            "девять",
        ),
        (
            "Автобус, що прямував з Києва до Одеси, перекинувся. Загинули четверо людей.",
            "uk",
            "четверо",
        ),
        ("A bus travelling from Nairobi to Mombasa overturned, killing 14.", "en", "14"),
        (
            "Астанадан Қарағандыға бет алған автобус аударылып, тоғыз адам жараланды.",
            "kk",
            "тоғыз",
        ),
    ],
)
def test_where_a_journey_began_and_ends_is_not_where_it_happened(
    report: str, lang: str, words: str
) -> None:
    assert place(report, lang, words) is None


@pytest.mark.parametrize(
    ("report", "lang", "expected"),
    [
        ("Из Сум эвакуировали 300 человек в Полтаву.", "ru", "Sumy"),
        ("З Сум евакуювали 300 людей до Полтави.", "uk", "Sumy"),
        ("Rescuers evacuated 300 people from Irpin to Kyiv.", "en", "Irpin"),
    ],
)
def test_people_are_evacuated_where_they_leave(report: str, lang: str, expected: str) -> None:
    assert place(report, lang, "300") == expected


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("Самое тяжёлое нападение случилось утром, погибли пять человек.", "пять"),
        ("Самой пострадавшей оказалась окраина: ранены шестеро.", "шестеро"),
        ("Старая деревня сгорела, погибли двое.", "двое"),
        ("Новое село затопило, отселили 40 человек.", "40"),
        ("Газа и воды не стало, болеют двенадцать человек.", "двенадцать"),
        ("Убиты девять подданных Великобритании.", "девять"),
    ],
)
def test_words_that_name_no_place_give_none(report: str, words: str) -> None:
    assert place(report, "ru", words) is None


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("В Охотском море сбиты три украинских беспилотника.", "три", "Sea of Okhotsk"),
        ("Под обстрелом в Газе погибли восемь человек.", "восемь", "Gaza"),
        ("В горах Кашмира ранены пятеро солдат.", "пятеро", "Kashmir"),
        ("В Ульчском районе Хабаровского края пропали двое рыбаков.", "двое", "Ulchsky"),
        ("Тверской суд Москвы осудил четверых.", "четверых", "Moscow"),
    ],
)
def test_lands_seas_and_districts_no_atlas_lists_are_places(
    report: str, words: str, expected: str
) -> None:
    assert place(report, "ru", words) == expected


def test_a_town_at_the_head_of_a_sentence_is_its_place() -> None:
    report = "Старая Русса осталась без света, пострадали двое."
    assert place(report, "ru", "двое") == "Staraya Russa"


def test_a_count_over_two_countries_has_no_place() -> None:
    assert place("Floods have killed 59 people in Bangladesh and India.", "en", "59") is None


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("Загинули двоє людей у Полтаві й один водій у Харкові.", "uk", "один", "Kharkiv"),
        ("10,000 people marched on Friday; in Almaty 300 people were detained.", "en", "300", "Almaty"),
    ],
)  # fmt: skip
def test_a_place_right_behind_a_count_is_its_own(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert place(report, lang, words) == expected


def test_what_only_says_whose_a_body_is_yields_to_where_it_was() -> None:
    report = "В Таразе произошла драка. Ранены двое сотрудников полиции Жамбылской области."
    assert place(report, "ru", "двое") == "Taraz"


def test_a_street_named_after_a_town_is_not_in_it() -> None:
    report = "Three people were injured on Lincoln Road in Nottingham."
    assert place(report, "en", "Three") == "Nottingham"


def test_a_town_that_only_its_text_knows_is_given_in_latin_letters_without_an_id() -> None:
    rows = [c.as_row() for c in claims("У селі Заріччя поранено 4 людини.", "uk", published="2024-03-12")]  # fmt: skip
    figure = next(row for row in rows if row["kind"] == "figure")
    assert (figure["place"], figure["place_id"]) == ("Zarichchia", None)


def test_a_town_told_to_lie_in_another_country_than_the_atlas_says_is_left_open() -> None:
    report = "В тюрьме города Санто-Доминго в Эквадоре убиты 43 заключённых."
    assert place(report, "ru", "43") == "Ecuador"


def test_a_happening_of_an_earlier_year_does_not_inherit_the_place_of_the_report() -> None:
    report = "В Шымкенте 10 марта 2024 года при пожаре погибли 3 человека.\n\nВ 2014 году при пожаре погибли 8 человек."  # fmt: skip
    assert place(report, "ru", "8") is None


def test_a_dateline_in_the_capital_yields_to_the_country_of_the_headline() -> None:
    title = "Kenya floods: hundreds displaced"
    report = f"{title}\n\nNAIROBI, March 12 — Floods have displaced 900 people, police said."
    assert place(report, "en", "900", title=title) == "Kenya"


def test_a_part_that_names_no_place_goes_with_its_whole_to_the_country() -> None:
    report = (
        "АСТАНА, 5 февраля. По последним данным, погибли 227 человек, в том числе 19 военнослужащих. "
        "Только в Алматы погибли 149 граждан."
    )
    assert place(report, "ru", "227") == place(report, "ru", "19") == "Kazakhstan"
    assert place(report, "ru", "149") == "Almaty"


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("In Torit East county 14 people died.", "14", "Torit East"),
        ("In Juba the country's biggest hospital took in 30 wounded.", "30", "Juba"),
        ("Fighting reached Lagos. The state broadcaster showed 40 burned cars.", "40", "Lagos"),
        ("In Nairobi police hold 56 suspects, most of them from Nakuru.", "56", "Nairobi"),
        ("Police in Kenya hold 56 suspects, half of them in Nakuru.", "56", "Kenya"),
        ("The crash near Jaora killed 9 pilgrims on the way from Ratlam to Neemuch.", "9", "Jaora"),
    ],
)  # fmt: skip
def test_what_only_bears_the_name_of_a_place_lends_none(
    report: str, words: str, expected: str
) -> None:
    assert place(report, "en", words) == expected


def test_what_began_in_another_year_is_no_background() -> None:
    report = (
        "Police shot nine people in Juliaca on Monday, 11 March 2024.\n\n"
        "That brings the number of dead in Peru since the unrest erupted on 7 December 2023 to 47."
    )
    assert place(report, "en", "47") == "Peru"


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("В Бейруте взрыв разрушил порт. Париж отправил 55 спасателей.", "55", "Beirut"),
        (
            "В Бейруте взрыв разрушил порт. По данным Москвы, погибли 12 человек.",
            "12",
            "Beirut",
        ),
        ("В Бейруте погибли 12 человек, Париж выразил соболезнования.", "12", "Beirut"),
        ("Взрыв прогремел в Варшаве, погибли 12 человек.", "12", "Warsaw"),
    ],
)
def test_a_seat_of_government_that_acts_or_speaks_is_not_the_scene(
    report: str, words: str, expected: str
) -> None:
    assert place(report, "ru", words) == expected


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("В посёлке Песчаный под Тулой сгорели пять домов.", "пять", "Peschany"),
        ("В ливийской Дерне погибли 40 человек.", "40", "Derna"),
        ("Автобус ехал из Казани в Уфу. Под Елабугой он перевернулся, погибли трое.", "трое", "Yelabuga"),
        ("В Чите, как пишут «Вести Улан-Удэ», ранены четверо.", "четверо", "Chita"),
    ],
)  # fmt: skip
def test_a_place_that_only_tells_where_another_is_does_not_compete(
    report: str, words: str, expected: str
) -> None:
    assert place(report, "ru", words) == expected


def test_a_line_with_the_hour_and_a_place_lends_it_to_what_stands_below() -> None:
    report = (
        "Хроника беспорядков\n\n10 мая, 18:30 | Коломбо\n\nРанены 17 человек.\n\n"
        "10 мая, 14:05 | Ниттамбува\n\nУбиты двое.\n\n10 мая, 09:40 | Негомбо\n\nЗадержаны 40 человек."
    )
    assert place(report, "ru", "17") == "Colombo"
    assert place(report, "ru", "двое") == "Nittambuva"
    assert place(report, "ru", "40") == "Negombo"


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("Взрыв в столице Сомали. Погибли 12 человек.", "ru", "12", "Mogadishu"),
        ("Вибух у столиці Сомалі. Загинули 12 людей.", "uk", "12", "Mogadishu"),
        ("Сомали елордасында жарылыс болып, 12 адам қаза тапты.", "kk", "12", "Mogadishu"),
    ],
)
def test_the_capital_of_a_country_named_beside_it_is_that_city(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert place(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("В Твери сгорел склад. В МЧС по Тверской области сообщили о 6 погибших.", "6", "Tver"),
        ("В Твери взрыв. Его устроил Артем Зуев, сообщила полиция. Ранены 6 человек.", "6", "Tver"),
        ("В Судане утонули люди. Среди пропавших граждане Мали, 6 – Чада.", "6", "Sudan"),
    ],
)  # fmt: skip
def test_the_region_of_a_body_a_given_name_and_where_some_come_from_are_not_the_scene(
    report: str, words: str, expected: str
) -> None:
    assert place(report, "ru", words) == expected


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("QUITO/LIMA (Wire) – Four soldiers were wounded in a skirmish.", "Four", None),
        ("Rebels were attacked in GKZ and five men died.", "five", None),
        ("Nine men were killed in a US drone strike on a farm.", "Nine", None),
        (
            "Nine men were killed in a US drone strike in the South Waziristan tribal district.",
            "Nine",
            "South Waziristan",
        ),
        ("Riots in the US left five men dead.", "five", "United States"),
    ],
)
def test_who_sends_a_report_and_who_strikes_is_no_place(
    report: str, words: str, expected: str | None
) -> None:
    assert place(report, "en", words) == expected


def test_items_of_a_bulletin_are_each_in_their_own_region_and_no_parts_of_the_first() -> None:
    report = (
        "Ночью над Тульской областью сбиты восемь дронов, шесть – над Орловской, "
        "пять – над Московской, четыре – в Рязанской области."
    )
    assert place(report, "ru", "восемь") == "Tula Oblast"
    assert place(report, "ru", "шесть") == "Oryol Oblast"
    assert place(report, "ru", "пять") == "Moscow Oblast"
    assert place(report, "ru", "четыре") == "Ryazan Oblast"
