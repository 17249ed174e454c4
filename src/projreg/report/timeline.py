"""The report along the months: a bar for each project in which something is left to do, its deadlines as marks."""

from collections.abc import Iterable, Iterator

from projreg.derived.state import LABELS, state_on
from projreg.derived.timeline import Mark, marks, timeline
from projreg.language import Lang, Phrase
from projreg.model.words import DEADLINE_TYPES
from projreg.report import Matter
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table, Word

_TITLE = Phrase("Tidslinje per den {day}", "Timeline as of {day}")
_IN_ORDER = Phrase("Det som slutar först står överst.", "What ends first is at the top.")
_ABOUT = Phrase(
    "Det som slutar först står överst; slutredovisat och avbrutet är med bara så länge en tidsfrist är öppen.",
    "What ends first stands at the top; the closed and cancelled are shown only while a deadline is open.",
)
_NONE = Phrase("Inget projekt att visa.", "No project to show.")
_UNDATED = Phrase("Utan läsbara datum", "Without readable dates")
_LATE, _DONE = Phrase("försenad", "overdue"), Phrase("klar", "done")
_DEADLINES = Column("deadlines", Phrase("Tidsfrister", "Deadlines"))
_ID, _PROJECT = Column("id", Phrase("Id", "Id")), Column("project", Phrase("Projekt", "Project"))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people: the timeline, and what could not be put on it."""
    shown = timeline(matter.projects, matter.day)
    text = _NONE if not shown.bars else _IN_ORDER if matter.by_state else _ABOUT
    sections = [
        Section(_TITLE.say(lang, day=matter.day), text.say(lang), level=1, timeline=shown if shown.bars else None)
    ]
    if shown.undated:
        rows: list[tuple[Cell, ...]] = [
            (each.id, each.acronym or each.title, tuple(_said(mark, lang) for mark in marks(each, shown.today)))
            for each in shown.undated
        ]
        table = Table((_ID, _PROJECT, _DEADLINES), rows)
        sections.append(Section(_UNDATED.say(lang), "", table, urgent=True))
    return sections


def _said(mark: Mark, lang: Lang) -> str:
    """A deadline in a few words: "2026-05-31 Slutrapport (försenad)"."""
    label = DEADLINE_TYPES.get(mark.deadline.type)
    notes = f" ({(_LATE if mark.late else _DONE).say(lang)})" if mark.late or mark.done else ""
    return f"{mark.day}{f' {label.say(lang)}' if label else ''}{notes}"


_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name))
    for name in ("id", "title", "state", "start_date", "end_date", "deadline", "due", "done")
)


def as_table(matter: Matter) -> Table:
    """The report for machines: a row for each project, and one for each of its deadlines."""
    shown = timeline(matter.projects, matter.day)
    rows: list[tuple[Cell, ...]] = []
    for bar in shown.bars:
        about = (bar.project.id, bar.project.title, Word(bar.state, LABELS[bar.state]), bar.start, bar.end)
        rows += _machine_rows(about, bar.marks)
    for each in shown.undated:
        undated = (each.id, each.title, state_on(each, shown.today), each.start_date, each.end_date)
        rows += _machine_rows(undated, marks(each, shown.today))
    return Table(_MACHINE_COLUMNS, rows)


def _machine_rows(about: tuple[Cell, ...], marks: Iterable[Mark]) -> Iterator[tuple[Cell, ...]]:
    yield (*about, None, None, None)
    for mark in marks:
        label = DEADLINE_TYPES.get(mark.deadline.type)
        kind = Word(mark.deadline.type, label) if label else None
        yield (*about, kind, mark.day, mark.deadline.done)


def as_object(matter: Matter) -> dict[str, object]:
    """The report as JSON, version 1."""
    shown = timeline(matter.projects, matter.day)
    return {
        "as_of": matter.day.isoformat(),
        "from": shown.first.isoformat(),
        "to": shown.last.isoformat(),
        "projects": [
            {
                "id": bar.project.id,
                "title": bar.project.title,
                "state": bar.state,
                "start_date": bar.start.isoformat(),
                "end_date": bar.end.isoformat(),
                "deadlines": [_object(mark) for mark in bar.marks],
            }
            for bar in shown.bars
        ],
        "unknown": [
            {
                "id": each.id,
                "title": each.title,
                "deadlines": [_object(mark) for mark in marks(each, shown.today)],
            }
            for each in shown.undated
        ],
    }


def _object(mark: Mark) -> dict[str, object]:
    return {
        "type": mark.deadline.type or None,
        "due": mark.day.isoformat(),
        "done": mark.done,
        "overdue": mark.late,
    }
