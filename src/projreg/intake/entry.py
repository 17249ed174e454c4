"""What a list says of one project, key by key, and what is found that does not fit: both with their places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.intake.days import Order
from projreg.intake.places import together

APART = 100
"""How far apart the tables of two rows of one project are numbered: no row has so many of its own."""
FIGURES = re.compile(r"[-\d\s.,%€]*(?:kr|[tm]kr|[A-Z]{3}|st|projekt)?")
"""What a cell of a sum holds: an amount or a count, or nothing."""
_DATES: tuple[Path, ...] = (("start_date",), ("end_date",), ("period",))


class Given(NamedTuple):
    """A value as the list gives it, where it stands, and how its column is written."""

    value: Any
    place: str
    column: str
    order: int = 0
    """Where the column stands among the others."""
    scale: int = 1
    days: Order = ""
    groups: str = ""
    role: str = "contact"


class Entry(NamedTuple):
    """What a list says of one project. Several rows of one project are one entry, and each value keeps its place."""

    place: str
    number: int
    given: Mapping[Path, Given]
    empty: Mapping[Path, Given] = MappingProxyType({})
    """The cells of columns that every project needs, where they hold nothing."""


class Objection(NamedTuple):
    """Why an entry is not taken: where it stands, the column if one is to blame, what is wrong, and what to do."""

    number: int
    order: int
    place: str
    column: str
    message: str
    help: str = ""
    lacks: str = ""
    """The key that nothing gives, where that is what is wrong."""
    alike: str = ""
    """What is said for several rows at once, where the message tells what stands in one."""

    @property
    def line(self) -> str:
        """All that in a line."""
        where = ", ".join(each for each in (self.place, self.column) if each)
        between = " " if self.message.endswith("?") else "; "
        return f"{where}: {self.message}" + (f"{between}{self.help}" if self.help else "")


def told_once(objections: Iterable[Objection]) -> list[Objection]:
    """The objections, in the list's order, with those that say the same of one column as one."""
    groups: dict[tuple[str, str, str], list[Objection]] = {}
    for each in sorted(objections):
        groups.setdefault((each.column, each.alike or each.message, each.help), []).append(each)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: Sequence[Objection]) -> Objection:
    first = group[0]
    same = all(each.message == first.message for each in group)
    return first._replace(place=together(each.place for each in group), message=first.message if same else first.alike)


class Fragments(NamedTuple):
    """The entries of a list without those that look like a part of the project above, and what is said of these."""

    entries: list[Entry]
    objections: list[Objection]
    torn: list[Entry]
    """Where these stand, with what is said of the projects that they look like a part of."""


def without_fragments(entries: Iterable[Entry]) -> Fragments:
    """Tell rows that only say of a further funder or contact, and leave the project's own cells empty.

    So it is where only the title's cells are merged, or are written once.
    """
    whole: list[Entry] = []
    objections: list[Objection] = []
    torn: list[Entry] = []
    above: Entry | None = None
    number = 0
    for each in entries:
        follows, number = each.number == number + 1, each.number
        if above and _is_part(each, above, follows=follows):
            objections.append(_asked(each, above))
            torn.append(above._replace(place=each.place, number=each.number))
        elif ("title",) not in each.given and all(map(_is_figures, each.given.values())):
            first = min(each.given.values(), key=lambda given: given.order)
            mend = "take it out, or write Summa before it"
            objections.append(Objection(each.number, first.order, each.place, first.column, "is this a sum?", mend))
        else:
            whole.append(each)
            above = each if ("title",) in each.given and _has_dates(each) else None
    return Fragments(whole, objections, torn)


def _has_dates(entry: Entry) -> bool:
    return any(path in entry.given for path in _DATES)


def _is_part(entry: Entry, above: Entry, *, follows: bool) -> bool:
    """Whether a row says something beside the project above it, and of the project itself less, or nothing else."""
    own = {path: each for path, each in entry.given.items() if len(path) == 1}
    if len(own) == len(entry.given) or (("title",) in own and _has_dates(entry)):
        return False
    if all(_alike(each, above.given.get(path)) for path, each in own.items()):
        return True
    other_dates = any(path in own and not _alike(own[path], above.given.get(path)) for path in _DATES)
    return follows and ("title",) not in own and not other_dates


def _alike(one: Given, other: Given | None) -> bool:
    return other is not None and bool(comparable(one.value) == comparable(other.value))


def _is_figures(given: Given) -> bool:
    if isinstance(given.value, str):
        return FIGURES.fullmatch(given.value.strip()) is not None
    return isinstance(given.value, (int, Decimal)) and not isinstance(given.value, bool)


def _asked(entry: Entry, above: Entry) -> Objection:
    path, given = min(
        ((path, each) for path, each in entry.given.items() if len(path) > 1),
        key=lambda each: (each[0][-1] != "funder", each[0][0] != "funding", each[1].order),
    )
    what = "more money" if path[0] == "funding" else f"a further {path[0]}"
    what = "a further funder" if path[-1] == "funder" else what
    or_sum = " or a sum?" if what == "more money" else "?"
    return Objection(
        entry.number, given.order, given.place, given.column, f"is this {what} of {above.place}{or_sum}",
        "repeat title, owner and start, or merge all the cells" + (", or take the sum out" if or_sum != "?" else ""),
    )  # fmt: skip


def comparable(value: Any) -> Any:
    """A value as it is compared; also what JSON has where a text should be."""
    return value.strip() if isinstance(value, str) else (type(value).__name__, str(value))
