"""HTML in which text of users stays text: escaped with its quotes, links only to addresses that have been checked."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from projreg.language import Lang
from projreg.table import Cell, Column, Table, Text, Word, spoken
from projreg.visible import visible, visible_paragraphs

NOTHING = "–"
_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")


def text(written: str) -> str:
    """Text on one line, escaped for content and for attributes in quotes."""
    return escape(visible(written.strip()), quote=True)


def dated(written: str) -> str:
    """As `text`; a day in it is not broken at its hyphens."""
    return _DAY.sub(r'<span class="day">\g<0></span>', text(written))


def named(name: Text, lang: Lang) -> str:
    """Text of users in a page in `lang`: where it is in another language, it says so."""
    return dated(name.written) if name.lang == lang else f'<span lang="{name.lang}">{dated(name.written)}</span>'


def paragraphs(written: str) -> str:
    """Text whose empty lines part paragraphs, each in a `<p>`."""
    lines = visible_paragraphs(written.strip()).split("\n")
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    return "\n".join(f"<p>{escape(' '.join(each), quote=True)}</p>" for each in parts if each)


def attributes(given: Iterable[tuple[str, str]]) -> str:
    """Attributes of an element with their values escaped; each with a space before it."""
    return "".join(f' {name}="{text(value)}"' for name, value in given)


def table(values: Table, lang: Lang, label: str) -> str:
    """The table with its head, in a region that can be scrolled by keyboard where it is wider than the page."""
    heads = [(each.label.say(lang), each.figures) for each in values.columns]
    head = "".join(f'<th scope="col"{_side(figures)}>{text(said)}</th>' for said, figures in heads)
    rows = "\n".join(f"<tr>{_row(row, values, lang)}</tr>" for row in values.rows)
    return (
        f'<div class="wide"{attributes((("role", "region"), ("tabindex", "0"), ("aria-label", label)))}>\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(row: Sequence[Cell], values: Table, lang: Lang) -> str:
    return "".join(
        f"<td{_side(column.figures)}>{_said(cell, column, lang)}</td>"
        for column, cell in zip(values.columns, row, strict=True)
    )


def _said(cell: Cell, column: Column, lang: Lang) -> str:
    said = spoken(cell, lang)
    if not said.strip():
        return NOTHING
    if isinstance(cell, Word) and column.key == "state":
        return f'<span class="state {text(cell.word)}">{text(said)}</span>'
    return named(cell, lang) if isinstance(cell, Text) else dated(said)


def _side(figures: bool) -> str:
    return ' class="figures"' if figures else ""
