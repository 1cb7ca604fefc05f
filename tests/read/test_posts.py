"""Who held, took or lost which office, and who only appointed or dismissed others."""

import pytest

from qantar.domain.claim import Post
from tests.lang.reading import claims


def held(text: str, lang: str) -> set[tuple[str, str, str]]:
    return {
        (claim.content.person, claim.content.post, claim.content.change)
        for claim in claims(text, lang, published="2022-03-15")
        if isinstance(claim.content, Post)
    }


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uk", "Президент України Ян Новик у суботу, 19 грудня, звільнив голів трьох районів.",
         {("Ян Новик", "Президент України", "holds")}),
        ("ru", "Министр транспорта Ян Новик уволил начальника порта.",
         {("Ян Новик", "Министр транспорта", "holds")}),
        ("en", "Transport minister Jan Novik dismissed the director of the port.",
         {("Jan Novik", "Transport minister", "holds")}),
        ("kk", "Облыс әкімі Айбар Асанов порт бастығын қызметінен босатты.",
         {("Айбар Асанов", "Облыс әкімі", "holds")}),
    ],
)  # fmt: skip
def test_who_dismisses_others_keeps_his_own_post(
    lang: str, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert held(text, lang) == expected


def test_the_active_voice_tells_who_appoints_and_the_passive_whom() -> None:
    active = held("President Maria Keller nominated Paul Reyes as prime minister.", "en")
    assert ("Maria Keller", "President", "holds") in active
    assert ("Paul Reyes", "prime minister", "appointed") in active
    passive = held("Paul Reyes was appointed prime minister on Monday.", "en")
    assert {change for _, _, change in passive} == {"appointed"}


def test_whoever_gets_another_post_holds_the_one_beside_his_name() -> None:
    both = held("Мэром Ялты назначен заместитель министра экономики Иван Котов.", "ru")
    assert both == {
        ("Иван Котов", "Мэром Ялты", "appointed"),
        ("Иван Котов", "заместитель министра экономики", "holds"),
    }
    assert held("Порт басшысы болып флот қолбасшысы Айбар Асанов тағайындалды.", "kk") == {
        ("Айбар Асанов", "Порт басшысы", "appointed"),
        ("Айбар Асанов", "флот қолбасшысы", "holds"),
    }


def test_a_list_of_names_with_their_posts_behind_them_shares_the_verb() -> None:
    named = held(
        "Він звільнив Ігоря Самойла з посади голови порту, Петра Лося з посади мера Ковеля"
        " і Яна Новика з посади мера Луцька.",
        "uk",
    )
    assert {change for _, _, change in named} == {"dismissed"}
    assert ("Петра Лося", "мера Ковеля", "dismissed") in named
    assert ("Яна Новика", "мера Луцька", "dismissed") in named


def test_where_the_verb_stands_last_those_joined_before_it_share_it() -> None:
    named = held(
        "Порт бастығы Талант Асанов пен қала прокуроры Мақсат Ережепов босатылды"
        " және қызметінен босатылды.",
        "kk",
    )
    assert {change for _, _, change in named} == {"dismissed"}
    assert len(named) == 2


def test_words_behind_a_post_and_of_are_no_persons_name() -> None:
    named = held("Samuel Okoth, chairman of the National Petroleum Instituto, said so.", "en")
    assert {person for person, _, _ in named} == {"Samuel Okoth"}
