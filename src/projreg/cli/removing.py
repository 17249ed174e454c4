"""What `remove` does: a project taken out, shown, asked about and written."""

from collections.abc import Sequence

from projreg.cli.changing import Found, find, on_same_project, one_registry, terms_for
from projreg.cli.output import note
from projreg.cli.writing import carry_out
from projreg.editing.edit import removed
from projreg.reading.source import Source
from projreg.visible import visible


def remove_project(name: str, files: Sequence[str] | None, *, dry_run: bool, yes: bool) -> int:
    """Take a project out; the exit status. Raises UsageError, UnreadableFile, NotWritten."""
    found = find(name, one_registry(files))
    terms = terms_for(found.source, found.publisher)

    def change(now: Found) -> Source:
        return removed(now.source, now.at, terms)

    shown, file = visible(name), visible(found.source.name)
    question = f"Remove {shown} from {file}?"
    agreeing = on_same_project(found, change)
    if carry_out(found.source, agreeing, question=question, dry_run=dry_run, yes=yes, default=False):
        note(f"removed {shown} from {file}")
    return 0
