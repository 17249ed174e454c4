"""The projects, filtered and sorted.

A table on a terminal, tab-separated lines in a pipe. Filters given together must all fit; several states are either-or.

Example: projreg list --active --sort end
"""

from typing import Annotated, Literal

from typer import Option

from projreg.cli import options
from projreg.cli.filters import filtered
from projreg.cli.output import chosen_format, console, emit, note, on_terminal
from projreg.cli.reading import Reading, read
from projreg.derived.columns import FOR_MACHINES, FOR_PEOPLE, project_table
from projreg.derived.select import Selection, SortKey, in_order, select
from projreg.derived.state import LABELS, STATES, state_on
from projreg.encode.tsv import tsv
from projreg.language import Phrase, count
from projreg.model.records import Project

Format = Literal["table", "tsv", "json", "jsonl", "csv", "markdown", "ids"]


def _fields(incomplete: str) -> list[str]:
    from projreg.cli.completion import field_names  # loaded when a shell completes

    return field_names(incomplete)


@filtered
def run(
    selection: Selection,
    sort: Annotated[SortKey | None, Option("--sort", help="The order; the file's when left out.")] = None,
    reverse: Annotated[bool, Option("--reverse", help="The other way round.")] = False,
    fields: Annotated[
        str, Option("--fields", metavar="id,title,…", help="The columns, by key.", autocompletion=_fields)
    ] = "",
    form: Annotated[Format | None, Option("--format", help="table on a terminal, tsv in a pipe.")] = None,
    as_json: options.Json = False,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
    color: options.ColorChoice = "auto",
) -> int:
    reading = read(file, as_of, lang)
    projects = select(reading.registry.projects, selection, reading.today)
    if sort or reverse:
        projects = in_order(projects, sort, reverse=reverse) if sort else projects[::-1]
    chosen = chosen_format(form, as_json, terminal="table", pipe="tsv")
    named = [each.strip() for each in fields.split(",") if each.strip()]
    if chosen == "table":
        from projreg.cli.terminal import tabular

        table = project_table(projects, named or FOR_PEOPLE, reading.today)
        if projects:
            emit(tabular(console(color), table, reading.lang))
        if on_terminal() or not projects:
            note(_instead(projects, reading))
    else:
        emit(_rendered(chosen, projects, named, reading))
    return 0


def _rendered(form: str, projects: list[Project], named: list[str], reading: Reading) -> str:
    """The projects in a format for machines, or as Markdown."""
    today = reading.today
    if form in ("json", "jsonl"):
        from projreg.derived.projectjson import project_object
        from projreg.encode import json

        objects = (project_object(each, today) for each in projects)
        if form == "json":
            return json.document({"as_of": today.isoformat(), "projects": [*objects]})
        return "".join(json.line({"as_of": today.isoformat(), **each}) for each in objects)
    if form == "markdown":
        from projreg.encode import markdown

        return markdown.table(project_table(projects, named or FOR_PEOPLE, today), reading.lang)
    table = project_table(projects, ["id"] if form == "ids" else named or FOR_MACHINES, today)
    if form == "csv":
        from projreg.encode.csv import csv

        return csv(table)
    return tsv(table)


_SHOWN = Phrase("{shown} av {all} projekt den {day}.", "{shown} of {all} projects as of {day}.")
_NONE = Phrase(
    "Inget projekt passar den {day}. Registret har {projects}: {states}.",
    "No project fits as of {day}. The registry has {projects}: {states}.",
)
_EMPTY = Phrase(
    "Registret har inga projekt. Lägg till ett: projreg add", "The registry has no projects. Add one: projreg add"
)
_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")


def _instead(projects: list[Project], reading: Reading) -> str:
    """One line: how many are shown, or what there is instead."""
    everything, lang = reading.registry.projects, reading.lang
    if not everything:
        return _EMPTY.say(lang)
    if projects:
        return _SHOWN.say(lang, shown=len(projects), all=len(everything), day=reading.today)
    numbers = {state: sum(state_on(each, reading.today) == state for each in everything) for state in STATES}
    states = ", ".join(f"{number} {LABELS[state].say(lang).lower()}" for state, number in numbers.items() if number)
    projects_in_all = count(len(everything), _ONE, _MANY, lang)
    return _NONE.say(lang, day=reading.today, projects=projects_in_all, states=states)
