import pytest

from qantar.atlas.declension import Declension
from qantar.atlas.shipped import read_grammar


@pytest.mark.parametrize(
    ("lang", "form", "lemma"),
    [
        ("ru", "таразе", "тараз"),
        ("ru", "караганды", "караганда"),
        ("ru", "казанью", "казань"),
        ("ru", "египта", "египет"),
        ("ru", "ростове-на-дону", "ростов-на-дону"),
        ("ru", "петропавловске-камчатском", "петропавловск-камчатский"),
        ("ru", "нур-султаном", "нур-султан"),
        ("ru", "алматинскую", "алматинская"),
        ("uk", "києва", "київ"),
        ("uk", "тернополя", "тернопіль"),
        ("uk", "празі", "прага"),
        ("uk", "таразі", "тараз"),
        ("kk", "алматыдан", "алматы"),
        ("kk", "мәскеуде", "мәскеу"),
        ("kk", "облысындағы", "облысы"),
        ("en", "almaty's", "almaty"),
        ("en", "cyprus'", "cyprus"),
    ],
)
def test_a_form_leads_back_to_its_name(lang: str, form: str, lemma: str) -> None:
    lemmas = [name for name, _ in Declension(read_grammar(lang)).lemmas(form)]
    assert lemma in lemmas
    assert lemmas[0] == form


def test_a_kazakh_ending_of_the_other_harmony_is_refused() -> None:
    declension = Declension(read_grammar("kk"))
    assert "тараз" in dict(declension.lemmas("таразда"))
    assert "тараз" not in dict(declension.lemmas("таразде"))


def test_an_inhabitant_is_an_adjective() -> None:
    assert dict(Declension(read_grammar("kk")).lemmas("алматылық"))["алматы"] is True
