"""Rows of one project as one entry: each says of a further funder, contact or deadline, and of the project the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from projreg.diagnostic import Path
from projreg.intake.entry import APART, Entry, Given, comparable
from projreg.intake.places import together


def filled(entries: Iterable[Entry]) -> list[Entry]:
    """The entries; where title, owner and start are those of another, a cell that is empty means what stands there.

    What is given of a funding line stays as it is, since the level of one funder is not that of another.
    """
    found = [(each, _known_by(each)) for each in entries]
    said: dict[tuple[Any, ...], _Said] = {}
    for each, key in found:
        said.setdefault(key, _Said()).hear(each)
    return [said[key].filled(each) for each, key in found]


def _known_by(entry: Entry) -> tuple[Any, ...]:
    """Title, owner and start, if a list gives owners; of an entry without title or start what no other has."""
    title, owner, day, period = (entry.given.get((name,)) for name in ("title", "owner", "start_date", "period"))
    start = day or period
    if title is None or start is None:
        return (entry.place,)
    return tuple(each and comparable(each.value) for each in (title, owner, start))


class _Said:
    """What the rows of one project say, the first of them before the others."""

    def __init__(self) -> None:
        self._ids = set[Any]()
        self._own: dict[Path, Given] = {}
        self._tables: dict[Any, dict[Path, Given]] = {}
        """By name, all that the first row says that has one of that name."""
        self._each: dict[Path, list[dict[Path, Given]]] = {}

    def hear(self, entry: Entry) -> None:
        """Keep what an entry says."""
        if name := entry.given.get(("id",)):
            self._ids.add(comparable(name.value))
        named: dict[Any, dict[Path, Given]] = {}
        for path, each in entry.given.items():
            if len(path) == 1:
                self._own.setdefault(path, each)
            else:
                named.setdefault(path[0], {})[path] = each
        self._tables = named | self._tables
        for at, table in _tables(entry.given).items():
            tables = self._each.setdefault(at, [])
            if at[0] != "funding" and len(tables) < _TRIED and not any(_says(each, table) for each in tables):
                tables.append(table)

    def filled(self, entry: Entry) -> Entry:
        """The entry with what the others say where it is silent: in cells, and in whole contacts or funding."""
        if len(self._ids) > 1:
            return entry  # who gives ids tells projects apart
        given = {**self._own, **entry.given}
        names = {path[0] for path in entry.given if len(path) > 1}
        for name, tables in self._tables.items():
            given |= {} if name in names else tables
        for at, table in _tables(given).items():
            whole = max((each for each in self._each[at] if _says(each, table)), key=len, default={})
            given = {(*at, *rest): each for rest, each in whole.items()} | given
        empty = {path: each for path, each in entry.empty.items() if path not in given}
        return entry._replace(given=given, empty=empty)


_TRIED = 100
"""Contacts of one project in the same columns that are compared, at most."""


def _says(table: Mapping[Path, Given], other: Mapping[Path, Given]) -> bool:
    """Whether a table says all that another says."""
    given = {rest: comparable(each.value) for rest, each in table.items()}
    return all(given.get(rest) == comparable(each.value) for rest, each in other.items())


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
        self._seen = {_plain(path, table) for path, table in _tables(first.given).items()}

    @property
    def entry(self) -> Entry:
        """All of them as one."""
        return self._first._replace(place=together(self._places), given=self._given)

    def takes(self, other: Entry) -> bool:
        """Take what the other says of more tables; whether it said anything new."""
        new = {path: table for path, table in _tables(other.given).items() if _plain(path, table) not in self._seen}
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
    own = ((path, comparable(each.value)) for path, each in entry.given.items() if len(path) == 1)
    return tuple(sorted(own, key=lambda each: each[0]))


def _tables(given: Mapping[Path, Given]) -> dict[Path, dict[Path, Given]]:
    """What is said of each table: by its name and number, then by what is left of the path."""
    tables: dict[Path, dict[Path, Given]] = {}
    for path, each in given.items():
        if len(path) > 1:
            tables.setdefault(path[:2], {})[path[2:]] = each
    return tables


def _plain(path: Path, table: Mapping[Path, Given]) -> tuple[Any, ...]:
    """What a table says, wherever it stands."""
    return path[0], *sorted((rest, comparable(each.value)) for rest, each in table.items())
