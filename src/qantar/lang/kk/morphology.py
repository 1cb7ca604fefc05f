"""Kazakh words taken apart: «ұсталғандардың» is ұсталған: past participle of ұста, passive, plural, genitive.

Suffixes are stripped by vowel harmony and assimilation (``endings``) down to a stem on the lists
(``stems``), or, where no listed stem fits, to the stem that the surest suffixes leave. Lemmas are
Cyrillic: a noun's bare stem, a verb's bare imperative without its passive. Words that live on their
own keep what made them: verbal nouns (ұстау), doers (қатысушы), qualities (қауіпсіздік), participles
in the plural (жараланғандар has the lemma жараланған, "wounded"), causatives (өлтір is not өл).
"""

from qantar.grammar.word import Analysis
from qantar.lang.kk.endings import ANY, BACK, FRONT, VOWELS, Ending, Endings, endings
from qantar.lang.kk.latin import cyrillic_spellings, restored
from qantar.lang.kk.stems import VOICED, Known, Stems, stems

_HARMONY = {
    **dict.fromkeys("аоұыяё", BACK),
    **dict.fromkeys("еөүіэ", FRONT),
    **dict.fromkeys("әи", ANY),
}
_UNVOICED = {voiced: plain for plain, voiced in VOICED.items()}
_DEPTH = 3
"""Word-making suffixes looked through on one stem: жауап-кер-шілік."""
_SLACK = 1
"""How much rarer than the likeliest a reading may be: «ешкім» is nobody, not "my goat"."""
_MOST = 4
"""Guesses kept for a word no listed stem explains."""
_SHORTEST = 3
"""Letters an unlisted stem must have: shorter ones are explained by chance."""
_UNKNOWN = 2
_GLUED = 5
"""Letters of the longest ending glued to digits."""
_TRIED = 6
"""Spellings of an unknown Latin form in which a letter may be missing."""
_CLITICS = frozenset(("ақ", "ау", "ай", "мыс", "ды", "ді", "ты", "ті"))
_SURNAME = ("ов", "ев", "ова", "ева", "ин", "ина", "ұлы", "қызы", "ский", "ская")
_CAUSED = ("дырыл", "діріл", "тырыл", "тіріл")
_NOUN = frozenset({"noun"})
_NAME = frozenset({"name", "surname"})
_ACT, _PASS = frozenset({"act"}), frozenset({"pass"})
_UNLISTED = frozenset({"unknown"})
_INF = frozenset({"noun", "inf"})
_INF_PASS = frozenset({"noun", "inf", "pass"})
_OPEN = frozenset("аәеоөұүыіуию")

Found = list[tuple[int, int, Analysis]]
"""Quality (0 listed, 1 derived from listed), cost, analysis."""


def analyses(form: str) -> tuple[Analysis, ...]:
    """Every likely analysis of a casefolded form, best first; foreign words are their own lemma."""
    if not form[:1].isalpha():
        return (Analysis(form, frozenset()),)
    written = spellings(form)
    if not written:
        return (Analysis(form, frozenset()),)
    known = _known(written[0]) or _bare_ending(written[0])
    return known or tuple(
        Analysis(one.lemma, one.features | _UNLISTED) for one in _guessed(written[0])
    )


def spellings(form: str) -> tuple[str, ...]:
    """How a form may be written in Cyrillic, words that are known before the others; of a Latin form that
    is no known word also what it may stand for where Latin left out a letter."""
    written = cyrillic_spellings(form)
    if not written or written[0] == form:
        return written
    rest = sorted(written, key=_strangeness)
    if _strangeness(rest[0]) < _UNKNOWN or len(form) < _SHORTEST:
        return tuple(rest)
    fuller = [one for spelling in rest[:_TRIED] for one in restored(spelling)]
    known = [one for one in fuller if _known(one)]
    return tuple(dict.fromkeys((*known, *rest, *fuller)))


