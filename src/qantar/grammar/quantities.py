"""Numbers of a sentence with their hedges, and what each is used for.

A newspaper prints *"задержали не менее 40 человек"*; it becomes ``>=40`` over the word «40», with
«не менее» inside the outer bounds, used as a count. «40-летний» and «40 тенге» are other uses:
they are said too, and kept apart.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from qantar.domain.quantity import Hedge, Quantity
from qantar.grammar.number import Number
from qantar.grammar.numeral_table import DENY
from qantar.grammar.token import MARK, NUMBER, SUFFIX, WORD, Token

if TYPE_CHECKING:
    from qantar.grammar.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quantity as said: its number words ``first`` to ``last``, with hedges ``outer_first`` to
    ``outer_last`` (token indexes, half-open), what it is used for, and the rule that read it."""

    first: int
    last: int
    outer_first: int
    outer_last: int
    quantity: Quantity
    number: Number
    use: str
    rule: str


def quantities(
    pack: "Pack", tokens: Sequence[Token], taken: Collection[int] = frozenset()
) -> list[Said]:
    """Every quantity of a sentence, left to right. ``taken`` are tokens that dates already claim:
    what lies among them is said with the use ``date``."""
    out: list[Said] = []
    floor = 0
    for number in pack.numerals.find(tokens):
        if number.form == "words" and _is_acronym(tokens, number):
            continue
        for each in _unjoined(pack, tokens, number):
            said = _said(pack, tokens, each, taken, floor)
            if out and out[-1].number.kind == "zero" and said.outer_first <= out[-1].first:
                out.pop()  # «no» of "no more than 7" denies nothing
            out.append(said)
            floor = said.outer_last
    if len(out) > 1:
        _share_units(pack, tokens, out)
    for at, said in enumerate(out):
        if said.use == "count" and _is_offence(pack, tokens, said):
            out[at] = replace(said, use="law")
    return out


_SHARED = frozenset({"age", "duration", "date", "clock", "law", "percent", "distance"})


_LABELS = ("age", "law", "number")
"""Uses that go on behind a joint: "aged 17 and 19", "platforms 14 and 15"."""


def _share_units(pack: "Pack", tokens: Sequence[Token], found: list[Said]) -> None:
    """«11 и 4 лет», «с 9 по 12 января», "aged 17 and 19": numbers side by side are of one use."""
    shares = pack.numerals.table.shares
    for at in range(len(found) - 1, 0, -1):
        left, right = found[at - 1], found[at]
        if right.outer_first - left.outer_last != 1 or left.use == right.use:
            continue
        link = tokens[left.outer_last].norm
        hedge = tokens[left.outer_last - 1].word.features if left.outer_last > left.last else ()
        # «7 254-і – 14 жасқа дейінгі бала», «7 000-нан астамы – …»: of them, not years
        of_them = left.number.ending == "poss" or "poss" in hedge
        if left.use == "count" and right.use in _SHARED and link in shares and not of_them:
            found[at - 1] = replace(left, use=right.use)
    for left_at in range(len(found) - 1):
        left, right = found[left_at], found[left_at + 1]
        if right.outer_first - left.outer_last != 1 or right.use != "count":
            continue
        link, end = tokens[left.outer_last].norm, right.outer_last
        bare = end >= len(tokens) or tokens[end].kind == MARK
        if (
            left.use == "law" and not bare
        ):  # «по статьям 109, |219 и |238 УК», «пунктам 1 и |7 части 2»
            bare = (
                tokens[end].norm in shares
                or tokens[end].text.isupper()
                or pack.uses.names_law(tokens, end)
            )
        elif left.use == "age" and not bare:  # "three men, aged 33, |34 and |39"
            bare = tokens[end].norm in shares
        if left.use in _LABELS and bare and (link in shares or link == ","):
            found[left_at + 1] = replace(right, use=left.use)


def _is_acronym(tokens: Sequence[Token], number: Number) -> bool:
    """«Взрыв на |СТО»: capitals among small letters are an abbreviation and no number."""
    said = tokens[number.first].text
    if number.last - number.first > 1 or len(said) < 2 or not said.isupper():
        return False
    return any(token.kind == WORD and token.text.islower() for token in tokens)


ARTICLE_REACH = 12
"""Tokens between the word "article" and the bracket with its title: «ст. 96 ч. 2 УК РК (»."""
_TITLED_BY = '(«“"'
_TITLE_ENDS = ").:»”"
TITLE = 30
"""Words of titles before a number: «посягательство на жизнь двух и более лиц»."""


