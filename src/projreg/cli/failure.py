"""What happens to errors: told in one or two lines, never as a traceback, and turned into an exit status."""

import os
from collections.abc import Callable

import projreg
from projreg.cli.output import ClosedPipe, note, quiet_exit
from projreg.errors import ProjregError
from projreg.visible import visible

COULD_NOT = 2
INTERRUPTED = 130


def guarded(work: Callable[[], int]) -> int:
    """The exit status of `work`, whatever it raises."""
    try:
        return work()
    except ClosedPipe as error:
        quiet_exit()
        return error.exit_status
    except ProjregError as error:
        tell(error)
        return error.exit_status
    except KeyboardInterrupt:
        return interrupted()
    except OSError as error:
        quiet_exit()
        what = "standard output cannot be written" if error.filename is None else f"{error.filename}: could not be done"
        tell(ProjregError(f"{what}: {error.strerror or error}"))
        return COULD_NOT
    except Exception as error:  # a bug of ours
        return _bug(error)


def tell(error: ProjregError) -> None:
    """Say on standard error what is wrong and what to do."""
    note(f"error: {visible(error.message)}")
    if error.mend:
        note(f"  help: {visible(error.mend)}")


def interrupted() -> int:
    """The user wanted no more; what was written until then stays."""
    from projreg.storing.newfile import written  # only those that write have loaded it

    done = f"{', '.join(dict.fromkeys(written()))} was written" if written() else "nothing was written"
    note(f"\ninterrupted; {done}")
    return INTERRUPTED


def _bug(error: Exception) -> int:
    import traceback  # 2 ms that nobody waits for before there is a bug

    if os.environ.get("PROJREG_DEBUG"):
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('projreg')[2] or place.filename}:{place.lineno}"
    what = f"{type(error).__name__}: {visible(str(error))} ({where})"
    note(f"error: this is a bug in projreg {projreg.__version__}: {what}")
    note("  help: please report it, with the command; PROJREG_DEBUG=1 shows more")
    return COULD_NOT