def _strangeness(spelling: str) -> int:
    """0 for a known word, 1 for one known as a bare imperative only, which no report uses, 2 for others;
    below 0 an ending as glued to digits: «22-sinde»."""
    if len(spelling) <= _GLUED and _bare_ending(spelling):
        return -1
    known = _known(spelling)
    if not known:
        return _UNKNOWN
    return int(all({"verb", "imper"} <= a.features for a in known[:1]))


def _bare_ending(form: str) -> tuple[Analysis, ...]:
    """What is glued to digits: «5-нен» is an ablative, «134-і» a possessive."""
    readings: dict[Analysis, None] = {}
    for by in endings().nominal.values():
        for ending in by.get(form, ()):
            if ending.sure:
                readings[Analysis(form, ending.features | {"num"})] = None
    return tuple(readings)[:_MOST]


def _known(form: str) -> tuple[Analysis, ...]:
    """Analyses down to listed stems; empty if there is none."""
    lists, table = stems(), endings()
    fixed = lists.forms.get(form)
    if fixed is not None:
        return fixed
    found: Found = []
    for lemma, kind in lists.uninflected.get(form, ()):
        found.append((0, 0, Analysis(lemma, kind)))
    harmonies = _harmonies(form)
    for cut in range(len(form), 0, -1):
        _nominal(form, cut, harmonies[cut], table, lists, found)
        _verbal(form, cut, harmonies[cut], table, lists, found)
    for spelling in _unglided(form, lists):
        marks = _harmonies(spelling)
        for cut in range(len(spelling), 0, -1):
            _verbal(spelling, cut, marks[cut], table, lists, found)
    if not found and "-" in form:
        return _hyphened(form)
    found.sort(key=lambda item: item[:2])
    if not found:
        return ()
    best, least, _ = found[0]
    return tuple(
        dict.fromkeys(
            a for quality, cost, a in found if quality == best and cost <= least + _SLACK
        )
    )


def _harmonies(form: str) -> list[int]:
    """The harmony of ``form[:cut]`` for each cut; у and ю leave it as it was."""
    out = [ANY]
    for letter in form:
        out.append(ANY if letter == "ь" else _HARMONY.get(letter, out[-1]))
    return out


def _agrees(ending: Ending, harmony: int) -> bool:
    return ending.harmony == harmony or ending.harmony == ANY or harmony == ANY


def _nominal(
    form: str, cut: int, harmony: int, table: Endings, lists: Stems, found: Found
) -> None:
    by = table.nominal.get(table.classes.get(form[cut - 1], ""))
    readings = None if by is None else by.get(form[cut:])
    if readings is None:
        return
    known = _noun(
        form[:cut], form[cut : cut + 1] in _OPEN and cut < len(form), lists, table, _DEPTH
    )
    for quality, lemma, kind in known:
        for ending in readings:
            off = 0 if _agrees(ending, harmony) else 3
            found.append((quality, ending.cost + off, Analysis(lemma, ending.features | kind)))


def _verbal(
    form: str, cut: int, harmony: int, table: Endings, lists: Stems, found: Found
) -> None:
    by = table.verbal.get(table.classes.get(form[cut - 1], ""))
    readings = None if by is None else by.get(form[cut:])
    if readings is None:
        return
    verb = _verb(form[:cut], form[cut:], lists, table, _DEPTH)
    if verb is None:
        return
    quality, lemma, passive = verb
    if passive and cut == len(form):
        return  # nobody orders «be seen»: бүгін is today, not «be bent»
    voice = _PASS if passive else _ACT
    for ending in readings:
        if _agrees(ending, harmony):
            word = form[: cut + ending.kept] if ending.kept else lemma
            found.append((quality, ending.cost, Analysis(word, ending.features | voice)))


