"""What every command that changes the registry does last: show the change, ask, write it, say so."""

import sys
from collections.abc import Callable

from projreg.cli.output import emit, note, on_terminal
from projreg.diff import unified_diff
from projreg.source import Source, parse
from projreg.store import update
from projreg.visible import visible


def carry_out(source: Source, change: Callable[[Source], Source], *, question: str, dry_run: bool, yes: bool) -> bool:
    """Do a change of the registry that was read as `source`; whether it was written.

    `change` is called again on what the file holds when it is written. On a terminal the diff is shown and `question`
    asked, unless `yes`. With `dry_run` the diff is all. Raises what `change` raises, and NotWritten.
    """
    after = change(source)
    asking = on_terminal(sys.stdin) and not yes
    if dry_run or asking:
        emit(unified_diff(source.raw, after.raw, source.name))
    if dry_run:
        return False
    if after.raw == source.raw:
        note(f"nothing to change; {visible(source.name)} is unchanged")
        return False
    if asking and not agreed(question):
        note(f"nothing was written; {visible(source.name)} is unchanged")
        return False
    update(source.name, lambda raw: change(parse(raw, source.name)).raw, tell=note)
    return True


def agreed(question: str) -> bool:
    """Whether the user says yes; Enter means yes."""
    from typer import confirm

    return confirm(question, default=True, err=True)
