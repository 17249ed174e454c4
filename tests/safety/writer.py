"""The program for the safety tests: `writer.py nursery FILE`, or `writer.py STEP ARGUMENTS` with a step left out."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from projreg.cli.main import main
from projreg.editing import edit
from projreg.storing import exchange, held, newfile


def _no(*arguments: Any, **named: Any) -> None:
    """Do nothing."""


def _yes(*arguments: Any, **named: Any) -> bool:
    return True


def _faulty(values: Any) -> str:
    return str(_project_block(values)).replace("Leden", "Lede")


_project_block = edit.project_block  # type: ignore[attr-defined]
STEPS: dict[str, Sequence[tuple[Any, str, Any]]] = {
    "nothing": (),
    "file fsync": ((newfile, "_flush", _no),),
    "folder fsync": ((newfile, "_flush_folder", _no),),
    "lock": ((held, "_try_lock", _yes),),
    "compare": ((held, "holds", _yes),),
    "put back": ((newfile, "_put_back", _no),),
    "lease": ((held, "lease", lambda handle: False),),
    "lock on the new file": ((newfile, "_lock_new", _no),),
    "signals held back": ((newfile, "undisturbed", nullcontext),),
    "mode": ((newfile, "_make_alike", _no),),
    "faulty writer": ((edit, "project_block", _faulty),),
    "parse-back proof": ((edit, "project_block", _faulty), (edit, "same", _yes)),
}
"""What to put in place of a step of the protocol, so that it is left out."""


def nursery(said: str) -> None:
    """Start the commands that come as lines of JSON, each in a process of its own that writes its errors to `said`."""
    for line in sys.stdin:
        with open(said, "wb"):
            pass
        pid = os.fork()
        if not pid:
            into = os.open(said, os.O_WRONLY | os.O_APPEND)
            os.dup2(into, 2)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(into, 1)
            os._exit(main(json.loads(line)))
        print(pid, flush=True)  # noqa: T201
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _load(arguments: Sequence[str]) -> None:
    """Load what the commands load late."""
    import projreg.cli.adding
    import projreg.cli.commands.add
    import projreg.cli.editing
    import projreg.cli.mending
    import projreg.cli.removing
    import projreg.cli.setting  # noqa: F401

    exchange.exchange()


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        _load(sys.argv)
        nursery(sys.argv[2])
    else:
        for module, name, instead in STEPS[sys.argv[1]]:
            assert hasattr(module, name)
            setattr(module, name, instead)
        sys.exit(main(sys.argv[2:]))
