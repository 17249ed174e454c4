"""projreg as on Windows, as far as another system can play it: `as_windows.py ARGUMENTS`.

No fcntl, a `msvcrt` of ours, none of the calls that Windows lacks, and its rule that a file which anybody has open is
neither replaced nor deleted (Linux tells who has, in /proc). Paths below a folder called `D` are on another drive.
What is not played: Windows' paths, consoles, rights, and its virus scanners, which have a file open for a moment.
"""

import errno
import fcntl
import os
import shutil
import subprocess  # noqa: F401 - what belongs to Python is loaded before it could take this for Windows
import sys
import tempfile
import zoneinfo  # noqa: F401
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import typer.main  # noqa: F401

if sys.platform != "linux":
    raise SystemExit("only Linux tells who has a file open")

_open, _replace, _unlink, _relpath = os.open, os.replace, os.unlink, os.path.relpath
_flock = fcntl.flock
MISSING = ("fchmod", "fchown", "getuid", "geteuid", "listxattr", "setxattr", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC")


def locking(handle: int, mode: int, size: int) -> None:
    """Lock the file for us, or say that somebody has."""
    assert (mode, size) == (2, 1)
    try:
        _flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PermissionError(errno.EACCES, "Permission denied") from None


def need_closed(path: Any) -> None:
    """What Windows says of a file that is open somewhere."""
    try:
        asked = os.stat(path)
    except OSError:
        return
    for handle in _handles():
        try:
            found = os.stat(handle)
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (asked.st_dev, asked.st_ino):
            raise PermissionError(errno.EACCES, "Permission denied", path)


def _handles() -> Iterator[str]:
    """The paths of all open files of all programs, as far as they can be seen; programs end while one looks."""
    for each in os.listdir("/proc"):
        if each.isdecimal():
            try:
                names = os.listdir(f"/proc/{each}/fd")
            except OSError:
                continue
            yield from (f"/proc/{each}/fd/{name}" for name in names)


@contextmanager
def at_once() -> Iterator[None]:
    """Inside, nobody else opens, replaces or deletes: looking who has a file open and acting on it is one step."""
    handle = _open(__file__, os.O_RDONLY)
    try:
        _flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def open_(*arguments: Any, **named: Any) -> int:
    with at_once():
        return _open(*arguments, **named)


def replace(source: Any, target: Any) -> None:
    with at_once():
        need_closed(source)
        need_closed(target)
        _replace(source, target)


def unlink(path: Any) -> None:
    with at_once():
        need_closed(path)
        _unlink(path)


def relpath(path: Any, start: Any = os.curdir) -> str:
    if "/D/" in os.path.abspath(path) + "/" and "/D/" not in os.path.abspath(start) + "/":
        raise ValueError("path is on mount 'D:', start on mount 'C:'")
    return str(_relpath(path, start))


def play_windows() -> None:
    """From here on."""
    msvcrt = ModuleType("msvcrt")
    vars(msvcrt).update(locking=locking, LK_NBLCK=2, LK_UNLCK=0)
    sys.modules["msvcrt"] = msvcrt
    sys.modules["fcntl"] = None  # type: ignore[assignment]
    sys.modules["pwd"] = sys.modules["grp"] = None  # type: ignore[assignment]
    for name in MISSING:
        if hasattr(os, name):
            delattr(os, name)
    shutil._winapi = ModuleType("_winapi")  # type: ignore[attr-defined]
    shutil._winapi.NeedCurrentDirectoryForExePath = lambda name: False  # type: ignore[attr-defined]
    os.O_BINARY = 0  # type: ignore[attr-defined]
    os.open, os.replace, os.unlink, os.path.relpath = open_, replace, unlink, relpath  # type: ignore[assignment]
    sys.platform = "win32"


if __name__ == "__main__":
    tempfile.gettempdir()
    play_windows()
    from projreg.__main__ import main

    main()
