"""Calendars read back by programs of others: icalendar, and ical.js where Node.js is at hand."""

import json
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import pytest

NODE = Path(__file__).parent / "node"


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


def _read_by_ical_js(made: str) -> dict[str, Any]:
    """What ical.js reads. Without Node.js or the package the test is skipped; in CI it fails."""
    if not shutil.which("node") or not (NODE / "node_modules" / "ical.js").is_dir():
        reason = "ical.js is not there: npm install --no-package-lock --prefix tests/node"
        if os.environ.get("PROJREG_REQUIRE_SHARED"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        ["node", "read_calendar.mjs"], cwd=NODE, input=made.encode(), capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def events_by_ical_js(made: str) -> list[tuple[str, Event]]:
    """The same as ical.js reads them, in their order."""
    read = _read_by_ical_js(made)
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
