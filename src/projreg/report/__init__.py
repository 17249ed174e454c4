"""The reports: one module each, and one row in the table; for people as sections, for machines as table or object."""

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import NamedTuple, Protocol

from projreg.derived.review import Review
from projreg.language import Lang, Phrase
from projreg.model.records import Project
from projreg.report.page import Section
from projreg.tables.table import Table

REPORTS = {
    "overview": "What there is, per state and funder, and what needs attention.",
    "expiring": "Projects that end and deadlines that fall due within the window.",
    "deadlines": "Deadlines overdue or due within the window, per funder and per contact, with suggested dates.",
    "funding": "Granted, paid and remaining, per funder and programme, and per year of decision.",
    "contacts": "Who carries what: the projects and deadlines of each person.",
    "timeline": "The projects along the months, as bars.",
}
"""Name of a report (its module is `projreg.report.NAME`) → what it tells."""


class Matter(NamedTuple):
    """What a report is made from."""

    projects: Sequence[Project]
    found: Review
    """What is due among them, in a window that begins on the report's day."""
    today: date
    """The real day: what is said to have happened must lie before it, whatever day the report is about."""
    counts: Callable[[str, Project], bool] = lambda code, project: True
    """Whether the rule with that code counts for a project here."""
    by_state: bool = False
    """Whether projects of some states were asked for."""
    total: int | None = None
    """How many projects the registry has, when only some were asked for."""

    @property
    def day(self) -> date:
        """The day by which all is judged."""
        return self.found.window.start


class Report(Protocol):
    """What every report offers."""

    def as_sections(self, matter: Matter, lang: Lang) -> list[Section]:
        """For people, in `lang`."""

    def as_table(self, matter: Matter) -> Table:
        """For machines: rows of plain values."""

    def as_object(self, matter: Matter) -> dict[str, object]:
        """For JSON, version 1."""


_SELECTED = Phrase("Urval: {number} av {total} projekt i registret.", "Selected: {number} of {total} projects.")


def for_people(report: Report, matter: Matter, lang: Lang) -> list[Section]:
    """The report as sections, the first of which says when it is about a selection."""
    head, *parts = report.as_sections(matter, lang)
    if matter.total is not None:
        said = _SELECTED.say(lang, number=len(matter.projects), total=matter.total)
        head = head._replace(text=f"{said} {head.text}")
    return [head, *parts]


def named(report: str) -> Report:
    """The report that is the module of that name, loaded when asked for."""
    found: Report = import_module(f"projreg.report.{report}")
    return found
