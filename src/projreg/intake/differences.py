"""What a list says of a project otherwise than the registry: key by key, with the command that brings it over."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Given
from projreg.intake.proposals import LONGEST_SHOWN, assignment_of, line_of, proved, shown
from projreg.intake.statuses import goes_on
from projreg.model.decode import currency_of
from projreg.model.fields import Key, Money, Percent, Records
from projreg.model.records import Project
from projreg.values.nearest import plain
from projreg.values.slug import is_slug
from projreg.visible import visible

_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "funding": ("reference", "funder"),
    "contact": ("email", "name"),
    "deadline": ("type",),
    "logos": ("src",),
}
"""What tells which table of the registry one of the list is: any of these keys that both have."""
_TRIED = 100
"""Tables of the same funder that are compared, at most."""


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
            yield f"projreg set {self.id} {' '.join(words)}"
        if any(each.closes for each in self.differences):
            yield f"projreg close {self.id} --on DATE"
        if any(not each.closes and not each.assignment for each in self.differences):
            yield f"projreg edit {self.id}" + (" for the rest" if words else "")

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
        elif mine is not None and not _same(mine, theirs):
            units = (there, here) if _is_amount(key) and there != here else None
            message = _message(name, theirs, mine, units)
            if name == "id":  # that stays, whatever a list calls it
                yield Difference(given, message)
            elif name == "end_date" and table.get("original_end_date") == mine:
                yield Difference(given, f"{message}: the day before it was prolonged")
            else:
                yield _told(
                    Difference(given, message, "" if units else assignment_of(key, mine)),
                    table,
                    currency,
                    (name,),
                    mine,
                )


def _of_tables(candidate: Candidate, table: Values, currency: str) -> Iterator[Difference]:
    here, there = currency_of(candidate.values, currency), currency_of(table, currency)
    for name in _KNOWN_BY:
        mine = candidate.values.get(name, [])
        given = [_given(candidate, name, at) for at in range(len(mine))]
        said = table.get(name)
        theirs = [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []
        whole = isinstance(said, list) and len(theirs) == len(said)
        for at, found in enumerate(_paired(name, mine, theirs, given)):
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
                if one is None or _same(one, other) or (inner == "email" and _same_letters(one, other)):
                    continue
                several = _lines_of(theirs[found], theirs) if _is_amount_of(name, inner) else []
                if len(several) > len(_lines_of(mine[at], mine)) and not _has_its_reference(mine[at], theirs[found]):
                    yield from _of_several(place, f"{name}[].{inner}", one, [each.get(inner) for each in several])
                    continue
                key = _records(name).record.keys[inner]
                differ = _is_amount(key) and units[0] != units[1]
                where = f"{name}[{found}].{inner}"
                message = _message(where, other, one, units if differ else None)
                text = "" if differ or not whole else f"{name}[{found}].{assignment_of(key, one)}"
                yield _told(Difference(place, message, text), table, currency, (name, found, inner), one)


def _is_amount_of(name: str, inner: str) -> bool:
    return name == "funding" and _is_amount(_records(name).record.keys[inner])


def _lines_of(line: Values, lines: Sequence[Values]) -> list[Values]:
    """The lines of the same funder."""
    return [each for each in lines if plain(str(each.get("funder", ""))) == plain(str(line.get("funder", "")))]


def _has_its_reference(one: Values, other: Values) -> bool:
    return bool(one.get("reference")) and _same(one.get("reference"), other.get("reference"))


def _of_several(place: Given, name: str, mine: Any, theirs: Sequence[Any]) -> Iterator[Difference]:
    """An amount where the funder has more lines in the registry than in the list: nobody knows which of them it is."""
    amounts = [each for each in theirs if isinstance(each, (int, Decimal)) and not isinstance(each, bool)]
    if sum(amounts) != mine:
        said = " + ".join(map(shown, amounts)) or "not given"
        yield Difference(place, f"{name} is {said} there, in {len(theirs)} lines, {shown(mine)} in the list")


def _same_letters(one: Any, other: Any) -> bool:
    """Whether two addresses are one: their letters may be large or small."""
    return str(one).casefold() == str(other).casefold()


def _given(candidate: Candidate, name: str, at: int) -> dict[str, Given]:
    """The keys of a table that the rows give, with their places; a person in one cell gives several."""
    found = {str(path[2]): each for path, each in candidate.places.items() if path[:2] == (name, at) and len(path) > 2}
    person = candidate.places.get((name, at))
    table = candidate.values[name][at]
    keys = ("name", "email", "phone", *(("role",) if person and person.role != "contact" else ()))
    return found | {key: person for key in keys if person and key in table and key not in found}


def _inner(name: str, inner: str, table: Values, currency: str) -> Any:
    """The value of a key of a table, also where it goes without saying."""
    if inner == "currency":
        return currency
    return table.get(inner, _records(name).record.keys[inner].default if inner == "kind" else None)


def _records(name: str) -> Records:
    kind = Project.keys[name].kind
    assert isinstance(kind, Records)
    return kind


def _paired(
    name: str, mine: Sequence[Values], theirs: Sequence[Values], given: Sequence[Mapping[str, Given]]
) -> list[int | None]:
    """For each table of the list, the one of the registry that it is; those that agree in everything first."""
    buckets: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(theirs):
        for mark in _marks(name, each):
            buckets.setdefault(mark, []).append(at)
    free: set[int | None] = set(range(len(theirs)))
    result: list[int | None] = [None] * len(mine)

    def agreeing(at: int, other: int) -> int:
        return sum(_same(mine[at].get(key), theirs[other].get(key)) for key in given[at])

    for whole in (True, False):
        for at, each in enumerate(mine):
            if result[at] is not None or not given[at]:
                continue
            near = [to for mark in _marks(name, each) for to in buckets.get(mark, ()) if to in free][:_TRIED]
            best = max(near, key=lambda to: agreeing(at, to), default=None)
            if best is not None and (not whole or agreeing(at, best) == len(given[at])):
                result[at] = best
                free.discard(best)
    for at, each in enumerate(mine):
        if name == "contact" and result[at] is None and given[at]:
            same_role = next(
                (to for to in range(len(theirs)) if to in free and theirs[to].get("role") == each.get("role")), None
            )
            result[at] = same_role
            free -= {same_role}
    return result


def _marks(name: str, table: Values) -> list[tuple[str, str]]:
    return [(key, plain(str(table[key]))) for key in _KNOWN_BY[name] if table.get(key)]


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: spaces and split letters in a text do not matter, nor the order of texts."""
    if isinstance(one, str) and isinstance(other, str):
        from unicodedata import normalize  # most lists are imported once

        return normalize("NFC", one).split() == normalize("NFC", other).split()
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted(map(str, one)) == sorted(map(str, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def _is_amount(key: Key[Any]) -> bool:
    return isinstance(key.kind, Money) and not isinstance(key.kind, Percent)


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
