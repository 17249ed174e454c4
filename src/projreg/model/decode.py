"""Parsed TOML → the model, and a list of what does not fit. Nothing in the data is fatal: what can be read is kept."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeVar

from projreg.diagnostic import Path
from projreg.model.fields import Key, Record, Records, Table, Text
from projreg.model.records import SCHEMA_VERSIONS, Contact, Deadline, Funding, Project, Publisher, Registry, Top
from projreg.model.words import FUNDS


class Unreadable:
    """Stands for a value whose TOML is broken: the key is there, its value is not known, and that is already told."""


UNREADABLE = Unreadable()


class Misfit(NamedTuple):
    """Something that the format does not know or does not allow. The rules PR1xx put it into words.

    A "broken" value is one whose TOML is broken, a "version" a `schema_version` that is not known, a "header" one that
    is misspelt or missing and stands for the one meant: its slip is the value, and `path` leads to the table. Else
    `path` leads to the key itself, also when it is missing. `meant` is where an unknown key should stand, when that can
    be told. `table` is what stands beside the key, `currency` the one of its amounts: empty where what says it cannot
    be read. `written` is the value as it stands in the file, where that matters and whoever asks has the text.
    """

    kind: Literal["unknown", "type", "missing", "broken", "version", "header"]
    path: Path
    record: type[Record]
    value: object = None
    meant: Path | None = None
    table: Mapping[str, Any] = {}
    currency: str = ""
    written: str = ""

    @property
    def is_number_for_text(self) -> bool:
        """Whether figures stand where a text should: the parsed number has lost how they were written."""
        key = self.record.keys.get(str(self.path[-1])) if self.kind == "type" else None
        return key is not None and isinstance(key.kind, Text) and type(self.value) in (int, Decimal)

    @property
    def is_required(self) -> bool:
        """Whether the key must be given, and nothing given beside it will do instead."""
        key = self.record.required.get(str(self.path[-1]))
        return key is not None and (not key.unless or _is_empty(self.table.get(key.unless)))


class Decoded(NamedTuple):
    """A registry as far as it can be read, and what could not."""

    registry: Registry
    misfits: list[Misfit]

    @property
    def unread(self) -> int:
        """How many values could not be read, or stand under a key that is not known."""
        return sum(each.kind in ("type", "unknown") for each in self.misfits)


def decode(data: dict[str, Any]) -> Decoded:
    """The model of a parsed file. Never raises: every misfit is in the list, in the file's order by table.

    Projects under a misspelt header (`[[projects]]`) are read too: the misfit is told, and nothing is overlooked.
    """
    misfits: list[Misfit] = []
    head = data.get("registry")
    publisher = Publisher(("registry",))
    if type(head) is dict:
        publisher = _read(Publisher, head, ("registry",), _Around("", {}), misfits)
    around = _Around(publisher.currency or Publisher.currency.default, {})
    top = _read(Top, data, (), around, misfits)
    projects = top.project
    for outer, known, path in ((data, Top.keys, ()), (head, Publisher.keys, ("registry",))):
        for name, value in outer.items() if type(outer) is dict else ():
            if name not in known and not name.startswith("x_"):
                for place, table in _projects_in(value, (*path, name)):
                    projects += (_read(Project, table, place, around, misfits),)
    projects += tuple(_projects_astray(misfits, around))
    for project in projects:
        project.__dict__["publisher"] = publisher
    for at, each in enumerate(misfits):
        if each.kind == "type":
            misfits[at] = each._replace(currency=currency_at(data, each.path[:-1]))
    return Decoded(Registry(publisher, projects), misfits)


def _projects_in(value: object, path: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The tables under a header that is not known which can only be projects, each with its path."""
    tables = [((*path, at), each) for at, each in enumerate(value)] if type(value) is list else [(path, value)]
    return [
        (at, each)
        for at, each in tables
        if type(each) is dict and not each.keys().isdisjoint(_TELL_A_PROJECT) and "publisher" not in each
    ]


_TELL_A_PROJECT = ("id", "title", "start_date", "end_date")
_HELD_BACK = frozenset(("publish", "status"))
"""A key that decides what is published. When it cannot be read, the record is not published: silence must not show."""

R = TypeVar("R", bound=Record)


class _Around(NamedTuple):
    """What a table takes from the tables around it: their currency, and the project's own keys and path."""

    currency: str
    project: dict[str, Any]
    path: Path = ()


def _read(record: type[R], table: dict[str, Any], path: Path, around: _Around, misfits: list[Misfit]) -> R:
    """One table as a record. A currency that the table leaves out is the one of the table around it."""
    values: dict[str, Any] = {}
    keys = record.keys
    if "currency" in keys and (currency := currency_of(table, around.currency)):
        values["currency"] = currency
    if record is Project:
        around = _Around(values.get("currency", ""), table, path)
    first = len(misfits)
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            if not name.startswith("x_"):
                meant = _meant(name, record, table, path, around)
                misfits.append(Misfit("unknown", (*path, name), record, value, meant, table))
        elif type(value) is key.plain:
            values[name] = value
        elif isinstance(key.kind, Records):
            values[name] = _read_all(key.kind.record, value, (*path, name), around, misfits, record)
        elif key.kind.accepts(value):
            if not isinstance(key.kind, Table):
                values[name] = key.kind.read(value)
        elif not (key.required and _is_empty(value)):
            misfits.append(_unfit((*path, name), record, value, table))
    if record is Top and values.get("schema_version", 1) not in SCHEMA_VERSIONS:
        misfits.append(Misfit("version", ("schema_version",), record, values["schema_version"]))
    for name, key in record.required.items():
        if _is_empty(table.get(name)) and (not key.unless or _is_empty(table.get(key.unless))):
            misfits.append(Misfit("missing", (*path, name), record, table=table))
    if not values.get("currency", "SEK"):
        _take_currency(values, currency_of(table, around.currency))
    if len(misfits) > first:
        _hold_back(record, values, path, misfits[first:])
    return record.holding(values, path)


