"""HTML in which text of users stays text: escaped with its quotes, links only to addresses that have been checked."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from projreg.language import Lang
from projreg.tables.table import Cell, Column, Table, Text, Word, spoken
from projreg.values.web_address import mailbox, web
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
    return "\n".join(f"<p>{each}</p>" for each in _parts(written))


def passage(written: Text, lang: Lang, remark: str = "") -> str:
    """Paragraphs of a user in a page in `lang`: where they are in another language they say so, and end with a remark
    on it."""
    if written.lang == lang:
        return paragraphs(written.written)
    parts = [f'<span lang="{written.lang}">{each}</span>' for each in _parts(written.written)]
    if parts and remark:
        parts[-1] += f" {text(remark)}"
    return "\n".join(f"<p>{each}</p>" for each in parts)


def _parts(written: str) -> list[str]:
    lines = visible_paragraphs(written.strip()).split("\n")
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    return [escape(" ".join(each), quote=True) for each in parts if each]


def link(address: str, shown: str = "") -> str:
    """An address of the web as a link that shows it, or what else is to be shown; the text alone when it is none."""
    target, said = web(address), text(shown or address)
    return f"<a{attributes([('href', target)])}>{said}</a>" if target else said


def mail(address: str) -> str:
    """A mailbox as a link that writes to it; the text alone when it is none."""
    target = mailbox(address)
    return f"<a{attributes([('href', target)])}>{text(address)}</a>" if target else text(address)


def attributes(given: Iterable[tuple[str, str]]) -> str:
    """Attributes of an element with their values escaped; each with a space before it."""
    return "".join(f' {name}="{text(value)}"' for name, value in given)


def table(values: Table, lang: Lang, label: str) -> str:
    """The table with its head, in a region that can be scrolled by keyboard where it is wider than the page."""
    heads = [(each.label.say(lang), each.figures) for each in values.columns]
    head = "".join(f'<th scope="col"{_side(figures)}>{text(said)}</th>' for said, figures in heads)
    rows = "\n".join(f"<tr>{_row(row, values, lang)}</tr>" for row in values.rows)
    return (
        f'<section class="wide"{attributes((("tabindex", "0"), ("aria-label", label)))}>\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
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
