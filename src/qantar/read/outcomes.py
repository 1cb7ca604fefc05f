"""What became of those a word already names by an act: «раненых доставили в больницу» counts the
hospitalized, «47 задержанных отпустили» the released."""

_ANY = (
    "killed", "injured", "detained", "arrested", "hospitalized", "missing", "rescued", "charged",
    "convicted", "evacuated", "released", "abducted", "wanted", "surrendered", "dismissed",
)  # fmt: skip
OUTCOMES = {
    "attended": _ANY,
    "deployed": _ANY,
    "displaced": _ANY,
    "convicted": (*_ANY, "attended"),
    "injured": ("hospitalized", "killed", "released", "evacuated"),
    "hospitalized": ("killed",),
    "victims": ("injured", "hospitalized", "rescued", "evacuated", "released"),
    "detained": (
        "released",
        "arrested",
        "charged",
        "convicted",
        "killed",
        "injured",
        "attended",
    ),
    "arrested": ("released", "convicted", "killed", "injured"),
    "charged": (
        "detained",
        "arrested",
        "convicted",
        "released",
        "wanted",
        "killed",
        "surrendered",
    ),
    "abducted": ("released", "rescued", "killed", "injured"),
    "missing": ("rescued", "killed", "released", "evacuated", "hospitalized"),
    "rescued": ("hospitalized", "killed"),
    "evacuated": ("killed", "injured", "hospitalized", "displaced"),
    "released": ("hospitalized", "killed"),
    "wanted": ("detained", "arrested", "killed", "injured", "hospitalized", "surrendered"),
    "recovered": ("seized",),
    "stolen": ("recovered", "at_large", "seized"),
}


def may_become(named: str, done: str) -> bool:
    """Whether those named by one act can have the other done to them next; the last act counts."""
    return done in OUTCOMES.get(named, ())
