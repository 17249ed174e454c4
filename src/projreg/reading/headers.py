"""Headers that are misspelt or left out: which one is meant, told by its name or by the keys that stand there.

Loaded only when a file is broken, or has keys where they cannot belong.
"""

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from projreg.diagnostic import Path, Span
from projreg.model.fields import Record, Records, Table
from projreg.model.records import Project, Publisher, Top
from projreg.reading.statements import Statement
from projreg.reading.toml import ODD_SPACE
from projreg.values.nearest import is_slip, nearest, plain

Names = tuple[str, ...]
_HEADER = re.compile(r"[ \t]*(\[{1,2}[ \t]*([^\W\d][\w.\- ]*?)[ \t]*\]{1,2})[ \t]*(?:#[^\n]*)?\r?\n?")
_BARE_HEADER = re.compile(r"[ \t]*((\w+(?:\.\w+)?))[ \t]*(?:#[^\n]*)?\r?\n?")
_KEY = re.compile(r"""[ \t]*((["']?)([\w-]+)\2)[ \t]*=""")
_OWN = "x_"
_LONGEST = 300
"""Characters of a line that may be a header; and keys of one table that are searched for the start of another."""


class Slip(NamedTuple):
    """A header that is misspelt, or missing above a key: where, what stands there, and the header that is meant.

    `statement` is the whole text of the misspelt header or of the key. `table` leads to the table that is meant.
    """

    span: Span
    written: str
    meant: str
    is_missing: bool
    statement: str
    table: Path = ()


def _known(record: type[Record], above: Names = ()) -> Iterator[tuple[Names, type[Record]]]:
    yield above, record
    for name, key in record.keys.items():
        if isinstance(key.kind, (Records, Table)):
            yield from _known(key.kind.record, (*above, name))


RECORDS: dict[Names, type[Record]] = dict(_known(Top))
"""Names of a header → what stands below it."""


def header_of(names: Names) -> str:
    """The header as it is written: `[registry]`, `[[project.funding]]`."""
    return f"[{'.'.join(names)}]" if names[0] == "registry" else f"[[{'.'.join(names)}]]"


def slips(text: str, statements: Iterable[Statement], *, brackets: bool = False) -> dict[Statement, Slip]:
    """The headers that are misspelt or missing, by the statement that must give way to the right one.

    With `brackets`, also those of a project or the registry that have one bracket too few or too many.
    """
    cut = list(statements)
    bodies = [re.sub(ODD_SPACE, " ", text[each.start : each.end]) for each in cut]
    whole = [_names(body) for body in bodies]
    found: dict[Statement, Slip] = {}
    names: Names | None = ()
    section: list[tuple[int, str]] = []
    given: set[str] = set()
    for at, body in enumerate(bodies):
        meant = _meant(body, whole) or (_with_brackets(body, whole[at]) if brackets else None)
        if whole[at] is None and not meant and (not body.lstrip().startswith("[") or "=" in body):
            if key := _KEY.match(body):
                section.append((at, key[3]))
            continue
        _part(names, section, given, cut, bodies, found)
        section = []
        names = meant or whole[at]
        if meant:
            found[cut[at]] = _misspelt(cut[at], body, meant)
        if names == ("project",):
            given = set()
    _part(names, section, given, cut, bodies, found)
    return found


def _names(body: str) -> Names | None:
    """The names of a header; None for other statements."""
    header = _HEADER.fullmatch(body) if len(body) < _LONGEST else None
    return tuple(each.strip() for each in header[2].split(".")) if header else None


def _with_brackets(body: str, names: Names | None) -> Names | None:
    """The names, when the header is a project's or the registry's in the other kind of brackets."""
    written = re.sub(r"[^\[\]]", "", body.partition("#")[0])
    other = {"[]": ("project",), "[[]]": ("registry",)}.get(written)
    return names if names and names == other else None


