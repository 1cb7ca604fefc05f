"""Text made safe to show, letter for letter: same length, so that offsets stay true.

Direction controls can make «не менее 25» look like another number on a screen, and terminal
controls can repaint it. Documents keep such characters, because they are what the source said;
whoever shows a text to people passes it through ``for_display`` first.
"""

STAND_IN = "␦"
"""What is shown for a character that would change how its neighbours look (U+2426)."""

DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Every character with the Unicode property Bidi_Control."""

_KEPT = "\t\n\r"
_TABLE = {
    code: STAND_IN
    for code in (
        *(code for code in range(0x20) if chr(code) not in _KEPT),
        *range(0x7F, 0xA0),
        *map(ord, DIRECTION_CONTROLS),
        *range(0xD800, 0xE000),
    )
}


def for_display(text: str) -> str:
    """The text with direction controls, terminal controls and lone surrogates shown as ``␦``."""
    return text.translate(_TABLE)
