"""A list as rows of cells, whatever file it came from, and how much of a file is taken."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projreg.errors import UnreadableFile

Cell = str | int | Decimal | date | bool | None
"""What stands in a cell; None and "" are nothing."""

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 2_000
MOST_CELLS = 500_000
LONGEST_CELL = 100_000
"""Characters."""


class Broken(str):
    """What a spreadsheet shows where it could not reckon: #DIV/0!, #REF!, or `NOT_RECKONED`."""

    __slots__ = ()


NOT_RECKONED = "="
"""What stands for a formula whose value the file does not hold."""


class Row(NamedTuple):
    """A row: its number as a spreadsheet counts, its cells, and whether it is one text across several columns."""

    number: int
    cells: tuple[Cell, ...]
    is_band: bool = False

    @property
    def filled(self) -> list[int]:
        """The positions of the cells that hold something."""
        return [at for at, cell in enumerate(self.cells) if not is_nothing(cell)]


class Grid(NamedTuple):
    """The rows of a list, what it is called, and what is to be told of how it was read."""

    rows: Sequence[Row]
    name: str = ""
    remarks: tuple[str, ...] = ()
    separator: str = ""
    """What parts the cells of a CSV file."""


def is_nothing(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def letter(column: int) -> str:
    """What a spreadsheet calls a column that is counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_at(name: str) -> int | None:
    """The position of the column that a letter or a number from 1 names; None for other words."""
    if name.isascii() and name.isdecimal() and 0 < int(name[:6]) <= MOST_COLUMNS:
        return int(name[:6]) - 1
    if name.isascii() and name.isalpha() and name.isupper() and len(name) <= 2:
        number = 0
        for each in name:
            number = number * 26 + ord(each) - ord("A") + 1
        return number - 1
    return None


def need_room(rows: int, columns: int, cells: int) -> None:
    """Raise UnreadableFile for a list that is larger than any list of projects."""
    for number, most, what in (
        (rows, MOST_ROWS, "rows"),
        (columns, MOST_COLUMNS, "columns"),
        (cells, MOST_CELLS, "cells"),
    ):
        if number > most:
            raise UnreadableFile(
                f"the list has {number} {what}, and at most {most} are read",
                "keep the rows and columns of the projects, and leave the rest out",
            )


def too_long(number: int, column: int) -> UnreadableFile:
    """What to say of a cell that no list of projects has."""
    return UnreadableFile(
        f"row {number}, column {letter(column)}: the cell has more than {LONGEST_CELL} characters",
        "a quotation mark that nothing closes swallows the rows behind it: look there",
    )
