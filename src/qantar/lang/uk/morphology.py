"""Ukrainian words through the pymorphy3 dictionary, in the features all packs share."""

from functools import cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.tagset import OpencorporaTag

from qantar.grammar.word import Analysis

_POS = {"NOUN": "noun", "ADJF": "adj", "COMP": "adv", "VERB": "verb", "GRND": "verb", "NUMR": "num",
        "NPRO": "pron", "PREP": "adp", "CONJ": "conj", "ADVB": "adv", "PRCL": "part",
        "INTJ": "part", "PRED": "adv"}  # fmt: skip
_GRAMMEMES = {
    "nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc",
    "sing": "sg", "masc": "sg", "femn": "sg", "neut": "sg", "plur": "pl", "INFN": "inf", "infn": "inf",
    "past": "past", "pres": "pres", "futr": "fut", "impr": "imper", "actv": "act", "pssv": "pass",
    "anim": "anim", "inan": "inan", "Geox": "geo", "Surn": "surname", "lname": "surname",
    "Name": "given", "fname": "given", "Patr": "patronym", "patr": "patronym",
}  # fmt: skip

_CLOSED = frozenset(
    "уже досі його яка коли як далі тому доки зараз поруч понад усі мовляв повністю ніколи нічого"
    " нікого вона мені тобі їм мене собі тих до під перед при про серед попри протягом повз ані"
    " вкрай украй".split()
)
"""Pronouns and small words that the dictionary also has as forms of rare nouns («уже» of «уж», a grass
snake) or verbs («вкрай» of «вкраяти»), which no report means."""


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="uk")


@cache
def _features(tag: OpencorporaTag, impersonal: bool) -> frozenset[str]:
    """What a tag of the dictionary says, of a form that may end an impersonal sentence or not. The
    dictionary has some hundred tags, each one object."""
    grammemes = tag.grammemes
    features = {_GRAMMEMES[g] for g in grammemes if g in _GRAMMEMES}
    features.add(_POS.get(str(tag.POS), "part"))
    if impersonal and "Impe" in grammemes:
        features |= {"short", "pass"}
    elif "verb" in features and "inf" not in features:
        features |= {"fin", "act"} if "GRND" not in grammemes else {"conv"}
    if "adj" in features and ("pass" in features or "act" in features):
        features.add("ptcp")
    if features & {"surname", "given", "patronym", "geo"}:
        features.add("name")
    return frozenset(features)


_CONVERBS = (("шись", "ся"), ("чись", "ться"), ("ши", ""), ("чи", "ть"))
"""Endings of converbs and those of the finite forms of the same verb: «затримавши» – «затримав», «рятуючись» –
«рятуються»."""


def _verb_of(form: str) -> str | None:
    """The infinitive of a converb, which the dictionary has as a word of its own."""
    for ending, finite in _CONVERBS:
        if form.endswith(ending):
            for parse in _analyzer().parse(form.removesuffix(ending) + finite):
                if str(parse.tag.POS) == "VERB" and parse.is_known:
                    return str(parse.normal_form)
            return None
    return None


def analyses(form: str) -> tuple[Analysis, ...]:
    """Every analysis of a form, best first. Impersonal forms in -но/-то are ``short``."""
    if not form[:1].isalpha():
        return (Analysis(form, frozenset()),)
    out: dict[Analysis, None] = {}
    try:
        parses = _analyzer().parse(form)
    except ValueError:  # the dictionary asks for names of letters that have none, as «𗀀»
        return (Analysis(form, frozenset()),)
    impersonal = form.endswith(("но", "то"))
    known: dict[str, bool] = {}
    for parse in parses:
        features = _features(parse.tag, impersonal)
        if parse.word not in known:
            known[parse.word] = parse.is_known
        if not known[parse.word]:
            features |= {"guess"}
        lemma = parse.normal_form
        if "conv" in features:
            lemma = _verb_of(form) or lemma
        out[Analysis(lemma, features)] = None
    if form in _CLOSED:
        small = tuple(one for one in out if not one.features & {"noun", "verb"})
        return small or (Analysis(form, frozenset({"adv"})),)
    return tuple(out)
