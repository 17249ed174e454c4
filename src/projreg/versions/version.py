"""A registry at one time, as far as it can be read, so that it can be compared with another time's."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from projreg.model.decode import Decoded
from projreg.model.fields import Money as MoneyKind
from projreg.model.fields import Record, Records
from projreg.model.records import Logo, Project, Publisher
from projreg.values.money import Amount, Money


class Unread(NamedTuple):
    """Stands for a value that is there and could not be read; `value` is what stands there, as far as that is known."""

    value: object


Value = str | date | Amount | Money | tuple[str, ...] | Record | Unread | None
"""What a key held: None when it was not given, money with its currency, a table as its record."""


class Version(NamedTuple):
    """A registry at one time, as far as it can be read. `unread` holds what could not, by record and key."""

    publisher: Publisher
    projects: tuple[Project, ...]
    unread: Mapping[tuple[int, str], Unread]

    def value(self, record: Record, name: str) -> Value:
        """What the key of a record of this version holds."""
        return self.unread.get((id(record), name)) or _value(record, name)


def version(files: Sequence[Decoded]) -> Version:
    """One or several registries that are read as one; the publisher is that of the first."""
    unread: dict[tuple[int, str], Unread] = {}
    for decoded in files:
        records = {each.path: each for each in _records(decoded)}
        for misfit in decoded.misfits:
            if misfit.kind not in ("type", "broken") or (type(misfit.value) is dict and misfit.path[-1] in _TABLES):
                continue  # a single table in place of several has been read
            for length in (1, 2):  # the key itself, or one entry of what it holds
                record, name = records.get(misfit.path[:-length]), misfit.path[-length]
                if record is not None and type(name) is str:
                    unread.setdefault((id(record), name), Unread(misfit.value if misfit.kind == "type" else None))
                    break
    projects = tuple(project for decoded in files for project in decoded.registry.projects)
    return Version(files[0].registry.publisher, projects, unread)


_TABLES = [name for name, key in Project.keys.items() if isinstance(key.kind, Records)]


def _records(decoded: Decoded) -> Iterator[Record]:
    yield decoded.registry.publisher
    for project in decoded.registry.projects:
        yield project
        for name in _TABLES:
            yield from getattr(project, name)


def _value(record: Record, name: str) -> Value:
    found = getattr(record, name)
    if found is None or found == "" or found == ():
        return None
    if type(record.keys[name].kind) is MoneyKind:
        return Money(found, getattr(record, "currency", ""))
    if isinstance(found, Mapping):
        return tuple(f"{key}: {value}" for key, value in found.items()) or None
    if isinstance(found, tuple) and isinstance(found[0], Logo):
        return tuple(f"{each.alt} {each.src}".strip() for each in found)
    value: Value = found
    return value
