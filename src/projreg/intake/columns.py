"""Which column of a list is which key: guessed from headings, then from what stands below, and overruled by people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from projreg.diagnostic import Path
from projreg.errors import UnreadableFile, UsageError
from projreg.intake import headings
from projreg.intake.cells import is_level, says_nothing
from projreg.intake.days import Order, Unclear, is_period, order_of, read_day
from projreg.intake.grid import Cell, Grid, Row, column_at, letter
from projreg.intake.sums import grouping_of, scale_of
from projreg.model.words import LEVELS
from projreg.values.nearest import nearest, plain

_HEADER_WITHIN = 40
"""Rows from the top in which the headings are looked for."""
_TELLING = 20_000
"""Cells of a column from which it is told how its days and amounts are written: all there can be."""
_JUDGED = 200
"""Cells of a column that are looked at to tell what it holds."""


class Column(NamedTuple):
    """A column: where it stands, what is written over it, and the key that it gives (None: it is left out).

    `why` says how the key was found, or why there is none. The rest is how its cells are written.
    """

    at: int
    heading: str
    target: Path | None
    why: str = ""
    sample: Cell = None
    scale: int = 1
    order: Order = ""
    groups: str = ""
    role: str = "contact"

    @property
    def name(self) -> str:
        """What people find it by."""
        return f"column {letter(self.at)}" + (f" “{self.heading}”" if self.heading else "")


class Layout(NamedTuple):
    """The columns of a list, its rows below the headings, and the row of the headings, 0 for none."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    header: int
    is_ours: bool = False
    """Whether it is a file that `projreg export csv` wrote."""
    headings: tuple[str, ...] = ()


def layout(grid: Grid, said: Sequence[str] = (), header: int | None = None) -> Layout:
    """The layout of a list; `said` is what `--map` says, `header` the row of the headings (0: none, None: find it).

    Raises UsageError for what `--map` cannot mean, UnreadableFile when no row has headings.
    """
    orders = [_parted(each) for each in said]
    at = _header_at(grid, [name for name, _ in orders]) if header is None else _row_at(grid, header)
    named = grid.rows[at] if at is not None else None
    below = grid.rows[at + 1 :] if at is not None else grid.rows
    width = max((len(row.cells) for row in grid.rows), default=0)
    texts = tuple(_at(named, each) for each in range(width))
    if named and below and _is_second(below[0]):
        texts = tuple(_at(below[0], each) or text for each, text in enumerate(texts))
        below = below[1:]
    filled = {at for row in below for at in row.filled}
    used = [each for each in range(width) if texts[each] or each in filled]
    ours = bool(named) and "as_of" in texts and all(headings.own_name(texts[each]) for each in used)
    columns = _overruled([_column(each, texts[each], below) for each in used], orders)
    if not ours:
        columns = _by_content([_with_habits(each, below) for each in _in_groups(columns)], below)
    return Layout(tuple(columns), below, named.number if named else 0, ours, texts)


def _parted(said: str) -> tuple[str, str]:
    name, equals, key = said.rpartition("=")
    if not equals or not name.strip():
        raise UsageError(f"--map: “{said}” is not COLUMN=KEY", 'write it as --map "Benämning=title", or --map C=title')
    return name.strip(), key.strip()


def _row_at(grid: Grid, number: int) -> int | None:
    if number == 0:
        return None
    at = next((at for at, row in enumerate(grid.rows) if row.number == number), None)
    if at is None:
        raise UsageError(f"--header: there is no row {number}", "name the row of the headings, 0 for none")
    return at


def _header_at(grid: Grid, said: Sequence[str]) -> int | None:
    """Where the row stands that holds most headings; None when columns are named by letters alone."""
    known = {plain(each) for each in said}
    best, most = None, 0
    for at, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        texts = [_text(row.cells[each]) for each in row.filled if not row.is_band]
        if len(texts) <= most:
            continue  # it cannot hold more
        score = sum(plain(each) in known or headings.meaning(each) is not None for each in texts if len(each) <= 80)
        if score > most:
            best, most = at, score
    if most >= 2 or (most and best is not None and len(grid.rows[best].filled) == most):
        return best
    if said and all(column_at(each) is not None for each in said):
        return None
    raise UnreadableFile(
        "no row has headings that are known",
        'name the row with --header and its columns with --map "Heading=key", or --header 0 and --map A=title',
    )


