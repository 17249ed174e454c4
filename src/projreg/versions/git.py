"""What git holds of a file: as it is staged, as the last commit has it. Git itself is asked, with fixed arguments."""

import os
from typing import TYPE_CHECKING

from projreg.errors import UnreadableFile
from projreg.visible import argument, visible

if TYPE_CHECKING:
    from subprocess import CompletedProcess


def staged(path: str) -> bytes:
    """The bytes of the file as it would be committed now. Raises UnreadableFile, with the reason, when git has none."""
    found = held(path)
    if found is None:
        raise UnreadableFile(*_why_not(path))
    return found


def held(path: str, revision: str = "") -> bytes | None:
    """The bytes of the file in a revision, or as it is staged; None when it is not there.

    Whatever repository the file lies in is asked. Raises UnreadableFile when git cannot be run.
    """
    done = _asked(path, "cat-file", "blob", f"{revision}:./")
    return done.stdout if done.returncode == 0 else None


def _asked(path: str, *arguments: str) -> "CompletedProcess[bytes]":
    """What git says, asked in the file's folder; the last argument is completed by its name.

    Only what lies in git's store is read: nothing that the repository configures is run for it.
    """
    folder, name = os.path.split(os.path.abspath(path))
    while not os.path.isdir(folder):  # git may still have what is gone
        folder, last = os.path.split(folder)
        name = f"{last}/{name}"
    return run_git(folder, *arguments[:-1], f"{arguments[-1]}{name}")


def run_git(folder: str, *arguments: str) -> "CompletedProcess[bytes]":
    """What git says in a folder. Raises UnreadableFile when it cannot be run."""
    import subprocess  # a check of the files in the folder does without

    try:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UnreadableFile(f"git cannot be run: {error.strerror}", "install git, or do without it") from None


def _why_not(path: str) -> tuple[str, str]:
    """Why git has nothing staged of a file, and what to do."""
    shown, argued = visible(path), argument(path)
    done = _asked(path, "ls-files", "--unmerged", "--", "./")
    if done.returncode:
        if not _in_repository(path):
            return f"{shown} is in no git repository, so nothing can be staged", "check it without --staged"
        said = done.stderr.decode("utf-8", "replace").partition("\n")[0]
        return f"git cannot tell what is staged of {shown}: {said}", "check it without --staged"
    if done.stdout:
        return (
            f"{shown} has a merge conflict that is not settled, so nothing of it is staged",
            f"settle it in the file (`projreg validate {argued}` shows it), then `git add {argued}`",
        )
    if not os.path.lexists(path):
        return f"{shown} does not exist, and git has not staged it", "check the path"
    return f"{shown} is not staged: git does not know it here", f"git add {argued}"


def _in_repository(path: str) -> bool:
    """Whether a folder above the file holds `.git`."""
    folder, above = os.path.abspath(path), ""
    while folder != above:
        above, folder = folder, os.path.dirname(folder)
        if os.path.lexists(os.path.join(folder, ".git")):
            return True
    return False
