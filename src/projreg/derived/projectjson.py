"""A project as a JSON object (version 1): keys may be added, never renamed or removed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from projreg.derived.state import days_left, state_on
from projreg.model.fields import Key, Record, Records
from projreg.model.records import Project
from projreg.tables.table import Plain, json_value

LISTED = (
    "id", "title", "acronym", "owner", "role", "start_date", "end_date", "state", "days_left", "total_budget",
    "currency", "status", "activities_end_date", "original_end_date", "closed_date", "reference", "tags", "reviewed",
)  # fmt: skip
"""What `list --json` tells of a project, in this order, and its funding."""


def project_object(project: Project, today: date) -> dict[str, object]:
    """The project for `list --json`: dates ISO 8601, whole amounts numbers, others decimal strings, unknown null."""
    derived = {"state": state_on(project, today), "days_left": days_left(project, today)}
    shown = {key: derived[key] if key in derived else json_value(getattr(project, key)) for key in LISTED}
    return {**shown, "funding": [record_object(each) for each in project.funding]}


def full_object(project: Project, today: date) -> dict[str, object]:
    """Everything about the project, for `show --json`: every key of the format, and what is derived."""
    return {
        **record_object(project),
        "published": project.published,
        "state": state_on(project, today),
        "days_left": days_left(project, today),
    }


def _plain(value: Plain, key: Key[Any]) -> object:
    return json_value(value)


def record_object(record: Record, value_of: Callable[[Plain, Key[Any]], object] = _plain) -> dict[str, object]:
    """Every key of a table, those not given as null. `value_of` makes JSON of one value of a key."""
    values: dict[str, object] = {}
    for name, key in record.keys.items():
        value = getattr(record, name)
        if isinstance(key.kind, Records):
            values[name] = [record_object(each, value_of) for each in value]
        else:
            values[name] = dict(value) if isinstance(value, Mapping) else value_of(value, key)
    return values
