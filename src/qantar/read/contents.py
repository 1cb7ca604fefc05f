"""The claims of what was found: figures with their scope, and beside them posts, credits, regimes,
events and labels of each sentence."""

from collections.abc import Sequence

from qantar.domain.claim import (
    Claim,
    Credit,
    Event,
    Figure,
    Label,
    Measure,
    Post,
    Scope,
    Status,
)
from qantar.domain.derivation import Derivation
from qantar.grammar.moments import Moment
from qantar.read.claims import Anchor
from qantar.read.colons import Voice
from qantar.read.credits import credits
from qantar.read.events import happenings
from qantar.read.found import Found
from qantar.read.labels import labels
from qantar.read.places import Places
from qantar.read.posts import offices
from qantar.read.sentence import Sentence
from qantar.read.sides import settle
from qantar.read.status import Regime
from qantar.read.tale import Tale
from qantar.read.times import closest


def figure_claims(anchor: Anchor, figures: list[Found]) -> list[Claim]:
    ids: dict[int, str] = {}
    out: list[Claim] = []
    for figure in sorted(figures, key=lambda f: (f.part_of is not None, f.start)):
        whole = ids.get(id(figure.part_of)) if figure.part_of is not None else None
        content = Figure(
            measure=Measure(figure.object, figure.act),
            quantity=figure.quantity,
            object_words=figure.object_words,
            total=figure.total,
            part_of=whole,
            denied=figure.denied,
            recalled=figure.recalled,
        )
        claim = anchor.claim(
            content,
            (figure.sentence.start, figure.sentence.end),
            (figure.start, figure.end),
            Derivation("figure", premises=tuple(figure.why)),
            Scope(
                place_words=figure.place_words, place=figure.place, place_id=figure.place_id,
                when=figure.when, when_partial=figure.when_partial, as_of=figure.as_of,
                excluded=figure.excluded,
            ),
            figure.attribution,
            figure.reality,
            figure.denied_by,
        )  # fmt: skip
        ids[id(figure)] = claim.id
        out.append(claim)
    return out


def other_claims(
    anchor: Anchor, sentence: Sentence, places: Places, voices: Sequence[Voice],
    day: Moment | None, tale: Tale, regimes: Sequence[Regime],
) -> list[Claim]:  # fmt: skip
    out: list[Claim] = []
    quote = (sentence.start, sentence.end)
    hits = sentence.hits
    for office in offices(sentence) if "roles" in hits or "posts" in hits else ():
        moment = (
            None if office.change in ("holds", "former") else closest(sentence, *office.person)
        )
        out.append(
            anchor.claim(
                Post(person=sentence.words(*office.person), post=sentence.words(*office.post),
                     change=office.change),
                quote, sentence.offsets(*office.person), Derivation("post", office.rule, office.change),
                Scope(when=moment.when if moment else None, when_partial=moment.partial if moment else None),
            )
        )  # fmt: skip
    for first, last in credits(sentence):
        span = sentence.offsets(first, last)
        out.append(anchor.claim(Credit(name=sentence.words(first, last)), quote, span,
                                Derivation("credit", sentence.words(first, last))))  # fmt: skip
    out += [_status_claim(anchor, sentence, places, regime) for regime in regimes]
    for event in happenings(sentence, day, tale):
        where = places.inherited(sentence, *event.words)
        span = sentence.offsets(event.first, event.last)
        out.append(
            anchor.claim(
                Event(type=event.type), span, span, Derivation("event", event.rule, event.type),
                Scope(place_words=where.words or None if where else None,
                      place=where.name if where else None,
                      place_id=where.place_id if where else None,
                      when=event.moment.when, when_partial=event.moment.partial),
            )
        )  # fmt: skip
    return out


def label_claims(
    anchor: Anchor, sentences: Sequence[Sentence], voices: dict[int, list[Voice]],
    figures: dict[int, list[Found]],
) -> list[Claim]:  # fmt: skip
    """How the actors of a report are worded, each on the side that the report tells of."""
    told = [
        (
            sentence,
            labels(
                sentence,
                {
                    i
                    for voice in voices[sentence.number]
                    for i in range(voice.mention.first, voice.mention.last)
                },
            ),
        )
        for sentence in sentences
        if "labels" in sentence.hits
    ]
    return [
        anchor.claim(
            Label(words=sentence.words(label.first, label.last), side=label.side,
                  voice="quoted" if label.quoted else "outlet"),
            (sentence.start, sentence.end), sentence.offsets(label.first, label.last),
            Derivation("label", label.phrase, label.side),
        )
        for sentence, found in settle(told, figures)
        for label in found
    ]  # fmt: skip


def _status_claim(anchor: Anchor, sentence: Sentence, places: Places, regime: Regime) -> Claim:
    span = sentence.offsets(regime.first, regime.last)
    own = [
        w for w in places.of_sentence.get(sentence.number, ())
        if w.name and not w.weak and regime.first <= w.first < regime.last + 12
    ]  # fmt: skip
    names = tuple(dict.fromkeys(w.name for w in own if w.name))
    if not names and regime.regions is None:
        where = places.inherited(sentence, regime.first, regime.last)
        names = (where.name,) if where is not None and where.name else ()
    moment = closest(sentence, regime.first, regime.last)
    return anchor.claim(
        Status(regime=regime.kind, level=regime.level, change=regime.change,
               places=() if regime.regions is not None else names, regions=regime.regions),
        span, span, Derivation("status", regime.rule, f"{regime.kind} {regime.change}"),
        Scope(when=moment.when if moment else None, when_partial=moment.partial if moment else None),
    )  # fmt: skip
