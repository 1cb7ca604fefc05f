"""Learn the model of acts from the annotated sentences of ``training/acts`` and write it into the package.

    python tools/learn_acts.py             # learn and write
    python tools/learn_acts.py --hold-out  # learn from five sixths, say how well it does on the rest; writes nothing

A conditional logit: every act has a weight for every feature, and every sign one weight for whichever act it speaks of.
Needs numpy and scipy (``pip install '.[learn]'``); the reader needs neither. Two processors, some three minutes.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.marked import FOLDER, UNDATED, marked

from qantar.grammar.corpus import read_corpus
from qantar.read import act_choice
from qantar.read.act_features import Features
from qantar.read.learned import digest, write
from qantar.read.load import load_reader
from qantar.read.packs import packs
from tests.lang.reading import claims, place_of, read_report

LEAST = 3
"""Figures a feature or sign must be seen with to be learnt."""
STIFF, STIFF_SIGNS = 1.5, 0.3
"""How strongly weights are held near nought (twice the factor of their squares)."""
ROUNDS = 400
PASSAGE = "passage"
"""Opens signs seen in passages alone, which are harder than reports: how far the rules are to be trusted is
learnt from reports."""
UNIT = 40
"""Whole numbers that make one in the logarithm of the odds; a weight of a feature reaches ±3.2 so."""


class Item(NamedTuple):
    """One line of the corpus: a passage or a report, with its marked figures."""

    name: str
    lang: str
    text: str
    title: str | None
    figures: dict[tuple[int, int], str]
    """The act by the offsets of the number."""
    whole: bool
    """Whether it is written as reports are, and no passage meant to be hard."""
    stated: tuple[tuple[str, str], ...] = ()
    """Where the corpus names no offsets: quantity and act of each figure, in order."""
    published: str = UNDATED


class Row(NamedTuple):
    """One figure as the reader meets it, and the act it should have."""

    item: str
    lang: str
    features: frozenset[str]
    signs: frozenset[tuple[str, str]]
    rules: str
    act: str


def items(folder: Path) -> Iterator[Item]:
    """The annotated lines of ``training/acts``."""
    for line in marked(folder):
        yield Item(
            line.name, line.lang, line.text, line.title, line.acts, "\n" in line.text,
            published=line.published,
        )  # fmt: skip


def examples() -> Iterator[Item]:
    """The sentences of the packs' ``corpus/figure.txt``, which the rules were made on."""
    for lang, pack in packs().items():
        for one in read_corpus(pack.folder / "corpus" / "figure.txt"):
            said = [] if one.value is None else one.value.removeprefix("? ").split("; ")
            stated = tuple((words.split()[0], words.rpartition(".")[2]) for words in said)
            published = one.settings.get("published", "2022-03-15")
            yield Item(str(one), lang, one.text, None, {}, True, stated, published)


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
                f"{lang}/{path.name}", lang, report.text, report.settings.get("title"), figures, True,
                published=report.settings.get("published", UNDATED),
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
            features = frozenset(map(sys.intern, seen.features))
            signs = set(seen.signs)
            if not item.whole:
                signs |= {(told, f"{PASSAGE} {sign}") for told, sign in signs if told == rules}
            out.append(Row(item.name, item.lang, features, frozenset(signs), rules, act))
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
    signs: dict[str, int]
    weights: Any
    """Features by acts."""
    of_signs: Any

    def sums(self, rows: Sequence[Row]) -> Any:
        x, f = _matrices(rows, self.acts, self.features, self.signs)
        return x @ self.weights + (f @ self.of_signs).reshape(len(rows), len(self.acts))


def _matrices(
    rows: Sequence[Row], acts: list[str], features: dict[str, int], signs: dict[str, int]
) -> Any:
    column = {act: at for at, act in enumerate(acts)}
    x: list[tuple[int, int]] = []
    f: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        x += [(at, features[name]) for name in sorted(row.features) if name in features]
        f += [(at * len(acts) + column[act], signs[name]) for act, name in sorted(row.signs)
              if name in signs and act in column]  # fmt: skip
    return (
        _sparse(x, (len(rows), len(features))),
        _sparse(f, (len(rows) * len(acts), len(signs))),
    )


def _sparse(at: list[tuple[int, int]], shape: tuple[int, int]) -> Any:
    places = np.array(at, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((np.ones(len(at)), (places[:, 0], places[:, 1])), shape=shape)


def learn(rows: Sequence[Row]) -> Model:
    """The weights under which the marked acts are likeliest, small weights preferred."""
    seen = Counter(name for row in rows for name in row.features)
    features = {
        name: at for at, name in enumerate(sorted(n for n, c in seen.items() if c >= LEAST))
    }
    told = Counter(name for row in rows for name in {sign for _, sign in row.signs})
    signs = {
        name: at for at, name in enumerate(sorted(n for n, c in told.items() if c >= LEAST))
    }
    acts = sorted({row.act for row in rows})
    x, f = _matrices(rows, acts, features, signs)
    back_x, back_f = x.T.tocsr(), f.T.tocsr()
    wide, many = len(acts), len(rows)
    right = np.array([acts.index(row.act) for row in rows])
    marked = np.zeros((many, wide))
    marked[np.arange(many), right] = 1.0

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat[: len(features) * wide].reshape(len(features), wide)
        of_signs = flat[len(features) * wide :]
        sums = x @ weights + (f @ of_signs).reshape(many, wide)
        sums -= sums.max(1, keepdims=True)
        odds = np.exp(sums)
        whole = odds.sum(1, keepdims=True)
        likely = (sums[np.arange(many), right] - np.log(whole[:, 0])).sum()
        off = odds / whole - marked
        slope = np.concatenate(
            [
                (back_x @ off + STIFF * weights).ravel(),
                back_f @ off.ravel() + STIFF_SIGNS * of_signs,
            ]
        )
        held = STIFF * (weights**2).sum() / 2 + STIFF_SIGNS * (of_signs**2).sum() / 2
        return held - likely, slope

    start = np.zeros(len(features) * wide + len(signs))
    done = minimize(loss, start, jac=True, method="L-BFGS-B",
                    options={"maxiter": ROUNDS, "maxcor": 6})  # fmt: skip
    cut = len(features) * wide
    return Model(acts, features, signs, done.x[:cut].reshape(len(features), wide), done.x[cut:])


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
    whole = np.clip(np.rint(model.weights * UNIT), -127, 127).astype(int)
    features = {
        name: whole[at].tolist() for name, at in model.features.items() if whole[at].any()
    }
    of_signs = np.clip(np.rint(model.of_signs * UNIT), -32767, 32767).astype(int)
    signs = {
        name: int(of_signs[at]) for name, at in model.signs.items()
        if of_signs[at] and not name.startswith(PASSAGE)  # no report is known to be a passage
    }  # fmt: skip
    write(act_choice.MODEL, model.acts, UNIT, digest(options.folder), features, signs)
    size = act_choice.MODEL.stat().st_size
    print(f"{len(features)} features, {len(signs)} signs, {size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
