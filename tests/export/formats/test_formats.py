"""What holds of every format."""

import pytest

from qantar.domain.errors import Misuse
from qantar.export.format import Format, Material
from qantar.export.formats import format_named, formats, policy_for
from qantar.export.loss import loss_note
from tests.export.formats.story import CLAIMS, story

LIBRARIES = {"parquet": "pyarrow", "word": "docx"}
"""What the optional parts of the installation bring."""
ALL = pytest.mark.parametrize("one", formats().values(), ids=list(formats()))


def written(one: Format, record: Material) -> bytes:
    if one.extra:
        pytest.importorskip(LIBRARIES[one.extra])
    return one.write(record).data


@ALL
def test_the_same_record_gives_the_same_bytes(one: Format, record: Material) -> None:
    assert written(one, record) == written(one, story())


@ALL
def test_the_order_in_which_claims_come_is_irrelevant(one: Format, record: Material) -> None:
    assert written(one, record) == written(one, story(claims=CLAIMS[::-1]))


@ALL
def test_an_empty_record_can_be_written(one: Format) -> None:
    assert isinstance(written(one, story(claims=(), judgements=())), bytes)


@ALL
def test_every_format_says_where_it_is_defined_and_what_it_cannot_say(one: Format) -> None:
    assert one.standard
    assert one.losses
    assert all(loss.endswith(".") for loss in one.losses)
    assert one.suffix.startswith(".")


@ALL
def test_the_note_holds_every_loss_and_everything_dropped(
    one: Format, record: Material
) -> None:
    if one.extra:
        pytest.importorskip(LIBRARIES[one.extra])
    done = one.write(record)
    note = loss_note(one, done, policy_for(one, None))
    assert all(f"- {line}\n" in note for line in (*one.losses, *done.dropped))


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Misuse, match="acled"):
        format_named("morse")


def test_a_rule_without_columns_is_refused() -> None:
    with pytest.raises(Misuse, match="written by acled"):
        policy_for(format_named("acled"), "ucdp")
