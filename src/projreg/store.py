"""The way out: a file is replaced whole and safely, or left as it was.

The registry is locked, read, changed, proved, written beside itself, flushed to the disk and swapped in; if somebody
else changed it meanwhile the change is made again on what they wrote. Each step is a function of its own, and the
safety tests show for each that they notice when it is left out.
"""

import errno
import os
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import NamedTuple

from projreg.errors import NotWritten, ProjregError, UnreadableFile
from projreg.source import LARGEST_FILE
from projreg.visible import visible

if sys.platform != "win32":
    import fcntl

LOCK_SECONDS = 10.0
TELL_SECONDS = 1.0
_GONE_SECONDS = 0.5
"""So long the registry may be missing: some editors move the old file away before they write the new one."""
_MOST_TRIES = 50
_PAUSE = 0.02
_HIDDEN_END = ".projreg"
_BINARY = getattr(os, "O_BINARY", 0)

Tell = Callable[[str], None]

_written: list[str] = []


def written() -> Sequence[str]:
    """The files that this process has put in place so far, so that nobody says of them that they are unchanged."""
    return _written


def update(path: str, change: Callable[[bytes], bytes], *, tell: Tell) -> None:
    """Replace the registry at `path` by `change(what it holds)`, so that no other change is lost and no crash hurts it.

    `change` may be called again on newer content; what it raises passes through, and nothing is written. `tell` gets
    a line when the lock is being waited for, or when something lies about. Raises NotWritten, UnreadableFile.
    """
    target, shown = os.path.realpath(path), visible(path)
    once = _each_once(tell)
    exchange = _exchange()
    for tried in range(_MOST_TRIES):
        try:
            with _locked(target, shown, once) as registry:
                if not tried:
                    _tell_of_leftovers(target, once)
                before = _content(registry)
                try:
                    after = change(before)
                except ProjregError:
                    if _holds(target, before):
                        raise
                    continue  # it was refused for what stands there no more
                if after == before:
                    return
                file = _Place(target, shown, os.fstat(registry), once)
                if _put(file, after, partial(_swap, registry=registry, before=before, exchange=exchange)):
                    return
        except OSError as error:
            raise NotWritten(f"{shown} could not be changed: {error.strerror}; it is unchanged") from None
    raise NotWritten(f"{shown} keeps changing while it is being written; it is unchanged by projreg", "try again")


def _each_once(tell: Tell) -> Tell:
    said: set[str] = set()

    def once(line: str) -> None:
        if line not in said:
            said.add(line)
            tell(line)

    return once


@contextmanager
def settled(path: str) -> Iterator[None]:
    """Inside, nobody is in the middle of saving the file, as far as the system can tell, or they take over a second."""
    end = time.monotonic() + TELL_SECONDS
    while True:
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        except OSError:
            handle = -1  # who reads it says why
        try:
            if handle < 0 or _lease(handle) is not None or time.monotonic() > end:
                yield
                return
        finally:
            _close(handle)
        time.sleep(_PAUSE)


def need_writable(path: str) -> None:
    """Raise what `update` would raise for the file and its folder as they are now, before somebody types for nothing.

    Raises NotWritten, UnreadableFile.
    """
    target, shown = os.path.realpath(path), visible(path)
    try:
        _close(_opened(target, shown, os.O_RDONLY, may_be_gone=False))
    except NotWritten as error:
        error.mend = error.mend or "make the file writable, or ask whoever keeps it"
        raise
    folder = os.path.dirname(target)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NotWritten(
            f"{shown} cannot be changed: nothing may be written in its folder {visible(folder)} (Permission denied); "
            "it is unchanged",
            "make the folder writable, or ask whoever keeps it: a change is written beside the file and swapped in",
        )


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
    _put(_Place(target, shown, old, lambda line: None), content, _replace)


# ---- what a crash leaves


def _hidden(target: str) -> str:
    """How the names of the files begin that are written beside the target."""
    return f".{os.path.basename(target)}."


def _tell_of_leftovers(target: str, tell: Tell) -> None:
    """Say that a change was once cut off by a crash: nothing is lost by it, but its file lies about."""
    with suppress(OSError):
        for name in sorted(os.listdir(os.path.dirname(target))):
            if name.startswith(_hidden(target)) and name.endswith(_HIDDEN_END):
                tell(f"note: {visible(name)} is left of a change that was cut off; see whether you need it, delete it")


# ---- the registry, for us alone


