"""What `validate --fix` does to a file: mend what has one safe answer, or show what it would do."""

from projreg.checking.choice import Choice
from projreg.cli.output import emit, note
from projreg.editing.diff import unified_diff
from projreg.editing.fixing import Left, fixed, hindrance
from projreg.findings import words
from projreg.reading.source import Source, parse, read_bytes
from projreg.storing.held import settled
from projreg.storing.store import update
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible


def mended(path: str, choice: Choice, *, unsafe: bool, dry_run: bool) -> Source:
    """The file as it stands on disk afterwards; with `dry_run` as before, and the change goes to standard output.

    Raises UnreadableFile and NotWritten.
    """
    with settled(path):
        before = read_bytes(path)
    done = fixed(before, path, unsafe, choice)

    def mend(raw: bytes) -> bytes:
        """What the file is to hold, whatever it holds by now."""
        nonlocal before, done
        if raw != before:
            before, done = raw, fixed(raw, path, unsafe, choice)
        return done.raw

    if dry_run:
        emit(unified_diff(before, done.raw, path))
    elif done.mended:
        update(path, mend, tell=note)
    if done.mended:
        number = len(done.mended)
        places = "one place" if number == 1 else f"{number} places"
        note(f"{'would mend' if dry_run else 'mended'} {places} in {visible(path)}")
    elif why := hindrance(parse(before, path)):
        note(f"nothing mended in {visible(path)}: {why}")
    for each in done.left:
        note(f"not mended: {_left_out(each)}")
    return parse(before if dry_run else done.raw, path)


def _left_out(left: Left) -> str:
    """Where a fix was not done, and what it would have brought in."""
    finding, error = left
    written = without_personal_numbers(visible(finding.fix.text)) if finding.fix else ""
    here = f"{words.place(finding)}: to write {written}"
    if error is None:
        return f"{here} would change something else too"
    return f"{here} would bring in {error.code} on line {error.span.line}: {visible(error.message)}"
