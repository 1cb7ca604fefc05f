"""Where a report is told to be: headline, dateline, lead and the parts it goes on to."""

import pytest

from tests.read.test_places import place


def told(report: str, lang: str, words: str) -> str | None:
    """The place of a figure of a report whose first line is its headline."""
    return place(report, lang, words, title=report.partition("\n")[0])


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        (
            "Пожар в лагере на Камчатке\nВ посёлке Паратунка ночью загорелся корпус лагеря."
            "\nЭвакуировали 70 детей.",
            "ru",
            "70",
            "Paratunka",
        ),
        (
            "Вибух на Волині\nУ Ковелі в понеділок вибухнув склад.\nЗагинули п'ятеро робітників.",
            "uk",
            "п'ятеро",
            "Kovel",
        ),
        (
            "Қостанай облысында өрт\nРудныйда түнде қойма өртенді.\n12 адам көшірілді.",
            "kk",
            "12",
            "Rudny",
        ),
        (
            "Blast in Kherson region\nA mine went off in Henichesk on Sunday.\n"
            "Rescuers moved 40 people out.",
            "en",
            "40",
            "Henichesk",
        ),
        (
            "Факты о Камчатке\nВласти края отчитались за год.\nПостроили 70 школ.",
            "ru",
            "70",
            "Kamchatka Krai",
        ),
    ],
)
def test_the_lead_tells_where_in_the_region_of_the_headline_it_was(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        (
            "В Молдове ищут контрабанду\nКишинёв. Полиция провела обыски.\nИзъято 30 машин.",
            "ru",
            "30",
            "Moldova",
        ),
        (
            "У Румунії шукають контрабанду\nБухарест. Поліція обшукала склади.\nВилучено 30 авто.",
            "uk",
            "30",
            "Romania",
        ),
        (
            "Моңғолияда тінту\nҰланбатыр. Полиция қоймаларды тінтті.\n30 көлік тәркіленді.",
            "kk",
            "30",
            "Mongolia",
        ),
        (
            "Romania raids\nBUCHAREST. Police searched depots.\nSome 30 cars were seized.",
            "en",
            "30",
            "Romania",
        ),
    ],
)
def test_a_town_alone_before_the_body_is_where_it_was_written(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        (
            "В столице Замбии столкновения\nЛУСАКА, 14 мая. Шесть человек погибли.\n"
            "Ранены 40 демонстрантов.",
            "ru",
            "40",
            "Lusaka",
        ),
        (
            "Мадагаскарда циклоннан кейін үш қала су астында\n"
            "АНТАНАНАРИВУ. Циклон аралдан өтті.\n48 адам жараланды.",
            "kk",
            "48",
            "Madagascar",
        ),
        (
            "Iraq: pilgrims killed in bombing\nBAGHDAD — A bomb killed nine pilgrims near Balad, north"
            " of Baghdad, on Thursday.\nPolice detained four suspects.",
            "en",
            "four",
            "Balad",
        ),
        (
            "Train hits minibus\nMULTAN: Ten people, including four women, were killed when a train hit"
            " a minibus near Khanewal on Monday.\nSix passengers were injured.",
            "en",
            "Six",
            "Khanewal",
        ),
        (
            "Що сталося\nУ неділю МОЗ Казахстану назвало нове число жертв: 164 особи, зокрема 103 — в"
            " Алмати.\nПоранено 719 людей.",
            "uk",
            "719",
            "Kazakhstan",
        ),
        (
            "У Перу зійшов зсув\nЗагинули 13 людей, 20 зникли безвісти після того, як зсув зійшов на село"
            " в перуанському регіоні Аякучо.\nЗруйновано 27 будинків.",
            "uk",
            "27",
            "Ayacucho Region",
        ),
    ],
)
def test_the_lead_tells_where_in_the_country_it_was(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        (
            "Shelling reported\nThe Belgorod region was attacked with 68 drones, the governor said.\n"
            "In Shebekino a strike injured seven people.\nThe attacks damaged 12 houses.",
            "en",
            "12",
            "Belgorod Oblast",
        ),
        (
            "Негода\nНа Буковині вітер повалив 300 дерев.\nУ Кельменцях блискавка вбила двох людей."
            "\nПошкоджено 226 дахів.",
            "uk",
            "226",
            "Chernivtsi Oblast",
        ),
        (
            "Обстрелы\nЗа сутки по Харьковской области нанесено 40 ударов.\nВ Чугуеве взрывом ранены"
            " три человека.\nПовреждены 27 домов.",
            "ru",
            "27",
            "Kharkiv Oblast",
        ),
    ],
)
def test_what_one_town_counted_of_a_region_is_not_where_the_rest_was(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang"),
    [
        (
            "Рейс из города Бийск в село Чарышское пропал с радаров. На борту были девять пассажиров.",
            "ru",
        ),
        (
            "Зник літак, що виконував рейс з міста Бетел до Діллінгема. На борту були дев'ять осіб.",
            "uk",
        ),
        (
            "A bus carrying pilgrims from Dungri Kalan to Jaipur fell into a gorge. Nine died.",
            "en",
        ),
        ("a van taking families from dungri kalan to vadodara was attacked. nine died.", "en"),
    ],
)
def test_the_ends_of_a_way_are_not_where_the_travellers_were_hurt(
    report: str, lang: str
) -> None:
    words = {"ru": "девять", "uk": "дев'ять", "en": "Nine" if "Nine" in report else "nine"}
    assert place(report, lang, words[lang]) is None


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (
            "State of siege eased\nQUITARA, January 28 — The government lifted the state of siege in nine"
            " of the country's provinces on Tuesday.\nSoldiers detained 3,611 people.",
            None,
        ),
        (
            "Anti-corruption bureau: year in brief\nDHAKA — The bureau filed 452 cases last year.\n"
            "Judges seized 573 flats; 3,611 people were questioned.",
            None,
        ),
        (
            "Minister sacks staff\nKAMPALA — The minister on Wednesday dismissed 14 officials.\n"
            "Police questioned 3,611 people.",
            "Kampala",
        ),
    ],
)
def test_what_is_summed_up_over_a_country_is_not_where_it_is_written(
    report: str, expected: str | None
) -> None:
    assert told(report, "en", "3,611") == expected


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("Полтаваға шабуыл\nПолтава облысына дрондар шабуылдады.\n18 үй бүлінді.", "kk", "18", "Poltava Oblast"),
        ("Ночь в Белгороде\nВ Белгородской области сбили беспилотники.\nПовреждены 18 домов.", "ru", "18", "Belgorod Oblast"),
        ("Ніч у Миколаєві\nУ Миколаївській області збили безпілотники.\nПошкоджено 18 будинків.", "uk", "18", "Mykolaiv Oblast"),
        ("Mumbai factory fire\nMUMBAI: Three people died in a fire at a factory in Bhiwandi on Monday.\nFiremen saved 18 people.", "en", "18", "Bhiwandi"),
        ("Пожар в Курске\nВ центре Курска загорелся рынок.\nИз Белгородской области приехали пожарные.\nСгорели 18 лавок.", "ru", "18", "Kursk"),
    ],
)  # fmt: skip
def test_the_lead_mends_the_town_of_the_headline(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("Пираты в Гвинейском заливе\nСудно захватили у берегов Бенина.\nОсвобождены 18 моряков.", "ru", "18", "Benin"),
        ("Обвал у Гімалаях\nТунель завалило в штаті Уттаракханд.\nВрятовано 18 робітників.", "uk", "18", "Uttarakhand"),
        ("Rescue in the Mediterranean\nA ship reached the boats off Libya on Friday.\nIt took 18 people aboard.", "en", "18", "Libya"),
        ("Шторм в Чёрном море\nБуря застала суда ночью.\nСпасены 18 моряков.", "ru", "18", "Black Sea"),
    ],
)  # fmt: skip
def test_what_lies_at_a_sea_is_closer_than_the_sea(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert told(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("Mine standoff\nKOLVERDALE, South Africa — Sixty bodies were found on Monday.\nPolice arrested 18 men.", "Kolverdale"),
        ("Gas leak at plant\nTUTICORIN: Fifty women fell ill after ammonia leaked from an ice plant on Friday.\nPolice arrested 18 men.", "Tuticorin"),
        ("Blast at mill\nUPDATE: Fifty women fell ill after ammonia leaked from an ice plant on Friday.\nPolice arrested 18 men.", None),
    ],
)  # fmt: skip
def test_an_unlisted_dateline_is_where_it_was(report: str, expected: str | None) -> None:
    assert told(report, "en", "18") == expected
