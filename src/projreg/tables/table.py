"""Rows of values under labelled columns: what a list or report says, before anyone decides how it looks."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projreg.language import Lang, Phrase
from projreg.values.money import Amount, Money, plain_amount, spoken_amount


class Period(NamedTuple):
    """Two days, both included; None for one that is not known."""

    start: date | None
    end: date | None


class Word(NamedTuple):
    """A word of the format, and what people say for it."""

    word: str
    label: Phrase


class Text(NamedTuple):
    """What a user wrote, and the language it is in."""

    written: str
    lang: Lang


Plain = str | int | Decimal | date | bool | tuple[str, ...] | None
"""What a key of the format holds, amounts without their currency."""
Cell = Plain | Money | Period | Word | Text


class Column(NamedTuple):
    """A column: its key for machines, its label for people, and whether it holds figures, or text of several lines."""

    key: str
    label: Phrase
    figures: bool = False
    paragraphs: bool = False


class Table(NamedTuple):
    """Columns and rows."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


def plain(cell: Cell) -> str:
    """The cell for machines: ISO dates, plain digits, the format's own words; empty when not known."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Word():
            return cell.word
        case Text():
            return cell.written
        case Money():
            return plain_amount(cell.amount)
        case Period():
            return "/".join(each.isoformat() if each else ".." for each in cell)
        case int() | Decimal():
            return plain_amount(cell)
        case date():
            return cell.isoformat()
        case str():
            return cell
    return "; ".join(cell)


def spoken(cell: Cell, lang: Lang) -> str:
    """The cell for people, in `lang`: "23 974 594 kr", "Pågående"; empty when not known."""
    match cell:
        case bool():
            return _YES_NO[cell].say(lang)
        case Word():
            return cell.label.say(lang)
        case Text():
            return cell.written
        case Money():
            return spoken_amount(cell, lang)
        case Period():
            return "–".join(each.isoformat() if each else "?" for each in cell)
        case int() if cell < 0:
            return f"\N{MINUS SIGN}{-cell}"
        case None | str() | int() | Decimal() | date():
            return plain(cell)
    return ", ".join(cell)


_YES_NO = {True: Phrase("ja", "yes"), False: Phrase("nej", "no")}


def json_value(value: Plain) -> object:
    """The value in JSON: whole amounts are numbers, others decimal strings, unknown is null."""
    match value:
        case Decimal():
            return json_amount(value)
        case tuple():
            return list(value)
        case date():
            return value.isoformat()
    return None if value == "" else value


def json_amount(amount: Amount | None) -> int | str | None:
    """An amount in JSON: a number when whole, else a decimal string; null when not known."""
    return amount if amount is None or isinstance(amount, int) else plain_amount(amount)
