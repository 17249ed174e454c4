"""What programs read in `export json` and `jsonl`, for tests."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from console import REPOSITORY
from samples import published

from projreg.model.records import Registry

DAY = date(2026, 3, 1)
GOLDEN = REPOSITORY / "tests" / "export" / "registry.toml"
CLEAN = [GOLDEN, REPOSITORY / "data" / "projects.toml", REPOSITORY / "examples" / "exempelkommun.toml"]


def document(registry: Registry, day: date = DAY, **wishes: Any) -> Any:
    """What a program reads in `export json`, numbers as they are written."""
    return json.loads(published("json", registry, day, **wishes), parse_float=Decimal)


def lines(registry: Registry, day: date = DAY, **wishes: Any) -> list[Any]:
    """What a program reads in `export jsonl`."""
    return [json.loads(each, parse_float=Decimal) for each in published("jsonl", registry, day, **wishes).splitlines()]
