"""What a list says of a project otherwise than the registry: key by key, with the command that brings it over."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.editing.assignments import read_assignments
from projreg.editing.toml_edit import Change
from projreg.editing.written import Values
from projreg.errors import UsageError
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Given
from projreg.intake.pairing import KNOWN_BY, given_keys, paired, same
from projreg.model.decode import currency_of
from projreg.model.fields import Key, Money, Percent, Records, Texts
from projreg.model.records import Project
from projreg.values.slug import is_slug
from projreg.visible import visible

_LONGEST_SHOWN = 60
_LONGEST_TYPED = 180
_ACTS = re.compile(r"[$`\"\\!%“”„\x00-\x1f]")
"""What a shell does not take as it stands, also in quotes."""
_BARE = re.compile(r"[\w.:/@+-]+=[\w.:/@+-]*")


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
    return [*_of_keys(candidate, table, currency), *closing, *_of_tables(candidate, table, currency)]


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
        elif mine is not None and not same(mine, theirs):
            units = (there, here) if _is_amount(key) and there != here else None
            message = _message(name, theirs, mine, units)
            if name == "id":  # that stays, whatever a list calls it
                yield Difference(given, message)
            elif name == "end_date" and table.get("original_end_date") == mine:
                yield Difference(given, f"{message}: the day before it was prolonged")
            else:
                yield _told(
                    Difference(given, message, "" if units else _assignment(key, mine)), table, currency, (name,), mine
                )


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
                added = Difference(first, _further(name, mine[at]), _line(name, mine[at]))
                yield _told(added, table, currency, (name, len(theirs)), mine[at])
                continue
            units = currency_of(theirs[found], there), currency_of(mine[at], here)
            for inner, place in given[at].items():
                one, other = _inner(name, inner, mine[at], units[1]), _inner(name, inner, theirs[found], units[0])
                if one is None or same(one, other):
                    continue
                key = _records(name).record.keys[inner]
                differ = _is_amount(key) and units[0] != units[1]
                where = f"{name}[{found}].{inner}"
                message = _message(where, other, one, units if differ else None)
                text = "" if differ or not whole else f"{name}[{found}].{_assignment(key, one)}"
                yield _told(Difference(place, message, text), table, currency, (name, found, inner), one)


def _inner(name: str, inner: str, table: Values, currency: str) -> Any:
    """The value of a key of a table, also where it goes without saying."""
    if inner == "currency":
        return currency
    return table.get(inner, _records(name).record.keys[inner].default if inner == "kind" else None)


def _records(name: str) -> Records:
    kind = Project.keys[name].kind
    assert isinstance(kind, Records)
    return kind


def _is_amount(key: Key[Any]) -> bool:
    return isinstance(key.kind, Money) and not isinstance(key.kind, Percent)


def _message(name: str, there: Any, here: Any, units: tuple[str, str] | None = None) -> str:
    """What is there and what is here; `units` are the currencies of both where they differ."""
    if any(isinstance(each, str) and len(each) > _LONGEST_SHOWN for each in (there, here)):
        return f"{name} is another text there"
    left, right = (f" {each}" for each in units) if units else ("", "")
    was = f"is {shown(there)}{left} there" if there is not None else "is not given there"
    return f"{name} {was}, {shown(here)}{right} in the list"


def shown(value: Any) -> str:
    """A value in a message."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown, value)) or "empty"
    if isinstance(value, bool):
        return str(value).lower()
    text = visible(str(value))
    text = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f"“{text}”" if isinstance(value, str) and not re.fullmatch(r"[\w@.+-]+", text) else text


def _further(name: str, table: Values) -> str:
    who = next((str(table[key]) for key in ("funder", "name", "email", "type", "src") if table.get(key)), "?")
    what = {"funding": "a further funder", "contact": "a further contact", "deadline": "a further deadline"}
    return f"{what.get(name, 'a further logo')}, {shown(who)}, is not there"


def _assignment(key: Key[Any], value: Any) -> str:
    """The value of a key as `projreg set` takes it; empty where it has no such form."""
    if isinstance(key.kind, Texts):
        return f"{key.name}=" + "[" + ", ".join(f"'{each}'" for each in value) + "]"
    if isinstance(value, (bool, date)):
        return f"{key.name}={str(value).lower()}"
    return f"{key.name}={value}"


def _line(name: str, table: Values) -> str:
    """A whole table as `projreg set` takes it."""
    rest = dict(table)
    if name == "funding":
        head = f"{rest.pop('level', '')}: {rest.pop('funder', '')}"
        head += f"={rest.pop('amount')}" if "amount" in rest else ""
    elif name == "contact":
        mail = f"<{rest.pop('email')}>" if "email" in rest else ""
        head = " ".join(each for each in (f"{rest.pop('role', '')}:", rest.pop("name", ""), mail) if each)
    elif name == "deadline":
        head = f"{rest.pop('type', '')}={rest.pop('due', '')}"
    else:
        head = str(rest.pop("src", ""))
    return "; ".join([f"{name}[]={head}", *(f"{key}={str(each).lower() if each is True or each is False else each}"
                                            for key, each in rest.items())])  # fmt: skip


def _told(difference: Difference, table: Values, currency: str, path: Path, value: Any) -> Difference:
    """The difference with its assignment, if that can be typed and does what it is to do."""
    return difference._replace(assignment=proved(difference.assignment, table, path, value, currency))


def proved(assignment: str, table: Values, path: Path, value: Any, currency: str = "") -> str:
    """The assignment as it is typed in any shell; empty when it cannot be, or does not put `value` at `path`."""
    if not assignment or _ACTS.search(assignment) or not assignment.isprintable():
        return ""
    try:
        changes = read_assignments([assignment], table, currency)
    except UsageError:
        return ""
    if changes not in ([Change(path, value)], [Change(path[:1], [value])]) or len(assignment) > _LONGEST_TYPED:
        return ""
    return assignment if _BARE.fullmatch(assignment) else f'"{assignment}"'
