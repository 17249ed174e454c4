"""What differs between two versions of a registry, for machines: rows of plain values, and JSON. Values are whole."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from projreg.derived.projectjson import record_object
from projreg.diagnostic import Path
from projreg.language import Phrase
from projreg.model.fields import Record
from projreg.model.records import Contact, Deadline, Funding, Project
from projreg.tables.table import Cell, Column, Period, Table, json_amount, json_value, plain
from projreg.values.money import Money
from projreg.versions.changes import Change, Span
from projreg.versions.version import Unread, Value


class Side(NamedTuple):
    """One of the two versions. `asked` is the revision as the user named it, empty for the files in the folder;
    `commit` and `day` are what it means. `partial`: something in it could not be read."""

    asked: str = ""
    commit: str = ""
    day: date | None = None
    partial: bool = False


def cell_of(value: Value) -> Cell:
    """A value in a machine's row."""
    match value:
        case Project():
            return Period(value.start_date, value.end_date)
        case Funding():
            return None if value.amount is None else Money(value.amount, value.currency)
        case Deadline():
            return value.due
        case Contact():
            return tuple(each for each in (value.name, value.email, value.phone) if each)
        case Unread():
            return "?"
    cell: Cell = value  # type: ignore[assignment]
    return cell


_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name))
    for name in ("change", "id", "title", "key", "about", "from", "to", "difference", "unit")
)


def as_table(changes: Sequence[Change]) -> Table:
    """For machines: a row for each change. `unit` is "days", or the currency of the difference."""
    rows: list[tuple[Cell, ...]] = []
    for each in changes:
        difference = each.difference
        much, unit = (None, "")
        if isinstance(difference, Span):
            much, unit = str(difference.days), "days"
        elif isinstance(difference, Money):
            much, unit = plain(difference), difference.currency
        project = each.project
        whose = (project.id, project.title) if project else ("", "")
        values = (_with_currency(cell_of(value), unit) for value in (each.old, each.new))
        rows.append((each.kind, *whose, _place(each.keys), _about_word(each), *values, much, unit))
    return Table(_MACHINE_COLUMNS, rows)


def _with_currency(cell: Cell, unit: str) -> Cell:
    """An amount whose currency the row does not say bears it itself."""
    return f"{plain(cell)} {cell.currency}" if isinstance(cell, Money) and not unit else cell


def _about_word(change: Change) -> str:
    """The funder, the type of deadline or the role of contact, as the format writes it."""
    about = change.about
    return about.funder if isinstance(about, Funding) else getattr(about, "type", getattr(about, "role", ""))


def _place(keys: Sequence[Path]) -> str:
    """Where the change stands, as `projreg set` takes it: `funding[0].amount`."""
    return _dotted(keys[0]) if keys else ""


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def as_object(changes: Sequence[Change], old: Side, new: Side) -> dict[str, object]:
    """As JSON, version 1: the two sides, and every change with its values whole."""
    return {
        "from": _side_object(old),
        "to": _side_object(new),
        "changes": [
            {
                "change": each.kind,
                "id": each.project.id if each.project else None,
                "title": each.project.title if each.project else None,
                "keys": [_dotted(path) for path in each.keys],
                "about": _about_word(each) or None,
                "from": _json(each.old),
                "to": _json(each.new),
                "difference": _difference_object(each.difference),
                "reason": each.reason or None,
            }
            for each in changes
        ],
    }


def _side_object(side: Side) -> dict[str, object]:
    day = side.day.isoformat() if side.day else None
    return {"revision": side.asked or None, "commit": side.commit or None, "date": day, "partial": side.partial}


def _json(value: Value) -> object:
    """Dates ISO 8601, amounts with their currency, tables as objects; what could not be read is `{"unread": true}`."""
    match value:
        case Unread():
            return {"unread": True}
        case Money():
            return {"amount": json_amount(value.amount), "currency": value.currency}
        case Record():
            return record_object(value)
    return json_value(value)


def _difference_object(difference: Span | Money | None) -> dict[str, object] | None:
    if isinstance(difference, Span):
        return {"days": difference.days, "months": difference.months}
    if isinstance(difference, Money):
        return {"amount": json_amount(difference.amount), "currency": difference.currency}
    return None
