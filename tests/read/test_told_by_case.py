"""Settlements and regions no atlas lists, told by preposition and case, by the word beside them, or by an adjective."""

import pytest

from tests.read.test_places import place


@pytest.mark.parametrize(
    ("report", "lang", "words", "expected"),
    [
        ("Ночью в Кумбале расстреляли девять человек.", "ru", "девять", "Kumbal"),
        ("Около Тирангии подорвались на мине трое пастухов.", "ru", "трое", "Tirangiya"),
        ("Под Мосенгой обстреляли колонну, ранены 14 солдат.", "ru", "14", "Mosenga"),
        ("Мэрия Верховска сообщила о 12 раненых.", "ru", "12", "Verkhovsk"),
        ("Из посёлка Кайраккум эвакуированы 40 человек.", "ru", "40", "Kairakkum"),
        ("У села Бекзат сгорели 12 домов.", "ru", "12", "Bekzat"),
        ("В селении Доргай под завалами погибли семь человек.", "ru", "семь", "Dorgai"),
        ("В округе Нампосо умерли 37 человек.", "ru", "37", "Namposo"),
        ("В Республике Венгария задержаны 13 человек.", "ru", "13", "Vengariya"),
        ("УМВД по Глинской области: изъято 64 ружья.", "ru", "64", "Glinskaya Oblast"),
        ("Вночі біля Тірангії підірвалися троє пастухів.", "uk", "троє", "Tiranhiia"),
        ("Мешканку села Рижівки поранено, ще 2 люди загинули.", "uk", "2", "Ryzhivka"),
        ("У Кумбалі розстріляли дев'ятьох людей.", "uk", "дев'ятьох", "Kumbali"),
        ("У провінції Намбола загинули 4 людини.", "uk", "4", "Nambola"),
        ("У Палембанзі загинули 4 людини.", "uk", "4", "Palembang"),
        ("Кеше Кумбалода екі банда атысып, төрт адам өлді.", "kk", "төрт", "Kumbalo"),
        ("Кеше Доргай маңында 12 адам қаза тапты.", "kk", "12", "Dorgai"),
        ("Түнде Самрут түрмесінен 14 сотталушы қашты.", "kk", "14", "Samrut"),
        ("Сайқұдық қаласында 106 адам ұсталды.", "kk", "106", "Saikudyk"),
        ("ЛАКРЕНА. Ауруханада 12 адам қаза тапты.", "kk", "12", "Lakrena"),
        ("КАЛАНГА, 12 наурыз — Автобуста 12 адам қаза тапты.", "kk", "12", "Kalanga"),
        ("МЕЛЬГОНА, 12 марта — В автобусе погибли 12 человек.", "ru", "12", "Melgona"),
        ("Бестерек облысында 364 адам ұсталды.", "kk", "364", "Besterek"),
    ],
)
def test_a_name_is_a_places_where_the_words_beside_it_say_so(
    report: str, lang: str, words: str, expected: str
) -> None:
    assert place(report, lang, words) == expected


@pytest.mark.parametrize(
    ("report", "lang", "words"),
    [
        ("В Газпроме уволили 12 человек.", "ru", "12"),
        ("В Телеграме задержали 12 человек.", "ru", "12"),
        ("Около Зеленского стояли 12 солдат.", "ru", "12"),
        ("СРОЧНО. Погибли 12 человек.", "ru", "12"),
        ("ЖЕДЕЛ. 12 адам қаза тапты.", "kk", "12"),
        ("ФОТО. Загинули 12 людей.", "uk", "12"),
        ("Глава села Иван Петров назвал 12 погибших.", "ru", "12"),
        ("У Нафтогазі звільнили 12 осіб.", "uk", "12"),
        ("Біля Зеленського стояли 12 солдатів.", "uk", "12"),
        ("Кеше Фернандо Андраде 12 адамның өлгенін айтты.", "kk", "12"),
    ],
)
def test_persons_and_bodies_are_no_places(report: str, lang: str, words: str) -> None:
    assert place(report, lang, words) is None


@pytest.mark.parametrize(
    ("report", "lang", "words"),
    [
        ("Представитель департамента Салтанат Кудашева сообщила о 12 убитых.", "ru", "12"),
        ("Изъято 12 ружей, сказал замначальника департамента Ерлан Сапаров.", "ru", "12"),
        ("Речниця департаменту Салтанат Азірбек повідомила про 12 загиблих.", "uk", "12"),
        ("The Civil Protection Department sent 12 fire engines.", "en", "12"),
        ("The Public Works Department said 12 houses collapsed.", "en", "12"),
    ],
)
def test_neither_who_heads_a_department_nor_the_department_is_a_place(
    report: str, lang: str, words: str
) -> None:
    assert place(report, lang, words) is None
