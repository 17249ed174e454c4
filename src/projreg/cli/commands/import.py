"""New projects from a list: CSV, XLSX, 360Giving JSON, or what `projreg export` wrote as csv, json or jsonl.

What each column is taken for is guessed from its heading, in Swedish or English, and shown. --map "Heading=key"
overrules it, --map "Heading=" leaves a column out, and --map C=title names it by its letter. Keys are those of the
format, funding[0].amount for a funding line, contact for a person in one cell, period for both dates in one.

What no column gives is said for all rows with --set, in the words of `projreg set`: --set role=owner, --set
contact="contact: kommun@sorsele.se", --set funding.level=regional. It counts where a row says nothing of its own.

Nothing is guessed in a cell: what is not certain is listed with its row and column, and then nothing is written, unless
--skip-bad is given. New projects stand at the end of the registry, all in one safe write or none.

Projects that are there already are left out. What the list says otherwise than the registry is told, key by key, with
the command that brings it over; the exit status is then 1.

Example: projreg import lista.csv --map "Benämning=title" --set role=owner --dry-run
"""

from typing import Annotated

from typer import Argument, Option

from projreg.cli import options


def run(
    path: Annotated[str, Argument(metavar="FILE", help="The list.")],
    said: Annotated[
        list[str] | None,
        Option("--map", metavar="COLUMN=KEY", help="Which key a column gives; nothing behind the sign leaves it out."),
    ] = None,
    for_all: Annotated[
        list[str] | None, Option("--set", metavar="KEY=VALUE", help="For every row that says nothing of its own.")
    ] = None,
    header: Annotated[
        int | None, Option("--header", metavar="ROW", min=0, help="The row of the headings, 0 for none.")
    ] = None,
    sheet: Annotated[str, Option("--sheet", metavar="NAME", help="The sheet of an .xlsx.")] = "",
    skip_bad: Annotated[bool, Option("--skip-bad", help="Write the rows that fit; exit with 1 all the same.")] = False,
    file: options.Files = None,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    from projreg.cli.importing import Order, bring_in  # the help does without what reads and writes
    from projreg.intake.parcel import Wishes

    wishes = Wishes(tuple(said or ()), header, sheet)
    return bring_in(Order(path, wishes, tuple(for_all or ()), skip_bad, file, dry_run, yes))
