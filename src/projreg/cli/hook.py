"""`projreg-validate`, the entry of the pre-commit hook: `validate` without Typer, to cost little at each commit."""

import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

import projreg
from projreg.cli.checking import HELP, Wanted, run_check
from projreg.cli.failure import guarded
from projreg.cli.output import note, prepare_streams
from projreg.errors import UsageError
from projreg.findings import FORMATS
from projreg.visible import visible

WIDTH = 78
"""Columns of the help."""


class _Parser(ArgumentParser):
    """argparse, with what was typed shown safely."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and leave."""
        note(f"error: {visible(message)}")
        note(f"  help: see {self.prog} --help")
        sys.exit(2)


def run(arguments: Sequence[str] | None = None) -> int:
    """Check the files and return the exit status: 2 when there was nothing to check."""
    prepare_streams()
    parser = _Parser(
        "projreg-validate",
        description="Check registries of projects, as `projreg validate` does.",
        formatter_class=partial(HelpFormatter, width=WIDTH),  # else argparse loads shutil to ask the terminal
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="the files to check")
    parser.add_argument("--format", choices=FORMATS, default=None, help=HELP["format"])
    for name in ("strict", "staged", "fix", "unsafe"):
        parser.add_argument(f"--{name}", action="store_true", help=HELP[name])
    parser.add_argument("--dry-run", "-n", action="store_true", help=HELP["dry_run"])
    for name in ("select", "ignore"):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="CODE", help=HELP[name])
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours")
    parser.add_argument("--version", action="version", version=f"projreg {projreg.__version__}")
    given = parser.parse_args(arguments)
    return guarded(lambda: _check(given))


def _check(given: Namespace) -> int:
    if not given.files:
        raise UsageError("there is nothing to check", "name the registry, or see that the hook's `files` matches it")
    return run_check(Wanted(**vars(given)))


if __name__ == "__main__":
    sys.exit(run())
