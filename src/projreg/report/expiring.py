"""The report on a window: its parts for people and for machines."""

from collections.abc import Iterable, Sequence

from projreg.derived.review import Entry
from projreg.derived.state import LABELS, state_on
from projreg.language import Lang, Phrase, count
from projreg.report import Matter
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table, Word
from projreg.values.dates import Window, spoken_length

_TITLE = Phrase("Att bevaka {start} till och med {end}", "To watch, {start} to {end}")
_AS_OF = Phrase("Per den {start}. {window}", "As of {start}. {window}")
_WINDOW = Phrase(
    "Fönstret är {length}: till och med {end}, båda dagarna räknas.",
    "The window is {length}: up to {end}, both days count.",
)
_UNTIL = Phrase("Fönstret går till och med {end}.", "The window is up to and including {end}.")
_HEADINGS = {
    "expiring": Phrase("Slutar inom fönstret", "Ends within the window"),
    "due": Phrase("Tidsfrister inom fönstret", "Deadlines within the window"),
    "ended": Phrase("Avslutat, inte slutredovisat", "Ended, not closed"),
    "overdue": Phrase("Försenade tidsfrister", "Overdue deadlines"),
    "unknown": Phrase("Kan inte bedömas", "Cannot be judged"),
}
_WHY_UNKNOWN = Phrase(
    "Datum saknas, kan inte läsas eller motsäger varandra. Kör projreg validate.",
    "Dates are missing, cannot be read, or contradict each other. Run projreg validate.",
)
_NOTHING = Phrase("Inget att bevaka", "Nothing to watch")
_LOOKED_AT = Phrase(
    "Programmet har gått igenom {projects}; inget slutar, förfaller, väntar på slutredovisning eller är försenat. "
    "{next}",
    "{projects} looked at; nothing ends, falls due, awaits its final report or is overdue. {next}",
)
_NOTHING_BEGUN = Phrase(
    "Programmet har gått igenom {projects}; inget som har börjat slutar, och inget förfaller, väntar på "
    "slutredovisning eller är försenat. {next}",
    "{projects} looked at; nothing that has begun ends, and nothing falls due, awaits its final report or is "
    "overdue. {next}",
)
_NEXT_END = Phrase("Nästa slutdatum är {day}.", "The next end date is {day}.")
_NO_END = Phrase("Inget slutdatum ligger framåt i tiden.", "No end date lies ahead.")
_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")
_DAYS = Column("days_left", Phrase("Dagar kvar", "Days left"), figures=True)
_DAY = Column("date", Phrase("Datum", "Date"))
_PROJECT = Column("project", Phrase("Projekt", "Project"))
_ID = Column("id", Phrase("Id", "Id"))
_WHAT = Column("what", Phrase("Vad", "What"))
_OWNER = Column("owner", Phrase("Projektägare", "Owner"))
_FUNDER = Column("funder", Phrase("Finansiär", "Funder"))
_CONTACT = Column("contact", Phrase("Kontakt", "Contact"))
_WORKING_DAY = Phrase("sista arbetsdag {day}", "last working day {day}")
_LAST_DAY = Phrase("sista dagen", "the last day")


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people: what the window is, then each part that has something in it."""
    start, end, _ = matter.found.window
    about = _AS_OF.say(lang, start=start, window=window_words(matter.found.window, lang))
    head = Section(_TITLE.say(lang, start=start, end=end), about, level=1)
    parts = [part_section(name, entries, lang) for name, entries in matter.found.parts if entries]
    from projreg.report import remarks  # a pipe does without

    told = remarks.as_sections(remarks.remarks(matter), lang)
    return [head, *(parts or [_nothing(matter, lang)]), *told]


def window_words(window: Window, lang: Lang) -> str:
    """Up to which day the report looks, and how far that is when a length was asked for."""
    length = spoken_length(window, lang)
    return (_WINDOW if length else _UNTIL).say(lang, length=length, end=window.end)


def part_section(name: str, entries: Sequence[Entry], lang: Lang) -> Section:
    """One part of what is due, with its heading."""
    return Section(
        _HEADINGS[name].say(lang),
        _WHY_UNKNOWN.say(lang) if name == "unknown" else "",
        part_table(entries, lang),
        urgent=name in ("ended", "overdue", "unknown"),
    )


def _nothing(matter: Matter, lang: Lang) -> Section:
    """The most dangerous words this program says, so they say what was looked at."""
    projects, today = matter.projects, matter.day
    ahead = [
        each.end_date
        for each in projects
        if each.end_date and each.end_date >= today and state_on(each, today) in ("active", "suspended", "upcoming")
    ]
    said = _NOTHING_BEGUN if any(each in matter.found.window for each in ahead) else _LOOKED_AT
    following = _NEXT_END.say(lang, day=min(ahead)) if ahead else _NO_END.say(lang)
    looked_at = said.say(lang, projects=count(len(projects), _ONE, _MANY, lang), next=following)
    return Section(_NOTHING.say(lang), looked_at)


def part_table(entries: Sequence[Entry], lang: Lang) -> Table:
    """The entries for people."""
    what = any(each.deadline or each.state == "suspended" for each in entries)
    columns = (_DAYS, _DAY, _ID, _PROJECT, *((_WHAT,) if what else ()), _OWNER, _FUNDER, _CONTACT)
    return Table(columns, [_row(each, lang, what=what) for each in entries])


def _row(entry: Entry, lang: Lang, *, what: bool) -> tuple[Cell, ...]:
    from projreg.derived.titles import shown_name  # a pipe does without

    project = entry.project
    said = (_what(entry, lang),) if what else ()
    return (
        entry.days,
        _said_day(entry, lang),
        project.id,
        shown_name(project, lang),
        *said,
        project.owner,
        entry.funders,
        project.responsible,
    )


def _said_day(entry: Entry, lang: Lang) -> str:
    """The date, with the last working day when it is a day off, and a word when it is today."""
    if entry.day is None:
        return "?"
    notes = [_LAST_DAY.say(lang)] if entry.days == 0 else []
    notes += [_WORKING_DAY.say(lang, day=entry.working_day)] if entry.on_day_off and (entry.days or 0) >= 0 else []
    return f"{entry.day} ({', '.join(notes)})" if notes else str(entry.day)


def _what(entry: Entry, lang: Lang) -> str:
    """What is to be done by the day, and the state when it is not that of a project under way."""
    from projreg.derived.titles import deadline_kind

    parts = []
    if entry.deadline:
        parts += [each for each in (deadline_kind(entry.deadline).say(lang), entry.deadline.note) if each]
    if entry.state not in ("active", "ended", "unknown"):
        parts.append(LABELS[entry.state].say(lang).lower())
    return ", ".join(parts)


_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name))
    for name in (
        "part",
        "id",
        "title",
        "days_left",
        "date",
        "last_working_day",
        "deadline",
        "state",
        "owner",
        "funder",
        "contact",
        "note",
    )
)


def as_table(matter: Matter) -> Table:
    """The report for machines: a row for each entry, the part it belongs to first. Remarks are not entries."""
    return machine_table(matter.found.parts)


def machine_table(parts: Iterable[tuple[str, Sequence[Entry]]]) -> Table:
    """The entries of named parts for machines, in their order."""
    return Table(
        _MACHINE_COLUMNS,
        [
            (
                part,
                entry.project.id,
                entry.project.title,
                entry.days,
                entry.day,
                entry.working_day,
                entry.deadline.type if entry.deadline else None,
                Word(entry.state, LABELS[entry.state]),
                entry.project.owner,
                entry.funders,
                entry.project.responsible,
                entry.deadline.note if entry.deadline else None,
            )
            for part, entries in parts
            for entry in entries
        ],
    )


def as_object(matter: Matter) -> dict[str, object]:
    """The report as JSON, version 1."""
    start, end, text = matter.found.window
    return {
        "as_of": start.isoformat(),
        "window": {"from": start.isoformat(), "to": end.isoformat(), "text": text},
        **parts_object(matter),
    }


def parts_object(matter: Matter) -> dict[str, object]:
    """What is due, and the remarks, as JSON."""
    from projreg.report import remarks

    parts = {part: [entry_object(entry) for entry in entries] for part, entries in matter.found.parts}
    return {**parts, "remarks": remarks.as_objects(remarks.remarks(matter))}


def entry_object(entry: Entry) -> dict[str, object]:
    """One entry as JSON: a project has `end_date`, a deadline `due` and `type` as well."""
    project, deadline = entry.project, entry.deadline
    values: dict[str, object] = {
        "id": project.id,
        "title": project.title,
        "acronym": project.acronym or None,
        "state": entry.state,
        "end_date": project.end_date.isoformat() if project.end_date else None,
    }
    if deadline:
        values |= {
            "due": entry.day.isoformat() if entry.day else None,
            "type": deadline.type or None,
            "note": deadline.note or None,
        }
    return values | {
        "days_left": entry.days,
        "last_working_day": entry.working_day.isoformat() if entry.working_day else None,
        "owner": project.owner or None,
        "funders": list(entry.funders),
        "contact": project.responsible or None,
    }
