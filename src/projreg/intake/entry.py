"""What a list says of one project, key by key, and what is found that does not fit: both with their places."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.intake.days import Order
from projreg.intake.places import together

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
    found: list[_Project | Entry] = []
    projects: dict[tuple[Any, ...], _Project] = {}
    for each in entries:
        key = _of_the_project(each)
        project = projects.get(key)
        if project is None:
            found.append(projects.setdefault(key, _Project(each)))
        elif ("title",) not in each.given or not project.takes(each):
            found.append(each)  # the same in everything: entered twice, which is told later
    return [each.entry if isinstance(each, _Project) else each for each in found]


class _Project:
    """An entry to which others of the same project come."""

    def __init__(self, first: Entry) -> None:
        self._first = first
        self._given = dict(first.given)
        self._places = [first.place]
        self._shift = max((int(path[1]) for path in first.given if len(path) > 1), default=0) // APART
        self._seen = {_plain(path, table) for path, table in _tables(first).items()}

    @property
    def entry(self) -> Entry:
        """All of them as one."""
        return self._first._replace(place=together(self._places), given=self._given)

    def takes(self, other: Entry) -> bool:
        """Take what the other says of more tables; whether it said anything new."""
        new = {path: table for path, table in _tables(other).items() if _plain(path, table) not in self._seen}
        if not new:
            return False
        self._shift += 1
        self._places.append(other.place)
        for (name, at), table in new.items():
            self._seen.add(_plain((name, at), table))
            for rest, each in table.items():
                self._given[(name, int(at) % APART + self._shift * APART, *rest)] = each
        return True


def _of_the_project(entry: Entry) -> tuple[Any, ...]:
    return tuple((path, _comparable(each.value)) for path, each in entry.given.items() if len(path) == 1)


def _comparable(value: Any) -> Any:
    """A value as it is compared; also what JSON has where a text should be."""
    return value.strip() if isinstance(value, str) else (type(value).__name__, str(value))


def _tables(entry: Entry) -> dict[Path, dict[Path, Given]]:
    """What is said of each table: by its name and number, then by what is left of the path."""
    tables: dict[Path, dict[Path, Given]] = {}
    for path, each in entry.given.items():
        if len(path) > 1:
            tables.setdefault(path[:2], {})[path[2:]] = each
    return tables


def _plain(path: Path, table: Mapping[Path, Given]) -> tuple[Any, ...]:
    """What a table says, wherever it stands."""
    return path[0], *sorted((rest, _comparable(each.value)) for rest, each in table.items())
