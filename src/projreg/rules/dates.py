"""Rules on the dates of a project."""

from datetime import date

from projreg.dates import add_days, add_months
from projreg.diagnostic import Also, Fault
from projreg.model import Project
from projreg.rules.rule import Faults, project_rule

SHORTEST_DAYS = 28
LONGEST_YEARS = 7
EARLIEST = date(1995, 1, 1)
"""Sweden's membership of the EU."""


@project_rule("PR201", "end-before-start", "error")
def end_before_start(project: Project) -> Faults:
    """The project ends before it starts. The same day is allowed.

    Of 107 947 real EU-funded projects 74 do so, 9 of them by one mistyped year; no state can be told for such a one.

    Mend: correct the date that is wrong. When another year makes a likely period, the finding names it.
    """
    start, end = project.start_date, project.end_date
    if start and end and end < start:
        likely = _same_day_later(end, start)
        yield Fault(
            project.at("end_date"),
            f"end date {end} is before start date {start}",
            f"did you mean {likely}? The year is easily mistyped."
            if likely
            else "check which of the two dates is wrong",
            (Also(project.at("start_date"), "start_date stands"),),
        )


def _same_day_later(end: date, start: date) -> date | None:
    """The end date one year on, when that puts the dates in order."""
    later = add_months(end, 12)
    return later if later >= start else None


@project_rule("PR203", "odd-length", "warning")
def odd_length(project: Project) -> Faults:
    """The project is shorter than four weeks, longer than seven years, or began before 1995.

    Such dates are nearly always a year or month typed wrong.

    Mend: correct the date, or waive the rule for the project with the reason.
    """
    start, end = project.start_date, project.end_date
    if start and start < EARLIEST:
        yield Fault(project.at("start_date"), f"start date {start} is before 1995", "check the year")
    elif end and not start and end < EARLIEST:
        yield Fault(project.at("end_date"), f"end date {end} is before 1995", "check the year")
    elif start and end and start <= end:
        days = (end - start).days + 1
        if days < SHORTEST_DAYS:
            yield Fault(
                project.at("end_date"), f"the project lasts {days} days, less than four weeks", "check year and month"
            )
        elif end > add_days(add_months(start, 12 * LONGEST_YEARS), -1):
            yield Fault(
                project.at("end_date"),
                f"the project lasts from {start} to {end}, more than seven years",
                "check the year",
            )
