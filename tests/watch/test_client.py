"""One request: bounded in size and time, to public hosts only, to just the host that was checked."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.watch.client import Reach, WebClient, canonical


@pytest.fixture
def serve() -> Iterator[Callable[[list[bytes]], str]]:
    """A server that reads a request and sends the pieces one by one, then keeps silent."""
    listening: list[socket.socket] = []
    ended = threading.Event()

    def start(pieces: list[bytes]) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def answer() -> None:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                for piece in pieces:
                    connection.sendall(piece)
                if not pieces:
                    ended.wait(5)

        threading.Thread(target=answer, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/x"

    yield start
    ended.set()
    for server in listening:
        server.close()


def test_the_answer_is_kept_as_the_server_sent_it(serve: Callable[[list[bytes]], str]) -> None:
    address = serve([b"HTTP/1.1 200 OK\r\nX-Odd: 1\r\nX-Odd: 2\r\nContent-Length: 2\r\n\r\nhi"])
    answer = WebClient("Qantar/0", Reach(private=True)).get(address, {})
    assert answer.headers == (("X-Odd", "1"), ("X-Odd", "2"), ("Content-Length", "2"))
    assert (answer.status, answer.body, answer.ip) == (200, b"hi", "127.0.0.1")
    assert ("User-Agent", "Qantar/0") in answer.asked


def test_an_endless_answer_is_cut_off(serve: Callable[[list[bytes]], str]) -> None:
    address = serve([b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000])
    with pytest.raises(HostileInput, match="more than 1,000 bytes"):
        WebClient("Q", Reach(private=True, bytes=1000)).get(address, {})


def test_a_broken_off_answer_is_no_page(serve: Callable[[list[bytes]], str]) -> None:
    address = serve([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"])
    with pytest.raises(UnreadableInput, match="broke off"):
        WebClient("Q", Reach(private=True)).get(address, {})


def test_a_silent_server_is_left(serve: Callable[[list[bytes]], str]) -> None:
    with pytest.raises(UnreadableInput, match="did not answer"):
        WebClient("Q", Reach(private=True, seconds=0.2)).get(serve([]), {})


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/"]
)  # fmt: skip
def test_the_own_network_is_not_asked_unless_allowed(address: str) -> None:
    with pytest.raises(HostileInput, match="not public"):
        WebClient("Q").get(address, {})


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "gopher://a/", "http://u:p@a.kz/", "http://a.kz/\r\nX: y", "http://"]
)  # fmt: skip
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(HostileInput):
        canonical(address)


def test_an_address_in_cyrillic_is_one_address() -> None:
    assert canonical("https://Қостанай.қаз/#x") == canonical("https://қостанай.қаз/")
