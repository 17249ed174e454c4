"""Rules that depend on the day: shown by `report`, never by `validate` or the hook, and they block nothing."""

from datetime import date

from projreg.derived.upkeep import REVIEWED_WITHIN_MONTHS, told_too_early, unreviewed_since
from projreg.diagnostic import Fault
from projreg.model.records import Deadline, Project
from projreg.model.words import DEADLINE_TYPES
from projreg.rules.rule import Faults, clock_rule
from projreg.visible import visible

_WEEKEND = {5: "a Saturday", 6: "a Sunday"}


@clock_rule("PR206", "done-in-future", "warning")
def done_in_future(project: Project, day: date) -> Faults:
    """`done`, `reviewed` or `closed_date` is a day that has not come.

    They say what has happened. A day to come hides an open deadline, or leaves a project off the list of what ended.
    The day here is always the real one, also where the rest of a report is judged by `--as-of`: the caller passes it.

    Example: `closed_date = 2062-09-30` for a project that was closed in 2026.

    Mend: correct the day, or take the line away until it has happened. When the year before fits better, the finding
    names it.
    """
    for path, found, likely, _ in told_too_early(project, day):
        yield Fault(
            path,
            f"{path[-1]} {found} is yet to come: today is {day}",
            f"did you mean {likely}? The year is easily mistyped."
            if likely
            else "correct the day, or take the line away until it has happened",
        )


@clock_rule("PR209", "date-on-day-off", "info", needs=("closed_date", "status", "deadline.done"))
def date_on_day_off(project: Project, day: date) -> Faults:
    """An end date or deadline to come is on a day when offices are closed.

    Nobody answers on a Saturday, a Sunday, a public holiday or one of the three eves, so what is left for that day
    must be ready before. 27 % of real end dates are such: the date is right, and is not to be moved.

    Example: `end_date = 2026-12-31`, New Year's Eve; the last working day before it is 2026-12-30.

    Mend: nothing is wrong; be ready on the last working day before it, which the finding names.
    Source: lagen (1989:253) om allmänna helgdagar.
    """
    start, end = project.start_date, project.end_date
    if end and end >= day and not (start and end < start) and (fault := _closed_on(project, "end_date", end, day)):
        yield fault
    for deadline in project.deadline:
        due = deadline.due
        if (
            due
            and due >= day
            and not deadline.is_done(day)
            and (fault := _closed_on(project, "due", due, day, deadline))
        ):
            yield fault


def _closed_on(project: Project, key: str, due: date, day: date, deadline: Deadline | None = None) -> Fault | None:
    """What to say of a date on which offices are closed, in a project that is not over."""
    from projreg.derived.state import state_on  # only reports ask
    from projreg.values.workdays import last_working_day

    working = last_working_day(due)
    if working == due or state_on(project, day) in ("closed", "cancelled"):
        return None
    what = _WEEKEND.get(due.weekday(), "a public holiday or the eve of one")
    return Fault(
        (deadline or project).at(key),
        f"{key} {due} is {what}",
        f"the last working day before it {'is' if working >= day else 'was'} {working}",
    )


@clock_rule("PR501", "ended-not-closed", "warning", needs=("closed_date", "status"))
def ended_not_closed(project: Project, day: date) -> Faults:
    """The project has ended and is not closed.

    That is the real risk: the final report and the last payment are still to come, and everybody believes that it is
    over. A suspended project ends too.

    Example: `end_date = 2024-06-30` and no `closed_date`, on 2024-07-01.

    Mend: when the final report is accepted, add `closed_date`; if the project was prolonged, correct `end_date`.
    """
    end = project.end_date
    if end is None or end >= day:
        return
    from projreg.derived.state import state_on  # only reports ask

    state = state_on(project, day)
    if state in ("ended", "suspended"):
        stands = "is not closed" if state == "ended" else "stands as suspended, not closed"
        yield Fault(
            project.at("end_date"),
            f"the project ended on {end}, {_ago(end, day)}, and {stands}",
            _closing_mend(project.closed_date, day, suspended=state == "suspended"),
        )


def _closing_mend(closed: date | None, day: date, *, suspended: bool) -> str:
    if closed and closed > day:
        return f"closed_date says that it will be on {closed}"
    if closed:
        return f'closed_date is {closed}: take status = "suspended" away'
    if suspended:
        return "if it is to go on, write its new end_date; else take status away, and add closed_date once it is closed"
    return "add closed_date = the day the final report was accepted; if it was prolonged, correct end_date"


@clock_rule("PR504", "overdue-deadline", "warning", needs=("deadline.done",))
def overdue_deadline(project: Project, day: date) -> Faults:
    """A deadline has passed, and it is not told that it was met.

    Late reports can mean that money must be paid back. It is told whatever the project's state is: a funder
    may wait for the final report of a cancelled project too.

    Example: `type = "final_report"` with `due = 2024-08-31` and no `done`, on 2024-09-01.

    Mend: write `done` with the day it was done; if it was not, write to the funder today.
    """
    for deadline in project.deadline:
        due = deadline.due
        if due and due < day and not deadline.is_done(day):
            yield Fault(
                deadline.at("due"),
                f"{_named(deadline)} was due on {due}, {_ago(due, day)}, and is not done",
                _overdue_mend(project, deadline, day),
            )


def _overdue_mend(project: Project, deadline: Deadline, day: date) -> str:
    from projreg.derived.state import state_on  # only reports ask

    if deadline.done:
        return f"done says that it will be on {deadline.done}"
    state = state_on(project, day)
    if state in ("closed", "cancelled"):
        return f"the project is {state}: add done = the day it was done, or take the deadline away if it fell away"
    return "add done = the day it was done; if it was not, write to the funder today"


@clock_rule("PR506", "not-reviewed", "warning", needs=("closed_date", "status"))
def not_reviewed(project: Project, day: date) -> Faults:
    """Nobody has gone through the entry for 12 months, and the project is not closed.

    The page that projreg was made for was last updated on 2023-05-22; both its projects ended, and nobody was told.
    Months are calendar months, and the day that ends them is still in time. A project without `reviewed` is counted
    from its start. Closed and cancelled ones are left in peace.

    Example: `reviewed = 2023-05-22`, on 2024-05-23.

    Mend: go through the entry, with the project manager if need be, and write today's date as `reviewed`.
    """
    if since := unreviewed_since(project, day):
        yield Fault(
            project.at("reviewed"),
            f"last reviewed on {since}, more than {REVIEWED_WITHIN_MONTHS} months ago"
            if project.reviewed
            else f"never reviewed, and the project began on {since}",
            f"go through the entry, then {'write' if project.reviewed else 'add'} reviewed = {day}",
        )


def _named(deadline: Deadline) -> str:
    """The deadline in words, and to whom: "the final report (Tillväxtverket)"."""
    label = DEADLINE_TYPES.get(deadline.type)
    what = "the deadline" if label is None or deadline.type == "other" else f"the {label.en.lower()}"
    return f"{what} ({visible(deadline.funder.strip())})" if deadline.funder.strip() else what


def _ago(past: date, day: date) -> str:
    days = (day - past).days
    return "1 day ago" if days == 1 else f"{days} days ago"
