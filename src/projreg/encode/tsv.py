"""Tab-separated lines for a pipe: one record a line, no header, nothing wrapped or cut."""

from projreg.tables.table import Table, plain
from projreg.visible import visible


def tsv(table: Table) -> str:
    """The rows of a table, each on a line of its own."""
    return "".join("\t".join(visible(plain(cell)) for cell in row) + "\n" for row in table.rows)
