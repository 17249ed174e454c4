"""The report along the months: a bar for each project that is neither closed nor cancelled, its deadlines as marks."""

from projreg.language import Lang, Phrase
from projreg.model import DEADLINE_TYPES
from projreg.report import Matter
from projreg.report.page import Section
from projreg.state import LABELS
from projreg.table import Cell, Column, Table, Word
from projreg.timeline import timeline

_TITLE = Phrase("Tidslinje per den {day}", "Timeline as of {day}")
_ABOUT = Phrase(
    "Projekt som inte är slutredovisade eller avbrutna, det som slutar först överst.",
    "Projects that are neither closed nor cancelled, what ends first at the top.",
)
_NONE = Phrase("Inget projekt att visa.", "No project to show.")
_UNDATED = Phrase("Utan läsbara datum", "Without readable dates")
_ID, _PROJECT = Column("id", Phrase("Id", "Id")), Column("project", Phrase("Projekt", "Project"))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people: the timeline, and what could not be put on it."""
    shown = timeline(matter.projects, matter.day)
    text = _ABOUT if shown.bars else _NONE
    sections = [
        Section(_TITLE.say(lang, day=matter.day), text.say(lang), level=1, timeline=shown if shown.bars else None)
    ]
    if shown.undated:
        table = Table((_ID, _PROJECT), [(each.id, each.acronym or each.title) for each in shown.undated])
        sections.append(Section(_UNDATED.say(lang), "", table, urgent=True))
    return sections


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
        rows.append((*about, None, None, None))
        for mark in bar.marks:
            label = DEADLINE_TYPES.get(mark.deadline.type)
            kind = Word(mark.deadline.type, label) if label else None
            rows.append((*about, kind, mark.day, mark.deadline.done))
    rows += [
        (each.id, each.title, "unknown", each.start_date, each.end_date, None, None, None) for each in shown.undated
    ]
    return Table(_MACHINE_COLUMNS, rows)


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
                "deadlines": [
                    {
                        "type": mark.deadline.type or None,
                        "due": mark.day.isoformat(),
                        "done": mark.done,
                        "overdue": mark.late,
                    }
                    for mark in bar.marks
                ],
            }
            for bar in shown.bars
        ],
        "unknown": [{"id": each.id, "title": each.title} for each in shown.undated],
    }
