"""The user's editor, and the file in which a text waits while it is edited."""

import os
import shlex
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import NamedTuple

from projreg.cli.settings import from_here
from projreg.errors import NotWritten, UsageError
from projreg.storing.signals import Ended, put_off
from projreg.values.slug import slug_of
from projreg.visible import visible

_USUAL = ("notepad",) if os.name == "nt" else ("editor", "nano", "vi")


_EDITOR_SECONDS = 2.0
"""So long an editor has to end when we are told to."""


def open_in_editor(command: Sequence[str], path: str) -> int:
    """Let the user edit the file; the editor's exit status, below 0 when a signal ended it.

    Raises NotWritten when the editor cannot be started.
    """
    before = signal.signal(signal.SIGINT, lambda number, frame: None)  # Ctrl-C is for the editor
    process = None
    try:
        with put_off() as came:
            process = subprocess.Popen([_program(command[0]), *command[1:], path])
        if came:
            raise Ended(came[0])
        return process.wait()
    except Ended as ended:
        if process:
            process.send_signal(ended.number)
            try:
                process.wait(_EDITOR_SECONDS)
            except subprocess.TimeoutExpired:
                ended.still_typing = True
        raise
    except OSError as error:
        name = visible(command[0])
        raise NotWritten(
            f"the editor “{name}” cannot be started: {error.strerror}; nothing was changed",
            "set EDITOR to one that is installed, such as nano",
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)


def _program(name: str) -> str:
    """The program's path where Windows needs it: `code` is a file code.cmd. Nothing in the current folder is meant."""
    found = shutil.which(name)
    return found if found and os.path.isabs(found) else name


def editor() -> list[str]:
    """The command of $VISUAL, else $EDITOR, else what there is. Raises UsageError when there is none."""
    for variable in ("VISUAL", "EDITOR"):
        if written := os.environ.get(variable, "").strip():
            try:
                if command := words_of(written, windows=os.name == "nt"):
                    return command
            except ValueError:
                raise UsageError(f"{variable} is no command: “{written}”", "a quotation mark is not closed") from None
    for name in _USUAL:
        if shutil.which(name):
            return [name]
    raise UsageError("no editor is set", "set EDITOR, such as EDITOR=nano")


def words_of(written: str, *, windows: bool) -> list[str]:
    """The words of a command. On Windows a backslash is part of a path. Raises ValueError for a quote left open."""
    if not windows:
        return shlex.split(written)
    return [each.strip('"') for each in shlex.split(written, posix=False)]


class Draft(NamedTuple):
    """A file beside the registry that holds a text while it is edited, and what it held at first.

    `project` is the id of the project whose text it is.
    """

    path: str
    before: bytes
    project: str

    @classmethod
    def beside(cls, registry: str, name: str, text: bytes) -> "Draft":
        """A new file in the registry's folder, named for the project, for the user alone. Raises NotWritten."""
        for path in _paths(registry, name):
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            except FileExistsError:
                continue
            except OSError as error:
                shown = visible(from_here(path))
                raise NotWritten(f"{shown} cannot be made: {error.strerror}; nothing was changed") from None
            draft = cls(path, text, name)
            try:
                with open(handle, "wb") as file:
                    file.write(text)
            except OSError as error:
                draft.forget()
                shown = visible(from_here(path))
                raise NotWritten(f"{shown} cannot be made: {error.strerror}; nothing was changed") from None
            return draft
        raise AssertionError("numbers never end")

    @classmethod
    def kept(cls, registry: str, name: str, text: bytes) -> "Draft | None":
        """The file that the last unfinished editing left, with something typed in it; None when there is none.

        `text` is the project's as it is now. Only a plain file of the user's own counts.
        """
        found = []
        for path in _paths(registry, name):
            try:
                status = os.lstat(path)
            except OSError:
                break
            draft = cls(path, text, name)
            if stat.S_ISREG(status.st_mode) and status.st_uid == _user(status.st_uid) and draft.worth_keeping:
                found.append((status.st_mtime_ns, draft))
        return max(found, key=lambda each: each[0])[1] if found else None

    @property
    def saved_at(self) -> str:
        """When it was last saved, to the minute, by the clock of the machine."""
        with suppress(OSError):
            return f"{datetime.fromtimestamp(os.stat(self.path).st_mtime, UTC).astimezone():%Y-%m-%d %H:%M}"
        return "an unknown time"

    @property
    def saved(self) -> bytes:
        """What the file holds now; nothing when the editor took it away. Raises NotWritten when it cannot be read."""
        try:
            with open(self.path, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise NotWritten(f"{visible(self.path)} cannot be read: {error.strerror}; nothing was changed") from None

    @property
    def is_untouched(self) -> bool:
        """Whether the file holds what it held at first."""
        return self.saved.strip() == self.before.strip()

    @property
    def worth_keeping(self) -> bool:
        """Whether it may hold anything that was typed."""
        try:
            return self.saved.strip() not in (b"", self.before.strip())
        except NotWritten:
            return True

    @property
    def whereabouts(self) -> str:
        """Where to find what was typed, and how to go on with it."""
        return f"what you typed is kept in {self.shown}; `projreg edit {visible(self.project)}` goes on with it"

    @property
    def shown(self) -> str:
        """The file's name, as seen from here, safe to show."""
        return visible(from_here(self.path))

    def forget(self) -> None:
        """Take the file away, at the second try if need be."""
        for _ in range(2):
            with suppress(OSError):
                os.unlink(self.path)

    def refill(self) -> None:
        """Put the text of the beginning back when nothing is left to edit."""
        if not self.saved.strip():
            with suppress(OSError), open(self.path, "wb") as file:
                file.write(self.before)


def _paths(registry: str, name: str) -> Iterator[str]:
    """Where the text of a project may wait, one after the other; they never end."""
    folder = os.path.dirname(os.path.realpath(registry))
    for number in count(1):
        yield os.path.join(folder, f"{slug_of(name) or 'project'}.edited{'' if number == 1 else f'-{number}'}.toml")


def _user(otherwise: int) -> int:
    """The number of the user; `otherwise` where users have none."""
    return os.getuid() if hasattr(os, "getuid") else otherwise