def _noun(
    stem: str, opened: bool, lists: Stems, table: Endings, depth: int
) -> list[tuple[int, str, frozenset[str]]]:
    """The listed or derivable nominal words a stem may be: quality, lemma, kind."""
    known: tuple[Known, ...] = (lists.nominal_open if opened else lists.nominal).get(stem, ())
    if known:
        return [(0, lemma, kind) for lemma, kind in known]
    whole = stem
    if opened and stem[-1] in "гғ":
        whole = stem[:-1] + _UNVOICED[stem[-1]]
    doer = whole[-2:] in ("шы", "ші") and whole[-3:-2] in ("у", "ю")
    root = whole[:-2] if doer else whole
    if root[-1] in "ую" and len(root) > 2:
        verb = _root_of_noun(root, lists, table)
        if verb is not None:
            kind = _NOUN if doer else _INF_PASS if verb[2] else _INF
            return [(verb[0], whole, kind)]
        if root[-3:-1] in table.negations and not doer and len(root) > 4:
            verb = _verb(root[:-3], root[-3:], lists, table, _DEPTH)
            if verb is not None:
                return [(verb[0], whole, (_INF_PASS if verb[2] else _INF) | {"neg"})]
    if depth == 0:
        return []
    if whole[-3:] in table.derived["about"]:
        numerals = lists.nominal.get(whole[:-3], ())
        counted = [(0, lemma, kind) for lemma, kind in numerals if "num" in kind]
        if counted:
            return counted
    for kinds, pos in (("noun", "noun"), ("adj", "adj")):
        for length in (5, 4, 3, 2):
            if whole[-length:] in table.derived[kinds] and len(whole) > length + 1:
                if _noun(whole[:-length], False, lists, table, depth - 1):
                    return [(1, whole, frozenset({pos}))]
    return []


def _root_of_noun(noun: str, lists: Stems, table: Endings) -> tuple[int, str, bool] | None:
    """The verb in a verbal noun: ұстау → ұста, жою → жой, оқу → оқы, табу → тап."""
    base = noun[:-1] + ("й" if noun[-1] == "ю" else "")
    verb = _verb(base, "у", lists, table, _DEPTH)
    if verb is None and base[-1] not in VOWELS:
        for vowel in "ыі":
            if base + vowel in lists.verbal:
                return 0, base + vowel, False
    return verb


def _verb(
    stem: str, ending: str, lists: Stems, table: Endings, depth: int
) -> tuple[int, str, bool] | None:
    """The listed or derivable verb a stem may be: quality, lemma, whether passive."""
    opened = ending[:1] in _OPEN and ending != ""
    if not opened and stem in lists.verbal:
        return 0, stem, False
    if opened:
        lemma = lists.verbal_open.get(stem)
        if lemma is None and stem[-1] == "у" and ending[1:2] == "п":
            lemma = lists.verbal_open.get(stem[:-1] + "б")  # тап → тауып
        if lemma is not None:
            return 0, lemma, False
    if depth == 0 or len(stem) < 3:
        return None
    if stem[-1] in "лн":
        if stem[-2] in "ыі":
            base = _verb(stem[:-2], stem[-2:], lists, table, depth - 1)
        else:
            base = (
                _verb(stem[:-1], "л", lists, table, depth - 1) if stem[-2] in VOWELS else None
            )
        if base is None and stem[-2] in "ыі":
            base = _verb(stem[:-1], "л", lists, table, depth - 1)  # оқы → оқыл
        if base is not None:
            return base[0], base[1], True
    if opened and stem[-1] in _UNVOICED:
        stem = stem[:-1] + _UNVOICED[stem[-1]]
    for length in (3, 2, 1):
        tail = stem[-length:]
        if tail in table.kept and len(stem) > length + 1:
            base = _verb(stem[:-length], tail, lists, table, depth - 1)
            if base is not None and not base[2]:
                return 1, stem, False
    if stem[-2:] in table.derived["verb"] and len(stem) > 4:
        if any("noun" in k or "adj" in k for _, k in lists.nominal.get(stem[:-2], ())):
            return 1, stem, False
    return None


