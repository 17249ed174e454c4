"""The sheets of a workbook, and what stands below their rows: which totals, over which rows, the formula of each."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from projreg.language import Lang, Phrase
from projreg.tables.table import Cell, Table, Word
from projreg.values.money import Amount, Money, plain_amount

MOST_DIGITS = 15
"""Excel reckons in binary and keeps no more."""
_ALL = Phrase("Summa {currency}, alla rader", "Total {currency}, all rows")


class Part(NamedTuple):
    """Rows that are totalled by themselves: those in which a column says a word, or (not `among`) all the others."""

    label: Phrase
    key: str
    word: Word
    among: bool

    def holds(self, cell: Cell) -> bool:
        """Whether a row with this cell in the column is one of them."""
        return (isinstance(cell, Word) and cell.word == self.word.word) is self.among


class Sheet(NamedTuple):
    """A table and its name. `sums` are columns of amounts to total, by what the column `currency` says.

    `parts` are totalled, too, in each currency in which there are all of them.
    """

    name: str
    table: Table
    sums: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Total(NamedTuple):
    """A row of totals: what it is called, of which rows, and what tells them from the others."""

    label: Phrase
    currency: str
    rows: Sequence[tuple[Cell, ...]]
    part: Part | None
    column: int
    is_exact: bool
    """Whether Excel finds the same rows: it sees no difference between SEK and sek, and takes * and > for orders."""


def totals_of(sheet: Sheet, keys: Sequence[str], by: int, sums: Sequence[int]) -> Iterator[Total]:
    """The totals of each currency, those of the parts first. `by` is the column of the currency."""
    rows = [row for row in sheet.table.rows if any(isinstance(row[at], (int, Decimal)) for at in sums)]
    by_currency: dict[str, list[tuple[Cell, ...]]] = {}
    for row in rows:
        by_currency.setdefault(str(row[by]), []).append(row)
    names = [each.casefold() for each in by_currency]
    for currency, found in by_currency.items():
        is_exact = names.count(currency.casefold()) == 1 and bool(re.fullmatch("[A-Z]{3}", currency))
        parts = [(part, keys.index(part.key)) for part in sheet.parts]
        apart = [[row for row in found if part.holds(row[at])] for part, at in parts]
        if all(apart):
            for (part, at), some in zip(parts, apart, strict=True):
                yield Total(part.label, currency, some, part, at, is_exact)
        yield Total(_ALL, currency, found, None, by, is_exact)


def moneys(rows: Sequence[tuple[Cell, ...]], at: int, by: int) -> list[Money]:
    """The amounts that are known in a column."""
    amounts = ((row[at], row[by]) for row in rows)
    return [Money(amount, str(currency)) for amount, currency in amounts if isinstance(amount, (int, Decimal))]


def formula(total: Total, at: int, by: int, sheet: Sheet, lang: Lang) -> str:
    """The formula of a total; none where Excel would reckon otherwise, and the sum stands as a plain number.

    Excel does not add what is text.
    """
    if not total.is_exact or any(is_long(each.amount) for each in moneys(total.rows, at, by)):
        return ""
    from xlsxwriter.utility import xl_range

    last = len(sheet.table.rows)
    asked = [(by, total.currency)]
    if total.part:
        asked.append((total.column, ("" if total.part.among else "<>") + total.part.word.label.say(lang)))
    conditions = "".join(f',{xl_range(1, each, last, each)},"{word}"' for each, word in asked)
    return f"=SUMIFS({xl_range(1, at, last, at)}{conditions})"


def is_long(amount: Amount) -> bool:
    """Whether Excel would not keep it as it is."""
    return len(plain_amount(amount).lstrip("-").replace(".", "")) > MOST_DIGITS
