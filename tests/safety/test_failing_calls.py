"""Every system call of a change fails with every error: no traceback, no litter, and what is said is true."""

from collections import Counter

import pytest
from effort import count

from safety.office import COMMANDS, SOME, Office, is_honest, tell
from safety.traced import calls_of_a_write, needs_strace, traced

pytestmark = pytest.mark.long

ERRORS = ("EIO", "ENOSPC", "EACCES", "EPERM", "EROFS", "EDQUOT", "EMFILE")
INTERRUPTIBLE = {"read", "write", "openat", "flock", "fsync", "fcntl", "getrandom"}
STEPS = {"add": 1, "edit": 5}
"""Of `add` every error of every call; of the others, which write in the same way, some."""
NOT_THERE = ("ENOSYS", "EINVAL", "ENOLCK")


def errors_of(name: str) -> tuple[str, ...]:
    """The errors to try: those of a disk, and those with which a system says that it has no such call."""
    more = NOT_THERE if name in ("renameat2", "flock", "fcntl", "fchmod", "fchown", "listxattr") else ()
    return ERRORS + (("EINTR",) if name in INTERRUPTIBLE else ()) + more


@needs_strace
@pytest.mark.parametrize("command", SOME)
def test_every_call_fails_with_every_error(office: Office, command: str) -> None:
    after = office.after(command)
    every = [(*call, error) for call in calls_of_a_write(office, command) for error in errors_of(call[0])]
    step = count(len(every) // 6, STEPS.get(command, 23))
    seen: Counter[str] = Counter()
    for name, number, error in every[::step]:
        office.reset()
        inject = traced(f"{name}:error={error}:when={number}")
        result = office.run(*COMMANDS[command], through=inject)
        try:
            is_honest(office, result, after)
            assert [each for each in office.litter() if not each.endswith(".toml") or "kept" not in result.err] == []
        except AssertionError as broken:
            raise AssertionError(f"{name}:error={error}:when={number}: {result}") from broken
        seen["saved" if result.status == 0 else "refused"] += 1
    tell(f"`{command}`: {len(every[::step])} failing calls of {len(every)}: all told truly; {dict(seen)}")
