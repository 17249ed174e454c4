"""Workbooks read by openpyxl, which is not what writes them: for golden files, and cell by cell."""

import io
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(raw: bytes, *, values: bool = False) -> Workbook:
    """The workbook: its formulas, or the values that were reckoned when it was written."""
    return openpyxl.load_workbook(io.BytesIO(raw), data_only=values)


def rows(raw: bytes, sheet: str, *, values: bool = False) -> list[list[object]]:
    """The values of a sheet, its header too; None for an empty cell."""
    return [list(row) for row in opened(raw, values=values)[sheet].iter_rows(values_only=True)]


def described(raw: bytes) -> str:
    """All that a workbook says, in lines to compare: its properties, each sheet, each cell with its kind and format."""
    book, reckoned = opened(raw), opened(raw, values=True)
    made = book.properties
    lines = [f"{made.title} | {made.creator} | {made.created}"]
    for sheet in book.worksheets:
        widths = [f"{name}={each.width:.0f}" for name, each in sheet.column_dimensions.items()]
        lines += [
            "",
            f"[{sheet.title}] frozen at {sheet.freeze_panes}, filter {sheet.auto_filter.ref}",
            " ".join(widths),
        ]
        lines += _cells(sheet, reckoned[sheet.title])
    return "\n".join(lines) + "\n"


def _cells(sheet: Worksheet, reckoned: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.value is not None:
                value = reckoned[cell.coordinate].value
                result = f" is {value!r}" if cell.data_type == "f" else ""
                form = "" if cell.number_format == "General" else f" as {cell.number_format}"
                yield f"{cell.coordinate} {cell.data_type} {cell.value!r}{result}{form}"
