"""Bytes as characters: which encoding, and which byte each character came from.

Cyrillic newspapers were written in half a dozen one-byte encodings, and old archives often name the
wrong one. So the bytes decide: a byte order mark, then valid UTF-8, then how well the letters of
each candidate agree with how often Russian, Ukrainian and Kazakh use them.
"""

import codecs
import math
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from qantar.domain.errors import UnreadableInput

SAMPLE = 8_192
"""Bytes with which encodings are compared: some 7,000 letters leave no doubt."""

CANDIDATES = (
    "cp1251", "koi8-u", "koi8-r", "cp866", "mac-cyrillic", "kz1048", "ptcp154", "iso8859-5", "cp1252",
)  # fmt: skip
"""One-byte encodings tried, commonest first: the first of equals wins."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Letters in a thousand of running Russian and Ukrainian text, taken together (rounded; from the
# letter counts of general corpora). The eight Kazakh letters stand low so that Ukrainian in cp1251,
# which differs from kz1048 by these letters alone, is not taken for Kazakh.
_PER_MILLE = {
    "о": 105, "а": 82, "е": 72, "и": 68, "н": 66, "т": 58, "с": 50, "р": 46, "в": 46, "л": 40,
    "к": 36, "м": 31, "д": 31, "п": 28, "у": 29, "я": 20, "ы": 15, "ь": 17, "з": 18, "г": 17,
    "б": 16, "ч": 13, "й": 12, "х": 10, "ж": 9, "ш": 8, "ю": 7, "ц": 6, "щ": 4, "э": 3, "ф": 4,
    "ъ": 0.5, "ё": 1, "і": 28, "ї": 5, "є": 4, "ґ": 0.5,
    "ә": 2, "ғ": 2, "қ": 2, "ң": 2, "ө": 1.5, "ұ": 1.5, "ү": 1.5, "һ": 0.5,
}  # fmt: skip
_ORDINARY = "«»„“”‘’–—…№©°§ \xa0•·±"
_RARE = -3.0
_CAPITAL = 2.5
_MISPLACED = re.compile(
    r"[а-яёіїєґәғқңөұүһ][А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ]|[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]"
)
_WEIGHTS = {letter: math.log(share) for letter, share in _PER_MILLE.items()}
_WEIGHTS |= {letter.upper(): weight - _CAPITAL for letter, weight in _WEIGHTS.items()}
_WEIGHTS |= dict.fromkeys(_ORDINARY, 0.5)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"
_ASCII = bytes(range(0x80))
_WESTERN = "cp1252"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters, their encoding, and anchors between which bytes and characters agree.

    Each anchor is ``(character, byte)``: from there to the next one the text encodes to exactly the
    bytes. A character between two anchors' stretches stands for bytes that are no text (U+FFFD).
    """

    text: str
    encoding: str
    anchors: tuple[tuple[int, int], ...]
    broken: tuple[int, ...] = ()
    """Where U+FFFD stands for bytes that are not text."""


class Ruler:
    """Bytes at characters, quickest when asked from left to right."""

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self._chars = [char for char, _ in decoded.anchors]
        self._char, self._byte = decoded.anchors[0]
        self._narrow = len(decoded.anchors) == 1 and (
            (decoded.text.isascii() and decoded.encoding == "utf-8")
            or decoded.encoding in CANDIDATES
        )
        self._shift = self._byte - self._char

    def byte_at(self, char: int) -> int:
        """The offset of the byte where a character starts."""
        if self._narrow:
            return char + self._shift
        # A broken stretch starts where the text before it ends: one character after is its anchor.
        anchor, at = self._decoded.anchors[bisect_right(self._chars, char) - 1]
        if not anchor <= self._char <= char:
            self._char, self._byte = anchor, at
        between = self._decoded.text[self._char : char]
        self._byte += len(between.encode(self._decoded.encoding))
        self._char = char
        return self._byte

    def bytes_at(self, chars: list[int]) -> dict[int, int]:
        """The same for many characters at once, given from left to right."""
        decoded = self._decoded
        if self._narrow:
            return {char: char + self._shift for char in chars}
        if len(decoded.anchors) > 1 or decoded.encoding != "utf-8":
            return {char: self.byte_at(char) for char in chars}
        found: dict[int, int] = {}
        text, (last, byte) = decoded.text, decoded.anchors[0]
        for char in chars:
            if char != last:
                between = text[last:char]
                byte += len(between) if between.isascii() else len(between.encode())
                last = char
            found[char] = byte
        return found


def decode(data: bytes, origin: str, declared: str | None = None) -> Decoded:
    """The characters of bytes that should be text. A declared encoding is believed only where the
    bytes do not speak against it.

    Raises:
        UnreadableInput: if the bytes are not text, or in no encoding that is known here.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data, origin, encoding, len(bom))
    wide = _unmarked_utf16(data)
    if wide is not None:
        return _marked(data, origin, wide, 0)
    _refuse_binary(data, origin)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8", anchors=((0, 0),))
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return _mended(data, origin, "utf-8", 0)
        return _one_byte(data, origin, declared, error.start)


def _marked(data: bytes, origin: str, encoding: str, start: int) -> Decoded:
    decoded = _mended(data, origin, encoding, start)
    if "\x00" in decoded.text:
        where = Ruler(decoded).byte_at(decoded.text.index("\x00"))
        raise UnreadableInput(origin, "holds zero bytes: not a text", "save it as UTF-8", where)
    return decoded


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin and Cyrillic text one byte of two is 0 or 4."""
    sample = data[:SAMPLE]
    if len(data) < 8 or len(data) % 2 or (b"\x00" not in sample and b"\x04" not in sample):
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(high.count(code) for code in b"\x00\x04\x20") < 0.9 * len(high):
            continue
        try:
            text = sample[: len(sample) // 4 * 4].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and sum(
            c.isprintable() or c in "\r\n\t" for c in text
        ) > 0.97 * len(text):
            return encoding
    return None


