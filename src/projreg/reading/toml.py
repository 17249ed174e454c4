"""TOML as registries are read: by one parser, amounts exactly, and what it can bear on a line."""

from decimal import Decimal
from typing import Any

import tomli

NOT_TOML = (ValueError, RecursionError, ArithmeticError)
"""What the parser raises: for a text that is no TOML, is nested too deeply, or has a number that is too long."""
LONGEST_LINE = 1_000_000
"""Characters. A line that is longer is not given to the parser, which could take minutes over it."""
MERGE_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""How the lines begin that git leaves in a file which it could not merge."""
ODD_SPACE = "[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff]"
"""Characters that look like a space or like nothing, and are no space to TOML: they come with what is pasted."""


def has_long_line(text: str) -> bool:
    """Whether a line is longer than is read; long texts are gone through in leaps."""
    start = 0
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def parsed(text: str) -> dict[str, Any]:
    """What a text says. Raises one of NOT_TOML."""
    return tomli.loads(text, parse_float=Decimal)
