"""Headers that are misspelt or missing, read as they are meant: the text with them in their places, and its data."""

from typing import Any

from projreg.model.decode import UNREADABLE
from projreg.reading.headers import Slip, slips
from projreg.reading.source import NOT_TOML, Source, parsed
from projreg.reading.statements import Statement, assembled, statements, table_at, tables_of


def headers_as_meant(source: Source) -> Source:
    """The source of a text that parses, read as if its misspelt and missing headers stood as they are meant.

    The same source when there are none, or when it then would not parse.
    """
    if source.breaks or source.slips or source.encoding:
        return source
    text = source.text
    cut = list(statements(text))
    headers = slips(text, cut)
    if not headers:
        return source
    mended = assembled(text, {statement: in_place(slip) for statement, slip in headers.items()})
    try:
        data = parsed(mended)
    except NOT_TOML:
        return source
    return source._replace(data=data, mended=mended, slips=with_tables(headers, cut, text, mended, data))


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
