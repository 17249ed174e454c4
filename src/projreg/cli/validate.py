"""Check registries: keys, dates, budgets, required contacts. The same answer every day.

Without FILE the registry is found as everywhere; `-` reads standard input. Exit status 1 when there are errors.

Example: projreg validate data/projects.toml
"""

from typing import Annotated

from typer import Argument, Option

from projreg.cli import options
from projreg.cli.checking import FORMAT_HELP, STRICT_HELP, Format, run_check
from projreg.cli.discovery import registry_paths


def run(
    files: Annotated[
        list[str] | None,
        Argument(metavar="[FILE]...", help="The files to check, each on its own."),
    ] = None,
    form: Annotated[Format | None, Option("--format", help=FORMAT_HELP)] = None,
    as_json: options.Json = False,
    strict: Annotated[bool, Option("--strict", help=STRICT_HELP)] = False,
    file: options.Files = None,
    color: options.ColorChoice = "auto",
) -> int:
    named = [*(files or []), *(file or [])] or registry_paths(None)
    chosen = "json" if as_json else form
    return run_check(named, form=chosen, strict=strict, color=color, as_one=not files)
