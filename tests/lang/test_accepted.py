"""Every change of what is read in the corpora is one that somebody looked at and accepted."""

from pathlib import Path

from tests.cli.conftest import run

ACCEPTED = Path(__file__).parent / "accepted.txt"


def test_the_corpora_are_read_as_was_accepted_last() -> None:
    """See the differences with «qantar corpus diff --accepted tests/lang/accepted.txt»; keep them with
    «qantar corpus accept» and the same file."""
    answer = run("corpus", "diff", "--accepted", str(ACCEPTED))
    assert answer.code == 0, answer.out
