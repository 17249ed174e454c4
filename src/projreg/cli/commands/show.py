"""Everything about one project, in reading order, internal keys too: this is for the office, not for publication.

In a pipe: a line for each value, its key, a tab and the value.

Example: projreg show shimr
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from typer import Option

from projreg.cli import options
from projreg.cli.naming import named
from projreg.cli.output import chosen_format, console, emit
from projreg.cli.reading import Reading, read
from projreg.derived.state import LABELS, days_left, state_on
from projreg.language import Lang, Phrase
from projreg.model.fields import Choice, Money, Record, Records
from projreg.model.records import Project
from projreg.tables.table import Cell, Word, plain, spoken
from projreg.values.money import Money as Sum
from projreg.visible import visible, visible_paragraphs

Format = Literal["table", "tsv", "json"]


def run(
    id: options.Id,
    form: Annotated[Format | None, Option("--format", help="table on a terminal, tsv in a pipe.")] = None,
    as_json: options.Json = False,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
    color: options.ColorChoice = "auto",
) -> int:
    reading = read(file, as_of, lang)
    project = named(id, reading.registry.projects)
    chosen = chosen_format(form, as_json, terminal="table", pipe="tsv")
    if chosen == "json":
        from projreg.derived.projectjson import full_object
        from projreg.encode import json

        emit(json.document({"as_of": reading.today.isoformat(), "project": full_object(project, reading.today)}))
    elif chosen == "tsv":
        emit("".join(f"{path}\t{visible(value)}\n" for path, value in _lines(project, reading)))
    else:
        from projreg.cli.terminal import facts

        emit(facts(console(color), [*_facts(project, reading)]))
    return 0


def _lines(project: Project, reading: Reading) -> Iterator[tuple[str, str]]:
    """Key and machine value of everything that is given."""
    yield "state", state_on(project, reading.today)
    yield "days_left", plain(days_left(project, reading.today))
    yield from _record_lines(project, "")


def _record_lines(record: Record, before: str) -> Iterator[tuple[str, str]]:
    for name, key in record.keys.items():
        value = getattr(record, name)
        if isinstance(key.kind, Records):
            for position, each in enumerate(value):
                yield from _record_lines(each, f"{before}{name}[{position}].")
        elif isinstance(value, Mapping):
            yield from ((f"{before}{name}.{code}", reason) for code, reason in value.items())
        elif value not in (None, "", ()):
            yield f"{before}{name}", plain(value)


_STATE, _DAYS = Phrase("Läge", "State"), Phrase("Dagar kvar", "Days left")


def _facts(project: Project, reading: Reading) -> Iterator[tuple[str, str]]:
    """Label and value for people; a label alone is a heading."""
    lang, today = reading.lang, reading.today
    yield visible(project.title or project.id), ""
    yield _STATE.say(lang), LABELS[state_on(project, today)].say(lang)
    left = days_left(project, today)
    if left is not None:
        yield _DAYS.say(lang), spoken(left, lang)
    yield from _record_facts(project, lang)


def _record_facts(record: Record, lang: Lang) -> Iterator[tuple[str, str]]:
    later: list[tuple[str, str]] = []
    for name, key in record.keys.items():
        value = getattr(record, name)
        label = key.label.say(lang)
        if isinstance(key.kind, Records):
            for position, each in enumerate(value):
                later.append((f"{label}  {name}[{position}]", ""))  # as `set` takes it
                later.extend(_record_facts(each, lang))
        elif isinstance(value, Mapping):
            later.extend((f"{label} {code}", reason) for code, reason in value.items())
        elif name in record.__dict__ and value not in ("", ()) and name != "currency":
            yield label, _said(record, name, lang)
    yield from later


def _said(record: Record, name: str, lang: Lang) -> str:
    kind, value = record.keys[name].kind, getattr(record, name)
    cell: Cell = value
    if isinstance(kind, Choice):
        cell = Word(value, kind.words[value])
    elif type(kind) is Money:
        cell = Sum(value, getattr(record, "currency", ""))
    if isinstance(value, str) and "\n" in value:
        return visible_paragraphs(value)
    return spoken(cell, lang)
