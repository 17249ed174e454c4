"""Broken TOML: every broken statement found in one run and set aside, so that the rest can still be judged.

The parser stops at its first error. Here the text is cut into statements, each is parsed alone, and the broken ones
are replaced by a marker of the same number of lines; then the whole is parsed. Loaded only when a file is broken.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from projreg.diagnostic import Path, Span
from projreg.model.decode import UNREADABLE
from projreg.reading.headers import ODD_SPACE, Slip, Statement, slips
from projreg.reading.lines import LONGEST_LINE, MERGE_MARKS

if TYPE_CHECKING:
    from projreg.reading.source import Source

_MARKER = "\N{OBJECT REPLACEMENT CHARACTER}unreadable"
_MOST_PARSED = 20_000_000
"""So many characters are parsed again and again in search of statements that clash, before giving up."""
_HEADER = re.compile(
    r"[ \t]*\[\[?[ \t]*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w.\- ]*\]\]?[ \t]*(?:#.*)?$", re.MULTILINE
)
_BROKEN_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w.\-]+)")
_TABLE_OF_PROJECT = re.compile(r"[ \t]*\[\[[ \t]*project[ \t]*\.[ \t]*([\w\-]+)[ \t]*\]\]")
_PLAIN_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w\-]+(?:\.[\w\-]+)*)[ \t]*\]")
_KEY = re.compile(
    r"""[ \t]*((?:[\w\-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w\-]+|"[^"\n]*"|'[^'\n]*'))*)[ \t]*="""
)
_SWALLOWED = re.compile(r"""\n[ \t]*[A-Za-z_][\w-]*[ \t]*=[ \t]*(?:"{3,5}|'{3,5})\Z""")
"""The end of a text over several lines that was never closed: it took the quotes of the next such text for its own."""
_TOKEN = re.compile(
    r'''(?P<long>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5})|(?P<open_long>"""|\'\'\')'''
    r"""|(?P<short>"(?:\\.|[^"\\\n])*"|'[^'\n]*')|(?P<open_short>["'][^\n]*)"""
    r"""|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<newline>\n)""",
    re.DOTALL,
)


HEADER = "header"
"""The reason of a break that a misspelt or missing header makes: see the slip on the same line."""

_LONG_LINE = re.compile(rf"^[^\n]{{{LONGEST_LINE + 1},}}", re.MULTILINE)
_CONFLICT = re.compile(
    r"""(?P<text>"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*)"""
    r"""|^<{7}(?:[ ][^\n]*)?\n(?P<ours>(?:(?![<|=>]{7})[^\n]*\n)*)"""
    r"""(?:\|{7}(?:[ ][^\n]*)?\n(?:(?![<|=>]{7})[^\n]*\n)*)?"""
    r"""={7}\r?\n(?:(?![<|=>]{7})[^\n]*\n)*>{7}(?:[ ][^\n]*)?$""",
    re.MULTILINE | re.DOTALL,
)
"""A conflict with both its sides; texts and comments are passed over, since one may quote such lines."""


TABLES_TOO = "tables of that name follow"
"""The reason of a break where a value takes the name of tables that stand below it."""


ODD = "odd space"
"""The reason of a break that spaces make which TOML does not know: the span reaches from the first to the last."""
_SPACE_OR_TEXT = re.compile(
    r"""("{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*)|""" + ODD_SPACE, re.DOTALL
)


