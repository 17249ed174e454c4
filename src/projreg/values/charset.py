"""Bytes that are not UTF-8: what they most likely are, and the text they stand for where that is certain."""

import re
from typing import NamedTuple

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LETTERS = "åäöÅÄÖéÉèÈêëáàâçñæøÆØüÜïîíóôúÁÀÇÑÓÍ"
_IN_DOUBT = re.compile(
    rf"[\x00-\x08\x0e-\x1f¤]|(?![{_LETTERS}])[À-ÿ]|[A-Za-z{_LETTERS}](?![{_LETTERS}’´·–—\xa0\xad])[^\x00-\x7f][A-Za-z{_LETTERS}]"
)
"""What is hardly in a Swedish text: letters of other languages, and signs in the middle of a word, such as L”vdal and
L†ngsele. Then the bytes are more likely from DOS, an old Macintosh or another part of Europe."""
_TELLING = re.compile("[åäöÅÄÖéÉüÜ]")
_CONTROLS_OF_WINDOWS = "\x81\x8d\x8f\x90\x9d"
"""What Windows-1252 leaves open, and programs read as the control characters of these numbers."""
_LETTER_OR_STRAY = re.compile(rb"(?P<letter>" + _UTF_8_LETTER.pattern + rb")|(?P<stray>[\x80-\xff])")
_LETTER_OR_OTHER = re.compile(rb"(?P<letter>" + _UTF_8_LETTER.pattern + rb")|(?P<other>.)", re.DOTALL)
_PART_OF_WORD = re.compile(rb"[\w\x80-\xff-]+")
_LONGEST_WORD = 120


class Mixture(NamedTuple):
    """A file in two encodings: "UTF-8" and "Windows-1252", of which the `rest` has more, and the other a few places.

    `lines` are the lines of these places, counted from 1. `word` is the first of them with what stands around it, read
    rightly; empty when that is in doubt.
    """

    rest: str
    lines: tuple[int, ...]
    word: str


def mixture(raw: bytes) -> Mixture | None:
    """Where a file is in another encoding than its rest; None when it is all in one, or no text."""
    if b"\0" in raw or raw[:2] in _UTF_16_MARKS:
        return None
    raw = raw.removeprefix(_UTF_8_MARK)
    places: dict[str, list[int]] = {"letter": [], "stray": []}
    for each in _LETTER_OR_STRAY.finditer(raw):
        places[str(each.lastgroup)].append(each.start())
    letters, strays = places.values()
    if not letters or not strays:
        return None
    rest, fewer = ("UTF-8", strays) if len(strays) <= len(letters) else ("Windows-1252", letters)
    lines, line, seen = dict[int, None](), 1, 0
    for at in fewer:
        line, seen = line + raw.count(b"\n", seen, at), at
        lines[line] = None
    word = _word_around(raw, fewer[0])
    return Mixture(rest, tuple(lines), "" if _IN_DOUBT.search(word) or not _TELLING.search(word) else word)


def _word_around(raw: bytes, at: int) -> str:
    """The word that a byte belongs to, each of its letters read in its own encoding; empty for an endless one."""
    start = max(0, at - _LONGEST_WORD)
    window = raw[start : at + _LONGEST_WORD]
    word = next(each for each in _PART_OF_WORD.finditer(window) if each.end() > at - start)
    if len(word[0]) > _LONGEST_WORD // 2:
        return ""
    return "".join(
        each[0].decode("utf-8" if each.lastgroup == "letter" else "cp1252", "replace")
        for each in _LETTER_OR_OTHER.finditer(word[0])
    )


_CERTAIN = (
    "Ã(?:[\x80-\x9f\xa0-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]|[…–—’”](?=[A-Za-zÅÄÖåäöÃ]))"
    "|Â[\xa0-\xbf]|â(?:€|\x80)[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
)
_GARBLED = re.compile(_CERTAIN)
_GARBLED_TOO = re.compile(f"{_CERTAIN}|Ã[…–—’”]")
"""A letter of Latin-1, or a dash or quotation mark, whose bytes in UTF-8 were read as Windows-1252. Some of the second
halves can follow upon a real Ã: there a letter must come behind, or something else in the text be garbled."""


def ungarbled(text: str) -> str:
    """The text with what was read in the wrong encoding put right: "LÃ¶vdal" is Lövdal; also where it happened twice.

    What may have been meant as it stands stays.
    """
    while _GARBLED.search(text):
        text = _GARBLED_TOO.sub(_read_rightly, text)
    return text


def _read_rightly(found: re.Match[str]) -> str:
    """The letter; whatever the pattern finds is one in UTF-8."""
    raw = b"".join(
        each.encode("latin-1") if each in _CONTROLS_OF_WINDOWS or "\x80" <= each <= "\x9f" else each.encode("cp1252")
        for each in found[0]
    )
    return raw.decode("utf-8")


def likely_encoding(raw: bytes) -> str:
    """What bytes that are not UTF-8 text most likely are: "UTF-16", "Windows-1252", or no text at all."""
    mixed = mixture(raw)
    if mixed and mixed.rest == "UTF-8":
        return "UTF-8 but for a few places"
    start = raw[:200]
    if raw[:2] in _UTF_16_MARKS or start.count(0) > len(start) // 4:
        return "UTF-16"
    return "no text file (it holds NUL bytes)" if b"\0" in raw else "Windows-1252"


def certain_text(raw: bytes) -> str | None:
    """The text of bytes that are not UTF-8; None unless it can be only one, and is the same bytes when written back."""
    if likely_encoding(raw) == "UTF-16":
        return _utf_16(raw)
    if b"\0" in raw or _UTF_8_LETTER.search(raw):
        return None  # no text; partly UTF-8 already
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if _TELLING.search(text) and not _IN_DOUBT.search(text) else None


def _utf_16(raw: bytes) -> str | None:
    found = []
    marked = raw[:2] in _UTF_16_MARKS
    for encoding in ("utf-16",) if marked else ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and "=" in text:
            found.append(text)
    return found[0] if len(found) == 1 else None