def _at(row: Row | None, column: int) -> str:
    return _text(row.cells[column]) if row and column < len(row.cells) else ""


def _is_second(row: Row) -> bool:
    """Whether a row below the headings has more of them: Start and Slut below Projekttid."""
    texts = [_at(row, each) for each in row.filled]
    return len(texts) > 1 and all(headings.meaning(each) for each in texts)


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _cells(rows: Iterable[Row], at: int) -> Iterable[Cell]:
    for row in rows:
        if at < len(row.cells) and row.cells[at] not in (None, "") and not row.is_band:
            yield row.cells[at]


def _column(at: int, heading: str, rows: Iterable[Row]) -> Column:
    target = headings.meaning(heading) if heading else None
    why = "" if target else headings.why_unsure(heading) or "not known"
    if target and target[-1] == "level" and headings.may_be_type(heading) and not _are_levels(_cells(rows, at)):
        target, why = None, f"no levels stand there: {', '.join(LEVELS)}"
    sample = next(iter(_cells(rows, at)), None)
    return Column(at, heading, target, why, sample, scale_of(heading), role=headings.role_in(heading))


def _are_levels(cells: Iterable[Cell]) -> bool:
    """Whether cells say whose money it is, all that say something."""
    texts = [str(each) for each in cells if not says_nothing(str(each))]
    return bool(texts) and all(map(is_level, texts))


def level_column(layout: Layout) -> str:
    """The option that takes the level of the funding from a column that is left out; empty when none has levels."""
    for each in layout.columns:
        if each.target is None and each.why != "as --map says" and _are_levels(_cells(layout.rows, each.at)):
            names = [other.heading for other in layout.columns]
            plainly = re.fullmatch(r"[\w ().,/-]+", each.heading) and names.count(each.heading) == 1
            return (
                f'--map "{each.heading}=funding[0].level"' if plainly else f"--map {letter(each.at)}=funding[0].level"
            )
    return ""


def _with_habits(column: Column, rows: Iterable[Row]) -> Column:
    """The column with how its days and amounts are written, as far as its cells tell."""
    if not column.target and column.heading:
        return column
    texts = [each for each in islice(_cells(rows, column.at), _TELLING) if isinstance(each, str) and len(each) < 100]
    return column._replace(order=order_of(texts), groups=grouping_of(texts))


def _overruled(columns: Sequence[Column], orders: Sequence[tuple[str, str]]) -> list[Column]:
    """The columns with what people say of them."""
    result = list(columns)
    given: dict[Path, Column] = {}
    for name, key in orders:
        at = _meant(name, columns)
        target = headings.target_named(key) if key else None
        if key and target is None:
            near = headings.near_target(key)
            raise UsageError(
                f"--map: there is no key “{key}”", f"did you mean {near}?" if near else "`projreg schema` has them all"
            )
        earlier = given.setdefault(target, columns[at]) if target and target != headings.NOTHING else columns[at]
        if target and earlier is not columns[at]:
            following = (target[0], int(target[1]) + 1, *target[2:]) if len(target) > 1 else ()
            more = f"; another {target[0]} is {headings.shown(following)}" if following else ""
            raise UsageError(
                f"--map: {headings.shown(target)} is given by {earlier.name} and by {columns[at].name}",
                f"name one column for it{more}",
            )
        result[at] = result[at]._replace(target=target, why="as --map says")
    return result


