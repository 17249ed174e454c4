"""Broken TOML: every broken statement found in one run and set aside, so that the rest can still be judged.

The parser stops at its first error. Here the text is cut into statements, each is parsed alone, and the broken ones
are replaced by a marker of the same number of lines; then the whole is parsed. Loaded only when a file is broken.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import tomli

from projreg.diagnostic import Span
from projreg.model.decode import UNREADABLE
from projreg.reading.breaks import HEADER, TABLES_TOO, Break, broken, of_odd_spaces, with_plain_spaces
from projreg.reading.headers import Slip, slips
from projreg.reading.meant import in_place, with_tables
from projreg.reading.statements import KEY, Statement, assembled, statements, tables_of
from projreg.reading.toml import LONGEST_LINE, NOT_TOML, parsed

Pieces = dict[Statement, str]
"""What stands in for a statement."""
_MARKER = "\N{OBJECT REPLACEMENT CHARACTER}unreadable"
_MOST_PARSED = 20_000_000
"""So many characters are parsed again and again in search of statements that clash, before giving up."""
_BROKEN_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w.\-]+)")
_TABLE_OF_PROJECT = re.compile(r"[ \t]*\[\[[ \t]*project[ \t]*\.[ \t]*([\w\-]+)[ \t]*\]\]")
_LONG_LINE = re.compile(rf"^[^\n]{{{LONGEST_LINE + 1},}}", re.MULTILINE)
_CONFLICT = re.compile(
    r"""(?P<text>"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*)"""
    r"""|^<{7}(?:[ ][^\n]*)?\n(?P<ours>(?:(?![<|=>]{7})[^\n]*\n)*)"""
    r"""(?:\|{7}(?:[ ][^\n]*)?\n(?:(?![<|=>]{7})[^\n]*\n)*)?"""
    r"""={7}\r?\n(?:(?![<|=>]{7})[^\n]*\n)*>{7}(?:[ ][^\n]*)?$""",
    re.MULTILINE | re.DOTALL,
)
"""A conflict with both its sides; texts and comments are passed over, since one may quote such lines."""


class Aside(NamedTuple):
    """A text with its broken statements set aside, what it then parses to, and what was set aside, in its order."""

    text: str
    data: dict[str, Any]
    breaks: tuple[Break, ...]
    slips: tuple[Slip, ...] = ()