def _projects_astray(misfits: list[Misfit], around: _Around) -> Iterator[Project]:
    """Projects whose header is missing, so that their keys stand in a table of the project above them."""
    for each in list(misfits):
        if each.kind == "unknown" and each.path[-1] == "id" and each.record in (Funding, Contact, Deadline):
            names = list(each.table)
            rest = {name: each.table[name] for name in names[names.index("id") :]}
            if not each.meant and len(rest.keys() & Project.required.keys()) > 2:
                project = _read(Project, rest, each.path[:-1], around, [])
                project.__dict__["in_doubt"] = True
                yield project


def _take_currency(values: dict[str, Any], currency: str) -> None:
    """An empty currency is one that is not given."""
    del values["currency"]
    if currency:
        values["currency"] = currency


def currency_of(table: Mapping[str, Any], around: str) -> str:
    """The currency of a table's amounts: its own, else that of the table around it; but Interreg decides in euro."""
    own = table.get("currency")
    if type(own) is str and own:
        return own
    return "EUR" if table.get("fund") == "INTERREG" else around


def currency_at(data: Mapping[str, Any], table: Path) -> str:
    """The currency of the amounts in the table at a path; empty where what says it is wrong or cannot be read."""
    currency = _sure_currency(data.get("registry"), Publisher.currency.default)
    node: Any = data
    for step in table:
        try:
            node = node[step]
        except (LookupError, TypeError):
            return ""
        currency = _sure_currency(node, currency)
    return currency


def _sure_currency(table: object, around: str) -> str:
    if type(table) is not dict:
        return around
    fund, own = table.get("fund", "OTHER"), table.get("currency", "")
    known = type(own) is str and type(fund) is str and fund in FUNDS
    return currency_of(table, around) if known else ""


def _hold_back(record: type[Record], values: dict[str, Any], path: Path, misread: list[Misfit]) -> None:
    """Mark what was misread: not published when that may be what it said, and in doubt when a date may be hidden."""
    places = [(each.meant or each.path)[len(path) :] for each in misread]
    names = [str(place[0]) for place in places if place]
    given = [place for each, place in zip(misread, places, strict=True) if each.kind != "missing"]
    unknown_flag = any(each.kind == "unknown" and not each.meant and type(each.value) is bool for each in misread)
    if "publish" in record.keys and "publish" not in values and (unknown_flag or not _HELD_BACK.isdisjoint(names)):
        values["publish"] = False
        if record is Project:
            values["held_back"] = True
    if "unread" in vars(record):
        values["unread"] = frozenset(str(place[0]) for place in given if place)
    if record is Project:
        values["in_doubt"] = any(name not in record.keys or name in _DATED for name in names)


_DATED = ("start_date", "end_date", "closed_date", "status", "deadline")


def _meant(name: str, record: type[Record], table: dict[str, Any], path: Path, around: _Around) -> Path | None:
    """Where an unknown key should stand: a project's key in a sub-table higher up, a misspelt one beside itself.

    A key of a sub-table goes down, where only one of those lacks it.
    """
    from projreg.model.also_called import elsewhere, key_for, key_meant, language_of  # needed when a key is not known

    if name in Project.keys and _holds(Project.keys[name], record):
        bare = key_for(record, table[name])
        return (*path, bare) if bare and bare not in table else None
    if around.project and record is not Project and name in Project.keys and name not in around.project:
        return (*around.path, name)
    if stem := language_of(name, record.keys):
        return (*path, stem) if stem not in table and name.endswith("_sv") else None
    if found := key_meant(name, record, table):
        return (*path, found)
    other = elsewhere(name, record) if record is Project else None
    step = next((step for step, key in Project.keys.items() if other and _holds(key, other.record)), "")
    tables = table.get(step)
    if other and type(tables) is list:
        lacking = [at for at, each in enumerate(tables) if type(each) is dict and other.key not in each]
        if len(lacking) == 1:
            return (*path, step, lacking[0], other.key)
    return None


def _holds(key: Key[Any], record: type[Record]) -> bool:
    return isinstance(key.kind, Records) and key.kind.record is record


def _read_all(
    record: type[R], value: object, path: Path, around: _Around, misfits: list[Misfit], parent: type[Record]
) -> tuple[R, ...]:
    """An array of tables. A single table in its place is a misfit, and is read all the same."""
    if type(value) is dict:
        misfits.append(Misfit("type", path, parent, value))
        return (_read(record, value, path, around, misfits),)
    if type(value) is not list:
        misfits.append(_unfit(path, parent, value))
        return ()
    found = []
    for position, table in enumerate(value):
        if type(table) is dict:
            found.append(_read(record, table, (*path, position), around, misfits))
        else:
            misfits.append(_unfit((*path, position), parent, table))
    return tuple(found)


def _unfit(path: Path, record: type[Record], value: object, table: Mapping[str, Any] | None = None) -> Misfit:
    return Misfit("broken" if value is UNREADABLE else "type", path, record, value, table=table or {})


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (type(value) is str and value.isspace())
