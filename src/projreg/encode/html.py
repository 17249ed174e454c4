"""HTML in which text of users stays text: escaped with its quotes, links only to addresses that have been checked."""

from collections.abc import Iterable, Sequence
from html import escape

from projreg.language import Lang
from projreg.table import Table, Word, spoken
from projreg.visible import visible, visible_paragraphs

NOTHING = "–"


def text(written: str) -> str:
    """Text on one line, escaped for content and for attributes in quotes."""
    return escape(visible(written.strip()), quote=True)


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


def _row(row: Sequence[object], values: Table, lang: Lang) -> str:
    cells = []
    for column, cell in zip(values.columns, row, strict=True):
        said = text(spoken(cell, lang)) or NOTHING  # type: ignore[arg-type]
        if isinstance(cell, Word):
            said = f'<span class="state {text(cell.word)}">{said}</span>'
        cells.append(f"<td{_side(column.figures)}>{said}</td>")
    return "".join(cells)


def _side(figures: bool) -> str:
    return ' class="figures"' if figures else ""
