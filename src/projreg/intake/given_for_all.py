"""What is said of all rows at once (`--set`): it counts where a row says nothing of its own."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from projreg.editing.assignments import read_assignments
from projreg.editing.written import READERS, read_value
from projreg.errors import UsageError
from projreg.model.also_called import key_called
from projreg.model.decode import currency_of
from projreg.model.fields import Record, Records
from projreg.model.records import Project
from projreg.values.nearest import nearest

_IN_TABLE = re.compile(r"(funding|contact|deadline|logos)(?:\[(\d{1,2})\])?\.([a-z_]+)")
_TABLES = re.compile(r"(funding|contact|deadline|logos)(?:\[\])?")
_RECORDS: Mapping[str, type[Record]] = {
    name: key.kind.record for name, key in Project.keys.items() if isinstance(key.kind, Records)
}


class ForAll(NamedTuple):
    """Values for every row: keys of the project, whole tables, and keys of tables that a row has (number None: all)."""

    project: Mapping[str, Any] = {}
    tables: Mapping[str, list[dict[str, Any]]] = {}
    inner: Mapping[tuple[str, int | None, str], Any] = {}

    def in_table(self, name: str, number: int) -> dict[str, Any]:
        """What is said of a table of a row."""
        for_any = {key: value for (table, at, key), value in self.inner.items() if table == name and at is None}
        return for_any | {key: value for (table, at, key), value in self.inner.items() if (table, at) == (name, number)}


def read_for_all(said: Sequence[str], currency: str, today: date | None = None) -> ForAll:
    """What `--set` says, in the words of `projreg set`. `currency` is the registry's. Raises UsageError."""
    plain, tables, inner = [], dict[str, list[str]](), dict[tuple[str, int | None, str], str]()
    for each in said:
        name, equals, value = (part.strip() for part in each.partition("="))
        if not equals or not value:
            raise UsageError(f"--set: “{each}” is not KEY=VALUE", "write it as --set role=owner")
        if found := _IN_TABLE.fullmatch(name):
            inner[found[1], int(found[2]) if found[2] else None, found[3]] = value
        elif found := _TABLES.fullmatch(name):
            tables.setdefault(found[1], []).append(value)
        elif key_called(name, Project) == "id" or name == "id":
            raise UsageError(f"--set: {each}: an id belongs to one project", 'name the column with --map "…=id"')
        else:
            plain.append(each)
    try:
        project = {str(path[0]): value for path, value in read_assignments(plain, {}, currency, today)}
        unit = currency_of(project, currency)
        return ForAll(
            project,
            {name: [READERS[name](each, unit) for each in texts] for name, texts in tables.items()},
            {place: _inner(place, value, unit) for place, value in inner.items()},
        )
    except UsageError as error:
        raise UsageError(f"--set: {error.message}", error.mend) from None


def _inner(place: tuple[str, int | None, str], value: str, currency: str) -> Any:
    table, _, name = place
    keys = _RECORDS[table].keys
    if name not in keys:
        near = nearest(name, keys)
        raise UsageError(f"{table} has no key {name}", f"did you mean {near}?" if near else f"it has {', '.join(keys)}")
    return read_value(keys[name], value, currency)
