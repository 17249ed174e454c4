"""Entries read as projects: every value of the right kind, nothing made up, and all that does not fit told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.errors import UsageError
from projreg.intake.cells import day_in, period_in
from projreg.intake.entry import Entry, Given, Objection
from projreg.intake.headings import PERIOD
from projreg.intake.places import together
from projreg.intake.reader import Reader, Terms
from projreg.values.nearest import plain


class Candidate(NamedTuple):
    """A project that a list holds: where it stands, its values, and the place of each of them."""

    place: str
    number: int
    values: Mapping[str, Any]
    places: Mapping[Path, Given]
    closed: Given | None = None
    """The cell that says that the project is closed, where nothing says since when."""
    empty: Mapping[Path, Given] = MappingProxyType({})
    """The cells that hold nothing where a project needs something."""

    def objection(self, path: Path, message: str, help: str = "") -> Objection:
        """What is said against a value of it, or against the whole (an empty path)."""
        for length in range(len(path), 0, -1):
            if given := self.places.get(path[:length]) or self.empty.get(path[:length]):
                return Objection(self.number, given.order, given.place, given.column, message, help)
        return Objection(self.number, -1, self.place, "", message, help)


class Candidates(NamedTuple):
    """The projects that can be read of a list, what does not fit, and what is to be told."""

    good: list[Candidate]
    objections: list[Objection]
    remarks: list[str]


def candidates(entries: Sequence[Entry], terms: Terms, torn: Iterable[Entry] = ()) -> Candidates:
    """The projects of all entries. One of which a row does not fit is left out whole: see `torn` of a Parcel, too."""
    good: list[Candidate] = []
    objections: list[Objection] = []
    remarks: list[str] = []
    bad: dict[str, list[Entry]] = {}
    for each in torn:
        bad.setdefault(_title(each), []).append(each)
    for entry in entries:
        reader = Reader(entry, terms)
        reader.read()
        objections += reader.objections
        remarks += reader.remarks
        if reader.objections:
            bad.setdefault(_title(entry), []).append(entry)
        else:
            good.append(Candidate(entry.place, entry.number, reader.values, reader.places, reader.closed, entry.empty))
    whole = []
    for candidate in good:
        title = str(candidate.values.get("title", ""))
        near = [each for each in bad.get(" ".join(title.split()).casefold(), ()) if title and _is_of(each, candidate)]
        if near:
            place = together(each.place for each in near)
            objections.append(candidate.objection((), f"the project is left out with {place}, which may belong to it"))
        else:
            whole.append(candidate)
    return Candidates(whole, objections, remarks)


def _title(entry: Entry) -> str:
    given = entry.given.get(("title",))
    return " ".join(str(given.value).split()).casefold() if given else ""


def _is_of(entry: Entry, candidate: Candidate) -> bool:
    """Whether an entry of that title may be of the project: nothing that can be read of it says otherwise."""
    owner, name = entry.given.get(("owner",)), entry.given.get(("id",))
    if name and "id" in candidate.values and str(name.value).strip() != candidate.values["id"]:
        return False
    if owner and plain(str(owner.value)) != plain(str(candidate.values.get("owner", ""))):
        return False
    start = _start(entry)
    return start is None or start == candidate.values.get("start_date")


def _start(entry: Entry) -> date | None:
    """The first day of an entry, as far as it can be read."""
    given = entry.given.get(("start_date",))
    period = entry.given.get(PERIOD)
    try:
        found = day_in(given) if given else period_in(period) if period else None
    except UsageError:
        return None
    return found[0] if isinstance(found, tuple) else found


def lacking(objections: Iterable[Objection], entries: int) -> list[str]:
    """The keys that no entry has, and so no column gives: they are told once, not for each row."""
    found = Counter(each.lacks for each in objections if each.lacks and not each.column)
    return [name for name, times in found.items() if times == entries]
