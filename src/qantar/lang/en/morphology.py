"""English words: simplemma's lemmas, and features from endings where they are plain."""

from pathlib import Path

import simplemma

from qantar.grammar.word import Analysis

_IRREGULAR_PAST = frozenset(
    (
        "shot hurt held hit cut beat beaten given driven fallen broken hidden torn worn stolen chosen frozen shaken "
        "risen begun gone drawn flown grown blown sworn forgotten forgiven forbidden withdrawn overthrown undergone "
        "set put shut split burst spread sent taken brought caught bought sold kept laid led fed built burnt dug hung "
        "slain struck stuck swept thrown thrust trodden woken won written bitten borne bred bound bent eaten felt "
        "fought flung heard known lit mistaken mown overcome overrun overtaken retaken ridden seen sewn shown slit "
        "sought spent spoken stung sunk taught told understood undertaken upset beset cast lent rebuilt resold "
        "rewritten sown spilt strewn strung sprung swollen unbroken undone awoken clad drunk hewn"
    ).split()
)
"""Forms that are a past participle, or also one, without its ending."""


_FEATURES = (
    frozenset({"verb", "past", "fin"}), frozenset({"verb", "past", "ptcp"}), frozenset({"verb", "ger"}),
)  # fmt: skip
"""What the second, third and fourth column of ``verbs.txt`` are; a form in both columns of the past is a
participle, too."""


def _verb_forms() -> dict[str, Analysis]:
    out: dict[str, Analysis] = {}
    for line in Path(__file__).with_name("verbs.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        base, *forms = line.split()
        out.setdefault(base, Analysis(base, frozenset()))
        for form, features in zip(forms, _FEATURES, strict=True):
            if form != "-":
                shown = frozenset() if form.startswith("~") else features
                out[form.lstrip("~")] = Analysis(base, shown)
    return out


_VERBS = _verb_forms()


def analyses(form: str) -> tuple[Analysis, ...]:
    """Lemma of a form; a possessive is its noun. Features stay coarse: English shows little. A word
    no dictionary has is most likely a name."""
    if not form[:1].isalpha():
        return (Analysis(form, frozenset()),)
    verb = _VERBS.get(form)
    if verb is not None:
        own = simplemma.lemmatize(form, lang="en").casefold()
        if own != form or verb.lemma == form:
            return (verb,)
        noun = Analysis(form, frozenset())
        return (verb, noun) if verb.features else (noun, verb)
    features: set[str] = set()
    if form.endswith("'s"):
        form = form[:-2]
        features |= {"noun", "gen"}
    lemma = simplemma.lemmatize(form, lang="en").casefold()
    if form.endswith("ing") and lemma != form:
        features |= {"verb", "ger"}
    elif (form.endswith("ed") and lemma != form) or form in _IRREGULAR_PAST:
        features |= {"verb", "past", "ptcp"}
    if len(form) > 1 and not features and not simplemma.is_known(form, lang="en"):
        features.add("name")
    return (Analysis(lemma, frozenset(features)),)