def _refuse_binary(data: bytes, origin: str) -> None:
    zero = data.find(b"\x00")
    if zero >= 0:
        raise UnreadableInput(
            origin,
            "holds zero bytes: not a text",
            "give text, HTML, PDF, JSON Lines, mail or WARC",
            zero,
        )
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(2, len(sample) // 200):
        where = next(at for at, code in enumerate(sample) if code in _CONTROLS)
        raise UnreadableInput(
            origin,
            "is binary, not a text",
            "give text, HTML, PDF, JSON Lines, mail or WARC",
            where,
        )


def _mostly_utf8(data: bytes) -> bool:
    """Whether a few broken bytes stand in what is otherwise UTF-8, as where a file was cut."""
    text = data[: SAMPLE * 4].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(1 for char in text if char > "\x7f") - broken
    return wide >= 4 and broken * 20 <= wide


def _mended(data: bytes, origin: str, encoding: str, start: int) -> Decoded:
    """Text with U+FFFD for each stretch of bytes that is none, and anchors around it."""
    pieces: list[str] = []
    anchors = [(0, start)]
    broken: list[int] = []
    at, length = start, 0
    view = memoryview(data)
    while at < len(data):
        skipped = 0
        try:
            piece = codecs.decode(view[at:], encoding)
        except UnicodeDecodeError as error:
            piece = codecs.decode(view[at : at + error.start], encoding)
            skipped = error.end
        pieces.append(piece)
        length += len(piece)
        if not skipped:
            break
        pieces.append("\ufffd")
        broken.append(length)
        length += 1
        at += skipped
        anchors.append((length, at))
        if len(broken) * 20 > length + 100:
            raise UnreadableInput(
                origin, f"is not the {encoding} it seems", "save it as UTF-8", at - skipped
            )
    return Decoded(
        text="".join(pieces), encoding=encoding, anchors=tuple(anchors), broken=tuple(broken)
    )


def _one_byte(data: bytes, origin: str, declared: str | None, offset: int) -> Decoded:
    sample = _lettered(data)
    counts = Counter(sample.translate(None, _ASCII))
    rough = {name: _letter_score(counts, name) for name in CANDIDATES}
    # What stands beside what costs a pass over the sample: only near rivals are asked for it.
    near = max(rough.values()) - 2
    scores = {
        name: _score(sample, name, score) if score > near or name == _WESTERN else score
        for name, score in rough.items()
    }
    if declared is not None and (known := _known(declared)) in scores:
        # A declaration is worth the doubt between two near readings, not more.
        scores[known] += 0.25
    best = max(CANDIDATES, key=lambda name: scores[name])
    if scores[best] <= 0:
        guess = from_bytes(data[:SAMPLE]).best()
        known = None if guess is None else _known(guess.encoding)
        if known is None:
            raise UnreadableInput(
                origin, "is in no encoding known here", "save it as UTF-8", offset
            )
        best = known
    return _mended(data, origin, best, 0)


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip().replace("_", "-"))
    except (LookupError, ValueError):
        return None
    aliases = {codecs.lookup(candidate).name: candidate for candidate in CANDIDATES}
    return aliases.get(found.name, found.name if found.name in _MULTIBYTE else None)


_MULTIBYTE = frozenset(
    {"iso8859-1", "iso8859-2", "iso8859-9", "cp1250", "cp1254", "iso8859-15"}
)


def _lettered(data: bytes) -> bytes:
    """The first stretches of the bytes that hold something beyond ASCII."""
    if len(data) <= SAMPLE:
        return data
    found = bytearray()
    for line in re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]{0,4096}", data[: SAMPLE * 32]):
        found += line.group()[:4096] + b"\n"
        if len(found) >= SAMPLE:
            break
    return bytes(found)


@cache
def _byte_weights(encoding: str) -> dict[int, float]:
    letters = {code: bytes([code]).decode(encoding, "replace") for code in range(0x80, 0x100)}
    return {code: _WEIGHTS.get(letter, _RARE) for code, letter in letters.items()}


def _letter_score(counts: Counter[int], encoding: str) -> float:
    """The mean weight of the letters beyond ASCII, were they in this encoding."""
    weights = _byte_weights(encoding)
    total = counts.total()
    return (
        sum(weights[code] * count for code, count in counts.items()) / total if total else 0.0
    )


def _score(sample: bytes, encoding: str, letters: float) -> float:
    """How well the letters beyond ASCII agree with our languages: above 0 is believable."""
    text = sample.decode(encoding, "replace")
    total = sum(1 for char in text if char > "\x7f") or 1
    if encoding == _WESTERN:
        # Latin letters with marks: believable only where they stand among Latin letters.
        counts = Counter(char for char in text if char > "\x7f")
        weight = sum(
            count * (0.5 if char in _ORDINARY or char in "éèáíóúäöüßñçşğı" else -1.0)
            for char, count in counts.items()
        )
        joined = len(re.findall(r"[A-Za-z][À-ÿ]|[À-ÿ][a-z]", text))
        return (weight + joined - 2 * len(re.findall(r"[À-ÿ]{3}", text))) / total
    return letters - 4 * len(_MISPLACED.findall(text)) / total
