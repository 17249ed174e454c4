"""The projects and their tables as rows for people who reckon: with the state, what is not paid, and the days left."""

from collections.abc import Sequence
from datetime import date

from projreg.derived.funding import remaining
from projreg.derived.state import days_left
from projreg.language import Phrase
from projreg.model.fields import Record
from projreg.model.records import Contact, Deadline, Funding, Project
from projreg.publishing.edition import Edition
from projreg.publishing.flat import PUBLISHER, STATE, cells, columns, state_cell
from projreg.tables.table import Cell, Column, Table

_PROJECT_ID = Column("project_id", Phrase("Projekt-id", "Project id"))
_PROJECT_TITLE = Column("project_title", Project.title.label)
_DAYS_LEFT = Column("days_left", Phrase("Dagar kvar", "Days left"), figures=True)
_REMAINING = Column("remaining", Phrase("Kvar", "Remaining"), figures=True)


def project_rows(edition: Edition) -> Table:
    """A row for each project, without its tables; with its publisher where they are several."""
    publishers = len({each.publisher.publisher for each in edition.projects}) > 1
    table = Table(columns(Project), [cells(each) for each in edition.projects])
    states = [(state_cell(each, edition), days_left(each, edition.today)) for each in edition.projects]
    table = _with(table, "title", (STATE, _DAYS_LEFT), states)
    if publishers:
        table = _with(
            table, table.columns[-1].key, (PUBLISHER,), [(each.publisher.publisher,) for each in edition.projects]
        )
    return table


def funding_rows(edition: Edition) -> Table:
    """A row for each decision about money, after its project's id, title and state, with what is not paid yet."""
    table = _rows_below(Funding, edition, [(each, each.funding) for each in edition.projects])
    left = [(remaining(project, each),) for project in edition.projects for each in project.funding]
    return _with(table, "paid", (_REMAINING,), left)


def deadline_rows(edition: Edition) -> Table:
    """A row for each deadline, by its day: after its project's id, title and state; with the days left."""
    told = [(project, each) for project in edition.projects for each in project.deadline]
    told.sort(key=lambda each: each[1].due or date.max)
    table = _rows_below(Deadline, edition, [(project, [each]) for project, each in told])
    return _with(table, "due", (_DAYS_LEFT,), [(_days_until(each, edition.today),) for _, each in told])


def _days_until(deadline: Deadline, today: date) -> int | None:
    return None if deadline.due is None or deadline.is_done(today) else (deadline.due - today).days


def contact_rows(edition: Edition) -> Table:
    """A row for each contact that may be told, after its project's id, title and state."""
    return _rows_below(Contact, edition, [(each, edition.contacts(each)) for each in edition.projects])


def _rows_below(record: type[Record], edition: Edition, tables: Sequence[tuple[Project, Sequence[Record]]]) -> Table:
    rows = [
        (project.id, project.title, state_cell(project, edition), *cells(each))
        for project, records in tables
        for each in records
    ]
    return Table((_PROJECT_ID, _PROJECT_TITLE, STATE, *columns(record)), rows)


def _with(table: Table, after: str, more: tuple[Column, ...], found: Sequence[tuple[Cell, ...]]) -> Table:
    """The table with more columns after one of its own."""
    at = [each.key for each in table.columns].index(after) + 1
    rows = [(*row[:at], *new, *row[at:]) for row, new in zip(table.rows, found, strict=True)]
    return Table((*table.columns[:at], *more, *table.columns[at:]), rows)
