"""JSON-LD: ASCII, exact text, one object; exact numbers where a double can carry them."""

import json
from collections.abc import Mapping
from decimal import Decimal

from projreg.money import Amount


def document(values: Mapping[str, object]) -> str:
    """One JSON-LD document, indented."""
    return json.dumps(values, indent=2) + "\n"


def number(amount: Amount) -> int | float | str:
    """The amount as a number; as a decimal string where a double would not carry it exactly."""
    if isinstance(amount, int):
        return amount
    near = float(amount)
    return near if Decimal(repr(near)) == amount else f"{amount:f}"
