"""What git's history holds of a file. Git itself is asked, with fixed arguments.

Nothing that a repository configures is run: no pager, filter, external diff or signature program.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from projreg.errors import UnreadableFile
from projreg.versions.git import run_git
from projreg.visible import visible


class Commit(NamedTuple):
    """A commit: its full name, and when it was made."""

    name: str
    time: datetime


_FIRST_YEAR, _LAST_YEAR = 1970, 2099
"""Outside these git does not read a year as one."""


def commit_named(revision: str, path: str) -> Commit | None:
    """The commit that a revision means in the repository of the file at `path`; None when there is no such.

    Raises UnreadableFile when the file is in no repository, or git cannot be run.
    """
    folder, _ = _place(path)
    _need_repository(folder, path)
    if revision.startswith("-") or not revision:  # an option, to git
        return None
    name = _said(_git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
    return _first_commit(folder, (name, "--")) if name else None


def commit_until(moment: datetime, path: str) -> Commit | None:
    """The last commit on HEAD's first-parent history that was made at or before a moment, its second included.

    None when there is none. Raises UnreadableFile as `commit_named` does.
    """
    folder, _ = _place(path)
    _need_repository(folder, path)
    moment = moment.astimezone(UTC)
    if moment.year < _FIRST_YEAR:
        return None
    until = min(moment, datetime(_LAST_YEAR, 12, 31, tzinfo=UTC)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return _first_commit(folder, ("--first-parent", f"--until={until}", "HEAD", "--"))


def first_commit(path: str) -> Commit | None:
    """The oldest commit of HEAD's first-parent history, as far as it is here; None when nothing has been committed."""
    folder, _ = _place(path)
    lines = _said(_git(folder, "rev-list", "--first-parent", "--timestamp", "HEAD", "--")).splitlines()
    return _commit(lines[-1]) if lines else None


def is_shallow(path: str) -> bool:
    """Whether the repository of the file at `path` was cloned without its older history."""
    return _said(_git(_place(path)[0], "rev-parse", "--is-shallow-repository")) == "true"


def file_in(commit: Commit, path: str) -> bytes | None:
    """The bytes of the file at `path` in a commit; None when it was not there."""
    folder, name = _place(path)
    return _content(folder, f"{commit.name}:{name}")


def named_file_in(commit: Commit, name: str, path: str) -> bytes | None:
    """The bytes of the file called `name`, from the root of the repository of `path`; None when it was not there."""
    return _content(_place(path)[0], f"{commit.name}:{name}")


def earlier_names(path: str) -> list[str]:
    """The names that the file had in HEAD's history, the newest first, from the repository's root."""
    folder, name = _place(path)
    plain = ("--no-show-signature", "--no-ext-diff", "--no-textconv")
    listed = _git(
        folder, "--literal-pathspecs", "log", "--follow", *plain, "--format=", "--name-only", "-z", "HEAD", "--", name
    )
    return [*dict.fromkeys(os.fsdecode(each) for each in (listed or b"").split(b"\0") if each)]


def _first_commit(folder: str, asked: Sequence[str]) -> Commit | None:
    found = _said(_git(folder, "rev-list", "--max-count=1", "--timestamp", *asked))
    return _commit(found) if found else None


def _commit(line: str) -> Commit:
    """The commit of a line of `rev-list --timestamp`: seconds and name."""
    seconds, _, name = line.partition(" ")
    return Commit(name, datetime.fromtimestamp(int(seconds), UTC))


def _place(path: str) -> tuple[str, str]:
    """The nearest folder above the file that exists, and the file's name from there. Links are followed."""
    whole = os.path.realpath(path)
    folder = os.path.dirname(whole)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder, "./" + os.path.relpath(whole, folder).replace(os.sep, "/")


def _need_repository(folder: str, path: str) -> None:
    done = run_git(folder, "rev-parse", "--git-dir")
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise UnreadableFile(f"git keeps no history of {visible(path)}", f"git says: {visible(why)}")


def _said(out: bytes | None) -> str:
    return "" if out is None else os.fsdecode(out).strip()


def _git(folder: str, *arguments: str) -> bytes | None:
    """What git prints, asked in a folder; None when it fails."""
    done = run_git(folder, *arguments)
    return done.stdout if done.returncode == 0 else None


def _content(folder: str, name: str) -> bytes | None:
    return _git(folder, "cat-file", "blob", name)
