"""What `set` and `close` do: values of one project changed, shown, asked about and written."""

from collections.abc import Sequence

from projreg.cli.changing import Found, find, on_same_project, one_registry, terms_for
from projreg.cli.output import note
from projreg.cli.reading import the_day
from projreg.cli.writing import carry_out, tell_days
from projreg.editing.assignments import read_assignments
from projreg.editing.consequences import in_another_currency, to_be_made
from projreg.editing.edit import changed
from projreg.editing.toml_edit import Change
from projreg.errors import UsageError
from projreg.reading.source import Source
from projreg.values.dates import read_written_date
from projreg.visible import visible


def set_keys(name: str, written: Sequence[str], files: Sequence[str] | None, *, dry_run: bool, yes: bool) -> int:
    """Set keys of a project as `written`; the exit status. Raises UsageError, UnreadableFile, NotWritten."""
    found = find(name, one_registry(files))
    currency = found.publisher.currency
    read = read_assignments(written, found.table, currency, the_day(None, found.publisher), tell=_tell)
    changes = to_be_made(read, found.project, found.table)
    if _write(found, changes, f"Change {visible(name)}?", dry_run=dry_run, yes=yes):
        note(f"changed {visible(name)} in {visible(found.source.name)}")
        tell_days(((path, value) for path, value in read), written)
        for path, value in changes:
            if (path, value) not in read:
                gone = f"{path[0]} was taken away: the project ends on that day again"
                note(f"note: {gone if value is None else f'{path[0]} = {value} was added'}")
        for key, unit, amount in in_another_currency(changes, found.table, currency):
            note(f"note: {key} = {visible(str(amount))} now counts as {visible(unit)}")
    return 0


def _tell(line: str) -> None:
    note(f"note: {visible(line)}")


def close_project(
    name: str, on: str | None, as_of: str | None, files: Sequence[str] | None, *, dry_run: bool, yes: bool
) -> int:
    """Note the day on which the final report was accepted; the exit status. Raises what `set_keys` raises."""
    found = find(name, one_registry(files))
    if closed := found.project.closed_date:
        raise UsageError(
            f"{visible(name)} was closed on {closed}",
            f"`projreg set {visible(name)} closed_date=DATE` corrects the day",
        )
    day = read_written_date(on) if on else the_day(as_of, found.publisher)
    start, end = found.project.start_date, found.project.end_date
    if start and day < start:
        raise UsageError(
            f"{visible(name)} cannot be closed on {day}: it starts on {start}",
            "give a later day, or mend its start_date first",
        )
    early = f"before its end date {end}" if end and day < end else ""
    changes = [Change(("closed_date",), day)]
    question = f"Close {visible(name)} on {day}{early and f', {early}'}?"
    if _write(found, changes, question, dry_run=dry_run, yes=yes, default=not early):
        note(f"closed {visible(name)} on {day} in {visible(found.source.name)}")
        if early:
            note(f"note: closed {early}")
        _tell_open_deadlines(found)
    return 0


def _write(
    found: Found, changes: Sequence[Change], question: str, *, dry_run: bool, yes: bool, default: bool = True
) -> bool:
    terms = terms_for(found.source, found.publisher)

    def change(now: Found) -> Source:
        return changed(now.source, now.at, changes, terms)

    agreeing = on_same_project(found, change)
    return carry_out(found.source, agreeing, question=question, dry_run=dry_run, yes=yes, default=default)


def _tell_open_deadlines(found: Found) -> None:
    """A closed project's deadlines are no longer reported as overdue: say which are open while it is known."""
    for deadline in found.project.deadline:
        if not deadline.done:
            due = f"{deadline.type or 'without type'}, due {deadline.due or 'on no day'}"
            mend = f"`projreg set {visible(found.project.id)} deadline[{deadline.path[-1]}].done=DATE`"
            note(f"note: its deadline {due}, is not done; {mend} notes that it is")
