"""The way out: a file is replaced whole and safely, or left as it was.

The registry is locked, read, changed, proved, written beside itself, flushed to the disk and swapped in; if somebody
else changed it meanwhile the change is made again on what they wrote.
"""

import os
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from projreg.errors import NotWritten, UnreadableFile
from projreg.source import LARGEST_FILE
from projreg.visible import visible

LOCK_SECONDS = 10.0
TELL_SECONDS = 1.0
_MOST_TRIES = 20
_PAUSE = 0.02
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_HIDDEN_END = ".projreg"


def _hidden(target: str) -> str:
    """How the names of the files begin that are written beside the target."""
    return f".{os.path.basename(target)}."


def update(path: str, change: Callable[[bytes], bytes], *, tell: Callable[[str], None]) -> None:
    """Replace the registry at `path` by `change(what it holds)`, so that no other change is lost and no crash hurts it.

    `change` may be called again on newer content; what it raises passes through, and nothing is written. `tell` gets
    a line when the lock is being waited for. Raises NotWritten, UnreadableFile.
    """
    shown = visible(path)
    target = os.path.realpath(path)
    for tried in range(_MOST_TRIES):
        handle = _locked(target, shown, tell)
        try:
            if not tried:
                _tell_of_leftovers(target, tell)
            before = _read(handle)
            after = change(before)
            if after == before:
                return
            if _place(target, shown, after, os.fstat(handle), before):
                return
        finally:
            os.close(handle)
    raise NotWritten(f"{shown} keeps changing while it is being written; it is unchanged by projreg", "try again")


def _tell_of_leftovers(target: str, tell: Callable[[str], None]) -> None:
    """Say that a change was once cut off by a crash: nothing is lost by it, but its file lies about."""
    with suppress(OSError):
        for name in os.listdir(os.path.dirname(target)):
            if name.startswith(_hidden(target)) and name.endswith(_HIDDEN_END):
                tell(f"note: {visible(name)} is left of a change that was cut off; see whether you need it, delete it")


def replace_output(path: str, content: bytes) -> None:
    """Write a file that projreg makes itself (a page): whole or not at all, in place of what stood there.

    Raises NotWritten with the reason in words.
    """
    target, shown = os.path.realpath(path), visible(path)
    try:
        old = os.stat(target)
    except OSError:
        old = None
    if old and not stat.S_ISREG(old.st_mode):
        raise NotWritten(f"{shown} is not a regular file; nothing was written")
    if old and not os.access(target, os.W_OK):
        raise NotWritten(f"{shown} is read-only; it is unchanged")
    _place(target, shown, content, old)


def _locked(target: str, shown: str, tell: Callable[[str], None]) -> int:
    """A handle on the registry itself, locked against other writers; the lock ends with the handle."""
    started, told = time.monotonic(), False
    while True:
        handle = _opened(target, shown)
        if _try_lock(handle, shown, tell):
            if os.path.exists(target) and os.path.samestat(os.fstat(handle), os.stat(target)):
                return handle
            os.close(handle)  # it was replaced while we waited: the lock is on the old file
            continue
        os.close(handle)
        waited = time.monotonic() - started
        if waited > LOCK_SECONDS:
            raise NotWritten(f"somebody else is changing {shown}; it is unchanged by this command", "try again soon")
        if waited > TELL_SECONDS and not told:
            tell(f"note: waiting for another change of {shown}")
            told = True
        time.sleep(_PAUSE)


def _opened(target: str, shown: str) -> int:
    try:
        handle = os.open(target, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UnreadableFile(f"{shown} does not exist", "name the registry with --file") from None
    except OSError as error:
        raise NotWritten(f"{shown} cannot be written: {error.strerror}; it is unchanged") from None
    status = os.fstat(handle)
    reason = None
    if not stat.S_ISREG(status.st_mode):
        reason = "is not a regular file"
    elif not status.st_mode & _ANY_WRITE:
        reason = "is read-only"
    elif status.st_nlink > 1:
        reason = "has several names (hard links), which would be parted"
    elif status.st_size > LARGEST_FILE:
        reason = "is larger than 256 MiB"
    if reason:
        os.close(handle)
        raise NotWritten(f"{shown} {reason}; it is unchanged")
    return handle


def _try_lock(handle: int, shown: str, tell: Callable[[str], None]) -> bool:
    """Whether the lock was got. Where the system has no such locks, the comparison before the swap must do."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        tell(f"note: {shown} cannot be locked here ({error.strerror}); it is compared before it is replaced")
    return True


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def _place(target: str, shown: str, content: bytes, old: os.stat_result | None, before: bytes | None = None) -> bool:
    """Write a hidden file beside the target, flush it, and put it in the target's place.

    With `before`, only while the target holds that; else False, and the target is as somebody else left it.
    """
    folder = os.path.dirname(target)
    beside = os.path.join(folder, f"{_hidden(target)}{os.urandom(6).hex()}{_HIDDEN_END}")
    placed = False
    try:
        with _undisturbed():
            try:
                _write(beside, content, old, target)
                placed = _move(beside, target, before)
            finally:
                if os.path.lexists(beside):
                    os.unlink(beside)
            if placed:
                _flush_folder(folder)
    except OSError as error:
        state = "it holds the change, which may not be safe on the disk yet" if placed else "it is unchanged"
        raise NotWritten(f"{shown} could not be written: {error.strerror}; {state}") from None
    return placed


def _move(beside: str, target: str, before: bytes | None) -> bool:
    """Put the file beside in the target's place, unless that no longer holds `before`.

    Where the system can, the two change places in one step: what an editor saved at the last moment then lies beside,
    is seen, and is put back.
    """
    if before is None:
        os.replace(beside, target)
        return True
    if not _holds(target, before):
        return False
    if not _exchange(beside, target):
        os.replace(beside, target)
        return True
    try:
        if _holds(beside, before):
            return True
    except OSError:
        os.replace(beside, target)
        raise
    _put_back(beside, target)
    return False


def _put_back(beside: str, target: str) -> None:
    """Give the target back what somebody else saved, which lies beside; and what they saved since, if they did."""
    ours = _inode(target)
    if _exchange(beside, target) and _inode(beside) == ours:
        return
    os.replace(beside, target)


def _inode(path: str) -> int:
    return os.stat(path).st_ino


def _holds(path: str, content: bytes) -> bool:
    with open(path, "rb") as file:
        return file.read() == content


def _exchange(one: str, other: str) -> bool:
    """Let two files change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    done = renameat2(_FOLDER_OF_PROCESS, os.fsencode(one), _FOLDER_OF_PROCESS, os.fsencode(other), _EXCHANGE)
    return bool(done == 0)


_FOLDER_OF_PROCESS = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back the signals that end a program, for the few milliseconds of a swap; they come through afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _write(path: str, content: bytes, old: os.stat_result | None, target: str) -> None:
    """Write a new file, with owner, mode and extended attributes of the old one, and flush it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666 if old is None else 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        if old is not None and hasattr(os, "fchmod"):
            if hasattr(os, "fchown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(handle, old.st_uid, old.st_gid)
            os.fchmod(handle, stat.S_IMODE(old.st_mode))
            _copy_attributes(target, handle)
        os.fsync(handle)


def _copy_attributes(target: str, handle: int) -> None:
    """Carry extended attributes over, as far as the system lets us."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(handle, name, os.getxattr(target, name))


def _flush_folder(folder: str) -> None:
    """Make the rename itself last through a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
