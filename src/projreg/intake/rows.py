"""The rows of a list as entries; rows that are no project are left out, and told."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from projreg.diagnostic import Path
from projreg.intake import headings
from projreg.intake.columns import Column, Layout
from projreg.intake.entry import FIGURES, Entry, Given, Objection
from projreg.intake.grid import Broken, Cell, Row, is_nothing
from projreg.visible import visible

_SUM = re.compile(
    r"(?P<count>antal\b)|(?:del|total)?summa\b|summering\b|total(?:t|er)?\b|(?:grand |sub)?totals?\b|sum\b",
    re.IGNORECASE,
)
_SHOWN = 40


class Rows(NamedTuple):
    """The entries of a list, what does not fit, and what is to be told of rows that were left out."""

    entries: list[Entry]
    objections: list[Objection]
    remarks: list[str]
    torn: list[Entry]
    """What is read of the rows that do not fit: another row may be of the same project."""


def rows_of(layout: Layout) -> Rows:
    """The rows of a list as entries."""
    entries: list[Entry] = []
    objections: list[Objection] = []
    remarks: list[str] = []
    torn: list[Entry] = []
    blank = 0
    for row in layout.rows:
        if not row.filled:
            blank += 1
        elif why := _no_project(row, layout):
            remarks.append(f"row {row.number} is left out: {why}")
        elif stray := _outside(row, layout):
            objections.append(stray)
            torn.append(Entry(f"row {row.number}", row.number, _given(row, layout)))
        elif given := _given(row, layout):
            entries.append(Entry(f"row {row.number}", row.number, given, _empty(row, layout)))
        else:
            remarks.append(f"row {row.number} is left out: nothing stands in the columns that are read")
    if blank and entries and blank < len(layout.rows):
        remarks.append(f"{blank} {'row is' if blank == 1 else 'rows are'} blank")
    return Rows(entries, objections, remarks, torn)


def _no_project(row: Row, layout: Layout) -> str:
    """Why a row is no project; empty when it is one."""
    texts = [str(row.cells[at]).strip() for at in row.filled]
    found = _SUM.match(texts[0])
    others = [text for at, text in zip(row.filled[1:], texts[1:], strict=True) if not isinstance(row.cells[at], Broken)]
    if found and all(map(FIGURES.fullmatch, others)) and not _has_dates(row, layout):
        return f"“{_cut(texts[0])}” is a {'count' if found['count'] else 'sum'}"
    if row.is_band:
        return f"“{_cut(texts[0])}” stands across several columns"
    if layout.header and texts == [layout.headings[at] for at in row.filled if at < len(layout.headings)]:
        return "it is the headings again"
    return ""


def _has_dates(row: Row, layout: Layout) -> bool:
    dated: list[Path] = [("start_date",), ("end_date",), headings.PERIOD]
    return any(each.target in dated and each.at in row.filled for each in layout.columns)


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def _outside(row: Row, layout: Layout) -> Objection | None:
    """What is said against a row with cells behind the last heading: a separator too many shifts all that follows."""
    last = max((at for at, each in enumerate(layout.headings) if each), default=0)
    beyond = [at for at in row.filled if at > last]
    known = {each.at for each in layout.columns if each.target}
    if not layout.header or not beyond or known.intersection(beyond) or _is_usual(layout, last):
        return None
    return Objection(
        row.number,
        beyond[0],
        f"row {row.number}",
        "",
        f"it has more cells than there are headings ({len(row.cells)} instead of {last + 1})",
        "a separator inside a text shifts what stands behind it: put the text in quotes",
    )


def _is_usual(layout: Layout, last: int) -> bool:
    """Whether many rows have something behind the last heading: then it is a column without a heading."""
    return sum(1 for row in layout.rows if row.filled and row.filled[-1] > last) * 2 > len(layout.rows)


def _given(row: Row, layout: Layout) -> dict[Path, Given]:
    return dict(_cells(row, layout))


_NEEDED = ("title", "role", "owner", "start_date", "end_date", "summary", "aims", "contact", *headings.PERIOD)


def _empty(row: Row, layout: Layout) -> dict[Path, Given]:
    """The cells without which there is no project, where they hold nothing."""
    return {
        each.target: _one(None, each, row)
        for each in layout.columns
        if each.target and each.target[0] in _NEEDED and (each.at >= len(row.cells) or is_nothing(row.cells[each.at]))
    }


def _cells(row: Row, layout: Layout) -> Iterator[tuple[Path, Given]]:
    for column in layout.columns:
        if column.target and column.target != headings.NOTHING and column.at < len(row.cells):
            cell = row.cells[column.at]
            if not is_nothing(cell) or (layout.is_ours and cell):
                yield column.target, _one(cell, column, row, exact=layout.is_ours)


def _one(cell: Cell, column: Column, row: Row, *, exact: bool = False) -> Given:
    """A cell with its place; in a file of our own a text is no error of a spreadsheet, whatever it says."""
    value = Broken(cell) if isinstance(cell, str) and not exact and _is_error(cell) else cell
    return Given(
        value, f"row {row.number}", column.name, column.at, column.scale, column.order, column.groups, column.role
    )


_ERRORS = (
    "#ref!",
    "#div/0!",
    "#n/a",
    "#saknas!",
    "#value!",
    "#värdefel!",
    "#name?",
    "#namn?",
    "#num!",
    "#ogiltigt!",
    "#null!",
)


def _is_error(text: str) -> bool:
    return isinstance(text, Broken) or text.strip().casefold() in _ERRORS
