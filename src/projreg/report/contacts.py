"""The report on contacts: who carries what, for the day when somebody leaves."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from projreg.derived.state import LABELS, State, state_on
from projreg.language import Lang, Phrase, alphabetical, count
from projreg.model.records import Contact, Project
from projreg.model.words import CONTACT_ROLES
from projreg.report import Matter
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table, Word

_TITLE = Phrase("Kontakter per den {day}", "Contacts as of {day}")
_ABOUT = Phrase(
    "Projekt som är slutredovisade eller avbrutna är med bara så länge en tidsfrist är öppen.",
    "Closed and cancelled projects are shown only while a deadline is open.",
)
_NOBODY = Phrase("Ingen kontakt att nå", "Nobody to reach")
_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")
_COLUMNS = (
    Column("role", Phrase("Roll", "Role")),
    Column("id", Phrase("Id", "Id")),
    Column("project", Phrase("Projekt", "Project")),
    Column("state", Phrase("Läge", "State")),
    Column("end_date", Phrase("Slutdatum", "End")),
    Column("next_deadline", Phrase("Nästa tidsfrist", "Next deadline")),
)


class Duty(NamedTuple):
    """A project that a person carries, in which role, and its first deadline that is not done."""

    contact: Contact | None
    project: Project
    state: State
    next_deadline: date | None


class Person(NamedTuple):
    """Somebody as the contacts name them, and what they carry."""

    name: str
    email: str
    phone: str
    duties: list[Duty]


def people(projects: Sequence[Project], day: date) -> list[Person]:
    """Everybody who carries one of the projects, in Swedish order.

    The same e-mail address is the same person, whatever the name; without one the same name. Projects that nobody can
    be reached about stand under a person without a name, first. A contact that names nobody counts for nothing.
    """
    found: dict[str, Person] = {}
    for project in projects:
        state = state_on(project, day)
        waiting = [each.due for each in project.deadline if each.due and not each.is_done(day)]
        due = min(waiting, default=None)
        for contact in project.contact:
            key = contact.email.strip().casefold() or contact.name.strip().casefold() or contact.phone.strip()
            if not key:
                continue
            person = found.setdefault(key, Person(contact.name, contact.email, contact.phone, []))
            person.duties.append(Duty(contact, project, state, due))
            found[key] = person._replace(name=person.name or contact.name, phone=person.phone or contact.phone)
        if not any(each.reachable for each in project.contact):
            found.setdefault("", Person("", "", "", [])).duties.append(Duty(None, project, state, due))
    return sorted(found.values(), key=lambda each: (alphabetical(each.name or each.email), each.email))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people: a section for each person."""
    sections = [Section(_TITLE.say(lang, day=matter.day), "" if matter.by_state else _ABOUT.say(lang), level=1)]
    for person in people(matter.projects, matter.day):
        number = count(len({id(each.project) for each in person.duties}), _ONE, _MANY, lang)
        named = ", ".join(each for each in (person.name, person.email, person.phone) if each)
        rows: list[tuple[Cell, ...]] = [
            (
                _role(each.contact),
                each.project.id,
                each.project.acronym or each.project.title,
                Word(each.state, LABELS[each.state]),
                each.project.end_date,
                each.next_deadline,
            )
            for each in person.duties
        ]
        heading = f"{named or _NOBODY.say(lang)}: {number}"
        sections.append(Section(heading, "", Table(_COLUMNS, rows), urgent=not named))
    return sections


def _role(contact: Contact | None) -> Word | None:
    return Word(contact.role, CONTACT_ROLES[contact.role]) if contact and contact.role else None


_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name))
    for name in ("name", "email", "phone", "role", "id", "title", "state", "end_date", "next_deadline")
)


def as_table(matter: Matter) -> Table:
    """The report for machines: a row for each person and project."""
    return Table(
        _MACHINE_COLUMNS,
        [
            (
                person.name,
                person.email,
                person.phone,
                duty.contact.role if duty.contact else None,
                duty.project.id,
                duty.project.title,
                duty.state,
                duty.project.end_date,
                duty.next_deadline,
            )
            for person in people(matter.projects, matter.day)
            for duty in person.duties
        ],
    )


def as_object(matter: Matter) -> dict[str, object]:
    """The report as JSON, version 1."""
    return {
        "as_of": matter.day.isoformat(),
        "contacts": [
            {
                "name": person.name or None,
                "email": person.email or None,
                "phone": person.phone or None,
                "projects": [
                    {
                        "id": duty.project.id,
                        "title": duty.project.title,
                        "role": (duty.contact.role or None) if duty.contact else None,
                        "state": duty.state,
                        "end_date": duty.project.end_date.isoformat() if duty.project.end_date else None,
                        "next_deadline": duty.next_deadline.isoformat() if duty.next_deadline else None,
                    }
                    for duty in person.duties
                ],
            }
            for person in people(matter.projects, matter.day)
        ],
    }
