"""What follows from changes of a project: the first end date that is kept, and amounts that come to count otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from projreg.editing.toml_edit import Change, changed_data
from projreg.editing.written import Values
from projreg.model.decode import currency_of
from projreg.model.fields import Money, Records
from projreg.model.records import Project


def to_be_made(changes: Sequence[Change], project: Project, table: Values) -> list[Change]:
    """The changes without those that change nothing, and with what follows from them.

    A later `end_date` keeps the old one as `original_end_date`, unless one is kept already or named in the changes. One
    that is the kept one again takes that away: the project was not prolonged after all.
    """
    new = dict(changes)
    needed = [each for each in changes if is_needed(each, table)]
    if ("original_end_date",) in new:
        return needed
    if "original_end_date" in table and new.get(("end_date",)) == table["original_end_date"]:
        return [*needed, Change(("original_end_date",), None)]
    return [*needed, *first_end_date(project, table, {"end_date": new.get(("end_date",))})]


def is_needed(change: Change, table: Any) -> bool:
    """Whether there is anything to do: what is not there need not be taken away."""
    for step in change.path:
        try:
            table = table[step]
        except (LookupError, TypeError):
            return change.value is not None
    return True


def first_end_date(before: Project, table: Values, after: Values) -> list[Change]:
    """What keeps the end date of a project that was prolonged: one change, or none.

    `table` is the project's table before, `after` the one that it becomes; where either keeps an end date already, or
    what was there before was no date, or one before the start, nothing is added.
    """
    old, new = before.end_date, after.get("end_date")
    if old is None or (before.start_date and old < before.start_date):
        return []
    if type(new) is not date or new <= old or "original_end_date" in {*table, *after}:
        return []
    return [Change(("original_end_date",), old)]


def in_another_currency(changes: Sequence[Change], table: Values, currency: str) -> list[tuple[str, str, Any]]:
    """The amounts that nobody touched and that the changes put into another currency.

    Each with its key as it is written in an assignment, the currency that it is in now, and the amount. `table` is the
    project's as it stands, `currency` the registry's. When sub-tables are taken away too, nothing is told.
    """
    if not any(path[-1] in ("currency", "fund") for path, _ in changes):
        return []
    if any(len(path) == 2 and value is None and path[0] == "funding" for path, value in changes):
        return []
    after = table
    for change in changes:
        after = changed_data(after, *change)
    touched = {path for path, _ in changes}
    now = {path: (name, unit, amount) for path, name, unit, amount in _amounts(after, currency)}
    return [
        now[path]
        for path, _, unit, _ in _amounts(table, currency)
        if path not in touched and path in now and now[path][1] != unit
    ]


def _amounts(project: Values, around: str) -> Iterator[tuple[tuple[str | int, ...], str, str, Any]]:
    """The path, key, currency and amount of every amount of a project."""
    unit = currency_of(project, around)
    for name, key in Project.keys.items():
        if name not in project:
            continue
        if type(key.kind) is Money:
            yield (name,), name, unit, project[name]
        elif isinstance(key.kind, Records) and isinstance(project[name], list):
            for at, each in enumerate(project[name]):
                if not isinstance(each, Mapping):
                    continue
                for inner, inner_key in key.kind.record.keys.items():
                    if type(inner_key.kind) is Money and inner in each:
                        yield (name, at, inner), f"{name}[{at}].{inner}", currency_of(each, unit), each[inner]
