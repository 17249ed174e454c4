"""Where keys of a TOML text stand: one scan gives line and column for any number of paths.

No kept library tells this. The text must parse (broken statements set aside); loaded only when there is a finding.
Tables that nobody asks about are leapt over, each in one match.
"""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from projreg.diagnostic import Path, Span

_SPACE = re.compile(r"(?:[ \t\r\n]++|\#[^\n]*+)*+")
_BLANK = re.compile(r"[ \t]*+")
_SHORT = r"""(?:"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')"""
_LONG = r"""(?:"{3}(?>(?:[^"\\]++|\\.|"{1,2}(?!"))*)"{3,5}|'{3}(?>(?:[^']++|'{1,2}(?!'))*)'{3,5})"""
_TEXT = rf"(?:{_LONG}|{_SHORT})"
_BARE = r"[^\s,\[\]{}\"'#]++(?:[ ]\d\d:\d\d[^\s,\]}#]*+)?"
_FLAT = rf"""(?:[^\[\]{{}}"'#]++|{_TEXT})*+"""
_STRING = re.compile(_TEXT, re.DOTALL)
_BARE_KEY = re.compile(r"[^\s.=\[\]{}\"'#,]++")
_BARE_VALUE = re.compile(_BARE)
_STATEMENTS = (
    rf"""(?>(?:[ \t\r\n]++|\#[^\n]*+|(?:[^\s=\[\]{{}}"'#]++|[ \t]++|{_SHORT})++=[ \t]*+"""
    rf"""(?:{_TEXT}|\[{_FLAT}\]|\{{{_FLAT}\}}|{_BARE}))*)"""
)
"""What stands in a table, up to the next header, or to a value of brackets that hold brackets or comments.

Groups that may fail midway are atomic, not possessive: before 3.11.5 Python loses its place in those (gh-106052).
"""
LARGE = 20_000
"""Characters. In a smaller text every table is read: making the pattern that leaps would take longer."""
_ESCAPE = r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)"
_PLAIN_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}

_Range = tuple[int, int]


class Section(NamedTuple):
    """A header and the statements below it, or those before the first header; `table` is what they belong to.

    `end` is where the last statement ends, without the comment behind it, where the section was not leapt over.
    """

    table: Path
    start: int
    end: int


class Statement(NamedTuple):
    """`key = value` on lines of its own: what it gives a value to, where its key begins and its value ends.

    `table` is the one whose header it stands under: shorter by more than a name where the key has dots.
    """

    path: Path
    table: Path
    start: int
    end: int


