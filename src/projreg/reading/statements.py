"""A registry's text cut into statements, whole or broken, and the table that each of them stands in.

A statement is a header or `key = value`, which may span lines. One that is never closed ends where the next begins.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from projreg.diagnostic import Path

_WHOLE_HEADER = re.compile(
    r"[ \t]*\[\[?[ \t]*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w.\- ]*\]\]?[ \t]*(?:#.*)?$", re.MULTILINE
)
_PLAIN_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w\-]+(?:\.[\w\-]+)*)[ \t]*\]")
KEY = re.compile(
    r"""[ \t]*((?:[\w\-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w\-]+|"[^"\n]*"|'[^'\n]*'))*)[ \t]*="""
)
"""A key, dotted or not, with its sign."""
_SWALLOWED = re.compile(r"""\n[ \t]*[A-Za-z_][\w-]*[ \t]*=[ \t]*(?:"{3,5}|'{3,5})\Z""")
"""The end of a text over several lines that was never closed: it took the quotes of the next such text for its own."""
TOKEN = re.compile(
    r'''(?P<long>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5})|(?P<open_long>"""|\'\'\')'''
    r"""|(?P<short>"(?:\\.|[^"\\\n])*"|'[^'\n]*')|(?P<open_short>["'][^\n]*)"""
    r"""|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<newline>\n)""",
    re.DOTALL,
)
"""A text, comment, bracket or line end, in the order of the text; texts that are never closed too."""
_MOST_TORN = 100
"""So many lines are looked at for the end of a text that was broken over several."""


class Statement(NamedTuple):
    """A stretch of text from the start of a line to the end of a line, and the number of its first line."""

    start: int
    end: int
    line: int


def statements(text: str) -> Iterator[Statement]:
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
    for token in TOKEN.finditer(text, at):
        kind = token.lastgroup
        if kind == "open":
            opened.append(token[0])
        elif kind == "close":
            del opened[-1:]
        elif kind == "long" and (swallowed := _SWALLOWED.search(token[0])):
            header = _WHOLE_HEADER.search(text, token.start(), token.end())
            return header.start() if header else token.start() + swallowed.start() + 1
        elif kind == "open_short":
            return _torn_end(text, token.start()) or _line_end(text, token.start())
        elif kind == "open_long" or (kind == "newline" and opened and _WHOLE_HEADER.match(text, token.end())):
            header = _WHOLE_HEADER.search(text, token.end())
            return header.start() if header else len(text)
        elif kind == "newline" and (not opened or ("{" not in opened and KEY.match(text, token.end()))):
            return token.end()
    return len(text)


def _torn_end(text: str, at: int) -> int | None:
    """Where a text in plain quotes that was broken over several lines ends; None when it is merely never closed."""
    if text[at] != '"' or text.count('"', at, _line_end(text, at)) != 1:
        return None
    start = _line_end(text, at)
    for _ in range(_MOST_TORN):
        end = _line_end(text, start)
        line = text[start:end]
        if start == end or KEY.match(line) or _WHOLE_HEADER.match(line) or line.lstrip().startswith(("#", "[")):
            return None
        if '"' in line:
            return end if line.count('"') == 1 and re.search(r'"[ \t]*(?:#[^\n]*)?\s*$', line) else None
        start = end
    return None


def assembled(text: str, pieces: Mapping[Statement, str]) -> str:
    """The text with these pieces in place of their statements."""
    parts, at = [], 0
    for statement in sorted(pieces):
        parts += [text[at : statement.start], pieces[statement]]
        at = statement.end
    return "".join([*parts, text[at:]])


def tables_of(cut: list[Statement], text: str, repaired: str) -> dict[int, Path | None]:
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


def table_at(data: Any, path: Path) -> dict[str, Any]:
    """The table at a path; an empty one where there is none."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return {}
    return data if type(data) is dict else {}
