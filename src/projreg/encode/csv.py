"""CSV in UTF-8 with a header of keys and ISO dates: as RFC 4180 has it, and as a Swedish Excel opens it."""

from decimal import Decimal
from typing import NamedTuple

from projreg.tables.table import Cell, Column, Table, plain
from projreg.values.money import Money
from projreg.visible import visible, visible_paragraphs


class Dialect(NamedTuple):
    """What stands at the beginning, between cells and before decimals, and whether formulas are kept from acting."""

    start: str
    separator: str
    decimal: str
    guards: bool


STANDARD = Dialect("", ",", ".", guards=False)
EXCEL = Dialect("\N{ZERO WIDTH NO-BREAK SPACE}", ";", ",", guards=True)  # the byte-order mark: without it å is Ã¥


def csv(table: Table, dialect: Dialect = STANDARD) -> str:
    """The table with its header, each record ended by CR LF; values quoted, on one line unless they have paragraphs."""
    head = [_quoted(column.key) for column in table.columns]
    rows = ([_cell(*each, dialect) for each in zip(row, table.columns, strict=True)] for row in table.rows)
    return dialect.start + "".join(dialect.separator.join(line) + "\r\n" for line in (head, *rows))


def _cell(cell: Cell, column: Column, dialect: Dialect) -> str:
    if isinstance(cell, (int, Decimal, Money)):
        return _quoted(plain(cell).replace(".", dialect.decimal))
    text = (visible_paragraphs if column.paragraphs else visible)(plain(cell))
    if dialect.guards:
        from projreg.values.formulas import guarded  # one dialect needs it

        text = guarded(text)
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""
