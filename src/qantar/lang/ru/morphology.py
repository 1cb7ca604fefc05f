"""Russian words through rumorph's dictionary, in the features all packs share."""

from functools import cache

from rumorph import Analyzer

from qantar.grammar.word import Analysis

_POS = {"NOUN": "noun", "PROPN": "name", "ADJ": "adj", "VERB": "verb", "AUX": "verb", "NUM": "num",
        "PRON": "pron", "DET": "pron", "ADP": "adp", "CCONJ": "conj", "SCONJ": "conj", "ADV": "adv",
        "PART": "part", "INTJ": "part"}  # fmt: skip
_FEATURES = {
    ("Case", "Nom"): "nom", ("Case", "Gen"): "gen", ("Case", "Par"): "gen", ("Case", "Dat"): "dat",
    ("Case", "Acc"): "acc", ("Case", "Ins"): "ins", ("Case", "Loc"): "loc",
    ("Number", "Sing"): "sg", ("Number", "Plur"): "pl",
    ("VerbForm", "Fin"): "fin", ("VerbForm", "Inf"): "inf", ("VerbForm", "Part"): "ptcp",
    ("VerbForm", "Conv"): "conv", ("Voice", "Act"): "act", ("Voice", "Pass"): "pass",
    ("Tense", "Past"): "past", ("Tense", "Pres"): "pres", ("Tense", "Fut"): "fut",
    ("Mood", "Imp"): "imper", ("Animacy", "Anim"): "anim", ("Animacy", "Inan"): "inan",
    ("NameType", "Geo"): "geo", ("NameType", "Sur"): "surname", ("NameType", "Giv"): "given",
    ("NameType", "Pat"): "patronym",
}  # fmt: skip
RARE = 0.02
"""Analyses below this probability are dropped, unless they are all there is."""


@cache
def _analyzer() -> Analyzer:
    return Analyzer()


def analyses(form: str) -> tuple[Analysis, ...]:
    """Every likely analysis of a form, most probable first; ё is written е throughout."""
    found = _analyzer().analyze(form) if form[:1].isalpha() else []
    likely = [a for a in found if a.prob >= RARE] or found[:1]
    out: dict[Analysis, None] = {}
    for analysis in likely:
        features = {_POS.get(analysis.pos, "part")}
        features |= {_FEATURES[pair] for pair in analysis.feats.items() if pair in _FEATURES}
        if analysis.feats.get("Variant") == "Short" and "ptcp" in features:
            features = (features - {"ptcp"}) | {"short"}
        if analysis.source == "guess":
            features |= {"unknown"}
        out[Analysis(analysis.lemma.replace("ё", "е"), frozenset(features))] = None
    return tuple(out) or (Analysis(form, frozenset()),)
