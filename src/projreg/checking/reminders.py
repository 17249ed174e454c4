"""What the rules that depend on the day say of a registry: for reports. `validate` and the hook never ask them."""

from collections.abc import Iterable, Iterator
from datetime import date

from projreg.checking.cascades import independent, unread
from projreg.model.decode import Misfit
from projreg.model.records import Registry
from projreg.rules import BY_SUBJECT
from projreg.rules.clock import done_in_future
from projreg.rules.rule import Told
from projreg.rules.waivers import is_reason


def reminders(registry: Registry, day: date, *, today: date, misfits: Iterable[Misfit] = ()) -> list[Told]:
    """What the clock rules say of the registry of one file on `day`, project by project.

    `today` is the real day: what is said to have happened must lie before it, whatever day the report is about. Left
    out is what a project waives with a reason, and what misses a value that stands there unread (`misfits`).
    """
    return independent(list(_told(registry, day, today)), unread(misfits))


def _told(registry: Registry, day: date, today: date) -> Iterator[Told]:
    for project in registry.projects:
        for rule in BY_SUBJECT["clock"]:
            if project.waive and is_reason(project.waive.get(rule.code, "")):
                continue
            for fault in rule.check(project, today if rule is done_in_future else day):
                yield rule, fault
