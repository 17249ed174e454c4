"""JSON: what `projreg export json` and `jsonl` wrote, and grants as 360Giving has them."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from projreg.errors import UnreadableFile
from projreg.intake.csv import decoded
from projreg.intake.entry import Entry, Objection
from projreg.intake.grants import entry_of_grant
from projreg.intake.ours import entry_of_project
from projreg.model.records import SCHEMA_VERSIONS
from projreg.visible import visible

MOST_OBJECTS = 20_000


class Objects(NamedTuple):
    """The entries of a JSON file, what does not fit, what is to be told, and whether it is a file of our own."""

    entries: list[Entry]
    objections: list[Objection]
    remarks: list[str]
    is_ours: bool


def read(raw: bytes, *, lines: bool = False) -> Objects:
    """The projects or grants of a JSON file, or of one with an object on each `lines`. Raises UnreadableFile."""
    text, _ = decoded(raw)
    if lines or _has_lines(text):
        return _objects([*_each_line(text)], ours=True)
    data = _parsed(text, "")
    if isinstance(data, dict):
        if isinstance(grants := data.get("grants"), list):
            return _objects(_numbered("grant", grants), ours=False)
        if isinstance(projects := data.get("projects"), list):
            _need_known(data, "the file")
            return _objects(_numbered("project", projects), ours=True)
        if "title" in data:
            return _objects([("project 1", data)], ours=True)
    if isinstance(data, list):
        grants = any(isinstance(each, dict) and "amountAwarded" in each for each in data)
        return _objects(_numbered("grant" if grants else "project", data), ours=not grants)
    raise UnreadableFile(
        "this JSON holds neither “projects” nor “grants”", "what `projreg export json` writes and 360Giving can be read"
    )


def _has_lines(text: str) -> bool:
    """Whether each line is an object of its own."""
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("{") or not rest.strip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _each_line(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}", _parsed(line, f"line {number}: ")


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except RecursionError:
        raise UnreadableFile(f"{where}this JSON is nested too deeply") from None
    except (ValueError, ArithmeticError) as error:
        raise UnreadableFile(f"{where}this is no JSON: {visible(str(error))}", "export it again") from None


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _need_known(data: Mapping[str, Any], place: str) -> None:
    version = data.get("schema_version", 1)
    if version not in SCHEMA_VERSIONS or isinstance(version, bool):
        known = " and ".join(map(str, SCHEMA_VERSIONS))
        raise UnreadableFile(
            f"{place} has another schema_version than {known}, the one known here", "use the projreg that knows it"
        )


def _numbered(name: str, objects: list[Any]) -> list[tuple[str, Any]]:
    if len(objects) > MOST_OBJECTS:
        raise UnreadableFile(f"the file has {len(objects)} {name}s, and at most {MOST_OBJECTS} are read", "divide it")
    return [(f"{name} {number}", each) for number, each in enumerate(objects, 1)]


def _objects(found: list[tuple[str, Any]], *, ours: bool) -> Objects:
    entries: list[Entry] = []
    objections: list[Objection] = []
    left_out: dict[str, None] = {}
    for number, (place, each) in enumerate(found, 1):
        if not isinstance(each, dict):
            objections.append(Objection(number, -1, place, "", "it is no object"))
            continue
        if ours:
            _need_known(each, place)
        given, others = (entry_of_project if ours else entry_of_grant)(each, place)
        left_out |= dict.fromkeys(others)
        entries.append(Entry(place, number, given))
    remarks = [f"left out, since the format has no such keys: {', '.join(map(visible, left_out))}"] if left_out else []
    return Objects(entries, objections, remarks, ours)
