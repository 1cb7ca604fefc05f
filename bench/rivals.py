"""Two other ways to read figures: a regular expression, and the pipeline of natasha's models."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

Reader = Callable[[str], list[object]]

_NOUNS = (
    r"человек\w*|людей|погибш\w+|ранен\w+|задержанн\w+|сотрудник\w*|автомобил\w*|единиц\w*|дет\w+|"
    r"осіб|поліцейськ\w+|автомобілів|одиниць|дітей|адам\w*|бала|қару\w*|автокөлік\w*|"
    r"people|officers|rioters|firearms|children|vehicles|flights"
)
_FIGURE = re.compile(rf"(\d[\d ,.]*\d|\d)\s+(?:\w+\s+){{0,2}}({_NOUNS})\b", re.IGNORECASE)


def regex_reader() -> Reader:
    """A number, up to two words, and a noun of a list: what a script of twenty lines finds. It knows
    no hedge, speaker, date, place, part or act."""

    def read(text: str) -> list[object]:
        return [(m.start(1), m.group(1), m.group(2)) for m in _FIGURE.finditer(text)]

    return read


def lemma_reader() -> Reader:
    """Sentences and tokens (razdel) and lemmas (rumorph), and nothing made of them."""
    from razdel import sentenize, tokenize
    from rumorph import Analyzer

    analyzer = Analyzer()

    def read(text: str) -> list[object]:
        return [
            analyzer.lemmatize([token.text for token in tokenize(sentence.text)])
            for sentence in sentenize(text)
        ]

    return read


def natasha_reader() -> Reader:
    """Tokens (razdel), lemmas (rumorph), names and syntax (slovnet, with the models that lie inside
    natasha): the usual ground for extraction rules in Russian, without any rules on it. The models are
    loaded from natasha's folder, for importing it needs a setuptools that is gone."""
    from navec import Navec
    from razdel import sentenize, tokenize
    from rumorph import Analyzer
    from slovnet import NER, Syntax

    spec = find_spec("natasha")
    assert spec is not None and spec.origin is not None, "the bench environment holds natasha"
    folder = Path(spec.origin).parent / "data"
    navec = Navec.load(_one(folder, "navec_news"))
    names = NER.load(_one(folder, "slovnet_ner_news")).navec(navec)
    syntax = Syntax.load(_one(folder, "slovnet_syntax_news")).navec(navec)
    analyzer = Analyzer()

    def read(text: str) -> list[object]:
        sentences = [
            [token.text for token in tokenize(sentence.text)] for sentence in sentenize(text)
        ]
        lemmas = [analyzer.lemmatize(words) for words in sentences]
        return [lemmas, list(syntax.map(sentences)), names(text).spans]

    return read


def _one(folder: Path, stem: str) -> str:
    found = sorted(folder.rglob(f"{stem}*.tar"))
    assert found, f"no {stem}*.tar in {folder}"
    return str(found[0])
