"""Entries read as projects: every value of the right kind, nothing made up, and all that does not fit told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from projreg.derived.state import LABELS, State
from projreg.diagnostic import Path
from projreg.errors import UsageError
from projreg.intake.cells import period_in, read_cell, says_nothing
from projreg.intake.entry import APART, Entry, Given, Objection
from projreg.intake.given_for_all import ForAll
from projreg.intake.headings import PERIOD, STATE
from projreg.intake.people import read_people
from projreg.model.decode import currency_of
from projreg.model.fields import Key, Record, Records
from projreg.model.records import Contact, Funding, Project
from projreg.model.words import STATUSES
from projreg.values.money import OtherCurrency
from projreg.values.nearest import plain

_OF_THE_UNION = ("eu", "europeiskaunionen", "europeanunion", "eukommissionen", "europeiskakommissionen")


class Candidate(NamedTuple):
    """A project that a list holds: where it stands, its values, and the place of each of them."""

    place: str
    number: int
    values: Mapping[str, Any]
    places: Mapping[Path, Given]

    def objection(self, path: Path, message: str, help: str = "") -> Objection:
        """What is said against a value of it, or against the whole (an empty path)."""
        for length in range(len(path), 0, -1):
            if given := self.places.get(path[:length]):
                return Objection(self.number, given.order, given.place, given.column, message, help)
        return Objection(self.number, -1, self.place, "", message, help)


class Terms(NamedTuple):
    """What candidates are read by: whose registry it is, its currency, and what is said of all rows."""

    publisher: str
    currency: str
    for_all: ForAll = ForAll()
    exact: bool = False
    """For files of our own: texts are taken as they are."""
    has_columns: bool = True
    """Whether what a list lacks can be given a column."""


class Candidates(NamedTuple):
    """The projects that can be read of a list, what does not fit, and what is to be told."""

    good: list[Candidate]
    objections: list[Objection]
    remarks: list[str]


def candidates(entries: Sequence[Entry], terms: Terms) -> Candidates:
    """The projects of all entries."""
    good: list[Candidate] = []
    objections: list[Objection] = []
    remarks: list[str] = []
    for entry in entries:
        reader = _Reader(entry, terms)
        reader.read()
        objections += reader.objections
        remarks += reader.remarks
        if not reader.objections:
            good.append(Candidate(entry.place, entry.number, reader.values, reader.places))
    return Candidates(good, objections, remarks)


class _Reader:
    """One entry on its way to be a project."""

    def __init__(self, entry: Entry, terms: Terms) -> None:
        self.entry, self.terms = entry, terms
        self.values: dict[str, Any] = {}
        self.places: dict[Path, Given] = {}
        self.objections: list[Objection] = []
        self.remarks: list[str] = []
        self._tables: dict[str, dict[int, dict[str, Any]]] = {}
        self._unread: set[str] = set()
        """Keys whose value is objected to: that they are missing need not be told too."""

    def read(self) -> None:
        """Read all that is given, then what follows from it."""
        first = {("currency",): 0, PERIOD: 2}
        for path, given in sorted(self.entry.given.items(), key=lambda each: first.get(each[0], 1)):
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
        for path, given in sorted(self.entry.given.items(), key=lambda each: each[0][-1] not in ("currency", "fund")):
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

    @property
    def _currency(self) -> str:
        """What the project's amounts are in."""
        return currency_of({**self.terms.for_all.project, **self.values}, self.terms.currency)

    def _object(self, given: Given | None, message: str, help: str = "", lacks: str = "") -> None:
        order, place, column = (given.order, given.place, given.column) if given else (-1, self.entry.place, "")
        self.objections.append(Objection(self.entry.number, order, place, column, message, help, lacks))

    def _read(self, key: Key[Any], given: Given, currency: str) -> Any:
        """The value, or None when the cell says nothing, or what it says is objected to."""
        try:
            return read_cell(key, given, currency, exact=self.terms.exact)
        except OtherCurrency as error:
            self._object(given, error.message, f"say --set currency={error.other}, or give the currency a column")
        except UsageError as error:
            self._object(given, error.message, error.mend)
        self._unread.add(key.name)
        return None

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
        for word, label in STATUSES.items():
            if written.casefold() in (word, label.sv.casefold(), label.en.casefold()):
                self.values["status"] = word
                self.places[("status",)] = given
                return
        if plain(written) in _CLOSED:
            said = f"{given.place}, {given.column}: “{written}” is not kept, since the day is not known"
            self.remarks.append(f"{said}; `projreg close ID --on DATE` notes it")
        elif plain(written) not in _BY_DATES:
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
                self._object(first, f"the level{who} is not given", self._mend("funding.level", " “Nivå”"))
            elif record is Contact and key.name == "name":
                self._object(first, "a contact has neither name nor e-mail address", "add one, or leave it out")
            else:
                self._object(first, f"{name} has no {key.name}", self._mend(f"{name}.{key.name}"))

    def _need_all(self) -> None:
        for name in (*Project.required, "contact"):
            value = self.values.get(name)
            if name == "id" or name in self._unread or (value and not (isinstance(value, str) and not value.strip())):
                continue
            where = next((each for path, each in self.entry.given.items() if path == (name,)), None)
            self._object(where, f"there is no {name}", "fill it in" if where else self._mend(name), name)

    def _mend(self, name: str, heading: str = "") -> str:
        """What to do about a key that is not given."""
        for_all = f", or --set {name}=…" if "." in name or name in _LIKE_IN_ALL else ""
        return (f"give it a column{heading}" if self.terms.has_columns else "fill it in") + for_all


_LIKE_IN_ALL = ("role", "owner", "contact")
"""What a list may leave out because it is the same in every row."""
_CLOSED = {plain(word) for word in ("Slutredovisat", "Slutredovisad", "Closed", *LABELS["closed"])}
_TOLD_BY_DATES: tuple[State, ...] = ("active", "upcoming", "ended")
_SAID_OF_DATES = (
    "Pågår Aktiv Aktivt Avslutad Avslutat Klart Klar Kommande Planerat Planerad Beviljat Beviljad Startat Genomförande "
    "Ongoing Completed Planned"
)
_BY_DATES = {
    *map(plain, _SAID_OF_DATES.split()),
    *(plain(word) for each in _TOLD_BY_DATES for word in (each, *LABELS[each])),
}
"""Words for what the dates of a project tell."""


def lacking(objections: Iterable[Objection], entries: int) -> list[str]:
    """The keys that no entry has, and so no column gives: they are told once, not for each row."""
    found = Counter(each.lacks for each in objections if each.lacks and not each.column)
    return [name for name, times in found.items() if times == entries]
