"""The two programs: `projreg` (also `python -m projreg`), and `projreg-validate` for the hook.

Both live for a moment only, so the collector of cyclic garbage stays off, and at the end `gc.freeze` spares the
interpreter the walk over all that was loaded: together a sixth of the time that `projreg --version` would take.
"""

import gc
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
    try:
        status = program()
    except KeyboardInterrupt:  # before the program could take care of it
        status = 130
    finally:
        gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
