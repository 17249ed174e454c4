"""Parsed TOML → the model, and a list of what does not fit. Nothing in the data is fatal: what can be read is kept."""

from typing import Any, Literal, NamedTuple, TypeVar

from projreg.diagnostic import Path
from projreg.fields import Record, Records, Table
from projreg.model import SCHEMA_VERSIONS, Publisher, Registry, Top


class Unreadable:
    """Stands for a value whose TOML is broken: the key is there, its value is not known, and that is already told."""


UNREADABLE = Unreadable()


class Misfit(NamedTuple):
    """Something that the format does not know or does not allow. The rules PR1xx put it into words.

    A "broken" value is one whose TOML is broken, a "version" a `schema_version` that is not known. `path` leads to the
    key itself, also when it is missing. `nearby` are, for an unknown key, the known keys that its table does not use.
    """

    kind: Literal["unknown", "type", "missing", "broken", "version"]
    path: Path
    record: type[Record]
    value: object = None
    nearby: tuple[str, ...] = ()


class Decoded(NamedTuple):
    """A registry as far as it can be read, and what could not."""

    registry: Registry
    misfits: list[Misfit]

    @property
    def unread(self) -> int:
        """How many values could not be read, as `list` and `report` tell it."""
        return sum(each.kind == "type" or (each.kind == "unknown" and each.record is Top) for each in self.misfits)


def decode(data: dict[str, Any]) -> Decoded:
    """The model of a parsed file. Never raises: every misfit is in the list, in the file's order by table."""
    misfits: list[Misfit] = []
    head = data.get("registry")
    publisher = Publisher(("registry",))
    if type(head) is dict:
        publisher = _read(Publisher, head, ("registry",), "", misfits)
    top = _read(Top, data, (), publisher.currency or Publisher.currency.default, misfits)
    for project in top.project:
        project.__dict__["publisher"] = publisher
    return Decoded(Registry(publisher, top.project), misfits)


R = TypeVar("R", bound=Record)


def _read(record: type[R], table: dict[str, Any], path: Path, currency: str, misfits: list[Misfit]) -> R:
    """One table as a record. A currency that the table leaves out is the one of the table around it."""
    values: dict[str, Any] = {}
    if "currency" in record.keys:
        own = table.get("currency")
        if type(own) is str and own:
            currency = own
        if currency:
            values["currency"] = currency
    keys = record.keys
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            if not name.startswith("x_"):
                unused = tuple(each for each in keys if each not in table)
                misfits.append(Misfit("unknown", (*path, name), record, value, unused))
            continue
        kind = key.kind
        if isinstance(kind, Records):
            values[name] = _read_all(kind.record, value, (*path, name), currency, misfits, record)
        elif kind.accepts(value):
            if not isinstance(kind, Table):
                values[name] = kind.read(value)
        else:
            misfits.append(_unfit((*path, name), record, value))
        if record is Top and name == "schema_version" and values.get(name, 1) not in SCHEMA_VERSIONS:
            misfits.append(Misfit("version", (name,), record, value))
    for name, key in record.required.items():
        if _is_empty(table.get(name)) and (not key.unless or _is_empty(table.get(key.unless))):
            misfits.append(Misfit("missing", (*path, name), record))
    return record(path, **values)


def _read_all(
    record: type[R], value: object, path: Path, currency: str, misfits: list[Misfit], parent: type[Record]
) -> tuple[R, ...]:
    """An array of tables. A single table in its place is a misfit, and is read all the same."""
    if type(value) is dict:
        misfits.append(Misfit("type", path, parent, value))
        return (_read(record, value, path, currency, misfits),)
    if type(value) is not list:
        misfits.append(_unfit(path, parent, value))
        return ()
    found = []
    for position, table in enumerate(value):
        if type(table) is dict:
            found.append(_read(record, table, (*path, position), currency, misfits))
        else:
            misfits.append(Misfit("type", (*path, position), parent, table))
    return tuple(found)


def _unfit(path: Path, record: type[Record], value: object) -> Misfit:
    return Misfit("broken" if value is UNREADABLE else "type", path, record, value)


def _is_empty(value: object) -> bool:
    return value is None or (type(value) is str and not value.strip())