def _misspelt(statement: Statement, body: str, meant: Names) -> Slip:
    header = _HEADER.fullmatch(body) or _BARE_HEADER.fullmatch(body)
    assert header
    span = Span(statement.line, header.start(1) + 1, statement.line, header.end(1) + 1)
    return Slip(span, header[1], header_of(meant), False, body)


def _meant(body: str, whole: list[Names | None]) -> Names | None:
    """The known header that a misspelt one means, or a line that has no brackets."""
    names = _names(body)
    if names is None:
        bare = _BARE_HEADER.fullmatch(body) if len(body) < _LONGEST else None
        return _as_known(tuple(bare[1].split(".")), sure=True) if bare else None
    if names in RECORDS or any(each.startswith(_OWN) for each in names):
        return None
    meant = _as_known(names)
    return None if meant == ("registry",) and meant in whole else meant


def _as_known(names: Names, *, sure: bool = False) -> Names | None:
    """The known header whose names these are, in Swedish, in the plural or mistyped; if `sure`, not mistyped.

    The tables of a project may stand without its name.
    """
    return _below((), names, sure=sure) or _below(("project",), names, sure=sure)


def _below(meant: Names, names: Names, *, sure: bool) -> Names | None:
    for name in names:
        record = RECORDS.get(meant)
        found = _nearest_table(name, record, sure=sure) if record else None
        if not found:
            return None
        meant += (found,)
    return meant if meant in RECORDS else None


def _nearest_table(name: str, record: type[Record], *, sure: bool) -> str | None:
    tables = [each for each, key in record.keys.items() if isinstance(key.kind, (Records, Table))]
    words = {plain(word): each for each in tables for word in (*record.keys[each].label, each)}
    if (known := words.get(plain(name))) or sure:
        return known
    slip = next((each for each in tables if is_slip(name, each, [other for other in tables if other != each])), None)
    near = nearest(plain(name), words, likeness=0.8)
    return slip or (words[near] if near else None)


def _part(
    names: Names | None,
    section: list[tuple[int, str]],
    given: set[str],
    cut: list[Statement],
    bodies: list[str],
    found: dict[Statement, Slip],
) -> None:
    """Find where a header is missing among the keys below one. `given` are the keys of the project so far."""
    if names is None or names not in RECORDS or len(section) > _LONGEST:
        return
    start = 0
    while start < len(section):
        keys = [key for _, key in section[start:]]
        missing = _missing(names, keys, given)
        if names == ("project",):
            given.update(keys[: missing[0]] if missing else keys)
        if not missing:
            return
        start += missing[0]
        names = missing[1]
        at = section[start][0]
        key = _KEY.match(bodies[at])
        if cut[at] in found or key is None:
            return
        span = Span(cut[at].line, key.start(1) + 1, cut[at].line, key.end(1) + 1)
        found[cut[at]] = Slip(span, key[1], header_of(names), True, bodies[at])
        if names == ("project",):
            given.clear()


def _missing(names: Names, keys: list[str], given: Set[str]) -> tuple[int, Names] | None:
    """At which key a table ends and another begins, and the header of that one."""
    record = RECORDS[names]
    for at, key in enumerate(keys):
        rest = set(keys[at:])
        if key not in record.keys:
            if record is Top and key in Publisher.keys and len(rest & Publisher.required.keys()) > 1:
                return at, ("registry",)
            if key in Project.keys and record is not Project and _begins_a_project(rest, given):
                return at, ("project",)
        elif key in keys[:at]:
            again = rest & set(keys[:at])
            first = next(iter(record.required), "")
            if record not in (Top, Publisher) and first in again and len(again) > 1:
                return at, names
            if record is Publisher and "id" in rest and _begins_a_project(rest, given):
                return at, ("project",)
    return None


def _begins_a_project(keys: Set[str], given: Set[str]) -> bool:
    """Whether these are the keys of another project than the one that `given` were read for."""
    required = keys & Project.required.keys()
    return len(required & given if given else required) > (1 if given else 2)
