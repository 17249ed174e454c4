"""Drawing on a terminal with Rich: loaded only when somebody looks. Text of users is cleaned and never markup.

Nothing is cut: text is wrapped to its column, and where columns have no room each record stands as lines of its own.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from projreg.cli.bars import drawn_bars
from projreg.language import Lang
from projreg.report.page import Section
from projreg.tables.table import Cell, Period, Table, Word, spoken
from projreg.visible import visible

STYLES = {
    "active": "green",
    "upcoming": "cyan",
    "applied": "cyan",
    "suspended": "yellow",
    "ended": "bold red",
    "closed": "dim",
    "cancelled": "dim",
    "unknown": "bold magenta",
}
"""Colours of states; never the only sign, the word stands there too."""

NARROW = 110
"""Below so many columns, or where an id would be broken, id and owner stand under the project's name."""

_NAMES = ("name", "title", "project")
_STACKED = ("owner", "id")
_IDS = ("id", "follows")
"""What people copy into the next command."""
_GAP = 2
_WIDEST_WORD = 20
_LABELS = 24


def words(text: str, style: str = "") -> Text:
    """Text of users as Rich may show it."""
    return Text(visible(text), style=style)


def drawn(console: Console, draw: Callable[[], None]) -> str:
    """What `draw` prints on the console, as text with its colours."""
    with console.capture() as captured:
        draw()
    return captured.get()


def tabular(console: Console, table: Table, lang: Lang) -> str:
    """The table, fitted to the terminal."""
    return drawn(console, lambda: _draw(console, table, lang))


def report(console: Console, sections: Sequence[Section], lang: Lang) -> str:
    """A report: headings, text and tables below each other."""

    def draw() -> None:
        for position, section in enumerate(sections):
            if position:
                console.print()
            _print(console, words(section.heading, "bold red" if section.urgent else "bold"))
            for line in section.text.split("\n") if section.text else ():
                _print(console, words(line))
            if section.table:
                _draw(console, section.table, lang)
            if section.timeline:
                console.print()
                for row in drawn_bars(section.timeline, console.width, lang, STYLES):
                    console.print(row, no_wrap=True, crop=False, overflow="ignore")

    return drawn(console, draw)


def facts(console: Console, rows: Sequence[tuple[str, str]]) -> str:
    """Labels with their values beside them; a label without a value is a heading."""

    def draw() -> None:
        for label, value in rows:
            if value:
                _labelled(console, words(label, "dim"), value.split("\n"))
            else:
                _print(console, Text(""))
                _print(console, words(label, "bold"))

    return drawn(console, draw).removeprefix("\n")


class _Layout(NamedTuple):
    """A table as it could stand on a terminal: its heads, its rows, the places of its columns and their widths."""

    heads: list[Text]
    rows: list[list[list[Text]]]
    kept: list[int]
    widths: list[int] | None
    """None where the columns have no room beside each other."""
    is_stacked: bool
    breaks_ids: bool


def _draw(console: Console, table: Table, lang: Lang) -> None:
    laid = _laid_out(table, lang, console.width, narrow=console.width < NARROW)
    if laid.breaks_ids and not laid.is_stacked:
        stacked = _laid_out(table, lang, console.width, narrow=True)
        laid = laid if stacked.breaks_ids else stacked
    heads, rows, kept, widths, is_stacked, _ = laid
    if widths is None:
        _as_records(console, [[(heads[place], row[place]) for place in kept] for row in rows])
        return
    figures = [table.columns[place].figures for place in kept]
    _row(console, [[heads[place]] for place in kept], widths, figures)
    console.print("─" * (sum(widths) + _GAP * (len(widths) - 1)), no_wrap=True, crop=False)
    for position, row in enumerate(rows):
        if position and is_stacked:
            console.print()
        _row(console, [row[place] for place in kept], widths, figures)


def _laid_out(table: Table, lang: Lang, room: int, *, narrow: bool) -> _Layout:
    """The table fitted to the room; `narrow`, with what is stacked under the project's name."""
    keys = [column.key for column in table.columns]
    rows = [[_cell(cell, lang, narrow) for cell in row] for row in table.rows]
    heads = [words(column.label.say(lang)) for column in table.columns]
    name = next((place for place, key in enumerate(keys) if key in _NAMES), None)
    stacked = [keys.index(key) for key in _STACKED if key in keys] if narrow and name is not None else []
    ids = {place: _lines(rows, place) for place, key in enumerate(keys) if key in _IDS}
    for row in rows:
        if name is not None:
            row[name] = [*row[name], *(_dimmed(line) for place in stacked for line in row[place])]
    kept = [place for place in range(len(keys)) if place not in stacked]
    whole = dict.fromkeys(kept, 0)
    for place, lines in ids.items():
        stands = name if place in stacked and name is not None else place
        whole[stands] = max(whole[stands], *(line.cell_len for line in lines), 0)
    columns = [[heads[place], *_lines(rows, place)] for place in kept]
    widths = _widths(room, columns, [*whole.values()])
    breaks_ids = widths is None or any(width < whole[place] for place, width in zip(kept, widths, strict=True))
    return _Layout(heads, rows, kept, widths, bool(stacked), breaks_ids)


