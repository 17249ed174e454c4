"""CSV as RFC 4180 has it, in UTF-8: a header of keys, ISO dates, plain digits."""

from projreg.table import Table, plain
from projreg.visible import visible


def csv(table: Table) -> str:
    """The table with its header; every text quoted and on one line, lines end with CR LF."""
    lines = [[column.key for column in table.columns], *([plain(cell) for cell in row] for row in table.rows)]
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines)


def _quoted(text: str) -> str:
    return '"' + visible(text).replace('"', '""') + '"' if text else ""
