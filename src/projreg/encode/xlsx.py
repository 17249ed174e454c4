"""A workbook for Excel: tables as sheets in which a text is text, a date is a date, and an amount is a number.

XlsxWriter makes it, with nothing in it that depends on the moment, the machine or the order of a set.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from projreg.errors import UsageError
from projreg.language import Lang, Phrase
from projreg.money import Amount, Money, plain_amount, totals
from projreg.table import Cell, Column, Table, spoken
from projreg.visible import visible, visible_paragraphs

LONGEST_TEXT = 32_767
"""So many UTF-16 units a cell holds."""
MOST_ROWS = 1_048_576
MOST_DIGITS = 15
"""Excel reckons in binary and keeps no more."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was, and before 1900 it has none."""

_TOTAL = Phrase("Summa {currency}, alla rader", "Total {currency}, all rows")
_NARROWEST, _WIDEST, _DAY_WIDTH = 9, 60, 12
_TOP: dict[str, Any] = {"valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF2", **_TOP},
    "text": {"text_wrap": True, **_TOP},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", **_TOP},
    "whole": {"num_format": "#,##0", **_TOP},
    "decimals": {"num_format": "#,##0.00", **_TOP},
    "total text": {"bold": True, "top": 1},
    "total whole": {"bold": True, "top": 1, "num_format": "#,##0"},
    "total decimals": {"bold": True, "top": 1, "num_format": "#,##0.00"},
}


class Sheet(NamedTuple):
    """A table and its name. `sums` are columns of amounts to total, by what the column `currency` says."""

    name: str
    table: Table
    sums: tuple[str, ...] = ()


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
        raise UsageError(
            "xlsx needs the library XlsxWriter, which is not installed", "pip install 'projreg[xlsx]'"
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
        _write_text(page, 0, at, column.label.say(page.lang), "head")
        page.sheet.set_column(at, at, _width(column, (row[at] for row in rows), page.lang))
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            _write_cell(page, number, at, cell, columns[at])
    last = max(len(rows), 1)
    page.sheet.freeze_panes(1, 1)
    page.sheet.autofilter(0, 0, last, len(columns) - 1)
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.sheet.set_landscape()
    page.sheet.set_paper(9)  # A4
    page.sheet.repeat_rows(0)
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
    if _is_long(amount):
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
    found = {at: totals(_moneys(sheet.table.rows, at, by)) for at in sums}
    currencies = list(dict.fromkeys(currency for each in found.values() for currency in each))
    for row, currency in enumerate(currencies, len(sheet.table.rows) + 2):
        shown = visible(currency)
        for at in range(len(keys)):
            page.sheet.write_blank(row, at, None, page.formats["total text"])
        _write_text(page, row, 0, _TOTAL.say(page.lang, currency=shown), "total text")
        _write_text(page, row, by, shown, "total text")
        for at in sums:
            if currency in found[at]:
                formula = _sum_if(sheet, at, by, currency, currencies)
                _write_number(page, row, at, found[at][currency], "total ", formula)


def _moneys(rows: Sequence[tuple[Cell, ...]], at: int, by: int) -> list[Money]:
    amounts = ((row[at], row[by]) for row in rows)
    return [Money(amount, str(currency)) for amount, currency in amounts if isinstance(amount, (int, Decimal))]


def _sum_if(sheet: Sheet, at: int, by: int, currency: str, currencies: Sequence[str]) -> str:
    """The formula of a total; none where Excel would reckon otherwise, and the sum stands as a plain number.

    Excel does not add what is text, finds no difference between SEK and sek, and takes * and > for orders.
    """
    alike = sum(each.casefold() == currency.casefold() for each in currencies)
    amounts = [row[at] for row in sheet.table.rows if row[by] == currency]
    if (
        alike > 1
        or not re.fullmatch("[A-Z]{3}", currency)
        or any(isinstance(each, (int, Decimal)) and _is_long(each) for each in amounts)
    ):
        return ""
    from xlsxwriter.utility import xl_range

    last = len(sheet.table.rows)
    return f'=SUMIFS({xl_range(1, at, last, at)},{xl_range(1, by, last, by)},"{currency}")'


def _is_long(amount: Amount) -> bool:
    return len(plain_amount(amount).lstrip("-").replace(".", "")) > MOST_DIGITS


def _width(column: Column, cells: Any, lang: Lang) -> int:
    """In figures wide, so that most of a column can be read; longer text is wrapped."""
    longest = max((len(line) for cell in cells for line in spoken(cell, lang).splitlines()), default=0)
    return min(max(longest + 1, len(column.label.say(lang)) + 3, _NARROWEST), _WIDEST)
