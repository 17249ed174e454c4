"""Others who write at the same time: programs of ours, and editors that save in place or by rename."""

import os
import random
import subprocess
import sys
from collections import Counter

import pytest
from console import SECONDS
from effort import count

from safety.office import ADD, BEFORE, EDITED, PROJREG, Office, ended, nursery, pass_by, save, tell
from safety.traced import needs_strace, traced

pytestmark = pytest.mark.long

HOW = ["in place", "by rename"]


def is_hidden_file_there(office: Office) -> bool:
    return bool(office.litter())


# ---- programs of ours


def test_writers_lose_nothing(office: Office) -> None:
    writers, each = 8, count(3, 100)
    script = (
        "import sys\nfrom projreg.cli.main import main\n"
        "sys.exit(max(main([*sys.argv[3:], f'--id={sys.argv[1]}-{n}']) for n in range(int(sys.argv[2]))))"
    )
    program = (sys.executable, "-c", script)
    running = [office.start(name, str(each), *ADD[:-1], program=program) for name in "abcdefgh"]
    results = [ended_late(process) for process in running]
    assert [status for _, status in results] == [0] * writers
    told = sum(err.count("added ") for err, _ in results)
    lines = office.registry.read_text("utf-8").splitlines()
    found = [line for line in lines if line.startswith("id = ")]
    wanted = [f'id = "{name}-{number}"' for name in "abcdefgh" for number in range(each)]
    assert sorted(found[2:]) == sorted(wanted)
    assert (told, office.litter()) == (writers * each, [])
    assert [err for err, _ in results if "cut off" in err] == []  # nobody takes the other's work for a crash
    tell(f"{writers} writers × {each} additions: {len(found) - 2} there, none refused")


def ended_late(process: "subprocess.Popen[bytes]") -> tuple[str, int]:
    """What a writer said and its status, when it had much to do."""
    return process.communicate(timeout=20 * SECONDS)[1].decode(), process.returncode


# ---- editors


@pytest.mark.parametrize("how", HOW)
def test_editor_saves_at_any_moment(office: Office, how: str) -> None:
    """What an editor saved is there, with the project, or without it when the editor was the last to save."""
    both = EDITED.encode() + office.after("add")[len(BEFORE.encode()) :]
    seen: Counter[str] = Counter()
    number = count(12, 500)
    with nursery(office) as program:
        for _ in range(number):
            office.reset()
            program.start(*ADD)
            if random.random() < 0.5:
                pass_by(program.seconds)
            else:
                for _ in range(100_000):
                    if is_hidden_file_there(office):
                        break
            save(office.registry, EDITED, how)
            result = program.wait()
            held = office.registry.read_bytes()
            assert held in (both, EDITED.encode()), result
            assert (result.err, result.status, office.litter()) == ("added leden to projects.toml\n", 0, [])
            seen["both there" if held == both else "the editor was last"] += 1
    tell(f"an editor saves {how} at {number} moments: no save lost, no addition refused; {dict(seen)}")


@needs_strace
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("call", ["fsync", "renameat2", "flock"])
def test_editor_saves_while_a_call_lasts(office: Office, how: str, call: str) -> None:
    """The addition is held up before the swap, and the editor saves then: both are there."""
    both = EDITED.encode() + office.after("add")[len(BEFORE.encode()) :]
    number = 2 if call == "flock" else 1  # the second lock is the one on the new file
    process = office.start(*ADD, through=traced(f"{call}:delay_enter=700000:when={number}"))
    while not is_hidden_file_there(office):
        assert process.poll() is None
    if call == "renameat2":  # the file is complete, and the swap about to begin
        while (written := next(iter(office.folder.glob(".*")))).stat().st_size < len(both) - 20:
            assert process.poll() is None
        assert written
    save(office.registry, EDITED, how)
    result = ended(process)
    assert (office.registry.read_bytes(), office.litter()) == (both, [])
    assert (result.err, result.status) == ("added leden to projects.toml\n", 0)


