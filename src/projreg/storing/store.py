"""The way out: a file is replaced whole and safely, or left as it was.

The registry is locked, read, changed, proved, written beside itself, flushed to the disk and swapped in; if somebody
else changed it meanwhile the change is made again on what they wrote.
"""

import os
import stat
from collections.abc import Callable
from functools import partial

from projreg.errors import NotWritten, ProjregError
from projreg.storing import held
from projreg.storing.exchange import exchange
from projreg.storing.newfile import Place, link, put, replace, swap, tell_of_leftovers
from projreg.visible import visible

_MOST_TRIES = 50


def update(path: str, change: Callable[[bytes], bytes], *, tell: held.Tell) -> None:
    """Replace the registry at `path` by `change(what it holds)`, so that no other change is lost and no crash hurts it.

    `change` may be called again on newer content; what it raises passes through, and nothing is written. `tell` gets
    a line when the lock is being waited for, or when something lies about. Raises NotWritten, UnreadableFile.
    """
    target, shown = os.path.realpath(path), visible(path)
    once = _each_once(tell)
    change_places = exchange()
    for tried in range(_MOST_TRIES):
        try:
            with held.locked(target, shown, once) as registry:
                if not tried:
                    tell_of_leftovers(target, once)
                before = held.content(registry)
                try:
                    after = change(before)
                except ProjregError:
                    if held.holds(target, before):
                        raise
                    continue  # it was refused for what stands there no more
                if after == before:
                    return
                file = Place(target, shown, os.fstat(registry), once)
                if put(file, after, partial(swap, registry=registry, before=before, change_places=change_places)):
                    return
        except OSError as error:
            raise NotWritten(f"{shown} could not be changed: {error.strerror}; it is unchanged") from None
    raise NotWritten(f"{shown} keeps changing while it is being written; it is unchanged by projreg", "try again")


def _each_once(tell: held.Tell) -> held.Tell:
    said: set[str] = set()

    def once(line: str) -> None:
        if line not in said:
            said.add(line)
            tell(line)

    return once


def need_writable(path: str) -> None:
    """Raise what `update` would raise for the file and its folder as they are now, before somebody types for nothing.

    Raises NotWritten, UnreadableFile.
    """
    target, shown = os.path.realpath(path), visible(path)
    try:
        held.close(held.opened(target, shown, os.O_RDONLY, may_be_gone=False))
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
        if stat.S_ISDIR(old.st_mode):
            raise NotWritten(f"{shown} is a folder; nothing was written", "name the file in it")
        raise NotWritten(f"{shown} is not a regular file; nothing was written", "name a file, not a device")
    if old and not os.access(target, os.W_OK):
        raise NotWritten(f"{shown} is read-only; it is unchanged", "make it writable, or name another file")
    put(Place(target, shown, old, lambda line: None), content, replace)


def create(path: str, content: bytes) -> None:
    """Write a new file: whole or not at all, and never in place of another, whoever was quicker.

    Raises NotWritten with the reason in words.
    """
    target, shown = os.path.realpath(path), visible(path)
    if os.path.lexists(path) or not put(Place(target, shown, None, lambda line: None), content, link):
        raise NotWritten(f"{shown} is there already; it is unchanged", "name another file")
