"""The same words give the same claims in every process, however it scatters its hashes."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = """
import hashlib, json, sys
from pathlib import Path
from qantar import text
from qantar.domain.source import Document
from qantar.pipeline import read_document

told = hashlib.sha256()
for path in sorted(Path(sys.argv[1]).glob("*/corpus/documents/*.txt"))[::6]:
    words = path.read_text("utf-8")
    document = Document(
        capture="c", report=path.stem, text=words, lang=path.parts[-4],
        blocks=tuple(text.blocks(words, None)), published="2024-03-02", outlet="a.test",
    )
    for claim in read_document(document):
        told.update(json.dumps(claim.as_row(), sort_keys=True).encode())
print(told.hexdigest())
"""


def read_with(seed: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", READ, str(ROOT / "src" / "qantar" / "lang")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": str(seed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout


def test_claims_do_not_hang_on_how_a_process_scatters_its_hashes() -> None:
    assert read_with(1) == read_with(77)
