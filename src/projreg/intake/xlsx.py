"""XLSX: real dates and numbers, merged cells filled, and nothing unpacked before its size is known.

A file of 32 kB can hold 800 000 cells, and one that says where its last cell stands takes memory for all before it. So
the archive is measured while it is unpacked, and the sheets are counted, before the reader sees them.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from projreg.errors import UnreadableFile, UsageError
from projreg.intake.grid import LONGEST_CELL, MOST_BYTES, Broken, Cell, Grid, Row, column_at, need_room
from projreg.values.money import whole

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_PARTS = 2_000
MOST_TEXT = 256 * 1024 * 1024
"""Bytes of text in all cells, each counted as often as it stands in a cell."""

_BROKEN = "the file is no whole .xlsx workbook"
_SAVE = "open it in a spreadsheet and save it as “Excel workbook (.xlsx)”, or as CSV"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^>]*?\br\s*=\s*["']([0-9]{1,9})["'])?""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>\s*([0-9]{1,7})\s*</")
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si\s*>")


def read(raw: bytes, sheet: str = "") -> Grid:
    """The rows of a sheet: the one named, else the first that is not hidden and holds something.

    Raises UnreadableFile in words, and UsageError for a sheet that is not there or when the extra is missing.
    """
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        from projreg.values.extras import SPREADSHEETS, how_to_install

        raise UsageError(
            "reading .xlsx needs the library python-calamine, which is not installed", how_to_install(SPREADSHEETS)
        ) from None
    measured = _measured(raw)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(measured.raw)) as book:
            return _grid(book, sheet, measured)
    except (UnreadableFile, UsageError):
        raise
    except Exception as error:  # the library has no common error, and the file may be anything
        raise UnreadableFile(f"{_BROKEN}: {error}", _SAVE) from None


class _Measured(NamedTuple):
    """The workbook packed anew, and its sheets, with whether any cell of them holds an error."""

    raw: bytes
    has_errors: bool
    parts: dict[str, bytes]


def _measured(raw: bytes) -> _Measured:
    """The workbook packed anew from what was unpacked and counted. Raises UnreadableFile."""
    parts = dict(_unpacked(raw))
    if any(name.lower() == "encryptioninfo" for name in parts):
        raise UnreadableFile("the workbook is locked with a password", "save it without one")
    texts = next((each for name, each in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")
    lengths = _lengths(texts)
    sheets = {name: each for name, each in parts.items() if "/worksheets/" in f"/{name.lower()}"}
    for content in sheets.values():
        _need_room(content, lengths)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return _Measured(packed.getvalue(), any(map(_IS_ERROR.search, sheets.values())), sheets)


def _unpacked(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of the archive that make up cells, each with what is in it; no more than is bearable."""
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS:
                raise UnreadableFile(f"{_BROKEN}: it has {len(infos)} parts", _SAVE)
            for info in infos:
                if not info.filename.lower().endswith((".xml", ".rels")):
                    continue
                if info.flag_bits & 1:
                    raise UnreadableFile("the workbook is locked with a password", "save it without one")
                with archive.open(info) as part:
                    content = part.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnreadableFile(
                        f"unpacked, the workbook is larger than {MOST_BYTES // 1024 // 1024} MiB",
                        "keep only the sheet with the projects",
                    )
                yield info.filename, content
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for what is no archive
        raise UnreadableFile(f"{_BROKEN}: {error}", _SAVE) from None


def _lengths(texts: bytes) -> Sequence[int]:
    lengths, at = [], 0
    for each in _END_OF_TEXT.finditer(texts):
        lengths.append(each.end() - at)
        at = each.end()
    if any(each > 8 * LONGEST_CELL for each in lengths):
        raise UnreadableFile(f"a cell has more than {LONGEST_CELL} characters", "shorten the text of the cell")
    return lengths


def _need_room(content: bytes, lengths: Sequence[int]) -> None:
    """Raise UnreadableFile when the cells of a sheet, or the field that they stand in, are too many."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content:
        raise UnreadableFile(f"{_BROKEN}: a sheet is not UTF-8", _SAVE)
    bottom = right = cells = 0
    for each in _CELL.finditer(content):
        cells += 1
        if place := _PLACE.search(each[1]):
            right = max(right, (column_at_any(place[1].decode()) + 1))
            bottom = max(bottom, int(place[2]))
    rows = [int(each[1]) if each[1] else 0 for each in _ROW.finditer(content)]
    bottom = max([bottom, len(rows), *rows]) if cells else 0
    need_room(bottom, right, max(cells, bottom * right))
    text = sum(lengths[at] for each in _VALUE.finditer(content) if (at := int(each[1])) < len(lengths))
    if text > MOST_TEXT:
        raise UnreadableFile("the cells of the workbook hold more text than a list of projects", _SAVE)


def column_at_any(name: str) -> int:
    """The position of a column by its letters, also those far out."""
    number = 0
    for each in name.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number - 1


def _grid(book: "CalamineWorkbook", wanted: str, measured: _Measured) -> Grid:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and (each.visible == SheetVisibleEnum.Visible or each.name == wanted)
    ]
    if wanted and wanted not in shown:
        raise UsageError(f"the workbook has no sheet “{wanted}”", f"its sheets are {', '.join(shown)}")
    for name in [wanted] if wanted else shown:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            others = [each for each in shown if each != name and not wanted]
            told = (f"other sheets are left out: {', '.join(others)}; --sheet names one",) if others else ()
            return Grid(_rows(sheet, measured), name, told)
    return Grid((), wanted or (shown[0] if shown else ""))


def _rows(sheet: "CalamineSheet", measured: _Measured) -> list[Row]:
    table = [[_cell(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]
    if measured.has_errors:
        _mark_errors(table, measured)
    bands = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(table):
            continue
        if right > left and top == bottom:
            bands.add(top)
        elif right == left and left < len(table[top]):
            for row in table[top + 1 : bottom + 1]:
                row[left] = table[top][left]
    rows = [Row(at + 1, tuple(row)) for at, row in enumerate(table)]
    return [row._replace(is_band=at in bands and len(row.filled) == 1) for at, row in enumerate(rows)]


def _mark_errors(table: list[list[Cell]], measured: _Measured) -> None:
    """Put a mark where a formula has failed: the reader leaves nothing there, which would pass for an empty cell.

    It does not tell which part of the archive a sheet is, so any sheet's errors are marked where the cell is empty.
    """
    for content in measured.parts.values():
        for each in _CELL.finditer(content):
            place = _PLACE.search(each[1])
            if place and _IS_ERROR.search(each[1]):
                row, column = int(place[2]) - 1, column_at(place[1].decode().upper())
                if (
                    column is not None
                    and 0 <= row < len(table)
                    and column < len(table[row])
                    and table[row][column] in (None, "")
                ):
                    table[row][column] = Broken("#ERROR")


def _cell(value: Any) -> Cell:
    """A cell as the format counts: whole numbers whole, others as the spreadsheet shows them, days without a clock."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return whole(Decimal(f"{value:.15g}")) if abs(value) < 10**18 else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, int)):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    text = str(value)
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