def _meant(name: str, columns: Sequence[Column]) -> int:
    """The position in `columns` of the one that is named by its heading, or else by letter or number."""
    for alike in (lambda each: each.heading == name, lambda each: plain(each.heading) == plain(name)):
        found = [at for at, each in enumerate(columns) if alike(each)]
        if len(found) > 1:
            letters = " or ".join(letter(columns[at].at) for at in found)
            raise UsageError(
                f"--map: several columns are called “{name}”", f"name the one meant by its letter: {letters}"
            )
        if found:
            return found[0]
    place = column_at(name)
    found = [at for at, each in enumerate(columns) if each.at == place]
    if found:
        return found[0]
    near = nearest(name, [each.heading for each in columns if each.heading])
    known = ", ".join(f"“{each.heading}”" for each in columns if each.heading)
    raise UsageError(
        f"--map: there is no column “{name}”", f"did you mean “{near}”?" if near else f"the columns are {known}"
    )


def _in_groups(columns: Sequence[Column]) -> list[Column]:
    """The columns with each key given once: a second funder begins a second line, a second title is left out."""
    numbers = {headings.number_in(each.heading) for each in columns if each.target and each.target[0] == "funding"}
    sure = [each for each in columns if each.why == "as --map says"]
    labelled = [each for each in columns if each.target and headings.is_label(each.heading, each.target)]
    taken = {each.target: each for each in (*reversed(labelled), *sure) if each.target}
    latest = dict.fromkeys(("funding", "contact", "deadline", "logos"), 0)
    result = []
    for each in columns:
        number = headings.number_in(each.heading)
        if each.target is None and number in numbers and plain(each.heading.rstrip("0123456789 ")) == "belopp":
            each = each._replace(target=("funding", 0, "amount"), why="")
        target = each.target
        if target is None or each in sure or target == headings.NOTHING:
            result.append(each)
            continue
        if len(target) > 1:
            target = _next(target, number, latest, taken)
        elif taken.get(target, each) is not each:
            why = f"{headings.shown(target)} is taken from {taken[target].name} already"
            result.append(each._replace(target=None, why=why))
            continue
        taken[target] = each
        result.append(each._replace(target=target))
    return result


def _next(target: Path, number: int, latest: dict[str, int], taken: Mapping[Path, Column]) -> Path:
    """The first table from the latest on that lacks the key, or the table of that number."""
    group, _, *inner = target
    at = number - 1 if number else latest[str(group)]
    while (group, at, *inner) in taken or (inner == ["name"] and (group, at) in taken):
        at += 1
    latest[str(group)] = at
    return (group, at, *inner)


_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def _by_content(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns, those without a heading told by what stands in them where that is certain."""
    result = list(columns)
    taken = {each.target for each in columns}
    dated = []
    for at, each in enumerate(columns):
        if each.target or each.heading or each.why == "as --map says":
            continue
        cells = [*_cells(rows, each.at)][:_JUDGED]
        texts = [cell.strip() for cell in cells if isinstance(cell, str)]
        target: Path | None = None
        if len(texts) == len(cells) and all(map(_EMAIL.fullmatch, texts)):
            target = ("contact", 0, "email")
        elif len(texts) == len(cells) and all(text.startswith(("https://", "http://")) for text in texts):
            target = ("url",)
        elif len(texts) == len(cells) and all(map(is_period, texts)):
            target = headings.PERIOD
        elif all(_day(cell, each.order) for cell in cells):
            dated.append(at)
        if target and target not in taken:
            result[at] = each._replace(target=target, why="by what stands in it")
            taken.add(target)
    if len(dated) == 2 and taken.isdisjoint({("start_date",), ("end_date",), headings.PERIOD}):
        first, last = dated
        if all(_in_order(row, columns[first], columns[last]) for row in rows):
            for at, key in ((first, "start_date"), (last, "end_date")):
                result[at] = columns[at]._replace(target=(key,), why="by what stands in it")
    return result


def _day(cell: Cell, order: Order) -> date | None:
    if type(cell) is date:
        return cell
    try:
        return read_day(cell, order) if isinstance(cell, str) else None
    except Unclear:
        return None


def _in_order(row: Row, first: Column, last: Column) -> bool:
    if max(first.at, last.at) >= len(row.cells):
        return True
    start, end = _day(row.cells[first.at], first.order), _day(row.cells[last.at], last.order)
    return not start or not end or start <= end
