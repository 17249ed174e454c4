"""What reports remark on entries, beside what is due: a day told too early, an entry that nobody has reviewed.

And a project that the window passes by, since it has not begun, or is said to be only applied for.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from projreg.derived.state import state_on
from projreg.derived.titles import deadline_kind, shown_name
from projreg.derived.upkeep import Early, told_too_early, unreviewed_since
from projreg.language import Lang, Phrase
from projreg.model.records import Deadline, Project
from projreg.report import Matter
from projreg.report.page import Section
from projreg.tables.table import Column, Table

_HEADING = Phrase("Att se över", "To look over")
_EARLY = Phrase("{what} {day}, men den dagen har inte kommit", "{what} {day}, but that day has not come")
_LIKELY = Phrase("; menas {likely}?", "; is {likely} meant?")
_UNREVIEWED = Phrase("Inte granskat på ett år; senast {day}", "Not reviewed for a year; last {day}")
_NEVER = Phrase("Aldrig granskat; började {day}", "Never reviewed; began {day}")
_MANY_UNREVIEWED = Phrase(
    "{number} projekt har ingen granskat på ett år: {names}. "
    "Med projreg set ID reviewed=today säger du att ett är granskat.",
    "{number} projects nobody has reviewed for a year: {names}. Say with projreg set ID reviewed=today that one is.",
)
_MORE = Phrase(" och {number} till", " and {number} more")
_MOST_UNREVIEWED = 5
"""So many have a row each: more would push what is due off the screen."""
_MOST_NAMED = 12
_UNBEGUN = Phrase(
    "Slutar {day}, inom fönstret, men har inte börjat", "Ends {day}, within the window, but has not begun"
)
_STILL_APPLIED = Phrase("Ansökt, men skulle börja {day}", "Applied for, but was to begin {day}")
_COLUMNS = (
    Column("id", Phrase("Id", "Id")),
    Column("project", Phrase("Projekt", "Project")),
    Column("what", Phrase("Vad", "What")),
    Column("contact", Phrase("Kontakt", "Contact")),
)


class Remark(NamedTuple):
    """What is remarked on one value of a project; `code` is that of the rule which explains it, if any."""

    code: str
    project: Project
    key: str
    day: date
    said: Phrase


def remarks(matter: Matter) -> list[Remark]:
    """The remarks on the projects, without those of rules that do not count for them."""
    found = []
    for project in matter.projects:
        for early in told_too_early(project, matter.today):
            key = str(early.path[-1])
            said = Phrase(*(_EARLY.say(lang, what=_what(early, lang), day=early.day) for lang in ("sv", "en")))
            if early.likely:
                said = Phrase(*(f"{a}{b}" for a, b in zip(said, _filled(_LIKELY, likely=early.likely), strict=True)))
            found.append(Remark("PR206", project, key, early.day, said))
        if since := unreviewed_since(project, matter.day):
            said = _filled(_UNREVIEWED if project.reviewed else _NEVER, day=since)
            found.append(Remark("PR506", project, "reviewed", since, said))
        found += _passed_by(project, matter)
    return [each for each in found if not each.code or matter.counts(each.code, each.project)]


def _passed_by(project: Project, matter: Matter) -> Iterator[Remark]:
    """What is told of no project that has not begun: that it ends within the window, that its start has passed."""
    state, start, end = state_on(project, matter.day), project.start_date, project.end_date
    if state == "upcoming" and end and end in matter.found.window:
        yield Remark("", project, "end_date", end, _filled(_UNBEGUN, day=end))
    if state == "applied" and start and start < matter.day:
        yield Remark("", project, "status", start, _filled(_STILL_APPLIED, day=start))


def _what(early: Early, lang: Lang) -> str:
    """What is said to have happened: "Slutrapport: klart", "Last reviewed"."""
    if early.deadline:
        return f"{deadline_kind(early.deadline).say(lang)}: {Deadline.done.label.say(lang).lower()}"
    return Project.keys[str(early.path[-1])].label.say(lang)


def _filled(phrase: Phrase, **values: object) -> Phrase:
    return Phrase(phrase.say("sv", **values), phrase.say("en", **values))


def as_sections(found: Iterable[Remark], lang: Lang) -> list[Section]:
    """The remarks as a section, when there are any. Many that nobody has reviewed are told in a sentence."""
    remarks = list(found)
    lead = ""
    unreviewed = [each for each in remarks if each.code == "PR506"]
    if len(unreviewed) > _MOST_UNREVIEWED:
        remarks = [each for each in remarks if each.code != "PR506"]
        first, more = unreviewed[:_MOST_NAMED], len(unreviewed) - _MOST_NAMED
        names = ", ".join(each.project.id for each in first)
        names += _MORE.say(lang, number=more) if more > 0 else ""
        lead = _MANY_UNREVIEWED.say(lang, number=len(unreviewed), names=names)
    rows = [
        (each.project.id, shown_name(each.project, lang), each.said.say(lang), each.project.responsible)
        for each in remarks
    ]
    table = Table(_COLUMNS, rows) if rows else None
    return [Section(_HEADING.say(lang), lead, table)] if rows or lead else []


def as_objects(found: Iterable[Remark]) -> list[dict[str, object]]:
    """The remarks as JSON."""
    return [
        {
            "code": each.code or None,
            "id": each.project.id,
            "title": each.project.title,
            "key": each.key,
            "date": each.day.isoformat(),
            "message": each.said.en,
            "contact": each.project.responsible or None,
        }
        for each in found
    ]
