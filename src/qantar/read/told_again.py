"""One figure told twice: headline and body, a number met again, a whole and its parts.

What one telling leaves unsaid (speaker, place, date) the other lends it.
"""

from qantar.atlas.atlas import Atlas
from qantar.domain.claim import Reality
from qantar.domain.derivation import Derivation
from qantar.domain.source import BlockKind
from qantar.read.found import Found

AGAIN_LEAST = 5
"""From this number on a count met again is the same one; small ones are met by chance."""


def widen(figures: list[Found], atlas: Atlas) -> None:
    """«227 погибших… Только в Алматы — 149»: a whole whose own sentence names no place cannot lie
    in a town its part does not; it is counted in the country of both."""
    for figure in figures:
        whole = figure.part_of
        if whole is None or whole.place_id is None or figure.place_id is None:
            continue
        said_in = whole.sentence
        clause = said_in.segments[said_in.segment_of(whole.first)]
        end = said_in.tokens[clause.last - 1].end if figure.sentence is said_in else said_in.end
        own = said_in.text[said_in.start : end]  # behind it stand the places of the parts
        if whole.place_id == figure.place_id or (whole.place_words or "") in own:
            continue
        if whole.act != figure.act:
            continue  # «11 адам жараланды, төртеуі Шымкентке жеткізілді»: they were brought there
        sentence = figure.sentence
        if sentence.paragraph != said_in.paragraph and not sentence.of("parts", "alone"):
            continue  # «восемь ранены. … Трое пострадавших — в больнице Тулы»
        if atlas.contains(whole.place_id, figure.place_id):
            continue
        country = atlas.place(figure.place_id).country
        if atlas.place(whole.place_id).country == country:
            place = atlas.place(f"country:{country}")
            left = whole.place_words, whole.place_id  # as its parts took it over
            for other in figures:
                same = (other.place_words, other.place_id) == left
                same = same and not _names_its_place(other)
                if other is whole or (same and other.part_of is whole):
                    other.place_words, other.place, other.place_id = (
                        None, place.name, place.id)  # fmt: skip


def _names_its_place(figure: Found) -> bool:
    """Whether a figure of a sentence of its own names the place it has: «4 у Бериславі»."""
    sentence = figure.sentence
    words = figure.place_words
    return words is not None and words in sentence.text[sentence.start : sentence.end]


def lend_to_headline(figures: list[Found]) -> None:
    """A figure of the headline is the body's figure in short: it takes speaker, place and date."""
    for figure in figures:
        if figure.sentence.kind is not BlockKind.HEADLINE:
            continue
        for other in figures:
            if other.sentence.kind is BlockKind.HEADLINE or not _may_be_short_for(
                figure, other
            ):
                continue
            if figure.act != other.act:  # «225 адам: ресми шығын»
                figure.act = other.act
                figure.why.append(Derivation("act of the same figure below", "", other.act))
            if (
                not figure.sentence.pack.fixed_order
            ):  # "…, police say": such a headline tells its source
                figure.attribution = figure.attribution or other.attribution
            if other.as_of is None:  # the day of a count is said of the body's words
                figure.when = figure.when or other.when
            if figure.place is None:
                figure.place_words, figure.place, figure.place_id = (
                    other.place_words, other.place, other.place_id)  # fmt: skip
            break


def _may_be_short_for(figure: Found, other: Found) -> bool:
    """Whether a figure of the headline may be a figure of the body: of the same act, or said without
    any act and of the very same number of the same."""
    if figure.act == other.act:
        return figure.quantity.interval().meets(other.quantity.interval())
    same = figure.quantity == other.quantity and figure.object in (other.object, "person")
    return same and (figure.act == "other" or _is_of_victims(figure, other))


def _is_of_victims(figure: Found, other: Found) -> bool:
    """ "The number of victims rose to 551", and below 551 injured: the word tells of dead and of hurt."""
    value = figure.quantity.value
    return (
        {figure.act, other.act} == {"killed", "injured"}
        and value is not None
        and value >= AGAIN_LEAST
        and any(hit.code == "victims" for hit in figure.sentence.of("labels"))
    )


def lend_to_the_same(figures: list[Found], atlas: Atlas) -> None:
    """A figure told again, the same number of the same with the same act, takes the one date it has
    elsewhere: «52 people were seized on Sunday … a headcount found 52 kidnapped»."""
    for figure in figures:
        value = figure.quantity.value
        if figure.when is not None or figure.when_partial is not None or value is None:
            continue
        if value < AGAIN_LEAST or figure.denied or figure.reality is not Reality.ASSERTED:
            continue
        if figure.object == "money" or figure.total:
            continue
        same = [
            other for other in figures
            if other.act == figure.act and other.quantity.value == value and other.when is not None
            and other.as_of is None and other.reality is Reality.ASSERTED and not other.denied
            and figure.object in (other.object, "person")
            and _may_be_one_place(figure, other, atlas)
        ]  # fmt: skip
        if same and len({other.when for other in same}) == 1:
            figure.when = same[0].when


def _may_be_one_place(one: Found, other: Found, atlas: Atlas) -> bool:
    a, b = one.place_id, other.place_id
    if a is None or b is None:
        return True
    return a == b or atlas.contains(a, b) or atlas.contains(b, a)
