"""What every command that changes the registry does last: show the change, ask, write it, say so."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from projreg.cli.output import emit, note, on_terminal
from projreg.diagnostic import Path
from projreg.editing.diff import unified_diff
from projreg.errors import UsageError
from projreg.reading.source import Source, parse
from projreg.storing.store import need_writable, update
from projreg.visible import visible


def carry_out(
    source: Source,
    change: Callable[[Source], Source],
    *,
    question: str,
    dry_run: bool,
    yes: bool,
    default: bool = True,
    shortened: Callable[[str], str] = str,
    unneeded: str = "nothing to change",
) -> bool:
    """Do a change of the registry that was read as `source`; whether it was written.

    `change` is called again on what the file holds when it is written, if that is something else. On a terminal the
    diff is shown, `shortened`, and `question` asked, unless `yes`; `default` is what Enter says. With `dry_run` the
    diff is all. `unneeded` is said where the change leaves the file as it is. Raises what `change` raises, and
    NotWritten.
    """
    after = change(source)
    asking = on_terminal(sys.stdin) and not yes
    if asking and not dry_run:
        need_writable(source.name)
    if after.raw == source.raw:
        note(f"{unneeded}; {visible(source.name)} is unchanged")
        return False
    if dry_run or asking:
        diff = unified_diff(source.raw, after.raw, source.name)
        emit(diff if dry_run else shortened(diff))
    if dry_run:
        return False
    if asking and not agreed(question, default=default):
        note(f"nothing was written; {visible(source.name)} is unchanged")
        return False
    update(
        source.name,
        lambda raw: after.raw if raw == source.raw else change(parse(raw, source.name)).raw,
        tell=note,
    )
    return True


def tell_days(values: Iterable[tuple[Path, Any]], words: Sequence[str]) -> None:
    """Say as which day a date was read that is not in the words as YYYY-MM-DD. `values` are told by their paths."""
    for path, value in values:
        if isinstance(value, Mapping):
            tell_days((((*path, key), each) for key, each in value.items()), words)
        elif isinstance(value, list):
            tell_days((((*path, at), each) for at, each in enumerate(value)), words)
        elif isinstance(value, date) and not any(str(value) in each for each in words):
            note(f"note: {_written(path)} = {value}")


def _written(path: Path) -> str:
    """A path as it stands in an assignment: `deadline[0].due`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def agreed(question: str, *, default: bool = True) -> bool:
    """Whether the user says yes, in Swedish or English; Enter means `default`."""
    from typer import prompt

    from projreg.editing.written import yes_or_no

    while True:
        answer = prompt(f"{question} [{'Y/n' if default else 'y/N'}]", default="", show_default=False, err=True).strip()
        try:
            return yes_or_no(answer) if answer else default
        except UsageError as error:
            note(f"  {visible(error.message)}; write y or n, ja or nej")
