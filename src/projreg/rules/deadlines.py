"""Rules on what must be done by a day: reports, payment requests, keeping the papers."""

from datetime import date

from projreg.diagnostic import Also, Fault
from projreg.model.records import Deadline, Project
from projreg.rules.dates import check_the_year
from projreg.rules.rule import Faults, project_rule
from projreg.values.dates import add_months
from projreg.visible import visible

_MONTHS_AFTER_END = 24
_OUTSIDE_ALLOWED = ("decision", "commitment", "retention", "")
"""Deadlines that may lie before the project, or long after it; and those whose type is not known."""
_LATER_ALLOWED = ("evaluation", "other")
"""Deadlines that may still be to come when the project is closed."""
_LAST_DAY_TO_FILE = ("tillväxtverket", "jordbruksverk")
"""Who takes no request after the project's last day; in part, for "Statens jordbruksverk"."""
_YEARS_KEPT, _YEARS_KEPT_WITH_STATE_AID = 5, 10


@project_rule("PR210", "deadline-outside-project", "error")
def deadline_outside_project(project: Project) -> Faults:
    """A deadline lies before the project, or more than 24 months after it.

    It is nearly always a year typed wrong, and then nobody is told in time. Decisions, commitments and retention may
    lie outside.

    Example: `due = 2015-03-31` in a project from 2024-01-01 to 2026-03-16.

    Mend: correct `due`. The finding names a likely year.
    """
    start, end = project.start_date, project.end_date
    if start is None or end is None or end < start:
        return
    for deadline in project.deadline:
        due = deadline.due
        if due is None or start <= due <= end or deadline.type in _OUTSIDE_ALLOWED:
            continue
        latest = add_months(end, _MONTHS_AFTER_END)
        if due < start or due > latest:
            key, where = (
                ("start_date", f"before the project's start date {start}")
                if due < start
                else ("end_date", f"more than {_MONTHS_AFTER_END} months after the project's end date {end}")
            )
            yield Fault(
                deadline.at("due"),
                f"due {due} is {where}",
                check_the_year(due, due, start, latest),
                (Also(project.at(key), f"{key} stands"),),
            )


@project_rule("PR502", "closed-with-open-deadline", "warning")
def closed_with_open_deadline(project: Project) -> Faults:
    """The project is closed, and one of its deadlines is not done.

    Either something was forgotten, or the day was never written down. Retention may wait, and so may an evaluation
    or other deadline that is due after the closing.

    Example: `type = "final_report"` without `done`, in a project with `closed_date = 2024-09-30`.

    Mend: add `done` with the day, or take the deadline away when nothing was to be done.
    """
    closed = project.closed_date
    if closed is None:
        return
    for deadline in project.deadline:
        kind, due = deadline.type, deadline.due
        if deadline.done or due is None or kind in ("retention", "") or (kind in _LATER_ALLOWED and due > closed):
            continue
        yield Fault(
            deadline.at("done"),
            f"the project was closed on {closed}, and its deadline {kind}, due {due}, is not done",
            "add done = the day it was done, or take the deadline away",
            (Also(project.at("closed_date"), "closed_date stands"),),
        )


@project_rule("PR507", "final-payment-after-end", "warning")
def final_payment_after_end(project: Project) -> Faults:
    """The final payment request is due after the project's last day, at a funder that takes none after it.

    At Tillväxtverket and Jordbruksverket the last day of the project is the last day to file.

    Example: `type = "final_payment"` with `due = 2026-04-30` and `funder = "Tillväxtverket"`, in a project that ends
    on 2026-03-16.

    Mend: write the project's end date as `due`. A deadline that is done is not told.
    """
    start, end = project.start_date, project.end_date
    if end is None or (start and end < start):
        return
    for deadline in project.deadline:
        due = deadline.due
        if deadline.type != "final_payment" or due is None or due <= end or deadline.done:
            continue
        funder = _strict_funder(project, deadline)
        if funder:
            yield Fault(
                deadline.at("due"),
                f"the final payment request is due {due}, after the project's end date {end}",
                f"write {end}: at {visible(funder)} the last day of the project is the last day to file",
                (Also(project.at("end_date"), "end_date stands"),),
                covered_by=(("PR210", deadline.at("due")),),
            )


def _strict_funder(project: Project, deadline: Deadline) -> str | None:
    """The funder of the deadline, else the first of the project's, that takes no request after the last day."""
    named = deadline.funder.strip()
    for funder in (named,) if named else (each.funder for each in project.funding):
        folded = funder.casefold()
        if any(each in folded for each in _LAST_DAY_TO_FILE):
            return funder
    return None


@project_rule("PR510", "retained-too-briefly", "error")
def retained_too_briefly(project: Project) -> Faults:
    """The papers of a closed project are not kept long enough.

    With EU money they are kept for five years from the end of the year of closing, with state aid for ten. Before the
    project is closed that year is not known, and nothing is told.

    Example: `retain_until = 2028-12-31` in a project with EU money and `closed_date = 2024-09-30`.

    Mend: write the date that the finding names, or a later one.
    Source: Regulation (EU) 2021/1060 art. 82.
    """
    until, closed = project.retain_until, project.closed_date
    if until is None or closed is None:
        return
    if project.state_aid:
        years, why = _YEARS_KEPT_WITH_STATE_AID, "with state aid"
    elif any(funding.level == "eu" for funding in project.funding):
        years, why = _YEARS_KEPT, "with EU money"
    else:
        return
    least = add_months(date(closed.year, 12, 31), 12 * years)
    if until < least:
        yield Fault(
            project.at("retain_until"),
            f"the papers may go on {until}, and {why} they are kept until {least}",
            f"write {least}, or a later day: {years} years from the end of the year of closing",
            (Also(project.at("closed_date"), "closed_date stands"),),
        )
