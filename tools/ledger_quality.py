"""How well ledgers come out of report texts, from reading to relations, on the reconciliation set.

    python tools/ledger_quality.py               read, reconcile, score; print every measure
    python tools/ledger_quality.py --misses 40   and the first differences
    python tools/ledger_quality.py --json        one object, for tools/quality.py
    python tools/ledger_quality.py --unread      and the coded figures no claim stands on, with what differs

Figures read are matched to the coded ones by report and place in the text; what was read besides is
reconciled along, as it would be in use. The set lies beside the repository (``../shared/ledger``) and is
not part of it; where it is absent the measure is skipped with a note.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qantar import text
from qantar.atlas.atlas import Atlas
from qantar.capture import gather
from qantar.domain.claim import Claim, Figure
from qantar.domain.ledger import Account
from qantar.domain.source import Document, Refused
from qantar.pipeline import read_document
from qantar.reconcile import counts_of, reconcile
from qantar.reconcile.answers import answer_rows
from qantar.reconcile.places import AtlasPlaces
from qantar.reconcile.reconciliation import Reconciliation

ROOT = Path(__file__).resolve().parent.parent
SET = Path(os.environ.get("QANTAR_SHARED", ROOT.parent / "shared")) / "ledger"
Row = dict[str, Any]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", type=int, default=0)
    arguments.add_argument("--unread", action="store_true")
    arguments.add_argument("--json", action="store_true", help="measures by name, nothing else")
    arguments.add_argument("--out", type=Path, help="keep the predictions in this folder")
    given = arguments.parse_args()
    if given.json:
        print(json.dumps(measured()))
        return 0
    if not (SET / "score.py").exists():
        print(f"ledger quality: skipped, no reconciliation set at {SET}")
        return 0
    documents, claims = read(SET / "reports.jsonl")
    facts = rows("facts")
    matched = match(claims, facts)
    if given.unread:
        print_unread(facts, claims, matched)
    with tempfile.TemporaryDirectory() as folder:
        out = given.out or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        predict(documents, claims, matched, out)
        print(f"figures found {len(matched)} of {len(facts)}")
        sys.stdout.write(score(out, "--misses", str(given.misses)))
    return 0


def measured() -> dict[str, float]:
    """Every measure by name, for the floors; empty where the set is absent."""
    if not (SET / "score.py").exists():
        return {}
    documents, claims = read(SET / "reports.jsonl")
    facts = rows("facts")
    matched = match(claims, facts)
    with tempfile.TemporaryDirectory() as folder:
        predict(documents, claims, matched, Path(folder))
        report = json.loads(score(Path(folder), "--json"))
    found = {"figures found": round(len(matched) / len(facts), 4)}
    found |= {f"relations {type_}": one["f1"] for type_, one in report["relations"].items()}
    found |= {name: report[name] for name in ("macro_f1", "micro_f1")}
    found["origins"] = report["origins"]["f1"]
    return found | {f"expected {name}": share for name, share in report["expected"].items()}


def rows(name: str) -> list[Row]:
    lines = (SET / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read(path: Path) -> tuple[dict[str, Document], list[Claim]]:
    """Every document of a file and its claims, in order."""
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    for item in gather([str(path)], captured_at="2025-01-01T00:00:00Z"):
        if isinstance(item, Refused):
            raise item.error
        for document in text.documents(item.capture, item.data):
            if isinstance(document, Refused):
                raise document.error
            documents[document.id] = document
            claims += read_document(document)
    return documents, claims


def match(claims: Iterable[Claim], facts: Iterable[Row]) -> dict[str, str]:
    """Claim to fact where both stand on one stretch of one report: the same, else an overlapping one
    that no other claims."""
    figures = [claim for claim in claims if isinstance(claim.content, Figure)]
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for fact in facts:
            if fact["id"] in taken:
                continue
            for claim in figures:
                start, end = claim.anchor.start, claim.anchor.end
                same = (start, end) == (fact["start"], fact["end"])
                meets = start < fact["end"] and fact["start"] < end
                if claim.report == fact["report"] and claim.id not in matched:
                    if same if exact else meets:
                        matched[claim.id] = fact["id"]
                        taken.add(fact["id"])
                        break
    return matched


def predict(
    documents: Mapping[str, Document],
    claims: list[Claim],
    matched: Mapping[str, str],
    out: Path,
) -> None:
    """Relations, origins and answers in terms of the coded figures; what was matched with none is
    left out of them."""
    counts, set_aside = counts_of(claims, documents)
    named = [
        replace(
            count,
            claim=matched.get(count.claim, count.claim),
            part_of=matched.get(count.part_of or "", count.part_of),
        )
        for count in counts
    ]
    made = reconcile(named, places=AtlasPlaces(Atlas.load()), set_aside=set_aside)
    facts = set(matched.values())
    write(out / "relations.jsonl", relation_rows(made, facts))
    write(
        out / "origins.jsonl",
        ({"facts": [c for c in u.claims if c in facts]} for u in made.ledger.utterances),
    )
    write(out / "expected.jsonl", answer_rows(made, rows("expected")))


def relation_rows(made: Reconciliation, facts: set[str]) -> Iterable[Row]:
    def name(account: Account) -> str | None:
        return next((claim for claim in account.claims if claim in facts), None)

    for account in made.ledger.accounts:
        first, *others = [c for c in account.claims if c in facts] or [""]
        yield from ({"type": "same", "a": other, "b": first} for other in others)
    for one in made.ledger.relations:
        ends = [name(made.ledger.account(id_)) for id_ in one.a]
        b = name(made.ledger.account(one.b))
        if b is not None and None not in ends:
            for a in [ends] if one.type == "sum" else ends:
                yield {"type": one.type.value, "a": a, "b": b}


def write(path: Path, found: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")


def score(folder: Path, *options: str) -> str:
    command = [sys.executable, str(SET / "score.py"), str(SET), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


FIELDS = ("act", "object", "hedge", "place", "when", "as_of", "total", "denied", "speaker")


def print_unread(
    facts: Iterable[Row], claims: Iterable[Claim], matched: Mapping[str, str]
) -> None:
    """Coded figures without a claim, and those whose claim says something else, field by field."""
    claim_of = {fact: claim for claim, fact in matched.items()}
    by_id = {claim.id: claim.as_row() for claim in claims}
    for fact in facts:
        if fact["id"] not in claim_of:
            print(f"unread {fact['id']} «{fact['num']}» {fact['object']}.{fact['act']}")
            continue
        row = by_id[claim_of[fact["id"]]]
        said = {**row, "denied": row.get("denied", False)}
        differ = [
            f"{name}: {said.get(name)} for {fact[name]}"
            for name in FIELDS
            if said.get(name) != fact[name]
        ]
        part = matched.get(row.get("part_of") or "", row.get("part_of"))
        if part != fact["part_of"]:
            differ.append(f"part_of: {part} for {fact['part_of']}")
        if row["reality"] not in ("asserted",):
            differ.append(f"reality {row['reality']}")
        if differ:
            print(f"{fact['id']} «{fact['num']}» " + "; ".join(differ))


if __name__ == "__main__":
    raise SystemExit(main())
