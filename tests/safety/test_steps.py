"""Each step of the protocol is there for a reason: what is safe with it is not safe when it is left out.

Every check runs the whole program; with `without`, the same program but for one step. The check must hold for the
first and fail for the second.
"""

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from safety.office import ADD, BEFORE, EDITED, WRITER, Office, end_all, ended, save, tell
from safety.traced import needs_strace, traced

pytestmark = pytest.mark.long

Program = Sequence[str]


def without(step: str) -> Program:
    """The program with one step left out."""
    return (sys.executable, str(WRITER), step)


def flushes_the_file(office: Office, program: Program) -> None:
    """When the disk cannot take the new file, the old one stays."""
    result = office.run(*ADD, program=program, through=traced("fsync:error=EIO:when=1"))
    assert (result.status, office.registry.read_bytes()) == (2, BEFORE.encode())


def flushes_the_folder(office: Office, program: Program) -> None:
    """When the disk cannot take the new name, nobody is told that all is well."""
    result = office.run(*ADD, program=program, through=traced("fsync:error=EIO:when=2"))
    assert (result.status, "holds the change, which may not be safe" in result.err) == (2, True)


def waits_for_the_lock(office: Office, program: Program) -> None:
    """While another changes the registry, nothing is written."""
    with office.registry.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        process = office.start(*ADD, program=program)
        assert process.stderr
        said = process.stderr.readline()
        fcntl.flock(file, fcntl.LOCK_UN)
        ended(process)
    assert said == b"note: waiting for another change of projects.toml\n"


def keeps_what_an_editor_saved(office: Office, program: Program) -> None:
    """What an editor saved while the new file was flushed is there afterwards."""
    _save_during(office, program, "fsync:delay_enter=500000:when=1")


def puts_back_what_an_editor_saved(office: Office, program: Program) -> None:
    """What an editor saved between the comparison and the swap is there afterwards."""
    _save_during(office, program, "renameat2:delay_enter=500000:when=1", swapping=True)


def _save_during(office: Office, program: Program, delay: str, *, swapping: bool = False) -> None:
    process = office.start(*ADD, program=program, through=traced(delay))
    while not (is_swapping(process) if swapping else office.litter()):
        assert process.poll() is None
    save(office.registry, EDITED, "by rename")
    assert ended(process).status == 0
    assert office.registry.read_text("utf-8").startswith(EDITED)


def is_swapping(process: "subprocess.Popen[bytes]") -> bool:
    """Whether the command, run by strace, is held up in the call that swaps the files."""
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        calls = [Path(f"/proc/{each}/syscall").read_text().split()[0] for each in children]
    except OSError:
        return False
    return bool({"316", "276"} & {*calls})  # renameat2 on x86-64 and on ARM


def waits_for_who_saves_in_place(office: Office, program: Program) -> None:
    """An editor that has written half its text does not write the other half into a file that is no more."""
    at = EDITED.rindex("\n[[project]]")
    with office.registry.open("wb", buffering=0) as file:
        file.write(EDITED[:at].encode())
        process = office.start(*ADD, program=program)
        assert process.stderr
        process.stderr.readline()  # that it waits, or that it is done
        file.write(EDITED[at:].encode())
    ended(process)
    assert office.registry.read_text("utf-8").startswith(EDITED)


def keeps_others_from_the_new_file(office: Office, program: Program) -> None:
    """While it is not certain that the new file stays, nobody takes it for the registry, or the swap for a crash."""
    first = office.start(*ADD, program=program, through=traced("unlink:delay_enter=1000000:when=1"))
    while b"leden" not in office.registry.read_bytes():
        assert first.poll() is None
    with office.registry.open("rb") as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert ended(first).status == 0


def tidies_before_it_ends(office: Office, program: Program) -> None:
    """A signal in the middle of the swap leaves no file behind."""
    office.run(*ADD, program=program, through=traced("fsync:signal=SIGTERM:when=1"))
    assert office.litter() == []


def keeps_the_mode(office: Office, program: Program) -> None:
    """Who may read the registry may read it afterwards."""
    office.registry.chmod(0o664)
    assert office.run(*ADD, program=program).status == 0
    assert stat.S_IMODE(os.stat(office.registry).st_mode) == 0o664


def proves_what_it_writes(office: Office, program: Program) -> None:
    """A fault of ours in the writing of TOML damages nothing."""
    result = office.run(*ADD, program=program)
    assert (result.status, office.registry.read_bytes()) == (2, BEFORE.encode())


CHECKS: dict[str, tuple[Callable[[Office, Program], None], str]] = {
    "file fsync": (flushes_the_file, "nothing"),
    "folder fsync": (flushes_the_folder, "nothing"),
    "lock": (waits_for_the_lock, "nothing"),
    "compare": (keeps_what_an_editor_saved, "nothing"),
    "put back": (puts_back_what_an_editor_saved, "nothing"),
    "lease": (waits_for_who_saves_in_place, "nothing"),
    "lock on the new file": (keeps_others_from_the_new_file, "nothing"),
    "signals held back": (tidies_before_it_ends, "nothing"),
    "mode": (keeps_the_mode, "nothing"),
    "parse-back proof": (proves_what_it_writes, "faulty writer"),
}
"""A step, the check that notices when it is left out, and what else is left out in both runs."""


@needs_strace
@pytest.mark.parametrize("step", CHECKS)
def test_step_left_out_is_noticed(office: Office, step: str) -> None:
    check, otherwise = CHECKS[step]
    check(office, without(otherwise))
    end_all()
    office.reset()
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(office, without(step))
    tell(f"without the {step} a test fails")
