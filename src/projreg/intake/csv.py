"""CSV as programs and people save it: any of four separators, UTF-8, UTF-16 or Windows-1252."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from projreg.errors import UnreadableFile
from projreg.intake.grid import LONGEST_CELL, MOST_COLUMNS, Grid, Row, need_room, too_long
from projreg.values.charset import likely_encoding, mixture

SEPARATORS = (";", ",", "\t", "|")
_LINES_TO_JUDGE_BY = 200
_SAID = re.compile(r'\A"?sep=([;,\t|])"?\r?\n')
_SAVE = "save it again as “CSV UTF-8”, or as .xlsx"
_NO_BREAK_IN_NUMBERS = re.compile("(?<=[0-9])\xa0(?=[0-9]|kr|SEK|€)")


def read(raw: bytes) -> Grid:
    """The rows of a CSV file. Raises UnreadableFile in words."""
    text, remarks = decoded(raw)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    separator = said[1] if said else _separator(text)
    rows = list(_rows(text, separator, 2 if said else 1))
    return Grid(rows, "", remarks, separator)


def decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a line for people when its encoding had to be guessed. Raises UnreadableFile."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _of_utf_16(raw), ()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _of_windows(raw)
    if "\0" not in text:
        return text, ()
    if likely_encoding(raw) == "UTF-16":
        return _of_utf_16(raw), ()
    raise UnreadableFile("this is no text file: it holds NUL characters", _SAVE)


def _of_utf_16(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and any(each in text for each in SEPARATORS):
            return text
    raise UnreadableFile("this is no text file, or its encoding cannot be told", _SAVE)


def _of_windows(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes that are not UTF-8, where they can only be Windows-1252."""
    from projreg.values.charset import certain_text

    mixed = mixture(raw)
    if mixed:
        lines = ", ".join(map(str, mixed.lines[:5])) + (" …" if len(mixed.lines) > 5 else "")
        raise UnreadableFile(f"the file is partly UTF-8 and partly Windows-1252; look at line {lines}", _SAVE)
    text = certain_text(raw)
    if text is None and b"\0" not in raw:
        bare = _NO_BREAK_IN_NUMBERS.sub(" ", raw.decode("latin-1"))
        text = bare if bare.isascii() else None
    if text is None and b"\0" in raw:
        raise UnreadableFile("this is no text file: it holds NUL characters", _SAVE)
    if text is None:
        raise UnreadableFile(
            f"the file is not UTF-8, and what else it is cannot be told ({likely_encoding(raw)}?)", _SAVE
        )
    return text, ("read as Windows-1252, since it is not UTF-8",)


def _separator(text: str) -> str:
    """What parts the cells: what parts most lines into equally many, and more than one."""
    start = "".join(text[:200_000].splitlines(keepends=True)[:_LINES_TO_JUDGE_BY])
    scores = {}
    for each in SEPARATORS:
        try:
            widths = Counter(len(row) for row in _parted(start, each) if len(row) > 1)
        except csv.Error:
            continue
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        scores[each] = (often * min(width, 20) if width > 1 else 0, often)
    return max(scores, key=lambda each: scores[each]) if scores else ";"


def _parted(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _rows(text: str, separator: str, first: int) -> Iterator[Row]:
    cells = 0
    number = first - 1
    try:
        for number, row in enumerate(_parted(text, separator), first):
            if len(row) > MOST_COLUMNS:
                while row and not row[-1].strip():
                    row.pop()
            cells += len(row)
            need_room(number, len(row), cells)
            long = next((at for at, each in enumerate(row) if len(each) > LONGEST_CELL), None)
            if long is not None:
                raise too_long(number, long)
            yield Row(number, tuple(_one_kind_of_break(each) for each in row))
    except csv.Error:  # the one that the reader has for text without NUL, whose lines are parted
        raise too_long(number + 1, 0) from None


def _one_kind_of_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
