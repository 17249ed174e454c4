"""`projreg-validate`, the entry of the pre-commit hook: `validate` without Typer, to cost little at each commit.

argparse would cost a tenth of the whole run; getopt reads the few options, which stand in one table.
"""

import sys
from collections.abc import Sequence
from getopt import GetoptError, gnu_getopt
from typing import Any

import projreg
from projreg.cli.checking import HELP, Wanted, run_check
from projreg.cli.failure import guarded
from projreg.cli.output import COLORS, emit, prepare_streams
from projreg.errors import UsageError
from projreg.findings import FORMATS

_FLAGS = ("strict", "staged", "fix", "unsafe", "dry_run")
_CHOICES: dict[str, tuple[str, ...]] = {"format": tuple(FORMATS), "color": COLORS}
_LISTS = ("select", "ignore")
_SEE = "see projreg-validate --help"


def run(arguments: Sequence[str] | None = None) -> int:
    """Check the files and return the exit status: 2 when there was nothing to check."""
    prepare_streams()
    return guarded(lambda: _run(sys.argv[1:] if arguments is None else arguments))


def _run(arguments: Sequence[str]) -> int:
    names = [*map(_option, _FLAGS), *(f"{_option(name)}=" for name in (*_CHOICES, *_LISTS)), "help", "version"]
    try:
        given, files = gnu_getopt(arguments, "hn", names)
    except GetoptError as error:
        raise UsageError(error.msg, _SEE) from None
    asked = [option for option, _ in given]
    if "--help" in asked or "-h" in asked:
        emit(_help())
        return 0
    if "--version" in asked:
        emit(f"projreg {projreg.__version__}\n")
        return 0
    if not files:
        raise UsageError(
            "there is nothing to check",
            "name the registry, or see that the hook's `files` matches it; `projreg validate --staged` finds it itself",
        )
    return run_check(_wanted(files, given))


def _wanted(files: Sequence[str], given: Sequence[tuple[str, str]]) -> Wanted:
    """What is asked for. Raises UsageError for a word that an option does not know."""
    wanted: dict[str, Any] = {"files": files}
    for option, value in given:
        name = "dry_run" if option == "-n" else option.removeprefix("--").replace("-", "_")
        if name in _FLAGS:
            wanted[name] = True
        elif name in _LISTS:
            wanted[name] = (*wanted.get(name, ()), value)
        elif value in _CHOICES[name]:
            wanted[name] = value
        else:
            raise UsageError(f"{option} knows no “{value}”", f"write one of {', '.join(_CHOICES[name])}")
    return Wanted(**wanted)


def _option(name: str) -> str:
    return name.replace("_", "-")


def _help() -> str:
    from textwrap import fill

    values = {**{name: f"={'|'.join(words)}" for name, words in _CHOICES.items()}, **dict.fromkeys(_LISTS, "=CODE")}
    lines = ["Usage: projreg-validate [OPTIONS] FILE...", "", "  Check registries, as `projreg validate` does.", ""]
    for name in (*_FLAGS, *_CHOICES, *_LISTS):
        short = ", -n" if name == "dry_run" else ""
        lines += [f"  --{_option(name)}{values.get(name, '')}{short}"]
        lines += [fill(HELP[name], 78, initial_indent="      ", subsequent_indent="      ")]
    return "\n".join([*lines, "  --version", "  --help, -h", ""])
