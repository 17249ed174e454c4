"""Markdown in which text of users stays text: nothing in it becomes a link, an image, a heading or HTML."""

import re

from projreg.language import Lang
from projreg.tables.table import Table, spoken
from projreg.values.web_address import encoded
from projreg.visible import visible, visible_paragraphs

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$]|!(?=\[)")
_LINE_START = re.compile(r"^( *)([#+\-=:]|\d{1,9}[.)])")
_AUTOLINK = re.compile(r"\b(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)", re.IGNORECASE)


def inline(text: str) -> str:
    """Text on one line, escaped; addresses in it do not become links."""
    return _escaped(visible(text.strip()))


def paragraphs(text: str) -> str:
    """Text whose empty lines part paragraphs; single line breaks are spaces."""
    found = re.split(r"\n\s*\n", visible_paragraphs(text.strip()))
    return "\n\n".join(_escaped(" ".join(part.split("\n")).strip()) for part in found)


def _escaped(text: str) -> str:
    escaped = _LINE_START.sub(_at_line_start, _SPECIAL.sub(_backslashed, text))
    return _AUTOLINK.sub(r"\g<0>\\", escaped)  # a backslash before the colon or dot: GitHub makes no link of it


def _backslashed(found: "re.Match[str]") -> str:
    return f"\\{found[0]}"


def _at_line_start(found: "re.Match[str]") -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{found[1]}\\{mark}"


def link(text: str, target: str) -> str:
    """A link to an http, https or mailto address that has been checked."""
    return f"[{_SPECIAL.sub(_backslashed, visible(text.strip()))}]({encoded(target)})"


def image(alt: str, source: str) -> str:
    """An image with its alternative text; the text alone when the address is neither http, https nor a path."""
    if re.match(r"(?!https?:)[^/?#]*:", source.strip(), re.IGNORECASE):
        return inline(alt)
    return f"![{inline(alt)}]({encoded(source)})"


def table(values: Table, lang: Lang) -> str:
    """A table as GitHub has it; figures stand to the right."""
    head = "| " + " | ".join(inline(column.label.say(lang)) for column in values.columns) + " |\n"
    rule = "| " + " | ".join("---:" if column.figures else "---" for column in values.columns) + " |\n"
    rows = ("| " + " | ".join(inline(spoken(cell, lang)) for cell in row) + " |\n" for row in values.rows)
    return head + rule + "".join(rows)
