"""Learn the model of acts from the annotated sentences of ``training/acts`` and write it into the package.

    python tools/learn_acts.py             # learn and write
    python tools/learn_acts.py --hold-out  # learn from five sixths, say how well it does on the rest; writes nothing

Features are added up into middle sums, those below nought left out, and these weighed for every act: see
:mod:`qantar.read.learned`. Learnt by going through the figures a few times in random order (AdamW), each time without some
of the features, so that no single word is relied on. The same seed gives the same model on the same machine.
Needs numpy and scipy (``pip install '.[learn]'``); the reader needs neither. Some ten minutes.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.marked import FOLDER, UNDATED, marked

from qantar.grammar.corpus import read_corpus
from qantar.read import act_choice
from qantar.read.act_features import Features
from qantar.read.learned import HIGH_LIFT, MOST, digest, write
from qantar.read.load import load_reader
from qantar.read.packs import packs
from tests.lang.reading import claims, place_of, read_report

LEAST = 4
"""Figures a feature must be seen with to be learnt."""
MIDDLE = 128
"""Middle sums."""
OF_CORPORA = 3
"""How often the packs' own sentences are looked at for one look at others: what they say is settled."""
ROUNDS = 4
"""Times the figures are gone through."""
TOGETHER = 128
"""Figures looked at between two changes of the weights."""
STEP, STIFF = 3e-3, 0.02
"""How far a change goes at most, and how strongly weights are drawn to nought."""
SEED = 1
"""Where chance begins."""
HIDDEN, UNHEARD = 0.5, 0.3
"""Shares of features and of middle sums left out at random."""
DOUBT = 0.05
"""The share of the odds that the annotators' act is not given: they err too."""
UNIT, HIGH_UNIT = 16, 256
"""Whole numbers that make one in a middle sum, and in the weights of middle sums; a feature's weight reaches ±2 so."""


class Item(NamedTuple):
    """One line of the corpus: a passage or a report, with its marked figures."""

    name: str
    lang: str
    text: str
    title: str | None
    figures: dict[tuple[int, int], str]
    """The act by the offsets of the number."""
    stated: tuple[tuple[str, str], ...] = ()
    """Where the corpus names no offsets: quantity and act of each figure, in order."""
    published: str = UNDATED
    settled: bool = False
    """Whether it is of the packs' own corpora."""


class Row(NamedTuple):
    """One figure as the reader meets it, and the act it should have."""

    item: str
    lang: str
    features: frozenset[str]
    rules: str
    act: str
    settled: bool


def items(folder: Path) -> Iterator[Item]:
    """The annotated lines of ``training/acts``."""
    for line in marked(folder):
        yield Item(
            line.name, line.lang, line.text, line.title, line.acts, published=line.published,
        )  # fmt: skip


def examples() -> Iterator[Item]:
    """The sentences of the packs' ``corpus/figure.txt``, which the rules were made on."""
    for lang, pack in packs().items():
        for one in read_corpus(pack.folder / "corpus" / "figure.txt"):
            said = [] if one.value is None else one.value.removeprefix("? ").split("; ")
            stated = tuple((words.split()[0], words.rpartition(".")[2]) for words in said)
            published = one.settings.get("published", "2022-03-15")
            yield Item(str(one), lang, one.text, None, {}, stated, published, settled=True)


def documents() -> Iterator[Item]:
    """The reports of the packs' ``corpus/documents``."""
    for lang, pack in packs().items():
        for path in sorted((pack.folder / "corpus" / "documents").glob("*.txt")):
            report = read_report(path)
            figures = {
                place_of(report.text, line.words): line.value.rpartition(".")[2]
                for line in report.expected if line.kind == "figure" and not line.forbidden
            }  # fmt: skip
            yield Item(
                f"{lang}/{path.name}", lang, report.text, report.settings.get("title"), figures,
                published=report.settings.get("published", UNDATED), settled=True,
            )  # fmt: skip


