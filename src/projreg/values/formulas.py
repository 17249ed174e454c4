"""Text that a spreadsheet would take for a formula: kept from acting with an apostrophe, and as it was again.

A spreadsheet runs a cell of a CSV file that begins with `=`, `+`, `-` or `@`, also behind spaces that it trims. Where
it parts cells at another sign than the file means (a comma outside Sweden, a line break where quotes are lost), the
middle of a text begins a cell: so each stretch of a text between such signs is guarded.
"""

import re

_PARTS = re.compile(r"([;,\n])")
_FULL_WIDTH = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
_ACTS = re.compile(rf"[\s'\"]*[=+\-@\t\r{_FULL_WIDTH}]")


def guarded(text: str) -> str:
    """The text with `'` before every stretch that could become a formula."""
    return "".join(f"'{part}" if _ACTS.match(part) else part for part in _PARTS.split(text))


def unguarded(text: str) -> str:
    """What `guarded` was given. Text without such an apostrophe comes back as it is."""
    parts = _PARTS.split(text)
    return "".join(part[1:] if part.startswith("'") and _ACTS.match(part, 1) else part for part in parts)
