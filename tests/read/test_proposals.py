"""A reader that lies: its claims pass only where the document bears them out."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from qantar.codebook import load
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import Misuse, QantarError
from qantar.domain.source import Document
from qantar.read.endpoint import EndpointReader
from qantar.read.packs import packs
from qantar.read.proposals import Gate, RefusedProposal

TEXT = (
    "Со складов похищено более 1,5 тысяч единиц оружия, сообщил прокурор Марат Есимов. "
    "Найдено 967 единиц. Изъято 40 патронов. Изъято 40 патронов."
)
DOCUMENT = Document(capture="x", report="r1", text=TEXT, lang="ru")
TRUE = {
    "quote": "Со складов похищено более 1,5 тысяч единиц оружия",
    "number": "1,5 тысяч",
    "quantity": ">1500",
    "object": "weapon",
    "act": "stolen",
    "speaker": "Марат Есимов",
}


def admit(**changes: Any) -> Claim | RefusedProposal:
    gate = Gate(DOCUMENT, packs()["ru"], load(), "a reader that lies")
    return gate.admit({**TRUE, **changes})


def test_a_proposal_whose_words_bear_it_becomes_a_claim() -> None:
    claim = admit()
    assert isinstance(claim, Claim)
    assert isinstance(claim.content, Figure)
    assert str(claim.content.quantity) == ">1500"
    assert TEXT[claim.anchor.start : claim.anchor.end] == "1,5 тысяч"
    assert claim.derivation.rule == "proposed by a reader that lies"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quantity": "1500"}, "the words say >1500"),
        ({"quantity": ">1600"}, "the words say >1500"),
        ({"quote": "Со складов похищено более 1,6 тысяч единиц оружия"}, "is not in the text"),
        ({"number": "967"}, "is not in the text"),
        ({"number": "единиц"}, "no number stands"),
        ({"speaker": "Иван Петров"}, "is not in the document"),
        ({"speaker": ""}, "is not in the document"),
        ({"object": "terrorist"}, "no code «terrorist»"),
        ({"act": "liquidated"}, "no code «liquidated»"),
        ({"quote": "Изъято 40 патронов.", "number": "40", "quantity": "40"}, "more than once"),
        ({"quantity": "many"}, "is no number"),
        ({"quote": None}, "no quote given"),
    ],
)
def test_a_lie_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    refused = admit(**changes)
    assert isinstance(refused, RefusedProposal)
    assert reason in refused.reason


class Liar(BaseHTTPRequestHandler):
    answer = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"choices": [{"message": {"content": self.answer}}]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Liar)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_that_mixes_truth_and_lies_gives_only_what_stands(address: str) -> None:
    lie = {**TRUE, "quantity": "967", "speaker": "1,5"}
    Liar.answer = "Here you are: " + json.dumps([TRUE, lie, "nonsense"], ensure_ascii=False)
    refused: list[RefusedProposal] = []
    reader = EndpointReader(address, "m", packs(), load(), refuse=refused.append)
    claims = reader.read(DOCUMENT)
    assert [str(c.content.quantity) for c in claims if isinstance(c.content, Figure)] == [
        ">1500"
    ]
    assert len(refused) == 1


def test_an_endpoint_that_talks_nonsense_is_an_error_and_no_claim(address: str) -> None:
    Liar.answer = "I cannot help with that"
    with pytest.raises(QantarError, match="no usable answer"):
        EndpointReader(address, "m", packs(), load()).read(DOCUMENT)


def test_an_address_that_is_no_web_address_is_misuse() -> None:
    with pytest.raises(Misuse):
        EndpointReader("file:///etc/passwd", "m", packs(), load())
