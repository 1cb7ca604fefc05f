"""Kazakh in the Latin alphabets of 2021 and of 2018, and Latin letters strayed into Cyrillic words.

That of 2021 has «ä ğ ñ ö ş ū ü», that of 2018, which agencies and papers still print, «á ǵ ń ó sh ú ý»; «ı» and
«i» change places between the two, «u» is «у» in the one and «ұ» in the other.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from qantar.lang.kk.endings import FOLDER

_LATIN = re.compile("[a-zäğıñöşūüáǵńóúý\u0307]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
_FOREIGN = re.compile("[wxéí]|c(?!h)")
_LATER = re.compile("[äğñöşūü]|[aeouy]i|i[aou]")
_EARLIER = re.compile("[áǵńóúý]|[sc]h|ı[ıao]|[aeoy]ı")
_SHORT_I = re.compile("(?<=[аәеоөұүыіиу])i")
_SHORT_OF_2018 = re.compile("(?<=[аәеоөұүыіиу])ı")
_DOT = "\u0307"
"""What casefolding leaves of a capital İ."""


@cache
def _tables() -> tuple[list[tuple[str, str]], list[tuple[str, str]], dict[int, str]]:
    rules = tomllib.loads((FOLDER / "latin.toml").read_text("utf-8"))
    later, earlier = (
        sorted(rules[name].items(), key=lambda pair: -len(pair[0]))
        for name in ("letters", "of-2018")
    )
    return later, earlier, str.maketrans(rules["lookalikes"])


def cyrillic_spellings(form: str) -> tuple[str, ...]:
    """The Cyrillic words a form may stand for, likeliest first; empty if it is no Kazakh word.

    «deñgeiı» is деңгейі; a small i at the start may be a capital I («Işkı», ішкі) or İ («Internet»).
    """
    if _LATIN.search(form) is None:
        return (form,)
    if _CYRILLIC.search(form) is not None:
        if _CYRILLIC.sub("", form.lstrip("і")) != form.lstrip("і"):
            return (form.translate(_tables()[2]),)
        form = "i" + form.lstrip("і")  # «Іzdestirý», its first letter left over from Cyrillic
    if _FOREIGN.search(form) is not None:
        return ()
    later, earlier = _LATER.search(form) is not None, _EARLIER.search(form) is not None
    out: dict[str, None] = {}
    if earlier and not later:
        out.update(_of_2018(form))
    if later or _ONLY_EARLIER.search(form) is None:
        out.update(_of_2021(form))
    if not later:
        out.update(_of_2018(form))
    for spelling in tuple(out):
        for pattern, letters in _BORROWED:
            spelling = pattern.sub(letters, spelling)
            out[spelling] = None
    return tuple(filter(None, out))


_BORROWED = (
    (re.compile("(?<=[бвгдзйклмнпрстфхцшчғқң])я"), "ия"),  # «Túrkıa», «Türkia»
    (re.compile("с(?=и)"), "ц"),  # «polisiia»
    (re.compile("^е"), "э"),  # «evakuatsiia»
    (re.compile("^[иі](?=о)"), "й"),  # «Iork»
)
"""How loans lose a letter: tried one on top of the other, where what stands there is no known word."""


def restored(spelling: str) -> Iterator[str]:
    """The spelling with a letter that Latin leaves out or writes like another: «vetnam» is вьетнам,
    «henan» хэнань."""
    for letters in dict.fromkeys((spelling, spelling.replace("е", "э"))):
        if letters != spelling:
            yield letters
        for match in _SOFT.finditer(letters):
            yield f"{letters[: match.end()]}ь{letters[match.end() :]}"


_SOFT = re.compile("[бвдзлмнпрстф](?=[бвгджзкмнпрстфхцчшеюя]|$)")
"""Behind these letters a soft sign may be missing."""


_ONLY_EARLIER = re.compile("[áǵńóúý]|ı[ıao]|[aeoy]ı")


def _of_2021(form: str) -> dict[str, None]:
    plain = form.replace("i" + _DOT, "i").replace(_DOT, "")
    spellings = [plain]
    if plain.startswith("i") and not form.startswith("i" + _DOT):
        spellings.append("ı" + plain[1:])
    if "ı" not in plain and "i" in plain[1:]:
        spellings.append(plain.replace("i", "ı"))  # a headline in capitals
    out: dict[str, None] = {}
    for spelling in spellings:
        glides = spelling.replace("ia", "я").replace("iu", "ю")
        for text in (glides, spelling):
            for apart in (False, True):
                done = text.replace("ts", "т\u0000с") if apart else text
                for key, letter in _tables()[0]:
                    done = done.replace(key, letter)
                done = _SHORT_I.sub("й", done).replace("i", "и").replace("\u0000", "")
                out[done] = None
    return out


def _of_2018(form: str) -> dict[str, None]:
    plain = form.replace(_DOT, "")
    out: dict[str, None] = {}
    for spelling in dict.fromkeys((plain, "ı" + plain[1:] if plain.startswith("i") else plain)):
        for text in (spelling.replace("ıa", "я").replace("ıý", "ю"), spelling):
            done = text
            for key, letter in _tables()[1]:
                done = done.replace(key, letter)
            out[_SHORT_OF_2018.sub("й", done).replace("ı", "и")] = None
            if _SHORT_OF_2018.search(done):
                out[done.replace("ı", "и")] = None  # «Ýkraına»
    return out
