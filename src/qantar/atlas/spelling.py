"""The one spelling under which a name is looked up, in data and in text alike."""

LANGUAGES = ("ru", "uk", "kk", "en")

_SAME = str.maketrans(
    {
        "ё": "е",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "ʻ": "'",
        "`": "'",
        "´": "'",
        "‑": "-",
        "–": "-",
        "\u00a0": " ",
        ".": "",
        ",": "",
        "(": "",
        ")": "",
        "\u0301": "",
    }
)


def spell(words: str) -> str:
    """«Орёл» and «ОРЕЛ» are one key, ``Côte d’Ivoire`` and ``côte d'ivoire`` another.

    Letter case, ё, kinds of apostrophe and hyphen, points and stress marks do not tell names
    apart; diacritics do. Not for offsets: the result may be shorter than the words.
    """
    return " ".join(words.casefold().translate(_SAME).split())
