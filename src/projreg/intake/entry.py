"""What a list says of one project, key by key, and what is found that does not fit: both with their places."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.intake.days import Order

APART = 100
"""How far apart the tables of two rows of one project are numbered: no row has so many of its own."""


class Given(NamedTuple):
    """A value as the list gives it, where it stands, and how its column is written."""

    value: Any
    place: str
    column: str
    order: int = 0
    """Where the column stands among the others."""
    scale: int = 1
    days: Order = ""
    groups: str = ""
    role: str = "contact"


class Entry(NamedTuple):
    """What a list says of one project. Several rows of one project are one entry, and each value keeps its place."""

    place: str
    number: int
    given: Mapping[Path, Given]


class Objection(NamedTuple):
    """Why an entry is not taken: where it stands, the column if one is to blame, what is wrong, and what to do."""

    number: int
    order: int
    place: str
    column: str
    message: str
    help: str = ""
    lacks: str = ""
    """The key that nothing gives, where that is what is wrong."""

    @property
    def line(self) -> str:
        """All that in a line."""
        where = ", ".join(each for each in (self.place, self.column) if each)
        return f"{where}: {self.message}" + (f"; {self.help}" if self.help else "")


def one_each(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with those of one project as one.

    They are of one project when all that is said of the project itself is the same, and what is said of its funding,
    contacts or deadlines is not: a list with a row for each funder, or a file with an object for each grant.
    """
    found: dict[tuple[Any, ...], Entry] = {}
    for at, each in enumerate(entries):
        key = _of_the_project(each)
        if not any(path == ("title",) for path, _ in key) or key not in found:
            found[key if key not in found else (at,)] = each
        elif (tables := _new_tables(found[key], each)) is not None:
            found[key] = _with(found[key], each, tables)
        else:
            found[(at,)] = each  # the same in everything: entered twice, which is told later
    return list(found.values())


def _of_the_project(entry: Entry) -> tuple[Any, ...]:
    return tuple((path, _comparable(each.value)) for path, each in entry.given.items() if len(path) == 1)


def _comparable(value: Any) -> Any:
    return (
        tuple(value) if isinstance(value, list) else value.strip() if isinstance(value, str) else (type(value), value)
    )


def _tables(entry: Entry) -> dict[Path, dict[Path, Given]]:
    """What is said of each table: by its name and number, then by what is left of the path."""
    tables: dict[Path, dict[Path, Given]] = {}
    for path, each in entry.given.items():
        if len(path) > 1:
            tables.setdefault(path[:2], {})[path[2:]] = each
    return tables


def _new_tables(first: Entry, other: Entry) -> dict[Path, dict[Path, Given]] | None:
    """The tables of the other that the first has not; None when there are none."""
    there = [(path[0], _plain(table)) for path, table in _tables(first).items()]
    new = {path: table for path, table in _tables(other).items() if (path[0], _plain(table)) not in there}
    return new or None


def _plain(table: Mapping[Path, Given]) -> dict[Path, Any]:
    return {path: _comparable(each.value) for path, each in table.items()}


def _with(first: Entry, other: Entry, tables: Mapping[Path, Mapping[Path, Given]]) -> Entry:
    given = dict(first.given)
    used = [int(path[1]) for path in given if len(path) > 1]
    shift = (max(used, default=0) // APART + 1) * APART
    for (name, at), table in tables.items():
        for rest, each in table.items():
            given[(name, int(at) % APART + shift, *rest)] = each
    return first._replace(place=f"{first.place} and {other.place}", given=given)
