"""Several texts in one cell of a table, and out of it again: `Umeå; Malå; "Sorsele; Ammarnäs"`.

A comma would be more usual, but names of organisations hold commas.
"""

import re
from collections.abc import Iterable

_ITEM = re.compile(r"""\s*(?:"(?P<quoted>(?:[^"]|"")*)"\s*(?=;|\Z)|(?P<bare>[^;]*))(?:;|\Z)""")


def joined(items: Iterable[str]) -> str:
    """The items in one text, in quotes where `parted` would else read something else."""
    return "; ".join(map(_item, items))


def parted(text: str) -> list[str]:
    """The items of a cell. Also as people write them: no space after `;`, a `;` too many, quotes inside a name."""
    found = []
    at = 0
    while at < len(text) and (match := _ITEM.match(text, at)):
        if match["quoted"] is not None:
            found.append(match["quoted"].replace('""', '"'))
        elif bare := match["bare"].strip():
            found.append(bare)
        at = match.end()
    return found


def _item(item: str) -> str:
    if item and item == item.strip() and not set(';"') & set(item):
        return item
    return '"' + item.replace('"', '""') + '"'
