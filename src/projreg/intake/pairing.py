"""Which tables of a list and of a project in the registry are the same: its funding, contacts, deadlines and logos."""

from collections.abc import Mapping, Sequence
from typing import Any

from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Given
from projreg.values.nearest import plain

KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "funding": ("reference", "funder"),
    "contact": ("email", "name"),
    "deadline": ("type",),
    "logos": ("src",),
}
"""What tells which table of the registry one of the list is: any of these keys that both have."""
_TRIED = 100
"""Tables of the same funder that are compared, at most."""


def given_keys(candidate: Candidate, name: str, at: int) -> dict[str, Given]:
    """The keys of a table that the rows give, with their places; a person in one cell gives several."""
    found = {str(path[2]): each for path, each in candidate.places.items() if path[:2] == (name, at) and len(path) > 2}
    person = candidate.places.get((name, at))
    table = candidate.values[name][at]
    keys = ("name", "email", "phone", *(("role",) if person and person.role != "contact" else ()))
    return found | {key: person for key in keys if person and key in table and key not in found}


def paired(
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
        return sum(same(mine[at].get(key), theirs[other].get(key)) for key in given[at])

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
    return [(key, plain(str(table[key]))) for key in KNOWN_BY[name] if table.get(key)]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: spaces and split letters in a text do not matter, nor the order of texts."""
    if isinstance(one, str) and isinstance(other, str):
        from unicodedata import normalize  # most lists are imported once

        return normalize("NFC", one).split() == normalize("NFC", other).split()
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted(map(str, one)) == sorted(map(str, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def lines_of(funder: object, lines: Sequence[Values]) -> list[Values]:
    """The lines of the same funder."""
    return [each for each in lines if plain(str(each.get("funder", ""))) == plain(str(funder))]