@contextmanager
def _locked(target: str, shown: str, tell: Tell) -> Iterator[int]:
    """A handle on the registry, locked, with nobody in the middle of saving it; the lock ends with the handle.

    Waits for others; raises NotWritten when none of them gets done for LOCK_SECONDS.
    """
    started, access = time.monotonic(), os.O_RDONLY
    moved, last = started, None
    while True:
        now = time.monotonic()
        waited = now - started
        handle = _opened(target, shown, access, may_be_gone=waited < _GONE_SECONDS)
        try:
            if handle >= 0 and (file := os.fstat(handle)[stat.ST_INO]) != last:
                moved, last = now, file  # somebody has had his turn: it is a queue, and not stuck
            if handle >= 0 and _try_lock(handle, shown, tell):
                if not _is(target, handle):
                    continue  # it was replaced while we waited: the lock is on the old file
                quiet = _lease(handle) is not None
                _end_lease(handle)
                if quiet:
                    yield handle
                    return
        except _NeedsWriting:
            access = os.O_RDWR
            continue
        finally:
            _close(handle)
        if now - moved > LOCK_SECONDS:
            raise NotWritten(f"somebody else is changing {shown}; it is unchanged by this command", "try again soon")
        if waited > TELL_SECONDS:
            tell(f"note: waiting for another change of {shown}")
        time.sleep(_PAUSE)


def _opened(target: str, shown: str, access: int, *, may_be_gone: bool) -> int:
    """A handle on the registry, -1 when it is just not there.

    It is opened for reading only: to open it for writing would look to others as if we were about to write in place.
    """
    try:
        if not os.access(target, os.W_OK) and os.path.exists(target):
            access = os.O_RDWR  # which fails, and says why
        handle = os.open(target, access | getattr(os, "O_NONBLOCK", 0) | _BINARY)
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
        _close(handle)
        raise NotWritten(f"{shown} {reason}; it is unchanged")
    return handle


class _NeedsWriting(Exception):
    """A network file system locks only what is open for writing."""


def _try_lock(handle: int, shown: str, tell: Tell) -> bool:
    """Whether the lock was got. Where the system has no such locks, the comparison before the swap must do.

    Raises _NeedsWriting.
    """
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno == errno.EBADF:
            raise _NeedsWriting from None
        tell(f"note: {shown} cannot be locked here ({error.strerror}); it is compared before it is replaced")
    return True


def _lease(handle: int) -> bool | None:
    """Make whoever opens the registry for writing wait until we let go, so that nobody writes into a file replaced.

    None while another program has it open for writing, and may be in the middle of saving; False where the system
    has no such leases, or not for us.
    """
    if sys.platform != "linux":
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # which nobody heeds; the usual signal would end us
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return None
    except OSError:
        return False
    return True


def _is_wanted(handle: int) -> bool:
    """Whether somebody waits to write in the file that was leased."""
    return sys.platform == "linux" and fcntl.fcntl(handle, fcntl.F_GETLEASE) != fcntl.F_RDLCK


def _end_lease(handle: int) -> None:
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def _content(handle: int) -> bytes:
    with open(handle, "rb", closefd=False) as file:
        file.seek(0)
        return file.read()


