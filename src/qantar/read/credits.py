"""Where the outlet says it has it from: names of other outlets and agencies."""

import re

from qantar.atlas.atlas import PlaceHit
from qantar.domain.source import BlockKind
from qantar.grammar.lexicon import Hit
from qantar.grammar.token import MARK, NUMBER, WORD, Token
from qantar.read.body_names import bare_names
from qantar.read.dated_lines import dated_line
from qantar.read.outlet_names import (
    CLOSE,
    LATIN,
    NAME_LENGTH,
    OPEN,
    latin_before,
    name_before,
    quoted_name,
    sites,
)
from qantar.read.sentence import Sentence, capitalised
from qantar.read.tellers import tellers

REACH = 8
"""Tokens between a name and the words that credit it."""


def credible(
    tokens: list[Token], hits: list[Hit], places: set[int], caseless: bool = False
) -> list[Hit]:
    """Outlet hits that are names and not the common words they are made of: «Время», «Страна».

    A name is written with a capital inside a sentence, or in Latin letters, or stands in quotation
    marks; names listed as ``quoted`` need the marks.
    """
    return [
        hit for hit in hits
        if hit.code != "outlet" or _is_name(tokens, hit, places)
        or (caseless and hit.role != "quoted" and "name" in tokens[hit.first].word.features)
    ]  # fmt: skip


def _is_name(tokens: list[Token], hit: Hit, places: set[int]) -> bool:
    first = tokens[hit.first]
    if first.norm in ARTICLE and hit.last - hit.first > 1:
        first = tokens[hit.first + 1]  # "the |Herald" and the herald
        longer = hit.last < len(tokens) and capitalised(tokens[hit.last])
        return first.text[:1].isupper() and not longer  # "the |National Civil Police"
    before = tokens[hit.first - 1].text if hit.first else ""
    marked = before in OPEN and before != ""
    if marked:
        return first.text[:1].isupper() or not first.text.isascii()
    if hit.role == "quoted" or not first.text[:1].isupper():
        return first.text.isascii() and "." in first.text
    if set(range(hit.first, hit.last)) <= places:
        return False
    if first.text.isascii() or hit.last - hit.first > 1 or first.text.isupper():
        return True
    if "-" in first.text or _INNER_SIGN.search(first.text):
        return True  # «ҚазАқпарат», «Интерфакс-Қазақстан»: no word is written so
    return bool(before) and before not in ".!?…:—–-•"


def without_named(acts: list[Hit], outlets: list[Hit]) -> list[Hit]:
    """Acts less the words in a noun for an outlet: the Telegram |channel channels nothing."""
    named = [hit for hit in outlets if hit.last - hit.first > 1]
    if not named:
        return acts
    return [
        act
        for act in acts
        if not any(n.first <= act.first and act.last <= n.last for n in named)
    ]


def without_outlets(sentence: Sentence) -> list[PlaceHit]:
    """The places of a sentence less those that say or relay under an outlet's name: Xinhua is a town
    and an agency, and «Xinhua, citing the ministry» no town."""
    said = {
        hit.first for hit in sentence.of("attribution", "say", "relay", "quote", "according")
    }
    tokens = sentence.tokens
    names = {
        index
        for hit in sentence.of("outlets", "outlet")
        if hit.role == "name" and (
            hit.last in said or (hit.last + 1 in said and tokens[hit.last].text == ",")
        )
        for index in range(hit.first, hit.last)
    }  # fmt: skip
    for hit in sentence.of("outlets", "head") if sentence.pack.fixed_order else ():
        names.update(range(*(name_before(sentence, hit.first) or (0, 0))))
    return [p for p in sentence.places if sentence.token_at(p.start) not in names]


