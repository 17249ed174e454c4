"""The state of a project on a day: derived from its dates, never stored."""

from datetime import date
from typing import Literal, get_args

from projreg.language import Phrase
from projreg.model.records import Project

State = Literal["active", "upcoming", "applied", "suspended", "ended", "closed", "cancelled", "unknown"]
STATES: tuple[State, ...] = get_args(State)

LABELS: dict[State, Phrase] = {
    "active": Phrase("Pågående", "Active"),
    "upcoming": Phrase("Kommande", "Upcoming"),
    "applied": Phrase("Ansökt", "Applied for"),
    "suspended": Phrase("Vilande", "Suspended"),
    "ended": Phrase("Avslutat (slutredovisas)", "Ended, not closed"),
    "closed": Phrase("Slutredovisat", "Closed"),
    "cancelled": Phrase("Avbrutet", "Cancelled"),
    "unknown": Phrase("Okänt", "Unknown"),
}


def state_on(project: Project, today: date) -> State:
    """The project's state on `today`; `unknown` when the dates that decide it cannot be read or contradict."""
    for status in ("cancelled", "suspended", "applied"):
        if project.status == status:
            return status
    if project.closed_date and project.closed_date <= today:
        return "closed"
    start, end = project.start_date, project.end_date
    if "closed_date" in project.unread or start is None or end is None or end < start:
        return "unknown"
    if today < start:
        return "upcoming"
    return "active" if today <= end else "ended"


def is_on_hand(project: Project, today: date) -> bool:
    """Whether there is something left to do in it: it is neither closed nor cancelled, or a deadline is not done.

    Papers that are kept until a day (`retention`) are nothing to do before that day has passed.
    """
    return state_on(project, today) not in ("closed", "cancelled") or any(
        not each.is_done(today) and not (each.type == "retention" and each.due and each.due >= today)
        for each in project.deadline
    )


def days_left(project: Project, today: date) -> int | None:
    """Days from `today` to the end date: 0 on the last day, negative after it. None when it is closed, cancelled or
    the end cannot be read."""
    if project.end_date is None or state_on(project, today) in ("closed", "cancelled", "unknown"):
        return None
    return (project.end_date - today).days