def _is(path: str, handle: int) -> bool:
    """Whether the handle is on the file that the path names now."""
    try:
        return os.path.samestat(os.stat(path, follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def _holds(path: str, content: bytes) -> bool:
    """Whether the file holds just that; a file that is gone does not."""
    try:
        with open(path, "rb") as file:
            return file.read() == content
    except FileNotFoundError:
        return False


def _close(handle: int) -> None:
    """Let go of a file: what was to be safe has been flushed before, so nothing depends on how this ends."""
    if handle >= 0:
        with suppress(OSError):
            os.close(handle)


# ---- the new file, and how it takes the place of the old one


class _Place(NamedTuple):
    """Where a file is to stand, what it is called to people, and the file that stands there, if one does."""

    target: str
    shown: str
    old: os.stat_result | None
    tell: Tell


class _New(NamedTuple):
    """The new file while it stands beside the one that it is to replace."""

    path: str
    handle: int
    content: bytes
    target: str


def _put(place: _Place, content: bytes, move: Callable[[_New], bool]) -> bool:
    """Write a hidden file beside the target, flush it, and let `move` put it in the target's place; what that says.

    Whatever happens, nothing stays beside the target but what somebody else saved and could not be put back.
    """
    placed = False
    new = None
    with undisturbed():
        try:
            try:
                new = _created(place, content)
                _write(new)
                _make_alike(new, place.old)
                _flush(new)
                _lock_new(new)
                placed = move(new)
            finally:
                if new:
                    _tidy(new, place, placed)
            if placed:
                _written.append(place.shown)
                _flush_folder(os.path.dirname(place.target))
        except OSError as error:
            state = "it holds the change, which may not be safe on the disk yet" if placed else "it is unchanged"
            if new and not placed and _is_other(new):
                _written.append(place.shown)
                state = f"what somebody else saved meanwhile lies in {visible(os.path.basename(new.path))}"
            raise NotWritten(f"{place.shown} could not be written: {error.strerror}; {state}") from None
        finally:
            if new:
                _close(new.handle)
    return placed


def _created(place: _Place, content: bytes) -> _New:
    folder = os.path.dirname(place.target)
    path = os.path.join(folder, f"{_hidden(place.target)}{os.urandom(6).hex()}{_HIDDEN_END}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _BINARY
    return _New(path, os.open(path, flags, 0o666 if place.old is None else 0o600), content, place.target)


def _write(new: _New) -> None:
    left = memoryview(new.content)
    while left:
        left = left[os.write(new.handle, left) :]


def _make_alike(new: _New, old: os.stat_result | None) -> None:
    """Give the new file owner, group, mode and extended attributes of the old one.

    Where only its owner may give a file away, it becomes the writer's, but stays in the group.
    """
    if old is None or sys.platform == "win32":
        return
    now = os.fstat(new.handle)
    if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(new.handle, old.st_uid, old.st_gid)
        except PermissionError:
            os.fchown(new.handle, -1, old.st_gid)
    os.fchmod(new.handle, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(new.target):
                with suppress(OSError):
                    os.setxattr(new.handle, name, os.getxattr(new.target, name))


def _flush(new: _New) -> None:
    """Have the disk hold the new file before its name does."""
    os.fsync(new.handle)


def _lock_new(new: _New) -> None:
    """Keep others who change the registry away from the new file until it is certain that it stays."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(new.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _replace(new: _New) -> bool:
    os.replace(new.path, new.target)
    return True


Exchange = Callable[[str, str], None]


def _swap(new: _New, registry: int, before: bytes, exchange: Exchange | None) -> bool:
    """Put the new file in the target's place, unless that no longer holds `before`.

    Where the system can, the two change places in one step: what an editor saved at the last moment then lies beside,
    is seen, and is put back.
    """
    lease = _lease(registry)
    if lease is None or not _holds(new.target, before):
        return False
    if exchange is None:
        return _replace(new)
    try:
        exchange(new.path, new.target)
    except FileNotFoundError:
        return False  # an editor has just moved it away, and is about to write it anew
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        return _replace(new)
    try:
        # from here on whoever opens the registry opens the new file
        stays = _holds(new.path, before) and not (lease and _is_wanted(registry))
    except OSError:
        _put_back(new, exchange)
        raise
    if not stays:
        _put_back(new, exchange)
    return stays


def _put_back(new: _New, exchange: Exchange) -> None:
    """Give the target back what somebody else saved, which lies beside; and what they saved since, if they did."""
    try:
        exchange(new.path, new.target)
    except OSError:
        if not _is(new.target, new.handle):
            raise
        os.replace(new.path, new.target)
        return
    if not (_is(new.path, new.handle) and _holds(new.path, new.content)):
        os.replace(new.path, new.target)


def _is_other(new: _New) -> bool:
    """Whether somebody else's file lies beside the target."""
    return os.path.lexists(new.path) and not _is(new.path, new.handle)


def _tidy(new: _New, place: _Place, placed: bool) -> None:
    """Delete what lies beside the target, unless it is what somebody else saved."""
    if not placed and _is_other(new):
        return
    for last in (False, True):
        try:
            os.unlink(new.path)
        except FileNotFoundError:
            return
        except OSError as error:
            if last:
                name = visible(os.path.basename(new.path))
                place.tell(f"note: {name} could not be deleted: {error.strerror}; delete it, nobody needs it")
            continue
        return


def _flush_folder(folder: str) -> None:
    """Make the rename itself last through a power cut."""
    if sys.platform == "win32":
        return
    handle = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        _close(handle)


@cache
def _exchange() -> Exchange | None:
    """What lets two files change places in one step; None where the system has no such thing."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):
        return None

    def exchange(one: str, other: str) -> None:
        if renameat2(_FOLDER_OF_PROCESS, os.fsencode(one), _FOLDER_OF_PROCESS, os.fsencode(other), _EXCHANGE):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return exchange


_FOLDER_OF_PROCESS = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


# ---- signals


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back the signals that end a program, for the few milliseconds of a swap; they come through afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
