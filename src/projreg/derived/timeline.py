"""Projects along the months: bars from start to end, deadlines as marks, today. As values, not as a drawing."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from projreg.derived.state import State, state_on
from projreg.model.records import Deadline, Project
from projreg.values.dates import add_months

YEARS_BACK, YEARS_AHEAD = 5, 10
"""So far from today a timeline shows at most; bars that go further are cut there."""


class Mark(NamedTuple):
    """A deadline on its day; `late` when it is overdue."""

    deadline: Deadline
    day: date
    done: bool
    late: bool


class Bar(NamedTuple):
    """A project from its first to its last day, both included, and its deadlines."""

    project: Project
    state: State
    start: date
    end: date
    marks: tuple[Mark, ...]


class Timeline(NamedTuple):
    """Bars between two days, both included, the earliest end first; and the projects that have no readable dates."""

    first: date
    last: date
    today: date
    bars: list[Bar]
    undated: list[Project]

    def years(self) -> list[date]:
        """The first days of the years within the timeline."""
        return [
            date(year, 1, 1) for year in range(self.first.year, self.last.year + 1) if date(year, 1, 1) >= self.first
        ]


def timeline(projects: Iterable[Project], today: date) -> Timeline:
    """The timeline in whole months around today and the projects."""
    bars, undated = [], []
    for project in projects:
        state = state_on(project, today)
        start, end = project.start_date, project.end_date
        if start is None or end is None or end < start:
            undated.append(project)
        else:
            bars.append(Bar(project, state, start, end, tuple(marks(project, today))))
    earliest = max(min([today, *(each.start for each in bars)]), add_months(today, -12 * YEARS_BACK))
    days = [each.end for each in bars] + [mark.day for each in bars for mark in each.marks]
    latest = min(max([today, *days]), add_months(today, 12 * YEARS_AHEAD))
    bars.sort(key=lambda each: (each.end, each.start, each.project.id))
    return Timeline(earliest.replace(day=1), _month_end(latest), today, bars, undated)


def marks(project: Project, today: date) -> Iterable[Mark]:
    """The deadlines of a project whose day can be read."""
    for each in project.deadline:
        if each.due:
            done = each.is_done(today)
            yield Mark(each, each.due, done, not done and each.due < today)


def _month_end(day: date) -> date:
    following = add_months(day.replace(day=1), 1)
    return date.max if following <= day else following - timedelta(days=1)
