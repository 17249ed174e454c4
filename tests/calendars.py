"""Calendars read back by programs of others: icalendar, and ical.js where Node.js is at hand."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import icalendar
from javascript import answer


class Event(NamedTuple):
    """What a reader of calendars finds in an event. `last` is its last day, None where the file gives no end."""

    start: date
    last: date | None
    summary: str
    description: str
    categories: list[str]
    status: str
    url: str | None
    sequence: int
    alarms: list[str]
    reminders: list[str]


def read_calendar(made: str) -> Any:
    """The calendar as icalendar reads it; its types promise less than it gives."""
    return icalendar.Calendar.from_ical(made.encode())


def events(made: str) -> dict[str, Event]:
    """The events by UID, as icalendar reads them. A UID that stands twice fails."""
    found = [(str(each["UID"]), _event(each)) for each in read_calendar(made).walk("VEVENT")]
    assert len(found) == len(dict(found))
    return dict(found)


def _event(read: Any) -> Event:
    alarms = read.walk("VALARM")
    assert {str(each["ACTION"]) for each in alarms} <= {"DISPLAY"}
    return Event(
        read["DTSTART"].dt,
        read["DTEND"].dt - timedelta(days=1) if "DTEND" in read else None,
        str(read["SUMMARY"]),
        str(read["DESCRIPTION"]),
        [str(each) for each in read["CATEGORIES"].cats],
        str(read["STATUS"]),
        str(read["URL"]) if "URL" in read else None,
        int(read["SEQUENCE"]),
        [each["TRIGGER"].to_ical().decode() for each in alarms],
        [str(each["DESCRIPTION"]) for each in alarms],
    )


def events_by_ical_js(made: str) -> list[tuple[str, Event]]:
    """The same as ical.js reads them, in their order."""
    read = answer("read_calendar.mjs", ["ical.js"], made)
    return [
        (
            each["uid"],
            Event(
                date.fromisoformat(each["start"]),
                None if each["start"] == "9999-12-31" else date.fromisoformat(each["end"]) - timedelta(days=1),
                *(each[name] for name in Event._fields[2:]),
            ),
        )
        for each in read["events"]
    ]