def _cell(cell: Cell, lang: Lang, narrow: bool) -> list[Text]:
    """The lines of a cell, before they are wrapped."""
    if narrow and isinstance(cell, Period):
        return [words(each.isoformat() if each else "?") for each in cell]
    return [words(spoken(cell, lang), STYLES.get(cell.word, "") if isinstance(cell, Word) else "")]


def _dimmed(line: Text) -> Text:
    return Text(line.plain, style="dim")


def _lines(rows: Sequence[Sequence[list[Text]]], place: int) -> list[Text]:
    return [line for row in rows for line in row[place]]


def _widths(room: int, columns: Sequence[Sequence[Text]], whole: Sequence[int]) -> list[int] | None:
    """A width for each column: all they want, else what is left over after the longest words; None without room.

    No column is narrower than its `whole`, what must not be broken to be of use, while there is room for the others.
    """
    wanted = [max(line.cell_len for line in column) for column in columns]
    needed = [min(_WIDEST_WORD, max(_longest_piece(line.plain) for line in column)) for column in columns]
    room -= _GAP * (len(columns) - 1)
    unbroken = [max(pair) for pair in zip(needed, whole, strict=True)]
    needed = unbroken if sum(unbroken) <= room else needed
    if sum(wanted) <= room:
        return wanted
    spare = room - sum(needed)
    if spare < 0:
        return None
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    return [need + spare * each // sum(more) for need, each in zip(needed, more, strict=True)]


_PIECES = re.compile(r"(?:[^ @/–-]|-(?=\d))*(?:[@/–]|-(?!\d))|(?:[^ @/–-]|-(?=\d))+ ?| ")
"""Parts that are not broken: words, e-mail addresses up to their @, dates."""


def _longest_piece(text: str) -> int:
    """The width of the longest part that should not be broken."""
    return max((cell_len(piece.rstrip(" ")) for piece in _PIECES.findall(text)), default=0)


def _wrapped(line: Text, width: int) -> list[Text]:
    """The line in parts no wider than `width`: broken at spaces, after @ / -, and in a word only when it must be."""
    parts, current = [], ""
    for piece in _PIECES.findall(line.plain):
        if cell_len((current + piece).rstrip(" ")) > width and current:
            parts.append(current)
            current = ""
        current += piece
        while cell_len(current.rstrip(" ")) > width:
            fits = _fitting(current, width)
            parts.append(current[:fits])
            current = current[fits:]
    return [Text(part.rstrip(" "), style=line.style) for part in [*parts, current] if part] or [Text("")]


def _fitting(text: str, width: int) -> int:
    """How many characters fit into the width, at least one; combining marks stay with their letter."""
    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > width and at:
            return at
    return len(text)


def _row(console: Console, cells: Sequence[list[Text]], widths: Sequence[int], figures: Sequence[bool]) -> None:
    wrapped = [
        [part for line in cell for part in _wrapped(line, width)] for cell, width in zip(cells, widths, strict=True)
    ]
    for at in range(max(map(len, wrapped))):
        line = Text()
        for cell, width, right in zip(wrapped, widths, figures, strict=True):
            part = cell[at] if at < len(cell) else Text("")
            space = " " * max(0, width - part.cell_len)
            line += Text(" " * _GAP if line.plain else "") + (Text(space) + part if right else part + Text(space))
        line.rstrip()
        _print(console, line)


def _as_records(console: Console, rows: Sequence[Sequence[tuple[Text, list[Text]]]]) -> None:
    """Each row as labels and values below each other."""
    for position, row in enumerate(rows):
        if position:
            console.print()
        for head, lines in row:
            _labelled(console, _dimmed(head), [line.plain for line in lines])


def _labelled(console: Console, label: Text, lines: Sequence[str]) -> None:
    """A label and beside it, wrapped, the value; on a very narrow terminal below it."""
    indent = min(_LABELS, console.width // 3)
    labels = _wrapped(label, indent)
    values = [part for line in lines for part in _wrapped(words(line), max(1, console.width - indent - _GAP))]
    for at in range(max(len(labels), len(values))):
        left = labels[at] if at < len(labels) else Text("")
        line = left + Text(" " * (indent + _GAP - left.cell_len)) + (values[at] if at < len(values) else Text(""))
        line.rstrip()
        _print(console, line)


def _print(console: Console, line: Text) -> None:
    """A line that fits already, or running text that is wrapped here."""
    for part in _wrapped_keeping(line, console.width):
        console.print(part, no_wrap=True, crop=False, overflow="ignore")


def _wrapped_keeping(line: Text, width: int) -> Sequence[Text]:
    return [line] if line.cell_len <= width else _wrapped(line, width)