def credits(sentence: Sentence) -> list[tuple[int, int]]:
    """Token ranges of the names that the sentence credits: beside words of saying or relaying, in a
    picture credit, in a list of sources."""
    printed = "outlets" in sentence.hits
    names = list(sites(sentence))
    persons = [(m.first, m.last) for m in sentence.people if m.who == "person"]
    for told in tellers(sentence):
        if not any(first < told[1] and told[0] < last for first, last in persons):
            _add(names, told)
    for hit in sentence.of("outlets", "outlet") if printed else ():
        _add(names, _whole(sentence, hit))
    for hit in sentence.of("outlets", "head") if printed else ():
        for named in (quoted_name(sentence, hit.last), *bare_names(sentence, hit.last)):
            if named is None or not _is_owner(sentence, hit, named):
                _add(names, named)
        if sentence.pack.verb_final or sentence.pack.fixed_order:
            _add(names, name_before(sentence, hit.first))
    for hit in sentence.of("attribution", "relay") if "attribution" in sentence.hits else ():
        _add(names, _foreign_name(sentence, hit.last))
        _add(names, _marked(sentence, hit.last))
        if sentence.pack.verb_final:
            _add(names, latin_before(sentence, hit.first))
    for hit in sentence.of("attribution", "say") if "attribution" in sentence.hits else ():
        _add(names, _told(sentence, hit.last))
        _add(names, _foreign_name(sentence, hit.last))
    for hit in sentence.of("outlets", "staff") if printed else ():
        _add(names, _marked(sentence, hit.last))
    for hit in sentence.of("outlets", "tail") if printed else ():
        _add(names, _titled(sentence, hit))
    opening = _before_dash(sentence) if printed or sentence.number <= DATED else None
    _add(names, opening)
    dateline = _after_dateline(sentence) or _stamped(sentence) or _in_brackets(sentence, names)
    _add(names, dateline)
    syndicated = _syndicated(sentence)
    _add(names, syndicated)
    for named in (*_two_capitals(sentence), *(_listed_sources(sentence) if printed else ())):
        _add(names, named)
    if not names:
        return []
    cues = [
        (hit.first, hit.last)
        for hit in (
            *sentence.of("attribution", "say", "relay", "according", "quote", "publish"),
            *sentence.of("outlets", "staff"),
        )
    ]
    cues += [named for named in (dateline, opening, syndicated) if named is not None]
    if (
        sentence.kind is BlockKind.CAPTION
        or _is_list(sentence, names)
        or _is_dateline(sentence, names)
    ):
        return sorted(names)
    right = len(sentence.tokens) if sentence.pack.verb_final else 3
    return sorted(
        name
        for name in names
        if any(
            -REACH <= name[0] - last <= REACH or -REACH <= first - name[1] <= right
            for first, last in cues
        )
    )


