"""XLSX: real dates and numbers, merged cells filled, and nothing unpacked before its size is known.

A file of 32 kB can hold 800 000 cells, and one that says where its last cell stands takes memory for all before it. So
the archive is measured while it is unpacked, and the sheets are counted, before the reader sees them.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from projreg.errors import UnreadableFile, UsageError
from projreg.intake.grid import LONGEST_CELL, MOST_BYTES, NOT_RECKONED, Broken, Cell, Grid, Row, need_room
from projreg.values.money import whole

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_PARTS = 2_000
MOST_TEXT = 256 * 1024 * 1024
"""Bytes of text in all cells, each counted as often as it stands in a cell."""

_BROKEN = "the file is no whole .xlsx workbook"
_SAVE = "open it in a spreadsheet and save it as “Excel workbook (.xlsx)”, or as CSV"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^<>]*?\br\s*=\s*["']([0-9]{1,9})["'])?""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?c(?=[\s/>])([^<>]*)>\s*<(?:\w+:)?f(?=[\s/>])[^<>]*(?:/>|>[^<]*</(?:\w+:)?f\s*>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*>\s*</(?:\w+:)?v\s*>)?\s*</(?:\w+:)?c\s*>"
)
"""A cell with a formula and no value. Where the value is an empty text, the cell says that it is one."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet(?=\s)([^<>]*)>")
_PART = re.compile(rb"<(?:\w+:)?Relationship(?=\s)([^<>]*)>")
_VALUE = re.compile(rb"<(?:\w+:)?v[^<>]*>\s*([0-9]{1,7})\s*</")
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
    """The workbook packed anew, and what it is made of."""

    raw: bytes
    parts: Mapping[str, bytes]

    @property
    def sheets(self) -> dict[str, bytes]:
        """The parts that are sheets."""
        return {name: each for name, each in self.parts.items() if "/worksheets/" in f"/{name.lower()}"}

    def sheet(self, name: str) -> Sequence[bytes]:
        """The part that is the sheet of a name; all sheets where the workbook does not tell which it is."""
        ids = [_said(each, rb"\w+:id") for each in self._tags(_SHEET, "workbook.xml") if _said(each, b"name") == name]
        related = [each for each in self._tags(_PART, "workbook.xml.rels") if _said(each, b"Id") in ids]
        targets = [_said(each, b"Target").removeprefix("/") for each in related]
        found = [each for part, each in self.sheets.items() if any(f"/{part}".endswith(f"/{to}") for to in targets)]
        return found if len(found) == 1 else [*self.sheets.values()]

    def _tags(self, tag: "re.Pattern[bytes]", part: str) -> list[bytes]:
        return [each[1] for name, raw in self.parts.items() if name.endswith(part) for each in tag.finditer(raw)]


def _said(tag: bytes, name: bytes) -> str:
    """The value of an attribute."""
    found = re.search(rb"(?<![\w:])" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return html.unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


def _measured(raw: bytes) -> _Measured:
    """The workbook packed anew from what was unpacked and counted. Raises UnreadableFile."""
    parts = dict(_unpacked(raw))
    texts = next((each for name, each in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")
    lengths = _lengths(texts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    measured = _Measured(packed.getvalue(), parts)
    for content in measured.sheets.values():
        _need_room(content, lengths)
    return measured


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
            right = max(right, _column(place[1]) + 1)
            bottom = max(bottom, int(place[2]))
    rows = [int(each[1]) if each[1] else 0 for each in _ROW.finditer(content)]
    bottom = max([bottom, len(rows), *rows]) if cells else 0
    need_room(bottom, right, max(cells, bottom * right))
    text = sum(lengths[at] for each in _VALUE.finditer(content) if (at := int(each[1])) < len(lengths))
    if text > MOST_TEXT:
        raise UnreadableFile("the cells of the workbook hold more text than a list of projects", _SAVE)


def _column(letters: bytes) -> int:
    """The position of a column by its letters, also of those far out."""
    number = 0
    for each in letters.upper():
        number = number * 26 + each - ord("A") + 1
    return number - 1


def _grid(book: "CalamineWorkbook", wanted: str, measured: _Measured) -> Grid:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible or each.name == wanted]
    if wanted and wanted not in shown:
        raise UsageError(f"the workbook has no sheet “{wanted}”", f"its sheets are {', '.join(shown)}")
    for name in [wanted] if wanted else shown:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            others = [each for each in shown if each != name and not wanted]
            told = (f"other sheets are left out: {', '.join(others)}; --sheet names one",) if others else ()
            return Grid(_rows(sheet, measured.sheet(name)), name, told)
    hidden = [each.name for each in sheets if each.name not in shown]
    if hidden and not wanted:
        raise UnreadableFile(
            "there is nothing in the sheets that are shown",
            f"--sheet names one that is hidden: {', '.join(hidden)}",
        )
    return Grid(())


def _rows(sheet: "CalamineSheet", contents: Sequence[bytes]) -> list[Row]:
    table = [[_cell(each) for each in row] for row in sheet.to_python(skip_empty_area=False)]
    for content in contents:
        _mark_what_has_no_value(table, content)
    bands = set[int]()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if right > left:
            bands.update(range(top, bottom + 1))
        if top < len(table) and left < len(table[top]):
            for row in table[top + 1 : bottom + 1]:
                row[left] = table[top][left]
    rows = [Row(at + 1, tuple(row)) for at, row in enumerate(table)]
    return [row._replace(is_band=at in bands and len(row.filled) == 1) for at, row in enumerate(rows)]


def _mark_what_has_no_value(table: list[list[Cell]], content: bytes) -> None:
    """Put a mark where a formula has failed, or was never reckoned: the reader leaves nothing there.

    Programs that only write workbooks leave it to the spreadsheet to reckon.
    """
    marked = [(each[1], "#ERROR") for each in _CELL.finditer(content) if _IS_ERROR.search(each[1])]
    marked += [(each[1], NOT_RECKONED) for each in _FORMULA_ALONE.finditer(content) if not _IS_TEXT.search(each[1])]
    for attributes, mark in marked:
        if place := _PLACE.search(attributes):
            row, column = int(place[2]) - 1, _column(place[1])
            if 0 <= row < len(table) and column < len(table[row]) and table[row][column] in (None, ""):
                table[row][column] = Broken(mark)


def _cell(value: Any) -> Cell:
    """A cell as the format counts: whole numbers whole, others as the spreadsheet shows them, days without a clock."""
    if isinstance(value, float):
        return whole(Decimal(f"{value:.15g}")) if abs(value) < 10**18 else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, int)):
        return value
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    text = str(value)
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
