"""A statement that is no TOML: where it breaks, and why, said by the parser or by what stands there."""

import re
from typing import NamedTuple

import tomli

from projreg.diagnostic import Path, Span
from projreg.reading.statements import TOKEN
from projreg.reading.toml import MERGE_MARKS, NOT_TOML, ODD_SPACE, parsed

HEADER = "header"
"""The reason of a break that a misspelt or missing header makes: see the slip on the same line."""
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


def broken(error: Exception, body: str, line: int, *, absolute: bool = False) -> Break:
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
    for token in TOKEN.finditer(body):
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


def of_odd_spaces(body: str, line: int) -> Break:
    """The break that the odd spaces of a statement make, from the first of them to the last."""
    odd = [found for found in _SPACE_OR_TEXT.finditer(body) if not found[1]]
    (first, at), (last, end) = (
        (line + body.count("\n", 0, place), place - body.rfind("\n", 0, place))
        for place in (odd[0].start(), odd[-1].end())
    )
    return Break(Span(first, at, last, end), line, ODD, body)


def with_plain_spaces(body: str) -> str:
    """The statement with plain spaces for odd ones outside texts and comments; empty when that does not mend it."""
    if not re.search(ODD_SPACE, body):
        return ""
    plain = _SPACE_OR_TEXT.sub(lambda found: found[1] or " ", body)
    try:
        parsed(plain)
    except NOT_TOML:
        return ""
    return plain