def set_breaks_aside(text: str) -> Aside:
    """The text with its broken statements set aside, and headers that are misspelt or missing as they are meant.

    Of a merge conflict the first side is kept, so that the rest can be judged.
    """
    breaks: list[Break] = []
    text = _LONG_LINE.sub(lambda found: _unread(found, breaks), text)
    text = _CONFLICT.sub(lambda found: _first_side(found, breaks), text)
    cut = list(statements(text))
    headers = slips(text, cut, brackets=True)
    pieces = {statement: in_place(slip) for statement, slip in headers.items()}
    for statement in cut:
        if statement not in pieces or headers[statement].is_missing:
            _set_aside_alone(statement, text, pieces, breaks)
    for _ in range(max(5, min(500, _MOST_PARSED // (len(text) + 1)))):
        repaired = assembled(text, pieces)
        try:
            data = _unreadable(parsed(repaired))
        except NOT_TOML as error:
            if not _set_aside_together(error, cut, text, pieces, breaks):
                breaks.append(broken(error, "", 1))
                break
        else:
            told = with_tables(headers, cut, text, repaired, data)
            breaks = breaks or [Break(each.span, each.span.line, HEADER, each.statement) for each in told]
            return Aside(repaired, data, _in_tables(sorted(breaks), cut, text, repaired), told)
    else:
        breaks.append(Break(Span(cut[-1].line, 1, cut[-1].line, 2), cut[-1].line, "many more", ""))
    return Aside("", {}, tuple(sorted(breaks)))


def _set_aside_alone(statement: Statement, text: str, pieces: Pieces, breaks: list[Break]) -> None:
    """Set a statement aside that is no TOML by itself. What merely has odd spaces is read as if they were plain."""
    body = text[statement.start : statement.end]
    try:
        parsed(body)
    except NOT_TOML as error:
        plain = with_plain_spaces(body)
        breaks.append(of_odd_spaces(body, statement.line) if plain else broken(error, body, statement.line))
        pieces.setdefault(statement, plain or _aside(body))


def _set_aside_together(error: Exception, cut: list[Statement], text: str, pieces: Pieces, breaks: list[Break]) -> bool:
    """Set a statement aside that does not go with those above it; False when the error leads to none."""
    if not isinstance(error, tomli.TOMLDecodeError):
        return False
    at = max((place for place, each in enumerate(cut) if each.line <= error.lineno), default=None)
    if at is None or (cut[at] in pieces and not pieces[cut[at]].strip()):
        return False
    value = _value_above(cut, at, text)
    if value is not None and (cut[value] not in pieces or pieces[cut[value]].strip()):
        body, line = text[cut[value].start : cut[value].end], cut[value].line
        breaks[:] = [each for each in breaks if each.line != line]  # well written or not, it cannot stand there
        breaks.append(broken(error, body, line, absolute=True)._replace(reason=TABLES_TOO))
        pieces[cut[value]] = "\n" * body.count("\n")
        return True
    body = text[cut[at].start : cut[at].end]
    breaks.append(broken(error, body, cut[at].line, absolute=True))
    for each in _with_its_keys(cut, at, text):
        pieces[each] = "\n" * text.count("\n", each.start, each.end)
    return True


def _unread(found: "re.Match[str]", breaks: list[Break]) -> str:
    """What stands in for a line that is too long."""
    line = found.string.count("\n", 0, found.start()) + 1
    breaks.append(Break(Span(line, 1, line, 2), line, "line too long", ""))
    return _aside(found[0])


def _first_side(found: "re.Match[str]", breaks: list[Break]) -> str:
    """What stays of a merge conflict, on the same lines; a text or comment as it is."""
    if found["text"]:
        return found[0]
    line, ours = found.string.count("\n", 0, found.start()) + 1, found["ours"]
    breaks.append(Break(Span(line, 1, line, 1 + found[0].index("\n")), line, "merge conflict", found[0]))
    return "\n" + ours + "\n" * (found[0].count("\n") - ours.count("\n") - 1)


def _value_above(cut: list[Statement], at: int, text: str) -> int | None:
    """The key of the project above that has the name of the table whose header is the statement; None without one."""
    header = _TABLE_OF_PROJECT.match(text, cut[at].start)
    found = None
    for place in range(at - 1, -1, -1) if header else ():
        start = cut[place].start
        if text.startswith("[", start + len(text[start : cut[place].end]) - len(text[start : cut[place].end].lstrip())):
            if not _TABLE_OF_PROJECT.match(text, start):
                return found
            found = None
        elif header and (key := KEY.match(text, start)) and key[1].strip("\"'") == header[1]:
            found = place
    return None


def _with_its_keys(cut: list[Statement], at: int, text: str) -> Iterator[Statement]:
    """The statement, and when it is a header everything up to the next header: those keys would land elsewhere."""
    yield cut[at]
    if text[cut[at].start :].lstrip().startswith("["):
        for each in cut[at + 1 :]:
            if text[each.start : each.end].lstrip().startswith("["):
                return
            yield each


def _aside(body: str) -> str:
    """What stands in for a broken statement: its key with a marker, its header mended, or empty lines."""
    lines = "\n" * body.count("\n")
    if key := KEY.match(body):
        marked = f"{key[0]} '{_MARKER}'{lines}"
        try:
            parsed(marked)
        except NOT_TOML:
            return lines
        return marked
    if header := _BROKEN_HEADER.match(body):
        name = header[2].strip(".")
        left, right = ("[[", "]]") if name.split(".")[0] == "project" else ("[", "]")
        return f"{left}{name}{right}{lines}"
    return lines


def _unreadable(value: Any) -> Any:
    """The parsed data with the object UNREADABLE where a marker stands."""
    if isinstance(value, dict):
        return {key: _unreadable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_unreadable(each) for each in value]
    return UNREADABLE if value == _MARKER else value


def _in_tables(breaks: list[Break], cut: list[Statement], text: str, repaired: str) -> tuple[Break, ...]:
    """The breaks, with the tables that they stand in; what stands below a header that was set aside is in none."""
    tables = tables_of(cut, text, repaired)
    return tuple(each._replace(table=tables.get(each.line)) for each in breaks)
