"""The report on deadlines: what is overdue or due within the window, per funder and per responsible contact."""

from collections.abc import Iterable, Sequence

from projreg.derived.review import Entry
from projreg.derived.state import state_on
from projreg.derived.suggestions import KINDS, Suggestion, suggestions
from projreg.derived.titles import shown_name
from projreg.language import Lang, Phrase, alphabetical, unbroken
from projreg.report import Matter, expiring
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table
from projreg.values.workdays import last_working_day

_TITLE = Phrase("Tidsfrister {start} till och med {end}", "Deadlines, {start} to {end}")
_WINDOW = Phrase(
    "Per den {start}. Försenade står först, klara är utelämnade. {window}",
    "As of {start}. Overdue ones come first, those done are left out. {window}",
)
_NOTHING = Phrase(
    "Ingen införd tidsfrist är försenad eller förfaller i fönstret.",
    "No deadline entered is overdue or due in the window.",
)
_WITHOUT_FUNDER = Phrase("Utan angiven finansiär", "Without a funder")
_PER_CONTACT = Phrase("Per ansvarig", "Per contact")
_SUGGESTED = Phrase("Förslag, inte beslutade", "Suggestions, not decided")
_ABOUT_SUGGESTIONS = Phrase(
    "Dagar att tänka på som inte står i registret. Finansiärens beslut går före.",
    "Days to think of that the registry does not hold. The funder's decision goes first.",
)
_DAYS = Column("days_left", Phrase("Dagar kvar", "Days left"), figures=True)
_DAY = Column("date", Phrase("Datum", "Date"))
_ID, _WHAT = Column("id", Phrase("Id", "Id")), Column("what", Phrase("Vad", "What"))
_PROJECT = Column("project", Phrase("Projekt", "Project"))
_WHY = Column("why", Phrase("Varför", "Why"))
_OVERDUE = Column("overdue", Phrase("Försenade", "Overdue"), figures=True)
_DUE = Column("due", Phrase("I fönstret", "In the window"), figures=True)
_NEXT = Column("next", Phrase("Först", "First"))
_CONTACT = Column("contact", Phrase("Ansvarig", "Contact"))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people: a section for each funder, then how many each contact has to see to."""
    start, end, _ = matter.found.window
    intro = _WINDOW.say(lang, start=start, window=expiring.window_words(matter.found.window, lang))
    entries = _entries(matter)
    if not entries:
        intro += f"\n{_NOTHING.say(lang)}"
    sections = [Section(_TITLE.say(lang, start=start, end=end), intro, level=1)]
    if unknown := matter.found.unknown:
        sections.append(expiring.part_section("unknown", unknown, lang))
    for funder, found in _per_funder(entries):
        late = any((each.days or 0) < 0 for each in found)
        heading = funder or _WITHOUT_FUNDER.say(lang)
        sections.append(Section(heading, "", expiring.part_table(found, lang), urgent=late))
    if entries:
        sections.append(Section(_PER_CONTACT.say(lang), "", _contact_table(entries)))
    if suggested := _suggested(matter):
        rows: list[tuple[Cell, ...]] = [
            (
                (each.day - matter.day).days,
                each.day,
                each.project.id,
                shown_name(each.project, lang),
                ", ".join(filter(None, (KINDS[each.kind].say(lang), each.funder))),
                unbroken(each.reason.say(lang), lang),
                each.project.responsible,
            )
            for each in suggested
        ]
        table = Table((_DAYS, _DAY, _ID, _PROJECT, _WHAT, _WHY, _CONTACT), rows)
        sections.append(Section(_SUGGESTED.say(lang), _ABOUT_SUGGESTIONS.say(lang), table))
    return sections


def _suggested(matter: Matter) -> list[Suggestion]:
    """The days within the window that are suggested, never stored."""
    return [each for each in suggestions(matter.projects, matter.day) if each.day in matter.found.window]


def _entries(matter: Matter) -> list[Entry]:
    """The deadlines, the most overdue first."""
    return [*matter.found.overdue, *matter.found.due]


def _per_funder(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The deadlines to each funder, and under an empty name those that name none; the most urgent group first."""
    funders: dict[str, list[Entry]] = {}
    for each in entries:
        funders.setdefault(each.deadline.funder if each.deadline else "", []).append(each)
    return sorted(funders.items(), key=lambda item: (item[1][0].days or 0, alphabetical(item[0])))


def _contact_table(entries: Sequence[Entry]) -> Table:
    contacts: dict[str, list[Entry]] = {}
    for each in entries:
        contacts.setdefault(each.project.responsible, []).append(each)
    rows: list[tuple[Cell, ...]] = [
        (
            contact,
            sum((each.days or 0) < 0 for each in found),
            sum((each.days or 0) >= 0 for each in found),
            found[0].day,
        )
        for contact, found in sorted(contacts.items(), key=lambda item: (item[1][0].days or 0, alphabetical(item[0])))
    ]
    return Table((_CONTACT, _OVERDUE, _DUE, _NEXT), rows)


def as_table(matter: Matter) -> Table:
    """The report for machines: a row for each deadline, as in the report on what is due."""
    table = expiring.machine_table(_parts(matter))
    suggested: list[tuple[Cell, ...]] = [
        (
            "suggested",
            each.project.id,
            each.project.title,
            (each.day - matter.day).days,
            each.day,
            last_working_day(each.day),
            each.kind,
            state_on(each.project, matter.day),
            each.project.owner,
            each.funder,
            each.project.responsible,
            each.reason.en,
        )
        for each in _suggested(matter)
    ]
    return table._replace(rows=[*table.rows, *suggested])


def _parts(matter: Matter) -> list[tuple[str, list[Entry]]]:
    """The parts that deadlines stand in; what cannot be judged is never left out."""
    found = matter.found
    return [("overdue", found.overdue), ("due", found.due), ("unknown", found.unknown)]


def as_object(matter: Matter) -> dict[str, object]:
    """The report as JSON, version 1."""
    start, end, text = matter.found.window
    return {
        "as_of": start.isoformat(),
        "window": {"from": start.isoformat(), "to": end.isoformat(), "text": text},
        **{part: [expiring.entry_object(each) for each in entries] for part, entries in _parts(matter)},
        "suggested": [
            {
                "id": each.project.id,
                "title": each.project.title,
                "type": each.kind,
                "due": each.day.isoformat(),
                "days_left": (each.day - matter.day).days,
                "last_working_day": last_working_day(each.day).isoformat(),
                "funder": each.funder or None,
                "reason": each.reason.en,
                "source": each.source,
                "contact": each.project.responsible or None,
            }
            for each in _suggested(matter)
        ],
    }
