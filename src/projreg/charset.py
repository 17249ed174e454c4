"""Bytes that are not UTF-8: what they most likely are, and the text they stand for where that is certain."""

import re

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LETTERS = "åäöÅÄÖéÉèÈêëáàâçñæøÆØüÜïîíóôúÁÀÇÑÓÍ"
_IN_DOUBT = re.compile(
    rf"[\x00-\x08\x0e-\x1f¤]|(?![{_LETTERS}])[À-ÿ]|[A-Za-z{_LETTERS}](?![{_LETTERS}’´·–—\xa0\xad])[^\x00-\x7f][A-Za-z{_LETTERS}]"
)
"""What is hardly in a Swedish text: letters of other languages, and signs in the middle of a word, such as L”vdal and
L†ngsele. Then the bytes are more likely from DOS, an old Macintosh or another part of Europe."""
_TELLING = re.compile("[åäöÅÄÖéÉüÜ]")


def likely_encoding(raw: bytes) -> str:
    """What bytes that are not UTF-8 text most likely are: "UTF-16", "Windows-1252", or no text at all."""
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
