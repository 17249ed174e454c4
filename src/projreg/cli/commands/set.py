"""Change keys of one project; every other byte of the file stays as it was.

KEY=VALUE as people write it: end_date=2026-06-30, "total_budget=23,9 mkr", "funding[0].amount=480000". The key's label
will do (Slutdatum=2026-06-30), Swedish words (role=ägare), "30 juni 2026" and "today" as a date. KEY= with nothing
takes the key away. Quotes keep spaces and brackets from the shell.

Positions count from 0, as `show` tells them. "funding[]=eu: Funder=480 000 kr" adds a table, "funding[0]=" takes one
away, "tags[]=vatten" adds a text, "tags[vatten]=" takes it away, tags=one tags=two sets them all. What is there already
is not added again.

What `validate` would call an error is refused. A later end_date keeps the old one as original_end_date, when there is
none.

Example: projreg set shimr end_date=2025-12-31 --dry-run
"""

from typing import Annotated

from typer import Argument

from projreg.cli import options
from projreg.cli.completion import assignments


def run(
    id: options.Id,
    written: Annotated[
        list[str],
        Argument(metavar="KEY=VALUE...", help="What to change.", show_default=False, autocompletion=assignments),
    ],
    file: options.Files = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    from projreg.cli.setting import set_keys  # the help does without what writes

    return set_keys(id, written, file, dry_run=dry_run, yes=yes)
