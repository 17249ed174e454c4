"""A lock on a file beside the registry: for Windows, which replaces no file that somebody has open.

The file is gone afterwards. Windows deletes none that another has open, so whoever is last takes it away.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SECONDS_TO_OPEN = 0.5
_PAUSE = 0.02


@contextmanager
def locked_aside(target: str) -> Iterator[bool]:
    """Inside we hold the lock on the file beside `target`: True; or somebody else does: False. Raises OSError."""
    if sys.platform != "win32":
        yield True
        return
    import msvcrt

    path = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.lock")
    handle = _opened(path)
    try:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            yield False
        else:
            yield True
    finally:
        os.close(handle)  # which ends the lock
        with suppress(OSError):
            os.unlink(path)


def _opened(path: str) -> int:
    """A handle on the file; while somebody is just taking it away Windows refuses one, and soon gives it."""
    end = time.monotonic() + _SECONDS_TO_OPEN
    while True:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0))
        except PermissionError:
            if time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def let_go(handle: int) -> None:
    """Where no open file can be replaced: close it, but keep its number, so that it is ours to close once more."""
    if sys.platform == "win32":
        nothing = os.open(os.devnull, os.O_RDWR | os.O_BINARY)
        os.dup2(nothing, handle)
        os.close(nothing)
