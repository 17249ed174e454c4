"""The two programs: `projreg` (also `python -m projreg`), and `projreg-validate` for the hook.

Both live for a moment only, so the collector of cyclic garbage stays off, and at the end `gc.freeze` spares the
interpreter the walk over all that was loaded: together a sixth of the time that `projreg --version` would take.
"""

import gc
import os
import sys
from collections.abc import Callable
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""

    def program() -> int:
        from projreg.cli.main import main

        return main()

    _leave_with(program)


def validate() -> NoReturn:
    """Run the check without Typer and leave with its exit status."""

    def program() -> int:
        from projreg.cli.hook import run

        return run()

    _leave_with(program)


def _leave_with(program: Callable[[], int]) -> NoReturn:
    gc.disable()
    if (
        sys.platform == "win32"
    ):  # which would take a git.exe that lies in the current folder, in a stranger's repository
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"
    status = 130
    try:
        try:
            status = program()
        finally:
            _hear_no_interrupt()
    except KeyboardInterrupt:  # before the program could take care of it, or when it had done its work
        _hear_no_interrupt()
    gc.freeze()
    sys.exit(status)


def _hear_no_interrupt() -> None:
    """Leave the interpreter in peace while it ends. Only what writes has loaded `signal`; others need it less."""
    if signal := sys.modules.get("signal"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