def _unglided(form: str, lists: Stems) -> list[str]:
    """Spellings in which a verb's й or ы, swallowed by the next vowel, stands again.

    «қояды» is қой + ады, «оқиды» оқы + йды.
    """
    out: list[str] = []
    at = max(form.rfind("я"), form.rfind("ю"))
    if at > 0:
        vowel = "а" if form[at] == "я" else "у"
        for glide in ("й", ""):
            out.append(form[:at] + glide + vowel + form[at + 1 :])
    at = form.rfind("и")
    if at > 0:
        for vowel in "ыі":
            if form[:at] + vowel in lists.verbal:
                out.append(form[:at] + vowel + "й" + form[at + 1 :])
    return out


def _hyphened(form: str) -> tuple[Analysis, ...]:
    """«іім-нің», «түні-ақ», «вице-министрдің»: an ending, a particle or a word after a hyphen."""
    head, _, tail = form.rpartition("-")
    if not head or not tail:
        return ()
    if tail in _CLITICS:
        return analyses(head)
    for by in endings().nominal.values():
        readings = by.get(tail)
        if readings is not None:
            kind = frozenset({"noun"}) if head[-1].isalpha() else frozenset({"num"})
            best = min(readings, key=lambda ending: ending.cost)
            return (Analysis(head, best.features | kind),)
    return tuple(Analysis(f"{head}-{a.lemma}", a.features) for a in _known(tail))


def _guessed(form: str) -> tuple[Analysis, ...]:
    """Analyses of a word with no listed stem, by how much its ending explains."""
    table = endings()
    harmonies = _harmonies(form)
    weighed: list[tuple[float, int, Analysis]] = []
    for cut in range(len(form), _SHORTEST - 1, -1):
        stem, ending_text = form[:cut], form[cut:]
        if VOWELS.isdisjoint(stem):
            continue
        last = table.classes.get(stem[-1], "T")
        for ending in table.nominal[last].get(ending_text, ()):
            if ending.sure and not (
                stem[-1] == "ш" and ending_text in ("ы", "і")
            ):  # -шы: a doer
                off = 0.0 if _agrees(ending, harmonies[cut]) else 2.5
                kind = _NAME if stem.endswith(_SURNAME) and len(stem) > 4 else _NOUN
                lemma = _closed(stem, ending_text)
                found = Analysis(lemma, ending.features | kind)
                weighed.append((off - ending.gain, -cut, found))
        if cut == len(form):
            continue
        for ending in table.verbal[last].get(ending_text, ()):
            if ending.sure and _agrees(ending, harmonies[cut]):
                lemma, passive = _unpassived(stem)
                lemma = form[: cut + ending.kept] if ending.kept else lemma
                found = Analysis(lemma, ending.features | (_PASS if passive else _ACT))
                weighed.append((-ending.gain - (2 if passive else 0), -cut, found))
    weighed.sort(key=lambda item: item[:2])
    found_all = tuple(dict.fromkeys(analysis for _, _, analysis in weighed))[:_MOST]
    return found_all or (Analysis(form, _NOUN),)


def _closed(stem: str, ending: str) -> str:
    """An unlisted noun as it stands alone: «дүбіліг» + і is дүбілік, «альтруис» + тер альтруист."""
    if ending[:1] in ("ы", "і") and stem[-1] in "ғг" and stem[-2:-1] not in ("н", "р", "о"):
        return stem[:-1] + _UNVOICED[stem[-1]]
    if ending[:1] == "т" and stem.endswith("ис"):
        return stem + "т"
    return stem


def _unpassived(stem: str) -> tuple[str, bool]:
    """«бұғаттал» is the passive of бұғатта: verbs in -ла, -да, -та, -дыр, -тыр are surely so made."""
    if (
        len(stem) > 5
        and stem[-1] in "лн"
        and stem[-3:-1] in ("ла", "ле", "да", "де", "та", "те")
    ):
        return stem[:-1], True
    if stem.endswith(_CAUSED):
        return stem[:-2], True
    return stem, False
