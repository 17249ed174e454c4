"""JSON for machines: ASCII, exact text, one object with its `schema_version`."""

import json
from collections.abc import Mapping

SCHEMA_VERSION = 1


def document(values: Mapping[str, object]) -> str:
    """One JSON document, indented, with `schema_version` first."""
    return json.dumps({"schema_version": SCHEMA_VERSION, **values}, indent=2) + "\n"


def of_others(values: Mapping[str, object]) -> str:
    """One JSON document, indented, in a shape that others have laid down."""
    return json.dumps(values, indent=2) + "\n"


def line(values: Mapping[str, object]) -> str:
    """One JSON object on a line of its own."""
    return json.dumps({"schema_version": SCHEMA_VERSION, **values}) + "\n"
