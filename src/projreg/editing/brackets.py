"""Values set and taken away inside `[ … ]` and `{ … }`, in whose commas and comments tomlrt finds its way.

How a value is written is ours: it is put in as a stand-in that then gives way.
"""

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import tomlrt

from projreg.diagnostic import Path

Literal = Callable[[Any], str]
"""How a value is written in TOML, on one line."""


def with_value(written: str, path: Path, value: Any, literal: Literal) -> str:
    """What stands in brackets, with a value at a new path in it; tables that are missing on the way are made.

    Raises whatever tomlrt raises when it cannot do it.
    """
    stand_in = _stand_in(written)
    document = tomlrt.loads(f"x = {written}")
    holder: Any = document["x"]
    for step in path[:-1]:
        if isinstance(holder, Mapping) and step not in holder:
            holder[step] = tomlrt.Table.inline({})  # type: ignore[index]
        holder = holder[step]
    if not isinstance(holder, Mapping) and path[-1] == len(holder):
        holder.append(stand_in)
    else:
        holder[path[-1]] = stand_in
    return _written(document).replace(f'"{stand_in}"', literal(value))


def without_value(written: str, path: Path) -> str:
    """What stands in brackets, without what is at a path in it. Raises what `with_value` raises."""
    document = tomlrt.loads(f"x = {written}")
    holder: Any = document["x"]
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return _written(document)


def _written(document: tomlrt.Document) -> str:
    return re.sub(r"\A\s*x = ", "", tomlrt.dumps(document))


def _stand_in(written: str) -> str:
    """A word that is nowhere in the text."""
    return next(word for number in count() if (word := f"stand-in-{number}") not in written)
