"""Grants judged by the schema of the 360Giving Data Standard."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

SCHEMAS = Path(__file__).parent / "schemas"

_formats = FormatChecker(())


@_formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    """Whether it is a moment with its zone: what a validator asks that knows this format."""
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is not None)


def _schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text("utf-8"))


_registry: Registry[Any] = Registry().with_resource(
    "360-giving-schema.json", DRAFT4.create_resource(_schema("360-giving-schema.json"))
)
_PACKAGE = _schema("360-giving-package-schema.json")
_KNOWING = Draft4Validator(_PACKAGE, registry=_registry, format_checker=_formats)
_IGNORANT = Draft4Validator(_PACKAGE, registry=_registry)


def faults(package: object) -> list[str]:
    """What the standard's schema finds wrong, by a validator that knows formats and by one that does not."""
    return [each.message for validator in (_KNOWING, _IGNORANT) for each in validator.iter_errors(package)]
