"""Bytes as characters: the encoding is found by the letters, and every letter knows its bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.text.encoding import Ruler, decode

from .reading import check_map, document

RUSSIAN = (
    "Прокуратура сообщила, что в ходе беспорядков похищено более полутора тысяч единиц оружия.",
    "Найдено лишь 967 единиц, остальное до сих пор на руках; поиски продолжаются.",
    "Полицейские отбили двадцать семь атак, заявил начальник департамента.",
    "Режим чрезвычайного положения введён до 19 января, въезд в город закрыт.",
)
UKRAINIAN = (
    "За добу в місті затримано близько двох тисяч осіб, повідомляє комендатура.",
    "Їхні рідні чекають біля слідчого ізолятора; правозахисники вимагають пояснень.",
    "Вилучено тридцять вісім одиниць зброї та набої, ідеться в повідомленні.",
)
KAZAKH = (
    "Қаза тапқандардың арасында он тоғыз құқық қорғаушы бар, деп хабарлады прокуратура.",
    "Ұрланған қарудың көбі әлі табылған жоқ, іздеу жұмыстары жалғасып жатыр.",
    "Өңірде төтенше жағдай енгізілді, тұрғындарға үйде болу ұсынылды.",
)
ENCODINGS = {
    "cp1251": RUSSIAN + UKRAINIAN,
    "koi8-u": RUSSIAN + UKRAINIAN,
    "cp866": RUSSIAN,
    "mac-cyrillic": RUSSIAN + UKRAINIAN,
    "iso8859-5": RUSSIAN,
    "kz1048": KAZAKH,
}
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_sentence_tells_a_one_byte_encoding(encoding: str) -> None:
    wrong = [
        sentence
        for sentence in ENCODINGS[encoding]
        if decode(sentence.encode(encoding), "a.txt").text != sentence
    ]
    assert wrong == []


@pytest.mark.parametrize("encoding", WIDE)
def test_texts_in_unicode_encodings_are_read_with_and_without_a_mark(encoding: str) -> None:
    for sentence in RUSSIAN + UKRAINIAN + KAZAKH + ("Seven people were killed.",):
        assert decode(sentence.encode(encoding), "a.txt").text == sentence


def test_english_with_curly_quotes_is_read() -> None:
    text = "“That’s the tip,” argues attorney Bakhyt Suleimen – the café was closed."
    assert decode(text.encode("cp1252"), "a.txt").text == text


def test_a_declared_encoding_is_not_believed_against_the_bytes() -> None:
    text = RUSSIAN[0]
    assert decode(text.encode("utf-8"), "a.html", "windows-1251").text == text
    assert decode(text.encode("koi8-r"), "a.html", "windows-1251").text == text
    assert decode(text.encode("cp1251"), "a.html", "utf-8").text == text
    assert decode(text.encode("cp1251"), "a.html", "no-such-encoding").text == text


def test_utf8_that_was_cut_inside_a_letter_loses_that_letter_alone() -> None:
    data = RUSSIAN[0].encode()[:-2]
    found = document("a.txt", data + b"\n")
    assert found.text.startswith(RUSSIAN[0][:-2]) and found.text.count("\ufffd") == 1
    check_map(found, data + b"\n")


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(list(ENCODINGS)),
    st.lists(st.sampled_from(["\n", "\r\n", "\n\n", " ", "\t"]), min_size=1, max_size=6),
    st.data(),
)
def test_in_one_byte_encodings_exact_stretches_are_the_very_bytes(
    encoding: str, joints: list[str], draw: st.DataObject
) -> None:
    text = "".join(draw.draw(st.sampled_from(ENCODINGS[encoding])) + joint for joint in joints)
    data = text.encode(encoding)
    found = document("a.txt", data)
    assert found.text == text
    check_map(found, data, encoding)
    assert "".join(segment.span.of(text) for segment in found.segments) == text


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1
    ).filter(str.strip),
)
def test_in_unicode_encodings_exact_stretches_are_the_very_bytes(
    encoding: str, text: str
) -> None:
    if text.startswith("\ufeff") or (encoding == "utf-8" and text.startswith("<")):
        return
    data = text.encode(encoding)
    decoded = decode(data, "a.txt")
    assert decoded.text == text
    ruler = Ruler(decoded)
    for start in range(len(text)):
        first, after = ruler.byte_at(start), ruler.byte_at(start + 1)
        assert data[first:after].decode(decoded.encoding) == text[start]
        assert Ruler(decoded).byte_at(start) == first
