"""A file from elsewhere, whatever its format: what it is told by its content, and its entries."""

from collections.abc import Sequence
from typing import NamedTuple

from projreg.errors import UnreadableFile, UsageError
from projreg.intake.columns import Layout, layout
from projreg.intake.entry import Entry, Objection, without_fragments
from projreg.intake.grid import MOST_BYTES, Grid
from projreg.intake.one_project import filled, one_each
from projreg.intake.rows import rows_of

_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one that is locked with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"{\\rtf", "a text document"),
)
_SAVE = "open it in a spreadsheet and save it as “Excel workbook (.xlsx)” or “CSV UTF-8”"


class Wishes(NamedTuple):
    """What people say of a file: which column is which key, the row of the headings, the sheet."""

    said: Sequence[str] = ()
    header: int | None = None
    sheet: str = ""


NO_WISHES = Wishes()


class Parcel(NamedTuple):
    """A file as entries, one for each project; what does not fit, what is to be told, and its columns if it has any."""

    entries: list[Entry]
    objections: list[Objection]
    remarks: list[str]
    is_ours: bool
    kind: str
    layout: Layout | None = None
    torn: Sequence[Entry] = ()
    """What is read of the rows that do not fit: another row may be of the same project."""


def opened(raw: bytes, wishes: Wishes = NO_WISHES) -> Parcel:
    """The entries of a file. Raises UnreadableFile when it cannot be read, UsageError for wishes it cannot fulfil."""
    if not raw.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise UnreadableFile("the file is empty", "save the list once more, as .xlsx or CSV")
    if len(raw) > MOST_BYTES:
        raise UnreadableFile(f"the file is larger than {MOST_BYTES // 1024 // 1024} MiB", "keep only the projects")
    for start, what in _OTHER_FORMATS:
        if raw.lstrip(b"\xef\xbb\xbf \r\n").startswith(start):
            raise UnreadableFile(f"this is {what}", _SAVE)
    if raw.startswith(b"PK\x03\x04"):
        return _of_archive(raw, wishes)
    if wishes.sheet:
        raise UsageError("--sheet belongs to .xlsx", "a CSV file has one sheet")
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return _of_json(raw, wishes)
    from projreg.intake import csv

    return _of_grid(csv.read(raw), wishes, "CSV")


def _of_archive(raw: bytes, wishes: Wishes) -> Parcel:
    if b"application/vnd.oasis.opendocument" in raw[:200]:
        raise UnreadableFile("this is an OpenDocument file (.ods)", _SAVE)
    if b"xl/" not in raw:
        raise UnreadableFile("this is an archive, but no .xlsx workbook", _SAVE)
    if b"xl/workbook.bin" in raw:
        raise UnreadableFile("this is a binary Excel workbook (.xlsb)", _SAVE)
    from projreg.intake import xlsx

    grid = xlsx.read(raw, wishes.sheet)
    return _of_grid(grid, wishes, f"sheet “{grid.name}”")


def _of_grid(grid: Grid, wishes: Wishes, kind: str) -> Parcel:
    if not any(row.filled for row in grid.rows):
        raise UnreadableFile("there is nothing in the list", "save the sheet that has the projects")
    found = layout(_readable(grid), wishes.said, wishes.header)
    rows = rows_of(found)
    remarks = [*grid.remarks, *rows.remarks]
    if found.is_ours:
        return Parcel(rows.entries, rows.objections, remarks, True, kind, found)
    parts = without_fragments(rows.entries)
    objections, torn = [*rows.objections, *parts.objections], [*rows.torn, *parts.torn]
    return Parcel(one_each(filled(parts.entries)), objections, remarks, False, kind, found, torn)


def _readable(grid: Grid) -> Grid:
    """The grid; where our own spreadsheet dialect kept text from acting, as it was."""
    first = next((row for row in grid.rows if row.filled), None)
    if grid.separator != ";" or first is None or first.cells[0] != "as_of":
        return grid
    from projreg.values.formulas import unguarded

    return grid._replace(
        rows=[
            row._replace(cells=tuple(unguarded(cell) if isinstance(cell, str) else cell for cell in row.cells))
            for row in grid.rows
        ]
    )


def _of_json(raw: bytes, wishes: Wishes) -> Parcel:
    from projreg.intake import objects

    if wishes.said or wishes.header is not None:
        raise UsageError("--map and --header belong to lists with columns", "in JSON every key has its name")
    found = objects.read(raw)
    entries = found.entries if found.is_ours else one_each(found.entries)
    kind = "JSON that projreg wrote" if found.is_ours else "grants of 360Giving"
    return Parcel(entries, found.objections, found.remarks, found.is_ours, kind)
