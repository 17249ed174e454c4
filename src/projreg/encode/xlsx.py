"""A workbook for Excel: tables as sheets in which a text is text, a date is a date, and an amount is a number.

XlsxWriter makes it, with nothing in it that depends on the moment, the machine or the order of a set.
"""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from projreg.errors import UsageError
from projreg.language import Lang
from projreg.tables.sheets import MOST_DIGITS, Sheet, formula, is_long, moneys, totals_of
from projreg.tables.table import Cell, Column, spoken
from projreg.values.money import Amount, plain_amount, totals
from projreg.visible import visible, visible_paragraphs

LONGEST_TEXT = 32_767
"""So many UTF-16 units a cell holds."""
MOST_ROWS = 1_048_576
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was, and before 1900 it has none."""

_NARROWEST, _WIDE, _WIDEST = 9, 40, 60
_A_LINE, _HIGHEST = 15, 405
"""In points. Excel finds the height of wrapped text itself; LibreOffice does not, in a file that is not its own."""
_WIDEST_IN_PRINT = 350
"""So wide a sheet is still printed one page wide: a wider one would be too small to read."""
_TOP: dict[str, Any] = {"valign": "top"}
_RIGHT: dict[str, Any] = {"align": "right", "indent": 1}  # away from the text of the next column
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF2", **_TOP},
    "head figures": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF2", **_RIGHT, **_TOP},
    "text": {"text_wrap": True, **_TOP},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", **_TOP},
    "whole": {"num_format": "#,##0", **_RIGHT, **_TOP},
    "decimals": {"num_format": "#,##0.00", **_RIGHT, **_TOP},
    "total text": {"bold": True, "top": 1},
    "total whole": {"bold": True, "top": 1, "num_format": "#,##0", **_RIGHT},
    "total decimals": {"bold": True, "top": 1, "num_format": "#,##0.00", **_RIGHT},
}


class Book(NamedTuple):
    """The bytes of a workbook, and a line for each thing that it does not hold as it is."""

    raw: bytes
    remarks: Sequence[str]


class _Page(NamedTuple):
    """A sheet while it is written."""

    sheet: Any
    formats: dict[str, Any]
    name: str
    lang: Lang
    remarks: list[str]

    def remark(self, row: int, column: int, what: str) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        self.remarks.append(f"{self.name} {xl_rowcol_to_cell(row, column)}: {what}")


def workbook(sheets: Sequence[Sheet], title: str, author: str, day: date, lang: Lang) -> Book:
    """The sheets as a workbook that says it was made on `day`. Raises UsageError when there is no XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError:
        from projreg.values.extras import SPREADSHEETS, how_to_install

        raise UsageError(
            "xlsx needs the library XlsxWriter, which is not installed", how_to_install(SPREADSHEETS)
        ) from None
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, _SETTINGS)
    created = datetime(day.year, day.month, day.day, tzinfo=UTC)
    book.set_properties({"title": visible(title)[:255], "author": visible(author)[:255], "created": created})
    formats = {name: book.add_format(each) for name, each in _FORMATS.items()}
    remarks: list[str] = []
    for each in sheets:
        _need_room(each)
        _write(each, _Page(book.add_worksheet(each.name), formats, each.name, lang, remarks))
    book.close()
    return Book(raw.getvalue(), remarks)


_SETTINGS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def _need_room(sheet: Sheet) -> None:
    rows = len(sheet.table.rows)
    if rows > MOST_ROWS - 200:  # the header, the totals and an empty row between
        raise UsageError(
            f"an Excel sheet holds {MOST_ROWS} rows, and {sheet.name} has {rows}", "export csv has no limit"
        )


def _write(sheet: Sheet, page: _Page) -> None:
    columns, rows = sheet.table.columns, sheet.table.rows
    for at, column in enumerate(columns):
        _write_text(page, 0, at, column.label.say(page.lang), "head figures" if column.figures else "head")
    widths = [_width(column, _cells_of(sheet, at), page.lang) for at, column in enumerate(columns)]
    for at, width in enumerate(widths):
        page.sheet.set_column(at, at, width)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            _write_cell(page, number, at, cell, columns[at])
        if (lines := max(map(_lines, row, widths), default=1)) > 1:
            page.sheet.set_row(number, min(lines * _A_LINE, _HIGHEST))
    last = max(len(rows), 1)
    page.sheet.freeze_panes(1, 1)
    page.sheet.autofilter(0, 0, last, len(columns) - 1)
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.sheet.set_landscape()
    page.sheet.set_paper(9)  # A4
    page.sheet.repeat_rows(0)
    if sum(widths) <= _WIDEST_IN_PRINT:
        page.sheet.fit_to_pages(1, 0)
    if rows and sheet.sums:
        _write_totals(page, sheet)


