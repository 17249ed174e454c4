"""kill -9 at any moment of a change: the registry is the old or the new one, and the next command needs no help."""

import os
import random
import signal
from collections import Counter
from contextlib import suppress
from itertools import cycle

import pytest
from effort import count

from safety.office import ADD, BEFORE, COMMANDS, SOME, Nursery, Office, folder_changes, nursery, pass_by, tell
from safety.traced import calls_of_a_write, needs_strace, traced

pytestmark = pytest.mark.long

OTHER = (*ADD[:-1], "--id=second")


def works_on(office: Office, program: Nursery) -> None:
    """The next command does its work, and tells of a file that was left."""
    left = [name for name in office.litter() if name.startswith(".")]  # the other is the draft of `edit`
    result = program.run(*OTHER)
    assert (result.status, result.err.splitlines()[-1]) == (0, "added second to projects.toml")
    assert [name for name in left if name not in result.err] == []
    assert (b'id = "second"' in office.registry.read_bytes(), {*left} <= {*office.litter()}) == (True, True)


@pytest.mark.parametrize("moment", ["random", "aimed"])
def test_killed_at_any_moment(office: Office, moment: str) -> None:
    after = {command: office.after(command) for command in COMMANDS}
    seen: Counter[str] = Counter()
    number = count(18, 500)
    with nursery(office) as program:
        for _, command in zip(range(number), cycle(COMMANDS), strict=False):
            office.reset()
            pid = program.start(*COMMANDS[command])
            if moment == "random":
                pass_by(program.seconds)
            else:
                folder_changes(office, random.randint(1, 3))
            with suppress(ProcessLookupError):  # it was quick
                os.kill(pid, signal.SIGKILL)
            result = program.wait()
            held = office.registry.read_bytes()
            assert held in (BEFORE.encode(), after[command]), command
            assert result.status == -signal.SIGKILL or held == after[command]
            seen["new" if held == after[command] else "old"] += 1
            seen["with a file left"] += bool(office.litter())
            works_on(office, program)
    tell(f"SIGKILL at {number} {moment} moments: nothing lost; {dict(seen)}")


@needs_strace
@pytest.mark.parametrize("command", SOME)
def test_killed_before_every_call(office: Office, command: str) -> None:
    after = office.after(command)
    calls = calls_of_a_write(office, command)
    chosen = calls[:: count(max(1, len(calls) // 4), 1 if command in ("add", "edit") else 3)]
    seen: Counter[str] = Counter()
    with nursery(office) as program:
        for name, number in chosen:
            office.reset()
            result = office.run(*COMMANDS[command], through=traced(f"{name}:signal=SIGKILL:when={number}"))
            held = office.registry.read_bytes()
            assert held in (BEFORE.encode(), after), (name, number)
            assert result.status in (-signal.SIGKILL, 128 + signal.SIGKILL), (name, number)
            seen["new" if held == after else "old"] += 1
            works_on(office, program)
    tell(f"SIGKILL before {len(chosen)} of the {len(calls)} calls of `{command}`: old or new each time; {dict(seen)}")
