"""The system calls of a change, and commands run with something injected into one of them."""

import re
import shutil
from collections import Counter
from collections.abc import Sequence

import pytest

from safety.office import COMMANDS, Office

QUIET = {
    "brk", "mmap", "munmap", "mprotect", "futex", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "exit_group",
    "exit", "madvise", "mremap", "execve", "clone3", "clone", "vfork", "getpid", "gettid", "sched_yield",
}  # fmt: skip
"""Calls that touch no file, or in which no error is to be had."""

Call = tuple[str, int]
"""A system call by name, and the how manieth of that name it is in the process."""


needs_strace = pytest.mark.usefixtures("strace")


def traced(*injected: str) -> Sequence[str]:
    """What runs a command with that done to its system calls."""
    names = ",".join(each.partition(":")[0] for each in injected)
    inject = [f"-einject={each}" for each in injected]
    return ("strace", "-qqq", "-o/dev/null", f"-etrace={names}", *inject)


def log(office: Office, *arguments: str, only: str = "all", program: Sequence[str] | None = None) -> list[str]:
    """The lines of strace about a command, without the processes that it starts."""
    file = office.folder.parent / "strace"
    through = ("strace", "-qqq", f"-o{file}", f"-etrace={only}", "-s0", "-esignal=none")
    result = office.run(*arguments, through=through, **({"program": program} if program else {}))
    assert result.status in (0, 1), result.err
    return file.read_text("utf-8", "replace").splitlines()


def calls_of_a_write(office: Office, command: str) -> list[Call]:
    """Every system call from when the registry is opened to be changed until it is told of; the registry is reset."""
    office.reset()
    assert shutil.which("strace")
    office.run(*COMMANDS[command])  # so that what is compiled is compiled
    office.reset()
    count: Counter[str] = Counter()
    calls: list[Call] = []
    begun = False
    for line in log(office, *COMMANDS[command]):
        found = re.match(r"(\w+)\(", line)
        if not found:
            continue
        name = found[1]
        count[name] += 1
        if begun and line.startswith("write(2,"):
            break
        if name in ("access", "faccessat", "faccessat2") and f"{office.registry}" in line:
            begun = True
            calls.clear()  # the last time: `edit` looks before the editor is opened, too
        if begun and name not in QUIET:
            calls.append((name, count[name]))
    office.reset()
    assert {"flock", "write", "fsync", "renameat2", "unlink"} <= {name for name, _ in calls}
    return calls
