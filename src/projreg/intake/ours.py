"""A project as `projreg export json` writes it, as an entry."""

from collections.abc import Mapping
from typing import Any

from projreg.diagnostic import Path
from projreg.intake.entry import Given
from projreg.model.fields import Reasons, Records
from projreg.model.records import Project

_DERIVED = ("schema_version", "as_of", "publisher", "publisher_id", "state", "days_left", "published")


def entry_of_project(data: Mapping[str, Any], place: str) -> tuple[dict[Path, Given], list[str]]:
    """What an object says, and the keys that are not known."""
    given: dict[Path, Given] = {}
    unknown = []
    for order, (name, value) in enumerate(data.items()):
        key = Project.keys.get(name)
        if key is None or isinstance(key.kind, Reasons):
            if name not in _DERIVED and value not in (None, {}, []):
                unknown.append(name)
        elif isinstance(key.kind, Records):
            tables = value if isinstance(value, list) else [] if value is None else [value]
            for at, table in enumerate(tables):
                if not isinstance(table, dict):
                    given[(name, at, next(iter(key.kind.record.keys)))] = Given(table, place, f"{name}[{at}]", order)
                    continue
                for inner, each in table.items():
                    if inner not in key.kind.record.keys:
                        unknown.append(f"{name}[].{inner}")
                    elif each is not None and each != "":
                        given[(name, at, inner)] = Given(each, place, f"{name}[{at}].{inner}", order)
        elif value is not None and value not in ("", []):
            given[(name,)] = Given(value, place, name, order)
    return given, unknown
