"""The registry for us alone: opened, locked, leased, and nobody in the middle of saving it."""

import errno
import os
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from projreg.errors import NotWritten, UnreadableFile
from projreg.reading.source import LARGEST_FILE
from projreg.storing.sidefile import locked_aside

if sys.platform != "win32":
    import fcntl

LOCK_SECONDS = 10.0
TELL_SECONDS = 1.0
_GONE_SECONDS = 0.5
"""So long the registry may be missing: some editors move the old file away before they write the new one."""
_PAUSE = 0.02
BINARY = getattr(os, "O_BINARY", 0)

Tell = Callable[[str], None]


@contextmanager
def settled(path: str) -> Iterator[None]:
    """Inside, nobody is in the middle of saving the file, as far as the system can tell, or they take over a second."""
    end = time.monotonic() + TELL_SECONDS
    while True:
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | BINARY)
        except OSError:
            handle = -1  # who reads it says why
        try:
            if handle < 0 or lease(handle) is not None or time.monotonic() > end:
                yield
                return
        finally:
            close(handle)
        time.sleep(_PAUSE)


@contextmanager
def locked(target: str, shown: str, tell: Tell) -> Iterator[int]:
    """A handle on the registry, locked, with nobody in the middle of saving it; the lock ends with the handle.

    Waits for others; raises NotWritten when none of them gets done for LOCK_SECONDS.
    """
    started, access = time.monotonic(), os.O_RDONLY
    moved, last = started, None
    while True:
        now = time.monotonic()
        waited = now - started
        with locked_aside(target) as free:
            handle = opened(target, shown, access, may_be_gone=waited < _GONE_SECONDS)
            try:
                if handle >= 0 and (file := os.fstat(handle)[stat.ST_INO]) != last:
                    moved, last = now, file  # somebody has had his turn: it is a queue, and not stuck
                if handle >= 0 and free and _try_lock(handle, shown, tell):
                    if not is_same(target, handle):
                        continue  # it was replaced while we waited: the lock is on the old file
                    quiet = lease(handle) is not None
                    _end_lease(handle)
                    if quiet:
                        yield handle
                        return
            except _NeedsWriting:
                access = os.O_RDWR
                continue
            finally:
                close(handle)
        if now - moved > LOCK_SECONDS:
            raise NotWritten(f"somebody else is changing {shown}; it is unchanged by this command", "try again soon")
        if waited > TELL_SECONDS:
            tell(f"note: waiting for another change of {shown}")
        time.sleep(_PAUSE)


def opened(target: str, shown: str, access: int, *, may_be_gone: bool) -> int:
    """A handle on the registry, -1 when it is just not there.

    It is opened for reading only: to open it for writing would look to others as if we were about to write in place.
    """
    try:
        if not os.access(target, os.W_OK) and os.path.exists(target):
            access = os.O_RDWR  # which fails, and says why
        handle = os.open(target, access | getattr(os, "O_NONBLOCK", 0) | BINARY)
    except FileNotFoundError:
        if may_be_gone:
            return -1
        raise UnreadableFile(f"{shown} does not exist", "name the registry with --file") from None
    except OSError as error:
        raise NotWritten(f"{shown} cannot be written: {error.strerror}; it is unchanged") from None
    reason = None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            reason = "is not a regular file"
        elif not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            reason = "is read-only"
        elif status.st_nlink > 1:
            reason = "has several names (hard links), which would be parted"
        elif status.st_size > LARGEST_FILE:
            reason = "is larger than 256 MiB"
    except OSError as error:
        reason = f"cannot be written: {error.strerror}"
    if reason:
        close(handle)
        raise NotWritten(f"{shown} {reason}; it is unchanged")
    return handle


class _NeedsWriting(Exception):
    """A network file system locks only what is open for writing."""


def _try_lock(handle: int, shown: str, tell: Tell) -> bool:
    """Whether the lock was got. Where the system has no such locks, the comparison before the swap must do.

    Raises _NeedsWriting.
    """
    if sys.platform != "win32":  # there it is the file beside it that is locked
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno == errno.EBADF:
                raise _NeedsWriting from None
            tell(f"note: {shown} cannot be locked here ({error.strerror}); it is compared before it is replaced")
    return True


def lease(handle: int) -> bool | None:
    """Make whoever opens the registry for writing wait until we let go, so that nobody writes into a file replaced.

    None while another program has it open for writing, and may be in the middle of saving; False where the system
    has no such leases, or not for us.
    """
    if sys.platform == "linux":
        try:
            fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # which nobody heeds; the usual signal would end us
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return None
        except OSError:
            return False
        return True
    return False


def is_wanted(handle: int) -> bool:
    """Whether somebody waits to write in the file that was leased."""
    return sys.platform == "linux" and fcntl.fcntl(handle, fcntl.F_GETLEASE) != fcntl.F_RDLCK


def _end_lease(handle: int) -> None:
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def content(handle: int) -> bytes:
    """All that the file holds."""
    with open(handle, "rb", closefd=False) as file:
        file.seek(0)
        return file.read()


def is_same(path: str, handle: int) -> bool:
    """Whether the handle is on the file that the path names now."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def holds(path: str, content: bytes) -> bool:
    """Whether the file holds just that; a file that is gone does not."""
    try:
        with open(path, "rb") as file:
            return file.read() == content
    except FileNotFoundError:
        return False


def close(handle: int) -> None:
    """Let go of a file: what was to be safe has been flushed before, so nothing depends on how this ends."""
    if handle >= 0:
        with suppress(OSError):
            os.close(handle)
