"""Drawing on a terminal with Rich: loaded only when somebody looks. Text of users is cleaned and never markup."""

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from projreg.language import Lang
from projreg.report.page import Section
from projreg.table import Cell, Period, Table, Word, spoken
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
"""Below so many columns id and owner stand under the project's name, and a period on two lines."""

_NAMES = ("name", "title", "project")
_STACKED = ("owner", "id")
_WIDEST_WORD = 16


def words(text: str, style: str = "") -> Text:
    """Text of users as Rich may show it."""
    return Text(visible(text), style=style)


def draw(console: Console, table: Table, lang: Lang) -> None:
    """The table, fitted to the terminal."""
    narrow = console.width < NARROW
    keys = [column.key for column in table.columns]
    name = next((place for place, key in enumerate(keys) if key in _NAMES), None)
    stacked = [keys.index(key) for key in _STACKED if key in keys] if narrow and name is not None else []
    rows = [[_cell(cell, lang, narrow) for cell in row] for row in table.rows]
    grid = RichTable(
        box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False, leading=int(bool(stacked))
    )
    for place, column in enumerate(table.columns):
        if place not in stacked:
            label = words(column.label.say(lang))
            cells = [label, *(row[place] for row in rows[:200])]
            grid.add_column(
                label,
                justify="right" if column.figures else "left",
                overflow="fold",
                min_width=min(_WIDEST_WORD, max(map(_longest_word, cells))),
            )
    for row in rows:
        if name is not None:
            below = [row[place] for place in stacked if row[place].plain]
            for cell in below:
                cell.stylize("dim")
            row[name] = Text("\n").join([row[name], *below])
        grid.add_row(*(cell for place, cell in enumerate(row) if place not in stacked))
    console.print(grid)


def _longest_word(text: Text) -> int:
    return max((cell_len(word) for word in text.plain.split()), default=0)


def _cell(cell: Cell, lang: Lang, narrow: bool) -> Text:
    style = STYLES.get(cell.word, "") if isinstance(cell, Word) else ""
    if narrow and isinstance(cell, Period):
        return Text("\n".join(each.isoformat() if each else "?" for each in cell))
    return words(spoken(cell, lang), style)


def facts(console: Console, rows: Sequence[tuple[str, str]]) -> None:
    """Labels with their values beside them; a label without a value is a heading."""
    grid = RichTable.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, max_width=28, overflow="fold")
    grid.add_column(overflow="fold")
    for label, value in rows:
        if value:
            grid.add_row(words(label, "dim"), Text("\n").join(words(line) for line in value.split("\n")))
        else:
            grid.add_row("", "")
            grid.add_row(words(label, "bold"), "")
    console.print(grid)


def draw_sections(console: Console, sections: Sequence[Section], lang: Lang) -> None:
    """A report: headings, text and tables below each other."""
    for section in sections:
        console.print(words(section.heading, "bold red" if section.urgent else "bold"))
        for line in section.text.split("\n") if section.text else ():
            console.print(words(line))
        if section.table:
            draw(console, section.table, lang)
        else:
            console.print()