class _Recorder(act_choice.ActChoice):
    """Stands where the model stands, leaves every act to the rules, and notes what it saw."""

    def __init__(self, codebook: Any) -> None:
        super().__init__(codebook)
        self.codebook = codebook
        self.seen: dict[tuple[int, int], tuple[Features, str, str, bool]] = {}
        """By the offsets of the number: features, the act of the rules, quantity, whether in a headline."""

    def of(self, sentence: Any, said: Any, head: Any, found: Any, told: Any, here: Any,
           before: Any, *, unsure: bool) -> act_choice.Weighed:  # fmt: skip
        span = sentence.offsets(said.first, said.last)
        seen = Features(self.codebook, sentence, said, head, found, told, here, before)
        self.seen[span] = seen, told.act, str(said.quantity), sentence.kind.value == "headline"
        return act_choice.Weighed(told.act, "")


def rows_of(item: Item) -> list[Row]:
    """What the reader meets in one line. A number read but not marked counts nothing of the story; in a headline
    it may only have been left unmarked."""
    reader = load_reader()
    recorder = _Recorder(reader.codebook)
    reader.figures.choice = recorder
    claims(item.text, item.lang, published=item.published, title=item.title)
    out = []
    stated = list(item.stated)
    for (start, end), (seen, rules, quantity, heads) in sorted(
        recorder.seen.items(), key=lambda pair: pair[0]
    ):
        acts = [act for (a, b), act in item.figures.items() if a < end and start < b]
        if stated and stated[0][0] == quantity:
            acts = [stated.pop(0)[1]]
        if acts or not heads:
            act = acts[0] if acts else act_choice.NONE
            features = frozenset(map(sys.intern, seen.features | seen.around.of_words))
            out.append(Row(item.name, item.lang, features, rules, act, item.settled))
    return out


def all_rows(folder: Path) -> list[Row]:
    lines: list[Item] = [*items(folder), *examples(), *documents()]
    out: list[Row] = []
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for at, rows in enumerate(pool.map(rows_of, lines, chunksize=20), 1):
            out += rows
            if at % 500 == 0 or at == len(lines):
                print(f"\rread {at} of {len(lines)} lines", end="", file=sys.stderr)
    print(file=sys.stderr)
    return out


class Model(NamedTuple):
    acts: list[str]
    features: dict[str, int]
    weights: Any
    """Features by middle sums."""
    starts: Any
    of_middle: Any
    """Middle sums by acts."""
    ends: Any

    def sums(self, rows: Sequence[Row]) -> Any:
        middle = _matrix(rows, self.features) @ self.weights + self.starts
        return np.maximum(middle, 0) @ self.of_middle + self.ends


def _matrix(rows: Sequence[Row], features: dict[str, int]) -> Any:
    """Which figure has which feature."""
    at = [sorted(features[name] for name in row.features if name in features) for row in rows]
    ends = np.cumsum([0, *map(len, at)])
    columns = np.array([one for some in at for one in some], dtype=np.int64)
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, columns, ends), shape=(len(rows), len(features)))


class _Change:
    """Carries out changes of one table of weights by AdamW, with what it needs to remember."""

    def __init__(self, weights: Any) -> None:
        self.weights = weights
        self.mean, self.square = np.zeros_like(weights), np.zeros_like(weights)
        self.many = 0

    def by(self, slope: Any, step: float) -> None:
        self.many += 1
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        spread = np.sqrt(self.square / (1 - 0.999**self.many))
        spread += 1e-8
        self.weights *= 1 - step * STIFF
        self.weights -= (step / (1 - 0.9**self.many)) * (self.mean / spread)


def learn(rows: Sequence[Row]) -> Model:
    """The weights under which the marked acts are likeliest."""
    seen = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, many in seen.items() if many >= LEAST)
    features = {name: at for at, name in enumerate(names)}
    acts = sorted({row.act for row in rows} | {row.rules for row in rows})
    column = {act: at for at, act in enumerate(acts)}
    looks = [row for row in rows for _ in range(OF_CORPORA if row.settled else 1)]
    given = _matrix(looks, features), np.array([column[row.act] for row in looks])
    return Model(acts, features, *_weights(*given, len(acts)))