def _is_offence(pack: "Pack", tokens: Sequence[Token], said: Said) -> bool:
    """«ст. 96 УК (убийство |двух и более лиц)»: the title of an article counts nobody."""
    for at in range(said.outer_first - 1, max(-1, said.outer_first - TITLE - 1), -1):
        text = tokens[at].text
        if text in _TITLED_BY:
            before = range(max(0, at - ARTICLE_REACH), at)
            return any(pack.uses.names_law(tokens, i) for i in before)
        if text in _TITLE_ENDS:
            return False
    return False


def _unjoined(pack: "Pack", tokens: Sequence[Token], number: Number) -> tuple[Number, ...]:
    """«rose from 26 to 164» is a change between two numbers, no range."""
    if number.kind != "range" or not number.ends or not number.first:
        return (number,)
    hedges = pack.hedges
    if hedges.is_opened(tokens[number.first - 1]) and hedges.is_change(
        tokens, number.first - 1
    ):
        return number.ends
    return (number,)


def _said(
    pack: "Pack", tokens: Sequence[Token], number: Number, taken: Collection[int], floor: int
) -> Said:
    hedge, first = pack.hedges.before(tokens, number)
    after, last = pack.hedges.after(tokens, number)
    if last > number.last and _is_of_next(pack, tokens, number.last, last):
        after, last = None, number.last
    if first < floor and not _denial_in(pack, tokens, first, floor):
        hedge, first = None, number.first
    rule = f"{number.kind} in {number.form}"
    if hedge is None and number.kind == "cardinal" and _is_inverted(pack, tokens, number):
        hedge, rule = Hedge.ABOUT, rule + ", noun first"
    said = hedge if hedge is not None and hedge is not Hedge.EXACT else after
    if said is None and number.exceeding:
        said = Hedge.MORE_THAN
    if said is None:
        said = Hedge.ABOUT if number.approximate else Hedge.EXACT
    elif said is not Hedge.EXACT:
        rule += f", {said.value}"
    if taken and any(at in taken for at in range(number.first, number.last)):
        use = "date"
    else:
        use = (
            "volume" if _is_power(tokens, number) else pack.uses.of(tokens, number, first, last)
        )
        if use == "date" and _is_beside_a_date(tokens, number, taken):
            use = "count"
    ended = (
        number.ending not in ("", "cardinal", "inverted")
        and number.kind == "cardinal"
        and tokens[number.last - 1].kind == SUFFIX
    )
    return Said(
        first=number.first,
        last=number.last - 1 if ended and number.form == "digits" else number.last,
        outer_first=first,
        outer_last=last,
        quantity=_quantity(number, said),
        number=number,
        use=use,
        rule=rule,
    )


def _is_beside_a_date(tokens: Sequence[Token], number: Number, taken: Collection[int]) -> bool:
    """Whether a number stands right behind a date that is whole without it, and counts what follows: "in
    July |three workers died"."""
    if number.first - 1 not in taken or number.last >= len(tokens):
        return False
    return tokens[number.last].kind == WORD and number.last not in taken


_POWERS = ("2", "3")
UNIT = 2
"""Letters of a unit that is raised to a power: «1077 м3», "40 km2"."""


def _is_power(tokens: Sequence[Token], number: Number) -> bool:
    """Whether digits are glued to a unit of length as its power."""
    at = number.first
    if not at or tokens[at].text not in _POWERS or tokens[at].spaced:
        return False
    unit = tokens[at - 1]
    return unit.kind == WORD and len(unit.text) <= UNIT and unit.text.islower()


