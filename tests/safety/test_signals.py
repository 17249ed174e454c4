"""Ctrl-C, SIGTERM and SIGHUP at any moment: no traceback, no litter, and what is said of the registry is true."""

import signal
import sys
from collections import Counter
from itertools import cycle, product

import pytest
from effort import count

from safety.office import COMMANDS, Office, ended, folder_changes, pass_by, tell
from safety.traced import needs_strace, traced

pytestmark = pytest.mark.long

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STARTED = (sys.executable, "-c", "import os; from projreg.__main__ import main; os.write(1, b'.'); main()")
"""The program, which says when Python has started it; until then a signal is for Python."""


@pytest.mark.parametrize("moment", ["random", "aimed"])
def test_signal_at_any_moment(office: Office, moment: str) -> None:
    before = office.registry.read_bytes()
    after = {command: office.after(command) for command in COMMANDS}
    seen: Counter[str] = Counter()
    number = count(6, 75)
    for _, (command, kind) in zip(range(number), cycle(product(COMMANDS, SIGNALS)), strict=False):
        office.reset()
        process = office.start(*COMMANDS[command], program=STARTED)
        assert process.stdout
        assert process.stdout.read(1) == b"."
        if moment == "random":
            pass_by(0.5)
        else:
            folder_changes(office, 1)
        process.send_signal(kind)
        _, err, status = ended(process)
        held = office.registry.read_bytes()
        assert held in (before, after[command])
        is_ours = "projreg" in err.partition("Traceback")[2]  # between the sign and `main` it is still Python's
        assert not is_ours, (command, kind, err)
        if "what you typed is kept in bron.edited.toml" in err:
            (office.folder / "bron.edited.toml").unlink()
        assert office.litter() == [], (command, kind, err)
        assert status in (0, 1, -kind, 130), err
        assert status not in (0, 1) or held == after[command]
        if "interrupted;" in err:
            assert ("nothing was written" in err) == (held == before), err
        seen["done" if status in (0, 1) else "ended"] += 1
        seen["new" if held == after[command] else "old"] += 1
    tell(f"INT, TERM, HUP at {number} {moment} moments: no traceback, no litter; {dict(seen)}")


@needs_strace
@pytest.mark.parametrize("kind", SIGNALS, ids=lambda kind: str(kind.name))
@pytest.mark.parametrize("call", ["fsync", "renameat2", "unlink"])
def test_signal_in_the_middle_waits_until_it_is_saved(office: Office, kind: signal.Signals, call: str) -> None:
    after = office.after("add")
    result = office.run(*COMMANDS["add"], through=traced(f"{call}:signal={kind.name}:when=1"))
    assert (office.registry.read_bytes(), office.litter()) == (after, [])
    if kind == signal.SIGINT:
        assert (result.err, result.status) == ("\ninterrupted; projects.toml was written\n", 130)
    else:
        assert (result.err, result.status) == ("", -kind)
