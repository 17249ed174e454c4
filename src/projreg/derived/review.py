"""What is due on a day: the projects and deadlines that a report about a window must name. As values, not text."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from projreg.derived.state import State, state_on
from projreg.language import alphabetical
from projreg.model.records import Deadline, Project
from projreg.values.dates import Window
from projreg.values.workdays import is_day_off, last_working_day


class Entry(NamedTuple):
    """A project, or one of its deadlines, and its day. `days` from the report's day: negative when past."""

    project: Project
    state: State
    deadline: Deadline | None
    day: date | None
    days: int | None

    @property
    def working_day(self) -> date | None:
        """The last working day up to the day; None when the day is not known."""
        return last_working_day(self.day) if self.day else None

    @property
    def on_day_off(self) -> bool:
        """Whether the day is a Saturday, a Sunday or a Swedish holiday."""
        return self.day is not None and is_day_off(self.day)

    @property
    def funders(self) -> tuple[str, ...]:
        """The deadline's funder, else all of the project's but ourselves."""
        if self.deadline and self.deadline.funder:
            return (self.deadline.funder,)
        given = (each.funder for each in self.project.funding if each.level != "own")
        return tuple(dict.fromkeys(each for each in given if each))


class Review(NamedTuple):
    """The parts of a report on a window, each with the most urgent first."""

    window: Window
    expiring: list[Entry]
    due: list[Entry]
    ended: list[Entry]
    overdue: list[Entry]
    unknown: list[Entry]

    @property
    def parts(self) -> tuple[tuple[str, list[Entry]], ...]:
        """The parts by name, in the order in which they are shown."""
        return (
            ("expiring", self.expiring),
            ("due", self.due),
            ("ended", self.ended),
            ("overdue", self.overdue),
            ("unknown", self.unknown),
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and nothing that cannot be judged."""
        return not any(entries for _, entries in self.parts)


def review(projects: Iterable[Project], window: Window) -> Review:
    """What ends or is due in the window, what has ended or is overdue on its first day, and what cannot be judged.

    Expiring are active and suspended projects. Deadlines count whatever the project's state is, until they are done;
    one without a readable day, due or done, cannot be judged. Nor can a project in which a date may have gone unread:
    it is told for that as well, whatever else is due in it.
    """
    today = window.start
    found = Review(window, [], [], [], [], [])
    for project in projects:
        state = state_on(project, today)
        end = project.end_date
        entry = Entry(project, state, None, end, (end - today).days if end else None)
        if state == "unknown" or (state == "suspended" and end is None):
            found.unknown.append(entry)
        elif state == "ended" or (state == "suspended" and end and end < today):
            found.ended.append(entry)
        elif state in ("active", "suspended") and end in window:
            found.expiring.append(entry)
        for deadline in project.deadline:
            if not deadline.is_done(today):
                _file(Entry(project, state, deadline, deadline.due, _days(deadline.due, today)), found)
        if project.in_doubt and not any(each.project is project for each in found.unknown):
            found.unknown.append(entry)
    for _, entries in found.parts:
        entries.sort(key=_urgency)
    return found


def _days(day: date | None, today: date) -> int | None:
    return (day - today).days if day else None


def _file(entry: Entry, found: Review) -> None:
    """Put a deadline where it belongs, if anywhere."""
    if entry.day is None or (entry.deadline and "done" in entry.deadline.unread):
        found.unknown.append(entry)
    elif entry.day < found.window.start:
        found.overdue.append(entry)
    elif entry.day in found.window:
        found.due.append(entry)


def _urgency(entry: Entry) -> tuple[date, str, str]:
    return (entry.day or date.min, alphabetical(entry.project.title), entry.project.id)