def _foreign_name(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """«пишет El Universo»: a name in Latin letters right behind a word of relaying, in a text that is
    in other letters."""
    tokens = sentence.tokens
    if index >= len(tokens) or sentence.pack.fixed_order or not LATIN.match(tokens[index].text):
        return None
    if sum(token.text.isascii() for token in tokens if token.kind != MARK) * 2 > len(tokens):
        return None
    last = index
    while last < len(tokens) and last - index < NAME_LENGTH and tokens[last].kind != MARK:
        if not (tokens[last].text.isascii() and tokens[last].text.replace("-", "").isalpha()):
            break
        last += 1
    return (index, last) if last > index else None


def _whole(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """All that stands in the quotation marks a known name opens: «Звезда |Алтая»."""
    return (quoted_name(sentence, hit.first - 1) if hit.first else None) or (
        hit.first, hit.last,
    )  # fmt: skip


def _marked(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """«пишет «Вечерний Бишкек»», «источник «Коммерсанта»»: a name in quotation marks right behind a word
    of relaying. What is said stands in them too, but ends in a mark or has a verb."""
    named = quoted_name(sentence, index)
    if named is None or not (
        capitalised(sentence.tokens[named[0]]) or sentence.tokens[named[0]].kind == NUMBER
    ):  # fmt: skip
        return None  # «5 канал» is one, too
    inside = sentence.tokens[named[0] : named[1]]
    if any(token.kind == MARK and token.text not in "-." for token in inside):
        return None
    if any(
        {"verb", "pron"} & t.word.features and "noun" not in t.word.features for t in inside
    ):
        return None
    return named


def _told(sentence: Sentence, index: int) -> tuple[int, int] | None:
    """«рассказали «Кактусу»», «заявив «Новой газете»»: an outlet somebody spoke to, in the dative."""
    named = _marked(sentence, index)
    if named is None or sentence.pack.fixed_order or sentence.pack.verb_final:
        return None
    return named if "dat" in sentence.tokens[named[0]].word.features else None


def _titled(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """ "the Valley |Tribune": a capitalised noun for papers and stations with the capitalised words before
    it, of which there is one or an article."""
    tokens = sentence.tokens
    if not capitalised(tokens[hit.first]):
        return None
    first = hit.first
    while first and hit.first - first < TITLE and capitalised(tokens[first - 1]):
        first -= 1
    if first == 0 and tokens[0].norm in ARTICLE:
        first = 1
    if hit.last < len(tokens) and capitalised(tokens[hit.last]):
        return None  # "the Medical |Examiner's Office"
    bare = first == hit.first
    if bare and not (first and tokens[first - 1].norm in ARTICLE):
        return None
    return first, hit.last


TITLE = 4
"""Capitalised words before the noun: "the New Straits |Times"."""
ARTICLE = ("the",)


DATED = 3
"""Sentences among which a report opens with its dateline."""


def _before_dash(sentence: Sentence) -> tuple[int, int] | None:
    """«8 октября. ИНТЕРФАКС - …»: an agency in capitals that opens the report before a dash."""
    tokens = sentence.tokens
    for first, last in sites(sentence) if sentence.number <= DATED else ():
        if not first and last < len(tokens) and tokens[last].text in "-–—":
            return first, last  # «|INTERFAX.RU – …»
    if sentence.paragraph > 3 or len(tokens) < 3 or tokens[1].text not in "-–—":
        return None
    if not (tokens[1].spaced and tokens[2].spaced):
        return None
    if sentence.pack.verb_final and sentence.number <= DATED:
        if _INNER_CAPITAL.fullmatch(tokens[0].text):
            return 0, 1  # «АСТАНА. |ҚазДерек – …»
    if not tokens[0].text.isupper():
        return None
    known = any((hit.first, hit.last) == (0, 1) for hit in sentence.of("outlets", "outlet"))
    return (0, 1) if known else None


_LARGE, _SMALL = "А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ", "а-яёіїєґәғқңөұүһ"
_INNER_CAPITAL = re.compile(
    rf"[A-Z][a-z]+(?:[A-Z][a-z]*)+|[{_LARGE}][{_SMALL}]+(?:[{_LARGE}][{_SMALL}]*)+"
)
_INNER_SIGN = re.compile(rf"[A-Z{_LARGE}](?<=[a-z{_SMALL}].)")
"""What every such name has: looked for first, as few sentences have it."""
_NO_OUTLETS = re.compile(r"(?:Ma?c|O|De|La|Le|Van)[A-Z]")
SOURCES = 8
"""Names a list of sources may have."""


def is_styled(token: Token) -> bool:
    """Whether a word is written as no word and no person's name is: «CentralPost»."""
    return (
        _INNER_CAPITAL.fullmatch(token.text) is not None
        and _NO_OUTLETS.match(token.text) is None
    )


def _two_capitals(sentence: Sentence) -> list[tuple[int, int]]:
    """A name written as no word is: «CentralPost», «KazTAG»; persons like McDonald aside."""
    if _INNER_SIGN.search(sentence.text, sentence.start, sentence.end) is None:
        return []
    bodies = {i for hit in sentence.of("bodies") for i in range(hit.first, hit.last)}
    people = {i for m in sentence.people for i in range(m.first, m.last)}
    return [
        (index, index + 1)
        for index, token in enumerate(sentence.tokens)
        if is_styled(token) and index not in bodies and index not in people
        and not _opens_a_longer_name(sentence, index)
    ]  # fmt: skip


def _opens_a_longer_name(sentence: Sentence, index: int) -> bool:
    """««БерСу Маңғыстау Company» мекемесі»: the first word of a longer name in quotation marks is a firm's."""
    tokens = sentence.tokens
    if not index or tokens[index - 1].text not in OPEN or index + 1 >= len(tokens):
        return False
    return tokens[index + 1].text not in CLOSE


def _listed_sources(sentence: Sentence) -> list[tuple[int, int]]:
    """«Sources: AFP, Vlast, KazTAG»: every capitalised name of the list."""
    tokens = sentence.tokens
    heads = [hit for hit in sentence.of("outlets", "sources") if hit.first == 0]
    if not heads or heads[0].last >= len(tokens) or tokens[heads[0].last].text != ":":
        return []
    out: list[tuple[int, int]] = []
    first = heads[0].last + 1
    for index in range(first, len(tokens) + 1):
        if index == len(tokens) or tokens[index].text in ",;.":
            if index > first and capitalised(tokens[first]):
                out.append((first, index))
            first = index + 1
    return out if len(out) <= SOURCES else []


def _is_owner(sentence: Sentence, head: Hit, named: tuple[int, int]) -> bool:
    """«на сайте |Кремля», «на странице |Иванова», "at the site |Saturday": who has the page and no name of it; or
    a day, a person, a house that a list knows."""
    first, last = named
    if sentence.is_dated(first):
        return True
    if any(m.first < last and first < m.last for m in sentence.people if m.role is not None):
        return True
    word = sentence.tokens[first].word
    if sentence.tokens[first - 1].kind == MARK or sentence.pack.fixed_order:
        return False
    listed = any(one.first == first for one in sentence.of("outlets", "outlet"))
    owned = "gen" in word.features and not word.features & {"nom", "guess"}
    return not listed and (owned or any(one.first == first for one in sentence.of("bodies")))


def _add(names: list[tuple[int, int]], named: tuple[int, int] | None) -> None:
    if named is not None and not any(a < named[1] and named[0] < b for a, b in names):
        names.append(named)


def _after_dateline(sentence: Sentence) -> tuple[int, int] | None:
    """«АЛМАТЫ, 12 янв — «Прима-Азия».» and "NUR-SULTAN (CentralPost) –": the agency after the place."""
    tokens = sentence.tokens
    if sentence.paragraph > 8 or not sentence.places:
        return None
    last = sentence.token_at(sentence.places[0].end - 1) + 1
    begins = sentence.token_at(sentence.places[0].start)
    if begins and not (tokens[0].text == "(" and tokens[begins - 1].text == ")"):
        return None
    if sentence.pack.verb_final and "loc" in tokens[last - 1].word.features:
        return None  # «Ақтөбе облысында, «Мұғалжар — Ырғыз» жолында»
    dated = {i for moment in sentence.moments for i in range(moment.first, moment.last)}
    for index in range(last, min(len(tokens) - 1, last + DATED_TOKENS)):
        if tokens[index].kind == WORD and index not in dated and (
            sentence.pack.verb_final or tokens[index].text.islower()
        ):  # fmt: skip
            break  # «Ресей әскері «Шахед» дрондарымен», "Libya and the Coast Guard (LCG)": running text
        quoted = quoted_name(sentence, index)
        if quoted is not None:
            return quoted
        if tokens[index].text == "(" and capitalised(tokens[index + 1]):
            placed = any(sentence.token_at(p.start) == index + 1 for p in sentence.places)
            for end in range(index + 2, min(len(tokens), index + 6)):
                if tokens[end].text == ")":
                    if placed and tokens[min(end + 1, len(tokens) - 1)].text not in "-–—:":
                        break  # "Lucknow (Uttar Pradesh), February 19 (ANI):"
                    return index + 1, end
    return None


DATED_TOKENS = 14
"""Tokens between the place of a dateline and its agency: the day and marks."""


def _syndicated(sentence: Sentence) -> tuple[int, int] | None:
    """ "(NEWSHUB- |Lake Wire) ACCRA, July 3": the agency in the brackets that open a report, behind who passes
    it on."""
    tokens = sentence.tokens
    if sentence.number > 1 or len(tokens) < SYNDICATED or tokens[0].text != "(":
        return None
    closing = next((i for i in range(2, NAME_LENGTH + 4) if tokens[i].text == ")"), None)
    if closing is None or not tokens[1].text.isupper():
        return None
    if tokens[closing + 1].text == ")":
        closing += 1  # "(NEWSHUB- Lake Wire |(LW))"
    dash = next((i for i in range(2, closing) if tokens[i].text in "-–—"), None)
    if dash is None or dash + 1 == closing or not capitalised(tokens[dash + 1]):
        return None
    return dash + 1, closing


SYNDICATED = 12
"""Tokens the first sentence of such a report has at least."""


def _in_brackets(sentence: Sentence, names: list[tuple[int, int]]) -> tuple[int, int] | None:
    """ "(Reuters) - At least eight…": a known agency in brackets that opens the report."""
    tokens = sentence.tokens
    if sentence.paragraph > 3 or not names or names[0][0] != 1 or tokens[0].text != "(":
        return None
    last = names[0][1]
    if (
        last + 1 >= len(tokens)
        or tokens[last].text != ")"
        or tokens[last + 1].text not in "-–—"
    ):
        return None
    return names[0]


def _stamped(sentence: Sentence) -> tuple[int, int] | None:
    """«НҰР-СҰЛТАН. ХАБАР-СЕРВИС / 9 қаңтар», «KYIV. NEWS SERVICE | 9 January»: the agency in capitals in
    a line that holds nothing else but a place, marks and the day."""
    tokens = sentence.tokens
    line = dated_line(sentence) if sentence.paragraph <= 3 and len(tokens) <= STAMP else None
    if line is None:
        return None
    placed = {
        i
        for place in sentence.places
        for i in range(sentence.token_at(place.start), sentence.token_at(place.end - 1) + 1)
    }
    rest = [i for i in line.beside if i not in placed and tokens[i].kind == WORD]
    if not rest or rest[-1] - rest[0] >= NAME_LENGTH:
        return None
    if not all(tokens[i].text.isupper() and len(tokens[i].text) > 1 for i in rest):
        return None
    first, last = rest[0], rest[-1] + 1
    parted = any(tokens[i].text in "/|—–" for i in (first - 1, last) if 0 <= i < len(tokens))
    return (first, last) if parted else None


STAMP = 12
"""Tokens of such a line."""


def _is_list(sentence: Sentence, names: list[tuple[int, int]]) -> bool:
    """«Sources: AFP, Vlast»: names and marks are most of the sentence."""
    named = sum(last - first for first, last in names)
    words = sum(1 for token in sentence.tokens if token.kind != MARK)
    return words <= 2 * named + 1


def _is_dateline(sentence: Sentence, names: list[tuple[int, int]]) -> bool:
    """«НУР-СУЛТАН, 5 фев — Sputnik.»: a place, a date and the agency open the report."""
    return (
        sentence.paragraph <= 8
        and len(sentence.tokens) <= 14
        and bool(sentence.places)
        and sentence.token_at(sentence.places[0].start) == 0
        and names[0][0] <= 9
    )
