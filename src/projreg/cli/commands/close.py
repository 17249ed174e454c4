"""Close a project: the final report is accepted, and nothing is left to do.

Sets closed_date, today or the day given, which is not before the project's start: 2026-08-20, or as people write it,
"20 augusti 2026". Tells of deadlines that are not done. Before the project's end date Enter at the question means no.

Example: projreg close hallbar-service --on 2024-11-04 --dry-run
"""

from typing import Annotated

from typer import Option

from projreg.cli import options


def run(
    id: options.Id,
    on: Annotated[str | None, Option("--on", metavar="DATE", help="The day; today when left out.")] = None,
    file: options.Files = None,
    as_of: options.AsOf = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    from projreg.cli.setting import close_project  # the help does without what writes

    return close_project(id, on, as_of, file, dry_run=dry_run, yes=yes)
