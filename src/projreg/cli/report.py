"""What needs attention: with --expiring what ends or is due within a window, without it the overview.

The window begins on the day, and both its ends count. What has ended but is not closed, what is overdue and what
cannot be judged is always told, whatever the window.

Example: projreg report --expiring 90d
"""

from typing import Annotated, Literal

from typer import Option

from projreg.cli import options
from projreg.cli.output import chosen_format, console, emit
from projreg.cli.reading import read
from projreg.dates import read_window
from projreg.encode.tsv import tsv
from projreg.errors import UsageError
from projreg.report import named
from projreg.review import review

Format = Literal["table", "tsv", "json", "csv", "markdown"]
ATTENTION = "90d"
"""How far the overview looks ahead for what needs attention."""


def run(
    expiring: Annotated[
        str | None, Option("--expiring", metavar="WINDOW", help="How far ahead: 90d, 12w, 3m, 1y, P90D or a date.")
    ] = None,
    form: Annotated[Format | None, Option("--format", help="table on a terminal, tsv in a pipe.")] = None,
    as_json: options.Json = False,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with 1 when something needs attention.")] = False,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
    color: options.ColorChoice = "auto",
) -> int:
    reading = read(file, as_of, lang)
    projects, today = reading.registry.projects, reading.today
    try:
        window = read_window(ATTENTION if expiring is None else expiring, today)
    except UsageError as error:
        raise UsageError(f"--expiring: {error.message}", error.mend) from None
    found = review(projects, window)
    shown = named("overview" if expiring is None else "review")
    match chosen_format(form, as_json, terminal="table", pipe="tsv"):
        case "json":
            from projreg.encode import json

            emit(json.document(shown.as_object(projects, found)))
        case "csv":
            from projreg.encode.csv import csv

            emit(csv(shown.as_table(projects, found)))
        case "tsv":
            emit(tsv(shown.as_table(projects, found)))
        case "markdown":
            from projreg.report.page import markdown

            emit(markdown(shown.as_sections(projects, found, reading.lang), reading.lang))
        case _:
            from projreg.cli.terminal import report

            emit(report(console(color), shown.as_sections(projects, found, reading.lang), reading.lang))
    return 1 if exit_code and (reading.in_doubt or not found.is_empty) else 0
