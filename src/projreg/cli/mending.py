"""What `validate --fix` does to a file: mend what has one safe answer, or show what it would do."""

from projreg.choice import Choice
from projreg.cli.output import emit, note
from projreg.diff import unified_diff
from projreg.fixing import fixed
from projreg.source import Source, parse, read_bytes
from projreg.store import settled, update
from projreg.visible import visible


def mended(path: str, choice: Choice, *, unsafe: bool, dry_run: bool) -> Source:
    """The file as it stands after mending; with `dry_run` nothing is written, and the change goes to standard output.

    Raises UnreadableFile and NotWritten.
    """
    with settled(path):
        before = read_bytes(path)
    done = fixed(before, path, unsafe, choice)
    if dry_run:
        emit(unified_diff(before, done.raw, path))
    elif done.mended:
        update(path, lambda raw: fixed(raw, path, unsafe, choice).raw, tell=note)
    if done.mended:
        number = len(done.mended)
        places = "one place" if number == 1 else f"{number} places"
        note(f"{'would mend' if dry_run else 'mended'} {places} in {visible(path)}")
    if done.left:
        left = "One more fix" if len(done.left) == 1 else f"{len(done.left)} more fixes"
        note(f"{left} would bring in another error, and {'was' if len(done.left) == 1 else 'were'} not done")
    return parse(done.raw, path)
