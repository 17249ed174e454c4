"""Values set and taken away in a TOML text while every other byte stays, and the same done to parsed data.

tomlrt knows where things go in a text. How a value is written is ours: it is put in as a stand-in that then gives way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import tomlrt

from projreg.diagnostic import Path
from projreg.locate import Places


class Change(NamedTuple):
    """A value for what stands at `path`, or None to take it away. A position one past the last adds to an array."""

    path: Path
    value: Any


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


def changed_text(text: str, changes: Sequence[Change], literal: Callable[[Any], str]) -> str:
    """A TOML text with the changes made one after the other; `literal` says how a single value is written.

    Raises what tomlrt raises when it cannot do it: the caller must prove the result, and expect any error.
    """
    document = tomlrt.loads(text)
    stand_ins = _StandIns(text)
    for path, value in changes:
        if value is None:
            _take_away(document, path)
        else:
            _put(_holder(document, path[:-1]), path[-1], value, stand_ins)
    return stand_ins.taken_out(tomlrt.dumps(document), literal)


def _holder(document: tomlrt.Document, way: Path) -> Any:
    """The table or array at the end of the way; tables that are missing are made."""
    holder: Any = document
    for step in way:
        if isinstance(holder, Mapping) and step not in holder:
            holder[step] = tomlrt.Table.inline({})  # type: ignore[index]
        holder = holder[step]
    return holder


def _put(holder: Any, last: str | int, value: Any, stand_ins: "_StandIns") -> None:
    if not isinstance(holder, Mapping) and last == len(holder):
        holder.append(stand_ins.put(value))
    elif _is_tables(value) and not holder.is_inline:
        holder.install(last, tomlrt.AoT(stand_ins.put(value)))
    elif isinstance(value, Mapping):
        holder[last] = tomlrt.Table.inline(stand_ins.put(value))
    else:
        holder[last] = stand_ins.put(value)


def _take_away(document: tomlrt.Document, path: Path) -> None:
    """Without what stands at the path, and without what held nothing else."""
    holder = _holder(document, path[:-1])
    del holder[path[-1]]
    if not holder and len(path) > 1:
        _take_away(document, path[:-1])


def behind(text: str, path: Path, before: Path) -> str:
    """The text with the line of one key moved up to stand behind another key of the same table.

    Unchanged where they do not stand on lines of their own: in `{ … }`.
    """
    places = Places(text, (path, before))
    moved, still = places.stretch(path), places.stretch(before)
    if not moved or not still:
        return text
    start, end, to = text.rfind("\n", 0, moved[0]) + 1, _line_end(text, moved[1]), _line_end(text, still[1])
    alone = re.fullmatch(rf"\s*{re.escape(str(path[-1]))}\s*=\s*", text[start : moved[0]])
    if not alone or to > start or not text.endswith("\n", start, end):
        return text
    return text[:to] + text[start:end] + text[to:start] + text[end:]


def _line_end(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


class _StandIns:
    """Texts that stand for values until the text is made: words that are nowhere else in it."""

    def __init__(self, text: str) -> None:
        self._word = next(word for number in count() if (word := f"stand-in-{number}-") not in text)
        self._values: list[Any] = []

    def put(self, value: Any) -> Any:
        """The value with a stand-in for each single value in it."""
        if isinstance(value, Mapping):
            return {name: self.put(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.put(each) for each in value]
        self._values.append(value)
        return f"{self._word}{len(self._values) - 1}-"

    def taken_out(self, text: str, literal: Callable[[Any], str]) -> str:
        """The text with each value in its stand-in's place."""
        return re.sub(rf'"{self._word}(\d+)-"', lambda found: literal(self._values[int(found[1])]), text)