class Places:
    """The places of the keys that `wanted` leads to, and of the tables and keys on the way."""

    sections: list[Section]
    """All of the text, in its order."""
    statements: list[Statement]
    """Those in the tables on the way, in the text's order."""

    def __init__(self, text: str, wanted: Iterable[Path]) -> None:
        self._text = text
        self._on_the_way = {path[:length] for path in wanted for length in range(len(path) + 1)}
        self._keys: dict[Path, _Range] = {}
        self._values: dict[Path, _Range] = {}
        self.sections = []
        self.statements = []
        self._scan()
        self._line = self._numbered()

    def span(self, path: Path, part: Literal["value", "key"] = "value") -> Span:
        """Where the value (or the key) at `path` stands; for what is not in the file, the nearest header above it."""
        while path:
            found = (self._values if part == "value" else self._keys).get(path) or self._keys.get(path)
            if found:
                (line, column), (end_line, end_column) = map(self._place, found)
                return Span(line, column, end_line, end_column)
            path, part = path[:-1], "key"
        return Span(1, 1, 1, 1)

    def value(self, path: Path) -> tuple[int, int] | None:
        """From the first character of the value at `path` up to the one behind it; None for a table with a header."""
        return self._values.get(path)

    def key(self, path: Path) -> tuple[int, int] | None:
        """The same for the key, or for the header of a table; None for what has neither."""
        return self._keys.get(path)

    def _place(self, at: int) -> tuple[int, int]:
        return self._line[at], at - self._text.rfind("\n", 0, at)

    def _numbered(self) -> dict[int, int]:
        """Offset → line, for every offset that was found."""
        line, before, numbers = 1, 0, {}
        for at in sorted({at for found in (*self._keys.values(), *self._values.values()) for at in found}):
            line += self._text.count("\n", before, at)
            before, numbers[at] = at, line
        return numbers

    def _scan(self) -> None:
        text, at = self._text, 0
        start, end = 0, 0
        table: Path = ()
        counts: dict[Path, int] = {}
        leap = re.compile(_STATEMENTS, re.DOTALL) if len(text) > LARGE else None
        while (at := _end(_SPACE, text, at)) < len(text):
            if text[at] == "[":
                self.sections.append(Section(table, start, end))
                start, double = at, text.startswith("[[", at)
                names, at = self._key(at + 1 + double)
                at = text.index("]", at) + 1 + double
                table = (*self._resolved(names[:-1], (start, at), counts), names[-1][0])
                if double:
                    if table in self._on_the_way:
                        self._keys.setdefault(table, (start, at))
                    counts[table] = counts.get(table, -1) + 1
                    table += (counts[table],)
                elif table in counts:
                    table += (counts[table],)
                if leap is None or table in self._on_the_way:
                    self._keys[table] = (start, at)
                else:
                    at = _end(leap, text, at)
                end = at
            else:
                start_of_key = at
                path, at = self._pair(at, table)
                self.statements.append(Statement(path, table, start_of_key, at))
                end = at
        self.sections.append(Section(table, start, end))

    def _resolved(self, names: list[tuple[str, _Range]], header: _Range, counts: dict[Path, int]) -> Path:
        """The path that header names lead to: below an array of tables they mean its last table."""
        base: Path = ()
        for name, _ in names:
            base += (name,)
            if base in self._on_the_way:
                self._keys.setdefault(base, header)
            if base in counts:
                base += (counts[base],)
        return base

    def _pair(self, at: int, table: Path) -> tuple[Path, int]:
        """What a key and value from `at` on are about, and where they end."""
        names, at = self._key(at)
        at = _end(_BLANK, self._text, self._text.index("=", at) + 1)
        for name, place in names:
            table += (name,)
            self._keys.setdefault(table, place)
        return table, self._value(at, table)

    def _key(self, at: int) -> tuple[list[tuple[str, _Range]], int]:
        """The parts of a dotted key from `at` on, each with its range, and where they end."""
        names: list[tuple[str, _Range]] = []
        while True:
            at = _end(_BLANK, self._text, at)
            quoted = self._text[at] in "\"'"
            found = (_STRING if quoted else _BARE_KEY).match(self._text, at)
            if not found:
                return names or [("", (at, at))], at
            names.append((_unquoted(found[0]) if quoted else found[0], found.span()))
            at = _end(_BLANK, self._text, found.end())
            if not self._text.startswith(".", at):
                return names, at
            at += 1

    def _value(self, at: int, path: Path) -> int:
        text, start = self._text, at
        if text[at] == "[":
            at, position = _end(_SPACE, text, at + 1), 0
            while text[at] != "]":
                at = self._value(at, (*path, position))
                self._keys.setdefault((*path, position), self._values[*path, position])
                at = _after_comma(text, at)
                position += 1
            at += 1
        elif text[at] == "{":
            at = _end(_SPACE, text, at + 1)
            while text[at] != "}":
                at = _after_comma(text, self._pair(at, path)[1])
            at += 1
        else:
            found = (_STRING if text[at] in "\"'" else _BARE_VALUE).match(text, at)
            at = found.end() if found else at + 1
        self._values[path] = (start, at)
        return at


def _after_comma(text: str, at: int) -> int:
    at = _end(_SPACE, text, at)
    return _end(_SPACE, text, at + 1) if text[at] == "," else at


def _end(pattern: "re.Pattern[str]", text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _unquoted(quoted: str) -> str:
    """The name that a quoted key spells."""
    if quoted[0] == "'":
        return quoted[1:-1]

    def plain(match: "re.Match[str]") -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN_ESCAPES.get(code, code)

    return re.sub(_ESCAPE, plain, quoted[1:-1])
