"""One entry read as a project: each cell as its key asks for, what follows from it, and what it lacks."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.errors import UsageError
from projreg.intake.cells import period_in, read_cell, says_nothing
from projreg.intake.entry import APART, Entry, Given, Objection
from projreg.intake.given_for_all import ForAll
from projreg.intake.headings import PERIOD, STATE
from projreg.intake.people import looks_like_several, only_address, read_people
from projreg.intake.statuses import BY_DATES, CLOSED, status_in
from projreg.model.decode import currency_of
from projreg.model.fields import Key, Record, Records, Text
from projreg.model.records import Contact, Funding, Project
from projreg.model.words import ROLES, STATUSES
from projreg.values.money import OtherCurrency
from projreg.values.nearest import plain

LOST = "\N{REPLACEMENT CHARACTER}"
"""What programs write in place of a letter that they cannot read."""
_OF_THE_UNION = ("eu", "europeiskaunionen", "europeanunion", "eukommissionen", "europeiskakommissionen")
_BOTH_DAYS = "write both days"
_WRITE = {
    "title": "write what the project is called",
    "role": f"write one of {', '.join(ROLES)}",
    "owner": "write who owns the project",
    "start_date": "write the day",
    "end_date": "write the day",
    "summary": "write a sentence or two about the project",
    "contact": "write a name or an address",
}
"""What to do about a cell that is empty."""
_LIKE_IN_ALL = ("role", "owner", "contact")
"""What a list may leave out because it is the same in every row."""


class Terms(NamedTuple):
    """What candidates are read by: whose registry it is, its currency, and what is said of all rows."""

    publisher: str
    currency: str
    for_all: ForAll = ForAll()
    exact: bool = False
    """For files of our own: texts are taken as they are."""
    level: str = ""
    """The option that takes the level of the funding from a column that is left out, if there is one."""
    has_columns: bool = True
    """Whether what a list lacks can be given a column."""


class Reader:
    """One entry on its way to be a project."""

    def __init__(self, entry: Entry, terms: Terms) -> None:
        self.entry, self.terms = entry, terms
        self.values: dict[str, Any] = {}
        self.places: dict[Path, Given] = {}
        self.objections: list[Objection] = []
        self.remarks: list[str] = []
        self.closed: Given | None = None
        self._tables: dict[str, dict[int, dict[str, Any]]] = {}
        self._unread: set[str] = set()
        """Keys whose value is objected to: that they are missing need not be told too."""

    def read(self) -> None:
        """Read all that is given, then what follows from it."""
        first = {("currency",): 0, PERIOD: 2, STATE: 3}
        legible = {path: self._whole(each) for path, each in self.entry.given.items() if self._is_legible(path, each)}
        for path, given in sorted(legible.items(), key=lambda each: first.get(each[0], 1)):
            if path == PERIOD:
                self._period(given)
            elif path == STATE:
                self._status(given)
            elif len(path) == 2:
                self._people(path, given)
            elif len(path) == 3:
                self._tables.setdefault(str(path[0]), {}).setdefault(int(path[1]), {})
            else:
                self._keep(path, Project.keys[str(path[0])], given, self.values, self._currency)
        for path, given in sorted(legible.items(), key=lambda each: each[0][-1] not in ("currency", "fund")):
            if len(path) == 3:
                self._inner(path, given)
        self._follow()  # what the row says goes before what is said of all
        self._take_for_all()
        self._follow()
        self._fill_in()
        self._put_tables()
        self._need_all()
        ordered = [name for name in Project.keys if name in self.values]
        self.values = {name: self.values[name] for name in ordered}

    def _is_legible(self, path: Path, given: Given) -> bool:
        """Whether a cell is as it was typed: letters that were lost on the way are told, and come back for nobody."""
        text = str(given.value)
        if LOST not in text:
            return True
        at = text.index(LOST)
        what = f"letters are lost in “{' '.join(text[max(0, at - 20) : at + 20].split())}”"
        if self.terms.exact:  # so it may stand in the registry that wrote the file, where PR109 tells it
            self.remarks.append(f"{given.place}, {given.column}: {what}")
            return True
        self._object(
            given,
            f"{what}: the file was saved in the wrong encoding",
            "save it again as “CSV UTF-8” from the program that it came from, or as .xlsx",
            alike="letters are lost (�): the file was saved in the wrong encoding",
        )
        self._unread.update(("start_date", "end_date") if path == PERIOD else (str(path[0]), str(path[-1])))
        return False

    def _whole(self, given: Given) -> Given:
        """The cell with whole letters: å as one, also where a Mac or a PDF has an a and a ring."""
        if self.terms.exact or not isinstance(given.value, str) or given.value.isascii():
            return given
        from unicodedata import normalize  # few files have letters beyond ASCII in parts

        return given._replace(value=normalize("NFC", given.value))

    @property
    def _currency(self) -> str:
        """What the project's amounts are in."""
        return currency_of({**self.terms.for_all.project, **self.values}, self.terms.currency)

    def _object(self, given: Given | None, message: str, help: str = "", lacks: str = "", alike: str = "") -> None:
        order, place, column = (given.order, given.place, given.column) if given else (-1, self.entry.place, "")
        self.objections.append(Objection(self.entry.number, order, place, column, message, help, lacks, alike))

    def _read(self, key: Key[Any], given: Given, currency: str) -> Any:
        """The value, or None when the cell says nothing, or what it says is objected to."""
        try:
            value = read_cell(key, given, currency, exact=self.terms.exact)
            if isinstance(value, str) and not self.terms.exact and isinstance(key.kind, Text):
                return only_address(value) if key.kind.form == "email" else value
            return value
        except OtherCurrency as error:
            self._object(given, error.message, f"say --set currency={error.other}, or give the currency a column")
        except UsageError as error:
            self._object(given, error.message, error.mend)
        self._unread.add(key.name)
        return None

    def _told_of_name(self, name: Any, given: Given) -> None:
        if isinstance(name, str) and looks_like_several(name):
            what = f"“{name}” looks like several people, and is kept as one name"
            self.remarks.append(f"{given.place}, {given.column}: {what}; give each a column of their own")

    def _keep(self, path: Path, key: Key[Any], given: Given, values: dict[str, Any], currency: str) -> None:
        value = self._read(key, given, currency)
        if value is not None and value != "" and value != []:
            values[key.name] = value
            self.places[path] = given

    def _inner(self, path: Path, given: Given) -> None:
        name, number, inner = str(path[0]), int(path[1]), str(path[2])
        kind = Project.keys[name].kind
        table = self._tables[name][number]
        if isinstance(kind, Records):
            said = table.pop(inner, None)
            around = currency_of({**self.terms.for_all.in_table(name, number % APART), **table}, self._currency)
            self._keep(path, kind.record.keys[inner], given, table, around)
            if kind.record is Contact and inner == "name":
                self._told_of_name(table.get(inner), given)
            if said is not None and table.setdefault(inner, said) != said:
                self._object(
                    given, f"it says “{table[inner]}” where another column says “{said}”", "leave one of them out"
                )

    def _period(self, given: Given) -> None:
        try:
            found = period_in(given)
        except UsageError as error:
            self._object(given, error.message, error.mend)
            self._unread.update(("start_date", "end_date"))
            return
        for name, day in zip(("start_date", "end_date"), found or (), strict=False):
            if self.values.setdefault(name, day) != day:
                self._object(
                    given, f"it says {day} where {name} is {self.values[name]}", "leave one of the columns out"
                )
            self.places.setdefault((name,), given)

    def _status(self, given: Given) -> None:
        """A status that dates cannot tell is kept; that a project goes on or is over follows from its dates."""
        written = str(given.value).strip()
        if says_nothing(written):
            return
        found = status_in(written)
        if found == CLOSED:
            if "closed_date" not in self.values and "closed_date" not in self._unread:
                self.closed = given
        elif found == BY_DATES:
            self.places[("status",)] = given  # it says that there is none
        elif found:
            self.values["status"] = found
            self.places[("status",)] = given
        else:
            self._object(given, f"“{written}” is no status", f"one of {', '.join(STATUSES)}; dates tell the rest")

    def _people(self, path: Path, given: Given) -> None:
        """Everyone in a cell; what other columns say of the same contact comes to the first of them."""
        text = given.value
        if isinstance(text, str) and says_nothing(text):
            return
        try:
            if not isinstance(text, str):
                raise UsageError(f"“{text}” is no contact", "make it a text")
            found = read_people(text)
        except UsageError as error:
            self._object(given, error.message, error.mend)
            self._unread.add("contact")
            return
        for more, person in enumerate(found):
            at = int(path[1]) + more * APART * APART
            self._told_of_name(person.get("name"), given)
            self._tables.setdefault("contact", {})[at] = {"role": given.role, **person}
            self.places[("contact", at)] = given

    def _take_for_all(self) -> None:
        for name, value in self.terms.for_all.project.items():
            self.values.setdefault(name, value)
        for name, tables in self._tables.items():
            for number, table in tables.items():
                if table.keys() - {"role", "currency", "kind"}:
                    for inner, value in self.terms.for_all.in_table(name, number % APART).items():
                        table.setdefault(inner, value)

    def _follow(self) -> None:
        """What is certain from what is said: whose project it is, and whose money."""
        owner = self.values.get("owner", "")
        if "role" not in self.values and owner and plain(owner) == plain(self.terms.publisher):
            self.values["role"] = "owner"
        for table in self._tables.get("funding", {}).values():
            of_the_union = plain(str(table.get("funder", ""))) in _OF_THE_UNION
            if "level" not in table and (of_the_union or table.get("fund", "OTHER") != "OTHER"):
                table["level"] = "eu"

    def _fill_in(self) -> None:
        """What goes without saying: who owns our own project, and what a contact is."""
        if not self.values.get("owner") and self.values.get("role") == "owner" and "owner" not in self._unread:
            self.values["owner"] = self.terms.publisher
        for table in self._tables.get("contact", {}).values():
            if table and "role" not in table:
                table["role"] = "contact"

    def _put_tables(self) -> None:
        """The tables that say something, counted from 0 without gaps, with their places."""
        moved: dict[Path, Given] = {path: each for path, each in self.places.items() if len(path) == 1}
        for name, numbered in self._tables.items():
            record = Project.keys[name].kind
            assert isinstance(record, Records)
            kept = [
                (at, table) for at, table in sorted(numbered.items()) if table.keys() - {"role", "currency", "kind"}
            ]
            if name == "contact" and self.terms.exact:
                kept = [(at, table) for at, table in sorted(numbered.items()) if table]
            for to, (at, table) in enumerate(kept):
                for path, given in self.places.items():
                    if path[:2] == (name, at):
                        moved[(name, to, *path[2:])] = given
                self._need_inner(record.record, table, name, at)
            if kept:
                self.values[name] = [self._tidy(record.record, table) for _, table in kept]
        self.places = moved
        for name, tables in self.terms.for_all.tables.items():
            if name not in self.values and name not in self._unread:
                self.values[name] = [dict(each) for each in tables]
        if self.values.get("currency") == self.terms.currency:
            del self.values["currency"]

    def _tidy(self, record: type[Record], table: Mapping[str, Any]) -> dict[str, Any]:
        """The table in the format's order, without what counts anyway."""
        left = {name: table[name] for name in record.keys if name in table}
        if record is Funding:
            rest = {name: value for name, value in left.items() if name != "currency"}
            if left.get("currency") == currency_of(rest, self._currency):
                left = rest
            if left.get("kind") == Funding.kind.default:
                del left["kind"]
        return left

    def _need_inner(self, record: type[Record], table: Mapping[str, Any], name: str, at: int) -> None:
        """Object to a table without what it needs."""
        first = next((each for path, each in self.places.items() if path[:2] == (name, at)), None)
        for key in record.required.values():
            if table.get(key.name) or (key.unless and table.get(key.unless)) or key.name in self._unread:
                continue
            if record is Funding and key.name == "level":
                who = f" of “{table['funder']}”" if table.get("funder") else " of the funding"
                help_ = self.terms.level and f"take it from its column: {self.terms.level}"
                help_ = help_ or self._mend("funding.level", " “Nivå”")
                alike = "the level of the funding is not given"
                place = self.entry.given.get((name, at, "funder"), first)
                self._object(place, f"the level{who} is not given", help_, alike=alike)
            elif record is Contact and key.name == "name":
                self._object(first, "a contact has neither name nor e-mail address", "add one, or leave it out")
            else:
                self._object(first, f"{name} has no {key.name}", self._mend(f"{name}.{key.name}"))

    def _need_all(self) -> None:
        told = set()
        for name in (*Project.required, "contact"):
            value = self.values.get(name)
            if name == "id" or name in self._unread or (value and not (isinstance(value, str) and not value.strip())):
                continue
            if name == "contact" and self._unread.intersection(("name", "email", "phone")):
                continue
            where = self._cell_of(name)
            for_all = f", or --set {name}=…" if name in _LIKE_IN_ALL else ""
            if where is None:
                self._object(None, f"there is no {name}", self._mend(name), name)
                continue
            path, given = where
            if path not in told:
                told.add(path)
                written = str(given.value).strip() if given.value is not None else ""
                message = f"“{written}” says nothing" if written else "it is empty"
                self._object(given, message, f"{_BOTH_DAYS if path == PERIOD else _WRITE[name]}{for_all}", name)

    def _mend(self, name: str, heading: str = "") -> str:
        """What to do about a key that is not given."""
        for_all = f", or --set {name}=…" if "." in name or name in _LIKE_IN_ALL else ""
        return (f"give it a column{heading}" if self.terms.has_columns else "fill it in") + for_all

    def _cell_of(self, name: str) -> tuple[Path, Given] | None:
        """The cell of the entry that is to give a key; None when no column does."""
        first = {"start_date": (name, *PERIOD), "end_date": (name, *PERIOD)}.get(name, (name,))
        for cells in (self.entry.given, self.entry.empty):
            for path, given in cells.items():
                if path[0] in first:
                    return path, given
        return None
