"""What in an entry needs somebody's eye: what it says was done on a day to come, and what nobody has reviewed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from projreg.derived.state import state_on
from projreg.diagnostic import Path
from projreg.model.records import Deadline, Project
from projreg.values.dates import add_months

REVIEWED_WITHIN_MONTHS = 12


class Early(NamedTuple):
    """A day by which something is said to have happened, and that has not come; `likely` is the day that is meant,
    `deadline` the one that it is said of, if any."""

    path: Path
    day: date
    likely: date | None
    deadline: Deadline | None = None


def told_too_early(project: Project, today: date) -> Iterator[Early]:
    """Where the project says what has happened on a day after `today`, the real one: closed, reviewed, done."""
    said: list[tuple[Path, date | None, date | None, Deadline | None]] = [
        (project.at("closed_date"), project.closed_date, project.end_date, None),
        (project.at("reviewed"), project.reviewed, None, None),
        *((each.at("done"), each.done, each.due, each) for each in project.deadline),
    ]
    for path, day, near, deadline in said:
        if day and day > today:
            yield Early(path, day, _a_year_earlier(day, today, near), deadline)


def _a_year_earlier(found: date, today: date, near: date | None) -> date | None:
    """The day one year before, when it has come and is nearer to today, and to the day where it belongs."""
    earlier = add_months(found, -12)
    if earlier > today or today - earlier >= found - today:
        return None
    return earlier if near is None or abs(earlier - near) < abs(found - near) else None


def unreviewed_since(project: Project, day: date) -> date | None:
    """Since when nobody has gone through an entry that is not closed, when that is more than 12 calendar months.

    The day that ends them is still in time. Without `reviewed` they count from the start.
    """
    since = project.reviewed or project.start_date
    if since is None or since.year == day.year or add_months(since, REVIEWED_WITHIN_MONTHS) >= day:
        return None
    return None if state_on(project, day) in ("closed", "cancelled") else since
