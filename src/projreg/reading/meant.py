"""Headers that are misspelt or missing, read as they are meant: the text with them in their places, and its data."""

from typing import Any, NamedTuple

from projreg.model.decode import UNREADABLE
from projreg.reading.headers import Slip, slips
from projreg.reading.statements import Statement, assembled, statements, table_at, tables_of
from projreg.reading.toml import NOT_TOML, parsed


class Mended(NamedTuple):
    """A text with headers as they are meant, what it then says, and what stood there."""

    text: str
    data: dict[str, Any]
    slips: tuple[Slip, ...]


def with_headers(text: str) -> Mended | None:
    """A text that parses, with its misspelt and missing headers as they are meant; None without any, or if in vain."""
    cut = list(statements(text))
    headers = slips(text, cut)
    if not headers:
        return None
    mended = assembled(text, {statement: in_place(slip) for statement, slip in headers.items()})
    try:
        data = parsed(mended)
    except NOT_TOML:
        return None
    return Mended(mended, data, with_tables(headers, cut, text, mended, data))


def in_place(slip: Slip) -> str:
    """The header that is meant, on as many lines as what gives way to it."""
    return slip.meant + "\n" * slip.statement.count("\n")


def with_tables(
    headers: dict[Statement, Slip], cut: list[Statement], text: str, repaired: str, data: Any
) -> tuple[Slip, ...]:
    """The slips with their tables. A key that had to give way to the header above it is put back into the data."""
    tables = tables_of(cut, text, repaired) if headers else {}
    told = []
    for statement, slip in headers.items():
        table = tables.get(statement.line) or ()
        told.append(slip._replace(table=table))
        if slip.is_missing and table:
            node = table_at(data, table)
            try:
                first = parsed(slip.statement)
            except NOT_TOML:
                first = {slip.written.strip("\"'"): UNREADABLE}
            later = dict(node)
            node.clear()
            node.update(first | later)
    return tuple(told)