def _weights(whole: Any, right: Any, wide: int) -> tuple[Any, Any, Any, Any]:
    """What features, middle sums and acts weigh."""
    chance = np.random.default_rng(SEED)
    many, features = whole.shape
    tables = (
        chance.normal(0, 0.01, (features, MIDDLE)).astype(np.float32), np.zeros(MIDDLE, np.float32),
        chance.normal(0, 0.1, (MIDDLE, wide)).astype(np.float32), np.zeros(wide, np.float32),
    )  # fmt: skip
    changes = [_Change(table) for table in tables]
    turns = ROUNDS * -(-many // TOGETHER)
    turn = 0
    for _ in range(ROUNDS):
        order = chance.permutation(many)
        for first in range(0, many, TOGETHER):
            chosen = order[first : first + TOGETHER]
            step = STEP * min(1.0, turn / 100) * (1 + math.cos(math.pi * turn / turns)) / 2
            for change, slope in zip(
                changes, _slopes(tables, whole[chosen], right[chosen], chance), strict=True
            ):
                change.by(slope, step)
            turn += 1
            if turn % 50 == 0 or turn == turns:
                print(f"\rstep {turn} of {turns}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tables


def _slopes(
    tables: tuple[Any, Any, Any, Any], x: Any, right: Any, chance: Any
) -> tuple[Any, Any, Any, Any]:
    """How the odds of the marked acts change with each weight, some features and middle sums left out."""
    x.data *= chance.random(len(x.data)) >= HIDDEN
    weights, starts, of_middle, ends = tables
    middle = x @ weights + starts
    heard = ((middle > 0) & (chance.random(middle.shape) >= UNHEARD)) / np.float32(1 - UNHEARD)
    lit = middle * heard
    sums = lit @ of_middle + ends
    sums -= sums.max(1, keepdims=True)
    odds = np.exp(sums)
    odds /= odds.sum(1, keepdims=True)
    off = odds - DOUBT / len(ends)
    off[np.arange(len(right)), right] -= 1 - DOUBT
    off /= len(right)
    back = (off @ of_middle.T) * heard
    return x.T @ back, back.sum(0), lit.T @ off, off.sum(0)


def judge(model: Model, rows: Sequence[Row]) -> None:
    """Says how many acts are right by the rules alone and with the model, by language."""

    def same(a: str, b: str) -> bool:
        return a == b or {a, b} == {"arrested", "detained"}

    sums = model.sums(rows)
    place = {act: at for at, act in enumerate(model.acts)}
    counts: dict[str, Counter[str]] = {}
    for at, row in enumerate(rows):
        of_rules = sums[at, place[row.rules]] if row.rules in place else sums[at].min()
        best = int(sums[at].argmax())
        chosen = (
            model.acts[best] if sums[at, best] > of_rules + act_choice.CLEARLY else row.rules
        )
        for key in (row.lang, "all"):
            count = counts.setdefault(key, Counter())
            count["figures"] += 1
            count["rules"] += same(row.rules, row.act)
            count["model"] += same(chosen, row.act)
    for key, count in sorted(counts.items()):
        n = count["figures"]
        print(
            f"{key}: {n} figures, right by rules {count['rules'] / n:.3f}, with the model {count['model'] / n:.3f}"
        )


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument(
        "--hold-out", action="store_true", help="learn from five sixths and judge by the rest"
    )
    given.add_argument("--folder", type=Path, default=FOLDER)
    options = given.parse_args()
    rows = all_rows(options.folder)
    print(f"{len(rows)} figures", file=sys.stderr)
    if options.hold_out:
        names = sorted({row.item for row in rows})
        random.Random(1).shuffle(names)  # noqa: S311
        kept = set(names[: len(names) // 6])
        model = learn([row for row in rows if row.item not in kept])
        judge(model, [row for row in rows if row.item in kept])
        return 0
    model = learn(rows)
    rows_of_weights = np.clip(np.rint(model.weights * UNIT), -MOST, MOST).astype(int)
    features = {
        name: rows_of_weights[at].tolist() for name, at in model.features.items()
        if rows_of_weights[at].any()
    }  # fmt: skip
    high = np.clip(np.rint(model.of_middle * HIGH_UNIT), 1 - HIGH_LIFT, HIGH_LIFT - 1).astype(
        int
    )
    write(
        act_choice.MODEL, model.acts, UNIT * HIGH_UNIT, digest(options.folder), features,
        np.rint(model.starts * UNIT).astype(int).tolist(), high.tolist(),
        np.rint(model.ends * UNIT * HIGH_UNIT).astype(int).tolist(),
    )  # fmt: skip
    size = act_choice.MODEL.stat().st_size
    print(f"{len(features)} features, {size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
