"""What git holds of a file: as it is staged, as the last commit has it. Git itself is asked, with fixed arguments."""

import os

from projreg.errors import UnreadableFile
from projreg.visible import visible


def staged(path: str) -> bytes:
    """The bytes of the file as it would be committed now. Raises UnreadableFile when git has it not."""
    found = _blob("", path)
    if found is None:
        shown = visible(path)
        raise UnreadableFile(f"{shown} is not staged: git does not know it here", f"git add {shown}")
    return found


def committed(path: str, revision: str = "HEAD") -> bytes | None:
    """The bytes of the file in a revision; None when it was not there, or nothing has been committed."""
    return _blob(revision, path)


def _blob(revision: str, path: str) -> bytes | None:
    """A file's bytes from git's store, as they lie there: nothing the repository configures is run for it."""
    import subprocess  # a check of the files in the folder does without

    place = os.path.relpath(path).replace(os.sep, "/")
    name = f"{revision}:{place if place.startswith('../') else f'./{place}'}"
    try:
        done = subprocess.run(["git", "cat-file", "blob", name], capture_output=True, check=False)
    except OSError as error:
        raise UnreadableFile(f"git cannot be run: {error.strerror}", "install git, or check without --staged") from None
    return done.stdout if done.returncode == 0 else None
