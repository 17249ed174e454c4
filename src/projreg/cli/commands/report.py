"""What needs attention: with --expiring what ends or is due within a window, without it the overview.

The window begins on the day, and both its ends count. What has ended but is not closed, what is overdue and what
cannot be judged is always told, whatever the window and whatever states are asked for, and so are suspended projects.
The figures of the overview and of --funding, and what --contacts and --timeline show, are of the projects asked for.

Example: projreg report --expiring 90d
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from typer import Option

from projreg.cli import options
from projreg.cli.filters import filtered
from projreg.cli.output import chosen_format, console, emit, note
from projreg.cli.reading import Reading, read, the_day
from projreg.cli.settings import counts
from projreg.derived.review import review
from projreg.derived.select import Selection, select
from projreg.derived.state import is_on_hand, state_on
from projreg.encode.tsv import tsv
from projreg.errors import UsageError
from projreg.model.records import Project
from projreg.report import REPORTS, Matter, for_people, named
from projreg.values.dates import Window, read_window

Format = Literal["table", "tsv", "json", "csv", "markdown", "html"]
ATTENTION = "90d"
"""How far the overview looks ahead for what needs attention."""


@filtered
def run(
    selection: Selection,
    expiring: Annotated[
        str | None,
        Option("--expiring", metavar="WINDOW", help=f"{REPORTS['expiring']} 90d, 12w, 3m, 1y, P90D or a date."),
    ] = None,
    deadlines: Annotated[str | None, Option("--deadlines", metavar="WINDOW", help=REPORTS["deadlines"])] = None,
    funding: Annotated[bool, Option("--funding", help=REPORTS["funding"])] = False,
    contacts: Annotated[bool, Option("--contacts", help=REPORTS["contacts"])] = False,
    timeline: Annotated[bool, Option("--timeline", help=REPORTS["timeline"])] = False,
    form: Annotated[Format | None, Option("--format", help="table on a terminal, tsv in a pipe.")] = None,
    as_json: options.Json = False,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with 1 when something needs attention.")] = False,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
    color: options.ColorChoice = "auto",
) -> int:
    windows = {"expiring": expiring, "deadlines": deadlines}
    name = _one_of({**windows, "funding": funding, "contacts": contacts, "timeline": timeline})
    reading = read(file, as_of, lang)
    window = _window(name, windows.get(name), reading)
    real_day = reading.today if as_of is None else the_day(None, reading.registry.publisher)
    matter = _matter(name, reading, selection, window, real_day)
    nobody = bool(matter.total) and not matter.projects
    if nobody:
        note("note: no project is like what was asked for: is a word misspelt?")
    _show(chosen_format(form, as_json, terminal="table", pipe="tsv"), name, matter, reading, color)
    if not exit_code or (matter.found.is_empty and not reading.in_doubt and not nobody):
        return 0
    if not nobody and name not in ("overview", "expiring"):
        tell = f"`projreg report --expiring {window.text}` tells it"
        note(f"note: something needs attention within {window.text}: {tell}")
    return 1


def _matter(name: str, reading: Reading, selection: Selection, window: Window, real_day: date) -> Matter:
    """What the report is about; `real_day` is today, also where the report is of another day."""
    found = review(_never_fewer(reading, selection), window)
    total = None if selection == Selection() else len(reading.registry.projects)
    files = dict(zip(map(id, reading.registry.projects), reading.stands_in, strict=True))

    def counts_there(code: str, project: Project) -> bool:
        return counts(code, project, path=files[id(project)])

    projects = _meant(name, reading, selection)
    return Matter(projects, found, real_day, counts_there, bool(selection.states), total)


def _show(form: str, name: str, matter: Matter, reading: Reading, color: options.ColorChoice) -> None:
    if form == "table":
        from projreg.cli.terminal import report

        emit(report(console(color), for_people(named(name), matter, reading.lang), reading.lang))
    else:
        emit(_rendered(form, name, matter, reading))


def _rendered(form: str, name: str, matter: Matter, reading: Reading) -> str:
    """The report in a format for machines, or as a page."""
    shown, lang = named(name), reading.lang
    if form == "markdown":
        from projreg.report.page import markdown

        return markdown(for_people(shown, matter, lang), lang)
    if form == "html":
        from projreg.report.html_page import html

        sections = for_people(shown, matter, lang)
        if name == "overview":
            head, *parts = named("timeline").as_sections(matter, lang)
            sections += [head._replace(level=2), *(each._replace(level=3) for each in parts)]
        return html(sections, reading.registry.publisher.publisher, lang)
    if form == "json":
        from projreg.encode import json

        return json.document(shown.as_object(matter))
    if form == "csv":
        from projreg.encode.csv import csv

        return csv(shown.as_table(matter))
    return tsv(shown.as_table(matter))


def _one_of(asked: Mapping[str, object]) -> str:
    """The report that is asked for. Raises UsageError when there are several."""
    names = [name for name, value in asked.items() if value not in (None, False)]
    if len(names) > 1:
        raise UsageError(f"--{names[0]} and --{names[1]} are two reports", "ask for one at a time")
    return names[0] if names else "overview"


def _window(name: str, written: str | None, reading: Reading) -> Window:
    """The report's window. Raises UsageError naming the option."""
    try:
        return read_window(ATTENTION if written is None else written, reading.today)
    except UsageError as error:
        raise UsageError(f"--{name}: {error.message}", error.mend) from None


def _meant(name: str, reading: Reading, selection: Selection) -> list[Project]:
    """The projects that the report is about."""
    found = select(reading.registry.projects, selection, reading.today)
    if name in ("contacts", "timeline") and not selection.states:
        return [each for each in found if is_on_hand(each, reading.today)]
    return found if name in ("overview", "funding", "contacts", "timeline") else _never_fewer(reading, selection)


def _never_fewer(reading: Reading, selection: Selection) -> list[Project]:
    """The projects that are asked for, and whatever their state those that no report on what is due may miss.

    These are the suspended, those that have ended, those that cannot be judged and those with an overdue deadline.
    """
    today, whatever = reading.today, selection._replace(states=())
    return [
        each
        for each in select(reading.registry.projects, whatever, today)
        if selection.admits(each, today)
        or state_on(each, today) in ("suspended", "ended", "unknown")
        or each.in_doubt
        or any(
            not deadline.is_done(today) and (deadline.due is None or deadline.due < today) for deadline in each.deadline
        )
    ]
