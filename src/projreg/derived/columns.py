"""The columns that `list` can show: every key of a project, and what is derived from them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from projreg.derived.state import LABELS, days_left, state_on
from projreg.errors import UsageError
from projreg.language import Phrase
from projreg.model.fields import Choice, Records
from projreg.model.fields import Money as MoneyKind
from projreg.model.records import Project
from projreg.tables.table import Cell, Column, Period, Table, Word
from projreg.values.money import Money
from projreg.values.nearest import nearest

FOR_PEOPLE = ("id", "name", "owner", "period", "state", "days_left", "total_budget")
FOR_MACHINES = ("id", "title", "owner", "start_date", "end_date", "state", "days_left", "total_budget", "currency")

_Value = Callable[[Project, date], Cell]

_DERIVED: dict[str, tuple[Column, _Value]] = {
    "name": (
        Column("name", Phrase("Projekt", "Project")),
        lambda project, today: project.acronym or project.title,
    ),
    "period": (
        Column("period", Phrase("Period", "Period")),
        lambda project, today: Period(project.start_date, project.end_date),
    ),
    "state": (
        Column("state", Phrase("Läge", "State")),
        lambda project, today: Word(state := state_on(project, today), LABELS[state]),
    ),
    "days_left": (Column("days_left", Phrase("Dagar kvar", "Days left"), figures=True), days_left),
    "funders": (
        Column("funders", Phrase("Finansiärer", "Funders")),
        lambda project, today: tuple(dict.fromkeys(each.funder for each in project.funding)),
    ),
    "contact": (Column("contact", Phrase("Kontakt", "Contact")), lambda project, today: project.responsible),
}


def _key_column(name: str) -> tuple[Column, _Value]:
    key = Project.keys[name]

    def value(project: Project, today: date) -> Cell:
        found: Cell = getattr(project, name)
        if isinstance(key.kind, MoneyKind) and found is not None:
            return Money(found, project.currency)  # type: ignore[arg-type]
        if isinstance(key.kind, Choice) and isinstance(found, str):
            return Word(found, key.kind.words[found]) if found else None
        return found

    return Column(name, key.label, isinstance(key.kind, MoneyKind)), value


def field_names() -> tuple[str, ...]:
    """Every name that `--fields` knows."""
    keys = (name for name, key in Project.keys.items() if not isinstance(key.kind, Records) and name != "waive")
    return tuple(dict.fromkeys((*FOR_PEOPLE, *keys, *_DERIVED)))


def project_table(projects: Iterable[Project], fields: Sequence[str], today: date) -> Table:
    """The named fields of each project. Raises UsageError for a field that is not known."""
    known = field_names()
    for name in fields:
        if name not in known:
            near = nearest(name, known)
            meant = f"did you mean {near}? " if near else ""
            raise UsageError(f"there is no field “{name}”", f"{meant}The fields are {', '.join(known)}")
    chosen = [_DERIVED.get(name) or _key_column(name) for name in fields]
    return Table(
        tuple(column for column, _ in chosen),
        [tuple(value(project, today) for _, value in chosen) for project in projects],
    )