def _write_cell(page: _Page, row: int, at: int, cell: Cell, column: Column) -> None:
    match cell:
        case int() | Decimal() if not isinstance(cell, bool):
            _write_number(page, row, at, cell)
        case date() if cell >= FIRST_DAY:
            page.sheet.write_datetime(row, at, cell, page.formats["day"])
        case _:
            clean = visible_paragraphs if column.paragraphs else visible
            _write_text(page, row, at, clean(spoken(cell, page.lang)), "text")


def _write_number(page: _Page, row: int, at: int, amount: Amount, kind: str = "", formula: str = "") -> None:
    """A number, or the formula that gives it. What has more digits than Excel keeps is text."""
    if is_long(amount):
        page.remark(row, at, f"{plain_amount(amount)} is text, because Excel keeps {MOST_DIGITS} digits of a number")
        _write_text(page, row, at, plain_amount(amount), f"{kind}text")
        return
    chosen = page.formats[f"{kind}{'whole' if amount == int(amount) else 'decimals'}"]
    if formula:
        value = amount if isinstance(amount, int) else float(amount)
        page.sheet.write_formula(row, at, formula, chosen, value)  # for readers that do not reckon
    else:
        page.sheet.write_number(row, at, amount, chosen)


def _write_text(page: _Page, row: int, at: int, text: str, name: str) -> None:
    """Cleaned text, whatever it looks like."""
    kept = _fitting(text)
    if kept != text:
        page.remark(
            row, at, f"the text has {len(text)} characters, and a cell holds {LONGEST_TEXT}: the rest is left out"
        )
    if kept.startswith("<r>") and kept.endswith("</r>"):  # XlsxWriter takes it for its own markup and escapes nothing
        page.sheet.write_rich_string(row, at, kept[:1], page.formats["text"], kept[1:], page.formats[name])
    elif kept:
        page.sheet.write_string(row, at, kept, page.formats[name])


def _fitting(text: str) -> str:
    """As much of a text as a cell holds, with … at its end when that is not all."""
    if len(text) + sum(sign > "\uffff" for sign in text) <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _write_totals(page: _Page, sheet: Sheet) -> None:
    """A row for each currency below an empty one: amounts in different currencies are never added."""
    keys = [column.key for column in sheet.table.columns]
    by, sums = keys.index("currency"), [keys.index(name) for name in sheet.sums]
    row = len(sheet.table.rows) + 2
    for total in totals_of(sheet, keys, by, sums):
        shown = visible(total.currency)
        for at in range(len(keys)):
            page.sheet.write_blank(row, at, None, page.formats["total text"])
        _write_text(page, row, 0, total.label.say(page.lang, currency=shown), "total text")
        _write_text(page, row, by, shown, "total text")
        for at in sums:
            known = moneys(total.rows, at, by)
            if known:
                amount = totals(known)[total.currency]
                _write_number(page, row, at, amount, "total ", formula(total, at, by, sheet, page.lang))
        row += 1


def _cells_of(sheet: Sheet, at: int) -> list[Cell]:
    """The cells of a column, the sum of its amounts among them: it is the longest of them, and stands below."""
    cells = [row[at] for row in sheet.table.rows]
    if sheet.table.columns[at].key in sheet.sums:
        cells.append(sum(cell for cell in cells if isinstance(cell, (int, Decimal))))
    return cells


def _width(column: Column, cells: Any, lang: Lang) -> int:
    """In figures wide, so that most of a column can be read; longer text is wrapped."""
    longest = max((len(line) for cell in cells for line in _shown(cell, lang).splitlines()), default=0)
    widest = _WIDEST if column.paragraphs else _WIDE
    return min(max(longest + 1, len(column.label.say(lang)) + 3, _NARROWEST), widest)


def _shown(cell: Cell, lang: Lang) -> str:
    """The cell as a sheet shows it: amounts have blanks between their digits, and room beside them."""
    return f"{cell:,}   " if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool) else spoken(cell, lang)


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell takes, or one more: words are not parted."""
    return sum(-(-len(line) // width) for line in cell.splitlines()) if isinstance(cell, str) else 1
