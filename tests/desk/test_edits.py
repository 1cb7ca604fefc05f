"""Silent edits between two captures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.desk.edits import edits
from qantar.domain.source import Block, BlockKind, Document
from qantar.domain.span import Span


def document_of(*paragraphs: str) -> Document:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(Span(len(text), len(text) + len(paragraph)), BlockKind.BODY))
        text += paragraph + "\n"
    return Document(capture="capture-1", report="r", text=text, blocks=tuple(blocks))


def test_a_number_changed_in_silence_is_marked_on_both_sides() -> None:
    before = document_of("Погибли 164 человека.", "Сообщило министерство.")
    after = document_of("Погибли 225 человек.", "Сообщило министерство.")
    changed, kept = edits(before, after)
    assert changed.changed and not kept.changed
    assert [s.text for s in changed.before if s.changed] == ["164", "человека"]
    assert [s.text for s in changed.after if s.changed] == ["225", "человек"]


PARAGRAPHS = st.lists(
    st.text(alphabet="аб 1.", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(old=PARAGRAPHS, new=PARAGRAPHS)
def test_each_side_holds_its_own_text_whole(old: list[str], new: list[str]) -> None:
    rows = edits(document_of(*old), document_of(*new))
    assert "".join(s.text for row in rows for s in row.before) == "".join(old)
    assert "".join(s.text for row in rows for s in row.after) == "".join(new)
    if old == new:
        assert not any(row.changed for row in rows)
