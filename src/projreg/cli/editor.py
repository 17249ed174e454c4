"""The user's editor, and the file in which a text waits while it is edited."""

import os
import shlex
import shutil
import signal
import subprocess
from contextlib import suppress
from itertools import count
from typing import NamedTuple

from projreg.errors import NotWritten, UsageError
from projreg.slug import slug_of
from projreg.visible import visible

_USUAL = ("notepad",) if os.name == "nt" else ("editor", "nano", "vi")


def open_in_editor(path: str) -> int:
    """Let the user edit the file, in $VISUAL, else $EDITOR, else what there is; the editor's exit status.

    Raises UsageError when there is none, or it cannot be started.
    """
    command = _editor()
    try:
        process = subprocess.Popen([*command, path])
    except OSError as error:
        name = visible(command[0])
        raise NotWritten(f"the editor “{name}” cannot be started: {error.strerror}; nothing was changed") from None
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the editor
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _editor() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        if written := os.environ.get(variable, "").strip():
            try:
                return shlex.split(written, posix=os.name != "nt")
            except ValueError:
                raise UsageError(f"{variable} is no command: “{written}”", "a quotation mark is not closed") from None
    for name in _USUAL:
        if shutil.which(name):
            return [name]
    raise UsageError("no editor is set", "set EDITOR, such as EDITOR=nano")


class Draft(NamedTuple):
    """A file beside the registry that holds a text while it is edited, and what it held at first."""

    path: str
    before: bytes

    @classmethod
    def beside(cls, registry: str, name: str, text: bytes) -> "Draft":
        """A new file in the registry's folder, named for the project, for the user alone. Raises NotWritten."""
        folder = os.path.dirname(os.path.realpath(registry))
        for number in count(1):
            path = os.path.join(
                folder, f"{slug_of(name) or 'project'}.edited{'' if number == 1 else f'-{number}'}.toml"
            )
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            except FileExistsError:
                continue
            except OSError as error:
                raise NotWritten(f"{visible(path)} cannot be made: {error.strerror}; nothing was changed") from None
            with open(handle, "wb") as file:
                file.write(text)
            return cls(path, text)
        raise AssertionError("numbers never end")

    @property
    def saved(self) -> bytes:
        """What the file holds now; nothing when the editor took it away."""
        try:
            with open(self.path, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was typed that is not yet elsewhere."""
        return self.saved.strip() not in (b"", self.before.strip())

    @property
    def whereabouts(self) -> str:
        """Where to find what was typed."""
        return f"what you typed is kept in {visible(os.path.relpath(self.path))}"

    def forget(self) -> None:
        """Take the file away."""
        with suppress(OSError):
            os.unlink(self.path)
