"""Which figure can hold another, and the nearest told so far that does."""

from collections.abc import Sequence
from decimal import Decimal

from qantar.codebook import Codebook
from qantar.read.found import Found

NARROWER = {
    "injured": ("hospitalized",),
    "detained": ("released", "arrested", "charged", "convicted"),
    "arrested": ("released", "convicted", "charged"),
    "charged": ("convicted", "arrested", "released", "wanted"),
    "stolen": ("recovered", "at_large"),
    "missing": ("rescued",),
    "abducted": ("released", "rescued", "missing", "other"),
    "filed": ("opened", "other"),
    "opened": ("other",),
    "attacked": ("destroyed", "captured", "damaged"),
    "damaged": ("destroyed",),
    "rescued": ("hospitalized",),
    "evacuated": ("displaced", "hospitalized", "other"),
}
"""What is next told of some of those counted, though no word says "of them": «похищено 1,5 тыс., найдено
967». Not what befalls others beside them: dead are no part of the injured."""


FARTHEST = 12
"""Figures back over which «среди погибших» still names its whole."""


FARTHEST_PARAGRAPH = 2
"""Paragraphs back over which it does."""


def counts_cases(codebook: Codebook, whole: Found, part: Found) -> bool:
    """«7287 случаев, в том числе 140 смертей»: what befell people among occurrences counted, right behind them."""
    occurred = codebook.acts[whole.act].kind == "occurrences" or whole.act in PRESENT
    number, high = part.quantity.value, whole.quantity.value
    return (
        occurred
        and codebook.objects[part.object].kind == "people"
        and part.act in BEFALL
        and number is not None
        and high is not None
        and number <= high
    )


def of_act(codebook: Codebook, part: Found, act: str, known: Sequence[Found]) -> Found | None:
    """«среди погибших — двое детей»: the last whole of that very act, or of one as good as it."""
    alike = (act, *ALIKE.get(act, ()))
    near = part.sentence.paragraph - FARTHEST_PARAGRAPH
    wholes = [
        candidate for candidate in reversed(known)
        if candidate.act in alike
        and (candidate.part_of is None or (candidate.act == act != candidate.part_of.act))
        and candidate.sentence.paragraph >= near and candidate.quantity.value != 0
        and holds(codebook, candidate, part)
    ]  # fmt: skip
    named = [whole for whole in wholes if whole.act == act]
    if any(whole.sentence.paragraph == part.sentence.paragraph for whole in named):
        wholes = named  # «среди раненых»: no part of those in hospital
    closer = [whole for whole in wholes if is_kin(codebook, whole, part)]
    return next(iter(closer or wholes), None)


def is_kin(codebook: Codebook, whole: Found, part: Found) -> bool:
    """Whether one of two objects is a kind of the other: rifles of arms, not cartridges of arms."""
    return codebook.is_a(part.object, whole.object) or codebook.is_a(whole.object, part.object)


ALIKE = {
    "detained": ("arrested",), "arrested": ("detained", "charged"), "hospitalized": ("injured",),
    "injured": ("hospitalized",), "rescued": ("evacuated",), "evacuated": ("rescued",),
}  # fmt: skip


def of_alone(
    codebook: Codebook, part: Found, here: list[Found], before: list[Found],
    earlier: Sequence[Found],
) -> Found | None:  # fmt: skip
    """«только в Алматы — 149», «найдено лишь 967»: of the same act, or what next befell some of them."""
    far = earlier[-FARTHEST:] if part.act in COME_BACK else before
    for candidate in (*reversed(here), *reversed(far)):
        same = candidate.act == part.act and says_where_or_when(part)
        next_ = part.act in NARROWER.get(candidate.act, ()) or (
            candidate.act == "other" and part.act == "rescued"
        )
        if (same or next_) and holds(codebook, candidate, part):
            return candidate
    return None


COME_BACK = ("recovered", "at_large")
"""What is told of things stolen, however far back that was said."""


def says_where_or_when(figure: Found) -> bool:
    """Whether a place or time stands in the figure's sentence: what "alone" narrows."""
    return bool(figure.sentence.places or figure.sentence.moments)


PRESENT = frozenset({"attended", "other"})
"""Acts told by who people are («protesters»), not by what befell them."""


BEFALL = frozenset(
    "killed injured hospitalized detained arrested missing released charged convicted evacuated"
    " displaced rescued abducted".split()
)


BEFALL_THINGS = frozenset({"destroyed", "damaged", "captured"})


def of_same_act(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    """The whole in a sentence before that tells the same act: «Жараланғандардың 20-сы»."""
    for candidate in reversed(earlier):
        if candidate.act == part.act and holds(codebook, candidate, part):
            return candidate
    return None


def nearest_whole(codebook: Codebook, part: Found, earlier: list[Found]) -> Found | None:
    for candidate in reversed(earlier):
        if candidate.part_of is not None and any(c.part_of is None for c in earlier):
            continue
        if holds(codebook, candidate, part):
            return candidate
    return None


def holds(codebook: Codebook, whole: Found, part: Found) -> bool:
    """Whether the whole's object and number can hold the part's; «не считая 58 погибших» holds none."""
    if whole is part or is_left_out(whole):
        return False
    if part.sentence.pack.verb_final and part.act in BESIDE.get(whole.act, ()):
        return False  # «20 адам мерт болып, 17-сі жоғалды»
    objects = codebook.objects
    alike = (
        codebook.is_a(part.object, whole.object)
        or codebook.is_a(whole.object, part.object)
        or objects[part.object].kind == objects[whole.object].kind
        or (whole.object == "body" and objects[part.object].kind == "people")
        or (not part.object_given and codebook.acts[part.act].kind == "occurrences")
        or (whole.object == "other" and whole.act == part.act and whole.object_given)
    )
    low = part.quantity.value if part.quantity.value is not None else part.quantity.low
    high: Decimal | int | None = whole.quantity.interval().high
    if high is None:
        high = whole.quantity.value  # "at least four gunmen" hold no 143
    return alike and (low is None or high is None or low <= high)


LIVING = frozenset({"missing", "injured", "hospitalized", "rescued", "detained", "arrested"})
"""What does not befall the dead."""


BESIDE = {
    "killed": LIVING | {"captured", "released", "surrendered"},
    "rescued": frozenset({"missing", "killed"}),
    "detained": frozenset({"wanted"}),
    "surrendered": frozenset({"detained", "arrested"}),
    "destroyed": frozenset({"damaged"}),
}
"""What befell others than those of an act, where a bare number says "of them" of whatever stands before."""


def is_left_out(figure: Found) -> bool:
    """Whether a figure is told as what another does not count: "excluding the |58 killed"."""
    return any(
        0 <= figure.first - hit.last <= 2 for hit in figure.sentence.of("parts", "excluding")
    )
