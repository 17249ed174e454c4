"""Check registries: keys, dates, budgets, required contacts. The same answer every day.

Without FILE the registry is found as everywhere; `-` reads standard input. Exit status 1 when there are errors.

Example: projreg validate data/projects.toml
"""

from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from projreg.cli import options
from projreg.cli.checking import HELP, Wanted, run_check
from projreg.cli.discovery import registry_paths
from projreg.findings import FORMATS

if TYPE_CHECKING:
    Format = str
else:
    Format = Literal[tuple(FORMATS)]  # so Typer shows the names, and refuses others


def run(
    files: Annotated[
        list[str] | None,
        Argument(metavar="[FILE]...", help="The files to check, each on its own."),
    ] = None,
    form: Annotated[Format | None, Option("--format", help=HELP["format"])] = None,
    as_json: options.Json = False,
    strict: Annotated[bool, Option("--strict", help=HELP["strict"])] = False,
    select: Annotated[list[str] | None, Option("--select", metavar="CODE", help=HELP["select"])] = None,
    ignore: Annotated[list[str] | None, Option("--ignore", metavar="CODE", help=HELP["ignore"])] = None,
    staged: Annotated[bool, Option("--staged", help=HELP["staged"])] = False,
    fix: Annotated[bool, Option("--fix", help=HELP["fix"])] = False,
    unsafe: Annotated[bool, Option("--unsafe", help=HELP["unsafe"])] = False,
    dry_run: Annotated[bool, Option("--dry-run", "-n", help=HELP["dry_run"])] = False,
    file: options.Files = None,
    color: options.ColorChoice = "auto",
) -> int:
    named = [*(files or []), *(registry_paths(file) if file or not files else [])]
    chosen = "json" if as_json else form
    only, without = select or (), ignore or ()
    return run_check(
        Wanted(named, chosen, strict, color, only, without, staged, fix, unsafe, dry_run, as_one=not files)
    )
