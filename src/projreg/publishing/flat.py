"""A project as cells under columns, for spreadsheets: what is public of it, and nothing else.

Which keys that is follows from the model, so that a new key of the format stands in every table.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from projreg.derived.state import LABELS, state_on
from projreg.language import Phrase
from projreg.model.fields import Choice, Key, Money, Reasons, Record, Records, Text
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher
from projreg.publishing.edition import Edition, day_found
from projreg.tables.table import Cell, Column, Table, Word
from projreg.values.cell_lists import joined
from projreg.values.swedish_numbers import of_organisation

PARAGRAPHS = ("summary", "aims", "results")
"""The keys, and the same in English, whose text may have several lines."""

AS_OF = Column("as_of", Phrase("Per den", "As of"))
_FIRST_DAY = re.compile(rb'\A(?:\xef\xbb\xbf)?"as_of"[^\n]*\n"(\d{4}-\d\d-\d\d)"')
STATE = Column("state", Phrase("Läge", "State"))
PUBLISHER = Column("publisher", Publisher.publisher.label)
PUBLISHER_ID = Column("publisher_id", Publisher.publisher_id.label)


def day_in_first_row(raw: bytes) -> date | None:
    """The day in a CSV file whose first column is `as_of`; None without a row, and so without anything of that day."""
    return day_found(_FIRST_DAY, raw)


def public_keys(record: type[Record]) -> dict[str, Key[Any]]:
    """The keys of a kind of table that may leave the house and hold one value, or a list of texts."""
    return {
        name: key
        for name, key in record.keys.items()
        if not key.internal and not isinstance(key.kind, (Records, Reasons))
    }


def columns(record: type[Record], prefix: str = "") -> tuple[Column, ...]:
    """A column for each public key of a kind of table; `prefix` stands before its name."""
    return tuple(
        Column(prefix + name, key.label, isinstance(key.kind, Money), name.removesuffix("_en") in PARAGRAPHS)
        for name, key in public_keys(record).items()
    )


def cells(record: Record) -> tuple[Cell, ...]:
    """What a table of the registry holds, in the order of its columns."""
    return tuple(_cell(getattr(record, name), key) for name, key in public_keys(type(record)).items())


def _cell(value: Any, key: Key[Any]) -> Cell:
    if isinstance(key.kind, Choice):
        return Word(value, key.kind.words[value]) if value else None
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(key.kind, Text) and key.kind.form == "organisation number":
        return of_organisation(value)
    found: Cell = value
    return found


def state_cell(project: Project, edition: Edition) -> Word:
    """The state of the project on the edition's day."""
    state = state_on(project, edition.today)
    return Word(state, LABELS[state])


def one_row_each(edition: Edition) -> Table:
    """A row for each project: its tables stand side by side in numbered groups, as many as the fullest project has."""
    groups = [_groups(each, edition) for each in edition.projects]
    head = [AS_OF, PUBLISHER, PUBLISHER_ID, *columns(Project), STATE]
    widths = []
    for at, (name, record) in enumerate(_GROUPS):
        most = max((len(each[at]) for each in groups), default=0)
        head += [column for number in range(most) for column in columns(record, f"{name}_{number + 1}_")]
        widths.append(most * len(public_keys(record)))
    rows = []
    for project, tables in zip(edition.projects, groups, strict=True):
        row: list[Cell] = [
            edition.today, project.publisher.publisher, project.publisher.publisher_id, *cells(project),
            state_cell(project, edition),
        ]  # fmt: skip
        for records, width in zip(tables, widths, strict=True):
            filled = [cell for each in records for cell in cells(each)]
            row += [*filled, *([None] * (width - len(filled)))]
        rows.append(tuple(row))
    return Table(tuple(head), rows)


_GROUPS: tuple[tuple[str, type[Record]], ...] = (
    ("funding", Funding),
    ("deadline", Deadline),
    ("logos", Logo),
    ("contact", Contact),
)


def _groups(project: Project, edition: Edition) -> tuple[Sequence[Record], ...]:
    return project.funding, project.deadline, project.logos, edition.contacts(project)