class Break(NamedTuple):
    """A statement that is no TOML: where it breaks, its first line, what the parser says, and its own text.

    `table` leads to the table that it stands in; None where that cannot be told.
    """

    span: Span
    line: int
    reason: str
    statement: str
    table: Path | None = None

    @property
    def is_of_merge(self) -> bool:
        """Whether git left it behind, which could not merge."""
        return self.statement.startswith(MERGE_MARKS)


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
    cut = list(_statements(text))
    headers = slips(text, cut, brackets=True)
    pieces = {statement: _in_place(slip) for statement, slip in headers.items()}
    for statement in cut:
        if statement in pieces and not headers[statement].is_missing:
            continue
        body = text[statement.start : statement.end]
        try:
            tomli.loads(body, parse_float=Decimal)
        except (ValueError, RecursionError, ArithmeticError) as error:
            plain = _with_plain_spaces(body)
            breaks.append(_of_odd_spaces(body, statement.line) if plain else _broken(error, body, statement.line))
            pieces.setdefault(statement, plain or _aside(body))
    for _ in range(max(5, min(500, _MOST_PARSED // (len(text) + 1)))):
        repaired = _assembled(text, pieces)
        try:
            data = tomli.loads(repaired, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            at = max((place for place, each in enumerate(cut) if each.line <= error.lineno), default=None)
            if at is None or (cut[at] in pieces and not pieces[cut[at]].strip()):
                breaks.append(_broken(error, "", 1))
                break
            value = _value_above(cut, at, text)
            if value is not None and (cut[value] not in pieces or pieces[cut[value]].strip()):
                body, line = text[cut[value].start : cut[value].end], cut[value].line
                breaks = [each for each in breaks if each.line != line]  # well written or not, it cannot stand there
                breaks.append(_broken(error, body, line, absolute=True)._replace(reason=TABLES_TOO))
                pieces[cut[value]] = "\n" * body.count("\n")
                continue
            body = text[cut[at].start : cut[at].end]
            breaks.append(_broken(error, body, cut[at].line, absolute=True))
            for each in _with_its_keys(cut, at, text):
                pieces[each] = "\n" * text.count("\n", each.start, each.end)
        except (ValueError, RecursionError, ArithmeticError) as error:
            breaks.append(_broken(error, "", 1))
            break
        else:
            data = _unreadable(data)
            told = _with_tables(headers, cut, text, repaired, data)
            breaks = breaks or [Break(each.span, each.span.line, HEADER, each.statement) for each in told]
            return Aside(repaired, data, _in_tables(sorted(breaks), cut, text, repaired), told)
    else:
        breaks.append(Break(Span(cut[-1].line, 1, cut[-1].line, 2), cut[-1].line, "many more", ""))
    return Aside("", {}, tuple(sorted(breaks)))


def headers_as_meant(source: "Source") -> "Source":
    """The source of a text that parses, read as if its misspelt and missing headers stood as they are meant.

    The same source when there are none, or when it then would not parse.
    """
    if source.breaks or source.slips or source.encoding:
        return source
    text = source.text
    cut = list(_statements(text))
    headers = slips(text, cut)
    mended = _assembled(text, {statement: _in_place(slip) for statement, slip in headers.items()})
    try:
        data = tomli.loads(mended, parse_float=Decimal) if headers else {}
    except (ValueError, RecursionError, ArithmeticError):
        return source
    if not headers:
        return source
    return source._replace(data=data, mended=mended, slips=_with_tables(headers, cut, text, mended, data))


def _in_place(slip: Slip) -> str:
    """The header that is meant, on as many lines as what gives way to it."""
    return slip.meant + "\n" * slip.statement.count("\n")


def _with_tables(
    headers: dict[Statement, Slip], cut: list[Statement], text: str, repaired: str, data: Any
) -> tuple[Slip, ...]:
    """The slips with their tables. A key that had to give way to the header above it is put back into the data."""
    tables = _tables(cut, text, repaired) if headers else {}
    told = []
    for statement, slip in headers.items():
        table = tables.get(statement.line) or ()
        told.append(slip._replace(table=table))
        if slip.is_missing and table:
            node = table_at(data, table)
            try:
                first = tomli.loads(slip.statement, parse_float=Decimal)
            except (ValueError, RecursionError, ArithmeticError):
                first = {slip.written.strip("\"'"): UNREADABLE}
            later = dict(node)
            node.clear()
            node.update(first | later)
    return tuple(told)


def table_at(data: Any, path: Path) -> dict[str, Any]:
    """The table at a path; an empty one where there is none."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return {}
    return data if type(data) is dict else {}


def _with_plain_spaces(body: str) -> str:
    """The statement with plain spaces for odd ones outside texts and comments; empty when that does not mend it."""
    if not re.search(ODD_SPACE, body):
        return ""
    plain = _SPACE_OR_TEXT.sub(lambda found: found[1] or " ", body)
    try:
        tomli.loads(plain, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return ""
    return plain


def _of_odd_spaces(body: str, line: int) -> Break:
    odd = [found for found in _SPACE_OR_TEXT.finditer(body) if not found[1]]
    (first, at), (last, end) = (
        (line + body.count("\n", 0, place), place - body.rfind("\n", 0, place))
        for place in (odd[0].start(), odd[-1].end())
    )
    return Break(Span(first, at, last, end), line, ODD, body)


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
        elif header and (key := _KEY.match(text, start)) and key[1].strip("\"'") == header[1]:
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


def _in_tables(breaks: list[Break], cut: list[Statement], text: str, repaired: str) -> tuple[Break, ...]:
    """The breaks, with the tables that they stand in; what stands below a header that was set aside is in none."""
    tables = _tables(cut, text, repaired)
    return tuple(each._replace(table=tables.get(each.line)) for each in breaks)


def _tables(cut: list[Statement], text: str, repaired: str) -> dict[int, Path | None]:
    """Line of a statement → the table that it stands in, or that it opens."""
    lines = repaired.split("\n")
    tables: dict[int, Path | None] = {}
    counts: dict[Path, int] = {}
    table: Path | None = ()
    for statement in cut:
        line = lines[statement.line - 1]
        if line.lstrip(" \t").startswith("[") or text[statement.start : statement.end].lstrip(" \t").startswith("["):
            header = _PLAIN_HEADER.match(line)
            table = _opened(header[2].split("."), header[1] == "[[", counts) if header else None
        tables[statement.line] = table
    return tables


def _opened(names: list[str], is_array: bool, counts: dict[Path, int]) -> Path:
    """The path of the table that a header opens; below an array of tables its last one is meant."""
    path: Path = ()
    for at, name in enumerate(names, 1):
        path += (name,)
        if is_array and at == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _broken(error: Exception, body: str, line: int, *, absolute: bool = False) -> Break:
    """Where and why, in lines of the whole file; tomli counts from the start of the text it was given.

    What is never closed is placed where it opens.
    """
    if not isinstance(error, tomli.TOMLDecodeError):
        return Break(Span(line, 1, line, 2), line, _why(error), body)
    at, column, reason = line + error.lineno - 1, error.colno, error.msg
    if absolute:
        at, column = line, 1 + len(body) - len(body.lstrip(" \t"))
    elif opening := _opening(reason, body, error.pos):
        offset, reason = opening
        before = body[:offset]
        at, column = line + before.count("\n"), offset - before.rfind("\n")
    return Break(Span(at, column, at, column + 1), line, reason, body)


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "too many parts" if "parts" in str(error) else "nested too deeply"
    return "number too long"


def _opening(reason: str, body: str, at: int) -> tuple[int, str] | None:
    """Where the text or bracket opens that a statement never closes, with the reason for it."""
    depth: list[int] = []
    for token in _TOKEN.finditer(body):
        kind = token.lastgroup
        if kind == "open_long":
            return token.start(), "Unterminated string"
        if kind == "open":
            depth.append(token.start())
        elif kind == "close" and depth:
            depth.pop()
    if depth and body[: depth[0]].rstrip().endswith("="):
        return depth[0], "never closed"
    return None


def _aside(body: str) -> str:
    """What stands in for a broken statement: its key with a marker, its header mended, or empty lines."""
    lines = "\n" * body.count("\n")
    if key := _KEY.match(body):
        marked = f"{key[0]} '{_MARKER}'{lines}"
        try:
            tomli.loads(marked)
        except (ValueError, RecursionError):
            return lines
        return marked
    if header := _BROKEN_HEADER.match(body):
        name = header[2].strip(".")
        left, right = ("[[", "]]") if name.split(".")[0] == "project" else ("[", "]")
        return f"{left}{name}{right}{lines}"
    return lines


def _assembled(text: str, pieces: dict[Statement, str]) -> str:
    parts, at = [], 0
    for statement in sorted(pieces):
        parts += [text[at : statement.start], pieces[statement]]
        at = statement.end
    return "".join([*parts, text[at:]])


def _unreadable(value: Any) -> Any:
    """The parsed data with the object UNREADABLE where a marker stands."""
    if isinstance(value, dict):
        return {key: _unreadable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_unreadable(each) for each in value]
    return UNREADABLE if value == _MARKER else value


def _statements(text: str) -> Iterator[Statement]:
    """The text cut into statements; blank lines and comments between them belong to none."""
    at, line = 0, 1
    while at < len(text):
        end = _line_end(text, at)
        first = text[at:end].strip()
        if first and not first.startswith("#"):
            if not first.startswith("["):
                end = _statement_end(text, at)
            yield Statement(at, end, line)
        line += text.count("\n", at, end)
        at = end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _statement_end(text: str, at: int) -> int:
    """Where the `key = value` that begins at `at` ends: at a line's end outside every bracket and text.

    A bracket that is never closed ends before the next key or header, a text that is never closed at its own line's end
    or, if it may span lines, before the next header or before the key whose quotes it would take for its own end.
    """
    opened: list[str] = []
    for token in _TOKEN.finditer(text, at):
        kind = token.lastgroup
        if kind == "open":
            opened.append(token[0])
        elif kind == "close":
            del opened[-1:]
        elif kind == "long" and (swallowed := _SWALLOWED.search(token[0])):
            header = _HEADER.search(text, token.start(), token.end())
            return header.start() if header else token.start() + swallowed.start() + 1
        elif kind == "open_short":
            return _torn_end(text, token.start()) or _line_end(text, token.start())
        elif kind == "open_long" or (kind == "newline" and opened and _HEADER.match(text, token.end())):
            header = _HEADER.search(text, token.end())
            return header.start() if header else len(text)
        elif kind == "newline" and (not opened or ("{" not in opened and _KEY.match(text, token.end()))):
            return token.end()
    return len(text)


_MOST_TORN = 100


def _torn_end(text: str, at: int) -> int | None:
    """Where a text in plain quotes that was broken over several lines ends; None when it is merely never closed."""
    if text[at] != '"' or text.count('"', at, _line_end(text, at)) != 1:
        return None
    start = _line_end(text, at)
    for _ in range(_MOST_TORN):
        end = _line_end(text, start)
        line = text[start:end]
        if start == end or _KEY.match(line) or _HEADER.match(line) or line.lstrip().startswith(("#", "[")):
            return None
        if '"' in line:
            return end if line.count('"') == 1 and re.search(r'"[ \t]*(?:#[^\n]*)?\s*$', line) else None
        start = end
    return None
