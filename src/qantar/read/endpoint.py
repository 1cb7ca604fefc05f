"""An extra reader behind an OpenAI-compatible address. Off unless configured, and never trusted.

Its answers are proposals: ``proposals.Gate`` admits those whose words, number and speaker stand in
the document and drops the rest. Nothing else leaves the machine, and nothing at all by default.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from qantar.codebook import Codebook
from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse, QantarError
from qantar.domain.source import Document, Passage
from qantar.grammar.pack import Pack
from qantar.read.proposals import Gate, RefusedProposal

TIMEOUT_SECONDS = 60
ANSWER_BYTES = 2_000_000
"""An answer longer than this is no answer."""
_TASK = (
    "List every figure the report states as JSON: an array of objects with the keys quote (the exact "
    "sentence), number (the exact number words inside it, hedge words left out), quantity (967, >1500, "
    ">=25, <40, <=40, ~2300, <~2000, 20..30), object, act, speaker (exact words or null). Objects: {objects}. "
    "Acts: {acts}. Answer with the array only."
)


class EndpointReader:
    """Asks a model at an address and admits what the document bears out.

    Raises:
        Misuse: if the address is not http or https.
    """

    def __init__(
        self, address: str, model: str, packs: dict[str, Pack], codebook: Codebook,
        key: str | None = None, refuse: Callable[[RefusedProposal], None] = lambda refused: None,
    ) -> None:  # fmt: skip
        if urlsplit(address).scheme not in ("http", "https"):
            raise Misuse(f"{address}: the address of a reader begins with http:// or https://")
        self._address = address.rstrip("/") + "/chat/completions"
        self._model = model
        self._packs = packs
        self._codebook = codebook
        self._key = key
        self._refuse = refuse
        self._task = _TASK.format(
            objects=", ".join(codebook.objects), acts=", ".join(codebook.acts)
        )

    @property
    def version(self) -> str:
        return f"endpoint {self._model}"

    def read(self, document: Document, passages: Sequence[Passage] = ()) -> list[Claim]:
        """Figures the model proposed and the document bears out.

        Raises:
            QantarError: if the address does not answer, or not in the form agreed.
        """
        pack = self._packs.get(document.lang or "")
        if pack is None:
            return []
        gate = Gate(document, pack, self._codebook, self.version)
        claims: dict[str, Claim] = {}
        for proposal in self._proposals(document.text):
            admitted = gate.admit(proposal)
            if isinstance(admitted, RefusedProposal):
                self._refuse(admitted)
            else:
                claims.setdefault(admitted.id, admitted)
        return sorted(claims.values(), key=lambda claim: (claim.anchor, claim.id))

    def _proposals(self, text: str) -> list[dict[str, Any]]:
        body = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": self._task},
                {"role": "user", "content": text},
            ],
        }
        headers = {"Content-Type": "application/json"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310  scheme checked when made
            self._address, json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                raw = answer.read(ANSWER_BYTES + 1)
            if len(raw) > ANSWER_BYTES:
                raise ValueError(f"an answer of over {ANSWER_BYTES} bytes")
            content = json.loads(raw)["choices"][0]["message"]["content"]
            found = json.loads(content[content.index("[") : content.rindex("]") + 1])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise QantarError(
                f"{self._address}: no usable answer ({error}); go on without it"
            ) from None
        return [row for row in found if isinstance(row, dict)]
