"""Values set and taken away in a TOML text while every other byte stays, and the same done to parsed data.

A value that is there gives way to the new one where it stands. A new key gets a line, a new table a header; inside
brackets see `brackets`. Whoever calls must prove the result: a text may be written in any way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from projreg.diagnostic import Path
from projreg.editing.blocks import blocks, has_header, line_end
from projreg.editing.brackets import Literal, with_value, without_value
from projreg.reading.draft import Stretch
from projreg.reading.locate import Places, Statement
from projreg.values.toml_text import basic_string


class Change(NamedTuple):
    """A value for what stands at `path`, or None to take it away. A position one past the last adds to an array."""

    path: Path
    value: Any


class Style(NamedTuple):
    """How what is new is written: a value, and the order of the keys in the table at a path."""

    literal: Literal
    order: Callable[[Path], Sequence[str]]


def changed_data(data: Any, path: Path, value: Any) -> Any:
    """Parsed TOML with one change, in new containers along the path; tables on the way are made.

    What held nothing else than the value goes with it. Raises LookupError or TypeError when the path leads nowhere.
    """
    if value is None:
        return _taken_away(data, path)
    step, *rest = path
    if isinstance(data, list):
        at = _position(data, step, len(data) if rest else len(data) + 1)
        new = changed_data(data[at], tuple(rest), value) if rest else value
        return [*data[:at], new, *data[at + 1 :]]
    if not isinstance(data, dict):
        raise TypeError(f"{step!r} is asked of what is no table")
    return {**data, step: changed_data(data.get(step, {}), tuple(rest), value) if rest else value}


def _taken_away(data: Any, path: Path) -> Any:
    step, *rest = path
    if rest:
        inner = _taken_away(data[step], tuple(rest))
        if inner:
            return changed_data(data, (step,), inner)
    if isinstance(data, list):
        at = _position(data, step, len(data))
        return [*data[:at], *data[at + 1 :]]
    return {name: each for name, each in data.items() if name != step}


def _position(data: list[Any], step: str | int, end: int) -> int:
    if not isinstance(step, int) or not 0 <= step < end:
        raise LookupError(f"{step!r} is no position in {len(data)} values")
    return step


def value_at(data: Any, path: Path) -> Any:
    """What parsed TOML holds at a path; None when there is nothing."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


def changed_text(text: str, data: Any, changes: Sequence[Change], style: Style) -> str:
    """A TOML text, which parses to `data`, with the changes made one after the other.

    Raises LookupError, TypeError or ValueError (or what tomlrt raises) when it is not written so that they can be made.
    """
    for path, value in changes:
        text = _without(text, data, path) if value is None else _with(text, data, path, value, style)
        data = changed_data(data, path, value)
    return text


def _without(text: str, data: Any, path: Path) -> str:
    """The text without what stands at the path, and without what held nothing else."""
    while len(path) > 1 and len(value_at(data, path[:-1])) == 1:
        path = path[:-1]
    places = Places(text, [path])
    if brackets := _brackets_around(places, path):
        inside, start, end = brackets
        return text[:start] + without_value(text[start:end], inside) + text[end:]
    beside = [each for each in _statements(places, path) if len(each.table) < len(path)]
    lines = [(_line_start(text, each.start), line_end(text, each.end)) for each in beside]
    under_headers = _blocks_within(text, path) if has_header(text, path) else []
    for start, end in sorted([*lines, *under_headers], reverse=True):
        text = text[:start] + text[end:]
    return text


def _blocks_within(text: str, path: Path) -> list[Stretch]:
    """The blocks of a table, with the empty lines that set each apart from what is above it in the table around."""
    around = blocks(text, path[:-2] if isinstance(path[-1], int) else path[:-1])
    first = {start for start, _ in around}
    return [
        (start if start in first else min(start, line_end(text, len(text[:start].rstrip(" \t\r\n")))), end)
        for start, end in blocks(text, path)
    ]


def _with(text: str, data: Any, path: Path, value: Any, style: Style) -> str:
    """The text with the value at the path."""
    places = Places(text, [path])
    if place := places.value(path):
        return text[: place[0]] + style.literal(value) + text[place[1] :]
    if brackets := _brackets_around(places, path):
        inside, start, end = brackets
        return text[:start] + with_value(text[start:end], inside, value, style.literal) + text[end:]
    while value_at(data, path[:-1]) is None:
        value, path = {path[-1]: value}, path[:-1]
    if isinstance(path[-1], int):
        return _with_tables(text, path[:-1], [value], style)
    if _is_tables(value):
        return _with_tables(text, path, value, style)
    return _with_line(text, places, path, f"{_key(path[-1])} = {style.literal(value)}", style)


def _brackets_around(places: Places, path: Path) -> tuple[Path, int, int] | None:
    """The outermost value in brackets that the path leads into: what is left of the path there, and where it stands."""
    for length in range(1, len(path)):
        if place := places.value(path[:length]):
            return path[length:], *place
    return None


def _with_line(text: str, places: Places, path: Path, line: str, style: Style) -> str:
    """The text with a new line in the table that the path leads to: behind the keys that come before it, else last."""
    table, order = path[:-1], style.order(path[:-1])
    beside = _statements(places, table)
    earlier = order[: order.index(path[-1])] if path[-1] in order else ()
    before = [(order.index(name), each) for each in beside if (name := each.path[len(table)]) in earlier]
    section = next((each for each in places.sections if each.table == table), None)
    if before:
        behind = max(before, key=lambda each: each[0])[1]
        lead, end = _lead(text, places, behind, table), behind.end
    elif section:
        lead, end = text[_line_start(text, section.start) : section.start], section.end
    else:
        lead, end = _lead(text, places, beside[-1], table), beside[-1].end
    return _inserted(text, line_end(text, end) if end else 0, lead + line)


def _lead(text: str, places: Places, beside: Statement, table: Path) -> str:
    """What stands in front of the key in the table: blanks, and `waive.` where a statement is `waive.PR311 = …`."""
    start, _ = places.key(beside.path[: len(table) + 1]) or (beside.start, 0)
    return text[_line_start(text, start) : start]


def _with_tables(text: str, array: Path, tables: Sequence[Mapping[str, Any]], style: Style) -> str:
    """The text with tables under headers of their own, behind those of the array, else behind the table around it."""
    there = blocks(text, array) if has_header(text, array) else blocks(text, array[:-1])
    name = ".".join(_key(each) for each in array if isinstance(each, str))
    lines = []
    for table in tables:
        lines += ["", f"[[{name}]]", *(f"{_key(key)} = {style.literal(value)}" for key, value in table.items())]
    return _inserted(text, there[-1][1], "\n".join(lines))


def _inserted(text: str, at: int, lines: str) -> str:
    """The text with more lines where a line begins, or at its end; ended as the line before is."""
    above = text[:at]
    newline = "\r\n" if above.endswith("\r\n") or (not above.endswith("\n") and "\r\n" in text) else "\n"
    lines = lines.replace("\n", newline)
    more = lines + newline if above.endswith("\n") or not above else newline + lines
    return above + more + text[at:]


def _statements(places: Places, path: Path) -> list[Statement]:
    """The statements that give a table its keys or are about it, but for those under headers of tables below it."""
    return [each for each in places.statements if each.path[: len(path)] == path and len(each.table) <= len(path)]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _key(name: str | int) -> str:
    return str(name) if re.fullmatch(r"[A-Za-z0-9_-]+", str(name)) else basic_string(str(name))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)