def _is_of_next(pack: "Pack", tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether words behind a number hedge the one that follows them: "on January 29 |at least 30"."""
    if last >= len(tokens) or pack.numerals.is_plain(tokens[last]):
        return False
    following = pack.numerals.read(tokens, last)
    return following is not None and pack.hedges.before(tokens, following)[1] == first


def _denial_in(pack: "Pack", tokens: Sequence[Token], first: int, floor: int) -> bool:
    """Whether the words from ``first`` to ``floor`` are one denying word: the hedge's own."""
    return floor == first + 1 and any(
        p.role == DENY for p in pack.numerals.parts(tokens[first])
    )


def _quantity(number: Number, hedge: Hedge) -> Quantity:
    if number.kind == "zero":
        return Quantity.of(0)
    if number.value is not None:
        return Quantity.of(number.value, hedge)
    assert number.low is not None
    if number.high is None:
        return Quantity.vague(number.low)
    return Quantity.between(number.low, number.high)


def _is_inverted(pack: "Pack", tokens: Sequence[Token], number: Number) -> bool:
    """«человек двадцать», «осіб зо тридцять»: the noun before its number means about."""
    at = number.first - 1
    if at >= 0 and tokens[at].norm in pack.hedges.inverted_by:
        at -= 1
    if (
        at < 0
        or tokens[at].norm not in pack.hedges.inverted_nouns
        or number.form == "collective"
    ):
        return False
    if at and (tokens[at - 1].kind == NUMBER or pack.numerals.parts(tokens[at - 1])):
        return False
    if number.last < len(tokens):
        following = tokens[number.last].word
        if following.has("noun", "gen") or following.has("adj", "gen", "pl"):
            return False
    return True


def parse_quantity(pack: "Pack", text: str) -> Said | None:
    """The one quantity a phrase is, or None: its words must begin with it and hold no other
    number. A unit, a coin («1 доллар и 42 цента») and the noun counted may follow."""
    body = text.strip()
    negative = body[:1] in "-−–" and body[1:].strip()[:1].isdigit() | body[1:].startswith(".")
    if negative:
        body = body[1:].lstrip()
    tokens = pack.tokens(body)
    for at, token in enumerate(tokens):
        one = pack.numerals.table.articles.get(token.norm)
        if one is not None and pack.uses.unit(tokens, at + 1) == "money":
            tokens[at] = replace(token, norm=one)  # «a dollar and 42 cents»
    found = quantities(pack, tokens)
    if not found:
        return None
    said = found[0]
    if _lead(pack, tokens, said) != 0:
        return None
    if len(found) == 2:
        joined = _with_coins(pack, tokens, said, found[1])
        if joined is None:
            return None
        said = joined
    elif len(found) > 2:
        return None
    if negative and said.quantity.value is not None:
        minus = said.quantity.value.copy_negate()
        number = replace(said.number, value=minus, low=minus, high=minus)
        said = replace(said, number=number, quantity=Quantity.of(minus, said.quantity.hedge))
    return said


def _lead(pack: "Pack", tokens: Sequence[Token], said: Said) -> int:
    """The first token the quantity accounts for: an opening «от» or a currency included."""
    at = said.outer_first
    if said.quantity.hedge is Hedge.RANGE and at:
        before = pack.numerals.word(tokens[at - 1])
        if before in pack.numerals.table.opens:
            at -= 1
    hedged, start = pack.hedges.before(tokens, replace(said.number, first=at))
    if hedged is not None:
        at = start
    if at == 1 and tokens[0].text in "$€₸£₴~":
        at = 0
    return at


def _with_coins(pack: "Pack", tokens: Sequence[Token], said: Said, coins: Said) -> Said | None:
    """«1 доллар и 42 цента» is 1.42."""
    if said.use != "money" or coins.use != "money" or said.quantity.value is None:
        return None
    unit = tokens[coins.outer_last].word if coins.outer_last < len(tokens) else None
    many = None
    for key in () if unit is None else (unit.form, *unit.lemmas):
        many = pack.uses.coins.get(key, many)
    if many is None or coins.quantity.value is None or coins.outer_first - said.outer_last > 2:
        return None
    value = said.quantity.value + coins.quantity.value / many
    number = replace(said.number, last=coins.last, value=value, low=value, high=value)
    return replace(
        said,
        last=coins.last,
        outer_last=coins.outer_last,
        number=number,
        quantity=Quantity.of(value, said.quantity.hedge),
    )


def quantity_row(pack: "Pack", text: str) -> dict[str, object]:
    """A phrase as a row: kind cardinal, decimal, ordinal, range, bound or none, with its numbers."""
    said = parse_quantity(pack, text)
    if said is None:
        return {"kind": "none", "value": None, "low": None, "high": None}
    quantity, number = said.quantity, said.number
    if number.kind == "ordinal":
        kind = "ordinal"
    elif quantity.hedge is Hedge.RANGE:
        kind = "range"
    elif quantity.hedge not in (Hedge.EXACT, Hedge.ABOUT, Hedge.ALMOST):
        kind = "bound"
    else:
        kind = "cardinal" if quantity.value is None or _is_whole(quantity.value) else "decimal"
    return {
        "kind": kind,
        "value": _plain(quantity.value),
        "low": _plain(quantity.low),
        "high": _plain(quantity.high),
    }


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if _is_whole(number) else float(number)
