"""What became of those a word already names by an act: «раненых доставили в больницу» counts the
hospitalized, «47 задержанных отпустили» the released."""

_ANY = (
    "killed", "injured", "detained", "arrested", "hospitalized", "missing", "rescued", "charged",
    "convicted", "evacuated", "released", "abducted",
)  # fmt: skip
OUTCOMES = {
    "attended": _ANY,
    "deployed": _ANY,
    "displaced": _ANY,
    "convicted": ("killed", "injured", "released", "wanted"),
    "injured": ("hospitalized", "killed", "released", "evacuated"),
    "detained": ("released", "arrested", "charged", "convicted"),
    "arrested": ("released", "convicted"),
    "charged": ("detained", "arrested", "convicted", "released", "wanted"),
    "abducted": ("released", "rescued", "killed", "injured"),
    "missing": ("rescued",),
    "rescued": ("hospitalized", "killed"),
    "wanted": ("detained", "arrested", "killed", "injured", "hospitalized"),
    "stolen": ("recovered", "at_large"),
}


def may_become(named: str, done: str) -> bool:
    """Whether those named by one act can have the other done to them next; the last act counts."""
    return done in OUTCOMES.get(named, ())
