"""What a list says of a project otherwise than the registry: key by key, with the command that brings it over."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Given
from projreg.intake.pairing import KNOWN_BY, given_keys, lines_of, paired, same
from projreg.intake.proposals import LONGEST_SHOWN, assignment_of, line_of, proved, shown
from projreg.intake.statuses import goes_on
from projreg.model.decode import currency_of
from projreg.model.fields import Records, is_amount
from projreg.model.records import Project
from projreg.values.slug import is_slug
from projreg.visible import visible


class Difference(NamedTuple):
    """A key that the list gives and the registry has otherwise: where it stands, what is there, what to write."""

    given: Given
    message: str
    assignment: str = ""
    """As `projreg set` takes it on a command line; empty where it cannot be written so."""
    closes: bool = False
    """Whether it is that the project is closed, on a day that is not known."""


class Differing(NamedTuple):
    """A project of the registry that a list says other things of."""

    candidate: Candidate
    id: str
    differences: Sequence[Difference]
    option: str = ""
    """What a command needs to find this registry."""

    @property
    def lines(self) -> list[str]:
        """All that: which project, a line for each key, and what to do."""
        name = visible(self.id)
        head = f"{self.candidate.place}: {name} differs from the registry, and is not changed"
        told = [f"  {self._where(each.given)}{each.message}" for each in self.differences]
        if not is_slug(self.id):
            return [head, *told, "  correct what is wrong: the list, or the registry"]
        return [head, *told, f"  if the list is right: {'; '.join(self._commands())}"]

    def _commands(self) -> Iterator[str]:
        words = [each.assignment for each in self.differences if each.assignment]
        if words:
            yield f"projreg set {self.id} {' '.join(words)}{self.option}"
        if any(each.closes for each in self.differences):
            yield f"projreg close {self.id} --on DATE{self.option}"
        if any(not each.closes and not each.assignment for each in self.differences):
            yield f"projreg edit {self.id}{self.option}" + (" for the rest" if words else "")

    def _where(self, given: Given) -> str:
        row = "" if given.place == self.candidate.place else f"{given.place}, "
        return f"{row}{given.column}: " if given.column.startswith("column ") else row.replace(", ", ": ")


def differences(candidate: Candidate, table: Values, currency: str) -> list[Difference]:
    """What the rows say otherwise than `table`, a project of the registry, whose amounts are in `currency`.

    A key that the rows do not give is no difference, whatever `--set` says of it.
    """
    closed = candidate.closed
    closing = []
    if closed and not table.get("closed_date"):
        closing = [
            Difference(closed, f"closed_date is not given there, {shown(closed.value)} in the list", closes=True)
        ]
    return [
        *_of_keys(candidate, table, currency),
        *closing,
        *_of_closing(candidate, table, currency),
        *_of_tables(candidate, table, currency),
    ]


def _of_closing(candidate: Candidate, table: Values, currency: str) -> Iterator[Difference]:
    """That the list says of a project that is closed that it goes on."""
    said, day = candidate.places.get(("status",)), table.get("closed_date")
    if said and day and "closed_date" not in candidate.values and goes_on(str(said.value)):
        message = f"closed_date is {shown(day)} there, {shown(said.value)} in the list"
        yield _told(Difference(said, message, "closed_date="), table, currency, ("closed_date",), None)


def _of_keys(candidate: Candidate, table: Values, currency: str) -> Iterator[Difference]:
    here, there = currency_of(candidate.values, currency), currency_of(table, currency)
    for path, given in candidate.places.items():
        name = str(path[0])
        if len(path) > 1:
            continue
        key = Project.keys[name]
        mine, theirs = (each.get(name) for each in (candidate.values, table))
        if name == "currency":
            mine, theirs = here, there
        if mine is None and theirs is not None:  # a status that dates tell
            yield _told(
                Difference(given, f"{name} is {shown(theirs)} there, {shown(given.value)} in the list", f"{name}="),
                table, currency, (name,), None,
            )  # fmt: skip
        elif name == "publish" and theirs is None and mine == (table.get("status") != "applied"):
            continue  # it goes without saying
        elif mine is not None and not same(mine, theirs):
            units = (there, here) if is_amount(key) and there != here else None
            message = _message(name, theirs, mine, units)
            if name == "id":  # that stays, whatever a list calls it
                yield Difference(given, message)
            elif name == "end_date" and _is_before(mine, candidate.values.get("start_date") or table.get("start_date")):
                yield Difference(given, f"{message}, and that is before its start")
            else:
                if name == "end_date" and table.get("original_end_date") == mine:
                    message += ": the day before it was prolonged"
                yield _told(
                    Difference(given, message, "" if units else assignment_of(key, mine)),
                    table,
                    currency,
                    (name,),
                    mine,
                )


def _is_before(end: Any, start: Any) -> bool:
    return type(end) is date and type(start) is date and end < start


def _of_tables(candidate: Candidate, table: Values, currency: str) -> Iterator[Difference]:
    here, there = currency_of(candidate.values, currency), currency_of(table, currency)
    for name in KNOWN_BY:
        mine = candidate.values.get(name, [])
        given = [given_keys(candidate, name, at) for at in range(len(mine))]
        said = table.get(name)
        theirs = [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []
        whole = isinstance(said, list) and len(theirs) == len(said)
        for at, found in enumerate(paired(name, mine, theirs, given)):
            if not given[at]:
                continue
            if found is None:
                first = next(iter(given[at].values()))
                added = Difference(first, _further(name, mine[at]), line_of(name, mine[at]))
                yield _told(added, table, currency, (name, len(theirs)), mine[at])
                continue
            units = currency_of(theirs[found], there), currency_of(mine[at], here)
            for inner, place in given[at].items():
                one, other = _inner(name, inner, mine[at], units[1]), _inner(name, inner, theirs[found], units[0])
                if one is None or same(one, other) or (inner == "email" and _same_letters(one, other)):
                    continue
                several = _not_told_apart(mine[at], theirs[found], mine, theirs) if _is_amount_of(name, inner) else ()
                if several:
                    yield from _of_several(place, f"{name}[].{inner}", one, [each.get(inner) for each in several])
                    continue
                key = _records(name).record.keys[inner]
                differ = is_amount(key) and units[0] != units[1]
                where = f"{name}[{found}].{inner}"
                message = _message(where, other, one, units if differ else None)
                text = "" if differ or not whole else f"{name}[{found}].{assignment_of(key, one)}"
                yield _told(Difference(place, message, text), table, currency, (name, found, inner), one)


def _is_amount_of(name: str, inner: str) -> bool:
    return name == "funding" and is_amount(_records(name).record.keys[inner])


def _not_told_apart(one: Values, other: Values, mine: Sequence[Values], theirs: Sequence[Values]) -> Sequence[Values]:
    """The lines of a funder that has more of them in the registry than in the list; none where a reference tells."""
    if one.get("reference") and same(one.get("reference"), other.get("reference")):
        return ()
    lines = lines_of(other.get("funder", ""), theirs)
    return lines if len(lines) > len(lines_of(one.get("funder", ""), mine)) else ()


def _of_several(place: Given, name: str, mine: Any, theirs: Sequence[Any]) -> Iterator[Difference]:
    """An amount where the funder has more lines in the registry than in the list: nobody knows which of them it is."""
    amounts = [each for each in theirs if isinstance(each, (int, Decimal)) and not isinstance(each, bool)]
    if sum(amounts) != mine:
        said = " + ".join(map(shown, amounts)) or "not given"
        yield Difference(place, f"{name} is {said} there, in {len(theirs)} lines, {shown(mine)} in the list")


def _same_letters(one: Any, other: Any) -> bool:
    """Whether two addresses are one: their letters may be large or small."""
    return str(one).casefold() == str(other).casefold()


def _inner(name: str, inner: str, table: Values, currency: str) -> Any:
    """The value of a key of a table, also where it goes without saying."""
    if inner == "currency":
        return currency
    return table.get(inner, _records(name).record.keys[inner].default if inner == "kind" else None)


def _records(name: str) -> Records:
    kind = Project.keys[name].kind
    assert isinstance(kind, Records)
    return kind


def _message(name: str, there: Any, here: Any, units: tuple[str, str] | None = None) -> str:
    """What is there and what is here; `units` are the currencies of both where they differ."""
    if there is not None and any(isinstance(each, str) and len(each) > LONGEST_SHOWN for each in (there, here)):
        return f"{name} is another text there"
    if shown(there) == shown(here) and not units:
        return f"{name} is {shown(there)} there too, but not as its key asks for it"
    left, right = (f" {each}" for each in units) if units else ("", "")
    was = f"is {shown(there)}{left} there" if there is not None else "is not given there"
    return f"{name} {was}, {shown(here)}{right} in the list"


def _further(name: str, table: Values) -> str:
    who = next((str(table[key]) for key in ("funder", "name", "email", "type", "src") if table.get(key)), "?")
    what = {"funding": "a further funder", "contact": "a further contact", "deadline": "a further deadline"}
    return f"{what.get(name, 'a further logo')}, {shown(who)}, is not there"


def _told(difference: Difference, table: Values, currency: str, path: Path, value: Any) -> Difference:
    """The difference with its assignment, if that can be typed and does what it is to do."""
    return difference._replace(assignment=proved(difference.assignment, table, path, value, currency))