def test_editor_that_saves_in_two_pieces_is_waited_for(office: Office) -> None:
    """The first piece is a registry of its own, but not all: nothing is put in its place before the rest is there."""
    at = EDITED.rindex("\n[[project]]")
    with office.registry.open("wb", buffering=0) as file:
        file.write(EDITED[:at].encode())
        process = office.start(*ADD)
        assert process.stderr
        assert process.stderr.readline() == b"note: waiting for another change of projects.toml\n"
        file.write(EDITED[at:].encode())
    result = ended(process)
    assert (result.err, result.status, office.litter()) == ("added leden to projects.toml\n", 0, [])
    assert office.registry.read_text("utf-8").startswith(EDITED)
    assert office.registry.read_text("utf-8").count("\nid =") == 3


def test_half_of_a_save_is_not_read(office: Office) -> None:
    """The first half is no TOML: that is no reason to refuse when the other half comes."""
    half = EDITED.index("En bro.") + 3
    with office.registry.open("wb", buffering=0) as file:
        file.write(EDITED[:half].encode())
        process = office.start(*ADD)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        file.write(EDITED[half:].encode())
    result = ended(process)
    assert (result.err, result.status, office.litter()) == ("added leden to projects.toml\n", 0, [])
    assert office.registry.read_text("utf-8").startswith(EDITED)


def test_editor_that_moves_the_file_away_first_is_waited_for(office: Office) -> None:
    """Vim may save so: for a moment there is no file."""
    process = office.start(*ADD, program=(sys.executable, "-c", _AWAY), through=())
    assert process.stdout
    assert process.stdout.read(1) == b"."
    result = ended(process)
    assert (result.err, result.status) == ("added leden to projects.toml\n", 0)
    assert office.registry.read_text("utf-8").startswith(EDITED)


_AWAY = f"""
import os, sys, threading
from projreg.storing import held
from projreg.cli.main import main
locked = held.locked
def away(*given):
    os.rename("projects.toml", "projects.toml~")
    def back():
        open("projects.toml", "w").write({EDITED!r})
        os.unlink("projects.toml~")
    threading.Timer(0.1, back).start()
    held.locked = locked
    return locked(*given)
held.locked = away
os.write(1, b".")
sys.exit(main(sys.argv[1:]))
"""


# ---- waiting


def test_lock_of_another_is_waited_for_and_told_of(office: Office) -> None:
    fcntl = pytest.importorskip("fcntl")
    with office.registry.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        process = office.start(*ADD, program=PROJREG)
        assert process.stderr
        assert process.stderr.readline() == b"note: waiting for another change of projects.toml\n"
        assert office.registry.read_bytes() == BEFORE.encode()
        fcntl.flock(file, fcntl.LOCK_UN)
        assert ended(process)[1:] == ("added leden to projects.toml\n", 0)


def test_queue_is_not_given_up_while_it_moves(office: Office) -> None:
    """Others take longer than we would wait for one of them, but each gets done."""
    fcntl = pytest.importorskip("fcntl")
    with office.registry.open("rb") as first, office.folder.parent.joinpath("next").open("w+b") as second:
        fcntl.flock(first, fcntl.LOCK_EX)
        process = office.start(*ADD, program=(sys.executable, "-c", SHORT))
        assert process.stderr
        assert process.stderr.readline() == b"note: waiting for another change of projects.toml\n"
        fcntl.flock(second, fcntl.LOCK_EX)
        second.write(EDITED.encode())
        second.flush()
        os.replace(second.name, office.registry)
        with pytest.raises(subprocess.TimeoutExpired):  # which is more than it waits for one
            process.wait(0.9)
    assert ended(process)[1:] == ("added leden to projects.toml\n", 0)
    assert office.registry.read_text("utf-8").startswith(EDITED)


SHORT = (
    "import sys; from projreg.storing import held; from projreg.cli.main import main; "
    "held.LOCK_SECONDS = 1.5; sys.exit(main(sys.argv[1:]))"
)
"""The program, less patient."""


def test_lock_that_is_never_given_back_is_given_up(office: Office) -> None:
    fcntl = pytest.importorskip("fcntl")
    with office.registry.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        result = office.run(*ADD, program=(sys.executable, "-c", SHORT))
    assert (result.err.splitlines(), result.status) == (
        [
            "note: waiting for another change of projects.toml",
            "error: somebody else is changing projects.toml; it is unchanged by this command",
            "  help: try again soon",
        ],
        2,
    )
    assert (office.registry.read_bytes(), office.litter()) == (BEFORE.encode(), [])
