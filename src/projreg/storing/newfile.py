"""A new file: written beside the one that it is to replace, flushed, put in its place, or taken away again.

Each step is a function of its own, and the safety tests show for each that they notice when it is left out.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from projreg.errors import NotWritten
from projreg.storing import held
from projreg.storing.exchange import NOT_HERE, Exchange
from projreg.storing.sidefile import let_go
from projreg.storing.signals import undisturbed
from projreg.visible import visible

if sys.platform != "win32":
    import fcntl

_SECONDS_TO_REPLACE = 2.0
_PAUSE = 0.02
"""On Windows a file cannot be replaced while anybody has it open: so long it is tried."""
_HIDDEN_END = ".projreg"
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What a system says where a file cannot have two names."""

_written: list[str] = []


def written() -> Sequence[str]:
    """The files that this process has put in place so far, so that nobody says of them that they are unchanged."""
    return _written


class Place(NamedTuple):
    """Where a file is to stand, what it is called to people, and the file that stands there, if one does."""

    target: str
    shown: str
    old: os.stat_result | None
    tell: held.Tell


class New(NamedTuple):
    """The new file while it stands beside the one that it is to replace."""

    path: str
    handle: int
    content: bytes
    target: str


def put(place: Place, content: bytes, move: Callable[[New], bool]) -> bool:
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
            if isinstance(error, FileNotFoundError) and not os.path.lexists(os.path.dirname(place.target)):
                raise NotWritten(*_no_folder(place)) from None
            state = "it holds the change, which may not be safe on the disk yet" if placed else "it is unchanged"
            if new and not placed and _is_other(new):
                _written.append(place.shown)
                state = f"what somebody else saved meanwhile lies in {visible(os.path.basename(new.path))}"
            raise NotWritten(f"{place.shown} could not be written: {error.strerror}; {state}") from None
        finally:
            if new:
                held.close(new.handle)
    return placed


def _no_folder(place: Place) -> tuple[str, str]:
    """What is said when the folder is missing, by the name that the user gave it if that is the one."""
    given = os.path.dirname(place.shown)
    folder = given if given and not os.path.lexists(given) else visible(os.path.dirname(place.target))
    return f"{place.shown} could not be written: there is no folder {folder}", "make it first, or name another file"


def _created(place: Place, content: bytes) -> New:
    folder = os.path.dirname(place.target)
    path = os.path.join(folder, f"{hidden(place.target)}{os.urandom(6).hex()}{_HIDDEN_END}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | held.BINARY
    return New(path, os.open(path, flags, 0o666 if place.old is None else 0o600), content, place.target)


def _write(new: New) -> None:
    left = memoryview(new.content)
    while left:
        left = left[os.write(new.handle, left) :]


def _make_alike(new: New, old: os.stat_result | None) -> None:
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


def _flush(new: New) -> None:
    """Have the disk hold the new file before its name does."""
    os.fsync(new.handle)


def _lock_new(new: New) -> None:
    """Keep others who change the registry away from the new file until it is certain that it stays."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(new.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def replace(new: New) -> bool:
    """Put the new file in the target's place, whatever stands there; on Windows as soon as nobody has it open."""
    let_go(new.handle)
    end = time.monotonic() + _SECONDS_TO_REPLACE
    while True:
        try:
            os.replace(new.path, new.target)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)  # somebody reads the file just now, a virus scanner perhaps
        else:
            return True


def link(new: New) -> bool:
    """Give the new file the target's name as well, unless somebody has it; `_tidy` takes the hidden name away."""
    try:
        os.link(new.path, new.target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _claimed(new)
    return True


def _claimed(new: New) -> bool:
    """Where a file cannot have two names: take the name first, and let the new file replace what then is ours."""
    try:
        os.close(os.open(new.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return replace(new)


def swap(new: New, registry: int, before: bytes, change_places: Exchange | None) -> bool:
    """Put the new file in the target's place, unless that no longer holds `before`.

    Where the system can, the two change places in one step: what an editor saved at the last moment then lies beside,
    is seen, and is put back.
    """
    lease = held.lease(registry)
    if lease is None or not held.holds(new.target, before):
        return False
    if change_places is None:
        let_go(registry)
        return replace(new)
    try:
        change_places(new.path, new.target)
    except FileNotFoundError:
        return False  # an editor has just moved it away, and is about to write it anew
    except OSError as error:
        if error.errno not in NOT_HERE:
            raise
        return replace(new)
    try:
        # from here on whoever opens the registry opens the new file
        stays = held.holds(new.path, before) and not (lease and held.is_wanted(registry))
    except OSError:
        _put_back(new, change_places)
        raise
    if not stays:
        _put_back(new, change_places)
    return stays


def _put_back(new: New, change_places: Exchange) -> None:
    """Give the target back what somebody else saved, which lies beside; and what they saved since, if they did."""
    try:
        change_places(new.path, new.target)
    except OSError:
        if not held.is_same(new.target, new.handle):
            raise
        os.replace(new.path, new.target)
        return
    if not (held.is_same(new.path, new.handle) and held.holds(new.path, new.content)):
        os.replace(new.path, new.target)


def _is_other(new: New) -> bool:
    """Whether somebody else's file lies beside the target: where files can change places, it may."""
    return sys.platform != "win32" and os.path.lexists(new.path) and not held.is_same(new.path, new.handle)


def _tidy(new: New, place: Place, placed: bool) -> None:
    """Delete what lies beside the target, unless it is what somebody else saved."""
    if not placed and _is_other(new):
        return
    let_go(new.handle)
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
        held.close(handle)


# ---- what a crash leaves


def hidden(target: str) -> str:
    """How the names of the files begin that are written beside the target."""
    return f".{os.path.basename(target)}."


def tell_of_leftovers(target: str, tell: held.Tell) -> None:
    """Say that a change was once cut off by a crash: nothing is lost by it, but its file lies about."""
    with suppress(OSError):
        for name in sorted(os.listdir(os.path.dirname(target))):
            if name.startswith(hidden(target)) and name.endswith(_HIDDEN_END):
                tell(f"note: {visible(name)} is left of a change that was cut off; see whether you need it, delete it")
